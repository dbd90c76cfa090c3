"""The TOML beside a published file: what it may say, and its faults all at once."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from survey_toolkit.analysis.published_mapping import (
    FunctionGroup,
    MeasureMap,
    Reader,
    _known,
    load_mapping,
)
from survey_toolkit.errors import SurveyError

from .fixture import PUBLISHED

SPOILT = """
colour = "red"

[columns]
sector = "sector"
itme = "tool"
measure = 3

[words.qualifier]
"ca." = "approximately"

[measures.share_pct]
of = "use.shares"
scale = "100"
part = "half"
round = 1

[functions._all]
functions = "sengeafsnit"
reduce = "sum"

[tolerance]
approx = "five"
about = 5

[[known]]
id = "I-1"
"""


def test_what_a_mapping_says() -> None:
    mapping = load_mapping(PUBLISHED / "published_by_function.toml")
    assert mapping.columns["item"] == "tool"
    assert mapping.meaning("category", "naesten_alle") == "almost_all"
    assert mapping.meaning("category", "all") == "all"
    assert mapping.measures["n_base"] == MeasureMap("share", part="denominator")
    assert mapping.measures["share_pct_range_min"] == MeasureMap("share", scale=100, reduce="min")
    assert mapping.groups["_max"] == FunctionGroup((), "max")
    assert mapping.tolerance["just_over"] == Fraction(15, 2)
    assert [known.id for known in mapping.known] == ["I-14", "I-15", "I-18", "I-42"]


def test_all_faults_at_once(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    path.write_text(SPOILT, encoding="utf-8")
    with pytest.raises(SurveyError) as caught:
        load_mapping(path)
    faults = "\n".join(caught.value.faults)
    for part in (
        "a.toml: unknown key 'colour'",
        "unknown key 'itme'. Did you mean item?",
        "measure = 3, expected a text",
        "item is missing",
        "value is missing",
        "ca. = 'approximately'",
        "of = 'shares'",
        "scale = '100'",
        "part = 'half'",
        "unknown key 'round'",
        "functions = 'sengeafsnit'",
        "reduce = 'sum'",
        "approx = 'five'",
        "unknown key 'about'",
        "number 1: reason is missing",
        "no words of the row",
    ):
        assert part in faults
    assert all(fault.startswith("a.toml") for fault in caught.value.faults)


@pytest.mark.parametrize(
    "text", ["columns = 3", "words = 3", "measures = 3", "known = 3", "tolerance = 3", ""]
)
def test_tables_that_are_no_tables(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.toml").write_text(text, encoding="utf-8")
    with pytest.raises(SurveyError, match=r"a\.toml"):
        load_mapping(tmp_path / "a.toml")


def test_no_mapping(tmp_path: Path) -> None:
    with pytest.raises(SurveyError, match="the file is missing"):
        load_mapping(tmp_path / "a.toml")


@pytest.mark.parametrize("text", ["inf", "nan", "true", "-1"])
def test_a_tolerance_is_a_number(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.toml").write_text(f"[tolerance]\napprox = {text}\n", encoding="utf-8")
    with pytest.raises(SurveyError, match="expected a number from 0"):
        load_mapping(tmp_path / "a.toml")


def test_a_known_difference_in_one_or_both_languages() -> None:
    reader = Reader("a.toml")
    both = _known({"id": "1", "reason": "x", "item": "psp"}, "", reader)
    assert (both.reason("da"), both.reason("en")) == ("x", "x")
    danish = _known({"id": "1", "reason_da": "y", "item": "psp"}, "", reader)
    assert (danish.reason("da"), danish.reason("en")) == ("y", "y")
    assert not reader.faults
