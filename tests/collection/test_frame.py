"""Who was asked, and the faults in the list of them."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from survey_toolkit.collection.frame import load_frame
from survey_toolkit.errors import SurveyError
from survey_toolkit.instruments.load import load
from survey_toolkit.instruments.plan import load_plan
from survey_toolkit.schema import Unit

ROOT = Path(__file__).resolve().parents[2]
INSTRUMENT = load(ROOT / "instruments" / "coordination-tools")
PLAN = load_plan(ROOT / "responses/2012/plan.toml", INSTRUMENT)
HEAD = "unit;sector;name;folketal;functions;aliases\n"


def frame(folder: Path, text: str, names: str = "") -> dict[str, Unit]:
    (folder / "frame.csv").write_text(text, "utf-8")
    if names:
        (folder / "unit_names.csv").write_text(names, "utf-8")
    return load_frame(folder, INSTRUMENT, PLAN)


def faults(folder: Path, text: str, names: str = "") -> tuple[str, ...]:
    with pytest.raises(SurveyError) as caught:
        frame(folder, text, names)
    return caught.value.faults


def test_the_shipped_frame() -> None:
    units = load_frame(ROOT / "responses/2012", INSTRUMENT, PLAN)
    assert Counter(u.sector for u in units.values()) == {"kommune": 98, "psykiatri": 32}
    assert units["101"].population == 549_050
    assert units["825"].size_class == "small"  # the smallest of all is small too
    assert "Århus" in units["751"].aliases
    assert {u.size_class for u in units.values() if u.sector == "psykiatri"} == {""}
    assert all(u.in_frame for u in units.values())


def test_a_row_in_full(tmp_path: Path) -> None:
    text = HEAD + "615;kommune;Horsens;83.598;sociale_tilbud|stof_myndighed;Horsens by\n"
    unit = frame(tmp_path, text, "variant;unit\nHosens;615\n")["615"]
    assert unit.population == 83_598
    assert unit.size_class == "large"
    assert unit.functions == ("sociale_tilbud", "stof_myndighed")
    assert unit.aliases == ("Horsens by", "Hosens")


def test_only_what_is_needed(tmp_path: Path) -> None:
    units = frame(tmp_path, "\ufeffunit_id,sector,name\n1,kommune,\n\n2,psykiatri,Nord\n")
    assert units["1"].name == "1"
    assert units["1"].population is None
    assert units["1"].size_class == ""
    assert list(units) == ["1", "2"]


def test_the_order_is_that_of_the_file(tmp_path: Path) -> None:
    assert list(frame(tmp_path, "unit;sector;name\n9;kommune;I\n1;kommune;A\n")) == ["9", "1"]


FAULTS = [
    (HEAD + "1;kommuner;A;;;\n", "frame.csv, row 2, column sector: found 'kommuner'"),
    (HEAD + "1;kommune;A;;;\n;kommune;B;;;\n", "frame.csv, row 3, column unit: found nothing"),
    (
        HEAD + "1;kommune;A;;;\n\n1;kommune;B;;;\n",
        "frame.csv, row 4, column unit: 1 is there already",
    ),
    (HEAD + "1;kommune;A;mange;;\n", "frame.csv, row 2, column folketal: found 'mange'"),
    (HEAD + "1;kommune;A;;stof;\n", "frame.csv, row 2, column functions: 'stof' is not known."),
    ("unit;sectr;name\n1;kommune;A\n", "frame.csv, row 1: no column 'sector'. Did you mean sectr?"),
    (HEAD + "1;kommune;A;;;;;x\n", "frame.csv, row 2: 8 fields, expected 6"),
    ("", "frame.csv: the file is empty"),
]


@pytest.mark.parametrize(("text", "said"), FAULTS, ids=[f[1][:50] for f in FAULTS])
def test_a_fault_in_the_frame(tmp_path: Path, text: str, said: str) -> None:
    found = faults(tmp_path, text)
    assert any(fault.startswith(said) for fault in found), found


def test_all_faults_of_the_frame_at_once(tmp_path: Path) -> None:
    text = HEAD + "1;x;A;mange;stof;\n1;kommune;B;;;\n"
    found = faults(tmp_path, text, "variant;unit\nHosens;615\n")
    assert len(found) == 5
    assert "unit_names.csv: unit '615' is not in the frame." in found[-1]


def test_names_without_their_columns(tmp_path: Path) -> None:
    found = faults(tmp_path, "unit;sector;name\n1;kommune;A\n", "navn;enhed\nA;1\n")
    assert found == ("unit_names.csv, row 1: expected the columns variant and unit.",)


def test_no_frame(tmp_path: Path) -> None:
    with pytest.raises(SurveyError, match="the wave has no frame"):
        load_frame(tmp_path, INSTRUMENT, PLAN)


def test_every_cell_of_a_row_is_kept(tmp_path: Path) -> None:
    text = "unit;sector;name;region;owner\n1;kommune;A;Nord;x\n"
    unit = frame(tmp_path, text)["1"]
    assert (unit.says("owner"), unit.says("region"), unit.says("nowhere")) == ("x", "Nord", "")
