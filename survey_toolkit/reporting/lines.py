"""Results as lines for the terminal: ranks, the matrix, findings and published figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import pandas as pd

from survey_toolkit.errors import NOTE, OPEN, SETTLED, title_of
from survey_toolkit.instruments.model import Instrument
from survey_toolkit.instruments.plan import Plan
from survey_toolkit.language import joined, number
from survey_toolkit.reporting.display import DAGGER
from survey_toolkit.reporting.naming import Names
from survey_toolkit.reporting.results import Pick, Rank, pick_rows, rank_rows, rows
from survey_toolkit.reporting.tables_matrix import (
    highlight_rule,
    inferred_note,
    of_list,
    potential_name,
    rules,
    shown_together,
)
from survey_toolkit.reporting.text import (
    aligned,
    clean,
    figure,
    fraction,
    heading,
    place,
    plain,
    shortened,
    wrapped,
)
from survey_toolkit.reporting.words import lower, noun, say
from survey_toolkit.schema import FINDINGS

FIRST_FINDINGS, SHORT = 5, 150


def left_lines(left: Sequence[str], language: str) -> list[str]:
    """That some files are open in another program, and what to do; nothing where none is."""
    names = list(dict.fromkeys(left))
    if not names:
        return []
    key = "left_open" if len(names) == 1 else "left_open_all"
    return ["", *wrapped(say(key, language, files=joined(names, language)))]


def measure_title(instrument: Instrument, measure: str, sector: str, language: str) -> str:
    """A measure in words, for a sector: Kendskab, funktioner pr. kommune."""
    question, _, statistic = measure.partition(".")
    name = instrument.questions[question].short(language)
    if statistic == "mean_per_unit" and sector in instrument.sectors:
        unit = lower(instrument.sectors[sector].unit(language))
        return f"{name}, {lower(say('per_unit', language, unit=unit))}"
    return f"{name}, {say(statistic, language)}"


def rank_cells(
    row: Rank, measure: str, instrument: Instrument, language: str, minimum: int = 0
) -> list[str]:
    """Rank, item, value, and the two numbers behind it."""
    name = instrument.items[row.item].name(language)
    if row.position is None:
        return ["–", name, "–", say("no_base", language)]
    value = figure(measure, row.numerator, row.denominator, language)
    base = fraction(row.numerator, row.denominator, minimum)
    return [f"{row.position}{row.mark or ' '}", name, value, base]


def rank_lines(
    ranks: pd.DataFrame,
    instrument: Instrument,
    sector: str,
    language: str = "da",
    notes: Sequence[str] = (),
    minimum_base: int = 0,
) -> list[str]:
    """The ranking (columns `RANKS`) of one sector by every ranked measure, as text tables.

    `sector` is empty for all sectors together. A shared rank has = after it; a base under
    `minimum_base` has †.
    """
    named = instrument.sectors[sector].name(language) if sector else say("all", language)
    lines = [line for note in notes for line in wrapped(note)]
    for (of, measure), listed in rank_rows(ranks).items():
        if of == sector:
            title = measure_title(instrument, measure, sector, language)
            lines += heading(f"{named}: {lower(title)}")
            cells = [rank_cells(r, measure, instrument, language, minimum_base) for r in listed]
            lines += aligned(cells, right=(0, 2, 3))
    if any(line.endswith("†") for line in lines):
        lines += ["", say("small_base", language, n=minimum_base)]
    return lines


def matrix_lines(
    matrix: pd.DataFrame,
    instrument: Instrument,
    language: str = "da",
    notes: Sequence[str] = (),
    plan: Plan | None = None,
) -> list[str]:
    """What the thresholds pick out (columns `MATRIX`): the matrix, the selected, the highlighted.

    Every item has its share and the two numbers behind it; what was inferred says so. With the
    `plan` its thresholds stand in words too, and a base under its minimum has †. Only among the
    highlighted are items that are shown as one gathered.
    """
    picks, small = pick_rows(matrix), plan.minimum_base if plan else 0
    lines = [line for note in notes for line in wrapped(note)]
    in_matrix = of_list(picks, "matrix")
    for dimension in dict.fromkeys(pick.dimension for pick in in_matrix):
        question = instrument.questions.get(dimension)
        name = lower(question.short(language)) if question else dimension
        lines += heading(f"{say('matrix', language)}: {name}")
        here = [p for p in in_matrix if p.dimension == dimension]
        lines += _picks(here, instrument, language, small)
    if in_matrix and plan:
        lines += ["", *(line for r in rules(plan, instrument, language) for line in wrapped(r))]
    items = noun(instrument, language)
    if selected := of_list(picks, "selected"):
        lines += heading(say("selected", language, items=items))
        lines += _picks(selected, instrument, language, small)
    if highlighted := of_list(picks, "highlighted"):
        lines += heading(say("highlighted", language, items=items))
        lines += _highlighted(highlighted, instrument, language, small)
        said = [highlight_rule(plan, instrument, language)] if plan else []
        said += inferred_note(highlighted, language)
        lines += [line for text in said for line in wrapped(text)]
    if any(DAGGER in line for line in lines):
        lines += ["", say("small_base", language, n=small)]
    return lines if picks else [*lines, say("no_matrix", language)]


def _picks(picks: Sequence[Pick], instrument: Instrument, language: str, minimum: int) -> list[str]:
    """The items under the potential that they stand for."""
    table = aligned(
        [_pick_cells(pick, instrument, language, minimum) for pick in picks],
        right=(1, 2),
        indent=4,
    )
    lines: list[str] = []
    for place_, (pick, line) in enumerate(zip(picks, table, strict=True)):
        if not place_ or pick.potential != picks[place_ - 1].potential:
            lines.append("  " + potential_name(instrument, pick.potential, language))
        lines.append(line)
    return lines


def _pick_cells(pick: Pick, instrument: Instrument, language: str, minimum: int) -> list[str]:
    return [
        instrument.items[pick.item].name(language),
        figure("share", pick.numerator, pick.denominator, language),
        fraction(pick.numerator, pick.denominator, minimum),
    ]


def _highlighted(
    picks: Sequence[Pick], instrument: Instrument, language: str, minimum: int
) -> list[str]:
    """The items, those that are shown as one under their common name."""
    first = {pick.item: pick for pick in reversed(picks)}
    cells = []
    for name, items in shown_together(picks, instrument, language).items():
        if len(items) > 1:
            cells.append([name, "", ""])
        shift = "– " if len(items) > 1 else ""
        for item in items:
            found = _pick_cells(first[item], instrument, language, minimum)
            cells.append([shift + found[0], *found[1:]])
    return aligned(cells, right=(1, 2))


def findings_lines(
    findings: pd.DataFrame,
    language: str = "da",
    verbose: bool = True,
    notes: Sequence[str] = (),
    names: Names | None = None,
) -> list[str]:
    """Findings (columns `FINDINGS`), each with its place, what was found and what to do.

    Without `verbose` how many there are of each kind, and only the first open ones. With `names`
    the names of unit, function, question and item stand for their ids.
    """
    lines = [line for note in notes for line in wrapped(note)]
    listed = [dict(zip(FINDINGS, finding, strict=True)) for finding in rows(findings, FINDINGS)]
    if not verbose:
        return [*lines, *attention_lines(listed, language)]
    if not listed:
        return [*lines, say("no_findings", language)]
    for finding in listed:
        lines += finding_lines(names.named(finding) if names else finding, language)
    return lines


def attention_lines(listed: Sequence[dict[str, str]], language: str) -> list[str]:
    """The open findings by kind, and the first of them in short; how many others there are."""
    waiting = [finding for finding in listed if finding["status"] == OPEN]
    counts = Counter(finding["status"] for finding in listed)
    notes = say("one_note" if counts[NOTE] == 1 else "notes", language, n=counts[NOTE])
    rest = say("other_findings", language, settled=counts[SETTLED], notes=notes)
    if not waiting:
        return ["", say("no_attention", language), *wrapped(rest)]
    by_code = Counter(finding["code"] for finding in waiting).most_common()
    first = waiting[:FIRST_FINDINGS]
    more = len(waiting) - len(first)
    return [
        *heading(say("attention", language, n=len(waiting))),
        *aligned([[str(n), title_of(code, language), code] for code, n in by_code], right=[0]),
        *([f"  {say('first_of', language, n=len(first))}"] if more else []),
        *(line for finding in first for line in _in_short(finding, language)),
        *(wrapped(say("more_findings", language, n=more), 4) if more else []),
        *wrapped(rest, 2),
    ]


def _in_short(finding: dict[str, str], language: str) -> list[str]:
    """An open finding among the first: place, what stood there and what to do, each cut short."""
    texts = [_found(finding, language)] if finding["expected"] else []
    texts += [f"→ {finding['action']}"] if finding["action"] else []
    return [
        f"    {clean(place(finding['file'], finding['sheet'], finding['cell']))}",
        *(line for text in texts for line in wrapped(shortened(text, SHORT), 6, 2)),
    ]


def _found(finding: dict[str, str], language: str) -> str:
    """What stood there and what was expected, in a sentence."""
    value = f"»{finding['value']}«" if finding["value"] else say("nothing", language)
    if language == "en":
        value = value.replace("»", "“").replace("«", "”")
    return say("found_expected", language, value=value, expected=finding["expected"])


def finding_lines(finding: dict[str, str], language: str) -> list[str]:
    """One finding: its place alone on a line, so that it can be copied."""
    status = finding["status"]
    named = say(status, language) if status in (OPEN, SETTLED, NOTE) else status
    about = " · ".join(
        finding[part] for part in ("unit", "function", "question", "item") if finding.get(part)
    )
    what = f"{named}: {title_of(finding['code'], language)} ({finding['code']})"
    return [
        clean(place(finding["file"], finding["sheet"], finding["cell"])),
        *wrapped(f"{what} – {about}" if about else what, indent=2),
        *(wrapped(_found(finding, language), indent=2) if finding["expected"] else []),
        *(wrapped(f"→ {finding['action']}", indent=2, hanging=2) if finding["action"] else []),
    ]


def published_lines(
    published: pd.DataFrame,
    language: str = "da",
    verbose: bool = False,
    notes: Sequence[str] = (),
) -> list[str]:
    """Published figures beside the computed (columns `PUBLISHED`): counts, then what differs.

    Each figure that differs has its row in the file, both numbers and the reason; with `verbose`
    also each that cannot be compared.
    """
    table = published.to_dict("records")
    equal = [str(row["equal"]) for row in table]
    counts = {"yes": equal.count("yes"), "no": equal.count("no")}
    missing = len(equal) - sum(counts.values())
    lines = [line for note in notes for line in wrapped(note)]
    lines += wrapped(say("published_counts", language, all=len(equal), missing=missing, **counts))
    if missing and not verbose:
        lines += wrapped(say("published_more", language))
    parts = (("published_differ", True), ("published_missing", False))
    for title, wanted in parts[: 1 + verbose]:
        chosen = [
            r for r, e in zip(table, equal, strict=True) if e != "yes" and (e == "no") is wanted
        ]
        if chosen:
            lines += heading(say(title, language))
        for row in chosen:
            lines += _published({str(k): v for k, v in row.items()}, wanted, language)
    return lines


def _published(row: dict[str, object], computed: bool, language: str) -> list[str]:
    words = ("sector", "function", "item", "question", "measure", "category")
    what = say(
        "published_row",
        language,
        row=row["row"],
        section=say("section", language, section=row["section"]) if row["section"] else "",
        what=" ".join(str(row[word]) for word in words if row[word]),
    )
    figures = say("printed", language, printed=_printed(row, language))
    if computed:
        figures += say("computed", language, computed=_computed(row, language))
    reason = str(row["reason"]) or say("no_reason", language)
    return [*wrapped(what, 2, 2), *wrapped(figures, 6), *wrapped(reason, 6)]


def _printed(row: dict[str, object], language: str) -> str:
    """The figure as it was printed, a number with the language's decimal sign."""
    text = str(row["printed"])
    is_number = text.replace(".", "", 1).isdecimal()
    return text.replace(".", ",") if is_number and language == "da" else text


def _computed(row: dict[str, object], language: str) -> str:
    """The computed figure with one decimal more than the printed, and the numbers behind it."""
    value, n, base = (float(str(row[name])) for name in ("computed", "numerator", "denominator"))
    if value != value:  # NaN
        return "–"
    decimals = len(str(row["printed"]).replace(",", ".").partition(".")[2]) + 1
    shown = number(value, 0 if value == int(value) else decimals, language)
    return shown if base != base else f"{shown} ({plain(n)}/{plain(base)})"
