"""Who replied, and the groups in which the replies are counted."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from survey_toolkit.instruments.model import Instrument
from survey_toolkit.schema import NOT_RETURNED, Unit

BY = ("all", "sector", "function", "unit", "region", "size_class")
"""The groupings, in the order of the tables."""

Integers = NDArray[np.int64]
Numbers = NDArray[np.float64]


class Place(NamedTuple):
    """Where a reply comes from; `function` is empty for the questions asked of the unit."""

    sector: str
    unit: str
    function: str


@dataclass(frozen=True, slots=True)
class Replies:
    """The rows of `counts` that came back, and which of the places each of them belongs to."""

    rows: pd.DataFrame
    place_of_row: Integers
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Groups:
    """The members of one grouping that have a reply.

    `units` and `functions` say how many replied, members by sectors; a member of one sector
    has zeros in the others. `with_functions` are the units of which a function replied: a unit
    may have answered only what was asked of itself.
    """

    by: str
    sectors: tuple[str, ...]  # of each member; "" for all sectors together
    names: tuple[str, ...]
    code_of_place: Integers  # index of the member; -1 where the place is in none
    units: Numbers
    with_functions: Numbers
    functions: Numbers


def replies(counts: pd.DataFrame) -> Replies:
    """The part of schema.COUNTS that came back: any status but not_returned.

    Raises ValueError where there is more than one wave: the figures have no column for it.
    """
    if counts["wave"].nunique() > 1:
        raise ValueError(f"counts of several waves: {sorted(counts['wave'].unique())}")
    rows = counts[counts["status"] != NOT_RETURNED]
    columns = list(Place._fields)
    numbers = rows.groupby(columns, sort=False, observed=True).ngroup().to_numpy().astype(np.int64)
    distinct = rows[columns].drop_duplicates()
    cells = zip(*(distinct[column].tolist() for column in columns), strict=True)
    return Replies(rows, numbers, tuple(Place(*cell) for cell in cells))


def member(by: str, place: Place, units: Mapping[str, Unit]) -> str | None:
    """The name of the group that a place belongs to; None where it is in none.

    >>> member("function", Place("kommune", "101", "sagsbehandling"), {})
    'sagsbehandling'
    >>> member("region", Place("kommune", "101", ""), {}) is None
    True
    """
    if by in ("all", "sector"):
        return ""
    if by in Place._fields:
        return str(getattr(place, by)) or None
    unit = units.get(place.unit)
    return str(getattr(unit, by)) or None if unit else None


def order(by: str, units: Mapping[str, Unit], functions: Iterable[str] = ()) -> dict[str, int]:
    """The place in the order of every known group of a grouping.

    Functions stand as in the instrument, units and regions as in the frame, and size classes by
    the smallest population in them.
    """
    known: list[str] = []
    if by == "function":
        known = list(functions)
    elif by == "unit":
        known = list(units)
    elif by == "region":
        known = [unit.region for unit in units.values()]
    elif by == "size_class":
        smallest_first = sorted(units.values(), key=lambda unit: unit.population or math.inf)
        known = [unit.size_class for unit in smallest_first]
    return {name: number for number, name in enumerate(dict.fromkeys(known))}


def groups(
    by: str, places: Sequence[Place], units: Mapping[str, Unit], instrument: Instrument
) -> Groups:
    """The members of a grouping that have a reply, sector by sector in the instrument's order.

    Raises ValueError where a place is in a sector that the instrument does not have.
    """
    unknown = {place.sector for place in places} - instrument.sectors.keys()
    if unknown:
        raise ValueError(f"sectors that the instrument does not have: {sorted(unknown)}")
    keys = [_key(by, place, units) for place in places]
    sectors, rank = list(instrument.sectors), order(by, units, instrument.functions)
    members = sorted(
        {key for key in keys if key is not None},
        key=lambda key: (["", *sectors].index(key[0]), rank.get(key[1], len(rank)), key[1]),
    )
    index = {key: number for number, key in enumerate(members)}
    codes = [-1 if key is None else index[key] for key in keys]
    placed = [(code, place) for code, place in zip(codes, places, strict=True) if code >= 0]
    of_units = {(code, place._replace(function="")) for code, place in placed}
    units_in = Counter((code, place.sector) for code, place in of_units)
    with_functions = {(code, p.sector, p.unit) for code, p in placed if p.function}
    with_functions_in = Counter((code, sector) for code, sector, _ in with_functions)
    functions_in = Counter((code, p.sector) for code, p in set(placed) if p.function)
    return Groups(
        by,
        tuple(sector for sector, _ in members),
        tuple(name for _, name in members),
        np.array(codes, dtype=np.int64),
        _table(units_in, len(members), sectors),
        _table(with_functions_in, len(members), sectors),
        _table(functions_in, len(members), sectors),
    )


def _key(by: str, place: Place, units: Mapping[str, Unit]) -> tuple[str, str] | None:
    name = member(by, place, units)
    if name is None:
        return None
    return "" if by == "all" else place.sector, name


def _table(tally: Counter[tuple[int, str]], members: int, sectors: Sequence[str]) -> Numbers:
    rows = [[tally[member, sector] for sector in sectors] for member in range(members)]
    return np.array(rows, dtype=np.float64).reshape(members, len(sectors))
