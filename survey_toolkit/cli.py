"""The commands: one thin verb for each thing a researcher does. Imports nothing heavy."""

from __future__ import annotations

import errno
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NoReturn

import click

from survey_toolkit import __version__

if TYPE_CHECKING:
    from survey_toolkit.pipeline import Progress, Result
    from survey_toolkit.workspace import Workspace

CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


class Commands(click.Group):
    """Commands that end with a plain message where the user can mend what is wrong."""

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command with that name, or a hint to the nearest one."""
        found = super().get_command(ctx, cmd_name)
        if found is None and not ctx.resilient_parsing:
            import difflib

            close = difflib.get_close_matches(cmd_name, self.list_commands(ctx), n=1)
            hint = f" Did you mean {close[0]}?" if close else ""
            raise click.UsageError(f"No such command: {cmd_name}.{hint}", ctx=ctx)
        return found

    def invoke(self, ctx: click.Context) -> Any:
        """Run, and word the faults that a user can mend."""
        from survey_toolkit.errors import SurveyError, disk_fault

        try:
            return super().invoke(ctx)
        except SurveyError as error:
            return _give_up(ctx, *error.faults)
        except OSError as error:
            if error.errno == errno.EPIPE:  # what reads our output has closed; click knows
                raise
            return _give_up(ctx, disk_fault(error))


def _give_up(ctx: click.Context, *faults: str) -> NoReturn:
    from survey_toolkit.errors import NOTHING_DONE

    for fault in faults:
        click.echo(fault, err=True)
    ctx.exit(NOTHING_DONE)


@click.group(cls=Commands, context_settings=CONTEXT)
@click.version_option(__version__, "-V", "--version", prog_name="survey-toolkit")
def main() -> None:
    """From returned questionnaires to the tables of the report.

    Example: survey-toolkit run 2012
    """


def common(command: Callable[..., None]) -> Callable[..., None]:
    """The options that every command takes about a wave."""
    options = (
        click.argument("wave"),
        click.option("--workspace", "folder", type=click.Path(file_okay=False),
                     help="Folder with instruments/ and responses/ (default: where you stand)."),
        click.option("--lang", type=click.Choice(["da", "en"]), default=None,
                     help="Danish or English words (default: the survey's own language)."),
        click.option("-q", "--quiet", is_flag=True, help="Print nothing but errors."),
        click.option("-v", "--verbose", is_flag=True, help="Print every finding and file."),
    )  # fmt: skip
    for option in reversed(options):
        command = option(command)
    return command


as_json = click.option("--json", "json_out", is_flag=True, help="Print the result as JSON.")


def _workspace(folder: str | None) -> Workspace:
    from pathlib import Path

    from survey_toolkit.workspace import find

    return find(Path(folder) if folder else None)


@contextmanager
def _progress(quiet: bool) -> Iterator[Progress | None]:
    """A bar on a terminal; nothing in a pipe."""
    if quiet or not sys.stderr.isatty():
        yield None
        return
    bars: list[Any] = []

    def show(done: int, total: int) -> None:
        if not bars:
            bars.append(click.progressbar(length=total, label="Reading files", file=sys.stderr))
            bars[0].__enter__()
        bars[0].update(done - bars[0].pos)

    try:
        yield show
    finally:
        for bar in bars:
            bar.__exit__(None, None, None)


def _say(lines: list[str], quiet: bool) -> None:
    if not quiet:
        for line in lines:
            click.echo(line)


def _print_json(content: Any) -> None:
    import json

    click.echo(json.dumps(content, ensure_ascii=False, indent=1))


def _records(result: Result, name: str) -> list[dict[str, Any]]:
    """A table as a list of records, numbers that are not there as null."""
    table = result.tables[name].astype(object)
    return table.where(table.notna(), None).to_dict("records")  # type: ignore[return-value]


def _notes(result: Result) -> list[str]:
    """What every output of the wave must say, such as that its answers are synthetic."""
    return result.survey.wave.notes(result.survey.language)


def _finish(result: Result, verbose: bool, quiet: bool) -> NoReturn:
    """Say which files are open elsewhere and, where asked, those written; leave with the code."""
    if result.left and not result.lines:  # the summary of a run says it itself
        from survey_toolkit.reporting.lines import left_lines

        _say(left_lines(result.left, result.survey.language), quiet)
    _say([str(p) for p in result.files] if verbose else [], quiet)
    click.get_current_context().exit(result.exit_code)


@main.command()
@click.argument("folder", type=click.Path(file_okay=False), default=".")
@click.option("--example", is_flag=True, help="Put the (synthetic) survey of 2012 there too.")
def init(folder: str, example: bool) -> None:
    """Make a workspace with the shipped questionnaire.

    Example: survey-toolkit init my-survey --example
    """
    from pathlib import Path

    from survey_toolkit.workspace import initialise

    made = initialise(Path(folder), example)
    click.echo(f"{Path(folder).resolve()}: {len(made)} files written; nothing there was changed.")
    if example:
        click.echo("The answers of 2012 are synthetic. Next: survey-toolkit run 2012")


@main.command()
@common
@click.option("--only", help='Read only the files that fit a pattern, such as "*.sav".')
@as_json
def ingest(
    wave: str, folder: str | None, lang: str | None, quiet: bool, verbose: bool, only: str | None,
    json_out: bool,
) -> None:  # fmt: skip
    """Read the returned files into answers and findings.

    Example: survey-toolkit ingest 2012 --only "*.sav"
    """
    from survey_toolkit import pipeline
    from survey_toolkit.reporting.lines import findings_lines
    from survey_toolkit.reporting.terminal import cells_line, only_lines

    with _progress(quiet or json_out) as progress:
        result = pipeline.ingest(_workspace(folder), wave, only, progress, lang or "")
    if json_out:
        statuses = result.findings["status"].value_counts().to_dict()
        _print_json({"notes": _notes(result), "cells": result.cells, "findings": statuses,
                     "decide": result.decide, "left_open": result.left,
                     "files": [str(p) for p in result.files]})  # fmt: skip
    else:
        language = result.survey.language
        _say([*_notes(result), *cells_line(result.cells, language)], quiet)
        _say(only_lines(only, result.survey.name, language), quiet)
        _say(findings_lines(result.findings, language, verbose), quiet)
        _say_decisions(result, quiet)
    _finish(result, verbose, quiet or json_out)


def _say_decisions(result: Result, quiet: bool) -> None:
    """What to write so that no finding is open."""
    if result.decide:
        from survey_toolkit.reporting.terminal import decide_lines

        _say(decide_lines(result.decide, result.survey.name, result.survey.language), quiet)


@main.command()
@common
@click.option(
    "--by",
    default="sector",
    show_default=True,
    type=click.Choice(["all", "sector", "function", "unit", "region", "size_class"]),
    help="What the figures are told apart by.",
)
@click.option("--item", help="Only one item, such as psp.")
@click.option("--measure", help="Only one measure, such as use.share.")
@as_json
def score(
    wave: str, folder: str | None, lang: str | None, quiet: bool, verbose: bool, by: str,
    item: str | None, measure: str | None, json_out: bool,
) -> None:  # fmt: skip
    """Compute how many know, use and rate each item, with numerator and denominator.

    Example: survey-toolkit score 2012 --by region --item psp
    """
    from survey_toolkit import pipeline
    from survey_toolkit.reporting.terminal import score_lines

    with _progress(quiet or json_out) as progress:
        result = pipeline.score(_workspace(folder), wave, progress, lang or "")
    instrument = result.survey.instrument
    _check(item, instrument.items, "item")
    table = result.tables["scores"]
    table = table[table["by"] == by]
    for column, wanted in (("item", item), ("measure", measure)):
        if wanted:
            _check(wanted, table[column].unique(), column)
            table = table[table[column] == wanted]
    result.tables["shown"] = table
    if json_out:
        _print_json({"notes": _notes(result), "scores": _records(result, "shown")})
    else:
        plan, units = result.survey.plan, result.units
        _say(score_lines(table, instrument, plan, units, result.survey.language), quiet)
        _say(result.survey.wave.notes(result.survey.language), quiet)
    _finish(result, verbose, quiet or json_out)


def _check(wanted: str | None, known: Any, what: str) -> None:
    """Say what is known, and the nearest, where a name is not."""
    from survey_toolkit.errors import SurveyError
    from survey_toolkit.workspace import nearest

    names = [str(k) for k in known]
    if wanted and wanted not in names:
        raise SurveyError(f"--{what} {wanted}: not known.{nearest(wanted, names)} "
                          f"One of: {', '.join(n for n in names if n)}")  # fmt: skip


@main.command()
@common
@click.option("--sector", help="Only one sector, such as kommune.")
@as_json
def rank(
    wave: str, folder: str | None, lang: str | None, quiet: bool, verbose: bool,
    sector: str | None, json_out: bool,
) -> None:  # fmt: skip
    """Order the items, and pick out those with potential by the plan's thresholds.

    Example: survey-toolkit rank 2012 --sector kommune
    """
    from survey_toolkit import pipeline
    from survey_toolkit.reporting.lines import matrix_lines, rank_lines

    with _progress(quiet or json_out) as progress:
        result = pipeline.rank(_workspace(folder), wave, progress, lang or "")
    instrument, language = result.survey.instrument, result.survey.language
    plan = result.survey.plan
    _check(sector, instrument.sectors, "sector")
    if sector:
        ranks = result.tables["ranks"]
        result.tables["ranks"] = ranks[ranks["sector"] == sector]
    if json_out:
        _print_json({"notes": _notes(result), "ranks": _records(result, "ranks"),
                     "matrix": _records(result, "matrix")})  # fmt: skip
    else:
        for one in [sector] if sector else list(instrument.sectors):
            _say(
                rank_lines(result.tables["ranks"], instrument, one, language,
                           minimum_base=plan.minimum_base),
                quiet,
            )  # fmt: skip
        notes = result.survey.wave.notes(language)
        _say(matrix_lines(result.tables["matrix"], instrument, language, notes, plan), quiet)
    _finish(result, verbose, quiet or json_out)


@main.command()
@common
@as_json
def run(
    wave: str, folder: str | None, lang: str | None, quiet: bool, verbose: bool, json_out: bool
) -> None:
    """Do everything that is out of date, and end with a summary.

    Example: survey-toolkit run 2012
    """
    from survey_toolkit import pipeline

    with _progress(quiet or json_out) as progress:
        result = pipeline.run(_workspace(folder), wave, progress, lang or "")
    if json_out:
        _print_json({"notes": _notes(result), "summary": result.lines, "exit": result.exit_code,
                     "left_open": result.left,
                     "files": [str(p) for p in result.files]})  # fmt: skip
    else:
        _say(result.lines, quiet)
    _finish(result, verbose, quiet or json_out)


@main.command()
@common
@click.argument("file", type=click.Path(dir_okay=False))
@as_json
def published(
    wave: str, folder: str | None, lang: str | None, quiet: bool, verbose: bool, file: str,
    json_out: bool,
) -> None:  # fmt: skip
    """Hold a file of published figures against what the answers give.

    A small .toml of the same name beside the file says what its columns are.

    Example: survey-toolkit published 2012 responses/2012/published/published_by_sector.csv
    """
    from pathlib import Path

    from survey_toolkit import pipeline
    from survey_toolkit.reporting.lines import published_lines

    with _progress(quiet or json_out) as progress:
        result = pipeline.published(_workspace(folder), wave, Path(file), progress, lang or "")
    table = result.tables["published"]
    if json_out:
        _print_json({"notes": _notes(result), "published": _records(result, "published")})
    else:
        _say(published_lines(table, result.survey.language, verbose, _notes(result)), quiet)
    _finish(result, verbose, quiet or json_out)


if __name__ == "__main__":
    main()
