"""Files that repeat others, and where they say something else than those do."""

from __future__ import annotations

from collections.abc import Mapping

from survey_toolkit.errors import Finding
from survey_toolkit.responses.assemble import (
    Assembly,
    Key,
    Part,
    by_function,
    drop_file,
    first_cell,
    units_by_file,
)
from survey_toolkit.responses.cells import cell_name
from survey_toolkit.responses.routing import route
from survey_toolkit.responses.snippets import correction
from survey_toolkit.responses.versions import winner


def drop_repeating_files(assembly: Assembly) -> None:
    """Set aside what a file repeats of others: an analyst's own table of the same answers.

    A file of several units, most of whose replies stand in other files too, with no later date.
    SPSS files come first, then the file with most units: what it alone says is kept.
    """
    units = units_by_file(assembly)
    several = [f for f in units if len(units[f]) > 1]
    order = sorted(several, key=lambda f: (not f.endswith((".sav", ".zsav")), -len(units[f]), f))
    for file in order:
        mine = by_function([p for p in assembly.parts if p.file == file])
        others = by_function([p for p in assembly.parts if p.file != file])
        shared = {key: mine[key] for key in mine if key in others}
        if shared and len(shared) > 0.5 * len(mine) and _same_dates(shared, others):
            _drop_repeated(assembly, file, shared, others)


def _same_dates(
    mine: Mapping[tuple[str, str], list[Part]], others: Mapping[tuple[str, str], list[Part]]
) -> bool:
    """Whether no reply of the file is later than the one it repeats."""
    for key, parts in mine.items():
        dates = {p.reply.date for p in others[key]}
        if any(p.reply.date and "" not in dates and p.reply.date > max(dates) for p in parts):
            return False
    return True


def _drop_repeated(
    assembly: Assembly,
    file: str,
    mine: Mapping[tuple[str, str], list[Part]],
    others: Mapping[tuple[str, str], list[Part]],
) -> None:
    differ = differences(assembly, mine, others)
    if len(differ) > 0.2 * sum(len(p.given) for parts in mine.values() for p in parts):
        return
    whole = {unit for unit, _ in mine}
    whole -= {p.unit for p in assembly.parts if p.file == file and p.function
              and (p.unit, p.function) not in mine}  # fmt: skip
    own = [p for p in assembly.parts if p.file == file and not p.function and p.unit in whole]
    differ += unit_differences(assembly, own, file)
    first = first_cell(assembly.readings[file])
    files = {p.file for key in mine for p in others[key]}
    facts = {"n": str(len(mine)), "files": str(len(files)), "differ": str(len(differ))}
    for part in [*own, *(p for parts in mine.values() for p in parts)]:
        assembly.drop(part)
    if not any(p.file == file for p in assembly.parts):
        drop_file(assembly, file)
    assembly.findings.append(Finding("repeats_other_files", file, *first, facts=facts))
    assembly.findings += differ


def differences(
    assembly: Assembly,
    mine: Mapping[tuple[str, str], list[Part]],
    others: Mapping[tuple[str, str], list[Part]],
) -> list[Finding]:
    """One finding for each answer that is not the same, after routing; the other file's counts."""
    found = []
    for (unit, function), parts in mine.items():
        mine_best, best = winner(assembly, parts), winner(assembly, others[unit, function])
        here, there = _routed(assembly, unit, mine_best), _routed(assembly, unit, best)
        for key in here:
            if here[key] != there[key]:
                found.append(_difference(assembly, mine_best, best, key, there[key]))
    return found


def unit_differences(assembly: Assembly, own: list[Part], file: str) -> list[Finding]:
    """The same for the answers that a unit gave about itself, where others give them too."""
    found = []
    for unit in dict.fromkeys(part.unit for part in own):
        others = [p for p in assembly.parts
                  if p.unit == unit and not p.function and p.file != file]  # fmt: skip
        parts = [p for p in own if p.unit == unit]
        here = {key: answer for part in parts[::-1] for key, answer in part.given.items()}
        there = {key: answer for part in others[::-1] for key, answer in part.given.items()}
        for key in dict.fromkeys([*here, *there]):
            if others and here.get(key) != there.get(key):
                theirs = ("", there.get(key, ""))
                found.append(_difference(assembly, parts, others, key, theirs))
    return found


def _routed(assembly: Assembly, unit: str, parts: list[Part]) -> dict[Key, tuple[str, str]]:
    """What a reply says when its routing is kept."""
    instrument = assembly.instrument
    sector = assembly.units[unit].sector
    asked = [q for q in instrument.questions.values()
             if q.scope == "function" and instrument.asked_in(q.id, sector)]  # fmt: skip
    given = {key: answer for part in parts[::-1] for key, answer in part.given.items()}
    of_unit = [p for p in assembly.parts if p.unit == unit and not p.function]
    around = {key: answer for part in of_unit for key, answer in part.given.items()}
    return route(instrument, asked, given, around, lambda _key, _filter: None)


def _difference(
    assembly: Assembly,
    parts: list[Part],
    others: list[Part],
    key: Key,
    theirs: tuple[str, str],
) -> Finding:
    part = parts[0]
    answer = next((p.answers[key] for p in parts if key in p.answers), None)
    other = next((p for p in others if key in p.answers), others[0])
    there = other.answers.get(key)
    scale = assembly.instrument.scale_of(*key)
    shown = theirs[1] or "–"
    label = scale.choice(shown) if scale and shown in scale else None
    where = assembly.readings[other.file].source(there) if there else assembly.where(other)
    facts = {"other": where, "label": label.label("da") if label else shown,
             "label_en": label.label("en") if label else shown}  # fmt: skip
    cell = cell_name(answer.row, answer.column) if answer else part.reply.first[0]
    value = answer.answer if answer else ""
    if scale and value in scale:
        value = scale.choice(value).label("da")
    sheet = assembly.sheet_name(part)
    return Finding("repeat_differs", part.file, sheet, cell, value, part.unit, part.function, *key,
                   facts=facts,
                   decide=correction(part.file, sheet, cell, value))  # fmt: skip
