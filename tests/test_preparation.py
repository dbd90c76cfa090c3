"""A new wave and the check of its frame, as a researcher meets them on the command line."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from survey_toolkit.cli import main
from survey_toolkit.errors import SurveyError
from survey_toolkit.preparation import new_wave
from survey_toolkit.survey import Survey
from survey_toolkit.workspace import Workspace, initialise

TOOLS = "coordination-tools"
LIBRARY = {
    "instrument.toml": (
        'id = "library"\nversion = "1"\nlanguage = "en"\ntitle_da = "Biblioteker"\n'
        '[[sectors]]\nid = "library"\nname_en = "Libraries"\nunit_words = ["Library"]\n'
    ),
    "questions.csv": "question;scope;type;scale;text_da\nknown;function;single;yn;Known?\n",
    "choices.csv": "scale;choice;label_da\nyn;yes;Yes\nyn;no;No\n",
    "items.csv": "item;name_da\nloans;Loans\n",
    "functions.csv": "function;sector;name_en\nadults;library;Adults\n",
    "plan.toml": (
        'minimum_base = 3\n[[size_classes]]\nsector = "library"\nid = "small"\nmax = 100\n'
        '[[size_classes]]\nsector = "library"\nid = "large"\n'
    ),
}


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    initialise(tmp_path, example=True)
    return Workspace(tmp_path)


@pytest.fixture
def library(tmp_path: Path) -> Workspace:
    """A workspace with a small English questionnaire: one sector, no register."""
    workspace = Workspace(tmp_path)
    folder = workspace.instruments / "library"
    folder.mkdir(parents=True)
    (tmp_path / "responses").mkdir()
    for name, text in LIBRARY.items():
        (folder / name).write_text(text, "utf-8")
    return workspace


def call(workspace: Workspace, *arguments: str) -> Result:
    result = CliRunner().invoke(main, [*arguments, "--workspace", str(workspace.root)])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def one_line(result: Result) -> str:
    return " ".join(result.output.split())


# -- wave new ----------------------------------------------------------------------------------


def test_a_wave_is_made_and_says_from_what(workspace: Workspace) -> None:
    result = call(workspace, "wave", "new", "2027", "--instrument", TOOLS)
    said = one_line(result)
    assert result.exit_code == 0
    assert "Kommuner: 98, fra registret danish-municipalities" in said
    assert "Folketallet er fra 2020. Folketal 1. januar: Danmarks Statistik" in said
    assert "Psykiatriske centre: 32, fra undersøgelsen 2012" in said
    assert "survey-toolkit issue 2027" in said and "contact_email" in said
    assert len(Survey(workspace, "2027").frame) == 130
    assert max(map(len, result.output.splitlines())) <= 78


def test_in_english(workspace: Workspace) -> None:
    said = one_line(call(workspace, "wave", "new", "2027", "--lang", "en"))
    assert "Municipalities: 98, from the register" in said
    assert "The survey 2027" in (workspace.responses("2027") / "wave.toml").read_text("utf-8")


@pytest.mark.parametrize(
    ("name", "year", "found"), [("2014", None, 2014), ("pilot", None, 2020), ("2027", 2013, 2013)]
)
def test_the_year_of_the_populations(
    workspace: Workspace, name: str, year: int | None, found: int
) -> None:
    assert new_wave(workspace, name, TOOLS, year=year).drawn.year == found


def test_as_json(workspace: Workspace) -> None:
    made = json.loads(call(workspace, "wave", "new", "2027", "--json").stdout)
    assert made["population_year"] == 2020
    assert [(s["sector"], s["units"], s["from"]) for s in made["sectors"]] == [
        ("kommune", 98, "danish-municipalities"), ("psykiatri", 32, "2012")]  # fmt: skip
    assert "Danmarks Statistik" in made["sectors"][0]["source"]
    assert all(Path(path).is_file() for path in made["files"])


def test_quiet_and_verbose(workspace: Workspace) -> None:
    assert call(workspace, "wave", "new", "2027", "-q").output == ""
    loud = call(workspace, "wave", "new", "2028", "-v").output
    assert str(workspace.responses("2028") / "frame.csv") in loud


def test_the_wave_that_is_said_and_the_newest_earlier_one(workspace: Workspace) -> None:
    new_wave(workspace, "2020")
    path = workspace.responses("2020") / "frame.csv"
    path.write_text(path.read_text("utf-8-sig").replace("PC Amager", "PC Sundby"), "utf-8")
    assert new_wave(workspace, "2027").drawn.sources["psykiatri"] == "2020"
    assert new_wave(workspace, "2019").drawn.sources["psykiatri"] == "2012"
    assert new_wave(workspace, "2028", earlier="2012").drawn.sources["psykiatri"] == "2012"
    names = [unit.name for unit in Survey(workspace, "2027").frame.values()]
    assert "PC Sundby" in names


def test_a_wave_of_another_name_is_as_old_as_it_says(workspace: Workspace) -> None:
    new_wave(workspace, "second")
    head = workspace.responses("second") / "wave.toml"
    head.write_text(head.read_text("utf-8").replace("# start = ", "start = "), "utf-8")
    text = re.sub(r"start = \d+", "start = 2020", head.read_text("utf-8"))
    head.write_text(text, "utf-8")
    assert new_wave(workspace, "2027").drawn.sources["psykiatri"] == "second"
    assert new_wave(workspace, "2019").drawn.sources["psykiatri"] == "2012"


def test_no_earlier_wave_is_said(tmp_path: Path) -> None:
    initialise(tmp_path, example=False)
    result = call(Workspace(tmp_path), "wave", "new", "2027")
    assert result.exit_code == 0
    assert "Psykiatriske centre: ingen." in one_line(result)
    assert len(Survey(Workspace(tmp_path), "2027").frame) == 98


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["2012"], "the wave is there already, and nothing was changed"),
        (["20/27"], "cannot be the name of a wave"),
        (["2027", "--instrument", "coordination-tool"], "Did you mean coordination-tools?"),
        (["2027", "--from", "2021"], "Did you mean 2012?"),
        (["2027", "--year", "2001"], "no population so early. The years: 2007, 2008"),
        (["2001"], "no population so early"),
        (["2027", "--year", "x"], "'x'"),
        ([], "Missing argument 'NAME'"),
    ],
)
def test_what_is_said_wrongly(workspace: Workspace, arguments: list[str], said: str) -> None:
    before = sorted(workspace.root.rglob("*"))
    result = call(workspace, "wave", "new", *arguments)
    assert result.exit_code == 2
    assert said in result.output
    assert sorted(workspace.root.rglob("*")) == before


def test_a_command_of_the_group_that_is_misspelt(workspace: Workspace) -> None:
    assert "Did you mean check?" in call(workspace, "frame", "chek", "2012").output


def test_which_questionnaire_where_there_are_two(workspace: Workspace) -> None:
    folder = workspace.instruments / "library"
    folder.mkdir()
    for name, text in LIBRARY.items():
        (folder / name).write_text(text, "utf-8")
    with pytest.raises(SurveyError, match=r"--instrument which .*coordination-tools, library"):
        new_wave(workspace, "2027")
    assert new_wave(workspace, "2027", earlier="2012").instrument.id == TOOLS
    made = new_wave(workspace, "books", "library", earlier="2012")  # no sector in common
    assert made.drawn.counts == {"library": 0}


def test_an_earlier_frame_with_faults_stops_it(workspace: Workspace) -> None:
    path = workspace.responses("2012") / "frame.csv"
    path.write_text(path.read_text("utf-8").replace("psykiatri,PC Amager", "x,PC Amager"), "utf-8")
    with pytest.raises(SurveyError, match="earlier wave 2012 cannot be read") as caught:
        new_wave(workspace, "2027")
    assert "column sector: found 'x'" in str(caught.value)
    assert not workspace.responses("2027").exists()


def test_a_wave_without_a_readable_head_is_passed_over(workspace: Workspace) -> None:
    (workspace.responses("2020")).mkdir()
    (workspace.responses("2020") / "wave.toml").write_text("instrument = 1", "utf-8")
    assert new_wave(workspace, "2027").drawn.sources["psykiatri"] == "2012"


# -- frame check -------------------------------------------------------------------------------


def test_the_frame_of_2012_has_nothing_to_correct(workspace: Workspace) -> None:
    result = call(workspace, "frame", "check", "2012")
    assert result.exit_code == 0
    assert "Der er intet at rette." in result.output
    assert re.search(r"Kommuner +98 +98 +0 +0\n", result.output)
    assert "Psykiatriske centre: intet register." in result.output


def test_what_is_to_be_looked_at(workspace: Workspace) -> None:
    new_wave(workspace, "2027")
    result = call(workspace, "frame", "check", "2027")
    assert result.exit_code == 1
    assert "Mailadresse mangler (130)" in result.output
    assert "... og 125 til; -v viser alle" in result.output
    every = call(workspace, "frame", "check", "2027", "-v").output
    assert every.count("kolonne contact_email") == 130 and "viser alle" not in every
    assert max(map(len, every.splitlines())) <= 78


def test_the_check_in_english_and_quiet(workspace: Workspace) -> None:
    new_wave(workspace, "2027")
    said = one_line(call(workspace, "frame", "check", "2027", "--lang", "en"))
    assert "frame.csv, row 2, column contact_email (101): found nothing, expected an" in said
    quiet = call(workspace, "frame", "check", "2027", "-q")
    assert (quiet.output, quiet.exit_code) == ("", 1)


def test_the_check_as_json(workspace: Workspace) -> None:
    new_wave(workspace, "2027")
    result = call(workspace, "frame", "check", "2027", "--json")
    found = json.loads(result.stdout)
    assert result.exit_code == 1
    assert len(found["findings"]) == 130
    assert found["findings"][0]["column"] == "contact_email"
    assert found["sectors"][1]["registered"] is None


def test_what_a_frame_that_cannot_be_loaded_says(workspace: Workspace) -> None:
    path = workspace.responses("2012") / "frame.csv"
    path.write_text(path.read_text("utf-8").replace("147,kommune", "101,kommuner"), "utf-8")
    result = call(workspace, "frame", "check", "2012", "--lang", "en")
    assert result.exit_code == 1
    assert "The same id twice (1)" in result.output and "Unknown sector (1)" in result.output
    assert call(workspace, "score", "2012").exit_code == 2  # other commands are strict


def test_a_frame_that_is_not_there(workspace: Workspace) -> None:
    (workspace.responses("2012") / "frame.csv").unlink()
    result = call(workspace, "frame", "check", "2012")
    assert result.exit_code == 2
    assert "the wave has no frame" in result.output


def test_a_text_that_steers_a_terminal_is_made_plain(workspace: Workspace) -> None:
    path = workspace.responses("2012") / "frame.csv"
    path.write_text(path.read_text("utf-8").replace("kontakt-101@", "\x1b[2J"), "utf-8")
    result = call(workspace, "frame", "check", "2012")
    assert result.exit_code == 1 and "\x1b" not in result.output


# -- another questionnaire ----------------------------------------------------------------------


def test_a_small_english_survey_without_a_register(library: Workspace) -> None:
    made = call(library, "wave", "new", "spring")
    assert "Libraries: none." in one_line(made)
    path = library.responses("spring") / "frame.csv"
    assert path.read_text("utf-8-sig").startswith("unit;sector;name;region_code;region;population;")
    text = "A;library;Alder;;;90;small;Ann;ann@alder.org;adults;\n"
    path.write_text(path.read_text("utf-8-sig") + text, "utf-8")
    checked = call(library, "frame", "check", "spring")
    assert checked.exit_code == 0, checked.output
    assert "Libraries: no register." in checked.output
    again = call(library, "wave", "new", "summer", "--from", "spring")
    assert "Libraries: 1, from the wave spring" in one_line(again)
    assert Survey(library, "summer").frame["A"].size_class == "small"


def test_its_faults(library: Workspace) -> None:
    call(library, "wave", "new", "spring")
    path = library.responses("spring") / "frame.csv"
    rows = ("A;library;Alder;;;90;large;;ann@alder;children;\n"
            "A;libary;Alder Library;;;many;;;b@b.org;;\n")  # fmt: skip
    path.write_text(path.read_text("utf-8-sig") + rows, "utf-8")
    found = json.loads(call(library, "frame", "check", "spring", "--json").stdout)["findings"]
    assert [(f["row"], f["code"]) for f in found] == [
        (2, "bad_email"), (2, "unknown_function"), (2, "other_size_class"),
        (3, "unknown_sector"), (3, "double_unit"), (3, "bad_population")]  # fmt: skip
    assert found[3]["expected"] == "one of library. Did you mean library?"
