"""A sheet while it is being understood: what each cell says, and what each cell is."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from survey_toolkit.instruments.matching import Sense, Vocabulary
from survey_toolkit.responses.cells import Sheet, Value, cell_name, text_of

ANSWER, LABEL, METADATA, SET_ASIDE, UNPLACED, EMPTY = "A", "L", "M", "S", "?", " "


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


@dataclass(slots=True)
class Found:
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
    """A sheet with the sense of every text and the class of every cell."""

    def __init__(self, number: int, sheet: Sheet, vocabulary: Vocabulary) -> None:
        """Look every text up once."""
        self.number = number
        self.name = sheet.name
        self.sheet = sheet
        self.rows = sheet.rows
        self.width = len(sheet.rows[0]) if sheet.rows else 0
        self.senses: list[dict[int, Sense]] = []
        self.filled: list[list[int]] = []
        self.classes: list[list[str]] = []
        self.spaces: set[tuple[int, int]] = set()  # cells that hold spaces only
        self.formulas: list[tuple[int, int]] = []  # cells with a text that begins as a formula
        for number, row in enumerate(sheet.rows):
            self._look_up(number, row, vocabulary)
        self._above = _merged_downwards(sheet)

    def _look_up(self, number: int, row: list[Value], vocabulary: Vocabulary) -> None:
        said: dict[int, Sense] = {}
        filled = [column for column, value in enumerate(row) if value is not None]
        classes = [EMPTY] * len(row)
        known = vocabulary.known
        for column in filled:
            value = row[column]
            classes[column] = UNPLACED
            if type(value) is str:
                sense = known[value] if value in known else vocabulary.sense(value)
                if sense is not None:
                    said[column] = sense
                elif value.isspace():
                    self.spaces.add((number, column))
                elif value[0] == "=":
                    self.formulas.append((number, column))
        self.senses.append(said)
        self.filled.append(filled)
        self.classes.append(classes)

    def text(self, row: int, column: int) -> str:
        """What stands in a cell, without spaces at its ends."""
        value = self.rows[row][column]
        return value.strip() if type(value) is str else text_of(value).strip()

    def has_text(self, row: int, column: int) -> bool:
        """Whether a cell holds more than spaces."""
        return self.rows[row][column] is not None and (row, column) not in self.spaces

    def place(self, row: int, column: int) -> Place:
        """A cell's text with where it stands; of a merged range, its first cell."""
        if self._above and self.rows[row][column] is None:
            row, column = self._above.get((row, column), (row, column))
        return Place(self.text(row, column), row, column)

    def mark(self, row: int, column: int, kind: str) -> None:
        """Say what a cell is, unless it is empty."""
        if self.classes[row][column] != EMPTY:
            self.classes[row][column] = kind

    def mark_row(self, row: int, kind: str) -> None:
        """Say what all the cells of a row are that are not placed yet."""
        classes = self.classes[row]
        for column in self.filled[row]:
            if classes[column] == UNPLACED:
                classes[column] = kind

    def spread(self, row: int, column: int) -> int:
        """The last column that a heading covers: to the end of its merged range, or to the next."""
        for (top, left), (bottom, right) in self.sheet.merged:
            if top <= row <= bottom and left == column and right > left:
                return right
        after = [c for c in self.filled[row] if c > column]
        return (after[0] if after else self.width) - 1


def _merged_downwards(sheet: Sheet) -> dict[tuple[int, int], tuple[int, int]]:
    """For each cell under the first of a range merged over rows: that first cell."""
    homes: dict[tuple[int, int], tuple[int, int]] = {}
    for (top, left), (bottom, _) in sheet.merged:
        for row in range(top + 1, min(bottom, top + 5000) + 1):
            homes[row, left] = (top, left)
    return homes
