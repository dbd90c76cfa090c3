"""Instruments that people wrote, with their faults named by file, row and column."""

from __future__ import annotations

import shutil
from fractions import Fraction
from pathlib import Path

import pytest

from survey_toolkit.errors import SurveyError
from survey_toolkit.instruments.load import load, words

SHIPPED = Path(__file__).resolve().parents[2] / "instruments" / "coordination-tools"
SMALL = {
    "instrument.toml": (
        'id = "small"\nversion = "1"\ntitle_da = "Lille"\n[[sectors]]\nid = "s"\n'
        '[[groups]]\nid = "g"\nname_da = "G"\n'
    ),
    "choices.csv": "scale;choice;label_da;value;counts\nyn;yes;Ja;1;yes\nyn;no;Nej;0;\n",
    "questions.csv": (
        "question;scope;per_item;type;scale;asked_if;sectors;text_da\n"
        "known;function;yes;single;yn;;;Kender I {item}?\n"
        "used;function;yes;single;yn;known;;Bruger I {item}?\n"
    ),
    "items.csv": "item;group;name_da;scale_used\na;g;Alfa;\nb;g;Beta;yn\n",
    "functions.csv": "function;sector;name_da;mandatory\nf;s;Funktion;yes\n",
}


def write(folder: Path, **changes: tuple[str, str]) -> Path:
    """The small instrument with some words changed: file (without ending) = (old, new)."""
    folder.mkdir(exist_ok=True)
    for name, text in SMALL.items():
        old, new = changes.get(name.partition(".")[0], ("", ""))
        assert old in text, f"{old!r} is not in {name}"
        (folder / name).write_text(text.replace(old, new, 1) if old else text, "utf-8")
    return folder


def faults(folder: Path) -> tuple[str, ...]:
    with pytest.raises(SurveyError) as caught:
        load(folder)
    return caught.value.faults


def test_the_shipped_instrument() -> None:
    instrument = load(SHIPPED)
    assert len(instrument.items) == 14
    assert [q.id for q in instrument.item_questions] == ["awareness", "use", "rating"]
    assert [len(instrument.functions_in(s)) for s in instrument.sectors] == [7, 5]
    assert instrument.scale_of("use", "sundhedsaftale").id == "use_yes_no"
    assert instrument.scale_of("use", "psp").id == "use"
    assert instrument.scale_of("other_tools") is None
    assert instrument.title("en") != instrument.title("da")
    assert instrument.items["social_handleplan"].facts["legal_basis"] == "Serviceloven (SEL) § 141"


def test_a_small_instrument(tmp_path: Path) -> None:
    instrument = load(write(tmp_path))
    assert list(instrument.items) == ["a", "b"]
    assert instrument.questions["used"].asked_if[0].question == "known"
    assert instrument.scales["yn"].choice("yes").value == Fraction(1)
    assert instrument.language == "da"
    assert instrument.item_noun == "item"
    assert instrument.functions["f"].mandatory


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252"])
def test_tables_saved_by_excel(tmp_path: Path, encoding: str) -> None:
    folder = write(tmp_path, items=("Alfa", "Ærlighed"))
    path = folder / "items.csv"
    path.write_bytes(path.read_text("utf-8").replace("\n", "\r\n").encode(encoding))
    assert load(folder).items["a"].name_da == "Ærlighed"


def test_a_missing_column_is_told_once(tmp_path: Path) -> None:
    folder = write(tmp_path, choices=("label_da", "lable_da"), questions=("scope", "scoop"))
    assert [fault.partition(" among ")[0] for fault in faults(folder)] == [
        "choices.csv, row 1: no column 'label_da'",
        "questions.csv, row 1: no column 'scope'",
    ]
    assert faults(folder)[0].endswith("Did you mean lable_da?")


AMBIGUOUS = [
    ("items", ("Beta;yn", "ALFA-;yn"), "items.csv, row 3, column name_da: found 'ALFA-'", "row 2"),
    ("choices", ("Nej;0", "ja;0"), "choices.csv, row 3, column label_da: found 'ja'", "row 2"),
    ("choices", ("no;Nej", "no;yes"), "choices.csv, row 3, column label_da: found 'yes'", "choice"),
    (
        "questions",
        ("Bruger I", "kender i"),
        "questions.csv, row 3, column text_da: found 'kender i {item}?'",
        "row 2, column text_da",
    ),
]


@pytest.mark.parametrize(("name", "change", "place", "other"), AMBIGUOUS)
def test_a_name_of_two_things_is_a_fault(
    tmp_path: Path, name: str, change: tuple[str, str], place: str, other: str
) -> None:
    (found,) = faults(write(tmp_path, **{name: change}))
    assert found.startswith(place) and other in found


@pytest.mark.parametrize("name", ["items", "functions", "choices", "questions"])
def test_an_alias_of_two_things_is_a_fault(tmp_path: Path, name: str) -> None:
    folder = write(tmp_path, functions=("yes\n", "yes\ng;s;Gruppe;\n"))
    path = folder / f"{name}.csv"
    head, first, second, *_ = path.read_text("utf-8").splitlines()
    lines = [f"{head};aliases", f"{first};Ør-ne", f"{second};Andet|OERNE"]
    path.write_text("\n".join(lines), "utf-8")
    (found,) = faults(folder)
    assert found.startswith(f"{name}.csv, row 3, column aliases: found 'OERNE'")
    assert "it is in row 2, column aliases, too" in found


def test_functions_of_two_sectors_may_share_a_name(tmp_path: Path) -> None:
    folder = write(
        tmp_path,
        instrument=("[[groups]]", '[[sectors]]\nid = "t"\n[[groups]]'),
        functions=("yes\n", "yes\ng;t;Funktion;\n"),
    )
    assert load(folder).functions["g"].name_da == "Funktion"
    path = folder / "functions.csv"
    path.write_text(path.read_text("utf-8").replace("g;t", "g;s"), "utf-8")
    assert "row 3, column name_da: found 'Funktion'" in faults(folder)[0]


def test_a_name_may_be_repeated_for_one_thing(tmp_path: Path) -> None:
    folder = write(tmp_path, items=("Alfa", "alfa|Alfa"))
    assert load(folder).items["a"].name_da == "alfa|Alfa"


FAULTS = [
    ("choices", ("yn;no;", "yn;yes;"), "choices.csv, row 3, column choice: found 'yes'"),
    ("choices", ("yn;no;", "yn;No way;"), "choices.csv, row 3, column choice: found 'No way'"),
    ("choices", ("Nej;0", "Nej;nul"), "choices.csv, row 3, column value: found 'nul'"),
    ("choices", ("Nej;0", "Nej;1/0"), "choices.csv, row 3, column value: found '1/0'"),
    ("choices", ("Ja;1;yes", "Ja;1;perhaps"), "choices.csv, row 2, column counts: found 'perhaps'"),
    ("choices", ("yes;Ja", "yes;"), "choices.csv, row 2, column label_da: found nothing"),
    ("choices", ("label_da", "lable_da"), "choices.csv, row 1: no column 'label_da'"),
    (
        "questions",
        ("single;yn;known", "singel;yn;known"),
        "questions.csv, row 3, column type: found 'singel'",
    ),
    (
        "questions",
        ("used;function", "used;unti"),
        "questions.csv, row 3, column scope: found 'unti'",
    ),
    (
        "questions",
        ("single;yn;known", "single;ny;known"),
        "questions.csv, row 3, column scale: found 'ny'",
    ),
    ("questions", ("yn;known", "yn;knwon"), "questions.csv, row 3, column asked_if: found 'knwon'"),
    (
        "questions",
        ("yn;known", "yn;known=maybe"),
        "questions.csv, row 3, column asked_if: found 'known=maybe'",
    ),
    (
        "questions",
        ("yn;;;Kender", "yn;used;;Kender"),
        "questions.csv, row 2, column asked_if: found 'used'",
    ),
    (
        "questions",
        ("used;function;yes;", "used;function;;"),
        "questions.csv, row 3, column asked_if: found 'known', expected a question above that can",
    ),
    (
        "questions",
        ("used;function;yes;", "used;unit;yes;"),
        "questions.csv, row 3, column asked_if: found 'known', expected a question above that can",
    ),
    (
        "questions",
        ("known;;Bruger", "known;x;Bruger"),
        "questions.csv, row 3, column sectors: found 'x'",
    ),
    (
        "questions",
        ("used;function", "known;function"),
        "questions.csv, row 3, column question: found 'known'",
    ),
    ("items", ("b;g", "a;g"), "items.csv, row 3, column item: found 'a'"),
    ("items", ("b;g", ";g"), "items.csv, row 3, column item: found nothing"),
    ("items", ("b;g", "b;h"), "items.csv, row 3, column group: found 'h'"),
    ("items", ("Beta;yn", "Beta;ny"), "items.csv, row 3, column scale_used: found 'ny'"),
    ("items", ("scale_used", "scale_usde"), "items.csv, row 1, column scale_usde"),
    ("items", ("b;g;Beta;yn", "b;g;Beta;yn;more"), "items.csv, row 3: 5 fields, expected 4"),
    ("functions", ("f;s", "f;t"), "functions.csv, row 2, column sector: found 't'"),
    ("functions", ("f;s", "F;s"), "functions.csv, row 2, column function: found 'F'"),
    ("instrument", ('id = "s"', 'id = ""'), "instrument.toml"),
    ("instrument", ('version = "1"', "version = 1"), "instrument.toml: version"),
    ("instrument", ('title_da = "Lille"', "title_da ="), "instrument.toml: "),
    ("instrument", ('[[sectors]]\nid = "s"', ""), "instrument.toml: no [[sectors]]"),
]


@pytest.mark.parametrize(("name", "change", "place"), FAULTS, ids=[f[2][:60] for f in FAULTS])
def test_a_fault_is_named_by_its_place(
    tmp_path: Path, name: str, change: tuple[str, str], place: str
) -> None:
    found = faults(write(tmp_path, **{name: change}))
    assert any(fault.startswith(place) for fault in found), found


def test_a_hint_to_the_nearest(tmp_path: Path) -> None:
    assert "Did you mean single?" in faults(write(tmp_path, questions=("single", "singel")))[0]


def test_all_faults_are_named_at_once(tmp_path: Path) -> None:
    folder = write(
        tmp_path,
        choices=("Nej;0", "Nej;nul"),
        questions=("yn;known", "yn;knwon"),
        items=("b;g", "b;h"),
        functions=("f;s", "f;t"),
        instrument=('title_da = "Lille"', ""),
    )
    files = {fault.partition(",")[0].partition(":")[0] for fault in faults(folder)}
    assert files == set(SMALL)


@pytest.mark.parametrize("name", sorted(SMALL))
def test_a_file_that_is_missing(tmp_path: Path, name: str) -> None:
    folder = write(tmp_path)
    (folder / name).unlink()
    assert f"{name}: the file is missing" in faults(folder)[0]


def test_an_instrument_that_is_not_there() -> None:
    found = faults(SHIPPED.with_name("coordination-tool"))
    assert "Did you mean coordination-tools?" in found[0]


def test_toml_that_is_not_utf_8(tmp_path: Path) -> None:
    folder = write(tmp_path)
    (folder / "instrument.toml").write_bytes('title_da = "Før"'.encode("cp1252"))
    assert "instrument.toml: not saved as UTF-8" in faults(folder)[0]


def test_words_between_bars() -> None:
    assert words(" a | b||") == ("a", "b")
    assert words("") == ()


def test_scales_know_which_answer_is_less_positive() -> None:
    rating = load(SHIPPED).scales["rating"]
    assert rating.less_positive("good", "medium") == "medium"
    assert rating.less_positive("medium", "very_good") == "medium"
    assert rating.less_positive("good", "dont_know") is None
    assert rating.less_positive("dont_know", "dont_know") == "dont_know"
    with pytest.raises(KeyError):
        rating.choice("excellent")


def test_a_copy_elsewhere_is_the_same(tmp_path: Path) -> None:
    shutil.copytree(SHIPPED, tmp_path / "copy")
    assert load(tmp_path / "copy") == load(SHIPPED)
