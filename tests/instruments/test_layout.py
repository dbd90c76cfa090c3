"""The cell map of the issued form."""

from __future__ import annotations

import pytest

from survey_toolkit.instruments.boxes import ANSWER, Issue, SheetMap
from survey_toolkit.instruments.form_words import cover_texts, read_said
from survey_toolkit.instruments.layout import cover_map, function_map, unit_map

from ..responses.workspaces import INSTRUMENT


def about(sector: str = "kommune", language: str = "da") -> Issue:
    marks = dict.fromkeys(["*", "#", *INSTRUMENT.functions], "mark")
    functions = tuple(INSTRUMENT.functions_in(sector))
    texts = cover_texts(INSTRUMENT, {}, language)
    return Issue(INSTRUMENT, INSTRUMENT.sectors[sector], "Herning", functions, language, texts,
                 marks)  # fmt: skip


def texts(sheet: SheetMap) -> list[str]:
    return [box.text for _, _, box in sheet.boxes() if box.text]


@pytest.mark.parametrize("language", ["da", "en"])
def test_every_question_has_its_place_and_its_choices(language: str) -> None:
    issue = about(language=language)
    sheet = function_map(issue, issue.functions[0])
    asked = {(q.id, i) for q in INSTRUMENT.item_questions for i in INSTRUMENT.items}
    assert set(sheet.places()) == {*asked, ("other_tools", "")}
    assert len(set(sheet.places().values())) == len(asked) + 1
    for _, _, box in sheet.boxes(ANSWER):
        scale = INSTRUMENT.scale_of(box.question, box.item)
        assert box.choices == (tuple(c.label(language) for c in scale.choices) if scale else ())


def test_a_scale_may_differ_from_item_to_item() -> None:
    issue = about()
    sheet = function_map(issue, issue.functions[0])
    by_item = {b.item: b.choices for _, _, b in sheet.boxes(ANSWER) if b.question == "use"}
    assert by_item["sundhedsaftale"] == ("Ja", "Nej", "Ved ikke")
    assert len(by_item["psp"]) == 7


def test_items_stand_in_order_under_their_groups() -> None:
    issue = about()
    shown = texts(function_map(issue, issue.functions[0]))
    places = [shown.index(i.name_da) for i in INSTRUMENT.items.values()]
    assert places == sorted(places)
    assert shown.index("Koordinering nationalt") < places[0]
    assert "Har I hørt om redskabet?" in shown
    assert INSTRUMENT.items["psp"].explanation("da") in shown


def test_the_unit_is_asked_what_its_sector_is_asked() -> None:
    municipal, regional = unit_map(about()), unit_map(about("psykiatri"))
    assert municipal and regional
    assert ("stof_provider", "") in municipal.places()
    assert ("stof_provider", "") not in regional.places()
    assert ("need", "citizens") in regional.places()


def test_the_cover_has_a_line_for_each_function() -> None:
    issue = about("psykiatri")
    sheet = cover_map(issue)
    said = {b.item: b.choices for _, _, b in sheet.boxes(ANSWER)}
    assert list(said) == [f.id for f in issue.functions]
    assert said["sengeafsnit"][2] == (
        "Besvaret sammen med Specialiserede tilbud målrettet borgere med misbrug og sindslidelse "
        "(regionale)"
    )
    assert all(read_said(text) is not None for choices in said.values() for text in choices)
    assert "Svarfrist" not in texts(sheet)


def test_every_row_has_a_key_of_its_own() -> None:
    for language in ("da", "en"):
        issue = about(language=language)
        sheet = function_map(issue, issue.functions[0])
        keys = [line.key for line in sheet.lines if line.kind in ("item", "question")]
        assert len(set(keys)) == len(keys) == len(INSTRUMENT.items) + 1


def test_the_waves_texts_go_first() -> None:
    made = cover_texts(INSTRUMENT, {"about_da": "Om {title}", "deadline": "2027-05-01"}, "da",
                       deadline="2027-06-02", contact="Ida")  # fmt: skip
    assert made["about"] == f"Om {INSTRUMENT.title_da}"
    assert made["deadline"] == "2. juni 2027"
    assert made["contact"] == "Ida"
    assert cover_texts(INSTRUMENT, {"deadline": "1-5-2027"}, "en")["deadline"] == "1 May 2027"
