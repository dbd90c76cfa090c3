"""Counting answers: additive, and blind to the order of the rows."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from survey_toolkit.analysis.counts import KEY, counts, reduce, total
from survey_toolkit.schema import ANSWERED, COUNTS, check_columns

from .fixture import answer_tables, reference


def test_counts_have_the_columns_of_the_contract(counts: pd.DataFrame) -> None:
    check_columns(list(counts.columns), COUNTS, "counts")
    assert not counts.duplicated(list(KEY)).any()
    assert (counts["n"] == counts["w"]).all()


def test_every_answer_is_counted_once(answers: pd.DataFrame, counts: pd.DataFrame) -> None:
    assert counts["n"].sum() == len(answers)


def test_answers_by_function_are_those_of_the_reference(counts: pd.DataFrame) -> None:
    answered = counts[(counts["status"] == ANSWERED) & (counts["question"] != "other_tools")]
    names = ["sector", "function", "item", "question", "answer"]
    found = answered[answered["function"] != ""].groupby(names)["n"].sum().to_dict()
    expected = {
        (r["sector"], r["function"], r["tool"], r["stage"], r["answer"]): int(r["n"])
        for r in reference("counts_by_answer")
        if r["answer"] != "no_answer" and r["n"] != "0"
    }
    assert found == expected


def test_nothing_in_gives_nothing_out(answers: pd.DataFrame) -> None:
    empty = counts(answers.iloc[:0])
    assert empty.empty
    check_columns(list(empty.columns), COUNTS, "counts")


def test_the_input_is_left_as_it_was(answers: pd.DataFrame) -> None:
    before = answers.copy()
    counts(answers)
    assert_frame_equal(answers, before)


@settings(max_examples=30, deadline=None)
@given(table=answer_tables(), cuts=st.lists(st.integers(0, 40), max_size=3))
def test_batches_add_up(table: pd.DataFrame, cuts: list[int]) -> None:
    edges = [0, *sorted(cuts), len(table)]
    parts = [table.iloc[a:b] for a, b in pairwise(edges)]
    assert_frame_equal(total([reduce(part, KEY) for part in parts], KEY), reduce(table, KEY))


@settings(max_examples=30, deadline=None)
@given(table=answer_tables(), seed=st.integers(0, 99))
def test_the_order_of_the_rows_changes_nothing(table: pd.DataFrame, seed: int) -> None:
    assert_frame_equal(counts(table.sample(frac=1, random_state=seed)), counts(table))


@settings(max_examples=30, deadline=None)
@given(table=answer_tables())
def test_fewer_columns_are_a_sum_over_the_others(table: pd.DataFrame) -> None:
    by = ["sector", "question", "answer"]
    plain = Counter(table[by].itertuples(index=False, name=None))
    assert reduce(table, by).set_index(by)["n"].to_dict() == dict(plain)
    assert_frame_equal(total([reduce(table, KEY)], by), reduce(table, by))
