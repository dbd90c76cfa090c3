"""The words of the issued form in Danish and English, where the survey brings none of its own."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass

from survey_toolkit.instruments.model import Instrument
from survey_toolkit.instruments.spelling import fold
from survey_toolkit.language import LANGUAGES, of_two

ANSWERS, ABSENT, TOGETHER = "answers", "absent", "together"
"""What the contact person can say of a function."""

CROSS = "x"
_WORDS: Mapping[str, tuple[str, str]] = {
    ANSWERS: ("Svarer", "Answers"),
    ABSENT: ("Vi har ikke denne funktion", "We do not have this function"),
    TOGETHER: ("Besvaret sammen med", "Answered together with"),
    "unit": ("Organisation", "Organisation"),
    "function": ("Funktion", "Function"),
    "remark": ("Kommentar", "Comments"),
    "explanation": ("Forklaring", "Explanation"),
    "item": ("Emne", "Item"),
    "cover": ("Forside", "Cover"),
    "about_unit": ("Om hele organisationen", "About the whole organisation"),
    "choices": ("Valgmuligheder", "Choices"),
    "about_heading": ("Hvad det handler om", "What it is about"),
    "about": (
        "Skemaet hører til undersøgelsen »{title}«. Hver funktion svarer for sig selv.",
        "This form belongs to the survey “{title}”. Each function answers for itself.",
    ),
    "target_heading": ("Hvem der skal svare", "Who should answer"),
    "target": (
        "De funktioner, der står på listen nedenfor. Svar ud fra jeres praksis i dag.",
        "The functions on the list below. Answer by what you do today.",
    ),
    "deadline_heading": ("Svarfrist", "Deadline"),
    "contact_heading": ("Spørgsmål til skemaet", "Questions about the form"),
    "contact": (
        "Skriv til den, der har sendt jer skemaet.",
        "Write to the person who sent you the form.",
    ),
    "pass_on_heading": ("Sådan gør I", "What to do"),
    "pass_on": (
        "Send filen videre til dem, der svarer for funktionerne. Hver funktion har sit eget ark. "
        "Skriv kun i de gule felter; de fleste har en liste at vælge fra, og et felt, der bliver "
        "gråt, skal ikke udfyldes. Filen må gerne få et andet navn. Send den tilbage som svar på "
        "den mail, den kom med. Flere udfyldte eksemplarer fra samme sted er i orden.",
        "Pass the file on to those who answer for the functions. Each function has a sheet of its "
        "own. Write in the yellow cells only; most have a list to choose from, and a cell that "
        "turns grey is not to be filled in. The file may be given another name. Send it back as a "
        "reply to the mail it came with. Several copies from the same place are fine.",
    ),
    "send_back_heading": ("Når I er færdige", "When you are done"),
    "send_back": (
        "Send filen tilbage som svar på den mail, den kom med. Den må gerne få et andet navn.",
        "Send the file back as a reply to the mail it came with. It may be given another name.",
    ),
    "which_heading": (
        "Hvilke funktioner der svarer. Vælg på listen, hvis I ikke har en funktion, eller hvis den "
        "svarer sammen med en anden.",
        "Which functions answer. Choose from the list if you do not have a function, or if it "
        "answers together with another.",
    ),
    "said": ("Svarer funktionen?", "Does the function answer?"),
    "by": ("Udfyldt af", "Contact"),
    "date": ("Dato", "Date"),
    "how": (
        "Vælg et svar i hvert gult felt. Et felt, der bliver gråt, skal ikke udfyldes.",
        "Choose an answer in each yellow cell. A cell that turns grey is not to be filled in.",
    ),
    "done": ("Besvaret: {done} af {due}", "Answered: {done} of {due}"),
    "several": ("sæt kryds ved alle, der passer", "choose all that apply"),
    "not_on_list": (
        "Vælg et af svarene på listen, eller lad feltet stå tomt.",
        "Choose one of the answers on the list, or leave the cell empty.",
    ),
    "a_number": ("Skriv et tal, eller lad feltet stå tomt.", "Write a number, or leave it empty."),
}


def word(name: str, language: str) -> str:
    """One of the form's own words.

    >>> word("said", "da"), word("absent", "en")
    ('Svarer funktionen?', 'We do not have this function')
    """
    return of_two(*_WORDS[name], language)


@dataclass(frozen=True, slots=True)
class Said:
    """What the contact person says of a function; `other` are the words for another one."""

    kind: str
    other: str = ""


def read_said(text: str) -> Said | None:
    """What stands beside a function on the cover, in either language; None where it is unclear.

    >>> read_said("Besvaret sammen med Social sagsbehandling")
    Said(kind='together', other='Social sagsbehandling')
    >>> read_said("vi har ikke denne funktion").kind, read_said("måske")
    ('absent', None)
    """
    words = fold(text)
    for language in LANGUAGES:
        for kind in (ANSWERS, ABSENT):
            if words == fold(word(kind, language)):
                return Said(kind)
        start = fold(word(TOGETHER, language))
        if words[: len(start)] == start:
            return Said(TOGETHER, " ".join(text.split()[len(start) :]))
    return None


_MONTHS = (
    ("januar", "January"), ("februar", "February"), ("marts", "March"), ("april", "April"),
    ("maj", "May"), ("juni", "June"), ("juli", "July"), ("august", "August"),
    ("september", "September"), ("oktober", "October"), ("november", "November"),
    ("december", "December"),
)  # fmt: skip
_DAY_FIRST = re.compile(r"(\d{1,2})[-./ ](\d{1,2})[-./ ](\d{4})")


def as_date(text: str) -> dt.date | None:
    """The date that a text is, year or day first; None where it is none.

    >>> as_date("2027-05-01") == as_date("1.5.2027"), as_date("1. maj"), as_date("31-02-2027")
    (True, None, None)
    """
    day_first = _DAY_FIRST.fullmatch(text.strip())
    parts = day_first.groups()[::-1] if day_first else text.strip().split("-")
    try:
        year, month, day = map(int, parts)
        return dt.date(year, month, day)
    except ValueError:
        return None


def day_in_words(text: str, language: str) -> str:
    """A date with its month in words; another text as it is.

    >>> day_in_words("2027-05-01", "da"), day_in_words("1-5-2027", "en"), day_in_words("nu", "da")
    ('1. maj 2027', '1 May 2027', 'nu')
    """
    date = as_date(text)
    if date is None:
        return text
    month = of_two(*_MONTHS[date.month - 1], language)
    return f"{date.day}{'.' if language == 'da' else ''} {month} {date.year}"


def cover_texts(
    instrument: Instrument, wave: Mapping[str, str], language: str, **given: str
) -> dict[str, str]:
    """The cover's texts by heading: those given, else the wave's, the instrument's, or our own.

    `wave` has what wave.toml says (`toml.FORM_TEXTS`). Nothing is said of a deadline that is not
    known.
    """
    texts = {}
    for name in ("about", "target", "deadline", "contact", "pass_on", "send_back"):
        pair = [
            of_two(source.get(f"{name}_da", ""), source.get(f"{name}_en", ""), language)
            or source.get(name, "")
            for source in (given, wave, instrument.texts)
        ]
        own = word(name, language) if name in _WORDS else ""
        found = next(filter(None, pair), own)
        texts[name] = found.replace("{title}", instrument.title(language))
    texts["deadline"] = day_in_words(texts["deadline"], language)
    return texts
