"""What is said of who has answered: tables, lines and the figure, from small made-up surveys."""

from __future__ import annotations

import re

import pytest

from survey_toolkit.analysis import representativeness as analysis
from survey_toolkit.collection.tracking import participation, track
from survey_toolkit.reporting.arrivals import curves, marks, picture
from survey_toolkit.reporting.lines_track import track_lines
from survey_toolkit.reporting.tables_track import track_tables
from survey_toolkit.reporting.tracked import Tracked, tracked_of
from survey_toolkit.schema import ANSWERED, Unit

from .made import instrument, plan

FUNCTIONS = ("sociale_tilbud", "social_sagsbehandling")


def made(
    asked: tuple[int, ...], answered: tuple[int, ...], language: str = "da", **facts: str
) -> Tracked:
    """So many municipalities in each region, the first of which answered."""
    import pandas as pd

    units, came = {}, []
    for region, (size, n) in enumerate(zip(asked, answered, strict=True)):
        for number in range(size):
            name = f"{region}-{number}"
            units[name] = Unit(name, "kommune", name, region=f"R{region}",
                               facts=tuple(facts.items()))  # fmt: skip
            came += [("kommune", name, f, ANSWERED) for f in FUNCTIONS if number < n]
    counts = pd.DataFrame(came, columns=["sector", "unit", "function", "status"])
    tracking = track(counts, units, instrument())
    by = ["region"]
    tests, groups = analysis.representativeness(tracking, units, by, plan().alpha)
    tables = {"tracking": tracking, "participation": participation(tracking, units, by),
              "representativeness": tests, "represented": groups}  # fmt: skip
    return tracked_of("2030", instrument(), plan(), units, language, ["Note."], tables)


def text(tracked: Tracked) -> str:
    return " ".join(" ".join(track_lines(tracked)).split())


@pytest.mark.parametrize(
    ("asked", "answered", "said"),
    [
        ((4, 5), (0, 0), "Ingen test: ingen har svaret."),
        ((4, 5), (4, 5), "Ingen test: alle har svaret."),
        ((9,), (4,), "Ingen test: der er kun én gruppe med enheder."),
        ((1, 1, 1), (1, 0, 1), "Ingen test: hver enhed er sin egen gruppe."),
        ((6, 6), (3, 3), "alle grupper har svaret lige hyppigt"),
        ((40, 40), (38, 2), "p < 0,001"),
        ((40, 40), (38, 2), "R0: flere end ventet (38 af 40; ventet 20,0); R1: færre"),
        ((12, 14), (6, 8), "Ingen tegn på skævhed ud over tilfældet"),
    ],
)
def test_each_conclusion(asked: tuple[int, ...], answered: tuple[int, ...], said: str) -> None:
    tracked = made(asked, answered)
    assert said in text(tracked)
    assert "nan" not in text(tracked).casefold()
    for table in track_tables(tracked):
        assert all(len(row) == len(table.columns) for row in table.rows)
        assert "nan" not in str(table.rows).casefold()


def test_nobody_is_missing() -> None:
    assert "Ingen mangler." in text(made((4, 5), (4, 5)))
    assert "Ingen mangler." in {table.base for table in track_tables(made((4, 5), (4, 5)))}


def test_random_tables_are_told_with_seed_and_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(analysis, "MOST_TABLES", 2)
    said = text(made((4, 5, 6), (0, 2, 6)))
    assert re.search(r"99\.999 tilfældige tabeller \(seed 2012\): p = 0,\d{3} ± 0,\d{4}", said)


def test_every_table_has_the_notes_and_english_has_no_danish() -> None:
    tracked = made((4, 5), (2, 3), "en")
    for table in track_tables(tracked):
        assert table.notes[-1] == "Note."
        assert not re.search("[æøåÆØÅ]", table.title + table.base)


def test_the_curves_count_by_day() -> None:
    tracked = made((3, 3), (2, 1), returned_date="2030-05-01", sent_date="2030-04-01")
    (curve,) = curves(tracked)
    assert (curve.n, curve.asked, len(curve.days)) == (3, 6, 1)
    (mark,) = marks(tracked)
    assert (mark.what, mark.n) == ("sent_date", 6)


@pytest.mark.parametrize("sent", ["", "2030-04-30", "2029-12-01", "1820-01-01"])
@pytest.mark.parametrize("returned", ["", "2030-05-01"])
@pytest.mark.parametrize("kind", ["png", "svg"])
def test_a_figure_can_always_be_made(kind: str, sent: str, returned: str) -> None:
    assert picture(made((3, 3), (2, 1), sent_date=sent, returned_date=returned), kind)
