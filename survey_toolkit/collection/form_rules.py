"""The formulas of the issued form: what routing makes irrelevant, and how many are answered.

They are made from the questionnaire's `asked_if`. Lists of answers stand on a hidden sheet under
names, because a formula cannot hold long texts, and names work in every program.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from openpyxl.utils import get_column_letter

from survey_toolkit.instruments.boxes import ANSWER, COUNT, Issue, SheetMap
from survey_toolkit.instruments.form_words import word
from survey_toolkit.instruments.model import Condition

HERE = "{row}"
"""In a formula that is being made: the row in which it will stand."""


@dataclass(slots=True)
class Lists:
    """The lists of texts that drop-downs and formulas refer to, each once, by its name."""

    names: dict[tuple[str, ...], str] = field(default_factory=dict)

    def name(self, texts: tuple[str, ...]) -> str:
        """The name of a list.

        >>> lists = Lists()
        >>> lists.name(("Ja", "Nej")), lists.name(("Ja",)), lists.name(("Ja", "Nej"))
        ('svar_1', 'svar_2', 'svar_1')
        """
        return self.names.setdefault(texts, f"svar_{len(self.names) + 1}")


@dataclass(slots=True)
class Rules:
    """Makes the formulas of one sheet."""

    issue: Issue
    sheet: SheetMap
    lists: Lists
    places: dict[tuple[str, str], tuple[int, int]] = field(init=False)

    def __post_init__(self) -> None:
        """Find where each answer stands."""
        self.places = self.sheet.places()

    def irrelevant(self) -> dict[str, list[str]]:
        """Cells that turn grey, by the formula that says when; it is written for the first cell."""
        cells: dict[tuple[str, int], list[int]] = {}
        for row, _, box in self.sheet.boxes(ANSWER):
            tests = ",".join(self._off(box.question, box.item))
            if tests:
                cells.setdefault((tests, box.column), []).append(row)
        return {
            f"OR({tests.replace(HERE, str(rows[0]))})": [
                f"{get_column_letter(column)}{row}" for row in rows
            ]
            for (tests, column), rows in cells.items()
        }

    def _off(self, question: str, item: str) -> Iterator[str]:
        """Tests of which one is enough to make a question irrelevant."""
        for condition, cell, names in self._conditions(question, item):
            yield f'AND({cell}<>"",SUMPRODUCT(--({names}={cell}))=0)'
            yield from self._off(condition.question, item)

    def _on(self, question: str, item: str) -> Iterator[str]:
        """Tests that must all hold for a question to be due."""
        for condition, cell, names in self._conditions(question, item):
            yield f"SUMPRODUCT(--({names}={cell}))>0"
            yield from self._on(condition.question, item)

    def _conditions(self, question: str, item: str) -> Iterator[tuple[Condition, str, str]]:
        """The conditions that this sheet can tell of: each with its cell and the list that passes.

        What stands on another sheet may not come along, so nothing is made to depend on it.
        """
        instrument = self.issue.instrument
        asked = instrument.questions.get(question)
        for condition in asked.asked_if if asked else ():
            about = item if instrument.questions[condition.question].per_item else ""
            place = self.places.get((condition.question, about))
            scale = instrument.scale_of(condition.question, about)
            if place is None or scale is None:
                continue
            passing = tuple(
                choice.label(self.issue.language)
                for choice in scale.choices
                if (choice.id in condition.choices if condition.choices else choice.counts)
            )
            if passing:
                letter = get_column_letter(place[1])
                cell = f"${letter}{HERE}" if about else f"${letter}${place[0]}"
                yield condition, cell, self.lists.name(passing)

    def counting(self) -> Iterator[tuple[int, int, str, str | int]]:
        """Row, column, formula, and what it gives while nothing is answered."""
        asked: dict[str, list[tuple[str, str]]] = {}
        for _, line, box in self.sheet.boxes(ANSWER):
            if line.kind == "item":
                place = f"${get_column_letter(box.column)}{HERE}"
                asked.setdefault(box.item, []).append((box.question, place))
        rows, total = [], 0
        columns = {name: n for n, name in enumerate((c.id for c in self.sheet.columns), start=1)}
        for row, line, box in self.sheet.boxes(COUNT):
            if line.kind == "item":
                formula, first = self._tally(box.text, asked[line.id], line.id)
                rows.append(row)
                total += first
                yield row, box.column, formula.replace(HERE, str(row)), first
        if rows:
            yield (*self._total(columns, rows), self._said("0", str(total)))

    def _tally(self, name: str, asked: list[tuple[str, str]], item: str) -> tuple[str, int]:
        """How many answers about an item are due, or done; and how many at first."""
        parts, always = [], 0
        for question, cell in asked:
            tests = list(self._on(question, item))
            always += not tests
            tests += [f'{cell}<>""'] if name == "done" else []
            parts.append(f"IF(AND({','.join(tests)}),1,0)" if tests else "1")
        return "=" + "+".join(parts), always if name == "due" else 0

    def _total(self, columns: dict[str, int], rows: list[int]) -> tuple[int, int, str]:
        """The counting line: row, column and formula."""
        row, _, box = next(self.sheet.boxes(COUNT))
        sums = {}
        for name in ("due", "done"):
            letter = get_column_letter(columns[name])
            sums[name] = f"SUM(${letter}${rows[0]}:${letter}${rows[-1]})"
        return row, box.column, "=" + self._said(f'"&{sums["done"]}&"', f'"&{sums["due"]}&"', '"')

    def _said(self, done: str, due: str, quote: str = "") -> str:
        text = word("done", self.issue.language).format(done=done, due=due)
        return f"{quote}{text}{quote}"
