"""From what stands in an answer cell to the choice it means.

The order: the answer's words; a code by the file's legend; a number as the step on the printed
scale; a date as the number Excel hid in it; two answers; an answer with a remark; the nearest
spelling. Every reading that is not plain is a finding.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from survey_toolkit.errors import NOTE, SETTLED
from survey_toolkit.instruments.matching import Match, Vocabulary, fold, key, without_parentheses
from survey_toolkit.instruments.model import Question, Scale
from survey_toolkit.instruments.wave import Decision
from survey_toolkit.responses.cells import CellError, Value, serial_number, text_of

_BETWEEN = re.compile(
    r"\s*(?:/|;|\+|&|,|\beller\b|\bog\b|\bor\b|\band\b|\n| - | – )\s*", re.IGNORECASE
)
_AFTER = re.compile(r"\s*(?:[(,;:–.]|\s-\s|\bmen\b|\bbut\b)")
_WHOLE = re.compile(r"-?\d+(?:[.,]0+)?")
FORMULA_TEXT = ("=", "+", "@")


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


def read_answer(
    value: Value,
    mark: str,
    question: Question,
    scale: Scale | None,
    vocabulary: Vocabulary,
    legend: Mapping[str, str] | None,
    decisions: list[Decision],
) -> Reading:
    """Read one cell. `legend` maps codes to choices; `decisions` are the [[names]] of the wave."""
    if isinstance(value, CellError):
        return Reading(kind=value.kind)
    text = text_of(value).strip()
    if not text:
        return Reading(kind="only_spaces")
    if question.type == "number":
        return _read_amount(text)
    if question.type == "text" or scale is None:
        odd = isinstance(value, str) and text.startswith(FORMULA_TEXT)
        return Reading(text, "formula_text" if odd else "")
    if mark:
        return _read_cross(value, text, mark, question, scale, vocabulary)
    if isinstance(value, (dt.date, dt.datetime)):
        return _read_date(value, scale, legend)
    if not isinstance(value, str) or _WHOLE.fullmatch(text):
        return _read_number(text, scale, legend)
    return _read_text(text, question, scale, vocabulary, decisions)


def _read_amount(text: str) -> Reading:
    """A number: Danish or English decimals, spaces or points between thousands."""
    plain = re.sub(r"[\s\u00a0]", "", text)
    if re.fullmatch(r"-?\d{1,3}(\.\d{3})+(,\d+)?", plain):
        plain = plain.replace(".", "")
    if re.fullmatch(r"-?\d+([.,]\d+)?", plain):
        return Reading(plain.replace(",", "."))
    return Reading(kind="unreadable_answer", facts={"labels": "et tal", "labels_en": "a number"})


def _read_cross(
    value: Value,
    text: str,
    mark: str,
    question: Question,
    scale: Scale,
    vocabulary: Vocabulary,
) -> Reading:
    """A cell under (or beside) an answer's words: is it crossed?"""
    if vocabulary.is_word("unmarked", text) or value is False:
        return Reading(unchosen=True)
    found = vocabulary.scales[scale.id].find(tuple(mark.split()))
    crossed = value is True or vocabulary.is_word("mark", text) or text == "1"
    said = vocabulary.scales[scale.id].find(fold(text))
    if said and said == found:
        crossed = True
    elif not crossed and question.type == "multiple":
        yes_no = vocabulary.choices.find(fold(text))
        if {"ja", "yes"} & set(fold(text)) and yes_no:
            crossed = True
        elif {"nej", "no"} & set(fold(text)) and yes_no:
            return Reading(unchosen=True)
    if not crossed or len(found) != 1:
        return Reading(kind="unreadable_answer", facts=_labels(scale))
    return Reading(found[0])


def _read_date(value: dt.date, scale: Scale, legend: Mapping[str, str] | None) -> Reading:
    number = str(serial_number(value))
    found = legend.get(number, "") if legend else _step(number, scale)
    if not found:
        return Reading(kind="unreadable_answer", facts=_labels(scale))
    return Reading(found, "number_as_date", {"number": number, **_label(scale, found)})


def _read_number(text: str, scale: Scale, legend: Mapping[str, str] | None) -> Reading:
    number = re.sub(r"[.,]0+$", "", text)
    if legend:
        if number in legend:
            return Reading(legend[number])
        return Reading(kind="code_out_of_range", facts={"codes": ", ".join(legend)})
    found = _step(number, scale)
    if not found:
        steps = ", ".join(str(n + 1) for n in range(len(scale.choices)))
        return Reading(kind="code_out_of_range", facts={"codes": steps})
    facts = {"step": number, **_label(scale, found), **_labels(scale)}
    return Reading(found, "number_for_label", facts)


def _step(number: str, scale: Scale) -> str:
    """The choice that stands at that place on the printed scale; don't know has no step."""
    steps = [c.id for c in scale.choices if not c.dont_know]
    place = int(float(number.replace(",", "."))) if _WHOLE.fullmatch(number) else 0
    return steps[place - 1] if 1 <= place <= len(steps) else ""


def _read_text(
    text: str,
    question: Question,
    scale: Scale,
    vocabulary: Vocabulary,
    decisions: list[Decision],
) -> Reading:
    index = vocabulary.scales[scale.id]
    found = index.find(fold(text))
    if len(found) == 1:
        return Reading(found[0])
    decided = _decided(text, question, scale, vocabulary, decisions)
    if decided is not None:
        return decided
    if vocabulary.is_word("blank", text) or not fold(text):
        return Reading(kind="stated_blank")
    return (
        _two(text, scale, vocabulary)
        or _with_remark(text, scale, vocabulary)
        or _similar(text, scale, vocabulary)
        or Reading(kind="unreadable_answer", facts=_labels(scale))
    )


def _decided(
    text: str, question: Question, scale: Scale, vocabulary: Vocabulary, decisions: list[Decision]
) -> Reading | None:
    plain = key(fold(text))
    for decision in decisions:
        if key(fold(decision.text)) != plain or decision.question not in ("", question.id):
            continue
        if decision.ignore:
            return Reading(kind="ignored_by_decision", facts={"reason": decision.reason},
                           code="unreadable_answer", status=SETTLED,
                           decision=decision.number)  # fmt: skip
        if decision.choice in scale:
            match = vocabulary.nearest(scale.id, text)
            facts = {**_label(scale, decision.choice), **_labels(scale), "reason": decision.reason}
            if match.ids != (decision.choice,):
                return Reading(decision.choice, "unreadable_answer", facts, status=SETTLED,
                               decision=decision.number)  # fmt: skip
            facts["score"] = f"{match.score:.0f}"
            return Reading(decision.choice, "misspelt", facts, "misspelt_answer", SETTLED,
                           decision=decision.number)  # fmt: skip
    return None


def _two(text: str, scale: Scale, vocabulary: Vocabulary) -> Reading | None:
    """Two answers in one cell: the less positive."""
    parts = [p for p in _BETWEEN.split(text) if p]
    if len(parts) != 2:
        return None
    found = [vocabulary.scales[scale.id].find(fold(p)) for p in parts]
    if any(len(f) != 1 for f in found):
        return None
    return two_answers(found[0][0], found[1][0], scale)


def two_answers(first: str, second: str, scale: Scale) -> Reading:
    """The less positive of two answers; one without a place on the scale must be decided on."""
    if first == second:
        return Reading(first)
    lower = scale.less_positive(first, second)
    chosen = lower or (first if scale.choice(first).dont_know else second)
    status = SETTLED if lower else "open"
    return Reading(chosen, "two_answers", _label(scale, chosen), status=status)


def _with_remark(text: str, scale: Scale, vocabulary: Vocabulary) -> Reading | None:
    """An answer's words, and a remark after them."""
    for start in [text[: m.start()] for m in _AFTER.finditer(text)][::-1]:
        found = vocabulary.scales[scale.id].find(fold(start))
        if len(found) == 1:
            return Reading(found[0], "text_after_label", _label(scale, found[0]), status=NOTE)
    found = vocabulary.scales[scale.id].find(fold(without_parentheses(text)))
    if len(found) == 1:
        return Reading(found[0], "text_after_label", _label(scale, found[0]), status=NOTE)
    return None


def _similar(text: str, scale: Scale, vocabulary: Vocabulary) -> Reading | None:
    match: Match = vocabulary.nearest(scale.id, text)
    if not match.ids:
        return None
    facts = {**_label(scale, match.ids[0]), "score": f"{match.score:.0f}"}
    return Reading(match.ids[0], "misspelt", facts, "misspelt_answer", similar=match.ids[0])


def _label(scale: Scale, choice: str) -> dict[str, str]:
    found = scale.choice(choice)
    return {"label": found.label("da"), "label_en": found.label("en")}


def _labels(scale: Scale) -> dict[str, str]:
    return {
        "labels": ", ".join(c.label("da") for c in scale.choices),
        "labels_en": ", ".join(c.label("en") for c in scale.choices),
    }
