"""A new frame: all of the registers, and for sectors without one the units of an earlier wave."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from survey_toolkit.collection.register import Entry, Register, newest_year
from survey_toolkit.instruments.model import Instrument, Sector
from survey_toolkit.instruments.plan import Plan
from survey_toolkit.schema import Unit

KNOWN = ("unit", "sector", "name", "region_code", "region")
TO_FILL_IN = ("contact_name", "contact_email", "functions", "note")
NAMES = ("variant", "unit", "name")


@dataclass(frozen=True, slots=True)
class Earlier:
    """An earlier wave: its name, the heading of its populations, and who was asked."""

    name: str
    population: str
    units: Mapping[str, Unit]


NOBODY = Earlier("", "", {})


@dataclass(slots=True)
class Drawn:
    """A frame before it is written. `sources` says where each sector's units are from.

    A source is the id of a register, the name of a wave, or empty where there was neither.
    """

    headings: tuple[str, ...]
    year: int | None
    rows: list[tuple[str, ...]] = field(default_factory=list)
    names: list[tuple[str, str, str]] = field(default_factory=list)
    sources: dict[str, str] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)


def draw(
    instrument: Instrument,
    plan: Plan,
    registers: Mapping[str, Register],
    earlier: Earlier = NOBODY,
    year: int | None = None,
) -> Drawn:
    """The frame of a new wave, sector by sector in the instrument's order.

    Populations are those of the newest year of the registers that is not after `year`; without a
    register those of the earlier wave, under its heading. A unit of an earlier wave has no
    population where that is another year's. Contacts are not carried over: people move on.
    Raises SurveyError where the registers have no population so early.
    """
    drawn_year = newest_year(registers.values(), year)
    heading = f"population_{drawn_year}" if drawn_year else earlier.population or "population"
    drawn = Drawn((*KNOWN, heading, "size_class", *TO_FILL_IN), drawn_year)
    for sector in instrument.sectors.values():
        register = registers.get(sector.id)
        if register:
            _from_register(drawn, sector, register, plan)
        else:
            _from_earlier(drawn, sector, earlier, plan)
    return drawn


def _from_register(drawn: Drawn, sector: Sector, register: Register, plan: Plan) -> None:
    for entry in register.units.values():
        population = register.population(entry.id, drawn.year)
        drawn.rows.append(_row(sector, entry, population, plan))
    drawn.names += [(variant, unit, register.units[unit].name)
                    for variant, unit in register.variants if unit in register.units]  # fmt: skip
    drawn.sources[sector.id] = register.id
    drawn.counts[sector.id] = len(register.units)


def _from_earlier(drawn: Drawn, sector: Sector, earlier: Earlier, plan: Plan) -> None:
    taken = {row[0] for row in drawn.rows}
    units = [u for u in earlier.units.values() if u.sector == sector.id and u.id not in taken]
    same_year = earlier.population in drawn.headings
    for unit in units:
        population = unit.population if same_year else None
        drawn.rows.append(_row(sector, unit, population, plan))
        drawn.names += [(variant, unit.id, unit.name) for variant in unit.aliases]
    drawn.sources[sector.id] = earlier.name if units else ""
    drawn.counts[sector.id] = len(units)


def _row(sector: Sector, unit: Entry | Unit, population: int | None, plan: Plan) -> tuple[str, ...]:
    number = "" if population is None else str(population)
    size = plan.size_class(sector.id, population)
    known = (unit.id, sector.id, unit.name, unit.region_code, unit.region, number, size)
    return (*known, *("" for _ in TO_FILL_IN))


def newest_before(waves: Sequence[tuple[str, int | None]], year: int | None) -> str:
    """The newest of some waves (name, year) that is not after a year; "" where there is none.

    A wave whose year is not known is older than all others.

    >>> newest_before([("2012", 2012), ("2020", 2020), ("pilot", None)], 2016)
    '2012'
    >>> newest_before([("2012", 2012), ("2020", 2020)], None)
    '2020'
    """
    known = [(y or 0, name) for name, y in waves if year is None or (y or 0) <= year]
    return max(known, default=(0, ""))[1]
