"""Formula errors in .ods files, which the fast reader shows as empty cells."""

from __future__ import annotations

import xml.etree.ElementTree as ET

from survey_toolkit.responses.cells import Position

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_CALC = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"


def hidden_in_ods(content: bytes) -> dict[str, dict[Position, tuple[str, str]]]:
    """Error cells and formulas without a result, by sheet name."""
    found: dict[str, dict[Position, tuple[str, str]]] = {}
    for table in ET.fromstring(content).iter(f"{_TABLE}table"):
        cells: dict[Position, tuple[str, str]] = {}
        row = 0
        for line in table.iter(f"{_TABLE}table-row"):
            column = 0
            for cell in line:
                error = _error(cell)
                if error:
                    cells[row, column] = error
                column += int(cell.get(f"{_TABLE}number-columns-repeated", "1"))
            row += int(line.get(f"{_TABLE}number-rows-repeated", "1"))
        if cells:
            found[table.get(f"{_TABLE}name", "")] = cells
    return found


def _error(cell: ET.Element) -> tuple[str, str] | None:
    shown = "".join(cell.itertext()).strip()
    if cell.get(f"{_CALC}value-type") == "error" or (
        shown.startswith("#") and shown.endswith(("!", "?", "/0!", "N/A"))
    ):
        return "excel_error", shown or "#"
    formula = cell.get(f"{_TABLE}formula")
    if formula and not shown and cell.get(f"{_OFFICE}value-type") is None:
        return "formula_without_value", formula
    return None
