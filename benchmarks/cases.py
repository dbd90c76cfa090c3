"""What is measured, and against what."""

from __future__ import annotations

import compileall
import importlib.util
import shutil
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import survey_toolkit
from benchmarks import workbooks
from benchmarks.timing import Measured, in_turns, over_chunks, python, toolkit
from survey_toolkit.workspace import Workspace, initialise

WAVE = "2012"
STACK = ("pandas", "scipy.stats", "pingouin", "seaborn", "openpyxl")
CHUNKS = 3


def all_cases(folder: Path, files: int, rounds: int) -> Iterator[Measured | str]:
    """Each ratio as it has been measured; a text where one could not be."""
    compileall.compile_dir(Path(survey_toolkit.__file__).parent, quiet=1)
    initialise(folder, example=True)
    workspace = Workspace(folder)
    yield from starting(rounds)
    yield from reading(workspace, files)
    yield from nothing_changed(workspace, rounds)
    yield from everything(workspace, rounds)


def starting(rounds: int) -> Iterator[Measured]:
    """What a person waits for before anything is done."""
    base = python("import click")
    for option in ("--help", "--version"):
        ours, click = in_turns([toolkit(option), base], rounds)
        yield Measured(f"survey-toolkit {option}", "import click", ours, click, 1.5)


def reading(workspace: Workspace, number: int) -> Iterator[Measured]:
    """From the cells of many workbooks to findings."""
    folder = workspace.root / "many"
    folder.mkdir()
    files = workbooks.make(workspace, WAVE, folder, number)
    reader = workbooks.reader(workspace, WAVE, number)
    ours, unzipped, openpyxl = over_chunks(
        [partial(workbooks.read, reader), workbooks.unzip, workbooks.by_openpyxl], files, CHUNKS
    )
    name = f"{number} workbooks, cells to findings"
    yield Measured(name, "unzipping them (zipfile)", ours * CHUNKS, unzipped * CHUNKS, 4)
    yield Measured(name, "reading them (openpyxl)", ours * CHUNKS, openpyxl * CHUNKS, 0.15)
    shutil.rmtree(folder)


def nothing_changed(workspace: Workspace, rounds: int) -> Iterator[Measured]:
    """A second run."""
    run = toolkit("run", WAVE, "--workspace", str(workspace.root))
    run()
    ours, pandas = in_turns([run, python("import pandas")], rounds)
    yield Measured("run 2012, nothing changed", "import pandas", ours, pandas, 1.5, below=True)


def everything(workspace: Workspace, rounds: int) -> Iterator[Measured | str]:
    """The whole run of 2012 with nothing kept, beside loading what is used for such analyses."""
    name = "run 2012, cold"
    missing = [m for m in STACK if importlib.util.find_spec(m.partition(".")[0]) is None]
    if missing:
        yield f"{name}: not measured, {', '.join(missing)} missing (pip install '.[benchmarks]')"
        return
    run = toolkit("run", WAVE, "--workspace", str(workspace.root))
    clear = partial(shutil.rmtree, workspace.analysis(WAVE), ignore_errors=True)
    imports = ", ".join(STACK)
    ours, stack = in_turns([run, python(f"import {imports}")], rounds, before=clear)
    yield Measured(name, f"import {imports}", ours, stack, 1)
