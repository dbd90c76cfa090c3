"""One wave of a workspace, with what people wrote about it. Imports nothing heavy."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from survey_toolkit import workspace as files
from survey_toolkit.collection.frame import load_frame
from survey_toolkit.collection.ledger import NAME as LEDGER
from survey_toolkit.instruments.load import load
from survey_toolkit.instruments.model import Instrument
from survey_toolkit.instruments.plan import Plan, load_plan
from survey_toolkit.instruments.wave import Wave, load_head, load_wave
from survey_toolkit.responses.listing import fingerprints
from survey_toolkit.schema import Unit
from survey_toolkit.workspace import Workspace


@dataclass
class Survey:
    """One wave of a workspace, with what people wrote about it, loaded when it is asked for."""

    workspace: Workspace
    name: str
    language_asked: str = ""

    def __post_init__(self) -> None:
        """Take the path of the wave's folder for its name."""
        self.name = self.workspace.wave(self.name)

    @cached_property
    def folder(self) -> Path:
        """The wave's folder in responses/."""
        return self.workspace.responses(self.name)

    @cached_property
    def head(self) -> dict[str, Any]:
        """What wave.toml says; SurveyError where there is no such wave."""
        return load_head(self.folder, self.workspace.instrument_names())

    @cached_property
    def instrument(self) -> Instrument:
        """The wave's questionnaire."""
        return load(self.workspace.instruments / self.head["instrument"])

    @cached_property
    def plan(self) -> Plan:
        """The wave's own plan, or the instrument's where it has none."""
        own = self.folder / "plan.toml"
        shared = self.workspace.instruments / self.head["instrument"] / "plan.toml"
        return load_plan(own if own.is_file() else shared, self.instrument)

    @cached_property
    def wave(self) -> Wave:
        """The wave's decisions and corrections."""
        return load_wave(self.folder, self.instrument, self.frame)

    @cached_property
    def frame(self) -> dict[str, Unit]:
        """Who was asked."""
        return load_frame(self.folder, self.instrument, self.plan)

    @cached_property
    def language(self) -> str:
        """The language asked for, or the wave's, or the instrument's."""
        return self.language_asked or self.wave.language

    @property
    def out(self) -> Path:
        """Where the program writes."""
        return self.workspace.analysis(self.name)

    @cached_property
    def context(self) -> str:
        """A fingerprint of all that people wrote, and of the program.

        The ledger is not in it: it says what happened, and changes no answer.
        """
        head = self.head["instrument"]
        paths = [*sorted((self.workspace.instruments / head).iterdir()),
                 *sorted(p for p in self.folder.iterdir() if p.name != LEDGER)]  # fmt: skip
        parts = [p.name.encode() + b"\0" + p.read_bytes() for p in paths if p.is_file()]
        return files.digest(files.program_digest().encode(), *parts)

    @cached_property
    def inputs(self) -> str:
        """A fingerprint of everything: what people wrote, and the returned files."""
        returned = fingerprints(self.workspace.returned(self.name))
        return files.digest(self.context.encode(), self.language_asked.encode(),
                            json.dumps(returned).encode())  # fmt: skip
