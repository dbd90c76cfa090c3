"""The commands: one thin verb for each thing a researcher does. Imports nothing heavy."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from survey_toolkit import __version__, cli_follow, cli_frame, cli_instrument
from survey_toolkit.console import (
    CONTEXT,
    EVERY_FILE,
    Commands,
    as_json,
    common,
    finish,
    notes,
    print_json,
    progress,
    records,
    say,
    say_notes,
    workspace,
)

if TYPE_CHECKING:
    from survey_toolkit.pipeline import Result

EVERY_FINDING = "Print every finding too, and the path of each file written."
NOT_COMPARED = "Print the figures that cannot be compared too, and the path of the file written."


@click.group(cls=Commands, context_settings=CONTEXT)
@click.version_option(__version__, "-V", "--version", prog_name="survey-toolkit")
def main() -> None:
    """Surveys of organisations: from the form to the tables of the report.

    Example: survey-toolkit run 2012
    """


main.add_command(cli_frame.wave)
main.add_command(cli_frame.frame)
main.add_command(cli_follow.track)
main.add_command(cli_follow.remind)
main.add_command(cli_follow.give_back)
main.add_command(cli_instrument.instrument)
main.add_command(cli_instrument.correct)


@main.command()
@click.argument("folder", type=click.Path(file_okay=False), default=".")
@click.option("--example", is_flag=True, help="Put the (synthetic) survey of 2012 there too.")
@click.option(
    "--workspace",
    "instead",
    type=click.Path(file_okay=False),
    help="The folder, as the other commands are told it.",
)
@click.option("-q", "--quiet", is_flag=True, help="Print nothing but errors.")
@click.option("-v", "--verbose", is_flag=True, help="Print the path of each file written, too.")
def init(
    folder: str, example: bool, instead: str | None, quiet: bool, verbose: bool
) -> None:  # fmt: skip
    """Make a workspace with the shipped questionnaire.

    Example: survey-toolkit init my-survey --example
    """
    from pathlib import Path

    from survey_toolkit.workspace import initialise

    place = Path(instead or folder)
    made = initialise(place, example)
    lines = [f"{place.resolve()}: {len(made)} files written; nothing there was changed."]
    if example:
        lines.append("The answers of 2012 are synthetic. Next: survey-toolkit run 2012")
    say([*lines, *(str(path) for path in made if verbose)], quiet)


@main.command()
@common(EVERY_FILE)
@click.option("--per-function", is_flag=True, help="A workbook for each function.")
@click.option(
    "--unit", "units", multiple=True, metavar="ID",
    help="Only this organisation, by its id in frame.csv. May be given several times.",
)  # fmt: skip
@click.option("--deadline", default="", metavar="DATE", help="When answers are due: 2027-05-01.")
@click.option("--contact", default="", help="Whom to ask about the form.")
@as_json
def issue(
    wave: str, folder: str | None, lang: str | None, quiet: bool, verbose: bool,
    per_function: bool, units: tuple[str, ...], deadline: str, contact: str, json_out: bool,
) -> None:  # fmt: skip
    """Write a workbook to answer in for each organisation in the frame.

    Example: survey-toolkit issue 2012 --deadline 2012-05-15
    """
    from survey_toolkit import pipeline
    from survey_toolkit.reporting.collecting import issued_lines
    from survey_toolkit.survey import Survey

    place = workspace(folder)
    for unit in units:
        _check(unit, Survey(place, wave).frame, "unit")
    _check_date(deadline)
    with progress(quiet or json_out, "Writing forms") as shown:
        survey, made = pipeline.issue(place, wave, lang or "", units, per_function, shown,
                                      deadline=deadline, contact=contact)  # fmt: skip
    if json_out:
        print_json({"files": [str(p) for p in made.written], "unchanged": made.unchanged,
                    "left_open": [str(p) for p in made.left]})  # fmt: skip
    else:
        left = [path.name for path in made.left]
        lines = issued_lines(len(made.written), made.unchanged, left, survey.name, survey.language)
        say([*lines, *(str(p) for p in made.written if verbose)], quiet)


def _check_date(text: str) -> None:
    """Say how a date is written, where a text is none."""
    from survey_toolkit.errors import SurveyError
    from survey_toolkit.instruments.form_words import as_date

    if text and as_date(text) is None:
        raise SurveyError(f"--deadline {text}: not a date. Write it as 2027-05-01 or 1-5-2027.")


@main.command()
@common(EVERY_FINDING)
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
    from survey_toolkit.reporting.naming import Names
    from survey_toolkit.reporting.terminal import cells_line, only_lines

    with progress(quiet or json_out) as shown:
        result = pipeline.ingest(workspace(folder), wave, only, shown, lang or "")
    if json_out:
        statuses = result.findings["status"].value_counts().to_dict()
        print_json({"notes": notes(result), "cells": result.cells, "findings": statuses,
                     "decide": result.decide, "left_open": result.left,
                     "files": [str(p) for p in result.files]})  # fmt: skip
    else:
        language = result.survey.language
        say_notes(result, quiet)
        say(cells_line(result.cells, language), quiet)
        say(only_lines(only, result.survey.name, language), quiet)
        names = Names(result.survey.instrument, result.units, language)
        say(findings_lines(result.findings, language, verbose, names=names), quiet)
        _say_decisions(result, quiet)
    finish(result, verbose, quiet or json_out)


def _say_decisions(result: Result, quiet: bool) -> None:
    """What to write so that no finding is open."""
    if result.decide:
        from survey_toolkit.reporting.terminal import decide_lines

        say(decide_lines(result.decide, result.survey.name, result.survey.language), quiet)


@main.command()
@common(EVERY_FILE)
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

    with progress(quiet or json_out) as shown:
        result = pipeline.score(workspace(folder), wave, shown, lang or "")
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
        print_json({"notes": notes(result), "scores": records(result, "shown")})
    else:
        plan, units = result.survey.plan, result.units
        say_notes(result, quiet)
        say(score_lines(table, instrument, plan, units, result.survey.language), quiet)
    finish(result, verbose, quiet or json_out)


def _check(wanted: str | None, known: Any, what: str) -> None:
    """Say what is known, and the nearest, where a name is not."""
    from survey_toolkit.errors import SurveyError
    from survey_toolkit.workspace import nearest

    names = [str(k) for k in known]
    if wanted and wanted not in names:
        raise SurveyError(f"--{what} {wanted}: not known.{nearest(wanted, names)} "
                          f"One of: {', '.join(n for n in names if n)}")  # fmt: skip


@main.command()
@common(EVERY_FILE)
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

    with progress(quiet or json_out) as shown:
        result = pipeline.rank(workspace(folder), wave, shown, lang or "")
    instrument, language = result.survey.instrument, result.survey.language
    plan = result.survey.plan
    _check(sector, instrument.sectors, "sector")
    if sector:
        ranks = result.tables["ranks"]
        result.tables["ranks"] = ranks[ranks["sector"] == sector]
    if json_out:
        print_json({"notes": notes(result), "ranks": records(result, "ranks"),
                     "matrix": records(result, "matrix")})  # fmt: skip
    else:
        say_notes(result, quiet, gap=False)
        for one in [sector] if sector else list(instrument.sectors):
            say(
                rank_lines(result.tables["ranks"], instrument, one, language,
                           minimum_base=plan.minimum_base),
                quiet,
            )  # fmt: skip
        say(matrix_lines(result.tables["matrix"], instrument, language, plan=plan), quiet)
    finish(result, verbose, quiet or json_out)


@main.command()
@common(EVERY_FINDING)
@as_json
def run(
    wave: str, folder: str | None, lang: str | None, quiet: bool, verbose: bool, json_out: bool
) -> None:
    """Do everything that is out of date, and end with a summary.

    Example: survey-toolkit run 2012
    """
    from survey_toolkit import pipeline

    with progress(quiet or json_out) as shown:
        result = pipeline.run(workspace(folder), wave, shown, lang or "")
    if json_out:
        print_json({"notes": notes(result), "summary": result.lines, "exit": result.exit_code,
                     "left_open": result.left,
                     "files": [str(p) for p in result.files]})  # fmt: skip
    else:
        say(result.lines, quiet)
        say(_all_findings(result) if verbose and not quiet else [], quiet)
    finish(result, verbose, quiet or json_out)


def _all_findings(result: Result) -> list[str]:
    """Every finding under a heading, also where the run had nothing to do."""
    from survey_toolkit import pipeline
    from survey_toolkit.reporting import words
    from survey_toolkit.reporting.lines import findings_lines
    from survey_toolkit.reporting.naming import Names
    from survey_toolkit.reporting.text import heading

    known, language = pipeline.with_findings(result), result.survey.language
    names = Names(known.survey.instrument, known.units, language)
    listed = findings_lines(known.findings, language, names=names)
    return [*heading(words.say("all_findings", language)), *listed]


@main.command()
@common(NOT_COMPARED)
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

    with progress(quiet or json_out) as shown:
        result = pipeline.published(workspace(folder), wave, Path(file), shown, lang or "")
    table = result.tables["published"]
    if json_out:
        print_json({"notes": notes(result), "published": records(result, "published")})
    else:
        say(published_lines(table, result.survey.language, verbose, notes(result)), quiet)
    finish(result, verbose, quiet or json_out)


if __name__ == "__main__":
    main()
