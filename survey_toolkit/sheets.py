"""Safe cells and formats in .xlsx: text stays text, styles are made once, and bytes are repeatable.

A `Book` is a workbook that is being written. Everything that a person typed goes through `put`,
so that no answer can become a formula.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import ceil
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

FORMULA_START = ("=", "+", "-", "@", "\t", "\r")
UNKNOWN = "\N{REPLACEMENT CHARACTER}"
STAMP = dt.datetime(2000, 1, 1)
"""The date that every workbook carries, so that the same tables give the same bytes."""

LONGEST_TAB, SHORTEST_WORD = 31, 4
VOWELS = "aeiouyæøåAEIOUYÆØÅ,;"
ROW = 13.5
"""The height of a plain row in points."""

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_NOT_IN_TAB = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)
_INK, _PALE, _LINE = "1F3A4D", "E4ECF1", "9AAEBB"


@dataclass(frozen=True, slots=True)
class Look:
    """How a cell looks: a named style of the workbook, without its number format."""

    size: float = 10
    bold: bool = False
    italic: bool = False
    colour: str = "000000"
    fill: str = ""
    across: str = "left"
    down: str = "top"
    wrap: bool = False
    line: str = ""  # top or bottom


LOOKS: Mapping[str, Look] = {
    "title": Look(size=14, bold=True, colour=_INK),
    "note": Look(size=9, colour="404040", wrap=True),
    "warning": Look(size=9, bold=True, colour="8A2B0E", wrap=True),
    "warning_line": Look(size=9, bold=True, colour="8A2B0E"),
    "link": Look(size=9, colour="0B5394"),
    "group": Look(bold=True, fill=_PALE, across="center", down="center", wrap=True, line="bottom"),
    "heading": Look(bold=True, fill=_PALE, down="bottom", wrap=True, line="bottom"),
    "heading_number": Look(
        bold=True, fill=_PALE, across="right", down="bottom", wrap=True, line="bottom"
    ),
    "text": Look(wrap=True),
    "total_text": Look(bold=True, wrap=True, line="top"),
    "number": Look(across="right"),
    "total_number": Look(bold=True, across="right", line="top"),
}


@dataclass(frozen=True, slots=True)
class Book:
    """A workbook that is being written, and the styles that it has made so far."""

    workbook: Workbook
    styles: dict[tuple[str, str, bool], Any] = field(default_factory=dict)


def new_book(title: str) -> Book:
    """An empty workbook with the named styles of `LOOKS`."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    workbook.properties.title = safe_text(title)
    workbook.properties.creator = "survey-toolkit"
    workbook.properties.created = STAMP
    for name, look in LOOKS.items():
        workbook.add_named_style(_named_style(name, look))
    return Book(workbook)


def _named_style(name: str, look: Look) -> NamedStyle:
    style = NamedStyle(f"survey_{name}")
    style.font = Font(
        name="Calibri", size=look.size, bold=look.bold, italic=look.italic, color=look.colour
    )
    style.alignment = Alignment(horizontal=look.across, vertical=look.down, wrap_text=look.wrap)
    if look.fill:
        style.fill = PatternFill("solid", start_color=look.fill)
    if look.line:
        side = Side("thin", color=_LINE)
        style.border = Border(top=side) if look.line == "top" else Border(bottom=side)
    return style


def safe_text(text: str) -> str:
    r"""The text without the control characters that .xlsx cannot hold.

    >>> safe_text("a\x07b\nc")
    'a�b\nc'
    """
    return _CONTROL.sub(UNKNOWN, text)


def new_sheet(book: Book, name: str) -> Worksheet:
    """A sheet with a tab as near the name as Excel allows, unlike those that are there."""
    sheet: Worksheet = book.workbook.create_sheet(tab_name(name, book.workbook.sheetnames))
    sheet.sheet_view.showGridLines = False
    return sheet


def tab_name(name: str, taken: Iterable[str] = ()) -> str:
    """A name for a tab: at most 31 characters, none of []:*?/\\, and unlike the others.

    >>> tab_name("Brug: 2012/13"), tab_name("A", ["a"])
    ('Brug 2012 13', 'A (2)')
    >>> tab_name("26 Inddragelse størrelse kommunal")
    '26 Inddrag. størrelse kommunal'
    """
    others = {other.casefold() for other in taken}
    plain = " ".join(_NOT_IN_TAB.sub(" ", safe_text(name)).split()).strip("'") or "Ark"
    candidate, number = abridged(plain, LONGEST_TAB), 1
    while candidate.casefold() in others:
        number += 1
        ending = f" ({number})"
        candidate = abridged(plain, LONGEST_TAB - len(ending)) + ending
    return candidate


def abridged(text: str, most: int) -> str:
    """The text in at most so many characters, never cut inside a word without saying so.

    A little too long, its longest words get a point after a consonant, as abbreviations do; much
    too long, its last words are left out.

    >>> abridged("Kendskab funktion", 14), abridged("Et behov for at koordinere det hele", 14)
    ('Kends. funkt.', 'Et behov for…')
    """
    words = text.split()
    while most < len(" ".join(words)) <= most + 8:
        longest = max(words, key=lambda word: len(word.rstrip(".")))
        letters = longest.rstrip(".")
        if len(letters) <= SHORTEST_WORD:
            break
        over = len(" ".join(words)) - most + (longest == letters)
        kept = letters[: max(SHORTEST_WORD, len(letters) - min(max(over, 1), 3))]
        words[words.index(longest)] = (kept.rstrip(VOWELS) or kept) + "."
    short = " ".join(words)
    if len(short) <= most:
        return short
    return (text[:most].rpartition(" ")[0] or text[: most - 1]).rstrip(" .,") + "…"


def put(
    book: Book,
    sheet: Worksheet,
    row: int,
    column: int,
    value: str | float | None,
    look: str = "text",
    number_format: str = "General",
) -> Cell:
    """Write a value; text is always text, also where it looks like a formula or an Excel error.

    `look` is a name in `LOOKS`. Returns the cell.
    """
    quoted = isinstance(value, str) and value.startswith(FORMULA_START)
    style = _style(book, sheet, look, number_format, quoted)
    cell = Cell(sheet, row=row, column=column, style_array=style)
    if isinstance(value, str):
        cell.value = safe_text(value) or None
        cell.data_type = "s" if value else "n"
    else:
        cell.value = value
    sheet._cells[row, column] = cell
    return cell


def _style(book: Book, sheet: Worksheet, look: str, number_format: str, quoted: bool) -> Any:
    """The style of a cell, made once for the workbook and then shared by all its cells."""
    key = (look, number_format, quoted)
    if key not in book.styles:
        cell = Cell(sheet, row=1, column=1)
        cell.style = f"survey_{look}"
        cell.number_format = number_format
        if quoted:
            cell.quotePrefix = True
        book.styles[key] = cell._style  # type: ignore[attr-defined]  # no public way to it
    return book.styles[key]


def link(cell: Cell, sheet: Worksheet, place: str = "A1") -> None:
    """Make a cell a link to a place in the same workbook."""
    cell.hyperlink = Hyperlink(
        ref=cell.coordinate, location=f"{quote_sheetname(sheet.title)}!{place}"
    )


def set_widths(sheet: Worksheet, widths: Sequence[float]) -> None:
    """The widths of the first columns, in characters."""
    for number, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width


def across(
    book: Book, sheet: Worksheet, row: int, text: str, look: str, widths: Sequence[float]
) -> None:
    """A paragraph over the width of the table (at least 90 characters), as high as it needs.

    Cells that are merged get no height by themselves, so it is estimated here.
    """
    columns, width = span(widths)
    put(book, sheet, row, 1, text, look)
    merge(sheet, row, 1, columns)
    size = LOOKS[look].size
    sheet.row_dimensions[row].height = line_count(text, room(width, size)) * size * 1.36 + 1


def fit_height(
    sheet: Worksheet, row: int, texts: Sequence[object], widths: Sequence[float], size: float = 10
) -> None:
    """Make a row as high as its texts need.

    Excel would see to it by itself, but LibreOffice and the printed page do not. A row of single
    lines gets its height too, so that the pages are the same in every program.
    """
    lines = max(
        (
            line_count(text, room(width, size))
            for text, width in zip(texts, widths, strict=True)
            if isinstance(text, str) and (len(text) > width or "\n" in text)
        ),
        default=1,
    )
    sheet.row_dimensions[row].height = lines * size * 1.36 + 2 if lines > 1 else ROW


def merge(sheet: Worksheet, row: int, first: int, last: int) -> None:
    """Make one cell of some neighbours in a row, of which only the first has content.

    openpyxl's own `merge_cells` works out borders anew for every cell, which takes a third of
    the time of writing a workbook; here the cells have their looks already.
    """
    if last > first:
        sheet.merged_cells.add(f"{get_column_letter(first)}{row}:{get_column_letter(last)}{row}")


def span(widths: Sequence[float], least: float = 90) -> tuple[int, float]:
    """How many columns a paragraph stands over, and their width together.

    >>> span([40, 10])
    (7, 95)
    """
    columns, width = len(widths), sum(widths)
    while width < least:
        columns, width = columns + 1, width + 9
    return columns, width


def room(width: float, size: float) -> float:
    """How many characters of text a column holds; its width counts digits of 11 points.

    >>> room(50, 10)
    59.0
    """
    return width * 12 / size - 1


def line_count(text: str, width: float) -> int:
    """How many lines a text takes in a cell so many characters wide.

    >>> line_count("to ord", 20), line_count("", 5), line_count("lange ord her", 6)
    (1, 1, 3)
    """
    lines = 0
    for paragraph in text.split("\n"):
        used, lines = 0.0, lines + 1
        for word in paragraph.split():
            if used and used + 1 + len(word) > width:
                used, lines = 0.0, lines + 1
            used += len(word) + (1 if used else 0)
            lines += max(0, ceil(used / width) - 1)
            used = min(used, width)
    return lines


def to_bytes(book: Book) -> bytes:
    """The workbook as a file. The same content gives the same bytes, whenever it is written."""
    written = io.BytesIO()
    book.workbook.save(written)
    again = io.BytesIO()
    with (
        zipfile.ZipFile(written) as source,
        zipfile.ZipFile(again, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as target,
    ):
        for name in source.namelist():
            content = source.read(name)
            if name == "docProps/core.xml":
                content = _MODIFIED.sub(rb"\g<1>" + f"{STAMP.isoformat()}Z".encode(), content)
            target.writestr(zipfile.ZipInfo(name, _ZIP_DATE), content, zipfile.ZIP_DEFLATED)
    return again.getvalue()
