"""All returned files of a wave become answers and findings."""

from __future__ import annotations

import gc
import marshal
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from survey_toolkit.errors import CATALOGUE, NOTE, OPEN, SETTLED, Finding, SurveyError
from survey_toolkit.instruments.matching import Vocabulary
from survey_toolkit.instruments.model import Instrument
from survey_toolkit.instruments.plan import Plan
from survey_toolkit.instruments.wave import Wave
from survey_toolkit.responses.assemble import begin
from survey_toolkit.responses.grid import Grid, Row
from survey_toolkit.responses.listing import returned_files
from survey_toolkit.responses.names import known_places
from survey_toolkit.responses.reader import Reader
from survey_toolkit.responses.reading import FileReading, count_cells
from survey_toolkit.responses.snippets import CORRECTION
from survey_toolkit.schema import Unit
from survey_toolkit.workspace import digest, load_json, save_json

Progress = Callable[[int, int], None]
MANY = 100  # files; from so many on, starting more processes is worth its time


@dataclass(slots=True)
class Ingested:
    """What came of the returned files.

    `rows` follow `schema.ANSWERS`; `findings` follow `schema.FINDINGS`, open ones first; `cells`
    counts the cells read and what became of them; `units` are all units, also those without a
    place in the frame; `decide` is the text to write in wave.toml and corrections.csv.
    """

    rows: list[Row]
    findings: list[tuple[str, ...]]
    cells: dict[str, int]
    units: dict[str, Unit]
    decide: list[str] = field(default_factory=list)
    files: int = 0

    @property
    def open_findings(self) -> int:
        """How many findings a person must decide."""
        return sum(finding[0] == OPEN for finding in self.findings)


def ingest(
    folder: Path,
    instrument: Instrument,
    plan: Plan,
    wave: Wave,
    frame: Mapping[str, Unit],
    language: str,
    cache: Path | None = None,
    context: str = "",
    only: str | None = None,
    progress: Progress | None = None,
) -> Ingested:
    """Read `folder` (the wave's returned/) into answers and findings.

    `cache` keeps what each file said, by its content and `context`, a fingerprint of everything
    else that the reading depends on. Raises SurveyError where there is nothing to read.
    """
    files = returned_files(folder, only)
    if not files:
        wanted = f" that are called {only}" if only else ""
        raise SurveyError(f"{folder}: no files{wanted}. Put the returned questionnaires there.")
    units = {**frame, **{unit.id: unit for unit in wave.units}}
    vocabulary = Vocabulary(instrument, plan.threshold, plan.margin)
    reader = Reader(vocabulary, known_places(units, vocabulary), wave)
    readings = {}
    with collecting_later():
        made = read_files(reader, files, cache, context)
        for number, (name, _) in enumerate(files):
            if progress:
                progress(number, len(files))
            readings[name] = next(made)
        if progress:
            progress(len(files), len(files))
        return _assembled(readings, vocabulary, wave, units, language, only is None)


@contextmanager
def collecting_later() -> Iterator[None]:
    """Put off the collecting of cycles: reading makes many lasting objects and no cycles.

    Without it a thousand workbooks take half as long again.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@dataclass(slots=True)
class _Reading:
    """How one file is read: from the cache where it was read before with the same words."""

    reader: Reader
    cache: Path | None
    context: str

    def read(self, file: tuple[str, Path]) -> FileReading:
        """What a file says."""
        name, path = file
        try:
            content = path.read_bytes()
        except OSError:  # locked, or a folder: reading it again says why, as a finding
            return self.reader.read(path, name)
        if self.cache is None:
            return self.reader.read(path, name, content)
        kept = self.cache / f"{digest(content, name.encode(), self.context.encode())[:40]}.json"
        known = load_json(kept)
        if known is not None:
            return FileReading.from_json(known)
        reading = self.reader.read(path, name, content)
        save_json(kept, reading.to_json())
        return reading


_shared: _Reading | None = None  # in a process of the pool: how it reads


def _share(reading: _Reading) -> None:
    global _shared
    gc.disable()  # see collecting_later
    _shared = reading


def _read_shared(file: tuple[str, Path]) -> bytes:
    """What a file says, as plain lists in bytes: they pass between processes soonest."""
    if _shared is None:
        raise RuntimeError("the pool was not told how to read")
    return marshal.dumps(_shared.read(file).to_json())


def _received(made: bytes) -> FileReading:
    return FileReading.from_json(marshal.loads(made))


def read_files(
    reader: Reader, files: list[tuple[str, Path]], cache: Path | None = None, context: str = ""
) -> Iterator[FileReading]:
    """What each of some files (name and path) says, in order.

    Where there are many, all processors read at once. `cache` and `context` as for `ingest`.
    """
    reading = _Reading(reader, cache, context)
    if len(files) < MANY or (os.cpu_count() or 1) < 2:
        yield from map(reading.read, files)
        return
    from concurrent.futures import ProcessPoolExecutor

    with ProcessPoolExecutor(initializer=_share, initargs=(reading,)) as pool:
        yield from map(_received, pool.map(_read_shared, files, chunksize=10))


def _assembled(
    readings: dict[str, FileReading],
    vocabulary: Vocabulary,
    wave: Wave,
    units: Mapping[str, Unit],
    language: str,
    whole: bool,
) -> Ingested:
    assembly = begin(readings, vocabulary, wave, units)
    rows = Grid(assembly, wave.name).rows()
    for name, sheets in assembly.classes.items():
        readings[name].classes = [["".join(row) for row in rows_] for rows_ in sheets]
    findings = assembly.findings + (_unused(wave, readings) if whole else [])
    ordered = sorted(findings, key=_order)
    return Ingested(
        rows,
        [worded(finding, language) for finding in ordered],
        count_cells(readings),
        assembly.units,
        _asked_once([f.decide for f in ordered if f.status == OPEN and f.decide]),
        len(readings),
    )


def _unused(wave: Wave, readings: Mapping[str, FileReading]) -> list[Finding]:
    """Decisions and corrections that fit nothing: probably a spelling mistake of ours."""
    used = {tuple(u) for reading in readings.values() for u in reading.used}
    findings = []
    for decision in wave.decisions:
        if (decision.kind, decision.number) not in used and not decision.corrects:
            value = decision.text or decision.file or decision.column
            place = f"[[{decision.kind}]] {decision.number}"
            findings.append(Finding("decision_not_used", "wave.toml", place, value=value))
    for number, correction in enumerate(wave.corrections, start=2):
        if not any(correction.file in (n, n.rsplit("/", 1)[-1]) for n in readings):
            facts = {"old": correction.old}
            findings.append(Finding("correction_not_applied", "corrections.csv", "", f"A{number}",
                                    correction.file, facts=facts))  # fmt: skip
    return findings


def _order(finding: Finding) -> tuple[int, str, str, int, int, str]:
    from survey_toolkit.responses.cells import column_number

    letters = finding.cell.rstrip("0123456789")
    number = finding.cell[len(letters) :]
    return ((OPEN, SETTLED, NOTE).index(finding.status), finding.file, finding.sheet,
            int(number or 0), column_number(letters), finding.code)  # fmt: skip


class _Facts(dict[str, str]):
    """Facts for a wording; one that is not known stands as an empty text."""

    def __missing__(self, key: str) -> str:
        return ""


def worded(finding: Finding, language: str) -> tuple[str, ...]:
    """A finding as a row of `schema.FINDINGS`, in words.

    >>> worded(Finding("sheet_copy", "a.xlsx", facts={"tab": "B", "other": "A"}), "en")[-2:]
    ('Answers from B', 'A copy of the sheet A; set aside')
    """
    words = CATALOGUE[finding.kind]
    facts = _Facts(finding.facts)
    if language == "en":
        facts.update({k[:-3]: v for k, v in finding.facts.items() if k.endswith("_en")})
    expected, action = (
        (words.expected_da, words.action_da) if language == "da"
        else (words.expected_en, words.action_en)
    )  # fmt: skip
    reason = facts.get("reason", "")
    shown = action.format_map(facts)
    if finding.status == SETTLED and words.status == OPEN and reason:
        shown = {"da": f"Afgjort: {reason}", "en": f"Decided: {reason}"}[language]
    return (finding.status, finding.code, finding.file, finding.sheet, finding.cell, finding.unit,
            finding.function, finding.question, finding.item, finding.value,
            expected.format_map(facts), shown)  # fmt: skip


def _asked_once(snippets: Sequence[str]) -> list[str]:
    """What to write, each thing once, however it was spelt.

    A unit of its own is made once, whoever asked for it; by the best name it was given.
    """
    asked: dict[str, str] = {}
    for block in (block for snippet in snippets for block in snippet.split("\n\n")):
        lines = block.splitlines()
        is_unit = block.startswith("[[units]]")
        same = " ".join("".join(lines[:2] if is_unit else lines).casefold().split())
        named = is_unit and not _is_named(asked.get(same, block))
        if same not in asked or named:
            asked[same] = block
    return list(asked.values())


def _is_named(unit: str) -> bool:
    """Whether a [[units]] has a name that says more than its id."""
    says = dict(line.split(" = ", 1) for line in unit.splitlines() if " = " in line)
    return says.get("name") not in (None, says.get("id"), '"?"')


def decisions_text(snippets: Sequence[str]) -> tuple[str, list[str]]:
    """What to write: the text for wave.toml, and the lines for corrections.csv."""
    lines = [s.removeprefix(CORRECTION) for s in snippets if s.startswith(CORRECTION)]
    return "\n\n".join(s for s in snippets if not s.startswith(CORRECTION)), lines
