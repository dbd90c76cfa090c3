"""Layouts with a row for each function, a column for each question. The answers are synthetic."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from openpyxl.utils import get_column_letter

from survey_toolkit.instruments.model import Item, Question

from .books import Rows, Sheet, csv_file, xlsx
from .catalogue import layout
from .truth import Form

Column = tuple[Question, Item]


def by_item(form: Form, items: Sequence[Item] | None = None) -> list[Column]:
    """The columns item by item, the questions inside."""
    return [(question, item) for item in items or form.items for question in form.questions]


def by_question(form: Form) -> list[Column]:
    """The columns question by question, the items inside."""
    return [(question, item) for question in form.questions for item in form.items]


def body(form: Form, columns: Sequence[Column]) -> Rows:
    """A row for each function: unit, function, answers."""
    return [
        [form.unit(unit), form.function(function)]
        + [form.say(unit, function, question, item) for question, item in columns]
        for unit, function in form.replies
    ]


def wide(form: Form, columns: Sequence[Column] | None = None) -> Rows:
    """One row of headings, with the text of the question about each item."""
    columns = columns or by_item(form)
    texts = [form.asked(question, item) for question, item in columns]
    return [[form.heading("unit"), form.heading("function"), *texts], *body(form, columns)]


@layout("CSV, a row per function, the questions' texts as headings; semicolon, Windows-1252")
def layout_wide_semicolon_cp1252(form: Form, folder: Path) -> None:
    csv_file(folder / "eksport.csv", wide(form))


@layout("the same with comma and UTF-8 with a byte-order mark")
def layout_wide_comma_utf8(form: Form, folder: Path) -> None:
    csv_file(folder / "eksport.csv", wide(form), ",", "utf-8-sig")


@layout("the same with tab and UTF-16")
def layout_wide_tab_utf16(form: Form, folder: Path) -> None:
    csv_file(folder / "eksport.csv", wide(form), "\t", "utf-16")


@layout("the same in English, comma and UTF-8", language="en")
def layout_wide_english(form: Form, folder: Path) -> None:
    csv_file(folder / "export.csv", wide(form), ",", "utf-8")


@layout("the same as a workbook, split over two sheets with seven tools each")
def layout_wide_in_two_sheets(form: Form, folder: Path) -> None:
    half = len(form.items) // 2
    parts = [by_item(form, form.items[:half]), by_item(form, form.items[half:])]
    sheets = [Sheet(f"Del {n}", wide(form, columns)) for n, columns in enumerate(parts, start=1)]
    xlsx(folder / "eksport.xlsx", sheets)


@layout("headings of the question's short name and the tool: Kendskab - PSP-samarbejdet")
def layout_wide_short_headings(form: Form, folder: Path) -> None:
    columns = by_question(form)
    texts = [f"{form.short(question)} - {form.item(item)}" for question, item in columns]
    rows = [[form.heading("unit"), form.heading("function"), *texts], *body(form, columns)]
    csv_file(folder / "oversigt.csv", rows)


@layout("ids for everything: heading awareness_psp, answer less_than_half", language="id")
def layout_wide_ids(form: Form, folder: Path) -> None:
    columns = by_item(form)
    texts = [f"{question.id}_{item.id}" for question, item in columns]
    rows = [[form.heading("unit"), form.heading("function"), *texts], *body(form, columns)]
    csv_file(folder / "data.csv", rows, ",", "utf-8")


def two_headings(form: Form, upper: list[str], lower: list[str], columns: list[Column]) -> Sheet:
    """Two rows of headings, equal neighbours in the upper one merged."""
    first: list[str | None] = [form.heading("unit"), form.heading("function")]
    merged, start = ["A1:A2", "B1:B2"], 0
    for place, text in enumerate(upper):
        first.append(None if place and text == upper[place - 1] else text)
        if place + 1 == len(upper) or upper[place + 1] != text:
            merged.append(f"{get_column_letter(start + 3)}1:{get_column_letter(place + 3)}1")
            start = place + 1
    return Sheet("Svar", [first, [None, None, *lower], *body(form, columns)], merged)


@layout("two rows of headings: a tool merged over Kendskab, Inddragelse, Vurdering")
def layout_wide_tools_over_questions(form: Form, folder: Path) -> None:
    columns = by_item(form)
    upper = [form.item(item) for _, item in columns]
    lower = [form.short(question) for question, _ in columns]
    xlsx(folder / "samlet.xlsx", [two_headings(form, upper, lower, columns)])


@layout("two rows of headings: a question merged over the tools")
def layout_wide_questions_over_tools(form: Form, folder: Path) -> None:
    columns = by_question(form)
    upper = [form.asked(question) for question, _ in columns]
    lower = [form.item(item) for _, item in columns]
    xlsx(folder / "samlet.xlsx", [two_headings(form, upper, lower, columns)])
