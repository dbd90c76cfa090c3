"""Reading the rows of a table: each answer's unit, function, item and question.

What can be known once for a column (what its headings, the corner and the lines above say, and
which columns of names it belongs to) is planned first; a row then only adds its own names.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from survey_toolkit.responses.bands import STUBS, Band
from survey_toolkit.responses.cells import ANSWER, LABEL, METADATA, SET_ASIDE, Position
from survey_toolkit.responses.columns import About, Ids, Plan, plan_column
from survey_toolkit.responses.context import Context
from survey_toolkit.responses.line import DETAILS
from survey_toolkit.responses.page import NOWHERE, Found, Origin, Page, Place

if TYPE_CHECKING:
    from survey_toolkit.responses.recognise import Recogniser

_NAMED = ("function", "item", "question")


class TableReader:
    """Reads one table of a sheet into answers."""

    def __init__(
        self,
        reader: Recogniser,
        page: Page,
        band: Band,
        context: Context,
        above: TableReader | None = None,
    ) -> None:
        """Take the file's reader, the sheet, the table's band, and what the sheet has said.

        `above` is the table over this one: where its headings are repeated, its names go on.
        """
        self.reader = reader
        self.page = page
        self.band = band
        self.context = context
        self.stubs = [n for n, column in enumerate(band.columns) if column.stub]
        self.of_kind: dict[str, list[int]] = {}
        for number in self.stubs:
            self.of_kind.setdefault(band.columns[number].stub, []).append(number)
        self.wide = band.is_wide
        self.plans = [
            None if column.stub else plan_column(number, band, context, self.of_kind, self._tab)
            for number, column in enumerate(band.columns)
        ]
        self.sparse: set[int] = set()
        goes_on = above is not None and [c.stub for c in above.band.columns] == [
            c.stub for c in band.columns
        ]
        self.before: dict[int, Place] = dict(above.before) if above and goes_on else {}
        self.merged: dict[Position, int] = {}  # first cells of merged answers: places they answer
        self.origins: dict[tuple[str, str, int], Origin] = {}
        self.about: dict[tuple[int, Ids, Ids, Ids, str], About | None] = {}

    def _tab(self) -> Ids:
        return self.reader.question_by_tab(self.page)

    def read(self, end: int) -> None:
        """Read the rows up to `end`."""
        first = self.band.last + 1
        if any(self.page.rows[first][n] is not None for n in self._whose()) if first < end else 0:
            self.before.clear()  # a new name: what was said further left is another's
        self.sparse = self._sparse(first, end)
        for row in range(first, end):
            if self.page.lines[row].filled:
                self._row(row)
        self._report_merged()

    def _sparse(self, first: int, end: int) -> set[int]:
        """Columns of names that are written once for several rows, where nothing is merged.

        Only in tables with a row for each item or question: an empty name of a whole reply is a
        reply without a name.
        """
        names = [n for n in self.stubs if self.band.columns[n].stub in STUBS]
        rows = [r for r in range(first, end) if self.page.lines[r].filled]
        if self.wide or len(names) < 2 or not rows:
            return set()
        cells = {n: [self.page.rows[r][n] is not None for r in rows] for n in names}
        return {
            n for n, there in cells.items()
            if (there[0] or n in self.before) and sum(there) <= 0.5 * len(rows)
        }  # fmt: skip

    def _whose(self) -> list[int]:
        """The columns that say whose the rows are."""
        return [n for kind in ("unit", "function") for n in self.of_kind.get(kind, [])]

    # -- rows ----------------------------------------------------------------------------------

    def _row(self, row: int) -> None:
        page = self.page
        filled = page.lines[row].filled
        data = [c for c in filled if self.plans[c] is not None]
        special = self._special(row)
        if row in page.covered_rows and not special:
            data += self._merged(row)
        if page.spaces:
            data = [c for c in data if page.has_text(row, c)]
        if page.lines[row].examples and self._is_example(row):
            page.mark_row(row, SET_ASIDE)
            return
        if page.spaces and page.is_blank(row):
            shown = str(page.rows[row][filled[0]])
            self.reader.work.find("blank_row", page, page.place(row, filled[0]), shown)
            page.mark_row(row, SET_ASIDE)
            return
        stubs = self._names(row)
        if self.wide and not special:
            self._reply(row, stubs, data)
            return
        ids = {} if special else self._resolve(stubs, bool(data))
        also = {} if special else self._also(stubs)
        for column, known in ids.items():
            if known is None and stubs[column].row == row:
                page.mark(row, column, SET_ASIDE)
        for column in data:
            plan = self.plans[column]
            if plan is not None:
                self._cell(row, plan, ids, also, stubs, special)

    def _is_example(self, row: int) -> bool:
        """Whether a row shows how the form is filled in: it says so where its name stands."""
        for column in self.page.lines[row].examples:
            here = self.band.columns[column]
            if here.stub in (*STUBS, "id") or not (here.stub or here.heading):
                self.reader.work.find("example_row", self.page, self.page.place(row, column))
                return True
        return False

    def _merged(self, row: int) -> list[int]:
        """The columns in which a row shares the answer of a range that is merged over it."""
        columns = []
        for column, plan in enumerate(self.plans):
            home = self.page.covered.get((row, column))
            if plan is None or home is None or home[0] <= self.band.last:
                continue
            if self.plans[home[1]] is not None and self.page.has_text(*home):
                columns.append(column)
                self.merged[home] = self.merged.get(home, 1) + 1
        return columns

    def _report_merged(self) -> None:
        """One note for each merged range whose answer was read in several rows or columns."""
        page = self.page
        for (row, column), times in self.merged.items():
            if page.classes[row][column] == ANSWER:
                place = page.place(row, column)
                self.reader.work.find("merged_answer", page, place, n=str(times))

    def _names(self, row: int) -> dict[int, Place]:
        """What the names of a row say, by column; of merged and sparse columns, from above."""
        page, stubs = self.page, {}
        for column in self.stubs:
            place = page.place(row, column)
            if place.text:
                self.before[column] = place
            elif column in self.sparse:
                place = self.before.get(column, NOWHERE)
            if place.text:
                stubs[column] = place
            if page.rows[row][column] is not None:
                kind = METADATA if self.band.columns[column].stub in DETAILS else LABEL
                page.mark(row, column, kind)
        return stubs

    def _special(self, row: int) -> str:
        """The question of a row that asks something else than its table: "Andre redskaber"."""
        questions = self.reader.questions
        line = self.page.lines[row]
        for column in line.asks:
            asked = line.said[column].questions[0]
            is_name = self.band.columns[column].stub in ("item", "function", "unit")
            if is_name and not questions[asked].per_item:
                return asked
        return ""

    def _resolve(self, stubs: dict[int, Place], has_data: bool) -> dict[int, Ids | None]:
        """The ids of a row's names by column; None where a name with answers is not known.

        A line without answers whose name is not known is a heading between the rows.
        """
        resolved: dict[int, Ids | None] = {}
        for column, place in stubs.items():
            kind = self.band.columns[column].stub
            if kind in _NAMED:
                ids: Ids | None = self.reader.ids_of(kind, place.text)
                if not ids and has_data:
                    look = self.reader.names.look
                    ids = look(kind, place.text, self.page.name, place.cell) or None
                resolved[column] = ids
        return resolved

    def _also(self, stubs: dict[int, Place]) -> dict[str, Ids]:
        """What the texts that name a row say besides: a question that names its item."""
        also: dict[str, Ids] = {}
        for column, place in stubs.items():
            sense = self.reader.vocabulary.sense(place.text)
            if sense is None or not sense.several or self.band.columns[column].stub not in _NAMED:
                continue
            kinds = [kind for kind in _NAMED if kind not in self.of_kind]
            also |= {kind: getattr(sense, kind + "s") for kind in kinds}
        return {kind: ids for kind, ids in also.items() if ids}

    def _cell(
        self,
        row: int,
        plan: Plan,
        ids: dict[int, Ids | None],
        also: dict[str, Ids],
        stubs: dict[int, Place],
        special: str,
    ) -> None:
        """Place one answer of a table with a row for each item, question or function.

        `also` are the other names in the texts that name the row: "Har I hørt om PSP?".
        """
        item = ids.get(plan.item_at, ())
        function = ids.get(plan.function_at, ())
        asked = ids.get(plan.question_at, ())
        if also:
            item = also.get("item", item)
            function = also.get("function", function)
            asked = also.get("question", asked)
        if plan.ignored or item is None or function is None or asked is None:
            self.page.mark(row, plan.column, SET_ASIDE)
            return
        same = (plan.column, item, function, asked, special)
        if same not in self.about:
            self.about[same] = self._about(*same)
        about = self.about[same]
        if about is not None:
            origin = self._origin(row, plan, stubs, about.functions)
            self._add(row, plan.column, origin, about)

    def _about(
        self, column: int, item: Ids, function: Ids, asked: Ids, special: str
    ) -> About | None:
        """What a cell answers; None where it stays unplaced, and is reported with its column."""
        plan = self.plans[column]
        questions = (special,) if special else asked or (plan.questions if plan else ())
        if plan is None or not questions or not (plan.readable or special):
            return None
        named = ""
        if self.reader.questions[questions[0]].per_item:
            items = item or plan.items
            if not items:
                return None
            named = items[0]
        mark = "" if special else plan.choice
        return About(questions[0], named, function or plan.functions, mark)

    def _origin(self, row: int, plan: Plan, stubs: dict[int, Place], functions: Ids) -> Origin:
        """The reply that a cell belongs to: the same table, unit and function."""
        unit = stubs.get(plan.unit_at) or plan.unit
        function = NOWHERE if functions else stubs.get(plan.function_at) or plan.function
        says = self.band.columns[plan.column].says
        mine = (unit.text, function.text, plan.column if says else -1)
        origin = self.origins.get(mine)
        if origin is None:
            origin = self.reader.origin(self.page, -1, unit, function, self.context, plan.column)
            origin.has_unit_column = plan.unit_at in stubs
            origin.region = (stubs.get(plan.region_at) or Place(origin.region)).text
            origin.region = says.get("region", Place(origin.region)).text
            origin.date = stubs.get(plan.date_at) or says.get("date") or origin.date
            if plan.unit_at >= 0 or plan.function_at >= 0:
                origin.first = self.page.place(row, self.page.lines[row].filled[0])
            if not functions:
                self.reader.name_function(origin, self.page)
            self.origins[mine] = origin
        return origin

    def _reply(self, row: int, stubs: dict[int, Place], data: list[int]) -> None:
        """A row that is a whole reply."""
        by_kind: dict[str, Place] = {}
        for column, place in stubs.items():
            by_kind.setdefault(self.band.columns[column].stub, place)
        unit = by_kind.get("unit") or self.context.place("unit", 0)
        function = by_kind.get("function") or self.context.place("function", 0)
        origin = self.reader.origin(self.page, row, unit, function, self.context, 0)
        origin.first = self.page.place(row, self.page.lines[row].filled[0])
        origin.region = (by_kind.get("region") or Place(origin.region)).text
        origin.date = by_kind.get("date") or origin.date
        origin.remarks = [p.text for c, p in stubs.items() if self.band.columns[c].stub == "remark"]
        origin.has_unit_column = "unit" in self.band.stubs
        if not self.reader.work.is_test(origin):
            self.reader.name_function(origin, self.page)
        for column in data:
            plan = self.plans[column]
            if plan is None or plan.ignored:
                self.page.mark(row, column, SET_ASIDE)
                continue
            same = (column, (), (), (), "")
            if same not in self.about:
                self.about[same] = self._about(*same)
            about = self.about[same]
            if about is not None:
                self._add(row, column, origin, about)

    def _add(self, row: int, column: int, origin: Origin, about: About) -> None:
        page = self.page
        if self.merged:
            row, column = page.covered.get((row, column), (row, column))
        self.reader.result.found.append(
            Found(origin.number, page.number, row, column, page.rows[row][column], about.question,
                  about.item, about.functions or origin.functions, about.mark)
        )  # fmt: skip
        page.classes[row][column] = ANSWER
