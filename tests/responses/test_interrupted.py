"""A run that is stopped leaves nothing half done, and the next one gives the same result.

All answers are synthetic.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner

from survey_toolkit.cli import main
from survey_toolkit.workspace import Workspace

from .workspaces import WAVE, make, reply, returned, run

UNITS = ("657", "630", "615")


def stop_at_second_file(monkeypatch: pytest.MonkeyPatch, folder: Path) -> list[str]:
    """Press Ctrl-C while the second returned file is read; the list fills with those read."""
    read, seen = Path.read_bytes, list[str]()

    def pressed(path: Path) -> bytes:
        if path.is_relative_to(folder) and path.name not in seen:
            seen.append(path.name)
            if len(seen) == 2:
                raise KeyboardInterrupt
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", pressed)
    return seen


def files_in(workspace: Workspace) -> set[str]:
    folder = workspace.root
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def contents(folder: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in folder.rglob("*.csv")}


def test_ctrl_c_and_again_is_as_an_undisturbed_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    undisturbed = make(tmp_path / "a")
    reply(undisturbed, *UNITS)
    shutil.copytree(undisturbed.root, tmp_path / "b")  # a workbook tells when it was written
    disturbed = Workspace(tmp_path / "b")
    expected, before = run(undisturbed), files_in(disturbed)
    with monkeypatch.context() as patch:
        seen = stop_at_second_file(patch, returned(disturbed))
        arguments = ["ingest", WAVE, "--workspace", str(disturbed.root)]
        stopped = CliRunner().invoke(main, arguments)
    assert len(seen) == 2
    assert stopped.exit_code == 130
    left = [name for name in files_in(disturbed) - before if Path(name).name.startswith(".")]
    assert left == []
    again = run(disturbed)
    assert again.exit_code == expected.exit_code
    assert again.cells == expected.cells
    pd.testing.assert_frame_equal(again.answers, expected.answers)
    pd.testing.assert_frame_equal(again.findings, expected.findings)
    assert files_in(disturbed) == files_in(undisturbed)
    assert contents(disturbed.analysis(WAVE)) == contents(undisturbed.analysis(WAVE))


def test_a_second_run_gives_the_same(tmp_path: Path) -> None:
    workspace = make(tmp_path)
    reply(workspace, *UNITS)
    first, second = run(workspace), run(workspace)
    pd.testing.assert_frame_equal(first.answers, second.answers)
    pd.testing.assert_frame_equal(first.findings, second.findings)
    assert first.cells == second.cells


def test_the_order_in_which_files_come_does_not_matter(tmp_path: Path) -> None:
    one, other = make(tmp_path / "a"), make(tmp_path / "b")
    for unit in UNITS:
        reply(one, unit)
    for unit in reversed(UNITS):
        reply(other, unit)
    pd.testing.assert_frame_equal(run(one).answers, run(other).answers)
