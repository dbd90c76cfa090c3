"""Cells: their names, their values as text, and the numbers behind dates."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import to_excel

from survey_toolkit.responses.cells import (
    CellError,
    cell_name,
    column_number,
    serial_number,
    text_of,
)


@given(st.integers(0, 1_048_575), st.integers(0, 16_383))
def test_cells_are_named_as_in_excel(row: int, column: int) -> None:
    assert cell_name(row, column) == f"{get_column_letter(column + 1)}{row + 1}"
    assert column_number(get_column_letter(column + 1)) == column


@pytest.mark.parametrize("letters", ["Æ", "1", "A1", "-"])
def test_what_is_no_column(letters: str) -> None:
    assert column_number(letters) == -1


def test_small_letters_and_none() -> None:
    assert column_number("am") == 38
    assert column_number("") == -1


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        ("", ""),
        (" Ja ", " Ja "),
        (4, "4"),
        (4.0, "4"),
        (-0.5, "-0.5"),
        (1e15, "1000000000000000"),
        (True, "TRUE"),
        (False, "FALSE"),
        (dt.date(2012, 6, 5), "05-06-2012"),
        (dt.datetime(2012, 6, 5, 10, 30), "05-06-2012"),
        (dt.time(10, 30), "10:30:00"),
        (CellError("#REF!", "excel_error"), "#REF!"),
    ],
)
def test_values_as_text(value: object, text: str) -> None:
    found = text_of(value)
    assert found == text
    assert type(found) is str


@given(st.dates(dt.date(1900, 1, 1), dt.date(2199, 12, 31)))
def test_the_number_behind_a_date(day: dt.date) -> None:
    assert serial_number(day) == int(to_excel(day))


def test_the_number_behind_a_date_with_a_time() -> None:
    assert serial_number(dt.datetime(2012, 4, 27, 23, 59)) == 41026


def test_the_days_around_the_one_that_excel_invented() -> None:
    days = [dt.date(1900, 2, 28), dt.date(1900, 3, 1)]
    assert [serial_number(day) for day in days] == [59, 61]
