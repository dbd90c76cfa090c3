"""The ledger: lines are added, and nothing that stands there is changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from survey_toolkit.collection import ledger
from survey_toolkit.collection.ledger import ISSUED, Entry, add_to_ledger, now, read_ledger
from survey_toolkit.errors import SurveyError

FIRST = Entry("2027-01-01T10:00:00+01:00", ISSUED, "657", "", "issued/657 Herning.xlsx", "ab", "")
SECOND = Entry("2027-01-02T10:00:00+01:00", "sent", "615", "f", "", "", "=1+1; Ærø")


def test_there_is_none_at_first(tmp_path: Path) -> None:
    assert read_ledger(tmp_path) == []
    add_to_ledger(tmp_path, [])
    assert not list(tmp_path.iterdir())


def test_lines_are_added_at_the_end(tmp_path: Path) -> None:
    add_to_ledger(tmp_path, [FIRST])
    before = (tmp_path / ledger.NAME).read_bytes()
    add_to_ledger(tmp_path, [SECOND, FIRST])
    assert (tmp_path / ledger.NAME).read_bytes().startswith(before)
    assert read_ledger(tmp_path) == [FIRST, SECOND, FIRST]
    assert "'=1+1" in (tmp_path / ledger.NAME).read_text("utf-8-sig")


def test_one_that_excel_saved_keeps_its_semicolons(tmp_path: Path) -> None:
    path = tmp_path / ledger.NAME
    path.write_text(";".join(FIRST._fields) + "\n" + ";".join(FIRST), encoding="utf-8-sig")
    add_to_ledger(tmp_path, [SECOND])
    assert read_ledger(tmp_path) == [FIRST, SECOND]


def test_a_column_that_is_missing_is_named(tmp_path: Path) -> None:
    (tmp_path / ledger.NAME).write_text("time,event,unit\n", encoding="utf-8")
    with pytest.raises(SurveyError, match="no column function, file, sha256, note"):
        read_ledger(tmp_path)


def test_one_that_is_open_elsewhere_is_said_to_be(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_to_ledger(tmp_path, [FIRST])

    def refuse(self: Path, target: Path) -> Path:
        raise PermissionError(13, "in use", str(target))

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(SurveyError, match="Close it where it is open"):
        add_to_ledger(tmp_path, [SECOND])
    monkeypatch.undo()
    assert read_ledger(tmp_path) == [FIRST]
    assert [p.name for p in tmp_path.iterdir()] == [ledger.NAME]


def test_the_time_has_its_distance_from_greenwich() -> None:
    assert now()[-6] in "+-"
