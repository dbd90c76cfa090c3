"""Where an answer that is missing would have stood."""

from __future__ import annotations

from survey_toolkit.responses.assemble import Assembly, Key, Part
from survey_toolkit.responses.cells import cell_name
from survey_toolkit.responses.reading import Answer


def blank_cell(assembly: Assembly, parts: list[Part], key: Key) -> tuple[str, str, str]:
    """The file, sheet and cell of an answer that was not given.

    Found from the answers around it: the line shared by the answers to the same question, crossed
    with the line shared by those about the same item. The cell is "" where they share none.
    """
    question, item = key
    part = next((p for p in parts if any(q == question for q, _ in p.answers)), parts[0])
    reading = assembly.readings[part.file]
    same_question = [a for (q, _), a in part.answers.items() if q == question]
    sheet = same_question[0].sheet if same_question else part.reply.sheet
    place = (part.file, reading.sheets[sheet])
    about = [
        a
        for a in reading.answers
        if a.item == item
        and a.sheet == sheet
        and (a.question == question or a.reply == part.reply.number)
    ]
    row = part.reply.row if part.reply.row >= 0 else _shared(about, "row")
    column = _shared(same_question, "column")
    if part.reply.row >= 0:
        column = _shared([a for a in about if a.question == question], "column")
    elif column < 0 or row < 0:  # a table on its side
        row, column = _shared(same_question, "row"), _shared(about, "column")
    if row < 0 or column < 0:
        return (*place, "")
    return (*place, cell_name(row, column))


def _shared(answers: list[Answer], line: str) -> int:
    """The row or column that all the answers stand in; -1 where they do not."""
    lines = {getattr(a, line) for a in answers}
    return lines.pop() if len(lines) == 1 else -1
