"""The shipped survey of 2012 from its returned files to its published figures.

All answers are synthetic. What is expected stands in tests/reference/coordination-2012.
"""

from __future__ import annotations

import csv
import hashlib
import io
import re
import shutil
import xml.etree.ElementTree as ET
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pandas as pd
import pyreadstat
import pytest
import xlrd
from click.testing import CliRunner

from survey_toolkit import pipeline
from survey_toolkit.cli import main
from survey_toolkit.instruments.load import load
from survey_toolkit.schema import ANSWER_KEY, ANSWERED, BLANK, NOT_ASKED, NOT_RETURNED, STATUSES
from survey_toolkit.workspace import Workspace, initialise

ROOT = Path(__file__).resolve().parents[1]
REFERENCE = ROOT / "tests/reference/coordination-2012"
ITEM_QUESTIONS = ("awareness", "use", "rating")
UNIT_QUESTIONS = (
    "focus", "specialised", "stof_provider", "alkohol_provider", "joint_provider_unit",
    "stof_authority", "alkohol_authority", "joint_authority_unit", "stof_unit_authority_only",
    "alkohol_unit_authority_only",
)  # fmt: skip
CLASSES = ("answer", "label", "metadata", "set_aside")
Key = tuple[str, ...]


def reference(name: str) -> list[dict[str, str]]:
    with (REFERENCE / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def expected_answers() -> dict[Key, str]:
    """By unit, function, question and item; "" where it was asked and not answered."""
    return {
        (r["unit_id"], r["function"], r["stage"], r["tool"]): (
            "" if r["answer"] == "no_answer" else r["answer"]
        )
        for r in reference("answers")
    }


def item_answers(answers: pd.DataFrame) -> dict[Key, str]:
    """The same of what was read: the rows that are answered or blank."""
    rows = answers[
        answers["question"].isin(ITEM_QUESTIONS) & answers["status"].isin([ANSWERED, BLANK])
    ]
    keys = zip(rows["unit"], rows["function"], rows["question"], rows["item"], strict=True)
    return dict(zip(keys, rows["answer"], strict=True))


def hashes(folder: Path) -> dict[str, str]:
    return {
        p.relative_to(folder).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest()
        for p in folder.rglob("*") if p.is_file()
    }  # fmt: skip


def fresh(folder: Path) -> Workspace:
    initialise(folder, example=True)
    return Workspace(folder)


@pytest.fixture(scope="module")
def survey(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return fresh(tmp_path_factory.mktemp("shipped"))


@pytest.fixture(scope="module")
def before(survey: Workspace) -> dict[str, str]:
    return hashes(survey.returned("2012"))


@pytest.fixture(scope="module")
def read(survey: Workspace, before: dict[str, str]) -> pipeline.Result:
    return pipeline.ingest(survey, "2012")


@pytest.fixture(scope="module")
def instrument(survey: Workspace):
    return load(survey.instruments / "coordination-tools")


# -- answers -----------------------------------------------------------------------------------


def test_every_answer_is_the_expected_one(read: pipeline.Result) -> None:
    expected, found = expected_answers(), item_answers(read.answers)
    assert expected.keys() - found.keys() == set()
    assert found.keys() - expected.keys() == set()
    assert {k: (v, found[k]) for k, v in expected.items() if found[k] != v} == {}


def test_the_status_of_the_two_that_were_not_answered(read: pipeline.Result) -> None:
    expected = {k for k, v in expected_answers().items() if not v}
    rows = read.answers[read.answers["question"].isin(ITEM_QUESTIONS)]
    rows = rows[rows["status"] == BLANK]
    assert len(expected) == 2
    assert set(zip(rows["unit"], rows["function"], rows["question"], rows["item"])) == expected  # noqa: B905


def test_the_units_own_answers(read: pipeline.Result) -> None:
    own = read.answers[(read.answers["function"] == "") & (read.answers["status"] == ANSWERED)]
    found = dict(zip(zip(own["unit"], own["question"], own["item"]), own["answer"]))  # noqa: B905
    unlike = []
    for unit in reference("units"):
        wanted = {(q, ""): unit[q] for q in UNIT_QUESTIONS}
        for choice in ("citizens", "colleagues", "partners", "no", "dont_know"):
            wanted["need", choice] = {"1": "yes", "0": "no"}.get(unit[f"need_{choice}"], "")
        for (question, item), answer in wanted.items():
            given = found.pop((unit["unit_id"], question, item), "")
            if given != answer:
                unlike.append((unit["unit_id"], question, item, answer, given))
    assert unlike == []
    assert found == {}


def test_the_other_tools_that_were_named(read: pipeline.Result) -> None:
    rows = read.answers[(read.answers["question"] == "other_tools")
                        & read.answers["status"].isin([ANSWERED, BLANK])]  # fmt: skip
    found = dict(zip(zip(rows["unit"], rows["function"]), rows["answer"]))  # noqa: B905
    expected = {(r["unit_id"], r["function"]): r["other_tools"] for r in reference("responses")}
    assert found == expected


# -- the grid ----------------------------------------------------------------------------------


def test_the_grid_is_complete_and_its_key_unique(read: pipeline.Result, instrument) -> None:
    answers = read.answers
    assert not answers.duplicated(list(ANSWER_KEY)).any()
    whole = {(q, i) for q in ITEM_QUESTIONS for i in instrument.items} | {("other_tools", "")}
    replied = {(r["unit_id"], r["function"]) for r in reference("responses")}
    seen = set()
    for place, rows in answers[answers["function"] != ""].groupby(["unit", "function"]):
        assert set(zip(rows["question"], rows["item"], strict=True)) == whole, place
        returned = set(rows["status"]) != {NOT_RETURNED}
        seen |= {place} if returned else set()
        assert returned or instrument.functions[place[1]].mandatory, place
    assert seen == replied


def test_the_statuses_are_consistent(read: pipeline.Result) -> None:
    answers = read.answers
    assert set(answers["status"]) == set(STATUSES)
    assert ((answers["status"] == ANSWERED) == (answers["answer"] != "")).all()
    has_value = answers["value"].notna()
    assert (answers.loc[has_value, "status"] == ANSWERED).all()
    silent = answers["status"].isin([NOT_RETURNED])
    assert (answers.loc[silent, "source"] == "").all()
    assert (answers.loc[answers["status"] == ANSWERED, "source"].str.count("!") == 2).all()
    assert (answers.loc[answers["status"] == NOT_ASKED, "answer"] == "").all()


# -- findings ----------------------------------------------------------------------------------


@pytest.mark.parametrize("wanted", reference("findings"), ids=lambda row: row["id"])
def test_each_thing_that_was_wrong_is_on_the_list(
    read: pipeline.Result, wanted: dict[str, str]
) -> None:
    place = (wanted["kind"], wanted["file"].removeprefix("returned/"), wanted["sheet"],
             wanted["cell"], wanted["raw_value"])  # fmt: skip
    rows = read.findings
    there = rows[(rows["file"] == place[1]) & (rows["cell"] == place[3])]
    found = list(zip(*(there[c] for c in ("code", "file", "sheet", "cell", "value")), strict=True))
    assert place in found
    assert (there["action"] != "").all()


def test_nothing_is_left_to_decide(read: pipeline.Result) -> None:
    open_ones = read.findings[read.findings["status"] == "open"]
    assert open_ones[["code", "file", "cell", "value", "expected"]].to_dict("records") == []
    assert pipeline.open_findings(read) == 0
    assert read.exit_code == 0
    assert read.decide == []


def test_no_finding_stands_there_twice(read: pipeline.Result) -> None:
    twice = read.findings[read.findings.duplicated()]
    assert twice[["code", "file", "sheet", "cell"]].to_dict("records") == []


# -- cells -------------------------------------------------------------------------------------


def test_every_cell_is_in_one_class(survey: Workspace, read: pipeline.Result) -> None:
    assert read.cells["read"] == sum(read.cells[name] for name in CLASSES)
    folder = survey.returned("2012")
    counted = {p.name: sum(1 for _ in cells_of(p)) for p in folder.rglob("*") if p.is_file()}
    assert min(counted.values()) > 50
    assert read.cells["read"] == sum(counted.values())


def cells_of(path: Path) -> Iterator[object]:
    """The cells of a file that are not empty, read by other programs than the package uses."""
    kind = path.suffix
    if kind == ".xlsx":
        book = openpyxl.load_workbook(path)
        values = (c.value for sheet in book for row in sheet.iter_rows() for c in row)
    elif kind == ".csv":
        text = io.StringIO(path.read_bytes().decode("cp1252"), newline="")
        values = (field for row in csv.reader(text, delimiter=";") for field in row)
    elif kind == ".sav":
        table, about = pyreadstat.read_sav(str(path), user_missing=True)
        values = (v for v in [*about.column_names, *table.to_numpy().ravel()] if v == v)
    elif kind == ".xls":
        book = xlrd.open_workbook(str(path))
        values = (v for s in book.sheets() for r in range(s.nrows) for v in s.row_values(r))
    else:
        values = _ods(path)
    return (v for v in values if v is not None and v != "")


def _ods(path: Path) -> Iterator[str]:
    table = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
    with zipfile.ZipFile(path) as archive:
        root = ET.fromstring(archive.read("content.xml"))
    for cell in root.iter(f"{table}table-cell"):
        text = "".join(cell.itertext())
        yield from [text] * int(cell.get(f"{table}number-columns-repeated", "1"))


def test_an_answer_moved_out_of_its_table_is_seen(
    survey: Workspace, read: pipeline.Result, tmp_path: Path
) -> None:
    moved = Workspace(tmp_path / "w")
    shutil.copytree(survey.root, moved.root)
    path = moved.returned("2012") / "kommuner/Horsens Kommune.xlsx"
    book = openpyxl.load_workbook(path)
    page = book["Stofmisbrug leverandør"]
    page["J60"], page["D8"] = page["D8"].value, None
    book.save(path)
    result = pipeline.ingest(moved, "2012")
    assert result.exit_code == 1
    assert result.cells["read"] == read.cells["read"] == sum(result.cells[n] for n in CLASSES)
    assert result.cells["answer"] < read.cells["answer"]
    assert result.cells["set_aside"] > read.cells["set_aside"]
    here = result.findings[(result.findings["file"] == "kommuner/Horsens Kommune.xlsx")
                           & (result.findings["sheet"] == "Stofmisbrug leverandør")]  # fmt: skip
    assert "open" in set(here.loc[here["cell"] == "J60", "status"])
    was, now = item_answers(read.answers), item_answers(result.answers)
    unlike = {k: (was.get(k), now.get(k)) for k in was | now if was.get(k) != now.get(k)}
    where = ("615", "stof_leverandoer", "rating", "faelles_vaerdigrundlag")
    assert unlike == {where: ("good", "")}


def test_the_spss_file_alone_says_the_same(survey: Workspace, read: pipeline.Result) -> None:
    alone = Workspace(survey.root.parent / "alone")
    shutil.copytree(survey.root, alone.root)
    result = pipeline.ingest(alone, "2012", only="*.sav")
    columns = [*ANSWER_KEY, "answer", "value", "status"]
    key = list(ANSWER_KEY)
    pd.testing.assert_frame_equal(
        result.answers[columns].sort_values(key, ignore_index=True),
        read.answers[columns].sort_values(key, ignore_index=True),
    )


# -- decisions ---------------------------------------------------------------------------------


def test_what_the_program_says_to_write_is_enough(tmp_path: Path) -> None:
    survey = fresh(tmp_path)
    wave, out = survey.responses("2012") / "wave.toml", survey.analysis("2012")
    wave.write_text('instrument = "coordination-tools"\n', encoding="utf-8")
    (survey.responses("2012") / "corrections.csv").unlink()
    said = CliRunner().invoke(main, ["ingest", "2012", "--workspace", str(tmp_path)])
    assert said.exit_code == 1
    assert "analysis/2012/write-in-" in said.output
    text = (out / "write-in-wave.toml").read_text("utf-8")
    assert len(re.findall(r"(?m)^\[\[names\]\]", text)) >= 10
    for word in ("Rusmiddelteamet", "Jobcenter", "Hilleørd Kommune", "Koordinatonsplan"):
        assert f'"{word}"' in text
    assert "[[" in said.output  # the first of it is shown at once
    wave.write_text(wave.read_text("utf-8") + "\n" + text, encoding="utf-8")
    result = pipeline.ingest(survey, "2012")
    assert item_answers(result.answers) == expected_answers()
    open_ones = result.findings[result.findings["status"] == "open"]
    assert open_ones[["code", "file", "cell", "value"]].to_dict("records") == []
    assert result.exit_code == 0
    assert not list(out.glob("write-in-*"))


# -- figures -----------------------------------------------------------------------------------


def test_all_published_figures_but_five_are_met(survey: Workspace, read: pipeline.Result) -> None:
    folder = survey.responses("2012") / "published"
    unlike, rows, printed = defaultdict(list), 0, 0
    for file in sorted(folder.glob("published_*.csv")):
        table = pipeline.published(survey, "2012", file).tables["published"]
        rows += len(table)
        printed += sum(bool(line.strip()) for line in file.read_text("utf-8-sig").splitlines()) - 1
        for row in table[table["equal"] != "yes"].itertuples():
            unlike[file.stem].append((row.sector, row.item, str(row.printed)))
            assert row.reason or row.equal == "no", row
    known = {(r["sector"], r["tool"], r["published"]) for r in reference("published_check")
             if r["equal"] == "no" and r["published_file"] != "published_other.csv"}  # fmt: skip
    found = {place for part in unlike.values() for place in part}
    assert rows == printed > 300
    assert sum(map(len, unlike.values())) == len(found) == 5
    assert found == known


def test_the_ranking_picks_26_nine_and_four(
    survey: Workspace, read: pipeline.Result, instrument
) -> None:
    matrix = pipeline.rank(survey, "2012").tables["matrix"]
    lists = {name: rows["item"] for name, rows in matrix.groupby("list")}
    assert {name: len(rows) for name, rows in lists.items() if name != "highlighted"} == {
        "matrix": 26, "selected": 9}  # fmt: skip
    highlighted = set(lists["highlighted"])
    assert highlighted == {"kommunal_koordinator", "regional_koordinator", "social_handleplan",
                           "psp", "behandlingsplan_misbrug"}  # fmt: skip
    assert len({instrument.items[i].shown_name("da") for i in highlighted}) == 4


def test_the_returned_files_were_not_changed(
    survey: Workspace, read: pipeline.Result, before: dict[str, str]
) -> None:
    pipeline.run(survey, "2012", language="en")
    assert hashes(survey.returned("2012")) == before
    assert len(before) == 26
