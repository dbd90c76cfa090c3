"""The list of layouts, which fills as the modules `layouts_*` are imported."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from survey_toolkit.instruments.model import Instrument

from .truth import Answers, Form, Member

Builder = Callable[[Answers, Path, Instrument, Mapping[str, Member]], None]


@dataclass(frozen=True)
class Layout:
    """A way of laying out the answers, in one or several files.

    `sectors` are those whose units it suits; `expects` the codes of the open findings that it
    must give, and no others; `fast` that it is quickly written and read; `one_each` that each
    answer stands in a cell of its own, and no cell says that something was not chosen.
    """

    about: str
    build: Builder
    sectors: tuple[str, ...]
    expects: frozenset[str]
    fast: bool
    one_each: bool = True


LAYOUTS: dict[str, Layout] = {}


def layout(
    about: str,
    sectors: tuple[str, ...] = ("kommune", "psykiatri"),
    expects: tuple[str, ...] = (),
    fast: bool = True,
    one_each: bool = True,
    language: str = "da",
    word: Callable[[str], str] | None = None,
) -> Callable[[Callable[[Form, Path], None]], Builder]:
    """Register a function `(form, folder)` as a builder `(answers, folder, instrument, frame)`."""

    def register(write: Callable[[Form, Path], None]) -> Builder:
        def build(
            answers: Answers, folder: Path, instrument: Instrument, frame: Mapping[str, Member]
        ) -> None:
            form = Form(answers, instrument, frame, language)
            write(Form(answers, instrument, frame, language, word) if word else form, folder)

        name = write.__name__.removeprefix("layout_")
        LAYOUTS[name] = Layout(about, build, sectors, frozenset(expects), fast, one_each)
        return build

    return register
