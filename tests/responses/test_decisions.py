"""What people decide is done, and what they are told to write is enough. Synthetic answers."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from survey_toolkit.pipeline import ingest
from survey_toolkit.workspace import Workspace

from . import books
from .workspaces import WAVE, Outcome, make, returned, run

HEAD = ["Kommune", "Funktion", "Kendskab: PSP", "Inddragelse: PSP", "Vurdering: PSP"]
PLAIN = ["Horsens", "Sociale tilbud", "Ja", "For alle borgere", "Godt"]
KEY = ("615", "sociale_tilbud")


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return make(tmp_path)


def write(workspace: Workspace, *rows: Sequence[str], head: Sequence[str] = HEAD) -> None:
    books.csv_file(returned(workspace, "svar.csv"), [head, *rows])


def decide(workspace: Workspace, text: str) -> None:
    path = workspace.responses(WAVE) / "wave.toml"
    path.write_text(path.read_text("utf-8") + "\n" + text, encoding="utf-8")


def correct(workspace: Workspace, *lines: str) -> None:
    text = "\n".join(["file;sheet;cell;old;new;who;why", *lines])
    (workspace.responses(WAVE) / "corrections.csv").write_text(text, encoding="utf-8")


def changed(**cells: str) -> list[str]:
    """The plain row with other cells: unit, function, awareness, use, rating."""
    names = ("unit", "function", "awareness", "use", "rating")
    return [cells.get(name, value) for name, value in zip(names, PLAIN, strict=True)]


def answer(outcome: Outcome, question: str, key: tuple[str, str] = KEY) -> str:
    return outcome.answered.get((*key, question, "psp"), "")


def test_a_plain_reply_needs_no_decision(workspace: Workspace) -> None:
    write(workspace, PLAIN)
    outcome = run(workspace)
    assert outcome.exit_code == 0
    assert [answer(outcome, q) for q in ("awareness", "use", "rating")] == ["yes", "all", "good"]


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (changed(unit="Horsnes Kommune"), "misspelt_unit"),
        (changed(unit="Nyby Kommune"), "unit_not_in_frame"),
        (changed(unit="?"), "unit_not_stated"),
        (changed(function="Sociale tlibud"), "misspelt_function"),
        (changed(function="Jobcenter"), "unknown_function"),
        (changed(rating="Midel"), "misspelt_answer"),
        (changed(rating="Se bilag"), "unreadable_answer"),
        (changed(function='Team "Vest"; nord'), "unknown_function"),
    ],
    ids=lambda v: v if isinstance(v, str) else "",
)
def test_what_is_to_be_written_settles_it(
    workspace: Workspace, row: Sequence[str], code: str
) -> None:
    write(workspace, row, changed(function="Social sagsbehandling"))
    first = run(workspace)
    assert first.exit_code == 1
    assert first.one(code)["status"] == "open"
    text = (workspace.analysis(WAVE) / "write-in-wave.toml").read_text("utf-8")
    assert 'reason = "..."' in text
    decide(workspace, text)
    again = run(workspace)
    assert again.exit_code == 0, again.findings.to_dict("records")
    assert again.answered == first.answered
    assert not (workspace.analysis(WAVE) / "write-in-wave.toml").exists()
    assert again.found("decision_not_used") == []
    assert len(again.found("reason_missing", status="note")) == text.count('reason = "..."') - (
        text.count("[[units]]")
    )
    for settled in again.found(code):
        assert settled["status"] == "settled"
        assert settled["action"].endswith(", uden begrundelse"), settled


@pytest.mark.parametrize("reason", ['reason = "..."', "", 'reason = ""'])
def test_no_reason_is_not_shown_as_one(workspace: Workspace, reason: str) -> None:
    write(workspace, changed(unit="Horsnes"), changed(function="Jobcenter"))
    decide(workspace, f'[[names]]\ntext = "Horsnes"\nunit = "615"\n{reason}\n')
    decide(workspace, f'[[names]]\ntext = "Jobcenter"\nignore = true\n{reason}\n')
    outcome = run(workspace)
    assert outcome.exit_code == 0
    assert outcome.one("misspelt_unit")["action"] == "Afgjort, uden begrundelse"
    assert outcome.one("unknown_function")["action"] == "Udeladt, uden begrundelse"
    asked = outcome.found("reason_missing")
    assert [row["sheet"] for row in asked] == (
        ["[[names]] 1", "[[names]] 2"] if "..." in reason else []
    )
    english = ingest(workspace, WAVE, language="en").findings["action"].tolist()
    assert "Decided, no reason given" in english and "Left out, no reason given" in english


def test_spellings_that_are_compared_as_one_are_asked_about_once(workspace: Workspace) -> None:
    write(
        workspace,
        changed(rating="Midel"),
        changed(function="Social sagsbehandling", rating="midel "),
    )
    run(workspace)
    text = (workspace.analysis(WAVE) / "write-in-wave.toml").read_text("utf-8")
    assert text.count("[[names]]") == 1
    decide(workspace, text)
    assert run(workspace).found("decision_not_used") == []


def test_a_unit_that_is_not_stated_is_told_once(workspace: Workspace) -> None:
    heads = ["Redskab", "Sociale tilbud", "Social sagsbehandling"]
    books.xlsx(
        returned(workspace, "svar.xlsx"),
        [
            books.Sheet("Forside", [["Kommune", "?"]]),
            books.Sheet("Kendskab", [["Har I hørt om redskabet?"], heads, ["PSP", "Ja", "Nej"]]),
            books.Sheet(
                "Vurdering", [["Hvor godt fungerer redskabet?"], heads, ["PSP", "Godt", ""]]
            ),
        ],
    )
    found = run(workspace).found("unit_not_stated", sheet="Forside", cell="B1")
    assert len(found) == 1


def test_a_name_is_given_its_meaning(workspace: Workspace) -> None:
    write(workspace, changed(function="Ruskontoret"))
    decide(
        workspace, '[[names]]\ntext = "ruskontoret"\nfunction = "stof_myndighed"\nreason = "r"\n'
    )
    outcome = run(workspace)
    assert answer(outcome, "rating", ("615", "stof_myndighed")) == "good"
    assert outcome.exit_code == 0


def test_a_file_is_left_out(workspace: Workspace) -> None:
    write(workspace, changed(unit="Vejle"))
    books.csv_file(returned(workspace, "kladde.csv"), [HEAD, PLAIN])
    decide(workspace, '[[files]]\nfile = "kladde.csv"\nignore = true\nreason = "en kladde"\n')
    outcome = run(workspace)
    assert "615" not in {key[0] for key in outcome.answered}
    found = outcome.one("ignored_by_decision", file="kladde.csv")
    assert found["status"] == "settled"
    assert "en kladde" in found["action"]


def test_a_file_is_given_its_unit(workspace: Workspace) -> None:
    rows = [row[1:] for row in (HEAD, PLAIN)]
    books.csv_file(returned(workspace, "svar.csv"), rows)
    decide(workspace, '[[files]]\nfile = "svar.csv"\nunit = "630"\nreason = "mailen"\n')
    outcome = run(workspace)
    assert answer(outcome, "rating", ("630", "sociale_tilbud")) == "good"


def test_a_column_is_given_its_meaning(workspace: Workspace) -> None:
    write(workspace, PLAIN, head=[*HEAD[:4], "Karakter"])
    assert run(workspace).exit_code == 1
    decide(
        workspace,
        '[[columns]]\nfile = "svar.csv"\ncolumn = "E"\nquestion = "rating"\n'
        'item = "psp"\nreason = "ringet"\n',
    )
    outcome = run(workspace)
    assert answer(outcome, "rating") == "good"
    assert outcome.exit_code == 0


def test_a_column_is_left_out(workspace: Workspace) -> None:
    write(workspace, PLAIN, head=[*HEAD[:4], "Karakter"])
    decide(workspace, '[[columns]]\nfile = "svar.csv"\ncolumn = "E"\nignore = true\nreason = "r"\n')
    outcome = run(workspace)
    assert answer(outcome, "rating") == ""
    assert outcome.exit_code == 0


def test_numbers_are_given_their_meaning(workspace: Workspace) -> None:
    write(workspace, changed(rating="1"))
    decide(
        workspace,
        '[[codes]]\nfile = "svar.csv"\nquestion = "rating"\n'
        'codes = { 1 = "very_good", 2 = "good" }\nreason = "følgebrevet"\n',
    )
    outcome = run(workspace)
    assert answer(outcome, "rating") == "very_good"
    assert outcome.found("number_for_label") == []


def test_a_correction_is_made_and_told(workspace: Workspace) -> None:
    write(workspace, changed(rating="Se bilag"))
    correct(workspace, "svar.csv;;E2;Se bilag;Middel;NN;Står i bilaget")
    outcome = run(workspace)
    assert answer(outcome, "rating") == "medium"
    found = outcome.one("corrected_cell")
    assert (found["cell"], found["value"], found["status"]) == ("E2", "Se bilag", "settled")
    assert "NN" in found["action"]
    assert outcome.exit_code == 0


@pytest.mark.parametrize(
    "line",
    [
        "svar.csv;;E2;Noget andet;Middel;NN;x",
        "svar.csv;;Z99;Godt;Middel;NN;x",
        "svar.csv;Ark9;E2;Godt;Middel;NN;x",
        "anden.csv;;E2;Godt;Middel;NN;x",
        "svar.csv;;;Godt;Middel;NN;x",
    ],
)
def test_a_correction_that_does_not_fit(workspace: Workspace, line: str) -> None:
    write(workspace, PLAIN)
    correct(workspace, line)
    outcome = run(workspace)
    assert answer(outcome, "rating") == "good"
    assert outcome.one("correction_not_applied")["status"] == "open"
    assert outcome.exit_code == 1


def test_a_decision_that_fits_nothing_is_told(workspace: Workspace) -> None:
    write(workspace, PLAIN)
    decide(workspace, '[[names]]\ntext = "Hørsens"\nunit = "615"\nreason = "r"\n')
    outcome = run(workspace)
    assert outcome.one("decision_not_used")["value"] == "Hørsens"
    assert outcome.exit_code == 0
