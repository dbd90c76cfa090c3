"""What the program wrote, from what: so that only what is out of date is made again.

A file that is open in another program is left as it is, and the new one stands beside it with a
number. Such a stage is never up to date: the next run writes the file itself, and takes the
numbered ones away.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from survey_toolkit import workspace as disk
from survey_toolkit.survey import Survey


class Manifest:
    """The wave's `manifest.json`, and the writing of the files that it is about.

    `left` has the names of the files that this one could not write, because they are open.
    """

    def __init__(self, survey: Survey) -> None:
        """Read the wave's manifest, or begin a new one."""
        self.survey = survey
        self.path = survey.out / "manifest.json"
        known = disk.load_json(self.path) or {}
        self.stages: dict[str, Any] = known.get("stages", {})
        self.copies: dict[str, list[str]] = known.get("copies", {})  # by the file's own name
        self.left: list[str] = []

    def current(self, stage: str, inputs: str) -> bool:
        """Whether a stage was made from just these inputs and its files are as it left them."""
        known = self.stages.get(stage)
        if known is None or known["inputs"] != inputs or known.get("left"):
            return False
        outputs: dict[str, str] = known["outputs"]
        return all(_fingerprint(self.survey.out / name) == m for name, m in outputs.items())

    def write(self, name: str, content: bytes) -> Path:
        """Write a file of the wave, or a numbered one beside it. Returns the path written."""
        path = disk.save_bytes(self.survey.out / name, content)
        if path.name == name:
            self._remove_copies(name)
        else:
            self.left.append(name)
            others = [copy for copy in self.copies.get(name, []) if copy != path.name]
            self.copies[name] = [*others, path.name]  # the newest last
        return path

    def remove(self, name: str) -> None:
        """Take a file away that is no longer due; one that is open is left."""
        if not _removed(self.survey.out / name):
            self.left.append(name)
        self._remove_copies(name)

    def _remove_copies(self, name: str) -> None:
        kept = [copy for copy in self.copies.pop(name, []) if not _removed(self.survey.out / copy)]
        if kept:  # open too: the next run tries again
            self.copies[name] = kept

    def note(self, stage: str, inputs: str, outputs: Sequence[Path], **facts: Any) -> None:
        """Note what a stage made, with what was left, and write the manifest."""
        disk.clear_leftovers(self.survey.out)
        marks = {p.relative_to(self.survey.out).as_posix(): _fingerprint(p) for p in outputs}
        self.stages[stage] = {"inputs": inputs, "outputs": marks, "left": self.left, **facts}
        disk.save_json(
            self.path,
            {"wave": self.survey.name, "instrument": self.survey.head["instrument"],
             "stages": self.stages, "copies": self.copies},
        )  # fmt: skip


def _removed(path: Path) -> bool:
    """Take a file away; False where it is open elsewhere."""
    try:
        path.unlink(missing_ok=True)
    except PermissionError:
        return False
    return True


def _fingerprint(path: Path) -> str:
    try:
        return disk.digest(path.read_bytes())
    except OSError:
        return ""
