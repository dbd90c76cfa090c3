"""What a text means: names, headings and answers, found in the instrument's words.

A text is first taken as it stands (`spelling`); then without the number before it and the note mark
behind it; then without what stands in parentheses, unless that tells one name from another; then as
a name given in two languages. What is still unknown can be matched by similarity: the caller
reports every such match.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from survey_toolkit.instruments.model import Instrument, Question, Scale
from survey_toolkit.instruments.spelling import (
    BOX,
    Index,
    Match,
    fold,
    key,
    stem,
    without_parentheses,
)

_NOTE_MARK = re.compile(r"(?:\s*[*†‡¹²³⁴-⁹]+|\s+\d{1,2}\))\s*$")
_FOLLOWING = ((), ("foelgende",), ("disse",), ("the", "following"), ("these",))
_TWICE = re.compile(r"\s+/\s+|\n")


@dataclass(frozen=True, slots=True)
class Sense:
    """What a heading may say: any of these can be empty; several ids where a name is shared."""

    heading: str = ""
    questions: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    functions: tuple[str, ...] = ()
    choice: str = ""  # the words of an answer, whichever scale it is on
    is_choice: bool = field(init=False)  # whether it is an answer's words and nothing else
    several: bool = field(init=False)  # whether it names things of several kinds

    def __post_init__(self) -> None:
        """Note what is asked of every cell."""
        names = self.heading or self.questions or self.items or self.functions
        object.__setattr__(self, "is_choice", not names)
        kinds = bool(self.questions) + bool(self.items) + bool(self.functions)
        object.__setattr__(self, "several", kinds > 1)

    def joined(self, other: Sense) -> Sense:
        """Two senses that stand in one text, such as a question and an item."""
        return Sense(
            self.heading or other.heading,
            self.questions or other.questions,
            self.items or other.items,
            self.functions or other.functions,
            self.choice or other.choice,
        )


def _kinds(sense: Sense) -> set[str]:
    parts = ("questions", "items", "functions", "choice")
    return {part for part in parts if getattr(sense, part)}


@dataclass
class Vocabulary:
    """All words of an instrument, indexed once and asked often (it remembers what it was asked)."""

    instrument: Instrument
    threshold: float = 80.0
    margin: float = 8.0
    headings: Index = field(init=False)
    questions: Index = field(init=False)
    items: Index = field(init=False)
    functions: Index = field(init=False)
    choices: Index = field(init=False)
    labels: Index = field(init=False)
    scales: dict[str, Index] = field(init=False)
    words: dict[str, frozenset[str]] = field(init=False)
    known: dict[str, Sense | None] = field(init=False, default_factory=dict)
    _plain: dict[tuple[str, str, str, str], str] = field(init=False, default_factory=dict)
    _word: dict[tuple[str, str], bool] = field(init=False, default_factory=dict)
    _numbers: re.Pattern[str] = field(init=False)

    def __post_init__(self) -> None:
        """Index the instrument's words."""
        source = self.instrument
        self.headings = Index(_headings(source))
        self.questions = Index(_question_spellings(source))
        self.items = Index(
            (i.id, s)
            for i in source.items.values()
            for s in (i.name_da, i.name_en, i.id, *i.aliases)
        )
        self.functions = Index(
            (f.id, s)
            for f in source.functions.values()
            for s in (f.name_da, f.name_en, f.id, *f.aliases)
        )
        self.scales = {
            scale.id: Index(_choice_spellings(scale)) for scale in source.scales.values()
        }
        self.choices = Index(
            (spelt, spelt) for s in source.scales.values() for _, spelt in _choice_spellings(s)
        )
        self.labels = Index(
            (g.id, n) for g in source.groups.values() for n in (g.name_da, g.name_en)
        )
        self.words = {
            kind: frozenset(key(fold(w)) or w.casefold() for w in texts)
            for kind, texts in source.words.items()
        }
        self._templates = list(_templates(source))
        self._numbers = _numbers(source)

    def is_word(self, kind: str, text: str) -> bool:
        """Whether a text is one of the instrument's [words] of that kind."""
        known = self._word.get((kind, text))
        if known is None:
            plain = key(fold(text)) or text.strip().casefold()
            known = self._word[kind, text] = plain in self.words.get(kind, frozenset())
        return known

    def has_word(self, kind: str, text: str) -> bool:
        """Whether one of the text's words is one of the instrument's [words] of that kind."""
        known = self.words.get(kind, frozenset())
        return any(word in known for word in fold(text))

    def sense(self, text: str) -> Sense | None:
        """What a heading says, or None; never by similarity."""
        if text in self.known:
            return self.known[text]
        found = self._sense(fold(text))
        if found is None:
            bare = self.bare(text)
            found = self._sense(fold(bare)) if bare != text else None
            found = found or self._beside_parentheses(bare) or self._in_two_languages(bare)
        self.known[text] = found
        return found

    def bare(self, text: str) -> str:
        """A name without the number before it and the note mark behind it: "3. PSP*" is "PSP"."""
        return _NOTE_MARK.sub("", self._numbers.sub("", text, count=1))

    def named(self, kind: str, text: str) -> tuple[str, ...]:
        """The items, functions or questions (`kind` in the plural) that a text is the name of."""
        index: Index = getattr(self, kind)
        bare = self.bare(text)
        found = index.find(fold(text)) or index.find(fold(bare))
        if not found and bare != without_parentheses(bare):
            found = index.find(fold(without_parentheses(bare)))
            found = () if found and self._tells_apart(kind, found, bare) else found
        return found

    def _beside_parentheses(self, text: str) -> Sense | None:
        """What a text says without what stands in parentheses, or with an answer that stands there.

        None where the parentheses tell one name from another: "Treatment (provider)".
        """
        rest = without_parentheses(text)
        found = self._sense(fold(rest)) if rest != text else None
        if found is None:
            return None
        inside = fold(text.replace(rest, " ", 1))
        heading = self.headings.keys.get(inside[0], ()) if inside else ()
        if heading and heading[0] in ("choice", "answer"):
            inside = inside[1:]  # "(choice=Ja)"
        choice = self._whole(inside)
        if found.questions and not found.choice and choice is not None and choice.choice:
            return found.joined(Sense(choice=choice.choice))
        kinds = [kind for kind in ("items", "functions") if getattr(found, kind)]
        apart = any(self._tells_apart(kind, getattr(found, kind), text) for kind in kinds)
        return None if apart else found

    def _tells_apart(self, kind: str, ids: tuple[str, ...], text: str) -> bool:
        """Whether what stands in parentheses may make a name another one's.

        So it does where it is itself such a name, or where another's name begins with the same
        words.
        """
        index: Index = getattr(self, kind)
        rest = without_parentheses(text)
        inside = index.find(fold(text.replace(rest, " ", 1)))
        begins = key(fold(rest))
        others = [
            other for known, names in index.keys.items() for other in names
            if len(known) > len(begins) and known.startswith(begins)
        ]  # fmt: skip
        return bool({*inside, *others} - set(ids))

    def _in_two_languages(self, text: str) -> Sense | None:
        """What a text says that gives the same name twice: "PSP-samarbejdet / PSP cooperation"."""
        parts = [self._sense(fold(part)) for part in _TWICE.split(text) if part.strip()]
        names = {(p.heading, p.questions, p.items, p.functions) if p else None for p in parts}
        same = len(parts) > 1 and len(names) == 1
        return parts[0] if same and parts[0] is not None and not parts[0].is_choice else None

    def _sense(self, words: tuple[str, ...]) -> Sense | None:
        if not words or len(words) > 60:
            return None
        return self._whole(words) or self._template(words) or self._split(words)

    def _whole(self, words: tuple[str, ...]) -> Sense | None:
        heading = self.headings.keys.get("".join(words), ())
        if heading:
            return Sense(heading=heading[0])
        found = Sense(
            "",
            self.questions.find(words),
            self.items.find(words),
            self.functions.find(words),
            " ".join(words) if self.choices.keys.get("".join(words)) else "",
        )
        return found if _kinds(found) else None

    def _template(self, words: tuple[str, ...]) -> Sense | None:
        for before, after, question in self._templates:
            stop = len(words) - len(after)
            if len(words) <= len(before) + len(after):
                continue
            if words[: len(before)] == before and words[stop:] == after:
                items = self.items.find(words[len(before) : stop])
                if items:
                    return Sense(questions=(question,), items=items)
        return None

    def _split(self, words: tuple[str, ...]) -> Sense | None:
        for cut in range(len(words) - 1, 0, -1):
            for first, second in ((words[:cut], words[cut:]), (words[-cut:], words[:-cut])):
                found = self._whole(first)
                if found is None or found.heading:
                    continue
                rest = self._whole(second) or self._template(second) or self._split(second)
                if rest and not rest.heading and _combine(found, rest):
                    return found.joined(rest)
        return None

    def choice(self, scale: str, text: str) -> tuple[str, ...]:
        """The answers on a scale that a text names, never by similarity."""
        return self.scales[scale].find(fold(text)) if scale in self.scales else ()

    def plain(self, question: str, item: str, text: str, mark: str = "") -> str:
        """The one answer that a text is, or that a cross under `mark` is; "" where it is not plain.

        Of questions that take one answer from a scale. Remembered, for all files.
        """
        known = self._plain.get((question, item, text, mark))
        if known is None:
            found: tuple[str, ...] = ()
            scale = self.instrument.scale_of(question, item)
            single = self.instrument.questions[question].type == "single"
            if scale is not None and single and not (BOX.search(text) and not mark):
                crossed = mark and self.is_word("mark", text)
                found = self.choice(scale.id, mark if crossed else "" if mark else text)
            known = self._plain[question, item, text, mark] = found[0] if len(found) == 1 else ""
        return known

    def nearest(self, kind: str, text: str) -> Match:
        """The nearest item, function or question (or choice on the scale `kind`), by similarity."""
        index: Index = self.scales[kind] if kind in self.scales else getattr(self, kind)
        return index.nearest(text, self.threshold, self.margin)


def _combine(first: Sense, second: Sense) -> bool:
    """Whether two senses can stand in one heading: an answer only with its question."""
    a, b = _kinds(first), _kinds(second)
    if "questions" in a | b:  # a word such as "ja" may also be part of another name
        a, b = (a - {"choice"} or a), (b - {"choice"} or b)
    return not a & b and ("choice" not in a | b or "questions" in a | b)


def _numbers(source: Instrument) -> re.Pattern[str]:
    """The number before a name: "3.", "1.14", "c)", "Spm. 3:", "Redskab 4 -"."""
    kinds = ("item", "question", "id", "function")
    texts = [text for kind in kinds for text in source.headings.get(kind, ())]
    words = "|".join(re.escape(text) for text in (*texts, "Spm.", "Spm", "Q", "Nr.", "Nr", "No."))
    number = rf"(?:(?:{words})\s*)?\d{{1,3}}(?:[.-]\d{{1,3}})*\s*[.):–-]?\s+"
    return re.compile(rf"^\s*(?:{number}|[a-z][).]\s+)(?=\S)", re.IGNORECASE)


def _headings(source: Instrument) -> Iterable[tuple[str, str]]:
    for kind, texts in source.headings.items():
        yield from ((kind, text) for text in texts)
    for sector in source.sectors.values():
        yield from (("unit", text) for text in sector.unit_headings)
    plain = ("unit", "function", "item", "question", "answer", "sector", "region", "date")
    yield from ((kind, kind) for kind in plain)


def _question_spellings(source: Instrument) -> Iterable[tuple[str, str]]:
    for question in source.questions.values():
        texts = (question.short_da, question.short_en, question.text_da, question.text_en)
        for text in (*texts, question.id, *question.aliases):
            if "{item}" not in text:
                yield question.id, text
        for before, after in _around_item(source, question):
            for lead, noun in itertools.product(_FOLLOWING, _item_nouns(source)):
                yield question.id, " ".join((*before, *lead, noun, *after))


def _templates(
    source: Instrument,
) -> Iterable[tuple[tuple[str, ...], tuple[str, ...], str]]:
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


def _choice_spellings(scale: Scale) -> Iterable[tuple[str, str]]:
    for choice in scale.choices:
        for text in (choice.label_da, choice.label_en, choice.id, *choice.aliases):
            yield choice.id, text
