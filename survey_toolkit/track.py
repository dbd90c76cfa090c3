"""The corridor of `track`: who has answered, and whether they are like all those asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from survey_toolkit import pipeline
from survey_toolkit import workspace as disk
from survey_toolkit.errors import SurveyError
from survey_toolkit.instruments.model import Instrument
from survey_toolkit.pipeline import Progress, Result
from survey_toolkit.responses.listing import returned_files
from survey_toolkit.schema import ANSWERS, Unit
from survey_toolkit.survey import Survey
from survey_toolkit.workspace import Workspace

if TYPE_CHECKING:
    import pandas as pd

    from survey_toolkit.reporting.tracked import Tracked

DIVISIONS = ("region", "size_class")
TABLES = ("tracking", "participation", "representativeness", "represented")
PICTURES = (".png", ".svg")


def track(
    workspace: Workspace,
    wave: str,
    by: Sequence[str] = (),
    out: Path | None = None,
    figure: Path | None = None,
    progress: Progress | None = None,
    language: str = "",
) -> tuple[Result, Tracked]:
    """Bring the wave's answers up to date and write who gave them.

    `by` are columns of the frame besides region and size class. `out` is a workbook and `figure` a
    picture to write too. Raises SurveyError for a column that the frame does not have and for a
    file of another kind, before anything is read.
    """
    from survey_toolkit.collection.tracking import check_columns

    _check_files(out, figure)
    survey = Survey(workspace, wave, language)
    check_columns(by, survey.frame.values())
    result = _came_back(survey, progress)
    tracked = _tracked(result, [*dict.fromkeys([*DIVISIONS, *by])])
    _keep(pipeline.written(result, "track", TABLES), tracked, out, figure)
    return result, tracked


def _check_files(out: Path | None, figure: Path | None) -> None:
    faults = []
    if out and out.suffix.casefold() != ".xlsx":
        faults.append(f"--out {out}: a workbook's name ends with .xlsx.")
    if figure and figure.suffix and figure.suffix.casefold() not in PICTURES:
        faults.append(f"--figure {figure}: a picture's name ends with .png or .svg; "
                      "without an ending both are written.")  # fmt: skip
    if faults:
        raise SurveyError(*faults)


def _came_back(survey: Survey, progress: Progress | None) -> Result:
    """The wave's answers; none, where nothing has come back yet: that is no fault here."""
    if returned_files(survey.workspace.returned(survey.name)):
        return pipeline.answers(survey, progress)
    import pandas as pd

    nothing = pd.DataFrame({column: pd.Series(dtype="str") for column in ANSWERS})
    return Result(survey, tables={"answers": nothing})


def _tracked(result: Result, by: Sequence[str]) -> Tracked:
    from survey_toolkit.analysis.counts import reduce
    from survey_toolkit.analysis.representativeness import representativeness
    from survey_toolkit.collection.received import happened
    from survey_toolkit.collection.tracking import participation, track, unreadable_dates
    from survey_toolkit.reporting.tracked import tracked_of

    survey = result.survey
    units = {**survey.frame, **result.units, **survey.frame}  # the frame's rows have all columns
    came = reduce(result.answers, ("sector", "unit", "function", "status"))
    tracking = track(came, units, survey.instrument, happened(survey.folder),
                     _excused(came, units, survey.instrument))  # fmt: skip
    by = [column for column in by if column != "sector"]
    divided = participation(tracking, units, by)
    tests, groups = representativeness(tracking, units, by, survey.plan.alpha)
    result.units = units
    result.tables |= dict(zip(TABLES, (tracking, divided, tests, groups), strict=True))
    return tracked_of(
        survey.name, survey.instrument, survey.plan, units, survey.language,
        survey.wave.notes(survey.language), result.tables, unreadable_dates(units.values()),
    )  # fmt: skip


def _excused(
    came: pd.DataFrame, units: Mapping[str, Unit], instrument: Instrument
) -> set[tuple[str, str]]:
    """The units and functions that the answers have no row for: the unit said none is due."""
    from survey_toolkit.collection.tracking import known_functions

    rows = set(zip(came["unit"].tolist(), came["function"].tolist(), strict=True))
    known = {unit for unit, function in rows}
    return {
        (unit.id, function)
        for unit in units.values()
        for function in known_functions(unit, instrument)
        if unit.id in known and (unit.id, function) not in rows
    }


def _keep(result: Result, tracked: Tracked, out: Path | None, figure: Path | None) -> None:
    """Write the workbook and the picture that were asked for."""
    if out:
        from survey_toolkit.reporting.tables_track import track_workbook

        _save(result, out, track_workbook(tracked))
    if figure:
        from survey_toolkit.reporting.arrivals import picture

        for kind in [figure.suffix] if figure.suffix else PICTURES:
            content = picture(tracked, kind.casefold().lstrip("."))
            _save(result, figure.with_suffix(kind), content)


def _save(result: Result, path: Path, content: bytes) -> None:
    written = disk.save_bytes(path, content)
    result.files.append(written)
    if written != path:  # it is open in another program
        result.left.append(path.name)
