"""The commands while answers come in: `track`, `remind` and `return`."""

from __future__ import annotations

import click

from survey_toolkit.console import (
    EVERY_FILE,
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

DRAFTS = "Print the path of each draft, too."


@click.command()
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


@click.command()
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


@click.command("return")
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
