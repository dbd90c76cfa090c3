"""The ledger of a wave: what was issued, sent, reminded, received and returned, line by line.

What happened cannot be made again, so lines are only ever added, and the file is replaced whole:
a run that is stopped leaves the old ledger or the new one.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from survey_toolkit.errors import SurveyError
from survey_toolkit.schema import LEDGER
from survey_toolkit.workspace import atomic, csv_bytes, read_csv, unescaped

NAME = "ledger.csv"
ISSUED, SENT, REMINDED, RECEIVED, RETURNED = "issued", "sent", "reminded", "received", "returned"


class Entry(NamedTuple):
    """One line, as in `schema.LEDGER`."""

    time: str
    event: str
    unit: str
    function: str = ""
    file: str = ""
    sha256: str = ""
    note: str = ""


def now() -> str:
    """The time as the ledger writes it, with the distance from Greenwich."""
    return dt.datetime.now().astimezone().isoformat(timespec="seconds")


def read_ledger(folder: Path) -> list[Entry]:
    """All lines of a wave's ledger, oldest first; none where there is no ledger yet.

    Raises SurveyError where a column is missing.
    """
    path = folder / NAME
    if not path.is_file():
        return []
    headings, rows = read_csv(path)
    missing = [column for column in LEDGER if column not in headings]
    if missing:
        raise SurveyError(f"{path}, row 1: no column {', '.join(missing)}. Put it back.")
    tables = [dict(zip(headings, map(unescaped, row), strict=True)) for row in rows if any(row)]
    return [Entry(*(table[column] for column in LEDGER)) for table in tables]


def add_to_ledger(folder: Path, entries: Sequence[Entry]) -> None:
    """Add lines at the end; what stands there is kept byte for byte.

    Raises SurveyError where the ledger is open in another program.
    """
    if not entries:
        return
    path = folder / NAME
    before = path.read_bytes() if path.is_file() else b""
    try:
        with atomic(path) as temporary:
            temporary.write_bytes(_added(before, entries))
    except PermissionError as error:
        raise SurveyError(
            f"{path}: it may not be written. Close it where it is open, then run again."
        ) from error


def _added(before: bytes, entries: Sequence[Entry]) -> bytes:
    """The ledger with more lines, in the form that it has: Excel saves it with semicolons."""
    if not before.strip():
        return csv_bytes(LEDGER, entries)
    lines = csv_bytes(LEDGER, entries).decode("utf-8-sig").split("\r\n", 1)[1]
    first = before.split(b"\n", 1)[0]
    if first.count(b";") > first.count(b","):
        lines = _with_semicolons(lines)
    between = b"" if before.endswith(b"\n") else b"\r\n"
    return before + between + lines.encode("utf-8")


def _with_semicolons(lines: str) -> str:
    text = io.StringIO(newline="")
    rows = csv.reader(io.StringIO(lines, newline=""))
    csv.writer(text, delimiter=";", lineterminator="\r\n").writerows(rows)
    return text.getvalue()
