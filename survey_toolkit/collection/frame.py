"""The frame: who was asked."""

from __future__ import annotations

from pathlib import Path

from survey_toolkit.errors import SurveyError
from survey_toolkit.instruments.load import words
from survey_toolkit.instruments.model import Instrument
from survey_toolkit.instruments.plan import Plan
from survey_toolkit.schema import Unit
from survey_toolkit.workspace import nearest, read_csv


def load_frame(folder: Path, instrument: Instrument, plan: Plan) -> dict[str, Unit]:
    """The units of `frame.csv`, by id, in its order.

    Columns: `unit` (or `unit_id`), `sector`, `name`; optional `region`, `region_code`, a column
    that begins with `population` or `folketal`, `aliases` and `functions` (both with | between).
    All cells of the row, also of other columns, are kept as the unit's `facts`.
    Other spellings of names may stand in `unit_names.csv` (columns `variant`, `unit`).

    Raises SurveyError with all faults; also where there is no frame: without one it is not known
    who was asked, and no share of those can be given.
    """
    path = folder / "frame.csv"
    if not path.is_file():
        raise SurveyError(
            f"{path}: the wave has no frame. Make frame.csv with the columns unit, sector, name "
            "(and region, population): one row for each organisation that was asked."
        )
    headings, rows = read_csv(path)
    headings = ["unit" if h == "unit_id" else h for h in headings]
    faults = [
        f"frame.csv, row 1: no column {c!r}.{nearest(c, headings)}"
        for c in ("unit", "sector", "name")
        if c not in headings
    ]
    if faults:
        raise SurveyError(*faults)
    aliases = _other_names(folder / "unit_names.csv", faults)
    units: dict[str, Unit] = {}
    for number, row in enumerate(rows, start=2):
        cells = dict(zip(headings, row, strict=True))
        if any(row):
            unit = _unit(number, cells, instrument, plan, aliases, faults)
            if unit.id in units:
                faults.append(f"frame.csv, row {number}, column unit: {unit.id} is there already.")
            units[unit.id] = unit
    for name in aliases.keys() - units.keys():
        faults.append(f"unit_names.csv: unit {name!r} is not in the frame.{nearest(name, units)}")
    if faults:
        raise SurveyError(*faults)
    return units


def _unit(
    number: int,
    cells: dict[str, str],
    instrument: Instrument,
    plan: Plan,
    aliases: dict[str, list[str]],
    faults: list[str],
) -> Unit:
    sector = cells["sector"]
    if sector not in instrument.sectors:
        known = ", ".join(instrument.sectors)
        faults.append(
            f"frame.csv, row {number}, column sector: found {sector!r}, expected one of {known}."
        )
    if not cells["unit"]:
        faults.append(f"frame.csv, row {number}, column unit: found nothing, expected an id.")
    functions = words(cells.get("functions", ""))
    for function in functions:
        if function not in instrument.functions:
            faults.append(
                f"frame.csv, row {number}, column functions: {function!r} is not known."
                f"{nearest(function, instrument.functions)}"
            )
    population = _population(number, cells, faults)
    return Unit(
        cells["unit"],
        sector,
        cells["name"] or cells["unit"],
        cells.get("region", ""),
        cells.get("region_code", ""),
        population,
        plan.size_class(sector, population),
        aliases=(*words(cells.get("aliases", "")), *aliases.get(cells["unit"], ())),
        functions=functions,
        facts=tuple(cells.items()),
    )


def _population(number: int, cells: dict[str, str], faults: list[str]) -> int | None:
    column = next((c for c in cells if c.casefold().startswith(("population", "folketal"))), "")
    text = cells.get(column, "").replace(".", "").replace(" ", "").replace("\u00a0", "")
    if not text:
        return None
    if not text.isdigit():
        faults.append(
            f"frame.csv, row {number}, column {column}: found {text!r}, expected a whole number."
        )
        return None
    return int(text)


def _other_names(path: Path, faults: list[str]) -> dict[str, list[str]]:
    if not path.is_file():
        return {}
    headings, rows = read_csv(path)
    headings = ["unit" if h == "unit_id" else h for h in headings]
    if "variant" not in headings or "unit" not in headings:
        faults.append("unit_names.csv, row 1: expected the columns variant and unit.")
        return {}
    names: dict[str, list[str]] = {}
    for row in rows:
        cells = dict(zip(headings, row, strict=True))
        if cells["variant"]:
            names.setdefault(cells["unit"], []).append(cells["variant"])
    return names
