"""The analysis plan: thresholds and rules that were stated before the answers were seen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

from survey_toolkit.errors import SurveyError
from survey_toolkit.instruments.load import load_toml
from survey_toolkit.instruments.model import Instrument
from survey_toolkit.language import of_two
from survey_toolkit.workspace import nearest

STATISTICS = ("mean_per_unit", "share", "share_of_all", "scale_mean")
RULES: Mapping[str, str] = {
    "contradiction": "filter",
    "number_for_label": "step",
    "two_answers": "less_positive",
    "excel_error": "blank",
    "two_replies": "later",
}


@dataclass(frozen=True, slots=True)
class SizeClass:
    """A class of units by population; the first whose `max` is not passed."""

    sector: str
    id: str
    label_da: str
    label_en: str
    max: int | None

    def label(self, language: str) -> str:
        """The class in words."""
        return of_two(self.label_da, self.label_en, language)


@dataclass(frozen=True, slots=True)
class Dimension:
    """One column of the potential matrix. `threshold` is a share between 0 and 1."""

    id: str
    measure: str
    threshold: Fraction
    across: str  # pooled or every
    minimum_base: int


@dataclass(frozen=True, slots=True)
class Highlight:
    """The rule for the items among the selected that are highlighted."""

    measure: str
    sector: str
    threshold: Fraction
    present_in_any: tuple[str, ...]
    inferred: bool


@dataclass(frozen=True, slots=True)
class Plan:
    """What `plan.toml` says."""

    alpha: float
    minimum_base: int
    threshold: float
    margin: float
    size_classes: tuple[SizeClass, ...]
    measures: tuple[str, ...]
    matrix: tuple[Dimension, ...]
    selected_from: str
    group_by: tuple[str, ...]
    highlight: Highlight | None

    def size_class(self, sector: str, population: int | None) -> str:
        """The id of the size class of a unit; empty where there is none."""
        if population is None:
            return ""
        for size in self.size_classes:
            if size.sector == sector and (size.max is None or population <= size.max):
                return size.id
        return ""


def share(percent: object) -> Fraction:
    """A threshold in per cent as an exact share.

    >>> share(80)
    Fraction(4, 5)
    """
    return Fraction(str(percent)) / 100


def load_plan(path: Path, instrument: Instrument) -> Plan:
    """The plan in a file, checked against its instrument.

    Raises SurveyError with all faults: unknown measures, sectors and dimensions, rules that the
    program does not know.
    """
    raw, faults = load_toml(path), list[str]()
    matching, cleaning = raw.get("matching", {}), raw.get("cleaning", {})
    for rule, value in cleaning.items():
        if RULES.get(rule) != value:
            faults.append(
                f"{path.name}, [cleaning]: {rule} = {value!r}; expected one of "
                + ", ".join(f"{k} = {v!r}" for k, v in RULES.items())
            )
    measures = tuple(raw.get("ranking", {}).get("measures", ()))
    matrix = tuple(_dimension(m) for m in raw.get("matrix", []) if _complete(m, path, faults))
    highlight = _highlight(raw.get("highlight"))
    named = [*measures, *(d.measure for d in matrix)] + ([highlight.measure] if highlight else [])
    for measure in named:
        _check_measure(measure, instrument, path, faults)
    dimensions = [d.id for d in matrix]
    selection = raw.get("selection", {})
    used = [selection.get("from"), *selection.get("group_by", ())] if selection else []
    for name in [*used, *(highlight.present_in_any if highlight else ())]:
        if name not in dimensions:
            faults.append(
                f"{path.name}: {name!r} is no dimension of [[matrix]] ({', '.join(dimensions)})."
                f"{nearest(str(name), dimensions)}"
            )
    sizes = tuple(
        SizeClass(
            s["sector"], s["id"], s.get("label_da", s["id"]), s.get("label_en", ""), s.get("max")
        )
        for s in raw.get("size_classes", [])
    )
    if faults:
        raise SurveyError(*faults)
    return Plan(
        alpha=float(raw.get("alpha", 0.05)),
        minimum_base=int(raw.get("minimum_base", 5)),
        threshold=float(matching.get("threshold", 80)),
        margin=float(matching.get("margin", 8)),
        size_classes=sizes,
        measures=measures,
        matrix=matrix,
        selected_from=selection.get("from", ""),
        group_by=tuple(selection.get("group_by", ())),
        highlight=highlight,
    )


def _complete(raw: dict[str, Any], path: Path, faults: list[str]) -> bool:
    missing = [k for k in ("dimension", "measure", "threshold") if k not in raw]
    if missing:
        faults.append(f"{path.name}, [[matrix]]: {', '.join(missing)} is missing.")
    if raw.get("across", "every") not in ("pooled", "every"):
        faults.append(f'{path.name}, [[matrix]]: across must be "pooled" or "every".')
    return not missing


def _dimension(raw: dict[str, Any]) -> Dimension:
    return Dimension(
        raw["dimension"],
        raw["measure"],
        share(raw["threshold"]),
        raw.get("across", "every"),
        int(raw.get("minimum_base", 1)),
    )


def _highlight(raw: dict[str, Any] | None) -> Highlight | None:
    if not raw:
        return None
    return Highlight(
        str(raw.get("measure", "")),
        str(raw.get("sector", "")),
        share(raw.get("threshold", 0)),
        tuple(raw.get("present_in_any", ())),
        bool(raw.get("inferred", False)),
    )


def _check_measure(measure: str, instrument: Instrument, path: Path, faults: list[str]) -> None:
    question, _, statistic = measure.partition(".")
    if question not in instrument.questions:
        faults.append(
            f"{path.name}: measure {measure!r} names no question."
            f"{nearest(question, instrument.questions)}"
        )
    elif statistic not in STATISTICS:
        faults.append(
            f"{path.name}: measure {measure!r}; expected a question, a point and one of "
            f"{', '.join(STATISTICS)}."
        )
