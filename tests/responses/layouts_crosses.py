"""Workbooks where an x stands in one of several columns, one for each choice. Synthetic answers."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from openpyxl.utils import get_column_letter

from survey_toolkit.instruments.model import Choice, Question

from .books import Sheet, tab, xlsx
from .catalogue import layout
from .layouts_sheets import file_of
from .truth import Form

Column = tuple[Question, str]  # a question, and a choice's label


def choices_of(form: Form, question: Question) -> list[str]:
    """The labels of all choices that some item has, don't know last."""
    found: dict[str, Choice] = {}
    scales = sorted((form.choices(question, item) for item in form.items), key=len)
    for scale in scales:
        found |= {form.label(choice): choice for choice in scale}
    return sorted(found, key=lambda label: found[label].dont_know)


def columns_of(form: Form, questions: Sequence[Question]) -> list[Column]:
    return [(question, label) for question in questions for label in choices_of(form, question)]


def crosses(form: Form, unit: str, function: str, columns: Sequence[Column]) -> list[list[object]]:
    """A row for each tool with an x under the choice; some write a big X."""
    rows: list[list[object]] = []
    for number, item in enumerate(form.items):
        said = {q.id: form.say(unit, function, q, item) for q in form.questions}
        mark = "X" if number % 5 == 3 else "x"
        rows.append(
            [form.item(item), *(mark if said[q.id] == label else None for q, label in columns)]
        )
    return rows


def crossed_sheet(form: Form, unit: str, function: str, questions: Sequence[Question]) -> Sheet:
    """Two rows of headings: a question merged over its choices."""
    columns = columns_of(form, questions)
    top = form.top(unit, function)
    row, place, merged = len(top) + 1, 2, []
    first: list[object] = [form.heading("item")]
    for question in questions:
        width = len(choices_of(form, question))
        first += [form.asked(question), *([None] * (width - 1))]
        start, end = get_column_letter(place), get_column_letter(place + width - 1)
        merged.append(f"{start}{row}:{end}{row}")
        place += width
    second = [None, *(label for _, label in columns)]
    rows = [*top, first, second, *crosses(form, unit, function, columns)]
    return Sheet(tab(form.function(function)), rows, [*merged, f"A{row}:A{row + 1}"])


def write(form: Form, folder: Path, questions: Sequence[Question]) -> None:
    for unit in form.units:
        functions = form.functions(unit)
        sheets = [crossed_sheet(form, unit, function, questions) for function in functions]
        xlsx(file_of(form, unit, folder), sheets)


@layout("a sheet per function, an x in one of several columns, two rows of headings")
def layout_crosses(form: Form, folder: Path) -> None:
    write(form, folder, form.questions)


@layout("the same with the questions in another order, the rating first")
def layout_crosses_rating_first(form: Form, folder: Path) -> None:
    write(form, folder, form.questions[::-1])


@layout("the same in English", language="en")
def layout_crosses_english(form: Form, folder: Path) -> None:
    write(form, folder, form.questions)
