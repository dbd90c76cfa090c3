"""Several files and several replies: which of them counts. All answers are synthetic."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest

from survey_toolkit.workspace import Workspace

from . import books
from .workspaces import Outcome, make, returned, run

HEAD = ["Kommune", "Funktion", "Dato", "Kendskab: PSP", "Inddragelse: PSP", "Vurdering: PSP",
        "Andre redskaber", "Fokus"]  # fmt: skip
UNIT, FUNCTION = "Horsens", "Sociale tilbud"
PSP = ("615", "sociale_tilbud", "awareness", "psp")


def row(
    awareness: str = "Ja", date: str = "24-04-2012", function: str = FUNCTION, unit: str = UNIT,
    use: str = "", rating: str = "", other: str = "", focus: str = "",
) -> list[str]:  # fmt: skip
    return [unit, function, date, awareness, use, rating, other, focus]


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return make(tmp_path)


def write(workspace: Workspace, name: str, *rows: Sequence[str]) -> None:
    books.csv_file(returned(workspace, name), [HEAD, *rows])


@pytest.mark.parametrize("later_first", [True, False])
def test_the_later_reply_counts(workspace: Workspace, later_first: bool) -> None:
    rows = [row("Nej", "24-04-2012"), row("Ja", "02-05-2012")]
    write(workspace, "a.csv", *(rows[::-1] if later_first else rows))
    outcome = run(workspace)
    assert outcome.answered[PSP] == "yes"
    assert outcome.one("duplicate_response")["cell"] == ("A3" if later_first else "A2")
    assert outcome.exit_code == 0


def test_the_later_reply_in_another_file(workspace: Workspace) -> None:
    write(workspace, "a.csv", row("Ja", "02-05-2012"))
    write(workspace, "b.csv", row("Nej", "24-04-2012"))
    outcome = run(workspace)
    assert outcome.answered[PSP] == "yes"
    assert outcome.one("duplicate_response", file="b.csv")["status"] == "settled"


def test_two_unlike_replies_of_one_day_must_be_decided_on(workspace: Workspace) -> None:
    write(workspace, "a.csv", row("Ja"))
    write(workspace, "b.csv", row("Nej"))
    outcome = run(workspace)
    assert outcome.exit_code == 1
    assert outcome.found("unresolved_duplicate")
    assert PSP in outcome.answered


def test_an_undated_reply_beside_a_dated_one_must_be_decided_on(workspace: Workspace) -> None:
    write(workspace, "a.csv", row("Ja", ""), row("Nej", "02-05-2012"))
    outcome = run(workspace)
    assert outcome.exit_code == 1
    assert outcome.one("unresolved_duplicate")["status"] == "open"


def test_a_row_can_be_left_out(workspace: Workspace) -> None:
    write(workspace, "a.csv", row("Ja"), row("Nej"))
    assert run(workspace).exit_code == 1
    text = (workspace.analysis("2012") / "write-in-wave.toml").read_text("utf-8")
    path = workspace.responses("2012") / "wave.toml"
    path.write_text(path.read_text("utf-8") + "\n" + text, encoding="utf-8")
    outcome = run(workspace)
    assert outcome.exit_code == 0
    assert PSP in outcome.answered
    assert outcome.cells["set_aside"] == 4  # the row's unit, function, date and answer


def test_a_dropped_reply_counts_neither_for_its_unit(workspace: Workspace) -> None:
    write(workspace, "a.csv", row("Nej", "24-04-2012", focus="Lille fokus"),
          row("Ja", "02-05-2012", focus="Stort fokus"))  # fmt: skip
    outcome = run(workspace)
    assert outcome.exit_code == 0
    assert focus_of(outcome) == ["large"]
    assert outcome.cells["set_aside"] == 5  # all cells of the earlier row
    assert outcome.cells["answer"] == 2


def focus_of(outcome: Outcome) -> list[str]:
    answers = outcome.answers
    own = answers[answers["question"].eq("focus") & answers["unit"].eq("615")]
    return own["answer"].tolist()


@pytest.mark.parametrize("old_date", ["02-05-2012", "24-04-2012"])
def test_a_corrected_file_counts_though_it_is_older(workspace: Workspace, old_date: str) -> None:
    write(workspace, "a.csv", row("Nej", old_date), row("Ja", unit="Vejle"))
    write(workspace, "b rettet.csv", row("Ja", "25-04-2012"))
    outcome = run(workspace)
    assert outcome.answered[PSP] == "yes"
    assert outcome.one("duplicate_response", file="a.csv")["status"] == "settled"


def test_an_empty_row_never_counts(workspace: Workspace) -> None:
    write(workspace, "a.csv", row("Ja"), row("", "02-05-2012"))
    outcome = run(workspace)
    assert outcome.answered[PSP] == "yes"
    assert outcome.one("empty_response")["cell"] == "A3"


def test_a_file_marked_as_corrected(workspace: Workspace) -> None:
    write(workspace, "Horsens.csv", row("Nej", "02-05-2012"))
    write(workspace, "Horsens rettet.csv", row("Ja", "24-04-2012"))
    outcome = run(workspace)
    assert outcome.answered[PSP] == "yes"
    assert outcome.one("superseded_file", file="Horsens.csv")["status"] == "settled"


def test_a_corrected_file_without_all_functions(workspace: Workspace) -> None:
    write(workspace, "Horsens.csv", row("Nej"), row("Ja", function="Social sagsbehandling"))
    write(workspace, "Horsens rettet.csv", row("Ja"))
    outcome = run(workspace)
    assert outcome.answered[PSP] == "yes"
    assert outcome.answered["615", "social_sagsbehandling", "awareness", "psp"] == "yes"
    assert outcome.exit_code == 1
    assert outcome.found("superseded_kept")


def test_an_analysts_table_of_the_same_replies(workspace: Workspace) -> None:
    write(workspace, "a.csv", row("Ja"))
    write(workspace, "b.csv", row("Nej", unit="Vejle"))
    write(workspace, "z.csv", row("Ja"), row("Nej", unit="Vejle"))
    outcome = run(workspace)
    assert outcome.exit_code == 0
    assert outcome.one("repeats_other_files", file="z.csv")["status"] == "note"
    sources = outcome.answers.loc[outcome.answers["status"] == "answered", "source"]
    assert not sources.str.startswith("z.csv").any()


def test_a_repeat_is_held_against_the_reply_that_counts(workspace: Workspace) -> None:
    write(workspace, "a.csv", row("Nej", "24-04-2012"), row("Ja", "02-05-2012"))
    write(workspace, "b.csv", row("Nej", "24-04-2012", unit="Vejle"))
    write(workspace, "c.csv", row("Ja", "24-04-2012", unit="Herning"))
    write(workspace, "z.csv", row("Ja", "02-05-2012"), row("Nej", unit="Vejle"),
          row("Ja", unit="Herning"))  # fmt: skip
    outcome = run(workspace)
    assert outcome.found("repeat_differs") == []
    assert outcome.answered[PSP] == "yes"


def test_where_a_repeat_says_something_else_each_difference_is_told(workspace: Workspace) -> None:
    full = {"use": "For alle borgere", "rating": "Godt"}
    functions = (FUNCTION, "Social sagsbehandling")
    same = [row("Ja", unit=unit, function=f, **full)
            for unit in ("Herning", "Vejle") for f in functions]  # fmt: skip
    write(workspace, "a.csv", row("Ja", focus="Stort fokus", **full))
    write(workspace, "b.csv", *same)
    write(workspace, "z.csv", row("Ja", focus="Lille fokus", **{**full, "rating": "Middel"}), *same)
    outcome = run(workspace)
    found = outcome.found("repeat_differs", file="z.csv")
    assert [(row["cell"], row["value"], row["question"]) for row in found] == [
        ("F2", "Middel", "rating"),
        ("H2", "Lille fokus", "focus"),
    ]
    assert outcome.answered["615", "sociale_tilbud", "rating", "psp"] == "good"
    assert focus_of(outcome) == ["large"]
    assert outcome.cells["answer"] == 3 + 1 + 4 * 3  # those of the repeating file are set aside


def test_two_unlike_answers_of_the_unit(workspace: Workspace) -> None:
    write(workspace, "a.csv", row(focus="Stort fokus"),
          row(function="Social sagsbehandling", focus="Lille fokus"))  # fmt: skip
    outcome = run(workspace)
    assert outcome.exit_code == 1
    assert outcome.one("unlike_unit_answers")["cell"] == "H3"
    assert focus_of(outcome) == ["large"]
    assert outcome.cells["answer"] == 3  # the second focus is set aside


def test_a_tool_that_stands_in_two_rows_of_a_block(workspace: Workspace) -> None:
    sheet = books.Sheet("a", [["Kommune", "Horsens"], ["Funktion", FUNCTION], [],
                              ["Redskab", "Kendskab"], ["PSP", "Ja"], ["PSP", "Ja"]])  # fmt: skip
    books.xlsx(returned(workspace, "a.xlsx"), [sheet])
    outcome = run(workspace)
    assert outcome.answered == {PSP: "yes"}
    assert outcome.cells["answer"] + outcome.cells["set_aside"] == 2


def test_a_question_may_be_filtered_by_one_of_the_unit(workspace: Workspace) -> None:
    path = workspace.instruments / "coordination-tools" / "questions.csv"
    old = "other_tools;function;;text;;;;"
    text = path.read_text("utf-8-sig")
    moved = next(line for line in text.splitlines() if line.startswith(old))
    lines = [line for line in text.splitlines() if line != moved]
    asked = moved.replace(old, "other_tools;function;;text;;focus=large;;", 1)
    path.write_text("\n".join([*lines, asked, ""]), encoding="utf-8-sig")
    write(workspace, "a.csv", row("Ja", focus="Stort fokus", other="Netværksmøder"),
          row("Ja", unit="Vejle", focus="Lille fokus", other="Netværksmøder"))  # fmt: skip
    outcome = run(workspace)
    rows = outcome.answers[outcome.answers["question"].eq("other_tools")]
    said = rows[rows["status"].ne("not_returned") & rows["function"].eq("sociale_tilbud")]
    assert dict(zip(said["unit"], said["answer"], strict=True)) == {
        "615": "Netværksmøder",
        "630": "",
    }
    assert outcome.one("other_tools_without_focus")["unit"] == "630"


def test_the_same_answer_of_the_unit_twice(workspace: Workspace) -> None:
    write(workspace, "a.csv", row(focus="Stort fokus"),
          row(function="Social sagsbehandling", focus="stort fokus"))  # fmt: skip
    assert run(workspace).exit_code == 0


def test_the_filter_rules(workspace: Workspace) -> None:
    write(workspace, "a.csv", row("Nej", use="For alle borgere", rating="Godt"))
    outcome = run(workspace)
    assert outcome.answered == {PSP: "no"}
    assert outcome.one("use_without_awareness")["cell"] == "E2"
    assert outcome.one("rating_without_use")["cell"] == "F2"
    assert outcome.exit_code == 0


def test_those_who_did_not_answer(workspace: Workspace) -> None:
    write(workspace, "a.csv", row("Ja"))
    answers = run(workspace).answers
    silent = answers[answers["unit"] == "657"]
    assert set(silent["status"]) == {"not_returned"}
    mandatory = {f.id for f in _mandatory("kommune")}
    assert set(silent["function"]) == mandatory | {""}
    assert set(answers.loc[answers["unit"] == "615", "function"]) == mandatory | {
        "",
        "sociale_tilbud",
    }


def _mandatory(sector: str):
    from .workspaces import INSTRUMENT

    return [f for f in INSTRUMENT.functions_in(sector) if f.mandatory]


def test_a_choice_that_stands_alone_is_crossed_with_others(workspace: Workspace) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    question = "Oplever I et reelt behov for at arbejde med koordineringsredskaber?"
    lines = [("Kommune", "Horsens"), (), (question,), ("Ja, blandt borgerne", "x"), ("Nej", "x")]
    for line in lines:
        sheet.append(line)
    book.save(returned(workspace, "a.xlsx"))
    outcome = run(workspace)
    found = outcome.one("exclusive_choice")
    assert (found["cell"], found["item"], found["status"]) == ("B5", "no", "open")
    answers = outcome.answers
    need = answers[answers["question"].eq("need") & answers["answer"].eq("yes")]
    assert need["item"].tolist() == ["citizens", "no"]
