"""The corridor before anything is sent: a new wave, and the check of who is to be asked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from survey_toolkit.collection.draw import NOBODY, Drawn, Earlier, draw, newest_before
from survey_toolkit.collection.frame_check import Checked, check_frame
from survey_toolkit.collection.frame_rows import read_rows
from survey_toolkit.collection.new_wave import check_name, make_wave
from survey_toolkit.collection.register import Register, registers_of
from survey_toolkit.errors import SurveyError
from survey_toolkit.instruments.load import load
from survey_toolkit.instruments.model import Instrument
from survey_toolkit.instruments.plan import load_plan
from survey_toolkit.language import LANGUAGES
from survey_toolkit.survey import Survey
from survey_toolkit.workspace import Workspace, nearest


@dataclass(frozen=True, slots=True)
class NewWave:
    """A wave that was made, and from what."""

    name: str
    instrument: Instrument
    registers: Mapping[str, Register]
    drawn: Drawn
    files: list[Path]
    language: str


@dataclass(frozen=True, slots=True)
class FrameCheck:
    """What is to be looked at in a wave's frame."""

    name: str
    instrument: Instrument
    registers: Mapping[str, Register]
    checked: Checked
    language: str


def new_wave(
    workspace: Workspace,
    name: str,
    instrument: str = "",
    earlier: str = "",
    year: int | None = None,
    language: str = "",
) -> NewWave:
    """Make `responses/NAME/` with its frame drawn, ready to be filled in.

    Without `instrument` it is the earlier wave's, or the only one there is. Without `earlier` the
    units of sectors without a register are those of the newest earlier wave of the instrument.
    `year` is the newest that populations may be of; without it the name, where that is a year.
    Raises SurveyError, and nothing is made, where the wave is there or something cannot be read.
    """
    check_name(name)
    folder = workspace.instruments / _instrument(workspace, instrument, earlier)
    asked = load(folder)
    plan = load_plan(folder / "plan.toml", asked)
    registers = registers_of(workspace, asked)
    wanted = year or _year_in(name)
    needed = any(sector not in registers for sector in asked.sectors)
    before = _earlier(workspace, folder.name, earlier, wanted) if needed else NOBODY
    drawn = draw(asked, plan, registers, before, wanted)
    words = language or asked.language
    shown = _year_in(name) or dt.date.today().year
    files = make_wave(
        workspace.responses(name), folder.name, folder / "plan.toml", drawn, words, shown
    )
    return NewWave(name, asked, registers, drawn, files, words)


def _instrument(workspace: Workspace, said: str, earlier: str) -> str:
    """The name of the instrument's folder. Raises SurveyError where it is not known."""
    known = workspace.instrument_names()
    if not said and earlier:
        return str(Survey(workspace, earlier).head["instrument"])
    if not said and len(known) == 1:
        return known[0]
    if said not in known:
        found = f"--instrument {said}: not known.{nearest(said, known)}" if said else (
            "Say with --instrument which questionnaire it is.")  # fmt: skip
        raise SurveyError(f"{found} One of: {', '.join(known) or 'none'}")
    return said


def _year_in(name: str) -> int | None:
    """The year that a wave is called; None where it is called something else."""
    return int(name) if name.isdecimal() and len(name) == 4 else None


def _year_of(survey: Survey) -> int | None:
    """The year of a wave: its name, or else that of its first day."""
    start = survey.head.get("start")
    return _year_in(survey.name) or (start.year if isinstance(start, dt.date) else None)


def _earlier(workspace: Workspace, instrument: str, said: str, year: int | None) -> Earlier:
    """Who was asked in the wave that was said, or else in the newest earlier one there is."""
    name = said or newest_before(_waves_of(workspace, instrument), year)
    if not name:
        return NOBODY
    survey = Survey(workspace, name)
    try:
        units = survey.frame
    except SurveyError as error:
        about = f"The frame of the earlier wave {survey.name} cannot be read. Mend it, or choose "
        raise SurveyError(f"{about}another with --from.", *error.faults) from None
    return Earlier(survey.name, read_rows(survey.folder).population, units)


def _waves_of(workspace: Workspace, instrument: str) -> list[tuple[str, int | None]]:
    """The waves of an instrument that have a frame, with their years."""
    found = []
    for name in workspace.waves():
        survey = Survey(workspace, name)
        try:
            ours = survey.head["instrument"] == instrument
        except SurveyError:
            continue
        if ours and (survey.folder / "frame.csv").is_file():
            found.append((name, _year_of(survey)))
    return found


def check(workspace: Workspace, wave: str, language: str = "") -> FrameCheck:
    """All that is to be looked at in the frame of a wave. Nothing is written.

    Raises SurveyError where there is no such wave, or its frame is no table that can be checked.
    """
    survey = Survey(workspace, wave)
    instrument, registers = survey.instrument, registers_of(workspace, survey.instrument)
    own = survey.head.get("language")
    words = language or (own if own in LANGUAGES else instrument.language)
    checked = check_frame(survey.folder, instrument, survey.plan, registers, words)
    return FrameCheck(survey.name, instrument, registers, checked, words)
