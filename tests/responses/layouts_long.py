"""Layouts with a row for each answer, or for each tool. The answers are synthetic."""

from __future__ import annotations

import random
from itertools import groupby
from pathlib import Path

from .books import Rows, Sheet, csv_file, xlsx
from .catalogue import layout
from .truth import Form

HEADINGS = ("unit", "function", "item", "question", "answer")


def long(form: Form) -> list[list[str]]:
    """A row for each question about each tool, the answer last (empty where there is none)."""
    return [
        [form.unit(unit), form.function(function), form.item(item), form.short(question),
         form.say(unit, function, question, item)]
        for unit, function in form.replies
        for item in form.items
        for question in form.questions
    ]  # fmt: skip


def headings(form: Form) -> list[str]:
    return [form.heading(what) for what in HEADINGS]


@layout("CSV, a row per answer: unit, function, tool, question, answer")
def layout_long_csv(form: Form, folder: Path) -> None:
    rows = [row for row in long(form) if row[-1]]
    csv_file(folder / "svar.csv", [headings(form), *rows])


@layout("the same, the rows in any order, the columns the other way round, English", language="en")
def layout_long_shuffled_english(form: Form, folder: Path) -> None:
    rows = [row for row in long(form) if row[-1]]
    random.Random(7).shuffle(rows)
    turned = [row[::-1] for row in (headings(form), *rows)]
    csv_file(folder / "answers.csv", turned, ",", "utf-8-sig")


def merged_runs(rows: Rows, columns: int) -> tuple[list[list[object]], list[str]]:
    """The rows with repeated first cells emptied, and the ranges to merge.

    The rows begin on row 2; a cell is repeated when it and all to the left of it are.
    """
    emptied, merged = [list(row) for row in rows], []
    for column in range(columns):
        place = 0
        for _, run in groupby(rows, key=lambda row: tuple(row[: column + 1])):
            length = len(list(run))
            for row in range(place + 1, place + length):
                emptied[row][column] = None
            if length > 1:
                letter = "ABC"[column]
                merged.append(f"{letter}{place + 2}:{letter}{place + length + 1}")
            place += length
    return emptied, merged


@layout("workbook, a row per answer, with merged cells for unit, function and tool", fast=False)
def layout_long_merged_cells(form: Form, folder: Path) -> None:
    rows, merged = merged_runs(long(form), 3)
    xlsx(folder / "svar.xlsx", [Sheet("Svar", [headings(form), *rows], merged)])


def tool_rows(form: Form) -> Rows:
    """A row for each function and tool, the questions across."""
    first = [form.heading(what) for what in HEADINGS[:3]]
    rows = [
        [form.unit(unit), form.function(function), form.item(item)]
        + [form.say(unit, function, question, item) for question in form.questions]
        for unit, function in form.replies
        for item in form.items
    ]
    return [[*first, *(form.short(question) for question in form.questions)], *rows]


@layout("CSV, a row per tool, the questions across")
def layout_long_tool_rows(form: Form, folder: Path) -> None:
    csv_file(folder / "redskaber.csv", tool_rows(form))
