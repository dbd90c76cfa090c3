"""What numbers mean: legends that a file holds, and what a person decided about its codes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import NamedTuple

from survey_toolkit.instruments.model import Question, Scale
from survey_toolkit.responses.cells import LABEL, UNPLACED, Position, text_of
from survey_toolkit.responses.codes import between_ends, order, prefix
from survey_toolkit.responses.page import Page
from survey_toolkit.responses.snippets import REASON, quoted
from survey_toolkit.responses.work import Legend, Legends, Work

Plain = dict[str, str]  # a code: the choice


# -- finding them ------------------------------------------------------------------------------


def line_legend(work: Work, page: Page, row: int, titled: tuple[str, ...]) -> Legend | None:
    """The legend that a line of its own is; `titled` is the question that the lines are about.

    A line that asks something else is no legend: "Hvor let var skemaet? (1 = godt, 2 = ...)".
    """
    ((column, codes), *_) = page.lines[row].codes
    before = prefix(page.text(row, column))
    about = work.vocabulary.sense(before)
    questions = about.questions if about else titled
    if not questions and "?" in before:
        return None
    return Legend(questions, codes, sheet=page.number, place=page.place(row, column))


def legends_elsewhere(work: Work, page: Page, known: set[tuple[int, int]]) -> None:
    """Find the legends of a sheet in its headings, among its rows, and beside its tables.

    `known` are the sheets and rows of those that stand on lines of their own.
    """
    for row, line in enumerate(page.lines):
        for column, codes in line.codes:
            kind = page.classes[row][column]
            if (page.number, row) in known or kind not in (LABEL, UNPLACED):
                continue
            place = page.place(row, column)
            sense = line.said.get(column) or work.vocabulary.sense(prefix(place.text))
            questions = sense.questions if sense else ()
            if questions or "?" not in prefix(place.text):
                _add(work, page, Legend(questions, codes, sheet=page.number, place=place))
    _beside_tables(work, page)


def _add(work: Work, page: Page, legend: Legend) -> bool:
    """Take a legend that explains a scale; one tied to no question must explain the whole of it."""
    if not any(_by_scale(work, question, legend) for question in _asked(work, legend)):
        return False
    work.result.legends.append(legend)
    page.mark(legend.place.row, legend.place.column, LABEL)
    return True


def _beside_tables(work: Work, page: Page) -> None:
    codes: dict[str, str] = {}
    places: list[Position] = []
    for row in [row for row, classes in enumerate(page.classes) if UNPLACED in classes]:
        pair = _beside(page, row)
        if pair is not None:
            codes[page.text(*pair[0])] = page.text(*pair[1])
            places += pair
    if len(codes) < 2:
        return
    if _add(work, page, Legend((), codes, sheet=page.number, place=page.place(*places[0]))):
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


# -- what they mean ----------------------------------------------------------------------------


class _Candidate(NamedTuple):
    """A legend for one question and scale, and what makes it count over another."""

    tied: bool
    codes: int
    legend: Legend
    plain: Plain


def legends(work: Work) -> Legends:
    """Which choice a code means, by sheet (-1 for all), question and scale.

    What a person decided goes first; then the legend of the answers' own sheet; then that of
    another, unless two of them differ. One that names its question goes before one that does not,
    and then the one that explains most.
    """
    decided = [d for d in work.decisions if d.kind == "codes"]
    work.names.used.update((d.kind, d.number) for d in decided)
    made: Legends = {}
    for d in decided:
        told = Legend((d.question,), dict(d.codes), d.scale)
        for scale, plain in _by_scale(work, d.question, told).items():
            made.setdefault((-1, d.question, scale), plain)
    found: dict[tuple[str, str], list[_Candidate]] = defaultdict(list)
    for legend in work.result.legends:
        for question in _asked(work, legend):
            for scale, plain in _by_scale(work, question, legend).items():
                tied = bool(legend.questions)
                found[question, scale].append(_Candidate(tied, len(plain), legend, plain))
    for (question, scale), candidates in found.items():
        if (-1, question, scale) not in made:
            _choose(work, made, question, scale, candidates)
    return made


def _choose(
    work: Work, made: Legends, question: str, scale: str, candidates: list[_Candidate]
) -> None:
    best = max(candidate[:2] for candidate in candidates)
    first = [candidate for candidate in candidates if candidate[:2] == best]
    if all(candidate.plain == first[0].plain for candidate in first):
        made[-1, question, scale] = first[0].plain
    for sheet in {candidate.legend.sheet for candidate in candidates}:
        here = [candidate for candidate in candidates if candidate.legend.sheet == sheet]
        made[sheet, question, scale] = max(here, key=lambda c: c[:2]).plain
    if not best[0]:
        _tell(work, question, work.instrument.scales[scale], first[0])


def _tell(work: Work, question: str, scale: Scale, used: _Candidate) -> None:
    """Say that numbers are read by a legend that does not name its question; confirm backwards."""
    numbers = (f for f in work.result.found if f.question == question)
    if not any(text_of(found.value).strip() in used.plain for found in numbers):
        return
    backwards = order(used.plain, scale) < 0
    kind = "legend_backwards" if backwards else "legend_used"
    page, place = work.pages[used.legend.sheet], used.legend.place
    first = scale.choice(used.plain[min(used.plain, key=int)])
    finding = work.find(kind, page, place, code=min(used.plain, key=int),
                        label=first.label("da"), label_en=first.label("en"))  # fmt: skip
    finding.question = question
    if backwards:
        finding.decide = codes_snippet(work, question, scale.id, used.plain)


def codes_snippet(work: Work, question: str, scale: str, codes: Mapping[str, str]) -> str:
    """What to write in wave.toml about the numbers of a file."""
    shown = ", ".join(f"{number} = {quoted(choice)}" for number, choice in codes.items())
    several = len(scales_of(work, work.instrument.questions[question])) > 1
    lines = ["[[codes]]", f"file = {quoted(work.file)}", f"question = {quoted(question)}",
             *([f"scale = {quoted(scale)}"] if several else []),
             f"codes = {{ {shown} }}", REASON]  # fmt: skip
    return "\n".join(lines)


def _asked(work: Work, legend: Legend) -> tuple[str, ...]:
    return legend.questions or tuple(work.instrument.questions)


def _by_scale(work: Work, question: str, legend: Legend) -> dict[str, Plain]:
    """What codes mean on each scale of a question; nothing where one of them is on none."""
    by_scale = _codes_by_scale(work, work.instrument.questions[question], legend)
    explained = {code for plain in by_scale.values() for code in plain}
    return by_scale if explained >= legend.codes.keys() else {}


def _codes_by_scale(work: Work, question: Question, legend: Legend) -> dict[str, Plain]:
    """A legend may be of two scales at once.

    It is of a scale where all its codes are on it, or where it explains the whole of it: "1 = Nej
    ... 6 = For alle, 9 = Ved ikke" says nothing about the numbers of a scale from Ja to Nej. One
    that is tied to no question is of a scale only where it explains the whole of it, in order.
    """
    by_scale = {}
    for scale in scales_of(work, question):
        if legend.scale not in ("", scale.id):
            continue
        choices = {c: work.vocabulary.choice(scale.id, text) for c, text in legend.codes.items()}
        plain = {code: found[0] for code, found in choices.items() if len(found) == 1}
        plain = between_ends(plain, scale)
        steps = {choice.id for choice in scale.choices if not choice.dont_know}
        whole = plain.keys() >= legend.codes.keys() or steps <= set(plain.values())
        if not legend.questions and not order(plain, scale):
            continue
        if whole and len(plain) >= min(2, len(legend.codes)):
            by_scale[scale.id] = plain
    return by_scale


def scales_of(work: Work, question: Question) -> list[Scale]:
    """The scales of a question: its own, and those of single items."""
    special = (item.scales.get(question.id, "") for item in work.instrument.items.values())
    names = dict.fromkeys((question.scale, *special))
    return [work.instrument.scales[name] for name in names if name in work.instrument.scales]
