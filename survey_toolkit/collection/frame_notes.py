"""What is found in a frame, noted while it is looked at."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from survey_toolkit.catalogue.frame import FRAME
from survey_toolkit.collection.frame_rows import Row
from survey_toolkit.language import of_two
from survey_toolkit.schema import FrameFinding
from survey_toolkit.workspace import nearest

Facts = Mapping[str, object]
NO_FACTS: Facts = MappingProxyType({})


@dataclass
class Notes:
    """The findings so far, worded in one language.

    >>> notes = Notes("en")
    >>> notes.add("no_email", Row(2, {"unit": "101"}), "contact_email", "kommune")
    >>> notes.findings[0].row, notes.findings[0].expected
    (2, 'an e-mail address')
    """

    language: str
    findings: list[FrameFinding] = field(default_factory=list)

    def add(
        self, code: str, row: Row, column: str, about: str, facts: Facts = NO_FACTS,
        found: str | None = None,
    ) -> None:  # fmt: skip
        """Note one thing about a cell of a row, in the sector `about`.

        `facts` fill the braces of its wording. Without `found` it is what stands in the cell.
        """
        text = row[column] if found is None else found
        place = ("frame.csv", row.number, column)
        self.findings.append(self._worded(code, place, about, row["unit"], text, facts))

    def add_elsewhere(
        self, code: str, file: str, number: int, column: str, about: str = "",
        facts: Facts = NO_FACTS, found: str = "",
    ) -> None:  # fmt: skip
        """Note one thing about a file, or about a row that is none of the frame's."""
        place = (file, number, column)
        self.findings.append(self._worded(code, place, about, "", found, facts))

    def _worded(
        self, code: str, place: tuple[str, int, str], about: str, unit: str, found: str,
        facts: Facts,
    ) -> FrameFinding:  # fmt: skip
        words = FRAME[code]
        expected = of_two(words.expected_da, words.expected_en, self.language).format(**facts)
        action = of_two(words.action_da, words.action_en, self.language)
        return FrameFinding(code, *place, about, unit, found, expected, action)

    def of(self, sector: str) -> list[FrameFinding]:
        """The findings about a sector."""
        return [finding for finding in self.findings if finding.sector == sector]


def did_you_mean(text: str, known: Iterable[str]) -> dict[str, str]:
    """The nearest of some names as a hint, in both languages.

    >>> did_you_mean("stof", ["stoff", "x"])
    {'hint': '. Mente du stoff?', 'hint_en': '. Did you mean stoff?'}
    >>> did_you_mean("q", ["stoff"])
    {'hint': '', 'hint_en': ''}
    """
    english = nearest(text, known).strip()
    danish = english.replace("Did you mean", "Mente du")
    return {"hint": f". {danish}" if danish else "", "hint_en": f". {english}" if english else ""}
