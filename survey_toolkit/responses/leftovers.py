"""What is left when a file has been read: sheets without answers, and files that are no forms."""

from __future__ import annotations

from collections import defaultdict

from survey_toolkit.errors import Finding
from survey_toolkit.responses.cells import cell_name, cell_row
from survey_toolkit.responses.page import NOWHERE, Place
from survey_toolkit.responses.snippets import table
from survey_toolkit.responses.work import Work


def account_for_the_rest(work: Work) -> None:
    """Note what is left, and close the reading: findings, decisions used, classes of cells."""
    _empty_sheets(work)
    if work.raw.sheets and not work.result.found:
        _no_questionnaire(work)
    _formula_texts(work)
    _say_whose(work)
    work.reading.findings = [*work.findings, *work.names.findings]
    work.reading.used = sorted(work.names.used)
    work.reading.classes = [["".join(row) for row in page.classes] for page in work.pages]


def _empty_sheets(work: Work) -> None:
    """Sheets for a function that nobody filled in."""
    with_answers = {found.sheet for found in work.result.found}
    for page in work.pages:
        context = work.contexts.get(page.number)
        if context and context.said.get("function") and page.number not in with_answers:
            work.set_aside_page(page, "empty_sheet")


def _no_questionnaire(work: Work) -> None:
    """A file in which no question was recognised is one thing to decide, not many."""
    told = {
        "function_absent",
        "function_together",
        "empty_sheet",
        "ignored_by_decision",
        "empty_response",
        "test_row",
    }
    if any(finding.kind in told for finding in work.findings):
        return
    if work.issued:  # a form that nobody has begun
        for number in sorted(work.issued):
            work.set_aside_page(work.pages[number], "empty_sheet")
        return
    read = [page for page in work.pages if page.number in work.contexts and page.first.row >= 0]
    gone = ("uneven_row", "unplaced_cell", "unknown_column", "only_spaces", "blank_row")
    work.findings = [f for f in work.findings if f.kind not in gone]
    first = read[0].first if read else NOWHERE
    sheet = read[0].name if read else ""
    finding = Finding("not_a_questionnaire", work.file, sheet, first.cell, first.text)
    if read:
        row = read[0].heading_above(min(9, len(read[0].rows) - 1)) + 1
        finding.decide = table("files", f"or: header_row = {row}", file=work.file, ignore=True)
    else:
        finding.decide = table("files", file=work.file, ignore=True)
    work.findings.append(finding)
    for page in read:
        work.set_aside_cells(page)


def _say_whose(work: Work) -> None:
    """Give each finding the unit and function of the reply that it stands in, where it is one's."""
    functions: dict[int, set[str]] = defaultdict(set)
    for answer in work.reading.answers:
        functions[answer.reply].add(answer.function)
    for finding in [*work.findings, *work.names.findings]:
        mine = [r for r in work.reading.replies if work.reading.sheets[r.sheet] == finding.sheet]
        row = cell_row(finding.cell)
        mine = [r for r in mine if r.row == row] if any(r.row >= 0 for r in mine) else mine
        units = {reply.unit for reply in mine}
        if not finding.unit and len(units) == 1:
            finding.unit = units.pop()
        named = {name for reply in mine for name in functions[reply.number] if name}
        if not finding.function and len(named) == 1 and finding.kind != "several_units_in_file":
            finding.function = named.pop()


def _formula_texts(work: Work) -> None:
    """Texts that look like formulas, outside the answers that were told of already."""
    told = {(finding.sheet, finding.cell) for finding in work.findings}
    for page in work.pages:
        formulas = [(row, c) for row, line in enumerate(page.lines) for c in line.formulas]
        for row, column in formulas:
            if (page.name, cell_name(row, column)) not in told:
                place = Place(str(page.rows[row][column]), row, column)
                work.find("formula_text", page, place)
