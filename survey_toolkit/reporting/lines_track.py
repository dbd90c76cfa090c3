"""Who has answered, as lines for the terminal."""

from __future__ import annotations

from collections import defaultdict

from survey_toolkit.language import ratio
from survey_toolkit.reporting.sentences_track import conclusion, figures_of, left_out
from survey_toolkit.reporting.text import aligned, clean, heading, wrapped
from survey_toolkit.reporting.tracked import Part, TestRow, Tracked, UnitRow
from survey_toolkit.reporting.words import lower
from survey_toolkit.schema import NOTHING, PARTIAL, STATES, UNKNOWN

INDENT = 4


def track_lines(tracked: Tracked) -> list[str]:
    """The table of who has answered, who is missing, and whether the two are alike."""
    return [*_participation(tracked), *_lacking(tracked), *_representativeness(tracked)]


def _participation(tracked: Tracked) -> list[str]:
    """Sectors with their groups under them."""
    say, found = tracked.words, tracked.participation
    order = [row for sector in tracked.instrument.sectors for row in found if row.sector == sector]
    order.append(tracked.total())
    states = [state for state in STATES if state != UNKNOWN or tracked.has_unknown]
    heads = ["", say("asked"), *(say(f"state_{state}") for state in states), say("pct")]
    cells = [heads, *([_name(tracked, row), *_figures(tracked, row, states)] for row in order)]
    lines = aligned(cells, right=range(1, len(heads)), indent=INDENT)
    lines = [lines[0], *(_out(line, row) for line, row in zip(lines[1:], order, strict=True))]
    if tracked.outside:
        names = tracked.unit_names(tracked.outside)
        lines += ["", *wrapped(say("note_outside", names=names), 2)]
    notes = [say("note_states"), *([say("note_unknown")] if tracked.has_unknown else [])]
    if tracked.bad_dates:
        cells_said = [f"{unit}, {column}: {text}" for unit, column, text in tracked.bad_dates]
        notes.append(say("note_bad_dates", cells="; ".join(cells_said)))
    below = [line for note in notes for line in wrapped(note, 2)]
    return [*heading(say("who_has")), *lines, "", *below]


def _name(tracked: Tracked, row: Part) -> str:
    if row.by == "size_class":  # its limits stand with the tests, where there is room
        return tracked.group(row.sector, row.by, row.group).partition(" (")[0]
    if row.by != "sector":
        return tracked.group(row.sector, row.by, row.group)
    return tracked.sector(row.sector) if row.sector else tracked.words("total")


def _figures(tracked: Tracked, row: Part, states: list[str]) -> list[str]:
    counts = [row.asked, *(getattr(row, state) for state in states)]
    rate = ratio(row.answered, row.asked, 1, tracked.language, scale=100)
    return [*(tracked.number(n, 0) for n in counts), rate]


def _out(line: str, row: Part) -> str:
    """A sector's line stands two columns further out than those of its groups."""
    if row.by != "sector":
        return line
    name, gap, figures = line[INDENT:].partition("  ")
    return f"  {name}  {gap}{figures}"


def _lacking(tracked: Tracked) -> list[str]:
    """The units that are missing, gathered by what they lack."""
    alike: dict[tuple[str, str], list[UnitRow]] = defaultdict(list)
    for row in tracked.tracking:
        if row.state in (NOTHING, PARTIAL, UNKNOWN):
            alike[row.sector, _what(tracked, row)].append(row)
    lines = heading(tracked.words("who_lacks"))
    if not alike:
        return [*lines, f"  {tracked.words('all_in')}"]
    order, sectors = (NOTHING, PARTIAL, UNKNOWN), list(tracked.instrument.sectors)
    for (sector, what), rows in sorted(
        alike.items(), key=lambda pair: (sectors.index(pair[0][0]), order.index(pair[1][0].state))
    ):
        facts = {"sector": tracked.sector(sector), "what": what, "n": len(rows)}
        lines += wrapped(tracked.words("group_count", **facts), 2, 2)
        lines += wrapped("; ".join(row.name for row in rows), INDENT)
    return lines


def _what(tracked: Tracked, row: UnitRow) -> str:
    """What a unit lacks, in words."""
    functions = tracked.function_names(row.missing)
    if row.state == UNKNOWN:
        return tracked.words("unknown_of")
    if row.state == NOTHING:
        key = "nothing_of" if functions else "nothing_unknown"
    else:
        key = "partial_of" if functions else "partial_unit"
    return tracked.words(key, functions=functions)


def _representativeness(tracked: Tracked) -> list[str]:
    """Each test with its groups, and once why its chi-squared is not the plain one."""
    if not tracked.tests:
        return []
    lines = heading(tracked.words("representativeness"))
    for test in tracked.tests:
        lines += [*_test(tracked, test), ""]
    if any(test.method for test in tracked.tests):
        lines += wrapped(tracked.words("why_divided"), 2)
        limit = tracked.number(tracked.limit(), 2)
        lines += wrapped(tracked.words("note_residual", limit=limit), 2)
    return lines


def _test(tracked: Tracked, test: TestRow) -> list[str]:
    say = tracked.words
    heads = [clean(say("divided_by", sector=tracked.sector(test.sector),
                       by=lower(tracked.division(test.by)))),
             *(say(word) for word in ("asked", "replied", "expected_n", "residual"))]  # fmt: skip
    cells = [heads]
    for row in tracked.groups:
        if (row.sector, row.by) == (test.sector, test.by):
            residual = "–" if row.residual != row.residual else tracked.number(row.residual, 2)
            name = tracked.group(row.sector, row.by, row.group)
            cells.append([name, tracked.number(row.asked, 0), tracked.number(row.answered, 0),
                          tracked.number(row.expected, 1), residual])  # fmt: skip
    said = [*figures_of(tracked, test), *conclusion(tracked, test), *left_out(tracked, test)]
    table = aligned(cells, right=(1, 2, 3, 4), indent=2)
    return [*table, *(line for text in said for line in wrapped(text, INDENT, 2))]
