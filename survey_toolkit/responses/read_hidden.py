"""What the fast reader of workbooks hides: cells that it shows as empty, and that are not.

Those are error cells, formulas without a result, and cells of spaces only. They are found in the
sheet's XML, whatever prefix its tags have and whether or not its cells say where they stand.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import NamedTuple

from survey_toolkit.responses.cells import CellError, Position, Sheet, column_number

Hidden = dict[Position, tuple[str, str]]
"""Where a cell stands, its kind and what it shows."""

_P = rb"(?:[\w.-]+:)?"  # the prefix that some programs give every tag
_TOKEN = re.compile(
    rb"<" + _P + rb"(?:row\b([^>]*)|c\b([^>/]*)(?:/>|>(.*?)</" + _P + rb"c>))", re.DOTALL
)
_PLACE = re.compile(rb"""(?:^|\s)r\s*=\s*["']([A-Za-z]*)(\d+)""")
_TYPE = re.compile(rb"""(?:^|\s)t\s*=\s*["'](\w+)""")
_VALUE = re.compile(rb"<" + _P + rb"v\b[^>/]*>(.*?)</", re.DOTALL)
_TEXT = re.compile(rb"<" + _P + rb"t\b[^>/]*>(.*?)</", re.DOTALL)
_FORMULA = re.compile(rb"<" + _P + rb"f\b[^>/]*(?:/>|>(.*?)</)", re.DOTALL)
_STRING = re.compile(rb"<" + _P + rb"si\b[^>/]*(?:/>|>(.*?)</" + _P + rb"si>)", re.DOTALL)


class XmlCell(NamedTuple):
    """A cell of a sheet's XML that holds something, and where in the XML it stands."""

    place: Position
    attributes: bytes
    inner: bytes
    span: tuple[int, int]


def cells_of(content: bytes) -> Iterator[XmlCell]:
    """The cells of a sheet that hold something. One that does not say where it stands is next."""
    row = column = -1
    for token in _TOKEN.finditer(content):
        tag, attributes, inner = token.groups()
        found = _PLACE.search(attributes if tag is None else tag)
        if tag is not None:
            row, column = int(found[2]) - 1 if found else row + 1, -1
            continue
        if found and found[1]:
            row, column = int(found[2]) - 1, column_number(found[1].decode())
        else:
            column += 1
        if inner:
            yield XmlCell((row, column), attributes, inner, token.span())


def hidden_cells(content: bytes, strings: list[str]) -> Hidden:
    """The cells of a sheet that are shown as empty. `strings` are the workbook's shared texts."""
    found = {}
    for cell in cells_of(content):
        hidden = _hidden(cell, strings)
        if hidden:
            found[cell.place] = hidden
    return found


def _hidden(cell: XmlCell, strings: list[str]) -> tuple[str, str] | None:
    kind, value = _type(cell), _VALUE.search(cell.inner)
    if kind == b"e":
        return "excel_error", (_text(value[1]) if value else "") or "#"
    if kind in (b"s", b"inlineStr"):
        text = shown_text(cell, strings)
        return ("spaces", text) if text.isspace() else None
    formula = _FORMULA.search(cell.inner)
    stored = value and (value[1] or kind == b"str")  # an empty text is a result too
    if formula and not stored:
        return "formula_without_value", "=" + _text(formula[1] or b"")
    return None


def shown_text(cell: XmlCell, strings: list[str]) -> str:
    """The text or number that a cell holds, as it stands in the file."""
    if _type(cell) == b"inlineStr":
        return _joined(cell.inner)
    value = _VALUE.search(cell.inner)
    shown = _text(value[1]) if value else ""
    if _type(cell) == b"s" and shown.isdigit():
        return strings[int(shown)] if int(shown) < len(strings) else ""
    formula = _FORMULA.search(cell.inner)
    return shown or ("=" + _text(formula[1] or b"") if formula else "")


def shared_strings(content: bytes) -> list[str]:
    """The texts that a workbook keeps once for all its cells, the runs of each put together."""
    return [_joined(text) for text in _STRING.findall(content)]


def _type(cell: XmlCell) -> bytes:
    found = _TYPE.search(cell.attributes)
    return found[1] if found else b""


def _joined(xml: bytes) -> str:
    return "".join(_text(text) for text in _TEXT.findall(xml))


def _text(xml: bytes) -> str:
    return html.unescape(xml.decode("utf-8", "replace"))


def add_hidden(sheet: Sheet, hidden: Hidden) -> None:
    """Put the cells that were hidden into the sheet, widening it where they lie outside."""
    bottom = max((row for row, _ in hidden), default=-1) + 1
    right = max((column for _, column in hidden), default=-1) + 1
    width = max(right, len(sheet.rows[0]) if sheet.rows else 0)
    sheet.rows.extend([] for _ in range(bottom - len(sheet.rows)))
    for row in sheet.rows:
        row.extend([None] * (width - len(row)))
    for (number, column), (kind, shown) in hidden.items():
        sheet.rows[number][column] = shown if kind == "spaces" else CellError(shown, kind)
