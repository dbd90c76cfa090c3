"""Which unit, function or item a name in a file is, and what is asked about it."""

from __future__ import annotations

import tomllib

import pytest

from survey_toolkit.instruments.matching import Vocabulary
from survey_toolkit.instruments.wave import Decision, Wave
from survey_toolkit.responses.names import Names, known_places, region_key, slug
from survey_toolkit.schema import Unit

from .truth import FRAME
from .workspaces import INSTRUMENT

VOCABULARY = Vocabulary(INSTRUMENT)
UNITS = {m.id: Unit(m.id, m.sector, m.name, m.region, m.region_code) for m in FRAME.values()}
UNITS["751"] = Unit("751", "kommune", "Aarhus", aliases=("Århus By",))
FILE = "svar.csv"


def names(*decisions: Decision) -> Names:
    wave = Wave("2027", "coordination-tools", "da", "", "", False, False, (), decisions, ())
    return Names(FILE, VOCABULARY, known_places(UNITS, VOCABULARY), wave)


def unit(asked: Names, text: str, region: str = "", cell: str = "A2") -> str:
    return asked.unit(text, region, "kommune", "", cell)


# -- units -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Herning", "657"), ("HERNING KOMMUNE ", "657"), ("657", "657"), ("Århus", "751"),
     ("aarhus kommune", "751"), ("Kommune Horsens", "615"), ("Århus by", "751"),
     ("Afdeling Q Risskov", "afdeling-q-risskov"), ("Psykiatrien Oest", "psykiatrien-oest")],
)  # fmt: skip
def test_a_unit_by_its_name(text: str, expected: str) -> None:
    asked = names()
    assert unit(asked, text) == expected
    assert asked.peek_unit(text) == expected
    assert asked.findings == []


@pytest.mark.parametrize(("text", "expected"), [("Hernnig Kommune", "657"), ("Horsns", "615")])
def test_a_unit_that_is_spelt_wrongly_is_asked_about(text: str, expected: str) -> None:
    asked = names()
    assert unit(asked, text) == expected
    (finding,) = asked.findings
    assert (finding.code, finding.status, finding.value) == ("misspelt_unit", "open", text)
    decided = tomllib.loads(finding.decide)["names"][0]
    assert (decided["text"], decided["unit"], decided["file"]) == (text, expected, FILE)
    assert asked.peek_unit(text) == ""


def test_two_units_that_are_alike_are_not_taken_for_one_another() -> None:
    asked = names()
    assert unit(asked, "Afdeling R Risskov") not in UNITS
    assert asked.findings[0].code == "unit_not_in_frame"


@pytest.mark.parametrize("text", ["", "?", "Ukendt", "ikke oplyst", "N/A"])
def test_a_unit_that_is_not_stated(text: str) -> None:
    asked = names()
    assert unit(asked, text, "Region Midtjylland") == "midtjylland-uspecificeret"
    assert unit(names(), text) == "uvist-uspecificeret"
    assert asked.findings[0].kind == "unit_not_stated"


def test_a_unit_of_its_own_is_made_by_what_is_to_be_written() -> None:
    asked = names()
    own = unit(asked, "Ny Kommune", "Midtjylland")
    written = tomllib.loads(asked.findings[0].decide)
    assert written["units"][0]["id"] == written["names"][0]["unit"] == own == slug("Ny Kommune")
    assert written["units"][0]["region_code"] == "1082"


def test_a_name_is_asked_about_once() -> None:
    asked = names()
    assert [unit(asked, "Hernnig", cell=f"A{n}") for n in range(2, 6)] == ["657"] * 4
    assert [f.cell for f in asked.findings] == ["A2"]


@pytest.mark.parametrize(
    ("name", "expected"),
    [("besvarelse_Herning_kommune.xlsx", "657"), ("Horsens.xlsx", "615"),
     ("Herning og Horsens.xlsx", ""), ("kommune.xlsx", ""), ("svar 2012.xlsx", "")],
)  # fmt: skip
def test_a_unit_in_the_name_of_a_file(name: str, expected: str) -> None:
    assert names().unit_in(name) == expected


# -- functions and items -----------------------------------------------------------------------


def test_an_item_that_is_spelt_wrongly() -> None:
    asked = names()
    assert asked.look("item", "Koordinatonsplan", "Ark1", "A19") == ("koordinationsplan",)
    (finding,) = asked.findings
    assert (finding.code, finding.sheet, finding.cell) == ("misspelt_tool", "Ark1", "A19")


def test_a_function_that_is_not_known() -> None:
    asked = names()
    assert asked.look("function", "Jobcenter", "", "G3") == ()
    assert asked.look("function", "Jobcenter", "", "G4") == ()
    (finding,) = asked.findings
    assert (finding.code, finding.status) == ("unknown_function", "open")
    assert tomllib.loads(finding.decide)["names"][0]["ignore"] is True


def test_a_remark_in_parentheses_and_a_shared_name() -> None:
    asked = names()
    assert asked.look("item", "PSP (gl. navn)", "", "A1") == ("psp",)
    assert len(asked.look("function", "Specialiserede tilbud", "", "A1")) >= 1
    assert asked.findings == []


# -- decisions ---------------------------------------------------------------------------------


def test_a_decision_settles_what_a_name_means() -> None:
    asked = names(
        Decision("names", 1, text="Ruskontoret", function="stof_myndighed", reason="ringet")
    )
    assert asked.look("function", "RUSKONTORET", "", "G3") == ("stof_myndighed",)
    (finding,) = asked.findings
    assert (finding.status, finding.facts["reason"]) == ("settled", "ringet")
    assert asked.used == {("names", 1)}


def test_a_decision_to_leave_out() -> None:
    asked = names(Decision("names", 1, text="Jobcenter", ignore=True, reason="ikke spurgt"))
    assert asked.look("function", "Jobcenter", "", "G3") == ()
    assert [(f.code, f.status) for f in asked.findings] == [("unknown_function", "settled")]


def test_a_decision_about_another_file_or_region() -> None:
    elsewhere = Decision("names", 1, text="?", file="anden.csv", unit="657")
    there = Decision("names", 2, text="?", region="Region Midtjylland", unit="615")
    asked = names(elsewhere, there)
    assert unit(asked, "?", "Midtjylland") == "615"
    assert unit(asked, "?", "Region Sjælland") == "sjaelland-uspecificeret"
    assert asked.used == {("names", 2)}


def test_a_decision_goes_before_an_exact_name() -> None:
    asked = names(Decision("names", 1, text="Herning", unit="615", reason="forkert afsender"))
    assert unit(asked, "Herning Kommune") == "657"
    assert unit(asked, "herning") == "615"


def test_texts_with_quotes_can_be_written_as_they_stand() -> None:
    asked = names()
    text = 'Team "Vest" \\ nord\n'
    asked.look("function", text, "", "G3")
    assert tomllib.loads(asked.findings[0].decide)["names"][0]["text"].startswith(
        'Team "Vest" \\ nord'
    )


def test_regions_and_ids() -> None:
    assert region_key("Region Sjælland") == region_key("sjælland")
    assert slug("Ærø – Å!") == "aeroe-aa"
    assert slug("???") == "uvist"
