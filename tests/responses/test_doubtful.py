"""What may be read in two ways is asked about, and never settled in silence. Synthetic answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from survey_toolkit.workspace import Workspace

from . import truth
from .books import Sheet, csv_file
from .layouts_forms import HEAD, Cells, answers, changed, rated_backwards
from .layouts_wide import by_item, wide
from .truth import FRAME, Form
from .workspaces import INSTRUMENT, WAVE, Outcome, make, returned, run

UNITS = ("657", "630", "psykiatrien-syd")
Change = Callable[[Cells], "Cells | Sheet"]


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return make(tmp_path)


@pytest.fixture
def form() -> Form:
    return Form(truth.draw(INSTRUMENT, 3, UNITS), INSTRUMENT, FRAME)


def filled(workspace: Workspace, form: Form, change: Change) -> Outcome:
    changed(form, returned(workspace), change)
    return run(workspace)


def open_codes(outcome: Outcome) -> set[str]:
    return {row["code"] for row in outcome.findings.to_dict("records") if row["status"] == "open"}


def follow(workspace: Workspace) -> Outcome:
    """Write what the program says must be written, and run again."""
    text = (workspace.analysis(WAVE) / "write-in-wave.toml").read_text("utf-8")
    path = workspace.responses(WAVE) / "wave.toml"
    path.write_text(path.read_text("utf-8") + "\n" + text, encoding="utf-8")
    return run(workspace)


# -- numbers ------------------------------------------------------------------------------------


def test_numbers_that_nothing_explains_are_asked_about(workspace: Workspace, form: Form) -> None:
    def write(rows: Cells) -> Cells:
        rated_backwards(rows)[HEAD][3] = "Vurdering (1 er bedst)"
        return rows

    outcome = filled(workspace, form, write)
    assert outcome.exit_code == 1
    assert open_codes(outcome) == {"codes_without_legend"}
    asked = outcome.found("codes_without_legend")
    assert {row["question"] for row in asked} == {"rating"}
    text = (workspace.analysis(WAVE) / "write-in-wave.toml").read_text("utf-8")
    right = text.replace("1 =", "one =").replace("2 =", "two =").replace("5 =", "1 =")
    right = right.replace("4 =", "2 =").replace("one =", "5 =").replace("two =", "4 =")
    path = workspace.responses(WAVE) / "wave.toml"
    path.write_text(path.read_text("utf-8") + "\n" + right, encoding="utf-8")
    again = run(workspace)
    assert again.exit_code == 0
    assert again.answered == truth.given(form.answers)


def by_value(form: Form, zero_in_words: bool) -> list[list[object]]:
    """A row per reply, each answer as the value that the questionnaire gives it; 9 don't know."""
    columns = by_item(form)
    rows = [list(row) for row in wide(form, columns)]
    for row, (unit, function) in zip(rows[1:], form.replies, strict=True):
        for place, (question, item) in enumerate(columns, start=2):
            choice = form.choice(unit, function, question, item)
            if choice is None or (zero_in_words and (choice.value is None or question.id != "use")):
                continue
            number = 9 if choice.value is None else int(choice.value)
            row[place] = choice.label_da if zero_in_words and number == 0 else number
    return rows


@pytest.mark.parametrize("zero_in_words", [False, True])
def test_the_values_of_the_questionnaire_as_numbers(
    workspace: Workspace, form: Form, zero_in_words: bool
) -> None:
    csv_file(returned(workspace, "data.csv"), by_value(form, zero_in_words))
    assert "codes_without_legend" in open_codes(run(workspace))
    again = follow(workspace)
    assert again.answered == truth.given(form.answers)
    assert again.exit_code == 0


def test_codes_can_be_said_for_one_scale(workspace: Workspace, form: Form) -> None:
    use, items = form.questions[1], form.items
    short = [i for i in items if len(form.choices(use, i)) <= 3]

    def write(rows: Cells) -> Cells:
        for row in rows[HEAD + 1 :]:
            if row[0] in [i.name_da for i in short]:
                row[2] = {"Ja": 1, "Nej": 2, "Ved ikke": 3}.get(str(row[2]), row[2])
        return rows

    path = workspace.responses(WAVE) / "wave.toml"
    codes = 'codes = { 1 = "yes", 2 = "no", 3 = "dont_know" }'
    text = f'\n[[codes]]\nquestion = "use"\nscale = "use_yes_no"\n{codes}\n'
    path.write_text(path.read_text("utf-8") + text, encoding="utf-8")
    outcome = filled(workspace, form, write)
    assert outcome.answered == truth.given(form.answers)
    assert outcome.exit_code == 0


# -- signs --------------------------------------------------------------------------------------


@pytest.mark.parametrize("sign", ["✓", "?", '"', "+", "☒", "●"])
def test_a_sign_without_words_is_no_blank(workspace: Workspace, form: Form, sign: str) -> None:
    outcome = filled(workspace, form, answers(lambda text, c: sign if c == 1 else text))
    assert "unreadable_answer" in open_codes(outcome)
    assert all(key[2] != "awareness" for key in outcome.answered)


@pytest.mark.parametrize("dash", ["-", "–", "…", "/"])
def test_a_dash_is_a_blank(workspace: Workspace, form: Form, dash: str) -> None:
    blank = answers(lambda text, c: dash if c == 3 else text)
    outcome = filled(workspace, form, blank)
    told = "stated_blank" if dash != "…" else "unreadable_answer"
    assert outcome.found(told)
    assert all(key[2] != "rating" for key in outcome.answered)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Ja/Nej", "two_answers"),  # the printed form, or both
        ("Ja: Nej: x", "text_after_label"),
        ("Ja, Nej x", "text_after_label"),
        ("☐ Ja ☐ Nej og andet", "unreadable_answer"),
    ],
)
def test_two_answers_in_a_cell_that_may_be_either(
    workspace: Workspace, form: Form, text: str, code: str
) -> None:
    outcome = filled(workspace, form, answers(lambda said, c: text if c == 1 else said))
    assert outcome.exit_code == 1
    assert code in open_codes(outcome)


def test_an_unticked_box_is_no_answer(workspace: Workspace, form: Form) -> None:
    outcome = filled(workspace, form, answers(lambda said, c: "☐ Ja" if c == 1 else said))
    assert outcome.found("stated_blank")
    assert outcome.answered == {}


# -- names --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name", ["Stofmisbrugsbehandling (udfører)", "Stofmisbrugsbehandling [udførerdel]"]
)
def test_parentheses_that_may_tell_functions_apart(workspace: Workspace, name: str) -> None:
    form = Form(truth.draw(INSTRUMENT, 3, ["657"]), INSTRUMENT, FRAME)

    def write(rows: Cells) -> Cells:
        if str(rows[1][1]).startswith("Stof"):
            rows[1][1] = name
        return rows

    outcome = filled(workspace, form, write)
    assert outcome.exit_code == 1
    assert outcome.found("unknown_function")[0]["value"] == name
    assert not [key for key in outcome.answered if key[1].startswith("stof")]


def test_a_name_in_the_parentheses_of_another(workspace: Workspace, form: Form) -> None:
    def write(rows: Cells) -> Cells:
        for row in rows:
            if row[0] == "Koordinationsplan":
                row[0] = "Udskrivningsaftale (koordinationsplan)"
        return rows

    outcome = filled(workspace, form, write)
    assert "unknown_tool" in open_codes(outcome)
    kept = {k: a for k, a in truth.given(form.answers).items() if k[3] != "koordinationsplan"}
    assert outcome.answered == kept


def test_a_whole_other_word_is_no_misspelling(workspace: Workspace, form: Form) -> None:
    text = "For næsten ingen borgere"  # is like "For næsten alle borgere" by its letters
    outcome = filled(workspace, form, answers(lambda said, c: text if c == 2 else said))
    assert open_codes(outcome) == {"unreadable_answer"}


# -- two cells for one answer -------------------------------------------------------------------


def test_two_columns_for_one_question(workspace: Workspace, form: Form) -> None:
    def write(rows: Cells) -> Cells:
        rows[HEAD] = ["Redskab", "Kendskab (2010)", "Kendskab (2012)", "Inddragelse", "Vurdering"]
        return [*rows[: HEAD + 1], *([row[0], "Nej", *row[1:4]] for row in rows[HEAD + 1 :])]

    outcome = filled(workspace, form, write)
    assert "two_columns" in open_codes(outcome)
    path = workspace.responses(WAVE) / "wave.toml"
    text = (workspace.analysis(WAVE) / "write-in-wave.toml").read_text("utf-8")
    assert 'column = "C"' in text and 'or: column = "B"' in text
    chosen = '\n[[columns]]\ncolumn = "B"\nignore = true\nreason = "year before"\n'
    path.write_text(path.read_text("utf-8") + chosen, encoding="utf-8")
    again = run(workspace)
    assert again.answered == truth.given(form.answers)
    assert again.exit_code == 0


def test_an_example_in_the_column_of_numbers(workspace: Workspace, form: Form) -> None:
    def write(rows: Cells) -> Cells:
        numbered = [[str(n), *row] for n, row in enumerate(rows[HEAD + 1 :], start=1)]
        example: list[object] = ["Eksempel", "PSP-samarbejdet", "Nej"]
        return [*rows[:HEAD], ["Nr.", *rows[HEAD]], example, *numbered]

    outcome = filled(workspace, form, write)
    assert outcome.answered == truth.given(form.answers)
    assert {row["status"] for row in outcome.found("example_row")} == {"note"}


def test_columns_that_a_person_explains_need_no_known_heading(
    workspace: Workspace, form: Form
) -> None:
    columns = by_item(form)[:2]
    rows = [list(row) for row in wide(form, columns)]
    rows[0] = ["Hvem", "Hvad", "Spm A", "Spm B"]
    csv_file(returned(workspace, "x.csv"), rows)
    assert run(workspace).exit_code == 1
    said = {"A": 'heading = "unit"', "B": 'heading = "function"'}
    for letter, (question, item) in zip("CD", columns, strict=True):
        said[letter] = f'question = "{question.id}"\nitem = "{item.id}"'
    text = "".join(f'\n[[columns]]\ncolumn = "{k}"\n{v}\n' for k, v in said.items())
    path = workspace.responses(WAVE) / "wave.toml"
    path.write_text(path.read_text("utf-8") + text, encoding="utf-8")
    asked = {(question.id, item.id) for question, item in columns}
    want = {k: a for k, a in truth.given(form.answers).items() if k[2:] in asked}
    assert run(workspace).answered == want


def test_a_free_line_that_is_merged_is_one_answer(workspace: Workspace, form: Form) -> None:
    def write(rows: Cells) -> Sheet:
        line: list[object] = ["Andre koordineringsredskaber", "Netværksmøder"]
        return Sheet(str(rows[1][1])[:31], [*rows, line], [f"B{len(rows) + 1}:D{len(rows) + 1}"])

    outcome = filled(workspace, form, write)
    assert outcome.answered == truth.given(form.answers)
    assert outcome.exit_code == 0
    assert outcome.found("merged_answer") == []


# -- which reply counts -------------------------------------------------------------------------


def test_an_unfinished_reply_must_be_looked_at(workspace: Workspace, form: Form) -> None:
    rows = [list(row) for row in wide(form)]
    head = ["Status", "Dato", *rows[0]]
    full = [["Gennemført", "2012-05-02", *row] for row in rows[1:]]
    begun = ["Ufuldstændig", "2012-05-09", *rows[1][:2], "Nej", *[""] * (len(rows[1]) - 3)]
    csv_file(returned(workspace, "w.csv"), [head, *full, begun])
    outcome = run(workspace)
    found = outcome.one("shorter_duplicate")
    assert (found["cell"], found["status"]) == ("A2", "open")
    text = (workspace.analysis(WAVE) / "write-in-wave.toml").read_text("utf-8")
    assert f"row = 2            # or: row = {len(rows) + 1}" in text or "row = 2" in text
    path = workspace.responses(WAVE) / "wave.toml"
    decision = f'\n[[files]]\nfile = "w.csv"\nrow = {len(rows) + 1}\nignore = true\nreason = "x"\n'
    path.write_text(path.read_text("utf-8") + decision, encoding="utf-8")
    again = run(workspace)
    assert again.answered == truth.given(form.answers)
    assert again.exit_code == 0
    assert again.one("ignored_by_decision")["cell"] == f"A{len(rows) + 1}"


def test_shuffled_instrument_reads_the_same(workspace: Workspace, form: Form) -> None:
    ordered, instrument = truth.shuffled(form.answers, INSTRUMENT, 5)
    changed(replace(form, answers=ordered, instrument=instrument), returned(workspace), list)
    assert run(workspace).answered == truth.given(form.answers)
