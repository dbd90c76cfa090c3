"""What a sheet says about the rows and columns that follow: its unit, function, date, question."""

from __future__ import annotations

from dataclasses import dataclass, field

from survey_toolkit.instruments.matching import Sense
from survey_toolkit.responses.page import NOWHERE, Place


@dataclass(slots=True)
class Said:
    """One thing that was said, from a column onwards (blocks can stand side by side)."""

    column: int
    place: Place
    sense: Sense | None = None


@dataclass(slots=True)
class Context:
    """What has been said so far on a sheet, by kind (unit, function, question, item, date ...)."""

    said: dict[str, list[Said]] = field(default_factory=dict)
    unit_heading: str = ""
    remarks: list[str] = field(default_factory=list)

    def say(self, kind: str, column: int, place: Place, sense: Sense | None = None) -> None:
        """Note what is said from a column on; said at the left edge it goes for the whole sheet."""
        earlier = [s for s in self.said.get(kind, []) if s.column < column]
        self.said[kind] = [*earlier, Said(column, place, sense)]

    def find(self, kind: str, column: int) -> Said | None:
        """What goes for a column: the nearest to its left, or the first."""
        entries = self.said.get(kind)
        if not entries:
            return None
        left = [s for s in entries if s.column <= column]
        return left[-1] if left else entries[0]

    def place(self, kind: str, column: int) -> Place:
        """The text that goes for a column, and where it stands."""
        found = self.find(kind, column)
        return found.place if found else NOWHERE

    def ids(self, kind: str, column: int) -> tuple[str, ...]:
        """The questions, items or functions that a title over a column names."""
        found = self.find(kind, column)
        return getattr(found.sense, kind + "s") if found and found.sense else ()
