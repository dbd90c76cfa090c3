"""The dates that people write: respondents in forms, researchers in the frame."""

from __future__ import annotations

import datetime as dt
import re

_MONTHS = {
    name: number
    for number, names in enumerate(
        ("januar january jan", "februar february feb", "marts march mar", "april apr", "maj may",
         "juni june jun", "juli july jul", "august aug", "september sep sept",
         "oktober october okt oct", "november nov", "december dec"), start=1)
    for name in names.split()
}  # fmt: skip
_DAY_FIRST = re.compile(r"(\d{1,2})\s*[-./ ]\s*(\d{1,2})\s*[-./ ]\s*(\d{2}|\d{4})(?:\D.*)?")
_YEAR_FIRST = re.compile(r"(\d{4})[-./](\d{1,2})[-./](\d{1,2})(?:\D.*)?")
_IN_WORDS = re.compile(r"(?:den\s+)?(\d{1,2})\.?\s*([a-z]+)\.?,?\s*(\d{4})")


def parse_date(text: str) -> str:
    """A date as yyyy-mm-dd; "" where there is none, or no such day. The day stands first.

    >>> parse_date("24/4-2012"), parse_date("31-06-2012"), parse_date("5. juni 2012")
    ('2012-04-24', '', '2012-06-05')
    """
    plain = text.strip().casefold()
    found = _YEAR_FIRST.fullmatch(plain)
    if found:
        return _iso(*(int(part) for part in found.groups()))
    found = _DAY_FIRST.fullmatch(plain)
    if found:
        day, month, year = (int(part) for part in found.groups())
        return _iso(year + 2000 if year < 100 else year, month, day)
    found = _IN_WORDS.fullmatch(plain)
    if found and found.group(2) in _MONTHS:
        return _iso(int(found.group(3)), _MONTHS[found.group(2)], int(found.group(1)))
    return ""


def _iso(year: int, month: int, day: int) -> str:
    try:
        return dt.date(year, month, day).isoformat()
    except ValueError:
        return ""
