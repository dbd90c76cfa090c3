"""From results to display tables."""

from __future__ import annotations

from functools import cache

import pandas as pd
import pytest

from survey_toolkit import schema
from survey_toolkit.reporting.display import DisplayTable, Figure, shown
from survey_toolkit.reporting.tables import all_tables
from survey_toolkit.schema import Unit
from tests.reporting.made import SYNTHETIC, Given, Made, instrument, made, plan, reference


@cache
def tables(language: str = "da") -> dict[str, DisplayTable]:
    notes = [SYNTHETIC[language]]
    return {t.key: t for t in all_tables(**reference().arguments, language=language, notes=notes)}


def cells(table: DisplayTable, row: int, language: str = "da") -> list[str]:
    kinds = [column.kind for column in table.columns]
    return [shown(c, k, language) for c, k in zip(table.rows[row], kinds, strict=True)]


def nobody() -> Made:
    """A wave in which one municipality was asked and none has answered."""
    unit = Unit("151", "kommune", "Ballerup", "Region Hovedstaden", "1084", 47994, "medium")
    return made([], {"151": unit})


def test_every_table_is_there_once_with_the_note_and_a_cell_in_every_column() -> None:
    found = tables()
    assert len(found) == 35
    for table in found.values():
        assert SYNTHETIC["da"] in table.notes
        assert all(len(row) == len(table.columns) for row in table.rows)
        assert table.title and table.base and table.tab and table.rows
        assert all(0 <= row < len(table.rows) for row in table.strong)


def test_keys_are_the_same_in_both_languages_and_words_are_not() -> None:
    danish, english = tables("da"), tables("en")
    assert list(danish) == list(english)
    assert danish["coverage"].title == "Hvem svarede"
    assert english["coverage"].title == "Who answered"
    assert [t.n for t in danish.values()] == [t.n for t in english.values()]


def test_who_answered() -> None:
    table = tables()["coverage"]
    assert cells(table, 0) == ["Kommuner", "Alle", "", "98", "48", "49", "160"]
    assert cells(table, len(table.rows) - 1) == ["I alt", "Alle", "", "130", "61", "47", "211"]
    assert table.n == 211
    nordjylland = [r for r in range(len(table.rows)) if cells(table, r)[2] == "Region Nordjylland"]
    assert cells(table, nordjylland[1])[3:6] == ["3", "2", "67†"]
    without = cells(table, len(table.rows) - 2)
    assert without == ["Psykiatriske centre", "Region", "Uden region", "0", "1", "–", "4"]
    assert any("er 3, som ikke står i rammen" in note for note in table.notes)


def test_who_stands_in_no_column_is_said() -> None:
    notes = tables()["awareness_region_psykiatri"].notes
    assert "Uden region: 4 funktioner, som ikke står i nogen kolonne." in notes
    assert not any("nogen kolonne" in n for n in tables()["awareness_region_kommune"].notes)


def test_awareness_in_the_municipalities_as_the_report_has_it() -> None:
    table = tables()["awareness_kommune"]
    assert table.base == "Base: 160 funktioner i 48 kommuner."
    assert cells(table, 0) == ["1", "Social handleplan", "3,3", "98", "157", "160", "48"]
    assert cells(table, 1) == ["2", "Sundhedsaftale", "3,3", "98", "156", "160", "48"]
    pooled = ["", "Alle redskaber under ét", "2,4", "73", "1.628", "2.240", "14 × 48"]
    assert cells(table, 14) == pooled
    assert any("skrevet som et gangestykke" in note for note in table.notes)
    assert table.strong == {14}


def test_equal_ranks_are_shown_as_equal_and_stay_numbers() -> None:
    table = tables()["awareness_psykiatri"]
    assert [cells(table, row)[0] for row in range(5)] == ["1=", "1=", "1=", "1=", "5"]
    assert table.rows[0][0] == Figure(1, 1, "=")


def test_the_interval_of_a_rank_is_shown_where_there_is_one() -> None:
    whole = reference()
    ranks = whole.ranks.assign(rank_low=1.0, rank_high=3.0)
    made_ = all_tables(**{**whole.arguments, "ranks": ranks})
    table = next(t for t in made_ if t.key == "awareness_kommune")
    assert cells(table, 0)[0] == "1 (1–3)"


def test_a_small_base_is_marked_and_explained() -> None:
    table = tables()["rating_psykiatri"]
    guide = next(r for r in range(len(table.rows)) if cells(table, r)[1] == "Udskrivningsguide")
    assert cells(table, guide)[3:6] == ["67†", "2", "3"]
    assert "† Basen er under 5: tallet er usikkert." in table.notes
    ranking = tables()["ranking"]
    row = next(r for r in range(len(ranking.rows)) if cells(ranking, r)[0] == "Udskrivningsguide")
    assert [cell for cell in cells(ranking, row) if "†" in cell] == ["3†"]
    assert "† Basen er under 5: tallet er usikkert." in ranking.notes


def test_shares_by_function_have_one_decimal_and_their_base() -> None:
    table = tables()["awareness_function_kommune"]
    assert [c.kind for c in table.columns[1:4]] == ["pct1", "int", "int"]
    assert len(table.columns) == 1 + 3 * 7
    assert cells(table, 0)[:4] == ["Det fælles værdigrundlag", "87,5", "42", "48"]


def test_a_share_has_its_count_and_its_base_beside_it_in_every_table() -> None:
    """In the columns that are called so, in all tables; the number of a row is its own."""
    for table in tables().values():
        heads = [column.heading for column in table.columns]
        for number, column in enumerate(table.columns):
            if not column.kind.startswith("pct") or table.key == "coverage":
                continue
            for row in table.rows:
                figure = row[number]
                if not isinstance(figure, Figure):
                    continue
                here = [
                    n for n, c in enumerate(table.columns)
                    if c.group in ("", "Base", column.group)
                ]  # fmt: skip
                bases = [row[n] for n in here if "Base" in (heads[n], table.columns[n].group)]
                counts = [row[n] for n in here if heads[n] == "Antal"]
                assert figure.numerator in counts, (table.key, row)
                assert figure.denominator in bases, (table.key, row)
        assert not {"n", "af"} & set(heads)


def test_an_answer_that_an_item_does_not_have_is_empty() -> None:
    table = tables()["use_answers_kommune"]
    assert [c.group for c in table.columns[2:6:2]] == ["Ja", "Nej"]
    base = cells(table, 0)
    assert base[0] == "Det fælles værdigrundlag" and base[2] and not base[6]
    assert any("Andre svar end de øvrige har" in note for note in table.notes)


def test_the_answers_of_an_item_add_up_to_the_base() -> None:
    for sector in ("kommune", "psykiatri"):
        for question in ("awareness", "use", "rating"):
            table = tables()[f"{question}_answers_{sector}"]
            for row in table.rows:
                assert row[1] == sum(n for n in row[2::2] if isinstance(n, int))


def test_questions_to_the_units() -> None:
    table = tables()["unit_questions"]
    rows = [cells(table, row) for row in range(len(table.rows))]
    assert ["Har specialiserede tilbud", "Ja", "31", "15", "48", "46", "6", "13"] in rows
    assert all(row[5:] == ["", "", ""] for row in rows if row[0] == "Leverandør, stof")
    assert any("Flere svar var mulige" in note for note in table.notes)


def test_every_unit_that_replied_has_a_row_by_name() -> None:
    table = tables()["units"]
    assert table.n == len(table.rows) == 61
    names = [row[1] for row in table.rows if row[0] == "Kommuner"]
    assert names[0] == "Aabenraa" or names[0].startswith("A")
    assert all(isinstance(row[4], int) for row in table.rows)
    assert {row[3] for row in table.rows} == {"", "Lille", "Mellemstor", "Stor"}


def test_highlighted_items_with_a_common_name_stand_on_one_line() -> None:
    columns = dict(zip(schema.MATRIX, zip(*_highlighted(), strict=True), strict=True))
    whole = reference()
    found = all_tables(**{**whole.arguments, "matrix": pd.DataFrame(columns)})
    by_key = {t.key: t for t in found}
    rows = by_key["highlighted"].rows
    assert [row[0] for row in rows] == ["Koordinatorer (kommunal og regional)", "PSP-samarbejdet"]
    assert rows[0][1] == "Kommunal koordinator: 65 (51/78)\nRegional koordinator: 35 (6/17)"
    assert any(note.startswith("Reglen er udledt") for note in by_key["highlighted"].notes)
    assert len(by_key["selected"].rows) == 0


def _highlighted() -> list[tuple[object, ...]]:
    row = (1, 51, 78, 51 / 78, True)
    return [
        ("highlighted", "", "kommune", "kommunal_koordinator", *row),
        ("highlighted", "", "psykiatri", "regional_koordinator", *row),
        ("highlighted", "", "kommune", "psp", *row),
        ("highlighted", "", "psykiatri", "psp", *row),
    ]


def test_nobody_answered() -> None:
    found = {t.key: t for t in all_tables(**nobody().arguments)}
    assert found["awareness_kommune"].base == "Ingen har svaret endnu."
    assert cells(found["awareness_kommune"], 0)[-5:] == ["–", "–", "0", "0", "0"]
    assert cells(found["coverage"], 0) == ["Kommuner", "Alle", "", "1", "0", "0†", "0"]
    assert "– betyder, at basen er tom." in found["awareness_kommune"].notes
    assert found["units"].rows == ()


def test_one_function_answered_one_question() -> None:
    unit = Unit("151", "kommune", "Ballerup", "Region Hovedstaden", "1084", 47994, "medium")
    answer = Given("kommune", "151", "sociale_tilbud", "awareness", "psp", "yes")
    found = {t.key: t for t in all_tables(**made([answer], {"151": unit}).arguments, language="en")}
    assert found["awareness_kommune"].base == "Base: 1 functions in 1 municipality."
    assert cells(found["awareness_kommune"], 0, "en")[2:5] == ["1.0†", "100†", "1"]
    assert cells(found["use_kommune"], 0, "en")[3] == "–"


def test_a_table_without_a_column_of_its_contract_is_a_programmers_error() -> None:
    whole = reference()
    with pytest.raises(KeyError, match="measure"):
        all_tables(**{**whole.arguments, "scores": whole.scores.drop(columns="measure")})


def test_instrument_and_plan_are_the_ones_of_the_wave() -> None:
    assert plan().minimum_base == 5 and len(instrument().items) == 14
