"""How a file of published figures is read: the TOML that stands beside it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import Any

from survey_toolkit.errors import SurveyError
from survey_toolkit.instruments.load import load_toml
from survey_toolkit.instruments.plan import STATISTICS
from survey_toolkit.workspace import nearest

ROLES = (
    "sector", "item", "function", "question", "measure", "category", "qualifier", "value",
    "section",
)  # fmt: skip
"""What a column of the file can be."""

NEEDED = ("sector", "item", "measure", "value")
"""The roles that must have a column, or a constant."""

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
"""How far from the printed figure the words may be, in the file's own unit (percentage points)."""


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
    reason: str
    row: Mapping[str, str]


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
    raw, faults = load_toml(path), list[str]()
    tables = ("columns", "constants", "words", "measures", "functions", "known", "tolerance")
    _check(raw, tables, "", path, faults)
    columns, constants = (
        _texts(raw, "columns", path, faults),
        _texts(raw, "constants", path, faults),
    )
    for table, found in (
        ("columns", columns),
        ("constants", constants),
        ("words", raw.get("words")),
    ):
        _check(found, ROLES, f"[{table}]", path, faults)
    for role in NEEDED:
        if role not in columns and role not in constants:
            faults.append(f"{path.name}, [columns]: {role} is missing. Name its column.")
    words = {r: _texts(raw.get("words", {}), r, path, faults) for r in _table(raw.get("words"))}
    for word, meaning in words.get("qualifier", {}).items():
        _one_of(meaning, QUALIFIERS, f"[words.qualifier] {word}", path, faults)
    mapping = FigureMap(
        path.name,
        columns,
        constants,
        words,
        {n: _measure(n, m, path, faults) for n, m in _table(raw.get("measures")).items()},
        {n: _group(n, g, path, faults) for n, g in _table(raw.get("functions")).items()},
        tuple(_known(n, k, path, faults) for n, k in enumerate(raw.get("known", []), start=1)),
        {**TOLERANCE, **_tolerance(raw, path, faults)},
    )
    if not mapping.measures:
        faults.append(f"{path.name}: no [measures]. Say what each of the file's measures is.")
    if faults:
        raise SurveyError(*faults)
    return mapping


def _measure(name: str, raw: Any, path: Path, faults: list[str]) -> MeasureMap:
    place = f"[measures.{name}]"
    _check(raw, ("of", "part", "scale", "decimals", "reduce"), place, path, faults)
    of, _, last = str(_table(raw).get("of", "")).rpartition(".")
    part, reduce = _table(raw).get("part", "value"), _table(raw).get("reduce", "")
    _one_of(last, (*STATISTICS, DISTRIBUTION), f"{place} of", path, faults)
    _one_of(part, PARTS, f"{place} part", path, faults)
    if reduce:
        _one_of(reduce, REDUCTIONS, f"{place} reduce", path, faults)
    scale, decimals = _table(raw).get("scale", 1), _table(raw).get("decimals")
    for key, number in (("scale", scale), ("decimals", decimals)):
        if number is not None and (not isinstance(number, int) or number < (key == "scale")):
            faults.append(f"{path.name}, {place}: {key} = {number!r}, expected a whole number.")
    return MeasureMap(last, of, part, scale, decimals, reduce)


def _group(name: str, raw: Any, path: Path, faults: list[str]) -> FunctionGroup:
    place = f"[functions.{name}]"
    _check(raw, ("functions", "reduce"), place, path, faults)
    functions, reduce = _table(raw).get("functions", []), _table(raw).get("reduce", "pooled")
    _one_of(reduce, REDUCTIONS, f"{place} reduce", path, faults)
    if not isinstance(functions, list):
        faults.append(f"{path.name}, {place}: functions = {functions!r}, expected a list of ids.")
        functions = []
    return FunctionGroup(tuple(map(str, functions)), reduce)


def _known(number: int, raw: Any, path: Path, faults: list[str]) -> Known:
    place = f"[[known]] number {number}"
    _check(raw, ("id", "reason", *ROLES), place, path, faults)
    texts = {key: str(value) for key, value in _table(raw).items()}
    for key in ("id", "reason"):
        if not texts.get(key):
            faults.append(f"{path.name}, {place}: {key} is missing.")
    row = {key: text for key, text in texts.items() if key in ROLES}
    if not row:
        faults.append(f"{path.name}, {place}: no words of the row that it is about.")
    return Known(texts.get("id", ""), texts.get("reason", ""), row)


def _tolerance(raw: Mapping[str, Any], path: Path, faults: list[str]) -> dict[str, Fraction]:
    found = _table(raw.get("tolerance"))
    _check(found, TOLERANCE, "[tolerance]", path, faults)
    for key, value in found.items():
        if isinstance(value, bool) or not isinstance(value, int | float) or value < 0:
            faults.append(f"{path.name}, [tolerance]: {key} = {value!r}, expected a number.")
    return {k: Fraction(str(v)) for k, v in found.items() if isinstance(v, int | float)}


def _table(raw: Any) -> dict[str, Any]:
    return raw if isinstance(raw, dict) else {}


def _texts(raw: Any, key: str, path: Path, faults: list[str]) -> dict[str, str]:
    found = _table(raw).get(key, {})
    if not isinstance(found, dict) or not all(isinstance(v, str) for v in found.values()):
        faults.append(f'{path.name}, [{key}]: expected lines like word = "meaning".')
        return {}
    return found


def _check(raw: Any, known: Iterable[str], place: str, path: Path, faults: list[str]) -> None:
    where, names = f"{path.name}, {place}" if place else path.name, list(known)
    if raw is not None and not isinstance(raw, dict):
        faults.append(f"{where}: found {raw!r}, expected a table of {', '.join(names)}.")
    for key in _table(raw):
        if key not in names:
            faults.append(f"{where}: unknown key {key!r}.{nearest(key, names)}")


def _one_of(word: Any, known: Iterable[str], place: str, path: Path, faults: list[str]) -> None:
    names = list(known)
    if word not in names:
        faults.append(
            f"{path.name}, {place}: found {word!r}, expected one of {', '.join(names)}."
            f"{nearest(str(word), names)}"
        )
