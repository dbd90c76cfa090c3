"""What a row of cells says by itself, wherever it stands. Equal rows are looked up once.

Forms repeat their rows: the same tool with the same answers stands in sheet after sheet and file
after file. What such a row says does not depend on where it is, so it is remembered.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from survey_toolkit.instruments.matching import Sense, Vocabulary
from survey_toolkit.responses.cells import EMPTY, UNPLACED, Value, text_of
from survey_toolkit.responses.codes import codes_in

META = ("date", "contact", "remark", "id", "other", "region", "sector", "legend", "choice")
DETAILS = ("date", "contact", "remark", "id", "other", "sector", "legend")
"""Headings of what belongs to a reply without being one of its names or answers."""
ROOM = 1_000_000  # cells of rows that are remembered; where more differ, it would only cost


@dataclass(frozen=True, slots=True)
class Line:
    """The columns that hold something, and what the texts in them say. Never changed once made."""

    filled: list[int]
    classes: list[str]  # of each cell, before it is understood
    said: dict[int, Sense]
    spaces: tuple[int, ...] = ()  # columns with spaces only
    codes: tuple[tuple[int, Mapping[str, str]], ...] = ()  # columns that explain codes
    formulas: tuple[int, ...] = ()  # columns with a text that begins as a formula
    examples: tuple[int, ...] = ()  # columns with a text that calls the row an example
    asks: tuple[int, ...] = ()  # columns with a question that names no item
    names: int = 0  # texts that say something else than an answer
    headings: int = 0
    choices: int = 0  # answers' words that are no item's name
    is_key_value: bool = False


NOTHING = Line([], [], {})


class Lines:
    """Remembers what rows say, for all files that are read with the same words."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        """Take the words."""
        self.vocabulary = vocabulary
        self._known: dict[tuple[object, ...], Line] = {}
        self._room = ROOM

    def of(self, row: list[Value]) -> Line:
        """What a row says."""
        same: tuple[object, ...] = tuple(row)
        if self.vocabulary.has_numbers:
            same = (*same, *map(type, row))  # 1 and True are equal, and True is no name
        known = self._known.get(same)
        if known is None:
            known = self._line(row)
            if self._room > 0:
                self._known[same] = known
                self._room -= len(row)
        return known

    def _numbers(self, row: list[Value], filled: list[int]) -> dict[int, str]:
        """Whole numbers as texts, where the questionnaire calls something by a number."""
        if not self.vocabulary.has_numbers:
            return {}
        values = {column: row[column] for column in filled}
        return {c: text_of(v) for c, v in values.items() if type(v) in (int, float)}

    def codes(self, text: str) -> dict[str, str]:
        """The codes that a text explains."""
        return codes_in(text, self.vocabulary.choices)

    def _line(self, row: list[Value]) -> Line:
        filled = [column for column, value in enumerate(row) if value is not None]
        texts = {column: value for column in filled if type(value := row[column]) is str}
        names = {**texts, **self._numbers(row, filled)}
        senses = {column: self.vocabulary.sense(text) for column, text in names.items()}
        said = {column: sense for column, sense in senses.items() if sense is not None}
        silent = {column: text for column, text in texts.items() if column not in said}
        return Line(
            filled,
            [EMPTY if value is None else UNPLACED for value in row],
            said,
            tuple(column for column, text in silent.items() if text.isspace()),
            tuple((column, codes) for column, text in texts.items() if (codes := self.codes(text))),
            tuple(column for column, text in silent.items() if text.startswith("=")),
            tuple(c for c, text in silent.items() if self.vocabulary.begins_with("example", text)),
            tuple(column for column, s in said.items() if s.questions and not s.items),
            sum(not sense.is_choice for sense in said.values()),
            sum(bool(sense.heading) for sense in said.values()),
            sum(bool(sense.choice and not sense.items) for sense in said.values()),
            _is_key_value(filled, said),
        )


def _is_key_value(filled: list[int], said: dict[int, Sense]) -> bool:
    """Whether a row says things of the kind "Funktion: Social sagsbehandling".

    A heading stands first, and what follows it is no other heading and no question; a function
    after the heading "Funktion" is such a value, after "Redskab" it is a heading of a column.
    """
    if not filled or filled[0] not in said:
        return False
    first = said[filled[0]].heading
    if first not in ("unit", "function", *META):
        return False
    if len(filled) == 1:
        return True
    after = said.get(filled[1])
    if after is None or first == "function":
        return after is None or bool(after.functions)
    return not (after.heading or after.questions or after.items or after.functions)
