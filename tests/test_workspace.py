"""The three folders, and files written whole or not at all."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey_toolkit import workspace as disk
from survey_toolkit.errors import SurveyError


def test_a_workspace_is_found_from_below(tmp_path: Path) -> None:
    disk.initialise(tmp_path, example=False)
    below = tmp_path / "responses" / "2027" / "returned"
    below.mkdir(parents=True)
    (below.parent / "wave.toml").write_text("", "utf-8")
    (tmp_path / "responses" / "notes").mkdir()
    found = disk.find(below)
    assert found.root == tmp_path.resolve()
    assert found.waves() == ["2027"]
    assert found.returned("2027") == below.resolve()


def test_no_workspace_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(SurveyError, match="survey-toolkit init"):
        disk.find(tmp_path)


def test_a_workspace_near_is_named_before_a_new_one_is_proposed(tmp_path: Path) -> None:
    disk.initialise(tmp_path / "docs" / "survey", example=False)
    beside = tmp_path / "docs" / "other"
    beside.mkdir()
    for folder in (tmp_path / "docs", beside):
        with pytest.raises(SurveyError) as caught:
            disk.find(folder)
        near = str(caught.value).partition("survey-toolkit init")[0]
        assert f'--workspace "{tmp_path / "docs" / "survey"}"' in near


@pytest.mark.parametrize("said", ["2012", "2012/", "responses/2012", "responses/2012/", "whole"])
def test_a_wave_by_its_name_or_its_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, said: str
) -> None:
    workspace = disk.Workspace(tmp_path)
    workspace.returned("2012").mkdir(parents=True)
    said = str(workspace.responses("2012")) if said == "whole" else said
    assert workspace.wave(said) == "2012"
    monkeypatch.chdir(workspace.responses("2012"))
    assert workspace.wave("../2012") == "2012"


@pytest.mark.parametrize(
    "said", ["", "/", ".", "..", "../x", "responses/2013/", "responses/2012/returned"]
)
def test_what_can_be_no_wave(tmp_path: Path, said: str) -> None:
    workspace = disk.Workspace(tmp_path)
    workspace.returned("2012").mkdir(parents=True)
    (workspace.responses("2012") / "frame.csv").write_text("", "utf-8")
    with pytest.raises(SurveyError, match=r"is not the name of a wave\. The waves here: 2012"):
        workspace.wave(said)


def test_waves_where_there_are_none(tmp_path: Path) -> None:
    assert disk.Workspace(tmp_path).waves() == []


def test_initialise_copies_the_shipped_files_and_no_code(tmp_path: Path) -> None:
    made = disk.initialise(tmp_path, example=True)
    names = {p.relative_to(tmp_path).as_posix() for p in made}
    assert "instruments/coordination-tools/questions.csv" in names
    assert "responses/2012/returned/survey-system-export.csv" in names
    assert not [n for n in names if n.endswith((".py", ".pyc"))]
    for path in made:
        source = disk.shipped() / path.relative_to(tmp_path)
        assert path.read_bytes() == source.read_bytes()


# -- writing -----------------------------------------------------------------------------------


def test_writing_that_fails_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"old")
    with pytest.raises(RuntimeError), disk.atomic(path) as temporary:
        temporary.write_bytes(b"half")
        raise RuntimeError
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_folders_are_made(tmp_path: Path) -> None:
    path = disk.save_bytes(tmp_path / "a" / "b" / "c.txt", b"x")
    assert path.read_bytes() == b"x"


def test_a_file_that_is_open_gets_a_numbered_one_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, replace = tmp_path / "tables.xlsx", Path.replace
    path.write_bytes(b"old")
    (tmp_path / "tables (2).xlsx").write_bytes(b"older")

    def locked(self: Path, target: Path) -> Path:
        if Path(target).name in ("tables.xlsx", "tables (2).xlsx"):
            raise PermissionError(13, "open")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", locked)
    assert disk.save_bytes(path, b"new") == tmp_path / "tables (3).xlsx"
    assert path.read_bytes() == b"old"
    assert sorted(p.name for p in tmp_path.iterdir()) == [
        "tables (2).xlsx", "tables (3).xlsx", "tables.xlsx"]  # fmt: skip


def test_a_folder_that_may_not_be_written_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(self: Path, target: Path) -> Path:
        raise PermissionError(13, "no")

    monkeypatch.setattr(Path, "replace", refused)
    with pytest.raises(PermissionError):
        disk.save_bytes(tmp_path / "new.csv", b"x")
    assert list(tmp_path.iterdir()) == []


def test_json_is_read_back_and_a_cut_one_is_none(tmp_path: Path) -> None:
    path = disk.save_json(tmp_path / "a.json", {"b": "Ærø", "a": [1, None]})
    assert disk.load_json(path) == {"a": [1, None], "b": "Ærø"}
    path.write_bytes(path.read_bytes()[:8])
    assert disk.load_json(path) is None
    assert disk.load_json(tmp_path / "none.json") is None


def test_fingerprints_tell_where_one_part_ends() -> None:
    assert disk.digest(b"ab", b"c") != disk.digest(b"a", b"bc")
    assert disk.digest(b"") != disk.digest()


# -- tables ------------------------------------------------------------------------------------


CELLS = st.text(alphabet="=+-@\t;,\"'1aØ \n", max_size=6)


@given(st.lists(st.lists(CELLS, min_size=2, max_size=2)))
def test_no_cell_of_a_table_begins_as_a_formula(rows: list[list[str]]) -> None:
    content = disk.csv_bytes(["a", "b"], rows)
    assert content.startswith(b"\xef\xbb\xbf")
    back = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert back[0] == ["a", "b"]
    shown = [cell for row in back[1:] for cell in row]
    for cell, given_ in zip(shown, [cell for row in rows for cell in row], strict=True):
        assert cell.removeprefix("'") == given_.removeprefix("'")
        number = cell.strip().lstrip("+-").replace(",", ".").replace(".", "", 1).isdigit()
        assert number or not cell.startswith(("=", "+", "-", "@", "\t", "\r"))


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_tables_that_people_saved(tmp_path: Path, delimiter: str, encoding: str) -> None:
    path = tmp_path / "frame.csv"
    path.write_bytes(delimiter.join(["unit", "navn", ""]).encode(encoding) + b"\r\n"
                     + delimiter.join(["1", " Ærø ", ""]).encode(encoding.removesuffix("-sig"))
                     + b"\r\n\r\n" + delimiter.join(["2"]).encode() + b"\r\n")  # fmt: skip
    headings, rows = disk.read_csv(path)
    assert headings == ["unit", "navn"]
    assert [row for row in rows if any(row)] == [["1", "Ærø"], ["2", ""]]


def test_rows_that_are_too_long_are_all_named(tmp_path: Path) -> None:
    path = tmp_path / "items.csv"
    path.write_text("a;b\n1;2;3\n1;2\n1;2;;4\n", "utf-8")
    with pytest.raises(SurveyError) as caught:
        disk.read_csv(path)
    assert [fault.split(":")[0] for fault in caught.value.faults] == [
        "items.csv, row 2", "items.csv, row 4"]  # fmt: skip


def test_an_empty_table(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"")
    with pytest.raises(SurveyError, match=r"a\.csv: the file is empty"):
        disk.read_csv(tmp_path / "a.csv")
