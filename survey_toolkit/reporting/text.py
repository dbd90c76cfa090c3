"""Plain text for a terminal: lines of at most 78 columns, and tables with columns in line."""

from __future__ import annotations

import textwrap
import unicodedata
from collections.abc import Sequence
from fractions import Fraction

from survey_toolkit.language import number, percent, ratio
from survey_toolkit.reporting.display import DAGGER, Number, exact, is_empty

WIDTH = 78


def wrapped(text: str, indent: int = 0, hanging: int = 0) -> list[str]:
    """The text in lines; long words, such as a file's path, are never broken.

    >>> wrapped("et to tre", indent=2)
    ['  et to tre']
    """
    return textwrap.wrap(
        clean(text), WIDTH, initial_indent=" " * indent, subsequent_indent=" " * (indent + hanging),
        break_long_words=False, break_on_hyphens=False,
    )  # fmt: skip


def shortened(text: str, most: int) -> str:
    """The text with at most so many characters, cut between words with ….

    >>> shortened("et to tre", 8), shortened("et to", 8)
    ('et to…', 'et to')
    """
    plain = clean(text)
    return plain if len(plain) <= most else plain[:most].rpartition(" ")[0].rstrip(" ,;:") + "…"


def clean(text: str) -> str:
    r"""The text on one line, without characters that steer a terminal.

    >>> clean("a\x1b[2Jb\nc")
    'a�[2Jb c'
    """
    one_line = " ".join(text.split())
    return "".join(c if unicodedata.category(c)[0] != "C" else "\N{REPLACEMENT CHARACTER}"
                   for c in one_line)  # fmt: skip


def heading(text: str) -> list[str]:
    """An empty line, the text, and a line under it."""
    return ["", text, "-" * len(text)]


def aligned(rows: Sequence[Sequence[str]], right: Sequence[int] = (), indent: int = 2) -> list[str]:
    """The rows with their columns in line; those in `right` to the right.

    A text too long for the line is cut with …, always in the widest column to the left.

    >>> aligned([["1=", "Plan", "3,3"], ["10", "Aftale", "12,0"]], right=[0, 2])
    ['  1=  Plan     3,3', '  10  Aftale  12,0']
    """
    if not rows:
        return []
    table = [[clean(cell) for cell in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    texts = [number for number in range(len(widths)) if number not in right]
    widest = max(texts, key=lambda n: widths[n], default=0)
    over = indent + sum(widths) + 2 * (len(widths) - 1) - WIDTH
    widths[widest] = max(12, widths[widest] - max(0, over))
    return [
        (
            " " * indent
            + "  ".join(
                _cut(cell, width).rjust(width) if n in right else _cut(cell, width).ljust(width)
                for n, (cell, width) in enumerate(zip(row, widths, strict=True))
            )
        ).rstrip()
        for row in table
    ]


def _cut(text: str, width: int) -> str:
    return text if len(text) <= width else text[: width - 1].rstrip() + "…"


def place(file: str, sheet: str, cell: str) -> str:
    """Where something stands: file!sheet!cell; without what is not known.

    >>> place("svar.csv", "", "AM88")
    'svar.csv!!AM88'
    >>> place("svar.csv", "", "")
    'svar.csv'
    """
    return f"{file}!{sheet}!{cell}" if cell else "!".join(part for part in (file, sheet) if part)


def figure(measure: str, numerator: Number, denominator: Number, language: str) -> str:
    """A measure's value: a share in per cent, other statistics with one decimal.

    >>> figure("use.share", 6, 48, "da"), figure("use.mean_per_unit", 156, 48, "da")
    ('13 pct.', '3,3')
    """
    if is_empty(denominator):
        return "–"
    if measure.rpartition(".")[2].startswith("share"):
        share = exact(numerator) / exact(denominator)
        return percent(share.numerator, share.denominator, 0, language)
    return ratio(exact(numerator), exact(denominator), 1, language)


def fraction(numerator: Number, denominator: Number, minimum: int = 0) -> str:
    """The two numbers of a figure; † where the base is small.

    >>> fraction(156, 48), fraction(2, 3, minimum=5), fraction(0, 0)
    ('156/48', '2/3†', '0/0')
    """
    mark = DAGGER if not is_empty(denominator) and denominator < minimum else ""
    return f"{plain(numerator)}/{plain(denominator)}{mark}"


def plain(value: Number) -> str:
    """A number of the answers: whole numbers without decimals.

    >>> plain(3.0), plain(float("nan")), plain(Fraction(5, 2))
    ('3', '–', '2,5')
    """
    if value != value:  # NaN
        return "–"
    whole = Fraction(str(value))
    return str(int(whole)) if whole.denominator == 1 else number(whole, 1)
