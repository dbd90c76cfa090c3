"""Reminders, and unclear answers given back, as drafts. All answers are synthetic."""

from __future__ import annotations

import datetime as dt
import email
import io
import shutil
from email import policy
from pathlib import Path

import openpyxl
import pytest

from survey_toolkit import follow_up, pipeline, taking
from survey_toolkit.collection.ledger import RECEIVED, REMINDED, RETURNED, read_ledger
from survey_toolkit.manifest import Manifest
from survey_toolkit.schema import COMPLETE
from survey_toolkit.survey import Survey
from survey_toolkit.track import track
from survey_toolkit.workspace import Workspace

from .responses import truth
from .responses.books import csv_file
from .responses.workspaces import INSTRUMENT, WAVE, make, reply, returned, run

DAY = dt.date(2026, 5, 4)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return make(tmp_path)


def mail(path: Path) -> email.message.EmailMessage:
    return email.message_from_bytes(path.read_bytes(), policy=policy.default)  # type: ignore[return-value]


def body(path: Path) -> str:
    return mail(path).get_body().get_content().replace("\r\n", "\n")


# -- remind ----------------------------------------------------------------------------------------


def test_who_lacks_something_is_reminded_of_just_that(workspace: Workspace) -> None:
    reply(workspace, "657", "630")
    answers = {k: a for k, a in truth.draw(INSTRUMENT, 1, ["615"]).items()
               if k[1] == "sociale_tilbud"}  # fmt: skip
    form = truth.Form(answers, INSTRUMENT, truth.FRAME)
    from .responses.layouts_wide import wide

    csv_file(returned(workspace, "horsens.csv"), wide(form))
    made = follow_up.remind(workspace, WAVE, today=DAY)
    assert set(made.written) == {"615", "727", "psykiatrien-syd", "psykiatrien-oest",
                                 "afdeling-q-risskov", "afdeling-p-risskov"}  # fmt: skip
    horsens, odder = body(made.written["615"]), body(made.written["727"])
    assert "Kære Fagkonsulent" in horsens
    assert "Tak for svarene fra Horsens. Vi mangler endnu en del af dem." in horsens
    assert "  – Social sagsbehandling\n" in horsens
    assert "Sociale tilbud" not in horsens
    assert "Vi har endnu ikke fået svar fra Odder" in odder
    assert "Sociale tilbud" in odder and "Social sagsbehandling" in odder
    assert "jeres funktioner" in body(made.written["psykiatrien-oest"])
    assert mail(made.written["727"])["To"] == "727@example.org"


def test_the_mail_merge_has_a_row_for_each(workspace: Workspace) -> None:
    reply(workspace, "657")
    made = follow_up.remind(workspace, WAVE, today=DAY)
    rows = list(openpyxl.load_workbook(made.merge).active.values)
    assert rows[0] == follow_up.MERGE_COLUMNS
    assert len(rows) - 1 == len(made.written)
    assert ("727", "Odder", "Fagkonsulent", "727@example.org") in {row[:4] for row in rows}


def test_not_twice_on_one_day(workspace: Workspace) -> None:
    reply(workspace, "657")
    first = follow_up.remind(workspace, WAVE, today=DAY)
    again = follow_up.remind(workspace, WAVE, today=DAY)
    assert again.written == {}
    assert len(again.already) == len(first.written)
    later = follow_up.remind(workspace, WAVE, today=DAY + dt.timedelta(days=1))
    assert later.written.keys() == first.written.keys()
    ledger = read_ledger(workspace.responses(WAVE))
    assert {entry.event for entry in ledger} == {REMINDED}
    assert len(ledger) == 2 * len(first.written)
    assert all((workspace.root / entry.file).is_file() for entry in ledger)


def test_before_anything_has_come_back(workspace: Workspace) -> None:
    made = follow_up.remind(workspace, WAVE, today=DAY, language="en")
    assert len(made.written) == len(truth.FRAME)
    assert "no answers yet from Odder" in body(made.written["727"])


def test_who_has_no_address_is_named_and_has_a_draft(workspace: Workspace) -> None:
    path = workspace.responses(WAVE) / "frame.csv"
    path.write_text(path.read_text("utf-8").replace("727@example.org", ""), "utf-8")
    made = follow_up.remind(workspace, WAVE, today=DAY)
    assert made.without_address == ["Odder"]
    assert mail(made.written["727"])["To"] is None


# -- return ----------------------------------------------------------------------------------------


def spoilt(workspace: Workspace, unit: str = "657") -> tuple[Path, str, str]:
    """One rating that cannot be read: the file, the sheet and the cell."""
    reply(workspace, unit, "630")
    rows = run(workspace).answers
    rated = rows[rows["question"].eq("rating") & rows["status"].eq("answered")]
    file, sheet, cell = rated[rated["unit"].eq(unit)].iloc[0]["source"].split("!")
    path = returned(workspace, file)
    book = openpyxl.load_workbook(path)
    book[sheet][cell] = "Se bilag"
    book.save(path)
    return path, sheet, cell


def test_an_unclear_answer_is_given_back(workspace: Workspace) -> None:
    path, sheet, cell = spoilt(workspace)
    before = path.read_bytes()
    made = follow_up.give_back(workspace, WAVE)
    assert list(made.written) == ["657"]
    text = body(made.written["657"])
    assert f"{sheet} {cell}, Vurdering – " in text
    assert "der står »Se bilag«" in text
    (part,) = mail(made.written["657"]).iter_attachments()
    assert part.get_filename() == "Herning rettet.xlsx"
    book = openpyxl.load_workbook(io.BytesIO(part.get_content()))
    assert "ventet: Et af svarene" in book[sheet][cell].comment.text
    assert path.read_bytes() == before
    (entry,) = read_ledger(workspace.responses(WAVE))
    assert (entry.event, entry.unit, entry.note) == (RETURNED, "657", f"{sheet}!{cell}")


def test_the_same_again_is_no_new_line(workspace: Workspace) -> None:
    spoilt(workspace)
    follow_up.give_back(workspace, WAVE)
    follow_up.give_back(workspace, WAVE)
    assert len(read_ledger(workspace.responses(WAVE))) == 1


def test_the_corrected_copy_replaces_just_that_answer(workspace: Workspace) -> None:
    _, sheet, cell = spoilt(workspace)
    before = run(workspace)
    made = follow_up.give_back(workspace, WAVE)
    copy = made.written["657"].with_name("Herning rettet.xlsx")
    book = openpyxl.load_workbook(copy)
    book[sheet][cell] = "Godt"
    book.save(returned(workspace, copy.name))
    after = run(workspace)
    assert after.exit_code == 0
    new = {k: a for k, a in after.answered.items() if before.answered.get(k) != a}
    assert list(new.values()) == ["good"]
    assert {k: a for k, a in after.answered.items() if k not in new} == before.answered
    assert follow_up.give_back(workspace, WAVE).written == {}


def test_a_file_of_several_units_is_given_to_none(workspace: Workspace) -> None:
    head = ["Kommune", "Funktion", "Kendskab: PSP"]
    rows = [["Herning", "Sociale tilbud", "Se bilag"], ["Vejle", "Sociale tilbud", "Ja"]]
    csv_file(returned(workspace, "a.csv"), [head, *rows])
    made = follow_up.give_back(workspace, WAVE, language="en")
    assert list(made.written) == ["657"]
    assert list(mail(made.written["657"]).iter_attachments()) == []
    assert "C2, Awareness – PSP" in body(made.written["657"])


# -- the ledger ------------------------------------------------------------------------------------


def test_what_came_back_is_in_the_ledger_and_reads_nothing_again(workspace: Workspace) -> None:
    reply(workspace, "657")
    follow_up.remind(workspace, WAVE, today=DAY)
    run(workspace)
    run(workspace)
    ledger = read_ledger(workspace.responses(WAVE))
    received = [entry for entry in ledger if entry.event == RECEIVED]
    assert {entry.unit for entry in received} == {"657"}
    assert len({entry.file for entry in received}) == len(received)
    manifest = Manifest(Survey(workspace, WAVE))
    assert manifest.current("ingest", manifest.survey.inputs)


def test_the_mail_says_the_deadline_and_whom_to_ask(workspace: Workspace) -> None:
    head = workspace.responses(WAVE) / "wave.toml"
    text = head.read_text("utf-8")
    head.write_text(f'deadline = 2027-05-01\ncontact = "Kontoret, 12 34 56 78"\n{text}', "utf-8")
    reply(workspace, "657")
    odder = body(follow_up.remind(workspace, WAVE, today=DAY).written["727"])
    assert "Svarfristen er 1. maj 2027." in odder
    assert odder.rstrip().endswith("Venlig hilsen\nKontoret, 12 34 56 78")
    later = follow_up.remind(workspace, WAVE, today=dt.date(2027, 5, 2)).written["727"]
    assert "Svarfristen var 1. maj 2027." in body(later)


def test_a_correction_by_telephone_is_made_in_the_corrected_copy_too(workspace: Workspace) -> None:
    path, sheet, cell = spoilt(workspace)
    taking.correct(workspace, WAVE, f"{path.name}!{sheet}!{cell}", "Godt", "by telephone")
    first = run(workspace)
    shutil.copy(path, path.with_name("Herning rettet.xlsx"))  # it came back as it was
    second = run(workspace)
    assert second.answered == first.answered
    assert second.found("corrected_cell", file="Herning rettet.xlsx")
    assert not second.found("correction_not_applied")
    book = openpyxl.load_workbook(path)
    book[sheet][cell] = "Meget godt"
    book.save(path.with_name("Herning rettet.xlsx"))  # and here its sender has settled it
    third = run(workspace)
    assert not third.found("corrected_cell", file="Herning rettet.xlsx")
    assert [key for key in first.answered if first.answered[key] != third.answered[key]] != []


def test_what_the_cover_leaves_unclear_is_given_back(workspace: Workspace) -> None:
    pipeline.issue(workspace, WAVE)
    (form,) = (workspace.responses(WAVE) / "issued").glob("657 *.xlsx")
    book = openpyxl.load_workbook(form)
    cover = book.worksheets[0]
    cells = [c for row in cover.iter_rows() for c in row if not c.protection.locked]
    cells[0].value = "ved jeg ikke"
    book.save(returned(workspace, "657.xlsx"))
    made = follow_up.give_back(workspace, WAVE)
    copy = openpyxl.load_workbook(made.written["657"].with_name("657 rettet.xlsx"))
    assert "ved jeg ikke" in copy.worksheets[0][cells[0].coordinate].comment.text
    assert "Sociale tilbud" in body(made.written["657"])


def test_no_reply_is_missing_from_a_function_that_is_not_there(workspace: Workspace) -> None:
    pipeline.issue(workspace, WAVE)
    (form,) = (workspace.responses(WAVE) / "issued").glob("657 *.xlsx")
    book = openpyxl.load_workbook(form)
    said = [c for row in book.worksheets[0].iter_rows() for c in row if not c.protection.locked]
    sheet = book.worksheets[1]
    row = next(r for r in range(1, 60) if str(sheet.cell(r, 1).value).startswith("§item:"))
    next(c for c in sheet[row] if not c.protection.locked).value = "Nej"
    said[1].value = "Vi har ikke denne funktion"
    book.save(returned(workspace, "657.xlsx"))
    result, _ = track(workspace, WAVE)
    table = result.tables["tracking"].set_index("unit")
    assert table.loc["657", "missing"] == ""
    assert table.loc["657", "state"] == COMPLETE
    assert table.loc["630", "missing"] == "sociale_tilbud|social_sagsbehandling"
    assert "657" not in follow_up.remind(workspace, WAVE, today=DAY).written
