"""The complete grid of answers: one row for each answer that was given, left out, or not due."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from survey_toolkit.errors import OPEN, SETTLED, Finding
from survey_toolkit.instruments.model import Question
from survey_toolkit.responses.absent import note_absent
from survey_toolkit.responses.assemble import Assembly, Key, Part
from survey_toolkit.responses.blanks import blank_cell
from survey_toolkit.responses.cells import cell_name
from survey_toolkit.responses.own import note_exclusive, unit_answers
from survey_toolkit.responses.reading import Answer
from survey_toolkit.responses.repeats import drop_repeating_files
from survey_toolkit.responses.routing import route
from survey_toolkit.responses.versions import choose_replies, drop_corrected_files
from survey_toolkit.schema import ANSWERED, BLANK, NOT_RETURNED

Row = tuple[str, str, str, str, str, str, str, str, float | None, str, str]
RESPONDENT = "1"
NOT_AN_ANSWER = ("excel_error", "code_out_of_range", "unreadable_answer", "stated_blank",
                 "formula_without_value")  # fmt: skip


@dataclass(slots=True)
class Grid:
    """Makes the rows of one wave."""

    assembly: Assembly
    wave: str

    def rows(self) -> list[Row]:
        """All rows in the order of frame, functions, questions and items; findings are noted."""
        drop_corrected_files(self.assembly)
        drop_repeating_files(self.assembly)
        replies = choose_replies(self.assembly)
        of_units = unit_answers(self.assembly)
        note_exclusive(self.assembly, of_units)
        note_absent(self.assembly, replies)
        functions: dict[str, list[str]] = defaultdict(list)
        for unit, function in replies:
            functions[unit].append(function)
        rows: list[Row] = []
        order = {name: n for n, name in enumerate(self.assembly.instrument.functions)}
        for unit in self.assembly.units:
            if not self.assembly.units[unit].in_frame and not (
                functions[unit] or of_units.get(unit)
            ):
                continue
            of_unit = self._unit_rows(unit, of_units.get(unit, {}), bool(functions[unit]))
            around = {(row[5], row[6]): row[7] for row in of_unit if row[9] == ANSWERED}
            known = self._known_functions(unit, functions[unit])
            for function in sorted(known, key=order.__getitem__):
                parts = replies.get((unit, function), [])
                rows += self._function_rows(unit, function, parts, around)
            rows += of_unit
        return rows

    def _known_functions(self, unit: str, replied: list[str]) -> set[str]:
        """Those that replied, those in the frame, and those that every unit of the sector has.

        Not those of which the unit says that it has no such function, or that another answers.
        """
        due = self.assembly.instrument.due_functions(self.assembly.units[unit])
        return {*replied, *(f.id for f in due if not self.assembly.absent.get((unit, f.id)))}

    def _questions(self, unit: str, scope: str) -> list[Question]:
        sector = self.assembly.units[unit].sector
        instrument = self.assembly.instrument
        return [
            q
            for q in instrument.questions.values()
            if q.scope == scope and instrument.asked_in(q.id, sector)
        ]

    def _function_rows(
        self, unit: str, function: str, parts: list[Part], around: Mapping[Key, str]
    ) -> list[Row]:
        given = {
            key: (part, answer) for part in parts[::-1] for key, answer in part.answers.items()
        }
        return self._rows(unit, function, "function", given, bool(parts), parts, around)

    def _unit_rows(
        self, unit: str, given: dict[Key, tuple[Part, Answer]], replied: bool
    ) -> list[Row]:
        return self._rows(unit, "", "unit", given, replied or bool(given), [], {})

    def _rows(
        self,
        unit: str,
        function: str,
        scope: str,
        given: dict[Key, tuple[Part, Answer]],
        replied: bool,
        parts: list[Part],
        around: Mapping[Key, str],
    ) -> list[Row]:
        assembly = self.assembly
        questions = self._questions(unit, scope)
        answers = {key: answer.answer for key, (_, answer) in given.items() if answer.answer}

        def refuse(key: Key, filter_question: str) -> None:
            self._refuse(given[key], key, filter_question)

        if replied:
            routed = route(assembly.instrument, questions, answers, around, refuse)
        else:
            nothing = route(assembly.instrument, questions, {}, {}, refuse)
            routed = dict.fromkeys(nothing, (NOT_RETURNED, ""))
        rows = []
        sector = assembly.units[unit].sector
        for key, (status, answer) in routed.items():
            source = self._source(given, key, status)
            rows.append((self.wave, sector, unit, function, RESPONDENT if function else "", *key,
                         answer, self._value(key, answer), status, source))  # fmt: skip
            if scope == "function" and status == BLANK:
                self._note_blank(unit, function, key, given, parts)
            if status not in (ANSWERED, BLANK) and key in given:
                self._settle(given[key])
        return rows

    def _source(self, given: dict[Key, tuple[Part, Answer]], key: Key, status: str) -> str:
        """The cell of an answer; for a choice that was not made, the cell of one that was."""
        if status != ANSWERED:
            return ""
        found = given.get(key)
        if found is None:
            found = next(pair for k, pair in given.items() if k[0] == key[0] and pair[1].answer)
        return self.assembly.readings[found[0].file].source(found[1])

    def _value(self, key: Key, answer: str) -> float | None:
        question = self.assembly.instrument.questions[key[0]]
        if question.type == "number" and answer:
            return float(answer.replace(",", "."))
        scale = self.assembly.instrument.scale_of(*key)
        if scale is None or answer not in scale:
            return None
        value = scale.choice(answer).value
        return None if value is None else float(value)

    # -- findings ------------------------------------------------------------------------------

    def _refuse(self, pair: tuple[Part, Answer], key: Key, filter_question: str) -> None:
        """An answer to a question that was not to be asked: dropped, and told of."""
        part, answer = pair
        asked = self.assembly.instrument.questions[filter_question]
        facts = {"filter": asked.short("da"), "filter_en": asked.short("en")}
        sheet = self.assembly.readings[part.file].sheets[answer.sheet]
        shown = self._shown(answer, key)
        self.assembly.set_aside(part.file, answer.sheet, answer.row, answer.column)
        self.assembly.findings.append(
            Finding("without_filter", part.file, sheet, cell_name(answer.row, answer.column), shown,
                    part.unit, part.function, *key, f"{key[0]}_without_{filter_question}",
                    facts=facts)
        )  # fmt: skip

    def _shown(self, answer: Answer, key: Key) -> str:
        """What stands in the cell, as the respondent wrote it."""
        return answer.shown or answer.answer or key[1]

    def _settle(self, pair: tuple[Part, Answer]) -> None:
        """What could not be read needs no decision where the question was not to be asked."""
        part, answer = pair
        if answer.finding < 0:
            return
        finding = self.assembly.readings[part.file].findings[answer.finding]
        if finding.kind in NOT_AN_ANSWER and finding.status == OPEN:
            finding.status, finding.decide = SETTLED, ""

    def _note_blank(
        self,
        unit: str,
        function: str,
        key: Key,
        given: dict[Key, tuple[Part, Answer]],
        parts: list[Part],
    ) -> None:
        """A question that was to be answered and was not, at the cell where it is missing."""
        question = self.assembly.instrument.questions[key[0]]
        if key in given or question.type == "text":
            return  # what stands there has a finding already; a free text may be left empty
        file, sheet, cell = blank_cell(self.assembly, parts, key)
        self.assembly.findings.append(
            Finding("item_nonresponse", file, sheet, cell, "", unit, function, *key)
        )
