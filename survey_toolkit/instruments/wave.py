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

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from survey_toolkit.errors import SurveyError
from survey_toolkit.instruments.model import Instrument
from survey_toolkit.instruments.toml import Table, load_toml
from survey_toolkit.language import LANGUAGES, of_two
from survey_toolkit.schema import Unit
from survey_toolkit.workspace import nearest, read_csv

MEANINGS = ("unit", "function", "item", "question", "choice")
HEADINGS = ("unit", "function", "item", "question", "answer", "region", "date", "remark",
            "contact", "id", "other")  # fmt: skip
_ALLOWED: Mapping[str, tuple[str, ...]] = {
    "units": ("id", "sector", "name", "region", "region_code", "population", "aliases"),
    "names": ("text", "file", "region", "ignore", *MEANINGS),
    "files": (
        "file",
        "sheet",
        "row",
        "header_row",
        "unit",
        "function",
        "question",
        "ignore",
        "corrects",
    ),
    "columns": ("file", "sheet", "column", "heading", "ignore", *MEANINGS),
    "codes": ("file", "question", "scale", "codes"),
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
    row: int = 0
    corrects: str = ""
    unit: str = ""
    function: str = ""
    item: str = ""
    question: str = ""
    scale: str = ""
    choice: str = ""
    ignore: bool = False
    codes: tuple[tuple[str, str], ...] = ()
    reason: str = ""

    def of_file(self, file: str) -> bool:
        """Whether it is about that file, or a sheet of it."""
        return not self.file or self.file in (file, file.rsplit("/", 1)[-1])

    def about(self, file: str, sheet: str = "") -> bool:
        """Whether it is about that file, and where it names a sheet, that sheet."""
        return self.of_file(file) and (not self.sheet or self.sheet == sheet)


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
    raw = Table("wave.toml", load_head(folder))
    raw.only("instrument", "language", "title_da", "title_en", "synthetic_da", "synthetic_en",
             "start", "end", "trust", *_ALLOWED)  # fmt: skip
    trust = raw.table("trust")
    trust.only("tab_names", "file_names")
    wave = Wave(
        folder.name,
        raw.text("instrument"),
        raw.one_of("language", LANGUAGES, instrument.language),
        raw.text("synthetic_da"),
        raw.text("synthetic_en"),
        trust.flag("tab_names"),
        trust.flag("file_names"),
        tuple(_unit(table, instrument) for table in _tables(raw, "units")),
        tuple(
            _decision(kind, number, table, instrument)
            for kind in ("names", "files", "columns", "codes")
            for number, table in enumerate(_tables(raw, kind), start=1)
        ),
        _corrections(folder / "corrections.csv", raw.faults),
    )
    if raw.faults:
        raise SurveyError(*raw.faults)
    return wave


def _tables(raw: Table, kind: str) -> list[Table]:
    """The tables of one kind that say what they must, with faults for those that do not."""
    whole = []
    for table in raw.tables(kind):
        table.only(*_ALLOWED[kind], "reason")
        missing = [name for name in _NEEDED[kind] if name not in table.raw]
        for name in missing:
            table.fault(f"{name} is missing.")
        if not missing:
            whole.append(table)
    return whole


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


def _decision(kind: str, number: int, table: Table, instrument: Instrument) -> Decision:
    texts = {
        name: same(table.text(name))
        for name in ("file", "sheet", "text", "region", "column", "corrects", "unit", "reason")
    }
    decision = Decision(
        kind,
        number,
        **texts,
        heading=table.one_of("heading", HEADINGS),
        header_row=table.whole("header_row", 0) or 0,
        row=table.whole("row", 0) or 0,
        function=table.one_of("function", instrument.functions),
        item=table.one_of("item", instrument.items),
        question=table.one_of("question", instrument.questions),
        scale=table.one_of("scale", instrument.scales),
        choice=table.text("choice"),
        ignore=table.flag("ignore"),
        codes=_codes(table.table("codes")) if "codes" in table.raw else (),
    )
    _check_choices(table, decision, instrument)
    return decision


def _codes(table: Table) -> tuple[tuple[str, str], ...]:
    return tuple((str(code), table.text(code)) for code in table.raw)


def _check_choices(table: Table, decision: Decision, instrument: Instrument) -> None:
    """A choice must be an answer on a scale: of the question, where one is named."""
    scales = list(instrument.scales.values())
    if decision.question:
        items = [*instrument.items, ""]
        of_question = {instrument.scale_of(decision.question, item) for item in items}
        scales = [scale for scale in of_question if scale is not None]
    known = sorted({choice.id for scale in scales for choice in scale.choices})
    for choice in [decision.choice, *(choice for _, choice in decision.codes)]:
        if choice and choice not in known:
            table.fault(f"choice {choice!r} is not known.{nearest(choice, known)} "
                        f"One of {', '.join(known)}")  # fmt: skip


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
        if not table["who"] or not table["why"]:
            faults.append(f"corrections.csv, row {number}: say who corrected it, and why.")
    return tuple(
        Correction(
            same(t["file"]), same(t["sheet"]), t["cell"].upper(), *(t[w] for w in wanted[3:])
        )
        for _, t in tables
    )
