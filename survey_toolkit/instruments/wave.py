"""A wave: what `wave.toml` says, and the decisions of people about what came back.

`wave.toml` names the instrument and holds the decisions that the program cannot make:

    instrument = "coordination-tools"

    [trust]                      # what may be taken as said without asking
    tab_names = true             # a sheet's tab says the function or the question
    file_names = true            # a file's name says the unit

    [[units]]                    # a unit that is not in frame.csv
    id = "uvist"                 # with sector, name, region, region_code

    [[names]]                    # what a text means, in every file or in one
    text = "Rusmiddelteamet"     # with function, unit, item, question or choice, or ignore = true
    file = "export.csv"          # optional; also region = "..."

    [[files]]                    # what a file is
    file = "svar.xlsx"           # with unit, function, ignore = true, or corrects = "other.xlsx"
                                 # sheet = "Ark1" limits it, row = 12 with ignore to one row;
                                 # header_row = 9 says where the table is

    [[columns]]                  # what a column is
    file = "export.csv"          # with column = "F" (sheet = "..."), and question, item, function,
                                 # choice, heading = "unit", or ignore = true

    [[codes]]                    # what numbers mean
    file = "svar.xlsx"           # with question = "rating" and codes = { 1 = "very_good", ... };
                                 # scale = "..." where the question has several

Each may have a `reason`, which the list of findings shows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from survey_toolkit.errors import SurveyError
from survey_toolkit.instruments.decisions import (
    ALLOWED,
    KINDS,
    TO_FILL_IN,
    Decision,
    decision_of,
    same,
    whole_tables,
)
from survey_toolkit.instruments.model import Instrument
from survey_toolkit.instruments.toml import FORM_TEXTS, Table, form_texts, load_toml
from survey_toolkit.language import LANGUAGES, of_two
from survey_toolkit.schema import Unit
from survey_toolkit.workspace import nearest, read_csv, unescaped, waves_in

__all__ = ["Correction", "Decision", "Wave", "load_head", "load_wave", "same"]


@dataclass(frozen=True, slots=True)
class Correction:
    """One line of corrections.csv: what stands in a cell, and what should."""

    file: str
    sheet: str
    cell: str
    old: str
    new: str
    who: str
    why: str


@dataclass(frozen=True, slots=True)
class Wave:
    """What is known about a wave before its files are read."""

    name: str
    instrument: str
    language: str
    synthetic_da: str
    synthetic_en: str
    tab_names: bool
    file_names: bool
    units: tuple[Unit, ...]
    decisions: tuple[Decision, ...]
    corrections: tuple[Correction, ...]
    texts: Mapping[str, str] = field(default_factory=dict)  # what the issued form says

    def notes(self, language: str) -> list[str]:
        """What every output made from this wave must say."""
        note = of_two(self.synthetic_da, self.synthetic_en, language)
        return [note] if note else []

    def of_kind(self, kind: str) -> list[Decision]:
        """The decisions of one kind, in order."""
        return [d for d in self.decisions if d.kind == kind]


def load_head(folder: Path, instruments: Sequence[str] | None = None) -> dict[str, Any]:
    """What wave.toml holds.

    Raises SurveyError where there is no such wave, or its instrument is not named or is none of
    `instruments`, the names that are known (None: not checked).
    """
    if not folder.is_dir():
        known = waves_in(folder.parent)
        raise SurveyError(
            f"{folder.name}: no such wave. The waves here: {', '.join(known) or 'none'}."
            f"{nearest(folder.name, known)}"
        )
    write = f"Write in it: {_instrument_line(instruments)}"
    if not (folder / "wave.toml").is_file():
        raise SurveyError(
            f"{folder / 'wave.toml'}: the file is missing. {_other_name(folder, write)}"
        )
    raw = load_toml(folder / "wave.toml")
    name = raw.get("instrument")
    if not isinstance(name, str):
        raise SurveyError(f"wave.toml: instrument is missing. {write}")
    if instruments is not None and name not in instruments:
        raise SurveyError(
            f"wave.toml: instrument = {name!r} is not known.{nearest(name, instruments)} {write}"
        )
    return raw


def _instrument_line(instruments: Sequence[str] | None) -> str:
    """The line that a wave needs, with the questionnaires that there are."""
    known = list(instruments or [])
    line = f'instrument = "{known[0] if len(known) == 1 else "..."}"'
    if len(known) > 1:
        return f"{line}, with one of {', '.join(known)}"
    return line if known else f"{line}, with the name of a folder in instruments/"


def _other_name(folder: Path, write: str) -> str:
    """What to do where there is no wave.toml: Windows hides the ending that Notepad adds."""
    hidden = folder / "wave.toml.txt"
    if hidden.is_file():
        return f"There is a {hidden.name}: give it the name wave.toml, without .txt."
    return f"Make a plain text file of that name. {write}"


def load_wave(
    folder: Path, instrument: Instrument, frame: Mapping[str, Unit] | None = None
) -> Wave:
    """The wave in a folder of `responses/`, checked against its instrument and its frame.

    `frame` has the units that were asked, by id; None: not known, and unit ids are not checked.
    Raises SurveyError with all faults in wave.toml and corrections.csv.
    """
    raw = Table("wave.toml", load_head(folder))
    raw.only("instrument", "language", "title_da", "title_en", "synthetic_da", "synthetic_en",
             "start", "end", "trust", *FORM_TEXTS, *ALLOWED)  # fmt: skip
    trust = raw.table("trust")
    trust.only("tab_names", "file_names")
    own = _units(raw, instrument, frame or {})
    known = None if frame is None else {**frame, **own}
    wave = Wave(
        folder.name,
        raw.text("instrument"),
        raw.one_of("language", LANGUAGES, instrument.language),
        raw.text("synthetic_da"),
        raw.text("synthetic_en"),
        trust.flag("tab_names"),
        trust.flag("file_names"),
        tuple(own.values()),
        tuple(
            decision_of(kind, number, table, instrument, known)
            for kind in KINDS
            for number, table in enumerate(whole_tables(raw, kind), start=1)
        ),
        _corrections(folder / "corrections.csv", raw.faults),
        form_texts(raw),
    )
    if raw.faults:
        raise SurveyError(*raw.faults)
    return wave


def _units(raw: Table, instrument: Instrument, frame: Mapping[str, Unit]) -> dict[str, Unit]:
    """The [[units]], by id. One that the frame has would take the place of the one asked."""
    units: dict[str, Unit] = {}
    for table in whole_tables(raw, "units"):
        unit = _unit(table, instrument)
        if unit.id in units or unit.id in frame:
            where = "frame.csv" if unit.id in frame else "[[units]]"
            table.fault(f"id = {unit.id!r} stands in {where} already.")
        units[unit.id] = unit
    return units


def _unit(table: Table, instrument: Instrument) -> Unit:
    name = table.text("id")
    return Unit(
        name,
        table.one_of("sector", instrument.sectors),
        table.text("name", name),
        table.text("region"),
        str(table.raw.get("region_code", "")),
        table.whole("population"),
        in_frame=False,
        aliases=table.texts("aliases"),
    )


def _corrections(path: Path, faults: list[str]) -> tuple[Correction, ...]:
    if not path.is_file():
        return ()
    headings, rows = read_csv(path)
    wanted = ("file", "sheet", "cell", "old", "new", "who", "why")
    missing = [w for w in wanted if w not in headings]
    if missing:
        faults.append(f"corrections.csv, row 1: no column {', '.join(missing)}.")
        return ()
    numbered = [(n, dict(zip(headings, row, strict=True))) for n, row in enumerate(rows, 2)]
    tables = [(number, table) for number, table in numbered if any(table.values())]
    for number, table in tables:
        new, who, why = TO_FILL_IN
        if table["who"] in ("", who) or table["why"] in ("", why):
            faults.append(f"corrections.csv, row {number}: say who corrected it, and why.")
        if table["new"] == new:
            faults.append(
                f"corrections.csv, row {number}: new is still {new}. Write what should stand in "
                "the cell, or nothing."
            )
    return tuple(
        Correction(
            same(t["file"]),
            same(t["sheet"]),
            t["cell"].upper(),
            *(unescaped(t[w]) for w in wanted[3:]),
        )
        for _, t in tables
    )
