"""Small workspaces for tests, with synthetic replies, and what a run on them gives."""

from __future__ import annotations

import csv
import hashlib
import os
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
from click.testing import CliRunner, Result

from survey_toolkit.cli import main
from survey_toolkit.instruments.load import load
from survey_toolkit.pipeline import ingest
from survey_toolkit.schema import ANSWERED
from survey_toolkit.workspace import Workspace

from .layouts import LAYOUTS
from .truth import FRAME, Key, Member, draw

ROOT = Path(__file__).resolve().parents[2]
INSTRUMENT = load(ROOT / "instruments" / "coordination-tools")
WAVE = "2012"
COLUMNS = ("unit_id", "sector", "name", "region_code", "region", "population_2012",
           "contact_name", "contact_email", "sent_date", "reminder_date", "returned_date",
           "note")  # fmt: skip


def make(folder: Path, frame: Iterable[Member] = FRAME.values()) -> Workspace:
    """A workspace with one wave, whose folder of returned files is empty."""
    workspace = Workspace(folder)
    shutil.copytree(ROOT / "instruments", workspace.instruments)
    wave = workspace.responses(WAVE)
    workspace.returned(WAVE).mkdir(parents=True)
    (wave / "wave.toml").write_text('instrument = "coordination-tools"\n', encoding="utf-8")
    shutil.copy(workspace.instruments / "coordination-tools" / "plan.toml", wave / "plan.toml")
    with (wave / "frame.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(COLUMNS)
        writer.writerows([*m[:6], "Fagkonsulent", f"{m.id}@example.org", "2012-04-23", "", "", ""]
                         for m in frame)  # fmt: skip
    return workspace


def returned(workspace: Workspace, name: str = "") -> Path:
    """The folder of returned files, or a file in it."""
    return workspace.returned(WAVE) / name


def reply(
    workspace: Workspace, *units: str, layout: str = "sheet_per_function", seed: int = 1
) -> dict[Key, str]:
    """Write the replies of some units into the folder; what they answered."""
    answers = draw(INSTRUMENT, seed, units)
    LAYOUTS[layout].build(answers, returned(workspace), INSTRUMENT, FRAME)
    return answers


@dataclass(frozen=True)
class Outcome:
    """What a run gave: on the command line, and as tables."""

    exit_code: int
    output: str
    answers: pd.DataFrame
    findings: pd.DataFrame
    cells: Mapping[str, int]

    @property
    def answered(self) -> dict[Key, str]:
        """The answers to the questions about items."""
        return answered(self.answers)

    def found(self, code: str = "", **where: str) -> list[dict[str, Any]]:
        """The findings with a code at a place."""
        rows = self.findings.to_dict("records")
        wanted = {**({"code": code} if code else {}), **where}
        return [row for row in rows if all(row[k] == v for k, v in wanted.items())]

    def one(self, code: str, **where: str) -> dict[str, Any]:
        """The only finding with a code at a place."""
        rows = self.found(code, **where)
        assert len(rows) == 1, f"{code} {where}: {rows or self.findings.to_dict('records')}"
        assert rows[0]["action"], rows[0]
        return rows[0]


def of_items(answers: pd.DataFrame) -> pd.DataFrame:
    """The rows of the questions about items."""
    return answers[answers["question"].isin([q.id for q in INSTRUMENT.item_questions])]


def answered(answers: pd.DataFrame) -> dict[Key, str]:
    """The answers to the questions about items, by unit, function, question and item."""
    rows = of_items(answers)
    rows = rows[rows["status"] == ANSWERED]
    keys = zip(rows["unit"], rows["function"], rows["question"], rows["item"], strict=True)
    found = dict(zip(keys, rows["answer"], strict=True))
    assert len(found) == len(rows), "an answer stands there twice"
    return found


def command(workspace: Workspace, wave: str = WAVE) -> Result:
    """The command line, which must end without a traceback."""
    result = CliRunner().invoke(main, ["ingest", wave, "--workspace", str(workspace.root)])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def run(workspace: Workspace) -> Outcome:
    """The command line and the tables, with what always holds: no cell and no file is lost."""
    before = fingerprints(returned(workspace))
    result = command(workspace)
    tables = ingest(workspace, WAVE)
    assert fingerprints(returned(workspace)) == before, "a returned file was changed"
    check_sum(tables.cells)
    return Outcome(
        result.exit_code, result.output, tables.answers, tables.findings, dict(tables.cells)
    )


def check_sum(cells: Mapping[str, int]) -> None:
    """Every cell that was read is in one of the four classes."""
    classes = {name: cells[name] for name in ("answer", "label", "metadata", "set_aside")}
    assert cells["read"] == sum(classes.values()), cells
    assert min(classes.values()) >= 0, cells


def fingerprints(folder: Path) -> dict[str, str]:
    """The content of every file; the size alone where it may not be read."""
    return {
        str(path.relative_to(folder)): _fingerprint(path)
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def _fingerprint(path: Path) -> str:
    if not os.access(path, os.R_OK):
        return str(path.stat().st_size)
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
