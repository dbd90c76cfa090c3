"""Several tables on one sheet, beside or below each other. The answers are synthetic."""

from __future__ import annotations

from itertools import zip_longest
from pathlib import Path

from .books import Rows, Sheet, xlsx
from .catalogue import layout
from .layouts_matrices import CENTRES, matrix
from .layouts_sheets import file_of, tools_down
from .truth import Form


def function_block(form: Form, unit: str, function: str) -> list[list[object]]:
    """A line with the function above its table."""
    return [[form.heading("function"), form.function(function)], *tools_down(form, unit, function)]


def beside(blocks: list[list[list[object]]], gap: int = 1) -> Rows:
    """Blocks side by side with empty columns between."""
    widths = [max(map(len, block)) + gap for block in blocks]
    return [
        [
            cell
            for row, width in zip(rows, widths, strict=True)
            for cell in [*row, *([None] * (width - len(row)))]
        ]
        for rows in zip_longest(*blocks, fillvalue=[])
    ]


@layout("a block per function side by side on one sheet, an empty column between")
def layout_blocks_beside(form: Form, folder: Path) -> None:
    for unit in form.units:
        blocks = [function_block(form, unit, function) for function in form.functions(unit)]
        rows = [*form.top(unit), *beside(blocks)]
        xlsx(file_of(form, unit, folder), [Sheet("Ark1", rows)])


@layout("a block per function below each other on one sheet")
def layout_blocks_below_by_function(form: Form, folder: Path) -> None:
    for unit in form.units:
        rows = form.top(unit)
        for function in form.functions(unit):
            rows += [*function_block(form, unit, function), []]
        xlsx(file_of(form, unit, folder), [Sheet("Ark1", rows)])


@layout("a block per question below each other on one sheet, functions across", CENTRES)
def layout_blocks_below_by_question(form: Form, folder: Path) -> None:
    for unit in form.units:
        rows = form.top(unit)
        for question in form.questions:
            rows += [[form.asked(question)], *matrix(form, unit, question), []]
        xlsx(file_of(form, unit, folder), [Sheet("Ark1", rows)])


@layout("one sheet for all units: unit and function above each block, below each other")
def layout_blocks_of_all_units(form: Form, folder: Path) -> None:
    rows: list[list[object]] = []
    for unit, function in form.replies:
        rows += [*form.top(unit, function), *tools_down(form, unit, function), [], []]
    xlsx(folder / "samlet besvarelse.xlsx", [Sheet("Ark1", rows)])
