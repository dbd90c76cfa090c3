"""Issuing a wave: a workbook for each organisation, or for each of its functions."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from survey_toolkit.collection.ledger import ISSUED, Entry, add_to_ledger, now, read_ledger
from survey_toolkit.collection.template import UNIT, Template, fill, make, mark_place
from survey_toolkit.instruments.boxes import Issue, SheetMap
from survey_toolkit.instruments.form_words import word
from survey_toolkit.instruments.layout import cover_map, function_map, unit_map
from survey_toolkit.instruments.marks import ABOUT_UNIT, CHOICES, PROGRAM, Mark, mark_text
from survey_toolkit.instruments.model import Function, Instrument
from survey_toolkit.schema import Unit
from survey_toolkit.workspace import atomic, clear_leftovers

FOLDER = "issued"
_NOT_IN_NAME = re.compile(r'[<>:"/\\|?*\x00-\x1f]+')
_LONGEST_NAME = 120


@dataclass(frozen=True, slots=True)
class Order:
    """What is issued: the wave, in which language, with which texts on the cover, and how."""

    wave: str
    instrument: Instrument
    language: str
    texts: Mapping[str, str]
    per_function: bool = False


@dataclass(slots=True)
class Issued:
    """What came of it: the files written, how many were as before, and those that are open."""

    written: list[Path] = field(default_factory=list)
    unchanged: int = 0
    left: list[Path] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Form:
    """One workbook to be written. `function` is empty where it is about more than one."""

    unit: Unit
    function: str
    name: str
    content: bytes


def issue(
    folder: Path,
    order: Order,
    units: Sequence[Unit],
    progress: Callable[[int, int], None] | None = None,
) -> Issued:
    """Write the forms of some units into the wave's `issued/`, and a line each in its ledger.

    A file that has the same content already is not written again, and gets no second line. One
    that is open in another program is left, and the others are written. Where the run is stopped,
    the next one adds the lines that are missing. `progress` is told how many of how many.
    """
    result, entries = Issued(), []
    last = {e.file: e.sha256 for e in read_ledger(folder) if e.event == ISSUED}
    total = sum(len(_kinds(order, functions_of(order.instrument, unit))) for unit in units)
    try:
        for number, form in enumerate(forms(order, units), start=1):
            path = folder / FOLDER / form.name
            _write(path, form.content, result)
            where, mark = f"{FOLDER}/{form.name}", sha256(form.content).hexdigest()
            if path not in result.left and last.get(where) != mark:
                entries.append(Entry(now(), ISSUED, form.unit.id, form.function, where, mark))
            if progress:
                progress(number, total)
    finally:
        add_to_ledger(folder, entries)
        clear_leftovers(folder / FOLDER)
    return result


def _write(path: Path, content: bytes, result: Issued) -> None:
    try:
        if path.is_file() and path.read_bytes() == content:
            result.unchanged += 1
            return
        with atomic(path) as temporary:
            temporary.write_bytes(content)
    except PermissionError:
        if not path.exists():
            raise
        result.left.append(path)
    else:
        result.written.append(path)


def forms(order: Order, units: Sequence[Unit]) -> Iterator[Form]:
    """The workbooks of some units, one after the other."""
    templates: dict[tuple[str, tuple[str, ...], str], Template] = {}
    taken: set[str] = set()
    for unit in units:
        functions = functions_of(order.instrument, unit)
        for kind in _kinds(order, functions):
            same = (unit.sector, tuple(f.id for f in functions), kind)
            if same not in templates:
                templates[same] = _template(order, unit, functions, kind)
            function = order.instrument.functions[kind].id if kind else ""
            name = _file_name(order, unit, kind, taken)
            yield Form(unit, function, name, fill(templates[same], _texts(order, unit)))


def functions_of(instrument: Instrument, unit: Unit) -> list[Function]:
    """The functions that a unit is asked: the frame's and the mandatory, or all of its sector."""
    return (
        instrument.due_functions(unit) if unit.functions else instrument.functions_in(unit.sector)
    )


def _kinds(order: Order, functions: Sequence[Function]) -> list[str]:
    """A workbook for everything (""), and with `per_function` one for each function too."""
    return ["", *(f.id for f in functions)] if order.per_function else [""]


def _template(order: Order, unit: Unit, functions: Sequence[Function], kind: str) -> Template:
    instrument, language = order.instrument, order.language
    marks = {part: mark_place(part) for part in _parts(instrument)}
    sector = instrument.sectors[unit.sector]
    about = Issue(instrument, sector, UNIT, tuple(functions), language, order.texts, marks,
                  order.per_function)  # fmt: skip
    return make(about, _maps(order, about, kind), _properties(order, kind))


def _parts(instrument: Instrument) -> list[str]:
    return [ABOUT_UNIT, CHOICES, *instrument.functions]


def _maps(order: Order, about: Issue, kind: str) -> list[SheetMap]:
    """The sheets: one function's; or the cover, each function's, and the unit's own questions.

    Where each function gets a workbook, that of the contact person has no function's sheet.
    """
    if kind:
        return [function_map(about, order.instrument.functions[kind])]
    own = [] if order.per_function else [function_map(about, f) for f in about.functions]
    unit = unit_map(about)
    return [cover_map(about), *own, *([unit] if unit else [])]


def _properties(order: Order, kind: str) -> dict[str, str]:
    """What the workbook's properties say, under names of our own."""
    return {
        f"{PROGRAM} wave": order.wave,
        f"{PROGRAM} instrument": f"{order.instrument.id} {order.instrument.version}",
        f"{PROGRAM} unit": UNIT,
        f"{PROGRAM} mark": mark_place(kind or ABOUT_UNIT),
        **({f"{PROGRAM} function": kind} if kind else {}),
    }


def _texts(order: Order, unit: Unit) -> dict[str, str]:
    """What stands in the template's places for one unit."""
    version = order.instrument.version
    marks = {
        mark_place(part): mark_text(Mark(order.wave, order.instrument.id, version, unit.id, part))
        for part in _parts(order.instrument)
    }
    return {**marks, UNIT: " ".join(unit.name.split())}


def _file_name(order: Order, unit: Unit, kind: str, taken: set[str]) -> str:
    """A name that every system can hold, unlike the others: "657 Herning.xlsx"."""
    named = f"{unit.id} {unit.name}" if unit.name != unit.id else unit.id
    if order.per_function:
        functions = order.instrument.functions
        part = functions[kind].name(order.language) if kind else word("cover", order.language)
        named = f"{named} - {part}"
    plain = " ".join(_NOT_IN_NAME.sub(" ", named).split()).strip(". ")[:_LONGEST_NAME].rstrip(". ")
    name, number = f"{plain}.xlsx", 1
    while name.casefold() in taken:
        number += 1
        name = f"{plain} ({number}).xlsx"
    taken.add(name.casefold())
    return name
