"""Those who answered against those who did not: against R, at the edges, and as laws."""

from __future__ import annotations

import random
from fractions import Fraction

import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from survey_toolkit.analysis import representativeness as module
from survey_toolkit.analysis.counts import reduce
from survey_toolkit.analysis.representativeness import (
    chi2_p,
    goodness_of_fit,
    pearson,
    representativeness,
    residuals,
)
from survey_toolkit.collection.tracking import track
from survey_toolkit.schema import (
    COMPLETE,
    NOTHING,
    REPRESENTATIVENESS,
    REPRESENTED,
    TRACKING,
    Unit,
    check_columns,
)

from .fixture import INSTRUMENT, UNITS
from .from_r import CASES, Case
from .test_exact import Table, tables

FIGURES = ["chi2", "df", "p_chi2", "goodness_of_fit", "p_goodness_of_fit", "smallest_expected",
           "p", "v"]  # fmt: skip


def units_of(asked: tuple[int, ...], answered: tuple[int, ...]) -> list[tuple[Unit, bool]]:
    """So many units in each region, the first of which answered."""
    return [
        (Unit(f"{group}-{number}", "kommune", "", region=f"region {group}"), number < n)
        for group, (size, n) in enumerate(zip(asked, answered, strict=True))
        for number in range(size)
    ]


def of_units(found: list[tuple[Unit, bool]]) -> tuple[pd.DataFrame, pd.DataFrame]:
    rows = [
        (u.sector, u.id, u.name, u.in_frame, COMPLETE if back else NOTHING, "", "", "", "", "")
        for u, back in found
    ]
    tracking = pd.DataFrame(rows, columns=list(TRACKING))
    return representativeness(tracking, {u.id: u for u, _ in found}, ["region"])


def one(asked: tuple[int, ...], answered: tuple[int, ...]) -> pd.Series:
    return of_units(units_of(asked, answered))[0].iloc[0]


# -- the reference -----------------------------------------------------------------------------


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_r_says_the_same(case: Case) -> None:
    found = one(case.asked, case.answered)
    for name in ("chi2", "df", "p_chi2", "goodness_of_fit", "p_goodness_of_fit"):
        assert found[name] == pytest.approx(getattr(case, name), rel=1e-9, abs=1e-12), name
    assert residuals(case.asked, case.answered) == pytest.approx(case.residuals, abs=1e-9)
    exact = found["smallest_expected"] < 5
    assert found["method"] == ("exact" if exact else "chi2")
    assert found["p"] == pytest.approx(case.p_exact if exact else case.p_chi2, rel=1e-9)


@pytest.fixture(scope="module")
def of_2012(counts: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    came = reduce(counts, ("sector", "unit", "function", "status"))
    return representativeness(track(came, UNITS, INSTRUMENT), UNITS, ("region", "size_class"))


def test_the_survey_of_2012(of_2012: tuple[pd.DataFrame, pd.DataFrame]) -> None:
    tests, groups = of_2012
    check_columns(list(tests), REPRESENTATIVENESS, "representativeness")
    check_columns(list(groups), REPRESENTED, "represented")
    by = {(t.sector, t.by): t for t in tests.itertuples()}
    assert list(by) == [("kommune", "region"), ("kommune", "size_class"), ("psykiatri", "region")]
    region = by["kommune", "region"]
    assert (round(region.chi2, 2), round(region.goodness_of_fit, 2)) == (2.91, 1.49)
    assert (region.units, region.answered, region.method) == (98, 48, "chi2")
    cases = {case.name: case for case in CASES}
    for key, test in by.items():
        here = groups[(groups["sector"] == key[0]) & (groups["by"] == key[1])]
        case = cases["_".join(key).removesuffix("_class")]
        pairs = sorted(zip(here["asked"], here["answered"], strict=True))
        assert pairs == sorted(zip(case.asked, case.answered, strict=True))
        assert test.chi2 == pytest.approx(case.chi2)


def test_who_is_left_out_is_named(of_2012: tuple[pd.DataFrame, pd.DataFrame]) -> None:
    tests, groups = of_2012
    centres = tests[tests["sector"] == "psykiatri"].iloc[0]
    unnamed = {f"{where}-uspecificeret" for where in ("hovedstaden", "midtjylland", "uvist")}
    assert set(centres["outside"].split("|")) == unnamed
    assert (centres["units"], centres["answered"]) == (32, 10)
    assert centres["method"] == "exact"
    off = groups[groups["deviates"] != ""]
    assert off[["sector", "group", "deviates"]].to_numpy().tolist() == [
        ["psykiatri", "Region Hovedstaden", "under"]
    ]


def test_units_without_a_group_and_outside_the_frame_stay_out() -> None:
    found = units_of((10, 12), (5, 6))
    more = [(Unit("x", "kommune", ""), True), (Unit("y", "kommune", "", in_frame=False), True),
            (Unit("z", "kommune", "", region="elsewhere", in_frame=False), True)]  # fmt: skip
    (_, test), (_, bare) = (next(of_units(rows)[0].iterrows()) for rows in (found + more, found))
    assert (test["ungrouped"], test["outside"]) == ("x", "y|z")
    assert test[FIGURES].tolist() == bare[FIGURES].tolist()
    groups = of_units(found + more)[1].set_index("group")
    assert groups.loc["elsewhere", ["asked", "answered", "deviates"]].tolist() == [0, 0, ""]


# -- the edges ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "answered", "reason"),
    [
        ((5, 6), (0, 0), "nobody"),
        ((5, 6), (5, 6), "everyone"),
        ((7,), (3,), "one_group"),
        ((1, 1, 1), (1, 0, 1), "own_groups"),
    ],
)
def test_there_is_no_test(asked: tuple[int, ...], answered: tuple[int, ...], reason: str) -> None:
    found = one(asked, answered)
    assert (found["reason"], found["method"]) == (reason, "")
    assert found[FIGURES[:5]].isna().all()
    assert (found["units"], found["answered"]) == (sum(asked), sum(answered))


def test_no_unit_has_a_group() -> None:
    tests, groups = of_units([(Unit("a", "kommune", ""), True)])
    assert tests.empty and groups.empty
    check_columns(list(tests), REPRESENTATIVENESS, "representativeness")


def test_only_units_outside_the_frame_have_a_group() -> None:
    tests, _ = of_units([(Unit("a", "kommune", "", region="r", in_frame=False), True)])
    assert tests["reason"].tolist() == ["nobody"]


def test_equal_shares_differ_by_nothing() -> None:
    found = one((6, 6, 6), (3, 3, 3))
    assert (found["chi2"], found["p"], found["v"]) == (0, 1, 0)


def test_all_of_one_group_and_none_of_the_other() -> None:
    found = one((6, 6), (6, 0))
    assert found["v"] == 1
    assert found["p"] == pytest.approx(2 / 924)


def test_many_tables_are_drawn_and_say_so(monkeypatch: pytest.MonkeyPatch) -> None:
    exact = one((3, 4, 5), (0, 2, 5))
    monkeypatch.setattr(module, "MOST_TABLES", 3)
    drawn = one((3, 4, 5), (0, 2, 5))
    assert (drawn["method"], drawn["reason"]) == ("permutation", "too_many_tables")
    assert (drawn["draws"], drawn["seed"]) == (99_999, 2012)
    assert abs(drawn["p"] - exact["p"]) < 5 * drawn["p_error"]


@pytest.mark.parametrize(
    ("value", "df"), [(Fraction(0), 3), (Fraction(10**6), 1), (Fraction(3), 97)]
)
def test_a_p_value_is_between_0_and_1(value: Fraction, df: int) -> None:
    assert 0 <= chi2_p(value, df) <= 1


# -- laws --------------------------------------------------------------------------------------


@settings(deadline=None)
@given(tables(most=40, groups=6))
def test_pearson_is_the_goodness_of_fit_divided_by_what_is_left(table: Table) -> None:
    asked, answered = table
    assume(0 < sum(answered) < sum(asked))
    left = 1 - Fraction(sum(answered), sum(asked))
    assert pearson(asked, answered) == goodness_of_fit(asked, answered) / left


@settings(deadline=None)
@given(tables(most=9), st.integers(0, 1000))
def test_the_order_of_the_units_changes_nothing(table: Table, seed: int) -> None:
    found = units_of(*table)
    shuffled = random.Random(seed).sample(found, len(found))
    columns = [name for name in REPRESENTATIVENESS if name not in ("outside", "ungrouped")]
    (tests, groups), (again, groups_again) = of_units(found), of_units(shuffled)
    pd.testing.assert_frame_equal(tests[columns], again[columns], check_exact=True)
    order = groups.sort_values("group", ignore_index=True)
    assert order.equals(groups_again.sort_values("group", ignore_index=True))


@settings(deadline=None)
@given(tables(most=12))
def test_what_always_holds(table: Table) -> None:
    tests, groups = of_units(units_of(*table))
    test = tests.iloc[0]
    assert groups["expected"].sum() == pytest.approx(test["answered"])
    if test["method"]:
        for name in ("p", "p_chi2", "p_goodness_of_fit"):
            assert 0 <= test[name] <= 1
        assert 0 <= test["v"] <= 1 + 1e-12
        assert test["goodness_of_fit"] <= test["chi2"]
