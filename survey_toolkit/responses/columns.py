"""What is known of the answers in a column of a table before its rows are read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from survey_toolkit.instruments.matching import Sense
from survey_toolkit.responses.bands import Band
from survey_toolkit.responses.context import Context
from survey_toolkit.responses.page import Place

Ids = tuple[str, ...]


@dataclass(slots=True)
class Plan:
    """What is known of the answers in a column before its rows are read.

    The `_at` fields are the columns of names (-1 for none) that tell its rows apart.
    """

    column: int
    ignored: bool
    readable: bool
    questions: Ids
    items: Ids
    functions: Ids
    choice: str
    unit_at: int
    function_at: int
    item_at: int
    question_at: int
    date_at: int
    region_at: int
    unit: Place  # what the lines above the table say, where a row does not
    function: Place


class About(NamedTuple):
    """What an answer is about; `mark` is the choice that a cross in its column stands for."""

    question: str
    item: str
    functions: Ids
    mark: str


def plan_column(
    column: int,
    band: Band,
    context: Context,
    of_kind: Mapping[str, list[int]],
    by_tab: Callable[[], Ids],
) -> Plan:
    """What the headings over a column, the corner of the table and the lines above say of it.

    `of_kind` are the columns of names by kind; `by_tab` finds the question that the tab names.
    """
    here = band.columns[column]
    sense, corner = here.sense or Sense(), band.corner or Sense()
    questions = sense.questions or corner.questions
    if not questions and (here.sense or here.answer) and "question" not in of_kind:
        questions = context.ids("question", column) or by_tab()

    def nearest(kind: str) -> int:
        """The column of names of a kind nearest to the left, else the first; -1 for none."""
        there = of_kind.get(kind)
        if not there:
            return -1
        left = [number for number in there if number <= column]
        return left[-1] if left else there[0]

    return Plan(
        column=column,
        ignored=here.ignored,
        readable=bool(here.sense or here.answer),
        questions=questions,
        items=sense.items or corner.items or context.ids("item", column),
        functions=sense.functions or corner.functions,
        choice=sense.choice,
        unit_at=nearest("unit"),
        function_at=nearest("function"),
        item_at=nearest("item"),
        question_at=nearest("question"),
        date_at=nearest("date"),
        region_at=nearest("region"),
        unit=here.says.get("unit") or context.place("unit", column),
        function=context.place("function", column),
    )
