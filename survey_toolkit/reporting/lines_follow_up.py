"""What `remind` and `return` print."""

from __future__ import annotations

from collections.abc import Sequence

from survey_toolkit.language import joined, of_two
from survey_toolkit.reporting.text import wrapped


def reminded_lines(
    written: Sequence[str],
    already: Sequence[str],
    without_address: Sequence[str],
    merge: str,
    language: str,
) -> list[str]:
    """How many drafts were written, who was left out and why, and where the mail merge is."""
    n = len(written)
    lines = [of_two(f"{n} udkast til påmindelser; intet er sendt.",
                    f"{n} drafts of reminders; nothing was sent.", language)]  # fmt: skip
    if already:
        said = ("Allerede mindet om i dag", "Reminded today already")
        lines += wrapped(f"{of_two(*said, language)}: {joined(list(already), language)}")
    if merge:
        lines.append(f"{of_two('Til brevfletning', 'For a mail merge', language)}: {merge}")
    return [*lines, *_without_address(without_address, language)]


def given_back_lines(
    written: Sequence[str], without_address: Sequence[str], place: str, language: str
) -> list[str]:
    """How many drafts were written, to whom no address is known, and where they are."""
    if not written:
        return [of_two("Ingen uklare svar at give tilbage.", "No unclear answers to give back.",
                       language)]  # fmt: skip
    lines = [of_two(f"{len(written)} udkast om uklare svar i {place}; intet er sendt.",
                    f"{len(written)} drafts about unclear answers in {place}; nothing was sent.",
                    language)]  # fmt: skip
    return [*lines, *_without_address(without_address, language)]


def _without_address(names: Sequence[str], language: str) -> list[str]:
    if not names:
        return []
    said = ("Uden mailadresse i frame.csv (contact_email)",
            "Without an address in frame.csv (contact_email)")  # fmt: skip
    return wrapped(f"{of_two(*said, language)}: {joined(list(names), language)}")
