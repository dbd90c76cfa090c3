"""A sheet of the issued form as data: lines from the top, boxes from the left."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from survey_toolkit.instruments.marks import key_text
from survey_toolkit.instruments.model import Function, Instrument, Sector

KEYS, FIRST = 1, 2
"""The column of keys, which is hidden, and the first that is seen. Columns count from 1."""
LABEL, ANSWER, REMARK, COUNT = "label", "answer", "remark", "count"
TALLIES = ("due", "done")
"""Hidden columns that count, for each item, the answers that are due and those that are given."""


@dataclass(frozen=True, slots=True)
class Box:
    """One cell, or some beside each other that are merged (`span`).

    `role` is LABEL (the form's words), ANSWER, REMARK (anything may be written) or COUNT. An answer
    is to `question` about `item` (of a multiple choice the choice; of a function on the cover the
    function); `choices` are what it may be, none for free text.
    """

    column: int
    text: str = ""
    role: str = LABEL
    span: int = 1
    question: str = ""
    item: str = ""
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """One row. `kind` and `id` make its key, with the fingerprints of its labels."""

    kind: str
    id: str = ""
    boxes: tuple[Box, ...] = ()

    @property
    def key(self) -> str:
        """What stands in the column of keys."""
        return key_text(self.kind, self.id, (b.text for b in self.boxes if b.role == LABEL))


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the form: what it is, and how wide."""

    id: str
    width: float

    @property
    def hidden(self) -> bool:
        """Whether it is for the form's own use."""
        return self.id in ("keys", *TALLIES)


@dataclass(frozen=True, slots=True)
class SheetMap:
    """A sheet of the form. `part` is the part of its mark, `tab` the name that it asks for."""

    part: str
    tab: str
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]

    def boxes(self, role: str = "") -> Iterator[tuple[int, Line, Box]]:
        """The boxes of a role (of all without one), with their row from 1 and their line."""
        for row, line in enumerate(self.lines, start=1):
            for box in line.boxes:
                if role in ("", box.role):
                    yield row, line, box

    def places(self) -> dict[tuple[str, str], tuple[int, int]]:
        """Row and column of each answer, by question and item."""
        return {(b.question, b.item): (row, b.column) for row, _, b in self.boxes(ANSWER)}

    def row_of(self, kind: str) -> int:
        """The first row of a kind, from 1; 0 where there is none."""
        return next((n for n, line in enumerate(self.lines, 1) if line.kind == kind), 0)


@dataclass(frozen=True, slots=True)
class Issue:
    """What is issued to one organisation, in one language."""

    instrument: Instrument
    sector: Sector
    unit: str  # its name
    functions: tuple[Function, ...]
    language: str
    texts: Mapping[str, str]  # of the cover, by heading
    marks: Mapping[str, str]  # the mark of each part
    alone: bool = False  # each function has a workbook of its own
