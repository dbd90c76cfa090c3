"""True answers drawn from a seed, and the words in which a respondent would have given them.

Everything drawn here is synthetic: no answer is that of a real organisation.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from survey_toolkit.instruments.model import Choice, Function, Instrument, Item, Question
from survey_toolkit.schema import ANSWERED, BLANK, NOT_ASKED

Key = tuple[str, str, str, str]  # unit, function, question, item
Answers = Mapping[Key, str]  # the choice's id; "" where it was asked and left empty


class Member(NamedTuple):
    """A unit of the small frame; `functions` are those that reply in the tests."""

    id: str
    sector: str
    name: str
    region_code: str
    region: str
    population: str
    functions: tuple[str, ...]


_MIDT, _SYD, _SJAELLAND = (
    ("1082", "Region Midtjylland"),
    ("1083", "Region Syddanmark"),
    ("1085", "Region Sjælland"),
)
_MEMBERS = (
    Member("657", "kommune", "Herning", *_MIDT, "86348", (
        "sociale_tilbud", "social_sagsbehandling", "stof_myndighed", "specialiserede_tilbud_kom")),
    Member("630", "kommune", "Vejle", *_SYD, "107541", ("sociale_tilbud", "social_sagsbehandling")),
    Member("615", "kommune", "Horsens", *_MIDT, "83598", (
        "sociale_tilbud", "social_sagsbehandling", "alkohol_leverandoer")),
    Member("727", "kommune", "Odder", *_MIDT, "21938", ()),
    Member("psykiatrien-syd", "psykiatri", "Psykiatrien Syd", *_SJAELLAND, "", (
        "sengeafsnit", "specialiserede_tilbud_psyk", "distriktspsykiatri", "ambulatorium")),
    Member("psykiatrien-oest", "psykiatri", "Psykiatrien Øst", *_SJAELLAND, "", ()),
    Member("afdeling-q-risskov", "psykiatri", "Afdeling Q, Risskov", *_MIDT, "", (
        "sengeafsnit", "udgaaende_team")),
    Member("afdeling-p-risskov", "psykiatri", "Afdeling P, Risskov", *_MIDT, "", ()),
)  # fmt: skip
FRAME: Mapping[str, Member] = {member.id: member for member in _MEMBERS}
"""Who was asked. Those without functions are silent; two of them resemble a unit that replies."""


def draw(instrument: Instrument, seed: int = 1, units: Iterable[str] = FRAME) -> dict[Key, str]:
    """Answers that respect the routing, for all functions of some units."""
    rng, answers = random.Random(seed), {}
    for unit in units:
        for function in FRAME[unit].functions:
            for item in instrument.items:
                for question, answer in _one(instrument, item, rng):
                    answers[unit, function, question, item] = answer
    return answers


def _one(instrument: Instrument, item: str, rng: random.Random) -> Iterable[tuple[str, str]]:
    """What one function says about one item, until the routing stops."""
    for question in instrument.item_questions:
        choice = rng.choice(_drawn_from(instrument.scale_of(question.id, item).choices))
        yield question.id, choice.id
        if not choice.counts:
            return


def _drawn_from(choices: tuple[Choice, ...]) -> list[Choice]:
    """The choices, those that lead on to the next question three times as often."""
    return [c for c in choices for _ in range(3 if c.counts else 1)]


def with_gaps(answers: Answers, seed: int) -> dict[Key, str]:
    """The answers with some ratings left empty, as respondents do."""
    rng = random.Random(seed)
    return {
        key: "" if key[2] == "rating" and rng.random() < 0.2 else answer
        for key, answer in answers.items()
    }


def shuffled(answers: Answers, instrument: Instrument, seed: int) -> tuple[Answers, Instrument]:
    """The answers with units and functions, and the instrument with items, in another order."""
    rng = random.Random(seed)
    replies = list(dict.fromkeys(key[:2] for key in answers))
    rng.shuffle(replies)
    items = list(instrument.items.items())
    rng.shuffle(items)
    ordered = {k: a for reply in replies for k, a in answers.items() if k[:2] == reply}
    return ordered, replace(instrument, items=dict(items))


def given(answers: Answers) -> dict[Key, str]:
    """The answers that are not empty."""
    return {key: answer for key, answer in answers.items() if answer}


def statuses(answers: Answers, instrument: Instrument) -> dict[Key, str]:
    """The status of every cell of the grid of those that replied."""
    replies = dict.fromkeys(key[:2] for key in answers)
    grid = [
        (*reply, question.id, item)
        for reply in replies
        for question in instrument.item_questions
        for item in instrument.items
    ]
    return {
        key: NOT_ASKED if key not in answers else ANSWERED if answers[key] else BLANK
        for key in grid
    }


def _as_it_is(text: str) -> str:
    return text


@dataclass(frozen=True)
class Form:
    """The answers beside the words of a form: in Danish (`da`), English (`en`) or as ids (`id`).

    `word` is applied to every text.
    """

    answers: Answers
    instrument: Instrument
    frame: Mapping[str, Member]
    language: str = "da"
    word: Callable[[str], str] = _as_it_is

    @property
    def units(self) -> list[str]:
        return list(dict.fromkeys(key[0] for key in self.answers))

    @property
    def replies(self) -> list[tuple[str, str]]:
        return list(dict.fromkeys(key[:2] for key in self.answers))

    @property
    def items(self) -> list[Item]:
        return list(self.instrument.items.values())

    @property
    def questions(self) -> list[Question]:
        return self.instrument.item_questions

    def functions(self, unit: str) -> list[str]:
        return [function for owner, function in self.replies if owner == unit]

    def unit(self, unit: str) -> str:
        """As a respondent writes it: Herning Kommune."""
        if self.language == "id":
            return unit
        words = self.instrument.sectors[self.frame[unit].sector].unit_words
        after = (words[-1 if self.language == "en" else 0].title(),) if words else ()
        return self.word(" ".join((self.frame[unit].name, *after)))

    def unit_heading(self, unit: str) -> str:
        headings = self.instrument.sectors[self.frame[unit].sector].unit_headings
        return self.word(headings[-1 if self.language == "en" else 0])

    def heading(self, what: str) -> str:
        """A column's heading: unit, function, item, question or answer."""
        danish = {"unit": "Kommune/Center", "function": "Funktion", "item": "Redskab",
                  "question": "Spørgsmål", "answer": "Svar"}  # fmt: skip
        english = {"item": "Tool"}.get(what, what.title())
        return self.word(self._which(danish[what], english, what))

    def function(self, function: str) -> str:
        return self._name(self.instrument.functions[function])

    def item(self, item: Item) -> str:
        return self._name(item)

    def _name(self, thing: Function | Item) -> str:
        return self.word(self._which(thing.name_da, thing.name_en, thing.id))

    def _which(self, danish: str, english: str, identifier: str) -> str:
        return {"da": danish, "en": english, "id": identifier}[self.language]

    def short(self, question: Question) -> str:
        return self.word(self._which(question.short_da, question.short_en, question.id))

    def asked(self, question: Question, item: Item | None = None) -> str:
        """The question's text about the tool, or about one of them by name."""
        text = question.text("en" if self.language == "en" else "da")
        if item is None:
            return self.word(text.replace("{item}", self._which("redskabet", "the tool", "")))
        name = item.name(self.language)
        return self.word(text.format(item=name) if "{item}" in text else f"{name}: {text}")

    def choices(self, question: Question, item: Item) -> tuple[Choice, ...]:
        return self.instrument.scale_of(question.id, item.id).choices

    def label(self, choice: Choice) -> str:
        return self.word(self._which(choice.label_da, choice.label_en, choice.id))

    def choice(self, unit: str, function: str, question: Question, item: Item) -> Choice | None:
        """What was answered; None where there is no answer."""
        answer = self.answers.get((unit, function, question.id, item.id), "")
        scale = self.instrument.scale_of(question.id, item.id)
        return scale.choice(answer) if answer else None

    def say(self, unit: str, function: str, question: Question, item: Item) -> str:
        """The answer in words, empty where there is none."""
        choice = self.choice(unit, function, question, item)
        return self.label(choice) if choice else ""

    def top(self, unit: str, function: str = "") -> list[list[object]]:
        """The lines above a table that say who answers."""
        lines: list[list[object]] = [[self.unit_heading(unit), self.unit(unit)]]
        if function:
            lines.append([self.heading("function"), self.function(function)])
        return [*lines, []]
