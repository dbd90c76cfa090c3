"""What a cell is, and how it is shown."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from survey_toolkit.language import number
from survey_toolkit.reporting.display import (
    DECIMALS,
    Column,
    DisplayTable,
    Figure,
    explained,
    share,
    shown,
    stored,
    worth,
)

KINDS = ["mean", "pct", "pct1"]


@pytest.mark.parametrize(
    ("numerator", "base", "kind", "danish", "english"),
    [
        (156, 48, "mean", "3,3", "3.3"),
        (6, 48, "pct", "13", "13"),
        (108, 48, "mean", "2,3", "2.3"),
        (207, 211, "pct1", "98,1", "98.1"),
        (0, 5, "pct", "0", "0"),
        (0, 0, "pct", "–", "–"),
        (1005, 1000, "mean", "1,0", "1.0"),
    ],
)
def test_figures_are_rounded_half_up(
    numerator: int, base: int, kind: str, danish: str, english: str
) -> None:
    figure = Figure(numerator, base)
    assert (shown(figure, kind, "da"), shown(figure, kind, "en")) == (danish, english)


@given(st.integers(0, 5000), st.integers(1, 5000), st.sampled_from(KINDS))
@example(3, 20, "mean")
@example(1005, 1000, "pct1")
@example(7, 20, "mean")
def test_a_stored_number_rounds_as_the_fraction_does(n: int, base: int, kind: str) -> None:
    """Both by all digits of the binary number, and by the 15 that Excel goes by."""
    value = stored(Figure(n, base), kind)
    assert value is not None
    step = Decimal(1).scaleb(-DECIMALS[kind])
    wanted = number(worth(Figure(n, base), kind) or Fraction(0), DECIMALS[kind], "en")
    for digits in (Decimal(value), Decimal(f"{value:.15g}")):
        assert f"{digits.quantize(step, ROUND_HALF_UP):,}" == wanted


@given(st.integers(0, 5000), st.integers(1, 5000))
def test_a_stored_number_is_not_rounded(n: int, base: int) -> None:
    value = stored(Figure(n, base), "pct")
    assert value == pytest.approx(100 * n / base, rel=1e-15)


def test_a_small_base_is_marked_and_still_a_number() -> None:
    assert shown(share(2, 3, 5), "pct", "da") == "67†"
    assert stored(share(2, 3, 5), "pct") == pytest.approx(200 / 3)
    assert share(3, 5, 5).mark == ""


def test_only_what_stands_in_a_table_is_explained() -> None:
    table = DisplayTable("k", "t", "T", "b", (Column("n", "int"),), ((3,),))
    assert explained(table, 5, "da", ["Syntetisk."]).notes == ("Syntetisk.",)
    marked = DisplayTable("k", "t", "T", "b", (Column("p", "pct"),), ((share(1, 2, 5),),))
    notes = explained(marked, 5, "en", []).notes
    assert notes[0] == "† The base is below 5: uncertain."
