"""What the commands that collect answers print."""

from __future__ import annotations

from collections.abc import Sequence

from survey_toolkit.language import joined, of_two
from survey_toolkit.reporting.text import wrapped


def issued_lines(
    written: int, unchanged: int, left: Sequence[str], wave: str, language: str
) -> list[str]:
    """How many forms were written, and which are open in another program.

    >>> issued_lines(2, 128, [], "2027", "en")
    ['2 forms written to responses/2027/issued; 128 were up to date.']
    """
    danish, english = ("skema", "form") if written == 1 else ("skemaer", "forms")
    text = of_two(
        f"{written} {danish} skrevet i responses/{wave}/issued; {unchanged} var som før.",
        f"{written} {english} written to responses/{wave}/issued; {unchanged} were up to date.",
        language,
    )
    return [*wrapped(text), *_left(left, language)]


def _left(left: Sequence[str], language: str) -> list[str]:
    if not left:
        return []
    names = joined(list(left), language)
    text = of_two(
        f"Åben i et andet program og ikke skrevet: {names}. Luk og kør igen.",
        f"Open in another program and not written: {names}. Close and run again.",
        language,
    )
    return ["", *wrapped(text)]
