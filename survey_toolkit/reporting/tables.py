"""From tidy results to the tables that people read, in one place and in one order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from survey_toolkit.instruments.model import Instrument
from survey_toolkit.instruments.plan import Plan
from survey_toolkit.reporting.display import DisplayTable, explained
from survey_toolkit.reporting.results import index
from survey_toolkit.reporting.tables_answers import distribution_tables
from survey_toolkit.reporting.tables_matrix import matrix_tables
from survey_toolkit.reporting.tables_scores import group_tables, ranking_table, score_tables
from survey_toolkit.reporting.tables_units import coverage_table, unit_questions_table, unit_table
from survey_toolkit.schema import Unit


def all_tables(
    scores: pd.DataFrame,
    distribution: pd.DataFrame,
    ranks: pd.DataFrame,
    matrix: pd.DataFrame,
    coverage: pd.DataFrame,
    instrument: Instrument,
    plan: Plan,
    units: Mapping[str, Unit],
    language: str = "da",
    notes: Sequence[str] = (),
) -> list[DisplayTable]:
    """Every table of a wave, in the order in which a report has them.

    The first five are tables by the contracts `SCORES`, `DISTRIBUTION`, `RANKS`, `MATRIX` and
    `COVERAGE` of `schema`; `units` are those of the frame and of the wave, by id. `notes` are
    what every output must say, and stand last under every table. A base of nobody is a dash,
    a base under the plan's minimum is marked, and both are explained under the table.

    KeyError where a table does not have the columns of its contract.
    """
    results = index(
        scores, distribution, ranks, matrix, coverage, instrument, plan, units, language, notes
    )
    tables = [
        coverage_table(results),
        *score_tables(results),
        ranking_table(results),
        *matrix_tables(results),
        *group_tables(results, "function"),
        *group_tables(results, "region"),
        *group_tables(results, "size_class"),
        *distribution_tables(results),
        unit_questions_table(results),
        unit_table(results),
    ]
    return [explained(table, plan.minimum_base, language, notes) for table in tables]
