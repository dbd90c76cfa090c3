"""The rows of frame.csv as a person wrote them, before it is asked what is wrong with them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from survey_toolkit.errors import SurveyError
from survey_toolkit.workspace import nearest, read_uneven_csv, unescaped

NEEDED = ("unit", "sector", "name")
_POPULATION = ("population", "folketal")


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the frame: its number in Excel, and its cells by heading."""

    number: int
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        """The text of a cell; empty where there is no such column."""
        return self.cells.get(column, "")


@dataclass(frozen=True, slots=True)
class Rows:
    """The frame as a table. `too_long` has how many fields a row has that has too many."""

    headings: tuple[str, ...]
    rows: tuple[Row, ...]
    too_long: Mapping[int, int]

    @property
    def population(self) -> str:
        """The heading of the column with populations; empty where there is none.

        >>> Rows(("unit", "Folketal_2012"), (), {}).population
        'Folketal_2012'
        """
        fit = (h for h in self.headings if h.casefold().startswith(_POPULATION))
        return next(fit, "")

    @property
    def population_year(self) -> int | None:
        """The year in that heading; None where it has none.

        >>> Rows(("population_2012",), (), {}).population_year
        2012
        """
        year = self.population[-4:]
        return int(year) if year.isdecimal() else None


def read_rows(folder: Path) -> Rows:
    """The rows of `frame.csv` in a wave's folder; empty ones are left out. `unit_id` is `unit`.

    Raises SurveyError where there is no frame, or a column without which nothing can be said.
    """
    path = folder / "frame.csv"
    if not path.is_file():
        raise SurveyError(
            f"{path}: the wave has no frame. Make frame.csv with the columns unit, sector, name "
            "(and region, population): one row for each organisation that was asked."
        )
    headings, rows, too_long = read_uneven_csv(path)
    headings = ["unit" if h == "unit_id" else h for h in headings]
    missing = [c for c in NEEDED if c not in headings]
    if missing:
        raise SurveyError(
            *(f"frame.csv, row 1: no column {c!r}.{nearest(c, headings)}" for c in missing)
        )
    numbered = [
        Row(number, dict(zip(headings, map(unescaped, row), strict=True)))
        for number, row in enumerate(rows, start=2)
        if any(row)
    ]
    return Rows(tuple(headings), tuple(numbered), too_long)


def whole(text: str) -> int | None:
    """A whole number as people write it, with points or spaces between thousands.

    >>> whole("83.598"), whole("83 598"), whole("mange"), whole("")
    (83598, 83598, None, None)
    """
    digits = text.replace(".", "").replace(" ", "").replace("\u00a0", "")
    return int(digits) if digits.isdecimal() else None
