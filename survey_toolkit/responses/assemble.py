"""From the readings of all files to the one table of answers.

In order: files that correct others, files that repeat others, replies for one function, answers
of the unit itself, routing, and the complete grid. Each step sets aside what it leaves out, with a
finding, so that every cell is still accounted for.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from survey_toolkit.errors import OPEN, SETTLED, Finding
from survey_toolkit.instruments.matching import Vocabulary
from survey_toolkit.instruments.model import Instrument
from survey_toolkit.instruments.wave import Wave
from survey_toolkit.responses.cells import cell_name
from survey_toolkit.responses.page import EMPTY, SET_ASIDE
from survey_toolkit.responses.reading import Answer, FileReading, Reply
from survey_toolkit.responses.snippets import correction, table
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


# -- files that correct others -----------------------------------------------------------------


def drop_corrected_files(assembly: Assembly) -> None:
    """Set aside what a file marked as corrected stands in for: the same units, another file."""
    units = _units_by_file(assembly)
    for new in sorted(units):
        named = [d.corrects for d in assembly.wave.of_kind("files") if d.corrects and d.about(new)]
        if not named and not assembly.vocabulary.has_word("corrected", new.rsplit("/", 1)[-1]):
            continue
        for old in sorted(units):
            is_named = old in named or old.rsplit("/", 1)[-1] in named
            alike = len(units[old]) == 1 and units[old] <= units[new] and not named
            marked = assembly.vocabulary.has_word("corrected", old.rsplit("/", 1)[-1])
            if old != new and (is_named or (alike and not marked)):
                _supersede(assembly, old, new)


def _units_by_file(assembly: Assembly) -> dict[str, set[str]]:
    units: dict[str, set[str]] = defaultdict(set)
    for part in assembly.parts:
        units[part.file].add(part.unit)
    return units


def _supersede(assembly: Assembly, old: str, new: str) -> None:
    there = {(p.unit, p.function) for p in assembly.parts if p.file == new}
    kept = [p for p in assembly.parts if p.file == old and (p.unit, p.function) not in there]
    if not kept:
        _drop_file(assembly, old)
        first = _first_cell(assembly.readings[old])
        assembly.findings.append(Finding("superseded_file", old, *first, facts={"other": new}))
        return
    for part in [p for p in assembly.parts if p.file == old and p not in kept]:
        _report_duplicate(assembly, part, new, "duplicate_response")
        assembly.drop(part)
    for part in kept:
        finding = _duplicate(assembly, part, new, "superseded_kept")
        finding.decide = table("files", file=old, ignore=True)
        assembly.findings.append(finding)


def _drop_file(assembly: Assembly, file: str) -> None:
    """Set a whole file aside, and settle what was found in it: it is not used."""
    assembly.parts = [p for p in assembly.parts if p.file != file]
    for sheet in assembly.classes[file]:
        for row in sheet:
            row[:] = [cell if cell == EMPTY else SET_ASIDE for cell in row]
    for finding in assembly.findings:
        if finding.file == file and finding.status == OPEN:
            finding.status, finding.decide = SETTLED, ""


def _first_cell(reading: FileReading) -> tuple[str, str, str]:
    """The sheet, name and text of a file's first reply."""
    for number, name in enumerate(reading.sheets):
        for reply in reading.replies:
            if reply.sheet == number:
                return name, *reply.first
    return "", "", ""


# -- files that repeat others ------------------------------------------------------------------


def drop_repeating_files(assembly: Assembly) -> None:
    """Set aside what a file repeats of others: an analyst's own table of the same answers.

    A file of several units, most of whose replies stand in other files too, with no later date.
    SPSS files come first, then the file with most units: what it alone says is kept.
    """
    units = _units_by_file(assembly)
    several = [f for f in units if len(units[f]) > 1]
    order = sorted(several, key=lambda f: (not f.endswith((".sav", ".zsav")), -len(units[f]), f))
    for file in order:
        mine = _by_function([p for p in assembly.parts if p.file == file])
        others = _by_function([p for p in assembly.parts if p.file != file])
        shared = {key: mine[key] for key in mine if key in others}
        if shared and len(shared) > 0.5 * len(mine) and _same_dates(shared, others):
            _drop_repeated(assembly, file, shared, others)


def _by_function(parts: Iterable[Part]) -> dict[tuple[str, str], list[Part]]:
    gathered: dict[tuple[str, str], list[Part]] = defaultdict(list)
    for part in parts:
        if part.function:
            gathered[part.unit, part.function].append(part)
    return gathered


def _same_dates(
    mine: Mapping[tuple[str, str], list[Part]], others: Mapping[tuple[str, str], list[Part]]
) -> bool:
    """Whether no reply of the file is later than the one it repeats."""
    for key, parts in mine.items():
        dates = {p.reply.date for p in others[key]}
        if any(p.reply.date and "" not in dates and p.reply.date > max(dates) for p in parts):
            return False
    return True


def _drop_repeated(
    assembly: Assembly,
    file: str,
    mine: Mapping[tuple[str, str], list[Part]],
    others: Mapping[tuple[str, str], list[Part]],
) -> None:
    from survey_toolkit.responses.repeats import differences, unit_differences

    differ = differences(assembly, mine, others)
    if len(differ) > 0.2 * sum(len(p.given) for parts in mine.values() for p in parts):
        return
    whole = {unit for unit, _ in mine}
    whole -= {p.unit for p in assembly.parts if p.file == file and p.function
              and (p.unit, p.function) not in mine}  # fmt: skip
    own = [p for p in assembly.parts if p.file == file and not p.function and p.unit in whole]
    differ += unit_differences(assembly, own, file)
    first = _first_cell(assembly.readings[file])
    files = {p.file for key in mine for p in others[key]}
    facts = {"n": str(len(mine)), "files": str(len(files)), "differ": str(len(differ))}
    for part in [*own, *(p for parts in mine.values() for p in parts)]:
        assembly.drop(part)
    if not any(p.file == file for p in assembly.parts):
        _drop_file(assembly, file)
    assembly.findings.append(Finding("repeats_other_files", file, *first, facts=facts))
    assembly.findings += differ


# -- replies for one function ------------------------------------------------------------------


def choose_replies(assembly: Assembly) -> dict[tuple[str, str], list[Part]]:
    """One reply for each function: the later, or the one marked as corrected.

    Parts of one file that say different things (a sheet for each question) belong together.
    """
    chosen = {}
    for key, parts in _by_function(list(assembly.parts)).items():
        chosen[key] = _choose(assembly, parts) if len(parts) > 1 else parts
    return chosen


def _choose(assembly: Assembly, parts: list[Part]) -> list[Part]:
    replies = sorted(_complementary(parts), key=lambda reply: _rank(assembly, reply))
    best = replies.pop()
    for loser in replies:
        tie = _rank(assembly, loser)[:2] == _rank(assembly, best)[:2]
        for part in loser:
            kind = "duplicate_response"
            if tie and not _same_answers(loser, best):
                kind = "unresolved_duplicate"
            elif tie and part.file == best[0].file and part.reply.row < 0:
                kind = "sheet_copy"
            _report_duplicate(assembly, part, assembly.where(best[0]), kind)
            assembly.drop(part)
    return best


def winner(assembly: Assembly, parts: list[Part]) -> list[Part]:
    """The reply that would count among some, told to nobody."""
    return max(_complementary(parts), key=lambda reply: _rank(assembly, reply))


def _rank(assembly: Assembly, reply: list[Part]) -> tuple[bool, str, bool, int, int, int]:
    """What makes one reply count over another: marked as corrected, later; then place."""
    first = reply[0]
    corrected = assembly.vocabulary.has_word("corrected", first.file.rsplit("/", 1)[-1])
    date = max(part.reply.date for part in reply)
    by_tab = assembly.vocabulary.sense(assembly.sheet_name(first))
    own_tab = bool(by_tab and first.function in by_tab.functions)
    return corrected, date, own_tab, len(reply), first.reply.sheet * -1, first.reply.row


def _complementary(parts: list[Part]) -> list[list[Part]]:
    """Parts gathered into replies: in one file, parts without a common question are one reply."""
    replies: list[list[Part]] = []
    for part in parts:
        for reply in replies:
            taken = {key for other in reply for key in other.given}
            if reply[0].file == part.file and not taken & part.given.keys():
                reply.append(part)
                break
        else:
            replies.append([part])
    return replies


def _same_answers(first: list[Part], second: list[Part]) -> bool:
    def given(reply: list[Part]) -> dict[Key, str]:
        return {key: answer for part in reply for key, answer in part.given.items()}

    return given(first) == given(second)


def _report_duplicate(assembly: Assembly, part: Part, other: str, kind: str) -> None:
    finding = _duplicate(assembly, part, other, kind)
    if kind == "unresolved_duplicate":
        finding.decide = table("files", file=part.file, ignore=True)
    assembly.findings.append(finding)


def _duplicate(assembly: Assembly, part: Part, other: str, kind: str) -> Finding:
    reply, tab = part.reply, assembly.sheet_name(part)
    cell, value = reply.first if reply.row >= 0 else reply.function_cell
    if not cell:
        cell, value = reply.first
    facts = {"other": other, "tab": tab}
    return Finding(kind, part.file, tab, cell, value, part.unit, part.function, facts=facts)


# -- the unit's own questions ------------------------------------------------------------------


def unit_answers(assembly: Assembly) -> dict[str, dict[Key, tuple[Part, Answer]]]:
    """For each unit, the answers to its own questions; two unlike ones are a finding."""
    gathered: dict[str, dict[Key, tuple[Part, Answer]]] = defaultdict(dict)
    chosen: dict[tuple[str, str], int] = {}
    for part in assembly.parts:
        if part.function:
            continue
        for key, answer in part.answers.items():
            known = gathered[part.unit].get(key)
            multiple = assembly.instrument.questions[key[0]].type == "multiple"
            mine = (part.unit, key[0])
            if multiple and chosen.setdefault(mine, id(part)) != id(part):
                _compare_multiple(assembly, part, gathered[part.unit], key, answer)
            elif known is None or (answer.answer and not known[1].answer):
                gathered[part.unit][key] = (part, answer)
            elif answer.answer and answer.answer != known[1].answer:
                _unlike(assembly, part, answer, known)
    return gathered


def note_exclusive(
    assembly: Assembly, of_units: Mapping[str, Mapping[Key, tuple[Part, Answer]]]
) -> None:
    """A choice that stands alone, such as "Nej", chosen together with others."""
    for answers in of_units.values():
        for (question, choice), (part, answer) in answers.items():
            asked = assembly.instrument.questions[question]
            if asked.type != "multiple" or not answer.answer:
                continue
            made = [k for k, (_, other) in answers.items() if k[0] == question and other.answer]
            about = assembly.instrument.scales[asked.scale].choice(choice)
            if about.exclusive and len(made) > 1:
                sheet = assembly.readings[part.file].sheets[answer.sheet]
                cell = cell_name(answer.row, answer.column)
                facts = {"label": about.label("da"), "label_en": about.label("en")}
                assembly.findings.append(
                    Finding("exclusive_choice", part.file, sheet, cell, answer.shown, part.unit,
                            question=question, item=choice, facts=facts,
                            decide=correction(part.file, sheet, cell, answer.shown, ""))
                )  # fmt: skip


def _compare_multiple(
    assembly: Assembly,
    part: Part,
    known: dict[Key, tuple[Part, Answer]],
    key: Key,
    answer: Answer,
) -> None:
    """A choice that another reply of the unit did not make is unlike it."""
    if answer.answer and key not in known:
        other = next(pair for k, pair in known.items() if k[0] == key[0])
        _unlike(assembly, part, answer, other)


def _unlike(assembly: Assembly, part: Part, answer: Answer, known: tuple[Part, Answer]) -> None:
    other, first = known
    scale = assembly.instrument.scale_of(first.question)
    choice = (
        first.item
        if assembly.instrument.questions[first.question].type == "multiple"
        else first.answer
    )
    label = scale.choice(choice) if scale and choice in scale else None
    facts = {"other": assembly.readings[other.file].source(first),
             "label": label.label("da") if label else first.answer,
             "label_en": label.label("en") if label else first.answer}  # fmt: skip
    sheet = assembly.readings[part.file].sheets[answer.sheet]
    cell = cell_name(answer.row, answer.column)
    shown = (
        scale.choice(answer.answer).label("da") if scale and answer.answer in scale else answer.item
    )
    assembly.set_aside(part.file, answer.sheet, answer.row, answer.column)
    assembly.findings.append(
        Finding("unlike_unit_answers", part.file, sheet, cell, shown, part.unit,
                question=answer.question, item=answer.item, facts=facts,
                decide=correction(part.file, sheet, cell, shown))
    )  # fmt: skip
