"""How a sheet is printed: A4 across, its headings on every page, and no page of a few rows."""

from __future__ import annotations

from math import ceil

from openpyxl.worksheet.header_footer import HeaderFooterItem
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from survey_toolkit.language import of_two
from survey_toolkit.sheets import safe_text

LITTLE = 0.2
"""How much of a page is not worth a page of its own."""

_PAGE = (10.7 * 72, 7.07 * 72)  # what the margins leave of A4 across, in points
_CHARACTER, _ROW = 5.3, 15  # the width of a character and the height of a row, in points


def _pages(sheet: Worksheet) -> int:
    """How many pages a sheet is to be fitted to, so that none holds a few rows only; 0: any.

    It goes by the heights and widths that the sheet has been given.
    """
    wide = sum(d.width for d in sheet.column_dimensions.values()) * _CHARACTER
    rows = range(1, sheet.max_row + 1)
    high = sum(sheet.row_dimensions[row].height or _ROW for row in rows)
    pages = high * min(1.0, _PAGE[0] / max(wide, 1)) / _PAGE[1]
    return max(1, ceil(pages - LITTLE)) if pages < 8 else 0


def for_print(
    sheet: Worksheet, headings: tuple[int, int] | None, title: str, language: str
) -> None:
    """A4 across, fitted to the page's width, with the heading rows on every page.

    To be called when the sheet has its rows: what would be a page of a few rows is fitted into
    the pages before it. The footer has the title, and the page's number of so many.
    """
    setup = sheet.page_setup
    setup.orientation, setup.paperSize, setup.fitToWidth = "landscape", 9, 1
    setup.fitToHeight = _pages(sheet)
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    margins = sheet.page_margins
    margins.left = margins.right = margins.top = 0.5
    margins.bottom = 0.7
    if headings:
        sheet.print_title_rows = f"{headings[0]}:{headings[1]}"
    footer = HeaderFooterItem()
    footer.left.text = safe_text(title).replace("&", "&&")[:120]
    footer.right.text = of_two("Side &P af &N", "Page &P of &N", language)
    footer.left.size = footer.right.size = 8
    sheet.oddFooter = footer
