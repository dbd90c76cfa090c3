"""Those who answered against those who did not: is any group over- or under-represented?

The answers are those of a finite number of units, drawn without replacement. So the test is
Pearson's chi-squared of the table answered x group, which is the goodness of fit of those who
answered to all units, divided by 1 - n/N.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import nan, sqrt
from statistics import NormalDist
from typing import Any

import pandas as pd

from survey_toolkit.analysis.exact import (
    DRAWS,
    MOST_TABLES,
    SEED,
    exact_p,
    number_of_tables,
    permutation_p,
)
from survey_toolkit.analysis.groups import order
from survey_toolkit.schema import NOTHING, REPRESENTATIVENESS, REPRESENTED, Unit

SMALL = 5
"""With an expected count below this the chi-squared distribution is no good approximation."""


@dataclass(frozen=True, slots=True)
class Tally:
    """The units in the frame by group: how many were asked, and how many answered."""

    groups: tuple[str, ...]
    asked: tuple[int, ...]
    answered: tuple[int, ...]

    @property
    def units(self) -> int:
        """All units, N."""
        return sum(self.asked)

    @property
    def n(self) -> int:
        """Those that answered."""
        return sum(self.answered)

    def with_units(self) -> Tally:
        """Without the groups that have no units: they say nothing."""
        kept = [row for row in zip(self.groups, self.asked, self.answered, strict=True) if row[1]]
        return Tally(*zip(*kept, strict=True)) if kept else Tally((), (), ())


def goodness_of_fit(asked: Sequence[int], answered: Sequence[int]) -> Fraction:
    """Chi-squared of those who answered against the shares of all units, exactly.

    Sum of (answered - expected)^2 / expected, with expected = n x asked / N. It takes the answers
    for draws with replacement, and so is too small. ZeroDivisionError where nobody answered.

    >>> goodness_of_fit([4, 4, 4], [0, 2, 4])
    Fraction(4, 1)
    """
    share = Fraction(sum(answered), sum(asked))
    return sum(((a - share * size) ** 2 / (share * size)
                for a, size in zip(answered, asked, strict=True)), Fraction(0))  # fmt: skip


def pearson(asked: Sequence[int], answered: Sequence[int]) -> Fraction:
    """Pearson's chi-squared of the table answered x group, exactly.

    Over both columns, answered and not. ZeroDivisionError where nobody answered, or everyone.

    >>> pearson([4, 4, 4], [0, 2, 4])
    Fraction(8, 1)
    """
    silent = [size - a for size, a in zip(asked, answered, strict=True)]
    return goodness_of_fit(asked, answered) + goodness_of_fit(asked, silent)


def residuals(asked: Sequence[int], answered: Sequence[int]) -> list[float]:
    """The adjusted residual of each group (Haberman 1973): about standard normal if all are alike.

    (answered - expected) / sqrt(expected x (1 - n/N) x (1 - asked/N)). NaN for a group without
    units, and for one that has them all.

    >>> [round(r, 2) for r in residuals([4, 4, 4], [0, 2, 4])]
    [-2.45, 0.0, 2.45]
    """
    units = sum(asked)
    share = Fraction(sum(answered), units)
    found = []
    for a, size in zip(answered, asked, strict=True):
        variance = share * size * (1 - share) * (1 - Fraction(size, units))
        found.append(float(a - share * size) / sqrt(variance) if variance else nan)
    return found


def chi2_p(value: Fraction, df: int) -> float:
    """The probability of so large a chi-squared, or a larger.

    >>> round(chi2_p(Fraction(8), 2), 4)
    0.0183
    """
    from scipy.special import gammaincc

    return float(gammaincc(df / 2, float(value) / 2))


def representativeness(
    tracking: pd.DataFrame, units: Mapping[str, Unit], by: Sequence[str], alpha: float = 0.05
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The tests and their groups: schema.TRACKING to REPRESENTATIVENESS and REPRESENTED.

    For each sector and each division in `by` (columns of the frame, or size_class) in which a unit
    has a group. Units outside the frame, and those without a group, are named and left out. The
    test is exact where an expected count is below 5, by all tables where they can be counted, else
    by random ones. A group deviates where its residual is beyond the two-sided limit of `alpha`.
    The order of the units changes nothing but the order of the groups.
    """
    tests: list[tuple[Any, ...]] = []
    groups: list[tuple[Any, ...]] = []
    for sector in dict.fromkeys(tracking["sector"].tolist()):
        here = tracking[tracking["sector"] == sector]
        for column in by:
            found = _tally(here, units, column)
            if found.groups:
                out = _left_out(here, units, column)
                tests.append((sector, column, *_test(found), *out))
                groups += [(sector, column, *row) for row in _groups(found, alpha)]
    texts = ("sector", "by", "group", "method", "reason", "outside", "ungrouped", "deviates")
    made = []
    for rows, columns in ((tests, REPRESENTATIVENESS), (groups, REPRESENTED)):
        kinds = {name: "str" for name in columns if name in texts}
        made.append(pd.DataFrame(rows, columns=list(columns)).astype(kinds))
    return made[0], made[1]


def _tally(tracking: pd.DataFrame, units: Mapping[str, Unit], by: str) -> Tally:
    """Asked and answered of each group, also of one that only units outside the frame are in."""
    rank = order(by, units)
    tally: dict[str, list[int]] = {}
    for unit, in_frame, state in _rows(tracking):
        group = units[unit].says(by)
        if group:
            pair = tally.setdefault(group, [0, 0])
            pair[0] += in_frame
            pair[1] += in_frame and state != NOTHING
    names = sorted(tally, key=lambda name: rank.get(name, 0))
    asked, answered = ([tally[name][place] for name in names] for place in (0, 1))
    return Tally(tuple(names), tuple(asked), tuple(answered))


def _rows(tracking: pd.DataFrame) -> list[tuple[str, bool, str]]:
    columns = (tracking[name].tolist() for name in ("unit", "in_frame", "state"))
    return list(zip(*columns, strict=True))


def _left_out(tracking: pd.DataFrame, units: Mapping[str, Unit], by: str) -> tuple[str, str]:
    """The ids of the units outside the frame, and of those in it without a group."""
    rows = _rows(tracking)
    outside = [unit for unit, in_frame, _ in rows if not in_frame]
    ungrouped = [unit for unit, in_frame, _ in rows if in_frame and not units[unit].says(by)]
    return "|".join(outside), "|".join(ungrouped)


def _test(all_groups: Tally) -> tuple[Any, ...]:
    """The columns of REPRESENTATIVENESS from units to reason."""
    tally = all_groups.with_units()
    head = (tally.units, tally.n, len(tally.groups))
    reason = why_no_test(tally)
    if reason:
        return (*head, *[nan] * 6, "", *[nan] * 5, reason)
    chi2, fit = (f(tally.asked, tally.answered) for f in (pearson, goodness_of_fit))
    df = len(tally.groups) - 1
    p_chi2 = chi2_p(chi2, df)
    smallest = Fraction(min(tally.asked) * min(tally.n, tally.units - tally.n), tally.units)
    chosen = _p(tally, smallest, p_chi2)
    v = sqrt(chi2 / tally.units)  # Cramér's V: of a table with two columns, sqrt(chi2 / N)
    return (*head, float(chi2), df, p_chi2, float(fit), chi2_p(fit, df), float(smallest),
            *chosen[:-1], v, chosen[-1])  # fmt: skip


def why_no_test(tally: Tally) -> str:
    """Why nothing can be tested; "" where it can.

    >>> why_no_test(Tally(("a", "b"), (3, 4), (0, 0))), why_no_test(Tally(("a",), (3,), (1,)))
    ('nobody', 'one_group')
    """
    if not tally.n:
        return "nobody"
    if tally.n == tally.units:
        return "everyone"
    if len(tally.groups) < 2:
        return "one_group"
    return "own_groups" if max(tally.asked) == 1 else ""


def _p(tally: Tally, smallest: Fraction, p_chi2: float) -> tuple[Any, ...]:
    """Method, p, its error, draws, seed, and the reason for the method."""
    if smallest >= SMALL:
        return ("chi2", p_chi2, nan, nan, nan, "large_enough")
    if number_of_tables(tally.asked, tally.n) <= MOST_TABLES:
        p = float(exact_p(tally.asked, tally.answered))
        return ("exact", p, nan, nan, nan, "small_expected")
    p, error = permutation_p(tally.asked, tally.answered)
    return ("permutation", p, error, DRAWS, SEED, "too_many_tables")


def _groups(tally: Tally, alpha: float) -> list[tuple[Any, ...]]:
    """The columns of REPRESENTED from group on."""
    limit = NormalDist().inv_cdf(1 - alpha / 2)
    rows = []
    share = Fraction(tally.n, tally.units) if tally.units else Fraction(0)
    found = residuals(tally.asked, tally.answered) if tally.units else [nan] * len(tally.asked)
    for name, asked, answered, residual in zip(
        tally.groups, tally.asked, tally.answered, found, strict=True
    ):
        deviates = "over" if residual >= limit else "under" if residual <= -limit else ""
        rows.append((name, asked, answered, float(share * asked), residual, deviates))
    return rows
