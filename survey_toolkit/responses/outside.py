"""The lines of a sheet outside its tables: who answers, single questions, titles, codes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from survey_toolkit.instruments.matching import Sense
from survey_toolkit.responses.cells import ANSWER, LABEL, METADATA
from survey_toolkit.responses.context import Context
from survey_toolkit.responses.legends import line_legend
from survey_toolkit.responses.line import META
from survey_toolkit.responses.page import NOWHERE, Found, Origin, Page, Place
from survey_toolkit.responses.work import Legend

if TYPE_CHECKING:
    from survey_toolkit.responses.recognise import Recogniser

_ONE_CELL = re.compile(r"^([^:]{2,40}):\s*(\S.*)$", re.DOTALL)
_CODE = re.compile(r"\d{1,3}")


class Outside:
    """Reads the lines of one sheet that stand outside its tables."""

    def __init__(self, reader: Recogniser, page: Page, context: Context) -> None:
        """Take the file's reader, the sheet, and what the sheet has said so far."""
        self.reader = reader
        self.page = page
        self.context = context
        self.pending: tuple[str, ...] = ()  # the question whose choices may follow, a line each
        self.legend: dict[str, str] | None = None
        self.legend_at = NOWHERE
        self.begun = False

    def begins_anew(self, row: int, first: int) -> bool:
        """Whether a row below a table speaks of another unit, function or question."""
        page, said = self.page, self.page.lines[row].said
        if not said:
            return False
        filled = page.lines[row].filled
        sense = said.get(filled[0])
        if sense is None:
            return False
        if sense.heading in ("unit", "function"):
            return page.lines[row].is_key_value
        if len(filled) > 1 or sense.heading or sense.choice:
            return False
        kinds = [k for k in ("questions", "functions") if getattr(sense, k)]
        if "questions" in kinds and not self._per_item(sense):
            return False
        return any(self._stands_alone(row, first, filled[0], kind) for kind in kinds)

    def _per_item(self, sense: Sense) -> bool:
        return self.reader.questions[sense.questions[0]].per_item and not sense.items

    def _stands_alone(self, row: int, first: int, column: int, kind: str) -> bool:
        """Whether no other row of the table has such a name in that column."""
        others = [
            r
            for r in range(first, min(first + 60, len(self.page.rows)))
            if r != row and len(self.page.lines[r].filled) > 1
        ]
        senses = [self.page.lines[r].said.get(column) for r in others]
        return not any(s is not None and getattr(s, kind) for s in senses)

    def read(self, first: int, end: int) -> None:
        """Read the lines from one row up to another."""
        for row in range(first, end):
            if self.page.lines[row].filled:
                self._line(row)
            else:
                self._end_legend()
        self._end_legend()

    def _line(self, row: int) -> None:
        page, filled = self.page, self.page.lines[row].filled
        if page.spaces and page.is_blank(row):
            shown = str(page.rows[row][filled[0]])
            self.reader.work.find("blank_row", page, page.place(row, filled[0]), shown)
            page.mark_row(row, "S")
            return
        if self._codes(row):
            self.begun = True
            return
        self._end_legend()
        if self._choice_line(row) or self._key_values(row):
            self.begun = True
            return
        sense = page.lines[row].said.get(filled[0])
        if sense is not None and sense.questions and not sense.heading:
            self._question(row, sense)
            self.begun = True
        elif sense is not None and (sense.functions or sense.items) and len(filled) == 1:
            self._title(row, filled[0], sense)
        elif len(filled) == 1:
            self._text(row, filled[0])

    # -- lines that say something --------------------------------------------------------------

    def _key_values(self, row: int) -> bool:
        """Lines such as "Kommune | Herning | Dato | 1-5-2012", also in one cell with a colon."""
        page, filled = self.page, self.page.lines[row].filled
        if not page.lines[row].is_key_value:
            return False
        said = page.lines[row].said
        keys = [c for c in filled if c in said and said[c].heading]
        for number, column in enumerate(keys):
            stop = keys[number + 1] if number + 1 < len(keys) else page.width
            values = [c for c in filled if column < c < stop]
            repeated = sum(said[c].heading == said[column].heading for c in keys) > 1
            self._say(row, column, values, 0 if not repeated or number == 0 else column)
        return True

    def _say(self, row: int, column: int, values: list[int], start: int) -> None:
        page, heading = self.page, self.page.lines[row].said[column].heading
        page.mark(row, column, LABEL)
        if not values:
            return
        place = page.place(row, values[0])
        if heading == "remark":
            self.context.remarks.append(place.text)
        self.context.say(heading, start, place, page.lines[row].said.get(values[0]))
        if heading == "unit":
            self.context.unit_heading = page.text(row, column)
        name = heading in ("unit", "function", "region", "item")
        for value in values[:1] if name else values:
            page.mark(row, value, LABEL if name else METADATA)

    def _title(self, row: int, column: int, sense: Sense) -> None:
        page = self.page
        for kind in ("function", "item", "question"):
            if getattr(sense, kind + "s"):
                self.context.say(kind, 0, page.place(row, column), sense)
        page.mark(row, column, LABEL)

    def _text(self, row: int, column: int) -> None:
        """A line of plain text: "Kommune: Herning", a unit's name, a title, or something else."""
        page, text = self.page, self.page.text(row, column)
        parts = _ONE_CELL.match(text)
        sense = self.reader.vocabulary.sense(parts.group(1)) if parts else None
        if parts and sense is not None and sense.heading in ("unit", "function", *META):
            place = Place(parts.group(2).strip(), row, column)
            self.context.say(sense.heading, 0, place, self.reader.vocabulary.sense(place.text))
            page.mark(row, column, LABEL)
        elif self.reader.names.peek_unit(text) and not self.context.place("unit", 0).text:
            self.context.say("unit", 0, page.place(row, column))
            page.mark(row, column, LABEL)
        elif not self.begun or self.reader.vocabulary.labels.find(tuple(text.casefold().split())):
            page.mark(row, column, LABEL)  # a title above everything else

    # -- questions -----------------------------------------------------------------------------

    def _question(self, row: int, sense: Sense) -> None:
        """A question on a line of its own, with its answer beside it, below it, or in a table."""
        page, filled = self.page, self.page.lines[row].filled
        question = self.reader.questions[sense.questions[0]]
        page.mark(row, filled[0], LABEL)
        self.pending = sense.questions
        if question.per_item:
            item = sense.items[0] if sense.items else self._item()
            if len(filled) == 1:
                self._title(row, filled[0], sense)
            elif item and len(filled) == 2:
                self._answer(row, filled[1], question.id, item, sense.choice)
            return
        for column in filled[1:2]:
            if page.text(row, column):
                self._answer(row, column, question.id, "", sense.choice)

    def _choice_line(self, row: int) -> bool:
        """A line with an answer's words and room for a cross, below its question."""
        page, filled = self.page, self.page.lines[row].filled
        sense = page.lines[row].said.get(filled[0])
        if not self.pending or sense is None or not sense.choice or len(filled) > 2:
            return False
        question = self.reader.questions[self.pending[0]]
        item = self._item() if question.per_item else ""
        asked = self.reader.work.instrument.scale_of(question.id, item)
        scale = self.reader.vocabulary.scales.get(asked.id) if asked else None
        if scale is None or not scale.find(tuple(sense.choice.split())):
            return False
        if question.per_item and not item:
            return False
        page.mark(row, filled[0], LABEL)
        for column in filled[1:]:
            if page.text(row, column):
                self._answer(row, column, question.id, item, sense.choice)
        return True

    def _item(self) -> str:
        """The item that the lines are about: the last that stood alone on a line."""
        items = self.context.ids("item", 0)
        return items[0] if items else ""

    def _answer(self, row: int, column: int, question: str, item: str, mark: str) -> None:
        page = self.page
        origin = self._origin(column)
        self.reader.result.found.append(
            Found(origin.number, page.number, row, column, page.rows[row][column], question, item,
                  origin.functions, mark)
        )  # fmt: skip
        page.mark(row, column, ANSWER)

    def _origin(self, column: int) -> Origin:
        """The reply of the lines of a sheet: one for each unit and function that it speaks of."""
        unit, function = self.context.place("unit", column), self.context.place("function", column)
        mine = ("lines", self.page.number, unit.text, function.text)
        known = self.reader.origins.get(mine)
        if known is None:
            known = self.reader.origin(self.page, -1, unit, function, self.context, column)
            self.reader.name_function(known, self.page)
            self.reader.origins[mine] = known
        return known

    # -- codes ---------------------------------------------------------------------------------

    def _codes(self, row: int) -> bool:
        """A line that explains codes: "1 | Ja", "Ja | 1", or "1 = Ja, 2 = Nej" in one cell."""
        page, filled = self.page, self.page.lines[row].filled
        if len(filled) == 2 and page.lines[row].said and not self._are_crosses(row):
            senses = [page.lines[row].said.get(column) for column in filled]
            first, second = (page.text(row, column) for column in filled)
            if _CODE.fullmatch(first) and senses[1] is not None and senses[1].choice:
                return self._code(row, first, second)
            label = senses[0] is not None and senses[0].choice and not self._takes_crosses()
            if label and _CODE.fullmatch(second):
                return self._code(row, second, first)
        if len(filled) == 1:
            return self._code_line(row)
        return False

    def _are_crosses(self, row: int) -> bool:
        """Whether lines of answers and numbers are crosses about an item: one 1, the others 0."""
        if not self.pending or not self._item():
            return False
        numbers = []
        for line in range(row, -1, -1):
            if not self._is_choice_and_number(line):
                break
            numbers.append(self.page.text(line, self.page.lines[line].filled[1]))
        for line in range(row + 1, len(self.page.lines)):
            if not self._is_choice_and_number(line):
                break
            numbers.append(self.page.text(line, self.page.lines[line].filled[1]))
        return set(numbers) == {"0", "1"} and numbers.count("1") == 1

    def _is_choice_and_number(self, row: int) -> bool:
        filled = self.page.lines[row].filled
        sense = self.page.lines[row].said.get(filled[0]) if len(filled) == 2 else None
        return (
            sense is not None
            and bool(sense.choice)
            and bool(_CODE.fullmatch(self.page.text(row, filled[1])))
        )

    def _takes_crosses(self) -> bool:
        """Whether lines of answers with room for a cross may follow here."""
        return bool(self.pending) and self.reader.questions[self.pending[0]].type == "multiple"

    def _code(self, row: int, code: str, label: str) -> bool:
        if self.legend is None:
            self.legend, self.legend_at = {}, self.page.place(row, self.page.lines[row].filled[0])
        self.legend[code] = label
        self.page.mark_row(row, LABEL)
        return True

    def _code_line(self, row: int) -> bool:
        if not self.page.lines[row].codes:
            return False
        legend = line_legend(self.reader.work, self.page, row, self._titled())
        if legend is None:
            return False
        self.reader.result.legends.append(legend)
        self.reader.explained.add((self.page.number, row))
        self.page.mark_row(row, LABEL)
        return True

    def _titled(self) -> tuple[str, ...]:
        return self.context.ids("question", 0)

    def _end_legend(self) -> None:
        """A legend ends with an empty line; what question it explains stood before it."""
        if self.legend:
            questions = self.pending or self._titled()
            self.reader.result.legends.append(
                Legend(questions, self.legend, sheet=self.page.number, place=self.legend_at)
            )
        self.legend = None
