"""How an instrument's questions, answers and headings may be worded in what comes back."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable

from survey_toolkit.instruments.model import Instrument, Question, Scale
from survey_toolkit.instruments.spelling import fold, stem

_FOLLOWING = ((), ("foelgende",), ("disse",), ("the", "following"), ("these",))


PLATFORM = {
    "date": ("_submission_time", "SubmissionDate"),
    "id": ("_id", "_uuid", "_index", "KEY", "meta/instanceID", "instanceID", "instanceName"),
    "other": ("start", "end", "today", "deviceid", "DeviceID", "username", "simserial", "_tags",
              "_notes", "_status", "_validation_status", "_submitted_by", "__version__",
              "formhub/uuid", "SubmitterID", "SubmitterName", "AttachmentsPresent",
              "AttachmentsExpected", "ReviewState", "Edits", "FormVersion"),
}  # fmt: skip
"""Headings that KoboToolbox and ODK write beside the answers."""


def numbers_before(source: Instrument) -> re.Pattern[str]:
    """The number before a name: "3.", "1.14", "c)", "Spm. 3:", "Redskab 4 -"."""
    kinds = ("item", "question", "id", "function")
    texts = [text for kind in kinds for text in source.headings.get(kind, ())]
    words = "|".join(re.escape(text) for text in (*texts, "Spm.", "Spm", "Q", "Nr.", "Nr", "No."))
    number = rf"(?:(?:{words})\s*)?\d{{1,3}}(?:[.-]\d{{1,3}})*\s*[.):–-]?\s+"
    return re.compile(rf"^\s*(?:{number}|[a-z][).]\s+)(?=\S)", re.IGNORECASE)


def heading_spellings(source: Instrument) -> Iterable[tuple[str, str]]:
    """What kind of thing a heading speaks of, and the heading: ("unit", "Kommune")."""
    for kind, texts in source.headings.items():
        yield from ((kind, text) for text in texts)
    for sector in source.sectors.values():
        yield from (("unit", text) for text in sector.unit_headings)
    for kind, texts in PLATFORM.items():
        yield from ((kind, text) for text in texts)
    plain = ("unit", "function", "item", "question", "answer", "sector", "region", "date")
    yield from ((kind, kind) for kind in plain)


def question_spellings(source: Instrument) -> Iterable[tuple[str, str]]:
    """The id of each question and a wording of it, also about items in general."""
    for question in source.questions.values():
        texts = (question.short_da, question.short_en, question.text_da, question.text_en)
        for text in (*texts, question.id, *question.aliases):
            if "{item}" not in text:
                yield question.id, text
        for before, after in _around_item(source, question):
            for lead, noun in itertools.product(_FOLLOWING, _item_nouns(source)):
                yield question.id, " ".join((*before, *lead, noun, *after))


def templates(
    source: Instrument,
) -> Iterable[tuple[tuple[str, ...], tuple[str, ...], str]]:
    """The words before and after an item's name in each question about items, and its id."""
    for question in source.questions.values():
        for before, after in _around_item(source, question):
            if before or after:
                yield before, after, question.id


def _around_item(
    source: Instrument, question: Question
) -> Iterable[tuple[tuple[str, ...], tuple[str, ...]]]:
    """The words before and after the item's name, or the word for items in general, in a question.

    "Kender I redskabet?" may be asked as "Kender I PSP-samarbejdet?".
    """
    nouns = {stem((noun,)) for noun in _item_nouns(source)}
    for text in (
        (question.text_da, question.text_en, *question.aliases) if question.per_item else ()
    ):
        before, braces, after = text.partition("{item}")
        if braces:
            yield fold(before), fold(after)
            continue
        words = fold(text)
        for place, word in enumerate(words):
            if stem((word,)) in nouns and len(words) > 1:
                yield words[:place], words[place + 1 :]


def _item_nouns(source: Instrument) -> list[str]:
    """What items are called in general, as single words: redskab, redskaber, tool."""
    texts = (*source.headings.get("item", ()), *source.nouns.values())
    words = [fold(text) for text in texts]
    return list(dict.fromkeys(w[0] for w in words if len(w) == 1))


def choice_spellings(scale: Scale) -> Iterable[tuple[str, str]]:
    """The id of each choice on a scale and a spelling of it."""
    for choice in scale.choices:
        for text in (choice.label_da, choice.label_en, choice.id, *choice.aliases):
            yield choice.id, text
