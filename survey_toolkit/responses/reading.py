"""One returned file, from its bytes to readings: replies, answers, findings, and what each cell is.

The result depends on the file and on what people wrote (instrument, frame, decisions), and on no
other file: so it is kept, and an unchanged file is not read again.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from survey_toolkit.errors import OPEN, SETTLED, Finding
from survey_toolkit.instruments.matching import Vocabulary
from survey_toolkit.instruments.model import Question, Scale
from survey_toolkit.instruments.wave import Decision, Wave
from survey_toolkit.language import joined
from survey_toolkit.responses.cells import CellError, RawFile, Sheet, cell_name, text_of
from survey_toolkit.responses.dates import parse_date
from survey_toolkit.responses.names import Names, Places, quoted
from survey_toolkit.responses.normalise import Reading, read_answer, two_answers
from survey_toolkit.responses.page import (
    ANSWER,
    EMPTY,
    LABEL,
    METADATA,
    SET_ASIDE,
    UNPLACED,
    Found,
    Origin,
    Page,
    Place,
)
from survey_toolkit.responses.read import read_file
from survey_toolkit.responses.recognise import Recogniser, Result


@dataclass(slots=True)
class Reply:
    """A reply of one unit in a file, before functions are told apart: a row, or a block."""

    number: int
    unit: str
    date: str
    sheet: int
    row: int
    first: tuple[str, str]  # its first cell, and what stands there
    function_cell: tuple[str, str] = ("", "")


@dataclass(slots=True)
class Answer:
    """One answer cell, understood. `answer` is "" where the cell gave none (with a finding)."""

    reply: int
    unit: str
    function: str
    question: str
    item: str
    answer: str
    sheet: int
    row: int
    column: int
    finding: int = -1  # the finding it made, in the reading's list
    shown: str = ""  # what stands in the cell


@dataclass(slots=True)
class FileReading:
    """Everything that a file says."""

    path: str
    sheets: list[str] = field(default_factory=list)
    classes: list[list[str]] = field(default_factory=list)  # per sheet a string per row
    replies: list[Reply] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    own_units: dict[str, dict[str, str]] = field(default_factory=dict)
    used: list[tuple[str, int]] = field(default_factory=list)

    def to_json(self) -> dict[str, Any]:
        """As plain lists and texts."""
        return asdict(self)

    @classmethod
    def from_json(cls, raw: dict[str, Any]) -> FileReading:
        """What `to_json` made."""
        return cls(
            raw["path"],
            raw["sheets"],
            raw["classes"],
            [Reply(**{**r, "first": tuple(r["first"]), "function_cell": tuple(r["function_cell"])})
             for r in raw["replies"]],
            [Answer(**a) for a in raw["answers"]],
            [Finding(**f) for f in raw["findings"]],
            raw["own_units"],
            [tuple(u) for u in raw["used"]],
        )  # fmt: skip

    def source(self, answer: Answer) -> str:
        """Where an answer stands: file!sheet!cell."""
        return f"{self.path}!{self.sheets[answer.sheet]}!{cell_name(answer.row, answer.column)}"


@dataclass(slots=True)
class Reader:
    """What reading a file needs to know; the same for all files of a wave."""

    vocabulary: Vocabulary
    places: Places
    wave: Wave

    def read(self, path: Path, name: str, content: bytes | None = None) -> FileReading:
        """Read one file. `name` is its path relative to returned/."""
        return _FileReader(self, read_file(path, name, content)).reading


class _FileReader:
    """The work on one file, step by step."""

    def __init__(self, reader: Reader, raw: RawFile) -> None:
        self.vocabulary, self.places, self.wave = reader.vocabulary, reader.places, reader.wave
        self.instrument = reader.vocabulary.instrument
        self.raw = raw
        self.decisions = [d for d in self.wave.decisions if d.about(raw.path)]
        self.names = Names(raw.path, self.vocabulary, self.places, self.wave)
        self.result = Result()
        self.reading = FileReading(raw.path, [s.name for s in raw.sheets])
        self.findings: list[Finding] = list(raw.findings)
        self._correct()
        self._uneven()
        self.pages = [Page(n, sheet, self.vocabulary) for n, sheet in enumerate(raw.sheets)]
        self._dropped_rows()
        self._recognise()
        self._understand()
        self._finish()

    # -- before reading ------------------------------------------------------------------------

    def _correct(self) -> None:
        """Put the corrections of corrections.csv into the cells (not into the file)."""
        for correction in self.wave.corrections:
            if correction.file not in (self.raw.path, self.raw.path.rsplit("/", 1)[-1]):
                continue
            facts = {"old": correction.old, "new": correction.new, "who": correction.who,
                     "why": correction.why}  # fmt: skip
            place = (self.raw.path, correction.sheet, correction.cell)
            sheet = next((s for s in self.raw.sheets if s.name == correction.sheet), None)
            cell = _cell(sheet, correction.cell)
            if sheet is None or cell is None:
                self.findings.append(Finding("correction_not_applied", *place, facts=facts))
                continue
            row, column = cell
            stands = text_of(sheet.rows[row][column])
            if stands.strip() != correction.old.strip():
                self.findings.append(
                    Finding("correction_not_applied", *place, value=stands, facts=facts)
                )
                continue
            sheet.rows[row][column] = correction.new or None
            self.findings.append(Finding("corrected_cell", *place, value=stands, facts=facts))

    def _uneven(self) -> None:
        """Rows of a CSV with more fields than headings: one of them is in the wrong column."""
        self.uneven: list[int] = []
        for row, fields in self.raw.uneven.items():
            cells = self.raw.sheets[0].rows[row]
            if any(text_of(v).strip() for v in cells[self.raw.width :]):
                facts = {"expected": str(self.raw.width), "n": str(fields)}
                shown = "; ".join(text_of(v) for v in cells[self.raw.width :] if v is not None)
                self.findings.append(
                    Finding("uneven_row", self.raw.path, "", cell_name(row, self.raw.width), shown,
                            facts=facts)
                )  # fmt: skip
                self.uneven.append(row)

    def _dropped_rows(self) -> None:
        for row in self.uneven:
            page = self.pages[0]
            page.mark_row(row, SET_ASIDE)
            page.filled[row], page.senses[row] = [], {}
            page.rows[row] = [None] * len(page.rows[row])

    # -- recognising ---------------------------------------------------------------------------

    def _recognise(self) -> None:
        recogniser = Recogniser(
            self.raw.path, self.vocabulary, self.names, self.decisions, self.result
        )
        self.contexts = {}
        for page in self.pages:
            ignored = self._ignored(page)
            if ignored is not None:
                self._whole_page(page, "ignored_by_decision", reason=ignored.reason)
            elif not page.sheet.visible:
                self._whole_page(page, "hidden_sheet")
            else:
                self.contexts[page.number] = recogniser.read(page)

    def _ignored(self, page: Page) -> Decision | None:
        for decision in self.decisions:
            if decision.kind == "files" and decision.ignore and decision.about(self.raw.path, page.name):
                self.names.used.add((decision.kind, decision.number))
                return decision
        return None

    def _whole_page(self, page: Page, kind: str, **facts: str) -> None:
        """Set a whole sheet aside with one finding at its first cell."""
        cells = [(r, c) for r, filled in enumerate(page.filled) for c in filled]
        if not cells:
            return
        row, column = cells[0]
        facts["n"] = str(len(cells))
        self.findings.append(
            Finding(kind, self.raw.path, page.name, cell_name(row, column), page.text(row, column),
                    facts=facts)
        )  # fmt: skip
        for r, c in cells:
            page.classes[r][c] = SET_ASIDE

    # -- understanding -------------------------------------------------------------------------

    def _understand(self) -> None:
        self.legends = self._legends()
        self.units_stated = self._units_stated()
        by_origin: dict[int, list[Found]] = defaultdict(list)
        for found in self.result.found:
            by_origin[found.origin].append(found)
        self.numbers: list[int] = []
        for origin in self.result.origins:
            self._reply(origin, by_origin.get(origin.number, []))
        self._codes_without_legend()
        self._several_units()

    def _legends(self) -> dict[tuple[str, str], dict[str, str]]:
        """Which choice a code means, by question and scale: what is said of a question goes first."""
        legends: dict[tuple[str, str], dict[str, str]] = {}
        weights: dict[tuple[str, str], tuple[bool, bool, int]] = {}
        decided = [((d.question,), dict(d.codes)) for d in self.decisions if d.kind == "codes"]
        self.names.used.update(("codes", d.number) for d in self.decisions if d.kind == "codes")
        for number, (questions, codes) in enumerate([*decided, *self.result.legends]):
            for question in questions or tuple(self.instrument.questions):
                by_scale = self._codes_by_scale(self.instrument.questions[question], codes)
                explained = {code for plain in by_scale.values() for code in plain}
                if explained != codes.keys():
                    continue  # the codes are of another question
                for scale, plain in by_scale.items():
                    weight = (number < len(decided), bool(questions), len(plain))
                    if weight > weights.get((question, scale), (False, False, 0)):
                        weights[question, scale] = weight
                        legends[question, scale] = plain
        return legends

    def _codes_by_scale(
        self, question: Question, codes: Mapping[str, str]
    ) -> dict[str, dict[str, str]]:
        """What the codes mean on each scale of a question: a legend may be of two scales at once."""
        by_scale = {}
        for scale in self._scales(question):
            choices = {c: self.vocabulary.choice(scale.id, t) for c, t in codes.items()}
            plain = {c: found[0] for c, found in choices.items() if len(found) == 1}
            if len(plain) > 1:
                by_scale[scale.id] = plain
        return by_scale

    def _scales(self, question: Question) -> list[Scale]:
        names = [question.scale, *(i.scales.get(question.id, "") for i in self.instrument.items.values())]
        return [self.instrument.scales[n] for n in dict.fromkeys(names) if n in self.instrument.scales]

    def _units_stated(self) -> list[Place]:
        """What the file's sheets say outside their tables about who answers."""
        texts = {}
        for context in self.contexts.values():
            for said in context.said.get("unit", []):
                if said.place.text:
                    texts.setdefault(said.place.text, said.place)
        return list(texts.values())

    def _reply(self, origin: Origin, founds: list[Found]) -> None:
        page = self.pages[origin.sheet]
        if self.vocabulary.has_word("test", origin.unit.text) and not self.names.peek_unit(
            origin.unit.text
        ):
            self._drop(origin, founds, "test_row", origin.unit)
            return
        if origin.function_unknown:
            self._drop(origin, founds, "", origin.function_place)
            return
        if origin.row >= 0 and not any(self._says_something(f) for f in founds):
            self._drop(origin, founds, "empty_response", origin.first)
            return
        sector = self._sector(origin, founds)
        unit = self._unit(origin, sector, page)
        if not unit:
            self._drop(origin, founds, "", origin.unit)
            return
        reply = Reply(
            len(self.reading.replies),
            unit,
            self._date(origin, page),
            origin.sheet,
            origin.row,
            (origin.first.cell, origin.first.text),
            (origin.function_place.cell, origin.function_place.text),
        )
        self.reading.replies.append(reply)
        known = self.places.units.get(unit)
        sector = known.sector if known else sector
        if unit in self.reading.own_units:
            self.reading.own_units[unit]["sector"] = sector
        self._answers(reply, founds, sector, page)

    def _says_something(self, found: Found) -> bool:
        return not self.vocabulary.is_word("unmarked", text_of(found.value))

    def _drop(self, origin: Origin, founds: list[Found], kind: str, place: Place) -> None:
        """Set a reply aside: a row with all its cells, a block with its answers."""
        page = self.pages[origin.sheet]
        if kind:
            self.findings.append(
                Finding(kind, self.raw.path, page.name, place.cell, place.text)
            )
        if origin.row >= 0:
            for column in page.filled[origin.row]:
                page.classes[origin.row][column] = SET_ASIDE
        for found in founds:
            page.classes[found.row][found.column] = SET_ASIDE

    def _sector(self, origin: Origin, founds: list[Found]) -> str:
        """The sector that a reply's functions, or the heading over its unit, speak of."""
        named = [f.functions for f in founds if f.functions] + [origin.functions]
        votes = Counter[str]()
        for functions in named:
            sectors = {self.instrument.functions[f].sector for f in functions}
            if len(sectors) == 1:
                votes.update(sectors)
        if votes:
            return votes.most_common(1)[0][0]
        for sector in self.instrument.sectors.values():
            if origin.unit_heading in sector.unit_headings:
                return sector.id
        elsewhere = Counter(
            self.instrument.functions[f].sector
            for o in self.result.found
            for f in (o.functions if len(o.functions) == 1 else ())
        )
        return elsewhere.most_common(1)[0][0] if elsewhere else next(iter(self.instrument.sectors))

    # -- who -----------------------------------------------------------------------------------

    def _unit(self, origin: Origin, sector: str, page: Page) -> str:
        decided = next((d for d in self.decisions if d.kind == "files" and d.unit
                        and d.about(self.raw.path, page.name)), None)  # fmt: skip
        if decided is not None:
            self.names.used.add((decided.kind, decided.number))
            return decided.unit
        place, sheet = origin.unit, page.name
        if not place.text and not origin.has_unit_column and len(self.units_stated) == 1:
            place = self.units_stated[0]
            sheet = self._sheet_of(place)
        if not place.text:
            named = self.names.unit_in(self.raw.path.rsplit("/", 1)[-1])
            if named and not origin.has_unit_column:
                return self._unit_by_file(named)
        if not place.text and not place.cell:
            place = Place("", origin.first.row, origin.first.column)
        region = origin.region or self._region()
        unit = self.names.unit(place.text, region, sector, sheet, place.cell)
        self._note_own(unit, place.text, region, sector)
        return unit

    def _sheet_of(self, place: Place) -> str:
        for number, context in self.contexts.items():
            if any(said.place is place for said in context.said.get("unit", [])):
                return self.pages[number].name
        return ""

    def _region(self) -> str:
        for context in self.contexts.values():
            for said in context.said.get("region", []):
                if said.place.text:
                    return said.place.text
        return ""

    def _unit_by_file(self, unit: str) -> str:
        if not self.wave.file_names and not any(
            f.kind == "unit_from_file_name" for f in self.findings
        ):
            snippet = f"[[files]]\nfile = {quoted(self.raw.path)}\nunit = {quoted(unit)}\nreason = \"...\""
            self.findings.append(
                Finding("unit_from_file_name", self.raw.path, unit=unit, facts={"unit": unit},
                        decide=snippet)
            )  # fmt: skip
        return unit

    def _note_own(self, unit: str, text: str, region: str, sector: str) -> None:
        """Keep what is known about a unit that is in no list, so that it can be counted."""
        if unit and unit not in self.places.units:
            name, code = self.names._region_of(text, region)
            self.reading.own_units.setdefault(
                unit, {"sector": sector, "name": text or "?", "region": name, "region_code": code}
            )

    def _date(self, origin: Origin, page: Page) -> str:
        text = origin.date.text
        found = parse_date(text) if text else ""
        if text and not found:
            self.findings.append(
                Finding("invalid_date", self.raw.path, page.name, origin.date.cell, text)
            )
        return found

    def _several_units(self) -> None:
        rows = any(r.row >= 0 for r in self.reading.replies)
        units = list(dict.fromkeys(r.unit for r in self.reading.replies))
        if len(units) > 1 and not rows and not any(f.kind == "several_units_in_file" for f in self.findings):
            named = [self.places.units[u].name if u in self.places.units else u for u in units]
            self.findings.append(
                Finding("several_units_in_file", self.raw.path, facts={"units": joined(named)})
            )

    # -- what ----------------------------------------------------------------------------------

    def _answers(self, reply: Reply, founds: list[Found], sector: str, page: Page) -> None:
        crossed: dict[tuple[str, str, str], Answer] = {}
        self._refused: set[object] = set()
        for found in founds:
            question = self.instrument.questions[found.question]
            if not self.instrument.asked_in(question.id, sector):
                self._set_aside(found, page, "answer_to_other_sector", reply,
                                sector=self.instrument.sectors[sector].name("da"),
                                sector_en=self.instrument.sectors[sector].name("en"))  # fmt: skip
                continue
            function = ""
            if question.scope == "function":
                function = self._function(found, sector, page, reply)
                if not function:
                    page.classes[found.row][found.column] = SET_ASIDE
                    continue
            self._answer(reply, found, function, question, page, crossed)

    def _function(self, found: Found, sector: str, page: Page, reply: Reply) -> str:
        here = [f for f in found.functions if self.instrument.functions[f].sector == sector]
        if len(here) == 1:
            return here[0]
        mine = (found.origin, found.functions)
        if found.functions:
            if mine not in self._refused:
                self._refused.add(mine)
                shown = self.instrument.functions[found.functions[0]].name_da
                place = reply.function_cell if reply.function_cell[0] else (reply.first[0], shown)
                self.findings.append(
                    Finding("function_of_other_sector", self.raw.path, page.name, place[0], place[1],
                            unit=reply.unit, facts={
                                "sector": self.instrument.sectors[sector].name("da"),
                                "sector_en": self.instrument.sectors[sector].name("en")},
                            decide=self.names.name_snippet(place[1], "function", ""))
                )  # fmt: skip
            return ""
        return self._function_by_tab(page, sector, reply, mine)

    def _function_by_tab(self, page: Page, sector: str, reply: Reply, mine: object) -> str:
        decided = next((d for d in self.decisions if d.kind == "files" and d.function
                        and d.about(self.raw.path, page.name)), None)  # fmt: skip
        if decided is not None:
            self.names.used.add((decided.kind, decided.number))
            return decided.function
        sense = self.vocabulary.sense(page.name)
        by_tab = [f for f in (sense.functions if sense else ())
                  if self.instrument.functions[f].sector == sector]  # fmt: skip
        first = mine not in self._refused
        self._refused.add(mine)
        snippet = (f"[[files]]\nfile = {quoted(self.raw.path)}\nsheet = {quoted(page.name)}\n"
                   f"function = {quoted(by_tab[0] if by_tab else '...')}\nreason = \"...\"")  # fmt: skip
        if len(by_tab) == 1:
            if first and not self.wave.tab_names:
                self.findings.append(
                    Finding("function_from_tab", self.raw.path, page.name, value=page.name,
                            unit=reply.unit, function=by_tab[0], facts={"function": by_tab[0]},
                            decide="[trust]\ntab_names = true")
                )  # fmt: skip
            return by_tab[0]
        if first:
            self.findings.append(
                Finding("function_not_stated", self.raw.path, page.name, reply.first[0],
                        reply.first[1], unit=reply.unit, decide=snippet)
            )  # fmt: skip
        return ""

    def _answer(
        self,
        reply: Reply,
        found: Found,
        function: str,
        question: Question,
        page: Page,
        crossed: dict[tuple[str, str, str], Answer],
    ) -> None:
        scale = self.instrument.scale_of(question.id, found.item)
        legend = self.legends.get((question.id, scale.id)) if scale else None
        names = [d for d in self.decisions if d.kind == "names" and (d.choice or d.ignore)]
        reading = read_answer(
            found.value, found.mark, question, scale, self.vocabulary, legend, names
        )
        if reading.unchosen:
            return
        if reading.decision:
            self.names.used.add(("names", reading.decision))
        item = found.item
        if question.type == "multiple" and reading.answer:
            item, reading.answer = reading.answer, "yes"
        answer = Answer(reply.number, reply.unit, function, question.id, item, reading.answer,
                        found.sheet, found.row, found.column,
                        shown=text_of(found.value).strip())  # fmt: skip
        place = (function, question.id, item)
        earlier = crossed.get(place)
        if earlier is not None and earlier.answer and answer.answer and scale is not None:
            if question.type == "single":
                self._second(reply, earlier, answer, found, page, scale)
            return
        if reading.kind:
            answer.finding = len(self.findings)
            self._answer_finding(reading, answer, found, page, scale, reply)
        if answer.answer:
            crossed[place] = answer
        else:
            page.classes[found.row][found.column] = SET_ASIDE
        self.reading.answers.append(answer)

    def _second(
        self, reply: Reply, earlier: Answer, answer: Answer, found: Found, page: Page, scale: Scale
    ) -> None:
        """A second answer to the same question: the less positive counts."""
        reading = two_answers(earlier.answer, answer.answer, scale)
        if not reading.kind:
            return
        loser = (answer.row, answer.column)
        if reading.answer == answer.answer:
            loser = (earlier.row, earlier.column)
            earlier.answer, earlier.row, earlier.column = answer.answer, answer.row, answer.column
        page.classes[loser[0]][loser[1]] = SET_ASIDE
        answer.row, answer.column = loser
        self._answer_finding(reading, answer, found, page, scale, reply)
        self.findings[-1].value = page.text(*loser)

    def _answer_finding(
        self,
        reading: Reading,
        answer: Answer,
        found: Found,
        page: Page,
        scale: Scale | None,
        reply: Reply,
    ) -> None:
        finding = Finding(
            reading.kind, self.raw.path, page.name, cell_name(answer.row, answer.column),
            text_of(found.value), reply.unit, answer.function, answer.question, found.item,
            reading.code, reading.status, dict(reading.facts),
        )  # fmt: skip
        if finding.status == OPEN:
            finding.decide = self._decide(reading, finding, scale)
        if reading.kind == "number_for_label":
            self.numbers.append(len(self.findings))
        self.findings.append(finding)

    def _decide(self, reading: Reading, finding: Finding, scale: Scale | None) -> str:
        """What to write about an answer that was not plain."""
        if reading.similar or reading.kind == "unreadable_answer":
            choices = ", ".join(c.id for c in scale.choices) if scale else ""
            meaning = (f"choice = {quoted(reading.similar)}" if reading.similar
                       else f"ignore = true            # or: choice = one of {choices}")  # fmt: skip
            return "\n".join(["[[names]]", f"text = {quoted(finding.value.strip())}",
                              f"question = {quoted(finding.question)}", meaning, 'reason = "..."'])  # fmt: skip
        cells = (finding.file, finding.sheet, finding.cell, finding.value, "NEW", "WHO", "WHY")
        return "corrections.csv: " + ",".join(f'"{c}"' if "," in c else c for c in cells)

    def _set_aside(self, found: Found, page: Page, kind: str, reply: Reply, **facts: str) -> None:
        page.classes[found.row][found.column] = SET_ASIDE
        self.findings.append(
            Finding(kind, self.raw.path, page.name, cell_name(found.row, found.column),
                    text_of(found.value), reply.unit, question=found.question, item=found.item,
                    facts=facts)
        )  # fmt: skip

    def _codes_without_legend(self) -> None:
        """Where most answers are numbers and none are explained, that is one question to ask."""
        if len(self.numbers) < max(4, 0.3 * len(self.reading.answers)):
            return
        first = self.findings[self.numbers[0]]
        questions = list(dict.fromkeys(self.findings[n].question for n in self.numbers))
        snippets = []
        for question in questions:
            scale = self.instrument.scale_of(question)
            steps = [c.id for c in scale.choices if not c.dont_know] if scale else []
            codes = ", ".join(f"{n} = {quoted(c)}" for n, c in enumerate(steps, start=1))
            snippets.append(f"[[codes]]\nfile = {quoted(self.raw.path)}\nquestion = {quoted(question)}\n"
                            f"codes = {{ {codes} }}\nreason = \"...\"")  # fmt: skip
        asked = Finding("codes_without_legend", first.file, first.sheet, first.cell, first.value,
                        decide="\n\n".join(snippets))  # fmt: skip
        gone = set(self.numbers)
        for answer in self.reading.answers:
            if answer.finding in gone:
                answer.finding = -1
            elif answer.finding >= 0:
                answer.finding -= sum(n < answer.finding for n in gone)
        self.findings = [f for n, f in enumerate(self.findings) if n not in gone] + [asked]

    # -- at the end ----------------------------------------------------------------------------

    def _finish(self) -> None:
        self._empty_sheets()
        said_something = self.reading.answers or self.names.findings or self.findings
        if self.raw.sheets and not self.reading.answers and (
            not self.result.found or not said_something
        ):
            self._no_questionnaire()
        self._formula_texts()
        self.reading.findings = [*self.findings, *self.result.findings, *self.names.findings]
        self.reading.used = sorted(self.names.used)
        self.reading.classes = [["".join(row) for row in page.classes] for page in self.pages]

    def _formula_texts(self) -> None:
        """Texts that look like formulas, outside the answers that were told of already."""
        told = {(f.sheet, f.cell) for f in self.findings}
        for page in self.pages:
            for row, values in enumerate(page.rows):
                for column in page.filled[row]:
                    value = values[column]
                    if type(value) is str and value[0] == "=":
                        place = (page.name, cell_name(row, column))
                        if place not in told:
                            self.findings.append(
                                Finding("formula_text", self.raw.path, *place, value)
                            )

    def _empty_sheets(self) -> None:
        """Sheets for a function that nobody filled in."""
        with_answers = {f.sheet for f in self.result.found}
        for page in self.pages:
            context = self.contexts.get(page.number)
            if context and context.said.get("function") and page.number not in with_answers:
                self._whole_page(page, "empty_sheet")

    def _no_questionnaire(self) -> None:
        pages = [p for p in self.pages if p.number in self.contexts and any(p.filled)]
        if any(f.kind in ("empty_sheet",) for f in self.findings):
            return
        self.result.findings.clear()
        self.findings = [f for f in self.findings if f.kind != "uneven_row"]
        first = pages[0] if pages else None
        row = next((r for r, filled in enumerate(first.filled) if filled), 0) if first else 0
        cell = cell_name(row, first.filled[row][0]) if first else ""
        value = first.text(row, first.filled[row][0]) if first else ""
        self.findings.append(
            Finding("not_a_questionnaire", self.raw.path, first.name if first else "", cell, value,
                    decide=f"[[files]]\nfile = {quoted(self.raw.path)}\nignore = true\nreason = \"...\"")
        )  # fmt: skip
        for page in pages:
            for number, filled in enumerate(page.filled):
                for column in filled:
                    page.classes[number][column] = SET_ASIDE


def _cell(sheet: Sheet | None, name: str) -> tuple[int, int] | None:
    from survey_toolkit.responses.cells import column_number

    letters = name.rstrip("0123456789")
    number = name[len(letters) :]
    if sheet is None or not number or column_number(letters) < 0:
        return None
    row, column = int(number) - 1, column_number(letters)
    inside = 0 <= row < len(sheet.rows) and column < len(sheet.rows[row])
    return (row, column) if inside else None


def count_cells(readings: Mapping[str, FileReading]) -> dict[str, int]:
    """How many cells there are of each class over all files; `read` is the non-empty cells."""
    totals = Counter[str]()
    for reading in readings.values():
        for rows in reading.classes:
            totals.update("".join(rows))
    totals.pop(EMPTY, None)
    if totals.get(UNPLACED):
        raise AssertionError(f"{totals[UNPLACED]} cells were given no class")
    named = {"answer": ANSWER, "label": LABEL, "metadata": METADATA, "set_aside": SET_ASIDE}
    counted = {name: totals.get(code, 0) for name, code in named.items()}
    return {"read": sum(totals.values()), **counted}


__all__ = ["SETTLED", "CellError", "FileReading", "Reader", "count_cells"]
