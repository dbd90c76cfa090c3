"""Decisions that do not say why: they hold, and the list of findings asks for the reason."""

from __future__ import annotations

from collections.abc import Sequence

from survey_toolkit.errors import Finding
from survey_toolkit.instruments.decisions import NO_REASON, PLACEHOLDER, Decision
from survey_toolkit.language import of_two
from survey_toolkit.responses.ingest import worded
from survey_toolkit.schema import FINDINGS

Row = tuple[str, ...]
_DONE = ("Afgjort", "Decided", "Udeladt", "Left out")
_ACTION = FINDINGS.index("action")


def with_reasons(
    findings: Sequence[Row], decisions: Sequence[Decision], language: str
) -> list[Row]:
    """The findings (`schema.FINDINGS`) so that nothing stands as a reason that is none.

    Each decision whose reason is still the one of the text to copy gets a note, at the end. The
    findings that such a decision settled, or one without a reason, say that none was given.
    """
    asked = [_ask(decision) for decision in decisions if decision.reason == PLACEHOLDER]
    return [*(_plain(row, language) for row in findings), *(worded(a, language) for a in asked)]


def _ask(decision: Decision) -> Finding:
    value = decision.text or decision.file or decision.column
    place = f"[[{decision.kind}]] {decision.number}"
    return Finding("reason_missing", "wave.toml", place, value=value)


def _plain(row: Row, language: str) -> Row:
    """The finding, its action without a reason that is none.

    >>> _plain((*[""] * 11, "Afgjort: ..."), "da")[-1]
    'Afgjort, uden begrundelse'
    """
    done, _, reason = row[_ACTION].partition(": ")
    if done not in _DONE or reason not in (PLACEHOLDER, NO_REASON):
        return row
    none = of_two("uden begrundelse", "no reason given", language)
    return (*row[:_ACTION], f"{done}, {none}")
