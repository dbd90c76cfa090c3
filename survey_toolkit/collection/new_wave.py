"""The folder of a new wave: written whole or not at all."""

from __future__ import annotations

import re
import shutil
import tempfile
from pathlib import Path

from survey_toolkit.collection.draw import NAMES, Drawn
from survey_toolkit.errors import SurveyError
from survey_toolkit.language import of_two
from survey_toolkit.workspace import csv_bytes, save_bytes

FILES = ("wave.toml", "plan.toml", "frame.csv", "unit_names.csv")
_NAME = re.compile(r"\w(?:[\w .-]*[\w-])?")
_DEVICES = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)

_HEAD_DA = """\
# Undersøgelsen {name}. Linjer, der begynder med #, er forklaringer, som programmet springer over.
# Ret filen i Notesblok eller TextEdit, og gem den som almindelig tekst med samme navn.

# Spørgeskemaet: en mappe i instruments.
instrument = "{instrument}"

# Hvornår svarene skal være her, og hvem der svarer på spørgsmål. Begge står på skemaernes forside
# og i rykkerne. Fjern #, og ret linjerne.
# deadline = {year}-04-15
# contact = "navn, mailadresse, telefon"

# Hvornår svarene kom ind: den første og den sidste dag.
# start = {year}-03-01
# end = {year}-05-31

# Herunder skriver du senere, hvad du bestemmer om det, der kommer ind: et navn, der er stavet
# anderledes, eller en fil, der ikke skal med. Programmet viser linjerne, når de er nødvendige.
"""

_HEAD_EN = """\
# The survey {name}. Lines that begin with # are explanations. The program skips them.
# Edit the file in Notepad or TextEdit, and save it as plain text under the same name.

# The questionnaire: a folder in instruments.
instrument = "{instrument}"

# When the answers are due, and who answers questions. Both stand on the cover of the forms and in
# the reminders. Remove the # and put the right lines.
# deadline = {year}-04-15
# contact = "name, e-mail, telephone"

# When the answers came in: the first and the last day.
# start = {year}-03-01
# end = {year}-05-31

# Below you write later what you decide about what comes back: a name that is spelt otherwise, or
# a file that is to be left out. The program shows the lines when they are needed.
"""


def check_name(name: str) -> None:
    """Raise SurveyError where a name cannot be that of a folder on every system."""
    if not _NAME.fullmatch(name) or _DEVICES.fullmatch(name):
        raise SurveyError(
            f"{name!r} cannot be the name of a wave. Use letters, digits, - and _, such as 2027."
        )


def make_wave(
    folder: Path, instrument: str, plan: Path, drawn: Drawn, language: str, year: int
) -> list[Path]:
    """Make the folder of a wave: wave.toml, plan.toml, frame.csv, unit_names.csv and returned/.

    `year` stands in the dates that are shown as examples. The tables have semicolons, so that a
    Danish Excel opens them. Returns the files. Raises SurveyError where the folder is there
    already. Nothing is left where something goes wrong.
    """
    if folder.exists():
        raise SurveyError(
            f"{folder}: the wave is there already, and nothing was changed. Choose another name."
        )
    folder.parent.mkdir(parents=True, exist_ok=True)
    temporary = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        head = of_two(_HEAD_DA, _HEAD_EN, language)
        text = head.format(name=folder.name, instrument=instrument, year=year)
        _fill(temporary, text, plan.read_bytes(), drawn)
        temporary.chmod(0o755)
        temporary.rename(folder)
    except OSError as error:
        error.filename, error.filename2 = str(folder), None
        raise
    finally:
        shutil.rmtree(temporary, ignore_errors=True)
    return [folder / name for name in FILES]


def _fill(folder: Path, head: str, plan: bytes, drawn: Drawn) -> None:
    contents = (
        head.encode("utf-8"),
        plan,
        csv_bytes(drawn.headings, drawn.rows, ";"),
        csv_bytes(NAMES, drawn.names, ";"),
    )
    for name, content in zip(FILES, contents, strict=True):
        save_bytes(folder / name, content)
    (folder / "returned").mkdir()
