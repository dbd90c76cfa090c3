"""Crosses, ticks and boxes: cells that say whether an answer was chosen."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterable, Set

from survey_toolkit.instruments.matching import Vocabulary
from survey_toolkit.instruments.model import Question, Scale
from survey_toolkit.instruments.spelling import BOX, NO_WORDS, YES_WORDS, fold
from survey_toolkit.responses.answer import Reading, all_labels, label_facts, two_answers
from survey_toolkit.responses.cells import Value
from survey_toolkit.responses.page import Found


def read_cross(
    value: Value,
    text: str,
    mark: str,
    question: Question,
    scale: Scale,
    vocabulary: Vocabulary,
    yes_no: bool,
) -> Reading:
    """A cell under (or beside) an answer's words: is it crossed?

    The answer's own words count as a cross, unless the file says yes or no under each (`yes_no`).
    """
    index = vocabulary.scales[scale.id]
    found, said = index.find(tuple(mark.split())), index.find(fold(text))
    own = bool(said) and said == found and not yes_no
    single = question.type == "single" and not yes_no
    other = bool(said) and said != found and single
    no = says(text, NO_WORDS) and not own and not other
    if value is False or no or vocabulary.is_word("unmarked", text):
        return Reading(unchosen=True)
    yes = (says(text, YES_WORDS) and not other) or text == "1" or value is True
    if len(found) == 1 and (own or yes or vocabulary.is_word("mark", text)):
        return Reading(found[0])
    return Reading(kind="unreadable_answer", facts=all_labels(scale))


def says(text: str, wanted: Set[str]) -> bool:
    """Whether a text is yes, or no, and nothing else.

    >>> says("Ja ", YES_WORDS), says("Ja, delvist", YES_WORDS)
    (True, False)
    """
    words = fold(text)
    return len(words) == 1 and words[0] in wanted


def says_yes_or_no(founds: Iterable[Found]) -> set[tuple[int, str]]:
    """The sheets and questions where yes or no is said under each choice: in most of the rows."""
    rows: dict[tuple[int, str], dict[tuple[object, ...], int]] = defaultdict(dict)
    for found in founds:
        if found.mark:
            row = (found.origin, found.functions, found.item)
            here = rows[found.sheet, found.question]
            text = found.value if isinstance(found.value, str) else ""
            here[row] = here.get(row, 0) + says(text, YES_WORDS | NO_WORDS)
    return {place for place, of in rows.items() if 2 * sum(n > 1 for n in of.values()) > len(of)}


def read_truth(value: bool, scale: Scale) -> Reading:
    """TRUE or FALSE, as a box to tick in Excel gives: on a scale of two, the one that counts."""
    steps = [choice for choice in scale.choices if not choice.dont_know]
    meant = [choice.id for choice in steps if choice.counts == value]
    if len(steps) != 2 or len(meant) != 1:
        return Reading(kind="unreadable_answer", facts=all_labels(scale))
    return Reading(meant[0], "truth_value", {**label_facts(scale, meant[0]), **all_labels(scale)})


def read_boxes(text: str, scale: Scale, vocabulary: Vocabulary) -> Reading | None:
    """The printed answers with a box each, in one cell: "☒ Ja ☐ Nej", "Ja (x) Nej ( )"."""
    boxes = list(BOX.finditer(text))
    if not boxes:
        return None
    between = [text[a.end() : b.start()] for a, b in itertools.pairwise(boxes)]
    before, after = text[: boxes[0].start()], text[boxes[-1].end() :]
    labels = [*between, after] if not fold(before) else [before, *between]
    known = [vocabulary.scales[scale.id].find(fold(label)) for label in labels]
    if (fold(before) and fold(after)) or any(len(found) != 1 for found in known):
        return Reading(kind="unreadable_answer", facts=all_labels(scale))
    ticked = [found[0] for box, found in zip(boxes, known, strict=True) if box["on"]]
    if not ticked:
        return Reading(kind="stated_blank")
    if len(ticked) > 2:
        return Reading(kind="unreadable_answer", facts=all_labels(scale))
    return two_answers(ticked[0], ticked[-1], scale)
