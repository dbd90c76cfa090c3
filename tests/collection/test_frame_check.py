"""What is wrong in a frame: each thing is found, once, and nothing else is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from survey_toolkit.collection.draw import draw
from survey_toolkit.collection.frame_cells import is_address
from survey_toolkit.collection.frame_check import Checked, check_frame
from survey_toolkit.collection.new_wave import make_wave
from survey_toolkit.errors import SurveyError
from survey_toolkit.schema import FrameFinding
from survey_toolkit.workspace import csv_bytes

from .registers import INSTRUMENT, PLAN, REGISTERS, ROOT
from .test_draw import EARLIER
from .test_new_wave import PLAN_FILE

YEARS = REGISTERS["kommune"].years
FUNCTION = {"kommune": "stof_myndighed", "psykiatri": "sengeafsnit"}
Table = list[dict[str, str]]
FOLDER_FOR_ALL = settings(
    max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)


def filled(year: int) -> Table:
    """The frame drawn for a year, with contacts and functions filled in."""
    drawn = draw(INSTRUMENT, PLAN, REGISTERS, EARLIER, year)
    rows = [dict(zip(drawn.headings, row, strict=True)) for row in drawn.rows]
    for row in rows:
        row["contact_email"] = f"kontakt-{row['unit']}@example.org"
        row["functions"] = FUNCTION[row["sector"]]
    return rows


def checked(folder: Path, rows: Table, language: str = "en") -> Checked:
    body = [list(row.values()) for row in rows]
    (folder / "frame.csv").write_bytes(csv_bytes(list(rows[0]), body, ";"))
    return check_frame(folder, INSTRUMENT, PLAN, REGISTERS, language)


def codes(found: Checked) -> list[str]:
    return [finding.code for finding in found.findings]


def spoilt(folder: Path, row: int, **cells: str) -> FrameFinding:
    """The only finding of the frame of 2012 with some cells of a row changed."""
    rows = filled(2012)
    rows[row] |= cells
    found = checked(folder, rows).findings
    assert len(found) == 1, found
    assert found[0].row == row + 2
    return found[0]


# -- what is right ------------------------------------------------------------------------------


@FOLDER_FOR_ALL
@given(year=st.integers(2007, 2100))
def test_a_frame_drawn_for_any_year_passes_its_own_check(tmp_path: Path, year: int) -> None:
    found = checked(tmp_path, filled(year))
    assert found.findings == []
    assert found.year == max(y for y in YEARS if y <= year)
    assert found.left_out == []


def test_a_new_wave_lacks_its_addresses_and_nothing_else(tmp_path: Path) -> None:
    folder = tmp_path / "2027"
    drawn = draw(INSTRUMENT, PLAN, REGISTERS, EARLIER, 2027)
    make_wave(folder, "coordination-tools", PLAN_FILE, drawn, "da", 2027)
    found = check_frame(folder, INSTRUMENT, PLAN, REGISTERS, "da")
    assert codes(found) == ["no_email"] * 130
    assert [(s.sector, s.units, s.registered, s.missing, s.findings) for s in found.sectors] == [
        ("kommune", 98, 98, 0, 98), ("psykiatri", 32, None, 0, 32)]  # fmt: skip


def test_the_frame_of_2012() -> None:
    found = check_frame(ROOT / "responses/2012", INSTRUMENT, PLAN, REGISTERS, "da")
    assert (found.findings, found.year, found.left_out) == ([], 2012, [])


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
def test_a_frame_that_excel_saved_again(tmp_path: Path, encoding: str) -> None:
    checked(tmp_path, filled(2012))
    path = tmp_path / "frame.csv"
    path.write_bytes(path.read_bytes().decode("utf-8-sig").encode(encoding) + b";;;;;\r\n")
    assert check_frame(tmp_path, INSTRUMENT, PLAN, REGISTERS, "da").findings == []


# -- one cell that is spoilt is one finding -----------------------------------------------------

NO_MUNICIPALITY = st.integers(1000, 99999).map(str)
NOT_A_NAME = st.text("xqzw", min_size=4, max_size=9)
NOT_AN_ADDRESS = st.sampled_from(["a", "a@b", "a b@c.dk", "@c.dk", "a@c.dk; b@c.dk", "å@c.dk"])
SPOILT: dict[str, tuple[str, st.SearchStrategy[str]]] = {
    "unknown_unit": ("unit", NO_MUNICIPALITY),
    "no_unit": ("unit", st.just("")),
    "double_unit": ("unit", st.sampled_from(list(REGISTERS["kommune"].units))),
    "unknown_sector": ("sector", st.sampled_from(["", "kommuner", "Kommune", "region"])),
    "other_sector": ("sector", st.just("psykiatri")),
    "no_name": ("name", st.just("")),
    "other_name": ("name", NOT_A_NAME | st.sampled_from(
        [entry.name for entry in REGISTERS["kommune"].units.values()])),
    "other_region": ("region", NOT_A_NAME | st.just("")),
    "other_population": ("population_2012", st.integers(0, 10**6).map(str)),
    "bad_population": ("population_2012", NOT_A_NAME),
    "other_size_class": ("size_class", st.sampled_from(["", "small", "medium", "large", "x"])),
    "no_email": ("contact_email", st.just("")),
    "bad_email": ("contact_email", NOT_AN_ADDRESS),
    "unknown_function": ("functions", NOT_A_NAME),
    "other_sectors_function": ("functions", st.just("sengeafsnit")),
}  # fmt: skip


@pytest.mark.parametrize("code", SPOILT)
@FOLDER_FOR_ALL
@given(data=st.data(), row=st.integers(0, 97))
def test_one_spoilt_cell_is_just_that_finding(
    tmp_path: Path, code: str, data: st.DataObject, row: int
) -> None:
    column, values = SPOILT[code]
    rows = filled(2012)
    before = rows[row][column]
    rows[row][column] = data.draw(values.filter(lambda value: value != before))
    for language in ("da", "en"):
        found = checked(tmp_path, rows, language).findings
        assert [(f.code, f.row, f.column, f.found) for f in found] == [
            (code, row + 2, column, rows[row][column])]  # fmt: skip
        assert found[0].expected and found[0].action and "{" not in found[0].expected


@FOLDER_FOR_ALL
@given(row=st.integers(0, 97))
def test_a_row_that_is_gone_is_missing(tmp_path: Path, row: int) -> None:
    rows = filled(2012)
    gone = rows.pop(row)
    found = checked(tmp_path, rows)
    assert codes(found) == ["missing_unit"]
    assert found.findings[0].expected == f"a row with {gone['unit']} {gone['name']}"
    assert found.sectors[0][:4] == ("kommune", 97, 98, 1)


@FOLDER_FOR_ALL
@given(row=st.integers(0, 129), place=st.integers(0, 130))
def test_a_row_that_stands_there_twice(tmp_path: Path, row: int, place: int) -> None:
    rows = filled(2012)
    rows.insert(place, dict(rows[row]))
    found = checked(tmp_path, rows).findings
    assert [f.code for f in found] == ["double_unit"]
    assert found[0].expected.endswith("has it too")


# -- what is said -------------------------------------------------------------------------------


def test_the_name_tells_which_code_is_meant(tmp_path: Path) -> None:
    found = spoilt(tmp_path, 0, unit="1001")
    assert found.expected == "an id of the register danish-municipalities. København has 101"
    assert spoilt(tmp_path, 0, unit="147").expected == (
        "an id that no other has; row 3 has it too. København has 101")  # fmt: skip


def test_an_unknown_code_without_a_known_name(tmp_path: Path) -> None:
    rows = filled(2012)
    rows.append(rows[0] | {"unit": "1011", "name": "Atlantis"})
    found = checked(tmp_path, rows).findings
    assert [(f.code, f.row) for f in found] == [("unknown_unit", 132)]
    assert found[0].expected.endswith("Did you mean 101?")


def test_a_name_that_belongs_to_another_code(tmp_path: Path) -> None:
    found = spoilt(tmp_path, 0, name="Frederiksberg Kommune")
    assert found.expected == (
        "København, as 101 is called in the register. Frederiksberg Kommune has 147")  # fmt: skip


@pytest.mark.parametrize("name", ["Københavns Kommune", "Copenhagen", "koebenhavn"])
def test_another_spelling_is_no_fault(tmp_path: Path, name: str) -> None:
    rows = filled(2012)
    rows[0]["name"] = name
    assert checked(tmp_path, rows).findings == []


def test_a_centre_by_the_name_of_another(tmp_path: Path) -> None:
    rows = filled(2012)
    found = spoilt(tmp_path, 110, name=rows[100]["name"].upper())
    assert (found.code, found.expected[-23:]) == ("double_name", "has; row 102 has it too")


def test_a_size_class_and_what_it_should_be(tmp_path: Path) -> None:
    assert spoilt(tmp_path, 0, size_class="small").expected == "large"
    assert spoilt(tmp_path, 100, size_class="small").expected == "nothing"


def test_a_population_with_points_is_right(tmp_path: Path) -> None:
    rows = filled(2012)
    rows[0]["population_2012"] = "549.050"
    assert checked(tmp_path, rows).findings == []


def test_functions_each_by_itself(tmp_path: Path) -> None:
    rows = filled(2012)
    rows[0]["functions"] = "stof_myndighed|stof_myndighd|sengeafsnit"
    found = checked(tmp_path, rows).findings
    assert [(f.code, f.found) for f in found] == [
        ("unknown_function", "stof_myndighd"),
        ("other_sectors_function", "sengeafsnit"),
    ]
    assert "Did you mean stof_myndighed?" in found[0].expected


def test_another_name_of_a_function_is_that_function_of_the_sector(tmp_path: Path) -> None:
    rows = filled(2012)
    rows[0]["functions"] = "Socialpsykiatri"
    (found,) = checked(tmp_path, rows).findings
    assert "Did you mean sociale_tilbud?" in found.expected


@pytest.mark.parametrize(
    ("text", "fits"),
    [("a@b.dk", True), ("a.b-c_d+e@mail.høje-taastrup.dk", True), ("o'neill@b.org", True),
     ("a@b", False), ("a@b.1", False), ("a..b@c.dk", False), (".a@c.dk", False),
     ("a@-c.dk", False), ("a@c..dk", False), ("a@c.dk,", False), ("A <a@c.dk>", False),
     ("a@@c.dk", False), ("a@c.dk b@c.dk", False), ("mailto:a@c.dk", False)],
)  # fmt: skip
def test_an_address(text: str, fits: bool) -> None:
    assert is_address(text) == fits


# -- all at once --------------------------------------------------------------------------------


def test_everything_at_once_and_in_the_order_of_the_rows(tmp_path: Path) -> None:
    rows = filled(2012)
    rows[0] |= {"contact_email": "", "population_2012": "mange", "functions": "x"}
    rows[1]["unit"] = rows[2]["unit"]
    rows[3]["sector"] = "kommuner"
    del rows[50]
    (tmp_path / "unit_names.csv").write_text("variant;unit\nHosens;6155\n", "utf-8")
    found = checked(tmp_path, rows).findings
    assert [(f.file, f.row, f.code) for f in found] == [
        ("frame.csv", 2, "no_email"), ("frame.csv", 2, "unknown_function"),
        ("frame.csv", 2, "bad_population"), ("frame.csv", 3, "double_unit"),
        ("frame.csv", 5, "unknown_sector"), ("frame.csv", 0, "missing_unit"),
        ("unit_names.csv", 2, "spelling_of_no_unit")]  # fmt: skip
    assert "Did you mean 615?" in found[-1].expected


def test_a_spelling_of_a_unit_that_is_missing_is_not_taken_for_another(tmp_path: Path) -> None:
    (tmp_path / "unit_names.csv").write_text("variant;unit\nÅlborg;851\n", "utf-8")
    rows = [row for row in filled(2012) if row["unit"] != "851"]
    found = checked(tmp_path, rows).findings
    assert [(f.code, f.expected) for f in found] == [
        ("missing_unit", "a row with 851 Aalborg"),
        ("spelling_of_no_unit", "an id of frame.csv"),
    ]


def test_a_spelling_of_a_unit_whose_id_is_wrong_is_not_told_too(tmp_path: Path) -> None:
    (tmp_path / "unit_names.csv").write_text("variant;unit\nKbh;101\n", "utf-8")
    assert spoilt(tmp_path, 0, unit="1001").code == "unknown_unit"


def test_rows_that_are_too_long(tmp_path: Path) -> None:
    checked(tmp_path, filled(2012))
    path = tmp_path / "frame.csv"
    lines = path.read_text("utf-8-sig").splitlines()
    path.write_text("\n".join([*lines[:3], lines[3] + ";x", *lines[4:]]), "utf-8")
    found = check_frame(tmp_path, INSTRUMENT, PLAN, REGISTERS, "en").findings
    assert [(f.code, f.row, f.found) for f in found] == [("too_many_fields", 4, "12")]
    assert found[0].expected == "11 fields as in the headings"


def without(column: str) -> Callable[[Table], Table]:
    return lambda rows: [{c: v for c, v in row.items() if c != column} for row in rows]


@pytest.mark.parametrize(
    ("column", "code"),
    [("contact_email", ["no_column"]), ("size_class", []), ("functions", []), ("region", []),
     ("region_code", []), ("note", [])],
)  # fmt: skip
def test_a_column_that_is_not_there(tmp_path: Path, column: str, code: list[str]) -> None:
    found = checked(tmp_path, without(column)(filled(2012)))
    assert codes(found) == code
    assert found.left_out == []


def test_no_populations(tmp_path: Path) -> None:
    rows = without("size_class")(without("population_2012")(filled(2012)))
    found = checked(tmp_path, rows)
    assert (found.findings, found.left_out) == ([], ["kommune"])


def test_a_year_that_the_register_has_not(tmp_path: Path) -> None:
    rows = filled(2012)
    renamed = [{c.replace("_2012", "_2018"): v for c, v in row.items()} for row in rows]
    found = checked(tmp_path, renamed)
    assert (found.findings, found.year, found.left_out) == ([], 2018, ["kommune"])


@pytest.mark.parametrize("column", ["unit", "sector", "name"])
def test_without_these_columns_nothing_can_be_said(tmp_path: Path, column: str) -> None:
    with pytest.raises(SurveyError, match=f"no column '{column}'"):
        checked(tmp_path, without(column)(filled(2012)))


def test_spellings_without_their_columns(tmp_path: Path) -> None:
    (tmp_path / "unit_names.csv").write_text("navn;enhed\nA;1\n", "utf-8")
    found = checked(tmp_path, filled(2012)).findings
    assert [(f.code, f.file, f.column) for f in found] == [
        ("no_column", "unit_names.csv", "variant"),
        ("no_column", "unit_names.csv", "unit"),
    ]


def test_without_a_register(tmp_path: Path) -> None:
    rows = filled(2012)
    rows[0] |= {"unit": "1001", "name": "Atlantis", "region": "Havet", "population_2012": "1"}
    rows[0]["size_class"] = "small"
    body = [list(row.values()) for row in rows]
    (tmp_path / "frame.csv").write_bytes(csv_bytes(list(rows[0]), body))
    found = check_frame(tmp_path, INSTRUMENT, PLAN, {}, "en")
    assert found.findings == []
    assert [s.registered for s in found.sectors] == [None, None]
