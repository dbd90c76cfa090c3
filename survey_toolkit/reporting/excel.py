"""The tables as a workbook: contents first, then a sheet for each table."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from textwrap import wrap

from openpyxl.worksheet.worksheet import Worksheet

from survey_toolkit.printing import for_print
from survey_toolkit.reporting.display import (
    DASH,
    DECIMALS,
    Cell,
    Column,
    DisplayTable,
    Figure,
    number_format,
    stored,
)
from survey_toolkit.reporting.words import say
from survey_toolkit.sheets import (
    Book,
    across,
    fit_height,
    line_count,
    link,
    merge,
    new_book,
    new_sheet,
    put,
    set_widths,
    span,
    to_bytes,
)

WIDEST, NARROWEST = 52, 7
_HEAD = 5  # the row of headings of groups; the columns' own stand below it


def tables_workbook(
    tables: Sequence[DisplayTable], title: str, notes: Sequence[str], language: str = "da"
) -> bytes:
    """The tables as a workbook's bytes; the same tables always give the same bytes.

    The first sheet lists the tables with links. Every sheet has the table's title, what it shows
    and its base, its notes and the source. `notes` stand on the contents sheet, and on each sheet
    whose table does not have them already. Numbers are numbers, shown rounded half up.
    """
    book = new_book(title)
    contents = new_sheet(book, say("contents", language))
    sheets = [
        _table_sheet(book, table, number, title, notes, language)
        for number, table in enumerate(tables, start=1)
    ]
    _contents(book, contents, list(zip(tables, sheets, strict=True)), title, notes, language)
    return to_bytes(book)


def _contents(
    book: Book,
    sheet: Worksheet,
    tables: Sequence[tuple[DisplayTable, Worksheet]],
    title: str,
    notes: Sequence[str],
    language: str,
) -> None:
    """Title, notes, and a line with a link for each table."""
    widths = (6, 50, 100)
    set_widths(sheet, widths)
    put(book, sheet, 1, 1, title, "title")
    sheet.row_dimensions[1].height = 22
    row = 2
    for note in notes:
        across(book, sheet, row, note, "warning", widths)
        row += 1
    row += 1
    for column, word in enumerate(("number", "table", "shows"), start=1):
        put(book, sheet, row, column, say(word, language), "heading")
    sheet.freeze_panes = f"A{row + 1}"
    for number, (table, target) in enumerate(tables, start=1):
        put(book, sheet, row + number, 1, number, "number", number_format("rank", "", True))
        link(put(book, sheet, row + number, 2, table.title, "link"), target)
        put(book, sheet, row + number, 3, table.base, "note")
        fit_height(sheet, row + number, ("", table.title, table.base), widths, size=9)
    for_print(sheet, (row, row), title, language)


def _table_sheet(
    book: Book,
    table: DisplayTable,
    number: int,
    title: str,
    notes: Sequence[str],
    language: str,
) -> Worksheet:
    """One table on a sheet of its own."""
    sheet = new_sheet(book, f"{number} {table.tab}")
    widths = column_widths(table)
    set_widths(sheet, widths)
    put(book, sheet, 1, 1, table.title, "title")
    sheet.row_dimensions[1].height = 22
    across(book, sheet, 2, table.base, "note", widths)
    link(put(book, sheet, 3, 1, say("back", language), "link"), book.workbook.worksheets[0])
    first = _headings(book, sheet, table, widths)
    _body(book, sheet, table, first, widths)
    row = first + len(table.rows) + 1
    for note in _below(table, title, notes, language):
        across(book, sheet, row, note, "warning" if note in notes else "note", widths)
        row += 1
    sheet.freeze_panes = sheet.cell(first, 1 + _frozen(table, widths)).coordinate
    for_print(sheet, (first - (2 if _grouped(table) else 1), first - 1), table.title, language)
    sheet.print_area = f"A1:{sheet.cell(row - 1, span(widths)[0]).coordinate}"
    return sheet


def _frozen(table: DisplayTable, widths: Sequence[float]) -> int:
    """How many columns stay in view; none where they would fill the screen."""
    return table.fixed if sum(widths[: table.fixed]) <= 70 else 0


def _below(table: DisplayTable, title: str, notes: Sequence[str], language: str) -> list[str]:
    """What stands under a table: its notes, the workbook's, and the source."""
    more = [note for note in notes if note not in table.notes]
    return [*table.notes, *more, say("source", language, title=title)]


def _grouped(table: DisplayTable) -> bool:
    return any(column.group for column in table.columns)


def _headings(book: Book, sheet: Worksheet, table: DisplayTable, widths: Sequence[float]) -> int:
    """The headings, those of groups above them. Returns the first row of the body."""
    row = _HEAD
    if _grouped(table):
        _group_headings(book, sheet, table, widths)
        row += 1
    texts = [_heading(c, w) for c, w in zip(table.columns, widths, strict=True)]
    for number, (column, text) in enumerate(zip(table.columns, texts, strict=True), start=1):
        left = column.kind == "text" or (number == 1 and column.kind == "rank")
        put(book, sheet, row, number, text, "heading" if left else "heading_number")
    lines = (line_count(text, width) for text, width in zip(texts, widths, strict=True))
    sheet.row_dimensions[row].height = 14 * max(lines) + 3
    return row + 1


def _group_headings(
    book: Book, sheet: Worksheet, table: DisplayTable, widths: Sequence[float]
) -> None:
    """A cell over the neighbours that share a heading, as high as its text needs."""
    lines, start, groups = 1, 0, [column.group for column in table.columns]
    while start < len(groups):
        end = start
        while end + 1 < len(groups) and groups[end + 1] == groups[start]:
            end += 1
        for column in range(start, end + 1):
            put(book, sheet, _HEAD, column + 1, groups[start] if column == start else None, "group")
        if groups[start]:
            merge(sheet, _HEAD, start + 1, end + 1)
            lines = max(lines, line_count(groups[start], sum(widths[start : end + 1]) - 2))
        start = end + 1
    sheet.row_dimensions[_HEAD].height = 14 * lines + 3


def _body(
    book: Book, sheet: Worksheet, table: DisplayTable, first: int, widths: Sequence[float]
) -> None:
    """The rows, numbers as numbers; a row with several lines of text gets their height."""
    padded = [
        any(isinstance(row[number], Figure) and row[number].mark for row in table.rows)  # type: ignore[union-attr]
        for number in range(len(table.columns))
    ]
    for place, row in enumerate(table.rows):
        strong = "total_" if place in table.strong else ""
        for number, (cell, column) in enumerate(zip(row, table.columns, strict=True)):
            value, form = _value(cell, column.kind, padded[number])
            look = "text" if column.kind == "text" else "number"
            put(book, sheet, first + place, number + 1, value, f"{strong}{look}", form)
        fit_height(sheet, first + place, row, widths)


def _value(cell: Cell, kind: str, padded: bool) -> tuple[str | float | None, str]:
    """What is written in a cell, and its number format."""
    if not isinstance(cell, Figure):
        return cell, number_format(kind, "", False) if isinstance(cell, int) else "General"
    value = stored(cell, kind)
    if value is None:
        return DASH, "General"
    return (int(value) if value == int(value) else value), number_format(kind, cell.mark, padded)


def column_widths(table: DisplayTable) -> list[float]:
    """The width of each column from what it shows, so that no number becomes ####."""
    widths = []
    for number, column in enumerate(table.columns):
        lengths = sorted(_length(row[number], column.kind) for row in table.rows)
        most = 0.95 if column.kind == "text" else 1  # a few long names of many may wrap
        longest = lengths[ceil(len(lengths) * most) - 1] if lengths else 0
        word = max((len(word) for word in column.heading.split()), default=0)
        least = max(word, len(column.heading) / 3) + 1
        narrowest = NARROWEST if column.kind != "int" else NARROWEST - 1
        widths.append(min(WIDEST, max(narrowest, longest * 1.02 + 2.5, least * 1.15 + 1)))
    return _for_groups(table, widths)


def _heading(column: Column, width: float) -> str:
    """The heading in lines of its own, so that none just fills the column and touches the next.

    >>> _heading(Column("Psykiatriske centre"), 16), _heading(Column("Antal i alt"), 30)
    ('Psykiatriske\\ncentre', 'Antal i alt')
    """
    if len(column.heading) * 1.1 + 3 <= width:  # bold
        return column.heading
    return "\n".join(wrap(column.heading, max(1, int(width)), break_long_words=False))


def _length(cell: Cell, kind: str) -> int:
    """How many characters a cell shows on its longest line, near enough for a width."""
    if cell is None or isinstance(cell, str):
        return max(map(len, (cell or "").split("\n")))
    if isinstance(cell, int):
        return len(f"{cell:,}")
    whole = float(cell.numerator) / float(cell.denominator) if cell.denominator else 0
    scale = 100 if kind.startswith("pct") else 1
    return len(f"{whole * scale:.{DECIMALS[kind]}f}{cell.mark}")


def _for_groups(table: DisplayTable, widths: list[float]) -> list[float]:
    """The widths, with room for the longest word of the heading over each group."""
    groups = [column.group for column in table.columns]
    wider = list(widths)
    for group in filter(None, dict.fromkeys(groups)):
        members = [number for number, name in enumerate(groups) if name == group]
        word = max(len(part) for part in group.split()) * 1.05 + 1
        missing = max(0.0, word - sum(widths[m] for m in members)) / len(members)
        for member in members:
            wider[member] += missing
    return wider
