"""The tables that pass a doorway: their columns, keys and what always holds.

Every table is a pandas DataFrame (or, on its way to disk, a list of tuples in this order). An
empty text is "", never a missing value; numbers that are not there are NaN.
"""

from __future__ import annotations

from dataclasses import dataclass, field

ANSWERED, BLANK, NOT_ASKED, NOT_RETURNED = "answered", "blank", "not_asked", "not_returned"
STATUSES = (ANSWERED, BLANK, NOT_ASKED, NOT_RETURNED)

ANSWER_KEY = ("wave", "sector", "unit", "function", "respondent", "question", "item")
ANSWERS = (*ANSWER_KEY, "answer", "value", "status", "source")
"""One row for each answer that was, or was not, given. `answer` is the choice's code or the text;
`value` the number on the scale, where there is one; `source` is `file!sheet!cell`."""

FINDINGS = (
    "status", "code", "file", "sheet", "cell", "unit", "function", "question", "item",
    "value", "expected", "action",
)  # fmt: skip
"""One row for each thing a person should know about the returned files."""

COUNTS = (
    "wave", "sector", "unit", "function", "question", "item", "status", "answer", "n", "w",
)  # fmt: skip
"""How many answers of each kind: `n` unweighted, `w` weighted (equal until there are weights)."""

SCORES = (
    "by", "group", "sector", "item", "measure", "numerator", "denominator", "value", "low", "high",
)  # fmt: skip
"""One row a figure. `by` is all, sector, function, unit, region or size_class, and `group` the
member (empty for `all` and `sector`); `sector` is empty where all sectors are taken together.
`item` is empty in the averages row over all items, and for questions without items.
`measure` is `question.statistic`:

    mean_per_unit   counting answers / units that replied           (functions per unit)
    share           counting answers / answers to the question      (0 to 1; don't know included)
    share_of_all    counting answers / functions that replied       (0 to 1)
    scale_mean      sum of scale values / answers with a value      (points on the scale)

`value` is numerator / denominator, NaN where the denominator is 0. `low` and `high` are left
for the interval (NaN)."""

DISTRIBUTION = ("by", "group", "sector", "item", "question", "answer", "n", "base", "share")
"""The full distribution: each choice of each question and item (also those nobody chose), with
`base` = answers to the question; share is n / base."""

RANKS = (
    "sector", "measure", "item", "rank", "tied", "numerator", "denominator", "value",
    "rank_low", "rank_high",
)  # fmt: skip
"""Rank 1 is the highest value; equal fractions have equal (lowest) rank and `tied` = True.
`rank_low` and `rank_high` are left for the interval (NaN). An item without a base has rank NaN."""

MATRIX = (
    "list", "dimension", "potential", "item", "position", "numerator", "denominator", "value",
    "inferred",
)  # fmt: skip
"""What the plan's thresholds pick out. `list` is matrix, selected or highlighted; `dimension` the
matrix column (empty in the other lists); `potential` is cross_sector or the id of the sector."""

COVERAGE = ("sector", "group", "by", "asked", "replied", "functions", "outside")
"""Who was asked (units in the frame), who replied (units), and how many functions replied.
`by` is sector, region or size_class. Units that are not in the frame count as replied too;
`outside` says how many of those there are. `group` is empty for units without one."""

PUBLISHED = (
    "row", "section", "sector", "function", "item", "question", "measure", "category",
    "qualifier", "printed", "computed", "numerator", "denominator", "equal", "reason",
)  # fmt: skip
"""Each figure of a published file beside the one that the answers give."""

LEDGER = ("time", "event", "unit", "function", "file", "sha256", "note")
"""What happened to the forms of a wave, oldest first. `event` is issued, sent, reminded, received
or returned; `file` is relative to the wave's folder, `sha256` the fingerprint of its content."""


@dataclass(frozen=True, slots=True)
class Unit:
    """An organisation: one that was asked (`in_frame`), or one that replied without being named.

    `population` is None where it does not apply. `functions` are those known beforehand.
    """

    id: str
    sector: str
    name: str
    region: str = ""
    region_code: str = ""
    population: int | None = None
    size_class: str = ""
    in_frame: bool = True
    aliases: tuple[str, ...] = ()
    functions: tuple[str, ...] = ()
    facts: tuple[tuple[str, str], ...] = field(default=(), compare=False)


def check_columns(found: list[str], expected: tuple[str, ...], table: str) -> None:
    """A programmer's check that a table has just the columns of its contract.

    Raises ValueError with both lists.
    """
    if tuple(found) != expected:
        raise ValueError(f"{table}: columns {found}, expected {list(expected)}")
