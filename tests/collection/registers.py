"""The shipped register, and small ones for tests."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from pathlib import Path

from survey_toolkit.collection.register import registers_of
from survey_toolkit.instruments.load import load
from survey_toolkit.instruments.plan import load_plan
from survey_toolkit.workspace import Workspace

ROOT = Path(__file__).resolve().parents[2]
INSTRUMENT = load(ROOT / "instruments" / "coordination-tools")
PLAN = load_plan(ROOT / "instruments" / "coordination-tools" / "plan.toml", INSTRUMENT)
REGISTERS = registers_of(Workspace(ROOT), INSTRUMENT)
REFERENCE = ROOT / "tests" / "reference" / "danish-municipalities"


def reference(name: str) -> list[dict[str, str]]:
    """The rows of a reference file."""
    with (REFERENCE / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def write_register(workspace: Workspace, name: str, files: Mapping[str, str]) -> None:
    """A register of the workspace's own, with what a test wants in its files."""
    folder = workspace.root / "registers" / name
    folder.mkdir(parents=True)
    standard = {"register.toml": 'title_en = "Schools"\nsource_en = "A list"\n'}
    for file, text in {**standard, **files}.items():
        (folder / file).write_text(text, "utf-8")
