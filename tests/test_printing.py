"""How sheets are printed."""

from __future__ import annotations

import io

import pytest
from openpyxl import load_workbook

from survey_toolkit import printing, sheets


def test_a_page_is_a4_across_with_headings_and_numbers() -> None:
    book = sheets.new_book("t")
    sheet = sheets.new_sheet(book, "A")
    sheets.put(book, sheet, 1, 1, "x")
    printing.for_print(sheet, (5, 6), "2012 & mere", "da")
    read = load_workbook(io.BytesIO(sheets.to_bytes(book)))["A"]
    assert (read.page_setup.orientation, read.page_setup.paperSize) == ("landscape", 9)
    assert (read.page_setup.fitToWidth, read.page_setup.fitToHeight) == (1, 1)
    assert read.sheet_properties.pageSetUpPr.fitToPage
    assert read.print_title_rows == "$5:$6"
    assert read.oddFooter.right.text == "Side &P af &N"


@pytest.mark.parametrize(("rows", "pages"), [(30, 1), (40, 1), (48, 2), (71, 2), (1000, 0)])
def test_no_page_has_a_few_rows_only(rows: int, pages: int) -> None:
    book = sheets.new_book("t")
    sheet = sheets.new_sheet(book, "A")
    sheets.set_widths(sheet, [100])
    for row in range(1, rows + 1):
        sheets.put(book, sheet, row, 1, "x")
    printing.for_print(sheet, None, "t", "da")
    assert sheet.page_setup.fitToHeight == pages
