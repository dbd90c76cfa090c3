"""Cells far away from all others: a space that was typed in the last row of a sheet.

The fast reader takes memory for the whole rectangle that holds values, and a value in XFD1048576
makes it 17 thousand million cells. So far cells are found and left out before a sheet is read,
and told of.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from survey_toolkit.errors import NOTE, Finding
from survey_toolkit.responses.cells import (
    FarCell,
    Position,
    RawFile,
    UnreadableError,
    cell_name,
    column_number,
)
from survey_toolkit.responses.read_hidden import XmlCell, cells_of

ROW_GAP, COLUMN_GAP = 2_000, 400  # empty rows or columns; what comes after is far away
_SMALL, _LARGE = 1_000_000, 20_000_000  # cells of a rectangle: read as it is; hardly read at all
_FAR = re.compile(rb' r="[A-Z]{0,2}+[0-9]{0,4}+[^"]')  # beyond ZZ9999
_PLACE = re.compile(rb"""\br\s*=\s*["']([A-Za-z]*)(\d+)""")
Area = tuple[Position, Position]


def is_sparse(rows: int, columns: int, filled: int) -> bool:
    """Whether a rectangle is so large, and holds so little, that it must be looked through."""
    return rows * columns > _SMALL + 4 * filled


def reach(filled: Iterable[Area]) -> Position:
    """How many rows and columns there are before the far cells, by where all cells stand.

    Each is an area from its first to its last cell. Where the rest is still more than can be
    read, the file is refused, and the reason names the last cell.

    >>> reach([((0, 0), (0, 0)), ((8, 3), (8, 3)), ((1048575, 16383), (1048575, 16383))])
    (9, 4)
    """
    areas = list(filled)
    rows = _before_gap(((top, bottom) for (top, _), (bottom, _) in areas), ROW_GAP)
    near = [(left, right) for (top, left), (_, right) in areas if top < rows]
    columns = _before_gap(near, COLUMN_GAP)
    if rows * columns > max(_LARGE, 20 * len(areas)):
        last = cell_name(rows - 1, columns - 1)
        raise UnreadableError(
            f"et ark har celler helt ud til {last}. Slet dem, og gem filen igen",
            f"a sheet has cells as far away as {last}. Delete them, and save the file again",
        )
    return rows, columns


def _before_gap(stretches: Iterable[tuple[int, int]], gap: int) -> int:
    """How many lines there are before the first long run of empty ones."""
    end = 0
    for first, last in sorted(set(stretches)):
        if first - end > gap:
            break
        end = max(end, last + 1)
    return end


def split_far(content: bytes) -> tuple[bytes, list[XmlCell]]:
    """A sheet's XML without its far cells, and those cells."""
    if not _may_be_sparse(content):
        return content, []
    cells = list(cells_of(content))
    rows, columns = reach((cell.place, cell.place) for cell in cells)
    far = [cell for cell in cells if cell.place[0] >= rows or cell.place[1] >= columns]
    kept, end = [], 0
    for cell in far:
        kept.append(content[end : cell.span[0]])
        end = cell.span[1]
    return b"".join([*kept, content[end:]]), far


def _may_be_sparse(content: bytes) -> bool:
    """Whether the places that the XML names span many more cells than are filled."""
    start = content.find(b"<sheetData")
    usual = start >= 0 and b"'" not in content[start : start + 200]
    if usual and not _FAR.search(content, start):
        return False
    places = set(_PLACE.findall(content))
    bottom = max((int(row) for _, row in places), default=0)
    right = max((column_number(letters.decode()) for letters, _ in places), default=0) + 1
    return is_sparse(bottom, max(right, 1), content.count(b"/c>") + content.count(b":c>"))


def tell_far(raw: RawFile, sheet: str, cells: Iterable[tuple[Position, str]]) -> None:
    """Note the far cells of a sheet: spaces are told of, and what says something is kept in mind.

    What says something waits for a person, who may say in corrections.csv that it is nothing.
    """
    for (row, column), text in cells:
        raw.far_cells += 1
        cell = cell_name(row, column)
        if text.strip():
            raw.far.append(FarCell(sheet, cell, text))
        else:
            raw.findings.append(Finding("far_cell", raw.path, sheet, cell, text, status=NOTE))
