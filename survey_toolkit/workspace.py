"""The three folders of a workspace, their paths, and how files are written into them."""

from __future__ import annotations

import contextlib
import csv
import difflib
import hashlib
import io
import json
import os
import re
import shutil
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from survey_toolkit.errors import SurveyError

LEFT_FOR_GOOD = 3600  # seconds; a younger temporary file may be another run's
PACKAGE = Path(__file__).resolve().parent


@dataclass(frozen=True, slots=True)
class Workspace:
    """A folder with `instruments/`, `responses/` and `analysis/`."""

    root: Path

    @property
    def instruments(self) -> Path:
        """Where the questionnaires stand, a folder each."""
        return self.root / "instruments"

    def register(self, name: str) -> Path:
        """A list of organisations: the workspace's own, or else the one that is shipped."""
        own = self.root / "registers" / name
        return own if own.is_dir() else shipped() / "registers" / name

    def responses(self, wave: str) -> Path:
        """What came back in a wave, and what people decided about it."""
        return self.root / "responses" / wave

    def returned(self, wave: str) -> Path:
        """The files as received: read, never changed."""
        return self.responses(wave) / "returned"

    def analysis(self, wave: str) -> Path:
        """What the program writes; all of it can be deleted and made again."""
        return self.root / "analysis" / wave

    def waves(self) -> list[str]:
        """The names of the waves, in order."""
        return waves_in(self.root / "responses")

    def wave(self, said: str) -> str:
        """The name of the wave that a person named, by its name or by the path of its folder.

        Raises SurveyError where that can be no wave of this workspace.
        """
        plain = said.rstrip("/\\")
        if plain not in ("", ".", "..") and not set(plain) & set("/\\"):
            return plain
        for start in (Path.cwd(), self.root) if plain else ():
            path = (start / said).resolve()
            if path.is_dir() and path.parent == (self.root / "responses").resolve():
                return path.name
        known = ", ".join(self.waves()) or "none"
        raise SurveyError(f"{said!r} is not the name of a wave. The waves here: {known}.")

    def instrument_names(self) -> list[str]:
        """The names of the questionnaires, in order."""
        return [p.name for p in _folders(self.instruments) if not p.name.startswith(".")]


def _folders(folder: Path) -> list[Path]:
    """The folders that stand directly in a folder, in order; none where it cannot be read."""
    try:
        return sorted(path for path in folder.iterdir() if path.is_dir())
    except OSError:
        return []


def waves_in(responses: Path) -> list[str]:
    """The names of the waves in a folder: those with a wave.toml or a frame.csv."""
    return [
        folder.name
        for folder in _folders(responses)
        if not folder.name.startswith(".")  # a wave that is being made
        and any((folder / name).is_file() for name in ("wave.toml", "frame.csv"))
    ]


def find(start: Path | None = None) -> Workspace:
    """The workspace that a folder stands in: itself or the nearest folder above it.

    Raises SurveyError where there is none, naming one nearby, and saying how to make one.
    """
    here = (start or Path.cwd()).resolve()
    for folder in (here, *here.parents):
        if _is_workspace(folder):
            return Workspace(folder)
    nearby = [*_folders(here), *_folders(here.parent)]
    found = next((path for path in nearby if _is_workspace(path)), None)
    where = (
        f'There is one near: go to that folder, or write --workspace "{found}".'
        if found
        else "Go to the folder that has them, or name it with --workspace."
    )
    raise SurveyError(
        f"{here}: no workspace here (a folder with instruments/ and responses/). {where} "
        "Make a new one with: survey-toolkit init --example"
    )


def _is_workspace(folder: Path) -> bool:
    return (folder / "responses").is_dir() and (folder / "instruments").is_dir()


def shipped() -> Path:
    """The folder that holds the instruments and the example that come with the program."""
    inside = PACKAGE / "shipped"
    return inside if (inside / "instruments").is_dir() else PACKAGE.parent


def nearest(word: str, known: Iterable[str]) -> str:
    """A hint with the nearest known name, ready to stand at the end of a message.

    >>> nearest("2021", ["2012", "pilot"])
    ' Did you mean 2012?'
    >>> nearest("x", ["2012"])
    ''
    """
    close = difflib.get_close_matches(word, list(known), n=1, cutoff=0.5)
    return f" Did you mean {close[0]}?" if close else ""


def digest(*parts: bytes) -> str:
    """A fingerprint of some content (SHA-256, hexadecimal)."""
    sha = hashlib.sha256()
    for part in parts:
        sha.update(len(part).to_bytes(8, "little"))
        sha.update(part)
    return sha.hexdigest()


def program_digest() -> str:
    """A fingerprint of the program itself, so that a new version reads everything again."""
    sources = sorted(PACKAGE.rglob("*.py"))
    return digest(*(path.read_bytes() for path in sources))


@contextlib.contextmanager
def atomic(path: Path) -> Iterator[Path]:
    """Write a file so that it is either the old one or the whole new one.

    Yields a temporary path in the same folder; when the block ends well it takes the place of
    `path`. A run that is killed leaves at most a hidden temporary file, which may be deleted.
    An OSError names `path` (or its folder), not the temporary file.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = None
    try:
        handle, name = tempfile.mkstemp(
            prefix=f".{path.stem}-", suffix=path.suffix, dir=path.parent
        )
        os.close(handle)
        temporary = Path(name)
        yield temporary
        temporary.chmod(0o644)
        temporary.replace(path)
    except OSError as error:
        error.filename, error.filename2 = str(path), None
        raise
    finally:
        if temporary:
            temporary.unlink(missing_ok=True)


def clear_leftovers(folder: Path) -> None:
    """Remove temporary files that a killed run left, once they are an hour old."""
    if folder.is_dir():
        for path in folder.glob(".*-????????.*"):
            if time.time() - path.stat().st_mtime > LEFT_FOR_GOOD:
                path.unlink(missing_ok=True)


def save_bytes(path: Path, content: bytes) -> Path:
    """Write content to a file; where it is open in Excel, to a numbered one beside it.

    Returns the path that was written. Windows refuses to replace a file that is open: then the
    old one is left alone, and `tables.xlsx` becomes `tables (2).xlsx`.
    """
    for number in range(1, 100):
        target = path if number == 1 else path.with_name(f"{path.stem} ({number}){path.suffix}")
        try:
            with atomic(target) as temporary:
                temporary.write_bytes(content)
        except PermissionError as error:
            if not target.exists():
                error.filename = str(path)
                raise
            continue
        return target
    raise SurveyError(f"{path}: it and 98 copies of it are open elsewhere. Close them.")


_NUMBER = re.compile(r"[-+]?\d+(?:[.,]\d+)?")
FORMULA_START = frozenset("=+-@\t\r")


def _safe(text: object) -> object:
    """Text that a spreadsheet would take for a formula, with an apostrophe before it."""
    if isinstance(text, str) and text[:1] in FORMULA_START and not _is_number(text):
        return "'" + text
    return text


def unescaped(text: str) -> str:
    """A text of a CSV of ours as it was before it was written.

    >>> unescaped("'=1+1"), unescaped("'tis")
    ('=1+1', "'tis")
    """
    plain = text[1:]
    return plain if text[:1] == "'" and _safe(plain) == text else text


def _is_number(text: str) -> bool:
    return _NUMBER.fullmatch(text) is not None


def csv_bytes(
    columns: Sequence[str], rows: Iterable[Sequence[object]], delimiter: str = ","
) -> bytes:
    r"""A table as CSV: UTF-8 with a byte-order mark, so that Excel reads æ, ø and å.

    Text that begins like a formula gets an apostrophe before it. With the delimiter `;` a Danish
    Excel shows columns at once.

    >>> csv_bytes(["a"], [["=1+1"], ["-5"]]).decode("utf-8-sig")
    "a\r\n'=1+1\r\n-5\r\n"
    """
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=delimiter, lineterminator="\r\n")
    writer.writerow(columns)
    for row in rows:
        risky = any(type(cell) is str and cell[:1] in FORMULA_START for cell in row)
        writer.writerow([_safe(cell) for cell in row] if risky else row)
    return buffer.getvalue().encode("utf-8-sig")


def read_csv(path: Path) -> tuple[list[str], list[list[str]]]:
    """The headings and rows of a CSV that people edit: `;`, `,` or tab; UTF-8 or Windows-1252.

    Rows are as long as the headings; cells of empty rows are empty. Raises SurveyError where a row
    has more fields than there are headings, naming it.
    """
    headings, rows, too_long = read_uneven_csv(path)
    if too_long:
        raise SurveyError(*(
            f"{path.name}, row {number}: {fields} fields, expected {len(headings)} as in the "
            "headings. Put text that holds the separator in quotes."
            for number, fields in too_long.items()
        ))  # fmt: skip
    return headings, rows


def read_uneven_csv(path: Path) -> tuple[list[str], list[list[str]], dict[int, int]]:
    """As `read_csv`, and how many fields each row has that has too many, by its number in Excel."""
    content = path.read_bytes()
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    first = text.split("\n", 1)[0]
    delimiter = max(";,\t", key=first.count)
    table = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    if not table:
        raise SurveyError(f"{path.name}: the file is empty. Expected a row of headings.")
    headings = [cell.strip() for cell in table[0]]
    while headings and not headings[-1]:
        headings.pop()
    rows, too_long = [], {}
    for number, row in enumerate(table[1:], start=2):
        if any(cell.strip() for cell in row[len(headings) :]):
            too_long[number] = len(row)
        if any(cell.strip() for cell in row):
            rows.append([cell.strip() for cell in (row + [""] * len(headings))[: len(headings)]])
        else:
            rows.append([""] * len(headings))
    return headings, rows, too_long


def load_json(path: Path) -> Any:
    """What a JSON file of ours holds; None where there is none, or it was cut short."""
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, json.JSONDecodeError):
        return None


def save_json(path: Path, content: Mapping[str, Any]) -> Path:
    """Write a JSON file of ours, keys in order."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return save_bytes(path, text.encode("utf-8"))


def initialise(folder: Path, example: bool) -> list[Path]:
    """Make a workspace: the shipped instruments, and with `example` the survey of 2012.

    Returns what was made. Files that are there already are left as they are.
    """
    source, made = shipped(), []
    for part in ("instruments", *(["responses"] if example else [])):
        for path in sorted((source / part).rglob("*")):
            target = folder / path.relative_to(source)
            if path.is_file() and path.suffix not in {".py", ".pyc"} and not target.exists():
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(path, target)
                made.append(target)
    for part in ("instruments", "responses", "analysis"):
        (folder / part).mkdir(parents=True, exist_ok=True)
    return made
