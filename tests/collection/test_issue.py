"""The issued workbooks: what is in them, and when they are written. No answers."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from survey_toolkit.collection.issue import Issued, issue
from survey_toolkit.collection.ledger import read_ledger
from survey_toolkit.instruments.marks import read_mark
from survey_toolkit.schema import Unit

from ..responses.issued_forms import book_of, issued, maps, order
from ..responses.workspaces import INSTRUMENT

HERNING = Unit("657", "kommune", "Herning")
EAST = Unit("psyk-oest", "psykiatri", "Psykiatrien Øst", functions=("sengeafsnit", "ambulatorium"))
ORDER = order(INSTRUMENT)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in (folder / "issued").iterdir())


def texts(sheet: Worksheet) -> list[str]:
    return [str(c.value) for row in sheet.iter_rows() for c in row if c.value is not None]


# -- which files -------------------------------------------------------------------------------


def test_a_workbook_for_each_unit_and_a_line_for_each(tmp_path: Path) -> None:
    made = issue(tmp_path, ORDER, [HERNING, EAST])
    assert names(tmp_path) == ["657 Herning.xlsx", "psyk-oest Psykiatrien Øst.xlsx"]
    assert [p.name for p in made.written] == names(tmp_path)
    lines = read_ledger(tmp_path)
    assert [(e.event, e.unit, e.file) for e in lines] == [
        ("issued", "657", "issued/657 Herning.xlsx"),
        ("issued", "psyk-oest", "issued/psyk-oest Psykiatrien Øst.xlsx"),
    ]
    assert all(re.fullmatch("[0-9a-f]{64}", e.sha256) for e in lines)


def test_twice_writes_nothing_again(tmp_path: Path) -> None:
    issue(tmp_path, ORDER, [HERNING])
    ledger, form = (tmp_path / "ledger.csv").read_bytes(), tmp_path / "issued/657 Herning.xlsx"
    before = form.stat().st_mtime_ns
    again = issue(tmp_path, ORDER, [HERNING])
    assert again == Issued([], 1, [])
    assert form.stat().st_mtime_ns == before
    assert (tmp_path / "ledger.csv").read_bytes() == ledger


def test_another_deadline_makes_another_form_and_another_line(tmp_path: Path) -> None:
    issue(tmp_path, ORDER, [HERNING])
    other = order(INSTRUMENT)
    other = replace(other, texts={**other.texts, "deadline": "1. maj 2027"})
    assert len(issue(tmp_path, other, [HERNING]).written) == 1
    assert len(issue(tmp_path, ORDER, [HERNING]).written) == 1
    marks = [e.sha256 for e in read_ledger(tmp_path)]
    assert marks[0] == marks[2] != marks[1]


def test_a_line_that_a_stopped_run_left_out_is_added(tmp_path: Path) -> None:
    issue(tmp_path, ORDER, [HERNING])
    (tmp_path / "ledger.csv").unlink()
    assert issue(tmp_path, ORDER, [HERNING]).unchanged == 1
    assert len(read_ledger(tmp_path)) == 1


def test_a_file_that_is_open_is_left_and_the_others_are_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_one = tmp_path / "issued/657 Herning.xlsx"
    open_one.parent.mkdir()
    open_one.write_bytes(b"open in Excel")
    replace = Path.replace

    def refuse(self: Path, target: Path) -> Path:
        if target == open_one:
            raise PermissionError(13, "in use", str(target))
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", refuse)
    made = issue(tmp_path, ORDER, [HERNING, EAST])
    assert made.left == [open_one]
    assert [p.name for p in made.written] == ["psyk-oest Psykiatrien Øst.xlsx"]
    assert open_one.read_bytes() == b"open in Excel"
    assert [e.unit for e in read_ledger(tmp_path)] == ["psyk-oest"]
    assert names(tmp_path) == ["657 Herning.xlsx", "psyk-oest Psykiatrien Øst.xlsx"]


def test_a_workbook_for_each_function(tmp_path: Path) -> None:
    issue(tmp_path, order(INSTRUMENT, per_function=True), [EAST])
    assert names(tmp_path) == [
        "psyk-oest Psykiatrien Øst - Ambulatorium.xlsx",
        "psyk-oest Psykiatrien Øst - Forside.xlsx",
        "psyk-oest Psykiatrien Øst - Sengeafsnit.xlsx",
    ]
    assert [e.function for e in read_ledger(tmp_path)] == ["", "sengeafsnit", "ambulatorium"]
    cover = book_of((tmp_path / "issued" / names(tmp_path)[1]).read_bytes())
    assert cover.sheetnames == ["Forside", "Om hele organisationen", "Valgmuligheder"]


def test_a_function_alone_is_told_what_the_cover_says() -> None:
    wanted = order(INSTRUMENT, per_function=True)
    wanted = type(wanted)(
        "2012", INSTRUMENT, "da", {**wanted.texts, "deadline": "1. maj 2027"}, True
    )
    book = book_of(issued(wanted, [EAST])["psyk-oest Psykiatrien Øst - Sengeafsnit.xlsx"])
    assert {"1. maj 2027", "Svarfrist", "Når I er færdige", "Udfyldt af", "Dato"} <= set(
        texts(book.worksheets[0])
    )


def test_names_that_no_system_holds_or_that_are_alike(tmp_path: Path) -> None:
    units = [Unit("a", "kommune", "Syd/Nord: ?"), Unit("A", "kommune", "syd nord"),
             Unit("c", "kommune", "x" * 300)]  # fmt: skip
    issue(tmp_path, ORDER, units)
    assert names(tmp_path)[:2] == ["A syd nord (2).xlsx", "a Syd Nord.xlsx"]
    assert max(map(len, names(tmp_path))) < 130


# -- what is in them ---------------------------------------------------------------------------


def test_the_same_content_gives_the_same_bytes() -> None:
    assert issued(ORDER, [HERNING, EAST]) == issued(ORDER, [HERNING, EAST])
    alone = issued(ORDER, [EAST])
    assert issued(ORDER, [HERNING, EAST]).items() >= alone.items()


def test_each_sheet_bears_its_mark_and_the_properties_too() -> None:
    book = book_of(issued(ORDER, [EAST])["psyk-oest Psykiatrien Øst.xlsx"])
    parts = []
    for sheet in book.worksheets:
        (mark,) = filter(None, map(read_mark, texts(sheet)))
        assert (mark.wave, mark.instrument, mark.unit) == (
            "2012",
            "coordination-tools",
            "psyk-oest",
        )
        parts.append(mark.part)
    assert parts == ["*", "sengeafsnit", "ambulatorium", "*", "#"]
    about = {p.name: p.value for p in book.custom_doc_props.props}
    assert about["survey-toolkit unit"] == "Psykiatrien Øst"
    assert read_mark(about["survey-toolkit mark"]) is not None
    assert about["survey-toolkit instrument"] == "coordination-tools 2012.1"


def test_only_answer_cells_are_unlocked_and_each_has_its_choices() -> None:
    book = book_of(issued(ORDER, [HERNING])["657 Herning.xlsx"])
    made = maps(ORDER, HERNING)
    for sheet, (part, plan) in zip(book.worksheets, made.items(), strict=False):
        assert sheet.protection.sheet, part
        assert not sheet.protection.password
        writable = {(r, b.column) for r, _, b in plan.boxes() if b.role in ("answer", "remark")}
        first = {(c.row, c.column) for row in sheet.iter_rows() for c in row
                 if not c.protection.locked and type(c).__name__ == "Cell"}  # fmt: skip
        assert first == writable, part
        lists = {}
        for rule in sheet.data_validations.dataValidation:
            where = book.defined_names[rule.formula1].attr_text
            name, _, cells = where.partition("!")
            shown = tuple(c[0].value for c in book[name.strip("'")][cells.replace("$", "")])
            lists |= {cell: shown for area in rule.sqref.ranges for cell in area.cells}
        wanted = {(r, b.column): b.choices for r, _, b in plan.boxes("answer") if b.choices}
        assert lists == wanted, part


def test_it_prints_on_a4_across() -> None:
    book = book_of(issued(ORDER, [HERNING])["657 Herning.xlsx"])
    for sheet in book.worksheets[:-1]:
        setup = sheet.page_setup
        assert (setup.orientation, setup.paperSize, setup.fitToWidth) == ("landscape", 9, 1)
        assert setup.fitToHeight == 1
        assert sheet.column_dimensions["A"].hidden
    assert book.worksheets[-1].sheet_state == "hidden"


def test_every_formula_has_its_result() -> None:
    content = issued(ORDER, [HERNING])["657 Herning.xlsx"]
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        sheet = parts.read("xl/worksheets/sheet2.xml").decode()
    assert "<v>Besvaret: 0 af 14</v>" in sheet
    assert sheet.count("<f>") == 29
    assert not re.search(r"</f><v ?/>|</f><v></v>", sheet)


def test_a_name_like_a_formula_stays_text() -> None:
    odd = Unit("@1", "kommune", '=HYPERLINK("x") & <b>')
    ((_, content),) = issued(ORDER, [odd]).items()
    book = book_of(content)
    cells = [c for s in book for row in s.iter_rows() for c in row if c.value == odd.name]
    assert len(cells) == 9
    assert all(c.data_type == "s" and c.quotePrefix for c in cells)
    assert book.properties.title == f"{INSTRUMENT.title_da} – {odd.name}"


def test_in_english() -> None:
    book = book_of(issued(order(INSTRUMENT, language="en"), [HERNING])["657 Herning.xlsx"])
    assert book.sheetnames[0] == "Cover"
    shown = texts(book.worksheets[1])
    assert {"Have you heard of the tool?", "PSP cooperation (police, social services, psychiatry)",
            "Municipality", "Comments"} <= set(shown)  # fmt: skip
