"""What stands in an answer cell, and the choice it means: each rule by itself."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from survey_toolkit.instruments.matching import Vocabulary
from survey_toolkit.instruments.wave import Decision
from survey_toolkit.responses.answer import Reading, two_answers
from survey_toolkit.responses.cells import CellError, Value
from survey_toolkit.responses.normalise import read_answer

from .workspaces import INSTRUMENT

VOCABULARY = Vocabulary(INSTRUMENT)
LEGEND = {"1": "very_good", "2": "good", "3": "medium", "9": "dont_know"}
DAY_3 = dt.date(1900, 1, 3)


def read(
    value: Value,
    question: str = "rating",
    item: str = "psp",
    mark: str = "",
    legend: dict[str, str] | None = None,
    decisions: list[Decision] | None = None,
) -> Reading:
    asked, scale = INSTRUMENT.questions[question], INSTRUMENT.scale_of(question, item)
    return read_answer(value, mark, asked, scale, VOCABULARY, legend, decisions or [])


@pytest.mark.parametrize("choice", INSTRUMENT.scales["rating"].choices, ids=lambda c: c.id)
def test_the_words_of_an_answer(choice) -> None:
    for text in (choice.label_da, choice.label_en.upper(), choice.id, *choice.aliases):
        assert read(f" {text}\u00a0") == Reading(choice.id)


@pytest.mark.parametrize(
    ("value", "answer", "kind"),
    [
        (None, "", "only_spaces"),
        ("  ", "", "only_spaces"),
        (CellError("#REF!", "excel_error"), "", "excel_error"),
        (CellError("=A1", "formula_without_value"), "", "formula_without_value"),
        (4, "good", "number_for_label"),
        (4.0, "good", "number_for_label"),
        ("4", "good", "number_for_label"),
        ("4,0", "good", "number_for_label"),
        (7, "", "code_out_of_range"),
        (0, "", "code_out_of_range"),
        (-1, "", "code_out_of_range"),
        (6, "", "code_out_of_range"),  # don't know has no step
        (2.5, "", "code_out_of_range"),
        (DAY_3, "medium", "number_as_date"),
        (dt.datetime(1900, 1, 3), "medium", "number_as_date"),
        (dt.date(2012, 6, 5), "", "unreadable_answer"),
        ("godt/meget godt", "good", "two_answers"),
        ("Meget godt eller Middel", "medium", "two_answers"),
        ("godt & ved ikke", "dont_know", "two_answers"),
        ("godt/godt", "good", ""),
        ("Godt (kun lederen)", "good", "text_after_label"),
        ("Godt, men det er nyt", "good", "text_after_label"),
        ("Godt - i det store hele", "good", "text_after_label"),
        ("Midel", "medium", "misspelt"),
        ("Ikke besvaret", "", "stated_blank"),
        ("-", "", "stated_blank"),
        ("n/a", "", "stated_blank"),
        ("Se bilag", "", "unreadable_answer"),
        ("For alle borgere", "", "unreadable_answer"),
    ],
)
def test_each_rule(value: Value, answer: str, kind: str) -> None:
    found = read(value)
    assert (found.answer, found.kind) == (answer, kind)


@pytest.mark.parametrize(
    ("value", "answer", "kind"),
    [(1, "very_good", ""), ("9", "dont_know", ""), (2.0, "good", ""), (4, "", "code_out_of_range"),
     (DAY_3, "medium", "number_as_date"), ("Middel", "medium", "")],
)  # fmt: skip
def test_a_legend_goes_before_the_printed_steps(value: Value, answer: str, kind: str) -> None:
    found = read(value, legend=LEGEND)
    assert (found.answer, found.kind) == (answer, kind)


def test_the_scale_of_an_item() -> None:
    assert read("Ja", "use", "sundhedsaftale").answer == "yes"
    assert read("Ja", "use", "psp").kind == "unreadable_answer"
    assert read(1, "use", "psp").answer == "no"


# -- two answers -------------------------------------------------------------------------------


def test_two_answers_without_an_order_must_be_decided_on() -> None:
    scale = INSTRUMENT.scales["rating"]
    assert two_answers("good", "medium", scale).status == "settled"
    for pair in (("good", "dont_know"), ("dont_know", "good")):
        found = two_answers(*pair, scale)
        assert (found.answer, found.status) == ("dont_know", "open")


@settings(deadline=None)
@given(st.lists(st.sampled_from(INSTRUMENT.scales["rating"].choices), min_size=2, max_size=2),
       st.sampled_from(["/", " eller ", " og ", ";", " + ", "\n"]))  # fmt: skip
def test_the_less_positive_whichever_stands_first(pair: list, between: str) -> None:
    one, other = (between.join(c.label_da for c in order) for order in (pair, pair[::-1]))
    assert read(one).answer == read(other).answer
    assert read(one).answer in {c.id for c in pair}


# -- crosses -----------------------------------------------------------------------------------


@pytest.mark.parametrize("value", ["x", "X", " v ", "✓", True, "1", 1, "Ja, blandt borgerne", "ja"])
def test_a_cross_under_a_choice(value: Value) -> None:
    assert read(value, "need", "", mark="ja blandt borgerne") == Reading("citizens")


@pytest.mark.parametrize("value", [False, "☐", "0", 0, "ikke valgt", "nej"])
def test_a_choice_that_was_not_crossed(value: Value) -> None:
    assert read(value, "need", "", mark="ja blandt borgerne").unchosen


@pytest.mark.parametrize("value", ["måske", 7, "x?x"])
def test_something_else_than_a_cross(value: Value) -> None:
    assert read(value, "need", "", mark="ja blandt borgerne").kind == "unreadable_answer"


def test_a_cross_on_a_scale() -> None:
    assert read("x", mark="mindre godt").answer == "less_good"
    assert read("Mindre godt", mark="mindre godt").answer == "less_good"


# -- free text and decisions -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "kind"),
    [("=1+1", "formula_text"), ("+45 12 34", "formula_text"), ("@navn", "formula_text"),
     ("VUM", ""), ("-", ""), ("5", "")],
)  # fmt: skip
def test_free_text_is_kept_as_it_stands(text: str, kind: str) -> None:
    found = read(text, "other_tools", "")
    assert (found.answer, found.kind) == (text, kind)


def test_a_decision_about_an_answer() -> None:
    decisions = [
        Decision(
            "names", 1, text="Sådan nogenlunde", question="rating", choice="medium", reason="r"
        ),
        Decision("names", 2, text="Sådan  nogenlunde", choice="good"),
        Decision("names", 3, text="Se bilag", ignore=True, reason="intet bilag"),
    ]
    found = read("sådan NOGENLUNDE", decisions=decisions)
    assert (found.answer, found.status, found.decision) == ("medium", "settled", 1)
    assert found.kind
    assert found.facts["reason"] == "r"
    left_out = read("Se bilag", decisions=decisions)
    assert (left_out.answer, left_out.kind, left_out.status) == (
        "",
        "ignored_by_decision",
        "settled",
    )


def test_a_decision_about_another_question() -> None:
    decisions = [Decision("names", 1, text="Sådan", question="use", choice="all")]
    assert read("Sådan", decisions=decisions).kind == "unreadable_answer"


def test_a_plain_answer_needs_no_decision() -> None:
    decisions = [Decision("names", 1, text="Godt", choice="medium")]
    assert read("Godt", decisions=decisions) == Reading("good")


@settings(deadline=None)
@given(st.one_of(st.text(max_size=40), st.integers(), st.floats(), st.booleans(), st.none(),
                 st.dates(), st.datetimes()))  # fmt: skip
def test_any_value_is_an_answer_or_a_finding(value: Value) -> None:
    for legend in (None, LEGEND):
        found = read(value, legend=legend)
        assert found.answer in INSTRUMENT.scales["rating"] or (found.answer == "" and found.kind)
