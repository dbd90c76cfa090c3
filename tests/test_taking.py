"""Checking and exporting a questionnaire, and correcting cells. All answers are synthetic."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from pyxform.xls2xform import convert

from survey_toolkit import taking
from survey_toolkit.errors import SurveyError
from survey_toolkit.workspace import Workspace

from .responses import truth
from .responses.books import csv_file
from .responses.truth import FRAME, Form
from .responses.workspaces import INSTRUMENT, WAVE, make, reply, returned, run

NAME = "coordination-tools"


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return make(tmp_path)


# -- check -----------------------------------------------------------------------------------------


def test_a_questionnaire_without_faults(workspace: Workspace) -> None:
    (line,) = taking.check(workspace, NAME)
    assert line.startswith("coordination-tools 2012.1: no faults.")


def test_every_fault_is_named_with_the_nearest_right_thing(workspace: Workspace) -> None:
    folder = workspace.instruments / NAME
    items = folder / "items.csv"
    items.write_bytes(items.read_bytes().replace(b"psp;region_municipality", b"psp;region"))
    questions = folder / "questions.csv"
    questions.write_bytes(questions.read_bytes().replace(b"single;use;", b"single;usee;"))
    with pytest.raises(SurveyError) as caught:
        taking.check(workspace, NAME)
    faults = caught.value.faults
    assert any("items.csv, row 5, column group: found 'region'" in fault for fault in faults)
    assert any("questions.csv, row 3" in f and "Did you mean use?" in f for f in faults)


def test_faults_of_the_plan(workspace: Workspace) -> None:
    plan = workspace.instruments / NAME / "plan.toml"
    plan.write_text(plan.read_text("utf-8").replace("minimum_base", "minimum_bass"), "utf-8")
    with pytest.raises(SurveyError, match="minimum_bass"):
        taking.check(workspace, NAME)


def test_a_register_that_is_not_there(workspace: Workspace) -> None:
    path = workspace.instruments / NAME / "instrument.toml"
    text = path.read_text("utf-8").replace("danish-municipalities", "danish-municipalitys")
    path.write_text(text, "utf-8")
    with pytest.raises(SurveyError, match="danish-municipalitys"):
        taking.check(workspace, NAME)


# -- XLSForm ---------------------------------------------------------------------------------------


def exported(workspace: Workspace, tmp_path: Path) -> Path:
    return taking.export_xlsform(workspace, NAME, tmp_path / "form.xlsx")


def sheet(path: Path, name: str) -> list[dict[str, str]]:
    rows = list(openpyxl.load_workbook(path)[name].values)
    return [{str(k): v or "" for k, v in zip(rows[0], row, strict=True)} for row in rows[1:]]


def test_pyxform_takes_it(workspace: Workspace, tmp_path: Path) -> None:
    made = convert(str(exported(workspace, tmp_path)), validate=False)
    assert made.warnings == []
    assert 'nodeset="/data/individual_case/rating_aaben_dialog"' in made.xform


def test_routing_and_labels_go_along(workspace: Workspace, tmp_path: Path) -> None:
    survey = {row["name"]: row for row in sheet(exported(workspace, tmp_path), "survey")}
    use = survey["use_psp"]
    assert use["type"] == "select_one use"
    assert use["relevant"] == "(selected(${awareness_psp}, 'yes'))"
    assert survey["use_sundhedsaftale"]["type"] == "select_one use_yes_no"
    assert survey["awareness_psp"]["label::Dansk (da)"] == "Har I hørt om PSP-samarbejdet?"
    assert survey["awareness_psp"]["label::English (en)"].startswith("Have you heard of PSP")
    assert survey["awareness_psp"]["required"] == "yes"
    assert "selected(${use_psp}, 'all')" in survey["rating_psp"]["relevant"]
    assert survey["stof_provider"]["relevant"] == "(${sector} = 'kommune')"
    joint = survey["joint_provider_unit"]["relevant"]
    assert joint.startswith("(selected(${stof_provider}, 'own')) and (selected(${alkohol_provider}")
    assert "count-selected" in survey["need"]["constraint"]


@pytest.mark.parametrize("labels", [True, False])
@pytest.mark.parametrize("groups", ["/", "-", ""])
def test_what_the_platform_exports_is_read_back(
    workspace: Workspace, labels: bool, groups: str
) -> None:
    answers = truth.draw(INSTRUMENT, 4, ["657", "psykiatrien-syd"])
    form = Form(answers, INSTRUMENT, FRAME, "da" if labels else "id")
    columns = [(q, i) for i in form.items for q in form.questions]
    heads = [f"{i.group}{groups}{q.id}_{i.id}" if groups else f"{q.id}_{i.id}" for q, i in columns]
    rows = [["start", "end", "sector", "unit", "function", *heads, "of_the_unit/need",
             "of_the_unit/need/citizens", "of_the_unit/need/partners", "_id", "_uuid",
             "_submission_time", "__version__"]]  # fmt: skip
    for number, (unit, function) in enumerate(form.replies):
        said = [form.say(unit, function, q, i) for q, i in columns]
        sector = FRAME[unit].sector
        rows.append(["2026-05-02T10:00:00", "2026-05-02T10:20:00", sector, FRAME[unit].name,
                     form.function(function), *said, "citizens partners", "1", "1",
                     str(number), f"uuid{number}", "2026-05-02T10:21:00", "v1"])  # fmt: skip
    csv_file(returned(workspace, "kobo.csv"), rows, ",", "utf-8")
    outcome = run(workspace)
    assert outcome.answered == truth.given(answers)
    assert outcome.exit_code == 0
    need = outcome.answers[outcome.answers["question"].eq("need")]
    made = need[need["unit"].eq("657") & need["answer"].eq("yes")]
    assert made["item"].tolist() == ["citizens", "partners"]


def test_a_name_with_a_stroke_is_no_path(workspace: Workspace) -> None:
    heads = ["Kommune", "Funktion", "Jobcenter/PSP", "Anti-PSP"]
    csv_file(returned(workspace, "a.csv"), [heads, ["Vejle", "Sociale tilbud", "Ja", "Ja"]])
    assert run(workspace).answered == {}


# -- correct ---------------------------------------------------------------------------------------


def lines(workspace: Workspace) -> list[str]:
    path = workspace.responses(WAVE) / "corrections.csv"
    return path.read_text("utf-8-sig").splitlines()


def test_the_second_correction_of_a_cell_takes_the_place_of_the_first(workspace: Workspace) -> None:
    answers = reply(workspace, "657")
    before = run(workspace)
    assert before.answered == truth.given(answers)
    rows = before.answers[before.answers["question"].eq("awareness")]
    source = rows[rows["answer"].eq("no")]["source"].iloc[0]
    file, tab, cell = source.rsplit("!", 2)
    taking.correct(workspace, WAVE, source, "Jaa", "on the telephone")
    said = taking.correct(workspace, WAVE, f"{file}!{tab[:12]}!{cell}", "Ja", "again")
    assert said.startswith(f"{file}!{tab[:12]}!{cell}: 'Nej' becomes 'Ja'")
    assert len(lines(workspace)) == 2
    after = run(workspace)
    assert after.answers.loc[after.answers["source"].eq(source), "answer"].tolist() == ["yes"]
    assert len(after.found("corrected_cell")) == 1


def test_a_correction_is_made(workspace: Workspace) -> None:
    answers = reply(workspace, "657")
    before = run(workspace)
    rows = before.answers[before.answers["question"].eq("awareness")]
    first = rows[rows["answer"].eq("yes")].iloc[0]
    said = taking.correct(workspace, WAVE, first["source"], "Nej", "on the telephone", "KK")
    assert said.endswith("'Ja' becomes 'Nej'. Next: survey-toolkit run 2012")
    key = (first["unit"], first["function"], "awareness", first["item"])
    assert answers[key] == "yes"
    after = run(workspace)
    assert after.answered[key] == "no"
    assert after.one("corrected_cell")["cell"] == first["source"].rpartition("!")[2]


def test_corrections_that_are_there_stay(workspace: Workspace) -> None:
    reply(workspace, "657")
    path = workspace.responses(WAVE) / "corrections.csv"
    path.write_text("why;who;new;old;cell;sheet;file\nb;a;2;1;A1;x;old.xlsx\n", "utf-8")
    (source,) = run(workspace).answers.query("status == 'answered'")["source"].head(1)
    taking.correct(workspace, WAVE, source, "Nej; aldrig", "phone", "KK")
    written = lines(workspace)
    assert written[:2] == ["why;who;new;old;cell;sheet;file", "b;a;2;1;A1;x;old.xlsx"]
    assert written[2].startswith('phone;KK;"Nej; aldrig";')


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("Herning.xlsx", "expected file!sheet!cell"),
        ("Hernng.xlsx!x!A1", "Did you mean Herning.xlsx?"),
        ("Herning.xlsx!x!A1", "no sheet 'x'. Its sheets: "),
        ("Herning.xlsx!Social sagsbehandling!ZZ9999", "does not reach so far"),
    ],
)
def test_a_cell_that_is_not_there(workspace: Workspace, cell: str, said: str) -> None:
    reply(workspace, "657")
    with pytest.raises(SurveyError) as caught:
        taking.correct(workspace, WAVE, cell, "Nej", "phone", "KK")
    assert said in str(caught.value)
    assert not (workspace.responses(WAVE) / "corrections.csv").exists()
