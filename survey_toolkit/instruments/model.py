"""The questionnaire as a frozen model, loaded by `load` from the folder's CSV and TOML files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from survey_toolkit.language import of_two
from survey_toolkit.schema import Unit


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer on a scale. `value` is None for answers without a place on it (don't know)."""

    id: str
    label_da: str
    label_en: str
    value: Fraction | None
    counts: bool
    dont_know: bool
    exclusive: bool
    aliases: tuple[str, ...]

    def label(self, language: str) -> str:
        """The words the respondent saw."""
        return of_two(self.label_da, self.label_en, language)


@dataclass(frozen=True, slots=True)
class Scale:
    """The choices of a question in the printed order."""

    id: str
    choices: tuple[Choice, ...]

    def __contains__(self, choice: str) -> bool:
        return any(c.id == choice for c in self.choices)

    def choice(self, choice: str) -> Choice:
        """The choice with that id; KeyError where there is none."""
        for candidate in self.choices:
            if candidate.id == choice:
                return candidate
        raise KeyError(choice)

    @property
    def is_numbered(self) -> bool:
        """Whether its answers are called by numbers: a scale from 0 to 10."""
        return any(c.label_da.isdecimal() or c.label_en.isdecimal() for c in self.choices)

    @property
    def has_values(self) -> bool:
        """Whether a mean on the scale says something: more than two choices with a value."""
        return sum(c.value is not None for c in self.choices) > 2

    def less_positive(self, first: str, second: str) -> str | None:
        """The less positive of two choices; None where either has no place on the scale."""
        a, b = self.choice(first), self.choice(second)
        if a.value is None or b.value is None:
            return first if first == second else None
        return first if a.value <= b.value else second


@dataclass(frozen=True, slots=True)
class Condition:
    """Asked only if the answer to `question` is one of `choices` (or counts, where empty)."""

    question: str
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """One question: who is asked, about what, on which scale, and when."""

    id: str
    scope: str  # function or unit
    per_item: bool
    type: str  # single, multiple, text or number
    scale: str
    asked_if: tuple[Condition, ...]
    sectors: tuple[str, ...]
    short_da: str
    short_en: str
    text_da: str
    text_en: str
    aliases: tuple[str, ...]

    def short(self, language: str) -> str:
        """The name of the question in a heading."""
        return of_two(self.short_da, self.short_en, language)

    def text(self, language: str) -> str:
        """The words of the question; `{item}` stands for the item's name."""
        return of_two(self.text_da, self.text_en, language)


@dataclass(frozen=True, slots=True)
class Item:
    """One of the things asked about. `shown_as` gathers items that a list shows as one."""

    id: str
    group: str
    name_da: str
    name_en: str
    scales: Mapping[str, str]
    shown_as: str
    shown_as_da: str
    shown_as_en: str
    aliases: tuple[str, ...]
    facts: Mapping[str, str]  # what other columns say of it, such as its legal basis

    def name(self, language: str) -> str:
        """The item's name."""
        return of_two(self.name_da, self.name_en, language)

    def explanation(self, language: str) -> str:
        """What the item is, in one line; empty where the instrument does not say."""
        facts = self.facts
        return of_two(facts.get("explanation_da", ""), facts.get("explanation_en", ""), language)

    def shown_name(self, language: str) -> str:
        """The name in lists that show some items as one."""
        return of_two(self.shown_as_da, self.shown_as_en, language) or self.name(language)


@dataclass(frozen=True, slots=True)
class Function:
    """A kind of organisational unit that answers."""

    id: str
    sector: str
    name_da: str
    name_en: str
    mandatory: bool
    aliases: tuple[str, ...]

    def name(self, language: str) -> str:
        """The function's name."""
        return of_two(self.name_da, self.name_en, language)


@dataclass(frozen=True, slots=True)
class Sector:
    """A kind of organisation."""

    id: str
    name_da: str
    name_en: str
    adjective_da: str
    adjective_en: str
    unit_da: str
    unit_en: str
    unit_words: tuple[str, ...]
    unit_headings: tuple[str, ...]
    register: str = ""  # the list of all its organisations, where there is one

    def name(self, language: str) -> str:
        """The sector's name, in the plural."""
        return of_two(self.name_da, self.name_en, language)

    def adjective(self, language: str) -> str:
        """As in: a municipal function."""
        return of_two(self.adjective_da, self.adjective_en, language)

    def unit(self, language: str) -> str:
        """What one of its organisations is called."""
        return of_two(self.unit_da, self.unit_en, language)


@dataclass(frozen=True, slots=True)
class Group:
    """A heading over some items."""

    id: str
    name_da: str
    name_en: str

    def name(self, language: str) -> str:
        """The heading."""
        return of_two(self.name_da, self.name_en, language)


@dataclass(frozen=True, slots=True)
class Instrument:
    """The whole questionnaire. The mappings keep the order of the files."""

    id: str
    version: str
    language: str
    title_da: str
    title_en: str
    item_noun: str
    nouns: Mapping[str, str]  # item_da, item_en, items_da, items_en
    sectors: Mapping[str, Sector]
    groups: Mapping[str, Group]
    questions: Mapping[str, Question]
    scales: Mapping[str, Scale]
    items: Mapping[str, Item]
    functions: Mapping[str, Function]
    headings: Mapping[str, tuple[str, ...]]
    words: Mapping[str, tuple[str, ...]]
    texts: Mapping[str, str] = field(default_factory=dict)  # what the issued form says of it

    def title(self, language: str) -> str:
        """The survey's title."""
        return of_two(self.title_da, self.title_en, language)

    def scale_of(self, question: str, item: str = "") -> Scale | None:
        """The scale of a question, or of the question about one item; None for free text."""
        asked = self.questions[question]
        special = self.items[item].scales.get(question) if item in self.items else None
        return self.scales.get(special or asked.scale)

    def asked_in(self, question: str, sector: str) -> bool:
        """Whether a question is put to a sector at all."""
        sectors = self.questions[question].sectors
        return not sectors or sector in sectors

    def due_functions(self, unit: Unit) -> list[Function]:
        """The functions that a unit is known to have: the mandatory, and those in its frame."""
        every = self.functions_in(unit.sector)
        return [f for f in every if f.mandatory or f.id in unit.functions]

    def functions_in(self, sector: str) -> list[Function]:
        """The functions of a sector, in order."""
        return [f for f in self.functions.values() if f.sector == sector]

    @property
    def item_questions(self) -> list[Question]:
        """The questions that are asked of every item, in order."""
        return [q for q in self.questions.values() if q.per_item]
