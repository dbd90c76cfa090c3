"""The rows of a text table, where a quotation mark may be without its partner.

A quotation mark at the beginning of a field makes everything a part of the field until the next
one, over line breaks too. That is right for a remark of several lines, and swallows whole replies
where somebody began a remark with a quotation and never closed it.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from typing import NamedTuple

from survey_toolkit.responses.cells import Position

_END = "\x1d"  # a line of its own after the last, which an open quotation swallows
MOST_LINES = 200  # of one field; a quotation that goes on longer has no partner
_NARROW = 4  # columns; a remark of several lines may by chance look like the rows of fewer


class _Record(NamedTuple):
    fields: list[str]
    lines: int  # how many lines of the file it took
    is_open: bool  # its quotation was not closed before the end


def records(text: str, delimiter: str) -> tuple[list[list[str]], list[Position]]:
    """The rows of a table, and the cells whose quotation mark has no partner.

    Such a mark is read as part of the text, and the lines that it swallowed as rows: where it is
    open at the end of the file, or each line of the field looks like a row of the table.

    >>> records('a;b\\n"1;2";"x\\ny"\\n', ";")
    ([['a', 'b'], ['1;2', 'x\\ny']], [])
    >>> records('a;b\\n1;"x\\n2;y\\n', ";")
    ([['a', 'b'], ['1', '"x'], ['2', 'y']], [(1, 1)])
    """
    lines = io.StringIO(text, newline="").readlines()
    read = list(csv.reader([*lines, _END], delimiter=delimiter))
    if len(read) > len(lines):
        return read[:-1], []
    usual = _usual_lengths(lines, delimiter)
    table: list[list[str]] = []
    quotes, at = [], 0
    while at < len(lines):
        record = _record(lines, at, delimiter)
        if record.is_open or _is_rows(lines[at : at + record.lines], delimiter, usual):
            record = _Record(_plain(lines[at], delimiter), 1, False)
            quotes.append((len(table), _unpaired(record.fields)))
        table.append(record.fields)
        at += record.lines
    return table, quotes


def _record(lines: list[str], at: int, delimiter: str) -> _Record:
    """The row that begins in a line of the file."""
    reader = csv.reader(_from(lines, at), delimiter=delimiter)
    fields = next(reader)
    return _Record(fields, reader.line_num, bool(fields) and fields[-1].endswith(_END))


def _from(lines: list[str], at: int) -> Iterator[str]:
    for number in range(at, min(at + MOST_LINES, len(lines))):
        yield lines[number]
    yield _END


def _usual_lengths(lines: list[str], delimiter: str) -> set[int]:
    """How many fields the rows have that take one line each; titles and the like left out."""
    reader, before, lengths = csv.reader(lines, delimiter=delimiter), 0, set()
    for fields in reader:
        if reader.line_num == before + 1:
            lengths.add(len(fields))
        before = reader.line_num
    longest = max(lengths | {len(_plain(lines[0], delimiter))})
    return {n for n in lengths | {longest} if n > 1 and 2 * n > longest}


def _is_rows(lines: list[str], delimiter: str, usual: set[int]) -> bool:
    """Whether the lines of one row look like rows themselves: they have as many fields.

    The last may look otherwise, where it goes on with a remark that has its quotation marks.
    """
    lines = [line for line in lines if line.strip()]
    if len(lines) < 2:
        return False
    alike = [len(_plain(line, delimiter)) in usual for line in lines]
    if not all(alike[:-1]):
        return False
    if not _is_well_formed(lines, delimiter):
        return True
    return max(usual) >= _NARROW and (alike[-1] or len(lines) > 2)


def _is_well_formed(lines: list[str], delimiter: str) -> bool:
    """Whether every quotation ends where its field does."""
    try:
        return bool(list(csv.reader(lines, delimiter=delimiter, strict=True)))
    except csv.Error:
        return False


def _plain(line: str, delimiter: str) -> list[str]:
    """The fields of one line. A quotation mark counts where its partner ends a field.

    >>> _plain('1;"a;b";"x;y', ";")
    ['1', 'a;b', '"x', 'y']
    """
    d = re.escape(delimiter)
    field = rf'(?:^|{d})(?:"((?:[^"]|"")*)"(?={d}|$)|([^{d}]*))'
    found = re.findall(field, line.rstrip("\r\n"))
    return [quoted.replace('""', '"') or plain for quoted, plain in found]


def _unpaired(fields: list[str]) -> int:
    """The column of the quotation mark without a partner."""
    return next((n for n, field in enumerate(fields) if field.count('"') % 2), 0)
