"""What is known of who has answered, as it is looked up while it is laid out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from statistics import NormalDist
from typing import NamedTuple

import pandas as pd

from survey_toolkit import schema
from survey_toolkit.instruments.model import Instrument
from survey_toolkit.instruments.plan import Plan
from survey_toolkit.language import joined, number
from survey_toolkit.reporting.results import rows
from survey_toolkit.reporting.words import say
from survey_toolkit.schema import NOTHING, Unit

LEAST_P = 0.001
NAMED = ("region", "size_class")
"""The divisions that have words of their own; another is called as its column in the frame."""


class UnitRow(NamedTuple):
    """One row of TRACKING."""

    sector: str
    unit: str
    name: str
    in_frame: bool
    state: str
    functions: str
    missing: str
    sent_date: str
    reminder_date: str
    returned_date: str


class Part(NamedTuple):
    """One row of PARTICIPATION."""

    sector: str
    by: str
    group: str
    asked: int
    complete: int
    partial: int
    unknown: int
    nothing: int
    outside: int

    @property
    def answered(self) -> int:
        """Units with any answer."""
        return self.complete + self.partial + self.unknown


class TestRow(NamedTuple):
    """One row of REPRESENTATIVENESS."""

    sector: str
    by: str
    units: int
    answered: int
    groups: int
    chi2: float
    df: float
    p_chi2: float
    goodness_of_fit: float
    p_goodness_of_fit: float
    smallest_expected: float
    method: str
    p: float
    p_error: float
    draws: float
    seed: float
    v: float
    reason: str
    outside: str
    ungrouped: str


class Represented(NamedTuple):
    """One row of REPRESENTED."""

    sector: str
    by: str
    group: str
    asked: int
    answered: int
    expected: float
    residual: float
    deviates: str


@dataclass(frozen=True, slots=True)
class Tracked:
    """Who has answered in a wave: the tables of `schema`, and the words for them.

    `bad_dates` are unit, column and text of the dates in the frame that cannot be read.
    """

    wave: str
    instrument: Instrument
    plan: Plan
    units: Mapping[str, Unit]
    language: str
    notes: Sequence[str]
    tracking: Sequence[UnitRow]
    participation: Sequence[Part]
    tests: Sequence[TestRow]
    groups: Sequence[Represented]
    bad_dates: Sequence[tuple[str, str, str]] = ()

    def words(self, key: str, **facts: object) -> str:
        """The words for something in the language of the output."""
        return say(key, self.language, **facts)

    def number(self, value: float | Fraction, decimals: int) -> str:
        """A number as text."""
        return number(value, decimals, self.language)

    def sector(self, sector: str) -> str:
        """The name of a sector."""
        return self.instrument.sectors[sector].name(self.language)

    def division(self, by: str) -> str:
        """What a division is called in a heading."""
        return self.words(by) if by in NAMED else by

    def group(self, sector: str, by: str, group: str) -> str:
        """The name of a group."""
        for size in self.plan.size_classes if by == "size_class" else ():
            if (size.sector, size.id) == (sector, group):
                return size.label(self.language)
        return group or self.words(f"no_{by}" if by in NAMED else "not_stated")

    def function_names(self, ids: str) -> str:
        """The functions of a cell with | between, by name, in a row."""
        names = [self.instrument.functions[f].name(self.language) for f in ids.split("|") if f]
        return joined(names, self.language)

    def unit_names(self, ids: str) -> str:
        """The units of a cell with | between, by name; a name may itself hold a comma."""
        return "; ".join(self.units[unit].name for unit in ids.split("|") if unit)

    @property
    def title(self) -> str:
        """The survey and its wave."""
        return f"{self.instrument.title(self.language)} – {self.wave}"

    @property
    def outside(self) -> str:
        """The ids of the units that answered outside the frame, with | between."""
        return "|".join(row.unit for row in self.tracking if not row.in_frame)

    @property
    def has_unknown(self) -> bool:
        """Whether it is not known of some unit if it has answered in full."""
        return any(row.unknown for row in self.participation)

    def limit(self) -> float:
        """The residual from which a group deviates: two-sided, by the plan's alpha."""
        return NormalDist().inv_cdf(1 - self.plan.alpha / 2)

    def probability(self, p: float) -> str:
        """A p-value with its sign of equality left out: 0,572 or < 0,001."""
        shown = self.number(LEAST_P, 3)
        return f"< {shown}" if p < LEAST_P else self.number(p, 3)

    def lacking(self) -> list[UnitRow]:
        """The units in the frame without an answer, and those of which a function is missing."""
        return [row for row in self.tracking if row.state == NOTHING or row.state == schema.PARTIAL]

    def total(self) -> Part:
        """All sectors taken together."""
        found = [row for row in self.participation if row.by == "sector"]
        sums = [sum(row[place] for row in found) for place in range(3, len(Part._fields))]  # type: ignore[misc]
        return Part("", "sector", "", *sums)


def tracked_of(
    wave: str,
    instrument: Instrument,
    plan: Plan,
    units: Mapping[str, Unit],
    language: str,
    notes: Sequence[str],
    tables: Mapping[str, pd.DataFrame],
    bad_dates: Sequence[tuple[str, str, str]] = (),
) -> Tracked:
    """The four tables tracking, participation, representativeness and represented, row for row."""
    return Tracked(
        wave, instrument, plan, units, language, notes,
        [UnitRow(*row) for row in rows(tables["tracking"], schema.TRACKING)],
        [Part(*row) for row in rows(tables["participation"], schema.PARTICIPATION)],
        [TestRow(*row) for row in rows(tables["representativeness"], schema.REPRESENTATIVENESS)],
        [Represented(*row) for row in rows(tables["represented"], schema.REPRESENTED)],
        bad_dates,
    )  # fmt: skip
