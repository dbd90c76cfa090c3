"""Which unit of a register each row of the frame is, and what is wrong with that."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from survey_toolkit.collection.frame_notes import Notes, did_you_mean
from survey_toolkit.collection.frame_rows import Row
from survey_toolkit.collection.register import Entry, Register
from survey_toolkit.instruments.model import Instrument
from survey_toolkit.instruments.spelling import fold, key

Registers = Mapping[str, Register]
NO_HINT = {"hint": "", "hint_en": ""}


@dataclass
class Identities:
    """What each row is, by its number in Excel.

    `sectors` has the sector a row belongs to (empty: not known), `entries` the unit of the
    register that it is, `told` the units that a finding has named as meant, by sector. The rows in
    `misnamed` have another name than their unit, those in `doubles` the id of another row.
    """

    sectors: dict[int, str] = field(default_factory=dict)
    entries: dict[int, Entry] = field(default_factory=dict)
    told: dict[str, set[str]] = field(default_factory=dict)
    misnamed: set[int] = field(default_factory=set)
    doubles: set[int] = field(default_factory=set)

    def missing(self, sector: str, register: Register) -> list[Entry]:
        """The units of a register that no row is, and that no finding has named."""
        there = {e.id for n, e in self.entries.items() if self.sectors[n] == sector}
        known = there | self.told.get(sector, set())
        return [entry for unit, entry in register.units.items() if unit not in known]

    def is_told(self, unit: str) -> bool:
        """Whether a finding has named a unit as the one that is meant."""
        return any(unit in units for units in self.told.values())


def identify(
    rows: tuple[Row, ...], instrument: Instrument, registers: Registers, notes: Notes
) -> Identities:
    """Which unit each row is, with findings about ids, names and sectors.

    Of rows with the same id the one whose name the register has is that unit, or else the first.
    """
    known = Identities({row.number: _sector(row, instrument, registers) for row in rows})
    for row in rows:
        _check_sector(row, known.sectors[row.number], instrument, notes)
    for same in _by_id(rows).values():
        first = _rightful(same, known, registers)
        for row in same:
            sector = known.sectors[row.number]
            if row is first:
                _check_id(row, sector, registers.get(sector), known, notes)
            else:
                _double(row, first, sector, registers.get(sector), known, notes)
    _double_names(rows, known, notes)
    return known


def _sector(row: Row, instrument: Instrument, registers: Registers) -> str:
    """The sector that a row belongs to: what it says, unless a register knows better."""
    said, unit = row["sector"], row["unit"]
    if said in registers and unit in registers[said].units:
        return said
    for sector, register in registers.items():
        sure = said not in instrument.sectors or register.named(row["name"]) == unit
        if unit in register.units and sure:
            return sector
    return said if said in instrument.sectors else ""


def _check_sector(row: Row, sector: str, instrument: Instrument, notes: Notes) -> None:
    said = row["sector"]
    if said not in instrument.sectors:
        hints = did_you_mean(said, instrument.sectors)
        names = ", ".join(instrument.sectors)
        facts = {
            "sector": sector or f"en af {names}{hints['hint']}",
            "sector_en": sector or f"one of {names}{hints['hint_en']}",
        }
        notes.add("unknown_sector", row, "sector", sector, facts)
    elif sector != said:
        facts = {"sector": sector, "unit": row["unit"]}
        notes.add("other_sector", row, "sector", sector, facts)


def _by_id(rows: tuple[Row, ...]) -> dict[str, list[Row]]:
    """The rows with each id; each row without one by itself."""
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row["unit"] or f"\n{row.number}", []).append(row)
    return found


def _rightful(same: list[Row], known: Identities, registers: Registers) -> Row:
    """Of rows with one id the row that the register names so; else the first."""
    for row in same:
        register = registers.get(known.sectors[row.number])
        if register and row["unit"] and register.named(row["name"]) == row["unit"]:
            return row
    return same[0]


def _double(
    row: Row, first: Row, sector: str, register: Register | None, known: Identities, notes: Notes
) -> None:
    alike = key(fold(row["name"])) == key(fold(first["name"]))
    hints = NO_HINT if alike else _by_name(row, sector, register, known)
    known.doubles.add(row.number)
    notes.add("double_unit", row, "unit", sector, {"other": first.number, **hints})


def _check_id(
    row: Row, sector: str, register: Register | None, known: Identities, notes: Notes
) -> None:
    unit = row["unit"]
    if not unit:
        notes.add("no_unit", row, "unit", sector, _by_name(row, sector, register, known))
    elif register and unit not in register.units:
        hints = _by_name(row, sector, register, known)
        hints = hints if hints["hint"] else did_you_mean(unit, register.units)
        notes.add("unknown_unit", row, "unit", sector, {"register": register.id, **hints})
    elif register:
        known.entries[row.number] = register.units[unit]
    _check_name(row, sector, register, known, notes)


def _check_name(
    row: Row, sector: str, register: Register | None, known: Identities, notes: Notes
) -> None:
    entry = known.entries.get(row.number)
    if not row["name"]:
        notes.add("no_name", row, "name", sector)
    elif register and entry and register.named(row["name"]) != entry.id:
        known.misnamed.add(row.number)
        hints = _by_name(row, sector, register, known)
        facts = {"name": entry.name, "unit": entry.id, **hints}
        notes.add("other_name", row, "name", sector, facts)


def _by_name(row: Row, sector: str, register: Register | None, known: Identities) -> dict[str, str]:
    """The id that the register has for a row's name, as a hint; the unit then counts as told."""
    unit = register.named(row["name"]) if register else ""
    if not unit:
        return NO_HINT
    known.told.setdefault(sector, set()).add(unit)
    name = row["name"]
    return {"hint": f". {name} har {unit}", "hint_en": f". {name} has {unit}"}


def _double_names(rows: tuple[Row, ...], known: Identities, notes: Notes) -> None:
    """Units of one sector that share a name, where nothing was said of their name or id yet."""
    first: dict[tuple[str, str], int] = {}
    for row in rows:
        sector, name = known.sectors[row.number], key(fold(row["name"]))
        if name and row.number not in known.misnamed | known.doubles:
            other = first.setdefault((sector, name), row.number)
            if other != row.number:
                notes.add("double_name", row, "name", sector, {"other": other})
