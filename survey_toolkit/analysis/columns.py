"""The instrument's choices as the columns of a table of counts, and the measures made from them.

Every figure is a sum over some columns divided by a sum over others, so a measure is two vectors
over the columns: adding up is one multiplication of matrices.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

import numpy as np

from survey_toolkit.analysis.groups import Numbers
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

    Free text and numbers have none. Raises nothing: an instrument is checked when it is loaded.
    """
    return [column for question in instrument.questions.values()
            for column in _of_question(question, instrument)]  # fmt: skip


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
    for question in instrument.questions.values():
        own = [column for column in known if column.question == question.id]
        for statistic in STATISTICS[question.scope]:
            by_item = _by_item(statistic, question, own, known)
            found += by_item
            if question.per_item and by_item:
                found.append(_pooled(by_item))
    return found


def _by_item(
    statistic: str, question: Question, own: Sequence[Column], known: Sequence[Column]
) -> list[Measure]:
    scaled = statistic == "scale_mean"
    if not any(column.value is not None if scaled else column.counts for column in own):
        return []
    found = []
    for item in dict.fromkeys(c.item for c in own if c.value is not None or not scaled):
        mine = np.array([c.question == question.id and c.item == item for c in known])
        counted = [c.value or 0 if scaled else c.counts for c in known]
        valued = [c.value is not None if scaled else statistic == "share" for c in known]
        found.append(
            Measure(
                question.id,
                f"{question.id}.{statistic}",
                item,
                mine * np.array(counted, dtype=np.float64),
                mine * np.array(valued, dtype=np.float64),
                per_unit=int(statistic == "mean_per_unit"),
                per_function=int(statistic == "share_of_all"),
            )
        )
    return found


def _pooled(by_item: Sequence[Measure]) -> Measure:
    first = by_item[0]
    return Measure(
        first.question,
        first.name,
        "",
        np.sum([m.numerator for m in by_item], axis=0),
        np.sum([m.base for m in by_item], axis=0),
        sum(m.per_unit for m in by_item),
        sum(m.per_function for m in by_item),
    )
