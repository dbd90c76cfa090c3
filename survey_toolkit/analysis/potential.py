"""The potential matrix: what the plan's thresholds pick out, sector by sector and across."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

import pandas as pd

from survey_toolkit.analysis.figures import NOBODY, Figure, Key, of_sectors
from survey_toolkit.instruments.model import Instrument
from survey_toolkit.instruments.plan import Dimension, Plan
from survey_toolkit.schema import MATRIX

CROSS_SECTOR = "cross_sector"

Standing = Mapping[str, tuple[str, ...]]
"""For each item the cells of one dimension that it stands in."""

Row = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Rules:
    """What the rules look at: the plan, the instrument and the figures by sector."""

    plan: Plan
    instrument: Instrument
    figures: Mapping[Key, Figure]

    def figure(self, measure: str, potential: str, item: str) -> Figure:
        """The figure behind a place in the matrix: across the sectors it is the pooled one."""
        sector = "" if potential == CROSS_SECTOR else potential
        return self.figures.get((sector, measure, item), NOBODY)

    def by_value(self, items: Iterable[str], measure: str, potential: str) -> list[str]:
        """The items, highest first; ties in the order given."""
        value = {i: self.figure(measure, potential, i).exact or Fraction(0) for i in items}
        return sorted(value, key=lambda item: -value[item])


def matrix(scores: pd.DataFrame, plan: Plan, instrument: Instrument) -> pd.DataFrame:
    """The lists matrix, selected and highlighted by the plan's rule: schema.SCORES to MATRIX.

    An item is high in a sector when its denominator is at least the dimension's minimum_base and
    its figure at least the threshold; fractions are compared exactly. It stands as cross_sector
    when the pooled figure of all sectors is high and each sector that is asked has the
    minimum_base (across = "pooled"), or when it is high in each of them (across = "every"); else
    in the sectors where it is high. With one sector there is no cross_sector.

    Selected are the items in the column `selected_from`: as cross_sector when they are so in all
    of `group_by`, else where the column has them. Highlighted are those of them that meet
    `plan.highlight` (with the minimum_base of the dimension of the same measure), and the
    selected ones that are shown together with such an item, on the same position.

    `position` counts from 1 within a cell, by value and then by the instrument's order. The
    figure of a place is the sector's, or the pooled one across; of the highlighted that of the
    rule's own sector. An item without a figure is never high.
    """
    rules = Rules(plan, instrument, of_sectors(scores))
    standing = {d.id: _standing(d, rules) for d in plan.matrix}
    rows = [
        row
        for dimension in plan.matrix
        for row in _placed("matrix", dimension.id, dimension.measure, standing[dimension.id], rules)
    ]
    selected = _selected(standing, rules)
    if plan.selected_from:
        measure = next(d.measure for d in plan.matrix if d.id == plan.selected_from)
        rows += _placed("selected", "", measure, selected, rules)
    rows += _highlighted(selected, standing, rules)
    table = pd.DataFrame(rows, columns=list(MATRIX))
    texts = dict.fromkeys(("list", "dimension", "potential", "item"), "str")
    whole = {"position": "int64", "numerator": scores["numerator"].dtype, "denominator": "int64"}
    return table.astype({**texts, **whole, "value": "float64", "inferred": "bool"})


def _standing(dimension: Dimension, rules: Rules) -> Standing:
    question = dimension.measure.partition(".")[0]
    sectors = [s for s in rules.instrument.sectors if rules.instrument.asked_in(question, s)]
    standing = {}
    for item in rules.instrument.items:
        high = tuple(s for s in sectors if _is_high(s, item, dimension, rules))
        if dimension.across == "pooled":
            bases = [rules.figure(dimension.measure, s, item).denominator for s in sectors]
            enough = min(bases, default=0) >= max(1, dimension.minimum_base)
            across = enough and _is_high(CROSS_SECTOR, item, dimension, rules)
        else:
            across = len(high) == len(sectors)
        standing[item] = (CROSS_SECTOR,) if across and len(sectors) > 1 else high
    return standing


def _is_high(potential: str, item: str, dimension: Dimension, rules: Rules) -> bool:
    figure = rules.figure(dimension.measure, potential, item)
    return _at_least(figure, dimension.threshold, dimension.minimum_base)


def _at_least(figure: Figure, threshold: Fraction, minimum_base: int) -> bool:
    exact = figure.exact
    return exact is not None and exact >= threshold and figure.denominator >= minimum_base


def _selected(standing: Mapping[str, Standing], rules: Rules) -> Standing:
    column = standing.get(rules.plan.selected_from, {})
    selected = {}
    for item, cells in column.items():
        grouping = [standing[dimension][item] for dimension in rules.plan.group_by]
        across = bool(grouping) and all(cell == (CROSS_SECTOR,) for cell in grouping)
        selected[item] = (CROSS_SECTOR,) if cells and across else cells
    return selected


def _placed(name: str, dimension: str, measure: str, standing: Standing, rules: Rules) -> list[Row]:
    """The rows of one list: cell by cell, the highest item first."""
    rows: list[Row] = []
    for potential in (CROSS_SECTOR, *rules.instrument.sectors):
        items = [item for item, cells in standing.items() if potential in cells]
        for position, item in enumerate(rules.by_value(items, measure, potential), start=1):
            figure = rules.figure(measure, potential, item)
            rows.append((name, dimension, potential, item, position, *figure, figure.value, False))
    return rows


def _highlighted(selected: Standing, standing: Mapping[str, Standing], rules: Rules) -> list[Row]:
    rule = rules.plan.highlight
    if rule is None:
        return []
    minimum = next((d.minimum_base for d in rules.plan.matrix if d.measure == rule.measure), 1)
    chosen = [
        item
        for item, cells in selected.items()
        if cells
        and _at_least(rules.figure(rule.measure, rule.sector, item), rule.threshold, minimum)
        and any(standing[dimension][item] for dimension in rule.present_in_any or standing)
    ]
    rows: list[Row] = []
    shown: list[str] = []
    for item in rules.by_value(chosen, rule.measure, rule.sector):
        if item in shown:
            continue
        position = len({rules.instrument.items[i].shown_as or i for i in shown}) + 1
        for together in _shown_together(item, selected, rules.instrument):
            shown.append(together)
            figure = rules.figure(rule.measure, rule.sector, together)
            rows += [
                ("highlighted", "", cell, together, position, *figure, figure.value, rule.inferred)
                for cell in selected[together]
            ]
    return rows


def _shown_together(item: str, selected: Standing, instrument: Instrument) -> Sequence[str]:
    """The item, and the selected ones that a list shows as one with it."""
    name = instrument.items[item].shown_as
    others = [i for i, cells in selected.items() if cells and name and i != item
              and instrument.items[i].shown_as == name]  # fmt: skip
    return [item, *others]
