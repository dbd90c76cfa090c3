"""What is done with a questionnaire and with single cells: check, export, correct."""

from __future__ import annotations

import getpass
from pathlib import Path

from survey_toolkit import workspace as disk
from survey_toolkit.collection.register import registers_of
from survey_toolkit.errors import SurveyError
from survey_toolkit.instruments.load import load
from survey_toolkit.instruments.model import Instrument
from survey_toolkit.instruments.plan import load_plan
from survey_toolkit.responses.cells import Sheet, cell_place, text_of
from survey_toolkit.responses.listing import returned_files
from survey_toolkit.responses.read import read_file
from survey_toolkit.survey import Survey
from survey_toolkit.workspace import Workspace, nearest

CORRECTIONS = ("file", "sheet", "cell", "old", "new", "who", "why")


def check(workspace: Workspace, name: str) -> list[str]:
    """What a questionnaire holds, in a line. Raises SurveyError with every fault of its files."""
    folder = workspace.instruments / name
    faults: list[str] = []
    instrument: Instrument | None = None
    try:
        instrument = load(folder)
        load_plan(folder / "plan.toml", instrument)
        registers_of(workspace, instrument)
    except SurveyError as error:
        faults += error.faults
    if faults or instrument is None:
        raise SurveyError(*faults)
    found = {"questions": instrument.questions, "items": instrument.items,
             "functions": instrument.functions, "scales": instrument.scales}  # fmt: skip
    counts = ", ".join(f"{len(things)} {what}" for what, things in found.items())
    return [f"{name} {instrument.version}: no faults. {counts}."]


def export_xlsform(workspace: Workspace, name: str, target: Path) -> Path:
    """Write a questionnaire as an XLSForm; returns the path written."""
    from survey_toolkit.instruments.xlsform import xlsform

    return disk.save_bytes(target, xlsform(load(workspace.instruments / name)))


def correct(workspace: Workspace, wave: str, cell: str, new: str, why: str, who: str = "") -> str:
    """Append a correction to the wave's corrections.csv; returns what was written, in words.

    `cell` is file!sheet!cell, as in `answers.csv`; the sheet of a text file is empty. Raises
    SurveyError where the file, sheet or cell is not there.
    """
    survey = Survey(workspace, wave)
    file, sheet, place = _parts(cell)
    sheet, old = _stands(survey, file, sheet, place)
    line = (file, sheet, place, old, new, who or getpass.getuser(), why)
    _append(survey.folder / "corrections.csv", line)
    return f"{cell}: {old!r} becomes {new!r}. Next: survey-toolkit run {wave}"


def _parts(cell: str) -> tuple[str, str, str]:
    parts = cell.rsplit("!", 2)
    if len(parts) != 3:
        raise SurveyError(f"{cell}: expected file!sheet!cell, such as Vejle.xlsx!Ark1!D8.")
    return parts[0], parts[1], parts[2].upper()


def _stands(survey: Survey, file: str, sheet: str, place: str) -> tuple[str, str]:
    """The name of the sheet, of which the beginning is enough, and what stands in its cell."""
    folder = survey.workspace.returned(survey.name)
    files = dict(returned_files(folder))
    named = [name for name in files if file in (name, name.rsplit("/", 1)[-1])]
    if not named:
        raise SurveyError(f"{file}: no such file in {folder}.{nearest(file, files)}")
    sheets = {found.name: found for found in read_file(files[named[0]], named[0]).sheets}
    begun = [name for name in sheets if sheet and name.startswith(sheet)]
    if sheet not in sheets and len(begun) == 1:  # a long tab ends with a sign that no key has
        sheet = begun[0]
    if sheet not in sheets:
        known = ", ".join(sheets) or "none"
        raise SurveyError(f"{file}: no sheet {sheet!r}. Its sheets: {known}.")
    return sheet, _cell(sheets[sheet], place)


def _cell(sheet: Sheet, place: str) -> str:
    found = cell_place(sheet, place)
    if found is None:
        raise SurveyError(f"{place}: the sheet {sheet.name!r} does not reach so far.")
    return text_of(sheet.rows[found[0]][found[1]])


def _append(path: Path, line: tuple[str, ...]) -> None:
    """Add a line, in the delimiter of Danish Excel; the file stays whole if this is stopped.

    It goes in the place of an earlier one about the same cell: of two, only one can be right.
    """
    columns, rows = disk.read_csv(path) if path.is_file() else (list(CORRECTIONS), [])
    added = dict(zip(CORRECTIONS, line, strict=True))
    place = [columns.index(c) for c in CORRECTIONS[:3] if c in columns]
    rows = [row for row in rows if any(row) and [row[i] for i in place] != list(line[:3])]
    rows.append([added.get(column, "") for column in columns])
    with disk.atomic(path) as temporary:
        temporary.write_bytes(disk.csv_bytes(columns, rows, ";"))
