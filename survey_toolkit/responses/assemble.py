"""The readings of all files laid together, and what has been decided about them.

The steps, in order: files that correct others (`versions`), files that repeat others (`repeats`),
replies for one function (`versions`), answers of the unit itself (`own`), routing, and the complete
`grid`. Each sets aside what it leaves out, with a finding, so that every cell is accounted for.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from survey_toolkit.errors import OPEN, SETTLED, Finding
from survey_toolkit.instruments.matching import Vocabulary
from survey_toolkit.instruments.model import Instrument
from survey_toolkit.instruments.wave import Wave
from survey_toolkit.responses.cells import EMPTY, SET_ASIDE
from survey_toolkit.responses.reading import Answer, FileReading, Reply
from survey_toolkit.schema import Unit

Key = tuple[str, str]  # question, item


@dataclass(slots=True)
class Part:
    """What one block or row of a file says for one function ("" for the unit's own questions)."""

    file: str
    reply: Reply
    unit: str
    function: str
    answers: dict[Key, Answer] = field(default_factory=dict)

    @property
    def given(self) -> dict[Key, str]:
        """The answers that were given."""
        return {key: a.answer for key, a in self.answers.items() if a.answer}


@dataclass(slots=True)
class Assembly:
    """The readings, and what has been decided about them so far."""

    readings: dict[str, FileReading]
    instrument: Instrument
    vocabulary: Vocabulary
    wave: Wave
    units: dict[str, Unit]
    findings: list[Finding] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    classes: dict[str, list[list[list[str]]]] = field(default_factory=dict)
    absent: dict[tuple[str, str], set[str]] = field(default_factory=lambda: defaultdict(set))
    """The files that say of a function of a unit that it does not answer."""

    def set_aside(self, file: str, sheet: int, row: int, column: int) -> None:
        """Say that a cell is not used after all."""
        cells = self.classes[file][sheet][row]
        if cells[column] != EMPTY:
            cells[column] = SET_ASIDE

    def set_aside_row(self, file: str, sheet: int, row: int) -> None:
        """Say that a whole row is not used."""
        for column in range(len(self.classes[file][sheet][row])):
            self.set_aside(file, sheet, row, column)

    def drop(self, part: Part) -> None:
        """Set a part aside: its row, its sheet where nothing else stands there, or its cells."""
        sheet = part.reply.sheet
        self.parts = [p for p in self.parts if p is not part]
        others = [p for p in self.parts if p.file == part.file and p.reply.sheet == sheet]
        if part.reply.row >= 0:
            if not any(p.reply.row == part.reply.row for p in others):
                self.set_aside_row(part.file, sheet, part.reply.row)
        elif not others:
            for row in range(len(self.classes[part.file][sheet])):
                self.set_aside_row(part.file, sheet, row)
        for answer in part.answers.values():
            self.set_aside(part.file, answer.sheet, answer.row, answer.column)

    def sheet_name(self, part: Part) -> str:
        """The name of the sheet a part stands on."""
        return self.readings[part.file].sheets[part.reply.sheet]

    def where(self, part: Part) -> str:
        """Where a part stands, in words."""
        sheet = self.sheet_name(part)
        row = f"!{part.reply.first[0]}" if part.reply.row >= 0 else ""
        return part.file + (f"!{sheet}" if sheet else "") + row


def begin(
    readings: Mapping[str, FileReading],
    vocabulary: Vocabulary,
    wave: Wave,
    units: Mapping[str, Unit],
) -> Assembly:
    """All readings with their parts; units without a place in the frame get their own."""
    assembly = Assembly(dict(readings), vocabulary.instrument, vocabulary, wave, dict(units))
    for name, reading in readings.items():
        assembly.findings += reading.findings
        for unit, function, *_ in reading.absent:
            assembly.absent[unit, function].add(name)
        assembly.classes[name] = [[list(row) for row in rows] for rows in reading.classes]
        for unit, facts in reading.own_units.items():
            assembly.units.setdefault(
                unit,
                Unit(unit, facts["sector"], facts["name"], facts["region"], facts["region_code"],
                     in_frame=False),
            )  # fmt: skip
        replies = {reply.number: reply for reply in reading.replies}
        parts: dict[tuple[int, str], Part] = {}
        for answer in reading.answers:
            place = (answer.reply, answer.function)
            part = parts.get(place)
            if part is None:
                reply = replies[answer.reply]
                part = parts[place] = Part(name, reply, answer.unit, answer.function)
                assembly.parts.append(part)
            key = (answer.question, answer.item)
            if key in part.answers:
                _same_question_twice(assembly, part, key, answer)
            else:
                part.answers[key] = answer
    return assembly


def _same_question_twice(assembly: Assembly, part: Part, key: Key, answer: Answer) -> None:
    """Two rows of one block about the same item: keep the first that says something."""
    first = part.answers[key]
    if not first.answer:
        part.answers[key], answer = answer, first
    assembly.set_aside(part.file, answer.sheet, answer.row, answer.column)


def units_by_file(assembly: Assembly) -> dict[str, set[str]]:
    """The units that each file speaks of."""
    units: dict[str, set[str]] = defaultdict(set)
    for part in assembly.parts:
        units[part.file].add(part.unit)
    return units


def by_function(parts: Iterable[Part]) -> dict[tuple[str, str], list[Part]]:
    """Parts by unit and function, without the units' own questions."""
    gathered: dict[tuple[str, str], list[Part]] = defaultdict(list)
    for part in parts:
        if part.function:
            gathered[part.unit, part.function].append(part)
    return gathered


def drop_file(assembly: Assembly, file: str) -> None:
    """Set a whole file aside, and settle what was found in it: it is not used."""
    assembly.parts = [p for p in assembly.parts if p.file != file]
    for files in assembly.absent.values():
        files.discard(file)
    for sheet in assembly.classes[file]:
        for row in sheet:
            row[:] = [cell if cell == EMPTY else SET_ASIDE for cell in row]
    for finding in assembly.findings:
        if finding.file == file and finding.status == OPEN:
            finding.status, finding.decide = SETTLED, ""


def first_cell(reading: FileReading) -> tuple[str, str, str]:
    """The sheet, name and text of a file's first reply."""
    for number, name in enumerate(reading.sheets):
        for reply in reading.replies:
            if reply.sheet == number:
                return name, *reply.first
    return "", "", ""
