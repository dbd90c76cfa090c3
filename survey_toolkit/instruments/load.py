"""Reading an instrument's folder into the frozen model, with every fault named at once.

A fault says the file, the row and the column, what was found, and what was expected.
"""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

from survey_toolkit.errors import SurveyError
from survey_toolkit.instruments.model import (
    Choice,
    Condition,
    Function,
    Group,
    Instrument,
    Item,
    Question,
    Scale,
    Sector,
)
from survey_toolkit.instruments.sheet import Sheet, words
from survey_toolkit.instruments.toml import Table, form_texts, load_toml
from survey_toolkit.language import LANGUAGES
from survey_toolkit.workspace import nearest

__all__ = ["load", "words"]

TYPES = ("single", "multiple", "text", "number")
SCOPES = ("function", "unit")
_NEEDED = {
    "choices.csv": ("scale", "choice", "label_da"),
    "questions.csv": ("question", "scope", "type", "text_da"),
    "items.csv": ("item", "name_da"),
    "functions.csv": ("function", "sector"),
}
_NAMES = ("name_da", "name_en")
_LABELS = ("label_da", "label_en")
_WORDINGS = ("short_da", "short_en", "text_da", "text_en")
_SECTOR_TEXTS = ("name_da", "name_en", "adjective_da", "adjective_en", "unit_da", "unit_en")


def load(folder: Path) -> Instrument:
    """The instrument in a folder.

    Raises SurveyError with all faults, each with file, row and column.
    """
    if not folder.is_dir():
        known = [p.name for p in folder.parent.iterdir()] if folder.parent.is_dir() else []
        raise SurveyError(f"{folder}: no such instrument.{nearest(folder.name, known)}")
    head = Table("instrument.toml", load_toml(folder / "instrument.toml"))
    sectors = _sectors(head)
    groups = _groups(head)
    parts = _opened(folder)
    scales = _scales(parts["choices.csv"])
    questions = _questions(parts["questions.csv"], scales, sectors)
    items = _items(parts["items.csv"], groups, questions, scales)
    functions = _functions(parts["functions.csv"], sectors)
    head.needs("id", "version", "title_da")
    nouns = {k.replace("_noun", ""): head.text(k) for k in head.raw if "_noun_" in k}
    instrument = Instrument(
        id=head.text("id"),
        version=head.text("version"),
        language=head.one_of("language", LANGUAGES, "da"),
        title_da=head.text("title_da"),
        title_en=head.text("title_en"),
        item_noun=head.text("item_noun", "item"),
        nouns=nouns,
        sectors=sectors,
        groups=groups,
        questions=questions,
        scales=scales,
        items=items,
        functions=functions,
        headings=_words_by_kind(head.table("headings")),
        words=_words_by_kind(head.table("words")),
        texts=form_texts(head),
    )
    if not instrument.id and "id" in head.raw:
        head.fault("id = ''; expected the name of the instrument.")
    faults = head.faults + [fault for part in parts.values() for fault in part.faults]
    if faults:
        raise SurveyError(*faults)
    return instrument


def _words_by_kind(table: Table) -> dict[str, tuple[str, ...]]:
    return {kind: table.texts(kind) for kind in table.raw}


def _groups(head: Table) -> dict[str, Group]:
    groups = {}
    for table in head.tables("groups"):
        if table.needs("id"):
            name = table.text("id")
            groups[name] = Group(name, table.text("name_da"), table.text("name_en"))
    return groups


def _opened(folder: Path) -> dict[str, Sheet]:
    """The tables of an instrument by file name.

    Raises SurveyError with all columns that are missing. Nothing else is looked at then: every
    row would seem to lack something.
    """
    parts = {name: Sheet.read(folder / name, needed) for name, needed in _NEEDED.items()}
    faults = [fault for part in parts.values() for fault in part.faults]
    if faults:
        raise SurveyError(*faults)
    return parts


def _sectors(head: Table) -> dict[str, Sector]:
    sectors: dict[str, Sector] = {}
    for table in head.tables("sectors"):
        name = table.text("id")
        if not name or name in sectors:
            table.fault("it needs an id of its own.")
            continue
        sectors[name] = Sector(
            id=name,
            unit_words=table.texts("unit_words"),
            unit_headings=table.texts("unit_headings"),
            register=table.text("register"),
            **{key: table.text(key) for key in _SECTOR_TEXTS},
        )
    if not sectors:
        head.fault("no [[sectors]]. At least one kind of organisation is needed.")
    return sectors


def _scales(sheet: Sheet) -> dict[str, Scale]:
    gathered: dict[str, list[Choice]] = {}
    for row, cells in sheet:
        scale = gathered.setdefault(cells.get("scale", ""), [])
        name = sheet.identifier(row, cells, "choice", [c.id for c in scale])
        if not cells.get("label_da") and not cells.get("label_en"):
            sheet.fault(row, "label_da", "", "the words of the answer")
        scale.append(
            Choice(
                name,
                cells.get("label_da", ""),
                cells.get("label_en", ""),
                _value(sheet, row, cells.get("value", "")),
                sheet.flag(row, cells, "counts"),
                sheet.flag(row, cells, "dont_know"),
                sheet.flag(row, cells, "exclusive"),
                words(cells.get("aliases", "")),
            )
        )
    sheet.one_meaning("choice", _LABELS, within="scale")
    return {name: Scale(name, tuple(choices)) for name, choices in gathered.items()}


def _value(sheet: Sheet, row: int, text: str) -> Fraction | None:
    if not text:
        return None
    try:
        return Fraction(text.replace(",", "."))
    except (ValueError, ZeroDivisionError):
        sheet.fault(row, "value", text, "a number or nothing")
        return None


def _questions(
    sheet: Sheet, scales: dict[str, Scale], sectors: dict[str, Sector]
) -> dict[str, Question]:
    questions: dict[str, Question] = {}
    for row, cells in sheet:
        name = sheet.identifier(row, cells, "question", questions)
        kind = sheet.one_of(row, cells, "type", TYPES)
        if kind in ("single", "multiple"):
            sheet.one_of(row, cells, "scale", scales)
        where = words(cells.get("sectors", ""))
        for sector in where:
            if sector not in sectors:
                sheet.fault(row, "sectors", sector, f"one of {', '.join(sectors)}")
        scope, per_item = (
            sheet.one_of(row, cells, "scope", SCOPES),
            sheet.flag(row, cells, "per_item"),
        )
        above = {q.id: q for q in questions.values() if _can_filter(q, scope, per_item)}
        questions[name] = Question(
            name,
            scope,
            per_item,
            kind,
            cells.get("scale", ""),
            _conditions(sheet, row, cells.get("asked_if", ""), above, scales),
            where,
            cells.get("short_da", "") or name,
            cells.get("short_en", ""),
            cells.get("text_da", ""),
            cells.get("text_en", ""),
            words(cells.get("aliases", "")),
        )
    sheet.one_meaning("question", _WORDINGS)
    return questions


def _can_filter(filter_: Question, scope: str, per_item: bool) -> bool:
    """Whether a question above can filter another: it is about the same item, or of the unit."""
    return (filter_.scope == "unit" or scope == "function") and (per_item or not filter_.per_item)


def _conditions(
    sheet: Sheet, row: int, text: str, earlier: dict[str, Question], scales: dict[str, Scale]
) -> tuple[Condition, ...]:
    """`awareness` (the answer counts), or `provider=own|shared`; several with ; between them."""
    conditions = []
    for part in filter(None, (p.strip() for p in text.split(";"))):
        question, _, wanted = (p.strip() for p in part.partition("="))
        choices = words(wanted)
        if question not in earlier:
            known = f"a question above that can filter this one: {', '.join(earlier) or 'none'}"
            sheet.fault(row, "asked_if", part, f"{known}.{nearest(question, earlier)}")
            continue
        scale = scales.get(earlier[question].scale)
        for choice in choices:
            if scale is None or choice not in scale:
                sheet.fault(row, "asked_if", part, f"an answer to {question}")
        conditions.append(Condition(question, choices))
    return tuple(conditions)


_ITEM = ("item", "group", "name_da", "name_en", "shown_as", "shown_as_da", "shown_as_en", "aliases")
"""The columns of items.csv with a meaning; others are kept as facts."""


def _items(
    sheet: Sheet,
    groups: dict[str, Group],
    questions: dict[str, Question],
    scales: dict[str, Scale],
) -> dict[str, Item]:
    items: dict[str, Item] = {}
    special = {c.removeprefix("scale_"): c for c in sheet.headings if c.startswith("scale_")}
    for question, column in special.items():
        if question not in questions:
            sheet.fault(1, column, column, f"scale_ and a question: {', '.join(questions)}")
    for row, cells in sheet:
        name = sheet.identifier(row, cells, "item", items)
        if groups and cells.get("group"):
            sheet.one_of(row, cells, "group", groups)
        for column in special.values():
            if cells[column]:
                sheet.one_of(row, cells, column, scales)
        items[name] = Item(
            name,
            cells.get("group", ""),
            cells.get("name_da", ""),
            cells.get("name_en", ""),
            {q: cells[c] for q, c in special.items() if cells[c]},
            cells.get("shown_as", ""),
            cells.get("shown_as_da", ""),
            cells.get("shown_as_en", ""),
            words(cells.get("aliases", "")),
            {c: text for c, text in cells.items() if c not in (*_ITEM, *special.values()) and text},
        )
    sheet.one_meaning("item", _NAMES)
    return items


def _functions(sheet: Sheet, sectors: dict[str, Sector]) -> dict[str, Function]:
    functions: dict[str, Function] = {}
    for row, cells in sheet:
        name = sheet.identifier(row, cells, "function", functions)
        functions[name] = Function(
            name,
            sheet.one_of(row, cells, "sector", sectors),
            cells.get("name_da", "") or name,
            cells.get("name_en", ""),
            sheet.flag(row, cells, "mandatory"),
            words(cells.get("aliases", "")),
        )
    sheet.one_meaning("function", _NAMES, within="sector")
    return functions
