"""Tables of what the plan's thresholds pick out: the matrix, the selected and the highlighted."""

from __future__ import annotations

from collections.abc import Sequence

from survey_toolkit.instruments.model import Instrument
from survey_toolkit.instruments.plan import Dimension, Plan
from survey_toolkit.language import joined, percent, ratio
from survey_toolkit.reporting.display import Cell, Column, DisplayTable
from survey_toolkit.reporting.results import Pick, Results
from survey_toolkit.reporting.tables_scores import share_cells, share_columns
from survey_toolkit.reporting.words import capital, lower, noun, say

CROSS = "cross_sector"


def matrix_tables(results: Results) -> list[DisplayTable]:
    """The matrix, its figures, the selected and the highlighted; none where the plan has none."""
    if not results.plan.matrix:
        return []
    tables = [matrix_table(results), matrix_figures(results)]
    if results.plan.selected_from:
        tables.append(selected_table(results))
    if results.plan.highlight:
        tables.append(highlighted_table(results))
    return tables


def potential_name(instrument: Instrument, potential: str, language: str) -> str:
    """Across the sectors, or the sector's name."""
    if potential in instrument.sectors:
        return instrument.sectors[potential].name(language)
    return say("cross_sector", language)


def dimension_name(instrument: Instrument, plan: Plan, dimension: str, language: str) -> str:
    """A column of the matrix by the name of its question."""
    for known in plan.matrix:
        if known.id == dimension:
            return instrument.questions[known.measure.partition(".")[0]].short(language)
    return dimension


def rules(plan: Plan, instrument: Instrument, language: str) -> list[str]:
    """The plan's thresholds in words, a sentence for each column of the matrix."""
    return [_rule(dimension, plan, instrument, language) for dimension in plan.matrix]


def _rule(dimension: Dimension, plan: Plan, instrument: Instrument, language: str) -> str:
    threshold = percent(dimension.threshold.numerator, dimension.threshold.denominator, 0, language)
    least = say("note_least", language, n=dimension.minimum_base)
    return say(
        "note_pooled" if dimension.across == "pooled" else "note_every",
        language,
        dimension=dimension_name(instrument, plan, dimension.id, language),
        threshold=threshold,
        base=least if dimension.minimum_base > 1 else "",
    )


def matrix_table(results: Results) -> DisplayTable:
    """Three columns of items: those high across the sectors, and those high in each sector."""
    language, instrument = results.language, results.instrument
    dimensions = [d.id for d in results.plan.matrix]
    rows: list[tuple[Cell, ...]] = []
    for potential in (CROSS, *instrument.sectors):
        cells = [_names(results, dimension, potential) for dimension in dimensions]
        rows.append((potential_name(instrument, potential, language), *cells))
    names = [dimension_name(instrument, results.plan, d, language) for d in dimensions]
    return DisplayTable(
        key="matrix",
        tab=say("tab_matrix", language),
        title=say("matrix", language),
        base=say("base_matrix", language, items=noun(instrument, language)),
        columns=(Column(say("potential", language)), *(Column(name) for name in names)),
        rows=tuple(rows),
        notes=(
            *rules(results.plan, instrument, language),
            *inferred_note(of_list(results.picks, "matrix"), language),
        ),
        n=sum(results.covered(sector).functions for sector in instrument.sectors),
    )


def of_list(picks: Sequence[Pick], name: str) -> list[Pick]:
    """The picks of one list: matrix, selected or highlighted."""
    return [pick for pick in picks if pick.list == name]


def inferred_note(picks: Sequence[Pick], language: str, known: bool = False) -> list[str]:
    """What must be said where the rule behind a list was inferred."""
    inferred = known or any(pick.inferred for pick in picks)
    return [say("note_inferred", language)] if inferred else []


def _names(results: Results, dimension: str, potential: str) -> str:
    picks = [
        pick
        for pick in of_list(results.picks, "matrix")
        if (pick.dimension, pick.potential) == (dimension, potential)
    ]
    names = [results.instrument.items[pick.item].name(results.language) for pick in picks]
    return "\n".join(names) or "–"


def matrix_figures(results: Results) -> DisplayTable:
    """A row for each entry of the matrix, with the share in each sector and in all."""
    language, instrument = results.language, results.instrument
    rows = []
    for dimension in results.plan.matrix:
        for potential in (CROSS, *instrument.sectors):
            for pick in of_list(results.picks, "matrix"):
                if (pick.dimension, pick.potential) == (dimension.id, potential):
                    rows.append(_figures_row(results, dimension, pick))
    columns = [
        Column(say("list_column", language)),
        Column(say("potential", language)),
        Column(capital(noun(instrument, language, plural=False))),
    ]
    for group in (*(s.name(language) for s in results.sectors), say("total", language)):
        columns += share_columns(language, "pct1", group)
    return DisplayTable(
        key="matrix_figures",
        tab=say("tab_figures", language),
        title=say("matrix_figures", language),
        base=say("base_matrix", language, items=noun(instrument, language)),
        columns=tuple(columns),
        rows=tuple(rows),
        notes=tuple(rules(results.plan, instrument, language)),
        n=len(rows),
        fixed=3,
    )


def _figures_row(results: Results, dimension: Dimension, pick: Pick) -> tuple[Cell, ...]:
    language, instrument = results.language, results.instrument
    cells: list[Cell] = [
        dimension_name(instrument, results.plan, dimension.id, language),
        potential_name(instrument, pick.potential, language),
        instrument.items[pick.item].name(language),
    ]
    for by, sector in (*(("sector", sector) for sector in instrument.sectors), ("all", "")):
        figure = results.figure(by, "", sector, pick.item, dimension.measure)
        cells += share_cells(figure)
    return tuple(cells)


def selected_table(results: Results) -> DisplayTable:
    """The selected items under the potential that they are selected for."""
    language, instrument, plan = results.language, results.instrument, results.plan
    picks = of_list(results.picks, "selected")
    measure = next((d.measure for d in plan.matrix if d.id == plan.selected_from), "")
    columns = [
        Column(say("potential", language)),
        Column(capital(noun(instrument, language, plural=False))),
    ]
    for sector in results.sectors:
        columns += share_columns(language, "pct", sector.name(language))
    dimension = lower(dimension_name(instrument, plan, plan.selected_from, language))
    return DisplayTable(
        key="selected",
        tab=say("tab_selected", language),
        title=say("selected", language, items=noun(instrument, language)),
        base=say("base_selected", language, items=noun(instrument, language), dimension=dimension),
        columns=tuple(columns),
        rows=tuple(_selected_row(results, pick, measure) for pick in picks),
        notes=tuple(inferred_note(picks, language)),
        n=len(picks),
        fixed=2,
    )


def _selected_row(results: Results, pick: Pick, measure: str) -> tuple[Cell, ...]:
    cells: list[Cell] = [
        potential_name(results.instrument, pick.potential, results.language),
        results.instrument.items[pick.item].name(results.language),
    ]
    for sector in results.instrument.sectors:
        figure = results.figure("sector", "", sector, pick.item, measure)
        cells += share_cells(figure)
    return tuple(cells)


def highlighted_table(results: Results) -> DisplayTable:
    """The highlighted items, those with one `shown_as` together on one line."""
    language, instrument, plan = results.language, results.instrument, results.plan
    picks = of_list(results.picks, "highlighted")
    together = shown_together(picks, instrument, language)
    notes = inferred_note(picks, language, known=bool(plan.highlight and plan.highlight.inferred))
    if any(len(items) > 1 for items in together.values()):
        notes.append(say("note_shown_as", language, items=capital(noun(instrument, language))))
    return DisplayTable(
        key="highlighted",
        tab=say("tab_highlighted", language),
        title=say("highlighted", language, items=noun(instrument, language)),
        base=highlight_rule(plan, instrument, language),
        columns=(
            Column(capital(noun(instrument, language, plural=False))),
            Column(say("consists_of", language)),
        ),
        rows=tuple(
            (name, "\n".join(_with_figures(results, item) for item in items))
            for name, items in together.items()
        ),
        notes=tuple(notes),
        n=len(together),
    )


def highlight_rule(plan: Plan, instrument: Instrument, language: str) -> str:
    """The plan's rule for the highlighted, in words; empty where there is none."""
    rule = plan.highlight
    if rule is None:
        return ""
    dimensions = [lower(dimension_name(instrument, plan, d, language)) for d in rule.present_in_any]
    either = joined(dimensions, language, last="eller" if language == "da" else "or")
    sector = instrument.sectors.get(rule.sector)
    question = instrument.questions[rule.measure.partition(".")[0]]
    return say(
        "base_highlighted",
        language,
        threshold=percent(rule.threshold.numerator, rule.threshold.denominator, 0, language),
        measure=lower(question.short(language)),
        sector=lower(sector.name(language)) if sector else say("all", language),
        present=say("present", language, dimensions=either) if dimensions else "",
    )


def shown_together(
    picks: Sequence[Pick], instrument: Instrument, language: str
) -> dict[str, list[str]]:
    """The items of a list by the name they are shown under, in order."""
    together: dict[str, list[str]] = {}
    for pick in picks:
        shown = instrument.items[pick.item].shown_name(language)
        items = together.setdefault(shown, [])
        if pick.item not in items:  # an item can be selected for several sectors
            items.append(pick.item)
    return together


def _with_figures(results: Results, item: str) -> str:
    """The item with its share in the sector of the rule, and the two counts behind it."""
    name, rule = results.instrument.items[item].name(results.language), results.plan.highlight
    if rule is None:
        return name
    by = "sector" if rule.sector else "all"
    figure = results.figure(by, "", rule.sector, item, rule.measure)
    n, base = int(figure.numerator), int(figure.denominator)
    shown = ratio(n, base, 0, results.language, scale=100)
    return f"{name}: {shown}{figure.mark} ({n}/{base})"
