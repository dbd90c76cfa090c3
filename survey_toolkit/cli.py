"""The commands: one thin verb for each thing a researcher does. Imports nothing heavy."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from survey_toolkit import __version__, cli_frame
from survey_toolkit.console import (
    CONTEXT,
    Commands,
    as_json,
    common,
    finish,
    in_workspace,
    notes,
    print_json,
    progress,
    quietly,
    records,
    say,
    say_notes,
    workspace,
)

if TYPE_CHECKING:
    from survey_toolkit.pipeline import Result

EVERY_FINDING = "Print every finding too, and the path of each file written."
EVERY_FILE = "Print the path of each file written, too."
NOT_COMPARED = "Print the figures that cannot be compared too, and the path of the file written."


@click.group(cls=Commands, context_settings=CONTEXT)
@click.version_option(__version__, "-V", "--version", prog_name="survey-toolkit")
def main() -> None:
    """From returned questionnaires to the tables of the report.

    Example: survey-toolkit run 2012
    """


main.add_command(cli_frame.wave)
main.add_command(cli_frame.frame)


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
@common(EVERY_FILE)
@click.option("--by", multiple=True, help="Another column of the frame to compare by; repeatable.")
@click.option("--out", type=click.Path(dir_okay=False), help="Write it as a workbook, .xlsx.")
@click.option(
    "--figure",
    type=click.Path(dir_okay=False),
    help="Write a figure of the answers by day: .png, .svg, or both without an ending.",
)
@as_json
def track(
    wave: str, folder: str | None, lang: str | None, quiet: bool, verbose: bool,
    by: tuple[str, ...], out: str | None, figure: str | None, json_out: bool,
) -> None:  # fmt: skip
    """Tell who has answered, who is missing, and whether the two are alike.

    Example: survey-toolkit track 2012 --out who-has-answered.xlsx
    """
    from pathlib import Path

    from survey_toolkit.reporting.lines_track import track_lines
    from survey_toolkit.track import TABLES
    from survey_toolkit.track import track as track_wave

    book, drawing = (Path(name) if name else None for name in (out, figure))
    with progress(quiet or json_out) as shown:
        result, tracked = track_wave(workspace(folder), wave, by, book, drawing, shown, lang or "")
    if json_out:
        print_json({"notes": notes(result), **{name: records(result, name) for name in TABLES},
                     "files": [str(p) for p in result.files]})  # fmt: skip
    else:
        say_notes(result, quiet, gap=False)
        say(track_lines(tracked), quiet)
    finish(result, verbose, quiet or json_out)


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


@main.group()
def instrument() -> None:
    """Look at a questionnaire, and take it elsewhere.

    Example: survey-toolkit instrument check coordination-tools
    """


@instrument.command()
@click.argument("name")
@in_workspace
@quietly
def check(name: str, folder: str | None, quiet: bool) -> None:
    """Name every fault of a questionnaire and its plan, with file, row and column.

    Example: survey-toolkit instrument check coordination-tools
    """
    from survey_toolkit import taking

    say(taking.check(workspace(folder), name), quiet)


@instrument.command()
@click.argument("name")
@click.option(
    "--xlsform",
    is_flag=True,
    required=True,
    expose_value=False,
    help="As an XLSForm, for KoboToolbox and ODK. The only form so far.",
)
@click.option("--out", type=click.Path(dir_okay=False), help="Where (default: NAME-xlsform.xlsx).")
@in_workspace
@quietly
def export(name: str, out: str | None, folder: str | None, quiet: bool) -> None:
    """Write a questionnaire for another platform.

    Example: survey-toolkit instrument export coordination-tools --xlsform
    """
    from pathlib import Path

    from survey_toolkit import taking

    target = Path(out or f"{name}-xlsform.xlsx")
    say([str(taking.export_xlsform(workspace(folder), name, target))], quiet)


@main.command()
@click.argument("wave")
@click.argument("cell")
@click.argument("new")
@click.option("--why", required=True, help="The reason, such as: said on the telephone 3 May.")
@click.option("--who", help="Who says so (default: who is logged in).")
@in_workspace
@quietly
def correct(
    wave: str, cell: str, new: str, why: str, who: str | None, folder: str | None, quiet: bool
) -> None:
    """Write a correction of one cell in the wave's corrections.csv.

    CELL is the file, sheet and cell as the list of findings and answers.csv have them.

    Example: survey-toolkit correct 2012 "Vejle.xlsx!Ark1!D8" Godt --why "said on the telephone"
    """
    from survey_toolkit import taking

    say([taking.correct(workspace(folder), wave, cell, new, why, who or "")], quiet)


DRAFTS = "Print the path of each draft, too."


@main.command()
@common(DRAFTS)
def remind(wave: str, folder: str | None, lang: str | None, quiet: bool, verbose: bool) -> None:
    """Write a mail draft to each unit that lacks something. Nothing is sent.

    Example: survey-toolkit remind 2012
    """
    from survey_toolkit import follow_up
    from survey_toolkit.reporting.lines_follow_up import reminded_lines

    with progress(quiet) as shown:
        made = follow_up.remind(workspace(folder), wave, shown, lang or "")
    say_notes(made.result, quiet)
    language = made.result.survey.language
    names = (list(made.written), made.already, made.without_address)
    say(reminded_lines(*names, str(made.merge or ""), language), quiet)
    say([str(path) for path in made.written.values()] if verbose else [], quiet)
    click.get_current_context().exit(made.result.exit_code)


@main.command("return")
@common(DRAFTS)
def give_back(wave: str, folder: str | None, lang: str | None, quiet: bool, verbose: bool) -> None:
    """Give unclear answers back: a draft to each unit, with its workbook marked. Nothing is sent.

    Example: survey-toolkit return 2012
    """
    from survey_toolkit import follow_up
    from survey_toolkit.reporting.lines_follow_up import given_back_lines

    with progress(quiet) as shown:
        made = follow_up.give_back(workspace(folder), wave, shown, lang or "")
    say_notes(made.result, quiet)
    language = made.result.survey.language
    place = str(made.result.survey.out / "return")
    say(given_back_lines(list(made.written), made.without_address, place, language), quiet)
    say([str(path) for path in made.written.values()] if verbose else [], quiet)
    click.get_current_context().exit(made.result.exit_code)


if __name__ == "__main__":
    main()
