"""The check of a frame before anything is sent: all that a person should look at, at once."""

from __future__ import annotations

import math
from collections.abc import Mapping, Set
from dataclasses import dataclass
from pathlib import Path

from survey_toolkit.collection.frame_cells import (
    EMAIL,
    check_email,
    check_functions,
    check_region,
    check_size,
)
from survey_toolkit.collection.frame_notes import Notes, did_you_mean
from survey_toolkit.collection.frame_rows import Rows, read_rows
from survey_toolkit.collection.identity import Identities, identify
from survey_toolkit.collection.register import Register
from survey_toolkit.instruments.model import Instrument
from survey_toolkit.instruments.plan import Plan
from survey_toolkit.schema import FrameFinding, FrameSector
from survey_toolkit.workspace import read_uneven_csv, unescaped

FRAME, NAMES = "frame.csv", "unit_names.csv"


@dataclass(frozen=True, slots=True)
class Checked:
    """What the check of a frame gave. `year` is that of its populations; None where not stated.

    `left_out` has the sectors whose populations no register could be asked about.
    """

    sectors: list[FrameSector]
    findings: list[FrameFinding]
    year: int | None
    left_out: list[str]


def check_frame(
    folder: Path,
    instrument: Instrument,
    plan: Plan,
    registers: Mapping[str, Register],
    language: str,
) -> Checked:
    """All that is to be looked at in `frame.csv` and `unit_names.csv`, in the order of the rows.

    What needs a register is left out for sectors without one, and populations where the heading
    names no year that the register has. Raises SurveyError where there is no frame, or it lacks a
    column that everything needs.
    """
    table, notes = read_rows(folder), Notes(language)
    _check_table(table, notes)
    known = identify(table.rows, instrument, registers, notes)
    _check_cells(table, known, instrument, plan, notes)
    for sector, register in registers.items():
        for entry in known.missing(sector, register):
            facts = {"unit": entry.id, "name": entry.name}
            notes.add_elsewhere("missing_unit", FRAME, 0, "unit", sector, facts)
    registered = {unit for register in registers.values() for unit in register.units}
    _check_names(folder, table, known, registered, notes)
    notes.findings.sort(key=lambda f: (f.file, f.row or math.inf))
    sectors = [_counts(s, known, registers.get(s), notes) for s in (*instrument.sectors, "")]
    left_out = [s for s, register in registers.items()
                if register.years and table.population_year not in register.years]  # fmt: skip
    shown = [counts for counts in sectors if counts.sector or counts.units]
    return Checked(shown, notes.findings, table.population_year, left_out)


def _check_table(table: Rows, notes: Notes) -> None:
    if EMAIL not in table.headings:
        notes.add_elsewhere("no_column", FRAME, 1, EMAIL, facts={"column": EMAIL})
    for number, fields in table.too_long.items():
        facts = {"fields": len(table.headings)}
        notes.add_elsewhere("too_many_fields", FRAME, number, "", facts=facts, found=str(fields))


def _check_cells(
    table: Rows, known: Identities, instrument: Instrument, plan: Plan, notes: Notes
) -> None:
    for row in table.rows:
        sector, entry = known.sectors[row.number], known.entries.get(row.number)
        if EMAIL in table.headings:
            check_email(row, sector, notes)
        check_functions(row, sector, instrument, notes)
        if entry:
            check_region(row, sector, entry, notes)
        check_size(row, sector, table, entry, plan, notes)


def _check_names(
    folder: Path, table: Rows, known: Identities, registered: Set[str], notes: Notes
) -> None:
    """Other spellings must be of units in the frame. One of a register is not misspelt."""
    if not (folder / NAMES).is_file():
        return
    headings, rows, _ = read_uneven_csv(folder / NAMES)
    headings = ["unit" if h == "unit_id" else h for h in headings]
    missing = [column for column in ("variant", "unit") if column not in headings]
    for column in missing:
        notes.add_elsewhere("no_column", NAMES, 1, column, facts={"column": column})
    if missing:
        return
    units = {row["unit"] for row in table.rows}
    for number, cells in enumerate(rows, start=2):
        unit = unescaped(cells[headings.index("unit")])
        if any(cells) and unit not in units and not known.is_told(unit):
            facts = did_you_mean(unit, () if unit in registered else units)
            notes.add_elsewhere("spelling_of_no_unit", NAMES, number, "unit", facts=facts,
                                found=unit)  # fmt: skip


def _counts(sector: str, known: Identities, register: Register | None, notes: Notes) -> FrameSector:
    found = notes.of(sector)
    return FrameSector(
        sector,
        sum(s == sector for s in known.sectors.values()),
        len(register.units) if register else None,
        sum(finding.code == "missing_unit" for finding in found),
        len(found),
    )
