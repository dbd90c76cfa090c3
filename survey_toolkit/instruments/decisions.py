"""Decisions of people about what came back: what a table of wave.toml may say, and must.

A decision that says nothing, or two things that cannot both hold, is a fault: it would be taken
for a decision that was made.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from survey_toolkit.instruments.model import Instrument
from survey_toolkit.instruments.toml import Table
from survey_toolkit.schema import Unit
from survey_toolkit.workspace import nearest

KINDS = ("names", "files", "columns", "codes")
MEANINGS = ("unit", "function", "item", "question", "choice")
HEADINGS = ("unit", "function", "item", "question", "answer", "region", "date", "remark",
            "contact", "id", "other")  # fmt: skip
_OF_A_SHEET = ("unit", "function", "question")
ALLOWED: Mapping[str, tuple[str, ...]] = {
    "units": ("id", "sector", "name", "region", "region_code", "population", "aliases"),
    "names": ("text", "file", "region", "ignore", *MEANINGS),
    "files": (
        "file",
        "sheet",
        "row",
        "header_row",
        "ignore",
        "corrects",
        *MEANINGS[:2],
        "question",
    ),
    "columns": ("file", "sheet", "column", "heading", "ignore", *MEANINGS),
    "codes": ("file", "question", "scale", "codes"),
}
NEEDED: Mapping[str, tuple[str, ...]] = {
    "units": ("id", "sector"),
    "names": ("text",),
    "files": ("file",),
    "columns": ("column",),
    "codes": ("question", "codes"),
}
SAYS: Mapping[str, tuple[str, ...]] = {
    "names": MEANINGS,
    "files": (*_OF_A_SHEET, "corrects", "header_row"),
    "columns": ("heading", *MEANINGS),
    "codes": ("codes",),
}
"""What a decision of each kind can say, besides that something is left out."""

PLACEHOLDER = "..."
"""What stands for the reason in the text to copy: pasted unchanged it is no reason."""

TO_FILL_IN = ("NEW", "WHO", "WHY")
"""What stands for the new value, the person and the reason in a line of corrections to copy."""

NO_REASON = "–"
"""What stands as the reason of a decision that gives none."""

_COLUMN = re.compile(r"[A-Z]{1,3}")


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


def whole_tables(raw: Table, kind: str) -> list[Table]:
    """The tables of one kind that say what they must, with faults for those that do not."""
    whole = []
    for table in raw.tables(kind):
        table.only(*ALLOWED[kind], "reason")
        missing = [name for name in NEEDED[kind] if name not in table.raw]
        for name in missing:
            table.fault(f"{name} is missing.")
        if not missing:
            whole.append(table)
    return whole


def decision_of(
    kind: str, number: int, table: Table, instrument: Instrument, units: Mapping[str, Unit] | None
) -> Decision:
    """The decision in a table, checked against the instrument and the units that are known.

    `units` None is not knowing any yet: then their ids are not checked.
    """
    texts = {
        name: same(table.text(name))
        for name in ("file", "sheet", "text", "region", "column", "corrects", "unit", "reason")
    }
    texts["column"] = texts["column"].upper()
    texts["reason"] = texts["reason"] or NO_REASON
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
    _check_says(table, decision)
    _check_column(table, decision.column)
    _check_choices(table, decision, instrument)
    if units is not None and decision.unit:
        check_unit(table, decision.unit, units)
    return decision


def _codes(table: Table) -> tuple[tuple[str, str], ...]:
    return tuple((str(code), table.text(code)) for code in table.raw)


def _check_says(table: Table, decision: Decision) -> None:
    """It must say one thing: what something means, or that it is left out."""
    says = [name for name in SAYS[decision.kind] if name in table.raw]
    if decision.ignore and decision.kind == "names":
        says = [name for name in says if name != "question"]  # in answers to that question only
    if decision.ignore and says:
        table.fault(f"ignore = true and {says[0]} cannot both hold. Take one of them out.")
    if not decision.ignore and not any(table.raw[name] for name in says):
        known = [*SAYS[decision.kind], *(["ignore = true"] if decision.kind != "codes" else [])]
        table.fault(f"it decides nothing. Write one of {', '.join(known)}.")


def _check_column(table: Table, column: str) -> None:
    """A column is named as Excel names it; XFD is its last."""
    is_column = _COLUMN.fullmatch(column) and (len(column), column) <= (3, "XFD")
    if "column" in table.raw and not is_column:
        table.fault(f"column = {column!r}; expected its letters in Excel, A to XFD.")


def check_unit(table: Table, unit: str, units: Mapping[str, Unit]) -> None:
    """A unit is named by its id; the hint knows the names too."""
    if unit in units:
        return
    by_name = {known.name: name for name, known in units.items()}
    if unit in by_name:
        hint = f" Did you mean {by_name[unit]}?"
    else:
        hint = nearest(unit, units) or " Its id must stand in frame.csv or in [[units]]."
    table.fault(f"unit {unit!r} is not known.{hint}")


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
