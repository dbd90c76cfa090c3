"""The mark of an issued sheet: what is changed in it is found out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey_toolkit.instruments.marks import (
    Mark,
    fingerprint,
    is_mark,
    key_text,
    mark_text,
    read_key,
    read_mark,
)

MARK = Mark("2027", "coordination-tools", "2012.1", "657", "sociale_tilbud")
LINE = mark_text(MARK)
PARTS = st.text(st.characters(categories=("L", "N", "P", "S", "Zs")), min_size=1, max_size=12)


@given(st.builds(Mark, PARTS, PARTS, PARTS, PARTS, PARTS))
def test_a_mark_is_read_as_it_was_made(mark: Mark) -> None:
    plain = Mark(*(" ".join(getattr(mark, name).split()) for name in Mark.__slots__))
    assert read_mark(mark_text(plain)) == plain


@pytest.mark.parametrize("place", [n for n, letter in enumerate(LINE) if letter not in " ·"])
def test_any_other_character_is_refused(place: int) -> None:
    for letter in "0123456789abcdefghijklmnopqrstuvwxyzABCXYZ_-.*#":
        if letter != LINE[place]:
            assert read_mark(LINE[:place] + letter + LINE[place + 1 :]) is None


def test_neighbours_that_changed_places_are_refused() -> None:
    for place in range(len(LINE) - 1):
        first, second = LINE[place], LINE[place + 1]
        if first != second and " " not in (first, second):
            assert read_mark(LINE[:place] + second + first + LINE[place + 2 :]) is None


@pytest.mark.parametrize("line", [LINE[:-5], LINE + " · 7", LINE.replace("·", "-"), "", "x · y"])
def test_what_is_no_mark(line: str) -> None:
    assert read_mark(line) is None


def test_spaces_do_not_matter() -> None:
    assert read_mark("  " + LINE.replace(" · ", "\N{NO-BREAK SPACE}·  ") + "\n") == MARK
    assert is_mark(LINE)
    assert not is_mark("survey-toolkit run 2027")


def test_a_key_is_read_as_it_was_made() -> None:
    key = read_key(key_text("choice", "need:no", ["Nej", "to  ord"]))
    assert key is not None
    assert (key.kind, key.id) == ("choice", "need:no")
    assert key.prints == (fingerprint("Nej"), fingerprint(" to\nord "))
    assert read_key("§ 141") is None
