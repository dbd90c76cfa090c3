"""Text tables: any delimiter and encoding, with what is odd about their lines as findings."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from survey_toolkit.errors import Finding
from survey_toolkit.responses.cells import RawFile, Sheet, Value
from survey_toolkit.responses.read_encoding import Decoded, decode
from survey_toolkit.responses.read_quotes import records

DELIMITERS = ";,\t|"
_FIELD = 10_000_000  # characters
_HEADS = 30  # rows of a table that may be its heading


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
    decoded = decode(content)
    _tell_of_encoding(raw, decoded)
    csv.field_size_limit(_FIELD)
    table, raw.quotes = records(decoded.text, delimiter_of(decoded.text))
    raw.uneven = uneven_rows(table)
    width = max((_end(row, "") for row in table), default=0)
    rows: list[list[Value]] = [
        [*(field or None for field in row[:width]), *[None] * (width - len(row))] for row in table
    ]
    raw.sheets.append(Sheet("", rows))


def _tell_of_encoding(raw: RawFile, decoded: Decoded) -> None:
    lines = decoded.text.split("\n") if decoded.windows or decoded.guessed else []
    for line in decoded.windows:
        shown = lines[line].strip()[:80]
        raw.findings.append(Finding("mixed_encoding", raw.path, cell=f"A{line + 1}", value=shown))
    if decoded.guessed:
        danish, english, line = decoded.guessed
        facts = {"encoding": danish, "encoding_en": english}
        shown = lines[line].strip()[:80]
        raw.findings.append(
            Finding("guessed_encoding", raw.path, cell=f"A{line + 1}", value=shown, facts=facts)
        )


class _Row(NamedTuple):
    """A row of several fields: its number, the fields to the last that says something, and all."""

    number: int
    end: int
    declared: int


def uneven_rows(table: list[list[str]]) -> dict[int, int]:
    """The rows that have more fields than the table they stand in, by the fields that it has.

    A table has as many fields as its row of headings. What stands above that row is narrower than
    most rows below it: titles, `Kommune;Herning`, a first row of headings over several columns.
    After an empty line another table may begin, where most of its rows are wider.

    >>> uneven_rows([["a", "b"], ["1", "2", "3"], ["1", "2", ""]])
    {1: 2}
    >>> uneven_rows([["Kommune", "Herning"], ["a", "b", "c"], ["1", "2", "3"], ["1", "2", "3"]])
    {}
    """
    found, width = {}, 0
    for block in _blocks(table):
        rows = [_Row(n, _end(table[n]), len(table[n])) for n in block if _has_several(table[n])]
        begin = block.start
        if _is_another_table(rows, width):
            head = _heading(rows)
            width, begin = head.end, head.number
        if width:
            found.update({n: width for n in range(begin, block.stop) if _end(table[n]) > width})
    return found


def _blocks(table: list[list[str]]) -> Iterator[range]:
    """The stretches of rows that hold something."""
    start = 0
    for number in range(len(table) + 1):
        if number == len(table) or not _end(table[number]):
            if number > start:
                yield range(start, number)
            start = number + 1


def _is_another_table(rows: list[_Row], width: int) -> bool:
    """Whether rows are a table of their own, and not more of one that is so many fields wide."""
    if len(rows) < 3 and width:
        return False
    wider = [row.end for row in rows if row.end > width]
    return 2 * len(wider) > len(rows) or (bool(wider) and width <= max(2, rows[0].end // 2))


def _heading(rows: list[_Row]) -> _Row:
    """The row of headings: the first that is no title, and as wide as the rows under it.

    Where those are wider, a row is passed over only if it is much narrower than they, or if most
    of them are and it leaves fields empty where they have theirs. Otherwise it is believed: a row
    of headings may be right, and the answers moved by a separator too many.
    """
    for number, row in enumerate(rows[:_HEADS]):
        wider = [below for below in rows[number + 1 :] if below.end > row.end]
        most = 2 * len(wider) > len(rows) - number - 1
        usual = Counter(below.end for below in wider).most_common(1)[0][0] if wider else 0
        title = row.end <= 2 and (most or len(wider) > 2)
        narrow = row.end <= max(usual if most else 0, row.declared) // 2
        if not wider or not (title or narrow or (most and row.declared >= usual)):
            return row
    return rows[0]


def _end(row: list[str], spaces: str | None = None) -> int:
    """How many fields there are up to the last that says something (or is not empty, for "")."""
    end = len(row)
    while end and not row[end - 1].strip(spaces):
        end -= 1
    return end


def _has_several(row: list[str]) -> bool:
    return sum(map(bool, row)) > 1
