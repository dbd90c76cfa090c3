"""Tables of results by the contracts of schema, made plainly from a handful or all of the answers.

This is not how the program computes them: it is the shortest code that gives tables to lay out.
"""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from survey_toolkit import schema
from survey_toolkit.instruments.load import load
from survey_toolkit.instruments.model import Instrument
from survey_toolkit.instruments.plan import Plan, load_plan
from survey_toolkit.schema import Unit

ROOT = Path(__file__).resolve().parents[2]
REFERENCE = ROOT / "tests" / "reference" / "coordination-2012"
INSTRUMENT = ROOT / "instruments" / "coordination-tools"
SYNTHETIC = {
    "da": "Svarene er syntetiske: ingen af dem er givet af en virkelig organisation.",
    "en": "The answers are synthetic: none is that of a real organisation.",
}


class Given(NamedTuple):
    """One answer that was given; question `awareness`, `use`, `rating` or one to the unit."""

    sector: str
    unit: str
    function: str
    question: str
    item: str
    answer: str


@dataclass(frozen=True)
class Made:
    """Everything `all_tables` takes, by its names."""

    scores: pd.DataFrame
    distribution: pd.DataFrame
    ranks: pd.DataFrame
    matrix: pd.DataFrame
    coverage: pd.DataFrame
    instrument: Instrument
    plan: Plan
    units: Mapping[str, Unit]

    @property
    def arguments(self) -> dict[str, object]:
        return {name: getattr(self, name) for name in self.__dataclass_fields__}


@cache
def instrument() -> Instrument:
    return load(INSTRUMENT)


@cache
def plan() -> Plan:
    return load_plan(INSTRUMENT / "plan.toml", instrument())


def _read(name: str) -> list[dict[str, str]]:
    with (REFERENCE / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@cache
def reference() -> Made:
    """The whole survey."""
    given = [
        Given(a["sector"], a["unit_id"], a["function"], a["stage"], a["tool"], a["answer"])
        for a in _read("answers.csv")
        if a["answer"] != "no_answer"
    ]
    units = {u["unit_id"]: _unit(u) for u in _read("units.csv")}
    for row in _read("units.csv"):
        given += _of_unit(row)
    with (ROOT / "responses" / "2012" / "frame.csv").open(encoding="utf-8-sig", newline="") as file:
        frame = {u["unit_id"]: _unit(u) for u in csv.DictReader(file)}
    return made(given, {**frame, **units})


def _unit(row: Mapping[str, str]) -> Unit:
    population = int(row["population_2012"]) if row["population_2012"] else None
    size = plan().size_class(row["sector"], population)
    return Unit(
        row["unit_id"], row["sector"], row["name"], row["region"], row["region_code"],
        population, size, row.get("in_frame", "yes") == "yes",
    )  # fmt: skip


def _of_unit(row: Mapping[str, str]) -> Iterable[Given]:
    for question in instrument().questions.values():
        if question.scope != "unit":
            continue
        if question.type == "multiple":
            chosen = [
                c.id for c in instrument().scales["need"].choices if row[f"need_{c.id}"] == "1"
            ]
        else:
            chosen = [row[question.id]] if row[question.id] else []
        for answer in chosen:
            yield Given(row["sector"], row["unit_id"], "", question.id, "", answer)


def made(given: list[Given], units: Mapping[str, Unit]) -> Made:
    """The tables of results of some answers; the units that answered nothing were asked."""
    scores = _scores(given, units)
    ranks = _ranks(scores)
    return Made(
        pd.DataFrame(scores, columns=schema.SCORES),
        pd.DataFrame(_distribution(given), columns=schema.DISTRIBUTION),
        pd.DataFrame(ranks, columns=schema.RANKS),
        pd.DataFrame(_matrix(scores), columns=schema.MATRIX),
        pd.DataFrame(_coverage(given, units), columns=schema.COVERAGE),
        instrument(),
        plan(),
        units,
    )


def _groups(answer: Given, units: Mapping[str, Unit]) -> list[tuple[str, str, str]]:
    unit = units[answer.unit]
    groups = [
        ("all", "", ""),
        ("sector", "", answer.sector),
        ("function", answer.function, answer.sector),
        ("unit", answer.unit, answer.sector),
        ("region", unit.region, answer.sector),
    ]
    return groups + ([("size_class", unit.size_class, answer.sector)] if unit.size_class else [])


def _scores(given: list[Given], units: Mapping[str, Unit]) -> list[tuple[object, ...]]:
    counting, answered = Counter(), Counter()
    members, replies = defaultdict(set), defaultdict(set)
    for a in given:
        if not a.function:
            continue
        counts = instrument().scale_of(a.question, a.item).choice(a.answer).counts
        for group in _groups(a, units):
            members[group].add(a.unit)
            replies[group].add((a.unit, a.function))
            for item in (a.item, ""):
                counting[*group, item, a.question] += counts
                answered[*group, item, a.question] += 1
    rows = []
    for group in members:
        for question in ("awareness", "use", "rating"):
            for item in ("", *instrument().items):
                times = 1 if item else len(instrument().items)
                n = counting[*group, item, question]
                for statistic, base in (
                    ("mean_per_unit", len(members[group]) * times),
                    ("share", answered[*group, item, question]),
                    ("share_of_all", len(replies[group]) * times),
                ):
                    value = n / base if base else float("nan")
                    rows.append(
                        (*group, item, f"{question}.{statistic}", n, base, value, None, None)
                    )
    return rows


def _distribution(given: list[Given]) -> list[tuple[object, ...]]:
    counts = Counter((a.sector, a.question, a.item, a.answer) for a in given)
    bases = defaultdict(set)
    for a in given:
        bases[a.sector, a.question, a.item].add((a.unit, a.function))
    rows = []
    for (sector, question, item), base in bases.items():
        for choice in instrument().scale_of(question, item).choices:
            n = counts[sector, question, item, choice.id]
            rows.append(
                ("sector", "", sector, item, question, choice.id, n, len(base), n / len(base))
            )
    return rows


def _ranks(scores: list[tuple[object, ...]]) -> list[tuple[object, ...]]:
    rows = []
    for measure in plan().measures:
        for sector in instrument().sectors:
            listed = [
                s for s in scores if (s[0], s[2], s[4]) == ("sector", sector, measure) and s[3]
            ]
            for *_, item, _measure, n, base, value, _low, _high in listed:
                rank = 1 + sum(s[7] > value for s in listed) if base else float("nan")
                tied = sum(s[7] == value for s in listed) > 1
                rows.append((sector, measure, item, rank, tied, n, base, value, None, None))
    return rows


def _matrix(scores: list[tuple[object, ...]]) -> list[tuple[object, ...]]:
    """Every item that is high in a sector: enough to lay out, not the plan's rule in full."""
    known = {s[:5]: s[5:7] for s in scores}
    rows, place = [], 0
    for dimension in plan().matrix:
        for item in instrument().items:
            figures = {
                s: known.get(("sector", "", s, item, dimension.measure), (0, 0))
                for s in instrument().sectors
            }
            high = [
                s for s, (n, base) in figures.items() if base and n / base >= dimension.threshold
            ]
            if high:
                potential = high[0] if len(high) == 1 else "cross_sector"
                n, base = figures[high[0]]
                place += 1
                row = (potential, item, place, n, base, n / base, False)
                rows.append(("matrix", dimension.id, *row))
                if dimension.id == "rating":
                    rows.append(("selected", "", *row))
                    if "kommune" in high:
                        rows.append(("highlighted", "", *row[:-1], True))
    return rows


def _coverage(given: list[Given], units: Mapping[str, Unit]) -> list[tuple[object, ...]]:
    replied = {a.unit for a in given}
    functions = {(a.unit, a.function) for a in given if a.function}
    rows = []
    for sector in instrument().sectors:
        here = [u for u in units.values() if u.sector == sector]
        divisions: list[tuple[str, Callable[[Unit], str]]] = [
            ("sector", lambda _: ""),
            ("region", lambda u: u.region),
            ("size_class", lambda u: u.size_class),
        ]
        for by, group_of in divisions:
            for group in dict.fromkeys(map(group_of, here)):
                ids = {u.id for u in here if group_of(u) == group}
                asked = sum(u.in_frame for u in here if u.id in ids)
                n = sum(unit in ids for unit, _ in functions)
                outside = sum(not u.in_frame for u in here if u.id in ids & replied)
                rows.append((sector, group, by, asked, len(ids & replied), n, outside))
    return rows
