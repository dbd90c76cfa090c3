"""What numbers mean: legends that a file holds, and what a person decided about its codes."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import NamedTuple

from survey_toolkit.instruments.model import Question, Scale
from survey_toolkit.responses.cells import LABEL, UNPLACED, Position
from survey_toolkit.responses.page import Page
from survey_toolkit.responses.work import Legend, Legends, Result, Work


def legends_elsewhere(page: Page, result: Result, known: Collection[tuple[int, int]]) -> None:
    """Find the legends of a sheet in its headings, among its rows, and beside its tables.

    `known` are the sheets and rows of those that stand on lines of their own.
    """
    for row, line in enumerate(page.lines):
        for column, codes in line.codes:
            kind = page.classes[row][column]
            if (page.number, row) not in known and kind in (LABEL, UNPLACED):
                sense = line.said.get(column)
                result.legends.append(Legend(sense.questions if sense else (), codes))
                page.mark(row, column, LABEL)
    codes = {}
    places: list[Position] = []
    for row in [row for row, classes in enumerate(page.classes) if UNPLACED in classes]:
        pair = _beside(page, row)
        if pair is not None:
            codes[page.text(*pair[0])] = page.text(*pair[1])
            places += pair
    if len(codes) > 1:
        result.legends.append(Legend((), codes))
        for row, column in places:
            page.mark(row, column, LABEL)


def _beside(page: Page, row: int) -> tuple[Position, Position] | None:
    """A code and its answer's words, which stand together and in no table."""
    lost = [c for c in page.lines[row].filled if page.classes[row][c] == UNPLACED]
    if len(lost) != 2 or lost[1] - lost[0] != 1:
        return None
    places = ((row, lost[0]), (row, lost[1]))
    for code, label in (places, places[::-1]):
        sense = page.lines[row].said.get(label[1])
        if page.text(*code).isdecimal() and sense is not None and sense.choice:
            return code, label
    return None


class _Weight(NamedTuple):
    """What makes one legend count over another."""

    decided: bool
    named: bool  # it names its question
    codes: int


def legends(work: Work) -> Legends:
    """Which choice a code means, by question and scale.

    What a person decided goes first, then legends that name their question, then those that
    explain most of a scale.
    """
    made: Legends = {}
    weights: dict[tuple[str, str], _Weight] = {}
    decided = [d for d in work.decisions if d.kind == "codes"]
    work.names.used.update((d.kind, d.number) for d in decided)
    told = [Legend((d.question,), dict(d.codes), d.scale) for d in decided]
    for number, legend in enumerate([*told, *work.result.legends]):
        for question in legend.questions or tuple(work.instrument.questions):
            by_scale = _codes_by_scale(work, work.instrument.questions[question], legend)
            if {code for plain in by_scale.values() for code in plain} < legend.codes.keys():
                continue  # the codes are of another question
            for scale, plain in by_scale.items():
                weight = _Weight(number < len(told), bool(legend.questions), len(plain))
                if weight > weights.get((question, scale), _Weight(False, False, 0)):
                    weights[question, scale] = weight
                    made[question, scale] = plain
    return made


def _codes_by_scale(work: Work, question: Question, legend: Legend) -> dict[str, dict[str, str]]:
    """What codes mean on each scale of a question: a legend may be of two scales at once.

    It is of a scale where all its codes are on it, or where it explains the whole of it: "1 = Nej
    ... 6 = For alle, 9 = Ved ikke" says nothing about the numbers of a scale from Ja to Nej.
    """
    by_scale = {}
    for scale in scales_of(work, question):
        if legend.scale not in ("", scale.id):
            continue
        choices = {c: work.vocabulary.choice(scale.id, text) for c, text in legend.codes.items()}
        plain = {code: found[0] for code, found in choices.items() if len(found) == 1}
        plain = _between_ends(plain, scale)
        steps = {choice.id for choice in scale.choices if not choice.dont_know}
        whole = plain.keys() >= legend.codes.keys() or steps <= set(plain.values())
        if whole and len(plain) >= min(2, len(legend.codes)):
            by_scale[scale.id] = plain
    return by_scale


def _between_ends(codes: Mapping[str, str], scale: Scale) -> dict[str, str]:
    """Codes with those between, where the ends of a scale are explained: "1 = ..., 5 = ..."."""
    steps = [choice.id for choice in scale.choices if not choice.dont_know]
    numbers = {choice: int(code) for code, choice in codes.items() if code.isdecimal()}
    first, last = numbers.get(next(iter(steps), "")), numbers.get(steps[-1] if steps else "")
    if first is None or last is None or abs(last - first) != len(steps) - 1:
        return dict(codes)
    way = 1 if last > first else -1
    between = {str(first + way * n): choice for n, choice in enumerate(steps)}
    agree = all(between.get(code, choice) == choice for code, choice in codes.items())
    return {**between, **codes} if agree else dict(codes)


def scales_of(work: Work, question: Question) -> list[Scale]:
    """The scales of a question: its own, and those of single items."""
    special = (item.scales.get(question.id, "") for item in work.instrument.items.values())
    names = dict.fromkeys((question.scale, *special))
    return [work.instrument.scales[name] for name in names if name in work.instrument.scales]
