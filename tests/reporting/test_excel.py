"""The workbooks that people open."""

from __future__ import annotations

import csv
import io
import os
import re
import shutil
import subprocess
from fractions import Fraction
from functools import cache
from pathlib import Path

import pandas as pd
import pytest
from openpyxl import Workbook, load_workbook

from survey_toolkit.reporting.display import Column, DisplayTable, Figure, shown
from survey_toolkit.reporting.excel import tables_workbook
from survey_toolkit.reporting.excel_findings import findings_workbook
from survey_toolkit.reporting.naming import Names
from survey_toolkit.reporting.tables import all_tables
from survey_toolkit.schema import FINDINGS, Unit
from tests.reporting.made import SYNTHETIC, instrument, reference

TITLE = "Koordineringsredskaber 2012"


@cache
def tables(language: str = "da") -> tuple[DisplayTable, ...]:
    notes = [SYNTHETIC[language]]
    return tuple(all_tables(**reference().arguments, language=language, notes=notes))


def opened(content: bytes) -> Workbook:
    return load_workbook(io.BytesIO(content))


def texts(sheet) -> list[str]:
    return [c.value for row in sheet.iter_rows() for c in row if isinstance(c.value, str)]


def traps() -> DisplayTable:
    """Every fraction that is just half between two shown numbers, and others near it."""
    halves = [
        (n, base, kind)
        for base in range(1, 241)
        for n in range(1, base * 3)
        for kind, steps in (("mean", 20), ("pct", 200), ("pct1", 2000))
        if (Fraction(n * steps, base)).denominator == 1 and (n * steps // base) % 2
    ]
    chosen = halves[:: len(halves) // 1500]
    kinds = ("mean", "pct", "pct1")
    rows = [
        tuple(Figure(n, base) if kind == k else None for k in kinds) for n, base, kind in chosen
    ]
    marked = [(Figure(156, 48, "†"), Figure(6, 48, "†"), Figure(3, 2000, "†"))]
    columns = tuple(Column(kind, kind) for kind in kinds)
    return DisplayTable("traps", "Fælder", "Fælder", "Halve", columns, tuple(rows + marked))


def test_contents_link_to_every_sheet_and_every_sheet_back() -> None:
    book = opened(tables_workbook(tables(), TITLE, [SYNTHETIC["da"]]))
    contents = book.worksheets[0]
    links = [c.hyperlink.location for row in contents.iter_rows() for c in row if c.hyperlink]
    assert len(links) == len(tables()) == len(book.worksheets) - 1
    for location, sheet in zip(links, book.worksheets[1:], strict=True):
        assert location == f"'{sheet.title}'!A1"
        assert sheet["A3"].hyperlink.location == "'Indhold'!A1"


def test_every_sheet_says_what_it_shows_and_whose_answers() -> None:
    book = opened(tables_workbook(tables(), TITLE, [SYNTHETIC["da"]]))
    assert SYNTHETIC["da"] in texts(book.worksheets[0])
    for table, sheet in zip(tables(), book.worksheets[1:], strict=True):
        found = texts(sheet)
        assert found[:2] == [table.title, table.base]
        assert found.count(SYNTHETIC["da"]) == 1
        assert set(table.notes) <= set(found)
        assert any(text.startswith("Kilde: ") for text in found)
        assert sheet.freeze_panes and sheet.print_title_rows


def test_a_note_that_the_tables_do_not_have_stands_on_every_sheet() -> None:
    book = opened(tables_workbook(tables()[:2], TITLE, ["Foreløbige tal."]))
    assert all("Foreløbige tal." in texts(sheet) for sheet in book.worksheets)


def test_english() -> None:
    book = opened(tables_workbook(tables("en"), "Coordination tools", [SYNTHETIC["en"]], "en"))
    assert book.worksheets[0].title == "Contents"
    words = {word for sheet in book.worksheets for word in texts(sheet)}
    assert not {"pct.", "Redskab", "Svarede", "Nr."} & words


def test_numbers_are_numbers_unrounded() -> None:
    book = opened(tables_workbook(tables(), TITLE, []))
    sheet = next(s for s in book.worksheets if s["A1"].value == "Kendskab: kommuner")
    row = next(r for r in sheet.iter_rows(values_only=True) if r[1] == "Sundhedsaftale")
    assert row[2] == 3.25 and row[3] == 97.5 and row[4:7] == (156, 160, 48)


def test_the_same_tables_give_the_same_bytes() -> None:
    first = tables_workbook(tables(), TITLE, [SYNTHETIC["da"]])
    assert tables_workbook(tables(), TITLE, [SYNTHETIC["da"]]) == first


def test_no_tables_and_an_empty_table() -> None:
    empty = DisplayTable("k", "t", "=T", "@b", (Column("=h", "pct", "+g"),), ())
    book = opened(tables_workbook([empty], "=titel", ["-note"]))
    assert book.worksheets[1]["A1"].value == "=T"
    assert all(c.data_type != "f" for s in book.worksheets for row in s.iter_rows() for c in row)
    assert len(opened(tables_workbook([], TITLE, [])).worksheets) == 1


def test_long_names_wrap_and_tabs_stay_apart() -> None:
    name = "Behandlingsplan for " + "misbrugsbehandlingen " * 12
    table = DisplayTable("k", name, name, name, (Column(name), Column(name, "pct", name)),
                         ((name, Figure(1, 3)),))  # fmt: skip
    book = opened(tables_workbook([table, table], TITLE, []))
    sheet = book.worksheets[1]
    assert sheet.column_dimensions["A"].width <= 52
    assert sheet.row_dimensions[7].height > 40
    assert len({s.title for s in book.worksheets}) == 3


def test_tabs_are_never_cut_inside_a_word() -> None:
    for language in ("da", "en"):
        book = opened(tables_workbook(tables(language), TITLE, [], language))
        for table, sheet in zip(tables(language), book.worksheets[1:], strict=True):
            name = re.sub(r"^\d+ ", "", sheet.title)
            for short, whole in zip(name.split(), table.tab.split(), strict=True):
                assert short == whole or (short.endswith(".") and whole.startswith(short[:-1]))


def test_headings_of_numbers_do_not_touch() -> None:
    book = opened(tables_workbook(tables(), TITLE, []))
    sheet = next(s for s in book.worksheets if s["A1"].value == "Rangorden i sektorerne")
    assert [sheet.cell(6, c).value for c in (2, 3)] == ["Kommuner", "Psykiatriske\ncentre"]
    assert sheet.row_dimensions[6].height > 28


def test_a_shared_rank_is_a_number_with_a_mark() -> None:
    book = opened(tables_workbook(tables(), TITLE, []))
    sheet = next(s for s in book.worksheets if s["A1"].value == "Kendskab: psykiatriske centre")
    ranks = [(row[0].value, row[0].number_format) for row in sheet.iter_rows(min_row=7, max_row=11)]
    assert ranks[0] == (1, '0"= "') and ranks[4] == (5, "0_=_ ")


# -- findings --------------------------------------------------------------------------------------


def finding(**known: str) -> dict[str, str]:
    return {**dict.fromkeys(FINDINGS, ""), "status": "open", "code": "misspelt_tool", **known}


def test_findings_open_first_with_counts_a_filter_and_colours() -> None:
    listed = [
        finding(status="note", code="blank_row"),
        finding(value="=HYPERLINK(1)"),
        finding(status="settled", value="#REF!"),
        finding(action="Læst som " * 40),
    ]
    table = pd.DataFrame(listed, columns=FINDINGS)
    book = opened(findings_workbook(table, TITLE, [SYNTHETIC["da"]]))
    overview, sheet = book.worksheets
    assert all(SYNTHETIC["da"] in texts(s) for s in book.worksheets)
    assert [sheet.cell(r, 1).value for r in range(5, 9)] == ["Åben", "Åben", "Afgjort", "Note"]
    assert (sheet["K5"].value, sheet["K5"].data_type) == ("=HYPERLINK(1)", "s")
    assert (sheet["K7"].value, sheet["K7"].data_type) == ("#REF!", "s")
    assert sheet.auto_filter.ref == "A4:M8" and len(sheet.conditional_formatting) == 1
    counts = [
        r[:6] for r in overview.iter_rows(values_only=True) if "misspelt_tool" in r or "I alt" in r
    ]
    assert counts[1:] == [
        ("Stavet anderledes", "misspelt_tool", 2, 1, 0, 3),
        ("I alt", None, 2, 1, 1, 4),
    ]


@pytest.mark.parametrize(
    ("language", "row"),
    [
        (
            "da",
            ["Stavet anderledes", "Esbjerg", "Social sagsbehandling", "Kendskab", "Åben dialog"],
        ),
        ("en", ["Spelt otherwise", "Esbjerg", "Social casework (authority level)", "Awareness"]),
    ],
)
def test_findings_have_names_in_place_of_ids(language: str, row: list[str]) -> None:
    listed = [
        finding(unit="561", function="social_sagsbehandling", question="awareness",
                item="aaben_dialog"),
        finding(unit="x", function="y", question="need", item="partners"),
        finding(unit="", function="", question="q", item="z"),
    ]  # fmt: skip
    names = Names(instrument(), {"561": Unit("561", "kommune", "Esbjerg")}, language)
    table = pd.DataFrame(listed, columns=FINDINGS)
    sheet = opened(findings_workbook(table, TITLE, [], language, names)).worksheets[1]
    assert [sheet.cell(5, c).value for c in (2, 7, 8, 9, 10)][: len(row)] == row
    shown = [[sheet.cell(r, c).value for c in (7, 8, 9, 10)] for r in (6, 7)]
    need = ["Behov", "Ja, blandt samarbejdspartnere"]
    assert shown[0] == ["x", "y", *(need if language == "da" else ["Need", "Yes, among partners"])]
    assert shown[1] == [None, None, "q", "z"]


def test_no_findings() -> None:
    book = opened(findings_workbook(pd.DataFrame(columns=FINDINGS), TITLE, [], "en"))
    assert "No findings." in texts(book.worksheets[0])
    assert [s.title for s in book.worksheets] == ["Overview", "Findings"]


# -- as LibreOffice shows it -----------------------------------------------------------------------


@pytest.fixture(scope="module")
def rendered(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[DisplayTable, Path]]:
    """Every sheet as LibreOffice shows it, as CSV."""
    if not shutil.which("soffice"):
        if os.environ.get("REQUIRE_SYSTEM_TOOLS") == "1":
            pytest.fail("soffice is missing: install the apt package libreoffice-calc")
        pytest.skip("needs soffice, from the apt package libreoffice-calc")
    folder = tmp_path_factory.mktemp("rendered")
    shown_tables = [*tables(), traps()]
    (folder / "t.xlsx").write_bytes(tables_workbook(shown_tables, TITLE, []))
    options = "csv:Text - txt - csv (StarCalc):44,34,76,1,,1033,false,true,true,false,false,-1"
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", options, "--outdir", str(folder),
         str(folder / "t.xlsx")],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    titles = [s.title for s in opened((folder / "t.xlsx").read_bytes()).worksheets[1:]]
    return [(t, folder / f"t-{name}.csv") for t, name in zip(shown_tables, titles, strict=True)]


def test_every_number_is_shown_as_it_rounds_half_up(
    rendered: list[tuple[DisplayTable, Path]],
) -> None:
    compared = 0
    for table, path in rendered:
        with path.open(encoding="utf-8", newline="") as file:
            lines = list(csv.reader(file))
        first = 6 if any(column.group for column in table.columns) else 5
        for row, line in zip(table.rows, lines[first:], strict=False):
            for cell, column, found in zip(row, table.columns, line, strict=False):
                wanted = shown(cell, column.kind, "en")
                assert re.sub(r"\s+$", "", found) == wanted, (table.key, row)
                compared += not isinstance(cell, str) and cell is not None
    assert compared > 5000
