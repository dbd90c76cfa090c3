"""The frame: who was asked."""

from __future__ import annotations

from pathlib import Path

from survey_toolkit.collection.frame_rows import Row, read_rows, whole
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
    table = read_rows(folder)
    faults = [
        f"frame.csv, row {number}: {fields} fields, expected {len(table.headings)} as in the "
        "headings. Put text that holds the separator in quotes."
        for number, fields in table.too_long.items()
    ]
    if faults:
        raise SurveyError(*faults)
    aliases = _other_names(folder / "unit_names.csv", faults)
    units: dict[str, Unit] = {}
    for row in table.rows:
        unit = _unit(row, table.population, instrument, plan, aliases, faults)
        if unit.id in units:
            faults.append(f"frame.csv, row {row.number}, column unit: {unit.id} is there "
                          "already. Delete one of the rows, or correct the id.")  # fmt: skip
        units[unit.id] = unit
    for name in aliases.keys() - units.keys():
        faults.append(f"unit_names.csv: unit {name!r} is not in the frame.{nearest(name, units)}")
    if faults:
        raise SurveyError(*faults)
    return units


def _unit(
    row: Row,
    population_column: str,
    instrument: Instrument,
    plan: Plan,
    aliases: dict[str, list[str]],
    faults: list[str],
) -> Unit:
    cells = row.cells
    sector, unit = cells["sector"], cells["unit"]
    if sector not in instrument.sectors:
        known = ", ".join(instrument.sectors)
        faults.append(
            f"frame.csv, row {row.number}, column sector: found {sector!r}, "
            f"expected one of {known}."
        )
    if not unit:
        faults.append(f"frame.csv, row {row.number}, column unit: found nothing, expected an id.")
    functions = words(row["functions"])
    for function in functions:
        if function not in instrument.functions:
            faults.append(
                f"frame.csv, row {row.number}, column functions: {function!r} is not known."
                f"{nearest(function, instrument.functions)}"
            )
    population = _population(row, population_column, faults)
    return Unit(
        unit,
        sector,
        row["name"] or unit,
        row["region"],
        row["region_code"],
        population,
        plan.size_class(sector, population),
        aliases=(*words(row["aliases"]), *aliases.get(unit, ())),
        functions=functions,
        facts=tuple(cells.items()),
    )


def _population(row: Row, column: str, faults: list[str]) -> int | None:
    population = whole(row[column])
    if row[column] and population is None:
        faults.append(
            f"frame.csv, row {row.number}, column {column}: found {row[column]!r}, "
            "expected a whole number."
        )
    return population


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
