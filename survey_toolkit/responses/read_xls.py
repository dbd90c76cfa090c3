"""Workbooks of the old kind, .xls, as cells. Read by xlrd, which tells errors from blanks."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

import xlrd

from survey_toolkit.responses.cells import CellError, RawFile, Sheet, Value, text_of
from survey_toolkit.responses.read_far import is_sparse, reach, tell_far


def read_xls(raw: RawFile, data: bytes) -> None:
    """Put the sheets of a workbook into a raw file."""
    for found, datemode in _sheets(data):
        sheet = Sheet(found.name, [], found.visibility == 0)
        sheet.merged = [((a, c), (b - 1, d - 1)) for a, b, c, d in found.merged_cells]
        rows = [[_value(cell, datemode) for cell in found.row(row)] for row in range(found.nrows)]
        width = _cut_far(raw, found.name, rows)
        sheet.rows = [row + [None] * (width - len(row)) for row in rows]
        raw.sheets.append(sheet)


def _sheets(data: bytes) -> list[tuple[Any, int]]:
    """The sheets of a workbook, whose rows are as long as they need, each with its first day."""
    try:
        book = xlrd.open_workbook(
            file_contents=data, logfile=io.StringIO(), formatting_info=True, ragged_rows=True
        )
    except Exception as error:  # noqa: BLE001  # xlrd trips over damaged files in many ways
        raise ValueError(str(error)) from None
    return [(sheet, book.datemode) for sheet in book.sheets()]


def _cut_far(raw: RawFile, name: str, rows: list[list[Value]]) -> int:
    """Take cells far away out of the rows, and tell of them; the width that is left."""
    width = max(map(len, rows), default=0)
    if not is_sparse(len(rows), width, sum(map(len, rows))):
        return width
    filled = [(r, c) for r, row in enumerate(rows) for c, v in enumerate(row) if v is not None]
    bottom, right = reach((place, place) for place in filled)
    far = [(r, c) for r, c in filled if r >= bottom or c >= right]
    tell_far(raw, name, [((r, c), text_of(rows[r][c])) for r, c in far])
    rows[bottom:] = []
    for row in rows:
        row[right:] = []
    return right


def _value(cell: Any, datemode: int) -> Any:
    if cell.ctype in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK) or cell.value == "":
        return None
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return CellError(xlrd.error_text_from_code.get(cell.value, "#"), "excel_error")
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return bool(cell.value)
    if cell.ctype == xlrd.XL_CELL_DATE and cell.value >= 1:
        epoch = dt.datetime(1904, 1, 1) if datemode else dt.datetime(1899, 12, 30)
        early = 1 if not datemode and cell.value < 60 else 0
        return epoch + dt.timedelta(days=cell.value + early)
    return cell.value
