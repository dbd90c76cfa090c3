"""What reading has to tell of a file, and what corrections.csv may settle.

It is told when the corrections have been made: a quotation mark may be corrected away, and a cell
that lies far away may be said to be nothing.
"""

from __future__ import annotations

from survey_toolkit.errors import SETTLED, Finding
from survey_toolkit.responses.cells import FarCell, cell_name, text_of
from survey_toolkit.responses.snippets import correction
from survey_toolkit.responses.work import Work


def tell_of_reading(work: Work) -> None:
    """Note the unpaired quotation marks and the far cells that a person must decide on."""
    found = [*_quotes(work), *_far_cells(work)]
    ignored = [d for d in work.decisions if d.kind == "files" and d.ignore and not d.sheet]
    for finding in found if ignored else ():
        finding.status, finding.decide = SETTLED, ""
        finding.facts["reason"] = ignored[0].reason
    work.findings.extend(found)


def _quotes(work: Work) -> list[Finding]:
    found = []
    for row, column in work.raw.quotes:
        text, cell = text_of(work.raw.sheets[0].rows[row][column]), cell_name(row, column)
        if '"' in text:
            finding = Finding("unpaired_quote", work.file, "", cell, text)
            finding.decide = correction(work.file, "", cell, text, text.replace('"', ""))
            found.append(finding)
    return found


def _far_cells(work: Work) -> list[Finding]:
    found = []
    for far in work.raw.far:
        if not _said_to_be_nothing(work, far):
            finding = Finding("far_cell", work.file, *far)
            finding.decide = correction(work.file, *far, "")
            found.append(finding)
    return found


def _said_to_be_nothing(work: Work, far: FarCell) -> bool:
    """Whether a correction makes the cell empty; it was tried in vain, for it was not read."""
    for number, tried in enumerate(work.findings):
        place = (tried.sheet, tried.cell, tried.facts.get("old", "").strip())
        here = place == (far.sheet, far.cell, far.text.strip())
        if tried.kind == "correction_not_applied" and here and not tried.facts["new"]:
            work.findings[number] = Finding(
                "corrected_cell", work.file, far.sheet, far.cell, far.text, facts=tried.facts
            )
            return True
    return False
