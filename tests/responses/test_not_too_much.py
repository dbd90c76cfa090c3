"""What only looks like an explanation, an example or a heading is left alone. Synthetic answers."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from survey_toolkit.instruments.load import load
from survey_toolkit.workspace import Workspace

from .books import Sheet, csv_file, xlsx
from .workspaces import WAVE, Outcome, make, returned, run

Rows = list[list[object]]
WHO: Rows = [["Kommune", "Herning"], ["Funktion", "Social sagsbehandling"], []]
TOOLS = (
    "Sundhedsaftale",
    "PSP-samarbejdet",
    "Åben dialog",
    "Koordinationsplan",
    "Udskrivningsguide",
)
ITEMS = ("sundhedsaftale", "psp", "aaben_dialog", "koordinationsplan", "udskrivningsguide")


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return make(tmp_path)


def filled(workspace: Workspace, rows: Rows, *more: Rows, name: str = "a.xlsx") -> Outcome:
    xlsx(returned(workspace, name), [Sheet(f"Ark{n}", r) for n, r in enumerate((rows, *more))])
    return run(workspace)


def said(outcome: Outcome, question: str, unit: str = "657") -> list[str]:
    """The answers to a question about the tools, in their order, "" where there is none."""
    found = {k[3]: a for k, a in outcome.answered.items() if (k[0], k[2]) == (unit, question)}
    return [found.get(item, "") for item in ITEMS]


def open_codes(outcome: Outcome) -> set[str]:
    return {row["code"] for row in outcome.findings.to_dict("records") if row["status"] == "open"}


def rated(ratings: Sequence[object], heading: str = "Vurdering") -> Rows:
    """A table with a rating of each tool, all known and used."""
    use = ["Ja", "For alle borgere", "For alle borgere", "For alle borgere", "For alle borgere"]
    lines = [[tool, "Ja", u, r] for tool, u, r in zip(TOOLS, use, ratings, strict=True)]
    return [*WHO, ["Redskab", "Kendskab", "Inddragelse", heading], *lines]


PRINTED = ["not_at_all", "less_good", "medium", "good", "very_good"]


@pytest.mark.parametrize(
    "text",
    [
        "Optælling: Slet ikke: 5, Mindre godt: 4, Middel: 3, Godt: 2, Meget godt: 1",
        "I alt: Slet ikke = 5, Mindre godt = 4, Middel = 3, Godt = 2, Meget godt = 1",
        "Vi har 1) meget godt samarbejde og 5) slet ikke styr på PSP",
        "Hvor let var skemaet at udfylde? (1 = meget godt, 5 = slet ikke)",
        "Skriv 1. Godt hvad der virker, 2. Middel hvad der kan forbedres",
        "Antal: Meget godt = 14, Slet ikke = 0",
    ],
)
@pytest.mark.parametrize("above", [True, False])
def test_what_is_no_legend(workspace: Workspace, text: str, above: bool) -> None:
    table = rated([1, 2, 3, 4, 5])
    outcome = filled(workspace, [[text], *table] if above else [*table, [], [text]])
    assert said(outcome, "rating") == PRINTED
    assert "codes_without_legend" in open_codes(outcome)


def test_counts_beside_a_table_are_no_legend(workspace: Workspace) -> None:
    table = rated([1, 2, 3, 4, 5])
    counts = zip(("Slet ikke", "Mindre godt", "Middel", "Godt", "Meget godt"), (3, 1, 0, 2, 5),
                 strict=True)  # fmt: skip
    for row, (label, number) in zip(table[4:], counts, strict=True):
        row += [None, label, number]
    outcome = filled(workspace, table)
    assert said(outcome, "rating") == PRINTED
    assert {"codes_without_legend", "unplaced_cell"} <= open_codes(outcome)


def test_each_sheet_has_its_own_legend(workspace: Workspace) -> None:
    up = "Vurdering (1 = slet ikke, 2 = mindre godt, 3 = middel, 4 = godt, 5 = meget godt)"
    down = "Vurdering (1 = meget godt, 2 = godt, 3 = middel, 4 = mindre godt, 5 = slet ikke)"
    other = rated([1, 2, 3, 4, 5], down)
    other[1] = ["Funktion", "Sociale tilbud"]
    outcome = filled(workspace, rated([1, 2, 3, 4, 5], up), other)
    of = {f: {k[3]: a for k, a in outcome.answered.items() if k[1:3] == (f, "rating")}
          for f in ("social_sagsbehandling", "sociale_tilbud")}  # fmt: skip
    assert [of["social_sagsbehandling"][i] for i in ITEMS] == PRINTED
    assert [of["sociale_tilbud"][i] for i in ITEMS] == PRINTED[::-1]


@pytest.mark.parametrize(
    "heading",
    ["Kendskab (Ja/Nej)", "Kendskab: Ja, Nej", "Kendskab\nJa/Nej", "Kendskab (Ja/Nej/Ved ikke)",
     "Har I hørt om redskabet? Ja/nej", "Kendskab (ja)", "Kendskab [svar: ja]"],
)  # fmt: skip
def test_a_heading_that_prints_its_answers(workspace: Workspace, heading: str) -> None:
    answers = ("Ja", "Nej", "Ja", "Nej", "Ved ikke")
    lines = [[tool, a] for tool, a in zip(TOOLS, answers, strict=True)]
    outcome = filled(workspace, [*WHO, ["Redskab", heading], *lines])
    assert said(outcome, "awareness") == ["yes", "no", "yes", "no", "dont_know"]


def test_a_question_that_prints_its_answers_on_the_front_page(workspace: Workspace) -> None:
    front: Rows = [["Kommune", "Herning"], ["Har I specialiserede tilbud? (Ja/Nej)", "Ja"]]
    outcome = filled(workspace, front, rated([""] * 5))
    answers = outcome.answers
    own = answers[answers["question"].eq("specialised") & answers["unit"].eq("657")]
    assert own["answer"].tolist() == ["yes"]


CROSSED: Rows = [
    *WHO,
    ["Redskab", "Kendskab", None],
    [None, "Ja", "Nej"],
    *([tool, "Ja", None] for tool in TOOLS[:3]),
    [TOOLS[3], None, "Nej"],
    [TOOLS[4], None, "Nej"],
]


def test_answers_in_their_own_columns(workspace: Workspace) -> None:
    outcome = filled(workspace, CROSSED)
    assert said(outcome, "awareness") == ["yes", "yes", "yes", "no", "no"]
    assert outcome.exit_code == 0


def test_another_answers_words_in_a_column_are_asked_about(workspace: Workspace) -> None:
    outcome = filled(workspace, [*CROSSED[:-1], [TOOLS[4], None, "Ja"]])
    assert said(outcome, "awareness") == ["yes", "yes", "yes", "no", ""]
    assert open_codes(outcome) == {"unreadable_answer"}


@pytest.mark.parametrize("place", ["remark before", "unknown column", "item"])
def test_for_example_is_no_example(workspace: Workspace, place: str) -> None:
    rows: Rows = [[tool, "Ja"] for tool in TOOLS]
    if place == "item":
        rows[4][0] = "Åben dialog (for eksempel netværksmøder) mv."
        outcome = filled(workspace, [*WHO, ["Redskab", "Kendskab"], *rows])
        assert "unknown_tool" in open_codes(outcome)
        return
    heading = "Bemærkninger" if place == "remark before" else "Hvordan"
    rows = [[row[0], "Vi bruger for eksempel møder", row[1]] for row in rows]
    outcome = filled(workspace, [*WHO, ["Redskab", heading, "Kendskab"], *rows])
    assert said(outcome, "awareness") == ["yes"] * 5
    assert outcome.found("example_row") == []


def test_one_row_of_answers_below_its_headings(workspace: Workspace) -> None:
    heads = [f"Kendskab: {tool}" for tool in TOOLS]
    outcome = filled(workspace, [*WHO, heads, ["Ja", "Nej", "Ja", "Ved ikke", "Ja"]])
    assert said(outcome, "awareness") == ["yes", "no", "yes", "dont_know", "yes"]


def test_ones_and_noughts_in_a_block_about_a_tool(workspace: Workspace) -> None:
    block: Rows = [["PSP-samarbejdet"], ["Har I hørt om redskabet?"], ["Ja", 1], ["Nej", 0],
                   ["Ved ikke", 0], [], ["Åben dialog"], ["Har I hørt om redskabet?"],
                   ["Ja", 0], ["Nej", 1], ["Ved ikke", 0]]  # fmt: skip
    outcome = filled(workspace, [*WHO, *block])
    assert said(outcome, "awareness") == ["", "yes", "no", "", ""]


def test_a_name_does_not_go_on_over_another_reply(workspace: Workspace) -> None:
    head: list[object] = ["Funktion", "Redskab", "Kendskab"]
    rows: Rows = [["Kommune", "Herning"], head, ["Social sagsbehandling", "PSP", "Ja"],
                  [None, "Åben dialog", "Ja"], ["Kommune", "Vejle"], head, [None, "PSP", "Nej"],
                  [None, "Åben dialog", "Nej"]]  # fmt: skip
    outcome = filled(workspace, rows)
    assert said(outcome, "awareness", "630") == [""] * 5
    assert "function_not_stated" in open_codes(outcome)


@pytest.mark.parametrize("text", ["3 Ja", "0 Ja", "12 Nej", "2 - Ja", "Ja 2 Nej"])
def test_a_number_that_is_not_the_answers(workspace: Workspace, text: str) -> None:
    rows: Rows = [[tool, "Ja"] for tool in TOOLS]
    rows[1][1] = text
    outcome = filled(workspace, [*WHO, ["Redskab", "Kendskab"], *rows])
    assert said(outcome, "awareness")[1] == "" or outcome.exit_code == 1


# -- scales and names that are numbers ------------------------------------------------------------


def numbered(workspace: Workspace) -> None:
    """Rating on a scale from 10 down to 1, as its answers are called."""
    path = workspace.instruments / "coordination-tools" / "choices.csv"
    lines = [r for r in path.read_text("utf-8-sig").splitlines() if not r.startswith("rating;")]
    lines += [f"rating;g{n};{n};{n};{n};{'yes' if n > 6 else ''};;;;" for n in range(10, 0, -1)]
    path.write_text("\n".join([*lines, ""]), encoding="utf-8-sig")
    load(path.parent)


def test_a_number_that_is_an_answers_label(workspace: Workspace) -> None:
    numbered(workspace)
    outcome = filled(workspace, rated([10, 3, 2, 1, 7]))
    assert said(outcome, "rating") == ["g10", "g3", "g2", "g1", "g7"]
    assert outcome.exit_code == 0


def test_numbers_as_headings_over_crosses(workspace: Workspace) -> None:
    numbered(workspace)
    heads: Rows = [["Redskab", "Kendskab", "Inddragelse", "Vurdering", *[None] * 9],
                   [None, None, None, *range(10, 0, -1)]]  # fmt: skip
    lines: Rows = []
    for place, tool in enumerate(TOOLS):
        marks = ["x" if n == place * 2 else None for n in range(10)]
        lines.append([tool, "Ja", "Ja" if not place else "For alle borgere", *marks])
    book = Sheet("Ark1", [*WHO, *heads, *lines], ["D4:M4"])
    xlsx(returned(workspace, "a.xlsx"), [book])
    outcome = run(workspace)
    assert said(outcome, "rating") == ["g10", "g8", "g6", "g4", "g2"]


# -- what is printed to be copied ------------------------------------------------------------------


def follow(workspace: Workspace) -> Outcome:
    text = (workspace.analysis(WAVE) / "write-in-wave.toml").read_text("utf-8")
    path = workspace.responses(WAVE) / "wave.toml"
    path.write_text(path.read_text("utf-8") + "\n" + text, encoding="utf-8")
    return run(workspace)


def test_a_stray_line_costs_only_its_row(workspace: Workspace) -> None:
    rows: Rows = [[tool, "Ja"] for tool in TOOLS]
    table = [*WHO, ["Redskab", "Kendskab"], *rows, [None, "Se også bilag"]]
    assert filled(workspace, table).exit_code == 1
    outcome = follow(workspace)
    assert said(outcome, "awareness") == ["yes"] * 5
    assert outcome.exit_code == 0


def test_a_reply_that_does_not_say_its_unit(workspace: Workspace) -> None:
    head = ["Kommune", "Funktion", "Kendskab: PSP"]
    rows = [["", "Social sagsbehandling", "Ja"], ["Vejle", "Social sagsbehandling", "Ja"]]
    csv_file(returned(workspace, "a.csv"), [head, *rows])
    before = run(workspace)
    after = follow(workspace)
    assert after.answered == before.answered
    assert after.exit_code == 0


def test_numbers_that_nothing_can_be_guessed_of(workspace: Workspace) -> None:
    outcome = filled(workspace, rated([20, 40, 60, 80, 100]))
    text = (workspace.analysis(WAVE) / "write-in-wave.toml").read_text("utf-8")
    assert "# codes = { 20 = " in text
    assert follow(workspace).answered == outcome.answered


def test_an_answer_that_is_left_out_leaves_names_alone(workspace: Workspace) -> None:
    rows: Rows = [[tool, "Ja"] for tool in TOOLS]
    rows[1][1] = "Social sagsbehandling"
    before = filled(workspace, [*WHO, ["Redskab", "Kendskab"], *rows])
    assert open_codes(before) == {"unreadable_answer"}
    after = follow(workspace)
    assert after.answered == before.answered
    assert after.exit_code == 0


def test_long_texts_take_no_time(workspace: Workspace) -> None:
    rows: Rows = [[tool, "Ja"] for tool in TOOLS]
    rows[0][1] = "Ja" + " " * 20_000 + "a"
    many = ["nej " * 50, ", ".join(TOOLS * 4)]
    outcome = filled(workspace, [*WHO, ["Redskab", "Kendskab"], *rows, [], *([m] for m in many)])
    assert said(outcome, "awareness")[1:] == ["yes"] * 4
