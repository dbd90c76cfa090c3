"""Workbooks of the kind .ods as cells.

A cell or a row says how often it is repeated, and one that is empty often is until the end of the
sheet. So the reader is saved from cells far away, and formula errors, which it shows as empty,
are put in after.
"""

from __future__ import annotations

import html
import re
import xml.etree.ElementTree as ET
from typing import NamedTuple
from xml.parsers import expat

from survey_toolkit.responses.cells import Position, RawFile
from survey_toolkit.responses.read_far import Area, is_sparse, reach, tell_far
from survey_toolkit.responses.read_hidden import Hidden, add_hidden
from survey_toolkit.responses.read_parts import Parts
from survey_toolkit.responses.read_xlsx import calamine_sheets, open_book

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_CALC = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
_MANY = re.compile(rb'-repeated="\d{3,}"')
_SHEET = re.compile(rb"<table:table(\s[^>]*|)>(.*?)</table:table>", re.DOTALL)
_CELL = rb"<table:(?:covered-)?table-cell\b([^>]*?)(?:/>|>(.*?)</table:(?:covered-)?table-cell>)"
_TOKEN = re.compile(rb"<table:table-row\b([^>]*)>|" + _CELL, re.DOTALL)
_NAME = re.compile(rb'table:name="([^"]*)"')
_TIMES = re.compile(rb'-repeated="(\d+)"')


class OdsCell(NamedTuple):
    """A filled cell of the XML with the area that it is repeated over, and where it stands."""

    area: Area
    inner: bytes
    span: tuple[int, int]


def read_ods(raw: RawFile, parts: Parts, data: bytes) -> None:
    """Put the sheets of a workbook into a raw file."""
    content = parts.read("content.xml")
    _check(content)
    near = _without_far_cells(raw, content)
    if near != content:
        data = parts.with_others({"content.xml": near})
    errors = b'value-type="error"' in near or b"table:formula" in near
    hidden = hidden_in_ods(near) if errors else {}
    for sheet, _ in calamine_sheets(open_book(parts, data)):
        add_hidden(sheet, hidden.get(sheet.name, {}))
        raw.sheets.append(sheet)


def _check(content: bytes) -> None:
    """Refuse XML that is cut short or damaged: the reader would look for its end for ever."""
    try:
        expat.ParserCreate().Parse(content, True)
    except expat.ExpatError as error:
        raise ValueError(str(error)) from None


def _without_far_cells(raw: RawFile, content: bytes) -> bytes:
    """The content with the far cells of every sheet made empty; they are told of."""
    if not _MANY.search(content):
        return content
    kept, end = [], 0
    for sheet in _SHEET.finditer(content):
        name = _NAME.search(sheet[1])
        for cell in _far_cells(sheet[2]):
            tell_far(raw, html.unescape(name[1].decode()) if name else "", [_shown(cell)])
            start = sheet.start(2)
            columns = cell.area[1][1] - cell.area[0][1] + 1
            kept.append(content[end : start + cell.span[0]])
            kept.append(b'<table:table-cell table:number-columns-repeated="%d"/>' % columns)
            end = start + cell.span[1]
    return b"".join([*kept, content[end:]])


def _far_cells(sheet: bytes) -> list[OdsCell]:
    cells = _filled_cells(sheet)
    bottom = max((cell.area[1][0] for cell in cells), default=-1) + 1
    right = max((cell.area[1][1] for cell in cells), default=-1) + 1
    if not is_sparse(bottom, right, len(cells)):
        return []
    rows, columns = reach(cell.area for cell in cells)
    return [cell for cell in cells if cell.area[0][0] >= rows or cell.area[0][1] >= columns]


def _filled_cells(sheet: bytes) -> list[OdsCell]:
    """The cells of a sheet's XML that hold a text or a formula."""
    cells, row, column, height = [], 0, 0, 0
    for token in _TOKEN.finditer(sheet):
        if token[1] is not None:
            row, column, height = row + height, 0, _times(token[1])
            continue
        width, inner = _times(token[2]), token[3] or b""
        if b"<text:" in inner or b"table:formula" in token[2] or b"office:value" in token[2]:
            area = (row, column), (row + height - 1, column + width - 1)
            cells.append(OdsCell(area, inner, token.span()))
        column += width
    return cells


def _times(attributes: bytes) -> int:
    found = _TIMES.search(attributes)
    return int(found[1]) if found else 1


def _shown(cell: OdsCell) -> tuple[Position, str]:
    text = re.sub(rb"<[^>]*>", b"", cell.inner).decode("utf-8", "replace")
    return cell.area[0], html.unescape(text)


def hidden_in_ods(content: bytes) -> dict[str, Hidden]:
    """Error cells and formulas without a result, by sheet name."""
    found: dict[str, Hidden] = {}
    for table in ET.fromstring(content).iter(f"{_TABLE}table"):
        cells: Hidden = {}
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
