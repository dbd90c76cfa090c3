"""Text tables: quotation marks, headings, encodings and web pages. All is synthetic."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from survey_toolkit.responses.cells import RawFile, text_of
from survey_toolkit.responses.read import read_file
from survey_toolkit.responses.read_text import uneven_rows
from survey_toolkit.workspace import Workspace

from . import truth
from .books import csv_file
from .layouts_sheets import sheets_of
from .layouts_wide import by_question, wide
from .truth import FRAME, Form
from .workspaces import INSTRUMENT, WAVE, Outcome, make, returned, run


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return make(tmp_path)


ANSWERS = truth.draw(INSTRUMENT, 3, ["657", "630"])
FORM = Form(ANSWERS, INSTRUMENT, FRAME)


def read(path: Path, content: str | bytes) -> RawFile:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_file(path, path.name)


def texts(raw: RawFile) -> list[list[str]]:
    return [[text_of(value) for value in row] for row in raw.sheets[0].rows]


# -- quotation marks ---------------------------------------------------------------------------


def remarked(column: int) -> list[list[str]]:
    """A row for each reply with a column of remarks, which are empty."""
    rows = [[str(value) for value in row] for row in wide(FORM)]
    for number, row in enumerate(rows):
        row.insert(column, "" if number else "Bemærkninger")
    return rows


def by_hand(workspace: Workspace, rows: list[list[str]]) -> Outcome:
    """The outcome of a file that was put together without regard to quotation marks."""
    lines = "\r\n".join(";".join(row) for row in rows)
    returned(workspace, "svar.csv").write_bytes(lines.encode("cp1252"))
    return run(workspace)


def test_a_quotation_that_is_never_closed(workspace: Workspace) -> None:
    rows = remarked(len(wide(FORM)[0]))
    rows[2][-1] = '"Vi bruger det ikke'
    outcome = by_hand(workspace, rows)
    found = outcome.one("unpaired_quote", file="svar.csv")
    assert (found["status"], found["value"]) == ("open", '"Vi bruger det ikke')
    assert found["cell"].lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ") == "3"
    assert outcome.answered == truth.given(ANSWERS)
    assert outcome.exit_code == 1
    line = f'svar.csv;;{found["cell"]};"""Vi bruger det ikke";Vi bruger det ikke;ab;xy'
    corrections = workspace.responses(WAVE) / "corrections.csv"
    corrections.write_text(f"file;sheet;cell;old;new;who;why\n{line}\n", "utf-8")
    outcome = run(workspace)
    assert outcome.answered == truth.given(ANSWERS)
    assert outcome.exit_code == 0


@pytest.mark.parametrize("last", [3, 4, 5])
@pytest.mark.parametrize("end", ['samarbejder" med', 'det"'])
def test_a_quotation_that_is_closed_rows_later(workspace: Workspace, last: int, end: str) -> None:
    rows = remarked(2)
    rows[2][2], rows[last][2] = '"Vi', end
    outcome = by_hand(workspace, rows)
    assert outcome.one("unpaired_quote", file="svar.csv")["cell"] == "C3"
    assert outcome.answered == truth.given(ANSWERS)


def test_a_file_that_is_left_out_needs_no_more(workspace: Workspace) -> None:
    rows = remarked(2)
    rows[2][2] = '"Vi'
    by_hand(workspace, rows)
    wave = workspace.responses(WAVE) / "wave.toml"
    decision = '\n[[files]]\nfile = "svar.csv"\nignore = true\nreason = "xy"\n'
    wave.write_text(wave.read_text("utf-8") + decision, "utf-8")
    outcome = run(workspace)
    assert outcome.found("unpaired_quote", status="open") == []


@pytest.mark.parametrize("remark", [
    "Se bilag;\nog bilag 2", "a\nb\nc", 'Vi; de\n"andre"; og; I', "1;2;3\n\n4;5", "\n", "a;\n;b",
])  # fmt: skip
@pytest.mark.parametrize("column", [0, 3, 6])
def test_remarks_of_several_lines(tmp_path: Path, remark: str, column: int) -> None:
    rows = [[f"{c}{r}" for c in "abcdefg"] for r in range(6)]
    rows[3][column] = rows[5][column] = remark
    written = io.StringIO(newline="")
    csv.writer(written, delimiter=";", lineterminator="\r\n").writerows(rows)
    raw = read(tmp_path / "a.csv", written.getvalue())
    assert texts(raw) == rows
    assert raw.quotes == []


def test_remarks_of_several_lines_in_a_table_of_two_columns(tmp_path: Path) -> None:
    raw = read(tmp_path / "a.csv", 'a;b\n1;"x\ny;z"\n2;w\n')
    assert texts(raw) == [["a", "b"], ["1", "x\ny;z"], ["2", "w"]]
    assert raw.quotes == []


def test_quoted_fields_beside_the_one_that_is_not_closed(tmp_path: Path) -> None:
    raw = read(tmp_path / "a.csv", 'a;b;c;d\n"1;2";"x ""y""";"z;4\n5;"6\n7";8;9\n')
    assert texts(raw) == [
        ["a", "b", "c", "d"],
        ["1;2", 'x "y"', '"z', "4"],
        ["5", "6\n7", "8", "9"],
    ]
    assert raw.quotes == [(1, 2)]


# -- headings ----------------------------------------------------------------------------------


def table(*rows: str) -> list[list[str]]:
    return [row.split(";") for row in rows]


HEAD, DATA = "a;b;c;d;e;f;g", "1;2;3;4;5;6;7"


@pytest.mark.parametrize(("rows", "uneven"), [
    ((HEAD, DATA, DATA + ";8", "1;2"), {2: 7}),
    ((HEAD, DATA + ";8", DATA + ";8", DATA + ";8"), {1: 7, 2: 7, 3: 7}),
    ((HEAD + ";", DATA + ";", DATA + ";8", DATA + ";"), {2: 7}),  # opened and saved in Excel
    ((HEAD, DATA, "", DATA + ";8", DATA, DATA), {3: 7}),
    ((HEAD, DATA, "", DATA + ";8"), {3: 7}),
    (("Undersøgelse;2012", HEAD, DATA, DATA + ";8", DATA), {3: 7}),
    (("Kommune;Herning;;", "Funktion;x;;", "a;b;c;d", "1;2;3;4", "1;2;;", "1;2;;"), {}),
    (("Kommune;Herning", "", "a;b;c;d", "1;2;3;4", "1;2", "1;2", "1;2;3;4;5"), {6: 4}),
    (("a;b;;;c;;", ";;x;y;;x;y", DATA, DATA, DATA + ";8"), {4: 7}),
    (("a;b;c", "1;2;3", "", "a;b;c;d;e", "1;2;3;4;5", "1;2;3;4;5;6"), {5: 5}),
])  # fmt: skip
def test_rows_longer_than_their_table(rows: tuple[str, ...], uneven: dict[int, int]) -> None:
    assert uneven_rows(table(*rows)) == uneven


@pytest.mark.parametrize("padded", [True, False])
def test_a_form_saved_as_csv(workspace: Workspace, padded: bool) -> None:
    for unit in FORM.units:
        for number, sheet in enumerate(sheets_of(FORM, unit)):
            rows = [[*row, *[""] * (4 - len(row) if padded else 0)] for row in sheet.rows]
            csv_file(returned(workspace, f"{FRAME[unit].name} {number}.csv"), rows)
    outcome = run(workspace)
    assert outcome.answered == truth.given(ANSWERS)
    assert outcome.found("uneven_row") == []


def test_two_rows_of_headings(workspace: Workspace) -> None:
    columns, rows = by_question(FORM), wide(FORM)
    order = {question: n for n, (question, _) in reversed(list(enumerate(columns)))}
    first = [FORM.asked(q) if order[q] == n else "" for n, (q, _) in enumerate(columns)]
    second = [FORM.item(item) for _, item in columns]
    from .layouts_wide import body

    head = [["Kommune/Center", "Funktion", *first], ["", "", *second]]
    csv_file(returned(workspace, "svar.csv"), [*head, *body(FORM, columns)])
    assert len(rows) > 1
    assert run(workspace).answered == truth.given(ANSWERS)


# -- encodings and web pages -------------------------------------------------------------------


@pytest.mark.parametrize(("written", "taken_for", "guess"), [
    ("cp850", "cp850", "cp850"), ("mac_roman", "mac_roman", "mac_roman"),
    ("utf-8", "cp1252", "to gange"), ("utf-8", "mac_roman", "to gange"),
])  # fmt: skip
def test_older_encodings(workspace: Workspace, written: str, taken_for: str, guess: str) -> None:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=";").writerows(wide(FORM))
    content = text.getvalue().encode(written)
    if guess == "to gange":
        content = content.decode(taken_for).encode("utf-8")
    returned(workspace, "svar.csv").write_bytes(content)
    outcome = run(workspace)
    found = outcome.one("guessed_encoding", file="svar.csv")
    assert (found["status"], found["cell"]) == ("note", "A1")
    assert guess in found["action"]
    assert outcome.answered == truth.given(ANSWERS)
    assert outcome.exit_code == 0


@pytest.mark.parametrize("text", ["Vi’s ‘nye’ råd – “godt”", "Å", "don’t", "5 µg ÷ ×", "É» ñ Ã Â"])
@pytest.mark.parametrize("encoding", ["cp1252", "utf-8"])
def test_signs_that_are_no_older_encoding(tmp_path: Path, text: str, encoding: str) -> None:
    raw = read(tmp_path / "a.csv", f"a;b\n{text};1\n".encode(encoding))
    assert texts(raw)[1] == [text, "1"]
    assert raw.findings == []


def test_a_web_page_called_xls(tmp_path: Path) -> None:
    page = (
        "<html><head><title>t</title><style>td {}</style></head><body><p>Kommune: Ærø</p><table>"
        "<tr><th rowspan=2>Redskab</th><th colspan='2'>Kendskab</th></tr>"
        "<tr><td>Ja<td>Nej</tr><tr><td>A &amp; B<td>&nbsp;<td> x<br>y </tr></table></html>"
    )
    raw = read(tmp_path / "a.xls", page)
    assert texts(raw) == [
        ["Kommune: Ærø", "", ""], ["Redskab", "Kendskab", ""], ["", "Ja", "Nej"],
        ["A & B", "", "x\ny"],
    ]  # fmt: skip
    assert raw.sheets[0].merged == [((1, 0), (2, 0)), ((1, 1), (1, 2))]


def test_replies_in_a_web_page(workspace: Workspace) -> None:
    rows = "".join("<tr>" + "".join(f"<td>{v}</td>" for v in row) + "</tr>" for row in wide(FORM))
    page = f"<html><body><table>{rows}</table></body></html>"
    returned(workspace, "svar.xls").write_text(page, "utf-8")
    assert run(workspace).answered == truth.given(ANSWERS)


@pytest.mark.parametrize("content", [
    "<html><body><p>Log ind</p></body></html>",
    '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
])  # fmt: skip
def test_a_web_page_without_a_table(tmp_path: Path, content: str) -> None:
    (found,) = read(tmp_path / "a.xls", content).findings
    assert found.kind == "unreadable_file"
    assert ".xlsx" in found.facts["why"]
