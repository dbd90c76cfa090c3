"""What the commands print: counts of cells, what to write, and scores as aligned text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from survey_toolkit.instruments.model import Instrument
from survey_toolkit.language import number, of_two, ratio

_CLASSES = {
    "answer": ("svar", "answers"),
    "label": ("overskrifter og navne", "headings and names"),
    "metadata": ("oplysninger (dato, kontakt, bemærkning)", "details (date, contact, remark)"),
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


def score_lines(scores: pd.DataFrame, instrument: Instrument, language: str) -> list[str]:
    """Scores (`schema.SCORES`) as aligned text: a block for each group and measure."""
    lines: list[str] = []
    for (group, sector, measure), rows in scores.groupby(
        ["group", "sector", "measure"], sort=False
    ):
        where = " · ".join(str(part) for part in (group, sector) if part)
        lines += ["", f"{measure}" + (f" – {where}" if where else "")]
        for row in rows.itertuples():
            lines.append(_score_line(row, str(measure), instrument, language))
    return lines[1:]


def _score_line(row: object, measure: str, instrument: Instrument, language: str) -> str:
    item = str(getattr(row, "item", ""))
    name = instrument.items[item].name(language) if item in instrument.items else item
    numerator, denominator = getattr(row, "numerator", 0), getattr(row, "denominator", 0)
    share = "share" in measure
    shown = ratio(
        _whole(numerator), int(denominator), 0 if share else 1, language, 100 if share else 1
    )
    unit = of_two(" pct.", "%", language) if share and denominator else ""
    base = f"{number(float(numerator), 0, language)}/{number(float(denominator), 0, language)}"
    name = name or of_two("Gennemsnit", "Average", language)
    return f"  {name[:46]:<46} {shown + unit:>10}  {base:>9}"


def _whole(value: float) -> int:
    return int(value)
