"""Layouts with numbers for answers, explained in the file. The answers are synthetic."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

import pandas as pd
import pyreadstat

from survey_toolkit.instruments.model import Choice, Item, Question

from .books import Rows, Sheet, xlsx
from .catalogue import layout
from .layouts_matrices import CENTRES, Say, front, matrix, question_sheets
from .layouts_sheets import file_of
from .layouts_wide import by_item
from .truth import Form

DONT_KNOW = 9
Legend = Mapping[str, int]  # a choice's id -> its number


def numbered(choices: Iterable[Choice], backwards: bool = False) -> dict[str, int]:
    """Numbers for the choices from 1 in the printed order, or backwards; 9 for don't know."""
    steps = [choice.id for choice in choices if not choice.dont_know]
    legend = dict(zip(reversed(steps) if backwards else steps, range(1, 9), strict=False))
    return {**legend, "dont_know": DONT_KNOW}


def coded(form: Form, backwards: bool = False) -> Say:
    """The answer as a number of its own scale."""

    def say(unit: str, function: str, question: Question, item: Item) -> object:
        choice = form.choice(unit, function, question, item)
        return numbered(form.choices(question, item), backwards)[choice.id] if choice else None

    return say


def legend_sheet(form: Form, backwards: bool = False) -> Sheet:
    """The sheet that explains the numbers, scale by scale."""
    rows: list[list[object]] = [["Kodning af svar"], []]
    for question in form.questions:
        scales = {form.choices(question, item): item for item in form.items}
        for scale in sorted(scales, key=len):
            general = len(scale) < max(map(len, scales))
            of = f" ({'generelle' if general else 'øvrige'} redskaber)" if len(scales) > 1 else ""
            rows.append([form.short(question) + of])
            labels = {choice.id: form.label(choice) for choice in scale}
            numbers = numbered(scale, backwards)
            rows += [[numbers[c], labels[c]] for c in sorted(numbers, key=numbers.__getitem__)]
            rows.append([])
    return Sheet("Koder", rows)


@layout("a sheet per question with numbers, a sheet explains them", CENTRES)
def layout_codes_with_legend(form: Form, folder: Path) -> None:
    for unit in form.units:
        sheets = [*question_sheets(form, unit, coded(form)), legend_sheet(form)]
        xlsx(file_of(form, unit, folder), sheets)


@layout("the same with the numbers the other way round: 5 is the first step", CENTRES)
def layout_codes_reversed(form: Form, folder: Path) -> None:
    for unit in form.units:
        sheets = [*question_sheets(form, unit, coded(form, True)), legend_sheet(form, True)]
        xlsx(file_of(form, unit, folder), sheets)


def common_legend(form: Form, question: Question) -> dict[str, int]:
    """One number for each choice that some item has, so that one line explains all."""
    scales = sorted({form.choices(question, item) for item in form.items}, key=len, reverse=True)
    legend = numbered(scales[0])
    for choice in scales[-1]:
        legend.setdefault(choice.id, 8)
    return legend


def legend_line(form: Form, question: Question) -> str:
    """As in: 1 = Ja, 2 = Nej, 9 = Ved ikke."""
    labels = {c.id: form.label(c) for item in form.items for c in form.choices(question, item)}
    legend = sorted((number, c) for c, number in common_legend(form, question).items())
    return ", ".join(f"{number} = {labels[c]}" for number, c in legend)


@layout("a sheet per question with numbers, a line above the table explains them", CENTRES)
def layout_codes_legend_line(form: Form, folder: Path) -> None:
    def say(unit: str, function: str, question: Question, item: Item) -> object:
        choice = form.choice(unit, function, question, item)
        return common_legend(form, question)[choice.id] if choice else None

    for unit in form.units:
        pages = [front(form, unit)]
        for question in form.questions:
            lines: Rows = [[form.asked(question)], [legend_line(form, question)], []]
            rows = [*lines, *matrix(form, unit, question, say)]
            pages.append(Sheet(form.short(question), rows))
        xlsx(file_of(form, unit, folder), pages)


@layout("a data set of a statistics program: numbers with value labels and variable labels")
def layout_sav(form: Form, folder: Path) -> None:
    columns, say = by_item(form), coded(form)
    names = {f: n for n, f in enumerate(form.instrument.functions, start=1)}
    data = pd.DataFrame(
        {"enhed": [form.unit(unit) for unit, _ in form.replies],
         "funktion": [float(names[function]) for _, function in form.replies]}
    )  # fmt: skip
    answers = {
        f"{question.short_da[:5].lower()}_{item.id}": pd.Series(
            [say(unit, function, question, item) for unit, function in form.replies], dtype=float
        )
        for question, item in columns
    }
    labels = {"funktion": {float(n): form.function(f) for f, n in names.items()}}
    for variable, (question, item) in zip(answers, columns, strict=True):
        numbers = numbered(form.choices(question, item))
        labels[variable] = {
            float(numbers[c.id]): form.label(c) for c in form.choices(question, item)
        }
    texts = [form.asked(question, item) for question, item in columns]
    pyreadstat.write_sav(
        pd.concat([data, pd.DataFrame(answers)], axis=1),
        str(folder / "datasæt.sav"),
        column_labels=[form.heading("unit"), form.heading("function"), *texts],
        variable_value_labels=labels,
        missing_ranges={variable: [DONT_KNOW] for variable in answers},
    )
