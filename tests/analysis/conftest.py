"""The answers of 2012 and what is made from them, once for all tests."""

from __future__ import annotations

import pandas as pd
import pytest

from survey_toolkit.analysis import counts as counting
from survey_toolkit.analysis import score

from .fixture import INSTRUMENT, UNITS, answers_2012


@pytest.fixture(scope="session")
def answers() -> pd.DataFrame:
    return answers_2012(INSTRUMENT, UNITS)


@pytest.fixture(scope="session")
def counts(answers: pd.DataFrame) -> pd.DataFrame:
    return counting.counts(answers)


@pytest.fixture(scope="session")
def scores(counts: pd.DataFrame) -> pd.DataFrame:
    return score.scores(counts, INSTRUMENT, UNITS)


@pytest.fixture(scope="session")
def distribution(counts: pd.DataFrame) -> pd.DataFrame:
    return score.distribution(counts, INSTRUMENT, UNITS)
