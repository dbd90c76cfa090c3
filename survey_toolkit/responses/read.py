"""Reading returned files into cells: .csv, .xlsx, .xls, .ods and .sav. They are never written to.

What cannot be read becomes a finding, and the other files are read.
"""

from __future__ import annotations

import csv
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from python_calamine import CalamineError

from survey_toolkit.errors import Finding
from survey_toolkit.responses.cells import RawFile, Sheet, UnreadableError
from survey_toolkit.responses.listing import KINDS
from survey_toolkit.responses.read_html import is_web_page, read_web_page
from survey_toolkit.responses.read_text import read_csv_bytes
from survey_toolkit.responses.read_xlsx import read_workbook

_LARGEST = 50_000_000  # bytes of text: a thousand units' export is a fiftieth of that
_OLE, _ZIP = b"\xd0\xcf\x11\xe0", b"PK\x03\x04"


def read_file(path: Path, name: str, content: bytes | None = None) -> RawFile:
    """One file as cells; what is wrong with it is in its findings.

    `name` is the path relative to returned/; `content` its bytes where they are known already.
    """
    raw = RawFile(name)
    if path.is_dir():
        _unreadable(
            raw,
            "den er en mappe, som hedder som en fil. Giv mappen et andet navn",
            "it is a folder that is called like a file. Give the folder another name",
        )
        return raw
    if path.suffix.casefold() not in KINDS:
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
    except (CalamineError, zipfile.BadZipFile, csv.Error, OSError, ValueError) as error:
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
        raise UnreadableError("den er tom. Bed om den igen", "it is empty. Ask for it again")
    if suffix in (".sav", ".zsav"):
        return _read_sav
    if data.startswith(_ZIP):
        if b"word/document.xml" in data and b"xl/workbook" not in data:
            raise UnreadableError(
                "den er et Word-dokument. Bed om svarene i Excel-skemaet",
                "it is a Word document. Ask for the replies in the Excel form",
            )
        return _workbook
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise UnreadableError(
                "den er beskyttet med adgangskode. Bed om den uden",
                "it is protected by a password. Ask for it without",
            )
        return _read_xls
    if is_web_page(data):  # and many survey systems call one .xls
        return _web_page
    if len(data) > _LARGEST:
        raise UnreadableError(
            f"den fylder {len(data) // 1_000_000} MB, mere end et spørgeskema kan. Bed om den igen",
            f"it is of {len(data) // 1_000_000} MB, more than replies can be. Ask for it again",
        )
    if suffix in (".csv", ".txt", ".tsv", ".xls"):  # many systems call a text table .xls
        return _read_text
    raise UnreadableError(
        "den er ikke en projektmappe. Åbn den, og gem den som .xlsx, eller bed om den igen",
        "it is no workbook. Open it and save it as .xlsx, or ask for it again",
    )


def _read_text(raw: RawFile, path: Path, data: bytes) -> None:  # noqa: ARG001
    read_csv_bytes(raw, data)


def _web_page(raw: RawFile, path: Path, data: bytes) -> None:  # noqa: ARG001
    read_web_page(raw, data)


def _workbook(raw: RawFile, path: Path, data: bytes) -> None:  # noqa: ARG001
    read_workbook(raw, data)


def _read_xls(raw: RawFile, path: Path, data: bytes) -> None:  # noqa: ARG001
    from survey_toolkit.responses.read_xls import read_xls

    read_xls(raw, data)


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
