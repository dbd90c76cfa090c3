"""Text tables: any delimiter and encoding, with what is odd about their lines as findings."""

from __future__ import annotations

import csv
import io
from collections import Counter

from survey_toolkit.errors import Finding
from survey_toolkit.responses.cells import RawFile, Sheet, Value

DELIMITERS = ";,\t|"
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


def decode(content: bytes) -> tuple[str, list[int]]:
    """The text, and the lines (from 0) that were read in another encoding than the rest.

    UTF-16 is told by its byte-order mark or its zero bytes; otherwise lines that are no UTF-8
    are Windows-1252, which is what Danish Excel writes.

    >>> decode("Å;1".encode("cp1252")), decode("Å;1".encode("utf-16"))
    (('Å;1', []), ('Å;1', []))
    """
    if content[:2] in _UTF16:
        return content.decode("utf-16"), []
    if b"\x00" in content[:64]:
        return content.decode("utf-16-le" if content[1:2] == b"\x00" else "utf-16-be"), []
    try:
        return content.decode("utf-8-sig"), []
    except UnicodeDecodeError:
        return _line_by_line(content)


def _line_by_line(content: bytes) -> tuple[str, list[int]]:
    lines, windows, utf8 = [], [], False
    for number, line in enumerate(content.split(b"\n")):
        try:
            lines.append(line.decode("utf-8"))
            utf8 = utf8 or not line.isascii()
        except UnicodeDecodeError:
            lines.append(line.decode("cp1252", errors="replace"))
            windows.append(number)
    return "\n".join(lines), windows if utf8 else []


def delimiter_of(text: str) -> str:
    """The delimiter that splits the first lines most evenly and most often.

    >>> delimiter_of("a;b,c;d\\n1;2;3")
    ';'
    """
    lines = [line for line in text.split("\n", 20)[:20] if line.strip()]
    scores = {}
    for delimiter in DELIMITERS:
        fields = [len(row) for row in csv.reader(lines, delimiter=delimiter)]
        usual, times = Counter(fields).most_common(1)[0] if fields else (1, 0)
        scores[delimiter] = (usual > 1, times, usual)
    return max(DELIMITERS, key=lambda d: scores[d])


def read_csv_bytes(raw: RawFile, content: bytes) -> None:
    """Put a text table into a raw file as its one sheet, with a name of no letters."""
    text, windows = decode(content)
    for line in windows:
        shown = text.split("\n")[line].strip()[:80]
        raw.findings.append(Finding("mixed_encoding", raw.path, cell=f"A{line + 1}", value=shown))
    csv.field_size_limit(10_000_000)
    table = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter_of(text)))
    head = next((row for row in table if sum(map(bool, row)) > 1), [])
    while head and not head[-1].strip():
        head = head[:-1]
    width = max((len(row) for row in table), default=0)
    rows: list[list[Value]] = []
    for number, row in enumerate(table):
        if head and len(row) > len(head) and any(field.strip() for field in row[len(head) :]):
            raw.uneven[number] = len(row)
        rows.append([*(field or None for field in row), *[None] * (width - len(row))])
    raw.width = len(head)
    raw.sheets.append(Sheet("", rows))
