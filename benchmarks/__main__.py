"""Print how long the program takes beside what it is held against."""

from __future__ import annotations

import argparse
import json
import platform
import sys
import tempfile
from pathlib import Path

from benchmarks.cases import all_cases
from benchmarks.timing import Measured

COLUMNS = "{:<38} {:>9}  {:<62} {:>9} {:>7} {:>7}  {}"


def main() -> int:
    """Measure all, print a table or JSON; 1 where a bound is passed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--full", action="store_true", help="1,000 workbooks instead of 300")
    parser.add_argument("--rounds", type=int, default=9, help="turns for each ratio (default 9)")
    parser.add_argument("--json", action="store_true", help="print JSON")
    options = parser.parse_args()
    found: list[Measured] = []
    left_out: list[str] = []
    if not options.json:
        print(COLUMNS.format("what", "ms", "against", "ms", "ratio", "bound", ""))
    with tempfile.TemporaryDirectory() as folder:
        for case in all_cases(Path(folder), 1000 if options.full else 300, options.rounds):
            (found if isinstance(case, Measured) else left_out).append(case)  # type: ignore[arg-type]
            if not options.json:
                print(_line(case), flush=True)
    if options.json:
        print(
            json.dumps(
                {
                    "python": platform.python_version(),
                    "machine": platform.machine(),
                    "rounds": options.rounds,
                    "measured": [m.as_dict() for m in found],
                    "not_measured": left_out,
                },
                indent=1,
            )
        )
    return 0 if all(m.passed for m in found) else 1


def _line(case: Measured | str) -> str:
    if isinstance(case, str):
        return case
    return COLUMNS.format(
        case.name,
        f"{case.seconds * 1000:,.0f}",
        case.against,
        f"{case.against_seconds * 1000:,.0f}",
        f"{case.ratio:.2f}",
        f"{'<' if case.below else '<='} {case.bound:g}",
        "pass" if case.passed else "FAIL",
    )


if __name__ == "__main__":
    sys.exit(main())
