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
                                 # sheet = "Ark1" limits it; header_row = 9 says where the table is

    [[columns]]                  # what a column is
    file = "export.csv"          # with column = "F" (sheet = "..."), and question, item, function,
                                 # choice, heading = "unit", or ignore = true

    [[codes]]                    # what numbers mean
    file = "svar.xlsx"           # with question = "rating" and codes = { 1 = "very_good", ... }

Each may have a `reason`, which the list of findings shows.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from survey_toolkit.errors import SurveyError
from survey_toolkit.instruments.load import load_toml
from survey_toolkit.instruments.model import Instrument
from survey_toolkit.language import of_two
from survey_toolkit.schema import Unit
from survey_toolkit.workspace import nearest, read_csv

MEANINGS = ("unit", "function", "item", "question", "choice")
HEADINGS = ("unit", "function", "item", "question", "answer", "region", "date", "remark",
            "contact", "id", "other")  # fmt: skip
_ALLOWED: Mapping[str, tuple[str, ...]] = {
    "units": ("id", "sector", "name", "region", "region_code", "population", "aliases"),
    "names": ("text", "file", "region", "ignore", *MEANINGS),
    "files": ("file", "sheet", "header_row", "unit", "function", "question", "ignore", "corrects"),
    "columns": ("file", "sheet", "column", "heading", "ignore", *MEANINGS),
    "codes": ("file", "question", "codes"),
}
_NEEDED: Mapping[str, tuple[str, ...]] = {
    "units": ("id", "sector"),
    "names": ("text",),
    "files": ("file",),
    "columns": ("column",),
    "codes": ("question", "codes"),
}


def same(text: str) -> str:
    """A file or sheet name as it is compared (a Mac writes å as two characters).

    >>> same("A\u030alborg.xlsx") == same("Ålborg.xlsx")
    True
    """
    return unicodedata.normalize("NFC", text).strip().replace("\\", "/")


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision about what came back. Empty fields say nothing; `file` empty is every file."""

    kind: str  # names, files, columns or codes
    number: int
    file: str = ""
    sheet: str = ""
    text: str = ""
    region: str = ""
    column: str = ""
    heading: str = ""
    header_row: int = 0
    corrects: str = ""
    unit: str = ""
    function: str = ""
    item: str = ""
    question: str = ""
    choice: str = ""
    ignore: bool = False
    codes: tuple[tuple[str, str], ...] = ()
    reason: str = ""

    def about(self, file: str, sheet: str = "") -> bool:
        """Whether it is about that file (and sheet)."""
        named = not self.file or self.file in (file, file.rsplit("/", 1)[-1])
        return named and (not self.sheet or self.sheet == sheet)


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

    def notes(self, language: str) -> list[str]:
        """What every output made from this wave must say."""
        note = of_two(self.synthetic_da, self.synthetic_en, language)
        return [note] if note else []

    def of_kind(self, kind: str) -> list[Decision]:
        """The decisions of one kind, in order."""
        return [d for d in self.decisions if d.kind == kind]


def load_head(folder: Path) -> dict[str, Any]:
    """What wave.toml holds. Raises SurveyError where the wave or its instrument is not named."""
    if not folder.is_dir():
        known = [p.name for p in folder.parent.iterdir()] if folder.parent.is_dir() else []
        raise SurveyError(
            f"{folder.name}: no such wave. The waves here: {', '.join(sorted(known)) or 'none'}."
            f"{nearest(folder.name, known)}"
        )
    raw = load_toml(folder / "wave.toml")
    if not isinstance(raw.get("instrument"), str):
        raise SurveyError(
            'wave.toml: instrument is missing. Write instrument = "its folder\'s name"'
        )
    return raw


def load_wave(folder: Path, instrument: Instrument) -> Wave:
    """The wave in a folder of `responses/`, checked against its instrument.

    Raises SurveyError with all faults in wave.toml and corrections.csv.
    """
    raw, faults = load_head(folder), list[str]()
    known = {"instrument", "language", "title_da", "title_en", "synthetic_da", "synthetic_en",
             "start", "end", "trust", *_ALLOWED}  # fmt: skip
    for name in raw.keys() - known:
        faults.append(f"wave.toml: {name} is not known here.{nearest(name, known)}")
    units = tuple(_unit(u, instrument, faults) for u in _tables(raw, "units", faults))
    decisions = [
        _decision(kind, number, table, instrument, faults)
        for kind in ("names", "files", "columns", "codes")
        for number, table in enumerate(_tables(raw, kind, faults), start=1)
    ]
    corrections = _corrections(folder / "corrections.csv", faults)
    if faults:
        raise SurveyError(*faults)
    trust = raw.get("trust", {})
    return Wave(
        folder.name,
        raw["instrument"],
        raw.get("language", instrument.language),
        raw.get("synthetic_da", ""),
        raw.get("synthetic_en", ""),
        bool(trust.get("tab_names", False)),
        bool(trust.get("file_names", False)),
        units,
        tuple(decisions),
        corrections,
    )


def _tables(raw: dict[str, Any], kind: str, faults: list[str]) -> list[dict[str, Any]]:
    tables = raw.get(kind, [])
    if not isinstance(tables, list):
        faults.append(f"wave.toml: write [[{kind}]] with two brackets, once for each.")
        return []
    for number, table in enumerate(tables, start=1):
        place = f"wave.toml, [[{kind}]] number {number}"
        for name in table.keys() - {*_ALLOWED[kind], "reason"}:
            faults.append(f"{place}: {name} is not known here.{nearest(name, _ALLOWED[kind])}")
        for name in _NEEDED[kind]:
            if name not in table:
                faults.append(f"{place}: {name} is missing.")
    return [t for t in tables if all(name in t for name in _NEEDED[kind])]


def _unit(raw: dict[str, Any], instrument: Instrument, faults: list[str]) -> Unit:
    if raw["sector"] not in instrument.sectors:
        faults.append(
            f"wave.toml, [[units]] {raw['id']}: sector {raw['sector']!r}; expected one of "
            f"{', '.join(instrument.sectors)}."
        )
    return Unit(
        raw["id"],
        raw["sector"],
        raw.get("name", raw["id"]),
        raw.get("region", ""),
        str(raw.get("region_code", "")),
        raw.get("population"),
        in_frame=False,
        aliases=tuple(raw.get("aliases", ())),
    )


def _decision(
    kind: str, number: int, raw: dict[str, Any], instrument: Instrument, faults: list[str]
) -> Decision:
    place = f"wave.toml, [[{kind}]] number {number}"
    known: dict[str, Mapping[str, Any]] = {
        "function": instrument.functions,
        "item": instrument.items,
        "question": instrument.questions,
    }
    for name, ids in known.items():
        if raw.get(name) and raw[name] not in ids:
            faults.append(f"{place}: {name} = {raw[name]!r} is not known.{nearest(raw[name], ids)}")
    if raw.get("heading") and raw["heading"] not in HEADINGS:
        faults.append(f"{place}: heading must be one of {', '.join(HEADINGS)}.")
    texts = {
        k: same(str(v))
        for k, v in raw.items()
        if k in Decision.__slots__ and k not in ("codes", "ignore", "header_row")
    }
    return Decision(
        kind,
        number,
        **texts,
        header_row=int(raw.get("header_row", 0)),
        ignore=bool(raw.get("ignore", False)),
        codes=tuple((str(k), str(v)) for k, v in raw.get("codes", {}).items()),
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
    tables = [dict(zip(headings, row, strict=True)) for row in rows if any(row)]
    for number, table in enumerate(tables, start=2):
        if not table["who"] or not table["why"]:
            faults.append(f"corrections.csv, row {number}: say who corrected it, and why.")
    return tuple(
        Correction(
            same(t["file"]), same(t["sheet"]), t["cell"].upper(), *(t[w] for w in wanted[3:])
        )
        for t in tables
    )
