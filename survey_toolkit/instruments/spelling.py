"""Texts as they are compared, and the spellings of names, to find which one a text is.

Texts are compared by their words without case, accents, punctuation, hyphens and spaces (å is aa,
æ is ae, ø is oe); then without number and definite form, where that leaves one candidate. What is
still unknown can be matched by similarity, above a threshold and with a margin to the second best.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
_LETTERS = str.maketrans({"å": "aa", "æ": "ae", "ø": "oe", "ä": "ae", "ö": "oe"})
_SOFT = str.maketrans({"ä": "æ", "ö": "ø"})
_WORD = re.compile(r"[a-z0-9]+")
_SOFT_WORD = re.compile(r"[a-zæøå0-9]+")
_PARENTHESIS = re.compile(r"\s*[(\[][^()\[\]]*[)\]]\s*")
BOX = re.compile(r"(?P<on>[☒☑✓✔🗹◉●■]|[\[(]\s*[xXvV✓✔]\s*[\])])|(?P<off>[☐□○◯]|[\[(]\s*[\])])")
"""A box to tick, ticked or not: it must be looked at, and has no letters to compare."""
LEAST_ALIKE = 0.4  # of two words, so that one may be a misspelling of the other
LONGEST_ROW = 12  # words of one name among several
YES_WORDS, NO_WORDS = frozenset({"ja", "yes"}), frozenset({"nej", "no"})
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
        self._texts: dict[str, str] = {}  # by how their spelling is compared
        for name, text in spellings:
            self.add(name, text)

    def add(self, name: str, text: str) -> None:
        """Take one more spelling of a name."""
        words = fold(text)
        if words:
            self.shown.setdefault(name, text)
            _add(self.keys, key(words), name)
            _add(self.stems, stem(words), name)
            _add(self._soft, spelling(text), name)
            self._texts.setdefault(spelling(text), text)

    def find(self, words: tuple[str, ...]) -> tuple[str, ...]:
        """The ids with just these words, or else with them in another number or form."""
        found = self.keys.get("".join(words))
        if found is None:
            found = self.stems.get(stem(words), ())
            return found if len(found) == 1 else ()
        return found

    def in_a_row(self, words: tuple[str, ...]) -> list[str]:
        """The ids of which some words are the names, one after the other; [] where they are not.

        >>> Index([("a", "Ja, tit"), ("b", "Nej")]).in_a_row(("nej", "ja", "tit"))
        ['b', 'a']
        """
        found: list[str] = []
        while words:
            for stop in range(min(len(words), LONGEST_ROW), 0, -1):
                names = self.keys.get(key(words[:stop]), ())
                if len(names) == 1:
                    found.append(names[0])
                    words = words[stop:]
                    break
            else:
                return []
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
            if _other_word(text, self._texts[soft]):
                continue
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


def _other_word(text: str, known: str) -> bool:
    """Whether two texts of as many words differ in a whole word: "næsten ingen", "næsten alle"."""
    mine, theirs = fold(text), fold(known)
    if len(mine) != len(theirs):
        return False
    likeness = OSA.normalized_similarity
    return any(likeness(a, b) < LEAST_ALIKE for a, b in zip(mine, theirs, strict=True))


def _add(table: dict[str, tuple[str, ...]], text: str, name: str) -> None:
    known = table.get(text, ())
    if name not in known:
        table[text] = (*known, name)


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
