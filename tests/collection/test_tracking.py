"""Who has answered: taken from what came back, whatever the frame says."""

from __future__ import annotations

import random

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from survey_toolkit.collection.tracking import (
    check_columns,
    participation,
    state_of,
    track,
    unreadable_dates,
)
from survey_toolkit.errors import SurveyError
from survey_toolkit.schema import (
    ANSWERED,
    BLANK,
    COMPLETE,
    NOT_ASKED,
    NOT_RETURNED,
    NOTHING,
    PARTIAL,
    PARTICIPATION,
    STATES,
    TRACKING,
    UNKNOWN,
    Unit,
)
from survey_toolkit.schema import check_columns as check_table

from .test_frame import INSTRUMENT

MANDATORY = ("sociale_tilbud", "social_sagsbehandling")
A = Unit("a", "kommune", "A", region="Nord")
CENTRE = Unit("c", "psykiatri", "C", region="Nord")
Came = list[tuple[str, str, str, str]]


def came(*rows: tuple[str, str, str, str]) -> pd.DataFrame:
    return pd.DataFrame(list(rows), columns=["sector", "unit", "function", "status"])


def one(unit: Unit, *functions: str, status: str = ANSWERED) -> pd.Series:
    counts = came(*((unit.sector, unit.id, function, status) for function in functions))
    return track(counts, {unit.id: unit}, INSTRUMENT).iloc[0]


@pytest.mark.parametrize(
    ("unit", "functions", "state", "missing"),
    [
        (A, (), NOTHING, "|".join(MANDATORY)),
        (A, MANDATORY[:1], PARTIAL, MANDATORY[1]),
        (A, MANDATORY, COMPLETE, ""),
        (A, (*MANDATORY, "stof_myndighed"), COMPLETE, ""),
        (A, ("",), PARTIAL, "|".join(MANDATORY)),  # only the questions to the unit
        (CENTRE, (), NOTHING, ""),
        (CENTRE, ("ambulatorium",), UNKNOWN, ""),
        (CENTRE, ("",), PARTIAL, ""),
        (Unit("d", "psykiatri", "D", functions=("sengeafsnit", "ambulatorium")),
         ("ambulatorium",), PARTIAL, "sengeafsnit"),
        (Unit("d", "psykiatri", "D", functions=("ambulatorium",)),
         ("ambulatorium", "sengeafsnit"), COMPLETE, ""),
    ],
)  # fmt: skip
def test_states(unit: Unit, functions: tuple[str, ...], state: str, missing: str) -> None:
    found = one(unit, *functions)
    assert (found["state"], found["missing"]) == (state, missing)
    assert found["functions"] == "|".join(f for f in INSTRUMENT.functions if f in functions)


@pytest.mark.parametrize(
    ("status", "state"), [(BLANK, PARTIAL), (NOT_ASKED, PARTIAL), (NOT_RETURNED, NOTHING)]
)
def test_what_came_back_counts(status: str, state: str) -> None:
    assert one(A, MANDATORY[0], status=status)["state"] == state


def test_a_date_in_the_frame_is_no_answer() -> None:
    dated = Unit("a", "kommune", "A", facts=(("returned_date", "1. maj 2012"),))
    found = one(dated)
    assert (found["state"], found["returned_date"]) == (NOTHING, "2012-05-01")
    assert found["sent_date"] == ""


def test_dates_that_cannot_be_read_are_listed() -> None:
    unit = Unit("a", "kommune", "A", facts=(("sent_date", "31-06-2012"), ("returned_date", "")))
    assert unreadable_dates([unit]) == [("a", "sent_date", "31-06-2012")]


def test_units_outside_the_frame_are_there_only_with_an_answer() -> None:
    units = {n: Unit(n, "kommune", n, in_frame=False) for n in ("x", "y")}
    found = track(came(("kommune", "x", MANDATORY[0], ANSWERED)), units, INSTRUMENT)
    assert found["unit"].tolist() == ["x"] and not found["in_frame"].any()


def test_nothing_at_all() -> None:
    found = track(came(), {}, INSTRUMENT)
    check_table(list(found), TRACKING, "tracking")
    check_table(list(participation(found, {}, ["region"])), PARTICIPATION, "participation")


def test_groups_in_order() -> None:
    units = [
        Unit("1", "kommune", "1", region="Syd", population=90_000, size_class="large"),
        Unit("2", "kommune", "2", region="", population=9_000, size_class="small"),
        Unit("3", "kommune", "3", region="Nord", population=50_000, size_class="medium"),
        CENTRE,
        Unit("5", "kommune", "5", region="Syd", in_frame=False),
    ]
    known = {unit.id: unit for unit in units}
    counts = came(*(("kommune", "1", f, ANSWERED) for f in MANDATORY),
                  ("kommune", "5", MANDATORY[0], ANSWERED))  # fmt: skip
    found = participation(track(counts, known, INSTRUMENT), known, ["region", "size_class"])
    rows = found.to_numpy().tolist()
    assert rows[:5] == [
        ["kommune", "sector", "", 3, 1, 1, 0, 2, 1],
        ["psykiatri", "sector", "", 1, 0, 0, 0, 1, 0],
        ["kommune", "region", "Syd", 1, 1, 1, 0, 0, 1],
        ["kommune", "region", "Nord", 1, 0, 0, 0, 1, 0],
        ["kommune", "region", "", 1, 0, 0, 0, 1, 0],
    ]
    sizes = found[found["by"] == "size_class"]
    assert sizes["group"].tolist() == ["small", "medium", "large", ""]
    assert set(sizes["sector"]) == {"kommune"}


@settings(deadline=None)
@given(st.lists(st.tuples(st.sampled_from("abc"), st.booleans(), st.booleans()), max_size=9),
       st.integers(0, 99))  # fmt: skip
def test_groups_add_up_and_the_order_of_units_changes_nothing(
    drawn: list[tuple[str, bool, bool]], seed: int
) -> None:
    units = [Unit(str(n), "kommune", "", region=r if r != "c" else "", in_frame=inside)
             for n, (r, inside, _) in enumerate(drawn)]  # fmt: skip
    counts = came(*(("kommune", str(n), MANDATORY[0], ANSWERED)
                    for n, (_, _, back) in enumerate(drawn) if back))  # fmt: skip
    made = []
    for order in (units, random.Random(seed).sample(units, len(units))):
        known = {unit.id: unit for unit in order}
        found = participation(track(counts, known, INSTRUMENT), known, ["region"])
        assert (found["asked"] + found["outside"] == found[list(STATES)].sum(axis=1)).all()
        made.append({(r.by, r.group): tuple(r)[4:] for r in found.itertuples()})
    assert made[0] == made[1]
    groups = [figures for (by, _), figures in made[0].items() if by == "region"]
    if groups:
        sums = tuple(map(sum, zip(*groups, strict=True)))
        assert sums == made[0]["sector", ""]


def test_a_column_that_the_frame_does_not_have() -> None:
    unit = Unit("a", "kommune", "A", facts=(("unit", "a"), ("contact_name", "")))
    check_columns(["contact_name", "size_class"], [unit])
    with pytest.raises(SurveyError, match=r"--by contact: .* Did you mean contact_name\?"):
        check_columns(["contact"], [unit])


def test_an_unknown_state_needs_a_function_that_replied() -> None:
    assert state_of(False, {"x"}, set()) == NOTHING


def test_a_function_of_another_sector_in_the_frame_is_not_waited_for() -> None:
    unit = Unit("d", "psykiatri", "D", functions=("ambulatorium", "sociale_tilbud"))
    assert one(unit, "ambulatorium")["state"] == COMPLETE
    assert one(unit)["missing"] == "ambulatorium"
