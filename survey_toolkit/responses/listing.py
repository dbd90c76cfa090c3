"""Which files came back. Imports nothing heavy: a run in which nothing changed reads only this."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping
from fnmatch import fnmatch
from pathlib import Path

from survey_toolkit.instruments.wave import same

KINDS = (".csv", ".txt", ".tsv", ".xlsx", ".xlsm", ".xls", ".ods", ".sav", ".zsav")
LEFT_ALONE = {"thumbs.db", "desktop.ini", "icon\r"}


def returned_files(folder: Path, only: str | None = None) -> list[tuple[str, Path]]:
    """The files in `returned/` by name, without those that programs leave there.

    `only` is a pattern such as `*.sav`. Folders that are called like a workbook are in the list:
    they are a finding. Each name can be shown, and is that of one file only.
    """
    if not folder.is_dir():
        return []
    found: dict[str, Path] = {}
    for path in sorted(_walk(folder)):
        name = _free(same(shown_name(path.relative_to(folder).as_posix())), found)
        found[name] = path
    wanted = ((n, p) for n, p in found.items() if only is None or fnmatch(n, only)
              or fnmatch(p.name, only))  # fmt: skip
    return sorted(wanted)


def shown_name(name: str) -> str:
    r"""A name as it can be shown and written: one that is no valid UTF-8 is read as Windows-1252.

    >>> shown_name("Ålborg.csv"), shown_name("\udcc5lborg.csv")
    ('Ålborg.csv', 'Ålborg.csv')
    """
    return "/".join(map(_shown_part, name.split("/")))


def _shown_part(part: str) -> str:
    try:
        part.encode("utf-8")
    except UnicodeEncodeError:
        how = "surrogatepass" if os.name == "nt" else "surrogateescape"
        return part.encode("utf-8", how).decode("cp1252", "replace")
    return part


def _free(name: str, taken: Mapping[str, Path]) -> str:
    """The name, or one like it that no other file has: two can be spelt in unlike bytes."""
    stem, dot, ending = name.rpartition(".")
    number, free = 1, name
    while free in taken:
        number += 1
        free = f"{stem} ({number}){dot}{ending}" if dot else f"{name} ({number})"
    return free


def _walk(folder: Path) -> Iterator[Path]:
    with os.scandir(folder) as entries:
        for entry in entries:
            name = entry.name.casefold()
            if name in LEFT_ALONE or name.startswith((".", "~$")):
                continue
            path = Path(entry.path)
            if entry.is_dir():
                yield from _walk(path)
                if path.suffix.casefold() in KINDS:
                    yield path
            else:
                yield path


def fingerprints(folder: Path) -> list[tuple[str, str]]:
    """Each returned file with a fingerprint of its content; "" where it cannot be opened."""
    return [(name, _fingerprint(path)) for name, path in returned_files(folder)]


def _fingerprint(path: Path) -> str:
    try:
        with path.open("rb") as content:
            return hashlib.file_digest(content, "sha256").hexdigest()
    except OSError:
        return ""
