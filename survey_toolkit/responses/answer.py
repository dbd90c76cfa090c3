"""What one cell was read as, and the facts that a finding about it tells."""

from __future__ import annotations

from dataclasses import dataclass, field

from survey_toolkit.errors import OPEN, SETTLED
from survey_toolkit.instruments.model import Scale


@dataclass(slots=True)
class Reading:
    """What a cell was read as: a choice's code (or a text); "" where it is no answer.

    `kind` is the finding it makes ("" for none), with `facts` for its words; `unchosen` is an
    answer place that says it was not chosen.
    """

    answer: str = ""
    kind: str = ""
    facts: dict[str, str] = field(default_factory=dict)
    code: str = ""
    status: str = ""
    unchosen: bool = False
    similar: str = ""
    decision: int = 0  # the number of the [[names]] that decided it


def label_facts(scale: Scale, choice: str) -> dict[str, str]:
    """The words of a choice, for a finding."""
    found = scale.choice(choice)
    return {"label": found.label("da"), "label_en": found.label("en")}


def all_labels(scale: Scale) -> dict[str, str]:
    """The words of all choices on a scale, for a finding."""
    return {
        "labels": ", ".join(c.label("da") for c in scale.choices),
        "labels_en": ", ".join(c.label("en") for c in scale.choices),
    }


def two_answers(first: str, second: str, scale: Scale) -> Reading:
    """The less positive of two answers; one without a place on the scale must be decided on."""
    if first == second:
        return Reading(first)
    lower = scale.less_positive(first, second)
    chosen = lower or (first if scale.choice(first).dont_know else second)
    status = SETTLED if lower else OPEN
    return Reading(chosen, "two_answers", label_facts(scale, chosen), status=status)
