"""Groups, their order, and instruments with little to count."""

from __future__ import annotations

import dataclasses

import pandas as pd
import pytest

from survey_toolkit.analysis.groups import Place, groups, order
from survey_toolkit.analysis.score import distribution, scores

from .fixture import INSTRUMENT, PLACES, UNITS


def test_members_stand_sector_by_sector_in_the_order_of_the_instrument() -> None:
    found = groups("function", [Place(*p) for p in reversed(PLACES)], UNITS, INSTRUMENT)
    assert found.names == ("sociale_tilbud", "stof_myndighed", "sengeafsnit")
    assert found.sectors == ("kommune", "kommune", "psykiatri")
    assert found.units.tolist() == found.functions.tolist() == [[2, 0], [1, 0], [0, 1]]


def test_a_unit_of_several_functions_is_one_unit() -> None:
    found = groups("all", [Place(*p) for p in PLACES], UNITS, INSTRUMENT)
    assert (found.units.tolist(), found.functions.tolist()) == ([[2, 1]], [[3, 1]])


def test_units_without_a_region_or_size_are_in_no_group() -> None:
    places = [Place(*p) for p in PLACES]
    assert groups("region", places, UNITS, INSTRUMENT).code_of_place.tolist() == [0, 0, 0, -1]
    assert groups("size_class", places, {}, INSTRUMENT).names == ()


def test_size_classes_stand_by_population() -> None:
    assert [s for s in order("size_class", UNITS) if s] == ["small", "medium", "large"]


def test_a_sector_that_the_instrument_does_not_have_is_refused() -> None:
    with pytest.raises(ValueError, match=r"\['stat'\]"):
        groups("sector", [Place("stat", "1", "")], UNITS, INSTRUMENT)


def test_an_instrument_of_free_text_only(counts: pd.DataFrame) -> None:
    text = {"other_tools": INSTRUMENT.questions["other_tools"]}
    instrument = dataclasses.replace(INSTRUMENT, questions=text)
    assert scores(counts, instrument, UNITS).empty
    assert distribution(counts, instrument, UNITS).empty
