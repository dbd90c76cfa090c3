"""The encoding of a text file: what its bytes say, with what was guessed about them."""

from __future__ import annotations

import re
from typing import NamedTuple

_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_LETTERS = {
    "cp1252": re.compile("[æøåÆØÅ]".encode("cp1252")),
    # Quotation marks and signs of Windows have the same bytes, but do not follow a letter
    "cp850": re.compile(b"[A-Za-z][" + "æøå".encode("cp850") + b"]"),
    "mac_roman": re.compile(b"[A-Za-z][" + "æøå".encode("mac_roman") + b"]"),
}
_GUESSED = {
    "cp850": ("tegnsættet fra DOS, cp850", "the encoding of DOS, cp850"),
    "mac_roman": ("tegnsættet fra ældre Mac, mac_roman", "the encoding of old Macs, mac_roman"),
    "twice": ("UTF-8, som var kodet to gange", "UTF-8 that was encoded twice"),
}
# Windows-1252 leaves five bytes without a sign; they are kept as they are
_BYTES = {
    "windows": {bytes([n]).decode("cp1252", "replace").replace("\ufffd", chr(n)): bytes([n])
                for n in range(128, 256)},
    "mac_roman": {bytes([n]).decode("mac_roman"): bytes([n]) for n in range(128, 256)},
}  # fmt: skip
_NEXT = {
    name: "[" + "".join(map(re.escape, (sign for sign, b in signs.items() if b < b"\xc0"))) + "]"
    for name, signs in _BYTES.items()
}
_TWICE = re.compile("[ÂÃ]{windows}|â{windows}{{2}}|ï»¿|√{mac_roman}".format(**_NEXT))


class Decoded(NamedTuple):
    """A text, the lines (from 0) that were in Windows-1252 among UTF-8, and what was guessed.

    `guessed` is the name of the encoding in Danish and English, and the first line that it made
    a difference to; None where there was nothing to guess.
    """

    text: str
    windows: list[int]
    guessed: tuple[str, str, int] | None = None


def decode(content: bytes) -> Decoded:
    """The text of a file.

    UTF-16 is told by its byte-order mark or its zero bytes; otherwise lines that are no UTF-8
    are Windows-1252, which is what Danish Excel writes, or what older systems wrote where that
    gives Danish letters. UTF-8 that was taken for Windows-1252 and encoded again is mended.

    >>> decode("Å;1".encode("cp1252")).text, decode("Å;1".encode("utf-16")).text
    ('Å;1', 'Å;1')
    >>> decode("Rødovre".encode("cp850")).text, decode("RÃ¸dovre".encode()).text
    ('Rødovre', 'Rødovre')
    """
    if content[:2] in _UTF16:
        return Decoded(content.decode("utf-16"), [])
    if b"\x00" in content[:64]:
        little = content[1:2] == b"\x00"
        return Decoded(content.decode("utf-16-le" if little else "utf-16-be"), [])
    try:
        return _undoubled(content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return _line_by_line(content)


def _undoubled(text: str) -> Decoded:
    """The text with the letters mended that were encoded twice.

    Each stands as two or three signs that are found together in no text: the bytes of a letter in
    UTF-8, taken for Windows-1252 or for the letters of an old Mac.
    """
    found = _TWICE.search(text)
    if not found:
        return Decoded(text, [])
    line = text.count("\n", 0, found.start())
    return Decoded(_TWICE.sub(_once, text).lstrip("\ufeff"), [], (*_GUESSED["twice"], line))


def _once(found: re.Match[str]) -> str:
    old = "mac_roman" if found[0][0] == "√" else "windows"
    bytes_ = b"".join(_BYTES[old].get(sign, b"") for sign in found[0])
    return bytes_.decode("utf-8", "replace")


def _line_by_line(content: bytes) -> Decoded:
    old = _old_encoding(content)
    lines, windows, utf8 = [], [], False
    for number, line in enumerate(content.split(b"\n")):
        try:
            lines.append(line.decode("utf-8"))
            utf8 = utf8 or not line.isascii()
        except UnicodeDecodeError:
            lines.append(line.decode("cp1252", errors="replace"))
            windows.append(number)
    if old and not utf8:
        return Decoded(content.decode(old), [], (*_GUESSED[old], windows[0]))
    return Decoded("\n".join(lines), windows if utf8 else [])


def _old_encoding(content: bytes) -> str:
    """The encoding of older systems in which the text has most Danish letters; "" for Windows."""
    found = {name: len(letters.findall(content)) for name, letters in _LETTERS.items()}
    best = max(found, key=lambda name: found[name])
    return best if best in _GUESSED else ""
