"""Errors that a user can mend, and what is found in returned files.

A fault in what people wrote (an instrument, a wave, a command line) raises `SurveyError`, which
says where, what was found, what was expected and what to do. What respondents wrote never
raises: it becomes a `Finding`, and the work goes on.
"""

from __future__ import annotations

import errno
from dataclasses import dataclass, field

from survey_toolkit.catalogue import CATALOGUE, NOTE, OPEN, SETTLED

__all__ = ["CATALOGUE", "DONE", "NOTE", "NOTHING_DONE", "OPEN", "OPEN_FINDINGS", "SETTLED",
           "Finding", "SurveyError", "kind_of", "title_of"]  # fmt: skip

DONE, OPEN_FINDINGS, NOTHING_DONE = 0, 1, 2
"""Exit codes: done; done, with findings that a person must decide; wrong usage or nothing done."""


class SurveyError(Exception):
    """A fault that the user can mend.

    `faults` holds one line for each, so that all are seen at once.

    >>> str(SurveyError("items.csv, row 4, column item: found nothing"))
    'items.csv, row 4, column item: found nothing'
    """

    def __init__(self, *faults: str) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


_DISK = {
    (errno.EACCES, errno.EPERM, errno.EROFS): "it may not be opened or written. Close it where "
    "it is open, and see that you may write in its folder",
    (errno.EEXIST, errno.ENOTDIR, errno.EISDIR): "a file stands where a folder is needed, or a "
    "folder where a file is. Move it or give it another name",
    (errno.ENOSPC, errno.EDQUOT): "the disk is full. Make room on it",
}


def disk_fault(error: OSError) -> str:
    """What the disk refused, in one line: the path, why, and what to do.

    >>> disk_fault(OSError(errno.ENOSPC, "No space left on device", "analysis/2012"))
    'analysis/2012: the disk is full. Make room on it, then run again.'
    """
    known = [text for numbers, text in _DISK.items() if error.errno in numbers]
    why = known[0] if known else (error.strerror or str(error)).rstrip(".")
    return f"{error.filename or 'the disk'}: {why}, then run again."


@dataclass(slots=True)
class Finding:
    """One thing that a person should know about a returned file.

    `kind` is the entry of `CATALOGUE` that words it; `code` is what the list shows (the kind,
    sometimes with the survey's own word: `misspelt_tool`). `facts` fill the words' braces.
    `decide` is the text to write in wave.toml or corrections.csv, where there is one.
    """

    kind: str
    file: str = ""
    sheet: str = ""
    cell: str = ""
    value: str = ""
    unit: str = ""
    function: str = ""
    question: str = ""
    item: str = ""
    code: str = ""
    status: str = ""
    facts: dict[str, str] = field(default_factory=dict)
    decide: str = ""

    def __post_init__(self) -> None:
        self.code = self.code or self.kind
        self.status = self.status or CATALOGUE[self.kind].status


def kind_of(code: str) -> str:
    """The entry of `CATALOGUE` behind a code in the list of findings; "" where there is none.

    >>> kind_of("misspelt_tool"), kind_of("unknown_column"), kind_of("rating_without_use")
    ('misspelt', 'unknown_column', 'without_filter')
    """
    if code in CATALOGUE:
        return code
    first = code.partition("_")[0]
    if first in ("misspelt", "unknown"):
        return first
    return "without_filter" if "_without_" in code else ""


def title_of(code: str, language: str) -> str:
    """What kind of finding a code is, in a few words; the code where that is not known.

    >>> title_of("misspelt_tool", "da"), title_of("blank_row", "en"), title_of("x", "en")
    ('Stavet anderledes', 'Empty row', 'x')
    """
    words = CATALOGUE.get(kind_of(code))
    if words is None:
        return code
    return words.title_da if language == "da" else words.title_en
