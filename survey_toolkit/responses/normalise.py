"""From what stands in an answer cell to the choice it means.

The order: the answer's words, also after their number; a code by the file's legend; a number as
the step on the printed scale; a date as the number Excel hid in it; a printed list with boxes; two
answers; an answer with a remark; the nearest spelling. What is not plain is a finding.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping

from survey_toolkit.errors import NOTE, OPEN, SETTLED
from survey_toolkit.instruments.matching import Vocabulary
from survey_toolkit.instruments.model import Question, Scale
from survey_toolkit.instruments.spelling import BOX, Match, fold, key, without_parentheses
from survey_toolkit.instruments.wave import Decision
from survey_toolkit.responses.answer import Reading, all_labels, label_facts, two_answers
from survey_toolkit.responses.cells import CellError, Value, serial_number, text_of
from survey_toolkit.responses.crosses import read_boxes, read_cross, read_truth

_BETWEEN = re.compile(
    r"\s*(?:/|;|\+|&|,|\beller\b|\bog\b|\bor\b|\band\b|\n| - | – )\s*", re.IGNORECASE
)
_AFTER = re.compile(r"\s*(?:[(,;:–.]|\s-\s|\bmen\b|\bbut\b)")
_WHOLE = re.compile(r"-?\d+(?:[.,]0+)?")
_CODE_BEFORE = re.compile(r"\s*(\d{1,3})\s*[-–=:.)]\s*(?=[^\W\d])")
LONGEST = 400  # letters of a text that are looked at for an answer; the rest is a remark
_NOTHING = re.compile(r"[\s\-–—‐‑‒―_./\\]*")
FORMULA_TEXT = ("=", "+", "@")


def read_answer(
    value: Value,
    mark: str,
    question: Question,
    scale: Scale | None,
    vocabulary: Vocabulary,
    legend: Mapping[str, str] | None,
    decisions: list[Decision],
    yes_no: bool = False,
) -> Reading:
    """Read one cell.

    `legend` maps codes to choices; `decisions` are the [[names]] of the wave; `yes_no` tells that
    the file says yes or no under each choice.
    """
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
        return read_cross(value, text, mark, question, scale, vocabulary, yes_no)
    if isinstance(value, bool):
        return read_truth(value, scale)
    if isinstance(value, (dt.date, dt.datetime)):
        return _read_date(value, scale, legend)
    if not isinstance(value, str) or _WHOLE.fullmatch(text):
        label = vocabulary.scales[scale.id].find(fold(text)) if scale.is_numbered else ()
        return Reading(label[0]) if len(label) == 1 else _read_number(text, scale, legend)
    return _read_text(text[:LONGEST], question, scale, vocabulary, legend, decisions)


def _read_amount(text: str) -> Reading:
    """A number: Danish or English decimals, spaces or points between thousands."""
    plain = re.sub(r"[\s\u00a0]", "", text)
    if re.fullmatch(r"-?\d{1,3}(\.\d{3})+(,\d+)?", plain):
        plain = plain.replace(".", "")
    if re.fullmatch(r"-?\d+([.,]\d+)?", plain):
        return Reading(plain.replace(",", "."))
    return Reading(kind="unreadable_answer", facts={"labels": "et tal", "labels_en": "a number"})


def _read_date(value: dt.date, scale: Scale, legend: Mapping[str, str] | None) -> Reading:
    number = str(serial_number(value))
    found, sure = (legend.get(number, ""), True) if legend else _step(number, scale)
    if not found:
        return Reading(kind="unreadable_answer", facts=all_labels(scale))
    facts = {"number": number, **label_facts(scale, found)}
    return Reading(found, "number_as_date", facts, status="" if sure else OPEN)


def _read_number(text: str, scale: Scale, legend: Mapping[str, str] | None) -> Reading:
    number = re.sub(r"[.,]0+$", "", text)
    if legend:
        if number in legend:
            return Reading(legend[number])
        return Reading(kind="code_out_of_range", facts={"codes": ", ".join(legend)})
    found, sure = _step(number, scale)
    if not found:
        steps = ", ".join(str(n + 1) for n in range(len(scale.choices)))
        return Reading(kind="code_out_of_range", facts={"codes": steps})
    facts = {"step": number, **label_facts(scale, found), **all_labels(scale)}
    return Reading(found, "number_for_label", facts, status="" if sure else OPEN)


def _step(number: str, scale: Scale) -> tuple[str, bool]:
    """The choice at that place on the printed scale, and whether that is sure.

    Don't know has no step. It is not sure where the number is another choice's value, as where
    the first step has the value 0.
    """
    if not _WHOLE.fullmatch(number):
        return "", True
    steps = [choice for choice in scale.choices if not choice.dont_know]
    place = int(float(number.replace(",", ".")))
    by_value = next((choice.id for choice in steps if choice.value == place), "")
    by_step = steps[place - 1].id if 1 <= place <= len(steps) else ""
    return by_step or by_value, by_value in ("", by_step)


def _read_text(
    text: str,
    question: Question,
    scale: Scale,
    vocabulary: Vocabulary,
    legend: Mapping[str, str] | None,
    decisions: list[Decision],
) -> Reading:
    found = _exact(text, scale, vocabulary)
    if found:
        return Reading(found)
    found = _after_its_number(text, scale, vocabulary, legend)
    if found:
        return Reading(found)
    decided = _decided(text, question, scale, vocabulary, decisions)
    if decided is not None:
        return decided
    if vocabulary.is_word("blank", text) or _NOTHING.fullmatch(text):
        return Reading(kind="stated_blank")
    return (
        read_boxes(text, scale, vocabulary)
        or _two(text, scale, vocabulary)
        or _with_remark(text, scale, vocabulary)
        or _similar(text, scale, vocabulary)
        or Reading(kind="unreadable_answer", facts=all_labels(scale))
    )


def _exact(text: str, scale: Scale, vocabulary: Vocabulary) -> str:
    """The choice whose words these are."""
    found = () if BOX.search(text) else vocabulary.scales[scale.id].find(fold(text))
    return found[0] if len(found) == 1 else ""


def _after_its_number(
    text: str, scale: Scale, vocabulary: Vocabulary, legend: Mapping[str, str] | None
) -> str:
    """The choice whose words stand after its own number: "1 - Ja"; not after another's."""
    place = _CODE_BEFORE.match(text)
    found = _exact(text[place.end() :], scale, vocabulary) if place else ""
    if not place or not found:
        return ""
    number, steps = place.group(1), [choice for choice in scale.choices if not choice.dont_know]
    if legend:
        return found if legend.get(number, found) == found else ""
    names = [choice.id for choice in steps]
    own = found not in names or int(number) == names.index(found) + 1
    return found if own or scale.choice(found).value == int(number) else ""


def _decided(
    text: str, question: Question, scale: Scale, vocabulary: Vocabulary, decisions: list[Decision]
) -> Reading | None:
    plain = _plain(text)
    for decision in decisions:
        if _plain(decision.text) != plain or decision.question not in ("", question.id):
            continue
        if decision.ignore:
            return Reading(kind="ignored_by_decision", facts={"reason": decision.reason},
                           code="unreadable_answer", status=SETTLED,
                           decision=decision.number)  # fmt: skip
        if decision.choice in scale:
            match = vocabulary.nearest(scale.id, text)
            facts = {
                **label_facts(scale, decision.choice),
                **all_labels(scale),
                "reason": decision.reason,
            }
            if match.ids != (decision.choice,):
                return Reading(decision.choice, "unreadable_answer", facts, status=SETTLED,
                               decision=decision.number)  # fmt: skip
            facts["score"] = f"{match.score:.0f}"
            return Reading(decision.choice, "misspelt", facts, "misspelt_answer", SETTLED,
                           decision=decision.number)  # fmt: skip
    return None


def _plain(text: str) -> str:
    """A text as decisions about it are found: a sign such as ✓ has no letters to compare."""
    return key(fold(text)) or text.strip()


def _two(text: str, scale: Scale, vocabulary: Vocabulary) -> Reading | None:
    """Two answers in one cell: the less positive. All that a scale has may be the printed form."""
    parts = [p for p in _BETWEEN.split(text) if p]
    if len(parts) != 2:
        return None
    found = [vocabulary.scales[scale.id].find(fold(p)) for p in parts]
    if any(len(f) != 1 for f in found):
        return None
    reading = two_answers(found[0][0], found[1][0], scale)
    steps = {choice.id for choice in scale.choices if not choice.dont_know}
    if reading.kind and steps == {found[0][0], found[1][0]}:
        reading.status = OPEN
    return reading


def _with_remark(text: str, scale: Scale, vocabulary: Vocabulary) -> Reading | None:
    """An answer's words, and a remark after them or in parentheses.

    A remark that holds the words of another answer ("Ja: Nej: x") must be looked at.
    """
    starts = [text[: m.start()] for m in _AFTER.finditer(text)][::-1]
    for start in [*starts, without_parentheses(text)]:
        found = _exact(start, scale, vocabulary)
        if found:
            rest = text.replace(start.strip(), " ", 1)
            status = OPEN if _holds_other(rest, found, scale, vocabulary) else NOTE
            return Reading(found, "text_after_label", label_facts(scale, found), status=status)
    return None


def _holds_other(rest: str, answer: str, scale: Scale, vocabulary: Vocabulary) -> bool:
    """Whether a remark holds the words of another answer on the scale."""
    index, words = vocabulary.scales[scale.id], fold(rest)
    for start in range(len(words)):
        for stop in range(start + 1, min(len(words), start + 6) + 1):
            found = index.keys.get(key(words[start:stop]), ())
            if any(choice != answer for choice in found):
                return True
    return False


def _similar(text: str, scale: Scale, vocabulary: Vocabulary) -> Reading | None:
    match: Match = vocabulary.nearest(scale.id, text)
    if not match.ids:
        return None
    facts = {**label_facts(scale, match.ids[0]), "score": f"{match.score:.0f}"}
    return Reading(match.ids[0], "misspelt", facts, "misspelt_answer", similar=match.ids[0])
