"""Times measured in turns, so that what else the machine does falls on both sides alike."""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from survey_toolkit import cli

Work = Callable[[], object]


@dataclass(frozen=True)
class Measured:
    """A ratio of two medians, in seconds, and the bound it is held against."""

    name: str
    against: str
    seconds: float
    against_seconds: float
    bound: float
    below: bool = False  # the ratio must be below the bound, not only at most

    @property
    def ratio(self) -> float:
        return self.seconds / self.against_seconds

    @property
    def passed(self) -> bool:
        return self.ratio < self.bound if self.below else self.ratio <= self.bound

    def as_dict(self) -> dict[str, Any]:
        return {**asdict(self), "ratio": self.ratio, "passed": self.passed}


def seconds(work: Work) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def in_turns(works: Sequence[Work], rounds: int, before: Work = lambda: None) -> list[float]:
    """The median seconds of each of some works, done in turns, each once beforehand."""
    for work in works:
        before()
        work()
    times: list[list[float]] = [[] for _ in works]
    for _ in range(rounds):
        for work, found in zip(works, times, strict=True):
            before()
            found.append(seconds(work))
    return [statistics.median(found) for found in times]


def over_chunks(
    works: Iterable[Callable[[Sequence[Path]], object]], files: Sequence[Path], rounds: int
) -> list[float]:
    """The median seconds per chunk of each work, done in turns on one chunk of files after another.

    The first chunk is done once more beforehand, so that nothing is loaded while it is timed.
    """
    works = list(works)
    chunks = [files[n::rounds] for n in range(rounds)]
    for work in works:
        work(chunks[0][:5])
    times = [[seconds(lambda w=work, c=chunk: w(c)) for work in works] for chunk in chunks]
    return [statistics.median(column) for column in zip(*times, strict=True)]


def process(*command: str) -> Work:
    """Start a program and wait for its end; exit code 1 is that of open findings."""

    def work() -> None:
        done = subprocess.run(command, capture_output=True, check=False, env=_environment())
        if done.returncode not in (0, 1):
            raise RuntimeError(f"{' '.join(command)}: {done.stderr.decode(errors='replace')}")

    return work


def _environment() -> dict[str, str]:
    return {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}


def python(code: str) -> Work:
    return process(sys.executable, "-c", code)


def toolkit(*arguments: str) -> Work:
    """The program as it was installed beside this Python, or else by its module."""
    installed = shutil.which("survey-toolkit", path=str(Path(sys.executable).parent))
    start = [installed] if installed else [sys.executable, "-m", cli.__name__]
    return process(*start, *arguments)
