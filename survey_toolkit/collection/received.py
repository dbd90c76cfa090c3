"""What came back, in the ledger: when each file with answers was first read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from hashlib import sha256
from pathlib import Path

from survey_toolkit.collection.ledger import (
    ISSUED,
    NAME,
    RECEIVED,
    REMINDED,
    SENT,
    Entry,
    add_to_ledger,
    now,
    read_ledger,
)
from survey_toolkit.dates import parse_date
from survey_toolkit.errors import SurveyError

FOLDER = "returned"


def note_received(
    folder: Path, files: Mapping[str, Path], answers: Iterable[tuple[str, str, str]]
) -> list[str]:
    """Add a line to a wave's ledger for each file that a unit's answers were first read from.

    `files` are the returned ones by name; `answers` are unit, function and source, a cell's place.
    A file that was changed gets a new line where one unit answers in it; an export of many gets one
    for each unit only. Nothing is done where the wave has no ledger: then nothing was issued.
    Returns the ledger's name where it is open in another program: the next run notes it.
    """
    if not (folder / NAME).is_file():
        return []
    before = [entry for entry in read_ledger(folder) if entry.event == RECEIVED]
    marked = {(entry.unit, entry.file, entry.sha256) for entry in before}
    known = {(entry.unit, entry.file) for entry in before}
    time, entries = now(), []
    for name, units in sorted(_units(answers).items()):
        if name not in files:
            continue
        file, mark = f"{FOLDER}/{name}", sha256(files[name].read_bytes()).hexdigest()
        for unit, functions in sorted(units.items()):
            alone = len(units) == 1
            if (unit, file, mark) in marked if alone else (unit, file) in known:
                continue
            function = next(iter(functions)) if len(functions) == 1 else ""
            entries.append(Entry(time, RECEIVED, unit, function, file, mark))
    try:
        add_to_ledger(folder, entries)
    except SurveyError:
        return [NAME]
    return []


def _units(answers: Iterable[tuple[str, str, str]]) -> dict[str, dict[str, set[str]]]:
    """The functions that answered, by unit, by file."""
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for unit, function, source in answers:
        if source:
            found[source.rsplit("!", 2)[0]][unit].add(function)
    return found


def happened(folder: Path) -> dict[str, dict[str, str]]:
    """By unit, the days of the ledger: first sent or issued, last reminded, first received.

    The names are the frame's columns: sent_date, reminder_date, returned_date, as yyyy-mm-dd.
    """
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for entry in read_ledger(folder):
        days = found[entry.unit]
        if day := _day(entry.time):
            if entry.event == REMINDED:
                days["reminder_date"] = day
            elif entry.event == RECEIVED:
                days.setdefault("returned_date", day)
            elif entry.event == SENT:
                days["sent_date"] = min(day, days.get("sent_date", day))
            elif entry.event == ISSUED:
                days.setdefault("issued", day)
    for days in found.values():
        issued = days.pop("issued", "")
        if issued:
            days.setdefault("sent_date", issued)
    return dict(found)


def _day(time: str) -> str:
    """The day of a time in the ledger; "" where it is none, as after a change by hand.

    >>> _day("2027-05-01T10:00:00+02:00"), _day("1-5-2027"), _day("?")
    ('2027-05-01', '2027-05-01', '')
    """
    try:
        return date.fromisoformat(time[:10]).isoformat()
    except ValueError:
        return parse_date(time)
