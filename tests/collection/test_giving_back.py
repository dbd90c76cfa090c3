from __future__ import annotations

import io

import openpyxl

from survey_toolkit.collection.giving_back import Unclear, marked_copy


def book() -> bytes:
    made = openpyxl.Workbook()
    made.active.title = "Forside"
    sheet = made.create_sheet("Ark1")
    sheet["A1"], sheet["B1"] = "PSP", "=1+1"
    sheet.merge_cells("C1:D2")
    sheet["C1"] = "Godt"
    content = io.BytesIO()
    made.save(content)
    return content.getvalue()


def marked(*unclear: Unclear) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(marked_copy(book(), unclear)))


def test_the_cells_are_marked_and_explained() -> None:
    made = marked(Unclear("Ark1", "A1", "Et af svarene: Ja, Nej"), Unclear("Ark1", "A1", "Ret"))
    cell = made["Ark1"]["A1"]
    assert cell.value == "PSP"
    assert cell.fill.fgColor.rgb.endswith("F4B6B6")
    assert cell.comment.text == "Et af svarene: Ja, Nej\nRet"
    assert made.active.title == "Ark1"
    assert made["Ark1"]["B1"].value == "=1+1"
    assert made["Ark1"]["B1"].comment is None


def test_a_cell_in_a_merged_range() -> None:
    made = marked(Unclear("Ark1", "D2", "Hvad?"))
    assert made["Ark1"]["C1"].comment.text == "Hvad?"


def test_a_sheet_that_is_not_there_and_a_finding_without_a_cell() -> None:
    made = marked(Unclear("Ark9", "A1", "x"), Unclear("Ark1", "", "x"))
    assert all(c.comment is None for sheet in made for row in sheet.iter_rows() for c in row)


def test_a_remark_cannot_be_a_formula() -> None:
    made = marked(Unclear("Ark1", "A1", '=HYPERLINK("http://www.example.org")'))
    assert made["Ark1"]["A1"].data_type == "s"


def test_a_text_of_the_respondents_stays_a_text() -> None:
    made = openpyxl.Workbook()
    made.active["A1"] = "=SUM(1)"
    made.active["A1"].data_type = "s"
    content = io.BytesIO()
    made.save(content)
    copy = marked_copy(content.getvalue(), [Unclear("Sheet", "B1", "x")])
    cell = openpyxl.load_workbook(io.BytesIO(copy))["Sheet"]["A1"]
    assert (cell.value, cell.data_type) == ("=SUM(1)", "s")
