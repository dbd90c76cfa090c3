"""What units answered about themselves, whichever sheet or row it came on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from survey_toolkit.errors import Finding
from survey_toolkit.responses.assemble import Assembly, Key, Part
from survey_toolkit.responses.cells import cell_name
from survey_toolkit.responses.reading import Answer
from survey_toolkit.responses.snippets import correction


def unit_answers(assembly: Assembly) -> dict[str, dict[Key, tuple[Part, Answer]]]:
    """For each unit, the answers to its own questions; two unlike ones are a finding."""
    gathered: dict[str, dict[Key, tuple[Part, Answer]]] = defaultdict(dict)
    chosen: dict[tuple[str, str], int] = {}
    for part in assembly.parts:
        if part.function:
            continue
        for key, answer in part.answers.items():
            known = gathered[part.unit].get(key)
            multiple = assembly.instrument.questions[key[0]].type == "multiple"
            mine = (part.unit, key[0])
            if multiple and chosen.setdefault(mine, id(part)) != id(part):
                _compare_multiple(assembly, part, gathered[part.unit], key, answer)
            elif known is None or (answer.answer and not known[1].answer):
                gathered[part.unit][key] = (part, answer)
            elif answer.answer and answer.answer != known[1].answer:
                _unlike(assembly, part, answer, known)
    return gathered


def note_exclusive(
    assembly: Assembly, of_units: Mapping[str, Mapping[Key, tuple[Part, Answer]]]
) -> None:
    """A choice that stands alone, such as "Nej", chosen together with others."""
    for answers in of_units.values():
        for (question, choice), (part, answer) in answers.items():
            asked = assembly.instrument.questions[question]
            if asked.type != "multiple" or not answer.answer:
                continue
            made = [k for k, (_, other) in answers.items() if k[0] == question and other.answer]
            about = assembly.instrument.scales[asked.scale].choice(choice)
            if about.exclusive and len(made) > 1:
                sheet = assembly.readings[part.file].sheets[answer.sheet]
                cell = cell_name(answer.row, answer.column)
                facts = {"label": about.label("da"), "label_en": about.label("en")}
                assembly.findings.append(
                    Finding("exclusive_choice", part.file, sheet, cell, answer.shown, part.unit,
                            question=question, item=choice, facts=facts,
                            decide=correction(part.file, sheet, cell, answer.shown, ""))
                )  # fmt: skip


def _compare_multiple(
    assembly: Assembly,
    part: Part,
    known: dict[Key, tuple[Part, Answer]],
    key: Key,
    answer: Answer,
) -> None:
    """A choice that another reply of the unit did not make is unlike it."""
    if answer.answer and key not in known:
        other = next(pair for k, pair in known.items() if k[0] == key[0])
        _unlike(assembly, part, answer, other)


def _unlike(assembly: Assembly, part: Part, answer: Answer, known: tuple[Part, Answer]) -> None:
    other, first = known
    scale = assembly.instrument.scale_of(first.question)
    choice = (
        first.item
        if assembly.instrument.questions[first.question].type == "multiple"
        else first.answer
    )
    label = scale.choice(choice) if scale and choice in scale else None
    facts = {"other": assembly.readings[other.file].source(first),
             "label": label.label("da") if label else first.answer,
             "label_en": label.label("en") if label else first.answer}  # fmt: skip
    sheet = assembly.readings[part.file].sheets[answer.sheet]
    cell = cell_name(answer.row, answer.column)
    shown = (
        scale.choice(answer.answer).label("da") if scale and answer.answer in scale else answer.item
    )
    assembly.set_aside(part.file, answer.sheet, answer.row, answer.column)
    assembly.findings.append(
        Finding("unlike_unit_answers", part.file, sheet, cell, shown, part.unit,
                question=answer.question, item=answer.item, facts=facts,
                decide=correction(part.file, sheet, cell, shown))
    )  # fmt: skip
