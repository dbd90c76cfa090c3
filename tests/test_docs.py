"""The documents say what is so: their commands are run, and their lists are complete.

A fenced block says in its first line what it is:

    ```console                 `$ survey-toolkit ...` and `$ cd ...` are run; the lines below are
                               what is printed. `...` alone stands for any lines, inside a line
                               for any text; `[exit 1]` is the exit code.
    ```toml file=a/b.toml      the file is written
    ```toml append=a/b.toml    the text is added at the end of the file
    ```toml remove=a/b.toml    the text is taken out of the file

Comments `<!-- test: example -->`, `<!-- test: copy A B -->` and `<!-- test: folder A -->` do what
the text asks the reader to do by hand.
"""

from __future__ import annotations

import re
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

import survey_toolkit
from survey_toolkit import schema
from survey_toolkit.catalogue.frame import FRAME
from survey_toolkit.cli import main
from survey_toolkit.errors import CATALOGUE

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
PAGES = sorted([ROOT / "README.md", ROOT / "CHANGELOG.md", *DOCS.rglob("*.md")])
COMMANDS = {name: DOCS / "commands" / f"{name}.md" for name in main.commands}
MADE_BY_READERS = ("instruments/my-tools", "instruments/library", "responses/2026")

_STEP = re.compile(
    r"^<!-- test: (?P<order>.+?) -->$|^```(?P<info>\w.*)\n(?P<body>(?:.*\n)*?)```$", re.MULTILINE
)
_OPTION = re.compile(r"(?<![\w-])--[a-z][a-z-]*")
_LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")


def name_of(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


def runnable() -> list[Path]:
    return [page for page in DOCS.rglob("*.md") if "```console" in page.read_text("utf-8")]


@pytest.fixture(scope="session")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace in which the example has been run once."""
    folder = tmp_path_factory.mktemp("docs") / "example"
    for arguments in (["init", str(folder), "--example"],
                      ["run", "2012", "--workspace", str(folder)]):  # fmt: skip
        assert CliRunner().invoke(main, arguments).exit_code in (0, 1)
    return folder


@pytest.mark.parametrize("page", runnable(), ids=name_of)
def test_what_the_page_says_happens(
    page: Path, tmp_path: Path, example: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for step in _STEP.finditer(page.read_text("utf-8")):
        if step["order"]:
            obey(step["order"].split(), example)
        elif step["info"] == "console":
            talk(step["body"], monkeypatch)
        else:
            write(step["info"], step["body"])


def obey(order: list[str], example: Path) -> None:
    if order == ["example"]:
        shutil.copytree(example, Path.cwd(), dirs_exist_ok=True)
    elif order[0] == "copy":
        shutil.copytree(order[1], order[2])
    elif order[0] == "folder":
        Path(order[1]).mkdir(parents=True)
    else:
        raise AssertionError(f"no such order: {order}")


def write(info: str, body: str) -> None:
    what, _, name = info.partition(" ")[2].partition("=")
    path = Path(name)
    if what == "file":
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(body, encoding="utf-8")
    elif what == "append":
        path.write_text(path.read_text("utf-8") + body, encoding="utf-8")
    elif what == "remove":
        text = path.read_text("utf-8")
        assert text.count(body) == 1, f"{name} does not hold, once:\n{body}"
        path.write_text(text.replace(body, ""), encoding="utf-8")


def talk(block: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run the commands of a console block, and compare what they print."""
    commands: list[tuple[str, list[str]]] = []
    for line in block.splitlines():
        if line.startswith("$ "):
            commands.append((line[2:], []))
        else:
            commands[-1][1].append(line)
    for command, shown in commands:
        words = shlex.split(command)
        if words[0] == "cd":
            monkeypatch.chdir(words[1])
            continue
        assert words[0] == "survey-toolkit", command
        result = CliRunner().invoke(main, words[1:])
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        codes = [line for line in shown if line.startswith("[exit ")]
        for code in codes:
            assert code == f"[exit {result.exit_code}]", f"{command}\n{result.output}"
        expected = [line for line in shown if line not in codes]
        fits = re.fullmatch(pattern_of(expected), result.output.strip("\n") + "\n")
        assert fits, (
            f"$ {command}\n--- the page:\n"
            + "\n".join(expected)
            + (f"\n--- the program:\n{result.output}")
        )


def pattern_of(lines: list[str]) -> str:
    """The lines as a regular expression.

    >>> bool(re.fullmatch(pattern_of(["a", "...", "d ... f"]), "a\\nb\\nc\\nd e f\\n"))
    True
    """
    parts = []
    for line in lines:
        if line.strip() == "...":
            parts.append(r"(?:.*\n)*?")
        else:
            parts.append(r".*?".join(map(re.escape, line.split("..."))) + r"[ ]*\n")
    return "".join(parts)


# -- nothing is left out, and nothing is made up -------------------------------------------------


def parameters_of(command: click.Command) -> list[click.Parameter]:
    """Of a group, those of all its commands."""
    below = command.commands.values() if isinstance(command, click.Group) else ()
    return [*command.params, *(p for sub in below for p in parameters_of(sub))]


def options_of(command: click.Command) -> set[str]:
    options = [p for p in parameters_of(command) if isinstance(p, click.Option)]
    return {text for option in options for text in option.opts} | {"-h", "--help"}


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_and_option_is_documented(command: str) -> None:
    page = COMMANDS[command]
    assert page.is_file(), f"docs/commands/{command}.md is missing"
    text = page.read_text("utf-8")
    for option in options_of(main.commands[command]):
        assert re.search(rf"`{re.escape(option)}[` ]", text), f"{option} is not in {page.name}"
    for parameter in parameters_of(main.commands[command]):
        if isinstance(parameter, click.Argument):
            assert f"`{str(parameter.name).upper()}`" in text, parameter.name


def test_every_page_of_a_command_is_about_one() -> None:
    assert {page.stem for page in (DOCS / "commands").glob("*.md")} == set(COMMANDS)


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_documented_options_and_commands_exist(page: Path) -> None:
    every = set().union(*map(options_of, main.commands.values()), main.get_help_option_names(
        click.Context(main))) | {"--version"}  # fmt: skip
    known = options_of(main.commands[page.stem]) if page in COMMANDS.values() else every
    text = page.read_text("utf-8")
    assert set(_OPTION.findall(re.sub(r"<!--.*?-->", "", text))) <= known
    for name in re.findall(r"(?:`|^|\$ )survey-toolkit ([a-z]+)", text, re.MULTILINE):
        assert name in main.commands


def test_every_finding_is_documented() -> None:
    text = COMMANDS["ingest"].read_text("utf-8")
    rows = re.findall(r"^\| `([a-z_]+)`.*?\| (open|settled|note) \|", text, re.MULTILINE)
    assert len(rows) == len({code for code, _ in rows})
    assert dict(rows) == {code: wording.status for code, wording in CATALOGUE.items()}


def test_every_finding_in_a_frame_is_documented() -> None:
    text = COMMANDS["frame"].read_text("utf-8")
    assert re.findall(r"^\| `([a-z_]+)` \|", text, re.MULTILINE) == list(FRAME)


def modules() -> Iterator[str]:
    package = Path(survey_toolkit.__file__).parent
    for path in package.rglob("*.py"):
        inside = path.relative_to(package).as_posix()
        if path.name != "__init__.py" and not inside.startswith("shipped/"):
            yield f"survey_toolkit/{inside}"


def test_every_module_is_in_the_architecture() -> None:
    text = (DOCS / "architecture.md").read_text("utf-8")
    named = re.findall(r"`(survey_toolkit/[a-z_/]+\.py)`", text)
    assert len(named) == len(set(named))
    assert set(named) == set(modules())


def test_every_column_is_in_the_architecture() -> None:
    text = (DOCS / "architecture.md").read_text("utf-8")
    for name in ("ANSWERS", "FINDINGS", "COUNTS", "SCORES", "DISTRIBUTION", "RANKS", "MATRIX",
                 "COVERAGE", "TRACKING", "PARTICIPATION", "REPRESENTATIVENESS", "REPRESENTED",
                 "PUBLISHED", "LEDGER"):  # fmt: skip
        columns = " ".join(f"`{column}`" for column in getattr(schema, name))
        row = next(line for line in text.splitlines() if line.startswith(f"| {name.lower()} |"))
        assert columns in row, f"{name}: {columns}"


def test_the_columns_of_a_checked_frame_are_in_the_architecture() -> None:
    text = (DOCS / "architecture.md").read_text("utf-8")
    for name, row in (
        ("frame findings", schema.FrameFinding),
        ("frame sectors", schema.FrameSector),
    ):
        columns = " ".join(f"`{column}`" for column in row._fields)
        assert f"| {name} | {columns} |" in text


def test_every_file_and_column_of_an_instrument_is_documented() -> None:
    text = (DOCS / "instrument.md").read_text("utf-8")
    for path in (ROOT / "instruments" / "coordination-tools").iterdir():
        assert f"`{path.name}`" in text
        if path.suffix == ".csv":
            for column in path.read_text("utf-8-sig").split("\n", 1)[0].strip().split(";"):
                about = text.partition(f"## `{path.name}`\n")[2].partition("\n## ")[0]
                assert re.search(rf"^\|.*`{column}`.*\|", about, re.MULTILINE), (
                    f"{path.name}: {column}"
                )


# -- paths and links -----------------------------------------------------------------------------


def anchors(page: Path) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", page.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", h.lower()).strip().replace(" ", "-") for h in headings}


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_links_lead_somewhere(page: Path) -> None:
    for link in _LINK.findall(page.read_text("utf-8")):
        if link.startswith("https://"):
            continue
        target, _, anchor = link.partition("#")
        path = (page.parent / target).resolve() if target else page
        assert path.exists(), link
        assert not anchor or anchor in anchors(path), link


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_paths_are_in_the_repository(page: Path) -> None:
    text = page.read_text("utf-8")
    folders = "survey_toolkit|instruments|responses|docs|tests"
    for path in re.findall(rf"`((?:{folders})/[^`<>*]*)`", text):
        if not path.startswith(MADE_BY_READERS):
            assert (ROOT / path).exists(), path
    assert not re.search(r"(?:^|[\s`(])/(?:home|root|usr|var)\b", text)


def test_the_readme_has_its_picture() -> None:
    picture = DOCS / "pictures" / "tables.png"
    assert "(docs/pictures/tables.png)" in (ROOT / "README.md").read_text("utf-8")
    assert picture.read_bytes().startswith(b"\x89PNG")
    assert picture.stat().st_size < 300_000
