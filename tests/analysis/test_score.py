"""Scores, distribution and coverage against the reference, at the edges, and as laws."""

from __future__ import annotations

import dataclasses
from fractions import Fraction

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from survey_toolkit.analysis import counts as counting
from survey_toolkit.analysis.figures import of_functions, of_sectors
from survey_toolkit.analysis.groups import BY
from survey_toolkit.analysis.score import coverage, distribution, scores
from survey_toolkit.schema import (
    ANSWERED,
    BLANK,
    COVERAGE,
    DISTRIBUTION,
    NOT_ASKED,
    NOT_RETURNED,
    SCORES,
    check_columns,
)

from .fixture import INSTRUMENT, ITEMS, PLACES, UNITS, answer_tables, reference, table

MEASURE = "awareness.mean_per_unit"


def made(answers: pd.DataFrame) -> pd.DataFrame:
    return scores(counting.counts(answers), INSTRUMENT, UNITS)


def one(answer: str, status: str = ANSWERED, place: int = 0) -> tuple[object, ...]:
    return (*PLACES[place], "awareness", "psp", answer, None, status)


# -- the reference -----------------------------------------------------------------------------


def test_counts_by_function(scores: pd.DataFrame) -> None:
    found, rows = of_functions(scores), reference("counts_by_function")
    assert len(rows) == 168
    measures = (MEASURE, "awareness.share", "use.share", "rating.share", "rating.share_of_all")
    for row in rows:
        known = {m: found[row["function"], m, row["tool"]] for m in measures}
        n = {key: int(row[key]) for key in row if key.startswith("n_")}
        assert known[MEASURE] == (n["n_aware"], n["n_units"])
        assert known["awareness.share"].numerator == n["n_aware"]
        assert known["use.share"] == (n["n_users"], n["n_use_base"])
        assert known["rating.share"] == (n["n_positive"], n["n_rating_base"])
        assert known["rating.share_of_all"] == (n["n_positive"], n["n_units"])


def test_distribution_by_function(distribution: pd.DataFrame) -> None:
    rows = distribution[distribution["by"] == "function"]
    keys = zip(rows["group"], rows["item"], rows["question"], rows["answer"], strict=True)
    found = dict(zip(keys, rows["n"], strict=True))
    expected = [r for r in reference("counts_by_answer") if r["answer"] != "no_answer"]
    for r in expected:
        assert found[r["function"], r["tool"], r["stage"], r["answer"]] == int(r["n"])
    assert rows["n"].sum() == sum(int(r["n"]) for r in expected)


def test_averages_are_pooled_over_the_items(scores: pd.DataFrame) -> None:
    found = of_sectors(scores)
    assert found["kommune", MEASURE, ""] == (1628, 48 * 14)
    assert found["psykiatri", MEASURE, ""] == (492, 13 * 14)
    assert found["", MEASURE, ""] == (2120, 61 * 14)
    assert found["kommune", "use.share", ""] == (1258, 1628)  # printed as 77 per cent
    assert found["psykiatri", "rating.share", ""] == (190, 379)  # printed as 50 per cent
    assert found["psykiatri", "use.share_of_all", ""] == (379, 51 * 14)


def test_questions_to_the_unit(scores: pd.DataFrame) -> None:
    found, units = of_sectors(scores), reference("units")
    municipal = [u for u in units if u["sector"] == "kommune"]
    assert found["kommune", "specialised.share", ""] == (15, 48)
    assert found["kommune", "need.share", "citizens"] == (
        sum(u["need_citizens"] == "1" for u in municipal),
        48,
    )
    focus = [u["focus"] for u in units if u["focus"]]
    assert len(focus) == 57  # four left it blank, and are outside the base
    assert found["", "focus.share", ""] == (sum(f.endswith("large") for f in focus), 57)
    steps = ["none", "small", "some", "large", "very_large"]
    assert found["", "focus.scale_mean", ""] == (sum(steps.index(f) + 1 for f in focus), 57)
    assert not {key for key in found if key[1].startswith("stof_provider")}  # nothing counts


def test_questions_to_the_unit_have_no_rows_by_function_or_unit(scores: pd.DataFrame) -> None:
    asked = scores["measure"].str.startswith(("need.", "focus.", "specialised."))
    assert set(scores[asked]["by"]) == {"all", "sector", "region", "size_class"}


def test_background_groups(scores: pd.DataFrame) -> None:
    rows = scores[(scores["item"] == "psp") & (scores["measure"] == MEASURE)]
    size = rows[rows["by"] == "size_class"]
    assert list(zip(size["group"], size["denominator"], strict=True)) == [
        ("small", 14),
        ("medium", 23),
        ("large", 11),
    ]
    region = rows[rows["by"] == "region"]
    assert region["denominator"].sum() == 60  # one of the 61 is of no known region
    assert list(rows["by"].unique()) == list(BY)


def test_free_text_is_left_out(scores: pd.DataFrame, distribution: pd.DataFrame) -> None:
    assert not scores["measure"].str.startswith("other_tools").any()
    assert "other_tools" not in set(distribution["question"])


def test_a_mean_on_the_scale_is_only_of_scales(scores: pd.DataFrame) -> None:
    items = set(scores[scores["measure"] == "use.scale_mean"]["item"])
    yes_no = {i.id for i in INSTRUMENT.items.values() if "use" in i.scales}
    assert items == {"", *INSTRUMENT.items} - yes_no
    assert "awareness.scale_mean" not in set(scores["measure"])


def test_numbers_are_whole(scores: pd.DataFrame, distribution: pd.DataFrame) -> None:
    assert scores[["numerator", "denominator"]].dtypes.eq("int64").all()
    assert distribution[["n", "base"]].dtypes.eq("int64").all()
    assert scores[["low", "high"]].isna().all(axis=None)


def test_steps_that_are_not_whole_are_added_up_as_they_are(counts: pd.DataFrame) -> None:
    scale = INSTRUMENT.scales["focus"]
    choices = tuple(dataclasses.replace(c, value=(c.value or 0) / 2) for c in scale.choices)
    halves = {**INSTRUMENT.scales, "focus": dataclasses.replace(scale, choices=choices)}
    table = scores(counts, dataclasses.replace(INSTRUMENT, scales=halves), UNITS)
    assert of_sectors(table)["", "focus.scale_mean", ""] == (113.5, 57)


def test_coverage(counts: pd.DataFrame) -> None:
    table = coverage(counts, UNITS)
    check_columns(list(table.columns), COVERAGE, "coverage")
    by_sector = table[table["by"] == "sector"]
    assert by_sector.values.tolist() == [
        ["kommune", "", "sector", 98, 48, 160, 0],
        ["psykiatri", "", "sector", 32, 13, 51, 3],
    ]
    for sector in ("kommune", "psykiatri"):
        whole = by_sector[by_sector["sector"] == sector].iloc[0, 3:].tolist()
        regions = table[(table["by"] == "region") & (table["sector"] == sector)]
        assert regions.iloc[:, 3:].sum().tolist() == whole
        assert list(regions["group"] == "") == [*[False] * 5, *([True] * (sector == "psykiatri"))]
    assert regions.iloc[-1].tolist() == ["psykiatri", "", "region", 0, 1, 4, 1]
    sizes = table[table["by"] == "size_class"]
    assert list(sizes["group"]) == ["small", "medium", "large"]
    assert sizes["asked"].sum() == 98


# -- the edges ---------------------------------------------------------------------------------


def test_nobody_answered(answers: pd.DataFrame) -> None:
    silent = counting.counts(answers[answers["status"] == NOT_RETURNED])
    for nothing in (silent, silent.iloc[:0]):
        table = scores(nothing, INSTRUMENT, UNITS)
        assert table.empty
        check_columns(list(table.columns), SCORES, "scores")
        shares = distribution(nothing, INSTRUMENT, UNITS)
        assert shares.empty
        check_columns(list(shares.columns), DISTRIBUTION, "distribution")
        covered = coverage(nothing, UNITS)
        assert (covered["replied"] == 0).all()
        assert covered["asked"].max() == 98
    assert list(coverage(silent.iloc[:0], {}).columns) == list(COVERAGE)


def test_one_unit_with_one_answer() -> None:
    found = of_sectors(made(table([one("yes")])))
    assert found["kommune", MEASURE, "psp"] == (1, 1)
    assert found["kommune", MEASURE, ""] == (1, 14)
    assert found["kommune", "use.share", "psp"] == (0, 0)
    assert found["kommune", "use.share", "psp"].exact is None
    assert ("psykiatri", MEASURE, "psp") not in found


def test_everyone_answered_the_same() -> None:
    rows = [one("yes", place=place) for place in range(4)]
    found = of_sectors(made(table(rows)))
    assert found["", "awareness.share", "psp"] == (4, 4)
    assert found["", MEASURE, "psp"] == (4, 3)  # more than one function in a unit
    assert found["kommune", MEASURE, "psp"] == (3, 2)


def test_dont_know_stays_in_the_base() -> None:
    found = of_sectors(made(table([one("yes"), one("dont_know", place=1)])))
    assert found["kommune", "awareness.share", "psp"] == (1, 2)


def test_who_replied_but_was_not_asked_is_in_the_units() -> None:
    rows = [one("yes"), one("", NOT_ASKED, 2), one("", NOT_RETURNED, 3)]
    found = of_sectors(made(table(rows)))
    assert found["", MEASURE, "psp"] == (1, 2)
    assert found["", "awareness.share", "psp"] == (1, 1)
    assert found["", "awareness.share_of_all", "psp"] == (1, 2)


def test_a_unit_that_answered_only_for_itself_is_no_base_of_its_functions() -> None:
    cover = ("kommune", "101", "", "focus", "", "large", 4.0, ANSWERED)
    alone = of_sectors(made(table([cover])))
    assert alone["kommune", MEASURE, "psp"] == (0, 0)
    assert alone["kommune", "focus.share", ""] == (1, 1)
    beside = of_sectors(made(table([cover, one("yes", place=1)])))
    assert beside["kommune", MEASURE, "psp"] == (1, 1)


def test_a_mean_on_the_scale_is_of_answers_with_a_place_on_it() -> None:
    def rating(answer: str, value: float | None, place: int) -> tuple[object, ...]:
        return (*PLACES[place], "rating", "psp", answer, value, ANSWERED)

    rows = [rating("good", 4.0, 0), rating("less_good", 2.0, 1), rating("dont_know", None, 2)]
    found = of_sectors(made(table(rows)))
    assert found["", "rating.scale_mean", "psp"] == (6, 2)
    assert found["", "rating.share", "psp"] == (1, 3)


def test_a_unit_that_nobody_knows_counts_in_its_sector() -> None:
    stranger = ("kommune", "nobody", "sociale_tilbud", "awareness", "psp", "no", None, ANSWERED)
    counted = counting.counts(table([one("yes"), stranger]))
    assert of_sectors(scores(counted, INSTRUMENT, UNITS))["kommune", MEASURE, "psp"] == (1, 2)
    assert coverage(counted, UNITS).iloc[0].tolist() == ["kommune", "", "sector", 98, 2, 2, 1]


def test_a_question_of_one_sector_has_only_its_units_below() -> None:
    questions = dict(INSTRUMENT.questions)
    questions["awareness"] = dataclasses.replace(questions["awareness"], sectors=("kommune",))
    instrument = dataclasses.replace(INSTRUMENT, questions=questions)
    counted = counting.counts(
        table([one("yes"), (*PLACES[3], "use", "psp", "all", None, ANSWERED)])
    )
    found = of_sectors(scores(counted, instrument, UNITS))
    assert found["", MEASURE, "psp"] == (1, 1)
    assert found["", "use.mean_per_unit", "psp"] == (1, 2)
    assert ("psykiatri", MEASURE, "psp") not in found


def test_answers_that_the_instrument_does_not_have_are_refused() -> None:
    with pytest.raises(ValueError, match="'psp', 'maybe'"):
        made(table([one("maybe")]))


def test_several_waves_are_refused(counts: pd.DataFrame) -> None:
    two = pd.concat([counts, counts.assign(wave="2015")])
    with pytest.raises(ValueError, match="several waves"):
        scores(two, INSTRUMENT, UNITS)


# -- laws --------------------------------------------------------------------------------------


@settings(max_examples=15, deadline=None)
@given(answers=answer_tables(), seed=st.integers(0, 99))
def test_the_order_of_the_rows_changes_nothing(answers: pd.DataFrame, seed: int) -> None:
    shuffled = answers.sample(frac=1, random_state=seed)
    counted = counting.counts(answers).sample(frac=1, random_state=seed)
    assert_frame_equal(made(shuffled), made(answers))
    assert_frame_equal(scores(counted, INSTRUMENT, UNITS), made(answers))


@settings(max_examples=20, deadline=None)
@given(answers=answer_tables(), data=st.data())
def test_a_blank_changes_the_base_and_not_the_count(
    answers: pd.DataFrame, data: st.DataObject
) -> None:
    said_no = answers[(answers["question"] == "awareness") & (answers["answer"] == "no")]
    if said_no.empty:
        return
    row = data.draw(st.sampled_from(said_no.index.tolist()))
    blank = answers.copy()
    blank.loc[row, ["answer", "status"]] = ["", BLANK]
    sector, item = answers.loc[row, "sector"], answers.loc[row, "item"]
    before, after = of_sectors(made(answers)), of_sectors(made(blank))
    share = (sector, "awareness.share", item)
    assert after[share].numerator == before[share].numerator
    assert after[share].denominator == before[share].denominator - 1
    for measure in (MEASURE, "awareness.share_of_all"):
        assert after[sector, measure, item] == before[sector, measure, item]


@settings(max_examples=20, deadline=None)
@given(answers=answer_tables())
def test_functions_add_up_to_the_sector_and_sectors_to_all(answers: pd.DataFrame) -> None:
    table = made(answers)
    shares = table[table["measure"].isin(["use.share", "rating.share_of_all", "use.scale_mean"])]
    keys, numbers = ["sector", "item", "measure"], ["numerator", "denominator"]
    by = dict(iter(shares.groupby("by")))
    for one_of, whole, over in (("function", "sector", keys), ("sector", "all", keys[1:]),
                                ("unit", "sector", keys)):  # fmt: skip
        if whole in by:
            parts = by[one_of].groupby(over)[numbers].sum()
            assert_frame_equal(parts, by[whole].groupby(over)[numbers].sum())


@settings(max_examples=20, deadline=None)
@given(answers=answer_tables())
def test_the_distribution_adds_up_to_its_base(answers: pd.DataFrame) -> None:
    counted = counting.counts(answers)
    shares = distribution(counted, INSTRUMENT, UNITS)
    if shares.empty:
        return
    cells = shares.groupby(["by", "group", "sector", "item", "question"])
    assert (cells["n"].sum() == cells["base"].first()).all()
    assert (cells["base"].nunique() == 1).all()
    answered = answers[answers["status"] == ANSWERED]
    assert shares[shares["by"] == "all"]["n"].sum() == len(answered)
    assert len(cells) >= len(ITEMS)


@settings(max_examples=20, deadline=None)
@given(answers=answer_tables())
def test_value_is_the_fraction(answers: pd.DataFrame) -> None:
    table = made(answers)
    rows = zip(table["numerator"], table["denominator"], table["value"], strict=True)
    for numerator, denominator, value in rows:
        if denominator:
            assert value == float(Fraction(int(numerator), int(denominator)))
        else:
            assert (numerator, pd.isna(value)) == (0, True)
