"""The corridor of `remind` and `return`: mails to those who lack something, as drafts.

Nothing is sent. What was written is noted in the wave's ledger.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from survey_toolkit import pipeline
from survey_toolkit import workspace as disk
from survey_toolkit.collection.drafts import Attachment, draft
from survey_toolkit.collection.ledger import (
    REMINDED,
    RETURNED,
    Entry,
    add_to_ledger,
    now,
    read_ledger,
)
from survey_toolkit.collection.letters import About, Receiver, reminder, unclear_answers
from survey_toolkit.errors import OPEN
from survey_toolkit.instruments.form_words import as_date, day_in_words
from survey_toolkit.pipeline import Progress, Result
from survey_toolkit.schema import NOTHING, PARTIAL, Unit
from survey_toolkit.survey import Survey
from survey_toolkit.workspace import Workspace

MERGE_COLUMNS = ("unit", "name", "contact_name", "contact_email", "missing", "subject", "draft")
WORKBOOKS = (".xlsx", ".xlsm")


@dataclass
class FollowUp:
    """What was written: the mails by unit, and those that were left out, with the reason."""

    result: Result
    written: dict[str, Path] = field(default_factory=dict)
    without_address: list[str] = field(default_factory=list)
    already: list[str] = field(default_factory=list)  # reminded today
    merge: Path | None = None


# -- remind ------------------------------------------------------------------------------------


def remind(
    workspace: Workspace,
    wave: str,
    progress: Progress | None = None,
    language: str = "",
    today: dt.date | None = None,
) -> FollowUp:
    """Write a draft to each unit that lacks something, and a workbook for a mail merge.

    They stand in analysis/<wave>/remind/<date>/. A unit is not reminded twice on one day.
    """
    from survey_toolkit.track import track

    result, _ = track(workspace, wave, progress=progress, language=language)
    made, day = FollowUp(result), (today or dt.date.today()).isoformat()
    survey, rows, entries = result.survey, [], []
    folder = survey.out / "remind" / day
    reminded = {entry.unit for entry in read_ledger(survey.folder)
                if entry.event == REMINDED and entry.time.startswith(day)}  # fmt: skip
    for unit, missing, state in _lacking(result):
        if unit.id in reminded:
            made.already.append(unit.name)
            continue
        receiver = _receiver(unit)
        subject, body = reminder(receiver, missing, state == PARTIAL, _about(survey, day))
        path = _write(made, unit, folder, draft(receiver.email, subject, body))
        rows.append((unit.id, unit.name, receiver.person, receiver.email, "; ".join(missing),
                     subject, path.name))  # fmt: skip
        entries.append(_entry(survey, REMINDED, unit.id, path, "; ".join(missing), day))
    if rows:
        made.merge = disk.save_bytes(folder / "mail-merge.xlsx", _merge_workbook(survey, rows))
    add_to_ledger(survey.folder, entries)
    return made


def _lacking(result: Result) -> list[tuple[Unit, list[str], str]]:
    """The units of the frame that lack something, with their missing functions and their state."""
    survey, found = result.survey, []
    for row in result.tables["tracking"].to_dict("records"):
        if row["in_frame"] and row["state"] in (NOTHING, PARTIAL):
            ids = [name for name in str(row["missing"]).split("|") if name]
            names = [survey.instrument.functions[name].name(survey.language) for name in ids]
            found.append((survey.frame[row["unit"]], names, str(row["state"])))
    return found


def _receiver(unit: Unit) -> Receiver:
    return Receiver(unit.id, unit.name, unit.says("contact_name"), unit.says("contact_email"))


def _about(survey: Survey, day: str = "") -> About:
    """What all mails say; `day` is that of the mail, as yyyy-mm-dd."""
    deadline = survey.wave.texts.get("deadline", "")
    due = as_date(deadline)
    return About(
        survey.instrument.title(survey.language),
        survey.language,
        survey.wave.texts.get("contact", ""),
        day_in_words(deadline, survey.language),
        survey.wave.notes(survey.language),
        is_late=due is not None and due.isoformat() < day,
    )


def _write(made: FollowUp, unit: Unit, folder: Path, content: bytes) -> Path:
    path = disk.save_bytes(folder / f"{unit.id}.eml", content)
    made.written[unit.id] = path
    if not unit.says("contact_email"):
        made.without_address.append(unit.name)
    return path


def _entry(survey: Survey, event: str, unit: str, path: Path, note: str, day: str = "") -> Entry:
    """A line of the ledger; the file as it is seen from the workspace."""
    time = now()
    time = time if not day or time.startswith(day) else day
    file = path.relative_to(survey.workspace.root).as_posix()
    mark = sha256(path.read_bytes()).hexdigest()
    return Entry(time, event, unit, file=file, sha256=mark, note=note)


def _merge_workbook(survey: Survey, rows: Sequence[Sequence[str]]) -> bytes:
    """One row for each mail, for a mail merge in Word: headings in the first row, nothing else."""
    from survey_toolkit.sheets import new_book, new_sheet, put, set_widths, to_bytes

    book = new_book(f"{survey.instrument.title(survey.language)} – {survey.name}")
    sheet = new_sheet(book, "mail-merge")
    for number, row in enumerate([MERGE_COLUMNS, *rows], start=1):
        for column, text in enumerate(row, start=1):
            put(book, sheet, number, column, text, "heading" if number == 1 else "text")
    set_widths(sheet, [12, 28, 24, 30, 60, 40, 16])
    return to_bytes(book)


# -- return ------------------------------------------------------------------------------------


def give_back(
    workspace: Workspace, wave: str, progress: Progress | None = None, language: str = ""
) -> FollowUp:
    """Write, for each unit with open findings, a draft and a copy of its workbook with them marked.

    They stand in analysis/<wave>/return/<unit>/. The copy is called as a corrected file is, so that
    it replaces the first when it comes back. Files of several units are not given to any of them.
    """
    result = pipeline.answers(Survey(workspace, wave, language), progress)
    made, survey, entries = FollowUp(result), result.survey, []
    units = {**result.units, **survey.frame}
    shared = _shared_files(result)
    for unit_id, findings in _open_by_unit(result).items():
        unit = units[unit_id]
        folder, receiver = survey.out / "return" / unit_id, _receiver(unit)
        copies = _copies(survey, findings, shared)
        for copy in copies:
            disk.save_bytes(folder / copy.name, copy.content)
        places = [_place(finding, survey) for finding in findings]
        subject, body = unclear_answers(receiver, places, bool(copies), _about(survey))
        path = _write(made, unit, folder, draft(receiver.email, subject, body, tuple(copies)))
        note = "; ".join(f"{f['sheet']}!{f['cell']}" for f in findings)
        entries.append(_entry(survey, RETURNED, unit_id, path, note))
    add_to_ledger(survey.folder, _not_noted(survey, entries))
    return made


def _open_by_unit(result: Result) -> dict[str, list[dict[str, str]]]:
    """The open findings about single cells, by the unit that answered."""
    found: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in result.findings.to_dict("records"):
        about = row["question"] or row["code"] == "function_unclear"
        if row["status"] == OPEN and row["unit"] and row["cell"] and about:
            found[row["unit"]].append({str(name): str(value) for name, value in row.items()})
    return dict(found)


def _shared_files(result: Result) -> set[str]:
    """The files with answers of several units: one must not see the answers of another."""
    units: dict[str, set[str]] = defaultdict(set)
    rows = result.answers[result.answers["source"] != ""]
    for unit, source in zip(rows["unit"], rows["source"], strict=True):
        units[source.rsplit("!", 2)[0]].add(unit)
    return {file for file, of in units.items() if len(of) > 1}


def _copies(
    survey: Survey, findings: Sequence[dict[str, str]], shared: set[str]
) -> list[Attachment]:
    from survey_toolkit.collection.giving_back import Unclear, marked_copy

    by_file: dict[str, list[Unclear]] = defaultdict(list)
    for finding in findings:
        if finding["file"] not in shared and finding["file"].lower().endswith(WORKBOOKS):
            text = _wanted(finding, survey)
            by_file[finding["file"]].append(Unclear(finding["sheet"], finding["cell"], text))
    copies = []
    for file, unclear in by_file.items():
        path = survey.workspace.returned(survey.name) / file
        name = f"{path.stem} {_corrected_word(survey)}{path.suffix}"
        copies.append(Attachment(name, marked_copy(path.read_bytes(), unclear)))
    return copies


def _corrected_word(survey: Survey) -> str:
    """The word in a file's name by which it is known as a corrected one."""
    return next(iter(survey.instrument.words.get("corrected", ())), "corrected")


def _place(finding: Mapping[str, str], survey: Survey) -> str:
    """Where an answer stands, what it is about, and what was expected."""
    instrument, language = survey.instrument, survey.language
    about = [
        instrument.questions[finding["question"]].short(language) if finding["question"] else "",
        instrument.items[finding["item"]].name(language)
        if finding["item"] in instrument.items
        else "",
    ]
    if not finding["question"] and finding["function"] in instrument.functions:
        about = [instrument.functions[finding["function"]].name(language)]
    place = f"{finding['sheet']} {finding['cell']}".strip()
    return f"{place}, {' – '.join(part for part in about if part)}: {_wanted(finding, survey)}"


def _wanted(finding: Mapping[str, str], survey: Survey) -> str:
    value, expected = finding["value"] or "–", finding["expected"]
    if survey.language == "da":
        return f"der står »{value}«; ventet: {expected}"
    return f"it says “{value}”; expected: {expected}"


def _not_noted(survey: Survey, entries: Sequence[Entry]) -> list[Entry]:
    """Those that the ledger does not have: the same mail again is no new event."""
    known = {(entry.event, entry.unit, entry.sha256) for entry in read_ledger(survey.folder)}
    return [entry for entry in entries if (entry.event, entry.unit, entry.sha256) not in known]
