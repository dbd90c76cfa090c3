"""What is out of date is made again, and nothing else. All answers are synthetic."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from survey_toolkit import pipeline
from survey_toolkit import workspace as disk
from survey_toolkit.errors import SurveyError
from survey_toolkit.workspace import Workspace

from .responses.workspaces import WAVE, make, reply, returned

UNITS = ("657", "630")
OUTPUTS = (
    "answers.csv",
    "findings.csv",
    "findings.xlsx",
    "units.json",
    "counts.csv",
    "scores.csv",
    "distribution.csv",
    "coverage.csv",
    "ranks.csv",
    "matrix.csv",
    "tables.xlsx",
)
UNCHANGED = """
import sys
from pathlib import Path
from survey_toolkit import pipeline
from survey_toolkit.workspace import Workspace
result = pipeline.run(Workspace(Path(sys.argv[1])), "2012")
print(len(result.lines), sorted({"pandas", "numpy", "openpyxl", "pyreadstat"} & set(sys.modules)))
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    workspace = make(tmp_path_factory.mktemp("made"))
    reply(workspace, *UNITS)
    pipeline.run(workspace, WAVE)
    return workspace


@pytest.fixture
def workspace(made: Workspace, tmp_path: Path) -> Workspace:
    """A workspace in which everything is up to date."""
    shutil.copytree(made.root, tmp_path / "w")
    return Workspace(tmp_path / "w")


def out(workspace: Workspace) -> Path:
    return workspace.analysis(WAVE)


def contents(workspace: Workspace) -> dict[str, bytes]:
    folder = out(workspace)
    return {
        p.relative_to(folder).as_posix(): p.read_bytes()
        for p in folder.rglob("*")
        if p.is_file() and "cache" not in p.parts
    }


def times(workspace: Workspace) -> dict[Path, int]:
    return {p: p.stat().st_mtime_ns for p in out(workspace).rglob("*") if p.is_file()}


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The returned files that are parsed, as they are parsed."""
    import survey_toolkit.responses.ingest as room

    seen, read = list[str](), room.Reader.read

    def counting(self: object, path: Path, name: str, content: bytes | None = None) -> object:
        seen.append(name)
        return read(self, path, name, content)  # type: ignore[arg-type]

    monkeypatch.setattr(room.Reader, "read", counting)
    return seen


# -- nothing changed ---------------------------------------------------------------------------


def test_a_run_makes_everything(made: Workspace) -> None:
    assert set(OUTPUTS) <= contents(made).keys()
    manifest = json.loads((out(made) / "manifest.json").read_text("utf-8"))
    assert set(manifest["stages"]) == set(pipeline.STAGES)
    assert not list(out(made).rglob(".*"))


def test_a_second_run_imports_and_writes_nothing(workspace: Workspace) -> None:
    before = times(workspace)
    done = subprocess.run(
        [sys.executable, "-c", UNCHANGED, str(workspace.root)],
        capture_output=True,
        text=True,
        check=True,
    )
    lines, imported = done.stdout.strip().split(" ", 1)
    assert int(lines) > 10
    assert imported == "[]"
    assert times(workspace) == before


def test_a_second_run_says_the_same(workspace: Workspace) -> None:
    first = pipeline.run(workspace, WAVE)
    (out(workspace) / "manifest.json").unlink()
    again = pipeline.run(workspace, WAVE)
    assert (first.lines, first.exit_code) == (again.lines, again.exit_code)


def test_what_is_read_back_is_what_was_made(workspace: Workspace) -> None:
    book = returned(workspace) / "remarks.csv"
    book.write_text("Kommune;Funktion;Andre redskaber\nHorsens;Sociale tilbud;=1+1\n", "cp1252")
    made = pipeline.ingest(workspace, WAVE)
    back = pipeline.score(workspace, WAVE)
    assert "=1+1" in set(made.answers["answer"])
    pd.testing.assert_frame_equal(back.answers, made.answers, check_dtype=False)
    pd.testing.assert_frame_equal(back.findings, made.findings, check_dtype=False)
    assert (back.cells, back.exit_code) == (made.cells, made.exit_code)


# -- something changed -------------------------------------------------------------------------


def _plan(workspace: Workspace) -> None:
    path = workspace.responses(WAVE) / "plan.toml"
    text = path.read_text("utf-8")
    path.write_text(text.replace("threshold = 80\nacross", "threshold = 1\nacross"), "utf-8")


def _decision(workspace: Workspace) -> None:
    path = workspace.responses(WAVE) / "wave.toml"
    text = '\n[[files]]\nfile = "{}"\nignore = true\nreason = "x"\n'
    path.write_text(path.read_text("utf-8") + text.format(_first(workspace).name), "utf-8")


def _correction(workspace: Workspace) -> None:
    path, name = workspace.responses(WAVE) / "corrections.csv", _first(workspace).name
    path.write_text(f"file;sheet;cell;old;new;who;why\n{name};Ark;ZZ99;a;b;me;because\n", "utf-8")


def _lost(workspace: Workspace) -> None:
    _first(workspace).unlink()


def _first(workspace: Workspace) -> Path:
    return min(p for p in returned(workspace).rglob("*") if p.is_file())


@pytest.mark.parametrize(
    ("change", "unlike"),
    [
        (_plan, "matrix.csv"),
        (_decision, "scores.csv"),
        (_correction, "findings.csv"),
        (_lost, "answers.csv"),
    ],
)
def test_a_change_is_carried_through(
    workspace: Workspace, change: Callable[[Workspace], None], unlike: str
) -> None:
    before = contents(workspace)
    change(workspace)
    pipeline.run(workspace, WAVE)
    after = contents(workspace)
    assert after[unlike] != before[unlike]
    clean = Workspace(workspace.root.parent / "clean")
    shutil.copytree(workspace.root, clean.root, ignore=shutil.ignore_patterns("analysis"))
    pipeline.run(clean, WAVE)
    assert contents(clean) == after


@pytest.mark.parametrize("name", OUTPUTS)
def test_an_output_that_was_deleted_is_made_again(workspace: Workspace, name: str) -> None:
    before = contents(workspace)
    (out(workspace) / name).unlink()
    pipeline.run(workspace, WAVE)
    assert contents(workspace) == before


def test_an_output_that_was_edited_is_made_again(workspace: Workspace) -> None:
    before = contents(workspace)
    (out(workspace) / "scores.csv").write_text("edited", "utf-8")
    pipeline.run(workspace, WAVE)
    assert contents(workspace) == before


def test_a_manifest_that_was_cut_short_is_made_again(workspace: Workspace) -> None:
    before = contents(workspace)
    path = out(workspace) / "manifest.json"
    path.write_bytes(before["manifest.json"][:100])
    pipeline.run(workspace, WAVE)
    assert contents(workspace) == before


@pytest.mark.parametrize(
    "stage",
    [
        "survey_toolkit.analysis.counts.counts",
        "survey_toolkit.analysis.ranking.ranks",
        "survey_toolkit.reporting.tables.all_tables",
        "survey_toolkit.reporting.excel_findings.findings_workbook",
    ],
)
def test_killed_half_way_and_run_again(
    made: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stage: str
) -> None:
    workspace = Workspace(tmp_path / "w")
    shutil.copytree(made.root, workspace.root, ignore=shutil.ignore_patterns("analysis"))

    def killed(*args: object, **options: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(stage, killed)
        with pytest.raises(KeyboardInterrupt):
            pipeline.run(workspace, WAVE)
    pipeline.run(workspace, WAVE)
    assert contents(workspace) == contents(made)


# -- readings that are kept --------------------------------------------------------------------


def test_a_file_that_did_not_change_is_not_parsed_again(
    workspace: Workspace, parsed: list[str]
) -> None:
    pipeline.ingest(workspace, WAVE)
    assert parsed == []
    reply(workspace, "615")
    pipeline.ingest(workspace, WAVE)
    assert len(parsed) == 1


def test_another_instrument_reads_everything_again(workspace: Workspace, parsed: list[str]) -> None:
    path = workspace.instruments / "coordination-tools" / "items.csv"
    path.write_bytes(path.read_bytes().replace(b"PSP-regi", b"PSP-regi|PSP-gruppen"))
    pipeline.ingest(workspace, WAVE)
    assert len(parsed) == len(list(returned(workspace).rglob("*.*")))


def test_another_frame_reads_everything_again(workspace: Workspace, parsed: list[str]) -> None:
    path = workspace.responses(WAVE) / "frame.csv"
    path.write_bytes(path.read_bytes().replace(b"Odder", b"Skanderborg"))
    pipeline.ingest(workspace, WAVE)
    assert len(parsed) == len(list(returned(workspace).rglob("*.*")))


def test_another_version_of_the_program_reads_everything_again(
    workspace: Workspace, parsed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(disk, "program_digest", lambda: "another")
    pipeline.ingest(workspace, WAVE)
    assert len(parsed) == len(list(returned(workspace).rglob("*.*")))


def test_a_reading_that_was_cut_short_is_read_again(
    workspace: Workspace, parsed: list[str]
) -> None:
    before = contents(workspace)
    kept = min((out(workspace) / "cache").iterdir())
    kept.write_bytes(kept.read_bytes()[:50])
    pipeline.ingest(workspace, WAVE)
    assert len(parsed) == 1
    assert contents(workspace)["answers.csv"] == before["answers.csv"]


# -- files that are open, names that are wrong -------------------------------------------------


def lock(monkeypatch: pytest.MonkeyPatch, *names: str) -> None:
    """Open some files in another program, as Windows sees it."""
    replace, unlink = Path.replace, Path.unlink

    def refuse(name: str) -> None:
        if name in names:
            raise PermissionError(13, "used by another program")

    def replaced(self: Path, target: Path) -> Path:
        refuse(Path(target).name)
        return replace(self, target)

    def unlinked(self: Path, missing_ok: bool = False) -> None:
        refuse(self.name if self.exists() else "")
        unlink(self, missing_ok)

    monkeypatch.setattr(Path, "replace", replaced)
    monkeypatch.setattr(Path, "unlink", unlinked)


def test_a_file_that_is_open_elsewhere_is_left(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = (out(workspace) / "tables.xlsx").read_bytes()
    lock(monkeypatch, "tables.xlsx")
    _plan(workspace)
    result = pipeline.run(workspace, WAVE)
    beside = out(workspace) / "tables (2).xlsx"
    assert beside in result.files
    assert beside.read_bytes() != old
    assert (out(workspace) / "tables.xlsx").read_bytes() == old
    assert any("tables (2).xlsx" in line for line in result.lines)
    assert result.left == ["tables.xlsx"]
    assert "tables.xlsx er åben i et andet program" in " ".join(result.lines)
    english = pipeline.run(workspace, WAVE, language="en")
    assert "tables.xlsx is open in another program" in " ".join(english.lines)
    assert not list(out(workspace).rglob(".*"))


def test_the_next_run_mends_what_was_left(workspace: Workspace) -> None:
    before = contents(workspace)
    own = out(workspace) / "tables (3).xlsx"  # the researcher's
    own.write_bytes(b"mine")
    with pytest.MonkeyPatch.context() as patch:
        lock(patch, "tables.xlsx", "findings.xlsx")
        (workspace.responses(WAVE) / "frame.csv").open("a").close()
        (out(workspace) / "manifest.json").unlink()
        first = pipeline.run(workspace, WAVE)
        assert first.left == ["findings.xlsx", "tables.xlsx"]
        again = pipeline.run(workspace, WAVE)  # still open: said again, and no third copy
        assert again.left == first.left
        assert "findings.xlsx og tables.xlsx er åbne" in " ".join(again.lines)
        assert sorted(p.name for p in out(workspace).glob("*(*")) == [
            "findings (2).xlsx", "tables (2).xlsx", "tables (3).xlsx"]  # fmt: skip
    mended = pipeline.run(workspace, WAVE)
    assert mended.left == [] and not any("(2)" in line for line in mended.lines)
    own.unlink()
    assert contents(workspace) == before


def test_what_a_killed_run_left_is_removed(workspace: Workspace) -> None:
    old, young = (out(workspace) / f".answers-{name}.csv" for name in ("abcd1234", "efgh5678"))
    for path in (old, young):
        path.write_text("half", "utf-8")
    os.utime(old, (0, 0))
    (out(workspace) / "scores.csv").unlink()
    pipeline.run(workspace, WAVE)
    assert not old.exists()
    assert young.exists()  # another run may be writing it


def test_a_numbered_copy_that_is_open_goes_later(workspace: Workspace) -> None:
    before = contents(workspace)
    (out(workspace) / "manifest.json").unlink()
    with pytest.MonkeyPatch.context() as patch:
        lock(patch, "tables.xlsx")
        pipeline.run(workspace, WAVE)
    with pytest.MonkeyPatch.context() as patch:
        lock(patch, "tables (2).xlsx")
        assert pipeline.run(workspace, WAVE).left == []
    assert (out(workspace) / "tables (2).xlsx").exists()
    _plan(workspace)
    pipeline.run(workspace, WAVE)
    assert contents(workspace).keys() == before.keys()


def test_a_list_that_is_no_longer_due_may_be_open(workspace: Workspace) -> None:
    letter = returned(workspace) / "brev.csv"
    letter.write_text("Kommune;Funktion;Kendskab: PSP\nVejle;Jobcenter;Ja\n", "utf-8")
    pipeline.run(workspace, WAVE)
    letter.unlink()
    with pytest.MonkeyPatch.context() as patch:
        lock(patch, "write-in-wave.toml")
        assert pipeline.run(workspace, WAVE).left == ["write-in-wave.toml"]
    assert pipeline.run(workspace, WAVE).left == []
    assert not (out(workspace) / "write-in-wave.toml").exists()


def test_english(workspace: Workspace) -> None:
    danish = pipeline.run(workspace, WAVE)
    english = pipeline.run(workspace, WAVE, language="en")
    assert english.lines != danish.lines
    assert any("Municipalities" in line for line in english.lines)
    assert not any("Kommuner:" in line for line in english.lines)
    pd.testing.assert_frame_equal(
        pipeline.score(workspace, WAVE, language="en").tables["scores"],
        pipeline.score(workspace, WAVE).tables["scores"],
    )


def test_only_some_files_is_not_taken_for_all(workspace: Workspace) -> None:
    before = contents(workspace)
    pipeline.ingest(workspace, WAVE, only=_first(workspace).name)
    assert contents(workspace)["answers.csv"] != before["answers.csv"]
    pipeline.run(workspace, WAVE)
    assert contents(workspace) == before


def test_a_wave_that_is_not_there(workspace: Workspace) -> None:
    with pytest.raises(SurveyError, match=r"2013: no such wave.*Did you mean 2012"):
        pipeline.run(workspace, "2013")


def test_nothing_has_come_back(tmp_path: Path) -> None:
    with pytest.raises(SurveyError, match="no files"):
        pipeline.run(make(tmp_path), WAVE)
