"""Tables of scores: each question in each sector by rank, the ranking, and by groups."""

from __future__ import annotations

from survey_toolkit.instruments.model import Question, Sector
from survey_toolkit.reporting.display import DAGGER, Cell, Column, DisplayTable, Figure, Number
from survey_toolkit.reporting.results import Rank, Results, choice_questions, items_in_order
from survey_toolkit.reporting.words import capital, counted, lower, noun, say, units_of

NAMELESS = ("region", "size_class")
"""The divisions in which a unit can be in no group."""


def score_tables(results: Results) -> list[DisplayTable]:
    """Each question in each sector: the items by rank, and all items taken together last."""
    return [
        score_table(results, question, sector)
        for question in choice_questions(results.instrument)
        for sector in results.sectors
        if results.instrument.asked_in(question.id, sector.id)
    ]


def score_table(results: Results, question: Question, sector: Sector) -> DisplayTable:
    """The functions per unit and the share of each item, with every base beside it.

    Rows stand by the rank of the question's first measure in the plan; the last row has the sums
    of numerators and denominators over all items. `share` and `mean_per_unit` have one numerator,
    which stands once.
    """
    language, short = results.language, question.short(results.language)
    ranked = _ranked(results, question, sector)
    order = [rank.item for rank in ranked] or [i.id for i in items_in_order(results.instrument)]
    order += [item for item in results.instrument.items if item not in order]
    positions = {rank.item: rank for rank in ranked}
    rows = [_score_row(results, question, sector, item, positions.get(item)) for item in order]
    rows.append(_score_row(results, question, sector, "", None))
    return DisplayTable(
        key=f"{question.id}_{sector.id}",
        tab=f"{short} {sector.adjective(language) or sector.id}",
        title=say("score", language, question=short, sector=_of(sector, language)),
        base=base_of(results, sector),
        columns=_score_columns(results, sector, bool(ranked)),
        rows=tuple(row if ranked else row[1:] for row in rows),
        notes=(*question_notes(results, question),
               say("note_average", language, items=noun(results.instrument, language)),
               say("note_product", language, units=lower(sector.name(language)),
                   items=noun(results.instrument, language))),
        n=results.covered(sector.id).functions,
        strong=frozenset({len(rows) - 1}),
        fixed=2 if ranked else 1,
    )  # fmt: skip


def _ranked(results: Results, question: Question, sector: Sector) -> list[Rank]:
    """The ranks of the question's first measure in the plan."""
    for measure in results.plan.measures:
        if measure.partition(".")[0] == question.id:
            return results.ranks.get((sector.id, measure), [])
    return []


def _score_columns(results: Results, sector: Sector, ranked: bool) -> tuple[Column, ...]:
    language = results.language
    unit = lower(sector.unit(language))
    return (
        *([Column(say("rank", language), "rank")] if ranked else []),
        Column(capital(noun(results.instrument, language, plural=False))),
        Column(say("per_unit", language, unit=unit), "mean"),
        Column(say("pct", language), "pct"),
        Column(say("count", language), "int"),
        Column(say("share_base", language), "int", say("base", language)),
        Column(lower(sector.name(language)), "int", say("base", language)),
    )


def _score_row(
    results: Results, question: Question, sector: Sector, item: str, rank: Rank | None
) -> tuple[Cell, ...]:
    mean, share = (
        results.figure("sector", "", sector.id, item, f"{question.id}.{statistic}")
        for statistic in ("mean_per_unit", "share")
    )
    items = results.instrument.items
    average = say("average", results.language, items=noun(results.instrument, results.language))
    name = items[item].name(results.language) if item else average
    numerator = share.numerator if share.denominator else mean.numerator
    units = whole_cell(mean.denominator) if item else _product(mean.denominator, len(items))
    return (
        rank_cell(rank), name, mean, share,
        whole_cell(numerator), whole_cell(share.denominator), units,
    )  # fmt: skip


def _product(base: Number, items: int) -> Cell:
    """The base of all items together as what it is: each of the items in each of the units.

    >>> _product(672, 14), _product(5, 14)
    ('14 × 48', 5)
    """
    times = base / items if items else 0
    return f"{items} × {times:.0f}" if times and times == int(times) else whole_cell(base)


def share_columns(language: str, kind: str, group: str = "") -> list[Column]:
    """The three columns of a share: per cent, count and base. They mean the same in all tables."""
    heads = (("pct", kind), ("count", "int"), ("base", "int"))
    return [Column(say(word, language), of, group) for word, of in heads]


def share_cells(figure: Figure) -> list[Cell]:
    """The cells under `share_columns`."""
    return [figure, whole_cell(figure.numerator), whole_cell(figure.denominator)]


def rank_cell(rank: Rank | None, minimum: int = 0) -> Cell:
    """A rank as a number, with = where it is shared, † where its base is below the minimum."""
    if rank is None or rank.position is None:
        return None
    small = DAGGER if rank.denominator < minimum else ""
    return Figure(rank.position, 1, rank.mark + small)


def whole_cell(value: object) -> Cell:
    """A count in a cell."""
    return int(value) if isinstance(value, (int, float)) else str(value)


def base_of(results: Results, sector: Sector) -> str:
    """So many functions in so many units; or that nobody has answered."""
    covered = results.covered(sector.id)
    if not covered.functions and not covered.replied:
        return say("nobody", results.language)
    units = units_of(results.instrument, sector.id, covered.replied, results.language)
    return say("base_replied", results.language, functions=covered.functions, units=units)


def _of(sector: Sector, language: str) -> str:
    return lower(sector.name(language))


def question_notes(results: Results, question: Question) -> list[str]:
    """Which answers count, whom the question was put to, and what the base includes."""
    language, instrument = results.language, results.instrument
    notes = []
    if labels := counted(instrument, question, language):
        notes.append(say("note_counts", language, labels=labels))
    if question.asked_if:
        names = [lower(instrument.questions[c.question].short(language)) for c in question.asked_if]
        notes.append(say("note_asked_if", language, questions=", ".join(dict.fromkeys(names))))
    scale = instrument.scales.get(question.scale)
    for choice in scale.choices if scale else ():
        if choice.dont_know:
            notes.append(say("note_dont_know", language, label=choice.label(language)))
    return notes


def ranking_table(results: Results) -> DisplayTable:
    """The rank of every item by every ranked measure, the sectors side by side."""
    language, measures = results.language, results.plan.measures
    pairs = [(m, s) for m in measures for s in results.sectors if (s.id, m) in results.ranks]
    places = {pair: {r.item: r for r in results.ranks[pair[1].id, pair[0]]} for pair in pairs}
    first = places[pairs[0]] if pairs else {}
    order = [*first, *(i for i in results.instrument.items if i not in first)]
    minimum = results.plan.minimum_base
    columns = [Column(capital(noun(results.instrument, language, plural=False)))]
    columns += [Column(s.name(language), "rank", measure_name(results, m)) for m, s in pairs]
    return DisplayTable(
        key="ranking",
        tab=say("tab_ranking", language),
        title=say("ranking", language),
        base=say("base_ranks", language),
        columns=tuple(columns),
        rows=tuple(
            (
                results.instrument.items[item].name(language),
                *(rank_cell(places[pair].get(item), minimum) for pair in pairs),
            )
            for item in order
        ),
        n=sum(results.covered(s.id).functions for s in results.sectors),
    )


def measure_name(results: Results, measure: str) -> str:
    """A measure in words: kendskab, pct."""
    question, _, statistic = measure.partition(".")
    short = results.instrument.questions[question].short(results.language)
    return f"{short}, {say(statistic, results.language)}"


def group_tables(results: Results, by: str) -> list[DisplayTable]:
    """Each question's share in each group of a sector: function, region or size_class."""
    return [
        group_table(results, question, sector, by)
        for question in choice_questions(results.instrument)
        for sector in results.sectors
        if results.instrument.asked_in(question.id, sector.id) and _members(results, sector, by)
    ]


def group_table(results: Results, question: Question, sector: Sector, by: str) -> DisplayTable:
    """Items by groups: the share with one decimal, count and base; small bases are marked."""
    language, measure = results.language, f"{question.id}.share"
    members = _members(results, sector, by)
    columns = [Column(capital(noun(results.instrument, language, plural=False)))]
    for _, name in members:
        columns += share_columns(language, "pct1", name)
    items = [(i.id, i.name(language)) for i in items_in_order(results.instrument)]
    items.append(("", say("average", language, items=noun(results.instrument, language))))
    rows: list[tuple[Cell, ...]] = []
    for item, name in items:
        figures = [results.figure(by, member, sector.id, item, measure) for member, _ in members]
        rows.append((name, *(cell for figure in figures for cell in share_cells(figure))))
    short, of = question.short(language), _of(sector, language)
    return DisplayTable(
        key=f"{question.id}_{by}_{sector.id}",
        tab=say(f"tab_{by}", language, question=short, sector=sector.adjective(language)),
        title=say(f"by_{by}", language, question=short, sector=of),
        base=f"{base_of(results, sector)} {say('base_answers', language)}",
        columns=tuple(columns),
        rows=tuple(rows),
        notes=(*question_notes(results, question),
               say("note_average", language, items=noun(results.instrument, language)),
               *_without_group(results, sector, by)),
        n=results.covered(sector.id).functions,
        strong=frozenset({len(rows) - 1}),
    )  # fmt: skip


def _without_group(results: Results, sector: Sector, by: str) -> list[str]:
    """That some functions are in none of the columns."""
    rows = [r for r in results.coverage if (r.sector, r.by, r.group) == (sector.id, by, "")]
    n = sum(row.functions for row in rows)
    what = say(f"no_{by}", results.language) if n else ""
    return [say("note_without_group", results.language, what=what, n=n)] if n else []


def _members(results: Results, sector: Sector, by: str) -> list[tuple[str, str]]:
    """The groups of a sector and their names; none where there is no real division."""
    found = results.groups.get((by, sector.id), [])
    members = [(group, group_name(results, sector.id, by, group)) for group in known_order(
        results, sector.id, by, found)]  # fmt: skip
    return members if any(group for group, _ in members) else []


def known_order(results: Results, sector: str, by: str, found: list[str]) -> list[str]:
    """The groups in the order of the instrument or the plan; other groups after them."""
    known = {
        "function": [f.id for f in results.instrument.functions_in(sector)],
        "size_class": [s.id for s in results.plan.size_classes if s.sector == sector],
    }.get(by, [])
    return [*(k for k in known if k in found), *(f for f in found if f not in known)]


def group_name(results: Results, sector: str, by: str, group: str) -> str:
    """The group in words."""
    if by == "function" and group in results.instrument.functions:
        return results.instrument.functions[group].name(results.language)
    if by == "size_class":
        for size in results.plan.size_classes:
            if (size.sector, size.id) == (sector, group):
                return size.label(results.language)
    return group or say(f"no_{by}" if by in NAMELESS else "not_stated", results.language)
