"""Exports of survey systems, and tables on their side. The answers are synthetic."""

from __future__ import annotations

from pathlib import Path

from survey_toolkit.instruments.model import Choice, Item, Question

from .books import Rows, Sheet, csv_file, xlsx
from .catalogue import layout
from .layouts_long import tool_rows
from .layouts_wide import body, by_item, by_question, wide
from .truth import Form

Option = tuple[Question, Item, Choice]


def asked_about(form: Form, texts: list[str]) -> Rows:
    """A row per reply; `texts` are the questions' words, with braces for the tool's name."""
    columns = by_question(form)
    words = {question.id: text for question, text in zip(form.questions, texts, strict=True)}
    heads = [words[question.id].format(form.item(item)) for question, item in columns]
    return [
        ["Tidsstempel", "Kommune/Center", "Funktion", *heads],
        *([f"2012/05/0{n % 9 + 1} 9:12:33", *row] for n, row in enumerate(body(form, columns))),
    ]


@layout("a web form: 'Har I hørt om følgende redskaber? [PSP-samarbejdet]', time stamps")
def layout_web_form(form: Form, folder: Path) -> None:
    texts = ["Har I hørt om følgende redskaber? [{}]", "Inddrages følgende redskaber? [{}]",
             "Hvor godt fungerer følgende redskaber? [{}]"]  # fmt: skip
    csv_file(folder / "svar.csv", asked_about(form, texts), ",", "utf-8")


@layout("questions about each tool by name: 'Kender I PSP-samarbejdet?'")
def layout_questions_name_the_tool(form: Form, folder: Path) -> None:
    texts = ["1.1 Kender I {}?", "1.2 Bruger I {}?", "1.3 Hvor godt fungerer {}?"]
    csv_file(folder / "svar.csv", asked_about(form, texts), ",", "utf-8")


def options(form: Form) -> list[Option]:
    return [(q, i, choice) for q, i in by_item(form) for choice in form.choices(q, i)]


def chosen(form: Form, heading: str, yes: object, no: object) -> Rows:
    """A column for each choice; `heading` has braces for question and choice."""
    columns = options(form)
    rows: list[list[object]] = [
        ["Kommune/Center", "Funktion"]
        + [heading.format(form.asked(q, i), form.label(c)) for q, i, c in columns]
    ]
    for unit, function in form.replies:
        said = {(q.id, i.id): form.choice(unit, function, q, i) for q, i, _ in columns}
        marks = [yes if said[q.id, i.id] == c else no for q, i, c in columns]
        rows.append([form.unit(unit), form.function(function), *marks])
    return rows


@layout(
    "a column for each choice, 'question (choice=Ja)', 1 where it was chosen, else 0",
    one_each=False,
)
def layout_choice_columns_ones(form: Form, folder: Path) -> None:
    csv_file(folder / "data.csv", chosen(form, "{} (choice={})", 1, 0), ",", "utf-8")


@layout("a column for each choice, 'question - Ja', yes or no in each", one_each=False)
def layout_choice_columns_yes_no(form: Form, folder: Path) -> None:
    csv_file(folder / "data.csv", chosen(form, "{} - {}", "Ja", "Nej"), ";", "utf-8")


@layout("replies as columns, questions down")
def layout_replies_across(form: Form, folder: Path) -> None:
    turned = [list(column) for column in zip(*wide(form), strict=True)]
    csv_file(folder / "eksport.csv", turned, ";", "utf-8")


@layout("replies as columns in a workbook, their dates too")
def layout_replies_across_dated(form: Form, folder: Path) -> None:
    rows = [["Dato", *row] if n == 0 else ["2012-05-02", *row] for n, row in enumerate(wide(form))]
    turned = [list(column) for column in zip(*rows, strict=True)]
    xlsx(folder / "eksport.xlsx", [Sheet("Svar", turned)])


@layout("a row per tool, names written once, the headings again every twentieth row")
def layout_names_once_headings_repeated(form: Form, folder: Path) -> None:
    head, *rows = [list(row) for row in tool_rows(form)]
    out, last = [head], None
    for number, row in enumerate(rows):
        if number and number % 20 == 0:
            out.append(head)
        mine = row[:2]
        out.append(["", "", *row[2:]] if mine == last else row)
        last = mine
    xlsx(folder / "samlet.xlsx", [Sheet("Svar", out)])
