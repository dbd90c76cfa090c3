"""Reading one returned file, step by step: cells, corrections, recognition, understanding."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from survey_toolkit.errors import SETTLED, Finding
from survey_toolkit.instruments.matching import Vocabulary
from survey_toolkit.instruments.wave import Wave
from survey_toolkit.responses.cells import cell_name, cell_place, text_of
from survey_toolkit.responses.issued import Marked, find_marks, finish, is_choices, label_all
from survey_toolkit.responses.issued_sheet import IssuedSheet
from survey_toolkit.responses.leftovers import account_for_the_rest
from survey_toolkit.responses.line import Lines
from survey_toolkit.responses.names import Names, Places
from survey_toolkit.responses.page import Page
from survey_toolkit.responses.read import read_file
from survey_toolkit.responses.read_told import tell_of_reading
from survey_toolkit.responses.reading import FileReading
from survey_toolkit.responses.recognise import Recogniser
from survey_toolkit.responses.snippets import correction
from survey_toolkit.responses.understand import understand
from survey_toolkit.responses.work import Result, Work


@dataclass(slots=True)
class Reader:
    """What reading a file needs to know; the same for all files of a wave."""

    vocabulary: Vocabulary
    places: Places
    wave: Wave
    lines: Lines = field(init=False)  # what rows were found to say, in all files read so far

    def __post_init__(self) -> None:
        """Begin with no row known."""
        self.lines = Lines(self.vocabulary)

    def read(self, path: Path, name: str, content: bytes | None = None) -> FileReading:
        """Read one file. `name` is its path relative to returned/; `content` its bytes if known."""
        raw = read_file(path, name, content)
        decisions = [d for d in self.wave.decisions if d.of_file(name)]
        work = Work(
            self.vocabulary,
            self.places,
            self.wave,
            raw,
            Names(name, self.vocabulary, self.places, self.wave),
            decisions,
            Result(),
            FileReading(name, [sheet.name for sheet in raw.sheets], far=raw.far_cells),
            list(raw.findings),
        )
        _correct(work)
        uneven = _uneven_rows(work)
        work.pages = [Page(n, sheet, self.lines) for n, sheet in enumerate(raw.sheets)]
        for row in uneven:
            work.pages[0].leave_out(row)
        _leave_out_unread(work)
        _leave_out_rows(work)
        _recognise(work)
        understand(work)
        account_for_the_rest(work)
        return work.reading


def _correct(work: Work) -> None:
    """Put the corrections of corrections.csv into the cells, never into the file."""
    for wanted in work.wave.corrections:
        own = wanted.file in (work.file, work.file.rsplit("/", 1)[-1])
        if not own and not _is_corrected_version(work, wanted.file):
            continue
        facts = {"old": wanted.old, "new": wanted.new, "who": wanted.who,
                 "why": wanted.why}  # fmt: skip
        place = (work.file, wanted.sheet, wanted.cell)
        sheet = next((s for s in work.raw.sheets if s.name == wanted.sheet), None)
        cell = cell_place(sheet, wanted.cell) if sheet else None
        stands = text_of(sheet.rows[cell[0]][cell[1]]) if sheet and cell else ""
        if sheet is None or cell is None or stands.strip() != wanted.old.strip():
            if not own:  # the one who sent the file has settled it
                continue
            kind = "correction_not_applied"
        else:
            kind = "corrected_cell"
            sheet.rows[cell[0]][cell[1]] = wanted.new or None
        work.findings.append(Finding(kind, *place, value=stands, facts=facts))


def _is_corrected_version(work: Work, file: str) -> bool:
    """Whether this file is called as another is, with a word for a corrected one in it."""
    own, other = (Path(name.rsplit("/", 1)[-1]).stem for name in (work.file, file))
    return own.startswith(other) and work.vocabulary.has_word("corrected", own[len(other) :])


def _uneven_rows(work: Work) -> list[int]:
    """Rows of a CSV with more fields than headings: one of their answers is in a wrong column."""
    tell_of_reading(work)
    rows = []
    for row, width in work.raw.uneven.items():
        extra = work.raw.sheets[0].rows[row][width:]
        if any(text_of(value).strip() for value in extra):
            shown = "; ".join(text_of(value) for value in extra if value is not None)
            cell = cell_name(row, width)
            finding = Finding("uneven_row", work.file, "", cell, shown)
            finding.facts = {"expected": str(width)}
            finding.decide = correction(work.file, "", cell, shown, "")
            work.findings.append(finding)
            rows.append(row)
    return rows


def _leave_out_unread(work: Work) -> None:
    """Settle what is wrong with a file that could not be read, where a person left it out."""
    for decision in work.decisions:
        whole = not decision.sheet and not decision.row
        if decision.kind == "files" and decision.ignore and whole:
            work.names.used.add((decision.kind, decision.number))
            for finding in work.findings:
                if finding.kind in ("unsupported_file", "unreadable_file", "uneven_row"):
                    finding.status, finding.decide = SETTLED, ""
                    finding.facts["reason"] = decision.reason


def _leave_out_rows(work: Work) -> None:
    """Set aside the rows that a person left out."""
    for decision in work.decisions:
        for page in work.pages if decision.row else []:
            row = decision.row - 1
            if decision.about(work.file, page.name) and row < len(page.lines):
                filled = page.lines[row].filled
                if filled:
                    work.names.used.add((decision.kind, decision.number))
                    place = page.place(row, filled[0])
                    work.find("ignored_by_decision", page, place, reason=decision.reason)
                page.leave_out(row)


def _recognise(work: Work) -> None:
    """Place the answers of every sheet that counts."""
    recogniser, marked = Recogniser(work), find_marks(work)
    for page in work.pages:
        about = marked.get(page.number, Marked())
        ignored = work.decision("files", "ignore", page)
        if ignored is not None:
            work.set_aside_page(page, "ignored_by_decision", reason=ignored.reason)
        elif is_choices(about):
            label_all(page)
        elif not page.sheet.visible:
            work.set_aside_page(page, "hidden_sheet")
        else:
            if about.is_form:
                work.issued.add(page.number)
                work.contexts[page.number] = IssuedSheet(recogniser, page, about).read()
            else:
                work.contexts[page.number] = recogniser.read(page)
    finish(work, marked)
