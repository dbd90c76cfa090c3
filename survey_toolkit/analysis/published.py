"""Published figures beside those that the answers give."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from pathlib import Path

import pandas as pd

from survey_toolkit.analysis.figures import Figure
from survey_toolkit.analysis.published_lookup import (
    NotFoundError,
    Results,
    figures,
    known_items,
    results,
    sought,
    value,
)
from survey_toolkit.analysis.published_mapping import (
    ROLES,
    FigureMap,
    MeasureMap,
    load_mapping,
)
from survey_toolkit.errors import SurveyError
from survey_toolkit.instruments.model import Instrument
from survey_toolkit.language import of_two, round_half_up
from survey_toolkit.schema import PUBLISHED
from survey_toolkit.workspace import nearest, read_csv

__all__ = ["compare", "load_mapping"]
PER_CENT = 100


def compare(
    csv_path: Path,
    mapping: FigureMap,
    distribution: pd.DataFrame,
    scores: pd.DataFrame,
    instrument: Instrument,
    language: str = "en",
) -> pd.DataFrame:
    """Each figure of a published file beside the one of the answers: schema.PUBLISHED.

    `row` is the row in Excel. `sector`, `item` ("" for the average of all items), `question`,
    `category` (choices with | between them) and `qualifier` are in the instrument's words;
    `function` and `measure` stay in the file's, which name groups and ranges too. `printed` is
    the text of the file. `computed` is not rounded and is in the file's unit (per cent, say);
    `numerator` and `denominator` are the two numbers behind it, the latter NaN where the figure
    is itself a number of answers.

    `equal` is yes, no or not_found. A figure is equal when it agrees in the sense of its
    qualifier: exact is the same number after rounding half up, from the fraction, to the printed
    decimals; approx, just_under and just_over lie within the mapping's tolerance on that side:
    points where the figure is in per cent (scale = 100), else per cent of what is printed.
    `reason` says in the language what could not be found, or why the figure is known not to
    agree.

    Raises SurveyError with all faults where the mapping does not fit the file or the instrument,
    and where the file is missing.
    """
    if not csv_path.is_file():
        raise SurveyError(f"{csv_path}: the file is missing.")
    headings, rows = read_csv(csv_path)
    _check_mapping(headings, csv_path, mapping, instrument)
    at = {role: headings.index(column) for role, column in mapping.columns.items()}
    words = {
        number: {**mapping.constants, **{role: row[column] for role, column in at.items()}}
        for number, row in enumerate(rows, start=2)
        if any(row)
    }
    _check_known(list(words.values()), mapping)
    of = results(scores, distribution)
    found = [
        (number, *_compared(row, mapping, of, instrument, language))
        for number, row in words.items()
    ]
    table = pd.DataFrame(found, columns=list(PUBLISHED))
    numbers = dict.fromkeys(("computed", "numerator", "denominator"), "float64")
    texts = {c: "str" for c in PUBLISHED if c != "row" and c not in numbers}
    return table.astype({"row": "int64", **texts, **numbers})


def _check_mapping(
    headings: Sequence[str], csv_path: Path, mapping: FigureMap, instrument: Instrument
) -> None:
    """SurveyError where the mapping does not fit the headings or the instrument."""
    faults = [
        f"{csv_path.name}, row 1: no column {column!r}, the {role} of {mapping.name}."
        f"{nearest(column, headings)}"
        for role, column in mapping.columns.items()
        if column not in headings
    ]
    known = {
        "sector": set(instrument.sectors),
        "item": known_items(instrument),
        "question": set(instrument.questions),
        "function": {*instrument.functions, *mapping.groups},
    }
    named = [(role, word) for role in known for word in mapping.words.get(role, {}).values()]
    named += [("question", measure.question) for measure in mapping.measures.values()]
    named += [("function", f) for group in mapping.groups.values() for f in group.functions]
    faults += [
        f"{mapping.name}: {role} {word!r} is not in the instrument.{nearest(word, known[role])}"
        for role, word in named
        if word and word not in known[role]
    ]
    if faults:
        raise SurveyError(*faults)


def _check_known(words: Sequence[Mapping[str, str]], mapping: FigureMap) -> None:
    faults = [
        f"{mapping.name}, [[known]] {known.id}: no row has {dict(known.row)}."
        for known in mapping.known
        if not any(known.row.items() <= row.items() for row in words)
    ]
    if faults:
        raise SurveyError(*faults)


def _compared(
    row: Mapping[str, str], mapping: FigureMap, of: Results, instrument: Instrument, language: str
) -> Iterator[object]:
    """The columns of PUBLISHED after the first, for one row's words."""
    here = _in_our_words(row, mapping)
    yield from (here["section"], here["sector"], here["function"], here["item"], here["question"])
    yield from (here["measure"], here["category"], here["qualifier"], here["value"])
    try:
        printed, decimals = _printed(here["value"])
        wanted = sought(here, mapping, instrument)
        found = figures(wanted, of)
    except NotFoundError as missing:
        yield from (math.nan, math.nan, math.nan, "not_found")
        yield of_two(missing.danish, missing.english, language)
        return
    measure = wanted.measure
    decimals = decimals if measure.decimals is None else measure.decimals
    tolerance = _tolerance(printed, measure, mapping)
    agrees = [
        _agrees(here["qualifier"], value(f, measure), printed, decimals, tolerance) for f in found
    ]
    # Where every function must agree, the one that does not is shown, or else the lowest.
    shown = found[agrees.index(False)] if False in agrees else found[0]
    yield from _numbers(shown, measure)
    yield "yes" if all(agrees) else "no"
    yield "" if all(agrees) else _known_reason(row, mapping, language)


def _in_our_words(row: Mapping[str, str], mapping: FigureMap) -> dict[str, str]:
    here = {role: mapping.meaning(role, row.get(role, "")) for role in ROLES}
    choices = [word.strip() for word in row.get("category", "").split("|")]
    measure = mapping.measures.get(here["measure"])
    return here | {
        "category": "|".join(mapping.meaning("category", choice) for choice in choices),
        "question": (measure.question if measure else "") or here["question"],
        "qualifier": here["qualifier"] or "exact",
        "value": row.get("value", ""),
    }


def _printed(text: str) -> tuple[Fraction, int]:
    """The number in a text, with decimal comma or point, and how many decimals it has.

    >>> _printed("3,30")
    (Fraction(33, 10), 2)
    """
    whole, _, decimals = text.replace(",", ".").removeprefix("-").partition(".")
    if not whole.isdecimal() or not (decimals or "0").isdecimal():
        raise NotFoundError(f"value: der stod {text!r}; ventet: et tal.",
                            f"value: found {text!r}, expected a number.")  # fmt: skip
    return Fraction(text.replace(",", ".").rstrip(".")), len(decimals)


def _tolerance(printed: Fraction, measure: MeasureMap, mapping: FigureMap) -> dict[str, Fraction]:
    """How far off the words may be: points where the figure is in per cent, else per cent of it."""
    share = 1 if measure.scale == PER_CENT else abs(printed) / PER_CENT
    return {word: points * share for word, points in mapping.tolerance.items()}


def _agrees(
    qualifier: str,
    computed: Fraction,
    printed: Fraction,
    decimals: int,
    tolerance: Mapping[str, Fraction],
) -> bool:
    """Whether a figure is as printed, in the sense of its qualifier.

    >>> _agrees("exact", Fraction(156, 48), Fraction("3.3"), 1, {})
    True
    >>> _agrees("just_under", Fraction("66.7"), Fraction(67), 0, {"just_under": Fraction(5)})
    True
    """
    above = computed - printed
    if qualifier == "exact":
        return round_half_up(computed, 1, decimals) == round_half_up(printed, 1, decimals)
    if qualifier in ("approx", "just_under", "just_over"):
        low = Fraction(0) if qualifier == "just_over" else -tolerance[qualifier]
        high = Fraction(0) if qualifier == "just_under" else tolerance[qualifier]
        return low <= above <= high
    return {
        "at_least": above >= 0,
        "at_most": above <= 0,
        "more_than": above > 0,
        "less_than": above < 0,
    }[qualifier]


def _numbers(figure: Figure, measure: MeasureMap) -> tuple[float, float, float]:
    computed = float(value(figure, measure))
    if measure.part == "value":
        return computed, figure.numerator, figure.denominator
    return computed, computed, math.nan


def _known_reason(row: Mapping[str, str], mapping: FigureMap, language: str) -> str:
    fitting = (known for known in mapping.known if known.row.items() <= row.items())
    return next((f"{known.id}: {known.reason(language)}" for known in fitting), "")
