"""What all commands share: options, how they print, and how they end. Imports nothing heavy."""

from __future__ import annotations

import errno
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NoReturn

import click

if TYPE_CHECKING:
    from survey_toolkit.pipeline import Progress, Result
    from survey_toolkit.workspace import Workspace

EVERY_FILE = "Print the path of each file written, too."
INTERRUPTED = 130  # as a shell says of a program that Ctrl-C ended
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
        except KeyboardInterrupt:
            click.echo("Stopped. Run the same command again: what was read is kept.", err=True)
            ctx.exit(INTERRUPTED)
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


Command = Callable[..., None]


in_workspace = click.option(
    "--workspace", "folder", type=click.Path(file_okay=False),
    help="Folder with instruments/ and responses/ (default: where you stand).",
)  # fmt: skip
quietly = click.option("-q", "--quiet", is_flag=True, help="Print nothing but errors.")


def common(verbose: str, wave: str = "wave") -> Callable[[Command], Command]:
    """The options that every command takes about a wave; `verbose` is what -v adds.

    `wave` is what its argument is called.
    """
    options = (
        click.argument(wave),
        in_workspace,
        click.option("--lang", type=click.Choice(["da", "en"]), default=None,
                     help="Danish or English words (default: the survey's own language)."),
        quietly,
        click.option("-v", "--verbose", is_flag=True, help=verbose),
    )  # fmt: skip

    def with_options(command: Command) -> Command:
        for option in reversed(options):
            command = option(command)
        return command

    return with_options


as_json = click.option("--json", "json_out", is_flag=True, help="Print the result as JSON.")


def workspace(folder: str | None) -> Workspace:
    """The workspace in a folder, or the one where the person stands."""
    from pathlib import Path

    from survey_toolkit.workspace import find

    return find(Path(folder) if folder else None)


@contextmanager
def progress(quiet: bool, label: str = "Reading files") -> Iterator[Progress | None]:
    """A bar on a terminal; nothing in a pipe."""
    if quiet or not sys.stderr.isatty():
        yield None
        return
    bars: list[Any] = []

    def show(done: int, total: int) -> None:
        if not bars:
            bars.append(click.progressbar(length=total, label=label, file=sys.stderr))
            bars[0].__enter__()
        bars[0].update(done - bars[0].pos)

    try:
        yield show
    finally:
        for bar in bars:
            bar.__exit__(None, None, None)


def say(lines: list[str], quiet: bool) -> None:
    """Print lines, unless nothing is to be said."""
    if not quiet:
        for line in lines:
            click.echo(line)


def print_json(content: Any) -> None:
    """Print what another program reads."""
    import json

    click.echo(json.dumps(content, ensure_ascii=False, indent=1))


def records(result: Result, name: str) -> list[dict[str, Any]]:
    """A table as a list of records, numbers that are not there as null."""
    table = result.tables[name].astype(object)
    return table.where(table.notna(), None).to_dict("records")  # type: ignore[return-value]


def notes(result: Result) -> list[str]:
    """What every output of the wave must say, such as that its answers are synthetic."""
    return result.survey.wave.notes(result.survey.language)


def say_notes(result: Result, quiet: bool, gap: bool = True) -> None:
    """Say first, before any figure, what every output of the wave must say.

    With `gap` an empty line follows; headings bring their own.
    """
    from survey_toolkit.reporting.text import wrapped

    lines = [line for note in notes(result) for line in wrapped(note)]
    say([*lines, ""] if lines and gap else lines, quiet)


def finish(result: Result, verbose: bool, quiet: bool) -> NoReturn:
    """Say which files are open elsewhere and, where asked, those written; leave with the code."""
    if result.left and not result.lines:  # the summary of a run says it itself
        from survey_toolkit.reporting.lines import left_lines

        say(left_lines(result.left, result.survey.language), quiet)
    say([str(p) for p in result.files] if verbose else [], quiet)
    click.get_current_context().exit(result.exit_code)
