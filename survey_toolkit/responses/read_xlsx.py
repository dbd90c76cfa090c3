"""Workbooks, .xlsx and .ods, as cells.

They are read by python-calamine, which is fast. What it does not bear or does not show is seen to
around it: cells far away are left out before, and hidden ones (errors, formulas without their
result, texts of spaces) are put in after, where the sheet's XML has more filled cells than it
showed.
"""

from __future__ import annotations

import io
from typing import Any

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetVisibleEnum

from survey_toolkit.responses.cells import RawFile, Sheet, UnreadableError
from survey_toolkit.responses.read_far import split_far, tell_far
from survey_toolkit.responses.read_hidden import (
    XmlCell,
    add_hidden,
    hidden_cells,
    shared_strings,
    shown_text,
)
from survey_toolkit.responses.read_parts import Parts


def read_workbook(raw: RawFile, data: bytes) -> None:
    """Put the sheets of a workbook into a raw file."""
    parts = Parts(data)
    if "content.xml" in parts:
        from survey_toolkit.responses.read_ods import read_ods

        read_ods(raw, parts, data)
    else:
        _read_xlsx(raw, parts, data)


def _read_xlsx(raw: RawFile, parts: Parts, data: bytes) -> None:
    names = parts.sheets()
    contents = {part: parts.read(part) for part in names}
    far = _take_far_cells(contents)
    if far:
        data = parts.with_others({part: contents[part] for part in far})
    for number, (sheet, shown) in enumerate(calamine_sheets(open_book(parts, data))):
        part = names[number] if number < len(names) else ""
        content = contents.get(part, b"")
        if _filled(content) != shown:
            add_hidden(sheet, hidden_cells(content, _strings(parts)))
        if part in far:
            strings = _strings(parts)
            tell_far(
                raw, sheet.name, [(cell.place, shown_text(cell, strings)) for cell in far[part]]
            )
        raw.sheets.append(sheet)


def _take_far_cells(contents: dict[str, bytes]) -> dict[str, list[XmlCell]]:
    """The far cells of each part that has some; they are taken out of its content."""
    taken = {}
    for part, content in contents.items():
        contents[part], far = split_far(content)
        if far:
            taken[part] = far
    return taken


def _filled(content: bytes) -> int:
    """How many cells of a sheet hold something; -1 where its tags are written in another way."""
    start = content.find(b"<sheetData")
    return content.count(b"</c>", start) if start >= 0 else -1 if content else 0


def _strings(parts: Parts) -> list[str]:
    return shared_strings(parts.read("xl/sharedStrings.xml"))


def open_book(parts: Parts, data: bytes) -> CalamineWorkbook:
    """The workbook, opened; the reason where it cannot be."""
    try:
        return CalamineWorkbook.from_filelike(io.BytesIO(data))
    except CalamineError:
        if any("macrosheet" in part for part in parts.sheets()):
            raise UnreadableError(
                "den har et ark med makroer fra Excel 4. Gem den igen uden arket",
                "it has a sheet of Excel 4 macros. Save it again without that sheet",
            ) from None
        raise


def calamine_sheets(book: CalamineWorkbook) -> list[tuple[Sheet, int]]:
    """The sheets of a workbook, each with the number of cells that are not shown as empty."""
    sheets = []
    for number, about in enumerate(book.sheets_metadata):
        found = book.get_sheet_by_index(number)
        rows, shown = _rows(found)
        visible = about.visible == SheetVisibleEnum.Visible
        sheets.append((Sheet(about.name, rows, visible, found.merged_cell_ranges or []), shown))
    return sheets


def _rows(found: CalamineSheet) -> tuple[list[list[Any]], int]:
    """The sheet's rows from A1, empty cells as None, and the number of the others.

    Only the rectangle that holds values is copied: a styled cell in row 1,048,576 costs nothing.
    """
    if found.start is None:
        return [], 0
    top, left = found.start
    rows: list[list[Any]] = found.to_python(skip_empty_area=True)
    shown = found.width * len(rows)
    for number, row in enumerate(rows):
        empty = row.count("")
        if empty:
            shown -= empty
            rows[number] = [None if value == "" else value for value in row]
    if left:
        rows = [[None] * left + row for row in rows]
    return [[None] * (left + found.width) for _ in range(top)] + rows, shown
