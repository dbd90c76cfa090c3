"""Tables of all answers: every choice of every item, with counts, per cent and base."""

from __future__ import annotations

from survey_toolkit.instruments.model import Choice, Question, Sector
from survey_toolkit.language import joined
from survey_toolkit.reporting.display import Cell, Column, DisplayTable, share
from survey_toolkit.reporting.results import Results, choice_questions, items_in_order
from survey_toolkit.reporting.tables_scores import base_of
from survey_toolkit.reporting.words import capital, lower, noun, say


def distribution_tables(results: Results) -> list[DisplayTable]:
    """All answers to each question in each sector."""
    return [
        distribution_table(results, question, sector)
        for question in choice_questions(results.instrument)
        for sector in results.sectors
        if results.instrument.asked_in(question.id, sector.id)
    ]


def distribution_table(results: Results, question: Question, sector: Sector) -> DisplayTable:
    """Items by choices: count and per cent of the base. A choice an item does not have is empty."""
    language = results.language
    choices = all_choices(results, question)
    columns = [
        Column(capital(noun(results.instrument, language, plural=False))),
        Column(say("base", language), "int"),
    ]
    for choice in choices:
        label = choice.label(language)
        columns += [Column(say("count", language), "int", label)]
        columns += [Column(say("pct", language), "pct", label)]
    short = question.short(language)
    return DisplayTable(
        key=f"{question.id}_answers_{sector.id}",
        tab=say("tab_distribution", language, question=short, sector=sector.adjective(language)),
        title=say("distribution", language, question=short, sector=lower(sector.name(language))),
        base=f"{base_of(results, sector)} {say('base_choices', language)}",
        columns=tuple(columns),
        rows=tuple(
            _row(results, question, sector, item.id, choices)
            for item in items_in_order(results.instrument)
        ),
        notes=tuple(_note(results, question)),
        n=results.covered(sector.id).functions,
    )


def all_choices(results: Results, question: Question) -> list[Choice]:
    """The choices of the question's own scale; before them those only some items have."""
    instrument = results.instrument
    own = instrument.scales.get(question.scale)
    choices = {c.id: c for c in own.choices} if own else {}
    extra: dict[str, Choice] = {}
    for item in instrument.items:
        scale = instrument.scale_of(question.id, item)
        extra |= {c.id: c for c in scale.choices if c.id not in choices} if scale else {}
    return [*extra.values(), *choices.values()]


def _row(
    results: Results, question: Question, sector: Sector, item: str, choices: list[Choice]
) -> tuple[Cell, ...]:
    scale = results.instrument.scale_of(question.id, item)
    found = {
        c.id: results.answers.get((sector.id, question.id, item, c.id), (0, 0))
        for c in choices
        if scale is not None and c.id in scale
    }
    cells: list[Cell] = [
        results.instrument.items[item].name(results.language),
        max((base for _, base in found.values()), default=0),
    ]
    for choice in choices:
        if choice.id in found:
            n, base = found[choice.id]
            cells += [n, share(n, base, results.plan.minimum_base)]
        else:
            cells += [None, None]
    return tuple(cells)


def _note(results: Results, question: Question) -> list[str]:
    """Where some items have other choices: which."""
    special = [i for i in results.instrument.items.values() if question.id in i.scales]
    if not special:
        return []
    names = joined([item.name(results.language) for item in special], results.language)
    return [say("note_not_asked", results.language, items=names)]
