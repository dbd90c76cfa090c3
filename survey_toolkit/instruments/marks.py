"""What an issued form says about itself, so that it is known again whatever happens to it.

Every sheet has a **mark**, a small grey line with its wave, instrument, unit and function, and a
check over all of them. A hidden column and a hidden row hold **keys**, which say what a row or a
column is about, with a fingerprint of the words beside it: rows can be sorted, and a label that
was overwritten is found out.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote, unquote

PROGRAM, BETWEEN = "survey-toolkit", "·"
ABOUT_UNIT, CHOICES = "*", "#"
"""In the place of the function: sheets about the whole unit, and the sheet of choices."""

KINDS = ("mark", "text", "gap", "count", "columns", "column", "heading", "item", "question",
         "choice", "function", "about")  # fmt: skip
_KEY = re.compile(
    rf"§({'|'.join(KINDS)})(?::([a-z0-9_:-]+))?(?:~([0-9a-f]{{4}}(?:\.[0-9a-f]{{4}})*))?"
)
_PLAIN = " !\"#$&'()*+,-./:;<=>?@[]^_`{|}~"


@dataclass(frozen=True, slots=True)
class Mark:
    """What a sheet was issued as. `part` is a function's id, `ABOUT_UNIT` or `CHOICES`."""

    wave: str
    instrument: str
    version: str
    unit: str
    part: str


def mark_text(mark: Mark) -> str:
    """The line that stands on the sheet.

    >>> mark_text(Mark("2027", "coordination-tools", "2012.1", "657", "sociale_tilbud"))
    'survey-toolkit · 2027 · coordination-tools 2012.1 · 657 · sociale_tilbud · 38'
    """
    instrument = f"{_coded(mark.instrument).replace(' ', '%20')} {_coded(mark.version)}"
    parts = [PROGRAM, _coded(mark.wave), instrument, _coded(mark.unit), _coded(mark.part)]
    return f" {BETWEEN} ".join([*parts, check(parts)])


def is_mark(text: str) -> bool:
    """Whether a text wants to be a mark, right or wrong.

    >>> is_mark("survey-toolkit · 2027"), is_mark("survey-toolkit run 2027")
    (True, False)
    """
    return text.startswith(PROGRAM) and BETWEEN in text


def read_mark(text: str) -> Mark | None:
    """What a mark says; None where it is none, or its check is wrong.

    >>> line = mark_text(Mark("2027", "tools", "1", "657", "a"))
    >>> read_mark(line)
    Mark(wave='2027', instrument='tools', version='1', unit='657', part='a')
    >>> read_mark(line.replace("657", "675")) is None
    True
    """
    parts = [" ".join(part.split()) for part in text.split(BETWEEN)]
    if len(parts) != 6 or parts[0] != PROGRAM or parts[5] != check(parts[:5]):
        return None
    instrument, _, version = parts[2].partition(" ")
    return Mark(*(unquote(part) for part in (parts[1], instrument, version, *parts[3:5])))


def _coded(part: str) -> str:
    """A part without the sign that stands between parts, and without spaces that get lost."""
    return " ".join(part.split()).replace("%", "%25").replace(BETWEEN, quote(BETWEEN))


def check(parts: Iterable[str]) -> str:
    """Two digits over some texts: as in an IBAN, the remainder after division by 97.

    One character that was changed, and two neighbours that changed places, give other digits.

    >>> check(["2027", "657"]), check(["2027", "675"]), check(["2026", "657"])
    ('25', '43', '88')
    """
    rest = 0
    for letter in quote(BETWEEN.join(parts), safe=_PLAIN):
        rest = (rest * 10 + ord(letter)) % 97
    return f"{rest:02d}"


@dataclass(frozen=True, slots=True)
class Key:
    """What a row or a column is about: a kind, and mostly an id.

    `prints` are the fingerprints of its words, in order.
    """

    kind: str
    id: str = ""
    prints: tuple[str, ...] = ()


def key_text(kind: str, name: str = "", words: Iterable[str] = ()) -> str:
    """The key of a row with some words.

    >>> key_text("item", "psp", ["PSP-samarbejdet"]), key_text("column", "use")
    ('§item:psp~c031', '§column:use')
    """
    prints = ".".join(fingerprint(text) for text in words)
    return f"§{kind}" + (f":{name}" if name else "") + (f"~{prints}" if prints else "")


def read_key(text: str) -> Key | None:
    """What a key says; None where a text is none.

    >>> read_key("§item:psp~c031"), read_key("psp")
    (Key(kind='item', id='psp', prints=('c031',)), None)
    """
    found = _KEY.fullmatch(text.strip())
    if found is None:
        return None
    kind, name, prints = found.groups(default="")
    return Key(kind, name, tuple(filter(None, prints.split("."))))


def fingerprint(text: str) -> str:
    """Four digits by which a text is known again; spaces and lines do not count."""
    return hashlib.sha256("".join(text.split()).encode()).hexdigest()[:4]
