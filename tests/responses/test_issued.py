"""What `issue` wrote, `ingest` reads: whatever was done to the form. All answers are synthetic."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from survey_toolkit.collection.issue import Order
from survey_toolkit.errors import OPEN
from survey_toolkit.instruments.model import Instrument
from survey_toolkit.instruments.plan import load_plan
from survey_toolkit.instruments.wave import load_wave
from survey_toolkit.responses.ingest import Ingested, ingest
from survey_toolkit.schema import ANSWERED, NOT_RETURNED, Unit

from .issued_forms import (
    WAVE,
    Answers,
    book_of,
    copied,
    draw,
    fill,
    filled,
    issued,
    item_rows,
    maps,
    order,
    row_of,
    saved,
    shuffle_rows,
)
from .small import SMALL
from .workspaces import INSTRUMENT, ROOT, check_sum

HERNING = Unit("657", "kommune", "Herning")
VEJLE = Unit(
    "630",
    "kommune",
    "Vejle",
    functions=("sociale_tilbud", "social_sagsbehandling", "stof_myndighed"),
)
EAST = Unit("psyk-oest", "psykiatri", "Psykiatrien Øst", functions=("sengeafsnit",))
UNITS = (HERNING, VEJLE, EAST)
PLAN = load_plan(ROOT / "instruments/coordination-tools/plan.toml", INSTRUMENT)
ORDER = order(INSTRUMENT)
QUIET = {"item_nonresponse", "formula_text", "empty_sheet"}


def read(
    files: Mapping[str, bytes], instrument: Instrument = INSTRUMENT,
    units: tuple[Unit, ...] = UNITS, told: str = "",
) -> Ingested:  # fmt: skip
    """What comes of some returned files; `told` is what wave.toml says besides."""
    with tempfile.TemporaryDirectory() as name:
        wave = Path(name) / WAVE
        (wave / "returned").mkdir(parents=True)
        for file, content in files.items():
            (wave / "returned" / file).write_bytes(content)
        head = f'instrument = "{instrument.id}"\n{told}'
        (wave / "wave.toml").write_text(head, encoding="utf-8")
        frame = {unit.id: unit for unit in units}
        made = ingest(wave / "returned", instrument, PLAN, load_wave(wave, instrument, frame),
                      frame, "en")  # fmt: skip
    check_sum(made.cells)
    return made


def answers_of(made: Ingested, instrument: Instrument = INSTRUMENT) -> Answers:
    """The answers that were given; of several choices those that were made."""
    return {
        (row[2], row[3], row[5], row[6]): row[7]
        for row in made.rows
        if row[9] == ANSWERED
        and not (instrument.questions[row[5]].type == "multiple" and row[7] == "no")
    }


def found(made: Ingested, quiet: bool = False) -> list[tuple[str, str]]:
    """Status and code of each finding that is not about a blank or a text."""
    return sorted((f[0], f[1]) for f in made.findings if quiet or f[1] not in QUIET)


def one_form(
    change: Callable[[Workbook], object], unit: Unit = VEJLE, share: float = 1.0
) -> tuple[Answers, bytes]:
    """A form with answers, after somebody has changed it; and the answers."""
    answers = draw(ORDER, unit, random.Random(3), share)
    book = book_of(filled(ORDER, unit, answers))
    change(book)
    return answers, saved(book)


def sheet_of(book: Workbook, number: int = 1) -> Worksheet:
    return book.worksheets[number]


# -- round trips -------------------------------------------------------------------------------


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    seed=st.integers(0, 10**6),
    unit=st.sampled_from(UNITS),
    share=st.sampled_from([0.15, 0.6, 1.0]),
    language=st.sampled_from(["da", "en"]),
    done=st.sets(st.sampled_from(["tabs", "order", "rows", "sorted", "apart"])),
)
def test_what_goes_out_comes_back(
    seed: int, unit: Unit, share: float, language: str, done: set[str]
) -> None:
    rng = random.Random(seed)
    wanted = order(INSTRUMENT, language=language)
    answers = draw(wanted, unit, rng, share)
    book = book_of(filled(wanted, unit, answers))
    sheets = book.worksheets[1:-1]
    for number, sheet in enumerate(sheets):
        if done & {"rows", "sorted"}:
            shuffle_rows(sheet, rng, first=2 if "sorted" in done else 1)
        if "tabs" in done:
            sheet.title = f"Ark{number + 1}"
    if "order" in done:
        rng.shuffle(book._sheets)  # type: ignore[attr-defined]
    files = {"svar.xlsx": saved(book)}
    if "apart" in done:
        files = {f"{n}.xlsx": saved(copied(s, f"Kopi {n}")) for n, s in enumerate(sheets)}
    made = read(files)
    assert answers_of(made) == answers
    assert found(made) == []


@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 10**6), unit=st.sampled_from(UNITS))
def test_a_workbook_for_each_function_comes_back(seed: int, unit: Unit) -> None:
    rng = random.Random(seed)
    wanted = order(INSTRUMENT, per_function=True)
    answers = draw(wanted, unit, rng)
    files = {}
    for number, content in enumerate(issued(wanted, [unit]).values()):
        book = book_of(content)
        fill(book, wanted, unit, answers)
        files[f"mail {number}.xlsx"] = saved(book)
    made = read(files)
    assert answers_of(made) == answers
    assert found(made) == []


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 10**6))
def test_a_small_english_instrument_comes_back(seed: int) -> None:
    unit = Unit("A", "library", "Alder Library")
    wanted = order(SMALL, language="en")
    answers = draw(wanted, unit, random.Random(seed))
    made = read({"a.xlsx": filled(wanted, unit, answers)}, SMALL, (unit,))
    assert answers_of(made, SMALL) == answers
    assert found(made) == []


def test_all_at_once_and_every_cell_has_its_class() -> None:
    files, answers = {}, Answers()
    for number, unit in enumerate(UNITS):
        mine = draw(ORDER, unit, random.Random(number))
        answers |= mine
        files[f"{number}.xlsx"] = filled(ORDER, unit, mine)
    made = read(files)
    assert answers_of(made) == answers
    assert made.cells["set_aside"] == 0
    assert made.cells["answer"] == len(answers)


@pytest.fixture(scope="module")
def resaved(tmp_path_factory: pytest.TempPathFactory) -> tuple[Answers, dict[str, list[Path]]]:
    """Forms that LibreOffice has opened and saved again, as .xlsx and as .ods."""
    if not shutil.which("soffice"):
        if os.environ.get("REQUIRE_SYSTEM_TOOLS") == "1":
            pytest.fail("soffice is missing: install the apt package libreoffice-calc")
        pytest.skip("needs soffice, from the apt package libreoffice-calc")
    folder = tmp_path_factory.mktemp("resaved")
    answers = Answers()
    for number, unit in enumerate(UNITS):
        mine = draw(ORDER, unit, random.Random(number + 10), 0.8)
        answers |= mine
        (folder / f"{number}.xlsx").write_bytes(filled(ORDER, unit, mine))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    sources = [str(path) for path in sorted(folder.glob("*.xlsx"))]
    for kind in ("ods", "xlsx"):
        subprocess.run(
            ["soffice", profile, "--headless", "--convert-to", kind, "--outdir",
             str(folder / kind), *sources],
            check=True, capture_output=True, timeout=300,
        )  # fmt: skip
    return answers, {kind: sorted((folder / kind).iterdir()) for kind in ("ods", "xlsx")}


@pytest.mark.parametrize("kind", ["ods", "xlsx"])
def test_libreoffice_saves_it_and_it_comes_back(
    kind: str, resaved: tuple[Answers, dict[str, list[Path]]]
) -> None:
    answers, files = resaved
    assert len(files[kind]) == len(UNITS)
    made = read({path.name: path.read_bytes() for path in files[kind]})
    assert answers_of(made) == answers
    assert found(made) == []


# -- what is on the cover ----------------------------------------------------------------------


def cover(book: Workbook, said: Mapping[str, str]) -> None:
    sheet = book.worksheets[0]
    for name, text in said.items():
        sheet.cell(row_of(sheet, name), 3).value = text


def test_a_function_that_is_not_there_is_not_missing() -> None:
    name = INSTRUMENT.functions["social_sagsbehandling"].name_da
    answers = draw(ORDER, VEJLE, random.Random(1))
    kept = {key: a for key, a in answers.items() if key[1] != "social_sagsbehandling"}
    book = book_of(filled(ORDER, VEJLE, kept))
    cover(book, {name: "Vi har ikke denne funktion", "Udfyldt af": "Ida", "Dato": "1-5-2027"})
    made = read({"a.xlsx": saved(book)})
    assert answers_of(made) == kept
    assert found(made, quiet=True).count(("note", "function_absent")) == 1
    assert ("note", "empty_sheet") not in found(made, quiet=True)
    assert made.cells["set_aside"] == 0
    missing = {row[3] for row in made.rows if row[2] == "630" and row[9] == NOT_RETURNED}
    assert missing == set()


def test_a_function_that_is_there_and_empty_is_missing() -> None:
    answers = draw(ORDER, VEJLE, random.Random(1))
    kept = {key: a for key, a in answers.items() if key[1] != "social_sagsbehandling"}
    made = read({"a.xlsx": filled(ORDER, VEJLE, kept)})
    assert ("note", "empty_sheet") in found(made, quiet=True)
    assert any(row[3] == "social_sagsbehandling" and row[9] == NOT_RETURNED for row in made.rows)


def test_a_function_that_answers_with_another() -> None:
    name = INSTRUMENT.functions["stof_myndighed"].name_da
    answers = draw(ORDER, VEJLE, random.Random(1))
    kept = {key: a for key, a in answers.items() if key[1] != "stof_myndighed"}
    book = book_of(filled(ORDER, VEJLE, kept))
    cover(book, {name: "Besvaret sammen med Social sagsbehandling"})
    made = read({"a.xlsx": saved(book)})
    assert answers_of(made) == kept
    (told,) = [f for f in made.findings if f[1] == "function_together"]
    assert told[5:7] == ("630", "stof_myndighed")
    assert "Social sagsbehandling" in told[11]
    assert not any(row[3] == "stof_myndighed" for row in made.rows)


def test_a_function_that_answers_though_it_is_not_there() -> None:
    name = INSTRUMENT.functions["stof_myndighed"].name_da
    answers, content = one_form(lambda b: cover(b, {name: "Vi har ikke denne funktion"}))
    made = read({"a.xlsx": content})
    assert answers_of(made) == answers
    assert (OPEN, "absent_but_answered") in found(made)


def test_what_is_said_of_a_function_may_be_unclear() -> None:
    name = INSTRUMENT.functions["stof_myndighed"].name_da
    answers, content = one_form(lambda b: cover(b, {name: "Det ved Lone"}))
    made = read({"a.xlsx": content})
    assert answers_of(made) == answers
    assert found(made) == [(OPEN, "function_unclear")]


def test_the_date_on_the_cover_tells_which_of_two_is_later() -> None:
    _, one = one_form(lambda b: cover(b, {"Dato": "1-5-2027"}))
    second = draw(ORDER, VEJLE, random.Random(9), 1.0)
    book = book_of(filled(ORDER, VEJLE, second))
    cover(book, {"Dato": "3-5-2027"})
    made = read({"b.xlsx": one, "a.xlsx": saved(book)})
    functions = {key: a for key, a in answers_of(made).items() if key[1]}
    assert functions == {key: a for key, a in second.items() if key[1]}
    assert ("settled", "duplicate_response") in found(made)


# -- what respondents do -----------------------------------------------------------------------


def test_an_overwritten_label_is_asked_about_and_its_answers_kept() -> None:
    def change(book: Workbook) -> None:
        sheet = sheet_of(book)
        sheet.cell(row_of(sheet, "PSP-samarbejdet"), 2).value = "Vores eget netværk"

    answers, content = one_form(change)
    made = read({"a.xlsx": content})
    assert answers_of(made) == answers
    assert found(made) == [(OPEN, "overwritten_label")]
    confirmed = read({"a.xlsx": content}, told="".join(f"{d}\n" for d in made.decide))
    assert answers_of(confirmed) == answers
    assert OPEN not in {status for status, _ in found(confirmed)}
    gone = '[[names]]\ntext = "Vores eget netværk"\nignore = true\nreason = "Andet redskab"\n'
    left_out = answers_of(read({"a.xlsx": content}, told=gone))
    assert left_out == {k: a for k, a in answers.items()
                        if k[1:2] != ("sociale_tilbud",) or k[3] != "psp"}  # fmt: skip


def test_overwritten_headings_and_texts() -> None:
    def change(book: Workbook) -> None:
        sheet = sheet_of(book)
        heading = row_of(sheet, "Redskab")
        sheet.cell(heading, 5).value = "Bruger vi det?"
        sheet.cell(heading, 3).value = "Hvad er det"
        sheet.cell(heading - 3, 2).value = "Hilsen Lone"
        sheet.cell(heading + 2, 3).value = "kender vi ikke"

    answers, content = one_form(change)
    made = read({"a.xlsx": content})
    assert answers_of(made) == answers
    assert set(found(made)) == {
        (OPEN, "overwritten_label"), ("note", "overwritten_label"), ("note", "overwritten_text")
    }  # fmt: skip


def test_a_fifteenth_tool_is_set_aside_and_asked_about() -> None:
    def change(book: Workbook) -> None:
        sheet = sheet_of(book)
        row = item_rows(sheet)[-1] + 1
        sheet.insert_rows(row)
        for column, text in ((2, "Netværkskort"), (4, "Ja"), (5, "Nej")):
            sheet.cell(row, column).value = text

    answers, content = one_form(change)
    made = read({"a.xlsx": content})
    functions = {k: a for k, a in answers.items() if k[2] != "other_tools"}
    assert answers_of(made).items() >= functions.items()
    assert found(made) == [(OPEN, "unknown_tool")]


def test_pasted_over_drop_downs_are_read_as_any_answer() -> None:
    def change(book: Workbook) -> None:
        sheet = sheet_of(book)
        row = row_of(sheet, "PSP-samarbejdet")
        for column, text in ((4, " ja "), (5, "Næsten alle"), (6, "vistnok godt?")):
            sheet.cell(row, column).value = text

    _, content = one_form(change)
    made = read({"a.xlsx": content})
    about = ("630", "sociale_tilbud")
    assert answers_of(made)[(*about, "use", "psp")] == "almost_all"
    assert answers_of(made)[(*about, "awareness", "psp")] == "yes"
    assert (OPEN, "unreadable_answer") in found(made)
    assert {code for _, code in found(made)} == {"unreadable_answer"}


def test_a_remark_beside_the_table_is_not_lost() -> None:
    answers, content = one_form(lambda b: sheet_of(b).cell(3, 12, "Ring til mig"))
    made = read({"a.xlsx": content})
    assert answers_of(made) == answers
    assert found(made) == [(OPEN, "unplaced_cell")]


def test_comments_are_details() -> None:
    def change(book: Workbook) -> None:
        sheet = sheet_of(book)
        sheet.cell(row_of(sheet, "PSP-samarbejdet"), 7).value = "Ja"

    answers, content = one_form(change)
    made = read({"a.xlsx": content})
    assert answers_of(made) == answers
    assert found(made) == []


# -- marks -------------------------------------------------------------------------------------


def spoil(book: Workbook) -> None:
    sheet = sheet_of(book)
    sheet.cell(2, 2).value = str(sheet.cell(2, 2).value).replace("630", "657")


def test_a_wrong_mark_is_not_used() -> None:
    answers, content = one_form(spoil)
    made = read({"a.xlsx": content})
    assert answers_of(made) == answers
    assert found(made) == [("note", "spoilt_mark")]


def test_a_sheet_with_a_wrong_mark_alone_in_a_workbook() -> None:
    answers, content = one_form(spoil)
    alone = saved(copied(sheet_of(book_of(content)), "Ark1"))
    made = read({"a.xlsx": alone})
    assert answers_of(made) == {k: a for k, a in answers.items() if k[1] == VEJLE.functions[0]}
    assert found(made) == [("note", "spoilt_mark")]


def test_another_name_on_the_form_does_not_make_it_another_units() -> None:
    def change(book: Workbook) -> None:
        sheet = sheet_of(book)
        sheet.cell(3, 3).value = "Herning"

    answers, content = one_form(change)
    made = read({"a.xlsx": content})
    assert answers_of(made) == answers
    assert found(made) == [("open", "other_unit_written")]


def test_without_keys_the_mark_still_says_whose_it_is() -> None:
    def change(book: Workbook) -> None:
        for sheet in book.worksheets:
            sheet.delete_cols(1)
            for row in sheet.iter_rows():
                for cell in row:
                    if str(cell.value).startswith("§"):
                        cell.value = None

    answers, content = one_form(change)
    made = read({"svar.xlsx": content})
    functions = {k: a for k, a in answers.items() if k[1]}
    assert {k: a for k, a in answers_of(made).items() if k[1]} == functions


def test_a_mark_that_was_written_over() -> None:
    answers, content = one_form(lambda b: sheet_of(b).cell(2, 2, "Hilsen Lone"))
    made = read({"a.xlsx": content})
    assert answers_of(made) == answers
    assert found(made) == [("note", "spoilt_mark")]


def test_an_id_that_the_frame_does_not_have_is_no_misspelling() -> None:
    unit = replace(VEJLE, id="6300", name="Vejle ny")
    answers = draw(ORDER, unit, random.Random(1))
    made = read({"a.xlsx": filled(ORDER, unit, answers)})
    assert found(made) == [(OPEN, "unit_not_in_frame")]
    assert answers_of(made) == answers


def test_a_corrected_form_takes_back_what_the_first_said_of_a_function() -> None:
    name = INSTRUMENT.functions["stof_myndighed"].name_da
    _, first = one_form(lambda b: cover(b, {name: "Vi har ikke denne funktion"}))
    answers, second = one_form(lambda _: None)
    made = read({"a.xlsx": first, "a rettet.xlsx": second})
    assert answers_of(made) == answers
    assert found(made) == [("note", "function_absent"), ("settled", "superseded_file")]


def test_two_sheets_in_one() -> None:
    answers, content = one_form(lambda _: None)
    book = book_of(content)
    first, second = book.worksheets[1:3]
    below = first.max_row + 2
    for row in second.iter_rows():
        for cell in row:
            if cell.value is not None:
                first.cell(cell.row + below, cell.column, cell.value)
    book.remove(second)
    made = read({"a.xlsx": saved(book)})
    assert answers_of(made) == answers
    assert found(made) == []


# -- other waves, other versions ---------------------------------------------------------------


def of(wanted: Order, unit: Unit = VEJLE) -> tuple[Answers, bytes]:
    answers = draw(wanted, unit, random.Random(5), 1.0)
    return answers, filled(wanted, unit, answers)


def test_a_form_of_another_wave_is_said_to_be_so() -> None:
    answers, content = of(order(INSTRUMENT, wave="2009"))
    made = read({"a.xlsx": content})
    assert answers_of(made) == answers
    assert found(made) == [(OPEN, "other_wave")]
    settled = read({"a.xlsx": content}, told="".join(f"{d}\n" for d in made.decide))
    assert answers_of(settled) == answers
    assert found(settled)[-1] == ("settled", "other_wave")


def older() -> Instrument:
    """The questionnaire as it may have been: other order and names, an item and a question more."""
    items = dict(reversed(list(INSTRUMENT.items.items())))
    items["psp"] = replace(items["psp"], name_da="Samarbejde med politiet", aliases=())
    items["gammel"] = replace(
        items["psp"], id="gammel", name_da="Et gammelt redskab", name_en="Old"
    )
    questions = dict(INSTRUMENT.questions)
    questions["future"] = replace(questions["rating"], id="future", asked_if=(),
                                  text_da="Fremtiden?",
                                  short_da="Fremtid", text_en="", aliases=())  # fmt: skip
    return replace(INSTRUMENT, version="2009.1", items=items, questions=questions)


def test_an_older_version_is_matched_by_question_and_item() -> None:
    answers, content = of(order(older()))
    made = read({"a.xlsx": content})
    assert answers_of(made) == {
        k: a for k, a in answers.items() if k[2] != "future" and k[3] != "gammel"
    }
    codes = found(made)
    assert ("note", "other_version") in codes
    assert {code for status, code in codes if status == OPEN} == {
        "unknown_tool",
        "unknown_question",
    }


def test_the_map_says_where_each_answer_stands() -> None:
    answers, content = of(ORDER)
    made = read({"a.xlsx": content})
    places = maps(ORDER, VEJLE)
    for row in made.rows:
        if row[9] == ANSWERED and row[3]:
            at = places[row[3]].places()[row[5], row[6]]
            letters = row[10].rpartition("!")[2].rstrip("0123456789")
            assert (ord(letters) - 64, int(row[10].rpartition(letters)[2])) == (at[1], at[0])
    assert answers_of(made) == answers
