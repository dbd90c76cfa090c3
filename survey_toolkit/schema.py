"""The tables that pass a doorway: their columns, keys and what always holds.

Every table is a pandas DataFrame (or, on its way to disk, a list of tuples in this order). An
empty text is "", never a missing value; numbers that are not there are NaN.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

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

COMPLETE, PARTIAL, UNKNOWN, NOTHING = "complete", "partial", "unknown", "nothing"
STATES = (COMPLETE, PARTIAL, UNKNOWN, NOTHING)
"""How far a unit has answered: all functions known to exist, some of them (or only the questions
to the unit), some while none is known to exist beforehand, none."""

TRACKING = (
    "sector", "unit", "name", "in_frame", "state", "functions", "missing", "sent_date",
    "reminder_date", "returned_date",
)  # fmt: skip
"""One row for each unit: `functions` that replied and `missing` known ones, with | between. The
dates are the frame's, or the ledger's, as yyyy-mm-dd; "" where there is none that can be read."""

PARTICIPATION = (
    "sector", "by", "group", "asked", "complete", "partial", "unknown", "nothing", "outside",
)  # fmt: skip
"""How many units of each group are in each of `STATES`. `by` is sector (`group` is then empty) or
a column of the frame; `group` is empty for units without one. `asked` are the units in the frame,
`outside` those that answered without being in it: asked + outside is the sum of the four states."""

REPRESENTATIVENESS = (
    "sector", "by", "units", "answered", "groups", "chi2", "df", "p_chi2", "goodness_of_fit",
    "p_goodness_of_fit", "smallest_expected", "method", "p", "p_error", "draws", "seed", "v",
    "reason", "outside", "ungrouped",
)  # fmt: skip
"""One row for each test of who answered against who did not. `units` and `answered` are those in
the test: in the frame and in a group. `method` is chi2, exact or permutation, and `p` its p-value;
it is "" (and the figures NaN) where there is no test. `reason` says why that method, or why none.
`p_error` is the Monte Carlo standard error. `outside` and `ungrouped` are the ids of the units that
are left out, with | between: those that answered outside the frame, those in no group."""

REPRESENTED = (
    "sector", "by", "group", "asked", "answered", "expected", "residual", "deviates",
)  # fmt: skip
"""The groups of each test: `expected` answered if all groups answered alike, the adjusted
`residual`, and `deviates`: over or under where it is larger than the plan's alpha allows."""

PUBLISHED = (
    "row", "section", "sector", "function", "item", "question", "measure", "category",
    "qualifier", "printed", "computed", "numerator", "denominator", "equal", "reason",
)  # fmt: skip
"""Each figure of a published file beside the one that the answers give."""

LEDGER = ("time", "event", "unit", "function", "file", "sha256", "note")
"""What happened to the forms of a wave, oldest first. `event` is issued, sent, reminded, received
or returned; `file` is seen from the wave's folder, or from the workspace where it lies outside;
`sha256` is the fingerprint of its content."""


@dataclass(frozen=True, slots=True)
class Unit:
    """An organisation: one that was asked (`in_frame`), or one that replied without being named.

    `population` is None where it does not apply. `functions` are those known beforehand, `facts`
    the cells of its row in the frame by heading.
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

    def says(self, column: str) -> str:
        """What stands in a column of the frame, or follows from it; "" where nothing does.

        >>> Unit("1", "kommune", "A", region="Nord", facts=(("owner", "x"),)).says("owner")
        'x'
        """
        if column in ("sector", "name", "region", "size_class"):
            return str(getattr(self, column))
        return dict(self.facts).get(column, "")


class FrameFinding(NamedTuple):
    """One thing that a person should look at in frame.csv or unit_names.csv.

    `row` is the row in Excel, 0 where it is about no row; `found` is empty where nothing stood
    there. `expected` and `action` are in the language asked for.
    """

    code: str
    file: str
    row: int
    column: str
    sector: str
    unit: str
    found: str
    expected: str
    action: str


class FrameSector(NamedTuple):
    """A sector of the frame: its units, how many the register has (None: no register), and counts.

    `missing` are units of the register that the frame has not; `findings` includes them. `sector`
    is empty for rows whose sector is not known.
    """

    sector: str
    units: int
    registered: int | None
    missing: int
    findings: int


def check_columns(found: list[str], expected: tuple[str, ...], table: str) -> None:
    """A programmer's check that a table has just the columns of its contract.

    Raises ValueError with both lists.
    """
    if tuple(found) != expected:
        raise ValueError(f"{table}: columns {found}, expected {list(expected)}")
