"""What the commands print."""

from __future__ import annotations

import pandas as pd
import pytest

from survey_toolkit.reporting.lines import (
    findings_lines,
    matrix_lines,
    published_lines,
    rank_lines,
)
from survey_toolkit.reporting.naming import Names
from survey_toolkit.reporting.sentences import summary
from survey_toolkit.schema import FINDINGS, PUBLISHED, Unit
from tests.reporting.made import SYNTHETIC, Made, instrument, made, plan, reference

CELLS = {"read": 12345, "answer": 6714, "label": 4000, "metadata": 1200, "set_aside": 431}
FILES = ["analysis/2012/tables.xlsx", "analysis/2012/findings.xlsx"]


def found(*listed: dict[str, str]) -> pd.DataFrame:
    empty = dict.fromkeys(FINDINGS, "")
    return pd.DataFrame([{**empty, **one} for one in listed], columns=FINDINGS)


OPEN = found(
    *(
        {"status": "open", "code": "misspelt_tool", "file": "kommuner/Åben.xlsx",
         "sheet": "Sociale tilbud", "cell": f"B{row}", "value": "PSB", "expected": "PSP",
         "action": "Læst som PSP"}
        for row in range(7)
    ),
    {"status": "open", "code": "unknown_unit", "file": "export.csv", "cell": "F3"},
    {"status": "settled", "code": "without_filter"},
    {"status": "note", "code": "blank_row"},
)  # fmt: skip


def lines(language: str = "da", findings: pd.DataFrame = OPEN, whole: Made | None = None) -> str:
    of = whole or reference()
    return "\n".join(
        summary(of.coverage, CELLS, findings, of.ranks, of.matrix, FILES, instrument(), plan(),
                language, [SYNTHETIC[language]])
    )  # fmt: skip


def test_the_summary_in_danish() -> None:
    text = lines()
    assert text.startswith(SYNTHETIC["da"])
    for line in (
        "  Kommuner: 48 af 98 (49 pct.), 160 funktioner",
        "  Psykiatriske centre: 13 af 32 (41 pct.), 51 funktioner",
        "    heraf 3 uden for rammen: de er talt med i de 13, men ikke i de 32",
        "  I alt: 61 af 130 (47 pct.), 211 funktioner",
        "Fund, som et menneske skal afgøre: 8",
        "  7  Stavet anderledes  misspelt_tool",
        "    kommuner/Åben.xlsx!Sociale tilbud!B0",
        "      Der stod »PSB«; ventet: PSP",
        "      → Læst som PSP",
        "  De første 5:",
        "    og 3 mere: -v viser alle, og de står i findings.xlsx",
        "  Desuden 1 afgjort efter reglerne og 1 note.",
        "    1  Social handleplan  3,3  157/48",
        "    1=  Koordinationsplan                                3,9  51/13",
        "  analysis/2012/tables.xlsx",
    ):
        assert line in text.split("\n")
    assert "12.345 celler læst = 6.714 svar + 4.000 overskrifter" in text
    assert "Reglen er udledt" in text
    assert text.count("!B") == 5


def test_the_summary_in_english() -> None:
    text = lines("en")
    assert SYNTHETIC["en"] in text
    assert "  Municipalities: 48 of 98 (49%), 160 functions" in text
    assert "    3 of them outside the frame: counted in the 13, but not in the 32" in text
    assert text.count("outside the frame") == 1
    assert "Findings that a person must decide: 8" in text
    assert "Municipalities, awareness, functions per municipality" in text
    assert not any(word in text for word in ("Kommuner", "pct.", "Fund", "Inddragelse"))


@pytest.mark.parametrize("language", ["da", "en"])
def test_no_line_is_longer_than_a_terminal(language: str) -> None:
    whole = reference()
    listed = [*lines(language).split("\n"),
              *rank_lines(whole.ranks, instrument(), "psykiatri", language),
              *matrix_lines(whole.matrix, instrument(), language, plan=plan())]  # fmt: skip
    assert max(map(len, listed)) <= 78


def test_cells_that_do_not_add_up_are_said_to_be_a_fault() -> None:
    of = reference()
    cells = {**CELLS, "read": 1}
    text = summary(of.coverage, cells, OPEN, of.ranks, of.matrix, [], instrument(), plan())
    assert any("går ikke op" in line for line in text)


def test_nobody_answered_and_nothing_was_found() -> None:
    unit = Unit("151", "kommune", "Ballerup", in_frame=True)
    text = lines(findings=found(), whole=made([], {"151": unit}))
    assert "  Kommuner: 0 af 1 (0 pct.), 0 funktioner" in text
    assert "Psykiatriske centre" not in text  # nobody of that sector was asked
    assert "Ingen fund venter på en afgørelse." in text
    assert "rangordenen" not in text


def test_many_on_the_same_rank_are_cut_short() -> None:
    ranks = reference().ranks.assign(rank=1.0, tied=True)
    of = reference()
    text = summary(of.coverage, {}, OPEN, ranks, of.matrix, [], instrument(), plan())
    assert "      og 8 mere" in text


def test_ranks_with_equal_places_small_bases_and_items_without_a_base() -> None:
    ranks = reference().ranks.copy()
    ranks.loc[ranks["item"] == "psp", ["rank", "numerator", "denominator", "value"]] = float("nan")
    listed = rank_lines(ranks, instrument(), "psykiatri", notes=["Syntetisk."], minimum_base=5)
    assert listed[0] == "Syntetisk."
    assert any(line.split()[:2] == ["1=", "Sundhedsaftale"] for line in listed)
    assert any(line.endswith("2/3†") for line in listed)
    assert listed[-1] == "† basen er under 5"
    assert any("PSP-samarbejdet" in line and line.endswith("ingen svar") for line in listed)
    first = listed.index(next(line for line in listed if line.startswith("---"))) + 1
    ranks_ = [line.split()[0].rstrip("=") for line in listed[first : first + 14]]
    assert ranks_[0] == "1" and ranks_[-1] == "–" and "–" not in ranks_[:-1]


def test_the_matrix_shows_the_numbers_behind_and_what_was_inferred() -> None:
    listed = matrix_lines(reference().matrix, instrument(), plan=plan())
    assert "Potentialematricen: kendskab" in listed
    assert "  På tværs af sektorer" in listed
    assert any("Sundhedsaftale" in line and "156/160" in line for line in listed)
    assert any(line.startswith("Reglen er udledt") for line in listed)
    assert any(line.startswith("Inddragelse: mindst 80 pct.") for line in listed)
    few = reference().matrix.assign(numerator=2, denominator=3)
    marked = matrix_lines(few, instrument(), plan=plan())
    assert any(line.endswith("2/3†") for line in marked)
    assert marked[-1] == "† basen er under 5"
    empty = reference().matrix.head(0)
    assert matrix_lines(empty, instrument()) == ["Ingen ligger over tærsklerne."]


def test_findings_in_full_and_in_short() -> None:
    full = findings_lines(OPEN, "da", notes=["Syntetisk."])
    assert full[:5] == [
        "Syntetisk.",
        "kommuner/Åben.xlsx!Sociale tilbud!B0",
        "  Åben: Stavet anderledes (misspelt_tool)",
        "  Der stod »PSB«; ventet: PSP",
        "  → Læst som PSP",
    ]
    assert "  7  Stavet anderledes  misspelt_tool" in findings_lines(OPEN, verbose=False)
    assert findings_lines(found(), "en") == ["No findings."]


def test_a_single_open_finding_and_a_long_one() -> None:
    one = {"status": "open", "code": "unknown_tool", "file": "a.csv", "cell": "B2",
           "value": "x " * 200, "expected": "y", "action": "Skriv. " * 80}  # fmt: skip
    short = findings_lines(found(one), verbose=False)
    assert not any("De første" in line or "mere:" in line for line in short)
    assert 5 < len(short) < 15 and max(map(len, short)) <= 78
    assert sum(line.endswith("…") for line in short) == 2


def test_findings_in_full_have_names() -> None:
    one = {"status": "note", "code": "stated_blank", "unit": "561", "item": "psp"}
    names = Names(instrument(), {"561": Unit("561", "kommune", "Esbjerg")}, "da")
    listed = findings_lines(found(one), names=names)
    assert "  Note: Skrevet som ubesvaret (stated_blank) – Esbjerg · PSP-samarbejdet" in listed


def test_text_from_a_file_cannot_steer_the_terminal() -> None:
    nasty = found({"status": "open", "file": "a\x1b[2J.csv", "cell": "A1", "code": "x",
                   "value": "b\r\nc\x07", "expected": "y"})  # fmt: skip
    text = "\n".join([*findings_lines(nasty), *findings_lines(nasty, verbose=False)])
    assert "\x1b" not in text and "\x07" not in text and "\r" not in text


def test_published_figures_that_are_not_equal_have_both_numbers_and_the_reason() -> None:
    nan = float("nan")
    row = (8, "6.1", "kommune", "", "aaben_dialog", "awareness", "mean", "", "exact")
    table = pd.DataFrame(
        [
            (*row, "2.2", 2.25, 108.0, 48.0, "no", "I-11: no integers fit"),
            (*row, "16", 15.0, 15.0, nan, "no", ""),
            (*row, "4", nan, nan, nan, "not_found", "measure: 'x' is not known"),
            (*row, "3.3", 3.25, 156.0, 48.0, "yes", ""),
        ],
        columns=PUBLISHED,
    )
    short = published_lines(table)
    assert short[0] == "4 publicerede tal: 1 ens, 2 afviger, 1 kan ikke sammenlignes."
    text = "\n".join(short)
    assert "      trykt 2,2, beregnet 2,25 (108/48)" in short
    assert "      I-11: no integers fit" in short
    assert "beregnet 15\n      Ingen kendt grund" in text
    assert "is not known" not in text
    assert "Med -v vises også de tal, der ikke kan sammenlignes, og hvorfor." in short
    assert "Med -v" not in "\n".join(published_lines(table, verbose=True))
    assert "Med -v" not in "\n".join(published_lines(table.drop(index=2)))
    assert "is not known" in "\n".join(published_lines(table, "en", verbose=True))
