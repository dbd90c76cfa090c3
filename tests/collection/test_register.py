"""Lists of all organisations of a kind: the shipped one, one's own, and the faults in them."""

from __future__ import annotations

import shutil
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from survey_toolkit import workspace as disk
from survey_toolkit.collection.register import load_register, newest_year, registers_of
from survey_toolkit.errors import SurveyError
from survey_toolkit.workspace import Workspace

from .registers import INSTRUMENT, PLAN, REGISTERS, ROOT, reference, write_register

MUNICIPALITIES = REGISTERS["kommune"]
SECTOR = replace(INSTRUMENT.sectors["kommune"], register="schools")
UNITS = "unit;sector;name;region;region_code;population_2012\n1;kommune;Elm School;North;N;100\n"


def test_the_municipalities() -> None:
    assert set(REGISTERS) == {"kommune"}
    assert len(MUNICIPALITIES.units) == 98
    assert MUNICIPALITIES.years == (*range(2007, 2017), 2020)
    assert "411" not in MUNICIPALITIES.units  # Christiansø is no municipality
    assert "Danmarks Statistik" in MUNICIPALITIES.source("da")
    assert "CC BY 4.0" in MUNICIPALITIES.source("en")


@pytest.mark.parametrize("row", reference("size_classes.csv"), ids=lambda row: row["year"])
def test_size_classes_of_the_year(row: dict[str, str]) -> None:
    populations = [e.populations[int(row["year"])] for e in MUNICIPALITIES.units.values()]
    found = Counter(PLAN.size_class("kommune", population) for population in populations)
    assert found == {size: int(row[size]) for size in ("small", "medium", "large")}
    assert sum(populations) == int(row["population"])


@pytest.mark.parametrize(
    "row", reference("size_classes_by_region_2012.csv"), ids=lambda row: row["region"]
)
def test_size_classes_of_the_region(row: dict[str, str]) -> None:
    units = [e for e in MUNICIPALITIES.units.values() if e.region == row["region"]]
    found = Counter(PLAN.size_class("kommune", e.populations[2012]) for e in units)
    assert found == {size: int(row[size]) for size in ("small", "medium", "large")}


@pytest.mark.parametrize(
    ("text", "unit"),
    [("Herning", "657"), ("Herning Kommune", "657"), ("HERNING kommune", "657"),
     ("Århus", "751"), ("Koebenhavn", "101"), ("Københavns Kommune", "101"),
     ("Nordfyn", "480"), ("Herningen By", ""), ("", "")],
)  # fmt: skip
def test_a_unit_by_its_name(text: str, unit: str) -> None:
    assert MUNICIPALITIES.named(text) == unit


def test_each_name_and_spelling_names_its_unit() -> None:
    names = [(entry.name, unit) for unit, entry in MUNICIPALITIES.units.items()]
    for text, unit in (*names, *MUNICIPALITIES.variants):
        assert MUNICIPALITIES.named(text) == unit, text


@pytest.mark.parametrize(
    ("wanted", "year"), [(None, 2020), (2027, 2020), (2020, 2020), (2019, 2016), (2007, 2007)]
)
def test_the_newest_year_not_after_the_one_wanted(wanted: int | None, year: int) -> None:
    assert newest_year([MUNICIPALITIES], wanted) == year


def test_no_year_so_early() -> None:
    with pytest.raises(SurveyError, match=r"--year 2006: no population so early\. The years: 2007"):
        newest_year([MUNICIPALITIES], 2006)


def test_years_that_all_registers_have() -> None:
    assert newest_year([], 2012) is None
    assert newest_year([replace(MUNICIPALITIES, years=())], 2012) is None
    other = replace(MUNICIPALITIES, years=(2012, 2019))
    assert newest_year([MUNICIPALITIES, other], None) == 2012


# -- one's own -----------------------------------------------------------------------------------


def test_a_register_of_ones_own(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    write_register(workspace, "schools", {"units.csv": UNITS})
    register = load_register(workspace, SECTOR)
    assert register.units["1"].populations == {2012: 100}
    assert (register.variants, register.source("da")) == ((), "A list")


def test_ones_own_takes_the_place_of_the_shipped_one(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    assert len(registers_of(workspace, INSTRUMENT)["kommune"].units) == 98
    write_register(workspace, "danish-municipalities", {"units.csv": UNITS})
    assert list(registers_of(workspace, INSTRUMENT)["kommune"].units) == ["1"]


def test_it_is_in_an_installed_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for part in ("instruments", "registers"):
        shutil.copytree(ROOT / part, tmp_path / "package" / "shipped" / part)
    monkeypatch.setattr(disk, "PACKAGE", tmp_path / "package")
    assert len(registers_of(Workspace(tmp_path), INSTRUMENT)["kommune"].units) == 98


def test_a_register_of_several_kinds(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    units = UNITS + "2;school;Oak School;South;S;\n"
    write_register(workspace, "schools", {"units.csv": units})
    register = load_register(workspace, SECTOR)
    assert list(register.of(SECTOR).units) == ["1"]
    assert list(register.of(replace(SECTOR, id="school")).units) == ["2"]
    with pytest.raises(SurveyError, match="has no such sector, but kommune, school"):
        register.of(replace(SECTOR, id="x"))


FAULTS = [
    ({"units.csv": "unit;nmae\n1;A\n"}, "units.csv, row 1: no column 'name'"),
    ({"units.csv": "unit;name\n1;A\n1;B\n"}, "units.csv, row 3, column unit: found '1'"),
    ({"units.csv": "unit;name;population_2012\n1;A;many\n"}, "found 'many', expected a whole"),
    ({"units.csv": UNITS, "register.toml": "titel = 1"}, "register.toml: titel is not known here"),
    ({"units.csv": UNITS, "unit_names.csv": "variant;unit\nA;2\n"}, "row 2, column unit"),
    ({"units.csv": UNITS, "unit_names.csv": "navn;unit\nA;2\n"}, "no column 'variant'"),
]


@pytest.mark.parametrize(("files", "said"), FAULTS, ids=[said for _, said in FAULTS])
def test_a_fault_in_a_register(tmp_path: Path, files: dict[str, str], said: str) -> None:
    workspace = Workspace(tmp_path)
    write_register(workspace, "schools", files)
    with pytest.raises(SurveyError) as caught:
        load_register(workspace, SECTOR)
    assert all(fault.startswith("registers/schools/") for fault in caught.value.faults)
    assert said in str(caught.value)


@pytest.mark.parametrize("name", ["danish-municipality", "../registers", "."])
def test_a_register_that_is_not_there(tmp_path: Path, name: str) -> None:
    with pytest.raises(SurveyError, match="no such folder in registers/") as caught:
        load_register(Workspace(tmp_path), replace(SECTOR, register=name))
    hint = "Did you mean danish-municipalities?"
    assert (hint in str(caught.value)) == (name == "danish-municipality")
