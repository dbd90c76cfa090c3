"""Answers become counts: the only step whose cost grows with the number of answers.

Kept to group_by, size and sum, so that it can run in pieces and on other engines. Nothing after
this module reads answers.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import pandas as pd

from survey_toolkit.schema import COUNTS

KEY = COUNTS[:-2]
"""The columns of `counts` that say what is counted."""


def reduce(answers: pd.DataFrame, by: Sequence[str]) -> pd.DataFrame:
    """How many rows there are of each kind.

    `answers` has at least the columns `by`. Gives one row for each combination that is present,
    in sorted order: the columns `by`, `n` (rows) and `w` (their weight; equal to `n` until there
    are weights). An empty table gives an empty table. The result depends neither on the order of
    the rows nor on how they were split: see `total`.

    >>> reduce(pd.DataFrame({"question": ["a", "b", "a"]}), ["question"]).to_dict("list")
    {'question': ['a', 'b'], 'n': [2, 1], 'w': [2.0, 1.0]}
    """
    table: pd.DataFrame = _grouped(answers, by).size().rename("n").reset_index()
    return table.assign(n=table["n"].astype("int64"), w=table["n"].astype("float64"))


def total(parts: Iterable[pd.DataFrame], by: Sequence[str]) -> pd.DataFrame:
    """The sum of several results of `reduce` with the same `by`.

    >>> part = reduce(pd.DataFrame({"question": ["a", "b"]}), ["question"])
    >>> total([part, part], ["question"]).to_dict("list")
    {'question': ['a', 'b'], 'n': [2, 2], 'w': [2.0, 2.0]}
    """
    table: pd.DataFrame = _grouped(pd.concat(list(parts)), by)[["n", "w"]].sum().reset_index()
    return table


def counts(answers: pd.DataFrame) -> pd.DataFrame:
    """How many answers of each kind every function gave: schema.ANSWERS to schema.COUNTS.

    Respondents are added up; statuses are kept apart, so that who did not reply, what was not
    asked and what was left blank can still be told from each other.
    """
    return reduce(answers, KEY)


def _grouped(table: pd.DataFrame, by: Sequence[str]) -> Any:
    return table.groupby(list(by), sort=True, observed=True, dropna=False)
