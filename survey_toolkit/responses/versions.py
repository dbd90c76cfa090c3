"""Which of several replies counts: corrected files, and two replies for one function."""

from __future__ import annotations

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
from survey_toolkit.responses.snippets import table

SETTLED_BY = {"tie": "duplicate_response", "unlike": "unresolved_duplicate",
              "shorter": "shorter_duplicate", "later": "duplicate_response"}  # fmt: skip


def drop_corrected_files(assembly: Assembly) -> None:
    """Set aside what a file marked as corrected stands in for: the same units, another file."""
    units = units_by_file(assembly)
    for new in sorted(units):
        named = [d.corrects for d in assembly.wave.of_kind("files") if d.corrects and d.about(new)]
        if not named and not assembly.vocabulary.has_word("corrected", new.rsplit("/", 1)[-1]):
            continue
        for old in sorted(units):
            is_named = old in named or old.rsplit("/", 1)[-1] in named
            alike = len(units[old]) == 1 and units[old] <= units[new] and not named
            marked = assembly.vocabulary.has_word("corrected", old.rsplit("/", 1)[-1])
            if old != new and (is_named or (alike and not marked)):
                _supersede(assembly, old, new)


def _supersede(assembly: Assembly, old: str, new: str) -> None:
    there = {(p.unit, p.function) for p in assembly.parts if p.file == new}
    kept = [p for p in assembly.parts if p.file == old and (p.unit, p.function) not in there]
    if not kept:
        drop_file(assembly, old)
        first = first_cell(assembly.readings[old])
        assembly.findings.append(Finding("superseded_file", old, *first, facts={"other": new}))
        return
    for part in [p for p in assembly.parts if p.file == old and p not in kept]:
        assembly.findings.append(_duplicate(assembly, part, new, "duplicate_response"))
        assembly.drop(part)
        _drop_units_answers(assembly, part)
    for part in kept:
        finding = _duplicate(assembly, part, new, "superseded_kept")
        finding.decide = table("files", file=old, ignore=True)
        assembly.findings.append(finding)


# -- replies for one function ------------------------------------------------------------------


def choose_replies(assembly: Assembly) -> dict[tuple[str, str], list[Part]]:
    """One reply for each function: the later, or the one marked as corrected.

    Parts of one file that say different things (a sheet for each question) belong together.
    """
    chosen = {}
    for key, parts in by_function(list(assembly.parts)).items():
        chosen[key] = _choose(assembly, parts) if len(parts) > 1 else parts
    return chosen


def _choose(assembly: Assembly, parts: list[Part]) -> list[Part]:
    replies = sorted(_complementary(parts), key=lambda reply: _rank(assembly, reply))
    best = replies.pop()
    for loser in replies:
        kind = _why(assembly, loser, best)
        for part in loser:
            copy = kind == "tie" and part.file == best[0].file and part.reply.row < 0
            _report_duplicate(assembly, part, best, "sheet_copy" if copy else SETTLED_BY[kind])
            assembly.drop(part)
            _drop_units_answers(assembly, part)
    return best


def _why(assembly: Assembly, loser: list[Part], best: list[Part]) -> str:
    """Why one reply counts over another: "later", or what a person must look at."""
    mine, theirs = _rank(assembly, loser), _rank(assembly, best)
    undated = mine[0] == theirs[0] and "" in (mine[1], theirs[1])
    if mine[:2] == theirs[:2] or undated:
        return "tie" if _given(loser) == _given(best) else "unlike"
    return "shorter" if 2 * len(_given(best)) < len(_given(loser)) else "later"


def _drop_units_answers(assembly: Assembly, dropped: Part) -> None:
    """Drop what a row said about its unit, when all else that it said is dropped."""
    mine = [p for p in assembly.parts
            if p.file == dropped.file and p.reply.number == dropped.reply.number]  # fmt: skip
    if dropped.reply.row >= 0 and not any(part.function for part in mine):
        for part in mine:
            assembly.drop(part)


def winner(assembly: Assembly, parts: list[Part]) -> list[Part]:
    """The reply that would count among some, told to nobody."""
    return max(_complementary(parts), key=lambda reply: _rank(assembly, reply))


def _rank(assembly: Assembly, reply: list[Part]) -> tuple[bool, str, bool, int, int, int]:
    """What makes one reply count over another: marked as corrected, later; then place."""
    first = reply[0]
    corrected = assembly.vocabulary.has_word("corrected", first.file.rsplit("/", 1)[-1])
    date = max(part.reply.date for part in reply)
    by_tab = assembly.vocabulary.sense(assembly.sheet_name(first))
    own_tab = bool(by_tab and first.function in by_tab.functions)
    return corrected, date, own_tab, len(reply), first.reply.sheet * -1, first.reply.row


def _complementary(parts: list[Part]) -> list[list[Part]]:
    """Parts gathered into replies: in one file, parts without a common question are one reply."""
    replies: list[list[Part]] = []
    for part in parts:
        for reply in replies:
            taken = {key for other in reply for key in other.given}
            if reply[0].file == part.file and not taken & part.given.keys():
                reply.append(part)
                break
        else:
            replies.append([part])
    return replies


def _given(reply: list[Part]) -> dict[Key, str]:
    return {key: answer for part in reply for key, answer in part.given.items()}


def _report_duplicate(assembly: Assembly, part: Part, best: list[Part], kind: str) -> None:
    finding = _duplicate(assembly, part, assembly.where(best[0]), kind)
    finding.facts |= {"mine": str(len(part.given)), "theirs": str(len(_given(best)))}
    if kind in ("unresolved_duplicate", "shorter_duplicate"):
        finding.decide = _leave_out(assembly, part, best[0])
    assembly.findings.append(finding)


def _leave_out(assembly: Assembly, part: Part, other: Part) -> str:
    """What to write to leave a reply out: its row, or its whole file."""
    if part.reply.row < 0:
        several = len(assembly.readings[part.file].sheets) > 1
        sheet = assembly.sheet_name(part) if several else ""
        return table("files", file=part.file, sheet=sheet, ignore=True)
    instead = f"or: row = {other.reply.row + 1}" if other.file == part.file else ""
    return table("files", instead, file=part.file, sheet=assembly.sheet_name(part),
                 row=part.reply.row + 1, ignore=True)  # fmt: skip


def _duplicate(assembly: Assembly, part: Part, other: str, kind: str) -> Finding:
    reply, tab = part.reply, assembly.sheet_name(part)
    cell, value = reply.first if reply.row >= 0 else reply.function_cell
    if not cell:
        cell, value = reply.first
    facts = {"other": other, "tab": tab}
    return Finding(kind, part.file, tab, cell, value, part.unit, part.function, facts=facts)
