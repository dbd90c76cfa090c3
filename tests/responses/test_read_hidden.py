"""Cells that the fast reader shows as empty, in workbooks of all kinds of writers."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from survey_toolkit.responses.cells import CellError, Value
from survey_toolkit.responses.read import read_file

from .xml_books import one_sheet, sheet, write

ERROR = '<c r="B1" t="e"><v>#N/A</v></c>'
ROW = f'<row r="1"><c r="A1"><v>1</v></c>{ERROR}</row>'
SPACE = '<t xml:space="preserve"> </t>'


def cells(path: Path, number: int = 0) -> list[list[Value]]:
    raw = read_file(path, path.name)
    assert raw.findings == []
    return raw.sheets[number].rows


def is_error(value: Value, kind: str, shown: str) -> bool:
    return isinstance(value, CellError) and (value.kind, str(value)) == (kind, shown)


def test_tags_with_a_prefix(tmp_path: Path) -> None:
    row = (
        '<x:row r="1"><x:c r="A1" t="inlineStr"><x:is><x:t>a</x:t></x:is></x:c>'
        '<x:c r="B1" t="e"><x:v>#REF!</x:v></x:c><x:c r="C1"><x:f>1+1</x:f></x:c>'
        '<x:c r="D1"><x:v>4</x:v></x:c></x:row>'
    )
    (first,) = cells(one_sheet(tmp_path / "a.xlsx", row, prefix="x"))
    assert is_error(first[1], "excel_error", "#REF!")
    assert is_error(first[2], "formula_without_value", "=1+1")
    assert (first[0], first[3]) == ("a", 4)


def test_attributes_in_single_quotation_marks(tmp_path: Path) -> None:
    row = "<row r='1'><c r='A1'><v>1</v></c><c r='C1' t='e'><v>#N/A</v></c></row>"
    (first,) = cells(one_sheet(tmp_path / "a.xlsx", row))
    assert is_error(first[2], "excel_error", "#N/A")


def test_cells_that_do_not_say_where_they_stand(tmp_path: Path) -> None:
    rows = (
        '<row><c><v>1</v></c></row><row><c/><c t="e"><v>#N/A</v></c></row>'
        '<row r="5"><c r="D5"><v>3</v></c><c t="e"><v>#REF!</v></c></row>'
    )
    found = cells(one_sheet(tmp_path / "a.xlsx", rows))
    assert is_error(found[1][1], "excel_error", "#N/A")
    assert is_error(found[4][4], "excel_error", "#REF!")


@pytest.mark.parametrize("part", ["worksheets/Ark_1.xml", "ark/a.xml", "/xl/worksheets/s.xml"])
def test_a_part_with_an_unusual_name(tmp_path: Path, part: str) -> None:
    path = write(tmp_path / "a.xlsx", {"A &amp; B": ("worksheet", part, sheet(ROW))})
    assert is_error(cells(path)[0][1], "excel_error", "#N/A")


def test_a_chart_between(tmp_path: Path) -> None:
    chart = '<chartsheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>'
    path = write(tmp_path / "a.xlsx", {
        "Graf": ("chartsheet", "chartsheets/sheet1.xml", chart),
        "Svar": ("worksheet", "worksheets/sheet2.xml", sheet(ROW)),
        "Andre": ("worksheet", "worksheets/sheet1.xml", sheet('<row r="2"><c r="A2"/></row>')),
    })  # fmt: skip
    assert cells(path, 0) == []
    assert is_error(cells(path, 1)[0][1], "excel_error", "#N/A")
    assert cells(path, 2) == []


def test_a_sheet_of_old_macros_is_named(tmp_path: Path) -> None:
    path = write(tmp_path / "a.xlsx", {
        "Makro": ("xlMacrosheet", "macrosheets/sheet1.xml", "<macrosheet/>"),
        "Svar": ("worksheet", "worksheets/sheet1.xml", sheet(ROW)),
    })  # fmt: skip
    (found,) = read_file(path, path.name).findings
    assert found.kind == "unreadable_file"
    assert "Excel 4" in found.facts["why"]


@pytest.mark.parametrize("text", [
    f"<si>{SPACE}</si>", "<si><t> </t></si>", f"<si><r>{SPACE}</r><r>{SPACE}</r></si>",
])  # fmt: skip
def test_shared_texts_of_spaces(tmp_path: Path, text: str) -> None:
    row = '<row r="1"><c r="A1" t="s"><v>1</v></c><c r="B1" t="s"><v>0</v></c></row>'
    (first,) = cells(one_sheet(tmp_path / "a.xlsx", row, text + "<si><t>x</t></si>"))
    assert first[0] == "x"
    assert isinstance(first[1], str)
    assert first[1].isspace()


@pytest.mark.parametrize("text", [SPACE, "<t> </t>", f"<r>{SPACE}</r><r><t> </t></r>"])
def test_texts_of_spaces_in_the_cell(tmp_path: Path, text: str) -> None:
    row = f'<row r="1"><c r="A1"><v>1</v></c><c r="B1" t="inlineStr"><is>{text}</is></c></row>'
    (first,) = cells(one_sheet(tmp_path / "a.xlsx", row))
    assert isinstance(first[1], str)
    assert first[1].isspace()


def test_rich_text_that_says_something_is_no_spaces(tmp_path: Path) -> None:
    text = f"<si><r>{SPACE}</r><r><t>Ja</t></r></si>"
    row = f'<row r="1"><c r="A1" t="s"><v>0</v></c>{ERROR}</row>'
    (first,) = cells(one_sheet(tmp_path / "a.xlsx", row, text))
    assert str(first[0]).strip() == "Ja"


def test_a_formula_whose_result_is_an_empty_text_has_a_result(tmp_path: Path) -> None:
    row = (
        '<row r="1"><c r="A1"><v>1</v></c><c r="B1" t="str"><f>IF(A1=1,"","x")</f><v></v></c>'
        '<c r="C1"><f>"a"&amp;"b"</f><v></v></c></row>'
    )
    (first,) = cells(one_sheet(tmp_path / "a.xlsx", row))
    assert first[1] is None
    assert is_error(first[2], "formula_without_value", '="a"&"b"')


def test_a_part_that_is_not_of_its_size_is_refused(tmp_path: Path) -> None:
    path = one_sheet(tmp_path / "a.xlsx", ROW + " " * 5000)
    content = path.read_bytes()
    with zipfile.ZipFile(path) as book:
        size = book.getinfo("xl/worksheets/sheet1.xml").file_size
    lie = content.replace(size.to_bytes(4, "little"), (99).to_bytes(4, "little"))
    path.write_bytes(lie)
    assert [f.kind for f in read_file(path, path.name).findings] == ["unreadable_file"]
