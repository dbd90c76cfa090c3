"""Who was asked what: the instrument's routing, applied to one reply at a time.

A filter question rules: what was answered without it is dropped, with a finding.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from survey_toolkit.instruments.model import Instrument, Question
from survey_toolkit.responses.assemble import Key
from survey_toolkit.schema import ANSWERED, BLANK, NOT_ASKED


def route(
    instrument: Instrument,
    questions: list[Question],
    given: Mapping[Key, str],
    around: Mapping[Key, str],
    refuse: Callable[[Key, str], None],
) -> dict[Key, tuple[str, str]]:
    """The status and answer of each question of a reply.

    `given` are the answers of the reply, `around` those of its unit. `refuse(key, filter)` is
    called for an answer to a question that was not to be asked. Returns status and answer by
    question and item, complete.
    """
    done: dict[Key, tuple[str, str]] = {}
    for question in questions:
        for item in _items(instrument, question):
            key = (question.id, item)
            blocked = _blocked_by(instrument, question, item, done, around)
            answer = given.get(key, "")
            if blocked:
                if answer:
                    refuse(key, blocked)
                done[key] = (NOT_ASKED, "")
            elif question.type == "multiple":
                done[key] = _multiple(question, given, item)
            else:
                done[key] = (ANSWERED, answer) if answer else (BLANK, "")
    return done


def _items(instrument: Instrument, question: Question) -> list[str]:
    if question.type == "multiple":
        return [c.id for c in instrument.scales[question.scale].choices]
    return list(instrument.items) if question.per_item else [""]


def _multiple(question: Question, given: Mapping[Key, str], choice: str) -> tuple[str, str]:
    """Of a question with several choices: where any was made, the others were not."""
    if not any(q == question.id and answer for (q, _), answer in given.items()):
        return BLANK, ""
    return ANSWERED, "yes" if given.get((question.id, choice)) else "no"


def _blocked_by(
    instrument: Instrument,
    question: Question,
    item: str,
    done: Mapping[Key, tuple[str, str]],
    around: Mapping[Key, str],
) -> str:
    """The filter question that keeps this one from being asked; "" where none does."""
    for condition in question.asked_if:
        asked = instrument.questions[condition.question]
        key = (asked.id, item if asked.per_item else "")
        answer = done[key][1] if key in done else around.get(key, "")
        if asked.type == "multiple":
            made = {k[1] for k, v in around.items() if k[0] == asked.id and v == "yes"}
            made |= {k[1] for k, v in done.items() if k[0] == asked.id and v[1] == "yes"}
            wanted = condition.choices or [c.id for c in instrument.scales[asked.scale].choices]
            if not made & set(wanted):
                return asked.id
            continue
        scale = instrument.scale_of(asked.id, item)
        if scale is None or not answer:
            if not (answer and scale is None):
                return asked.id
        elif condition.choices:
            if answer not in condition.choices:
                return asked.id
        elif not scale.choice(answer).counts:
            return asked.id
    return ""
