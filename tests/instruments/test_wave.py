"""What people decide about a wave, and the faults in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from survey_toolkit.errors import SurveyError
from survey_toolkit.instruments.load import load
from survey_toolkit.instruments.wave import Decision, Wave, load_head, load_wave, same

ROOT = Path(__file__).resolve().parents[2]
INSTRUMENT = load(ROOT / "instruments" / "coordination-tools")
HEAD = 'instrument = "coordination-tools"\n'
CORRECTIONS = "file;sheet;cell;old;new;who;why\n"


def wave(folder: Path, text: str = "", corrections: str = "") -> Wave:
    folder = folder / "2027"
    folder.mkdir(exist_ok=True)
    (folder / "wave.toml").write_text(HEAD + text, "utf-8")
    if corrections:
        (folder / "corrections.csv").write_text(corrections, "utf-8")
    return load_wave(folder, INSTRUMENT)


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
