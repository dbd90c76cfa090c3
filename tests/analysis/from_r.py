"""Tables with the figures that R gives; SOURCE.md beside them says by which calls."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import NamedTuple

FOLDER = Path(__file__).resolve().parents[1] / "reference" / "representativeness"


class Case(NamedTuple):
    name: str
    asked: tuple[int, ...]
    answered: tuple[int, ...]
    chi2: float
    df: int
    p_chi2: float
    p_exact: float
    goodness_of_fit: float
    p_goodness_of_fit: float
    residuals: tuple[float, ...]


def _case(row: dict[str, str]) -> Case:
    whole = (tuple(map(int, row[name].split())) for name in ("asked", "answered"))
    floats = {name: float(row[name]) for name in Case._fields[3:-1]}
    return Case(row["case"], *whole, *floats.values(), tuple(map(float, row["residuals"].split())))


def rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


CASES = [_case(row) for row in rows("r")]
