"""Files as cells: what stands in them, whatever kind of file it is."""

from __future__ import annotations

import datetime as dt
import struct
import zipfile
from pathlib import Path

import openpyxl
import pandas as pd
import pyreadstat
import pytest

from survey_toolkit.responses.cells import CellError, RawFile, text_of
from survey_toolkit.responses.read import read_file

from . import books
from .xml_books import ods

ROWS = [["Kommune", "Ærø"], ["Redskab", "Svar"], ["PSP", "Ja"], ["", ""], ["Handleplan", "4"]]


def read(path: Path) -> RawFile:
    return read_file(path, path.name)


def texts(raw: RawFile, sheet: int = 0) -> list[list[str]]:
    return [[text_of(v) for v in row] for row in raw.sheets[sheet].rows]


def xlsx(path: Path, cells: dict[str, object]) -> Path:
    book = openpyxl.Workbook()
    for name, value in cells.items():
        book.active[name] = value
    book.save(path)
    return path


@pytest.mark.parametrize("kind", ["csv", "xlsx", "xls", "ods"])
def test_the_same_table_in_every_kind_of_file(tmp_path: Path, kind: str) -> None:
    path = tmp_path / f"svar.{kind}"
    if kind == "csv":
        books.csv_file(path, ROWS)
    else:
        getattr(books, kind)(path, [books.Sheet("Ark1", ROWS)])
    raw = read(path)
    assert raw.findings == []
    assert texts(raw) == ROWS
    assert raw.sheets[0].name == ("" if kind == "csv" else "Ark1")


@pytest.mark.parametrize("encoding", ["cp1252", "utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
def test_text_tables(tmp_path: Path, encoding: str, delimiter: str) -> None:
    books.csv_file(tmp_path / "a.csv", ROWS, delimiter, encoding)
    assert texts(read(tmp_path / "a.csv")) == ROWS


def test_lines_in_two_encodings_are_told(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes("a;b\nÆrø;1\n".encode() + "Rødovre;2\n".encode("cp1252"))
    raw = read(tmp_path / "a.csv")
    assert texts(raw)[1:] == [["Ærø", "1"], ["Rødovre", "2"]]
    assert [(f.kind, f.cell) for f in raw.findings] == [("mixed_encoding", "A3")]


def test_separators_and_line_breaks_in_quotes(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text('a;b\n"1;2";"x\ny ""z"""\n', "utf-8")
    assert texts(read(tmp_path / "a.csv")) == [["a", "b"], ["1;2", 'x\ny "z"']]


def test_rows_with_too_many_fields(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("a;b\n1;2;3\n1;2;\n", "utf-8")
    raw = read(tmp_path / "a.csv")
    assert raw.uneven == {1: 2}


# -- workbooks ---------------------------------------------------------------------------------


def test_cells_stand_where_they_stood(tmp_path: Path) -> None:
    raw = read(xlsx(tmp_path / "a.xlsx", {"C3": "x", "E5": "y"}))
    rows = raw.sheets[0].rows
    assert {len(row) for row in rows} == {5}
    assert (rows[2][2], rows[4][4]) == ("x", "y")
    assert sum(v is not None for row in rows for v in row) == 2


def test_a_cell_far_away_costs_nothing(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx", {"A1": "x"})
    book = openpyxl.load_workbook(path)
    book.active["XFD1048576"].font = openpyxl.styles.Font(bold=True)
    book.save(path)
    assert len(read(path).sheets[0].rows) <= 1


def test_errors_spaces_and_formulas_without_a_result(tmp_path: Path) -> None:
    cells = {"A1": "x", "B2": "#REF!", "A3": "   ", "B4": "=A1", "C5": "#N/A"}
    rows = read(xlsx(tmp_path / "a.xlsx", cells)).sheets[0].rows
    assert text_of(rows[1][1]) == "#REF!"
    assert isinstance(rows[1][1], CellError)
    assert rows[1][1].kind == "excel_error"
    assert rows[2][0] == "   "
    assert text_of(rows[3][1]) == "=A1"
    assert rows[3][1].kind == "formula_without_value"
    assert text_of(rows[4][2]) == "#N/A"


def test_numbers_dates_and_truth(tmp_path: Path) -> None:
    cells = {
        "A1": 4,
        "B1": 2.5,
        "C1": dt.date(2012, 6, 5),
        "D1": True,
        "E1": dt.datetime(1900, 1, 3),
    }
    row = read(xlsx(tmp_path / "a.xlsx", cells)).sheets[0].rows[0]
    assert [text_of(v) for v in row[:4]] == ["4", "2.5", "05-06-2012", "TRUE"]


def test_hidden_sheets_and_merged_cells(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    book = openpyxl.Workbook()
    book.active["A1"] = "x"
    book.active.merge_cells("A1:C1")
    for name, state in (("Lister", "hidden"), ("Gemt", "veryHidden")):
        book.create_sheet(name).sheet_state = state
    book.save(path)
    sheets = read(path).sheets
    assert [s.visible for s in sheets] == [True, False, False]
    assert sheets[0].merged == [((0, 0), (0, 2))]


# -- SPSS --------------------------------------------------------------------------------------


def test_labels_and_user_missing_values_of_spss(tmp_path: Path) -> None:
    path = tmp_path / "a.sav"
    pyreadstat.write_sav(
        pd.DataFrame({"unit": ["Ærø", ""], "v1": [1.0, 9.0], "v2": [None, 7.0]}), str(path),
        column_labels=["Kommune", "Kendskab: PSP", ""],
        variable_value_labels={"v1": {1.0: "Ja", 9.0: "Ved ikke"}},
        missing_ranges={"v1": [9]},
    )  # fmt: skip
    assert texts(read(path)) == [["Kommune", "Kendskab: PSP", "v2"], ["Ærø", "Ja", ""],
                                 ["", "Ved ikke", "7"]]  # fmt: skip


# -- what cannot be read -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("brev.docx", b"PK\x03\x04", "unsupported_file"),
        ("noter", b"x", "unsupported_file"),
        ("tom.xlsx", b"", "unreadable_file"),
        ("tom.csv", b"", "unreadable_file"),
        ("a.xlsx", b"PK\x03\x04 cut short", "unreadable_file"),
        ("a.xlsx", b"<html>", "unreadable_file"),
        ("a.ods", b"PK\x03\x04", "unreadable_file"),
        ("a.xls", b"\xd0\xcf\x11\xe0 cut short", "unreadable_file"),
        ("a.sav", b"$FL2 cut short", "unreadable_file"),
    ],
)
def test_a_file_that_cannot_be_read_is_a_finding(
    tmp_path: Path, name: str, content: bytes, kind: str
) -> None:
    (tmp_path / name).write_bytes(content)
    raw = read(tmp_path / name)
    assert raw.sheets == []
    assert [f.kind for f in raw.findings] == [kind]


@pytest.mark.parametrize("tag", ["</table:table-row>", "</table:table>", "</office:body>"])
def test_an_ods_whose_content_is_cut_short(tmp_path: Path, tag: str) -> None:
    cell = "<table:table-cell><text:p>x</text:p></table:table-cell>"
    path = ods(tmp_path / "a.ods", f"<table:table-row>{cell}</table:table-row>", until=tag)
    assert [f.kind for f in read(path).findings] == ["unreadable_file"]


def test_a_zip_of_a_version_that_cannot_be(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx", {"A1": "x"})
    content = bytearray(path.read_bytes())
    content[content.index(b"PK\x01\x02") + 6] = 99
    path.write_bytes(content)
    assert [f.kind for f in read(path).findings] == ["unreadable_file"]


@pytest.mark.parametrize("error", [struct.error("short"), KeyError(7), TypeError("none")])
def test_a_damaged_xls(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    books.xls(tmp_path / "a.xls", [books.Sheet("A", ROWS)])

    def trips(**_: object) -> None:
        raise error

    monkeypatch.setattr("xlrd.open_workbook", trips)
    assert [f.kind for f in read(tmp_path / "a.xls").findings] == ["unreadable_file"]


def test_a_text_table_called_xls(tmp_path: Path) -> None:
    books.csv_file(tmp_path / "a.xls", ROWS, "\t", "utf-16")
    assert texts(read(tmp_path / "a.xls")) == ROWS


def test_a_workbook_called_xls(tmp_path: Path) -> None:
    books.xlsx(tmp_path / "a.xlsx", [books.Sheet("Ark1", ROWS)])
    assert texts(read((tmp_path / "a.xlsx").rename(tmp_path / "b.xls"))) == ROWS


def test_a_folder_called_like_a_workbook(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").mkdir()
    (finding,) = read(tmp_path / "a.xlsx").findings
    assert finding.kind == "unreadable_file"
    assert finding.facts["why_en"].startswith("it is a folder that is called like a file")


def test_a_text_file_larger_than_replies_can_be_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "big.csv"
    with path.open("wb") as stream:
        stream.write(b"a;b;c\n")
        stream.truncate(100_000_000)
    raw = read_file(path, "big.csv")
    (finding,) = raw.findings
    assert finding.kind == "unreadable_file" and not raw.sheets
    assert finding.facts["why_en"] == "it is of 100 MB, more than replies can be. Ask for it again"


def test_a_word_document_that_is_called_a_workbook(tmp_path: Path) -> None:
    path = tmp_path / "reply.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "<w:document/>")
    (finding,) = read_file(path, "reply.xlsx").findings
    assert finding.kind == "unreadable_file"
    assert finding.facts["why_en"].startswith("it is a Word document.")
