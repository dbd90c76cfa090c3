"""Files that cannot be read, or are no questionnaires: each is said, and the others are read.

All files are synthetic.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import openpyxl
import pytest

from survey_toolkit.workspace import Workspace

from . import spoilt, truth
from .books import csv_file, xlsx
from .layouts_long import tool_rows
from .layouts_sheets import sheets_of
from .truth import FRAME, Form, Key
from .workspaces import INSTRUMENT, WAVE, command, make, reply, returned, run


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return make(tmp_path / "undersøgelse")


@pytest.fixture
def herning(workspace: Workspace) -> dict[Key, str]:
    """A good reply beside the bad file."""
    return reply(workspace, "657")


def form_of(answers: dict[Key, str]) -> Form:
    return Form(answers, INSTRUMENT, FRAME)


def test_an_empty_folder(workspace: Workspace) -> None:
    result = command(workspace)
    assert result.exit_code == 2
    assert "returned" in result.output


def test_a_wave_that_is_not_there(workspace: Workspace, herning: dict[Key, str]) -> None:
    result = command(workspace, "2021")
    assert result.exit_code == 2
    assert "2012" in result.output


def test_files_that_are_no_questionnaires(workspace: Workspace, herning: dict[Key, str]) -> None:
    spoilt.budget(returned(workspace, "budget.xlsx"))
    spoilt.letter(returned(workspace, "brev.docx"))
    spoilt.letter(returned(workspace, "omdøbt.xlsx"))
    note = "Kære alle\nTak for sidst, vi ses i august.\n"
    returned(workspace, "noter.txt").write_text(note, encoding="utf-8")
    returned(workspace, "noter.csv").write_text(note, encoding="utf-8")
    outcome = run(workspace)
    codes = {file: {f["code"] for f in outcome.found(file=file, status="open")} for file in (
        "budget.xlsx", "brev.docx", "omdøbt.xlsx", "noter.txt", "noter.csv")}  # fmt: skip
    assert codes["budget.xlsx"] == codes["noter.csv"] == {"not_a_questionnaire"}
    assert codes["brev.docx"] == {"unsupported_file"}
    assert codes["omdøbt.xlsx"] == {"unreadable_file"}
    assert codes["noter.txt"] in ({"not_a_questionnaire"}, {"unsupported_file"})
    assert outcome.exit_code == 1
    assert outcome.answered == herning


def test_nothing_but_files_that_are_no_questionnaires(workspace: Workspace) -> None:
    spoilt.budget(returned(workspace, "budget.xlsx"))
    outcome = run(workspace)
    outcome.one("not_a_questionnaire", file="budget.xlsx")
    assert outcome.exit_code in (1, 2)
    assert outcome.answered == {}


def refused(workspace: Workspace, name: str, herning: dict[Key, str]) -> str:
    """The file is refused with a reason, which is given back, and the other one is read."""
    outcome = run(workspace)
    found = outcome.one("unreadable_file", file=name)
    assert found["status"] == "open"
    assert outcome.exit_code == 1
    assert outcome.answered == herning
    reason = found["action"].partition(":")[2].strip()
    assert reason
    return reason.casefold()


def test_a_locked_file(
    workspace: Workspace, herning: dict[Key, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    reply(workspace, "630")
    read = Path.read_bytes

    def locked(path: Path) -> bytes:
        if path.name == "Vejle.xlsx":
            raise PermissionError(13, "Permission denied", str(path))
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", locked)
    assert "låst" in refused(workspace, "Vejle.xlsx", herning)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root reads all files")
def test_a_file_that_may_not_be_read(workspace: Workspace, herning: dict[Key, str]) -> None:
    reply(workspace, "630")
    path = returned(workspace, "Vejle.xlsx")
    path.chmod(0)
    try:
        refused(workspace, "Vejle.xlsx", herning)
    finally:
        path.chmod(0o644)


@pytest.mark.parametrize("share", [0.02, 0.5, 0.98])
def test_a_truncated_workbook(share: float, workspace: Workspace, herning: dict[Key, str]) -> None:
    reply(workspace, "630")
    path = returned(workspace, "Vejle.xlsx")
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * share)])
    refused(workspace, "Vejle.xlsx", herning)


def test_a_file_of_no_bytes(workspace: Workspace, herning: dict[Key, str]) -> None:
    returned(workspace, "Vejle.xlsx").touch()
    refused(workspace, "Vejle.xlsx", herning)


def test_a_workbook_with_a_password(workspace: Workspace, herning: dict[Key, str]) -> None:
    spoilt.encrypted(returned(workspace, "Vejle.xlsx"))
    assert "adgangskode" in refused(workspace, "Vejle.xlsx", herning)


def test_a_zip_bomb_is_refused_by_its_declared_size(
    workspace: Workspace, herning: dict[Key, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    spoilt.zip_bomb(returned(workspace, "Vejle.xlsx"))
    assert "mb" in refused(workspace, "Vejle.xlsx", herning)


def test_a_folder_that_is_called_a_workbook(workspace: Workspace, herning: dict[Key, str]) -> None:
    returned(workspace, "Vejle.xlsx").mkdir()
    outcome = run(workspace)
    assert outcome.answered == herning
    assert outcome.exit_code == 1
    assert [row["file"] for row in outcome.found(status="open")] == ["Vejle.xlsx"]
    assert "mappe" in outcome.one("unreadable_file")["action"]


def test_a_csv_with_two_encodings(workspace: Workspace, herning: dict[Key, str]) -> None:
    answers = truth.draw(INSTRUMENT, 2, ["615"])
    path = returned(workspace, "horsens.csv")
    csv_file(path, tool_rows(form_of(answers)), encoding="utf-8")
    lines = path.read_bytes().split(b"\r\n")
    number = next(n for n, line in enumerate(lines[1:], start=1) if not line.isascii())
    lines[number] = lines[number].decode("utf-8").encode("cp1252")
    path.write_bytes(b"\r\n".join(lines))
    outcome = run(workspace)
    found = outcome.one("mixed_encoding", file="horsens.csv")
    assert found["cell"].lstrip("ABCDEFGH") == str(number + 1)
    assert outcome.answered == {**herning, **answers}
    assert outcome.exit_code == 0


def remarked(answers: dict[Key, str], remark: list[str]) -> list[list[object]]:
    """A row per tool with a seventh column of remarks; the second row has one."""
    rows = [list(row) for row in tool_rows(form_of(answers))]
    rows[0].append("Bemærkninger")
    rows[2] += remark
    return rows


def test_a_csv_row_with_more_fields_than_headings(
    workspace: Workspace, herning: dict[Key, str]
) -> None:
    answers = truth.draw(INSTRUMENT, 2, ["615"])
    rows = remarked(answers, ["Se bilag", " det er vedlagt"])
    csv_file(returned(workspace, "horsens.csv"), rows)
    outcome = run(workspace)
    found = outcome.one("uneven_row", file="horsens.csv")
    assert found["cell"].lstrip("ABCDEFGH") == "3"
    assert "7" in found["expected"]
    left_out = [k for k in answers if k[1] == "sociale_tilbud" and k[3] == "sundhedsaftale"]
    assert len(left_out) == 3
    assert outcome.answered == {
        **herning,
        **{k: a for k, a in answers.items() if k not in left_out},
    }
    assert outcome.exit_code == 1
    wave = workspace.responses("2012")
    lines = [
        "file,sheet,cell,old,new,who,why",
        f"horsens.csv,,{found['cell']}, det er vedlagt,,ab,xy",
    ]
    (wave / "corrections.csv").write_text("\n".join(lines), encoding="utf-8")
    outcome = run(workspace)
    assert outcome.answered == {**herning, **answers}
    assert outcome.exit_code == 0


def test_a_line_break_inside_a_csv_cell(workspace: Workspace, herning: dict[Key, str]) -> None:
    answers = truth.draw(INSTRUMENT, 2, ["615"])
    csv_file(returned(workspace, "horsens.csv"), remarked(answers, ['Se bilag;\r\n"det" er her']))
    outcome = run(workspace)
    assert outcome.answered == {**herning, **answers}
    assert outcome.exit_code == 0
    rows = outcome.answers[outcome.answers["source"].str.startswith("horsens.csv!!D")]
    numbers = {int(source.rpartition("!D")[2]) for source in rows["source"]}
    assert numbers <= set(range(2, 2 + 3 * len(INSTRUMENT.items)))


def test_a_sheet_of_a_million_empty_rows(workspace: Workspace, herning: dict[Key, str]) -> None:
    path = returned(workspace, "Herning.xlsx")
    book = openpyxl.load_workbook(path)
    for page in book:
        page.cell(1048576, 40).number_format = "0.00"
    book.save(path)
    outcome = run(workspace)
    assert outcome.answered == herning
    assert outcome.exit_code == 0


def test_two_units_in_one_file(workspace: Workspace) -> None:
    answers = truth.draw(INSTRUMENT, 2, ["657", "630"])
    form = form_of(answers)
    sheets = [
        sheet._replace(name=f"{sheet.name[:24]} {unit}")
        for unit in form.units
        for sheet in sheets_of(form, unit)
    ]
    xlsx(returned(workspace, "begge.xlsx"), sheets)
    outcome = run(workspace)
    found = outcome.one("several_units_in_file", file="begge.xlsx")
    assert "Herning" in found["action"]
    assert outcome.answered == answers
    assert outcome.exit_code == 0


def test_a_unit_that_is_not_in_the_frame(workspace: Workspace, herning: dict[Key, str]) -> None:
    samsoe = FRAME["630"]._replace(id="741", name="Samsø")
    answers = {("741", *key[1:]): a for key, a in truth.draw(INSTRUMENT, 2, ["630"]).items()}
    form = Form(answers, INSTRUMENT, {**FRAME, "741": samsoe})
    xlsx(returned(workspace, "Samsø.xlsx"), sheets_of(form, "741"))
    outcome = run(workspace)
    found = outcome.one("unit_not_in_frame", file="Samsø.xlsx")
    assert (found["status"], found["value"], found["cell"]) == ("open", "Samsø Kommune", "B1")
    counted = {(found["unit"], *key[1:]): answer for key, answer in answers.items()}
    assert found["unit"] not in FRAME
    assert outcome.answered == {**herning, **counted}
    assert outcome.exit_code == 1


def test_a_wave_without_a_frame(workspace: Workspace, herning: dict[Key, str]) -> None:
    (workspace.responses(WAVE) / "frame.csv").unlink()
    result = command(workspace)
    assert result.exit_code in (1, 2)
    assert "frame.csv" in result.output


def test_files_that_programs_leave_behind(workspace: Workspace, herning: dict[Key, str]) -> None:
    owner = b"\x05Bruger" + bytes(158)
    for name in ("~$Herning.xlsx", ".DS_Store", "Thumbs.db", "desktop.ini", ".~lock.Herning.ods#"):
        returned(workspace, name).write_bytes(owner)
    outcome = run(workspace)
    assert outcome.found(status="open") == []
    assert outcome.exit_code == 0
    assert outcome.answered == herning


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux keeps names that are no UTF-8")
def test_names_of_files_that_are_no_utf_8(workspace: Workspace) -> None:
    for name, row in ((b"\xc5bning.csv", "Herning"), ("Åbning.csv".encode(), "Vejle")):
        path = returned(workspace) / os.fsdecode(name)
        path.write_text(f"Kommune;Funktion;Kendskab: PSP\n{row};Socialtilsyn;Ja\n", "utf-8")
    outcome = run(workspace)
    files = {row["file"] for row in outcome.found("unknown_function")}
    assert files == {"Åbning.csv", "Åbning (2).csv"}
