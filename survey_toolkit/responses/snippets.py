"""What a person writes to decide: the lines for wave.toml and corrections.csv, ready to copy."""

from __future__ import annotations

import csv
import io
import re

from survey_toolkit.instruments.decisions import TO_FILL_IN

CORRECTION = "corrections.csv: "
REASON = 'reason = "..."'


def quoted(text: str) -> str:
    """A text as it stands in TOML.

    >>> print(quoted('a "b"'))
    "a \\"b\\""
    """
    plain = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + re.sub(r"[\x00-\x1f]", " ", plain) + '"'


def table(kind: str, comment: str = "", **says: str | int) -> str:
    """One table of wave.toml; empty texts are left out, and a reason is asked for.

    >>> print(table("files", file="a.xlsx", sheet="", ignore=True))
    [[files]]
    file = "a.xlsx"
    ignore = true
    reason = "..."
    """
    lines = [f"[[{kind}]]"]
    for name, value in says.items():
        if value is True:
            lines.append(f"{name} = true")
        elif isinstance(value, int):
            lines.append(f"{name} = {value}")
        elif value:
            lines.append(f"{name} = {quoted(str(value))}")
    if comment:
        lines[-1] += f"            # {comment}"
    return "\n".join([*lines, REASON])


def correction(file: str, sheet: str, cell: str, old: str, new: str = TO_FILL_IN[0]) -> str:
    """One line of corrections.csv.

    >>> correction("a, b.xlsx", "Ark1", "B2", "7")
    'corrections.csv: a, b.xlsx;Ark1;B2;7;NEW;WHO;WHY'
    """
    line = io.StringIO(newline="")
    writer = csv.writer(line, delimiter=";", lineterminator="")
    writer.writerow([file, sheet, cell, old, new, *TO_FILL_IN[1:]])
    return CORRECTION + line.getvalue()
