"""The short summary that ends a run, as lines of plain text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from survey_toolkit.instruments.model import Instrument
from survey_toolkit.instruments.plan import Plan
from survey_toolkit.language import joined, number, percent
from survey_toolkit.reporting.lines import (
    findings_lines,
    left_lines,
    measure_title,
    rank_cells,
)
from survey_toolkit.reporting.results import Covered, coverage_rows, pick_rows, rank_rows
from survey_toolkit.reporting.tables_matrix import (
    highlight_rule,
    inferred_note,
    of_list,
    shown_together,
)
from survey_toolkit.reporting.text import aligned, clean, heading, wrapped
from survey_toolkit.reporting.words import lower, say

FIRST_RANKS, MOST_TIED = 3, 6


def summary(
    coverage: pd.DataFrame,
    cells: Mapping[str, int],
    findings: pd.DataFrame,
    ranks: pd.DataFrame,
    matrix: pd.DataFrame,
    files: Sequence[str],
    instrument: Instrument,
    plan: Plan,
    language: str = "da",
    notes: Sequence[str] = (),
    left: Sequence[str] = (),
) -> list[str]:
    """Who answered, what became of the cells, what waits, what ranks highest, and the files.

    `cells` has the counts read, answer, label, metadata and set_aside; the last four add up to
    the first. `files` are paths as they should be shown; `left` are names of those that could not
    be written. `notes` come first. The tables are by the contracts of `schema`.
    """
    return [
        *(line for note in notes for line in wrapped(note)),
        *_answered(coverage_rows(coverage), instrument, language),
        *_conservation(cells, language),
        *findings_lines(findings, language, verbose=False),
        *_top(ranks, instrument, plan, language),
        *_highlights(matrix, instrument, plan, language),
        *_files(files, language),
        *left_lines(left, language),
    ]


def _answered(coverage: Sequence[Covered], instrument: Instrument, language: str) -> list[str]:
    """A line for each sector, and one for all where there are several."""
    lines = heading(say("who", language))
    of_sector = {row.sector: row for row in coverage if row.by == "sector"}
    nobody = [Covered(sector, "", "sector", 0, 0, 0) for sector in instrument.sectors]
    known = [of_sector.get(row.sector, row) for row in nobody]
    found = [row for row in known if row.asked or row.replied] or known
    for row in found:
        name = instrument.sectors[row.sector].name(language)
        lines += _answered_line(name, row.asked, row.replied, row.functions, language)
        lines += _outside_line(row, language)
    if len(found) > 1:
        sums = (sum(r.asked for r in found), sum(r.replied for r in found),
                sum(r.functions for r in found))  # fmt: skip
        lines += _answered_line(say("total", language), *sums, language)
    return lines


def _answered_line(name: str, asked: int, replied: int, functions: int, language: str) -> list[str]:
    facts = {"name": name, "asked": asked, "replied": replied, "functions": functions}
    facts["percent"] = percent(replied, asked, 0, language)
    return wrapped(say("replied_of" if asked else "replied_only", language, **facts), 2)


def _outside_line(row: Covered, language: str) -> list[str]:
    """That some who replied were not asked: the share is then not one of those asked."""
    if not row.outside or not row.asked:
        return []
    facts = {"n": row.outside, "replied": row.replied, "asked": row.asked}
    return wrapped(say("outside", language, **facts), 4)


def _conservation(cells: Mapping[str, int], language: str) -> list[str]:
    """The cells read, and the four classes that they are in; nothing where none were read."""
    classes = ("answer", "label", "metadata", "set_aside")
    if not cells:
        return []
    adds_up = cells["read"] == sum(cells[name] for name in classes)
    shown = {name: number(cells[name], 0, language) for name in ("read", *classes)}
    text = say("cells_sum", language, sign="=" if adds_up else "≠", **shown)
    fault = [] if adds_up else wrapped(say("cells_differ", language), 2)
    return [*heading(say("cells", language)), *wrapped(text, 2, 2), *fault]


def _top(ranks: pd.DataFrame, instrument: Instrument, plan: Plan, language: str) -> list[str]:
    """The first three by each question's first measure in the plan, in each sector."""
    found = rank_rows(ranks)
    main = {measure.partition(".")[0]: measure for measure in reversed(plan.measures)}
    lines: list[str] = []
    for sector in instrument.sectors.values():
        for measure in [m for m in plan.measures if m in main.values()]:
            listed = [r for r in found.get((sector.id, measure), []) if r.position]
            high = [r for r in listed if r.position and r.position <= FIRST_RANKS]
            if high:
                title = lower(measure_title(instrument, measure, sector.id, language))
                lines.append(f"  {sector.name(language)}, {title}")
                cells = [
                    rank_cells(r, measure, instrument, language, plan.minimum_base)
                    for r in high[:MOST_TIED]
                ]
                lines += aligned(cells, right=(0, 2, 3), indent=4)
                more = len(high) - MOST_TIED
                lines += [f"      {say('and_more', language, n=more)}"] if more > 0 else []
    if any(line.endswith("†") for line in lines):
        lines.append("  " + say("small_base", language, n=plan.minimum_base))
    return [*heading(say("top", language)), *lines] if lines else []


def _highlights(
    matrix: pd.DataFrame, instrument: Instrument, plan: Plan, language: str
) -> list[str]:
    """The highlighted items in one sentence, with the rule, and that it was inferred."""
    rule = plan.highlight
    if rule is None:
        return []
    picks = of_list(pick_rows(matrix), "highlighted")
    names = list(shown_together(picks, instrument, language))
    return [
        *heading(say("highlights", language)),
        *wrapped(joined(names, language) or say("none", language), 2),
        *wrapped(highlight_rule(plan, instrument, language), 2),
        *(
            line
            for note in inferred_note(picks, language, rule.inferred)
            for line in wrapped(note, 2)
        ),
    ]


def _files(files: Sequence[str], language: str) -> list[str]:
    return [*heading(say("files", language)), *(f"  {clean(f)}" for f in files)] if files else []
