"""Where the tables of a sheet are: their rows of headings, and what each column is.

A band is one or more rows of headings, one under the other, such as questions over answers. It is
recognised by the instrument's words, wherever it stands, and rules the rows below it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection
from dataclasses import dataclass, field, replace

from survey_toolkit.instruments.matching import Sense, Vocabulary
from survey_toolkit.instruments.spelling import NO_WORDS, YES_WORDS
from survey_toolkit.responses.cells import LABEL, METADATA, text_of
from survey_toolkit.responses.line import DETAILS
from survey_toolkit.responses.page import Page, Place

STUBS = ("unit", "function", "item", "question")
MOST_HEADINGS = 6  # rows of headings over one table
MOST_STUBS = 6  # names of units are looked for in so many columns
_CROSSES = ("x", "X")


@dataclass(slots=True)
class Column:
    """What a column of a table is.

    `stub` names what its cells say about their row (unit, function, item, question, or one of
    `line.META`); `sense` what its heading says about the answers in it; `answer` is the one
    column of a long table that holds the answers; `says` what rows of headings say of its reply
    (unit, date ...), where each column is one.
    """

    stub: str = ""
    sense: Sense | None = None
    answer: bool = False
    heading: str = ""
    ignored: bool = False
    says: dict[str, Place] = field(default_factory=dict)


@dataclass(slots=True)
class Band:
    """Rows of headings (first to last), and the columns below them."""

    first: int
    last: int
    columns: list[Column] = field(default_factory=list)
    corner: Sense | None = None  # what a heading over the stub says about the whole table

    @property
    def stubs(self) -> set[str]:
        """What the rows of the table are told apart by."""
        return {column.stub for column in self.columns if column.stub}

    @property
    def is_wide(self) -> bool:
        """Whether a row is a whole reply: what is asked stands in the headings alone."""
        return not self.stubs & {"item", "question"} and bool(self.stubs & {"unit", "function"})


def heading_rows(page: Page, vocabulary: Vocabulary, told: Collection[int] = ()) -> list[bool]:
    """For each row, whether it is a row of headings; `told` are rows that a person says are."""
    rows = [False] * len(page.rows)
    stubs: set[int] = set()  # the columns of names in the table that a row stands in
    for number, line in enumerate(page.lines):
        if number in told:
            rows[number] = True
        elif len(line.said) > 1:
            above = number > 0 and rows[number - 1]
            rows[number] = _names_columns(page, number, stubs) or (
                _are_choices(page, number, above, vocabulary)
            )
        if rows[number]:
            here = {c for c, s in line.said.items() if s.heading in STUBS}
            stubs = here | stubs if number and rows[number - 1] else here
    _add_rows_across(page, rows)
    return rows


def _add_rows_across(page: Page, rows: list[bool]) -> None:
    """Take in the rows that say who replies in each column, above or below the functions' names."""
    for number in [number for number, heads in enumerate(rows) if heads]:
        line = page.lines[number]
        first = line.said.get(line.filled[0]) if len(line.filled) > 2 else None
        if first is None or first.heading != "function":
            continue
        for step in (-1, 1):
            beside = number + step
            while 0 <= beside < len(rows) and _goes_across(page, beside, line.filled):
                rows[beside] = True
                beside += step


def _goes_across(page: Page, row: int, columns: list[int]) -> bool:
    """Whether a row says its unit or date for each of some columns: "Kommune | Herning | Vejle"."""
    line = page.lines[row]
    return line.is_key_value and line.filled[0] == columns[0] and len(line.filled) == len(columns)


def _names_columns(page: Page, row: int, stubs: set[int]) -> bool:
    """Whether a row holds several names, of which more than one is no name of its own row."""
    line = page.lines[row]
    if line.names < 2:
        return False
    said = {c: s for c, s in line.said.items() if c not in stubs or s.heading}
    return len(said) > 1 and _is_heading(page, row, said)


def _is_heading(page: Page, row: int, said: dict[int, Sense]) -> bool:
    counts = Counter[str]()
    for sense in said.values():
        counts["heading"] += bool(sense.heading)
        counts["questions"] += bool(sense.questions)
        counts["items"] += bool(sense.items)
        counts["functions"] += bool(sense.functions) and not sense.questions
    members = max(counts["questions"], counts["items"], counts["functions"])
    if members > 1:
        return not (counts["heading"] > 1 and _are_pairs(page, row))
    if page.lines[row].is_key_value:
        return False
    if {"unit", "function"} <= {sense.heading for sense in said.values()}:
        return not _are_pairs(page, row)  # a row for each reply, whatever else it asks
    if counts["heading"] + members < 0.5 * len(page.lines[row].filled):
        return False  # a row of answers with a name or two among them
    if counts["heading"] > 1:
        return True
    return bool(counts["heading"] and members and _heads_a_table(page, row))


def _are_pairs(page: Page, row: int) -> bool:
    """Whether a row is headings and values by turns: "Funktion | A | | Funktion | B"."""
    filled, said = page.lines[row].filled, page.lines[row].said
    is_heading = [c in said and bool(said[c].heading) for c in filled]
    return is_heading == [n % 2 == 0 for n in range(len(filled))]


def _heads_a_table(page: Page, row: int) -> bool:
    """Whether something stands below: a heading over one question or function only."""
    return any(page.lines[below].filled for below in range(row + 1, min(row + 3, len(page.rows))))


def _are_choices(page: Page, row: int, above: bool, vocabulary: Vocabulary) -> bool:
    """Whether a row names answers over columns of crosses."""
    line = page.lines[row]
    if line.choices < 2 or not (above or line.headings):
        return False
    if line.choices + line.headings < len(line.filled):
        return False
    choices = [c for c, sense in line.said.items() if sense.choice and not sense.items]
    below = [row_[c] for row_ in page.rows[row + 1 : row + 40] for c in choices]
    texts = [text_of(value).strip() for value in below if value is not None]
    crosses = sum(vocabulary.is_word("mark", text) for text in texts)
    if not texts:
        return not (above and _each_has_a_heading(page, row - 1, choices))
    return 2 * crosses > len(texts) or _are_signs(texts, vocabulary)


def _each_has_a_heading(page: Page, row: int, columns: list[int]) -> bool:
    """Whether each of some columns has its own heading above: then a row below it is answers."""
    return all(column in page.lines[row].filled for column in columns)


def _are_signs(texts: list[str], vocabulary: Vocabulary) -> bool:
    """Whether nearly all cells hold one of two signs that are no answers: 1 and 0, a dot, "Ja"."""
    common = Counter(texts).most_common(2)
    signs = {text for text, _ in common}
    if signs <= {"0", "1"} and "1" in signs:
        return _most(common, texts)
    answers = {t for t in signs if t.casefold() not in YES_WORDS | NO_WORDS and
               (sense := vocabulary.sense(t)) is not None and sense.choice}  # fmt: skip
    return _most(common, texts) and not answers and all(len(text) <= 4 for text in signs)


def _most(common: list[tuple[str, int]], texts: list[str]) -> bool:
    return sum(n for _, n in common) >= 0.8 * len(texts)


def bands_of(headings: list[bool]) -> list[Band]:
    """The bands: rows of headings with none between, at most `MOST_HEADINGS`."""
    bands: list[Band] = []
    for row, heads in enumerate(headings):
        if not heads:
            continue
        if bands and bands[-1].last == row - 1 and row - bands[-1].first < MOST_HEADINGS:
            bands[-1].last = row
        else:
            bands.append(Band(row, row))
    return bands


def plan_columns(page: Page, band: Band, end: int, is_unit: Callable[[str], str]) -> None:
    """Say what each column below a band is; `end` is the row after the table's last.

    `is_unit` tells whether a text names a unit, for tables without that heading.
    """
    senses = _stacked(page, band)
    names = _names_below(page, band.last + 1, end)
    for column in range(page.width):
        sense, heading = senses[column]
        here = Column(sense=sense, heading=heading)
        if sense is not None and sense.heading:
            here.stub = "" if sense.heading == "answer" else sense.heading
            here.answer = sense.heading == "answer"
            if here.stub in STUBS:  # "Redskab" may speak of the row of headings that it begins
                kind = _members(page, band.last + 1, end, column, names, is_unit)
                here.stub = kind or here.stub
        elif sense is None or not (sense.choice or (sense.questions and sense.items)):
            here.stub = _members(page, band.last + 1, end, column, names, is_unit)
            if here.stub and sense is not None:
                band.corner, here.sense = sense, None
        band.columns.append(here)
    _drop_lone_choices(page, band, end)
    for row in range(band.first, band.last + 1):
        _say_across(page, band, row)
        page.mark_row(row, LABEL)


def _drop_lone_choices(page: Page, band: Band, end: int) -> None:
    """Where only one column is about an answer to a question, and holds answers, it is no cross.

    "Kendskab (ja)" over Ja and Nej says what may stand there.
    """
    choices: dict[tuple[object, ...], set[str]] = {}
    for column in band.columns:
        if column.sense is not None:
            choices.setdefault(_about(column.sense), set()).add(column.sense.choice)
    for number, column in enumerate(band.columns):
        sense = column.sense
        if sense is None or not sense.choice or len(choices[_about(sense)]) > 1:
            continue
        below = (line.said.get(number) for line in page.lines[band.last + 1 : end])
        if any(said is not None and said.choice for said in below):
            column.sense = replace(sense, choice="")


def _about(sense: Sense) -> tuple[object, ...]:
    return sense.questions, sense.items, sense.functions


def _say_across(page: Page, band: Band, row: int) -> None:
    """Note what a row of the band says of each column's reply; details are no headings."""
    line = page.lines[row]
    if not line.is_key_value or len(line.filled) < 3:
        return
    kind = line.said[line.filled[0]].heading
    for column in line.filled[1:]:
        band.columns[column].says[kind] = page.place(row, column)
        if kind in DETAILS:
            page.mark(row, column, METADATA)


def _stacked(page: Page, band: Band) -> list[tuple[Sense | None, str]]:
    """For each column, what the headings over it say together, and the words of the lowest."""
    stacked: list[tuple[Sense | None, str]] = [(None, "")] * page.width
    for row in range(band.first, band.last + 1):
        for column in page.lines[row].filled:
            sense = page.lines[row].said.get(column)
            last = column if row == band.last else page.spread(row, column)
            if sense is not None and sense.heading:
                last = column
            for covered in range(column, last + 1):
                before, _ = stacked[covered]
                stacked[covered] = (_over(before, sense), page.text(row, column))
    return stacked


def _over(upper: Sense | None, lower: Sense | None) -> Sense | None:
    if upper is None or lower is None:
        return upper or lower
    if lower.heading:
        return lower
    return lower.joined(upper) if not upper.heading else lower


Names = dict[int, dict[str, int]]


def _names_below(page: Page, first: int, end: int) -> Names:
    """How many items, functions and questions each column names in some rows."""
    counts: Names = {}
    for line in page.lines[first:end]:
        if not line.names:
            continue
        for column, sense in line.said.items():
            if not sense.is_choice and not sense.heading:
                here = counts.setdefault(column, {"item": 0, "function": 0, "question": 0})
                here["item"] += bool(sense.items)
                here["function"] += bool(sense.functions)
                here["question"] += bool(sense.questions) and not sense.choice
    return counts


def _members(
    page: Page, first: int, end: int, column: int, names: Names, is_unit: Callable[[str], str]
) -> str:
    """Which kind of name most of a column's texts are: item, function, question, unit, or none."""
    counts = names.get(column)
    if counts is None and column >= MOST_STUBS:
        return ""
    texts = [value for row in page.rows[first:end] if type(value := row[column]) is str]
    kind = max(counts, key=counts.__getitem__) if counts else ""
    times = counts[kind] if counts else 0
    if not times and texts and column < MOST_STUBS and texts[0] not in _CROSSES:
        kind, times = "unit", sum(bool(is_unit(text)) for text in texts)
    return kind if times and times >= 0.5 * len(texts) and (times > 1 or len(texts) == 1) else ""
