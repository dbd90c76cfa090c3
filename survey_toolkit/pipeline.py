"""The corridor: which room follows which, and what is out of date.

Each verb brings what it needs up to date first. A stage is up to date while the fingerprints of its
inputs and of its outputs are those in `manifest.json`. Heavy packages are imported by the stage
that uses them: a run in which nothing has changed repeats the summary without pandas.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from survey_toolkit import workspace as disk
from survey_toolkit.errors import DONE, OPEN, OPEN_FINDINGS, SurveyError
from survey_toolkit.manifest import Manifest
from survey_toolkit.schema import ANSWERS, FINDINGS, Unit
from survey_toolkit.survey import Survey
from survey_toolkit.workspace import Workspace

if TYPE_CHECKING:
    import pandas as pd

    from survey_toolkit.collection.issue import Issued


Progress = Callable[[int, int], None]
STAGES = ("ingest", "score", "rank", "tables")


@dataclass
class Result:
    """What a verb made: tables by name, lines to print, files written, and the exit code.

    `left` names the files that are open in another program, and were left as they were.
    """

    survey: Survey
    tables: dict[str, pd.DataFrame] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)
    files: list[Path] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    cells: dict[str, int] = field(default_factory=dict)
    exit_code: int = DONE
    units: Mapping[str, Unit] = field(default_factory=dict)
    decide: list[str] = field(default_factory=list)

    @property
    def answers(self) -> pd.DataFrame:
        """The table of answers (`schema.ANSWERS`)."""
        return self.tables["answers"]

    @property
    def findings(self) -> pd.DataFrame:
        """The list of findings (`schema.FINDINGS`)."""
        return self.tables["findings"]


def _frame(columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> pd.DataFrame:
    """Rows as a DataFrame; texts stay plain Python texts, which is quickest for so few."""
    import pandas as pd

    lines = list(zip(*rows, strict=True)) or [()] * len(columns)
    table = {}
    for name, cells in zip(columns, lines, strict=True):
        is_number = columns is ANSWERS and name == "value"
        table[name] = pd.Series(cells, dtype="float64" if is_number else "str")
    return pd.DataFrame(table)


# -- issue -------------------------------------------------------------------------------------


def issue(
    workspace: Workspace,
    wave: str,
    language: str = "",
    units: Sequence[str] = (),
    per_function: bool = False,
    progress: Progress | None = None,
    **texts: str,
) -> tuple[Survey, Issued]:
    """Write the wave's forms, of some units or of all in the frame; see `collection.issue`.

    `texts` (deadline, contact) go before those of wave.toml.
    """
    from survey_toolkit.collection.issue import Order
    from survey_toolkit.collection.issue import issue as write_forms
    from survey_toolkit.instruments.form_words import cover_texts

    survey = Survey(workspace, wave, language)
    said = cover_texts(survey.instrument, survey.wave.texts, survey.language, **texts)
    order = Order(survey.name, survey.instrument, survey.language, said, per_function)
    wanted = [unit for unit in survey.frame.values() if not units or unit.id in units]
    return survey, write_forms(survey.folder, order, wanted, progress)


# -- ingest ------------------------------------------------------------------------------------


def ingest(
    workspace: Workspace,
    wave: str,
    only: str | None = None,
    progress: Progress | None = None,
    language: str = "",
) -> Result:
    """Read the returned files of a wave into answers and findings, and write both.

    With `only` (a pattern such as `*.sav`) other files are left out, this time.
    """
    survey = Survey(workspace, wave, language)
    return _ingest(survey, only, progress)


def _ingest(survey: Survey, only: str | None, progress: Progress | None) -> Result:
    from survey_toolkit.responses.ingest import decisions_text
    from survey_toolkit.responses.ingest import ingest as read_all
    from survey_toolkit.responses.reasons import with_reasons

    made = read_all(
        survey.workspace.returned(survey.name), survey.instrument, survey.plan, survey.wave,
        survey.frame, survey.language, survey.out / "cache", survey.context, only, progress,
    )  # fmt: skip
    findings = with_reasons(made.findings, survey.wave.decisions, survey.language)
    manifest = Manifest(survey)
    written = [
        manifest.write("answers.csv", disk.csv_bytes(ANSWERS, _plain(made.rows))),
        manifest.write("findings.csv", disk.csv_bytes(FINDINGS, findings)),
        manifest.write("units.json", _units_bytes(made.units)),
        manifest.write("READ-ME.txt", _read_me(survey)),
    ]
    result = Result(survey, files=written, cells=made.cells, units=made.units, decide=made.decide)
    result.tables["answers"] = _frame(ANSWERS, made.rows)
    result.tables["findings"] = _frame(FINDINGS, findings)
    result.files.append(manifest.write("findings.xlsx", _findings_workbook(survey, result)))
    result.files += _decisions(manifest, decisions_text(made.decide))
    result.exit_code = OPEN_FINDINGS if made.open_findings else DONE
    inputs = survey.inputs if only is None else f"only {only}"
    manifest.left += _received(survey, made.rows)
    manifest.note("ingest", inputs, result.files, cells=made.cells, exit=result.exit_code,
                  decide=made.decide, open=made.open_findings)  # fmt: skip
    result.left += manifest.left
    return result


def _received(survey: Survey, rows: Sequence[Sequence[object]]) -> list[str]:
    """Note in the ledger what came back; the ledger's name where it is open."""
    from survey_toolkit.collection.received import note_received
    from survey_toolkit.responses.listing import returned_files

    places = [ANSWERS.index(column) for column in ("unit", "function", "source")]
    answers = ((str(row[places[0]]), str(row[places[1]]), str(row[places[2]])) for row in rows)
    files = dict(returned_files(survey.workspace.returned(survey.name)))
    return note_received(survey.folder, files, answers)


def _read_me(survey: Survey) -> bytes:
    """What a person who meets the folder alone must know, in both languages."""
    lines = [f"{survey.instrument.title('da')} – {survey.name}", *survey.wave.notes("da"), "",
             f"{survey.instrument.title('en')} – {survey.name}", *survey.wave.notes("en"), "",
             f"survey-toolkit run {survey.name}", ""]  # fmt: skip
    return "\r\n".join(lines).encode("utf-8-sig")


def _plain(rows: Sequence[Sequence[object]]) -> list[tuple[object, ...]]:
    """Rows for CSV: whole numbers without decimals, nothing where there is no number."""
    value = ANSWERS.index("value")
    return [(*row[:value], _number(row[value]), *row[value + 1 :]) for row in rows]


def _number(value: object) -> object:
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return "" if value is None else value


def _units_bytes(units: Mapping[str, Unit]) -> bytes:
    import json

    names = ["id", "sector", "name", "region", "region_code"]
    names += ["population", "size_class", "in_frame"]
    plain = [[getattr(unit, name) for name in names] for unit in units.values()]
    return json.dumps(plain, ensure_ascii=False).encode()


def _findings_workbook(survey: Survey, result: Result) -> bytes:
    from survey_toolkit.reporting.excel_findings import findings_workbook
    from survey_toolkit.reporting.naming import Names

    title = f"{survey.instrument.title(survey.language)} – {survey.name}"
    names = Names(survey.instrument, result.units, survey.language)
    return findings_workbook(result.findings, title, survey.wave.notes(survey.language),
                             survey.language, names)  # fmt: skip


def _decisions(manifest: Manifest, text: tuple[str, list[str]]) -> list[Path]:
    """The text to write in wave.toml and corrections.csv; removed where there is none."""
    toml, lines = text
    written = []
    contents = {
        "write-in-wave.toml": toml,
        "write-in-corrections.csv": "\r\n".join(["file;sheet;cell;old;new;who;why", *lines, ""])
        if lines
        else "",
    }
    for name, content in contents.items():
        if content:
            written.append(manifest.write(name, content.encode("utf-8")))
        else:
            manifest.remove(name)
    return written


def answers(survey: Survey, progress: Progress | None) -> Result:
    """The wave's answers, up to date: from the last ingest, or from a new one."""
    manifest = Manifest(survey)
    if not manifest.current("ingest", survey.inputs):
        return _ingest(survey, None, progress)
    import json

    import pandas as pd

    known = manifest.stages["ingest"]
    result = Result(survey, cells=known["cells"], exit_code=known["exit"], decide=known["decide"])
    units = [Unit(*u) for u in json.loads((survey.out / "units.json").read_text("utf-8"))]
    result.units = {u.id: u for u in units}
    for name in ("answers", "findings"):
        table = pd.read_csv(survey.out / f"{name}.csv", dtype=str, keep_default_na=False,
                            encoding="utf-8-sig")  # fmt: skip
        texts = [column for column in ("answer", "value") if column in table.columns]
        result.tables[name] = table.assign(**{c: table[c].map(disk.unescaped) for c in texts})
    value = pd.to_numeric(result.answers["value"], errors="coerce")
    result.tables["answers"] = result.answers.assign(value=value)
    return result


# -- score and rank ----------------------------------------------------------------------------


def score(
    workspace: Workspace, wave: str, progress: Progress | None = None, language: str = ""
) -> Result:
    """Bring the wave's scores up to date and write them."""
    return _score(answers(Survey(workspace, wave, language), progress))


def _score(result: Result) -> Result:
    from survey_toolkit.analysis.counts import counts
    from survey_toolkit.analysis.score import coverage, distribution, scores

    survey = result.survey
    counted = counts(result.answers)
    result.tables |= {
        "counts": counted,
        "scores": scores(counted, survey.instrument, result.units),
        "distribution": distribution(counted, survey.instrument, result.units),
        "coverage": coverage(counted, result.units),
    }
    names = ("counts", "scores", "distribution", "coverage")
    return written(result, "score", names)


def written(result: Result, stage: str, names: Sequence[str]) -> Result:
    """Write some tables as CSV and note them."""
    survey, manifest = result.survey, Manifest(result.survey)
    paths = []
    for name in names:
        table = result.tables[name]
        columns = [_cells(table[column]) for column in table.columns]
        content = disk.csv_bytes(list(table.columns), zip(*columns, strict=True))
        paths.append(manifest.write(f"{name}.csv", content))
    manifest.note(stage, survey.inputs, paths)
    result.files += paths
    result.left += manifest.left
    return result


def _cells(column: pd.Series[Any]) -> list[Any]:
    """A column as it is written: nothing where there is no number. Quicker than to_csv."""
    cells = column.tolist()
    return ["" if cell != cell else cell for cell in cells]  # NaN is not itself


def rank(
    workspace: Workspace, wave: str, progress: Progress | None = None, language: str = ""
) -> Result:
    """Bring the wave's ranks, potential matrix and selection up to date and write them."""
    return _rank(score(workspace, wave, progress, language))


def _rank(result: Result) -> Result:
    from survey_toolkit.analysis.potential import matrix
    from survey_toolkit.analysis.ranking import ranks

    survey = result.survey
    scored = result.tables["scores"]
    result.tables["ranks"] = ranks(scored, survey.plan, survey.instrument)
    result.tables["matrix"] = matrix(scored, survey.plan, survey.instrument)
    return written(result, "rank", ("ranks", "matrix"))


# -- everything --------------------------------------------------------------------------------


def run(
    workspace: Workspace, wave: str, progress: Progress | None = None, language: str = ""
) -> Result:
    """Do what is out of date of everything, and end with the summary."""
    survey = Survey(workspace, wave, language)
    manifest = Manifest(survey)
    if all(manifest.current(stage, survey.inputs) for stage in STAGES):
        known = manifest.stages["tables"]
        return Result(survey, lines=known["lines"], exit_code=manifest.stages["ingest"]["exit"])
    return _tables(_rank(_score(answers(survey, progress))))


def _tables(result: Result) -> Result:
    from survey_toolkit.reporting.excel import tables_workbook
    from survey_toolkit.reporting.sentences import summary
    from survey_toolkit.reporting.tables import all_tables

    survey, made = result.survey, result.tables
    notes, language = survey.wave.notes(survey.language), survey.language
    shown = all_tables(made["scores"], made["distribution"], made["ranks"], made["matrix"],
                       made["coverage"], survey.instrument, survey.plan, result.units, language,
                       notes)  # fmt: skip
    title = f"{survey.instrument.title(language)} – {survey.name}"
    manifest = Manifest(survey)
    path = manifest.write("tables.xlsx", tables_workbook(shown, title, notes, language))
    result.files.append(path)
    result.left += manifest.left
    result.lines = summary(made["coverage"], result.cells, result.findings, made["ranks"],
                           made["matrix"], _main_files(manifest), survey.instrument, survey.plan,
                           language, notes, result.left)  # fmt: skip
    manifest.note("tables", survey.inputs, [path], lines=result.lines)
    return result


def _main_files(manifest: Manifest) -> list[str]:
    """The files to open first, those that were left under the name of the newest."""
    out, root = manifest.survey.out, manifest.survey.workspace.root
    names = ("tables.xlsx", "findings.xlsx", "answers.csv", "scores.csv")
    newest = [manifest.copies.get(name, [name])[-1] for name in names]
    return [(out / name).relative_to(root).as_posix() for name in newest]


def published(
    workspace: Workspace,
    wave: str,
    file: Path,
    progress: Progress | None = None,
    language: str = "",
) -> Result:
    """Hold a file of published figures against what the answers give."""
    from survey_toolkit.analysis.published import compare, load_mapping

    mapping_path = file.with_suffix(".toml")
    if not file.is_file():
        raise SurveyError(f"{file}: no such file. Give the path of a .csv of published figures.")
    result = score(workspace, wave, progress, language)
    mapping = load_mapping(mapping_path)
    made = compare(file, mapping, result.tables["distribution"], result.tables["scores"],
                   result.survey.instrument, result.survey.language)  # fmt: skip
    name = file.stem if file.stem.startswith("published") else f"published-{file.stem}"
    result.tables |= {"published": made, name: made}
    result.exit_code = OPEN_FINDINGS if (made["equal"] != "yes").any() else DONE
    return written(result, name, (name,))


def with_findings(result: Result) -> Result:
    """The result with its units and the list of findings, also where nothing had changed."""
    return result if "findings" in result.tables else answers(result.survey, None)


def open_findings(result: Result) -> int:
    """How many findings a person must decide."""
    return int((result.findings["status"] == OPEN).sum())
