"""Cells far away from all others: they cost nothing, and are told of. All is synthetic."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
import xlwt

from survey_toolkit.responses.cells import RawFile
from survey_toolkit.responses.read import read_file
from survey_toolkit.workspace import Workspace

from .workspaces import WAVE, make, reply, returned, run
from .xml_books import ods, one_sheet

CELL = '<table:table-cell office:value-type="string"{}><text:p>{}</text:p></table:table-cell>'
ROWS = '<table:table-row table:number-rows-repeated="{}">{}</table:table-row>'
COLUMNS = ' table:number-columns-repeated="16384"'


@pytest.fixture(autouse=True)
def _quickly() -> Iterator[None]:
    start = time.monotonic()
    yield
    assert time.monotonic() - start < 5


def read(path: Path) -> RawFile:
    return read_file(path, path.name)


def xlsx(path: Path, cell: str, value: object) -> Path:
    book = openpyxl.Workbook()
    book.active["B2"] = "x"
    book.active[cell] = value
    book.save(path)
    return path


@pytest.mark.parametrize("cell", ["XFD1048576", "Z1048576", "A1048576", "XFD1", "AAA9000"])
def test_a_space_far_away(tmp_path: Path, cell: str) -> None:
    raw = read(xlsx(tmp_path / "a.xlsx", cell, " "))
    found = [(f.kind, f.status, f.sheet, f.cell, f.value) for f in raw.findings]
    if cell == "XFD1":  # a row is no rectangle, and is read as it is
        assert found == []
    else:
        assert found == [("far_cell", "note", "Sheet", cell, " ")]
        assert raw.sheets[0].rows == [[None, None], [None, "x"]]


@pytest.mark.parametrize("value", ["Ja", 4, "=A1"])
def test_something_far_away(tmp_path: Path, value: object) -> None:
    raw = read(xlsx(tmp_path / "a.xlsx", "XFD1048576", value))
    assert raw.far == [("Sheet", "XFD1048576", str(value))]
    assert raw.sheets[0].rows == [[None, None], [None, "x"]]


def test_a_row_that_says_where_it_stands_for_its_cells(tmp_path: Path) -> None:
    rows = '<row r="1"><c><v>1</v></c></row><row r="1048576"><c/><c/><c><v>2</v></c></row>'
    raw = read(one_sheet(tmp_path / "a.xlsx", rows))
    assert raw.far == [("A", "C1048576", "2")]
    assert raw.sheets[0].rows == [[1]]


def test_a_table_that_goes_on_for_long_is_no_far_cell(tmp_path: Path) -> None:
    rows = "".join(f'<row r="{n}"><c r="A{n}"><v>{n}</v></c></row>' for n in range(1, 12001))
    raw = read(one_sheet(tmp_path / "a.xlsx", rows + '<row r="13000"><c r="ABC13000"/></row>'))
    assert len(raw.sheets[0].rows) == 12000
    assert raw.far == raw.findings == []


def test_cells_all_over_a_sheet_are_refused_by_name(tmp_path: Path) -> None:
    rows = "".join(
        f'<row r="{n * 1900 + 1}"><c r="{"ABCDEFG"[n % 7]}{"Z" * (n % 3)}{n * 1900 + 1}">'
        "<v>1</v></c></row>"
        for n in range(500)
    )
    wide = '<row r="1"><c r="A1"><v>1</v></c><c r="NA1"><v>1</v></c><c r="ZZ1"><v>1</v></c></row>'
    (found,) = read(one_sheet(tmp_path / "a.xlsx", wide + rows)).findings
    assert found.kind == "unreadable_file"
    assert "948101" in found.facts["why"]


@pytest.mark.parametrize("rows", [
    ROWS.format(1, CELL.format("", "x")) + ROWS.format(1048574, "<table:table-cell/>")
    + ROWS.format(1, f"<table:table-cell{COLUMNS}/>" + CELL.format("", " ")),
    ROWS.format(1, CELL.format("", "x")) + ROWS.format(1048575, f"<table:table-cell{COLUMNS}/>"),
    ROWS.format(1, CELL.format("", "x")) + ROWS.format(1048574, "<table:table-cell/>")
    + ROWS.format(1, CELL.format("", " ")),
])  # fmt: skip
def test_ods(tmp_path: Path, rows: str) -> None:
    raw = read(ods(tmp_path / "a.ods", rows))
    assert raw.sheets[0].rows == [["x"]]
    assert all((f.kind, f.status, f.sheet) == ("far_cell", "note", "T") for f in raw.findings)


def test_an_ods_full_of_one_repeated_cell_is_refused(tmp_path: Path) -> None:
    raw = read(ods(tmp_path / "a.ods", ROWS.format(1048576, CELL.format(COLUMNS, "x"))))
    assert [f.kind for f in raw.findings] == ["unreadable_file"]
    assert "XFD1048576" in raw.findings[0].facts["why"]


def test_xls(tmp_path: Path) -> None:
    book = xlwt.Workbook()
    page = book.add_sheet("A")
    page.write(1, 1, "x")
    page.write(65535, 255, "y")
    book.save(str(tmp_path / "a.xls"))
    raw = read(tmp_path / "a.xls")
    assert raw.sheets[0].rows == [[None, None], [None, "x"]]
    assert raw.far == [("A", "IV65536", "y")]


def test_what_is_far_away_waits_until_it_is_corrected(tmp_path: Path) -> None:
    workspace: Workspace = make(tmp_path)
    answers = reply(workspace, "657")
    path = returned(workspace, "Herning.xlsx")
    book = openpyxl.load_workbook(path)
    book.worksheets[0]["XFD1048576"] = "x"
    book.save(path)
    outcome = run(workspace)
    found = outcome.one("far_cell", file="Herning.xlsx", cell="XFD1048576")
    assert (found["status"], outcome.exit_code) == ("open", 1)
    assert outcome.answered == answers
    line = f"Herning.xlsx;{found['sheet']};XFD1048576;x;;ab;xy"
    corrections = workspace.responses(WAVE) / "corrections.csv"
    corrections.write_text(f"file;sheet;cell;old;new;who;why\n{line}\n", "utf-8")
    outcome = run(workspace)
    assert outcome.one("corrected_cell", cell="XFD1048576")["status"] == "settled"
    assert outcome.exit_code == 0
