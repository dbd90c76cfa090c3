"""Who has answered: each unit, and how many of each group."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

import pandas as pd

from survey_toolkit.dates import parse_date
from survey_toolkit.errors import SurveyError
from survey_toolkit.instruments.model import Instrument
from survey_toolkit.schema import (
    COMPLETE,
    NOT_RETURNED,
    NOTHING,
    PARTIAL,
    PARTICIPATION,
    STATES,
    TRACKING,
    UNKNOWN,
    Unit,
)
from survey_toolkit.workspace import nearest

DATES = ("sent_date", "reminder_date", "returned_date")
"""The columns of the frame that say when something happened. Each may be left out."""


def track(
    counts: pd.DataFrame,
    units: Mapping[str, Unit],
    instrument: Instrument,
    happened: Mapping[str, Mapping[str, str]] | None = None,
    excused: Collection[tuple[str, str]] = (),
) -> pd.DataFrame:
    """How far each unit has answered, by what came back: schema.TRACKING, in the order of `units`.

    `counts` has at least the columns sector, unit, function and status, as schema.COUNTS. A date in
    the frame is told and never counts as an answer. The known functions are those in the frame and
    those that are mandatory in the questionnaire. Units outside the frame that did not answer are
    left out. `excused` are the units and functions that no reply is due from, because the unit has
    no such function or answers for it together with another. `happened` are dates by unit and
    column (`received.happened`), for where the frame has none.
    """
    replied = _replied(counts)
    rows = [
        _row(
            unit,
            replied.get(unit.id),
            known_functions(unit, instrument, excused),
            instrument,
            (happened or {}).get(unit.id, {}),
        )
        for unit in units.values()
        if unit.in_frame or unit.id in replied
    ]
    return pd.DataFrame(rows, columns=list(TRACKING)).astype(
        {column: "bool" if column == "in_frame" else "str" for column in TRACKING}
    )


def _replied(counts: pd.DataFrame) -> dict[str, set[str]]:
    """The functions that replied in each unit; "" where its own questions came back."""
    back = counts.loc[counts["status"] != NOT_RETURNED, ["unit", "function"]].drop_duplicates()
    found: dict[str, set[str]] = defaultdict(set)
    for unit, function in zip(back["unit"].tolist(), back["function"].tolist(), strict=True):
        found[unit].add(function)
    return dict(found)


def known_functions(
    unit: Unit, instrument: Instrument, excused: Collection[tuple[str, str]] = ()
) -> set[str]:
    """The functions that a reply is due from: the frame's, the mandatory, less those excused."""
    return {f.id for f in instrument.due_functions(unit) if (unit.id, f.id) not in excused}


def _row(
    unit: Unit,
    replied: set[str] | None,
    known: set[str],
    instrument: Instrument,
    happened: Mapping[str, str],
) -> tuple[object, ...]:
    order = [function.id for function in instrument.functions_in(unit.sector)]
    back = (replied or set()) - {""}
    missing = known - back
    state = state_of(replied is not None, back, known)
    listed = ["|".join(sorted(names, key=order.index)) for names in (back, missing)]
    dates = (parse_date(unit.says(column)) or happened.get(column, "") for column in DATES)
    return (unit.sector, unit.id, unit.name, unit.in_frame, state, *listed, *dates)


def state_of(answered: bool, functions: set[str], known: set[str]) -> str:
    """One of schema.STATES: `functions` replied, of those `known` to exist.

    >>> state_of(True, {"ward"}, {"ward", "clinic"}), state_of(True, {"ward"}, set())
    ('partial', 'unknown')
    >>> state_of(True, set(), set())  # only the questions to the unit
    'partial'
    """
    if not answered:
        return NOTHING
    if known - functions or not functions:
        return PARTIAL
    return COMPLETE if known else UNKNOWN


def unreadable_dates(units: Iterable[Unit]) -> list[tuple[str, str, str]]:
    """The unit, column and text of each date in the frame that cannot be read."""
    cells = ((unit, column, unit.says(column)) for unit in units for column in DATES)
    return [
        (unit.id, column, text) for unit, column, text in cells if text and not parse_date(text)
    ]


def check_columns(asked: Iterable[str], units: Iterable[Unit]) -> None:
    """SurveyError, with the columns that there are, where the frame has no such column."""
    known = list(dict.fromkeys(name for unit in units for name, _ in unit.facts if name))
    known += ["size_class"]
    faults = [
        f"--by {column}: frame.csv has no such column.{nearest(column, known)} "
        f"One of: {', '.join(known)}"
        for column in asked
        if column not in known
    ]
    if faults:
        raise SurveyError(*faults)


def participation(
    tracking: pd.DataFrame, units: Mapping[str, Unit], by: Sequence[str]
) -> pd.DataFrame:
    """How many units of each group have answered: schema.TRACKING to schema.PARTICIPATION.

    First each sector, then each division in `by`: columns of the frame, or size_class. Groups stand
    as in `units`, size classes by population, units without one last. A sector in which no unit has
    a group is left out of that division.
    """
    states = dict(zip(tracking["unit"].tolist(), tracking["state"].tolist(), strict=True))
    found = [unit for unit in units.values() if unit.id in states]
    rows = [row for column in ("sector", *by) for row in _divided(column, found, states)]
    kinds = {**dict.fromkeys(PARTICIPATION[:3], "str"), **dict.fromkeys(PARTICIPATION[3:], "int64")}
    return pd.DataFrame(rows, columns=list(PARTICIPATION)).astype(kinds)


def _divided(by: str, units: Sequence[Unit], states: Mapping[str, str]) -> list[tuple[object, ...]]:
    """The rows of one division, sector by sector."""
    if by == "size_class":
        units = sorted(units, key=lambda unit: unit.population or math.inf)
    members: dict[tuple[str, str], list[Unit]] = defaultdict(list)
    for unit in units:
        members[unit.sector, "" if by == "sector" else unit.says(by)].append(unit)
    divided = {sector for sector, group in members if group or by == "sector"}
    keys = [key for key in members if key[0] in divided]
    sectors = list(dict.fromkeys(sector for sector, _ in keys))
    keys.sort(key=lambda key: (sectors.index(key[0]), not key[1]))
    return [(key[0], by, key[1], *_tally(members[key], states)) for key in keys]


def _tally(units: Sequence[Unit], states: Mapping[str, str]) -> list[int]:
    """Asked, the number in each state, and outside the frame."""
    tally = Counter(states[unit.id] for unit in units)
    asked = sum(unit.in_frame for unit in units)
    return [asked, *(tally[state] for state in STATES), len(units) - asked]
