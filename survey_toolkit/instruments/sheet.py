"""One CSV of a questionnaire while it is read: values of the right kind, and the faults in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from survey_toolkit.errors import SurveyError
from survey_toolkit.instruments.spelling import fold, key
from survey_toolkit.workspace import nearest, read_csv

ID = re.compile(r"[a-z0-9][a-z0-9_-]*")
YES = {"yes", "ja", "x", "1", "true"}
NO = {"", "no", "nej", "0", "false"}


@dataclass
class Sheet:
    """One CSV of the folder while it is read: its rows by column, and the faults found in it."""

    name: str
    headings: list[str]
    rows: list[dict[str, str]]
    faults: list[str] = field(default_factory=list)

    @classmethod
    def read(cls, path: Path, needed: Sequence[str]) -> Sheet:
        """Read a file that must have some columns. Raises SurveyError where it is not there."""
        if not path.is_file():
            raise SurveyError(f"{path}: the file is missing. Every instrument needs it.")
        headings, rows = read_csv(path)
        sheet = cls(path.name, headings, [dict(zip(headings, r, strict=True)) for r in rows])
        for column in needed:
            if column not in headings:
                sheet.faults.append(
                    f"{path.name}, row 1: no column {column!r} among {', '.join(headings)}."
                    f"{nearest(column, headings)}"
                )
        return sheet

    def fault(self, row: int, column: str, found: str, expected: str) -> None:
        """Note a fault in a cell; `row` is the row in Excel."""
        shown = f"found {found!r}" if found else "found nothing"
        self.faults.append(f"{self.name}, row {row}, column {column}: {shown}, expected {expected}")

    def __iter__(self) -> Iterator[tuple[int, dict[str, str]]]:
        return ((n, r) for n, r in enumerate(self.rows, start=2) if any(r.values()))

    def identifier(self, row: int, cells: dict[str, str], column: str, seen: Iterable[str]) -> str:
        """The id in a cell, checked for form and uniqueness."""
        found = cells.get(column, "")
        if not ID.fullmatch(found):
            self.fault(row, column, found, "an id of small letters a-z, digits, _ and -")
        elif found in seen:
            self.fault(row, column, found, "an id that no other row has")
        return found

    def one_of(self, row: int, cells: dict[str, str], column: str, known: Iterable[str]) -> str:
        """The word in a cell, which must be one of some."""
        found, names = cells.get(column, ""), list(known)
        if found not in names:
            self.fault(row, column, found, f"one of {', '.join(names)}.{nearest(found, names)}")
        return found

    def flag(self, row: int, cells: dict[str, str], column: str) -> bool:
        """Yes or no in a cell; empty is no."""
        found = cells.get(column, "").casefold()
        if found not in YES | NO:
            self.fault(row, column, found, "yes or nothing")
        return found in YES

    def one_meaning(self, column: str, names: Sequence[str], within: str = "") -> None:
        """Note every name that two ids have, as names are compared (`matching.fold`).

        `column` has the ids and `names` the names; aliases count too. With `within` only names
        in rows that are alike in that column: functions of two sectors may share one.
        """
        first: dict[tuple[str, str], tuple[int, str, str]] = {}
        for row, cells in self:
            for where, text in _spellings(cells, (column, *names)):
                plain = (cells.get(within, ""), key(fold(text)))
                known = first.setdefault(plain, (row, where, cells.get(column, "")))
                if plain[1] and known[2] != cells.get(column, ""):
                    other = f"a name that only one {column} has: it is in row {known[0]}, column "
                    self.fault(row, where, text, f"{other}{known[1]}, too")


def words(text: str) -> tuple[str, ...]:
    """The spellings in a cell, which stand with | between them.

    >>> words("PSP | PSP-regi")
    ('PSP', 'PSP-regi')
    """
    return tuple(w.strip() for w in text.split("|") if w.strip())


def _spellings(cells: Mapping[str, str], columns: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Each spelling of a row, with its column; those of `aliases` last."""
    yield from ((column, cells.get(column, "")) for column in columns)
    yield from (("aliases", text) for text in words(cells.get("aliases", "")))
