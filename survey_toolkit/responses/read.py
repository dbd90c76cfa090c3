"""Reading returned files into cells: .csv, .xlsx, .xls, .ods and .sav. They are never written to.

Workbooks are read by python-calamine (.xls by xlrd, which tells errors from blanks). calamine
gives an error cell and a formula without its result as empty text, so the sheets' XML is searched
for both. What cannot be read becomes a finding, and the other files are read.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum

from survey_toolkit.errors import Finding
from survey_toolkit.responses.cells import CellError, Position, RawFile, Sheet, column_number
from survey_toolkit.responses.listing import KINDS
from survey_toolkit.responses.read_text import read_csv_bytes

MAX_INFLATED = 200_000_000  # bytes; a questionnaire of a million cells is a quarter of it
_OLE, _ZIP = b"\xd0\xcf\x11\xe0", b"PK\x03\x04"
_CELL = re.compile(rb"<c\b([^>]*?)(?:/>|>(.*?)</c>)", re.DOTALL)
_NAME = re.compile(rb'\br="([A-Z]+)(\d+)"')
_SPACES = re.compile(rb"<t[^>]*>(\s+)</t>")
_VALUE = re.compile(rb"<v[^>]*>(.*?)</v>", re.DOTALL)


class UnreadableError(Exception):
    """A file that cannot be read, with the reason in Danish and English."""

    def __init__(self, danish: str, english: str) -> None:
        super().__init__(english)
        self.reasons = (danish, english)


def read_file(path: Path, name: str, content: bytes | None = None) -> RawFile:
    """One file as cells; what is wrong with it is in its findings.

    `name` is the path relative to returned/; `content` its bytes where they are known already.
    """
    raw = RawFile(name)
    if path.is_dir() or path.suffix.casefold() not in KINDS:
        raw.findings.append(Finding("unsupported_file", name, value=path.suffix or path.name))
        return raw
    try:
        data = path.read_bytes() if content is None else content
        _reader(path.suffix.casefold(), data)(raw, path, data)
    except UnreadableError as error:
        _unreadable(raw, *error.reasons)
    except PermissionError:
        _unreadable(
            raw,
            "den er låst. Luk den i andre programmer, og kør igen",
            "it is locked. Close it in other programs, and run again",
        )
    except (CalamineError, zipfile.BadZipFile, OSError, ValueError) as error:
        _unreadable(
            raw,
            f"den er skåret over eller beskadiget ({error}). Bed om den igen",
            f"it is cut short or damaged ({error}). Ask for it again",
        )
    return raw


def _unreadable(raw: RawFile, danish: str, english: str) -> None:
    raw.sheets.clear()
    facts = {"why": danish, "why_en": english}
    raw.findings.append(Finding("unreadable_file", raw.path, facts=facts))


def _reader(suffix: str, data: bytes) -> Callable[[RawFile, Path, bytes], None]:
    """The reader for a file, by what it holds more than by what it is called."""
    if not data:
        raise UnreadableError("den er tom", "it is empty")
    if suffix in (".sav", ".zsav"):
        return _read_sav
    if data.startswith(_ZIP):
        return _read_workbook
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise UnreadableError(
                "den er beskyttet med adgangskode. Bed om den uden",
                "it is protected by a password. Ask for it without",
            )
        return _read_xls
    if suffix in (".csv", ".txt", ".tsv", ".xls"):  # many systems call a text table .xls
        return _read_text
    raise UnreadableError("den er ikke en projektmappe", "it is no workbook")


def _read_text(raw: RawFile, path: Path, data: bytes) -> None:  # noqa: ARG001
    read_csv_bytes(raw, data)


def _read_workbook(raw: RawFile, path: Path, data: bytes) -> None:  # noqa: ARG001
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = archive.infolist()
        size = sum(member.file_size for member in members)
        if size > MAX_INFLATED:
            raise UnreadableError(
                f"den fylder {size // 1_000_000} MB, når den pakkes ud",
                f"it inflates to {size // 1_000_000} MB",
            )
        hidden = _hidden_in_xml(archive, members)
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    for number, about in enumerate(book.sheets_metadata):
        found = book.get_sheet_by_index(number)
        sheet = Sheet(
            about.name,
            _rows(found),
            about.visible == SheetVisibleEnum.Visible,
            found.merged_cell_ranges or [],
        )
        if hidden:
            _add_errors(sheet, hidden.get(about.name, {}))
        raw.sheets.append(sheet)


def _rows(found: Any) -> list[list[Any]]:
    """The sheet's rows from A1, empty cells as None.

    Only the rectangle that holds values is copied: a styled cell in row 1,048,576 costs nothing.
    """
    if found.start is None:
        return []
    top, left = found.start
    pad: list[Any] = [None] * left
    body = [
        pad + [None if value == "" else value for value in row]
        for row in found.to_python(skip_empty_area=True)
    ]
    width = left + found.width
    return [[None] * width for _ in range(top)] + body


def _hidden_in_xml(
    archive: zipfile.ZipFile, members: list[zipfile.ZipInfo]
) -> dict[str, dict[Position, tuple[str, str]]]:
    """By sheet name, the cells that calamine shows as empty and that are not.

    Those are error cells, formulas without a result, and cells of spaces only.
    """
    found: dict[str, dict[Position, tuple[str, str]]] = {}
    names = {member.filename for member in members}
    if "content.xml" in names:
        content = archive.read("content.xml")
        if b'value-type="error"' in content or b"table:formula" in content:
            from survey_toolkit.responses.read_ods import hidden_in_ods

            return hidden_in_ods(content)
    blank = _blank_strings(archive) if "xl/sharedStrings.xml" in names else {}
    for name in names:
        if not name.startswith("xl/worksheets/sheet"):
            continue
        content = archive.read(name)
        if blank or b't="e"' in content or b"<f" in content or _has_blanks(content):
            cells = _cells_in(content, blank)
            if cells:
                found[_sheet_name(archive, name)] = cells
    return found


def _has_blanks(content: bytes) -> bool:
    """Whether some text is of spaces only. Few texts end in one, and that is quicker to see."""
    ends = any(space + b"</t>" in content for space in (b" ", b"\n", b"\t", b"\r"))
    return ends and _SPACES.search(content) is not None


def _blank_strings(archive: zipfile.ZipFile) -> dict[bytes, str]:
    """The numbers of the shared texts that are only spaces, with those spaces."""
    content = archive.read("xl/sharedStrings.xml")
    if not _has_blanks(content):
        return {}
    blank = {}
    texts = re.findall(rb"<si\b[^>]*?(?:/>|>(.*?)</si>)", content, re.DOTALL)
    for number, text in enumerate(texts):
        spaces = _SPACES.fullmatch(text.strip(b"\r\n"))
        if spaces:
            blank[str(number).encode()] = spaces.group(1).decode()
    return blank


def _cells_in(content: bytes, blank: dict[bytes, str]) -> dict[Position, tuple[str, str]]:
    cells: dict[Position, tuple[str, str]] = {}
    for attributes, inner in _CELL.findall(content):
        name = _NAME.search(attributes)
        if not name or not inner:
            continue
        hidden = _hidden_cell(attributes, inner, blank)
        if hidden:
            cells[int(name.group(2)) - 1, column_number(name.group(1).decode())] = hidden
    return cells


def _hidden_cell(
    attributes: bytes, inner: bytes, blank: dict[bytes, str]
) -> tuple[str, str] | None:
    value = _VALUE.search(inner)
    shown = value.group(1) if value else b""
    if b't="e"' in attributes:
        return "excel_error", shown.decode() or "#"
    if b't="s"' in attributes and shown in blank:
        return "spaces", blank[shown]
    spaces = _SPACES.search(inner) if b"<is>" in inner else None
    if spaces and not re.search(rb"<t[^>]*>\s*[^\s<]", inner):
        return "spaces", spaces.group(1).decode()
    if b"<f" in inner and not shown and b"<is>" not in inner:
        return "formula_without_value", _formula(inner)
    return None


def _formula(inner: bytes) -> str:
    text = re.search(rb"<f[^>]*>(.*?)</f>", inner, re.DOTALL)
    return "=" + (text.group(1).decode("utf-8", "replace") if text else "")


def _sheet_name(archive: zipfile.ZipFile, part: str) -> str:
    """The name of the sheet that a part of the workbook holds."""
    import xml.etree.ElementTree as ET

    rels = ET.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    ids = {
        r.get("Id")
        for r in rels
        if (r.get("Target") or "").lstrip("/").removeprefix("xl/") == part.removeprefix("xl/")
    }
    for node in ET.fromstring(archive.read("xl/workbook.xml")).iter():
        if node.tag.endswith("}sheet") and any(
            v in ids for k, v in node.items() if k.endswith("}id")
        ):
            return node.get("name") or ""
    return ""


def _add_errors(sheet: Sheet, errors: dict[Position, tuple[str, str]]) -> None:
    """Put the cells that were hidden into the sheet, widening it where they lie outside."""
    bottom = max((row for row, _ in errors), default=-1) + 1
    right = max((column for _, column in errors), default=-1) + 1
    width = max(right, len(sheet.rows[0]) if sheet.rows else 0)
    sheet.rows.extend([] for _ in range(bottom - len(sheet.rows)))
    for row in sheet.rows:
        row.extend([None] * (width - len(row)))
    for (number, column), (kind, shown) in errors.items():
        sheet.rows[number][column] = shown if kind == "spaces" else CellError(shown, kind)


def _read_xls(raw: RawFile, path: Path, data: bytes) -> None:  # noqa: ARG001
    import xlrd

    try:
        book = xlrd.open_workbook(file_contents=data, logfile=io.StringIO(), formatting_info=True)
    except (xlrd.XLRDError, xlrd.compdoc.CompDocError, AssertionError, IndexError) as error:
        raise ValueError(str(error)) from None
    for found in book.sheets():
        sheet = Sheet(found.name, [], found.visibility == 0)
        sheet.merged = [((a, c), (b - 1, d - 1)) for a, b, c, d in found.merged_cells]
        for row in range(found.nrows):
            cells = [_xls_value(cell, book.datemode) for cell in found.row(row)]
            sheet.rows.append(cells + [None] * (found.ncols - len(cells)))
        raw.sheets.append(sheet)


def _xls_value(cell: Any, datemode: int) -> Any:
    import xlrd

    if cell.ctype in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK) or cell.value == "":
        return None
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return CellError(xlrd.error_text_from_code.get(cell.value, "#"), "excel_error")
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return bool(cell.value)
    if cell.ctype == xlrd.XL_CELL_DATE and cell.value >= 1:
        epoch = dt.datetime(1904, 1, 1) if datemode else dt.datetime(1899, 12, 30)
        early = 1 if not datemode and cell.value < 60 else 0
        return epoch + dt.timedelta(days=cell.value + early)
    return cell.value


def _read_sav(raw: RawFile, path: Path, data: bytes) -> None:  # noqa: ARG001
    """An SPSS file: variable labels as headings, value labels as answers.

    User-missing values are kept: "Ved ikke" is often declared missing, and is an answer.
    """
    import pyreadstat

    reader = pyreadstat.read_sav
    try:
        table, about = reader(str(path), user_missing=True, output_format="dict")
    except pyreadstat.ReadstatError as error:
        raise ValueError(str(error)) from None
    columns = []
    for name, values in table.items():
        labels = about.variable_value_labels.get(name, {})
        heading = about.column_names_to_labels.get(name) or name
        columns.append([heading, *(_sav_value(value, labels) for value in values)])
    rows = [list(row) for row in zip(*columns, strict=True)] if columns else []
    raw.sheets.append(Sheet("", rows))


def _sav_value(value: Any, labels: dict[Any, str]) -> Any:
    if value is None or value == "" or value != value:  # NaN is not itself: system-missing
        return None
    return labels.get(value, value)
