"""A questionnaire as an XLSForm, so that it can be asked on KoboToolbox, ODK or SurveyCTO.

One form is one function's reply: who answers, the questions about each item in the instrument's
groups, and the questions about the unit. Names are the instrument's ids, so that what comes back
is read as any other table. The form of the sheets is that of xlsform.org.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from survey_toolkit.instruments.model import Condition, Instrument, Item, Question
from survey_toolkit.language import LANGUAGES
from survey_toolkit.sheets import new_book, new_sheet, put, to_bytes

Row = dict[str, str]
COLUMNS = {"da": "label::Dansk (da)", "en": "label::English (en)"}
_TYPES = {"single": "select_one", "multiple": "select_multiple", "text": "text",
          "number": "decimal"}  # fmt: skip
_WHO = {
    "sector": ("Organisationens art", "Kind of organisation"),
    "unit": ("Organisationens navn", "Name of the organisation"),
    "function": ("Funktion", "Function"),
    "items": ("Spørgsmål", "Questions"),
    "of_the_unit": ("Om hele organisationen", "About the whole organisation"),
}


def xlsform(instrument: Instrument) -> bytes:
    """The XLSForm as a workbook with the sheets survey, choices and settings."""
    book = new_book(instrument.title("en"))
    sheets = {
        "survey": list(survey_rows(instrument)),
        "choices": list(choice_rows(instrument)),
        "settings": [settings_row(instrument)],
    }
    for name, rows in sheets.items():
        sheet = new_sheet(book, name)
        headings = list(dict.fromkeys(column for row in rows for column in row))
        for column, heading in enumerate(headings, start=1):
            put(book, sheet, 1, column, heading, "heading")
            for number, row in enumerate(rows, start=2):
                put(book, sheet, number, column, row.get(heading, ""), "text")
    return to_bytes(book)


def _labels(danish: str, english: str) -> Row:
    """The words in both languages; those of the other where one has none."""
    return {COLUMNS["da"]: danish or english, COLUMNS["en"]: english or danish}


# -- survey ------------------------------------------------------------------------------------


def survey_rows(instrument: Instrument) -> Iterator[Row]:
    """The rows of the sheet survey: type, name, labels, relevant, required, constraint."""
    yield from _who(instrument)
    for group, items in _groups(instrument):
        named = instrument.groups.get(group)
        labels = (named.name("da"), named.name("en")) if named else _WHO["items"]
        yield {"type": "begin_group", "name": group or "items", **_labels(*labels)}
        for item in items:
            for question in instrument.item_questions:
                yield _question(instrument, question, item)
        yield {"type": "end_group", "name": group or "items"}
    plain = [q for q in instrument.questions.values() if not q.per_item]
    yield from (_question(instrument, q, None) for q in plain if q.scope == "function")
    yield {"type": "begin_group", "name": "of_the_unit", **_labels(*_WHO["of_the_unit"])}
    yield from (_question(instrument, q, None) for q in plain if q.scope == "unit")
    yield {"type": "end_group", "name": "of_the_unit"}


def _who(instrument: Instrument) -> Iterator[Row]:
    several = len(instrument.sectors) > 1
    asked = {"required": "yes"}
    if several:
        yield {
            "type": f"select_one {_list('sectors', instrument)}",
            "name": "sector",
            **_labels(*_WHO["sector"]),
            **asked,
        }
    yield {"type": "text", "name": "unit", **_labels(*_WHO["unit"]), **asked}
    only = {"choice_filter": "sector = ${sector}"} if several else {}
    function = {"type": f"select_one {_list('functions', instrument)}", "name": "function"}
    yield {**function, **_labels(*_WHO["function"]), **asked, **only}


def _groups(instrument: Instrument) -> Iterator[tuple[str, list[Item]]]:
    """The items by group, in the order of the groups; those without one last."""
    for group in (*instrument.groups, ""):
        items = [item for item in instrument.items.values() if item.group == group]
        if items:
            yield group, items


def _question(instrument: Instrument, question: Question, item: Item | None) -> Row:
    scale = instrument.scale_of(question.id, item.id if item else "")
    kind = _TYPES[question.type] + (f" {scale.id}" if scale else "")
    texts = [question.text(language) for language in LANGUAGES]
    if item is not None:
        names = [item.name(language) for language in LANGUAGES]
        texts = [_about(text, name) for text, name in zip(texts, names, strict=True)]
    row = {"type": kind, "name": _name(question, item), **_labels(*texts)}
    if item is not None and question.type == "single":
        row["required"] = "yes"
    if relevant := _relevant(instrument, question, item):
        row["relevant"] = relevant
    alone = [choice.id for choice in scale.choices if choice.exclusive] if scale else []
    if question.type == "multiple" and alone:
        row["constraint"] = " and ".join(
            f"not(selected(., '{choice}') and count-selected(.) > 1)" for choice in alone
        )
    return row


def _about(text: str, name: str) -> str:
    return text.replace("{item}", name) if "{item}" in text else f"{name}: {text}"


def _name(question: Question, item: Item | None) -> str:
    return f"{question.id}_{item.id}" if item else question.id


def _relevant(instrument: Instrument, question: Question, item: Item | None) -> str:
    """When a question is asked, in the words of XPath."""
    parts = [_holds(instrument, condition, item) for condition in question.asked_if]
    if question.sectors and len(instrument.sectors) > 1:
        parts.append(_any(f"${{sector}} = '{sector}'" for sector in question.sectors))
    return " and ".join(parts)


def _holds(instrument: Instrument, condition: Condition, item: Item | None) -> str:
    asked = instrument.questions[condition.question]
    name = _name(asked, item if asked.per_item else None)
    scale = instrument.scale_of(asked.id, item.id if item else "")
    if scale is None:
        return f"${{{name}}} != ''"
    wanted = condition.choices or [choice.id for choice in scale.choices if choice.counts]
    return _any(f"selected(${{{name}}}, '{choice}')" for choice in wanted)


def _any(parts: Iterable[str]) -> str:
    return f"({' or '.join(parts)})"


# -- choices and settings ----------------------------------------------------------------------


def choice_rows(instrument: Instrument) -> Iterator[Row]:
    """The rows of the sheet choices: list_name, name, labels, sector."""
    for scale in instrument.scales.values():
        for choice in scale.choices:
            yield _choice(scale.id, choice.id, choice.label_da, choice.label_en)
    for sector in instrument.sectors.values():
        yield _choice(_list("sectors", instrument), sector.id, sector.name_da, sector.name_en)
    for f in instrument.functions.values():
        yield {
            **_choice(_list("functions", instrument), f.id, f.name_da, f.name_en),
            "sector": f.sector,
        }


def _list(name: str, instrument: Instrument) -> str:
    """The name of a list that no scale of the instrument has."""
    while name in instrument.scales:
        name += "_"
    return name


def _choice(list_name: str, name: str, danish: str, english: str) -> Row:
    return {"list_name": list_name, "name": name, **_labels(danish, english)}


def settings_row(instrument: Instrument) -> Row:
    """The one row of the sheet settings."""
    return {
        "form_title": instrument.title(instrument.language),
        "form_id": instrument.id,
        "version": instrument.version,
        "default_language": COLUMNS[instrument.language].removeprefix("label::"),
    }
