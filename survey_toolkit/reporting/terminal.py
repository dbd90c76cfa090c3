"""What the commands print: counts of cells, what to write, and scores as aligned text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from survey_toolkit.instruments.model import Instrument
from survey_toolkit.instruments.plan import Plan
from survey_toolkit.language import number, of_two
from survey_toolkit.reporting.lines import measure_title
from survey_toolkit.reporting.text import aligned, figure, fraction, wrapped
from survey_toolkit.reporting.words import noun, say
from survey_toolkit.schema import Unit

_CLASSES = {
    "answer": ("svar", "answers"),
    "label": ("overskrifter og navne", "headings and names"),
    "metadata": ("oplysninger om besvarelsen", "details of the reply"),
    "set_aside": ("sat til side med en bemærkning på fundlisten", "set aside with a finding"),
}


def cells_line(cells: Mapping[str, int], language: str) -> list[str]:
    """The conservation of cells, a line each: what was read, and what became of it.

    >>> cells_line({"read": 3, "answer": 2, "label": 1, "metadata": 0, "set_aside": 0}, "en")[0]
    '       3 cells read, of which'
    """
    lines = [f"{number(cells['read'], 0, language):>8} "
             + of_two("celler læst, heraf", "cells read, of which", language)]  # fmt: skip
    for name, words in _CLASSES.items():
        lines.append(f"{number(cells[name], 0, language):>8} {of_two(*words, language)}")
    return lines


def decide_lines(decide: Sequence[str], wave: str, language: str, most: int = 4) -> list[str]:
    """What to write in wave.toml and corrections.csv, the first few, and where all of it stands."""
    if not decide:
        return []
    where = f"responses/{wave}/wave.toml"
    write = (f"Skriv i {where} (eller corrections.csv):", f"Write in {where} (or corrections.csv):")
    lines = ["", of_two(*write, language)]
    for snippet in decide[:most]:
        lines += ["", *("    " + line for line in snippet.splitlines())]
    rest = len(decide) - most
    if rest > 0:
        lines += ["", of_two(f"    ... og {rest} til", f"    ... and {rest} more", language)]
    all_of_it = f"analysis/{wave}/write-in-*"
    copy = (f"Det hele står klar til at kopiere i {all_of_it}", f"Ready to copy: {all_of_it}")
    return [*lines, "", of_two(*copy, language)]


def only_lines(only: str | None, wave: str, language: str) -> list[str]:
    """A warning that only some of the files were read."""
    if only is None:
        return []
    danish = (f"Kun filer som {only} er læst, så answers.csv og findings.xlsx er ikke hele "
              f"undersøgelsen. Kør: survey-toolkit run {wave}")  # fmt: skip
    english = (f"Only files like {only} were read, so answers.csv and findings.xlsx are not the "
               f"whole survey. Run: survey-toolkit run {wave}")  # fmt: skip
    return ["", *wrapped(of_two(danish, english, language))]


def score_lines(
    scores: pd.DataFrame,
    instrument: Instrument,
    plan: Plan,
    units: Mapping[str, Unit],
    language: str,
) -> list[str]:
    """Scores (`schema.SCORES`) as aligned text: a block for each group and measure.

    A base below the plan's minimum is marked with a dagger.
    """
    lines: list[str] = []
    blocks = scores.groupby(["by", "group", "sector", "measure"], sort=False)
    marked = False
    for (by, group, sector, measure), rows in blocks:
        title = measure_title(instrument, str(measure), str(sector), language)
        where = [_group_name(str(by), str(group), instrument, plan, units, language)]
        where += [s.name(language) for s in instrument.sectors.values() if s.id == sector]
        lines += ["", " – ".join([title, *(part for part in where if part)])]
        cells = [_score_cells(row, str(measure), instrument, plan, language)
                 for row in rows.itertuples()]  # fmt: skip
        marked = marked or any("†" in row[2] for row in cells)
        lines += aligned(cells, right=(1, 2))
    if marked:
        small = (f"† Færre end {plan.minimum_base} svar: usikkert",
                 f"† Fewer than {plan.minimum_base} answers: uncertain")  # fmt: skip
        lines += ["", of_two(*small, language)]
    return lines[1:]


def _group_name(
    by: str,
    group: str,
    instrument: Instrument,
    plan: Plan,
    units: Mapping[str, Unit],
    language: str,
) -> str:
    """What a group is called."""
    if by == "function" and group in instrument.functions:
        return instrument.functions[group].name(language)
    if by == "unit" and group in units:
        return units[group].name
    sizes = {size.id: size.label(language) for size in plan.size_classes}
    return sizes.get(group, group) if by == "size_class" else group


def _score_cells(
    row: object, measure: str, instrument: Instrument, plan: Plan, language: str
) -> list[str]:
    item = str(getattr(row, "item", ""))
    numerator, denominator = getattr(row, "numerator", 0), getattr(row, "denominator", 0)
    name = _item_name(item, measure.partition(".")[0], instrument, language)
    small = plan.minimum_base if "share" in measure else 0
    return [name, figure(measure, numerator, denominator, language),
            fraction(numerator, denominator, small)]  # fmt: skip


def _item_name(item: str, question: str, instrument: Instrument, language: str) -> str:
    """The item, the choice of a question with several, or what stands for all of them."""
    asked = instrument.questions[question]
    if item in instrument.items:
        return instrument.items[item].name(language)
    if item:
        return instrument.scales[asked.scale].choice(item).label(language)
    if asked.per_item:
        return say("average", language, items=noun(instrument, language))
    return say("total", language)
