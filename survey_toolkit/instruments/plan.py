"""The analysis plan: thresholds and rules that were stated before the answers were seen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from survey_toolkit.errors import SurveyError
from survey_toolkit.instruments.model import Instrument
from survey_toolkit.instruments.toml import Table, load_toml
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


_KEYS = ("alpha", "minimum_base", "matching", "cleaning", "size_classes", "ranking", "matrix",
         "selection", "highlight")  # fmt: skip


def load_plan(path: Path, instrument: Instrument) -> Plan:
    """The plan in a file, checked against its instrument.

    Raises SurveyError with all faults: unknown keys, measures, sectors and dimensions, values of
    the wrong kind, rules that the program does not know.
    """
    raw = Table(path.name, load_toml(path))
    raw.only(*_KEYS)
    matching, selection = raw.table("matching"), raw.table("selection")
    _check_rules(raw.table("cleaning"))
    ranking = raw.table("ranking")
    matrix = tuple(_dimension(table) for table in raw.tables("matrix"))
    highlight = _highlight(raw, instrument)
    plan = Plan(
        alpha=raw.number("alpha", 0.05),
        minimum_base=raw.whole("minimum_base", 5) or 0,
        threshold=matching.number("threshold", 80),
        margin=matching.number("margin", 8),
        size_classes=tuple(_size_class(t, instrument) for t in raw.tables("size_classes")),
        measures=ranking.texts("measures"),
        matrix=matrix,
        selected_from=selection.text("from"),
        group_by=selection.texts("group_by"),
        highlight=highlight,
    )
    _check_names(raw, plan, instrument)
    if raw.faults:
        raise SurveyError(*raw.faults)
    return plan


def _check_rules(cleaning: Table) -> None:
    known = ", ".join(f"{rule} = {value!r}" for rule, value in RULES.items())
    for rule, value in cleaning.raw.items():
        if RULES.get(rule) != value:
            cleaning.fault(f"{rule} = {value!r}; expected one of {known}")


def _size_class(table: Table, instrument: Instrument) -> SizeClass:
    table.only("sector", "id", "label_da", "label_en", "max")
    table.needs("sector", "id")
    return SizeClass(
        table.one_of("sector", instrument.sectors),
        table.text("id"),
        table.text("label_da", table.text("id")),
        table.text("label_en"),
        table.whole("max"),
    )


def _dimension(table: Table) -> Dimension:
    table.only("dimension", "measure", "threshold", "across", "minimum_base")
    table.needs("dimension", "measure", "threshold")
    across = table.text("across", "every")
    if across not in ("pooled", "every"):
        table.fault('across must be "pooled" or "every".')
    return Dimension(
        table.text("dimension"),
        table.text("measure"),
        table.share("threshold"),
        across,
        table.whole("minimum_base", 1) or 1,
    )


def _highlight(raw: Table, instrument: Instrument) -> Highlight | None:
    table = raw.table("highlight")
    if not table.raw:
        return None
    table.only("measure", "sector", "threshold", "present_in_any", "inferred")
    table.needs("measure", "sector")
    return Highlight(
        table.text("measure"),
        table.one_of("sector", instrument.sectors),
        table.share("threshold"),
        table.texts("present_in_any"),
        table.flag("inferred"),
    )


def _check_names(raw: Table, plan: Plan, instrument: Instrument) -> None:
    """Measures must be of a question, and dimensions of the matrix."""
    measures = [*plan.measures, *(d.measure for d in plan.matrix)]
    for measure in [*measures, *([plan.highlight.measure] if plan.highlight else [])]:
        _check_measure(raw, measure, instrument)
    dimensions = [dimension.id for dimension in plan.matrix]
    named = [*([plan.selected_from] if plan.selected_from else []), *plan.group_by]
    for name in [*named, *(plan.highlight.present_in_any if plan.highlight else ())]:
        if name not in dimensions:
            raw.fault(
                f"{name!r} is no dimension of [[matrix]] ({', '.join(dimensions)})."
                f"{nearest(name, dimensions)}"
            )


def _check_measure(raw: Table, measure: str, instrument: Instrument) -> None:
    question, _, statistic = measure.partition(".")
    if question not in instrument.questions:
        hint = nearest(question, instrument.questions)
        raw.fault(f"measure {measure!r} names no question.{hint}")
    elif statistic not in STATISTICS:
        known = ", ".join(STATISTICS)
        raw.fault(f"measure {measure!r}; expected a question, a point and one of {known}.")
