"""Many returned workbooks: copies of the shipped municipal ones, each from another unit."""

from __future__ import annotations

import itertools
import zipfile
from collections.abc import Sequence
from pathlib import Path
from xml.sax.saxutils import escape

import openpyxl

from survey_toolkit.instruments.load import load
from survey_toolkit.instruments.matching import Vocabulary
from survey_toolkit.instruments.plan import load_plan
from survey_toolkit.instruments.wave import load_wave
from survey_toolkit.responses.ingest import collecting_later, read_files
from survey_toolkit.responses.names import known_places
from survey_toolkit.responses.reader import Reader
from survey_toolkit.schema import Unit
from survey_toolkit.workspace import Workspace


def make(workspace: Workspace, wave: str, folder: Path, number: int) -> list[Path]:
    """Write so many workbooks into a folder; the unit of file n is called `Enhed n`."""
    sources = [
        (path, _unit_cell(path))
        for path in sorted((workspace.returned(wave) / "kommuner").glob("*.xlsx"))
    ]
    made = []
    for n, (path, old) in zip(range(number), itertools.cycle(sources), strict=False):
        target = folder / f"{n:04d}.xlsx"
        _renamed(path, target, old, unit_name(n))
        made.append(target)
    return made


def unit_name(number: int) -> str:
    """A name that no other is like: "Enhed 0017 bfb"."""
    letters = "".join("abcdefghij"[int(digit)] for digit in str(number * 7919 % 10_007))
    return f"Enhed {number:04d} {letters} Kommune"


def _unit_cell(path: Path) -> str:
    book = openpyxl.load_workbook(path, read_only=True)
    try:
        return str(book["Forside"]["B3"].value)
    finally:
        book.close()


def _renamed(source: Path, target: Path, old: str, new: str) -> None:
    """A copy of a workbook with one text replaced wherever a cell holds just that."""
    before, after = (f">{escape(text)}<".encode() for text in (old, new))
    found = False
    with (
        zipfile.ZipFile(source) as book,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as copy,
    ):
        for member in book.namelist():
            content = book.read(member)
            found = found or before in content
            copy.writestr(member, content.replace(before, after))
    if not found:
        raise RuntimeError(f"{source.name}: {old!r} stands in no cell")


def reader(workspace: Workspace, wave: str, number: int) -> Reader:
    """What reads them: the shipped instrument, plan and wave, and a frame of those units."""
    folder = workspace.responses(wave)
    instrument = load(workspace.instruments / "coordination-tools")
    plan = load_plan(folder / "plan.toml", instrument)
    units = {f"{n:04d}": Unit(f"{n:04d}", "kommune", unit_name(n)) for n in range(number)}
    vocabulary = Vocabulary(instrument, plan.threshold, plan.margin)
    return Reader(vocabulary, known_places(units, vocabulary), load_wave(folder, instrument))


def read(with_: Reader, files: Sequence[Path]) -> None:
    """From cells to findings, without anything kept from an earlier run."""
    with collecting_later():
        for path, reading in zip(
            files, read_files(with_, [(p.name, p) for p in files]), strict=True
        ):
            units = {reply.unit for reply in reading.replies}
            if not reading.answers or units != {path.stem}:
                raise RuntimeError(f"{path.name}: read as {sorted(units)}")


def unzip(files: Sequence[Path]) -> None:
    """Inflate every part of every workbook."""
    for path in files:
        with zipfile.ZipFile(path) as archive:
            for member in archive.infolist():
                archive.read(member)


def by_openpyxl(files: Sequence[Path]) -> None:
    """Read every cell of every workbook, in openpyxl's fastest way."""
    for path in files:
        book = openpyxl.load_workbook(path, read_only=True)
        for sheet in book.worksheets:
            for _row in sheet.iter_rows(values_only=True):
                pass
        book.close()
