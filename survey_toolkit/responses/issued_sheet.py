"""Reading one sheet of an issued form, by its keys: wherever its rows and columns have gone.

The words of a row go before its key, because a person may have sorted the rows without the hidden
column. A label that is none of the form's is told of, and the key says what it stood for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from survey_toolkit.errors import NOTE, OPEN, SETTLED
from survey_toolkit.instruments.boxes import TALLIES
from survey_toolkit.instruments.marks import ABOUT_UNIT, Key, fingerprint
from survey_toolkit.instruments.spelling import fold
from survey_toolkit.responses.cells import (
    ANSWER,
    LABEL,
    METADATA,
    SET_ASIDE,
    UNPLACED,
    Value,
    text_of,
)
from survey_toolkit.responses.context import Context
from survey_toolkit.responses.issued import Keys, Marked
from survey_toolkit.responses.issued_cover import read_function
from survey_toolkit.responses.page import Found, Origin, Page, Place
from survey_toolkit.responses.snippets import table

if TYPE_CHECKING:
    from survey_toolkit.responses.recognise import Recogniser

_LABELS = ("item", "explanation")


class IssuedSheet:
    """Places the answers of one sheet of an issued form."""

    def __init__(self, reader: Recogniser, page: Page, about: Marked) -> None:
        """Take the file's reader, the sheet, and its marks and keys."""
        self.reader, self.work, self.page, self.about = reader, reader.work, page, about
        self.context = Context()
        self.keys = Keys.of(about)
        self.prints = self.keys.prints
        self.origins: dict[tuple[str, str], Origin] = {}
        self.roles = dict(self.keys.under)

    def read(self) -> Context:
        """Place every answer; returns what the sheet says about itself."""
        self.reader.bands = []
        for row, key in self.keys.rows.items():
            if key.kind == "heading" and self.keys.under:
                self._heading(row)
        self._say_marks()
        for row, line in enumerate(self.page.lines):
            if line.filled:
                self._row(row, self.keys.rows.get(row, Key("")))
        self.reader.report_unplaced(self.page)
        return self.context

    def _say_marks(self) -> None:
        """What the first mark says goes for the sheet, and for other sheets that say nothing."""
        for place, mark in self.about.marks[:1]:
            unit = Place(mark.unit, place.row, place.column)
            self.context.say("unit", 0, unit)
            if mark.part != ABOUT_UNIT:
                self.context.say("function", 0, Place(mark.part, place.row, place.column))

    def _cells(self, row: int) -> list[int]:
        """The columns of a row that hold something, and are not placed yet."""
        classes = self.page.classes[row]
        return [c for c in self.page.lines[row].filled if classes[c] == UNPLACED]

    def _row(self, row: int, key: Key) -> None:
        if key.kind in ("question", "choice", "function", "about"):
            self._single(row, key)
        elif key.kind == "item" or (not key.kind and self._is_added(row)):
            self._item(row, key)
        elif key.kind == "count":
            for column in self._cells(row)[:1]:
                self.page.mark(row, column, LABEL)
        elif key.kind:
            self._words(row, key)

    def _is_added(self, row: int) -> bool:
        """Whether a row without a key answers questions: a fifteenth tool."""
        asked = [c for c in self._cells(row) if self.roles.get(c) in self.reader.questions]
        return bool(asked)

    # -- words -------------------------------------------------------------------------------------

    def _words(self, row: int, key: Key) -> None:
        """A line of the form's own words; what was written over them is told of."""
        cells = self._cells(row)
        ours = {c for c in cells if fingerprint(self.page.text(row, c)) in self.prints}
        missing = len(key.prints) - len(ours)
        for column in cells:
            if column in ours:
                self.page.mark(row, column, LABEL)
            elif missing > 0:
                missing -= 1
                self._overwritten(row, column, "spoilt_mark" if key.kind == "mark" else "")
        if key.id == "pair" and not self.about.marks and len(cells) > 1:
            self._pair(row, cells)

    def _pair(self, row: int, cells: list[int]) -> None:
        """Who answers, in words, on a sheet without a mark that can be trusted."""
        said = self.page.lines[row].said.get(cells[0])
        if said is not None and said.heading in ("unit", "function"):
            self.context.say(said.heading, 0, self.page.place(row, cells[1]))
            self.page.mark(row, cells[1], LABEL)

    def _overwritten(self, row: int, column: int, kind: str = "") -> None:
        place = self.page.place(row, column)
        unit = "" if kind else self.work.names.peek_unit(place.text)
        self.page.mark(row, column, SET_ASIDE)
        if not unit or any(mark.unit == unit for _, mark in self.about.marks):
            self.work.find(kind or "overwritten_text", self.page, place)
        else:  # was it passed on to another organisation?
            finding = self.work.find("other_unit_written", self.page, place)
            finding.decide = table("files", file=self.work.file, sheet=self.page.name, unit=unit)
            decided = self.work.decision("files", "unit", self.page)
            finding.status = OPEN if decided is None else SETTLED

    def _heading(self, row: int) -> None:
        """What each column is: by its heading, and by its key where the heading is not known."""
        for column in self._cells(row):
            text = self.page.text(row, column)
            ours = self.keys.meant.get(("column", fingerprint(text)))
            name = ours or self._by_words(row, column) or ""
            if name:
                self.roles[column] = name
                self.page.mark(row, column, LABEL)
            elif column in self.keys.under:
                self._other_label(row, column, "question", self.keys.under[column])

    def _by_words(self, row: int, column: int) -> str:
        sense = self.page.lines[row].said.get(column)
        if sense is None:
            return ""
        if sense.heading:
            return sense.heading if sense.heading in ("item", "remark") else ""
        return sense.questions[0] if len(sense.questions) == 1 and not sense.items else ""

    def _other_label(self, row: int, column: int, kind: str, meaning: str) -> None:
        """A label that somebody wrote another over: what it stood for is believed for now."""
        place = self.page.place(row, column)
        finding = self.work.find("overwritten_label", self.page, place, meaning=meaning)
        known = getattr(self.work.instrument, kind + "s", {})
        if meaning in known:
            finding.decide = self.work.names.name_snippet(place.text, kind, meaning)
        else:
            finding.status = NOTE
        self.page.mark(row, column, LABEL)

    # -- rows with answers -------------------------------------------------------------------------

    def _item(self, row: int, key: Key) -> None:
        """A row about one item, with a question in each column."""
        cells = self._cells(row)
        label = next((c for c in cells if self.roles.get(c) == "item"), -1)
        item = self._named("item", row, label, key.id)
        for column in cells:
            role = self.roles.get(column, "")
            if role in _LABELS:
                self._label(row, column, role)
            elif role == "remark":
                self.page.mark(row, column, METADATA)
            elif role in TALLIES:
                self.page.mark(row, column, LABEL)
            elif role and (not item or role not in self.reader.questions):
                self.page.mark(row, column, SET_ASIDE)
                self._unknown_question(row, role)
            elif role and self.page.has_text(row, column):
                self._answer(row, column, role, item)

    def _label(self, row: int, column: int, role: str) -> None:
        """An item's name is told of already where it is not known; an explanation is not."""
        known = fingerprint(self.page.text(row, column)) in self.prints
        if role == "explanation" and not known:
            self._overwritten(row, column)
        else:
            self.page.mark(row, column, LABEL)

    def _unknown_question(self, row: int, role: str) -> None:
        """A question of another version of the questionnaire."""
        if role not in self.reader.questions:
            place = self.page.place(row, self.page.lines[row].filled[0])
            self.work.names.look("question", role, self.page.name, place.cell)

    def _single(self, row: int, key: Key) -> None:
        """A label, and its answer beside it."""
        cells = self._cells(row)
        ours = [c for c in cells if fingerprint(self.page.text(row, c)) in self.prints]
        label = ours[0] if ours else cells[0] if len(cells) > 1 else -1
        answers = [c for c in cells if c != label and self.page.has_text(row, c)]
        if key.kind == "choice":
            question, _, choice = key.id.partition(":")
            self._choice(row, label, answers, question, choice)
            return
        name = self._named(key.kind, row, label, key.id)
        if label >= 0:
            self.page.mark(row, label, LABEL)
        for column in answers[:1]:
            if key.kind == "about":
                self._detail(row, column, key.id)
            elif key.kind == "function":
                place, unit = self.page.place(row, column), self._whose(row)[0].text
                read_function(self.work, self.page, place, unit, name or key.id)
            elif name:
                self._answer(row, column, name, "")
            else:
                self.page.mark(row, column, SET_ASIDE)

    def _choice(self, row: int, label: int, answers: list[int], question: str, choice: str) -> None:
        """A choice of several, with a cross beside it."""
        scale = (
            self.work.instrument.scale_of(question) if question in self.reader.questions else None
        )
        words = self.page.text(row, label) if label >= 0 else ""
        here = self.work.vocabulary.choice(scale.id, words) if scale and words else ()
        if words and not here and fingerprint(words) not in self.prints:
            self._other_label(row, label, "choice", choice)
        elif label >= 0:
            self.page.mark(row, label, LABEL)
        meant = (
            here[0] if len(here) == 1 else self.keys.meant.get(("choice", fingerprint(words)), "")
        )
        meant = meant.rpartition(":")[2] or choice
        for column in answers[:1]:
            if scale is None or meant not in scale:
                self.page.mark(row, column, SET_ASIDE)
                self.work.names.look("question", question, self.page.name,
                                     self.page.place(row, column).cell)  # fmt: skip
                continue
            mark = " ".join(fold(scale.choice(meant).label("da")))
            self._answer(row, column, question, "", mark)

    def _named(self, kind: str, row: int, column: int, meaning: str) -> str:
        """The id that a label stands for: by its words, and by its row's key (`meaning`) else."""
        text = self.page.text(row, column) if column >= 0 else ""
        names, known = self.work.names, getattr(self.work.instrument, kind + "s", {})
        if kind not in ("item", "question", "function"):
            return meaning
        ours = self.keys.meant.get((kind, fingerprint(text))) if text else meaning
        if ours and ours in known:
            return ours
        by_words = self.reader.ids_of(kind, text) if text else ()
        if by_words:
            return by_words[0]
        decided = bool(text) and names.decision(kind, text) is not None
        if text and (decided or meaning not in known):
            ids = names.look(kind, text, self.page.name, self.page.place(row, column).cell)
            return ids[0] if ids else ""
        if text:
            self._other_label(row, column, kind, meaning)
        return meaning if meaning in known else ""

    # -- answers -----------------------------------------------------------------------------------

    def _answer(self, row: int, column: int, question: str, item: str, mark: str = "") -> None:
        origin = self._origin(row)
        value = self._as_label(self.page.rows[row][column], question, item)
        self.reader.result.found.append(
            Found(origin.number, self.page.number, row, column, value, question, item,
                  origin.functions, mark)
        )  # fmt: skip
        self.page.mark(row, column, ANSWER)

    def _as_label(self, value: Value, question: str, item: str) -> Value:
        """A number that is the words of an answer: Excel makes one of "1" on a list."""
        scale = self.work.instrument.scale_of(question, item)
        if isinstance(value, (int, float)) and not isinstance(value, bool) and scale is not None:
            text = text_of(value)
            labels = {label for c in scale.choices for label in (c.label_da, c.label_en)}
            return text if text in labels else value
        return value

    def _origin(self, row: int) -> Origin:
        """The reply that a row belongs to: that of the mark it stands under."""
        unit, function = self._whose(row)
        known = self.origins.get((unit.text, function.text))
        if known is None:
            known = self.reader.origin(self.page, -1, unit, function, self.context, 0)
            known.checked = self.about.mark_at(row)[1] is not None
            if function.text in self.work.instrument.functions:
                known.functions = (function.text,)
            else:
                self.reader.name_function(known, self.page)
            self.origins[unit.text, function.text] = known
        return known

    def _whose(self, row: int) -> tuple[Place, Place]:
        place, mark = self.about.mark_at(row)
        if mark is None:
            return self.context.place("unit", 0), self.context.place("function", 0)
        part = "" if mark.part == ABOUT_UNIT else mark.part
        return place._replace(text=mark.unit), place._replace(text=part)

    def _detail(self, row: int, column: int, kind: str) -> None:
        self.page.mark(row, column, METADATA)
        if kind == "date":
            self.context.say("date", 0, self.page.place(row, column))
