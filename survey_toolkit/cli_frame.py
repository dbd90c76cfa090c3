"""The commands before anything is sent: a new wave, and the check of its frame."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from survey_toolkit.console import Commands, as_json, common, print_json, say, workspace

if TYPE_CHECKING:
    from survey_toolkit.preparation import FrameCheck, NewWave


@click.group(cls=Commands)
def wave() -> None:
    """Make a new wave: who is asked, by which questionnaire.

    Example: survey-toolkit wave new 2027
    """


@wave.command()
@common("Print the path of each file written, too.", "name")
@click.option("--instrument", help="The questionnaire (default: the only one there is).")
@click.option(
    "--from",
    "earlier",
    metavar="WAVE",
    help="The wave whose units are asked again, in sectors without a register.",
)
@click.option(
    "--year",
    type=click.IntRange(1000, 9999),
    help="Take populations of this year, or the newest before it.",
)
@as_json
def new(
    name: str, folder: str | None, lang: str | None, quiet: bool, verbose: bool,
    instrument: str | None, earlier: str | None, year: int | None, json_out: bool,
) -> None:  # fmt: skip
    """Make the folder of a new wave, with a frame drawn from the registers.

    Example: survey-toolkit wave new 2027 --instrument coordination-tools
    """
    from survey_toolkit.preparation import new_wave

    made = new_wave(workspace(folder), name, instrument or "", earlier or "", year, lang or "")
    if json_out:
        print_json(_made(made))
        return
    say(_made_lines(made), quiet)
    say([str(path) for path in made.files] if verbose else [], quiet)


def _made(made: NewWave) -> dict[str, Any]:
    drawn = made.drawn
    sources = {s: r.source(made.language) for s, r in made.registers.items()}
    return {
        "wave": made.name,
        "instrument": made.instrument.id,
        "population_year": drawn.year,
        "sectors": [{"sector": sector, "units": count, "from": drawn.sources[sector],
                     "source": sources.get(sector, "")}
                    for sector, count in drawn.counts.items()],
        "files": [str(path) for path in made.files],
    }  # fmt: skip


def _made_lines(made: NewWave) -> list[str]:
    from survey_toolkit.reporting.lines_frame import made_lines

    drawn, language = made.drawn, made.language
    sources = {s: register.source(language) for s, register in made.registers.items()}
    return made_lines(made.name, made.instrument, drawn.counts, drawn.sources, sources,
                      drawn.year, language)  # fmt: skip


@click.group(cls=Commands)
def frame() -> None:
    """See whether the list of who is asked is right.

    Example: survey-toolkit frame check 2027
    """


@frame.command()
@common("Print every finding, not only the first of each kind.")
@as_json
def check(
    wave: str, folder: str | None, lang: str | None, quiet: bool, verbose: bool, json_out: bool
) -> None:
    """Find what is wrong in a frame: units twice or missing, codes, addresses, sizes.

    Example: survey-toolkit frame check 2027
    """
    from survey_toolkit import preparation
    from survey_toolkit.errors import DONE, OPEN_FINDINGS

    found = preparation.check(workspace(folder), wave, lang or "")
    if json_out:
        print_json(_found(found))
    else:
        say(_found_lines(found, verbose), quiet)
    findings = found.checked.findings
    click.get_current_context().exit(OPEN_FINDINGS if findings else DONE)


def _found(found: FrameCheck) -> dict[str, Any]:
    checked = found.checked
    return {
        "wave": found.name,
        "sectors": [one._asdict() for one in checked.sectors],
        "registers": {sector: register.id for sector, register in found.registers.items()},
        "population_year": checked.year,
        "population_not_compared": checked.left_out,
        "findings": [finding._asdict() for finding in checked.findings],
    }


def _found_lines(found: FrameCheck, every: bool) -> list[str]:
    from survey_toolkit.reporting.lines_frame import check_lines

    checked = found.checked
    registers = {sector: register.id for sector, register in found.registers.items()}
    return check_lines(found.name, found.instrument, checked.sectors, checked.findings, registers,
                       checked.left_out, found.language, every)  # fmt: skip
