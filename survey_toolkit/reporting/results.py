"""The result tables as they are looked up while they are laid out: one pass, then dictionaries."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import pandas as pd

from survey_toolkit import schema
from survey_toolkit.instruments.model import Instrument, Item, Question, Sector
from survey_toolkit.instruments.plan import Plan
from survey_toolkit.reporting.display import Figure, Number, is_empty, share
from survey_toolkit.schema import Unit

ScoreKey = tuple[str, str, str, str, str]  # by, group, sector, item, measure
AnswersKey = tuple[str, str, str, str]  # sector, question, item, answer


class Rank(NamedTuple):
    """One row of the table of ranks; `position` is None for an item without a base."""

    item: str
    position: int | None
    tied: bool
    low: Number
    high: Number
    numerator: Number
    denominator: Number

    @property
    def mark(self) -> str:
        """What stands after the rank: = where it is shared, and its interval where there is one."""
        interval = "" if _missing(self.low) else f" ({self.low:.0f}–{self.high:.0f})"
        return ("=" if self.tied else "") + interval


class Pick(NamedTuple):
    """One row of the table of what the plan's thresholds pick out."""

    list: str
    dimension: str
    potential: str
    item: str
    position: int
    numerator: Number
    denominator: Number
    inferred: bool


class Covered(NamedTuple):
    """One row of the table of who answered."""

    sector: str
    group: str
    by: str
    asked: int
    replied: int
    functions: int
    outside: int = 0


@dataclass(frozen=True, slots=True)
class Results:
    """Everything that a table can show, by key, with the words for it."""

    instrument: Instrument
    plan: Plan
    units: Mapping[str, Unit]
    language: str
    notes: Sequence[str]
    scores: Mapping[ScoreKey, tuple[Number, Number]]
    groups: Mapping[tuple[str, str], list[str]]  # by, sector: the groups, in the order of the table
    answers: Mapping[AnswersKey, tuple[int, int]]
    ranks: Mapping[tuple[str, str], list[Rank]]  # sector, measure
    picks: Sequence[Pick]
    coverage: Sequence[Covered]

    def figure(self, by: str, group: str, sector: str, item: str, measure: str) -> Figure:
        """The figure with its numerator and base, marked where the base is small."""
        numerator, denominator = self.scores.get((by, group, sector, item, measure), (0, 0))
        if is_empty(denominator):
            return Figure(0, 0)
        return share(numerator, denominator, self.plan.minimum_base)

    def unit_answer(self, sector: str, question: str, choice: str) -> tuple[int, int] | None:
        """How many units of a sector gave an answer, of how many; None where it was not asked."""
        if not self.instrument.asked_in(question, sector):
            return None
        if self.instrument.questions[question].type == "multiple":
            return self.answers.get((sector, question, choice, "yes"), (0, 0))
        return self.answers.get((sector, question, "", choice), (0, 0))

    def covered(self, sector: str) -> Covered:
        """Who answered in a sector."""
        for row in self.coverage:
            if row.by == "sector" and sector in (row.sector, row.group):
                return row
        return Covered(sector, "", "sector", 0, 0, 0)

    @property
    def sectors(self) -> list[Sector]:
        """The sectors, in order."""
        return list(self.instrument.sectors.values())


def whole(value: Number) -> Number:
    """A count as an int, where it is whole; a missing one as 0.

    >>> whole(3.0), whole(float("nan")), whole(2.5)
    (3, 0, 2.5)
    """
    if _missing(value):
        return 0
    return int(value) if value == int(value) else value


def _missing(value: object) -> bool:
    return value is None or value != value  # NaN is unlike itself


def index(
    scores: pd.DataFrame,
    distribution: pd.DataFrame,
    ranks: pd.DataFrame,
    matrix: pd.DataFrame,
    coverage: pd.DataFrame,
    instrument: Instrument,
    plan: Plan,
    units: Mapping[str, Unit],
    language: str,
    notes: Sequence[str],
) -> Results:
    """The tables of results (the contracts are in `schema`), ready to be looked up."""
    values: dict[ScoreKey, tuple[Number, Number]] = {}
    groups: dict[tuple[str, str], dict[str, None]] = {}
    for by, group, sector, item, measure, numerator, denominator in rows(scores, schema.SCORES[:7]):
        values[by, group, sector, item, measure] = (whole(numerator), whole(denominator))
        groups.setdefault((by, sector), {})[group] = None
    return Results(
        instrument=instrument,
        plan=plan,
        units=units,
        language=language,
        notes=notes,
        scores=values,
        groups={key: list(found) for key, found in groups.items()},
        answers=_answers(distribution),
        ranks=rank_rows(ranks),
        picks=pick_rows(matrix),
        coverage=coverage_rows(coverage),
    )


def rows(table: pd.DataFrame, columns: Sequence[str]) -> Iterator[tuple[Any, ...]]:
    """The rows of a table, of some of its columns. KeyError where a column is not there."""
    return zip(*(table[column].tolist() for column in columns), strict=True)


def _answers(distribution: pd.DataFrame) -> dict[AnswersKey, tuple[int, int]]:
    """The count and the base of each answer in each sector."""
    of_sectors = distribution[distribution["by"] == "sector"]
    columns = ("sector", "question", "item", "answer", "n", "base")
    return {
        (sector, question, item, answer): (int(n), int(base))
        for sector, question, item, answer, n, base in rows(of_sectors, columns)
    }


def rank_rows(ranks: pd.DataFrame) -> dict[tuple[str, str], list[Rank]]:
    """The ranks of each sector and measure, the highest first, items without a base last."""
    found: dict[tuple[str, str], list[Rank]] = {}
    columns = ("sector", "measure", "item", "rank", "tied", "rank_low", "rank_high",
               "numerator", "denominator")  # fmt: skip
    for sector, measure, item, rank, tied, low, high, n, base in rows(ranks, columns):
        position = None if _missing(rank) else int(rank)
        row = Rank(item, position, bool(tied), low, high, whole(n), whole(base))
        found.setdefault((sector, measure), []).append(row)
    for listed in found.values():
        listed.sort(key=lambda row: (row.position is None, row.position or 0))
    return found


def pick_rows(matrix: pd.DataFrame) -> list[Pick]:
    """What the thresholds pick out, row for row."""
    columns = ("list", "dimension", "potential", "item", "position", "numerator", "denominator",
               "inferred")  # fmt: skip
    return [
        Pick(name, dimension, potential, item, int(position), whole(n), whole(base), bool(inferred))
        for name, dimension, potential, item, position, n, base, inferred in rows(matrix, columns)
    ]


def coverage_rows(coverage: pd.DataFrame) -> list[Covered]:
    """Who answered, row for row."""
    return [
        Covered(sector, group, by, *map(int, numbers))
        for sector, group, by, *numbers in rows(coverage, schema.COVERAGE)
    ]


def items_in_order(instrument: Instrument) -> list[Item]:
    """The items by group, in the order of the groups, and then of the file."""
    order = {group: number for number, group in enumerate(instrument.groups)}
    return sorted(instrument.items.values(), key=lambda item: order.get(item.group, len(order)))


def choice_questions(instrument: Instrument) -> list[Question]:
    """The questions with choices that are asked of each item."""
    return [q for q in instrument.item_questions if q.type in ("single", "multiple")]
