"""Who was asked what: the filter questions rule."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from survey_toolkit.instruments.model import Condition, Instrument
from survey_toolkit.responses.routing import route
from survey_toolkit.schema import ANSWERED, BLANK, NOT_ASKED

from .workspaces import INSTRUMENT

Key = tuple[str, str]
ITEMS = list(INSTRUMENT.items)
OF_FUNCTIONS = [q for q in INSTRUMENT.questions.values() if q.scope == "function"]
OF_UNITS = [q for q in INSTRUMENT.questions.values() if q.scope == "unit"]
KEYS = [(q.id, i) for q in INSTRUMENT.item_questions for i in ITEMS]


def routed(
    given_: dict[Key, str], unit: bool = False, instrument: Instrument = INSTRUMENT
) -> tuple[dict[Key, tuple[str, str]], list[tuple[Key, str]]]:
    refused: list[tuple[Key, str]] = []
    asked = [q for q in instrument.questions.values() if (q.scope == "unit") == unit]
    done = route(instrument, asked, given_, {}, lambda key, by: refused.append((key, by)))
    return done, refused


@st.composite
def replies(draw: st.DrawFn) -> dict[Key, str]:
    """Any answers, also such as contradict one another."""
    keys = draw(st.lists(st.sampled_from(KEYS), unique=True, max_size=25))
    return {k: draw(st.sampled_from([c.id for c in INSTRUMENT.scale_of(*k).choices])) for k in keys}


@settings(deadline=None)
@given(replies())
def test_no_answer_where_the_filter_does_not_count(reply: dict[Key, str]) -> None:
    done, refused = routed(reply)
    for (question, item), (status, answer) in done.items():
        assert (status == ANSWERED) == bool(answer)
        for condition in INSTRUMENT.questions[question].asked_if:
            before = done[condition.question, item][1]
            scale = INSTRUMENT.scale_of(condition.question, item)
            counts = bool(before) and scale.choice(before).counts
            assert (status == NOT_ASKED) == (not counts)
    assert {key for key, _ in refused} == {k for k in reply if done[k][0] == NOT_ASKED}


@settings(deadline=None)
@given(replies())
def test_the_grid_is_complete_and_nothing_is_invented(reply: dict[Key, str]) -> None:
    done, refused = routed(reply)
    assert set(KEYS) < done.keys()
    assert {k: a for k, (_, a) in done.items() if a} == {
        k: a for k, a in reply.items() if k not in {key for key, _ in refused}
    }


@settings(deadline=None)
@given(replies())
def test_routing_what_was_routed_changes_nothing(reply: dict[Key, str]) -> None:
    done, _ = routed(reply)
    again, refused = routed({key: answer for key, (_, answer) in done.items() if answer})
    assert again == done
    assert refused == []


@pytest.mark.parametrize(
    ("awareness", "use", "rating", "expected"),
    [
        ("yes", "all", "good", (ANSWERED, ANSWERED, ANSWERED)),
        ("yes", "no", "good", (ANSWERED, ANSWERED, NOT_ASKED)),
        ("yes", "dont_know", "", (ANSWERED, ANSWERED, NOT_ASKED)),
        ("no", "all", "good", (ANSWERED, NOT_ASKED, NOT_ASKED)),
        ("dont_know", "", "", (ANSWERED, NOT_ASKED, NOT_ASKED)),
        ("yes", "", "", (ANSWERED, BLANK, NOT_ASKED)),
        ("yes", "all", "", (ANSWERED, ANSWERED, BLANK)),
        ("", "", "", (BLANK, NOT_ASKED, NOT_ASKED)),
        ("", "all", "", (BLANK, NOT_ASKED, NOT_ASKED)),
    ],
)
def test_one_item(awareness: str, use: str, rating: str, expected: tuple[str, ...]) -> None:
    answers = {"awareness": awareness, "use": use, "rating": rating}
    done, _ = routed({(q, "psp"): a for q, a in answers.items() if a})
    assert tuple(done[q, "psp"][0] for q in answers) == expected


def test_which_filter_refused() -> None:
    _, refused = routed(
        {("awareness", "psp"): "no", ("use", "psp"): "all", ("rating", "psp"): "good"}
    )
    assert refused == [(("use", "psp"), "awareness"), (("rating", "psp"), "use")]


def test_a_question_with_several_choices() -> None:
    done, _ = routed({("need", "citizens"): "yes"}, unit=True)
    shown = {choice: done["need", choice] for choice in ("citizens", "colleagues", "no")}
    assert shown == {"citizens": (ANSWERED, "yes"), "colleagues": (ANSWERED, "no"),
                     "no": (ANSWERED, "no")}  # fmt: skip
    assert set(done) == {("need", c.id) for c in INSTRUMENT.scales["need"].choices} | {
        (q.id, "") for q in OF_UNITS if q.type != "multiple"}  # fmt: skip


def test_a_question_with_several_choices_left_empty() -> None:
    done, _ = routed({}, unit=True)
    assert {done["need", c.id] for c in INSTRUMENT.scales["need"].choices} == {(BLANK, "")}


@pytest.mark.parametrize(
    ("drugs", "alcohol", "status"),
    [("own", "own", ANSWERED), ("own", "external", NOT_ASKED), ("external", "own", NOT_ASKED),
     ("own", "", NOT_ASKED)],
)  # fmt: skip
def test_a_question_with_two_filters(drugs: str, alcohol: str, status: str) -> None:
    reply = {("stof_provider", ""): drugs, ("alkohol_provider", ""): alcohol,
             ("joint_provider_unit", ""): "yes"}  # fmt: skip
    done, refused = routed({k: a for k, a in reply.items() if a}, unit=True)
    assert done["joint_provider_unit", ""][0] == status
    assert bool(refused) == (status == NOT_ASKED)


def _asked_if(question: str, *conditions: Condition) -> Instrument:
    changed = dataclasses.replace(INSTRUMENT.questions[question], asked_if=conditions)
    return dataclasses.replace(INSTRUMENT, questions={**INSTRUMENT.questions, question: changed})


def test_a_filter_with_several_choices() -> None:
    instrument = _asked_if("specialised", Condition("need", ("citizens",)))
    done, _ = routed({("need", "citizens"): "yes", ("specialised", ""): "yes"}, True, instrument)
    assert done["specialised", ""] == (ANSWERED, "yes")
    done, refused = routed({("need", "no"): "yes", ("specialised", ""): "yes"}, True, instrument)
    assert done["specialised", ""] == (NOT_ASKED, "")
    assert refused == [(("specialised", ""), "need")]


def test_a_filter_of_the_unit() -> None:
    instrument = _asked_if("other_tools", Condition("focus", ("large",)))
    asked = [instrument.questions["other_tools"]]
    answers = {("other_tools", ""): "VUM"}
    for focus, status in (("large", ANSWERED), ("small", NOT_ASKED), ("", NOT_ASKED)):
        around = {("focus", ""): focus} if focus else {}
        done = route(instrument, asked, answers, around, lambda *_: None)
        assert done["other_tools", ""][0] == status


def test_what_was_given_is_not_changed() -> None:
    reply = {("awareness", "psp"): "no", ("use", "psp"): "all"}
    before = dict(reply)
    routed(reply)
    assert reply == before
    assert OF_FUNCTIONS
