"""A sheet while it is being understood: what each row says, and what each cell is."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from survey_toolkit.responses.cells import (
    EMPTY,
    SET_ASIDE,
    UNPLACED,
    Position,
    Sheet,
    Value,
    cell_name,
    text_of,
)
from survey_toolkit.responses.line import NOTHING, Lines

MOST_MERGED = 5000  # rows or columns of one merged range that are looked at


class Place(NamedTuple):
    """A text and the cell where it stands."""

    text: str = ""
    row: int = -1
    column: int = -1

    @property
    def cell(self) -> str:
        """The cell's name, empty where it stands nowhere."""
        return cell_name(self.row, self.column) if self.row >= 0 else ""


NOWHERE = Place()


@dataclass(slots=True)
class Origin:
    """Where a reply stands in a file: a row of a wide table, or a block of a sheet."""

    number: int
    sheet: int
    row: int  # -1 where it is more than a row
    unit: Place = NOWHERE
    region: str = ""
    functions: tuple[str, ...] = ()
    function_place: Place = NOWHERE
    function_unknown: bool = False
    date: Place = NOWHERE
    first: Place = NOWHERE
    remarks: list[str] = field(default_factory=list)
    unit_heading: str = ""
    has_unit_column: bool = False
    checked: bool = False  # a mark vouches for the unit's id


class Found(NamedTuple):
    """An answer cell, placed but not yet understood.

    `mark` is the answer that a cross in the cell stands for, "" where the cell says it itself.
    """

    origin: int
    sheet: int
    row: int
    column: int
    value: Value
    question: str
    item: str
    functions: tuple[str, ...]
    mark: str = ""


class Page:
    """A sheet with what each row says and the class of every cell."""

    def __init__(self, number: int, sheet: Sheet, lines: Lines) -> None:
        """Look every row up once."""
        self.number = number
        self.name = sheet.name
        self.sheet = sheet
        self.rows = sheet.rows
        self.width = len(sheet.rows[0]) if sheet.rows else 0
        self.lines = [lines.of(row) for row in sheet.rows]
        self.classes = [list(line.classes) for line in self.lines]
        self.spaces = any(line.spaces for line in self.lines)  # whether a cell holds spaces only
        self.covered = _covered(sheet)  # cells under a merged range: its first cell
        self.covered_rows = {row for row, _ in self.covered}
        self.first = self._first()

    def _first(self) -> Place:
        """The first cell that holds something."""
        for row, line in enumerate(self.lines):
            if line.filled:
                return Place(self.text(row, line.filled[0]), row, line.filled[0])
        return NOWHERE

    def leave_out(self, row: int) -> None:
        """Set a row aside before anything is recognised in it."""
        self.mark_row(row, SET_ASIDE)
        self.lines[row] = NOTHING
        self.rows[row] = [None] * len(self.rows[row])
        self.first = self._first()

    def text(self, row: int, column: int) -> str:
        """What stands in a cell, without spaces at its ends."""
        value = self.rows[row][column]
        return value.strip() if type(value) is str else text_of(value).strip()

    def has_text(self, row: int, column: int) -> bool:
        """Whether a cell holds more than spaces."""
        return self.rows[row][column] is not None and column not in self.lines[row].spaces

    def is_blank(self, row: int) -> bool:
        """Whether all that stands in a row is spaces."""
        line = self.lines[row]
        return len(line.spaces) == len(line.filled) > 0

    def place(self, row: int, column: int) -> Place:
        """A cell's text with where it stands; of a merged range, its first cell."""
        if self.covered and self.rows[row][column] is None:
            home = self.covered.get((row, column))
            if home is not None and home[1] == column:
                row = home[0]
        return Place(self.text(row, column), row, column)

    def heading_above(self, row: int) -> int:
        """The row that is most likely the headings of what stands in a row: the fullest above."""
        rows = range(max(0, row - 10), row + 1)
        texts = [sum(isinstance(v, str) for v in self.rows[above]) for above in rows]
        return max(zip(texts, rows, strict=True), key=lambda pair: pair[0])[1] if rows else row

    def mark(self, row: int, column: int, kind: str) -> None:
        """Say what a cell is, unless it is empty."""
        if self.classes[row][column] != EMPTY:
            self.classes[row][column] = kind

    def mark_row(self, row: int, kind: str) -> None:
        """Say what all the cells of a row are that are not placed yet."""
        classes = self.classes[row]
        for column in self.lines[row].filled:
            if classes[column] == UNPLACED:
                classes[column] = kind

    def spread(self, row: int, column: int) -> int:
        """The last column that a heading covers: to the end of its merged range, or to the next."""
        for (top, left), (bottom, right) in self.sheet.merged:
            if top <= row <= bottom and left == column and right > left:
                return right
        after = [c for c in self.lines[row].filled if c > column]
        return (after[0] if after else self.width) - 1


def _covered(sheet: Sheet) -> dict[Position, Position]:
    """For each cell of a merged range but the first: that first cell."""
    homes: dict[Position, Position] = {}
    for (top, left), (bottom, right) in sheet.merged:
        for row in range(top, min(bottom, top + MOST_MERGED) + 1):
            for column in range(left, min(right, left + MOST_MERGED) + 1):
                homes[row, column] = (top, left)
        homes.pop((top, left))
    return homes
