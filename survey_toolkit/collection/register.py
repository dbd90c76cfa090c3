"""Registers: lists of all organisations of a kind, with codes, regions and populations by year.

A register is a folder with `units.csv` (`unit`, `name`; `sector`, `region`, `region_code` and
columns such as `population_2012` may be left out), `register.toml` (its title and sources) and,
where names are spelt in several ways, `unit_names.csv` (`variant`, `unit`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from survey_toolkit.errors import SurveyError
from survey_toolkit.instruments.model import Instrument, Sector
from survey_toolkit.instruments.sheet import Sheet
from survey_toolkit.instruments.spelling import Index, fold, key, unit_index
from survey_toolkit.instruments.toml import Table, load_toml
from survey_toolkit.language import of_two
from survey_toolkit.workspace import Workspace, nearest

_POPULATION = re.compile(r"population_(\d{4})")


@dataclass(frozen=True, slots=True)
class Entry:
    """One organisation of a register. `populations` are by year; a year may be missing."""

    id: str
    sector: str
    name: str
    region: str
    region_code: str
    populations: Mapping[int, int]


@dataclass(frozen=True)
class Register:
    """All organisations of a kind, by id, in the register's order."""

    id: str
    title_da: str
    title_en: str
    source_da: str
    source_en: str
    units: Mapping[str, Entry]
    years: tuple[int, ...]
    variants: tuple[tuple[str, str], ...]  # a spelling, and the id of the unit it names
    unit_words: tuple[str, ...] = ()

    def source(self, language: str) -> str:
        """Where its facts are from, as it must be named."""
        return of_two(self.source_da, self.source_en, language)

    def of(self, sector: Sector) -> Register:
        """The units of a sector. All of them, where the register has only one kind.

        Raises SurveyError where it has several kinds and none is this sector.
        """
        kinds = {entry.sector for entry in self.units.values()}
        units = {u: e for u, e in self.units.items() if len(kinds) < 2 or e.sector == sector.id}
        if not units:
            raise SurveyError(
                f"instrument.toml, sector {sector.id}: register {self.id!r} has no such sector, "
                f"but {', '.join(sorted(kinds))}."
            )
        return replace(self, units=units, unit_words=sector.unit_words)

    @cached_property
    def _index(self) -> Index:
        spellings = {unit: [entry.name] for unit, entry in self.units.items()}
        for variant, unit in self.variants:
            if unit in spellings:
                spellings[unit].append(variant)
        return unit_index(spellings, dict.fromkeys(spellings, self._dropped))

    @cached_property
    def _dropped(self) -> frozenset[str]:
        return frozenset(key(fold(word)) for word in self.unit_words)

    def named(self, text: str) -> str:
        """The id of the unit that a text names in one of its spellings; "" where none is meant."""
        words = fold(text)
        rest = tuple(word for word in words if word not in self._dropped)
        found = self._index.find(words) or self._index.find(rest)
        return found[0] if len(found) == 1 else ""

    def population(self, unit: str, year: int | None) -> int | None:
        """The population of a unit in a year; None where it is not known."""
        return None if year is None else self.units[unit].populations.get(year)


def newest_year(registers: Iterable[Register], wanted: int | None) -> int | None:
    """The newest year, not after the one wanted, for which all of some registers have populations.

    None where none of them has populations. Raises SurveyError where all years are later.
    """
    with_years = [set(register.years) for register in registers if register.years]
    if not with_years:
        return None
    common = set.intersection(*with_years)
    fit = [year for year in common if wanted is None or year <= wanted]
    if not fit:
        known = ", ".join(map(str, sorted(common))) or "none that all registers have"
        raise SurveyError(f"--year {wanted}: no population so early. The years: {known}.")
    return max(fit)


def registers_of(workspace: Workspace, instrument: Instrument) -> dict[str, Register]:
    """The registers that an instrument names, by sector; sectors without one are left out.

    Raises SurveyError with all faults.
    """
    found: dict[str, Register] = {}
    faults: list[str] = []
    for sector in instrument.sectors.values():
        if sector.register:
            try:
                found[sector.id] = load_register(workspace, sector).of(sector)
            except SurveyError as error:
                faults += error.faults
    if faults:
        raise SurveyError(*faults)
    return found


def load_register(workspace: Workspace, sector: Sector) -> Register:
    """The register that a sector names: the workspace's own, or else the one that is shipped.

    Raises SurveyError with all faults.
    """
    name, folder = sector.register, workspace.register(sector.register)
    if set(name) & set("/\\.") or not folder.is_dir():
        known = [path.name for path in folder.parent.iterdir()] if folder.parent.is_dir() else []
        raise SurveyError(
            f"instrument.toml, sector {sector.id}: register = {name!r}: no such folder "
            f"in registers/.{nearest(name, known)}"
        )
    head = Table("register.toml", load_toml(folder / "register.toml"))
    head.only("title_da", "title_en", "source_da", "source_en")
    units, variants, faults = _tables(folder)
    years = {year for entry in units.values() for year in entry.populations}
    register = Register(
        name, head.text("title_da"), head.text("title_en"), head.text("source_da"),
        head.text("source_en"), units, tuple(sorted(years)), variants,
    )  # fmt: skip
    if head.faults or faults:
        raise SurveyError(*(f"registers/{name}/{fault}" for fault in (*head.faults, *faults)))
    return register


def _tables(folder: Path) -> tuple[dict[str, Entry], tuple[tuple[str, str], ...], list[str]]:
    """The units and the other spellings of a register, and the faults in both tables."""
    sheet, names = Sheet.read(folder / "units.csv", ("unit", "name")), folder / "unit_names.csv"
    units = {} if sheet.faults else _entries(sheet)
    if not names.is_file():
        return units, (), sheet.faults
    spellings = Sheet.read(names, ("variant", "unit"))
    if spellings.faults:
        return units, (), [*sheet.faults, *spellings.faults]
    for row, cells in spellings:
        if cells["unit"] not in units:
            spellings.fault(row, "unit", cells["unit"], "the id of a unit in units.csv")
    variants = tuple((c["variant"], c["unit"]) for _, c in spellings if c["variant"])
    return units, variants, [*sheet.faults, *spellings.faults]


def _entries(sheet: Sheet) -> dict[str, Entry]:
    entries: dict[str, Entry] = {}
    columns = [(c, int(m[1])) for c in sheet.headings if (m := _POPULATION.fullmatch(c))]
    for row, cells in sheet:
        unit = cells["unit"]
        if not unit or unit in entries:
            sheet.fault(row, "unit", unit, "an id that no other row has")
        populations = {}
        for column, year in columns:
            if cells[column].isdecimal():
                populations[year] = int(cells[column])
            elif cells[column]:
                sheet.fault(row, column, cells[column], "a whole number or nothing")
        entries[unit] = Entry(unit, cells.get("sector", ""), cells["name"] or unit,
                              cells.get("region", ""), cells.get("region_code", ""),
                              populations)  # fmt: skip
    return entries
