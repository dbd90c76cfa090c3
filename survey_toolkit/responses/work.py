"""The work on one file: what is known beforehand, and what has been found so far."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from survey_toolkit.errors import Finding
from survey_toolkit.instruments.matching import Vocabulary
from survey_toolkit.instruments.model import Instrument
from survey_toolkit.instruments.wave import Decision, Wave
from survey_toolkit.responses.cells import EMPTY, SET_ASIDE, RawFile
from survey_toolkit.responses.context import Context
from survey_toolkit.responses.names import Names, Places
from survey_toolkit.responses.page import NOWHERE, Found, Origin, Page, Place
from survey_toolkit.responses.reading import FileReading

Legends = dict[tuple[int, str, str], dict[str, str]]  # sheet, question, scale: code -> choice


class Legend(NamedTuple):
    """What codes mean by their answers' words; of any question, or scale, where none is named."""

    questions: tuple[str, ...]
    codes: Mapping[str, str]
    scale: str = ""
    sheet: int = -1
    place: Place = NOWHERE


@dataclass(slots=True)
class Result:
    """What was found on the sheets, placed but not yet understood."""

    found: list[Found] = field(default_factory=list)
    origins: list[Origin] = field(default_factory=list)
    legends: list[Legend] = field(default_factory=list)


@dataclass(slots=True)
class Work:
    """Everything that the steps of reading one file share."""

    vocabulary: Vocabulary
    places: Places
    wave: Wave
    raw: RawFile
    names: Names
    decisions: list[Decision]
    result: Result
    reading: FileReading
    findings: list[Finding]
    pages: list[Page] = field(default_factory=list)
    contexts: dict[int, Context] = field(default_factory=dict)
    legends: Legends = field(default_factory=dict)
    issued: set[int] = field(default_factory=set)  # sheets that are read by their keys
    asked: set[object] = field(default_factory=set)  # what a finding has asked already

    @property
    def instrument(self) -> Instrument:
        """The questionnaire."""
        return self.vocabulary.instrument

    @property
    def file(self) -> str:
        """The file's name in returned/."""
        return self.raw.path

    def find(self, kind: str, page: Page, place: Place, value: str = "", **facts: str) -> Finding:
        """Note a finding at a cell; what stands there where no other value is given."""
        finding = Finding(
            kind, self.file, page.name, place.cell, value or place.text, facts=dict(facts)
        )
        self.findings.append(finding)
        return finding

    def decision(self, kind: str, about: str, page: Page) -> Decision | None:
        """The decision of a kind that says something (`about`) of a sheet; noted as used."""
        for decision in self.decisions:
            there = decision.kind == kind and decision.about(self.file, page.name)
            if there and getattr(decision, about) and not decision.row:
                self.names.used.add((decision.kind, decision.number))
                return decision
        return None

    def set_aside_page(self, page: Page, kind: str, **facts: str) -> None:
        """Set a whole sheet aside, with one finding at its first cell."""
        cells = [(row, column) for row, line in enumerate(page.lines) for column in line.filled]
        if cells:
            row, column = cells[0]
            self.find(kind, page, page.place(row, column), n=str(len(cells)), **facts)
            self.set_aside_cells(page)

    def set_aside_cells(self, page: Page) -> None:
        """Set every cell of a sheet aside, under a finding that stands already."""
        for classes in page.classes:
            classes[:] = [cell if cell == EMPTY else SET_ASIDE for cell in classes]

    def drop(self, origin: Origin, founds: list[Found]) -> None:
        """Set a reply aside: a row with all its cells, a block with its answers."""
        page = self.pages[origin.sheet]
        if origin.row >= 0:
            for column in page.lines[origin.row].filled:
                page.classes[origin.row][column] = SET_ASIDE
        for found in founds:
            page.classes[found.row][found.column] = SET_ASIDE

    def is_test(self, origin: Origin) -> bool:
        """Whether a reply calls itself a test of the form."""
        text = origin.unit.text
        return self.vocabulary.has_word("test", text) and not self.names.peek_unit(text)

    def sector_of(self, origin: Origin, founds: list[Found]) -> str:
        """The sector that a reply's functions, or the heading over its unit, speak of."""
        functions = self.instrument.functions
        votes = Counter[str]()
        for named in {*(f.functions for f in founds), origin.functions}:
            sectors = {functions[name].sector for name in named}
            if len(sectors) == 1:
                votes.update(sectors)
        if votes:
            return votes.most_common(1)[0][0]
        for sector in self.instrument.sectors.values():
            if origin.unit_heading in sector.unit_headings:
                return sector.id
        elsewhere = Counter(
            functions[other.functions[0]].sector
            for other in self.result.found
            if len(other.functions) == 1
        )
        return elsewhere.most_common(1)[0][0] if elsewhere else next(iter(self.instrument.sectors))
