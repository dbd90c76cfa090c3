"""The figures of a table of scores, to be looked up and compared exactly."""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

import pandas as pd


class Figure(NamedTuple):
    """A fraction as it stands in the table."""

    numerator: float
    denominator: int

    @property
    def exact(self) -> Fraction | None:
        """The fraction itself; None where nobody is in the denominator.

        >>> Figure(1, 3).exact == Figure(2, 6).exact, Figure(0, 0).exact
        (True, None)
        """
        return Fraction(self.numerator) / self.denominator if self.denominator else None

    @property
    def value(self) -> float:
        """The fraction as a number; NaN where nobody is in the denominator."""
        return self.numerator / self.denominator if self.denominator else float("nan")


NOBODY = Figure(0, 0)
"""The figure that is not in the table: a sector without a reply."""

Key = tuple[str, str, str]


def of_sectors(scores: pd.DataFrame) -> dict[Key, Figure]:
    """Every figure of a sector, and of all sectors together, by (sector, measure, item).

    `scores` is schema.SCORES; all sectors together have the sector "".
    """
    return _by(scores[scores["by"].isin(["all", "sector"])], "sector")


def of_functions(scores: pd.DataFrame) -> dict[Key, Figure]:
    """Every figure of a function, by (function, measure, item)."""
    return _by(scores[scores["by"] == "function"], "group")


def _by(rows: pd.DataFrame, column: str) -> dict[Key, Figure]:
    keys = zip(*(rows[name].tolist() for name in (column, "measure", "item")), strict=True)
    fractions = zip(rows["numerator"].tolist(), rows["denominator"].tolist(), strict=True)
    return {key: Figure(*pair) for key, pair in zip(keys, fractions, strict=True)}
