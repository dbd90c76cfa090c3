"""The instrument's choices as the columns of a table of counts, and the measures made from them.

Every figure is a sum over some columns divided by a sum over others, so a measure is two vectors
over the columns: adding up is one multiplication of matrices.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

import numpy as np

from survey_toolkit.analysis.groups import Integers, Numbers
from survey_toolkit.instruments.model import Instrument, Question

TICKED = (("yes", True), ("no", False))
"""The two answers to each choice of a multiple-choice question; a tick counts."""

STATISTICS: Mapping[str, tuple[str, ...]] = {
    "function": ("mean_per_unit", "share", "share_of_all", "scale_mean"),
    "unit": ("share", "scale_mean"),
}
"""The statistics of a question by its scope: a unit answers for itself, so there is no mean."""


class Column(NamedTuple):
    """One answer to one question about one item."""

    question: str
    item: str
    answer: str
    counts: bool
    value: Fraction | None  # on the scale, where a mean of it says something


class Measure(NamedTuple):
    """A figure as two vectors over the columns, and what is added to the denominator.

    `per_unit` and `per_function` say how many times the units and the functions that replied
    stand in the denominator: 1 for an item, the number of items for the average of all.
    """

    question: str
    name: str
    item: str
    numerator: Numbers
    base: Numbers
    per_unit: int = 0
    per_function: int = 0


def columns(instrument: Instrument) -> list[Column]:
    """All choices of all questions that have a scale, in the order of the instrument.

    Free text and numbers have none.
    """
    questions = instrument.questions.values()
    return [column for question in questions for column in _of_question(question, instrument)]


def cells(known: Sequence[Column]) -> Integers:
    """A number for each column, equal where question and item are."""
    numbers: dict[tuple[str, str], int] = {}
    return np.array([numbers.setdefault(c[:2], len(numbers)) for c in known], dtype=np.int64)


def _of_question(question: Question, instrument: Instrument) -> Iterator[Column]:
    if question.type == "multiple":
        for choice in instrument.scales[question.scale].choices:
            for answer, counts in TICKED:
                yield Column(question.id, choice.id, answer, counts, None)
        return
    for item in instrument.items if question.per_item else ("",):
        scale = instrument.scale_of(question.id, item)
        for choice in scale.choices if scale else ():
            value = choice.value if scale and scale.has_values else None
            yield Column(question.id, item, choice.id, choice.counts, value)


def measures(instrument: Instrument, known: Sequence[Column]) -> list[Measure]:
    """The measures of every question, each with a row for every item.

    A question asked of every item has an averages row too (item ""), in which numerators and
    denominators are summed over the items: pooled, not the mean of the items' shares.
    """
    found: list[Measure] = []
    vectors = _vectors(known)
    for question in instrument.questions.values():
        for statistic in STATISTICS[question.scope]:
            by_item = _by_item(question.id, statistic, known, vectors)
            found += by_item
            if question.per_item and by_item:
                found.append(_pooled(by_item))
    return found


@dataclass(frozen=True, slots=True)
class Vectors:
    """What the measures are made of, column by column."""

    cell: Integers
    one: Numbers
    counts: Numbers
    value: Numbers  # 0 where there is none
    valued: Numbers


def _vectors(known: Sequence[Column]) -> Vectors:
    return Vectors(
        cells(known),
        np.ones(len(known)),
        np.array([c.counts for c in known], dtype=np.float64),
        np.array([float(c.value or 0) for c in known], dtype=np.float64),
        np.array([c.value is not None for c in known], dtype=np.float64),
    )


def _by_item(
    question: str, statistic: str, known: Sequence[Column], vectors: Vectors
) -> list[Measure]:
    """The measure of each item; nothing where no answer counts, or none has a value."""
    scaled = statistic == "scale_mean"
    own = [(at, c) for at, c in enumerate(known) if c.question == question]
    if not any(c.value is not None if scaled else c.counts for _, c in own):
        return []
    first = {c.item: at for at, c in reversed(own) if c.value is not None or not scaled}
    summed = vectors.value if scaled else vectors.counts
    bases = {"share": vectors.one, "scale_mean": vectors.valued}
    found = []
    for item in reversed(first):
        mine = vectors.cell == vectors.cell[first[item]]
        base = mine * bases.get(statistic, 0 * vectors.one)
        per_unit, per_function = statistic == "mean_per_unit", statistic == "share_of_all"
        name = f"{question}.{statistic}"
        found.append(
            Measure(question, name, item, mine * summed, base, int(per_unit), int(per_function))
        )
    return found


def _pooled(by_item: Sequence[Measure]) -> Measure:
    return by_item[0]._replace(
        item="",
        numerator=np.sum([m.numerator for m in by_item], axis=0),
        base=np.sum([m.base for m in by_item], axis=0),
        per_unit=sum(m.per_unit for m in by_item),
        per_function=sum(m.per_function for m in by_item),
    )
