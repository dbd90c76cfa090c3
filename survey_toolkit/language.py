"""Danish and English words, number formats and rounding.

Numbers are rounded half up and only when they are shown, from the two whole numbers of a
fraction where there are two: 156/48 is 3.25 and is shown as 3,3.
"""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

LANGUAGES = ("da", "en")


def round_half_up(
    numerator: int | Fraction, denominator: int | Fraction, decimals: int
) -> Fraction:
    """The fraction, rounded half up (away from zero) to so many decimals; exact.

    Raises ZeroDivisionError where the denominator is 0: a share of nobody is not a number.

    >>> float(round_half_up(156, 48, 1))
    3.3
    >>> float(round_half_up(600, 48, 0))
    13.0
    """
    scaled = Fraction(numerator) / Fraction(denominator) * 10**decimals
    whole = (abs(scaled) * 2 + 1) // 2
    return Fraction(whole if scaled >= 0 else -whole, 10**decimals)


def number(value: Fraction | float, decimals: int, language: str = "da") -> str:
    """A number as text with so many decimals, half up; decimal comma and thousands point in Danish.

    >>> number(Fraction(13, 4), 1)
    '3,3'
    >>> number(1234567, 0), number(1234567, 0, "en")
    ('1.234.567', '1,234,567')
    """
    exact = value if isinstance(value, Fraction) else Fraction(str(value))
    rounded = round_half_up(exact, 1, decimals)
    digits = f"{abs(int(rounded * 10**decimals)):0{decimals + 1}d}"
    whole, part = (digits[:-decimals], digits[-decimals:]) if decimals else (digits, "")
    text = f"{int(whole):,}" + (f".{part}" if part else "")
    text = f"-{text}" if rounded < 0 else text
    return text.translate(str.maketrans(",.", ".,")) if language == "da" else text


def ratio(
    numerator: int | Fraction,
    denominator: int | Fraction,
    decimals: int,
    language: str = "da",
    scale: int = 1,
) -> str:
    """A fraction as text, `scale` times (100 for per cent); a dash where the base is empty.

    >>> ratio(6, 48, 0, scale=100)
    '13'
    >>> ratio(0, 0, 0)
    '–'
    """
    if not denominator:
        return "–"
    return number(Fraction(numerator) * scale / Fraction(denominator), decimals, language)


def percent(numerator: int, denominator: int, decimals: int = 0, language: str = "da") -> str:
    """A share in per cent with its unit.

    >>> percent(6, 48), percent(6, 48, language="en")
    ('13 pct.', '13%')
    """
    text = ratio(numerator, denominator, decimals, language, scale=100)
    if text == "–":
        return text
    return f"{text} pct." if language == "da" else f"{text}%"


def of_two(danish: str, english: str, language: str) -> str:
    """The text in the language asked for; Danish where the English is missing, and the reverse.

    >>> of_two("Ja", "Yes", "en")
    'Yes'
    >>> of_two("Ja", "", "en")
    'Ja'
    """
    first, second = (danish, english) if language == "da" else (english, danish)
    return first or second


def joined(words: list[str], language: str = "da", last: str = "") -> str:
    """Words as they stand in a sentence.

    >>> joined(["a", "b", "c"])
    'a, b og c'
    """
    last = last or of_two("og", "and", language)
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def day(value: dt.date) -> str:
    """A date as it is written in Denmark.

    >>> day(dt.date(1900, 1, 3))
    '03-01-1900'
    """
    return f"{value.day:02d}-{value.month:02d}-{value.year:04d}"
