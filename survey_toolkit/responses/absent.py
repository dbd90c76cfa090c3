"""Functions of which their unit says that they do not answer."""

from __future__ import annotations

from collections.abc import Container

from survey_toolkit.errors import Finding
from survey_toolkit.instruments.form_words import ABSENT
from survey_toolkit.responses.assemble import Assembly
from survey_toolkit.responses.snippets import correction


def note_absent(assembly: Assembly, replies: Container[tuple[str, str]]) -> None:
    """A unit that says it has no such function, while an answer from it came: whom to believe?

    That one function answers together with another is no contradiction.
    """
    for file, reading in assembly.readings.items():
        for unit, function, kind, sheet, cell, text in reading.absent:
            counts = file in assembly.absent[unit, function]
            if counts and kind == ABSENT and (unit, function) in replies:
                assembly.findings.append(
                    Finding("absent_but_answered", file, sheet, cell, text, unit, function,
                            decide=correction(file, sheet, cell, text, ""))
                )  # fmt: skip
