"""The commands about a questionnaire, and about single cells: `instrument` and `correct`."""

from __future__ import annotations

import click

from survey_toolkit.console import Commands, in_workspace, quietly, say, workspace


@click.group(cls=Commands)
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


@click.command()
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
