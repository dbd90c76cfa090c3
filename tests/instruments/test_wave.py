"""What people decide about a wave, and the faults in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from survey_toolkit.errors import SurveyError
from survey_toolkit.instruments.load import load
from survey_toolkit.instruments.wave import Decision, Wave, load_head, load_wave, same
from survey_toolkit.schema import Unit

ROOT = Path(__file__).resolve().parents[2]
INSTRUMENT = load(ROOT / "instruments" / "coordination-tools")
HEAD = 'instrument = "coordination-tools"\n'
CORRECTIONS = "file;sheet;cell;old;new;who;why\n"
FRAME = {
    "706": Unit("706", "kommune", "Syddjurs"),
    "615": Unit("615", "kommune", "Horsens"),
}


def wave(folder: Path, text: str = "", corrections: str = "") -> Wave:
    folder = folder / "2027"
    folder.mkdir(exist_ok=True)
    (folder / "wave.toml").write_text(HEAD + text, "utf-8")
    if corrections:
        (folder / "corrections.csv").write_text(corrections, "utf-8")
    return load_wave(folder, INSTRUMENT, FRAME)


def faults(folder: Path, text: str = "", corrections: str = "") -> tuple[str, ...]:
    with pytest.raises(SurveyError) as caught:
        wave(folder, text, corrections)
    return caught.value.faults


def test_the_shipped_wave() -> None:
    found = load_wave(ROOT / "responses/2012", INSTRUMENT)
    assert [unit.id for unit in found.units] == [
        "hovedstaden-uspecificeret",
        "midtjylland-uspecificeret",
        "uvist-uspecificeret",
    ]
    assert not any(unit.in_frame for unit in found.units)
    assert len(found.corrections) == 1
    assert "synthetic" in found.notes("en")[0]
    assert "syntetiske" in found.notes("da")[0]
    assert all(d.reason for d in found.decisions)


def test_a_wave_without_decisions(tmp_path: Path) -> None:
    found = wave(tmp_path)
    assert (found.name, found.language) == ("2027", "da")
    assert found.decisions == found.corrections == found.units == ()
    assert not found.tab_names
    assert found.notes("da") == []


def test_every_kind_of_decision(tmp_path: Path) -> None:
    found = wave(
        tmp_path,
        """
[trust]
tab_names = true
[[units]]
id = "x"
sector = "kommune"
aliases = ["Ex"]
[[names]]
text = "Ruskontoret"
function = "stof_myndighed"
[[files]]
file = "a.xlsx"
header_row = 9
[[columns]]
file = "b.csv"
column = "F"
heading = "unit"
[[codes]]
question = "rating"
codes = { 1 = "very_good", 2 = "good" }
""",
        CORRECTIONS + "a.xlsx;Ark1;b2;1;2;NN;Set i brevet\n",
    )
    assert [d.kind for d in found.decisions] == ["names", "files", "columns", "codes"]
    assert found.of_kind("files")[0].header_row == 9
    assert found.of_kind("codes")[0].codes == (("1", "very_good"), ("2", "good"))
    assert found.corrections[0].cell == "B2"
    assert found.units[0].aliases == ("Ex",)
    assert (found.tab_names, found.file_names) == (True, False)


FAULTS = [
    ('langauge = "en"', "wave.toml: langauge is not known here. Did you mean language?"),
    ('[names]\ntext = "a"', "wave.toml: write [[names]] with two brackets"),
    ('[[names]]\nfunction = "stof_myndighed"', "wave.toml, [[names]] number 1: text is missing."),
    ('[[names]]\ntext = "a"\nfuncton = "x"', "functon is not known here. Did you mean function?"),
    ('[[names]]\ntext = "a"\nfunction = "stof"', "function = 'stof' is not known."),
    ('[[names]]\ntext = "a"\nitem = "pspp"', "item = 'pspp' is not known. Did you mean psp?"),
    (
        '[[names]]\ntext = "a"\nquestion = "uses"',
        "question = 'uses' is not known. Did you mean use?",
    ),
    ('[[names]]\ntext = "a"\n[[names]]\ntxt = "b"', "wave.toml, [[names]] number 2"),
    ('[[files]]\nunit = "615"', "wave.toml, [[files]] number 1: file is missing."),
    ('[[columns]]\nfile = "a.csv"', "wave.toml, [[columns]] number 1: column is missing."),
    ('[[columns]]\ncolumn = "F"\nheading = "kommune"', "'kommune' is not known. One of unit, fun"),
    ('[[codes]]\nquestion = "rating"', "wave.toml, [[codes]] number 1: codes is missing."),
    ('[[units]]\nid = "x"', "wave.toml, [[units]] number 1: sector is missing."),
    ('[[units]]\nid = "x"\nsector = "region"', "[[units]] number 1: sector = 'region' is not"),
    ('[[files]\nfile = "a"', "wave.toml: "),
    (
        '[[names]]\ntext = "a"\nunit = "7006"',
        "wave.toml, [[names]] number 1: unit '7006' is not known. Did you mean 706?",
    ),
    ('[[files]]\nfile = "a.xlsx"\nunit = "Horsens"', "'Horsens' is not known. Did you mean 615?"),
    ('[[names]]\ntext = "a"\nunit = "zzzz"', "must stand in frame.csv or in [[units]]"),
    ('[[units]]\nid = "706"\nsector = "kommune"', "id = '706' stands in frame.csv already."),
    (
        '[[units]]\nid = "x"\nsector = "kommune"\n[[units]]\nid = "x"\nsector = "kommune"',
        "[[units]] number 2: id = 'x' stands in [[units]] already.",
    ),
    (
        '[[names]]\ntext = "a"\nitem = "psp"\nignore = true',
        "[[names]] number 1: ignore = true and item cannot both hold.",
    ),
    ('[[files]]\nfile = "a"\nunit = "615"\nignore = true', "ignore = true and unit cannot"),
    ('[[columns]]\ncolumn = "F"\nheading = "unit"\nignore = true', "ignore = true and heading"),
    ('[[names]]\ntext = "a"\nreason = "b"', "[[names]] number 1: it decides nothing. Write one of"),
    ('[[names]]\ntext = "a"\nignore = false', "it decides nothing."),
    ('[[files]]\nfile = "a"', "[[files]] number 1: it decides nothing."),
    ('[[columns]]\ncolumn = "F"', "[[columns]] number 1: it decides nothing."),
    ('[[codes]]\nquestion = "rating"\ncodes = {}', "[[codes]] number 1: it decides nothing."),
    ('[[columns]]\ncolumn = "ÆØ"\nignore = true', "column = 'ÆØ'; expected its letters in Excel"),
    ('[[columns]]\ncolumn = "XFE"\nignore = true', "column = 'XFE'; expected its letters"),
    ('[[columns]]\ncolumn = ""\nignore = true', "column = ''; expected its letters"),
]


@pytest.mark.parametrize(("text", "said"), FAULTS, ids=[f[1][:50] for f in FAULTS])
def test_a_fault_in_wave_toml(tmp_path: Path, text: str, said: str) -> None:
    found = faults(tmp_path, text)
    assert any(said in fault for fault in found), found


@pytest.mark.parametrize(
    "text",
    [
        'names = ["a"]',
        "trust = true",
        "[trust]\ntab_name = true",
        'language = "de"',
        '[[names]]\ntext = "a"\nfunction = 5',
        '[[names]]\ntext = "a"\nchoice = "excellent"',
        '[[files]]\nfile = "a"\nheader_row = "nine"',
        '[[codes]]\nquestion = "rating"\ncodes = "x"',
        '[[codes]]\nquestion = "rating"\ncodes = { 1 = "excellent" }',
        '[[units]]\nid = "a"\nsector = "kommune"\npopulation = "many"',
    ],
)
def test_a_value_of_the_wrong_kind(tmp_path: Path, text: str) -> None:
    assert all("wave.toml" in fault for fault in faults(tmp_path, text))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("file;sheet;cell;old;new;who\na;b;C1;1;2;NN\n", "corrections.csv, row 1: no column why"),
        (CORRECTIONS + "a;b;C1;1;2;;because\n", "corrections.csv, row 2: say who"),
        (
            CORRECTIONS + "a;b;C1;1;2;NN;because\n\na;b;C2;1;2;NN;\n",
            "corrections.csv, row 4: say who",
        ),
        (CORRECTIONS + "a;b;C1;1;2;NN;because;more\n", "corrections.csv, row 2: 8 fields"),
        (CORRECTIONS + "a;b;C1;1;2;WHO;WHY\n", "corrections.csv, row 2: say who"),
        (CORRECTIONS + "a;b;C1;1;NEW;NN;because\n", "corrections.csv, row 2: new is still NEW"),
    ],
)
def test_a_fault_in_the_corrections(tmp_path: Path, text: str, said: str) -> None:
    found = faults(tmp_path, corrections=text)
    assert any(said in fault for fault in found), found


def test_all_faults_of_the_wave_at_once(tmp_path: Path) -> None:
    text = 'foo = 1\n[[names]]\n[[codes]]\nquestion = "rating"\n'
    found = faults(tmp_path, text, CORRECTIONS + "a;b;C1;1;2;;\n")
    assert len(found) == 4


def test_a_wave_without_an_instrument(tmp_path: Path) -> None:
    (tmp_path / "wave.toml").write_text('language = "en"', "utf-8")
    with pytest.raises(SurveyError, match=r"wave\.toml: instrument is missing"):
        load_head(tmp_path)


def test_an_instrument_that_is_not_known(tmp_path: Path) -> None:
    for written in ("min", ""):
        (tmp_path / "wave.toml").write_text(f'instrument = "{written}"', "utf-8")
        with pytest.raises(SurveyError) as caught:
            load_head(tmp_path, ["library", "mini"])
        assert f"wave.toml: instrument = {written!r} is not known." in str(caught.value)
        assert "library, mini" in str(caught.value)
        assert ("Did you mean mini?" in str(caught.value)) == bool(written)


def test_a_wave_without_wave_toml_says_what_to_write(tmp_path: Path) -> None:
    with pytest.raises(SurveyError, match='Write in it: instrument = "library"'):
        load_head(tmp_path, ["library"])
    with pytest.raises(SurveyError, match="with one of a, b"):
        load_head(tmp_path, ["a", "b"])
    with pytest.raises(SurveyError, match="the name of a folder in instruments/"):
        load_head(tmp_path, [])


def test_the_ending_that_windows_hides_is_noticed(tmp_path: Path) -> None:
    (tmp_path / "wave.toml.txt").write_text("", "utf-8")
    with pytest.raises(SurveyError, match=r"wave\.toml\.txt: give it the name wave\.toml"):
        load_head(tmp_path)


def test_decisions_that_may_be(tmp_path: Path) -> None:
    """A question may limit what is left out, a unit may be one of the wave's own."""
    found = wave(
        tmp_path,
        """
[[units]]
id = "x"
sector = "kommune"
[[names]]
text = "se bilag"
question = "rating"
ignore = true
[[names]]
text = "?"
unit = "x"
[[columns]]
column = "xfd"
ignore = true
""",
    )
    assert [d.unit for d in found.of_kind("names")] == ["", "x"]
    assert found.of_kind("columns")[0].column == "XFD"


def test_units_are_not_checked_before_the_frame_is_known(tmp_path: Path) -> None:
    (tmp_path / "wave.toml").write_text(HEAD + '[[names]]\ntext = "a"\nunit = "9"\n', "utf-8")
    assert load_wave(tmp_path, INSTRUMENT).decisions[0].unit == "9"


def test_what_a_decision_is_about() -> None:
    anywhere = Decision("names", 1)
    one = Decision("files", 1, file="a.xlsx", sheet="Ark1")
    assert anywhere.about("x/y.csv", "Ark2")
    assert one.about("kommuner/a.xlsx", "Ark1")
    assert one.about("a.xlsx", "Ark1")
    assert not one.about("kommuner/a.xlsx", "Ark2")
    assert not one.about("kommuner/b.xlsx", "Ark1")


def test_file_names_from_a_mac_and_from_windows() -> None:
    assert same("A\u030arhus.xlsx ") == same("Århus.xlsx")
    assert same("kommuner\\a.xlsx") == "kommuner/a.xlsx"
