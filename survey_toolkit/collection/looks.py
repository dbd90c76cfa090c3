"""How the cells of the issued form look, and which of them may be written in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Protection, Side

from survey_toolkit.instruments.boxes import ANSWER, LABEL, Box, Line
from survey_toolkit.sheets import Book

INK, GREY, LINE, PALE, YELLOW = "1F3A4D", "808080", "9AAEBB", "E4ECF1", "FFFBE6"
OFF = "D0D0D0"
"""The colour of a cell that is not to be filled in."""


@dataclass(frozen=True, slots=True)
class FormLook:
    """A named style of the form; `unlocked` cells may be written in."""

    size: float = 10
    bold: bool = False
    colour: str = "000000"
    fill: str = ""
    middle: bool = True
    unlocked: bool = False
    boxed: bool = False


LOOKS: Mapping[str, FormLook] = {
    "form_title": FormLook(16, bold=True, colour=INK),
    "form_mark": FormLook(7, colour=GREY),
    "form_key": FormLook(7, colour=GREY),
    "form_text": FormLook(middle=False),
    "form_name": FormLook(bold=True, middle=False),
    "form_count": FormLook(bold=True, colour=INK),
    "form_heading": FormLook(bold=True, fill=PALE, boxed=True),
    "form_group": FormLook(bold=True, colour=INK),
    "form_label": FormLook(boxed=True),
    "form_small": FormLook(9, colour="404040", boxed=True),
    "form_answer": FormLook(fill=YELLOW, unlocked=True, boxed=True),
}


def add_looks(book: Book) -> None:
    """Add the form's named styles to a workbook."""
    for name, look in LOOKS.items():
        book.workbook.add_named_style(_style(name, look))


def _style(name: str, look: FormLook) -> NamedStyle:
    style = NamedStyle(f"survey_{name}")
    style.font = Font(name="Calibri", size=look.size, bold=look.bold, color=look.colour)
    down = "center" if look.middle else "top"
    style.alignment = Alignment(
        horizontal="left", vertical=down, wrap_text=True, indent=int(look.boxed)
    )
    style.protection = Protection(locked=not look.unlocked)
    if look.fill:
        style.fill = PatternFill("solid", start_color=look.fill)
    if look.boxed:
        side = Side("thin", color=LINE)
        style.border = Border(left=side, right=side, top=side, bottom=side)
    return style


def look_of(line: Line, box: Box) -> str:
    """The look of a cell of the map."""
    if box.role != LABEL:
        return "form_count" if box.role == "count" else "form_answer"
    if line.kind == "text":
        by_name = {"title": "form_title", "group": "form_group", "pair": _in_pair(line, box)}
        return by_name.get(line.id, "form_name" if _asks(line) else "form_text")
    by_kind = {"mark": "form_mark", "columns": "form_key", "heading": "form_heading"}
    later = line.kind == "item" and box is not line.boxes[0]
    return by_kind.get(line.kind, "form_small" if later else "form_label")


def _in_pair(line: Line, box: Box) -> str:
    return "form_name" if box is line.boxes[0] else "form_text"


def _asks(line: Line) -> bool:
    """Whether a line of text is a question, or a heading over a list."""
    return line.id not in ("how", "pair")


def font_size(look: str) -> float:
    """The size of the letters."""
    return LOOKS[look].size


__all__ = ["ANSWER", "OFF", "add_looks", "font_size", "look_of"]
