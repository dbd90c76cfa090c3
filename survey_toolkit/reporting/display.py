"""What a table of a report is: columns with headings, rows of cells, and what must be said of it.

A `DisplayTable` says what is shown; a writer (workbook, document, page) only lays it out.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from survey_toolkit.language import number
from survey_toolkit.reporting.words import say

DASH, DAGGER, TIED = "–", "†", "="
DECIMALS: Mapping[str, int] = {"text": 0, "int": 0, "rank": 0, "mean": 1, "pct": 0, "pct1": 1,
                                "dec2": 2, "p": 3}  # fmt: skip
"""The kinds of a column, and how many decimals its numbers are shown with."""

Number = int | float | Fraction


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that is a fraction of two others. `mark` is shown after it: † or =.

    In a column of per cent it is shown 100 times as large. An empty base is shown as a dash.
    """

    numerator: Number
    denominator: Number
    mark: str = ""


Cell = str | int | Figure | None


@dataclass(frozen=True, slots=True)
class Column:
    """A column: `kind` is a key of `DECIMALS`, `group` a heading that neighbours share."""

    heading: str
    kind: str = "text"
    group: str = ""


@dataclass(frozen=True, slots=True)
class DisplayTable:
    """One table as it is read.

    `key` is the same in every language; `tab` a short name; `base` says what is shown, of whom.
    `strong` are the rows with totals, counted from 0; `n` the base of the whole table; `fixed`
    how many columns name the row.
    """

    key: str
    tab: str
    title: str
    base: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    notes: tuple[str, ...] = ()
    n: int = 0
    strong: frozenset[int] = frozenset()
    fixed: int = 1


def exact(value: Number) -> Fraction:
    """The number as a fraction; a float as it is written: 0.1 is a tenth.

    >>> exact(0.1), exact(3)
    (Fraction(1, 10), Fraction(3, 1))
    """
    return Fraction(str(value)) if isinstance(value, float) else Fraction(value)


def is_empty(value: Number) -> bool:
    """Whether there is no such number, or it is a base of nobody."""
    return (isinstance(value, float) and math.isnan(value)) or not value


def worth(figure: Figure, kind: str) -> Fraction | None:
    """The figure's exact value in a column of that kind; None where the base is empty.

    >>> worth(Figure(6, 48), "pct")
    Fraction(25, 2)
    """
    if is_empty(figure.denominator):
        return None
    scale = 100 if kind.startswith("pct") else 1
    return exact(figure.numerator) * scale / exact(figure.denominator)


def stored(figure: Figure, kind: str) -> float | None:
    """The number for a spreadsheet's cell, unrounded, that it will show rounded half up.

    A half that no binary number can hold is stored as the nearest number above it, so that
    it is never shown rounded down.

    >>> stored(Figure(156, 48), "mean"), stored(Figure(3, 20), "mean")
    (3.25, 0.15000000000000002)
    """
    value = worth(figure, kind)
    if value is None:
        return None
    near = float(value)
    is_half = (value * 2 * 10 ** DECIMALS[kind]).denominator == 1
    return math.nextafter(near, math.inf) if is_half and Fraction(near) < value else near


def shown(cell: Cell, kind: str, language: str) -> str:
    """The cell as text.

    >>> shown(Figure(6, 48, "†"), "pct", "da"), shown(Figure(0, 0), "pct", "da")
    ('13†', '–')
    """
    if cell is None or isinstance(cell, str):
        return cell or ""
    if isinstance(cell, int):
        return number(cell, 0, language)
    value = worth(cell, kind)
    return DASH if value is None else number(value, DECIMALS[kind], language) + cell.mark


def number_format(kind: str, mark: str, padded: bool) -> str:
    """The number format that shows a column's numbers, and a mark after the number.

    With `padded` a number without a mark is given the mark's width, so that digits align. Ranks
    always are, and keep a space to the names that follow them.

    >>> number_format("mean", "†", True), number_format("pct", "", True)
    ('0.0"†"', '0_†')
    >>> number_format("rank", "=", True), number_format("rank", "", False)
    ('0"= "', '0_=_ ')
    """
    digits = "#,##0" if kind == "int" else "0" + "." * (DECIMALS[kind] > 0) + "0" * DECIMALS[kind]
    if kind == "rank":
        return f'{digits}"{mark} "' if mark else f"{digits}_{TIED}_ "
    if mark:
        return f'{digits}"{mark}"'
    return f"{digits}_{DAGGER}" if padded else digits


def share(numerator: Number, denominator: Number, minimum: int) -> Figure:
    """A figure that is marked where its base is below the minimum but not empty.

    >>> share(1, 4, 5).mark, share(1, 5, 5).mark, share(0, 0, 5).mark
    ('†', '', '')
    """
    small = not is_empty(denominator) and denominator < minimum
    return Figure(numerator, denominator, DAGGER if small else "")


def explained(
    table: DisplayTable, minimum: int, language: str, notes: Sequence[str]
) -> DisplayTable:
    """The table with the notes that its marks need, and those that every output must have."""
    figures = [
        (cell, column.kind)
        for row in table.rows
        for cell, column in zip(row, table.columns, strict=True)
        if isinstance(cell, Figure)
    ]
    more = []
    if any(DAGGER in cell.mark for cell, _ in figures):
        more.append(say("note_small", language, n=minimum))
    if any(is_empty(cell.denominator) for cell, _ in figures):
        more.append(say("note_empty", language))
    if any(kind != "rank" for _, kind in figures):
        more.append(say("note_rounding", language))
    return replace(table, notes=(*table.notes, *more, *notes))


def has_numbers(rows: Iterable[tuple[Cell, ...]]) -> bool:
    """Whether any figure in the rows has a base: False where nobody answered."""
    return any(
        not is_empty(cell.denominator) for row in rows for cell in row if isinstance(cell, Figure)
    )
