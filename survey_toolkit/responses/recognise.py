"""From a sheet's cells to placed answers: which unit, function, item and question each is about.

A sheet is read from the top. Lines outside tables say things about what follows ("Funktion: ..."),
ask and answer single questions, or explain codes. Tables are ruled by their bands of headings; an
answer's coordinates are what its column's headings, its row's names and the lines above say.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from survey_toolkit.instruments.matching import Sense, fold
from survey_toolkit.responses.bands import Band, Column, bands_of, heading_rows, plan_columns
from survey_toolkit.responses.cells import column_number
from survey_toolkit.responses.context import Context
from survey_toolkit.responses.names import hint_in
from survey_toolkit.responses.outside import Outside
from survey_toolkit.responses.page import (
    ANSWER,
    LABEL,
    METADATA,
    NOWHERE,
    SET_ASIDE,
    UNPLACED,
    Found,
    Origin,
    Page,
    Place,
)
from survey_toolkit.responses.snippets import table
from survey_toolkit.responses.work import Work


class Recogniser:
    """Reads the sheets of one file, in order."""

    def __init__(self, work: Work) -> None:
        """Take the work on the file: its words, names and decisions."""
        self.work = work
        self.file = work.file
        self.vocabulary = work.vocabulary
        self.questions = work.instrument.questions
        self.names = work.names
        self.decisions = work.decisions
        self.result = work.result
        self.origins: dict[object, Origin] = {}
        self._by_tab: set[int] = set()

    # -- a sheet -------------------------------------------------------------------------------

    def read(self, page: Page) -> Context:
        """Place every answer of a sheet; returns what the sheet says about itself."""
        context = Context()
        outside = Outside(self, page, context)
        headings = heading_rows(page, self.vocabulary, self._told_rows(page))
        bands = bands_of(headings)
        row = 0
        for band, after in zip(bands, [*bands, None][1:], strict=True):
            outside.read(row, band.first)
            end = self._end(page, band, after.first if after else len(page.rows), outside)
            plan_columns(page, band, end, self._units_on(page))
            self._decide_columns(page, band)
            self._read_table(page, band, end, context)
            row = end
        outside.read(row, len(page.rows))
        self._report_unplaced(page)
        return context

    def _told_rows(self, page: Page) -> set[int]:
        told = set()
        for decision in self.decisions:
            if decision.header_row and decision.about(self.file, page.name):
                self.names.used.add((decision.kind, decision.number))
                told.add(decision.header_row - 1)
        return told

    def _units_on(self, page: Page) -> Collection[str]:
        texts = {v for row in page.rows for v in row[:6] if isinstance(v, str)}
        if len(texts) > 2000:
            return ()
        return {text for text in texts if self.names.peek_unit(text)}

    def _end(self, page: Page, band: Band, limit: int, outside: Outside) -> int:
        """The row after a table's last: where the next begins, or lines about something new."""
        for row in range(band.last + 1, limit):
            if page.filled[row] and outside.begins_anew(row, band.last + 1):
                return row
        return limit

    def _decide_columns(self, page: Page, band: Band) -> None:
        for decision in self.decisions:
            number = column_number(decision.column) if decision.kind == "columns" else -1
            if not (0 <= number < page.width and decision.about(self.file, page.name)):
                continue
            self.names.used.add((decision.kind, decision.number))
            column = band.columns[number]
            column.ignored = decision.ignore
            column.stub = decision.heading if decision.heading != "answer" else ""
            column.answer = decision.heading == "answer"
            column.sense = Sense(
                questions=(decision.question,) if decision.question else (),
                items=(decision.item,) if decision.item else (),
                functions=(decision.function,) if decision.function else (),
                choice=" ".join(fold(decision.choice)),
            )

    # -- a table -------------------------------------------------------------------------------

    def _read_table(self, page: Page, band: Band, end: int, context: Context) -> None:
        sparse = self._sparse(page, band, end)
        before: dict[int, Place] = {}
        for row in range(band.last + 1, end):
            if page.filled[row]:
                self._read_row(page, band, row, context, sparse, before)
        self._report_columns(page, band, end)

    @staticmethod
    def _sparse(page: Page, band: Band, end: int) -> set[int]:
        """Columns of names that are written once for several rows, where nothing is merged.

        Only in tables with a row for each item or question: an empty name of a whole reply is a
        reply without a name.
        """
        if (
            band.is_wide
            or len([c for c in band.columns if c.stub in ("unit", "function", "item", "question")])
            < 2
        ):
            return set()
        rows = [r for r in range(band.last + 1, end) if page.filled[r]]
        sparse = set()
        for number, column in enumerate(band.columns):
            if column.stub in ("unit", "function", "item", "question") and rows:
                there = sum(page.rows[r][number] is not None for r in rows)
                if there <= 0.5 * len(rows) and page.rows[rows[0]][number] is not None:
                    sparse.add(number)
        return sparse

    def _read_row(
        self,
        page: Page,
        band: Band,
        row: int,
        context: Context,
        sparse: set[int],
        before: dict[int, Place],
    ) -> None:
        if all(not page.text(row, column) for column in page.filled[row]):
            place = page.place(row, page.filled[row][0])
            shown = str(page.rows[row][page.filled[row][0]])
            self.work.find("blank_row", page, place, shown)
            page.mark_row(row, SET_ASIDE)
            return
        stubs = self._stubs(page, band, row, sparse, before)
        data = [c for c in page.filled[row] if not band.columns[c].stub and page.text(row, c)]
        special = self._row_question(page, band, row)
        names = self._resolve(page, band, stubs, bool(data), special)
        self._label_row(page, band, row)
        for number, ids in names.items():
            if ids is None and stubs[number].row == row:
                page.mark(row, number, SET_ASIDE)
        if band.is_wide and special is None:
            self._read_reply(page, band, row, stubs, context, data)
            return
        for column in data:
            self._read_cell(page, band, row, column, names, stubs, context, special)

    def _stubs(
        self, page: Page, band: Band, row: int, sparse: set[int], before: dict[int, Place]
    ) -> dict[int, Place]:
        """What the names of a row say, by column; of merged and sparse columns, from above."""
        stubs = {}
        for number, column in enumerate(band.columns):
            if not column.stub:
                continue
            place = page.place(row, number)
            if not place.text and number in sparse:
                place = before.get(number, NOWHERE)
            if place.text:
                before[number] = place
                stubs[number] = place
        return stubs

    def _row_question(self, page: Page, band: Band, row: int) -> str | None:
        """The question of a row that asks something else than its table: "Andre redskaber"."""
        for number, sense in page.senses[row].items():
            is_name = band.columns[number].stub in ("item", "function", "unit")
            if is_name and sense.questions and not sense.items:
                question = self.questions[sense.questions[0]]
                if not question.per_item:
                    return question.id
        return None

    def _resolve(
        self,
        page: Page,
        band: Band,
        stubs: Mapping[int, Place],
        has_data: bool,
        special: str | None,
    ) -> dict[int, tuple[str, ...] | None]:
        """The ids of a row's names by column; None where a name with answers is not known.

        A line without answers whose name is not known is a heading between the rows.
        """
        resolved: dict[int, tuple[str, ...] | None] = {}
        for number, place in stubs.items():
            kind = band.columns[number].stub
            if kind not in ("item", "function", "question") or special is not None:
                continue
            sense = self.vocabulary.sense(place.text)
            ids = getattr(sense, kind + "s") if sense and not sense.heading else ()
            if not ids and has_data and not band.is_wide:
                ids = self.names.look(kind, place.text, page.name, place.cell) or None
            resolved[number] = ids
        return resolved

    def _label_row(self, page: Page, band: Band, row: int) -> None:
        for column in page.filled[row]:
            stub = band.columns[column].stub
            if stub:
                meta = stub in ("date", "contact", "remark", "id", "other", "sector", "legend")
                page.mark(row, column, METADATA if meta else LABEL)

    def _read_cell(
        self,
        page: Page,
        band: Band,
        row: int,
        column: int,
        names: Mapping[int, tuple[str, ...] | None],
        stubs: Mapping[int, Place],
        context: Context,
        special: str | None,
    ) -> None:
        here = band.columns[column]
        near = {
            kind: _nearest(band, stubs, column, kind)
            for kind in ("unit", "function", "item", "question", "date", "region", "remark")
        }
        known = {k: names.get(near[k], ()) for k in ("function", "item", "question")}
        if here.ignored or None in known.values():
            page.mark(row, column, SET_ASIDE)
            return
        sense = here.sense or Sense()
        questions = (
            (special,) if special else known["question"] or sense.questions
            or (band.corner.questions if band.corner else ()) or context.ids("question", column)
            or self._question_by_tab(page)
        )  # fmt: skip
        items = (
            ()
            if special
            else known["item"]
            or sense.items
            or _corner(band, "items")
            or context.ids("item", column)
        )
        functions = known["function"] or sense.functions or _corner(band, "functions")
        if not questions or not (here.answer or here.sense or special):
            return  # stays unplaced, and is reported with its column
        question = self.questions[questions[0]]
        if question.per_item and not items:
            return
        origin = self._block_origin(page, band, row, column, near, stubs, functions, context)
        self._add(page, row, column, origin, question.id, items[0] if question.per_item else "",
                  functions or origin.functions, sense.choice if not special else "")  # fmt: skip

    def _question_by_tab(self, page: Page) -> tuple[str, ...]:
        """The question that only the tab names: used, and asked about once."""
        decided = [d for d in self.decisions if d.kind == "files" and d.question
                   and d.about(self.file, page.name)]  # fmt: skip
        if decided:
            self.names.used.add((decided[0].kind, decided[0].number))
            return (decided[0].question,)
        sense = self.vocabulary.sense(page.name)
        if sense is None or len(sense.questions) != 1:
            return ()
        if not self.names.wave.tab_names and page.number not in self._by_tab:
            finding = self.work.find("question_from_tab", page, NOWHERE, page.name,
                                 question=sense.questions[0])  # fmt: skip
            finding.question = sense.questions[0]
            finding.decide = "[trust]\ntab_names = true"
        self._by_tab.add(page.number)
        return sense.questions

    def _block_origin(
        self,
        page: Page,
        band: Band,
        row: int,
        column: int,
        near: Mapping[str, int],
        stubs: Mapping[int, Place],
        functions: tuple[str, ...],
        context: Context,
    ) -> Origin:
        """The reply that a cell of a block belongs to: same sheet, block, unit and function."""

        def said(kind: str) -> Place:
            return stubs[near[kind]] if near[kind] >= 0 else context.place(kind, column)

        unit, function = said("unit"), said("function")
        mine = (page.number, unit.text, "" if functions else function.text, band.first)
        origin = self.origins.get(mine)
        if origin is None:
            origin = self.origin(page, -1, unit, function, context, column)
            origin.region = said("region").text
            origin.date = said("date")
            if near["unit"] >= 0 or near["function"] >= 0:
                origin.first = Place(page.text(row, page.filled[row][0]), row, page.filled[row][0])
            if functions:
                origin.functions, origin.function_unknown = (), False
            elif near["function"] < 0:
                self.name_function(origin, page)
            self.origins[mine] = origin
        return origin

    def _read_reply(
        self,
        page: Page,
        band: Band,
        row: int,
        stubs: Mapping[int, Place],
        context: Context,
        data: list[int],
    ) -> None:
        """A row that is a whole reply."""
        by_kind: dict[str, Place] = {}
        for number, place in stubs.items():
            by_kind.setdefault(band.columns[number].stub, place)
        unit = by_kind.get("unit") or context.place("unit", 0)
        function = by_kind.get("function") or context.place("function", 0)
        origin = self.origin(page, row, unit, function, context, 0)
        first = page.filled[row][0]
        origin.first = Place(page.text(row, first), row, first)
        origin.region = (by_kind.get("region") or context.place("region", 0)).text
        origin.date = by_kind.get("date") or context.place("date", 0)
        origin.remarks = [p.text for n, p in stubs.items() if band.columns[n].stub == "remark"]
        origin.has_unit_column = "unit" in band.stubs
        if not self.work.is_test(origin):
            self.name_function(origin, page)
        for column in data:
            here = band.columns[column]
            sense = here.sense or Sense()
            questions = sense.questions or _corner(band, "questions")
            questions = questions or context.ids("question", column) or self._question_by_tab(page)
            items = sense.items or _corner(band, "items") or context.ids("item", column)
            if here.ignored:
                page.mark(row, column, SET_ASIDE)
            elif questions and (here.sense or here.answer):
                question = self.questions[questions[0]]
                if not question.per_item or items:
                    self._add(page, row, column, origin, question.id,
                              items[0] if question.per_item else "",
                              sense.functions or origin.functions, sense.choice)  # fmt: skip

    # -- replies -------------------------------------------------------------------------------

    def origin(
        self, page: Page, row: int, unit: Place, function: Place, context: Context, column: int
    ) -> Origin:
        """A new reply."""
        origin = Origin(len(self.result.origins), page.number, row, unit)
        origin.function_place = function
        origin.date = context.place("date", column)
        origin.region = context.place("region", column).text
        origin.remarks = context.remarks
        origin.unit_heading = context.unit_heading
        if page.filled:
            top = next((r for r, filled in enumerate(page.filled) if filled), -1)
            if top >= 0:
                left = page.filled[top][0]
                origin.first = Place(page.text(top, left), top, left)
        self.result.origins.append(origin)
        return origin

    def name_function(self, origin: Origin, page: Page) -> None:
        """Find which function a reply says it is."""
        place = origin.function_place
        if not place.text:
            return
        sense = self.vocabulary.sense(place.text)
        decided = self.names.decision("function", place.text)
        if sense is not None and sense.functions and decided is None:
            origin.functions = sense.functions
            return
        hint = hint_in(origin.remarks, self.vocabulary)
        origin.functions = self.names.look("function", place.text, page.name, place.cell, hint)
        origin.function_unknown = not origin.functions

    def _add(
        self,
        page: Page,
        row: int,
        column: int,
        origin: Origin,
        question: str,
        item: str,
        functions: tuple[str, ...],
        mark: str,
    ) -> None:
        self.result.found.append(
            Found(origin.number, page.number, row, column, page.rows[row][column], question, item,
                  functions, mark)
        )  # fmt: skip
        page.mark(row, column, ANSWER)

    # -- what is left --------------------------------------------------------------------------

    def _report_columns(self, page: Page, band: Band, end: int) -> None:
        """One finding for each column whose heading is not known, with how many cells it holds."""
        for number, column in enumerate(band.columns):
            cells = [r for r in range(band.last + 1, end) if page.classes[r][number] == UNPLACED]
            words = [r for r in cells if page.text(r, number)]
            for r in cells:
                if not page.text(r, number):
                    self._only_spaces(page, r, number)
            if not words or (column.heading and column.sense is not None and not _is_lost(column)):
                continue
            place = Place(column.heading, band.last, number)
            if column.heading:
                match = self.vocabulary.nearest("questions", column.heading)
                hint = f": {match.similar_to}?" if match.ids else ""
                finding = self.work.find(
                    "unknown_column", page, place, column.heading, n=str(len(words)), hint=hint
                )
                finding.decide = self._column_snippet(page, place)
                for r in words:
                    page.mark(r, number, SET_ASIDE)

    def _only_spaces(self, page: Page, row: int, column: int) -> None:
        page.mark(row, column, SET_ASIDE)
        place = Place(str(page.rows[row][column]), row, column)
        self.work.find("only_spaces", page, place)

    def _column_snippet(self, page: Page, place: Place) -> str:
        letters = place.cell.rstrip("0123456789")
        return table("columns", 'or: question = "...", item = "..."', file=self.file,
                     sheet=page.name, column=letters, ignore=True)  # fmt: skip

    def _report_unplaced(self, page: Page) -> None:
        """One finding for each run of cells in a column that nothing above or beside explains."""
        for column in range(page.width):
            run: list[int] = []
            for row in range(len(page.rows) + 1):
                lost = row < len(page.rows) and page.classes[row][column] == UNPLACED
                if lost and not page.text(row, column):
                    self._only_spaces(page, row, column)
                elif lost:
                    run.append(row)
                elif run:
                    self._unplaced(page, column, run)
                    run = []

    def _unplaced(self, page: Page, column: int, run: list[int]) -> None:
        place = page.place(run[0], column)
        finding = self.work.find("unplaced_cell", page, place, place.text, n=str(len(run)))
        finding.decide = table("files", "or: header_row = 9", file=self.file, sheet=page.name,
                               ignore=True)  # fmt: skip
        for row in run:
            page.mark(row, column, SET_ASIDE)


def _nearest(band: Band, stubs: Mapping[int, Place], column: int, kind: str) -> int:
    """The column of a row's names of one kind that is nearest to the left, else to the right."""
    there = [n for n in stubs if band.columns[n].stub == kind]
    left = [n for n in there if n <= column]
    return left[-1] if left else (there[0] if there else -1)


def _corner(band: Band, part: str) -> tuple[str, ...]:
    return getattr(band.corner, part) if band.corner else ()


def _is_lost(column: Column) -> bool:
    """Whether a column has a heading that says too little to place its answers."""
    return not column.stub and not column.answer
