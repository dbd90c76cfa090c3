"""Which files came back. Imports nothing heavy: a run in which nothing changed reads only this."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

from survey_toolkit.instruments.wave import same

KINDS = (".csv", ".txt", ".tsv", ".xlsx", ".xlsm", ".xls", ".ods", ".sav", ".zsav")
LEFT_ALONE = {"thumbs.db", "desktop.ini", "icon\r"}


def returned_files(folder: Path, only: str | None = None) -> list[tuple[str, Path]]:
    """The files in `returned/` by name, without those that programs leave there.

    `only` is a pattern such as `*.sav`. Folders that are called like a workbook are in the list:
    they are a finding.
    """
    if not folder.is_dir():
        return []
    found = []
    for path in _walk(folder):
        name = same(path.relative_to(folder).as_posix())
        if only is None or fnmatch(name, only) or fnmatch(path.name, only):
            found.append((name, path))
    return sorted(found)


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
