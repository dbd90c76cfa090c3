"""Writing tables as the files that respondents send: .csv, .xlsx, .xls and .ods."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import openpyxl
import xlwt
from odf import opendocument, table, text

Rows = Sequence[Sequence[object]]


class Sheet(NamedTuple):
    """A sheet: its tab, its rows (None and "" are empty cells), merged ranges such as A1:C1."""

    name: str
    rows: Rows
    merged: Sequence[str] = ()


def tab(name: str) -> str:
    """A tab's name: Excel allows 31 characters, some of them not.

    >>> tab("Inddrages redskabet? [alle]")
    'Inddrages redskabet alle'
    """
    return "".join(c for c in name if c not in "[]:*?/\\")[:31].strip()


def csv_file(path: Path, rows: Rows, delimiter: str = ";", encoding: str = "cp1252") -> None:
    """Write a CSV with CRLF, as Excel and survey systems do."""
    buffer = io.StringIO(newline="")
    csv.writer(buffer, delimiter=delimiter, lineterminator="\r\n").writerows(rows)
    path.write_bytes(buffer.getvalue().encode(encoding))


def xlsx(path: Path, sheets: Sequence[Sheet]) -> None:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for sheet in sheets:
        page = book.create_sheet(sheet.name)
        for r, row in enumerate(sheet.rows, start=1):
            for c, value in enumerate(row, start=1):
                if value not in ("", None):
                    page.cell(r, c, value)
        for area in sheet.merged:
            page.merge_cells(area)
    book.save(path)


def xls(path: Path, sheets: Sequence[Sheet]) -> None:
    book = xlwt.Workbook(encoding="utf-8")
    for sheet in sheets:
        page = book.add_sheet(sheet.name)
        for r, row in enumerate(sheet.rows):
            for c, value in enumerate(row):
                if value not in ("", None):
                    page.write(r, c, value)
    book.save(str(path))


def ods(path: Path, sheets: Sequence[Sheet]) -> None:
    book = opendocument.OpenDocumentSpreadsheet()
    for sheet in sheets:
        page = table.Table(name=sheet.name)
        for row in sheet.rows:
            line = table.TableRow()
            for value in row:
                line.addElement(_ods_cell(value))
            page.addElement(line)
        book.spreadsheet.addElement(page)
    book.save(str(path))


def _ods_cell(value: object) -> table.TableCell:
    if value in ("", None):
        return table.TableCell()
    if isinstance(value, int | float):
        return table.TableCell(valuetype="float", value=value)
    cell = table.TableCell(valuetype="string")
    cell.addElement(text.P(text=str(value)))
    return cell
