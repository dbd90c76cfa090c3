"""The dates that respondents write."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey_toolkit.dates import parse_date

MONTHS = (
    "januar",
    "februar",
    "marts",
    "april",
    "maj",
    "juni",
    "juli",
    "august",
    "september",
    "oktober",
    "november",
    "december",
)


@given(
    st.dates(dt.date(2000, 1, 1), dt.date(2099, 12, 31)),
    st.sampled_from(["-", "/", ".", " - ", "/ "]),
)
def test_the_day_stands_first(day: dt.date, between: str) -> None:
    parts = (f"{day.day}", f"{day.month:02d}", f"{day.year}")
    assert parse_date(between.join(parts)) == day.isoformat()
    assert parse_date(between.join([*parts[:2], parts[2][2:]])) == day.isoformat()
    assert parse_date(day.isoformat()) == day.isoformat()
    assert parse_date(f"{day.day}. {MONTHS[day.month - 1]} {day.year}") == day.isoformat()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("24/4-2012", "2012-04-24"),
        ("24-04-2012 10:15:00", "2012-04-24"),
        ("2012-04-24T10:15:00", "2012-04-24"),
        (" Den 5. juni 2012 ", "2012-06-05"),
        ("5 JUN. 2012", "2012-06-05"),
        ("29-02-2012", "2012-02-29"),
        ("5 June 2012", "2012-06-05"),
    ],
)
def test_a_date(text: str, expected: str) -> None:
    assert parse_date(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "31-06-2012",
        "29-02-2013",
        "00-01-2012",
        "12-13-2012",
        "i går",
        "2012",
        "24",
        "5. jumi 2012",
        "24-04-123",
        "24-04-20123",
        "0-0-0000",
        "24--04--2012x",
    ],
)
def test_no_date(text: str) -> None:
    assert parse_date(text) == ""


@given(st.text(max_size=30))
def test_any_text_is_a_date_or_none(text: str) -> None:
    found = parse_date(text)
    assert found == "" or dt.date.fromisoformat(found)
