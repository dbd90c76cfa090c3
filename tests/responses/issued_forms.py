"""Issued forms, filled in as respondents do, and what was answered in them. All synthetic."""

from __future__ import annotations

import io
import random
from collections.abc import Iterable, Mapping
from pathlib import Path

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from survey_toolkit.collection.issue import Order, forms, functions_of
from survey_toolkit.instruments.boxes import Issue, SheetMap
from survey_toolkit.instruments.form_words import CROSS, cover_texts
from survey_toolkit.instruments.layout import cover_map, function_map, unit_map
from survey_toolkit.instruments.marks import Mark, mark_text
from survey_toolkit.instruments.model import Condition, Instrument, Question
from survey_toolkit.schema import Unit

WAVE = "2012"
Key = tuple[str, str, str, str]  # unit, function, question, item
Answers = dict[Key, str]


def order(instrument: Instrument, wave: str = WAVE, language: str = "da", **how: bool) -> Order:
    return Order(wave, instrument, language, cover_texts(instrument, {}, language), **how)


def issued(wanted: Order, units: Iterable[Unit]) -> dict[str, bytes]:
    """The forms of some units, by file name."""
    return {form.name: form.content for form in forms(wanted, list(units))}


def book_of(content: bytes) -> Workbook:
    return load_workbook(io.BytesIO(content))


def saved(book: Workbook) -> bytes:
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def maps(wanted: Order, unit: Unit) -> dict[str, SheetMap]:
    """The cell maps of a unit's form, by function; the cover and the unit's own sheet besides."""
    instrument = wanted.instrument
    functions = functions_of(instrument, unit)
    parts = ["*", "#", *(f.id for f in functions)]
    version = instrument.version
    marks = {p: mark_text(Mark(wanted.wave, instrument.id, version, unit.id, p)) for p in parts}
    about = Issue(instrument, instrument.sectors[unit.sector], unit.name, tuple(functions),
                  wanted.language, wanted.texts, marks, wanted.per_function)  # fmt: skip
    own = unit_map(about)
    made = {f.id: function_map(about, f) for f in functions}
    return {"cover": cover_map(about), **made, **({"unit": own} if own else {})}


# -- valid answers -----------------------------------------------------------------------------


def draw(wanted: Order, unit: Unit, rng: random.Random, share: float = 0.9) -> Answers:
    """Random answers to what is asked, some left out; nothing that routing makes irrelevant."""
    instrument, answers = wanted.instrument, Answers()
    asked = [q for q in instrument.questions.values() if instrument.asked_in(q.id, unit.sector)]
    for function in ("", *(f.id for f in functions_of(instrument, unit))):
        for question in asked:
            if (question.scope == "unit") != (function == ""):
                continue
            for item in instrument.items if question.per_item else ("",):
                key = (unit.id, function, question.id, item)
                if rng.random() < share and due(instrument, question, key, answers):
                    _answer(instrument, question, key, rng, answers)
    return answers


def due(instrument: Instrument, question: Question, key: Key, answers: Mapping[Key, str]) -> bool:
    def holds(condition: Condition) -> bool:
        about = instrument.questions[condition.question]
        function = key[1] if about.scope == "function" else ""
        item = key[3] if about.per_item else ""
        given = answers.get((key[0], function, about.id, item), "")
        scale = instrument.scale_of(about.id, item)
        if not given or scale is None:
            return False
        return given in condition.choices if condition.choices else scale.choice(given).counts

    return all(map(holds, question.asked_if))


def _answer(
    instrument: Instrument, question: Question, key: Key, rng: random.Random, answers: Answers
) -> None:
    scale = instrument.scale_of(question.id, key[3])
    if question.type == "number":
        answers[key] = str(rng.randint(0, 40))
    elif scale is None:
        answers[key] = rng.choice(["Netværksmøder", "=1+1 er ikke en formel", "Ja", "PSP"])
    elif question.type == "multiple":
        alone = [c.id for c in scale.choices if c.exclusive]
        others = [c.id for c in scale.choices if not c.exclusive]
        chosen = rng.sample(others, rng.randint(1, len(others))) if rng.random() < 0.7 else []
        for choice in chosen or [rng.choice(alone or others)]:
            answers[(*key[:3], choice)] = "yes"
    else:
        answers[key] = rng.choice(scale.choices).id


# -- filling in --------------------------------------------------------------------------------


def fill(book: Workbook, wanted: Order, unit: Unit, answers: Mapping[Key, str]) -> None:
    """Write answers where the cell map says that they stand, in the words of the drop-downs."""
    sheets = {part_of(sheet): sheet for sheet in book.worksheets[:-1]}
    for part, made in maps(wanted, unit).items():
        sheet = sheets.get(part)
        if sheet is None or part == "cover":
            continue
        function = "" if part == "unit" else part
        for (question, item), (row, column) in made.places().items():
            given = answers.get((unit.id, function, question, item))
            if given:
                write(sheet, row, column, words_of(wanted, question, item, given))


def part_of(sheet: Worksheet) -> str:
    """The function of a sheet, by its mark; the cover and the unit's own sheet are alike there."""
    part = str(sheet.cell(2, 2).value).split(" · ")[-2]
    keys = {str(sheet.cell(row, 1).value)[:9] for row in range(1, sheet.max_row + 1)}
    cover = {"§function", "§about:by"} & keys
    return part if part != "*" else "cover" if cover else "unit"


def write(sheet: Worksheet, row: int, column: int, text: str) -> None:
    cell = sheet.cell(row, column)
    assert not cell.protection.locked, cell
    cell.value = int(text) if text.isdecimal() else text  # as Excel does
    cell.data_type = "n" if text.isdecimal() else "s"


def words_of(wanted: Order, question: str, item: str, answer: str) -> str:
    about = wanted.instrument.questions[question]
    scale = wanted.instrument.scale_of(question, item)
    if scale is None:
        return answer
    return CROSS if about.type == "multiple" else scale.choice(answer).label(wanted.language)


def filled(
    wanted: Order, unit: Unit, answers: Mapping[Key, str], folder: Path | None = None
) -> bytes:
    """A unit's form with answers; saved in a folder where one is given."""
    ((name, content),) = issued(wanted, [unit]).items()
    book = book_of(content)
    fill(book, wanted, unit, answers)
    made = saved(book)
    if folder is not None:
        (folder / name).write_bytes(made)
    return made


# -- what respondents do to a form -------------------------------------------------------------


def item_rows(sheet: Worksheet) -> list[int]:
    return [r for r in range(1, sheet.max_row + 1)
            if str(sheet.cell(r, 1).value).startswith("§item:")]  # fmt: skip


def row_of(sheet: Worksheet, name: str) -> int:
    """The row whose first visible cell says something."""
    return next(r for r in range(1, sheet.max_row + 1) if sheet.cell(r, 2).value == name)


def shuffle_rows(sheet: Worksheet, rng: random.Random, first: int = 1) -> None:
    """Put the rows of the items in another order; from the second column on, the keys stay."""
    rows = item_rows(sheet)
    columns = range(first, sheet.max_column + 1)
    texts = [[sheet.cell(row, column).value for column in columns] for row in rows]
    rng.shuffle(texts)
    for row, values in zip(rows, texts, strict=True):
        for column, value in zip(columns, values, strict=True):
            sheet.cell(row, column).value = value  # type: ignore[assignment]


def copied(sheet: Worksheet, name: str) -> Workbook:
    """A new workbook with nothing but a copy of a sheet, under another name."""
    book = Workbook()
    target = book.active
    assert isinstance(target, Worksheet)
    target.title = name
    for line in sheet.iter_rows():
        for cell in line:
            if cell.value is not None:
                copy = target.cell(cell.row, cell.column, cell.value)  # type: ignore[arg-type]
                copy.data_type = cell.data_type
    return book
