"""What a text means: names, headings and answers, found in the instrument's words.

Texts are compared by their words without case, accents, punctuation, hyphens and spaces (å is aa,
æ is ae, ø is oe); then without number and definite form, where that leaves one candidate; then
without what stands in parentheses. What is still unknown can be matched by similarity, above the
plan's threshold and with the plan's margin to the second best: the caller reports every such match.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

from survey_toolkit.instruments.model import Instrument, Scale

_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
_LETTERS = str.maketrans({"å": "aa", "æ": "ae", "ø": "oe", "ä": "ae", "ö": "oe"})
_SOFT = str.maketrans({"ä": "æ", "ö": "ø"})
_WORD = re.compile(r"[a-z0-9]+")
_SOFT_WORD = re.compile(r"[a-zæøå0-9]+")
_PARENTHESIS = re.compile(r"\s*[(\[][^()\[\]]*[)\]]\s*")
BOX = re.compile(r"(?P<on>[☒☑✓✔🗹◉●■]|[\[(]\s*[xXvV✓✔]\s*[\])])|(?P<off>[☐□○◯]|[\[(]\s*[\])])")
"""A box to tick, ticked or not: it must be looked at, and has no letters to compare."""
_ENDINGS = ("ernes", "erne", "ens", "ets", "ene", "er", "en", "et", "es", "e", "s")
_ARTICLES = {"det", "den", "de", "the", "en", "et", "a", "an"}


@lru_cache(maxsize=65536)
def fold(text: str) -> tuple[str, ...]:
    """The words of a text, as they are compared.

    >>> fold("PSP\u2010samarbejdet "), fold("Århus  Kommune"), fold("Behand\u00adlingsplan – A")
    (('psp', 'samarbejdet'), ('aarhus', 'kommune'), ('behandlingsplan', 'a'))
    """
    plain = unicodedata.normalize("NFKC", text.translate(_INVISIBLE)).casefold()
    if not plain.isascii():
        plain = unicodedata.normalize("NFD", plain.translate(_LETTERS))
        plain = "".join(c for c in plain if not unicodedata.combining(c))
    return tuple(_WORD.findall(plain))


def key(words: Iterable[str]) -> str:
    """What is compared: the words without the spaces between them."""
    return "".join(words)


def stem(words: Iterable[str]) -> str:
    """The words without articles, number and definite form, joined.

    >>> stem(fold("sundhedsaftalerne")) == stem(fold("Sundhedsaftale"))
    True
    """
    return "".join(_stem(w) for w in words if w not in _ARTICLES)


@lru_cache(maxsize=16384)
def _stem(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


def spelling(text: str) -> str:
    """A text as its spelling is compared: small letters and digits; æ, ø and å are one letter."""
    plain = unicodedata.normalize("NFKC", text.translate(_INVISIBLE)).casefold().translate(_SOFT)
    return "".join(_SOFT_WORD.findall(plain))


def without_parentheses(text: str) -> str:
    """A text without what stands in parentheses.

    >>> without_parentheses("Ja (kun lederen)")
    'Ja'
    """
    return _PARENTHESIS.sub(" ", text).strip()


class Match(NamedTuple):
    """What a name was read as. `ids` has several where the name is shared; `score` is 0 to 100."""

    ids: tuple[str, ...]
    similar_to: str = ""
    score: float = 100.0


NO_MATCH = Match(())


class Index:
    """The spellings of some names, to find which one a text is."""

    def __init__(self, spellings: Iterable[tuple[str, str]]) -> None:
        """Take pairs of id and spelling; the first spelling of an id is the one shown."""
        self.keys: dict[str, tuple[str, ...]] = {}
        self.stems: dict[str, tuple[str, ...]] = {}
        self.shown: dict[str, str] = {}
        self._soft: dict[str, tuple[str, ...]] = {}
        for name, text in spellings:
            words = fold(text)
            if not words:
                continue
            self.shown.setdefault(name, text)
            _add(self.keys, key(words), name)
            _add(self.stems, stem(words), name)
            _add(self._soft, spelling(text), name)

    def find(self, words: tuple[str, ...]) -> tuple[str, ...]:
        """The ids with just these words, or else with them in another number or form."""
        found = self.keys.get("".join(words))
        if found is None:
            found = self.stems.get(stem(words), ())
            return found if len(found) == 1 else ()
        return found

    def nearest(self, text: str, threshold: float, margin: float) -> Match:
        """The id whose spelling is clearly nearest; NO_MATCH where none is.

        The likeness is 100 x (1 - edits / longest length), an edit being a letter put in, left
        out, changed, or swapped with its neighbour (optimal string alignment, rapidfuzz).
        """
        wanted = spelling(text)
        if len(wanted) < 4:
            return NO_MATCH
        scorer = OSA.normalized_similarity
        close = process.extract(
            wanted, list(self._soft), scorer=scorer, limit=None, score_cutoff=threshold / 100 - 0.2
        )
        best: dict[tuple[str, ...], float] = {}
        for soft, score, _ in close:
            ids = self._soft[soft]
            best[ids] = max(best.get(ids, 0.0), score * 100)
        ranked = sorted(best.items(), key=lambda pair: -pair[1])
        if not ranked or ranked[0][1] < threshold:
            return NO_MATCH
        first = ranked[0]
        rivals = [score for ids, score in ranked[1:] if not set(ids) & set(first[0])]
        if rivals and first[1] - rivals[0] < margin:
            return NO_MATCH
        return Match(first[0], self.shown[first[0][0]], first[1])


def _add(table: dict[str, tuple[str, ...]], text: str, name: str) -> None:
    known = table.get(text, ())
    if name not in known:
        table[text] = (*known, name)


@dataclass(frozen=True, slots=True)
class Sense:
    """What a heading may say: any of these can be empty; several ids where a name is shared."""

    heading: str = ""
    questions: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    functions: tuple[str, ...] = ()
    choice: str = ""  # the words of an answer, whichever scale it is on
    is_choice: bool = field(init=False)  # whether it is an answer's words and nothing else

    def __post_init__(self) -> None:
        """Note what is asked of every cell."""
        names = self.heading or self.questions or self.items or self.functions
        object.__setattr__(self, "is_choice", not names)

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
        if found is None and ("(" in text or "[" in text):
            found = self._sense(fold(without_parentheses(text)))
        self.known[text] = found
        return found

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


def _templates(
    source: Instrument,
) -> Iterable[tuple[tuple[str, ...], tuple[str, ...], str]]:
    for question in source.questions.values():
        for text in (question.text_da, question.text_en, *question.aliases):
            before, braces, after = text.partition("{item}")
            if braces and (fold(before) or fold(after)):
                yield fold(before), fold(after), question.id


def _choice_spellings(scale: Scale) -> Iterable[tuple[str, str]]:
    for choice in scale.choices:
        for text in (choice.label_da, choice.label_en, choice.id, *choice.aliases):
            yield choice.id, text


def unit_index(spellings: Mapping[str, Iterable[str]], drop: Mapping[str, frozenset[str]]) -> Index:
    """An index of units: `spellings` per unit id; `drop` are words left out per unit id."""
    pairs = []
    for unit, texts in spellings.items():
        left_out = drop.get(unit, frozenset())
        for text in texts:
            pairs.append((unit, text))
            rest = [w for w in re.split(r"\s+", text) if key(fold(w)) not in left_out]
            if rest and len(rest) < len(text.split()):
                pairs.append((unit, " ".join(rest)))
    return Index(pairs)
