"""From a sheet's cells to placed answers: which unit, function, item and question each is about.

A sheet is read from the top. Lines outside tables say things about what follows ("Funktion: ..."),
ask and answer single questions, or explain codes. Tables are ruled by their bands of headings; an
answer's coordinates are what its column's headings, its row's names and the lines above say.
"""

from __future__ import annotations

from survey_toolkit.instruments.matching import Sense
from survey_toolkit.instruments.spelling import fold
from survey_toolkit.responses.bands import Band, bands_of, heading_rows, plan_columns
from survey_toolkit.responses.cells import ANSWER, SET_ASIDE, UNPLACED, cell_name, column_number
from survey_toolkit.responses.context import Context
from survey_toolkit.responses.legends import legends_elsewhere
from survey_toolkit.responses.names import hint_in
from survey_toolkit.responses.outside import Outside
from survey_toolkit.responses.page import NOWHERE, Origin, Page, Place
from survey_toolkit.responses.snippets import table
from survey_toolkit.responses.table import TableReader
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
        self.bands: list[Band] = []  # of the sheet that is read
        self.explained: set[tuple[int, int]] = set()  # sheets and rows whose legends are known
        self._by_tab: set[int] = set()
        self._ids: dict[tuple[str, str], tuple[str, ...]] = {}

    # -- a sheet -------------------------------------------------------------------------------

    def read(self, page: Page) -> Context:
        """Place every answer of a sheet; returns what the sheet says about itself."""
        context = Context()
        outside = Outside(self, page, context)
        headings = heading_rows(page, self.vocabulary, self._told_rows(page))
        bands = self.bands = bands_of(headings)
        row = 0
        above: TableReader | None = None
        for band, after in zip(bands, [*bands, None][1:], strict=True):
            outside.read(row, band.first)
            end = self._end(page, band, after.first if after else len(page.rows), outside)
            plan_columns(page, band, end, self.names.peek_unit)
            self._name_columns(page, band)
            self._decide_columns(page, band)
            if any(page.lines[r].filled for r in range(row, band.first)):
                above = None  # what stands between may be about another reply
            above = TableReader(self, page, band, context, above)
            above.read(end)
            self._report_columns(page, band, end)
            row = end
        outside.read(row, len(page.rows))
        legends_elsewhere(self.work, page, self.explained)
        self.report_unplaced(page)
        return context

    def _told_rows(self, page: Page) -> set[int]:
        told = set()
        for decision in self.decisions:
            if decision.header_row and decision.about(self.file, page.name):
                self.names.used.add((decision.kind, decision.number))
                told.add(decision.header_row - 1)
        return told or self._rows_of_columns(page)

    def _rows_of_columns(self, page: Page) -> set[int]:
        """The first row of the columns that a person explained, on a sheet without headings."""
        told = set()
        for decision in self.decisions:
            if decision.kind == "columns" and decision.about(self.file, page.name):
                column = column_number(decision.column)
                filled = [r for r, line in enumerate(page.lines) if column in line.filled]
                told.update(filled[:1])
        return set() if told and any(heading_rows(page, self.vocabulary)) else told

    def _end(self, page: Page, band: Band, limit: int, outside: Outside) -> int:
        """The row after a table's last: where the next begins, or lines about something new."""
        for row in range(band.last + 1, limit):
            if page.lines[row].filled and outside.begins_anew(row, band.last + 1):
                return row
        return limit

    def _name_columns(self, page: Page, band: Band) -> None:
        """Find the functions of replies that are columns, where they are not spelt exactly."""
        rows = [r for r in range(band.first, band.last + 1) if page.lines[r].filled
                and (sense := page.lines[r].said.get(page.lines[r].filled[0])) is not None
                and sense.heading == "function"]  # fmt: skip
        for column in page.lines[rows[0]].filled[1:] if rows else []:
            here, text = band.columns[column], page.text(rows[0], column)
            if here.says and here.sense is None:
                ids = self.names.look("function", text, page.name, cell_name(rows[0], column))
                here.sense, here.ignored = Sense(functions=ids), not ids

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

    def question_by_tab(self, page: Page) -> tuple[str, ...]:
        """The question that only the tab names: used, and asked about once."""
        decided = self.work.decision("files", "question", page)
        if decided is not None:
            return (decided.question,)
        sense = self.vocabulary.sense(page.name)
        if sense is None or len(sense.questions) != 1:
            return ()
        if not self.names.wave.tab_names and page.number not in self._by_tab:
            question = sense.questions[0]
            finding = self.work.find(
                "question_from_tab", page, NOWHERE, page.name, question=question
            )
            finding.question, finding.decide = question, "[trust]\ntab_names = true"
        self._by_tab.add(page.number)
        return sense.questions

    def ids_of(self, kind: str, text: str) -> tuple[str, ...]:
        """The items, functions or questions that a text names exactly."""
        known = self._ids.get((kind, text))
        if known is None:
            sense = self.vocabulary.sense(text)
            plain = sense is not None and not sense.heading
            known = self._ids[kind, text] = getattr(sense, kind + "s") if plain else ()
        return known

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
        origin.first = page.first
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

    # -- what is left --------------------------------------------------------------------------

    def _report_columns(self, page: Page, band: Band, end: int) -> None:
        """One finding for each column whose heading is not known, with how many cells it holds."""
        rows = [r for r in range(band.last + 1, end) if UNPLACED in page.classes[r]]
        for number, column in enumerate(band.columns if rows else []):
            if column.stub or column.answer or not column.heading:
                continue
            if any(page.classes[r][number] == ANSWER for r in range(band.last + 1, end)):
                continue  # the column is known, and a cell of it stands in a row that is not
            cells = [r for r in rows if page.classes[r][number] == UNPLACED]
            words = [r for r in cells if page.has_text(r, number)]
            if words:
                self._unknown_column(page, band, number, words)

    def _unknown_column(self, page: Page, band: Band, number: int, rows: list[int]) -> None:
        heading = band.columns[number].heading
        match = self.vocabulary.nearest("questions", heading)
        hint = f": {match.similar_to}?" if match.ids else ""
        place = Place(heading, band.last, number)
        finding = self.work.find(
            "unknown_column", page, place, heading, n=str(len(rows)), hint=hint, hint_en=hint
        )
        finding.decide = self._column_snippet(page, place)
        for row in rows:
            page.mark(row, number, SET_ASIDE)

    def _only_spaces(self, page: Page, row: int, column: int) -> None:
        page.mark(row, column, SET_ASIDE)
        place = Place(str(page.rows[row][column]), row, column)
        self.work.find("only_spaces", page, place)

    def _column_snippet(self, page: Page, place: Place) -> str:
        letters = place.cell.rstrip("0123456789")
        return table("columns", 'or: question = "...", item = "..."', file=self.file,
                     sheet=page.name, column=letters, ignore=True)  # fmt: skip

    def report_unplaced(self, page: Page) -> None:
        """One finding for each run of cells in a column that nothing above or beside explains."""
        lost = [(c, r) for r, row in enumerate(page.classes) if UNPLACED in row
                for c, kind in enumerate(row) if kind == UNPLACED]  # fmt: skip
        runs: list[list[int]] = []
        last = (-1, -1)
        for column, row in sorted(lost):
            if not page.has_text(row, column):
                self._only_spaces(page, row, column)
            elif (column, row - 1) == last and runs:
                runs[-1].append(row)
                last = (column, row)
            else:
                runs.append([column, row])
                last = (column, row)
        for column, *rows in runs:
            self._unplaced(page, column, rows)

    def _unplaced(self, page: Page, column: int, run: list[int]) -> None:
        place = page.place(run[0], column)
        finding = self.work.find("unplaced_cell", page, place, place.text, n=str(len(run)))
        above = [band for band in self.bands if band.last < run[0]]
        known = above[-1].columns[column] if above else None
        if known is not None and (known.stub or known.sense or known.answer):
            finding.decide = table("files", file=self.file, sheet=page.name, row=run[0] + 1,
                                   ignore=True)  # fmt: skip
        elif known is not None:
            finding.decide = self._column_snippet(page, place)
        else:
            row = page.heading_above(run[0]) + 1
            finding.decide = table("files", "or: ignore = true", file=self.file, sheet=page.name,
                                   header_row=row)  # fmt: skip
        for row in run:
            page.mark(row, column, SET_ASIDE)
