"""What the contact person says of each function on the cover of an issued form."""

from __future__ import annotations

from survey_toolkit.instruments.form_words import ABSENT, ANSWERS, TOGETHER, read_said
from survey_toolkit.responses.cells import METADATA, SET_ASIDE
from survey_toolkit.responses.page import Page, Place
from survey_toolkit.responses.snippets import correction
from survey_toolkit.responses.work import Work


def read_function(work: Work, page: Page, place: Place, unit: str, function: str) -> None:
    """Note that a function does not answer, where the cell beside it (`place`) says so.

    `unit` is how the form names the organisation: its id, or its name where there is no mark.
    """
    unit = _unit(work, page, unit)
    said = read_said(place.text)
    if said is None:
        _unclear(work, page, place, unit, function)
        return
    page.mark(place.row, place.column, METADATA)
    if said.kind == ANSWERS or not unit:
        return
    kind = {ABSENT: "function_absent", TOGETHER: "function_together"}[said.kind]
    finding = work.find(kind, page, place, other=said.other)
    finding.unit, finding.function = unit, function
    where = (page.name, place.cell, place.text)
    work.reading.absent.append((unit, function, said.kind, *where))


def _unit(work: Work, page: Page, text: str) -> str:
    decided = work.decision("files", "unit", page)
    return decided.unit if decided is not None else work.names.peek_unit(text) or text


def _unclear(work: Work, page: Page, place: Place, unit: str, function: str) -> None:
    finding = work.find("function_unclear", page, place)
    finding.unit, finding.function = unit, function
    finding.decide = correction(work.file, page.name, place.cell, place.text)
    page.mark(place.row, place.column, SET_ASIDE)
