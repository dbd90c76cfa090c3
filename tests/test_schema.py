"""The contracts of the tables, and the catalogue of findings."""

from __future__ import annotations

import string

import pytest

from survey_toolkit import schema
from survey_toolkit.errors import CATALOGUE, NOTE, OPEN, SETTLED, Finding, SurveyError

TABLES = [n for n in dir(schema) if n.isupper() and isinstance(getattr(schema, n), tuple)]


@pytest.mark.parametrize("name", TABLES)
def test_columns_are_unlike(name: str) -> None:
    columns = getattr(schema, name)
    assert len(set(columns)) == len(columns)


def test_the_key_begins_the_answers() -> None:
    assert schema.ANSWERS[: len(schema.ANSWER_KEY)] == schema.ANSWER_KEY


def test_other_columns_raise_with_both_lists() -> None:
    schema.check_columns(list(schema.COUNTS), schema.COUNTS, "counts")
    with pytest.raises(ValueError, match=r"counts: columns \['n'\], expected \['wave'"):
        schema.check_columns(["n"], schema.COUNTS, "counts")


def test_a_unit_is_known_by_what_it_is() -> None:
    one = schema.Unit("615", "kommune", "Horsens")
    assert one.in_frame
    assert one == schema.Unit("615", "kommune", "Horsens", facts=(("contact", "x"),))


@pytest.mark.parametrize("kind", sorted(CATALOGUE))
def test_each_kind_of_finding_is_worded_twice(kind: str) -> None:
    words = CATALOGUE[kind]
    assert words.status in (OPEN, SETTLED, NOTE)
    assert words.action_da
    assert words.action_en
    assert bool(words.expected_da) == bool(words.expected_en)
    fields = [
        {name for text in pair for _, name, _, _ in string.Formatter().parse(text) if name}
        for pair in ((words.expected_da, words.action_da), (words.expected_en, words.action_en))
    ]
    assert fields[0] == fields[1]


def test_a_finding_takes_its_words_from_the_catalogue() -> None:
    finding = Finding("two_answers", "a.xlsx")
    assert (finding.code, finding.status) == ("two_answers", SETTLED)
    own = Finding("misspelt", code="misspelt_tool", status=NOTE)
    assert (own.code, own.status) == ("misspelt_tool", NOTE)


def test_all_faults_are_in_one_message() -> None:
    assert SurveyError("a", "b").faults == ("a", "b")
    assert str(SurveyError("a", "b")) == "a\nb"
