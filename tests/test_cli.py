"""The commands as a researcher meets them. All answers are synthetic."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from survey_toolkit import __version__
from survey_toolkit.cli import main
from survey_toolkit.workspace import Workspace

from .responses.workspaces import ROOT, WAVE, make, reply, returned

HEAVY = ("pandas", "numpy", "openpyxl", "pyreadstat", "rapidfuzz", "python_calamine", "scipy",
         "matplotlib")  # fmt: skip
PUBLISHED = ROOT / "responses/2012/published/published_by_sector.csv"
READING = ("ingest", "score", "rank", "run", "track", "published")
COMMANDS = sorted(main.commands)


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    workspace = make(tmp_path_factory.mktemp("cli"))
    reply(workspace, "657", "630")
    assert call(workspace, "run", WAVE).exit_code == 0
    return workspace


def call(workspace: Workspace, command: str, *arguments: str) -> Result:
    where = ["--workspace", str(workspace.root)]
    result = CliRunner().invoke(main, [command, *arguments, *where])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def arguments_of(command: str) -> list[str]:
    return [WAVE, *([str(PUBLISHED)] if command == "published" else [])]


def in_a_process(*arguments: str) -> subprocess.CompletedProcess[str]:
    program = f"""
import sys
from survey_toolkit.cli import main
try:
    main({list(arguments)!r})
finally:
    print("HEAVY", sorted(set({HEAVY!r}) & set(sys.modules)), file=sys.stderr)
"""
    return subprocess.run([sys.executable, "-c", program], capture_output=True, text=True,
                          encoding="utf-8", check=False)  # fmt: skip


# -- help --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "arguments", [("--help",), ("--version",), *((c, "--help") for c in COMMANDS)]
)
def test_help_imports_nothing_heavy(arguments: tuple[str, ...]) -> None:
    done = in_a_process(*arguments)
    assert done.returncode == 0
    assert "HEAVY []" in done.stderr
    assert done.stdout.strip()


def test_the_version() -> None:
    assert __version__ in CliRunner().invoke(main, ["--version"]).output


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_has_an_example(name: str) -> None:
    shown = CliRunner().invoke(main, [name, "-h"]).output
    assert f"Example: survey-toolkit {name}" in shown
    for parameter in main.commands[name].params:
        if isinstance(parameter, click.Option):
            assert parameter.help, parameter.name


def test_all_commands_are_listed() -> None:
    shown = CliRunner().invoke(main, ["-h"]).output
    assert {"init", *READING} <= set(COMMANDS)
    assert all(re.search(rf"(?m)^  {name} ", shown) for name in COMMANDS)


# -- what is written wrongly -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [
        (["ingets", WAVE], "Did you mean ingest?"),
        (["run", "2013"], "Did you mean 2012?"),
        (["score", WAVE, "--item", "pspp"], "Did you mean psp?"),
        (["score", WAVE, "--measure", "use.shares"], "Did you mean use.share?"),
        (["rank", WAVE, "--sector", "kommuner"], "Did you mean kommune?"),
        (["track", WAVE, "--by", "contact"], "Did you mean contact_name?"),
    ],
)
def test_a_word_that_is_not_known(workspace: Workspace, arguments: list[str], hint: str) -> None:
    result = call(workspace, *arguments)
    assert result.exit_code == 2
    assert hint in result.output
    assert "Traceback" not in result.output


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["run", "2012"], "no workspace here"),
        (["published", "2012", "nothing.csv"], "no workspace here"),
        (["run"], "Missing argument"),
        (["run", "2012", "--lang", "de"], "'de'"),
    ],
)
def test_nothing_is_done_outside_a_workspace(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 2
    assert said in result.output


def test_no_file_fits_the_pattern(workspace: Workspace) -> None:
    result = call(workspace, "ingest", WAVE, "--only", "*.doc")
    assert result.exit_code == 2
    assert "*.doc" in result.output


def test_a_published_file_that_is_not_there(workspace: Workspace) -> None:
    result = call(workspace, "published", WAVE, "nowhere.csv")
    assert result.exit_code == 2
    assert "nowhere.csv: no such file" in result.output


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    workspace = make(tmp_path)
    path = workspace.responses(WAVE) / "wave.toml"
    path.write_text('instrument = "coordination-tools"\nfoo = 1\n[[names]]\ntxt = "a"\n', "utf-8")
    result = call(workspace, "run", WAVE)
    assert result.exit_code == 2
    for fault in (
        "foo is not known",
        "txt is not known here. Did you mean text?",
        "text is missing",
    ):
        assert fault in result.output


@pytest.mark.parametrize("written", ["coordination-tool", ""])
def test_an_instrument_that_is_misspelt(tmp_path: Path, written: str) -> None:
    workspace = make(tmp_path)
    (workspace.responses(WAVE) / "wave.toml").write_text(f'instrument = "{written}"', "utf-8")
    result = call(workspace, "run", WAVE)
    assert result.exit_code == 2
    assert f"instrument = {written!r} is not known." in result.output
    assert ("Did you mean coordination-tools?" in result.output) == bool(written)


def test_a_unit_that_is_misspelt_makes_no_unit(tmp_path: Path) -> None:
    workspace = make(tmp_path)
    reply(workspace, "630")
    path = workspace.responses(WAVE) / "wave.toml"
    text = '[[names]]\ntext = "Et sted"\nunit = "6300"\n'
    path.write_text(path.read_text("utf-8") + text, "utf-8")
    result = call(workspace, "run", WAVE)
    assert result.exit_code == 2
    assert "unit '6300' is not known. Did you mean 630?" in result.output


@pytest.mark.parametrize("said", [f"responses/{WAVE}", f"responses/{WAVE}/", f"{WAVE}/"])
def test_a_wave_by_the_path_of_its_folder(workspace: Workspace, said: str) -> None:
    assert call(workspace, "run", said).output == call(workspace, "run", WAVE).output


# -- what the disk refuses ---------------------------------------------------------------------


def test_a_file_stands_where_results_go(tmp_path: Path) -> None:
    workspace = make(tmp_path)
    reply(workspace, "630")
    (tmp_path / "analysis").mkdir()
    (tmp_path / "analysis" / WAVE).write_text("", "utf-8")
    result = call(workspace, "run", WAVE)
    assert result.exit_code == 2
    assert str(tmp_path / "analysis" / WAVE) in result.output
    assert "a file stands where a folder is needed" in result.output


@pytest.mark.parametrize(
    ("number", "said"), [(28, "the disk is full"), (13, "may not be opened or written"), (5, "I/O")]
)
def test_the_disk_refuses(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, said: str
) -> None:
    workspace = make(tmp_path)
    reply(workspace, "630")

    def refused(self: Path, content: bytes) -> int:
        raise OSError(number, "I/O error")

    monkeypatch.setattr(Path, "write_bytes", refused)
    result = call(workspace, "run", WAVE)
    assert result.exit_code == 2
    assert said in result.output and str(workspace.analysis(WAVE)) in result.output
    assert not [p for p in workspace.analysis(WAVE).rglob("*") if p.is_file()]


def test_a_closed_pipe_is_no_fault_of_the_disk(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    def closed(*args: object, **options: object) -> None:
        raise BrokenPipeError(32, "Broken pipe")

    monkeypatch.setattr("survey_toolkit.pipeline.run", closed)
    result = call(workspace, "run", WAVE)
    assert result.exit_code == 1 and result.output == ""


@pytest.mark.parametrize("command", ["ingest", "score", "rank", "track"])
def test_a_file_that_is_open_elsewhere_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    workspace = make(tmp_path)
    reply(workspace, "630")
    call(workspace, command, WAVE)
    replace = Path.replace

    def locked(self: Path, target: Path) -> Path:
        if Path(target).suffix == ".csv" and "(2)" not in Path(target).name:
            raise PermissionError(13, "used by another program")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", locked)
    assert "er åbne i et andet program" in " ".join(call(workspace, command, WAVE).output.split())


# -- what is printed ---------------------------------------------------------------------------


@pytest.mark.parametrize("command", READING)
def test_json_is_json(workspace: Workspace, command: str) -> None:
    result = call(workspace, command, *arguments_of(command), "--json")
    assert result.exit_code in (0, 1)
    found = json.loads(result.stdout)
    assert found
    assert "NaN" not in result.stdout


def test_json_of_ingest_adds_up(workspace: Workspace) -> None:
    cells = json.loads(call(workspace, "ingest", WAVE, "--json").stdout)["cells"]
    assert cells["read"] == sum(v for k, v in cells.items() if k != "read") > 0


@pytest.mark.parametrize("command", READING)
def test_quiet_is_silent(workspace: Workspace, command: str) -> None:
    assert call(workspace, command, *arguments_of(command), "-q").output == ""


@pytest.mark.parametrize("command", READING)
def test_there_is_something_to_read(workspace: Workspace, command: str) -> None:
    plain = call(workspace, command, *arguments_of(command))
    verbose = call(workspace, command, *arguments_of(command), "-v")
    assert len(plain.output.splitlines()) > 2
    assert len(verbose.output) >= len(plain.output)


def test_run_with_v_prints_every_finding_also_when_nothing_changed(tmp_path: Path) -> None:
    workspace = make(tmp_path)
    (returned(workspace) / "svar.csv").write_text(
        "Kommune;Funktion;Kendskab: PSP\nHorsens;Sociale tilbud;Ja (nogle)\nTEST;;Ja\n", "utf-8"
    )
    call(workspace, "run", WAVE)
    again = call(workspace, "run", WAVE, "-v").output
    findings = (workspace.analysis(WAVE) / "findings.csv").read_text("utf-8-sig").splitlines()
    assert "Alle fund" in again and len(findings) > 2
    assert sum(line.startswith(("  Note: ", "  Afgjort: ")) for line in again.splitlines()) == (
        len(findings) - 1
    )


def test_what_v_adds_is_said_of_each_command() -> None:
    shown = {name: CliRunner().invoke(main, [name, "-h"]).output for name in READING}
    about = {name: " ".join(text.partition("--verbose")[2].split()) for name, text in shown.items()}
    assert all("every finding" in about[name] for name in ("run", "ingest"))
    assert all(
        "every finding" not in about[name] for name in ("score", "rank", "track", "published")
    )
    assert "cannot be compared" in about["published"]


@pytest.mark.parametrize("command", READING)
def test_what_must_be_said_of_the_answers_comes_first(tmp_path: Path, command: str) -> None:
    workspace = make(tmp_path)
    reply(workspace, "630")
    path = workspace.responses(WAVE) / "wave.toml"
    path.write_text(path.read_text("utf-8") + 'synthetic_da = "Svarene er syntetiske."\n', "utf-8")
    shown = call(workspace, command, *arguments_of(command)).output
    assert shown.startswith("Svarene er syntetiske.\n")
    assert shown.count("syntetiske") == 1 and "\n\n\n" not in shown


def test_the_pooled_row_is_named_as_in_the_tables(workspace: Workspace) -> None:
    shown = call(workspace, "score", WAVE, "--measure", "use.share").output
    assert "Alle redskaber under ét" in shown and "Gennemsnit" not in shown


@pytest.mark.parametrize("command", ["ingest", "score", "rank", "run", "track"])
def test_english_and_danish(workspace: Workspace, command: str) -> None:
    shown = {call(workspace, command, WAVE, "--lang", lang).output for lang in ("da", "en")}
    assert len(shown) == 2


def test_one_item_and_one_measure(workspace: Workspace) -> None:
    result = call(workspace, "score", WAVE, "--item", "psp", "--measure", "use.share", "--json")
    rows = json.loads(result.stdout)["scores"]
    assert {(r["item"], r["measure"]) for r in rows} == {("psp", "use.share")}
    assert all(r["numerator"] <= r["denominator"] for r in rows)


@pytest.mark.parametrize("command", ["run", "ingest"])
def test_a_pipe_gets_plain_text(tmp_path: Path, command: str) -> None:
    workspace = make(tmp_path)
    reply(workspace, "630")
    done = in_a_process(command, WAVE, "--workspace", str(tmp_path))
    assert done.returncode == 0
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f\x1b]", done.stdout)
    assert done.stderr.startswith("HEAVY")


def test_a_second_run_imports_nothing_heavy(workspace: Workspace) -> None:
    call(workspace, "run", WAVE)
    done = in_a_process("run", WAVE, "--workspace", str(workspace.root))
    loaded = done.stderr.strip()
    assert not {"pandas", "numpy", "openpyxl", "pyreadstat"} & set(re.findall(r"\w+", loaded))
    assert done.stdout.strip()


# -- how it ends -------------------------------------------------------------------------------


def test_exit_codes(tmp_path: Path) -> None:
    workspace = make(tmp_path)
    assert call(workspace, "run", WAVE).exit_code == 2  # nothing has come back
    reply(workspace, "630")
    assert call(workspace, "run", WAVE).exit_code == 0
    assert call(workspace, "run", WAVE).exit_code == 0
    (returned(workspace) / "brev.docx").write_bytes(b"a letter")
    for command in ("ingest", "score", "rank", "run", "run", "track"):
        assert call(workspace, command, WAVE).exit_code == 1, command


def test_init_makes_a_workspace_and_changes_nothing_there(tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    first = CliRunner().invoke(main, ["init", str(folder), "--example"])
    assert first.exit_code == 0
    assert "synthetic" in first.output
    wave = folder / "responses/2012/wave.toml"
    wave.write_text("mine", "utf-8")
    again = CliRunner().invoke(main, ["init", str(folder), "--example"])
    assert "0 files written" in again.output
    assert wave.read_text("utf-8") == "mine"


def test_init_says_as_much_as_it_is_asked(tmp_path: Path) -> None:
    quiet = CliRunner().invoke(main, ["init", "--workspace", str(tmp_path / "a"), "-q"])
    assert (quiet.output, quiet.exit_code) == ("", 0)
    assert (tmp_path / "a/instruments").is_dir()
    loud = CliRunner().invoke(main, ["init", str(tmp_path / "b"), "-v"])
    assert str(tmp_path / "b/instruments/coordination-tools/items.csv") in loud.output


def test_ctrl_c_ends_as_a_shell_expects(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    def pressed(*_arguments: object, **_options: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("survey_toolkit.pipeline.run", pressed)
    result = CliRunner().invoke(main, ["run", "2012", "--workspace", str(workspace.root)])
    assert result.exit_code == 130
    assert "Run the same command again" in result.output


def test_init_without_the_example(tmp_path: Path) -> None:
    CliRunner().invoke(main, ["init", str(tmp_path)])
    assert (tmp_path / "instruments/coordination-tools/items.csv").is_file()
    assert list((tmp_path / "responses").iterdir()) == []
