"""What came back, in the ledger. All answers are synthetic."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest

from survey_toolkit.collection.ledger import (
    ISSUED,
    RECEIVED,
    REMINDED,
    SENT,
    Entry,
    add_to_ledger,
    read_ledger,
)
from survey_toolkit.collection.received import happened, note_received


@pytest.fixture
def wave(tmp_path: Path) -> Path:
    add_to_ledger(tmp_path, [Entry("2027-03-01T09:00:00+01:00", ISSUED, "657")])
    (tmp_path / "returned").mkdir()
    return tmp_path


def files(wave: Path, **contents: str) -> dict[str, Path]:
    found = {}
    for stem, content in contents.items():
        path = wave / "returned" / f"{stem}.xlsx"
        path.write_text(content, encoding="utf-8")
        found[path.name] = path
    return found


def lines(wave: Path) -> list[tuple[str, str, str]]:
    entries = [entry for entry in read_ledger(wave) if entry.event == RECEIVED]
    return [(entry.unit, entry.function, entry.file) for entry in entries]


def test_each_file_of_a_unit_is_noted_once_as_it_was(wave: Path) -> None:
    came = files(wave, a="first")
    answers = [("657", "ward", "a.xlsx!S!B2"), ("657", "ward", "a.xlsx!S!B3"), ("630", "", "")]
    assert note_received(wave, came, answers) == []
    assert note_received(wave, came, answers) == []
    assert lines(wave) == [("657", "ward", "returned/a.xlsx")]
    assert read_ledger(wave)[-1].sha256 == sha256(b"first").hexdigest()


def test_a_changed_file_and_a_corrected_one_get_their_own_lines(wave: Path) -> None:
    answers = [("657", "ward", "a.xlsx!S!B2")]
    note_received(wave, files(wave, a="first"), answers)
    note_received(wave, files(wave, a="second"), answers)
    note_received(wave, files(wave, a="second", a_rettet="third"),
                  [*answers, ("657", "", "a_rettet.xlsx!S!B3")])  # fmt: skip
    assert [file for _, _, file in lines(wave)] == [
        "returned/a.xlsx", "returned/a.xlsx", "returned/a_rettet.xlsx",
    ]  # fmt: skip


def test_an_export_of_many_gets_a_line_for_each_unit_only(wave: Path) -> None:
    answers = [("657", "ward", "x.xlsx!!B2"), ("657", "clinic", "x.xlsx!!B3"),
               ("630", "ward", "x.xlsx!!B4")]  # fmt: skip
    note_received(wave, files(wave, x="Monday"), answers)
    note_received(wave, files(wave, x="Tuesday"), [*answers, ("727", "ward", "x.xlsx!!B5")])
    assert lines(wave) == [
        ("630", "ward", "returned/x.xlsx"),
        ("657", "", "returned/x.xlsx"),
        ("727", "ward", "returned/x.xlsx"),
    ]


def test_without_a_ledger_nothing_is_noted(tmp_path: Path) -> None:
    (tmp_path / "returned").mkdir()
    came = files(tmp_path, a="first")
    assert note_received(tmp_path, came, [("657", "ward", "a.xlsx!S!B2")]) == []
    assert not (tmp_path / "ledger.csv").exists()
    assert happened(tmp_path) == {}


def test_an_open_ledger_is_named(wave: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def is_open(self: Path, target: Path) -> None:
        raise PermissionError(13, "used by another program", str(target))

    before = (wave / "ledger.csv").read_bytes()
    came = files(wave, a="first")
    for name in ("replace", "rename"):
        monkeypatch.setattr(Path, name, is_open)
    monkeypatch.setattr("os.replace", is_open)
    assert note_received(wave, came, [("657", "ward", "a.xlsx!S!B2")]) == ["ledger.csv"]
    assert (wave / "ledger.csv").read_bytes() == before


def test_the_days_of_the_ledger(wave: Path) -> None:
    add_to_ledger(wave, [
        Entry("2027-03-05T09:00:00+01:00", ISSUED, "657"),
        Entry("2027-03-08", SENT, "657"),
        Entry("2027-04-01", REMINDED, "657"),
        Entry("2027-04-08", REMINDED, "657"),
        Entry("2027-04-09T08:00:00+02:00", RECEIVED, "657"),
        Entry("2027-04-20", RECEIVED, "657"),
        Entry("?", RECEIVED, "630"),
        Entry("3-3-2027", ISSUED, "630"),
    ])  # fmt: skip
    assert happened(wave) == {
        "657": {"sent_date": "2027-03-08", "reminder_date": "2027-04-08",
                "returned_date": "2027-04-09"},
        "630": {"sent_date": "2027-03-03"},
    }  # fmt: skip
