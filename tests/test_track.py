"""`track` as a researcher meets it. All answers are synthetic."""

from __future__ import annotations

import csv
import json
import re
from fractions import Fraction
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from openpyxl import load_workbook

from survey_toolkit.cli import main
from survey_toolkit.language import round_half_up
from survey_toolkit.workspace import Workspace, initialise

from .analysis.from_r import rows as reference
from .responses.truth import FRAME
from .responses.workspaces import WAVE, make, reply, returned


@pytest.fixture(scope="module")
def survey(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """The shipped survey of 2012."""
    folder = tmp_path_factory.mktemp("track")
    initialise(folder, example=True)
    return Workspace(folder)


def track(workspace: Workspace, *arguments: str, code: int = 0) -> Result:
    where = ["--workspace", str(workspace.root)]
    result = CliRunner().invoke(main, ["track", WAVE, *arguments, *where])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    assert result.exit_code == code, result.output
    return result


def tables(workspace: Workspace, *arguments: str, code: int = 0) -> dict[str, list[dict]]:
    return json.loads(track(workspace, *arguments, "--json", code=code).stdout)


# -- the report of 2012 --------------------------------------------------------------------------


def test_the_published_figures(survey: Workspace) -> None:
    found = {(r["sector"], r["by"], r["group"]): r
             for r in tables(survey)["participation"]}  # fmt: skip
    unlike = []
    for row in reference("participation"):
        here = found[row["sector"], row["by"], row["group"]]
        answered = here["complete"] + here["partial"] + here["unknown"]
        of = {"asked": Fraction(here["asked"]), "answered": Fraction(answered),
              "share": Fraction(100 * answered, here["asked"]),
              "share_of_answered": Fraction(100 * answered, 48)}[row["figure"]]  # fmt: skip
        decimals = len(row["printed"].partition(".")[2])
        if round_half_up(of, 1, decimals) != Fraction(row["printed"]):
            unlike.append((row["deviation"], row["group"], round(float(of), 1)))
    assert unlike == [("I-03", "Region Nordjylland", 66.7)]


def test_what_is_printed(survey: Workspace) -> None:
    shown = track(survey).output
    assert shown.startswith("Svarene er syntetiske")
    assert re.search(r"(?m)^  Kommuner +98 +48 +0 +0 +50 +49,0$", shown)
    assert re.search(r"(?m)^    Region Hovedstaden +10 +0 +0 +1 +10 +10,0$", shown)
    text = " ".join(shown.split())
    for said in (
        "χ² = 2,91, df = 4, p = 0,572 (alle ventede antal er mindst 5,4); Cramérs V = 0,17",
        "Almindelig goodness of fit: χ² = 1,49, p = 0,829",
        "Fishers eksakte test: p = 0,024, fordi et ventet antal er under 5 (mindst 0,9)",
        "Region Hovedstaden: færre end ventet (0 af 10; ventet 3,1)",
        "divideret med 1 − n/N",
        "Uden for rammen: Region Hovedstadens Psykiatri (center ikke oplyst);",
        "Psykiatriske centre: Intet svar; funktionerne kendes ikke (22)",
        "Kommuner: Intet svar, mangler Sociale tilbud",
    ):
        assert said in text
    assert max(map(len, shown.splitlines())) <= 78
    assert "nan" not in shown.casefold()


def test_another_column_of_the_frame(survey: Workspace) -> None:
    made = tables(survey, "--by", "contact_name", "--by", "region")
    tests = {(r["sector"], r["by"]): r for r in made["representativeness"]}
    assert [by for sector, by in tests if sector == "kommune"] == [
        "region", "size_class", "contact_name"]  # fmt: skip
    assert tests["kommune", "contact_name"]["ungrouped"]
    sums = {}
    for row in made["participation"]:
        key = row["sector"], row["by"]
        sums[key] = sums.get(key, 0) + row["asked"]
    assert {n for (sector, _), n in sums.items() if sector == "kommune"} == {98}


def test_each_unit_its_own_group(survey: Workspace) -> None:
    made = tables(survey, "--by", "name")
    reasons = {r["by"]: r["reason"] for r in made["representativeness"]}
    assert reasons["name"] == "own_groups"
    assert "hver enhed er sin egen gruppe" in track(survey, "--by", "name").output


def test_the_files_hold_what_json_says(survey: Workspace) -> None:
    made = tables(survey)
    for name in ("tracking", "participation", "representativeness", "represented"):
        path = survey.analysis(WAVE) / f"{name}.csv"
        with path.open(encoding="utf-8-sig", newline="") as file:
            found = list(csv.DictReader(file))
        assert len(found) == len(made[name])
        assert list(found[0]) == list(made[name][0])


# -- the workbook and the figure -----------------------------------------------------------------


def test_the_workbook(survey: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "new" / "who.xlsx"
    track(survey, "--out", str(path))
    first = path.read_bytes()
    book = load_workbook(path)
    assert len(book.worksheets) == 6
    for sheet in book.worksheets:
        cells = [c.value for row in sheet.iter_rows() for c in row if c.value is not None]
        assert any("syntetiske" in str(value) for value in cells), sheet.title
        assert not [v for v in cells if str(v).startswith("=") or str(v) == "nan"]
    who = [[c.value for c in row] for row in book.worksheets[1].iter_rows()]
    total = next(row for row in who if row[0] == "I alt")
    assert total[3:10] == [130, 48, 0, 13, 72, 3, 61]
    track(survey, "--out", str(path))
    assert path.read_bytes() == first


def test_the_figure_as_png_and_svg(survey: Workspace, tmp_path: Path) -> None:
    shown = track(survey, "--figure", str(tmp_path / "days"), "-v").output
    png, svg = (tmp_path / f"days.{kind}" for kind in ("png", "svg"))
    assert str(png) in shown and str(svg) in shown
    assert png.read_bytes().startswith(b"\x89PNG")
    text = " ".join(re.findall(r">([^<>]+)</text>", svg.read_text("utf-8")))
    for said in ("49,0 pct. (n = 48 af 98)", "31,3 pct. (n = 10 af 32)", "n = 130 enheder",
                 "Udsendt 23. apr. (n = 130)", "Rykket 24. maj (n = 92)", "syntetiske",
                 "3 har svaret uden en dato"):  # fmt: skip
        assert said in text
    before = png.read_bytes(), svg.read_bytes()
    track(survey, "--figure", str(tmp_path / "days"))
    assert (png.read_bytes(), svg.read_bytes()) == before


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--out", "who.csv"), "--out who.csv: a workbook's name ends with .xlsx"),
        (("--figure", "days.jpg"), "--figure days.jpg: a picture's name ends with .png or .svg"),
        (("--by", "regions"), "Did you mean region?"),
    ],
)
def test_what_is_written_wrongly(survey: Workspace, arguments: tuple[str, ...], said: str) -> None:
    assert said in track(survey, *arguments, code=2).output


def test_a_workbook_that_is_open_is_left_and_told(
    survey: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "who.xlsx"
    path.write_bytes(b"open")
    replace = Path.replace

    def locked(self: Path, target: Path) -> Path:
        if Path(target) == path:
            raise PermissionError(13, "used by another program")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", locked)
    shown = " ".join(track(survey, "--out", str(path)).output.split())
    assert "who.xlsx er åben i et andet program" in shown
    assert path.read_bytes() == b"open" and (tmp_path / "who (2).xlsx").is_file()


# -- small surveys -------------------------------------------------------------------------------


def test_nobody_has_answered_yet(tmp_path: Path) -> None:
    workspace = make(tmp_path)
    shown = track(workspace, "--out", str(tmp_path / "a.xlsx"), "--figure", str(tmp_path / "a.svg"))
    assert "Ingen test: ingen har svaret." in shown.output
    assert "nan" not in shown.output.casefold()
    made = tables(workspace)
    assert {r["state"] for r in made["tracking"]} == {"nothing"}
    assert len(made["tracking"]) == len(FRAME)
    assert "Ingen datoer at vise" in (tmp_path / "a.svg").read_text("utf-8")


def test_everyone_has_answered(tmp_path: Path) -> None:
    chosen = ["657", "630"]
    workspace = make(tmp_path, [FRAME[unit] for unit in chosen])
    reply(workspace, *chosen)
    shown = track(workspace).output
    assert "nan" not in shown.casefold()
    reasons = {r["reason"] for r in tables(workspace)["representativeness"]}
    assert reasons <= {"everyone", "one_group"}


def frame_of(workspace: Workspace, unit: str, **cells: str) -> None:
    path = workspace.responses(WAVE) / "frame.csv"
    with path.open(encoding="utf-8", newline="") as file:
        found = list(csv.DictReader(file))
    names = list(dict.fromkeys([*found[0], *cells]))
    for row in found:
        row.update(cells if row["unit_id"] == unit else {})
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, names, restval="")
        writer.writeheader()
        writer.writerows(found)


def test_a_known_function_that_is_missing(tmp_path: Path) -> None:
    workspace = make(tmp_path)
    (returned(workspace) / "svar.csv").write_text(
        "Kommune;Funktion;Kendskab: PSP\nHorsens;Sociale tilbud;Ja\n", "utf-8"
    )
    frame_of(workspace, "615", functions="stof_myndighed")
    unit = next(r for r in tables(workspace)["tracking"] if r["unit"] == "615")
    assert (unit["state"], unit["functions"]) == ("partial", "sociale_tilbud")
    assert unit["missing"] == "social_sagsbehandling|stof_myndighed"
    text = " ".join(track(workspace).output.split())
    assert "Delvist, mangler Social sagsbehandling og Stofmisbrugsbehandling - myndighed" in text


def test_dates_in_the_frame_are_told_and_never_believed(tmp_path: Path) -> None:
    workspace = make(tmp_path)
    reply(workspace, "630")
    frame_of(workspace, "657", returned_date="2012-05-01")
    frame_of(workspace, "615", sent_date="i foråret")
    frame_of(workspace, "630", returned_date="02-05-2012")
    svg = tmp_path / "days.svg"
    shown = " ".join(track(workspace, "--figure", str(svg)).output.split())
    assert "615, sent_date: i foråret" in shown
    state = {r["unit"]: r["state"] for r in tables(workspace)["tracking"]}
    assert state["657"] == "nothing" and state["630"] != "nothing"
    text = " ".join(re.findall(r">([^<>]+)</text>", svg.read_text("utf-8")))
    assert "1 har en dato, men intet svar" in text
    assert "Ingen dato for: rykket" in text
    assert "Datoer, der ikke kan læses: 1." in text


def test_open_findings_end_with_1(tmp_path: Path) -> None:
    workspace = make(tmp_path)
    reply(workspace, "630")
    (returned(workspace) / "brev.docx").write_bytes(b"a letter")
    track(workspace, code=1)
