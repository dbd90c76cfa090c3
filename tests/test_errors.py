"""The catalogue of findings."""

from __future__ import annotations

import pytest

from survey_toolkit.errors import CATALOGUE, kind_of, title_of


@pytest.mark.parametrize("code", CATALOGUE)
def test_every_code_has_a_short_title_in_both_languages(code: str) -> None:
    words = CATALOGUE[code]
    for title in (words.title_da, words.title_en):
        assert title and len(title) <= 40 and not title.endswith(".")
        assert title[0].isupper() and "{" not in title
    assert words.title_da != words.title_en


def test_titles_tell_the_codes_apart() -> None:
    for language in ("da", "en"):
        assert len({title_of(code, language) for code in CATALOGUE}) == len(CATALOGUE)


def test_codes_with_the_surveys_own_words() -> None:
    assert title_of("misspelt_answer", "en") == "Spelt otherwise"
    assert title_of("rating_without_use", "da") == CATALOGUE["without_filter"].title_da
    assert kind_of("something") == ""
