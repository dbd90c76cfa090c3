"""A new frame: all of the registers, and the units of an earlier wave."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from survey_toolkit.collection.draw import NOBODY, Earlier, draw, newest_before
from survey_toolkit.collection.frame import load_frame
from survey_toolkit.errors import SurveyError
from survey_toolkit.schema import Unit

from .registers import INSTRUMENT, PLAN, REGISTERS, ROOT, reference

FRAME_2012 = load_frame(ROOT / "responses/2012", INSTRUMENT, PLAN)
EARLIER = Earlier("2012", "population_2012", FRAME_2012)


def column(drawn_headings: tuple[str, ...], rows: list[tuple[str, ...]], name: str) -> list[str]:
    return [row[drawn_headings.index(name)] for row in rows]


def test_the_municipalities_and_the_centres_of_the_earlier_wave() -> None:
    drawn = draw(INSTRUMENT, PLAN, REGISTERS, EARLIER, 2027)
    assert drawn.counts == {"kommune": 98, "psykiatri": 32}
    assert drawn.sources == {"kommune": "danish-municipalities", "psykiatri": "2012"}
    assert drawn.year == 2020 and "population_2020" in drawn.headings
    assert Counter(column(drawn.headings, drawn.rows, "sector")) == drawn.counts
    assert drawn.rows[0] == ("101", "kommune", "København", "1084", "Region Hovedstaden",
                             "632340", "large", "", "", "", "")  # fmt: skip
    assert ("Århus", "751", "Aarhus") in drawn.names


def test_the_populations_of_the_frame_of_2012_are_the_registers() -> None:
    drawn = draw(INSTRUMENT, PLAN, REGISTERS, EARLIER, 2012)
    populations = dict(zip(column(drawn.headings, drawn.rows, "unit"),
                           column(drawn.headings, drawn.rows, "population_2012"),
                           strict=True))  # fmt: skip
    assert populations == {u.id: str(u.population or "") for u in FRAME_2012.values()}
    regions = column(drawn.headings, drawn.rows, "region")
    assert regions == [u.region for u in FRAME_2012.values()]


@pytest.mark.parametrize("row", reference("size_classes.csv"), ids=lambda row: row["year"])
def test_the_size_classes_of_the_year(row: dict[str, str]) -> None:
    drawn = draw(INSTRUMENT, PLAN, REGISTERS, NOBODY, int(row["year"]))
    found = Counter(column(drawn.headings, drawn.rows, "size_class"))
    assert found == {size: int(row[size]) for size in ("small", "medium", "large")}


def test_no_register_and_no_earlier_wave() -> None:
    drawn = draw(INSTRUMENT, PLAN, {})
    assert drawn.counts == {"kommune": 0, "psykiatri": 0}
    assert (drawn.sources["kommune"], drawn.rows, drawn.year) == ("", [], None)
    assert "population" in drawn.headings


def test_without_registers_populations_keep_their_heading() -> None:
    drawn = draw(INSTRUMENT, PLAN, {}, EARLIER, 2027)
    assert "population_2012" in drawn.headings
    assert column(drawn.headings, drawn.rows, "population_2012")[0] == "549050"
    assert column(drawn.headings, drawn.rows, "size_class")[0] == "large"


def test_populations_of_another_year_are_left_out() -> None:
    centre = Unit("c", "psykiatri", "Center", population=500, aliases=("Centret",))
    earlier = Earlier("2012", "population_2012", {"c": centre})
    assert draw(INSTRUMENT, PLAN, REGISTERS, earlier, 2020).rows[-1][5] == ""
    same = draw(INSTRUMENT, PLAN, REGISTERS, earlier, 2012)
    assert same.rows[-1][5] == "500"
    assert same.names[-1] == ("Centret", "c", "Center")


def test_an_id_that_the_register_has_too_is_not_drawn_twice() -> None:
    earlier = Earlier("2012", "", {"101": Unit("101", "psykiatri", "Center")})
    drawn = draw(INSTRUMENT, PLAN, REGISTERS, earlier)
    assert column(drawn.headings, drawn.rows, "unit").count("101") == 1


def test_no_population_so_early() -> None:
    with pytest.raises(SurveyError, match="no population so early"):
        draw(INSTRUMENT, PLAN, REGISTERS, EARLIER, 1990)


def test_a_register_without_populations() -> None:
    bare = replace(REGISTERS["kommune"], years=())
    drawn = draw(INSTRUMENT, PLAN, {"kommune": bare}, NOBODY, 1990)
    assert (drawn.year, drawn.rows[0][5:7]) == (None, ("", ""))


@pytest.mark.parametrize(
    ("year", "name"), [(2027, "2020"), (2020, "2020"), (2019, "2012"), (2000, "pilot")]
)
def test_the_newest_earlier_wave(year: int, name: str) -> None:
    assert newest_before([("2020", 2020), ("pilot", None), ("2012", 2012)], year) == name


def test_no_earlier_wave() -> None:
    assert newest_before([], 2027) == newest_before([("2028", 2028)], 2027) == ""
