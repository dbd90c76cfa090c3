"""The cell map of the issued form: where each question, item and function stands, as data.

A map is made of `boxes`; its first column holds the keys (`marks`). `collection` draws the form
from the map; `responses` finds the rows and columns again by the keys that the map gave them,
wherever they have been moved to.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from survey_toolkit.instruments.boxes import (
    ANSWER,
    COUNT,
    FIRST,
    REMARK,
    TALLIES,
    Box,
    Column,
    Issue,
    Line,
    SheetMap,
)
from survey_toolkit.instruments.form_words import CROSS, word
from survey_toolkit.instruments.marks import key_text
from survey_toolkit.instruments.model import Function, Item, Question
from survey_toolkit.language import of_two

ON_COVER = ("about", "target", "deadline", "contact", "pass_on")
ALONE = ("about", "deadline", "contact", "send_back")
"""What is said of the survey on the cover, and on a function's sheet that has no cover."""


def function_map(issue: Issue, function: Function) -> SheetMap:
    """The sheet that one function answers: items down, the questions about them across."""
    instrument, language = issue.instrument, issue.language
    asked = [q for q in _questions(issue, "function") if q.per_item]
    explained = any(item.explanation(language) for item in instrument.items.values())
    ids = ["item", *(["explanation"] if explained else []), *(q.id for q in asked), "remark"]
    columns = tuple(Column(name, _width(issue, name)) for name in ids)
    last = FIRST + len(ids) - 1
    head = (
        *_head(issue, function.id, last),
        _pair(word("function", language), function.name(language), last),
        *(
            _about(issue, ("about", "deadline", "contact", "send_back"), last)
            if issue.alone
            else ()
        ),
        _text("how", word("how", language), last),
    )
    table = _table(issue, asked, ids, last) if asked else ()
    rest = [q for q in _questions(issue, "function") if not q.per_item]
    by = _by(issue, last) if issue.alone else ()
    lines = (*head, *table, *_singles(issue, rest, FIRST + 1, last), *by)
    every = (Column("keys", 4), *columns, *(Column(name, 4) for name in TALLIES))
    return SheetMap(function.id, function.name(language), every, lines)


def _table(
    issue: Issue, asked: Sequence[Question], ids: Sequence[str], last: int
) -> tuple[Line, ...]:
    """The counting line, the keys of the columns, their headings, and a line for each item."""
    heading = (Box(n, _heading(issue, name)) for n, name in enumerate(ids, start=FIRST))
    keys = enumerate((*ids, *TALLIES), start=FIRST)
    return (
        Line("count", "", (Box(FIRST, role=COUNT, span=last - FIRST + 1),)),
        Line("columns", "", tuple(Box(n, key_text("column", name)) for n, name in keys)),
        Line("heading", "", tuple(heading)),
        *_item_lines(issue, asked, ids, last),
    )


def _item_lines(
    issue: Issue, asked: Sequence[Question], ids: Sequence[str], last: int
) -> Iterator[Line]:
    """A line for each item, under the heading of its group."""
    group = ""
    for item in issue.instrument.items.values():
        if item.group != group and item.group in issue.instrument.groups:
            group = item.group
            name = issue.instrument.groups[group].name(issue.language)
            yield Line("text", "group", (Box(FIRST, name, span=last - FIRST + 1),))
        yield Line("item", item.id, tuple(_item_boxes(issue, item, asked, ids)))


def _item_boxes(
    issue: Issue, item: Item, asked: Sequence[Question], ids: Sequence[str]
) -> Iterator[Box]:
    yield Box(FIRST, item.name(issue.language))
    if "explanation" in ids:
        yield Box(FIRST + 1, item.explanation(issue.language))
    for question in asked:
        column = FIRST + ids.index(question.id)
        choices = _labels(issue, question.id, item.id)
        yield Box(column, "", ANSWER, 1, question.id, item.id, choices)
    last = FIRST + len(ids) - 1
    yield Box(last, "", REMARK)
    yield from (Box(last + n, name, COUNT) for n, name in enumerate(TALLIES, start=1))


def cover_map(issue: Issue) -> SheetMap:
    """The cover: what it is about, who answers, the deadline, and what each function does."""
    language, last = issue.language, FIRST + 1
    about = _about(issue, ON_COVER, last)
    said = [Box(FIRST, word("function", language)), Box(last, word("said", language))]
    table = [
        _text("which", word("which_heading", language), last),
        Line("heading", "", tuple(said)),
        *(_function_line(issue, function, last) for function in issue.functions),
    ]
    middle = (*about, *(table if issue.functions else []))
    lines = (*_head(issue, "*", last), *middle, *_by(issue, last))
    columns = (Column("keys", 4), Column("label", 50), Column("said", 100))
    return SheetMap("*", word("cover", language), columns, lines)


def _about(issue: Issue, names: Sequence[str], last: int) -> tuple[Line, ...]:
    """What is said about the survey, each text beside its heading."""
    return tuple(
        _pair(word(f"{name}_heading", issue.language), issue.texts[name], last)
        for name in names
        if issue.texts.get(name)
    )


def _by(issue: Issue, last: int) -> tuple[Line, ...]:
    """Who filled it in, and when."""
    beside, span = FIRST + 1, last - FIRST
    return (
        Line("gap"),
        *(
            Line("about", kind, (Box(FIRST, word(kind, issue.language)),
                                 Box(beside, "", REMARK, span)))
            for kind in ("by", "date")
        ),
    )  # fmt: skip


def _function_line(issue: Issue, function: Function, last: int) -> Line:
    name = function.name(issue.language)
    together = word("together", issue.language)
    others = (f.name(issue.language) for f in issue.functions if f is not function)
    own = (word(kind, issue.language) for kind in ("answers", "absent"))
    choices = (*own, *(f"{together} {other}" for other in others))
    boxes = (Box(FIRST, name), Box(last, "", ANSWER, 1, "", function.id, choices))
    return Line("function", function.id, boxes)


def unit_map(issue: Issue) -> SheetMap | None:
    """The questions that the organisation answers once; None where there are none."""
    asked = _questions(issue, "unit")
    if not asked:
        return None
    last = FIRST + 1
    tab = word("about_unit", issue.language)
    how = _text("how", word("how", issue.language), last)
    lines = (*_head(issue, "*", last), how, *_singles(issue, asked, last, last))
    return SheetMap("*", tab, (Column("keys", 4), Column("label", 90), Column("said", 50)), lines)


def _singles(issue: Issue, questions: Iterable[Question], column: int, last: int) -> Iterator[Line]:
    """Questions without items, a line each; a multiple choice has a line for each choice."""
    for question in questions:
        text = question.text(issue.language)
        span = last - column + 1
        if question.type != "multiple":
            choices = _labels(issue, question.id)
            answer = Box(column, "", ANSWER, span, question.id, "", choices)
            yield Line("question", question.id, (Box(FIRST, text), answer))
            continue
        text = f"{text} ({word('several', issue.language)})"
        yield Line("text", question.id, (Box(FIRST, text, span=last - FIRST + 1),))
        scale = issue.instrument.scale_of(question.id)
        for choice in scale.choices if scale else ():
            answer = Box(column, "", ANSWER, span, question.id, choice.id, (CROSS,))
            label = Box(FIRST, choice.label(issue.language))
            yield Line("choice", f"{question.id}:{choice.id}", (label, answer))
        yield Line("gap")


# -- what stands in them -----------------------------------------------------------------------


def _head(issue: Issue, part: str, last: int) -> tuple[Line, ...]:
    """The title, the mark, and whose form it is."""
    unit = issue.sector.unit(issue.language) or word("unit", issue.language)
    mark = Line("mark", "", (Box(FIRST, issue.marks[part], span=last - FIRST + 1),))
    return (
        _text("title", issue.instrument.title(issue.language), last),
        mark,
        _pair(unit[:1].upper() + unit[1:], issue.unit, last),
    )


def _text(name: str, text: str, last: int) -> Line:
    return Line("text", name, (Box(FIRST, text, span=last - FIRST + 1),))


def _pair(heading: str, text: str, last: int) -> Line:
    """A line with a heading and what stands beside it."""
    return Line("text", "pair", (Box(FIRST, heading), Box(FIRST + 1, text, span=last - FIRST)))


def _questions(issue: Issue, scope: str) -> list[Question]:
    every = issue.instrument.questions.values()
    sector = issue.sector.id
    return [q for q in every if q.scope == scope and issue.instrument.asked_in(q.id, sector)]


def _labels(issue: Issue, question: str, item: str = "") -> tuple[str, ...]:
    """The answers to choose from; none where a text or a number is written."""
    asked = issue.instrument.questions[question]
    scale = issue.instrument.scale_of(question, item)
    if scale is None or asked.type in ("text", "number"):
        return ()
    return tuple(choice.label(issue.language) for choice in scale.choices)


def _heading(issue: Issue, name: str) -> str:
    """The words over a column. A question about items says "redskabet" for the item's name."""
    instrument, language = issue.instrument, issue.language
    if name == "item":
        noun = instrument.nouns.get(f"item_{language}", "") or word("item", language)
        return noun[:1].upper() + noun[1:]
    if name not in instrument.questions:
        return word(name, language)
    nouns = instrument.nouns
    one = of_two(nouns.get("item_the_da", ""), nouns.get("item_the_en", ""), language)
    return instrument.questions[name].text(language).replace("{item}", one or "…")


def _width(issue: Issue, name: str) -> float:
    """How wide a column is: its longest answer on at most two lines."""
    if name in ("item", "explanation", "remark"):
        return {"item": 32.0, "explanation": 42.0, "remark": 28.0}[name]
    items = issue.instrument.items
    labels = [label for item in items for label in _labels(issue, name, item)]
    longest = max(map(len, labels), default=30)
    return min(32.0, max(22.0, longest / 1.5))
