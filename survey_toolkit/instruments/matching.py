"""What a text means: names, headings and answers, found in the instrument's words.

A text is first taken as it stands (`spelling`); then without the number before it and the note mark
behind it; then without what stands in parentheses, unless that tells one name from another; then as
a name given in two languages. What is still unknown can be matched by similarity: the caller
reports every such match.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from survey_toolkit.instruments.model import Instrument
from survey_toolkit.instruments.spelling import (
    BOX,
    Index,
    Match,
    fold,
    key,
    without_parentheses,
)
from survey_toolkit.instruments.wordings import (
    choice_spellings,
    heading_spellings,
    numbers_before,
    question_spellings,
    templates,
)

_NOTE_MARK = re.compile(r"(?:\s*[*†‡¹²³⁴-⁹]+|\s+\d{1,2}\))\s*$")
MOST_WORDS, MOST_PARTS, LONGEST_LABEL, LONGEST_NAME = 60, 4, 8, 600
"""How many words, names, words of one answer and letters are looked for in one text."""
_PATH = re.compile(r"(?=.*_)[a-z0-9_]+(?:[/.-][a-z0-9_]+)+")
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
    _splits: dict[tuple[tuple[str, ...], int], Sense | None] = field(
        init=False, default_factory=dict
    )
    _numbers: re.Pattern[str] = field(init=False)
    has_numbers: bool = field(init=False)  # whether an item or an answer is called by a number

    def __post_init__(self) -> None:
        """Index the instrument's words."""
        source = self.instrument
        self.headings = Index(heading_spellings(source))
        self.questions = Index(question_spellings(source))
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
        self.scales = {scale.id: Index(choice_spellings(scale)) for scale in source.scales.values()}
        self.choices = Index(
            (spelt, spelt) for s in source.scales.values() for _, spelt in choice_spellings(s)
        )
        self.labels = Index(
            (g.id, n) for g in source.groups.values() for n in (g.name_da, g.name_en)
        )
        self.words = {
            kind: frozenset(key(fold(w)) or w.casefold() for w in texts)
            for kind, texts in source.words.items()
        }
        self._templates = list(templates(source))
        self._numbers = numbers_before(source)
        known = (self.items, self.functions, self.questions, self.choices)
        self.has_numbers = any(word.isdecimal() for index in known for word in index.keys)

    def is_word(self, kind: str, text: str) -> bool:
        """Whether a text is one of the instrument's [words] of that kind."""
        known = self._word.get((kind, text))
        if known is None:
            plain = key(fold(text)) or text.strip().casefold()
            known = self._word[kind, text] = plain in self.words.get(kind, frozenset())
        return known

    def begins_with(self, kind: str, text: str) -> bool:
        """Whether a text's first word is one of the instrument's [words] of that kind."""
        return bool(set(fold(text[:LONGEST_NAME])[:1]) & self.words.get(kind, frozenset()))

    def has_word(self, kind: str, text: str) -> bool:
        """Whether one of the text's words is one of the instrument's [words] of that kind."""
        known = self.words.get(kind, frozenset())
        return any(word in known for word in fold(text))

    def sense(self, text: str) -> Sense | None:
        """What a heading says, or None; never by similarity."""
        if text in self.known:
            return self.known[text]
        if len(text) > LONGEST_NAME:
            return None
        found = self._sense(fold(text))
        if found is None:
            bare = self.bare(text)
            found = self._sense(fold(bare)) if bare != text else None
            found = found or self._beside_parentheses(bare) or self._in_two_languages(bare)
            found = found or self._at_the_end_of_a_path(text)
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

    def _at_the_end_of_a_path(self, text: str) -> Sense | None:
        """What a heading says that begins with groups: "individual_case/awareness_psp"."""
        if not _PATH.fullmatch(text.strip()):
            return None
        for place in re.finditer(r"[/.-]", text):
            found = self._sense(fold(text[place.end() :]))
            if found is not None and found.questions:
                return found
        return None

    def _in_two_languages(self, text: str) -> Sense | None:
        """What a text says that gives the same name twice: "PSP-samarbejdet / PSP cooperation"."""
        parts = [self._sense(fold(part)) for part in _TWICE.split(text) if part.strip()]
        names = {(p.heading, p.questions, p.items, p.functions) if p else None for p in parts}
        same = len(parts) > 1 and len(names) == 1
        return parts[0] if same and parts[0] is not None and not parts[0].is_choice else None

    def _sense(self, words: tuple[str, ...]) -> Sense | None:
        if not words or len(words) > MOST_WORDS:
            return None
        whole = self._whole(words) or self._template(words)
        return whole or self._without_choices(words) or self._split(words)

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

    def _split(self, words: tuple[str, ...], parts: int = MOST_PARTS) -> Sense | None:
        """What a text of several names says, such as a question and an item, in either order."""
        if parts < 2 or len(words) > MOST_WORDS:
            return None
        if (words, parts) in self._splits:
            return self._splits[words, parts]
        made = self._splits[words, parts] = self._in_parts(words, parts)
        return made

    def _in_parts(self, words: tuple[str, ...], parts: int) -> Sense | None:
        for cut in range(len(words) - 1, 0, -1):
            for first, second in ((words[:cut], words[cut:]), (words[-cut:], words[:-cut])):
                found = self._whole(first)
                if found is None or found.heading:
                    continue
                rest = self._whole(second) or self._template(second)
                rest = rest or self._split(second, parts - 1)
                if rest and not rest.heading and _combine(found, rest):
                    return found.joined(rest)
        return None

    def _without_choices(self, words: tuple[str, ...]) -> Sense | None:
        """What a heading says that prints its answers too: "Kendskab (Ja/Nej)"."""
        for start in range(len(words)):
            stop, labels = start, set[str]()
            while label := self._label(words[stop : stop + LONGEST_LABEL]):
                stop += len(label)
                labels.add("".join(label))
            if len(labels) > 1 and stop - start < len(words):
                return self._sense((*words[:start], *words[stop:]))
        return None

    def _label(self, words: tuple[str, ...]) -> tuple[str, ...]:
        """The longest answer that some words begin with."""
        for stop in range(len(words), 0, -1):
            if self.choices.keys.get("".join(words[:stop])):
                return words[:stop]
        return ()

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
    if first.choice and second.choice and first.choice != second.choice:
        return False  # a heading that prints its answers is about none of them
    if "questions" in a | b:  # a word such as "ja" may also be part of another name
        a, b = (a - {"choice"} or a), (b - {"choice"} or b)
    return not a & b and ("choice" not in a | b or "questions" in a | b)
