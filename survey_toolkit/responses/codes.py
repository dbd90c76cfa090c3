"""Codes and the answers that they stand for, as a text explains them."""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping

from survey_toolkit.instruments.model import Scale
from survey_toolkit.instruments.spelling import Index, fold

_CODE = re.compile(r"(?<![\w§,.])(\d{1,3})\s*(?:[=:)–]|(?:er|is)\b|[.-](?=\s))\s*")
_AFTER = re.compile(r"[=(]\s*(\d{1,3})\s*\)?$")
_BETWEEN = {"og", "and", "til", "to", "eller", "or"}  # words that may stand between two codes
_COUNTS = {"antal", "alt", "optaelling", "sum", "total", "count", "counts", "number", "linje",
           "line", "kolonne", "column", "side", "page"}  # fmt: skip
_LONGEST = 8  # words in an answer


def codes_in(text: str, choices: Index) -> dict[str, str]:
    """The codes that a text explains, with the answers' words; nothing where it explains no two.

    It must read as an explanation: nothing else stands between the answers, and nothing is counted.

    >>> answers = Index([("good", "Godt"), ("very_good", "Meget godt")])
    >>> codes_in("Vurdering (1 = meget godt, 2 = godt)", answers)
    {'1': 'meget godt', '2': 'godt'}
    >>> codes_in("Meget godt = 1; Godt = 2", answers), codes_in("Godt: 1; Meget godt: 4", answers)
    ({'1': 'meget godt', '2': 'godt'}, {})
    """
    if len(text) > 600 or sum(letter.isdigit() for letter in text) < 2:
        return {}
    if _COUNTS & set(fold(text)):
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
        if not label or set(words[len(label) :]) - _BETWEEN:
            return {}
        found.setdefault(place.group(1), " ".join(label))
    return found


def _behind(text: str, choices: Index) -> dict[str, str]:
    """Codes that stand behind their answers: Ja = 1, Nej = 2."""
    found: dict[str, str] = {}
    for part in re.split(r"[,;/\n]", text):
        place = _AFTER.search(part.strip())
        words = fold(part.strip()[: place.start()]) if place else ()
        label = _label(words[::-1], choices, -1)
        if place and label:
            found.setdefault(place.group(1), " ".join(label))
    return found


def _label(words: tuple[str, ...], choices: Index, way: int = 1) -> tuple[str, ...]:
    """The longest answer that some words begin with; where they stand backwards, end with."""
    for stop in range(min(len(words), _LONGEST), 0, -1):
        named = words[:stop][::way]
        if choices.keys.get("".join(named)):
            return named
    return ()


def prefix(text: str) -> str:
    """What stands before the first code of a text."""
    place = _CODE.search(text)
    return text[: place.start()] if place else text.partition(":")[0]


def between_ends(codes: Mapping[str, str], scale: Scale) -> dict[str, str]:
    """Codes with those between, where a scale's ends are explained: "1 = ..., 5 = ..."."""
    steps = _steps(scale)
    numbers = {choice: int(code) for code, choice in codes.items() if code.isdecimal()}
    first, last = (numbers.get(steps[n]) for n in (0, -1)) if steps else (None, None)
    if first is None or last is None or abs(last - first) != len(steps) - 1:
        return dict(codes)
    way = 1 if last > first else -1
    between = {str(first + way * n): choice for n, choice in enumerate(steps)}
    agree = all(between.get(code, choice) == choice for code, choice in codes.items())
    return {**between, **codes} if agree else dict(codes)


def order(codes: Mapping[str, str], scale: Scale) -> int:
    """How codes run on a scale: 1 as it is printed, -1 backwards, 0 not as a whole scale does.

    A whole scale has all its steps, from 0 or 1 on without gaps, up or down.
    """
    numbers = {choice: int(code) for code, choice in codes.items() if code.isdecimal()}
    steps = [numbers.get(choice, -1) for choice in _steps(scale)]
    if len(steps) < 2 or -1 in steps or min(steps) not in (0, 1):
        return 0
    up = list(range(min(steps), min(steps) + len(steps)))
    return 1 if steps == up else -1 if steps == up[::-1] else 0


def _steps(scale: Scale) -> list[str]:
    return [choice.id for choice in scale.choices if not choice.dont_know]
