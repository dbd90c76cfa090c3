"""The clean answers of 2012 as the table that reading makes, and small tables made by hand."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import pandas as pd
from hypothesis import strategies as st

from survey_toolkit.collection.frame import load_frame
from survey_toolkit.instruments.load import load
from survey_toolkit.instruments.model import Instrument, Question
from survey_toolkit.instruments.plan import Plan, load_plan
from survey_toolkit.schema import (
    ANSWERED,
    ANSWERS,
    BLANK,
    NOT_ASKED,
    NOT_RETURNED,
    SCORES,
    Unit,
)

ROOT = Path(__file__).resolve().parents[2]
REFERENCE = ROOT / "tests/reference/coordination-2012"
WAVE = ROOT / "responses/2012"
PUBLISHED = WAVE / "published"

Row = tuple[object, ...]


def load_2012() -> tuple[Instrument, Plan, dict[str, Unit]]:
    """The instrument and the plan, and the frame with the three that replied without a name."""
    instrument = load(ROOT / "instruments/coordination-tools")
    plan = load_plan(WAVE / "plan.toml", instrument)
    units = load_frame(WAVE, instrument, plan)
    for unit in reference("units"):
        if unit["in_frame"] != "yes":
            units[unit["unit_id"]] = Unit(
                unit["unit_id"], unit["sector"], unit["name"], unit["region"], in_frame=False
            )
    return instrument, plan, units


def reference(name: str) -> list[dict[str, str]]:
    """The rows of one of the reference tables."""
    with (REFERENCE / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def answers_2012(instrument: Instrument, units: Mapping[str, Unit]) -> pd.DataFrame:
    """schema.ANSWERS, complete: also what was not asked, left blank and never returned."""
    given = {
        (row["unit_id"], row["function"], row["stage"], row["tool"]): row["answer"]
        for row in reference("answers")
    }
    rows: list[Row] = []
    for reply in reference("responses"):
        place = (reply["sector"], reply["unit_id"], reply["function"])
        given[(*place[1:], "other_tools", "")] = reply["other_tools"] or "no_answer"
        rows += _asked_of_function(instrument, place, given)
    replied = {row["unit_id"]: row for row in reference("units")}
    for unit in units.values():
        rows += _asked_of_unit(instrument, unit, replied.get(unit.id))
        if unit.id not in replied:
            rows += _silent(instrument, unit)
    return table(rows)


def table(rows: Iterable[Row]) -> pd.DataFrame:
    """schema.ANSWERS from (sector, unit, function, question, item, answer, value, status)."""
    full = [
        ("2012", sector, unit, function, "1", question, item, answer, value, status, "made!up!A1")
        for sector, unit, function, question, item, answer, value, status in rows
    ]
    frame = pd.DataFrame(full, columns=list(ANSWERS))
    texts = [c for c in ANSWERS if c != "value"]
    return frame.astype({**dict.fromkeys(texts, "str"), "value": "float64"})


def _asked_of_function(
    instrument: Instrument, place: tuple[str, str, str], given: Mapping[tuple[str, ...], str]
) -> Iterator[Row]:
    for question, item in _cells(instrument):
        answer = given.get((*place[1:], question.id, item), "")
        yield (*place, *_row(instrument, question, item, answer))


def _cells(instrument: Instrument) -> Iterator[tuple[Question, str]]:
    for question in instrument.questions.values():
        if question.scope == "function":
            for item in instrument.items if question.per_item else ("",):
                yield question, item


def _row(instrument: Instrument, question: Question, item: str, answer: str) -> Row:
    if answer in ("", "no_answer"):
        status = BLANK if answer else NOT_ASKED
        return question.id, item, "", None, status
    scale = instrument.scale_of(question.id, item)
    value = scale.choice(answer).value if scale and question.type == "single" else None
    return question.id, item, answer, None if value is None else float(value), ANSWERED


def _asked_of_unit(
    instrument: Instrument, unit: Unit, replied: Mapping[str, str] | None
) -> Iterator[Row]:
    for question in instrument.questions.values():
        if question.scope != "unit" or not instrument.asked_in(question.id, unit.sector):
            continue
        place = (unit.sector, unit.id, "")
        choices = [c.id for c in instrument.scales[question.scale].choices]
        for item in choices if question.type == "multiple" else [""]:
            if replied is None:
                yield (*place, question.id, item, "", None, NOT_RETURNED)
            elif item:
                ticked = "yes" if replied[f"{question.id}_{item}"] == "1" else "no"
                yield (*place, question.id, item, ticked, None, ANSWERED)
            else:
                yield (*place, *_row(instrument, question, "", replied[question.id]))


def _silent(instrument: Instrument, unit: Unit) -> Iterator[Row]:
    for function in instrument.functions_in(unit.sector):
        if function.mandatory:
            for question, item in _cells(instrument):
                yield (unit.sector, unit.id, function.id, question.id, item, "", None, NOT_RETURNED)


def scores_table(rows: Iterable[tuple[str, str, str, int, int]]) -> pd.DataFrame:
    """schema.SCORES from (sector, measure, item, numerator, denominator); sector "" is all."""
    full = [
        (
            "sector" if s else "all",
            "",
            s,
            item,
            measure,
            n,
            base,
            n / base if base else None,
            None,
            None,
        )
        for s, measure, item, n, base in rows
    ]
    return pd.DataFrame(full, columns=list(SCORES)).astype({"numerator": "int64"})


INSTRUMENT, PLAN, UNITS = load_2012()

PLACES = (
    ("kommune", "151", "sociale_tilbud"),
    ("kommune", "151", "stof_myndighed"),
    ("kommune", "163", "sociale_tilbud"),
    ("psykiatri", "uvist-uspecificeret", "sengeafsnit"),
)
ITEMS = ("faelles_vaerdigrundlag", "psp")  # one asked about with yes and no, one on the scale


@st.composite
def answer_tables(draw: st.DrawFn) -> pd.DataFrame:
    """Answers to the questions about a few items; some blank, not asked or never returned."""
    rows: list[Row] = []
    for place in PLACES:
        back = draw(st.booleans())
        for question, item in _cells(INSTRUMENT):
            if item in ITEMS:
                scale = INSTRUMENT.scale_of(question.id, item)
                choices = [c.id for c in scale.choices] if scale else []
                answer = draw(st.sampled_from(["", "no_answer", *choices])) if back else ""
                row = _row(INSTRUMENT, question, item, answer)
                rows.append((*place, *row[:-1], row[-1] if back else NOT_RETURNED))
    return table(rows)
