"""Finding the figure of the answers that one row of a published file is about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import pandas as pd

from survey_toolkit.analysis.figures import NOBODY, Figure, Key, of_functions, of_sectors
from survey_toolkit.analysis.published_mapping import (
    DISTRIBUTION,
    QUALIFIERS,
    FigureMap,
    FunctionGroup,
    MeasureMap,
)
from survey_toolkit.instruments.model import Instrument
from survey_toolkit.workspace import nearest

ChoiceKey = tuple[str, str, str, str]  # sector or function, question, item, answer


class NotFoundError(Exception):
    """What could not be found for a row of the file, in both languages; the row's reason."""

    def __init__(self, danish: str, english: str) -> None:
        super().__init__(english)
        self.danish, self.english = danish, english


@dataclass(frozen=True, slots=True)
class Level:
    """The scores and the distribution by sector ("" for all of them), or by function."""

    scores: Mapping[Key, Figure]
    choices: Mapping[ChoiceKey, Figure]


@dataclass(frozen=True, slots=True)
class Results:
    """What the published figures are compared with."""

    sectors: Level
    functions: Level


@dataclass(frozen=True, slots=True)
class Sought:
    """What a row is about: of which sector or functions, and which figure."""

    names: tuple[str, ...]
    of_functions: bool
    reduce: str
    question: str
    item: str
    choices: tuple[str, ...]
    measure: MeasureMap


def results(scores: pd.DataFrame, distribution: pd.DataFrame) -> Results:
    """schema.SCORES and schema.DISTRIBUTION, ready to be looked up."""
    return Results(
        Level(of_sectors(scores), _choices(distribution, ("all", "sector"), "sector")),
        Level(of_functions(scores), _choices(distribution, ("function",), "group")),
    )


def known_items(instrument: Instrument) -> set[str]:
    """What can stand as an item: the items, and the choices of multiple-choice questions."""
    multiple = [q for q in instrument.questions.values() if q.type == "multiple"]
    choices = {choice.id for q in multiple for choice in instrument.scales[q.scale].choices}
    return {*instrument.items, *choices}


def sought(row: Mapping[str, str], mapping: FigureMap, instrument: Instrument) -> Sought:
    """What a row is about; `row` holds its words by role, in the instrument's words.

    Raises NotFoundError with everything in the row that is not known.
    """
    missing = [
        _not_known(role, row[role], known)
        for role, known in (
            ("measure", list(mapping.measures)),
            ("sector", ["", *instrument.sectors]),
            ("item", ["", *known_items(instrument)]),
            ("function", ["", *mapping.groups, *instrument.functions]),
            ("question", list(instrument.questions)),
            ("qualifier", list(QUALIFIERS)),
        )
        if row[role] not in known
    ]
    if missing:
        raise NotFoundError(*map(" ".join, zip(*missing, strict=True)))
    measure, function = mapping.measures[row["measure"]], row["function"]
    named = FunctionGroup((function,) if function else ())
    group = mapping.groups.get(function, named)
    reduce = measure.reduce or group.reduce
    names = group.functions
    if function and not names and reduce != "pooled":
        names = tuple(f.id for f in instrument.functions_in(row["sector"]))
    for name in names:
        if instrument.functions[name].sector != row["sector"]:
            sector = row["sector"]
            raise NotFoundError(f"function: {name} hører ikke til sektoren {sector!r}.",
                                f"function: {name} is not of the sector {sector!r}.")  # fmt: skip
    choices = tuple(filter(None, row["category"].split("|")))
    of = (names, True) if names else ((row["sector"],), False)
    return Sought(*of, reduce, row["question"], row["item"], choices, measure)


def _not_known(role: str, word: str, known: Sequence[str]) -> tuple[str, str]:
    """That a word is not known, in Danish and English, with the nearest that is."""
    hint = nearest(word, known)
    danish = f"{role}: {word!r} kendes ikke.{hint.replace('Did you mean', 'Mente du')}"
    return danish, f"{role}: {word!r} is not known.{hint}"


def figures(wanted: Sought, of: Results) -> list[Figure]:
    """The figures of a row: one, or with `each` one for every function, the lowest first.

    Functions without a base are left out where a value is asked for. Pooled adds up numerators
    and denominators. Raises NotFoundError where there is no such figure.
    """
    level = of.functions if wanted.of_functions else of.sectors
    found = [_figure(name, wanted, level) for name in wanted.names]
    found = [f for f in found if wanted.measure.part != "value" or f.denominator]
    if not found:
        raise NotFoundError("ingen svar.", "no answers.")
    found.sort(key=lambda figure: value(figure, wanted.measure))
    if wanted.reduce == "each":
        return found
    if wanted.reduce == "pooled":
        if len(found) > 1 and wanted.measure.statistic == "mean_per_unit":
            raise NotFoundError("enheder kan ikke lægges sammen over funktioner.",
                                "units cannot be added up over functions.")  # fmt: skip
        return [Figure(sum(f.numerator for f in found), sum(f.denominator for f in found))]
    return [found[0] if wanted.reduce == "min" else found[-1]]


def value(figure: Figure, measure: MeasureMap) -> Fraction:
    """The number that is printed, in the file's unit."""
    if measure.part == "value":
        return Fraction(figure.numerator) * measure.scale / figure.denominator
    return Fraction(getattr(figure, measure.part))


def _figure(name: str, wanted: Sought, level: Level) -> Figure:
    if wanted.measure.statistic != DISTRIBUTION:
        measure = f"{wanted.question}.{wanted.measure.statistic}"
        return _one(level.scores, name, (measure, wanted.item))
    if not wanted.choices:
        raise NotFoundError("category: der stod ingenting; ventet: mindst ét svar.",
                            "category: found nothing, expected at least one choice.")  # fmt: skip
    kinds = [(wanted.question, wanted.item, choice) for choice in wanted.choices]
    found = [_one(level.choices, name, kind) for kind in kinds]
    return Figure(sum(f.numerator for f in found), found[0].denominator)


def _one(known: Mapping[Any, Figure], name: str, kind: Sequence[str]) -> Figure:
    """A figure; 0 of 0 where there is such a figure, but nobody replied here."""
    figure = known.get((name, *kind))
    if figure is None and not any(key[1:] == tuple(kind) for key in known):
        shown = " / ".join(word for word in kind if word)
        raise NotFoundError(f"undersøgelsen har ikke tallet {shown}.",
                            f"there is no figure {shown} in the survey.")  # fmt: skip
    return figure or NOBODY


def _choices(distribution: pd.DataFrame, by: Sequence[str], column: str) -> dict[ChoiceKey, Figure]:
    rows = distribution[distribution["by"].isin(by)]
    names = (column, "question", "item", "answer")
    keys = zip(*(rows[name].tolist() for name in names), strict=True)
    pairs = zip(rows["n"].tolist(), rows["base"].tolist(), strict=True)
    return {key: Figure(*pair) for key, pair in zip(keys, pairs, strict=True)}
