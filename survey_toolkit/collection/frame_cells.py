"""What is wrong with single cells of the frame: contacts, functions, populations, regions."""

from __future__ import annotations

import re

from survey_toolkit.collection.frame_notes import Notes, did_you_mean
from survey_toolkit.collection.frame_rows import Row, Rows, whole
from survey_toolkit.collection.register import Entry
from survey_toolkit.instruments.model import Instrument
from survey_toolkit.instruments.plan import Plan
from survey_toolkit.instruments.sheet import words

EMAIL = "contact_email"
_ADDRESS = re.compile(
    r"[A-Za-z0-9_%+'-]+(?:\.[A-Za-z0-9_%+'-]+)*@(?:[^\W_](?:[\w-]*[^\W_])?\.)+[^\W\d_]{2,}"
)


def is_address(text: str) -> bool:
    """Whether a text is one e-mail address, as far as its form tells.

    >>> is_address("a.b@høje-taastrup.dk"), is_address("a@b"), is_address("a@b.dk; c@d.dk")
    (True, False, False)
    """
    return _ADDRESS.fullmatch(text) is not None


def check_email(row: Row, sector: str, notes: Notes) -> None:
    """Note an address that is missing, or that no mail can be sent to."""
    if not row[EMAIL]:
        notes.add("no_email", row, EMAIL, sector)
    elif not is_address(row[EMAIL]):
        notes.add("bad_email", row, EMAIL, sector)


def check_functions(row: Row, sector: str, instrument: Instrument, notes: Notes) -> None:
    """Note functions that are not known, and those of another sector."""
    for function in words(row["functions"]):
        known = instrument.functions.get(function)
        if known is None:
            hints = _hints(function, sector, instrument)
            notes.add("unknown_function", row, "functions", sector, hints, function)
        elif sector and known.sector != sector:
            facts = {"sector": sector}
            notes.add("other_sectors_function", row, "functions", sector, facts, function)


def _hints(text: str, sector: str, instrument: Instrument) -> dict[str, str]:
    """The sector's function that a text is another name of, else the nearest id."""
    own = instrument.functions_in(sector) if sector else list(instrument.functions.values())
    for function in own:
        names = (function.name_da, function.name_en, *function.aliases)
        if text.casefold() in (name.casefold() for name in names):
            return {
                "hint": f". Mente du {function.id}?",
                "hint_en": f". Did you mean {function.id}?",
            }
    return did_you_mean(text, [function.id for function in own])


def check_region(row: Row, sector: str, entry: Entry, notes: Notes) -> None:
    """Note a region that is not spelt as in the register."""
    for column, expected in (("region", entry.region), ("region_code", entry.region_code)):
        if expected and column in row.cells and row[column] != expected:
            notes.add("other_region", row, column, sector, {"expected": expected})


def check_size(
    row: Row, sector: str, table: Rows, entry: Entry | None, plan: Plan, notes: Notes
) -> None:
    """Note a population that is not the register's, and a size class that does not follow from it.

    Where the population is another than the register's, a size class that follows from either is
    let be: one fault is one finding.
    """
    column, year = table.population, table.population_year
    population = whole(row[column])
    registered = entry.populations.get(year) if entry and year else None
    if row[column] and population is None:
        notes.add("bad_population", row, column, sector)
    elif registered is not None and population != registered:
        facts = {"population": registered, "year": year}
        notes.add("other_population", row, column, sector, facts)
    elif not column:
        return
    if "size_class" in table.headings:
        _check_size_class(row, sector, plan, population, registered, notes)


def _check_size_class(
    row: Row, sector: str, plan: Plan, population: int | None, registered: int | None, notes: Notes
) -> None:
    classes = [plan.size_class(sector, known) for known in (registered, population)]
    fits = classes if registered is not None else classes[1:]
    if sector and row["size_class"] not in fits:
        facts = {"size": fits[0] or "ingenting", "size_en": fits[0] or "nothing"}
        notes.add("other_size_class", row, "size_class", sector, facts)
