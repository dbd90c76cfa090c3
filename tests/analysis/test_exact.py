"""Fisher's exact test against R, by brute force, and as laws."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations, product
from math import comb, prod

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from survey_toolkit.analysis.exact import (
    MOST_TABLES,
    exact_p,
    number_of_tables,
    permutation_p,
)

from .from_r import CASES, Case

Table = tuple[tuple[int, ...], tuple[int, ...]]


@st.composite
def tables(draw: st.DrawFn, most: int = 6, groups: int = 4) -> Table:
    """Units asked and answered of each group, small enough to count in any way."""
    asked = draw(st.lists(st.integers(1, most), min_size=2, max_size=groups))
    answered = [draw(st.integers(0, size)) for size in asked]
    return tuple(asked), tuple(answered)


def by_brute_force(asked: tuple[int, ...], answered: tuple[int, ...]) -> Fraction:
    """The same definition, each table by itself."""

    def probability(table: tuple[int, ...]) -> Fraction:
        return Fraction(prod(map(comb, asked, table)), comb(sum(asked), sum(answered)))

    every = [t for t in product(*(range(size + 1) for size in asked)) if sum(t) == sum(answered)]
    found = [probability(table) for table in every]
    assert sum(found) == 1
    return sum((p for p in found if p <= probability(answered)), Fraction(0))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_r_says_the_same(case: Case) -> None:
    assert float(exact_p(case.asked, case.answered)) == pytest.approx(case.p_exact, rel=1e-9)


def test_scipy_says_the_same_of_two_groups() -> None:
    from scipy.stats import fisher_exact  # 1.17.1

    for a, b in product(range(6), range(8)):
        if 0 < a + b < 12:
            p = fisher_exact([[a, 5 - a], [b, 7 - b]]).pvalue
            assert float(exact_p((5, 7), (a, b))) == pytest.approx(p, rel=1e-9)


def test_by_hand_from_every_choice_of_units() -> None:
    """Three groups of 2, 2 and 1; 2 of the 5 units answered, both in the first group."""
    group_of = "aabbc"
    chosen = ["".join(group_of[i] for i in pair) for pair in combinations(range(5), 2)]
    as_rare = [c for c in chosen if chosen.count(c) <= chosen.count("aa")]
    assert (len(as_rare), len(chosen)) == (2, 10)  # aa and bb, once each
    assert exact_p((2, 2, 1), (2, 0, 0)) == Fraction(2, 10)


@settings(deadline=None)
@given(tables())
def test_it_is_what_brute_force_gives(table: Table) -> None:
    assert exact_p(*table) == by_brute_force(*table)


@settings(deadline=None)
@given(tables())
def test_the_number_of_tables(table: Table) -> None:
    asked, answered = table
    every = [t for t in product(*(range(size + 1) for size in asked)) if sum(t) == sum(answered)]
    assert number_of_tables(asked, sum(answered)) == len(every)


@settings(deadline=None)
@given(tables(most=12), st.randoms())
def test_the_order_of_the_groups_changes_nothing(table: Table, random) -> None:
    pairs = list(zip(*table, strict=True))
    random.shuffle(pairs)
    assert exact_p(*table) == exact_p(*zip(*pairs, strict=True))
    assert 0 < exact_p(*table) <= 1


@settings(max_examples=20, deadline=None)
@given(tables(), st.randoms())
def test_random_tables_come_near_the_exact_p(table: Table, random) -> None:
    p, error = permutation_p(*table, draws=4_000)
    assert 0 < p <= 1 and 0 <= error <= 0.5 / 4_000**0.5
    assert abs(p - float(exact_p(*table))) <= 5 * error + 2 / 4_001
    pairs = list(zip(*table, strict=True))
    random.shuffle(pairs)
    assert permutation_p(*zip(*pairs, strict=True), draws=4_000) == (p, error)


def test_the_seed_makes_it_repeatable() -> None:
    asked, answered = (9, 8, 7), (2, 6, 4)
    assert permutation_p(asked, answered) == permutation_p(asked, answered)
    assert permutation_p(asked, answered, seed=1) != permutation_p(asked, answered, seed=2)


def test_the_largest_table_that_is_counted_takes_a_moment_only() -> None:
    asked, answered = (29, 17, 22, 19, 11), (15, 8, 9, 12, 4)
    assert 50_000 < number_of_tables(asked, sum(answered)) < MOST_TABLES
    assert exact_p(asked, answered) < 1
