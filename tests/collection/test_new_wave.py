"""The folder of a new wave: whole, readable, and never in the place of another."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from survey_toolkit import workspace as disk
from survey_toolkit.collection.draw import draw
from survey_toolkit.collection.frame import load_frame
from survey_toolkit.collection.new_wave import check_name, make_wave
from survey_toolkit.errors import SurveyError

from .registers import INSTRUMENT, PLAN, REGISTERS, ROOT
from .test_draw import EARLIER

PLAN_FILE = ROOT / "instruments/coordination-tools/plan.toml"
DRAWN = draw(INSTRUMENT, PLAN, REGISTERS, EARLIER, 2027)


def made(folder: Path, language: str = "da") -> Path:
    make_wave(folder, "coordination-tools", PLAN_FILE, DRAWN, language, 2027)
    return folder


def test_what_is_made(tmp_path: Path) -> None:
    folder = made(tmp_path / "2027")
    assert sorted(p.name for p in folder.iterdir()) == [
        "frame.csv", "plan.toml", "returned", "unit_names.csv", "wave.toml"]  # fmt: skip
    assert list(tmp_path.iterdir()) == [folder]
    assert (folder / "plan.toml").read_bytes() == PLAN_FILE.read_bytes()
    assert (folder.stat().st_mode & 0o777, (folder / "frame.csv").stat().st_mode & 0o777) == (
        0o755, 0o644)  # fmt: skip


def test_a_danish_excel_opens_the_tables(tmp_path: Path) -> None:
    for name in ("frame.csv", "unit_names.csv"):
        content = (made(tmp_path / name) / name).read_bytes()
        assert content.startswith(b"\xef\xbb\xbf")
        first = content.decode("utf-8-sig").split("\r\n", 1)[0]
        assert ";" in first and "," not in first


def test_the_frame_is_read_back(tmp_path: Path) -> None:
    units = load_frame(made(tmp_path / "2027"), INSTRUMENT, PLAN)
    assert len(units) == 130
    assert units["751"].population == 349_983
    assert "Århus" in units["751"].aliases
    sizes = [row[DRAWN.headings.index("size_class")] for row in DRAWN.rows]
    assert sizes == [unit.size_class for unit in units.values()]


@pytest.mark.parametrize("language", ["da", "en"])
def test_what_wave_toml_says(tmp_path: Path, language: str) -> None:
    text = (made(tmp_path / "2027", language) / "wave.toml").read_text("utf-8")
    assert tomllib.loads(text) == {"instrument": "coordination-tools"}
    assert ("Undersøgelsen 2027" in text) == (language == "da")
    uncommented = text.replace("# start", "start").replace("# end", "end")
    assert set(tomllib.loads(uncommented)) == {"instrument", "start", "end"}


@pytest.mark.parametrize("what", ["folder", "file", "empty"])
def test_what_is_there_is_never_changed(tmp_path: Path, what: str) -> None:
    path = tmp_path / "2027"
    if what == "file":
        path.write_text("mine", "utf-8")
    else:
        path.mkdir()
        (path / "wave.toml").write_text("mine", "utf-8") if what == "folder" else None
    before = sorted(p.name for p in tmp_path.rglob("*"))
    with pytest.raises(SurveyError, match="is there already"):
        made(path)
    assert sorted(p.name for p in tmp_path.rglob("*")) == before


def test_nothing_is_left_of_a_wave_that_could_not_be_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = Path.write_bytes

    def full(self: Path, content: bytes) -> int:
        if b"contact_email" in content:
            raise OSError(28, "No space left on device", str(self))
        return write(self, content)

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OSError) as caught:
        made(tmp_path / "2027")
    assert caught.value.filename == str(tmp_path / "2027")
    assert list(tmp_path.iterdir()) == []


def test_a_wave_that_is_being_made_is_none_yet(tmp_path: Path) -> None:
    made(tmp_path / ".2027-abcdefgh")
    made(tmp_path / "2026")
    assert disk.waves_in(tmp_path) == ["2026"]


@pytest.mark.parametrize("name", ["2027", "2027-pilot", "forår 2027", "a.b", "Ærø_1", "x"])
def test_a_name(name: str) -> None:
    check_name(name)


@pytest.mark.parametrize(
    "name", ["", ".", "..", "../x", "a/b", "a\\b", ".2027", "-v", "a ", " a", "a.", "con",
             "NUL.txt", "a:b", "a\n", "a*"]
)  # fmt: skip
def test_no_name(name: str) -> None:
    with pytest.raises(SurveyError, match="cannot be the name of a wave"):
        check_name(name)
