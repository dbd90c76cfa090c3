"""The order of the items on each of the plan's measures."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping

import pandas as pd

from survey_toolkit.analysis.figures import NOBODY, Figure, Key, of_sectors
from survey_toolkit.instruments.model import Instrument
from survey_toolkit.instruments.plan import Plan
from survey_toolkit.schema import RANKS

Row = tuple[object, ...]


def ranks(scores: pd.DataFrame, plan: Plan, instrument: Instrument) -> pd.DataFrame:
    """The items by rank: schema.SCORES to schema.RANKS.

    For all sectors together (sector "") and for each sector with a reply, and each of
    `plan.measures` that is asked of the items. Fractions are compared exactly. Rank 1 is the
    highest; equal fractions share the lowest rank (1, 2, 2, 4) and are `tied`, and stand in the
    instrument's order. An item without a base has rank NaN, is not tied and stands last.
    """
    figures = of_sectors(scores)
    measures = [m for m in plan.measures if instrument.questions[m.partition(".")[0]].per_item]
    sectors = [s for s in ("", *instrument.sectors) if any(key[0] == s for key in figures)]
    rows = [
        (sector, measure, *row)
        for sector in sectors
        for measure in measures
        if instrument.asked_in(measure.partition(".")[0], sector) or not sector
        for row in _ranked(sector, measure, figures, instrument)
    ]
    table = pd.DataFrame(rows, columns=list(RANKS))
    texts = dict.fromkeys(("sector", "measure", "item"), "str")
    floats = dict.fromkeys(("rank", "value", "rank_low", "rank_high"), "float64")
    whole = {"numerator": scores["numerator"].dtype, "denominator": "int64"}
    return table.astype({**texts, **floats, **whole, "tied": "bool"})


def _ranked(
    sector: str, measure: str, figures: Mapping[Key, Figure], instrument: Instrument
) -> Iterator[Row]:
    known = {item: figures.get((sector, measure, item), NOBODY) for item in instrument.items}
    exact = {item: figure.exact for item, figure in known.items()}
    # Highest first is lowest first of the negatives; sorted() keeps ties in the given order.
    keys = sorted(-value for value in exact.values() if value is not None)
    order = {item: -value for item, value in exact.items() if value is not None}
    for item in [*sorted(order, key=order.__getitem__), *(i for i in known if i not in order)]:
        first = bisect_left(keys, order[item]) if item in order else 0
        after = bisect_right(keys, order[item]) if item in order else 0
        rank = first + 1 if item in order else math.nan
        figure = known[item]
        yield item, rank, after - first > 1, *figure, figure.value, math.nan, math.nan
