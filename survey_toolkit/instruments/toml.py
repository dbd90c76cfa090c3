"""TOML files that people write: values of the kind that is wanted, with every fault named.

A `Table` gives values and notes what is wrong with them; reading goes on, so that all faults of a
file are seen at once.
"""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import Any

from survey_toolkit.errors import SurveyError
from survey_toolkit.workspace import nearest


def load_toml(path: Path) -> dict[str, Any]:
    """What a TOML file holds. Raises SurveyError with the line where it is not well-formed."""
    if not path.is_file():
        raise SurveyError(f"{path}: the file is missing.")
    try:
        return tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise SurveyError(
            f"{path.name}: not saved as UTF-8 ({error.reason}). Save it so."
        ) from None
    except tomllib.TOMLDecodeError as error:
        raise SurveyError(f"{path.name}: {error}. Is a quote or an = missing there? "
                          "A date is written as 2027-04-15.") from None  # fmt: skip


def share(percent: object) -> Fraction:
    """A number in per cent as an exact share.

    >>> share(80)
    Fraction(4, 5)
    """
    return Fraction(str(percent)) / 100


@dataclass(slots=True)
class Table:
    """One table of a file. `place` says where it stands, for messages.

    >>> table = Table("plan.toml", {"alpha": "x", "sise": 1})
    >>> table.number("alpha", 0.05), table.only("alpha", "size")
    (0.05, None)
    >>> for fault in table.faults: print(fault)
    plan.toml: alpha = 'x'; expected a number.
    plan.toml: sise is not known here. Did you mean size?
    """

    place: str
    raw: dict[str, Any]
    faults: list[str] = field(default_factory=list)

    def fault(self, text: str) -> None:
        """Note a fault at this place."""
        self.faults.append(f"{self.place}: {text}")

    def only(self, *known: str) -> None:
        """Note every key that is not known here."""
        for name in sorted(self.raw.keys() - set(known)):
            self.fault(f"{name} is not known here.{nearest(name, known)}")

    def needs(self, *names: str) -> bool:
        """Whether all of some keys are there; a fault names those that are missing."""
        missing = [name for name in names if name not in self.raw]
        if missing:
            self.fault(f"{', '.join(missing)} is missing.")
        return not missing

    def _of(self, name: str, kinds: tuple[type, ...], default: Any, wanted: str) -> Any:
        value = self.raw.get(name, default)
        is_flag = isinstance(value, bool) and bool not in kinds
        if name in self.raw and (is_flag or not isinstance(value, kinds)):
            self.fault(f"{name} = {value!r}; expected {wanted}.")
            return default
        return value

    def text(self, name: str, default: str = "") -> str:
        """A text in quotes."""
        return str(self._of(name, (str,), default, "a text in quotes"))

    def one_of(self, name: str, known: Iterable[str], default: str = "") -> str:
        """A text that is one of some; `default` where the key is not there."""
        value, names = self.text(name, default), list(known)
        if name in self.raw and isinstance(self.raw[name], str) and value not in names:
            hint = nearest(value, names)
            self.fault(f"{name} = {value!r} is not known.{hint or ' One of ' + ', '.join(names)}")
            return default
        return value

    def whole(self, name: str, default: int | None = None) -> int | None:
        """A whole number."""
        value: int | None = self._of(name, (int,), default, "a whole number")
        return value

    def number(self, name: str, default: float) -> float:
        """A number."""
        return float(self._of(name, (int, float), default, "a number"))

    def share(self, name: str) -> Fraction:
        """A number in per cent, as an exact share: 80 is 4/5."""
        return share(self._of(name, (int, float), 0, "a number, in per cent"))

    def flag(self, name: str) -> bool:
        """true or false; false where the key is not there."""
        return bool(self._of(name, (bool,), False, "true or false"))

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of texts."""
        value = self._of(name, (list,), [], 'a list such as ["a", "b"]')
        if not all(isinstance(text, str) for text in value):
            self.fault(f"{name} = {value!r}; expected texts in quotes.")
            return ()
        return tuple(value)

    def table(self, name: str) -> Table:
        """The table [name]; an empty one where it is not there."""
        value = self._of(name, (dict,), {}, f"a table: write [{name}]")
        return Table(f"{self.place}, [{name}]", value, self.faults)

    def tables(self, name: str) -> list[Table]:
        """The tables [[name]], in order."""
        value = self.raw.get(name, [])
        if not isinstance(value, list) or not all(isinstance(table, dict) for table in value):
            self.fault(f"write [[{name}]] with two brackets, once for each.")
            return []
        return [
            Table(f"{self.place}, [[{name}]] number {number}", raw, self.faults)
            for number, raw in enumerate(value, start=1)
        ]


FORM_TEXTS = ("about_da", "about_en", "target_da", "target_en", "deadline", "contact")
"""What instrument.toml and wave.toml may say for the cover of the issued form."""


def form_texts(table: Table) -> dict[str, str]:
    """The texts for the cover of the issued form that a file has.

    >>> form_texts(Table("wave.toml", {"deadline": dt.date(2027, 5, 1), "contact": "Ida"}))
    {'deadline': '2027-05-01', 'contact': 'Ida'}
    """
    texts = {}
    for name in FORM_TEXTS:
        value = table.raw.get(name)
        dated = name == "deadline" and isinstance(value, dt.date)
        texts[name] = str(value)[:10] if dated else table.text(name)
    return {name: text for name, text in texts.items() if text}
