"""Forms that `issue` wrote, known again by the marks on their sheets.

A mark says which unit and function a sheet is for, and the sheet's keys what its rows and columns
are; see `instruments.marks`. Where a mark is spoilt, the words beside it are believed instead.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from survey_toolkit.dates import parse_date
from survey_toolkit.errors import OPEN, SETTLED
from survey_toolkit.instruments.marks import (
    ABOUT_UNIT,
    CHOICES,
    PROGRAM,
    Key,
    Mark,
    is_mark,
    read_key,
    read_mark,
)
from survey_toolkit.responses.cells import EMPTY, LABEL, METADATA
from survey_toolkit.responses.page import NOWHERE, Page, Place
from survey_toolkit.responses.snippets import table
from survey_toolkit.responses.work import Work

NAMED = ("item", "question", "choice", "function")
FEWEST_KEYS = 3  # so many keys make a sheet one of the form's


@dataclass(slots=True)
class Marked:
    """What a sheet says of itself: its marks from the top, and its keys by row and column."""

    marks: list[tuple[Place, Mark]] = field(default_factory=list)
    keys: dict[int, dict[int, str]] = field(default_factory=dict)

    @property
    def is_form(self) -> bool:
        """Whether rows and columns can be known by their keys."""
        return sum(map(len, self.keys.values())) >= FEWEST_KEYS

    def mark_at(self, row: int) -> tuple[Place, Mark | None]:
        """The mark that a row stands under; two sheets may have been pasted into one."""
        above = [pair for pair in self.marks if pair[0].row <= row]
        return above[-1] if above else self.marks[0] if self.marks else (NOWHERE, None)


@dataclass(slots=True)
class Keys:
    """What the keys of a sheet say. `rows` and `under` are by row and by column.

    `meant` has, by kind and fingerprint, what a text is the label of; `prints` the fingerprints of
    all the form's own words.
    """

    rows: dict[int, Key] = field(default_factory=dict)
    under: dict[int, str] = field(default_factory=dict)
    meant: dict[tuple[str, str], str] = field(default_factory=dict)
    prints: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, about: Marked) -> Keys:
        """The keys of a sheet, wherever its rows and columns stand now."""
        keys = cls()
        for row, cells in about.keys.items():
            for column, text in cells.items():
                keys._take(row, column, read_key(text) or Key(""))
        names = [keys.under[column] for column in sorted(keys.under)]
        for key in keys.rows.values():
            if key.kind in NAMED and key.prints:
                keys.meant[key.kind, key.prints[0]] = key.id
            elif key.kind == "heading":
                pairs = zip(key.prints, names, strict=False)
                keys.meant |= {("column", mark): name for mark, name in pairs}
        return keys

    def _take(self, row: int, column: int, key: Key) -> None:
        self.prints.update(key.prints)
        if key.kind == "column":
            self.under[column] = key.id
        else:
            self.rows[row] = key


def find_marks(work: Work) -> dict[int, Marked]:
    """The marks and keys of each sheet that has some; what is wrong with them is told.

    A mark is a detail of the reply, and a key a label, whatever else the sheet turns out to be.
    """
    found = {}
    for page in work.pages:
        about = Marked()
        for row, line in enumerate(page.lines):
            for column in line.filled:
                value = page.rows[row][column]
                if isinstance(value, str) and ("§" in value or PROGRAM in value):
                    _look(work, page, about, page.place(row, column))
        if about.marks or about.keys:
            found[page.number] = about
    _compare(work, found)
    return found


def _look(work: Work, page: Page, about: Marked, place: Place) -> None:
    if is_mark(place.text):
        page.mark(place.row, place.column, METADATA)
        mark = read_mark(place.text)
        if mark is not None:
            about.marks.append((place, mark))
        else:
            work.find("spoilt_mark", page, place)
    elif place.text.startswith("§") and read_key(place.text):
        page.mark(place.row, place.column, LABEL)
        about.keys.setdefault(place.row, {})[place.column] = place.text


def _compare(work: Work, found: dict[int, Marked]) -> None:
    """Say once of each file that it was issued for another wave, or with another questionnaire."""
    every = [(n, *pair) for n, about in found.items() for pair in about.marks]
    here = (work.wave.name, work.instrument.id, work.instrument.version)
    for number, place, mark in every:
        theirs = (mark.wave, mark.instrument, mark.version)
        if theirs[0] != here[0] and _first(work, "wave", mark.wave):
            _other_wave(work, work.pages[number], place, mark)
        if theirs[1:] != here[1:] and _first(work, "version", theirs[1:]):
            names = {"issued": " ".join(theirs[1:]), "used": " ".join(here[1:])}
            finding = work.find("other_version", work.pages[number], place, **names)
            finding.status = finding.status if theirs[1] == here[1] else OPEN


def _first(work: Work, about: str, what: object) -> bool:
    """Whether something is told of for the first time in this file."""
    known = (about, what) in work.asked
    work.asked.add((about, what))
    return not known


def _other_wave(work: Work, page: Page, place: Place, mark: Mark) -> None:
    """A form of another wave counts once a person says whose it is."""
    finding = work.find("other_wave", page, place, issued=mark.wave, used=work.wave.name)
    decided = work.decision("files", "unit", page)
    if decided is not None:
        finding.status, finding.facts["reason"] = SETTLED, decided.reason
    else:
        unit = work.names.peek_unit(mark.unit) or mark.unit
        finding.decide = table("files", "or: ignore = true", file=work.file, unit=unit)


def is_choices(about: Marked) -> bool:
    """Whether a sheet is the form's own list of answers to choose from."""
    return any(mark.part == CHOICES for _, mark in about.marks)


def label_all(page: Page) -> None:
    """Class what is not classed yet as the form's own words."""
    for row, line in enumerate(page.lines):
        for column in line.filled:
            if page.classes[row][column] not in (EMPTY, METADATA):
                page.mark(row, column, LABEL)


def finish(work: Work, found: dict[int, Marked]) -> None:
    """What concerns the whole file: the date on the cover, and functions that do not answer."""
    _date_all(work, found)
    silent = {said[1] for said in work.reading.absent}
    answered = {found_.sheet for found_ in work.result.found}
    for number, about in found.items():
        context = work.contexts.get(number)
        parts = {mark.part for _, mark in about.marks} - {ABOUT_UNIT}
        if context and parts and parts <= silent and number not in answered:
            context.said.pop("function", None)  # else it would be told of as an empty sheet


def _date_all(work: Work, found: dict[int, Marked]) -> None:
    """The date on the cover goes for every sheet of the form."""
    for number in found:
        context = work.contexts.get(number)
        date = context.place("date", 0) if context else NOWHERE
        if not date.text:
            continue
        if not parse_date(date.text):
            work.find("invalid_date", work.pages[number], date)
            continue
        for origin in work.result.origins:
            if origin.sheet in found and not origin.date.text:
                origin.date = date
