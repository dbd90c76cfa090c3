"""How a file of published figures is read: the TOML that stands beside it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import Any

from survey_toolkit.errors import SurveyError
from survey_toolkit.instruments.plan import STATISTICS
from survey_toolkit.instruments.toml import load_toml
from survey_toolkit.language import of_two
from survey_toolkit.workspace import nearest

ROLES = (
    "sector", "item", "function", "question", "measure", "category", "qualifier", "value",
    "section",
)  # fmt: skip
"""What a column of the file can be."""

NEEDED = ("sector", "item", "measure", "value")
"""The roles that must have a column, or a constant."""

TABLES = ("columns", "constants", "words", "measures", "functions", "known", "tolerance")
REASONS = ("reason", "reason_da", "reason_en")
QUALIFIERS = (
    "exact", "approx", "just_under", "just_over", "at_least", "at_most", "more_than", "less_than",
)  # fmt: skip
REDUCTIONS = ("pooled", "min", "max", "each")
PARTS = ("value", "numerator", "denominator")
DISTRIBUTION = "distribution"
TOLERANCE: Mapping[str, Fraction] = {
    "approx": Fraction(5),
    "just_under": Fraction(5),
    "just_over": Fraction(15, 2),
}
"""How far from the printed figure the words may be: points of per cent, or per cent of it."""


@dataclass(frozen=True, slots=True)
class MeasureMap:
    """What one of the file's measures is.

    `statistic` is one of the plan's statistics or `distribution` (the share of some choices);
    `question` is empty where the row says which. `part` is what is printed: the value, or only
    the numerator or the denominator. `scale` is 100 where the value is in per cent. `decimals`
    is None where as many count as the printed text has. `reduce` overrules that of the group.
    """

    statistic: str
    question: str = ""
    part: str = "value"
    scale: int = 1
    decimals: int | None = None
    reduce: str = ""


@dataclass(frozen=True, slots=True)
class FunctionGroup:
    """Several functions that the file gives one figure for; empty is all of the row's sector."""

    functions: tuple[str, ...] = ()
    reduce: str = "pooled"


@dataclass(frozen=True, slots=True)
class Known:
    """A figure that is known not to agree; `row` holds the row's words by role."""

    id: str
    reason_da: str
    reason_en: str
    row: Mapping[str, str]

    def reason(self, language: str) -> str:
        """Why it does not agree."""
        return of_two(self.reason_da, self.reason_en, language)


@dataclass(frozen=True, slots=True)
class FigureMap:
    """What the TOML beside a file of published figures says.

    `columns` are the file's columns by role, `constants` the words of roles that have no column,
    `words` the file's words by role and what they mean here.
    """

    name: str
    columns: Mapping[str, str]
    constants: Mapping[str, str]
    words: Mapping[str, Mapping[str, str]]
    measures: Mapping[str, MeasureMap]
    groups: Mapping[str, FunctionGroup] = field(default_factory=dict)
    known: tuple[Known, ...] = ()
    tolerance: Mapping[str, Fraction] = field(default_factory=lambda: TOLERANCE)

    def meaning(self, role: str, word: str) -> str:
        """What a word of the file means here; itself where nothing is said about it."""
        return self.words.get(role, {}).get(word, word)


def load_mapping(path: Path) -> FigureMap:
    """The mapping in `path`, the TOML file beside the CSV.

    Raises SurveyError with all faults: unknown keys, roles without a column, measures, groups
    and qualifiers that the program does not know.
    """
    raw, reader = load_toml(path), Reader(path.name)
    reader.keys(raw, TABLES, "")
    columns, constants = (reader.texts(raw.get(t), f"[{t}]", ROLES) for t in TABLES[:2])
    for role in NEEDED:
        if role not in columns and role not in constants:
            reader.fault("[columns]", f"{role} is missing. Name its column.")
    words = reader.table(raw.get("words"), "[words]")
    reader.keys(words, ROLES, "[words]")
    measures = reader.table(raw.get("measures"), "[measures]")
    if not measures:
        reader.fault("[measures]", "found none. Say what each of the file's measures is.")
    groups = reader.table(raw.get("functions"), "[functions]")
    known = raw.get("known", [])
    if not isinstance(known, list):
        reader.fault("[[known]]", f"found {known!r}, expected tables.")
        known = []
    mapping = FigureMap(
        path.name,
        columns,
        constants,
        {role: reader.texts(found, f"[words.{role}]") for role, found in words.items()},
        {name: _measure(found, f"[measures.{name}]", reader) for name, found in measures.items()},
        {name: _group(found, f"[functions.{name}]", reader) for name, found in groups.items()},
        tuple(_known(k, f"[[known]] number {n}", reader) for n, k in enumerate(known, start=1)),
        {**TOLERANCE, **_tolerance(raw.get("tolerance"), reader)},
    )
    for word, meaning in mapping.words.get("qualifier", {}).items():
        reader.one_of(meaning, QUALIFIERS, "[words.qualifier]", word)
    if reader.faults:
        raise SurveyError(*reader.faults)
    return mapping


@dataclass
class Reader:
    """The file while it is read, and the faults found in it."""

    name: str
    faults: list[str] = field(default_factory=list)

    def fault(self, place: str, what: str) -> None:
        """Note a fault in a part of the file."""
        self.faults.append(f"{self.name}{place and ', '}{place}: {what}")

    def table(self, raw: object, place: str) -> dict[str, Any]:
        """A table of the file; an empty one where there is none."""
        if raw is not None and not isinstance(raw, dict):
            self.fault(place, f"found {raw!r}, expected a table.")
        return raw if isinstance(raw, dict) else {}

    def keys(self, table: Mapping[str, Any], known: Iterable[str], place: str) -> None:
        """Check the keys of a table."""
        names = list(known)
        for key in table:
            if key not in names:
                self.fault(place, f"unknown key {key!r}.{nearest(key, names)}")

    def texts(self, raw: object, place: str, known: Iterable[str] = ()) -> dict[str, str]:
        """A table of texts, with any keys unless some are named."""
        table, names = self.table(raw, place), list(known)
        if names:
            self.keys(table, names, place)
        for key, value in table.items():
            if not isinstance(value, str):
                self.fault(place, f"{key} = {value!r}, expected a text in quotes.")
        return {key: str(value) for key, value in table.items()}

    def one_of(self, word: object, known: Iterable[str], place: str, key: str) -> str:
        """A word that must be one of some."""
        names = list(known)
        if word not in names:
            expected = f"expected one of {', '.join(names)}.{nearest(str(word), names)}"
            self.fault(place, f"{key} = {word!r}, {expected}")
        return str(word)

    def number(self, value: object, lowest: int, place: str, key: str) -> int:
        """A whole number that is not too low."""
        if isinstance(value, int) and not isinstance(value, bool) and value >= lowest:
            return value
        self.fault(place, f"{key} = {value!r}, expected a whole number from {lowest}.")
        return lowest


def _measure(raw: object, place: str, reader: Reader) -> MeasureMap:
    table = reader.table(raw, place)
    reader.keys(table, ("of", "part", "scale", "decimals", "reduce"), place)
    question, _, statistic = str(table.get("of", "")).rpartition(".")
    reader.one_of(statistic, (*STATISTICS, DISTRIBUTION), place, "of")
    decimals = table.get("decimals")
    return MeasureMap(
        statistic,
        question,
        reader.one_of(table.get("part", "value"), PARTS, place, "part"),
        reader.number(table.get("scale", 1), 1, place, "scale"),
        None if decimals is None else reader.number(decimals, 0, place, "decimals"),
        reader.one_of(table.get("reduce", ""), ("", *REDUCTIONS), place, "reduce"),
    )


def _group(raw: object, place: str, reader: Reader) -> FunctionGroup:
    table = reader.table(raw, place)
    reader.keys(table, ("functions", "reduce"), place)
    functions = table.get("functions", [])
    if not isinstance(functions, list):
        reader.fault(place, f"functions = {functions!r}, expected a list of ids.")
        functions = []
    reduce = reader.one_of(table.get("reduce", "pooled"), REDUCTIONS, place, "reduce")
    return FunctionGroup(tuple(map(str, functions)), reduce)


def _known(raw: object, place: str, reader: Reader) -> Known:
    texts = reader.texts(raw, place, ("id", *REASONS, *ROLES))
    if not texts.get("id"):
        reader.fault(place, "id is missing.")
    either = texts.get("reason", "")
    danish, english = (texts.get(key, "") or either for key in REASONS[1:])
    if not danish and not english:
        reader.fault(place, "reason is missing. Write it, or reason_da and reason_en.")
    row = {key: text for key, text in texts.items() if key in ROLES}
    if not row:
        reader.fault(place, "no words of the row that it is about.")
    return Known(texts.get("id", ""), danish, english, row)


def _tolerance(raw: object, reader: Reader) -> dict[str, Fraction]:
    table = reader.table(raw, "[tolerance]")
    reader.keys(table, TOLERANCE, "[tolerance]")
    found = {}
    for key, value in table.items():
        if (
            isinstance(value, bool)
            or not isinstance(value, int | float)
            or not 0 <= value < math.inf
        ):
            reader.fault("[tolerance]", f"{key} = {value!r}, expected a number from 0.")
        else:
            found[key] = Fraction(str(value))
    return found
