"""The workbook of who has answered: participation, who is missing, and representativeness."""

from __future__ import annotations

from survey_toolkit.reporting.display import Cell, Column, DisplayTable, Figure, explained, share
from survey_toolkit.reporting.excel import tables_workbook
from survey_toolkit.reporting.sentences_track import conclusion, left_out
from survey_toolkit.reporting.tracked import LEAST_P, Part, Represented, TestRow, Tracked, UnitRow
from survey_toolkit.schema import PARTIAL, STATES


def track_workbook(tracked: Tracked) -> bytes:
    """The tables as a workbook that looks like tables.xlsx; every sheet has the wave's notes."""
    tables = track_tables(tracked)
    return tables_workbook(tables, tracked.title, tracked.notes, tracked.language)


def track_tables(tracked: Tracked) -> list[DisplayTable]:
    """Every table, in order; those of tests only where something was divided into groups."""
    tables = [participation_table(tracked), lacking_table(tracked), units_table(tracked)]
    if tracked.tests:
        tables[1:1] = [tests_table(tracked), groups_table(tracked)]
    least = tracked.plan.minimum_base
    return [explained(table, least, tracked.language, tracked.notes) for table in tables]


# -- who has answered ----------------------------------------------------------------------------


def participation_table(tracked: Tracked) -> DisplayTable:
    """Asked, and the number in each state, by sector and division; the share that answered."""
    say, found = tracked.words, tracked.participation
    order = [row for sector in tracked.instrument.sectors for row in found if row.sector == sector]
    rows = [_part(tracked, row) for row in [*order, tracked.total()]]
    headings = [f"state_{state}" for state in STATES]
    notes = [say("note_states")]
    notes += [say("note_unknown")] if tracked.has_unknown else []
    if tracked.outside:
        notes.append(say("note_outside", names=tracked.unit_names(tracked.outside)))
    return DisplayTable(
        key="participation",
        tab=say("who_has"),
        title=say("who_has"),
        base=say("base_states"),
        columns=(
            *(Column(say(word)) for word in ("sector", "division", "group")),
            *(Column(say(word), "int") for word in ("asked", *headings)),
            Column(say("outside_frame"), "int"),
            Column(say("replied"), "int"),
            Column(say("pct"), "pct1"),
        ),
        rows=tuple(rows),
        notes=tuple(notes),
        n=tracked.total().answered,
        strong=frozenset(n for n, row in enumerate([*order, tracked.total()]) if not row.group
                         and row.by == "sector"),
        fixed=3,
    )  # fmt: skip


def _part(tracked: Tracked, row: Part) -> tuple[Cell, ...]:
    sector = tracked.sector(row.sector) if row.sector else tracked.words("total")
    names = (sector, tracked.words("all"), "") if row.by == "sector" else (
        sector, tracked.division(row.by), tracked.group(row.sector, row.by, row.group))  # fmt: skip
    least = tracked.plan.minimum_base
    return (*names, *row[3:], row.answered, share(row.answered, row.asked, least))


# -- who is missing ------------------------------------------------------------------------------


def lacking_table(tracked: Tracked) -> DisplayTable:
    """Each unit that has not answered in full, with the known functions that it lacks."""
    say = tracked.words
    words = ("sector", "unit", "region", "state", "functions_missing", "sent_date", "reminder_date")
    rows = [
        (*_named(tracked, row), say(f"state_{row.state}"), _missing(tracked, row),
         row.sent_date, row.reminder_date)
        for row in tracked.lacking()
    ]  # fmt: skip
    return DisplayTable(
        key="lacking",
        tab=say("who_lacks"),
        title=say("who_lacks"),
        base=say("base_lacks") if rows else say("all_in"),
        columns=tuple(Column(say(word)) for word in words),
        rows=tuple(rows),
        notes=(say("note_states"),),
        n=len(rows),
        fixed=2,
    )


def units_table(tracked: Tracked) -> DisplayTable:
    """Every unit: its state, the functions that have answered, those missing, and the dates."""
    say = tracked.words
    words = ("sector", "unit", "region", "state", "functions_back", "functions_missing",
             "sent_date", "reminder_date", "returned_date")  # fmt: skip
    rows = [
        (*_named(tracked, row), say(f"state_{row.state}"), tracked.function_names(row.functions),
         _missing(tracked, row), row.sent_date, row.reminder_date, row.returned_date)
        for row in tracked.tracking
    ]  # fmt: skip
    return DisplayTable(
        key="tracking",
        tab=say("all_units"),
        title=say("all_units"),
        base=say("base_units_all"),
        columns=tuple(Column(say(word)) for word in words),
        rows=tuple(rows),
        n=len(rows),
        fixed=2,
    )


def _named(tracked: Tracked, row: UnitRow) -> tuple[str, str, str]:
    return tracked.sector(row.sector), row.name, tracked.units[row.unit].region


def _missing(tracked: Tracked, row: UnitRow) -> str:
    """The known functions that are missing; that none is known, where that is so."""
    if row.missing or row.state not in (PARTIAL, "nothing", "unknown"):
        return tracked.function_names(row.missing)
    return tracked.words("functions_not_known")


# -- representativeness --------------------------------------------------------------------------


def tests_table(tracked: Tracked) -> DisplayTable:
    """A row for each test, with both chi-squared, and why they differ."""
    say = tracked.words
    heads = (
        ("in_test", "int"),
        ("replied", "int"),
        ("chi2", "dec2"),
        ("df", "int"),
        ("p_chi2", "p"),
        ("fit", "dec2"),
        ("p_fit", "p"),
        ("p_used", "p"),
        ("v", "dec2"),
    )
    out = [line for test in tracked.tests for line in left_out(tracked, test)]
    return DisplayTable(
        key="representativeness",
        tab=say("tab_tests"),
        title=say("representativeness"),
        base=say("base_tests"),
        columns=(
            Column(say("sector")), Column(say("division")),
            Column(say("shows_test")), Column(say("method")),
            *(Column(say(word), kind) for word, kind in heads),
        ),
        rows=tuple(_test(tracked, test) for test in tracked.tests),
        notes=(say("why_divided"), *dict.fromkeys(out)),
        n=sum(test.answered for test in tracked.tests),
        fixed=2,
    )  # fmt: skip


def _test(tracked: Tracked, test: TestRow) -> tuple[Cell, ...]:
    head = (tracked.sector(test.sector), tracked.division(test.by),
            " ".join(conclusion(tracked, test)))  # fmt: skip
    if not test.method:
        return (*head, "", test.units, test.answered, *[None] * 7)
    return (*head, tracked.words(test.method), test.units, test.answered,
            Figure(test.chi2, 1), int(test.df), _p(tracked, test.p_chi2),
            Figure(test.goodness_of_fit, 1), _p(tracked, test.p_goodness_of_fit),
            _p(tracked, test.p), Figure(test.v, 1))  # fmt: skip


def _p(tracked: Tracked, p: float) -> Cell:
    """A p-value as a number; a very small one as text, for 0,000 would be wrong."""
    return tracked.probability(p) if p < LEAST_P else Figure(p, 1)


def groups_table(tracked: Tracked) -> DisplayTable:
    """Each group of each test: asked, answered, expected, and how far that is from it."""
    say = tracked.words
    heads = (("asked", "int"), ("replied", "int"), ("pct", "pct1"), ("expected_n", "mean"),
             ("residual", "dec2"))  # fmt: skip
    return DisplayTable(
        key="represented",
        tab=say("tab_groups"),
        title=say("rep_groups"),
        base=say("base_groups"),
        columns=(
            *(Column(say(word)) for word in ("sector", "division", "group")),
            Column(say("deviates")),
            *(Column(say(word), kind) for word, kind in heads),
        ),
        rows=tuple(_group(tracked, row) for row in tracked.groups),
        notes=(say("note_residual", limit=tracked.number(tracked.limit(), 2)),),
        n=sum(row.answered for row in tracked.groups),
        fixed=3,
    )


def _group(tracked: Tracked, row: Represented) -> tuple[Cell, ...]:
    names = (tracked.sector(row.sector), tracked.division(row.by),
             tracked.group(row.sector, row.by, row.group))  # fmt: skip
    figure = share(row.answered, row.asked, tracked.plan.minimum_base)
    residual = None if row.residual != row.residual else Figure(row.residual, 1)
    deviates = tracked.words(row.deviates) if row.deviates else ""
    return (*names, deviates, row.asked, row.answered, figure, Figure(row.expected, 1), residual)
