"""Tables about the organisations: who answered, what they were asked, and each by itself."""

from __future__ import annotations

from survey_toolkit.instruments.model import Choice, Question
from survey_toolkit.language import joined
from survey_toolkit.reporting.display import Cell, Column, DisplayTable, share
from survey_toolkit.reporting.results import Covered, Results, choice_questions
from survey_toolkit.reporting.tables_scores import (
    group_name,
    known_order,
    share_cells,
    share_columns,
    whole_cell,
)
from survey_toolkit.reporting.words import lower, noun, say, units_of

DIVISIONS = ("region", "size_class")


def coverage_table(results: Results) -> DisplayTable:
    """Units asked and units that replied, in all and by region and size; functions that replied."""
    language = results.language
    rows: list[tuple[Cell, ...]] = []
    strong = set()
    for sector in results.instrument.sectors:
        strong.add(len(rows))
        rows.append(_coverage_row(results, results.covered(sector)))
        rows += [_coverage_row(results, row) for row in _divided(results, sector)]
    strong.add(len(rows))
    rows.append(_total(results))
    outside = sum(results.covered(sector).outside for sector in results.instrument.sectors)
    return DisplayTable(
        key="coverage",
        tab=say("who", language),
        title=say("who", language),
        base=say("base_asked", language),
        columns=(
            *(Column(say(word, language)) for word in ("sector", "division", "group")),
            Column(say("asked", language), "int"),
            Column(say("replied", language), "int"),
            Column(say("pct", language), "pct"),
            Column(say("functions", language), "int"),
        ),
        rows=tuple(rows),
        notes=(say("note_not_in_frame", language, n=outside),) if outside else (),
        n=sum(results.covered(sector).functions for sector in results.instrument.sectors),
        strong=frozenset(strong),
        fixed=3,
    )


def _divided(results: Results, sector: str) -> list[Covered]:
    """The rows by region and by size of a sector, in order; no division with one empty group."""
    found = []
    for by in DIVISIONS:
        rows = {row.group: row for row in results.coverage if (row.sector, row.by) == (sector, by)}
        if any(rows):
            found += [rows[group] for group in known_order(results, sector, by, list(rows))]
    return found


def _coverage_row(results: Results, row: Covered) -> tuple[Cell, ...]:
    language = results.language
    name = results.instrument.sectors[row.sector].name(language)
    if row.by == "sector":
        division, group = say("all", language), ""
    else:
        division, group = say(row.by, language), group_name(results, row.sector, row.by, row.group)
    return (name, division, group, *_replied(results, row.asked, row.replied), row.functions)


def _replied(results: Results, asked: int, replied: int) -> tuple[Cell, ...]:
    return asked, replied, share(replied, asked, results.plan.minimum_base)


def _total(results: Results) -> tuple[Cell, ...]:
    rows = [results.covered(sector) for sector in results.instrument.sectors]
    asked, replied = sum(row.asked for row in rows), sum(row.replied for row in rows)
    functions = sum(row.functions for row in rows)
    counts = _replied(results, asked, replied)
    return (say("total", results.language), say("all", results.language), "", *counts, functions)


def unit_questions_table(results: Results) -> DisplayTable:
    """Each answer to each question that is put to the unit: count and per cent by sector."""
    language, instrument = results.language, results.instrument
    asked = [
        q for q in instrument.questions.values()
        if q.scope == "unit" and not q.per_item and q.type in ("single", "multiple")
    ]  # fmt: skip
    columns = [Column(say("question", language)), Column(say("answer", language))]
    for sector in results.sectors:
        columns += share_columns(language, "pct", sector.name(language))
    rows = [row for question in asked for row in _question_rows(results, question)]
    multiple = [lower(q.short(language)) for q in asked if q.type == "multiple"]
    return DisplayTable(
        key="unit_questions",
        tab=say("tab_units", language),
        title=say("unit_questions", language),
        base=say("base_units", language, units=_units(results)),
        columns=tuple(columns),
        rows=tuple(rows),
        notes=(say("note_multiple", language, questions=joined(multiple, language)),)
        if multiple else (),
        n=sum(results.covered(sector).replied for sector in instrument.sectors),
        fixed=2,
    )  # fmt: skip


def _units(results: Results) -> str:
    return joined(
        [
            units_of(results.instrument, sector, results.covered(sector).replied, results.language)
            for sector in results.instrument.sectors
        ],
        results.language,
    )


def _question_rows(results: Results, question: Question) -> list[tuple[Cell, ...]]:
    """A row for each answer."""
    scale = results.instrument.scales.get(question.scale)
    return [_answer_row(results, question, c) for c in scale.choices] if scale else []


def _answer_row(results: Results, question: Question, choice: Choice) -> tuple[Cell, ...]:
    cells: list[Cell] = []
    for sector in results.instrument.sectors:
        known = results.unit_answer(sector, question.id, choice.id)
        if known is None:
            cells += [None, None, None]
        else:
            cells += share_cells(share(*known, results.plan.minimum_base))
    return (question.short(results.language), choice.label(results.language), *cells)


def unit_table(results: Results) -> DisplayTable:
    """Every unit that replied: numerator, base and share of each question over all items."""
    language = results.language
    questions = choice_questions(results.instrument)
    columns = [Column(say(word, language)) for word in ("sector", "unit", "region", "size_class")]
    columns.append(Column(say("functions", language), "int"))
    for question in questions:
        columns += share_columns(language, "pct", question.short(language))
    rows = [
        _unit_row(results, sector, unit, questions)
        for sector in results.instrument.sectors
        for unit in _named(results, sector)
    ]
    return DisplayTable(
        key="units",
        tab=say("tab_overview", language),
        title=say("unit_overview", language),
        base=say("base_overview", language, items=noun(results.instrument, language)),
        columns=tuple(columns),
        rows=tuple(rows),
        n=len(rows),
        fixed=2,
    )


def _named(results: Results, sector: str) -> list[str]:
    """The units of a sector that have a score, by name."""
    found = results.groups.get(("unit", sector), [])
    names = {unit: results.units[unit].name if unit in results.units else unit for unit in found}
    return sorted(found, key=lambda unit: _alphabet(names[unit]))


def _alphabet(name: str) -> str:
    """A key that puts æ, ø and å last, in that order, as a Danish reader expects.

    >>> sorted(["Århus", "Ærø", "Odder"], key=_alphabet)
    ['Odder', 'Ærø', 'Århus']
    """
    return name.casefold().translate(str.maketrans("æøå", "{|}"))


def _unit_row(
    results: Results, sector: str, unit: str, questions: list[Question]
) -> tuple[Cell, ...]:
    language = results.language
    known = results.units.get(unit)
    figures = [results.figure("unit", unit, sector, "", f"{q.id}.share") for q in questions]
    size = known.size_class if known else ""
    cells: list[Cell] = [
        results.instrument.sectors[sector].name(language),
        known.name if known else unit,
        known.region if known else "",
        _size(results, sector, size),
        _functions(results, sector, unit, questions),
    ]
    for figure in figures:
        cells += share_cells(figure)
    return tuple(cells)


def _size(results: Results, sector: str, size: str) -> str:
    """A size class without its limits, which stand in the table of who answered."""
    return group_name(results, sector, "size_class", size).partition(" (")[0] if size else ""


def _functions(results: Results, sector: str, unit: str, questions: list[Question]) -> Cell:
    """How many functions replied: the base of the shares of all functions."""
    bases = [
        results.figure("unit", unit, sector, item, f"{question.id}.share_of_all").denominator
        for question in questions[:1]
        for item in results.instrument.items
    ]
    return whole_cell(max(bases, default=0)) or None
