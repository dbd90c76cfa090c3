"""Ranks: exact fractions, shared ranks, and the order inside a tie."""

from __future__ import annotations

import dataclasses

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from survey_toolkit.analysis.ranking import ranks
from survey_toolkit.schema import RANKS, check_columns

from .fixture import INSTRUMENT, PLAN, scores_table

ITEMS = list(INSTRUMENT.items)
ONE = dataclasses.replace(PLAN, measures=("use.share",))


def ranked(pairs: list[tuple[int, int]]) -> pd.DataFrame:
    rows = [("kommune", "use.share", i, *p) for i, p in zip(ITEMS, pairs, strict=False)]
    return ranks(scores_table(rows), ONE, INSTRUMENT)


def test_all_measures_of_the_plan_for_each_sector_and_all(scores: pd.DataFrame) -> None:
    table = ranks(scores, PLAN, INSTRUMENT)
    check_columns(list(table.columns), RANKS, "ranks")
    assert list(table["sector"].unique()) == ["", "kommune", "psykiatri"]
    assert list(table["measure"].unique()) == list(PLAN.measures)
    assert len(table) == 3 * 5 * 14
    assert "" not in set(table["item"])


def test_equal_fractions_share_the_lowest_rank(scores: pd.DataFrame) -> None:
    table = ranks(scores, ONE, INSTRUMENT)
    first = table[table["sector"] == "psykiatri"].head(6)
    # 25/30 and 20/24 are the same fraction.
    assert first["rank"].tolist() == [1, 2, 3, 4, 4, 6]
    assert first["tied"].tolist() == [False, False, False, True, True, False]
    assert first["item"].tolist()[3:5] == ["kommunal_koordinator", "regional_koordinator"]


def test_fractions_that_are_equal_as_floats_are_told_apart() -> None:
    large = 10**17
    table = ranked([(large, large + 1), (large + 1, large + 2)])
    assert table["item"].tolist()[:2] == [ITEMS[1], ITEMS[0]]
    assert not table["tied"].any()


def test_an_item_without_a_base_has_no_rank() -> None:
    table = ranked([(0, 0), (0, 3), (0, 5)])
    assert table["item"].tolist()[:3] == [ITEMS[1], ITEMS[2], ITEMS[0]]
    assert table["rank"].tolist()[:2] == [1, 1]
    assert table["tied"].tolist()[:3] == [True, True, False]
    assert table["rank"].isna().sum() == 12


def test_no_scores_no_ranks(scores: pd.DataFrame) -> None:
    table = ranks(scores.iloc[:0], PLAN, INSTRUMENT)
    assert table.empty
    check_columns(list(table.columns), RANKS, "ranks")


def test_a_question_to_the_unit_is_not_ranked(scores: pd.DataFrame) -> None:
    plan = dataclasses.replace(PLAN, measures=("need.share", "use.share"))
    assert set(ranks(scores, plan, INSTRUMENT)["measure"]) == {"use.share"}


PAIRS = st.integers(1, 4).flatmap(lambda base: st.tuples(st.integers(0, base), st.just(base)))


@settings(max_examples=30, deadline=None)
@given(st.lists(PAIRS, min_size=14, max_size=14))
def test_a_rank_is_one_more_than_the_number_of_higher_items(pairs: list[tuple[int, int]]) -> None:
    table = ranked(pairs).set_index("item")
    for item, (n, base) in zip(ITEMS, pairs, strict=True):
        higher = sum(other * base > n * of for other, of in pairs)
        equal = sum(other * base == n * of for other, of in pairs)
        assert (table["rank"][item], table["tied"][item]) == (higher + 1, equal > 1)
