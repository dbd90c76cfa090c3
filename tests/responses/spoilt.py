"""Writing files that cannot be read, or not wholly. All of it is synthetic."""

from __future__ import annotations

import struct
import zipfile
from pathlib import Path

import openpyxl

_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_STREAM = 4096  # bytes; smaller streams are stored in another way
_MEGABYTE = 1 << 20


def _entry(name: str, kind: int, right: int, child: int, start: int, size: int) -> bytes:
    """One of the 128-byte entries of a compound file's directory."""
    text = name.encode("utf-16-le")
    fields = struct.pack("<HBBIII", len(text) + 2, kind, 1, _FREE, right, child)
    return text.ljust(64, b"\0") + fields + bytes(36) + struct.pack("<IQ", start, size)


def encrypted(path: Path) -> None:
    """A workbook with a password: a compound file with the streams that Office writes."""
    numbers = struct.pack("<HHHHH6xIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096,
                          _END, 0, _END, 0)  # fmt: skip
    header = bytes.fromhex("D0CF11E0A1B11AE1") + bytes(16) + numbers
    header += struct.pack("<109I", 0, *[_FREE] * 108)
    chains = [_FAT, _END, *range(3, 10), _END, *range(11, 18), _END]
    table = struct.pack("<128I", *chains, *[_FREE] * (128 - len(chains)))
    directory = b"".join([
        _entry("Root Entry", 5, _FREE, 1, _END, 0),
        _entry("EncryptionInfo", 2, 2, _FREE, 2, _STREAM),
        _entry("EncryptedPackage", 2, _FREE, _FREE, 10, _STREAM),
        bytes(128),
    ])  # fmt: skip
    info = struct.pack("<HHI", 4, 4, 0x40).ljust(_STREAM, b" ")
    package = struct.pack("<Q", _STREAM - 8).ljust(_STREAM, b"\x5a")
    path.write_bytes(header + table + directory + info + package)


def zip_bomb(path: Path, size: int = 300) -> None:
    """A workbook of some hundred kilobytes whose sheet fills `size` megabytes when unpacked."""
    openpyxl.Workbook().save(path)
    with zipfile.ZipFile(path) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    sheet = next(name for name in parts if name.endswith("sheet1.xml"))
    head, tail = parts.pop(sheet).split(b"<sheetData", 1)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as book:
        for name, content in parts.items():
            book.writestr(name, content)
        with book.open(sheet, "w") as stream:
            stream.write(head)
            for _ in range(size):
                stream.write(b" " * _MEGABYTE)
            stream.write(b"<sheetData" + tail)


def letter(path: Path) -> None:
    """A text document, whatever the file is called."""
    with zipfile.ZipFile(path, "w") as document:
        document.writestr("[Content_Types].xml", "<Types/>")
        document.writestr("word/document.xml", "<document>Tak for jeres mail</document>")


def budget(path: Path) -> None:
    """A workbook that is no questionnaire."""
    book = openpyxl.Workbook()
    rows = (("Budget 2012", None), ("Konto", "Beløb"), ("Løn", 1200000), ("Husleje", 240000))
    for row in rows:
        book.active.append(row)
    book.save(path)
