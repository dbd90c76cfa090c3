"""Cells that are not as they should be, in otherwise good workbooks. All answers are synthetic."""

from __future__ import annotations

import csv
import datetime as dt
import io
from dataclasses import dataclass
from pathlib import Path

import openpyxl
import pytest

from survey_toolkit.schema import BLANK
from survey_toolkit.workspace import Workspace

from . import truth
from .books import tab
from .layouts import LAYOUTS
from .truth import FRAME, Key
from .workspaces import INSTRUMENT, WAVE, Outcome, make, of_items, reply, returned, run

FILE, FUNCTION = "Herning.xlsx", "social_sagsbehandling"
SHEET = tab(INSTRUMENT.functions[FUNCTION].name_da)


@dataclass
class Reply:
    """A workspace with the reply of Herning (which is spoilt) and that of Vejle (which is not)."""

    workspace: Workspace
    answers: dict[Key, str]

    def cell(self, item: str, question: str) -> str:
        """Where an answer stands: the table begins in row 4, with the tools in column A."""
        column = " ABCD"[2 + [q.id for q in INSTRUMENT.item_questions].index(question)]
        return f"{column}{5 + list(INSTRUMENT.items).index(item)}"

    def item(self, question: str, *answers: str) -> str:
        """The first item whose answer to a question is one of some (any answer, where none)."""
        for item in INSTRUMENT.items:
            found = self.answers.get(("657", FUNCTION, question, item))
            if found and (found in answers or not answers):
                return item
        raise LookupError(question)

    def put(self, cell: str, value: object, number_format: str = "", kind: str = "") -> None:
        path = returned(self.workspace, FILE)
        book = openpyxl.load_workbook(path)
        place = book[SHEET][cell]
        place.value = value
        place.number_format = number_format or place.number_format
        if kind:
            place.data_type = kind
        book.save(path)

    def run(self, changed: dict[Key, str] | None = None) -> Outcome:
        """The outcome; all answers must be as they were but those that are said ("" is none)."""
        outcome = run(self.workspace)
        assert outcome.answered == truth.given({**self.answers, **(changed or {})})
        return outcome


@pytest.fixture
def spoilt(tmp_path: Path) -> Reply:
    workspace = make(tmp_path)
    return Reply(workspace, reply(workspace, "657", "630"))


def rating(item: str) -> Key:
    return ("657", FUNCTION, "rating", item)


def status(outcome: Outcome, key: Key) -> str:
    rows = of_items(outcome.answers)
    for column, value in zip(("unit", "function", "question", "item"), key, strict=True):
        rows = rows[rows[column] == value]
    (found,) = rows["status"]
    return found


def spoil_rating(
    spoilt: Reply, value: object, number_format: str = "", kind: str = "", becomes: str = ""
) -> tuple[str, Outcome]:
    """Spoil the first rating; the cell, and the outcome."""
    item = spoilt.item("rating")
    cell = spoilt.cell(item, "rating")
    spoilt.put(cell, value, number_format, kind)
    outcome = spoilt.run({rating(item): becomes})
    if not becomes:
        assert status(outcome, rating(item)) == BLANK
    return cell, outcome


@pytest.mark.parametrize("text", ["Engang imellem", "For alle borgere"])
def test_an_answer_outside_the_scale(spoilt: Reply, text: str) -> None:
    cell, outcome = spoil_rating(spoilt, text)
    found = outcome.one("unreadable_answer", file=FILE, sheet=SHEET, cell=cell)
    assert (found["value"], found["unit"], found["function"]) == (text, "657", FUNCTION)
    assert (found["question"], found["item"]) == ("rating", spoilt.item("rating"))
    assert found["status"] == "open"
    assert outcome.exit_code == 1


def test_a_number_outside_the_scale(spoilt: Reply) -> None:
    cell, outcome = spoil_rating(spoilt, 17)
    (found,) = outcome.found(file=FILE, sheet=SHEET, cell=cell, status="open")
    assert found["code"] in {"code_out_of_range", "unreadable_answer"}
    assert outcome.exit_code == 1


def test_a_number_on_the_scale(spoilt: Reply) -> None:
    cell, outcome = spoil_rating(spoilt, 4, becomes="good")
    assert outcome.one("number_for_label", cell=cell)["status"] == "settled"
    assert outcome.exit_code == 0


def test_a_number_that_excel_shows_as_a_date(spoilt: Reply) -> None:
    cell, outcome = spoil_rating(spoilt, 4, "dd-mm-yyyy", becomes="good")
    found = outcome.one("number_as_date", file=FILE, sheet=SHEET, cell=cell)
    assert found["status"] == "settled"
    assert outcome.exit_code == 0


def test_a_date_where_an_answer_should_be(spoilt: Reply) -> None:
    cell, outcome = spoil_rating(spoilt, dt.date(2012, 3, 2), "dd-mm-yyyy")
    assert outcome.found(file=FILE, sheet=SHEET, cell=cell, status="open")
    assert outcome.exit_code == 1


@pytest.mark.parametrize("error", ["#N/A", "#REF!", "#DIV/0!"])
def test_a_formula_error(spoilt: Reply, error: str) -> None:
    cell, outcome = spoil_rating(spoilt, error, kind="e")
    found = outcome.one("excel_error", file=FILE, sheet=SHEET, cell=cell)
    assert (found["status"], found["value"]) == ("settled", error)
    assert outcome.exit_code == 0


def test_a_formula_without_its_value(spoilt: Reply) -> None:
    cell, outcome = spoil_rating(spoilt, "=D5")
    found = outcome.one("formula_without_value", file=FILE, sheet=SHEET, cell=cell)
    assert found["status"] == "open"
    assert outcome.exit_code == 1


@pytest.mark.parametrize("text", [
    '=HYPERLINK("http://www.example.org";"se her")', "=1+1", "@SUM(A1:A9)", "+45*2", "-2+3",
])  # fmt: skip
def test_a_formula_as_text_is_never_written_as_a_formula(spoilt: Reply, text: str) -> None:
    spoilt.put("A20", "Andre koordineringsredskaber, som I anvender")
    spoilt.put("B20", text, kind="s")
    outcome = spoilt.run()
    found = outcome.found("formula_text", file=FILE, sheet=SHEET, cell="B20")
    assert [(f["status"], f["value"]) for f in found] == [("note", text)] or text[0] != "="
    rows = outcome.answers[outcome.answers["question"] == "other_tools"]
    assert list(rows.loc[rows["answer"] != "", "answer"]) == [text]
    written = spoilt.workspace.analysis(WAVE)
    assert {"answers.csv", "findings.csv"} <= {path.name for path in written.rglob("*")}
    for path in written.rglob("*"):
        if path.suffix == ".csv":
            check_csv(path)
        elif path.suffix == ".xlsx":
            check_workbook(path)


def check_csv(path: Path) -> None:
    text = path.read_bytes().decode("utf-8-sig")
    for row in csv.reader(io.StringIO(text, newline="")):
        for cell in row:
            assert not cell.startswith(("=", "@")), (path.name, cell)
            assert cell[:1] not in ("+", "-") or cell[1:].replace(".", "").isdigit()


def check_workbook(path: Path) -> None:
    for page in openpyxl.load_workbook(path):
        formulas = [cell.coordinate for row in page for cell in row if cell.data_type == "f"]
        assert formulas == [], (path.name, page.title)


@pytest.mark.parametrize(("cell", "text", "code"), [
    ("B1", "Hernnig Kommune", "misspelt_unit"),
    ("B2", "Social sagsbehandlig", "misspelt_function"),
    ("A14", "Koordinatonsplan", "misspelt_tool"),
])  # fmt: skip
def test_a_misspelt_name(spoilt: Reply, cell: str, text: str, code: str) -> None:
    spoilt.put(cell, text)
    outcome = spoilt.run()
    found = outcome.one(code, file=FILE, sheet=SHEET, cell=cell)
    assert (found["status"], found["value"]) == ("open", text)
    assert outcome.exit_code == 1


def test_a_misspelt_answer(spoilt: Reply) -> None:
    cell, outcome = spoil_rating(spoilt, "Megt godt", becomes="very_good")
    found = outcome.one("misspelt_answer", file=FILE, sheet=SHEET, cell=cell)
    assert found["value"] == "Megt godt"


def test_an_unknown_tool_is_set_aside_with_its_answers(spoilt: Reply) -> None:
    item = list(INSTRUMENT.items)[9]
    spoilt.put("A14", "Borgerens egen mappe")
    gone = {key: "" for key in spoilt.answers if key[1] == FUNCTION and key[3] == item}
    outcome = spoilt.run({key: "" for key in gone if key[0] == "657"})
    found = outcome.one("unknown_tool", file=FILE, sheet=SHEET, cell="A14")
    assert (found["status"], found["value"]) == ("open", "Borgerens egen mappe")
    assert outcome.cells["set_aside"] >= 1 + sum(key[0] == "657" for key in gone)


def test_an_unknown_function_is_set_aside_with_its_answers(tmp_path: Path) -> None:
    workspace = make(tmp_path)
    answers = reply(workspace, "657")
    path = returned(workspace, FILE)
    book = openpyxl.load_workbook(path)
    book[SHEET]["B2"], book[SHEET].title = "Jobcenter", "Jobcenter"
    book.save(path)
    outcome = run(workspace)
    outcome.one("unknown_function", file=FILE, sheet="Jobcenter", cell="B2", value="Jobcenter")
    assert outcome.answered == {k: a for k, a in answers.items() if k[1] != FUNCTION}
    assert outcome.exit_code == 1


def test_a_function_that_the_unit_cannot_have(tmp_path: Path) -> None:
    workspace = make(tmp_path)
    answers = truth.draw(INSTRUMENT, 1, ["630"])
    ward = {("630", "sengeafsnit", *key[2:]): a for key, a in answers.items() if key[1] == FUNCTION}
    build = LAYOUTS["sheet_per_function"].build
    build({**answers, **ward}, returned(workspace), INSTRUMENT, FRAME)
    outcome = run(workspace)
    where = {"file": "Vejle.xlsx", "sheet": "Sengeafsnit", "cell": "B2"}
    assert outcome.one("function_of_other_sector", **where)["status"] == "open"
    assert outcome.answered == answers
    assert outcome.cells["set_aside"] >= len(ward)
    assert outcome.exit_code == 1


def test_a_use_without_awareness(spoilt: Reply) -> None:
    item = spoilt.item("awareness", "no")
    cell = spoilt.cell(item, "use")
    spoilt.put(cell, "Ja" if INSTRUMENT.items[item].scales else "Meget sjældent")
    outcome = spoilt.run()
    found = outcome.one("use_without_awareness", file=FILE, sheet=SHEET, cell=cell)
    assert (found["status"], found["item"]) == ("settled", item)
    assert outcome.exit_code == 0


def test_a_rating_without_use(spoilt: Reply) -> None:
    item = spoilt.item("use", "no", "dont_know")
    cell = spoilt.cell(item, "rating")
    spoilt.put(cell, "Godt")
    outcome = spoilt.run()
    found = outcome.one("rating_without_use", file=FILE, sheet=SHEET, cell=cell)
    assert (found["status"], found["item"]) == ("settled", item)
    assert outcome.exit_code == 0


def test_two_answers_in_one_cell(spoilt: Reply) -> None:
    cell, outcome = spoil_rating(spoilt, "godt/meget godt", becomes="good")
    assert outcome.one("two_answers", file=FILE, cell=cell)["status"] == "settled"


def test_a_remark_after_an_answer(spoilt: Reply) -> None:
    cell, outcome = spoil_rating(spoilt, "Godt (kun lederen)", becomes="good")
    assert outcome.one("text_after_label", file=FILE, cell=cell)["status"] == "note"
