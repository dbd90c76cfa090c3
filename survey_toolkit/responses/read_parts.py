"""The parts of a workbook: an .xlsx or .ods is a zip of XML files.

They are unpacked straight from the file's bytes, which is quicker than to open each as a file.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib

from survey_toolkit.responses.cells import UnreadableError

MAX_INFLATED = 200_000_000  # bytes; a questionnaire of a million cells is a quarter of it
_LOCAL_HEADER = 30  # bytes, before the name and the extra field, whose lengths are its last four
_SHEET = re.compile(rb"""<(?:[\w.-]+:)?sheet\s[^<]*?:id\s*=\s*["']([^"']*)""")
_RELATION = re.compile(rb"<(?:[\w.-]+:)?Relationship\s[^<]*")
_SAYS = re.compile(rb"""\s(Id|Target|Type)\s*=\s*["']([^"']*)""")


class Parts:
    """The parts of a zipped workbook by name. Names are compared as Excel does, without case."""

    def __init__(self, data: bytes) -> None:
        """Read the directory, and refuse what would fill the memory when it is unpacked."""
        self._data = data
        members = _members(data)
        size = sum(member.file_size for member in members)
        if size > MAX_INFLATED:
            raise UnreadableError(
                f"den fylder {size // 1_000_000} MB, når den pakkes ud. Bed om den igen",
                f"it inflates to {size // 1_000_000} MB. Ask for it again",
            )
        self._members = {_plain(member.filename): member for member in members}

    def __contains__(self, name: str) -> bool:
        return _plain(name) in self._members

    def read(self, name: str) -> bytes:
        """A part's content; nothing where there is no such part."""
        member = self._members.get(_plain(name))
        if member is None:
            return b""
        start = member.header_offset + _LOCAL_HEADER
        lengths = self._data[start - 4 : start]
        start += int.from_bytes(lengths[:2], "little") + int.from_bytes(lengths[2:], "little")
        packed = self._data[start : start + member.compress_size]
        content = packed if member.compress_type == zipfile.ZIP_STORED else _inflate(packed, member)
        if len(content) != member.file_size:  # a size that lies may hide what fills the memory
            raise zipfile.BadZipFile(f"{name} is not of the size it should be")
        return content

    def sheets(self) -> list[str]:
        """The part of each sheet, in the workbook's order."""
        book = "xl/workbook.xml"
        if book not in self:
            book = self._main() or book
        folder, name = posixpath.split(book)
        targets = {
            relation.get(b"Id"): relation.get(b"Target", b"").decode()
            for relation in self._relations(f"{folder}/_rels/{name}.rels".lstrip("/"))
        }
        sheets = _SHEET.findall(self.read(book))
        return [self._resolved(folder, targets.get(sheet, "")) for sheet in sheets]

    def with_others(self, others: dict[str, bytes]) -> bytes:
        """The bytes of the same workbook with other content in some of its parts."""
        written = io.BytesIO()
        with zipfile.ZipFile(written, "w") as archive:
            for name, member in self._members.items():
                content = others.get(name)
                archive.writestr(member.filename, self.read(name) if content is None else content)
        return written.getvalue()

    def _main(self) -> str:
        """The part that the package says is the workbook."""
        for relation in self._relations("_rels/.rels"):
            if relation.get(b"Type", b"").endswith(b"relationships/officeDocument"):
                return relation.get(b"Target", b"").decode().lstrip("/")
        return ""

    def _relations(self, name: str) -> list[dict[bytes, bytes]]:
        return [dict(_SAYS.findall(tag)) for tag in _RELATION.findall(self.read(name))]

    def _resolved(self, folder: str, target: str) -> str:
        """The part that a target names, seen from the workbook's folder."""
        name = _plain(target)
        near = name[1:] if name.startswith("/") else posixpath.join(folder, name)
        near = posixpath.normpath(near) if "." in near.removesuffix(".xml") else near
        return near if near in self._members else name


def _members(data: bytes) -> list[zipfile.ZipInfo]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return archive.infolist()
    except NotImplementedError as error:  # a version of the format that cannot be
        raise zipfile.BadZipFile(str(error)) from None


def _plain(name: str) -> str:
    """A part's name as it is looked up; some programs write folders with a backslash."""
    return name.replace("\\", "/").casefold()


def _inflate(packed: bytes, member: zipfile.ZipInfo) -> bytes:
    """What was deflated, and no more than one byte above the size that it is said to have."""
    if member.compress_type != zipfile.ZIP_DEFLATED:
        raise zipfile.BadZipFile(f"{member.filename} is packed in an unusual way")
    try:
        return zlib.decompressobj(-zlib.MAX_WBITS).decompress(packed, member.file_size + 1)
    except zlib.error as error:
        raise zipfile.BadZipFile(str(error)) from None
