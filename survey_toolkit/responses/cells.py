"""A returned file as sheets of cells, whatever kind of file it was."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from survey_toolkit.errors import Finding
from survey_toolkit.language import day

Value = str | float | int | bool | dt.date | dt.datetime | dt.time | dt.timedelta | None
Position = tuple[int, int]  # row and column, both from 0

ANSWER, LABEL, METADATA, SET_ASIDE, UNPLACED, EMPTY = "A", "L", "M", "S", "?", " "
"""What a cell may be: each that holds something is one of the first four when a file is read."""


class CellError(str):
    """What stands in a cell with an error; `kind` is the finding it makes.

    It is never equal to a text that only looks the same.

    >>> error = CellError("#N/A", "excel_error")
    >>> error.kind, error == "#N/A", error == CellError("#N/A", "excel_error")
    ('excel_error', False, True)
    """

    __slots__ = ("kind",)
    kind: str

    def __new__(cls, shown: str, kind: str) -> CellError:
        """The text shown, and the kind of error."""
        made = super().__new__(cls, shown)
        made.kind = kind
        return made

    def __eq__(self, other: object) -> bool:
        return isinstance(other, CellError) and str.__eq__(self, other)

    def __hash__(self) -> int:
        return hash((CellError, str.__hash__(self)))


class UnreadableError(Exception):
    """A file that cannot be read, with the reason in Danish and English."""

    def __init__(self, danish: str, english: str) -> None:
        super().__init__(english)
        self.reasons = (danish, english)


@dataclass(slots=True)
class Sheet:
    """One sheet: `rows` of values (None where empty), all rows of the same length from A1.

    `merged` are ranges ((first row, first column), (last row, last column)). A formula error, and
    a formula without its result, stand among the values as a `CellError`.
    """

    name: str
    rows: list[list[Value]]
    visible: bool = True
    merged: list[tuple[Position, Position]] = field(default_factory=list)


class FarCell(NamedTuple):
    """A cell that says something, and lies too far from all others to be read with them."""

    sheet: str
    cell: str
    text: str


@dataclass(slots=True)
class RawFile:
    """A file as it was received. `path` is relative to returned/, with slashes.

    `uneven` are the rows of a text table that have more fields than their table, by the number of
    fields that the table has. `quotes` are its cells with a quotation mark that has no partner.
    """

    path: str
    sheets: list[Sheet] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    uneven: dict[int, int] = field(default_factory=dict)
    quotes: list[Position] = field(default_factory=list)
    far_cells: int = 0  # cells too far away to be read, those of spaces too
    far: list[FarCell] = field(default_factory=list)


@lru_cache(maxsize=8192)
def cell_name(row: int, column: int) -> str:
    """The cell's name as Excel writes it.

    >>> cell_name(87, 38), cell_name(0, 0)
    ('AM88', 'A1')
    """
    letters, rest = "", column + 1
    while rest:
        rest, letter = divmod(rest - 1, 26)
        letters = chr(65 + letter) + letters
    return f"{letters}{row + 1}"


def cell_row(name: str) -> int:
    """The row of a cell's name, from 0; -1 where it has none.

    >>> cell_row("AM88"), cell_row("")
    (87, -1)
    """
    digits = name.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return int(digits) - 1 if digits.isdecimal() else -1


def column_number(letters: str) -> int:
    """The column that letters stand for, from 0; -1 where they are none.

    >>> column_number("AM")
    38
    """
    number = 0
    for letter in letters.upper():
        if not "A" <= letter <= "Z":
            return -1
        number = number * 26 + ord(letter) - 64
    return number - 1


def text_of(value: Value) -> str:
    """A cell's value as it is shown: whole numbers without decimals, dates as dd-mm-yyyy.

    >>> text_of(4.0), text_of(dt.date(1900, 1, 3)), text_of(None), text_of(" Ja ")
    ('4', '03-01-1900', '', ' Ja ')
    """
    if value is None:
        return ""
    if isinstance(value, str):
        return str(value)
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, dt.date):
        return day(value)
    return str(value)


def serial_number(value: dt.date) -> int:
    """The whole number that Excel shows as this date (1 is 1 January 1900).

    >>> serial_number(dt.date(1900, 1, 3)), serial_number(dt.date(2012, 4, 27))
    (3, 41026)
    """
    plain = value.date() if isinstance(value, dt.datetime) else value
    days = (plain - dt.date(1899, 12, 30)).days
    return days - 1 if days <= 60 else days


def cell_place(sheet: Sheet, name: str) -> Position | None:
    """The row and column of a cell by its name; None where the sheet has no such cell.

    >>> cell_place(Sheet("", [["a", "b"]]), "B1"), cell_place(Sheet("", [["a"]]), "C9")
    ((0, 1), None)
    """
    letters = name.rstrip("0123456789")
    number = name[len(letters) :]
    row, column = int(number or 0) - 1, column_number(letters)
    inside = 0 <= row < len(sheet.rows) and 0 <= column < len(sheet.rows[row])
    return (row, column) if inside else None
