"""The names behind the ids of a finding: those of the questionnaire, the frame and the wave."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from survey_toolkit.instruments.model import Instrument
from survey_toolkit.schema import Unit


@dataclass(frozen=True, slots=True)
class Names:
    """What ids are called. An id that is not known stays as it is."""

    instrument: Instrument
    units: Mapping[str, Unit]
    language: str

    def named(self, finding: Mapping[str, str]) -> dict[str, str]:
        """A finding (columns `schema.FINDINGS`) with names for unit, function, question, item."""
        question = finding["question"]
        return {
            **finding,
            "unit": self._unit(finding["unit"]),
            "function": self._function(finding["function"]),
            "question": self._question(question),
            "item": self._item(finding["item"], question),
        }

    def _unit(self, unit: str) -> str:
        return self.units[unit].name if unit in self.units else unit

    def _function(self, function: str) -> str:
        known = self.instrument.functions.get(function)
        return known.name(self.language) if known else function

    def _question(self, question: str) -> str:
        asked = self.instrument.questions.get(question)
        return asked.short(self.language) if asked else question

    def _item(self, item: str, question: str) -> str:
        """An item, or a choice of a question with several."""
        if item in self.instrument.items:
            return self.instrument.items[item].name(self.language)
        asked = question in self.instrument.questions
        scale = self.instrument.scale_of(question) if asked else None
        return scale.choice(item).label(self.language) if scale and item in scale else item
