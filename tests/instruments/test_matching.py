"""What a name, a heading or an answer means, however it is spelt."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from survey_toolkit.instruments.load import load
from survey_toolkit.instruments.matching import Vocabulary
from survey_toolkit.instruments.spelling import (
    NO_MATCH,
    Index,
    fold,
    key,
    spelling,
    stem,
    unit_index,
    without_parentheses,
)

INSTRUMENT = load(Path(__file__).resolve().parents[2] / "instruments" / "coordination-tools")
VOCABULARY = Vocabulary(INSTRUMENT)
HYPHENS = ("-", "\u2010", "\u2011", "\u2013", "\u2014", " - ", " \u2013 ")
SPACES = (" ", "\u00a0", "  ", "\t", "\u2009", "\n")
INVISIBLE = ("\u00ad", "\u200b", "\u2060", "\ufeff")

SPELLINGS = [
    (kind, name, text)
    for kind, things in (("items", INSTRUMENT.items), ("functions", INSTRUMENT.functions))
    for name, thing in things.items()
    for text in (thing.name_da, thing.name_en, thing.id, *thing.aliases)
    if text
]
PLAIN = "PSP-samarbejdet"


@st.composite
def spelt_otherwise(draw: st.DrawFn, text: str) -> str:
    """The text in other case, with other hyphens, spaces and letters that look the same."""
    parts = []
    for letter in text:
        if letter in "-\u2010\u2013":
            shown = draw(st.sampled_from(HYPHENS))
        elif letter.isspace():
            shown = draw(st.sampled_from(SPACES))
        else:
            shown = draw(st.sampled_from([letter, letter.upper(), letter.lower()]))
            shown = draw(
                st.sampled_from([shown, shown, shown, shown + draw(st.sampled_from(INVISIBLE))])
            )
        parts.append(shown)
    form = draw(st.sampled_from(["NFC", "NFD"]))
    around = draw(st.sampled_from(["", " ", "\u00a0 "]))
    return around + unicodedata.normalize(form, "".join(parts)) + around


@settings(deadline=None)
@given(st.data())
def test_every_spelling_is_found_however_it_is_typed(data: st.DataObject) -> None:
    kind, name, text = data.draw(st.sampled_from(SPELLINGS))
    shown = data.draw(spelt_otherwise(text))
    assert name in getattr(VOCABULARY, kind).find(fold(shown))


@pytest.mark.parametrize(("kind", "name", "text"), SPELLINGS, ids=[t for *_, t in SPELLINGS])
def test_every_alias_means_its_own(kind: str, name: str, text: str) -> None:
    assert name in getattr(VOCABULARY, kind).find(fold(text))


@pytest.mark.parametrize(
    "text",
    [
        "psp-samarbejdet",
        "PSP\u2010samarbejdet",
        "PSP\u2013samarbejdet",
        "PSP \u2013 samarbejdet",
        "PSP\u00adsamar\u00adbejdet",
        "PSP\u00a0samarbejdet",
        "  PSP-SAMARBEJDET ",
        "PSPsamarbejdet",
        "PSP-samarbejde",
        "PSP-samarbejder",
        "PSP-samarbejderne",
        "PSP\u2011samarbejdets",
    ],
)
def test_one_item_in_many_spellings(text: str) -> None:
    assert VOCABULARY.items.find(fold(text)) == ("psp",)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Århus", "Aarhus"),
        ("A\u030arhus", "Århus"),
        ("Høje-Taastrup", "Høje Tåstrup"),
        ("Ærø", "AERO\u0308"),
        ("Lyngby-Taarbæk", "LYNGBY \u2013 TÅRBÆK"),
        ("Brøndby", "Broendby"),
        ("\uff30\uff33\uff30", "PSP"),
        ("Møn", "Mön"),
    ],
)
def test_letters_that_are_written_in_two_ways(one: str, other: str) -> None:
    assert key(fold(one)) == key(fold(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("sundhedsaftale", "Sundhedsaftalerne"),
        ("behandlingsplan", "behandlingsplanens"),
        ("den sociale handleplan", "Social handleplaner"),
        ("et netværk", "netværket"),
    ],
)
def test_number_and_definite_form(one: str, other: str) -> None:
    assert stem(fold(one)) == stem(fold(other))


def test_short_words_keep_their_endings() -> None:
    assert stem(fold("aben")) != stem(fold("ab"))


@pytest.mark.parametrize("text", ["", "   ", "!?", "–", "Jobcenter", "psp x", "sp"])
def test_what_is_no_name(text: str) -> None:
    assert VOCABULARY.items.find(fold(text)) == ()


def test_a_form_that_two_names_share_is_none() -> None:
    index = Index([("a", "planen"), ("b", "planer")])
    assert index.find(fold("planen")) == ("a",)
    assert index.find(fold("planerne")) == ()


def test_an_exact_spelling_that_two_names_share_gives_both() -> None:
    index = Index([("kom", "Specialiserede tilbud"), ("psyk", "Specialiserede tilbud")])
    assert index.find(fold("SPECIALISEREDE TILBUD")) == ("kom", "psyk")


def test_no_two_items_have_a_spelling_in_common() -> None:
    meanings = defaultdict(set)
    for kind, name, text in SPELLINGS:
        if kind == "items":
            meanings[key(fold(text))].add(name)
    assert {text: names for text, names in meanings.items() if len(names) > 1} == {}


# -- parentheses and headings ------------------------------------------------------------------


def test_parentheses() -> None:
    assert without_parentheses("Ja (kun lederen)") == "Ja"
    assert without_parentheses("PSP [gl.] (x)") == "PSP"
    assert without_parentheses("(kun) det") == "det"
    assert VOCABULARY.sense("Social handleplan (SEL § 141)").items == ("social_handleplan",)


@pytest.mark.parametrize(
    ("text", "questions", "items", "functions"),
    [
        ("Har I hørt om PSP-samarbejdet?", ("awareness",), ("psp",), ()),
        ("Kendskab: PSP", ("awareness",), ("psp",), ()),
        ("PSP-samarbejdet – Inddragelse", ("use",), ("psp",), ()),
        (
            "PSP: Inddrages redskabet i jeres arbejde med koordinering af indsatsen for borgere med"
            " sindslidelse og misbrug?",
            ("use",),
            ("psp",),
            (),
        ),
        ("Vurdering / Sociale tilbud", ("rating",), (), ("sociale_tilbud",)),
        ("Have you heard of the PSP?", ("awareness",), ("psp",), ()),
        ("Hvor godt fungerer redskabet?", ("rating",), (), ()),
    ],
)
def test_headings_of_several_parts(
    text: str, questions: tuple[str, ...], items: tuple[str, ...], functions: tuple[str, ...]
) -> None:
    found = VOCABULARY.sense(text)
    assert found is not None
    assert (found.questions, found.items, found.functions) == (questions, items, functions)


@pytest.mark.parametrize(
    ("text", "heading"),
    [("KOMMUNE", "unit"), ("Redskab", "item"), ("bemærkninger:", "remark"), ("Dato", "date")],
)
def test_headings_of_tables(text: str, heading: str) -> None:
    assert VOCABULARY.sense(text).heading == heading


@pytest.mark.parametrize("text", ["", "Frokost", "Har I hørt om noget helt andet?", "x " * 80])
def test_headings_that_say_nothing(text: str) -> None:
    assert VOCABULARY.sense(text) is None


@settings(deadline=None)
@given(st.text(max_size=60))
def test_any_text_can_be_asked_about(text: str) -> None:
    VOCABULARY.sense(text)
    assert VOCABULARY.nearest("items", text).score <= 100


# -- similarity --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "text", "meaning"),
    [
        ("items", "Koordinatonsplan", "koordinationsplan"),
        ("items", "Udskrivningsgiude", "udskrivningsguide"),
        ("functions", "Stofmisbrugsbehandlig - leverandør", "stof_leverandoer"),
        ("use", "Meget sjælden", "very_rarely"),
        ("rating", "Midel", "medium"),
        ("awareness", "Ved ike", "dont_know"),
    ],
)
def test_the_clearly_nearest(kind: str, text: str, meaning: str) -> None:
    found = VOCABULARY.nearest(kind, text)
    assert found.ids == (meaning,)
    assert 80 <= found.score < 100
    assert found.similar_to


@pytest.mark.parametrize("text", ["Borgerens egen mappe", "Jobcenter", "abc", "", "Plan"])
def test_nothing_is_near_enough(text: str) -> None:
    assert VOCABULARY.nearest("items", text) == NO_MATCH


def test_the_threshold() -> None:
    index = Index([("a", "abcdefghij"), ("b", "zzzzzzzzzz")])
    assert index.nearest("abcdefghxx", 80, 8).score == pytest.approx(80)
    assert index.nearest("abcdefghxx", 81, 8) == NO_MATCH
    assert index.nearest("abcdefgxxx", 80, 8) == NO_MATCH
    assert index.nearest("abcdefghji", 80, 8).score == pytest.approx(90)  # two letters swapped


def test_the_margin() -> None:
    index = Index([("a", "abcdefghij"), ("b", "abcdefghkl")])
    assert index.nearest("abcdefghix", 80, 8).ids == ("a",)
    assert index.nearest("abcdefghix", 80, 11) == NO_MATCH
    assert index.nearest("abcdefghxx", 80, 1) == NO_MATCH  # both are alike
    assert index.nearest("abcdefghxx", 80, 0).ids != ()


def test_a_second_spelling_of_the_same_is_no_rival() -> None:
    index = Index([("a", "abcdefghij"), ("a", "abcdefghik"), ("b", "qqqqqqqqqq")])
    assert index.nearest("abcdefghil", 80, 8).ids == ("a",)


def test_a_plan_with_another_threshold() -> None:
    assert Vocabulary(INSTRUMENT, threshold=97).nearest("items", "Koordinatonsplan") == NO_MATCH


# -- answers and units -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("scale", "text", "choice"),
    [
        ("awareness", " JA ", "yes"),
        ("use", "for  alle\u00a0borgere", "all"),
        ("use", "Mindre end halvdelen", "less_than_half"),
        ("rating", "meget god", "very_good"),
        ("rating", "Very well", "very_good"),
        ("use_yes_no", "ved ikke", "dont_know"),
    ],
)
def test_answers(scale: str, text: str, choice: str) -> None:
    assert VOCABULARY.choice(scale, text) == (choice,)


def test_an_answer_on_another_scale() -> None:
    assert VOCABULARY.choice("awareness", "For alle borgere") == ()
    assert VOCABULARY.choice("no_such_scale", "Ja") == ()


def test_words_of_the_form() -> None:
    assert VOCABULARY.is_word("mark", "X")
    assert VOCABULARY.is_word("mark", "✓")
    assert not VOCABULARY.is_word("mark", "xx")
    assert VOCABULARY.has_word("corrected", "Esbjerg rettet.xlsx")
    assert not VOCABULARY.has_word("corrected", "uretfærdigt.xlsx")
    assert not VOCABULARY.is_word("no_such_kind", "x")


def test_units_without_the_word_for_what_they_are() -> None:
    index = unit_index({"657": ["Herning Kommune"]}, {"657": frozenset({"kommune"})})
    assert index.find(fold("HERNING")) == index.find(fold("Herning kommune")) == ("657",)
    assert index.find(fold("kommune")) == ()


def test_spelling_keeps_danish_letters_apart() -> None:
    assert spelling("Ærø-Å") == "ærøå"
