"""What one returned file says: its replies and answers, its findings, and what each cell is.

A reading depends on the file and on what people wrote (instrument, frame, decisions), and on no
other file: so it is kept, and an unchanged file is not read again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from operator import attrgetter
from typing import Any

from survey_toolkit.errors import Finding
from survey_toolkit.responses.cells import (
    ANSWER,
    EMPTY,
    LABEL,
    METADATA,
    SET_ASIDE,
    UNPLACED,
    cell_name,
)


@dataclass(slots=True)
class Reply:
    """A reply of one unit in a file, before its functions are told apart: a row, or a block."""

    number: int
    unit: str
    date: str
    sheet: int
    row: int  # -1 where it is more than a row
    first: tuple[str, str]  # its first cell, and what stands there
    function_cell: tuple[str, str] = ("", "")


@dataclass(slots=True)
class Answer:
    """One answer cell, understood. `answer` is "" where the cell gave none (with a finding)."""

    reply: int
    unit: str
    function: str
    question: str
    item: str
    answer: str
    sheet: int
    row: int
    column: int
    shown: str = ""  # what stands in the cell
    finding: int = -1  # the finding it made, by its place in the reading's list


@dataclass(slots=True)
class FileReading:
    """Everything that a file says. `classes` has, for each sheet, a text for each row."""

    path: str
    sheets: list[str] = field(default_factory=list)
    classes: list[list[str]] = field(default_factory=list)
    replies: list[Reply] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    own_units: dict[str, dict[str, str]] = field(default_factory=dict)
    used: list[tuple[str, int]] = field(default_factory=list)
    absent: list[tuple[str, ...]] = field(default_factory=list)
    """Functions that do not answer: unit, function, how it was said, and sheet, cell and words."""
    far: int = 0  # cells too far away to be read: set aside, each with a finding

    def to_json(self) -> dict[str, Any]:
        """As plain lists and texts."""
        return {
            "path": self.path,
            "sheets": self.sheets,
            "classes": self.classes,
            "replies": list(map(_REPLY, self.replies)),
            "answers": list(map(_ANSWER, self.answers)),
            "findings": [asdict(finding) for finding in self.findings],
            "own_units": self.own_units,
            "used": self.used,
            "absent": self.absent,
            "far": self.far,
        }

    @classmethod
    def from_json(cls, raw: Mapping[str, Any]) -> FileReading:
        """What `to_json` made."""
        replies = [Reply(*reply) for reply in raw["replies"]]
        return cls(
            raw["path"],
            raw["sheets"],
            raw["classes"],
            replies,
            [Answer(*a) for a in raw["answers"]],
            [Finding(**f) for f in raw["findings"]],
            raw["own_units"],
            [(kind, number) for kind, number in raw["used"]],
            [tuple(said) for said in raw["absent"]],
            raw["far"],
        )

    def source(self, answer: Answer) -> str:
        """Where an answer stands: file!sheet!cell."""
        return f"{self.path}!{self.sheets[answer.sheet]}!{cell_name(answer.row, answer.column)}"


_REPLY = attrgetter(*(field.name for field in fields(Reply)))
_ANSWER = attrgetter(*(field.name for field in fields(Answer)))


def count_cells(readings: Mapping[str, FileReading]) -> dict[str, int]:
    """How many cells there are of each class over all files; `read` counts the non-empty cells.

    Raises AssertionError where a cell was given no class: that is a fault in the program.
    """
    totals = Counter[str]()
    for reading in readings.values():
        for rows in reading.classes:
            totals.update("".join(rows))
        totals[SET_ASIDE] += reading.far
    totals.pop(EMPTY, None)
    if totals.get(UNPLACED):
        raise AssertionError(f"{totals[UNPLACED]} cells were given no class")
    named = {"answer": ANSWER, "label": LABEL, "metadata": METADATA, "set_aside": SET_ASIDE}
    counted = {name: totals.get(code, 0) for name, code in named.items()}
    return {"read": sum(totals.values()), **counted}
