"""The potential matrix of the report, and the rule with other sectors, plans and answers."""

from __future__ import annotations

import csv
import dataclasses
from fractions import Fraction

import pandas as pd

from survey_toolkit.analysis.potential import CROSS_SECTOR, matrix
from survey_toolkit.instruments.model import Instrument
from survey_toolkit.instruments.plan import Dimension, Highlight, Plan
from survey_toolkit.schema import MATRIX, check_columns

from .fixture import INSTRUMENT, PLAN, PUBLISHED, scores_table

POTENTIAL = {"cross_sector": CROSS_SECTOR, "municipal": "kommune", "regional": "psykiatri"}
Cell = tuple[str, str, str]


def published(name: str) -> list[dict[str, str]]:
    with (PUBLISHED / "classification.csv").open(encoding="utf-8-sig", newline="") as file:
        return [row for row in csv.DictReader(file) if row["list"] == name]


def cells(table: pd.DataFrame, name: str) -> set[Cell]:
    rows = table[table["list"] == name]
    return set(zip(rows["dimension"], rows["potential"], rows["item"], strict=True))


def sectors(*names: str) -> Instrument:
    some = INSTRUMENT.sectors["kommune"]
    known = {name: dataclasses.replace(some, id=name) for name in names}
    return dataclasses.replace(INSTRUMENT, sectors=known)


def plan(across: str, threshold: int = 50, base: int = 1) -> Plan:
    column = Dimension("use", "use.share", Fraction(threshold, 100), across, base)
    return dataclasses.replace(
        PLAN, matrix=(column,), selected_from="use", group_by=("use",), highlight=None
    )


def use(*rows: tuple[str, int, int]) -> pd.DataFrame:
    return scores_table((sector, "use.share", "psp", n, base) for sector, n, base in rows)


# -- the report --------------------------------------------------------------------------------


def test_the_26_entries_of_the_matrix(scores: pd.DataFrame) -> None:
    table = matrix(scores, PLAN, INSTRUMENT)
    check_columns(list(table.columns), MATRIX, "matrix")
    expected = {(r["dimension"], POTENTIAL[r["potential"]], r["tool"]) for r in published("matrix")}
    assert len(expected) == 26
    assert cells(table, "matrix") == expected


def test_the_nine_selected(scores: pd.DataFrame) -> None:
    expected = {("", POTENTIAL[r["potential"]], r["tool"]) for r in published("selected_nine")}
    assert len(expected) == 9
    assert cells(matrix(scores, PLAN, INSTRUMENT), "selected") == expected


def test_the_four_highlighted_are_five_items(scores: pd.DataFrame) -> None:
    table = matrix(scores, PLAN, INSTRUMENT)
    rows = table[table["list"] == "highlighted"]
    assert set(rows["item"]) == {r["tool"] for r in published("final_four")}
    assert rows["position"].tolist() == [1, 1, 2, 3, 4]
    assert rows["item"].tolist()[:2] == ["kommunal_koordinator", "regional_koordinator"]
    assert rows["inferred"].all()
    assert not table[table["list"] != "highlighted"]["inferred"].any()


def test_a_cell_is_in_the_order_of_its_values(scores: pd.DataFrame) -> None:
    table = matrix(scores, PLAN, INSTRUMENT)
    for _, cell in table.groupby(["list", "dimension", "potential"], sort=False):
        assert cell["value"].is_monotonic_decreasing or (cell["list"] == "highlighted").all()
    across = table[table["potential"] == CROSS_SECTOR].iloc[0]
    assert (across["item"], across["numerator"], across["denominator"]) == (
        "sundhedsaftale",
        207,
        211,
    )


def test_too_few_raters_are_not_high(scores: pd.DataFrame) -> None:
    guide = scores[(scores["item"] == "udskrivningsguide") & (scores["measure"] == "rating.share")]
    row = guide[(guide["by"] == "sector") & (guide["sector"] == "psykiatri")].iloc[0]
    assert (row["numerator"], row["denominator"]) == (2, 3)
    assert "udskrivningsguide" not in set(matrix(scores, PLAN, INSTRUMENT)["item"])


# -- the rule ----------------------------------------------------------------------------------


def test_across_every_sector() -> None:
    two = use(("", 6, 10), ("kommune", 3, 6), ("psykiatri", 3, 4))
    assert cells(matrix(two, plan("every"), INSTRUMENT), "matrix") == {("use", CROSS_SECTOR, "psp")}
    one = use(("", 6, 10), ("kommune", 2, 6), ("psykiatri", 4, 4))
    assert cells(matrix(one, plan("every"), INSTRUMENT), "matrix") == {("use", "psykiatri", "psp")}


def test_across_by_the_pooled_share() -> None:
    table = use(("", 6, 10), ("kommune", 2, 6), ("psykiatri", 4, 4))
    found = matrix(table, plan("pooled"), INSTRUMENT)
    assert cells(found, "matrix") == {("use", CROSS_SECTOR, "psp")}
    assert found.iloc[0][["numerator", "denominator"]].tolist() == [6, 10]


def test_across_asks_for_a_base_in_every_sector() -> None:
    silent = use(("", 4, 4), ("kommune", 4, 4))
    found = matrix(silent, plan("pooled"), INSTRUMENT)
    assert cells(found, "matrix") == {("use", "kommune", "psp")}
    small = use(("", 9, 11), ("kommune", 8, 9), ("psykiatri", 1, 2))
    found = matrix(small, plan("pooled", base=3), INSTRUMENT)
    assert cells(found, "matrix") == {("use", "kommune", "psp")}


def test_the_threshold_is_exact() -> None:
    third = dataclasses.replace(plan("every").matrix[0], threshold=Fraction(1, 3))
    exact = dataclasses.replace(plan("every"), matrix=(third,))
    table = use(("", 2, 6), ("kommune", 1, 3), ("psykiatri", 33, 100))
    assert cells(matrix(table, exact, INSTRUMENT), "matrix") == {("use", "kommune", "psp")}


def test_three_sectors() -> None:
    three = sectors("a", "b", "c")
    two_high = use(("", 6, 20), ("a", 3, 4), ("b", 3, 4), ("c", 0, 12))
    found = matrix(two_high, plan("every"), three)
    assert cells(found, "matrix") == {("use", "a", "psp"), ("use", "b", "psp")}
    assert cells(found, "selected") == {("", "a", "psp"), ("", "b", "psp")}
    all_high = use(("", 9, 12), ("a", 3, 4), ("b", 3, 4), ("c", 3, 4))
    found = matrix(all_high, plan("every"), three)
    assert cells(found, "selected") == {("", CROSS_SECTOR, "psp")}


def test_with_one_sector_there_is_no_across() -> None:
    for across in ("every", "pooled"):
        found = matrix(use(("", 3, 4), ("a", 3, 4)), plan(across), sectors("a"))
        assert cells(found, "matrix") == {("use", "a", "psp")}
        assert cells(found, "selected") == {("", "a", "psp")}


def test_a_sector_without_a_reply_is_not_high() -> None:
    found = matrix(use(("", 3, 4), ("kommune", 3, 4)), plan("every"), INSTRUMENT)
    assert cells(found, "matrix") == {("use", "kommune", "psp")}


def test_no_base_and_too_small_a_base() -> None:
    empty = use(("", 0, 0), ("kommune", 0, 0), ("psykiatri", 0, 0))
    assert matrix(empty, plan("every", threshold=0), INSTRUMENT).empty
    small = use(("", 6, 7), ("kommune", 3, 3), ("psykiatri", 3, 4))
    found = matrix(small, plan("every", base=4), INSTRUMENT)
    assert cells(found, "matrix") == {("use", "psykiatri", "psp")}


def test_no_scores(scores: pd.DataFrame) -> None:
    table = matrix(scores.iloc[:0], PLAN, INSTRUMENT)
    assert table.empty
    check_columns(list(table.columns), MATRIX, "matrix")


def test_a_plan_without_a_matrix(scores: pd.DataFrame) -> None:
    empty = dataclasses.replace(PLAN, matrix=(), selected_from="", group_by=(), highlight=None)
    assert matrix(scores, empty, INSTRUMENT).empty


def test_highlighting_asks_for_the_base_of_the_dimension() -> None:
    rule = Highlight("use.share", "kommune", Fraction(1, 2), (), False)
    table = use(("", 6, 7), ("kommune", 3, 3), ("psykiatri", 3, 4))
    for base, expected in ((3, {("", CROSS_SECTOR, "psp")}), (4, set())):
        wanted = dataclasses.replace(plan("every", base=base), highlight=rule)
        assert cells(matrix(table, wanted, INSTRUMENT), "highlighted") == expected


def test_ties_stand_in_the_order_of_the_instrument() -> None:
    items = ["psp", "sundhedsaftale", "aaben_dialog"]
    rows = [("kommune", "use.share", i, k, 2 * k) for k, i in enumerate(items, start=1)]
    found = matrix(scores_table(rows), plan("every"), sectors("kommune"))
    assert found[found["list"] == "matrix"]["item"].tolist() == [
        "sundhedsaftale",
        "psp",
        "aaben_dialog",
    ]
