"""Workbooks with a sheet for each function. The answers are synthetic."""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import groupby
from pathlib import Path

from survey_toolkit.instruments.model import Item

from .books import Rows, Sheet, ods, tab, xlsx
from .catalogue import layout
from .truth import Form

Table = Callable[[Form, str, str], Rows]


def tools_down(
    form: Form, unit: str, function: str, items: Sequence[Item] | None = None
) -> list[list[object]]:
    """Tools as rows, questions as columns."""
    rows: list[list[object]] = [[form.heading("item"), *map(form.short, form.questions)]]
    for item in items or form.items:
        answers = [form.say(unit, function, question, item) for question in form.questions]
        rows.append([form.item(item), *answers])
    return rows


def tools_across(form: Form, unit: str, function: str) -> Rows:
    """Questions as rows, tools as columns."""
    return list(map(list, zip(*tools_down(form, unit, function), strict=True)))


def sheets_of(form: Form, unit: str, make: Table = tools_down) -> list[Sheet]:
    """A sheet for each function of a unit, who answers in the lines above the table."""
    return [
        Sheet(
            tab(form.function(function)),
            [*form.top(unit, function), *make(form, unit, function)],
        )
        for function in form.functions(unit)
    ]


def file_of(form: Form, unit: str, folder: Path, suffix: str = ".xlsx") -> Path:
    return folder / f"{form.frame[unit].name.replace(',', '')}{suffix}"


@layout("a sheet per function, tools down, questions across")
def layout_sheet_per_function(form: Form, folder: Path) -> None:
    for unit in form.units:
        xlsx(file_of(form, unit, folder), sheets_of(form, unit))


@layout("the same transposed: questions down, tools across")
def layout_sheet_per_function_transposed(form: Form, folder: Path) -> None:
    for unit in form.units:
        xlsx(file_of(form, unit, folder), sheets_of(form, unit, tools_across))


@layout("a sheet per function as .ods")
def layout_sheet_per_function_ods(form: Form, folder: Path) -> None:
    for unit in form.units:
        ods(file_of(form, unit, folder, ".ods"), sheets_of(form, unit))


@layout("a sheet per function, English labels all through", language="en")
def layout_sheet_per_function_english(form: Form, folder: Path) -> None:
    for unit in form.units:
        xlsx(file_of(form, unit, folder), sheets_of(form, unit))


@layout("a sheet per function, the tools in another order on each sheet")
def layout_tools_shuffled(form: Form, folder: Path) -> None:
    rng = random.Random(7)

    def table(form: Form, unit: str, function: str) -> Rows:
        return tools_down(form, unit, function, rng.sample(form.items, len(form.items)))

    for unit in form.units:
        xlsx(file_of(form, unit, folder), sheets_of(form, unit, table))


@layout("a sheet per function, the table from row 9 and column D, title lines above")
def layout_table_shifted(form: Form, folder: Path) -> None:
    for unit in form.units:
        sheets = []
        for sheet in sheets_of(form, unit):
            *top, _ = sheet.rows[:3]
            lines = [[form.instrument.title("da")], [], *top, [], [], [], []]
            table = [[None, None, None, *row] for row in sheet.rows[3:]]
            sheets.append(Sheet(sheet.name, [*lines, *table]))
        xlsx(file_of(form, unit, folder), sheets)


@layout("each function split over two sheets: tools 1-7 and 8-14")
def layout_split_over_two_sheets(form: Form, folder: Path) -> None:
    half = len(form.items) // 2
    for unit in form.units:
        sheets = []
        for function in form.functions(unit):
            for part, items in enumerate((form.items[:half], form.items[half:]), start=1):
                rows = [*form.top(unit, function), *tools_down(form, unit, function, items)]
                sheets.append(Sheet(f"{tab(form.function(function))[:28]} {part}", rows))
        xlsx(file_of(form, unit, folder), sheets)


@layout("a sheet per function with a fifteenth tool", expects=("unknown_tool",))
def layout_extra_tool(form: Form, folder: Path) -> None:
    extra = ["Borgerens egen mappe", "Ja", "For alle borgere", "Godt"]
    for unit in form.units:
        sheets = [sheet._replace(rows=[*sheet.rows, extra]) for sheet in sheets_of(form, unit)]
        xlsx(file_of(form, unit, folder), sheets)


@layout("a sheet per function, the groups of tools as merged lines inside the table")
def layout_grouped_tools(form: Form, folder: Path) -> None:
    for unit in form.units:
        sheets = []
        for sheet in sheets_of(form, unit, _with_groups):
            lines = [n for n, row in enumerate(sheet.rows, start=1) if len(row) == 1]
            sheets.append(sheet._replace(merged=[f"A{n}:D{n}" for n in lines]))
        xlsx(file_of(form, unit, folder), sheets)


def _with_groups(form: Form, unit: str, function: str) -> Rows:
    items = sorted(form.items, key=lambda item: list(form.instrument.groups).index(item.group))
    rows: list[list[object]] = tools_down(form, unit, function, items)[:1]
    for group, members in groupby(items, key=lambda item: item.group):
        rows.append([form.instrument.groups[group].name_da])
        rows += tools_down(form, unit, function, list(members))[1:]
    return rows


def messy(rng: random.Random) -> Callable[[str], str]:
    """Text as it comes: other case, stray and no-break spaces, other hyphens, loose accents."""
    ways: tuple[Callable[[str], str], ...] = (
        str.upper,
        str.lower,
        lambda text: f"  {text} ",
        lambda text: f"{text}\u00a0",
        lambda text: text.replace(" ", "\u00a0"),
        lambda text: text.replace(" ", "  "),
        lambda text: text.replace("-", "–"),
        lambda text: text.replace("-", "\u2010"),
        lambda text: unicodedata.normalize("NFD", text),
    )
    return lambda text: rng.choice(ways)(rng.choice(ways)(text))


@layout("a sheet per function with upper and lower case, stray spaces, other hyphens, NFD letters")
def layout_messy_letters(form: Form, folder: Path) -> None:
    untidy = replace(form, word=messy(random.Random(7)))
    for unit in form.units:
        tidy_tabs = [sheet.name for sheet in sheets_of(form, unit)]
        sheets = [
            sheet._replace(name=name)
            for sheet, name in zip(sheets_of(untidy, unit), tidy_tabs, strict=True)
        ]
        xlsx(file_of(form, unit, folder), sheets)
