"""Counts become scores: every figure with its numerator and its denominator."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from survey_toolkit.analysis.columns import Column, Measure, cells, columns, measures
from survey_toolkit.analysis.groups import (
    BY,
    Groups,
    Integers,
    Numbers,
    Place,
    Replies,
    groups,
    member,
    order,
    replies,
)
from survey_toolkit.instruments.model import Instrument
from survey_toolkit.schema import ANSWERED, COVERAGE, DISTRIBUTION, SCORES, Unit

Parts = dict[str, list[Any]]


def scores(counts: pd.DataFrame, instrument: Instrument, units: Mapping[str, Unit]) -> pd.DataFrame:
    """The figures of every question for every group with a reply: schema.COUNTS to schema.SCORES.

    Denominators: mean_per_unit has the units of the group of which a function replied, share the
    answers to the question (don't know included, blank not), share_of_all the functions that
    replied, scale_mean the answers with a value. The averages row over all items (item "") adds up
    numerators and denominators, so its denominator is so many times the units or functions.
    A question is left out where it is put to no sector of the group; one without counting
    answers has only its scale_mean, where the scale has one. Questions asked of the unit are
    not given by function or unit.

    Numerators and denominators are whole numbers (the numerators are float64 where a scale has
    values that are not whole). `value` is NaN where the denominator is 0.

    Raises ValueError where the counts hold an answer or a sector that the instrument does not
    have, or several waves.
    """
    known = columns(instrument)
    wanted = measures(instrument, known)
    parts: Parts = {column: [] for column in SCORES[:-3]}
    for grouped, table in _tables(counts, known, instrument, units):
        _score(grouped, table, wanted, instrument, parts)
    found = _frame(parts)
    whole = all(c.value is None or c.value.denominator == 1 for c in known)
    found["numerator"] = found["numerator"].astype("int64" if whole else "float64")
    found["denominator"] = found["denominator"].astype("int64")
    found["value"] = _ratio(found["numerator"], found["denominator"])
    found["low"] = found["high"] = np.nan
    return found[list(SCORES)]


def distribution(
    counts: pd.DataFrame, instrument: Instrument, units: Mapping[str, Unit]
) -> pd.DataFrame:
    """How often each choice was chosen: schema.COUNTS to schema.DISTRIBUTION.

    Every choice of every question and item has a row in every group with a reply, also where
    nobody chose it. `base` is the answers to the question (don't know included, blank not), and
    `share` is NaN where it is 0. The groups, and what is left out, are those of `scores`; a
    multiple-choice question has its choices as items, with the answers yes and no.
    """
    known = columns(instrument)
    parts: Parts = {column: [] for column in DISTRIBUTION[:-1]}
    cell = cells(known)
    same_cell = (cell[:, None] == cell).astype(np.float64)
    for grouped, table in _tables(counts, known, instrument, units):
        at = _shown(grouped, [c.question for c in known], instrument)
        _describe(grouped, at, known, parts)
        parts["question"].append(_texts([c.question for c in known])[at[1]])
        parts["answer"].append(_texts([c.answer for c in known])[at[1]])
        parts["n"].append(table[at])
        parts["base"].append((table @ same_cell)[at])
    found = _frame(parts).astype({"n": "int64", "base": "int64"})
    found["share"] = _ratio(found["n"], found["base"])
    return found[list(DISTRIBUTION)]


def coverage(counts: pd.DataFrame, units: Mapping[str, Unit]) -> pd.DataFrame:
    """Who was asked and who replied, by sector, region and size class: schema.COVERAGE.

    `asked` is the units in the frame; `replied` those, and others, with anything but
    not_returned; `functions` the functions that replied; `outside` the units among `replied`
    that are not in the frame. Groups stand sector by sector as in `units`, size classes by
    population. Units without a region or a size class stand last, with an empty group, so that
    the groups add up to the sector; a sector in which no unit has one is left out there.
    """
    found = replies(counts).places
    asked = [Place(unit.sector, unit.id, "") for unit in units.values() if unit.in_frame]
    replied = list(dict.fromkeys(place._replace(function="") for place in found))
    functions = [place for place in found if place.function]
    known = {place.unit for place in asked}
    outside = [place for place in replied if place.unit not in known]
    sectors = list(dict.fromkeys(place.sector for place in (*asked, *replied)))
    rows: list[tuple[object, ...]] = []
    for by in ("sector", "region", "size_class"):
        tallies = [_tally(places, by, units) for places in (asked, replied, functions, outside)]
        rank = order(by, units)
        keys = {*tallies[0], *tallies[1]}
        divided = {sector for sector, name in keys if name or by == "sector"}
        for key in sorted(keys, key=lambda k: (sectors.index(k[0]), not k[1], rank.get(k[1], -1))):
            if key[0] in divided:
                rows.append((*key, by, *(tally[key] for tally in tallies)))
    kinds = {**dict.fromkeys(COVERAGE[:3], "str"), **dict.fromkeys(COVERAGE[3:], "int64")}
    return pd.DataFrame(rows, columns=list(COVERAGE)).astype(kinds)


def _tally(places: Iterable[Place], by: str, units: Mapping[str, Unit]) -> Counter[tuple[str, str]]:
    """How many places are in each group; "" for those in none."""
    return Counter((place.sector, member(by, place, units) or "") for place in places)


def _tables(
    counts: pd.DataFrame,
    known: Sequence[Column],
    instrument: Instrument,
    units: Mapping[str, Unit],
) -> Iterator[tuple[Groups, Numbers]]:
    """For each grouping its members, and how often each of them gave each answer."""
    returned = replies(counts)
    column, place, n = _answered(returned, known)
    for by in BY:
        grouped = groups(by, returned.places, units, instrument)
        member_of_row = grouped.code_of_place[place]
        kept = member_of_row >= 0
        flat = member_of_row[kept] * len(known) + column[kept]
        shape = (len(grouped.names), len(known))
        table = np.bincount(flat, weights=n[kept], minlength=shape[0] * shape[1])
        yield grouped, table.astype(np.float64).reshape(shape)


def _answered(returned: Replies, known: Sequence[Column]) -> tuple[Integers, Integers, Numbers]:
    """The column, the place and the number of every row with an answer to a scaled question."""
    scaled = list({column.question for column in known})
    rows = returned.rows
    kept = ((rows["status"] == ANSWERED) & rows["question"].isin(scaled)).to_numpy(bool)
    rows, place = rows[kept], returned.place_of_row[kept]
    names = ["question", "item", "answer"]
    number = rows.groupby(names, sort=False, observed=True).ngroup().to_numpy().astype(np.int64)
    index = {column[:3]: at for at, column in enumerate(known)}
    distinct = list(rows[names].drop_duplicates().itertuples(index=False, name=None))
    unknown = [kind for kind in distinct if kind not in index]
    if unknown:
        raise ValueError(f"answers that the instrument does not have: {unknown}")
    column = np.array([index[kind] for kind in distinct], dtype=np.int64)[number]
    return column, place, rows["n"].to_numpy(np.float64)


def _score(
    grouped: Groups,
    table: Numbers,
    wanted: Sequence[Measure],
    instrument: Instrument,
    parts: Parts,
) -> None:
    """Add the rows of one grouping to the parts of the table."""
    if not wanted:
        return
    asked = _asked([m.question for m in wanted], instrument)
    per_unit = asked * np.array([m.per_unit for m in wanted])
    per_function = asked * np.array([m.per_function for m in wanted])
    numerator = table @ np.array([m.numerator for m in wanted]).T
    denominator = table @ np.array([m.base for m in wanted]).T
    denominator += grouped.with_functions @ per_unit + grouped.functions @ per_function
    at = _shown(grouped, [m.question for m in wanted], instrument)
    _describe(grouped, at, wanted, parts)
    parts["measure"].append(_texts([m.name for m in wanted])[at[1]])
    parts["numerator"].append(numerator[at])
    parts["denominator"].append(denominator[at])


def _asked(questions: Sequence[str], instrument: Instrument) -> Numbers:
    """Sectors by questions: 1 where the question is put to the sector."""
    return np.array(
        [[float(instrument.asked_in(q, s)) for q in questions] for s in instrument.sectors]
    )


def _shown(
    grouped: Groups, questions: Sequence[str], instrument: Instrument
) -> tuple[Integers, Integers]:
    """Which rows the table has: the member and the column of each."""
    put = grouped.units @ _asked(questions, instrument) > 0
    if grouped.by in ("function", "unit"):
        of_functions = [instrument.questions[q].scope == "function" for q in questions]
        put &= np.array(of_functions, dtype=bool)
    member_of_row, column = np.nonzero(put)
    return member_of_row, column


def _describe(
    grouped: Groups,
    at: tuple[Integers, Integers],
    of: Sequence[Column] | Sequence[Measure],
    parts: Parts,
) -> None:
    parts["by"].append(np.full(len(at[0]), grouped.by, dtype=object))
    parts["group"].append(_texts(grouped.names)[at[0]])
    parts["sector"].append(_texts(grouped.sectors)[at[0]])
    parts["item"].append(_texts([column.item for column in of])[at[1]])


def _texts(words: Sequence[str]) -> NDArray[np.object_]:
    return np.array(words, dtype=object)


def _frame(parts: Parts) -> pd.DataFrame:
    texts = {"by", "group", "sector", "item", "measure", "question", "answer"}
    table = pd.DataFrame({n: np.concatenate(arrays or [[]]) for n, arrays in parts.items()})
    return table.astype({name: "str" for name in table.columns if name in texts})


def _ratio(numerator: pd.Series[Any], denominator: pd.Series[Any]) -> pd.Series[Any]:
    return numerator / denominator.where(denominator != 0)
