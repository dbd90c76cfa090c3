"""Analysis plans, and their faults."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from survey_toolkit.errors import SurveyError
from survey_toolkit.instruments.load import load
from survey_toolkit.instruments.plan import Plan, load_plan
from survey_toolkit.instruments.toml import share

ROOT = Path(__file__).resolve().parents[2]
INSTRUMENT = load(ROOT / "instruments" / "coordination-tools")
SHIPPED = ROOT / "responses" / "2012" / "plan.toml"


def plan(folder: Path, text: str) -> Plan:
    (folder / "plan.toml").write_text(text, "utf-8")
    return load_plan(folder / "plan.toml", INSTRUMENT)


def faults(folder: Path, text: str) -> tuple[str, ...]:
    with pytest.raises(SurveyError) as caught:
        plan(folder, text)
    return caught.value.faults


def test_the_shipped_plan() -> None:
    found = load_plan(SHIPPED, INSTRUMENT)
    assert [d.id for d in found.matrix] == ["awareness", "use", "rating"]
    assert found.matrix[0].threshold == Fraction(4, 5)
    assert found.matrix[2].minimum_base == 4
    assert (found.threshold, found.margin, found.minimum_base) == (80, 8, 5)
    assert found.highlight.inferred


def test_the_waves_plan_is_the_instruments() -> None:
    assert load_plan(ROOT / "instruments/coordination-tools/plan.toml", INSTRUMENT) == load_plan(
        SHIPPED, INSTRUMENT
    )


def test_an_empty_plan_has_defaults(tmp_path: Path) -> None:
    found = plan(tmp_path, "")
    assert (found.alpha, found.minimum_base, found.threshold, found.margin) == (0.05, 5, 80, 8)
    assert found.matrix == found.measures == found.size_classes == ()
    assert found.highlight is None


@pytest.mark.parametrize(
    ("population", "expected"),
    [(None, ""), (1, "small"), (39_000, "small"), (39_001, "medium"), (69_000, "medium"),
     (69_001, "large"), (549_050, "large")],
)  # fmt: skip
def test_size_classes(population: int | None, expected: str) -> None:
    found = load_plan(SHIPPED, INSTRUMENT)
    assert found.size_class("kommune", population) == expected
    assert found.size_class("psykiatri", population) == ""


def test_shares_are_exact() -> None:
    assert share(33.3) == Fraction(333, 1000)
    assert share("0.1") == Fraction(1, 1000)


MATRIX = '[[matrix]]\ndimension = "use"\nmeasure = "use.share"\nthreshold = 80\n'


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[cleaning]\ncontradiction = "keep"', "[cleaning]: contradiction = 'keep'"),
        ('[cleaning]\ncontradictions = "filter"', "[cleaning]: contradictions = 'filter'"),
        ('[ranking]\nmeasures = ["usage.share"]', "names no question. Did you mean use?"),
        ('[ranking]\nmeasures = ["use.mean"]', "one of mean_per_unit, share"),
        ('[[matrix]]\ndimension = "use"', "measure, threshold is missing"),
        (MATRIX + 'across = "some"', 'across must be "pooled" or "every"'),
        (MATRIX + '[selection]\nfrom = "usee"', "'usee' is no dimension of [[matrix]] (use)."),
        (
            MATRIX + '[highlight]\nmeasure = "use.share"\npresent_in_any = ["x"]',
            "'x' is no dimension",
        ),
        ("alpha = ", "plan.toml: "),
    ],
)
def test_a_fault_in_the_plan(tmp_path: Path, text: str, said: str) -> None:
    found = faults(tmp_path, text)
    assert any(said in fault for fault in found), found
    assert all(fault.startswith("plan.toml") for fault in found)


@pytest.mark.parametrize(
    "text",
    [
        'alpha = "x"',
        'minimum_base = "five"',
        "minimum_bse = 3",
        "cleaning = 5",
        '[matching]\nthreshold = "high"',
        "[ranking]\nmeasures = [5]",
        '[[matrix]]\ndimension = "use"\nmeasure = "use.share"\nthreshold = "x"',
        '[[size_classes]]\nsector = "kommune"',
        '[[size_classes]]\nsector = "komune"\nid = "small"',
        '[highlight]\nmeasure = "use.share"\nsector = "komune"',
    ],
)
def test_a_value_of_the_wrong_kind(tmp_path: Path, text: str) -> None:
    assert all("plan.toml" in fault for fault in faults(tmp_path, text))


def test_all_faults_of_the_plan_at_once(tmp_path: Path) -> None:
    text = '[cleaning]\nexcel_error = "x"\n[ranking]\nmeasures = ["a.b", "use.b"]\n'
    assert len(faults(tmp_path, text)) == 3


def test_no_plan(tmp_path: Path) -> None:
    with pytest.raises(SurveyError, match="the file is missing"):
        load_plan(tmp_path / "plan.toml", INSTRUMENT)
