"""Words, numbers and rounding in Danish and English."""

from __future__ import annotations

import datetime as dt
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey_toolkit import language


@given(st.integers(0, 10_000), st.integers(1, 10_000), st.integers(0, 3))
def test_rounding_is_half_up_and_exact(numerator: int, denominator: int, decimals: int) -> None:
    found = language.round_half_up(numerator, denominator, decimals)
    exact = Fraction(numerator, denominator)
    half = Fraction(1, 2 * 10**decimals)
    assert (found * 10**decimals).denominator == 1
    assert -half <= exact - found < half
    assert language.round_half_up(-numerator, denominator, decimals) == -found


@given(st.decimals(0, 10**6, places=4), st.integers(0, 3))
def test_numbers_are_as_decimal_rounds_them(value: Decimal, decimals: int) -> None:
    step = Decimal(1).scaleb(-decimals)
    expected = f"{value.quantize(step, ROUND_HALF_UP):,.{decimals}f}"
    assert language.number(Fraction(value), decimals, "en") == expected


@pytest.mark.parametrize(
    ("value", "decimals", "danish", "english"),
    [
        (Fraction(156, 48), 1, "3,3", "3.3"),
        (2.675, 2, "2,68", "2.68"),
        (1234567.5, 0, "1.234.568", "1,234,568"),
        (Fraction(-1, 3), 1, "-0,3", "-0.3"),
        (0.04, 1, "0,0", "0.0"),
        (-0.04, 1, "0,0", "0.0"),
        (999.95, 1, "1.000,0", "1,000.0"),
    ],
)
def test_number(value: float, decimals: int, danish: str, english: str) -> None:
    assert language.number(value, decimals) == danish
    assert language.number(value, decimals, "en") == english


def test_shares() -> None:
    assert language.percent(1, 8) == "13 pct."
    assert language.percent(1, 8, 1, "en") == "12.5%"
    assert language.percent(0, 0) == "–"
    assert language.ratio(79, 48, 1) == "1,6"
    with pytest.raises(ZeroDivisionError):
        language.round_half_up(1, 0, 0)


def test_words() -> None:
    assert language.of_two("Ja", "Yes", "en") == "Yes"
    assert language.of_two("", "Yes", "da") == "Yes"
    assert language.joined([]) == ""
    assert language.joined(["a"]) == "a"
    assert language.joined(["a", "b", "c"], "en") == "a, b and c"
    assert language.joined(["a", "b"], last="eller") == "a eller b"
    assert language.day(dt.date(2012, 6, 5)) == "05-06-2012"
