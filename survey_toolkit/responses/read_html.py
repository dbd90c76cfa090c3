"""Web pages with tables, which many survey systems save as .xls."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from survey_toolkit.responses.cells import RawFile, Sheet, UnreadableError, Value
from survey_toolkit.responses.read_encoding import decode

_BEGINS = re.compile(rb"\s*<(?:!doctype|\?xml|!--|html|head|meta|body|style|table|div|p)\b|\s*<!--")
_UNSEEN = {"script", "style", "title"}
_BLOCKS = {"p", "div", "h1", "h2", "h3", "h4", "li", "table"}
_MOST = 256  # rows or columns that one cell is believed to be spread over


def is_web_page(data: bytes) -> bool:
    """Whether a file begins as a web page or as other XML.

    >>> is_web_page(b"<HTML><table>"), is_web_page(b"<5;x")
    (True, False)
    """
    start = data[:400].lstrip(b"\xef\xbb\xbf\xff\xfe").replace(b"\0", b"")
    return _BEGINS.match(start.lower()) is not None


def read_web_page(raw: RawFile, data: bytes) -> None:
    """Put the tables of a web page into a raw file, as the one sheet that Excel would show."""
    page = _Page()
    page.feed(decode(data).text)
    page.close()
    if not page.has_table:
        raise UnreadableError(
            "den er en webside eller XML og ikke en projektmappe. Åbn den i Excel, og gem den"
            " som .xlsx",
            "it is a web page or XML and no workbook. Open it in Excel, and save it as .xlsx",
        )
    width = max(map(len, page.rows), default=0)
    rows = [row + [None] * (width - len(row)) for row in page.rows]
    raw.sheets.append(Sheet("", rows, merged=page.merged))


class _Page(HTMLParser):
    """The rows of all tables of a page one after the other, with the lines between them."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[list[Value]] = []
        self.merged: list[tuple[tuple[int, int], tuple[int, int]]] = []
        self.has_table = False
        self._texts: list[str] = []
        self._taken: dict[int, int] = {}  # column: the last row that a cell from above covers
        self._cell: tuple[int, int] | None = None  # where the text goes; None outside tables
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("td", "th"):
            self._flush()
            self._open_cell(dict(attrs))
        elif tag == "tr":
            self._flush()
            self.rows.append([])
            self.has_table = True
        elif tag == "br":
            self._texts.append("\n")
        elif tag in _BLOCKS and self._cell is None:
            self._flush()
        self._unseen += tag in _UNSEEN

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th", "tr", "table") or (tag in _BLOCKS and self._cell is None):
            self._flush()
        self._unseen -= tag in _UNSEEN
        if tag == "table":
            self._taken = {}

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self._texts.append(re.sub(r"\s+", " ", data))

    def close(self) -> None:
        super().close()
        self._flush()

    def _open_cell(self, attributes: dict[str, str | None]) -> None:
        """Make room for a cell in the current row, after those that reach down into it."""
        if not self.rows:
            self.rows.append([])
        row = len(self.rows) - 1
        while self._taken.get(len(self.rows[row]), -1) >= row:
            self.rows[row].append(None)
        column = len(self.rows[row])
        right = column + _span(attributes.get("colspan")) - 1
        bottom = row + _span(attributes.get("rowspan")) - 1
        self.rows[row].extend([None] * (right - column + 1))
        if (bottom, right) != (row, column):
            self.merged.append(((row, column), (bottom, right)))
            self._taken.update(dict.fromkeys(range(column, right + 1), bottom))
        self._cell = (row, column)

    def _flush(self) -> None:
        """Put the text that was collected where it belongs."""
        text = "\n".join(line.strip() for line in "".join(self._texts).split("\n")).strip()
        self._texts = []
        if text and self._cell is None:
            self.rows.append([text])
        elif text and self._cell is not None:
            self.rows[self._cell[0]][self._cell[1]] = text
        self._cell = None


def _span(said: str | None) -> int:
    return min(int(said), _MOST) if said and said.isdecimal() and int(said) else 1
