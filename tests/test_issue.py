"""The command `issue` as a researcher meets it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from openpyxl import load_workbook

from survey_toolkit.cli import main
from survey_toolkit.workspace import Workspace

from .responses.workspaces import WAVE, make


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return make(tmp_path)


def call(workspace: Workspace, *arguments: str) -> Result:
    where = ["--workspace", str(workspace.root)]
    result = CliRunner().invoke(main, ["issue", WAVE, *arguments, *where])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def cover(workspace: Workspace, name: str = "657 Herning.xlsx") -> list[str]:
    sheet = load_workbook(workspace.responses(WAVE) / "issued" / name).worksheets[0]
    return [str(cell.value) for row in sheet for cell in row if cell.value is not None]


def test_it_says_what_it_wrote(workspace: Workspace) -> None:
    first = call(workspace, "--unit", "657", "--unit", "630", "-v")
    assert first.exit_code == 0
    assert first.output.startswith("2 skemaer skrevet i responses/2012/issued; 0 var som før.\n")
    assert str(workspace.responses(WAVE) / "issued" / "657 Herning.xlsx") in first.output
    assert call(workspace, "--unit", "657", "-q").output == ""
    again = json.loads(call(workspace, "--unit", "657", "--json").output)
    assert again == {"files": [], "unchanged": 1, "left_open": []}


def test_all_of_the_frame(workspace: Workspace) -> None:
    made = json.loads(call(workspace, "--json").output)
    assert len(made["files"]) == len(list((workspace.responses(WAVE) / "issued").iterdir())) > 2


def test_deadline_and_contact_stand_on_the_cover(workspace: Workspace) -> None:
    call(workspace, "--unit", "657", "--deadline", "1-5-2012", "--contact", "=Ida, tlf. 1")
    assert {"1. maj 2012", "=Ida, tlf. 1"} <= set(cover(workspace))


def test_what_the_wave_says_stands_on_the_cover(workspace: Workspace) -> None:
    with (workspace.responses(WAVE) / "wave.toml").open("a", encoding="utf-8") as toml:
        toml.write('deadline = 2012-05-01\ncontact = "Ida"\ntarget_da = "Alle i {title}"\n')
    call(workspace, "--unit", "657")
    shown = cover(workspace)
    assert {"1. maj 2012", "Ida"} <= set(shown)
    assert any(text.startswith("Alle i Koordineringsredskaber") for text in shown)


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [
        (["--unit", "6577"], "Did you mean 657?"),
        (["--deadline", "snart"], "Write it as 2027-05-01"),
        (["--deadline", "31-02-2027"], "Write it as 2027-05-01"),
    ],
)
def test_what_is_written_wrongly(workspace: Workspace, arguments: list[str], hint: str) -> None:
    result = call(workspace, *arguments)
    assert result.exit_code == 2
    assert hint in result.output
    assert not (workspace.responses(WAVE) / "ledger.csv").exists()


def test_a_file_that_is_open_is_named(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    call(workspace, "--unit", "657")
    replace = Path.replace

    def refuse(self: Path, target: Path) -> Path:
        if target.name == "657 Herning.xlsx":
            raise PermissionError(13, "in use", str(target))
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", refuse)
    result = call(workspace, "--unit", "657", "--unit", "630", "--contact", "Ida")
    assert result.exit_code == 0
    assert "1 skema skrevet" in result.output
    assert "ikke skrevet: 657 Herning.xlsx" in result.output
