"""Drawing the issued form: from the cell map to a workbook.

Only answer cells are unlocked. Each has a drop-down of its choices; what routing makes irrelevant
turns grey.
"""

from __future__ import annotations

from collections.abc import Sequence

from openpyxl.formatting.rule import Rule
from openpyxl.packaging.custom import CustomPropertyList, StringProperty
from openpyxl.styles import Font, PatternFill
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from survey_toolkit.collection.form_rules import Lists, Rules
from survey_toolkit.collection.looks import OFF, add_looks, font_size, look_of
from survey_toolkit.instruments.boxes import ANSWER, COUNT, KEYS, Box, Issue, SheetMap
from survey_toolkit.instruments.form_words import word
from survey_toolkit.instruments.marks import CHOICES
from survey_toolkit.printing import for_print
from survey_toolkit.sheets import Book, line_count, merge, new_book, new_sheet, put, room

Cached = dict[str, dict[str, str | int]]
"""What each formula gives in an empty form, by sheet part and cell: for programs that only show."""


def draw(issue: Issue, maps: Sequence[SheetMap], properties: dict[str, str]) -> tuple[Book, Cached]:
    """The workbook with a sheet for each map, and the hidden sheet of choices behind them."""
    book = new_book(f"{issue.instrument.title(issue.language)} – {issue.unit}")
    add_looks(book)
    about: CustomPropertyList[StringProperty] = book.workbook.custom_doc_props  # type: ignore[attr-defined]
    for name, text in properties.items():
        about.append(StringProperty(name=name, value=text))
    lists, cached = Lists(), {}
    for number, sheet_map in enumerate(maps, start=1):
        sheet = new_sheet(book, sheet_map.tab)
        cached[f"xl/worksheets/sheet{number}.xml"] = _sheet(book, sheet, issue, sheet_map, lists)
    _choices(book, issue, lists)
    return book, cached


def _sheet(
    book: Book, sheet: Worksheet, issue: Issue, sheet_map: SheetMap, lists: Lists
) -> dict[str, str | int]:
    for number, column in enumerate(sheet_map.columns, start=1):
        about = sheet.column_dimensions[get_column_letter(number)]
        about.width, about.hidden = column.width, column.hidden
    for row, line in enumerate(sheet_map.lines, start=1):
        put(book, sheet, row, KEYS, line.key, "form_key")
        for box in line.boxes:
            _box(book, sheet, row, box, look_of(line, box), line.id == "date")
        _height(sheet, sheet_map, row)
    _drop_downs(sheet, sheet_map, lists, issue.language)
    rules = Rules(issue, sheet_map, lists)
    _greying(sheet, rules)
    given = _counting(sheet, rules)
    _protect(sheet)
    heading = sheet_map.row_of("heading")
    if heading and sheet_map.row_of("item"):
        sheet.freeze_panes = f"C{heading + 1}"
    title = issue.instrument.title(issue.language)
    repeated = (heading, heading) if sheet_map.row_of("item") else None
    for_print(sheet, repeated, title, issue.language)
    if sheet.page_setup.fitToHeight == 2:
        sheet.page_setup.fitToHeight = 1  # a function's sheet is seen as a whole
    return given


def _box(book: Book, sheet: Worksheet, row: int, box: Box, look: str, dated: bool) -> None:
    text = "" if box.role == COUNT else box.text
    for column in range(box.column, box.column + box.span):
        shown = text if column == box.column else ""
        put(book, sheet, row, column, shown, look, "dd-mm-yyyy" if dated else "General")
    merge(sheet, row, box.column, box.column + box.span - 1)


def _height(sheet: Worksheet, sheet_map: SheetMap, row: int) -> None:
    """As high as the texts need, and as the longest answer will need once it is chosen."""
    line = sheet_map.lines[row - 1]
    if line.kind == "columns":
        sheet.row_dimensions[row].hidden = True
        return
    most = 14.0
    for box in line.boxes:
        columns = sheet_map.columns[box.column - 1 : box.column - 1 + box.span]
        width = sum(column.width for column in columns if not column.hidden)
        size = font_size(look_of(line, box))
        texts = box.choices if box.role == ANSWER else (box.text,) if box.role != COUNT else ()
        lines = max((line_count(t, room(width, size) * 0.9 - 2) for t in texts), default=1)
        most = max(most, lines * size * 1.36 + 4)
    roomy = line.kind in ("item", "question", "choice", "function", "about")
    sheet.row_dimensions[row].height = max(most, 20.0) if roomy else most


def _drop_downs(sheet: Worksheet, sheet_map: SheetMap, lists: Lists, language: str) -> None:
    """A drop-down in each answer cell that has choices."""
    made: dict[str, DataValidation] = {}
    for row, _, box in sheet_map.boxes(ANSWER):
        if box.choices:
            name = lists.name(box.choices)
            if name not in made:
                made[name] = DataValidation("list", formula1=name, allow_blank=True)
                made[name].showErrorMessage = True
                made[name].error = word("not_on_list", language)
                sheet.add_data_validation(made[name])
            made[name].add(f"{get_column_letter(box.column)}{row}")


def _greying(sheet: Worksheet, rules: Rules) -> None:
    for formula, cells in rules.irrelevant().items():
        fill = PatternFill("solid", start_color=OFF, end_color=OFF)
        style = DifferentialStyle(font=Font(color=OFF), fill=fill)
        rule = Rule("expression", dxf=style, formula=[formula])
        sheet.conditional_formatting.add(" ".join(cells), rule)


def _counting(sheet: Worksheet, rules: Rules) -> dict[str, str | int]:
    """Write the formulas that count; what they give while the form is empty."""
    given = {}
    for row, column, formula, first in rules.counting():
        cell = sheet.cell(row, column)
        cell.value = formula  # ours alone: nothing that a person wrote is in it
        given[cell.coordinate] = first
    return given


def _protect(sheet: Worksheet) -> None:
    """Lock all but the answers; without a password, so that a person in need can help himself."""
    sheet.protection.sheet = True
    sheet.protection.formatColumns = sheet.protection.formatRows = False


def _choices(book: Book, issue: Issue, lists: Lists) -> None:
    """The hidden sheet with every list of answers, each under its name."""
    sheet = new_sheet(book, word("choices", issue.language))
    put(book, sheet, 1, 1, issue.marks[CHOICES], "form_mark")
    for column, (texts, name) in enumerate(lists.names.items(), start=1):
        letter = get_column_letter(column)
        for row, text in enumerate(texts, start=2):
            put(book, sheet, row, column, text, "form_key")
        where = f"{quote_sheetname(sheet.title)}!${letter}$2:${letter}${len(texts) + 1}"
        book.workbook.defined_names[name] = DefinedName(name, attr_text=where)
    sheet.sheet_state = "hidden"
    _protect(sheet)
