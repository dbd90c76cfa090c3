"""The findings as a workbook that a person works through."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import pandas as pd
from openpyxl.formatting.rule import Rule
from openpyxl.styles import PatternFill
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from survey_toolkit.errors import NOTE, OPEN, SETTLED, title_of
from survey_toolkit.printing import for_print
from survey_toolkit.reporting.naming import Names
from survey_toolkit.reporting.results import rows
from survey_toolkit.reporting.words import say
from survey_toolkit.schema import FINDINGS
from survey_toolkit.sheets import (
    Book,
    across,
    fit_height,
    link,
    new_book,
    new_sheet,
    put,
    set_widths,
    to_bytes,
)

STATUSES = (OPEN, SETTLED, NOTE)
_FILLS = {OPEN: "F9DCC4", SETTLED: "DDEBD3", NOTE: "EEEEEE"}
COLUMNS = ("status", "kind", *FINDINGS[1:])
"""The columns of the list: those of `FINDINGS`, and in words what kind of finding it is."""
_WIDTHS = {
    "status": 9, "kind": 26, "code": 22, "file": 32, "sheet": 15, "cell": 7, "unit": 20,
    "function": 25, "question": 12, "item": 25, "value": 26, "expected": 30, "action": 46,
}  # fmt: skip
_HEAD = 4


def findings_workbook(
    findings: pd.DataFrame,
    title: str,
    notes: Sequence[str],
    language: str = "da",
    names: Names | None = None,
) -> bytes:
    """The findings (columns `FINDINGS`) as a workbook's bytes.

    The first sheet says how many there are of each kind and status, and what to do; the second
    has all of them, the open first, else in their own order, with a filter and a colour for each
    status. `notes` stand on both sheets. With `names` the names of units, functions, questions
    and items stand in place of their ids.
    """
    listed = sorted(rows(findings, FINDINGS), key=lambda row: _order(row[0]))
    book = new_book(title)
    first = new_sheet(book, say("overview", language))
    second = new_sheet(book, say("findings", language))
    _overview(book, first, second, listed, title, notes, language)
    _list(book, second, [_shown(row, language, names) for row in listed], title, notes, language)
    return to_bytes(book)


def _shown(row: Sequence[str], language: str, names: Names | None) -> list[str]:
    """The cells of a finding, by `COLUMNS`."""
    finding = dict(zip(FINDINGS, row, strict=True))
    finding = names.named(finding) if names else finding
    finding["kind"] = title_of(finding["code"], language)
    finding["status"] = status_name(finding["status"], language)
    return [str(finding[column]) for column in COLUMNS]


def _order(status: str) -> int:
    return STATUSES.index(status) if status in STATUSES else len(STATUSES)


def status_name(status: str, language: str) -> str:
    """A status in words."""
    return say(status, language) if status in STATUSES else status


def _overview(
    book: Book,
    sheet: Worksheet,
    target: Worksheet,
    listed: Sequence[tuple[str, ...]],
    title: str,
    notes: Sequence[str],
    language: str,
) -> None:
    """Counts by kind and status, and how each status is to be taken."""
    widths = (34, 26, 11, 11, 11, 11)
    set_widths(sheet, widths)
    put(book, sheet, 1, 1, f"{say('findings', language)}: {title}", "title")
    sheet.row_dimensions[1].height = 22
    row = 2
    for note in notes:
        across(book, sheet, row, note, "warning", widths)
        row += 1
    for word in ("how_open", "how_settled", "how_note"):
        across(book, sheet, row, say(word, language), "note", widths)
        row += 1
    how = say("how_filter", language, sheet=target.title)
    link(put(book, sheet, row, 1, how, "link"), target)
    _counts(book, sheet, row + 2, listed, language)
    for_print(sheet, None, title, language)


def _counts(
    book: Book, sheet: Worksheet, row: int, listed: Sequence[tuple[str, ...]], language: str
) -> None:
    """A row for each kind of finding, those with most open first, and a total."""
    counts = Counter((row[1], row[0]) for row in listed)
    texts = (say("kind", language), say("code", language))
    headings = (*texts, *(status_name(s, language) for s in STATUSES), say("total", language))
    for column, heading in enumerate(headings, start=1):
        put(book, sheet, row, column, heading, "heading" if column <= 2 else "heading_number")
    codes = dict.fromkeys(code for code, _ in counts)
    ordered = sorted(codes, key=lambda code: [-counts[code, s] for s in STATUSES])
    if not ordered:
        put(book, sheet, row + 1, 1, say("no_findings", language))
        return
    for code in ordered:
        row += 1
        names = (title_of(code, language), code)
        _count_row(book, sheet, row, names, [counts[code, s] for s in STATUSES], "")
    totals = [sum(counts[code, s] for code in ordered) for s in STATUSES]
    _count_row(book, sheet, row + 1, (say("total", language), ""), totals, "total_")


def _count_row(
    book: Book, sheet: Worksheet, row: int, names: tuple[str, str], counts: list[int], strong: str
) -> None:
    for column, name in enumerate(names, start=1):
        put(book, sheet, row, column, name, f"{strong}text")
    for column, n in enumerate((*counts, sum(counts)), start=3):
        put(book, sheet, row, column, n, f"{strong}number", "0")


def _list(
    book: Book,
    sheet: Worksheet,
    listed: Sequence[Sequence[str]],
    title: str,
    notes: Sequence[str],
    language: str,
) -> None:
    """All findings (cells by `COLUMNS`), with a filter."""
    widths = [_WIDTHS[column] for column in COLUMNS]
    set_widths(sheet, widths)
    put(book, sheet, 1, 1, f"{say('findings', language)}: {title}", "title")
    sheet.row_dimensions[1].height = 22
    put(book, sheet, 2, 1, " ".join(notes), "warning_line")
    link(put(book, sheet, 3, 1, f"← {say('overview', language)}", "link"),
         book.workbook.worksheets[0])  # fmt: skip
    for column, name in enumerate(COLUMNS, start=1):
        put(book, sheet, _HEAD, column, say(name, language), "heading")
    for number, finding in enumerate(listed, start=_HEAD + 1):
        for column, text in enumerate(finding, start=1):
            put(book, sheet, number, column, text)
        fit_height(sheet, number, finding, widths)
    last = _HEAD + max(1, len(listed))
    sheet.auto_filter.ref = f"A{_HEAD}:{get_column_letter(len(COLUMNS))}{last}"
    sheet.freeze_panes = f"C{_HEAD + 1}"
    for status, colour in _FILLS.items():
        fill = PatternFill("solid", start_color=colour, end_color=colour)
        formula = f'$A{_HEAD + 1}="{status_name(status, language)}"'
        rule = Rule(type="expression", formula=[formula], dxf=DifferentialStyle(fill=fill))
        sheet.conditional_formatting.add(f"A{_HEAD + 1}:A{last}", rule)
    for_print(sheet, (_HEAD, _HEAD), title, language)
