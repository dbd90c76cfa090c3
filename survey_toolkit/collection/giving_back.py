"""Faulty answers given back: a copy of the unit's own workbook, with the cells marked."""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import NamedTuple, cast

import openpyxl
from openpyxl.cell.cell import Cell
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.utils import coordinate_to_tuple
from openpyxl.worksheet.worksheet import Worksheet

from survey_toolkit.sheets import safe_text

RED = PatternFill("solid", fgColor="F4B6B6")
AUTHOR = "survey-toolkit"


class Unclear(NamedTuple):
    """One cell that a person must settle, and what is said about it."""

    sheet: str
    cell: str
    text: str


def marked_copy(content: bytes, unclear: Iterable[Unclear]) -> bytes:
    """A workbook with the unclear cells in red, each with a comment that says what is unclear.

    What stands in the cells is as it was. Several remarks about one cell are one comment. Cells
    on sheets that are not there are left out.
    """
    book = openpyxl.load_workbook(io.BytesIO(content))
    remarks: dict[tuple[str, str], list[str]] = {}
    for sheet, cell, text in unclear:
        if sheet in book.sheetnames and cell:
            remarks.setdefault((sheet, cell), []).append(text)
    for (sheet, cell), texts in remarks.items():
        row, column = coordinate_to_tuple(cell)
        place = _home(book[sheet], row, column)
        place.fill = RED
        place.comment = Comment(safe_text("\n".join(dict.fromkeys(texts))), AUTHOR, 200, 300)
    if remarks:
        book.active = book.sheetnames.index(next(iter(remarks))[0])
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def _home(sheet: Worksheet, row: int, column: int) -> Cell:
    """The cell, or the first of the merged range that it is in: only that can be marked."""
    for area in sheet.merged_cells.ranges:
        if area.min_row <= row <= area.max_row and area.min_col <= column <= area.max_col:
            row, column = area.min_row, area.min_col
    return cast(Cell, sheet.cell(row, column))
