"""The same synthetic answers come back from every layout, and no cell is lost on the way."""

from __future__ import annotations

import csv
from pathlib import Path

import openpyxl
import pytest
import python_calamine
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from survey_toolkit.pipeline import ingest
from survey_toolkit.schema import ANSWERS, FINDINGS, NOT_RETURNED

from . import truth, workspaces
from .layouts import LAYOUTS, Layout
from .truth import FRAME
from .workspaces import INSTRUMENT, WAVE, check_sum, make, of_items, returned

ENCODINGS = {"wide_semicolon_cp1252": "cp1252", "wide_short_headings": "cp1252",
             "long_csv": "cp1252", "long_tool_rows": "cp1252",
             "wide_tab_utf16": "utf-16"}  # fmt: skip


def units_of(layout: Layout) -> list[str]:
    return [unit for unit, member in FRAME.items() if member.sector in layout.sectors]


def open_codes(findings) -> set[str]:
    return set(findings.loc[findings["status"] == "open", "code"])


def check(result, answers, layout: Layout) -> None:
    """Every answer, nobody else's, every status, no cell lost, no open finding but the expected."""
    assert list(result.answers.columns) == list(ANSWERS)
    assert list(result.findings.columns) == list(FINDINGS)
    assert workspaces.answered(result.answers) == truth.given(answers)
    came = result.answers[result.answers["status"] != NOT_RETURNED]
    assert set(came["unit"]) == {key[0] for key in answers}
    rows = of_items(came)
    keys = zip(rows["unit"], rows["function"], rows["question"], rows["item"], strict=True)
    assert dict(zip(keys, rows["status"], strict=True)) == truth.statuses(answers, INSTRUMENT)
    check_sum(result.cells)
    assert not layout.one_each or result.cells["answer"] == len(truth.given(answers))
    assert open_codes(result.findings) == layout.expects


@pytest.mark.parametrize("name", LAYOUTS)
def test_the_same_answers_come_back(name: str, tmp_path: Path) -> None:
    layout, workspace = LAYOUTS[name], make(tmp_path)
    answers = truth.draw(INSTRUMENT, 1, units_of(layout))
    layout.build(answers, returned(workspace), INSTRUMENT, FRAME)
    result = ingest(workspace, WAVE)
    check(result, answers, layout)
    if name != "sav":
        assert result.cells["read"] == filled_cells(returned(workspace), ENCODINGS.get(name))


def filled_cells(folder: Path, encoding: str | None) -> int:
    """The cells that hold something, counted without the program."""
    total = 0
    for path in folder.iterdir():
        if path.suffix == ".csv":
            text = path.read_bytes().decode(encoding or "utf-8-sig")
            delimiter = max(";,\t", key=text.split("\n", 1)[0].count)
            sheets = [list(csv.reader(text.splitlines(), delimiter=delimiter))]
        else:
            book = python_calamine.CalamineWorkbook.from_path(path)
            sheets = [book.get_sheet_by_name(sheet).to_python() for sheet in book.sheet_names]
        total += sum(cell != "" for sheet in sheets for row in sheet for cell in row)
    return total


@settings(
    max_examples=15,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)
@given(
    name=st.sampled_from([name for name, layout in LAYOUTS.items() if layout.fast]),
    seed=st.integers(0, 10_000),
    gaps=st.booleans(),
)
def test_any_answers_in_any_order_come_back(
    name: str, seed: int, gaps: bool, tmp_path_factory: pytest.TempPathFactory
) -> None:
    layout, workspace = LAYOUTS[name], make(tmp_path_factory.mktemp(name))
    answers = truth.draw(INSTRUMENT, seed, units_of(layout))
    answers = truth.with_gaps(answers, seed) if gaps else answers
    ordered, instrument = truth.shuffled(answers, INSTRUMENT, seed)
    layout.build(ordered, returned(workspace), instrument, FRAME)
    check(ingest(workspace, WAVE), answers, layout)


@pytest.mark.parametrize("name", ["sheet_per_function", "sheet_per_question", "crosses"])
def test_an_answer_that_was_moved_out_of_the_table_is_seen(name: str, tmp_path: Path) -> None:
    layout, workspace = LAYOUTS[name], make(tmp_path)
    answers = truth.draw(INSTRUMENT, 1, units_of(layout))
    layout.build(answers, returned(workspace), INSTRUMENT, FRAME)
    before = ingest(workspace, WAVE)
    rows = of_items(before.answers)
    moved = rows[(rows["question"] == "rating") & (rows["status"] == "answered")].iloc[0]
    file, sheet, cell = moved["source"].split("!")
    move(returned(workspace, file), sheet, cell, "AF60")
    after = ingest(workspace, WAVE)
    key = (moved["unit"], moved["function"], "rating", moved["item"])
    assert workspaces.answered(after.answers) == {k: a for k, a in answers.items() if k != key}
    found = after.findings[after.findings["cell"] == "AF60"]
    assert list(zip(found["file"], found["sheet"], strict=True)) == [(file, sheet)]
    check_sum(after.cells)
    assert after.cells["read"] == before.cells["read"]
    assert after.cells["answer"] == before.cells["answer"] - 1
    assert after.cells["set_aside"] == before.cells["set_aside"] + 1


def move(path: Path, sheet: str, cell: str, to: str) -> None:
    book = openpyxl.load_workbook(path)
    page = book[sheet]
    assert page[cell].value
    page[to], page[cell] = page[cell].value, None
    book.save(path)


def test_every_answer_says_which_cell_it_stands_in(tmp_path: Path) -> None:
    layout, workspace = LAYOUTS["sheet_per_function"], make(tmp_path)
    answers = truth.draw(INSTRUMENT, 1)
    layout.build(answers, returned(workspace), INSTRUMENT, FRAME)
    rows = of_items(ingest(workspace, WAVE).answers)
    rows = rows[rows["status"] == "answered"]
    assert len(rows) == len(answers)
    books = {path.name: openpyxl.load_workbook(path) for path in returned(workspace).iterdir()}
    for row in rows.itertuples():
        file, sheet, cell = row.source.split("!")
        choice = INSTRUMENT.scale_of(row.question, row.item).choice(row.answer)
        assert books[file][sheet][cell].value == choice.label_da
