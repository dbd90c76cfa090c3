"""Workbooks where tools meet functions, a table or group for each question. Synthetic answers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from openpyxl.utils import get_column_letter

from survey_toolkit.instruments.model import Item, Question

from .books import Rows, Sheet, xls, xlsx
from .catalogue import layout
from .layouts_sheets import file_of
from .truth import Form

CENTRES = ("psykiatri",)
Say = Callable[[str, str, Question, Item], object]


def matrix(form: Form, unit: str, question: Question, say: Say | None = None) -> list[list[object]]:
    """Tools as rows, functions as columns, the answers to one question."""
    functions, say = form.functions(unit), say or form.say
    rows: list[list[object]] = [[form.heading("item"), *map(form.function, functions)]]
    for item in form.items:
        answers = [say(unit, function, question, item) for function in functions]
        rows.append([form.item(item), *answers])
    return rows


def turned(rows: Rows) -> list[list[object]]:
    return list(map(list, zip(*rows, strict=True)))


def front(form: Form, unit: str) -> Sheet:
    """The front page, which says who answers."""
    title = form.instrument.title("en" if form.language == "en" else "da")
    return Sheet("Forside", [[title], [], *form.top(unit)])


def question_sheets(form: Form, unit: str, say: Say | None = None) -> list[Sheet]:
    """The front page, and a sheet for each question: its text, an empty row, the matrix."""
    pages = [
        Sheet(form.short(q), [[form.asked(q)], [], *matrix(form, unit, q, say)])
        for q in form.questions
    ]
    return [front(form, unit), *pages]


@layout("a sheet per question, tools down, functions across", CENTRES)
def layout_sheet_per_question(form: Form, folder: Path) -> None:
    for unit in form.units:
        xlsx(file_of(form, unit, folder), question_sheets(form, unit))


@layout("the same with municipalities", ("kommune",))
def layout_sheet_per_question_municipal(form: Form, folder: Path) -> None:
    for unit in form.units:
        xlsx(file_of(form, unit, folder), question_sheets(form, unit))


@layout("a sheet per question, functions down, tools across", CENTRES)
def layout_sheet_per_question_transposed(form: Form, folder: Path) -> None:
    for unit in form.units:
        pages = [
            Sheet(form.short(q), [[form.asked(q)], [], *turned(matrix(form, unit, q))])
            for q in form.questions
        ]
        xlsx(file_of(form, unit, folder), [front(form, unit), *pages])


@layout("a sheet per question as .xls", CENTRES)
def layout_sheet_per_question_xls(form: Form, folder: Path) -> None:
    for unit in form.units:
        xls(file_of(form, unit, folder, ".xls"), question_sheets(form, unit))


@layout(
    "the question is known from the tab only, and the unit stands on each sheet",
    CENTRES,
    expects=("question_from_tab",),
)
def layout_sheet_per_question_tabs(form: Form, folder: Path) -> None:
    for unit in form.units:
        pages = [
            Sheet(form.short(q), [*form.top(unit), *matrix(form, unit, q)]) for q in form.questions
        ]
        xlsx(file_of(form, unit, folder), pages)


def grouped(form: Form, unit: str, upper: Sequence[str], lower: Sequence[str], body: Rows) -> Sheet:
    """One table with two rows of headings, equal neighbours in the upper one merged."""
    top, first, merged = form.top(unit), list[object]([form.heading("item")]), []
    row, width = len(top) + 1, upper.count(upper[0])
    for start in range(0, len(upper), width):
        first += [upper[start], *([None] * (width - 1))]
        left, right = get_column_letter(start + 2), get_column_letter(start + width + 1)
        if width > 1:
            merged.append(f"{left}{row}:{right}{row}")
    return Sheet("Besvarelse", [*top, first, [None, *lower], *body], merged)


@layout("one sheet, tools down, for each question a group of function columns", CENTRES)
def layout_questions_side_by_side(form: Form, folder: Path) -> None:
    for unit in form.units:
        columns = [(q, f) for q in form.questions for f in form.functions(unit)]
        body = [
            [form.item(item), *(form.say(unit, f, q, item) for q, f in columns)]
            for item in form.items
        ]
        upper = [form.asked(q) for q, _ in columns]
        lower = [form.function(f) for _, f in columns]
        xlsx(file_of(form, unit, folder), [grouped(form, unit, upper, lower, body)])


@layout("one sheet, tools down, for each function a group of question columns", CENTRES)
def layout_functions_side_by_side(form: Form, folder: Path) -> None:
    for unit in form.units:
        columns = [(q, f) for f in form.functions(unit) for q in form.questions]
        body = [
            [form.item(item), *(form.say(unit, f, q, item) for q, f in columns)]
            for item in form.items
        ]
        upper = [form.function(f) for _, f in columns]
        lower = [form.short(q) for q, _ in columns]
        xlsx(file_of(form, unit, folder), [grouped(form, unit, upper, lower, body)])
