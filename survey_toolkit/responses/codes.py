"""Codes and the answers that they stand for, as a text explains them."""

from __future__ import annotations

import itertools
import re

from survey_toolkit.instruments.spelling import Index, fold

_CODE = re.compile(r"(?<![\w§])(\d{1,3})\s*(?:[=:)–]|(?:er|is)\b|[.-](?=\s))\s*")
_AFTER = re.compile(r"[=:(–-]\s*(\d{1,3})\s*\)?$")
_LONGEST = 8  # words in an answer


def codes_in(text: str, choices: Index) -> dict[str, str]:
    """The codes that a text explains, with the answers' words; nothing where it explains no two.

    >>> answers = Index([("good", "Godt"), ("very_good", "Meget godt")])
    >>> codes_in("Vurdering (1 = meget godt, 2 = godt)", answers)
    {'1': 'meget godt', '2': 'godt'}
    >>> codes_in("Meget godt: 1; Godt: 2", answers), codes_in("5 er godt", answers)
    ({'1': 'meget godt', '2': 'godt'}, {})
    """
    if sum(letter.isdigit() for letter in text) < 2:
        return {}
    for found in (_before(text, choices), _behind(text, choices)):
        if len(found) > 1 and len(set(found.values())) == len(found):
            return found
    return {}


def _before(text: str, choices: Index) -> dict[str, str]:
    """Codes that stand before their answers: 1 = Ja, 2 = Nej."""
    found: dict[str, str] = {}
    places = list(_CODE.finditer(text))
    for place, after in itertools.zip_longest(places, places[1:]):
        words = fold(text[place.end() : after.start() if after else len(text)])
        label = _label(words, choices)
        if label:
            found.setdefault(place.group(1), label)
    return found


def _behind(text: str, choices: Index) -> dict[str, str]:
    """Codes that stand behind their answers: Ja = 1, Nej = 2."""
    found: dict[str, str] = {}
    for part in re.split(r"[,;/\n]", text):
        place = _AFTER.search(part.strip())
        words = fold(part.strip()[: place.start()]) if place else ()
        label = _label(words[::-1], choices, -1)
        if place and label:
            found.setdefault(place.group(1), label)
    return found


def _label(words: tuple[str, ...], choices: Index, way: int = 1) -> str:
    """The longest answer that some words begin with; where they stand backwards, end with."""
    for stop in range(min(len(words), _LONGEST), 0, -1):
        named = words[:stop][::way]
        if choices.keys.get("".join(named)):
            return " ".join(named)
    return ""
