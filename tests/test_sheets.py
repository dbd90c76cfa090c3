"""Safe cells and formats in .xlsx."""

from __future__ import annotations

import io
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from survey_toolkit import sheets


def _cell(text: str):
    book = sheets.new_book("t")
    sheet = sheets.new_sheet(book, "A")
    sheets.put(book, sheet, 1, 1, text)
    return load_workbook(io.BytesIO(sheets.to_bytes(book)))["A"]["A1"]


@pytest.mark.parametrize("text", ["=1+1", "+45 12", "-5", "@SUM(A1)", "\tx", "=HYPERLINK(1)"])
def test_text_like_a_formula_stays_text(text: str) -> None:
    cell = _cell(text)
    assert (cell.value, cell.data_type, cell.quotePrefix) == (text, "s", True)


@pytest.mark.parametrize("text", ["#N/A", "#REF!", "TRUE", "3,5", "2012-04-27", "Århus"])
def test_text_like_an_error_or_a_number_stays_text(text: str) -> None:
    cell = _cell(text)
    assert (cell.value, cell.data_type, cell.quotePrefix) == (text, "s", False)


@given(st.text(max_size=40))
def test_any_text_can_be_written_and_is_never_a_formula(text: str) -> None:
    assert _cell(text).data_type in ("s", "n")


def test_control_characters_are_replaced() -> None:
    assert _cell("a\x07b\x00").value == "a�b�"


def test_numbers_stay_numbers_with_their_format() -> None:
    book = sheets.new_book("t")
    sheets.put(book, sheets.new_sheet(book, "A"), 1, 1, 12.5, "number", '0"†"')
    cell = load_workbook(io.BytesIO(sheets.to_bytes(book)))["A"]["A1"]
    assert (cell.value, cell.number_format, cell.style) == (12.5, '0"†"', "survey_number")


def test_the_same_content_gives_the_same_bytes_at_another_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def made() -> bytes:
        book = sheets.new_book("t")
        sheets.put(book, sheets.new_sheet(book, "A"), 1, 1, "x")
        return sheets.to_bytes(book)

    first = made()
    later = time.time() + 100_000
    monkeypatch.setattr(time, "time", lambda: later)
    assert made() == first


def test_tabs_are_as_excel_allows_and_unlike_each_other() -> None:
    long = "Et meget langt navn med [skarpe] parenteser: og / mere"
    first = sheets.tab_name(long)
    second = sheets.tab_name(long, [first])
    assert len(first) <= 31 and len(second) <= 31 and first != second
    assert not set("[]:*?/\\") & set(first + second)
    assert sheets.tab_name("''") == "Ark"


@given(st.text(alphabet="abe. ", min_size=1, max_size=80), st.integers(8, 31))
def test_a_short_name_is_short(text: str, most: int) -> None:
    short = sheets.abridged(text, most)
    assert len(short) <= most
    if len(" ".join(text.split())) <= most:
        assert short == " ".join(text.split())


def test_a_link_goes_to_a_place_in_the_workbook() -> None:
    book = sheets.new_book("t")
    one, two = sheets.new_sheet(book, "Et"), sheets.new_sheet(book, "Jens' ark")
    sheets.link(sheets.put(book, one, 1, 1, "videre", "link"), two)
    cell = load_workbook(io.BytesIO(sheets.to_bytes(book)))["Et"]["A1"]
    assert cell.hyperlink.location == "'Jens'' ark'!A1"
    assert cell.hyperlink.target is None


@given(st.text(alphabet="ab \n", max_size=60), st.integers(3, 30))
def test_no_line_is_counted_too_few(text: str, width: int) -> None:
    letters = sum(len(word) for word in text.split())
    assert sheets.line_count(text, width) >= max(1, text.count("\n") + 1, letters / width)
