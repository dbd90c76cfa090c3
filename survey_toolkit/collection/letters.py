"""What a mail to a contact person says: what is missing, and what is unclear."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from survey_toolkit.language import of_two


@dataclass(frozen=True, slots=True)
class About:
    """What all mails of a wave say: the title, who asks, the deadline, and what must be said."""

    title: str
    language: str
    contact: str = ""
    deadline: str = ""
    notes: Sequence[str] = ()
    is_late: bool = False  # whether the deadline has passed


@dataclass(frozen=True, slots=True)
class Receiver:
    """Whom a mail is for. `name` is the organisation, `person` its contact person."""

    unit: str
    name: str
    person: str = ""
    email: str = ""


def reminder(
    receiver: Receiver, missing: Sequence[str], has_answered: bool, about: About
) -> tuple[str, str]:
    """The subject and text of a reminder; `missing` are the functions' names, where they are known.

    >>> about = About("Trivsel", "da", deadline="1. maj 2027")
    >>> print(reminder(Receiver("630", "Vejle"), ["Skoler"], True, about)[0])
    Påmindelse: Trivsel
    """
    say = _Words(about)
    first = (
        ("Tak for svarene fra {name}. Vi mangler endnu en del af dem.",
         "Thank you for the answers from {name}. Some of them are still missing.")
        if has_answered else
        ("Vi har endnu ikke fået svar fra {name} på spørgeskemaet »{title}«.",
         "We have no answers yet from {name} to the questionnaire “{title}”.")
    )  # fmt: skip
    lines = [say.greeting(receiver), "", say.of(*first, name=receiver.name), ""]
    if missing:
        lines += [say.of("Vi mangler svar fra:", "Answers are missing from:")]
        lines += [*(f"  – {name}" for name in missing), ""]
    else:
        lines += [say.of("Vi mangler svar fra jeres funktioner.",
                         "Answers are missing from your functions."), ""]  # fmt: skip
    lines += say.deadline()
    lines += [say.of("Har I sendt svarene i mellemtiden, så se bort fra denne mail.",
                     "If you have sent the answers in the meantime, please ignore this."),
              ""]  # fmt: skip
    return say.of("Påmindelse: {title}", "Reminder: {title}"), say.closed(lines)


def unclear_answers(
    receiver: Receiver, places: Sequence[str], attached: bool, about: About
) -> tuple[str, str]:
    """The subject and text of a mail about unclear answers; `places` say where and what."""
    say = _Words(about)
    marked = (
        ("I den vedhæftede kopi er cellerne røde, og en bemærkning i hver siger, hvad der er"
         " uklart. Ret dem, og send filen tilbage under det navn, den har.",
         "In the attached copy the cells are red, and a comment in each says what is unclear."
         " Correct them, and send the file back under the name it has.")
        if attached else
        ("Skriv, hvad der skulle have stået, som svar på denne mail.",
         "Please reply with what should have stood there.")
    )  # fmt: skip
    thanks = ("Tak for svarene fra {name}. Nogle få af dem kan vi ikke læse med sikkerhed:",
              "Thank you for the answers from {name}. A few of them are not clear:")  # fmt: skip
    lines = [say.greeting(receiver), "", say.of(*thanks, name=receiver.name), ""]
    lines += [*(f"  – {place}" for place in places), "", say.of(*marked), ""]
    return say.of("Uklare svar: {title}", "Unclear answers: {title}"), say.closed(lines)


@dataclass(frozen=True, slots=True)
class _Words:
    about: About

    def of(self, danish: str, english: str, **facts: str) -> str:
        text = of_two(danish, english, self.about.language)
        return text.format(title=self.about.title, **facts)

    def greeting(self, receiver: Receiver) -> str:
        if receiver.person:
            return self.of("Kære {person}", "Dear {person}", person=receiver.person)
        return self.of("Til {name}", "To {name}", name=receiver.name)

    def deadline(self) -> list[str]:
        if not self.about.deadline:
            return []
        words = ("Svarfristen er {day}.", "The deadline is {day}.")
        if self.about.is_late:
            words = ("Svarfristen var {day}.", "The deadline was {day}.")
        return [self.of(*words, day=self.about.deadline), ""]

    def closed(self, lines: Sequence[str]) -> str:
        """The text with who asks, and what every output of the wave must say."""
        end = [self.of("Venlig hilsen", "Kind regards"), self.about.contact]
        notes = ["", *self.about.notes] if self.about.notes else []
        return "\n".join([*lines, *(line for line in end if line), *notes, ""])
