"""Every published figure beside the one of the answers, and files that do not fit."""

from __future__ import annotations

import math
from fractions import Fraction
from pathlib import Path

import pandas as pd
import pytest

from survey_toolkit.analysis.published import compare, load_mapping
from survey_toolkit.errors import SurveyError
from survey_toolkit.language import round_half_up
from survey_toolkit.schema import PUBLISHED as COLUMNS
from survey_toolkit.schema import check_columns

from .fixture import INSTRUMENT, PUBLISHED, reference

DEVIATIONS = {
    "published_by_sector": {"I-11": ("2.2", 108, 48)},
    "published_by_function": {
        "I-14": ("38", 37, None),
        "I-15": ("13", 6, None),
        "I-18": ("86", 13, 15),
        "I-42": ("50", 4, 7),
    },
}

MAPPING = """
[columns]
sector = "sektor"
item = "redskab"
function = "funktion"
measure = "hvad"
category = "svar"
qualifier = "ord"
value = "tal"

[words.qualifier]
"ca." = "approx"
knap = "just_under"
godt = "just_over"
mindst = "at_least"
under = "less_than"

[words.item]
_mean = ""

[measures.kender]
of = "awareness.share"
scale = 100

[measures.antal]
of = "awareness.mean_per_unit"

[measures.bruger]
of = "use.distribution"
scale = 100

[measures.hele]
of = "awareness.share"
scale = 100
decimals = 0

[functions._alle]

[functions._hver]
reduce = "each"

[functions._to]
functions = ["sociale_tilbud", "social_sagsbehandling"]
"""


@pytest.fixture
def row(tmp_path: Path, distribution: pd.DataFrame, scores: pd.DataFrame):  # type: ignore[no-untyped-def]
    """Compare one row: sector, item, function, measure, category, qualifier and value."""

    def compared(*cells: str, language: str = "en") -> pd.Series:
        (tmp_path / "a.toml").write_text(MAPPING, encoding="utf-8")
        heading = "sektor;redskab;funktion;hvad;svar;ord;tal"
        (tmp_path / "a.csv").write_text(f"{heading}\n{';'.join(cells)}\n", encoding="utf-8")
        mapping = load_mapping(tmp_path / "a.toml")
        table = compare(tmp_path / "a.csv", mapping, distribution, scores, INSTRUMENT, language)
        return table.iloc[0]

    return compared


@pytest.fixture
def both(distribution: pd.DataFrame, scores: pd.DataFrame) -> dict[str, pd.DataFrame]:
    return {
        name: compare(
            PUBLISHED / f"{name}.csv",
            load_mapping(PUBLISHED / f"{name}.toml"),
            distribution,
            scores,
            INSTRUMENT,
        )
        for name in DEVIATIONS
    }


# -- the report --------------------------------------------------------------------------------


def test_every_figure_is_compared_and_only_the_known_ones_differ(
    both: dict[str, pd.DataFrame],
) -> None:
    assert {name: len(table) for name, table in both.items()} == {
        "published_by_sector": 150,
        "published_by_function": 223,
    }
    for name, expected in DEVIATIONS.items():
        table = both[name]
        check_columns(list(table.columns), COLUMNS, name)
        assert set(table["equal"]) == {"yes", "no"}
        differing = table[table["equal"] == "no"]
        found = {
            r.reason.partition(":")[0]: (r.printed, r.numerator, r.denominator)
            for r in differing.itertuples()
        }
        assert found.keys() == expected.keys()
        for known, (printed, numerator, denominator) in expected.items():
            assert found[known][:2] == (printed, numerator)
            base = found[known][2]
            assert math.isnan(base) if denominator is None else base == denominator


def test_figures_are_those_of_the_reference(both: dict[str, pd.DataFrame]) -> None:
    for name, table in both.items():
        expected = [r for r in reference("published_check") if r["published_file"] == f"{name}.csv"]
        assert len(expected) == len(table)
        for found, row in zip(table.itertuples(), expected, strict=True):
            assert (found.sector, found.function, found.printed, found.equal) == (
                row["sector"],
                row["function"],
                row["published"],
                row["equal"],
            )
            decimals = len(row["data"].partition(".")[2])
            if row["data_denominator"]:
                pair = (int(row["data_numerator"]), int(row["data_denominator"]))
                assert (found.numerator, found.denominator) == pair
                scale = round(found.computed * pair[1] / pair[0]) if pair[0] else 1
                exact = Fraction(*pair) * scale
                assert round_half_up(exact, 1, decimals) == Fraction(row["data"])
            else:
                assert found.computed == found.numerator == float(row["data"])
                assert math.isnan(found.denominator)


def test_rows_are_in_the_words_of_the_instrument(both: dict[str, pd.DataFrame]) -> None:
    average = both["published_by_sector"].iloc[14]
    assert (average["row"], average["item"], average["question"]) == (16, "", "awareness")
    assert (average["numerator"], average["denominator"]) == (1628, 672)
    table = both["published_by_function"]
    three = table[table["function"] == "_three_top_functions_in_chart"]
    assert three["category"].tolist() == ["no", "more_than_half|almost_all|all"]
    assert three["denominator"].tolist() == [84, 84]


# -- the words ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("qualifier", "value", "equal"),
    [  # 145 of 160 know it: 90.625 per cent
        ("", "91", "yes"),
        ("exact", "90,6", "yes"),
        ("exact", "90.62", "no"),
        ("exact", "90,63", "yes"),
        ("ca.", "95", "yes"),
        ("ca.", "96", "no"),
        ("knap", "91", "yes"),
        ("knap", "96", "no"),
        ("knap", "90", "no"),
        ("godt", "84", "yes"),
        ("godt", "83", "no"),
        ("godt", "91", "no"),
        ("mindst", "90.625", "yes"),
        ("mindst", "91", "no"),
        ("at_most", "90.625", "yes"),
        ("more_than", "90.625", "no"),
        ("more_than", "90", "yes"),
        ("under", "90.625", "no"),
        ("under", "91", "yes"),
    ],
)
def test_qualifiers(row, qualifier: str, value: str, equal: str) -> None:  # type: ignore[no-untyped-def]
    found = row("kommune", "behandlingsplan_misbrug", "", "kender", "", qualifier, value)
    assert (found["equal"], found["numerator"], found["denominator"]) == (equal, 145, 160)
    assert found["computed"] == 90.625


@pytest.mark.parametrize(
    ("qualifier", "value", "equal"),
    [  # 156 of 48 is 3.25; five points would be anything, so it is five per cent
        ("ca.", "3,1", "yes"),
        ("ca.", "3,0", "no"),
        ("knap", "3,4", "yes"),
        ("knap", "5", "no"),
        ("godt", "3,1", "yes"),
        ("godt", "3", "no"),
    ],
)
def test_qualifiers_of_a_mean(row, qualifier: str, value: str, equal: str) -> None:  # type: ignore[no-untyped-def]
    found = row("kommune", "sundhedsaftale", "", "antal", "", qualifier, value)
    assert (found["equal"], found["computed"]) == (equal, 3.25)


def test_half_is_rounded_up_from_the_fraction(row) -> None:  # type: ignore[no-untyped-def]
    found = row("kommune", "sundhedsaftale", "", "antal", "", "", "3,3")
    assert (found["computed"], found["equal"]) == (3.25, "yes")


def test_decimals_of_the_mapping_go_first(row) -> None:  # type: ignore[no-untyped-def]
    assert row("kommune", "behandlingsplan_misbrug", "", "hele", "", "", "90.5")["equal"] == "yes"


def test_groups_of_functions(row) -> None:  # type: ignore[no-untyped-def]
    pooled = row("kommune", "psp", "_to", "kender", "", "", "0")
    assert pooled["denominator"] == 96
    assert row("kommune", "psp", "_alle", "kender", "", "", "0")["denominator"] == 160
    assert row("kommune", "psp", "_alle", "antal", "", "", "3.1")["equal"] == "yes"
    each = row("kommune", "psp", "_hver", "kender", "", "more_than", "50")
    assert (each["equal"], each["computed"] > 50) == ("yes", True)
    assert row("kommune", "psp", "_hver", "kender", "", "under", "80")["equal"] == "no"
    assert row("", "psp", "", "kender", "", "", "93")["denominator"] == 211


# -- what cannot be found ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        (("kommune", "psp", "", "kender", "", "", "mange"), "value: found 'mange'"),
        (("kommune", "psq", "", "kender", "", "", "1"), "'psq' is not known. Did you mean psp?"),
        (("stat", "psp", "", "kender", "", "", "1"), "sector: 'stat'"),
        (("kommune", "psp", "_x", "kender", "", "", "1"), "function: '_x'"),
        (("kommune", "psp", "", "vejer", "", "", "1"), "measure: 'vejer'"),
        (("kommune", "psp", "", "kender", "", "cirka", "1"), "qualifier: 'cirka'"),
        (("kommune", "psp", "sengeafsnit", "kender", "", "", "1"), "not of the sector"),
        (("kommune", "psp", "_to", "antal", "", "", "1"), "cannot be added up"),
        (("kommune", "psp", "", "bruger", "", "", "1"), "category: found nothing"),
        (("kommune", "psp", "", "bruger", "sjovt", "", "1"), "no figure use / psp / sjovt"),
        (("kommune", "sundhedsaftale", "", "bruger", "all", "", "1"), "no figure use"),
    ],
)  # fmt: skip
def test_not_found(row, cells: tuple[str, ...], reason: str) -> None:  # type: ignore[no-untyped-def]
    found = row(*cells)
    assert found["equal"] == "not_found"
    assert reason in found["reason"]
    assert pd.isna(found["computed"])


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        (("kommune", "psp", "", "kender", "", "", "mange"), "value: der stod 'mange'; ventet"),
        (("kommune", "psq", "", "kender", "", "", "1"), "item: 'psq' kendes ikke. Mente du psp?"),
        (("kommune", "psp", "sengeafsnit", "kender", "", "", "1"), "hører ikke til sektoren"),
        (("kommune", "psp", "_to", "antal", "", "", "1"), "kan ikke lægges sammen"),
        (("kommune", "psp", "", "bruger", "", "", "1"), "category: der stod ingenting"),
        (("kommune", "psp", "", "bruger", "sjovt", "", "1"), "undersøgelsen har ikke tallet use"),
    ],
)  # fmt: skip
def test_reasons_in_danish(row, cells: tuple[str, ...], reason: str) -> None:  # type: ignore[no-untyped-def]
    found = row(*cells, language="da")["reason"]
    assert reason in found
    assert not any(word in found for word in ("not", "Did you", "found", "expected"))


@pytest.mark.parametrize("name", DEVIATIONS)
def test_known_reasons_in_both_languages(
    name: str, distribution: pd.DataFrame, scores: pd.DataFrame
) -> None:
    mapping = load_mapping(PUBLISHED / f"{name}.toml")
    for known in mapping.known:
        assert known.reason("da") and known.reason("en") != known.reason("da")
    arguments = (PUBLISHED / f"{name}.csv", mapping, distribution, scores, INSTRUMENT)
    danish = set(compare(*arguments, "da")["reason"]) - {""}
    assert danish == {f"{known.id}: {known.reason_da}" for known in mapping.known}


def test_everything_that_is_unknown_is_said_at_once(row) -> None:  # type: ignore[no-untyped-def]
    reason = row("stat", "psq", "_x", "vejer", "", "cirka", "1")["reason"]
    assert all(word in reason for word in ("stat", "psq", "_x", "vejer", "cirka"))


def test_nobody_replied(tmp_path: Path, distribution: pd.DataFrame, scores: pd.DataFrame) -> None:
    name = "published_by_function"
    table = compare(
        PUBLISHED / f"{name}.csv",
        load_mapping(PUBLISHED / f"{name}.toml"),
        distribution.iloc[:0],
        scores.iloc[:0],
        INSTRUMENT,
    )
    assert set(table["equal"]) == {"not_found"}
    assert len(table) == 223


def test_a_mapping_that_does_not_fit(
    tmp_path: Path, distribution: pd.DataFrame, scores: pd.DataFrame
) -> None:
    text = MAPPING.replace('_mean = ""', 'dialog = "aaben_dialoq"').replace("_sags", "_sag")
    (tmp_path / "a.toml").write_text(text, encoding="utf-8")
    (tmp_path / "a.csv").write_text("sektor,redskab,hvad,ord,tal\n", encoding="utf-8")
    mapping = load_mapping(tmp_path / "a.toml")
    with pytest.raises(SurveyError) as caught:
        compare(tmp_path / "a.csv", mapping, distribution, scores, INSTRUMENT)
    faults = "\n".join(caught.value.faults)
    assert len(caught.value.faults) == 4
    assert "no column 'funktion'" in faults
    assert "no column 'svar'" in faults
    assert "Did you mean aaben_dialog?" in faults
    assert "social_sagbehandling" in faults


def test_a_known_deviation_that_is_in_no_row(
    tmp_path: Path, distribution: pd.DataFrame, scores: pd.DataFrame
) -> None:
    known = '\n[[known]]\nid = "X-1"\nreason = "a slip"\nitem = "nothing"\n'
    (tmp_path / "a.toml").write_text(MAPPING + known, encoding="utf-8")
    (tmp_path / "a.csv").write_text("sektor;redskab;funktion;hvad;svar;ord;tal\n", encoding="utf-8")
    mapping = load_mapping(tmp_path / "a.toml")
    with pytest.raises(SurveyError, match="X-1: no row has"):
        compare(tmp_path / "a.csv", mapping, distribution, scores, INSTRUMENT)


def test_a_file_that_is_not_there(distribution: pd.DataFrame, scores: pd.DataFrame) -> None:
    mapping = load_mapping(PUBLISHED / "published_by_sector.toml")
    with pytest.raises(SurveyError, match="the file is missing"):
        compare(PUBLISHED / "nothing.csv", mapping, distribution, scores, INSTRUMENT)


def test_functions_without_a_reply_are_left_out_of_a_range(
    distribution: pd.DataFrame, scores: pd.DataFrame
) -> None:
    name, gone = "published_by_function", ["sengeafsnit", "alkohol_leverandoer"]
    table = compare(
        PUBLISHED / f"{name}.csv",
        load_mapping(PUBLISHED / f"{name}.toml"),
        distribution[~distribution["group"].isin(gone)],
        scores[~scores["group"].isin(gone)],
        INSTRUMENT,
    )
    shares = table["measure"].str.contains("share")
    missing = table[table["equal"] == "not_found"]
    assert set(missing["function"]) == set(gone)
    assert (missing["reason"] == "no answers.").all()
    assert set(table[table["function"].isin(gone) & ~shares]["computed"]) == {0}
    assert "not_found" not in set(table[table["function"] == "_range"]["equal"])
