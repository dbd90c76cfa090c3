"""Forms as people make and fill them: numbers, boxes, merged answers. The answers are synthetic."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from .books import Rows, Sheet, tab, xlsx
from .catalogue import layout
from .layouts_codes import numbered
from .layouts_crosses import crossed_sheet
from .layouts_sheets import file_of, sheets_of
from .truth import Form

Cells = list[list[object]]
HEAD = 3  # the row of headings, from 0


def changed(form: Form, folder: Path, change: Callable[[Cells], Cells | Sheet]) -> None:
    """A sheet per function, tools down, with the rows changed."""
    for unit in form.units:
        sheets = []
        for sheet in sheets_of(form, unit):
            made = change([[*row, *[None] * (4 - len(row))] for row in sheet.rows])
            sheets.append(made if isinstance(made, Sheet) else sheet._replace(rows=made))
        xlsx(file_of(form, unit, folder), sheets)


def answers(change: Callable[[str, int], object]) -> Callable[[Cells], Cells]:
    """Change what stands in the answer cells; given the text and its column."""

    def write(rows: Cells) -> Cells:
        for row in rows[HEAD + 1 :]:
            row[1:4] = [change(str(v), c) if v else v for c, v in enumerate(row[1:4], start=1)]
        return rows

    return write


def names(write: Callable[[int, str], str]) -> Callable[[Cells], Cells]:
    """Write the tools' names otherwise; given their number and name."""

    def change(rows: Cells) -> Cells:
        for number, row in enumerate(rows[HEAD + 1 :], start=1):
            row[0] = write(number, str(row[0]))
        return rows

    return change


@layout("numbered tools with note marks: '3. PSP-samarbejdet*'")
def layout_numbered_tools(form: Form, folder: Path) -> None:
    changed(form, folder, names(lambda n, name: f"{n}. {name}{'*' if n % 2 else ' 1)'}"))


@layout("tools as 'Spm. 3: PSP-samarbejdet'")
def layout_tools_as_questions(form: Form, folder: Path) -> None:
    changed(form, folder, names(lambda n, name: f"Spm. {n}: {name}"))


@layout("tools in two languages: 'PSP-samarbejdet / PSP cooperation'")
def layout_two_languages(form: Form, folder: Path) -> None:
    english = {item.name_da: item.name_en for item in form.items}
    changed(form, folder, names(lambda _, name: f"{name} / {english[name]}"))


@layout("answers with their number before them: '1 - Ja'")
def layout_number_and_answer(form: Form, folder: Path) -> None:
    def write(rows: Cells) -> Cells:
        for row, item in zip(rows[HEAD + 1 :], form.items, strict=True):
            for place, question in enumerate(form.questions, start=1):
                labels = [choice.label_da for choice in form.choices(question, item)]
                if row[place]:
                    row[place] = f"{labels.index(str(row[place])) + 1} - {row[place]}"
        return rows

    changed(form, folder, write)


def _boxes(on: str, off: str, between: str) -> Callable[[str, int], object]:
    def write(text: str, column: int) -> object:
        if column > 1 or text not in ("Ja", "Nej"):
            return text
        return between.join((on if label == text else off).format(label) for label in ("Ja", "Nej"))

    return write


@layout("printed answers with a box each in one cell: '☒ Ja ☐ Nej'")
def layout_boxes_before(form: Form, folder: Path) -> None:
    changed(form, folder, answers(_boxes("☒ {}", "☐ {}", "\n")))


@layout("printed answers with room for a cross behind each: 'Ja (x) Nej ( )'")
def layout_boxes_behind(form: Form, folder: Path) -> None:
    changed(form, folder, answers(_boxes("{} (x)", "{} ( )", " ")))


BACKWARDS = {"Slet ikke": 5, "Mindre godt": 4, "Middel": 3, "Godt": 2, "Meget godt": 1}


def rated_backwards(rows: Cells) -> Cells:
    return answers(lambda text, c: BACKWARDS.get(text, text) if c == 3 else text)(rows)


@layout("ratings as numbers, 1 the best, explained in the heading's parentheses")
def layout_legend_in_heading(form: Form, folder: Path) -> None:
    def write(rows: Cells) -> Cells:
        rated_backwards(rows)[HEAD][3] = "Vurdering (1 = meget godt, ..., 5 = slet ikke)"
        return rows

    changed(form, folder, write)


@layout(
    "ratings as numbers, 1 the best, explained in a sentence above", expects=("legend_backwards",)
)
def layout_legend_in_a_sentence(form: Form, folder: Path) -> None:
    line = "Vurder fra 1 til 5, hvor 1 er meget godt og 5 er slet ikke"
    changed(form, folder, lambda rows: [[line], *rated_backwards(rows)])


@layout("ratings as numbers, 1 the best, explained below the table")
def layout_legend_below(form: Form, folder: Path) -> None:
    line = ", ".join(f"{text} = {number}" for text, number in BACKWARDS.items())
    changed(form, folder, lambda rows: [*rated_backwards(rows), [f"Vurdering: {line}"]])


@layout("ratings as numbers, 1 the best, explained beside the table", expects=("legend_backwards",))
def layout_legend_beside(form: Form, folder: Path) -> None:
    def write(rows: Cells) -> Cells:
        for row, (text, number) in zip(
            rated_backwards(rows)[HEAD + 1 :], BACKWARDS.items(), strict=False
        ):
            row += [None, number, text]
        return rows

    changed(form, folder, write)


@layout("numbers with one legend for all tools but those with yes and no, 9 for don't know")
def layout_legend_of_one_scale(form: Form, folder: Path) -> None:
    use, item = form.questions[1], form.items[-1]
    numbers = numbered(form.choices(use, item))
    labels = {c.id: c.label_da for c in form.choices(use, item)}
    codes = {labels[choice]: number for choice, number in numbers.items()}
    line = "Inddragelse: " + ", ".join(f"{number} = {text}" for text, number in codes.items())
    short = {i.name_da for i in form.items if len(form.choices(use, i)) <= 3}

    def write(rows: Cells) -> Cells:
        for row in rows[HEAD + 1 :]:
            if row[2]:
                row[2] = row[2] if row[0] in short else codes[str(row[2])]
        return [rows[0], rows[1], [line], *rows[2:]]

    changed(form, folder, write)


@layout("answers merged over the tools that have the same", one_each=False)
def layout_answers_merged_down(form: Form, folder: Path) -> None:
    changed(form, folder, _merged)


def _merged(rows: Cells) -> Sheet:
    ranges = []
    for column in (1, 2, 3):
        start = HEAD + 1
        while start < len(rows):
            end = start
            while end + 1 < len(rows) and rows[end + 1][column] == rows[start][column] is not None:
                end += 1
            if end > start and rows[start][column]:
                ranges.append(f"{'ABCD'[column]}{start + 1}:{'ABCD'[column]}{end + 1}")
                for row in range(start + 1, end + 1):
                    rows[row][column] = None
            start = end + 1
    return Sheet(tab(str(rows[1][1])), rows, ranges)


def _with_signs(form: Form, folder: Path, sign: object, nothing: object) -> None:
    for unit in form.units:
        sheets = []
        for function in form.functions(unit):
            sheet = crossed_sheet(form, unit, function, form.questions)
            top, body = sheet.rows[:5], sheet.rows[5:]
            marked = [[row[0], *(sign if cell else nothing for cell in row[1:])] for row in body]
            sheets.append(sheet._replace(rows=[*top, *marked]))
        xlsx(file_of(form, unit, folder), sheets)


@layout("choices across, 1 where one was chosen and 0 elsewhere", one_each=False)
def layout_ones_and_noughts(form: Form, folder: Path) -> None:
    _with_signs(form, folder, 1, 0)


@layout("choices across, a dot where one was chosen")
def layout_dots(form: Form, folder: Path) -> None:
    _with_signs(form, folder, "●", None)


@layout("a block for each tool: its name, then question and answer")
def layout_block_per_tool(form: Form, folder: Path) -> None:
    _blocks(form, folder, False)


@layout("a block for each tool: its name, then each question, its choices and an x")
def layout_block_per_tool_crosses(form: Form, folder: Path) -> None:
    _blocks(form, folder, True)


def _blocks(form: Form, folder: Path, crosses: bool) -> None:
    for unit in form.units:
        sheets = []
        for function in form.functions(unit):
            rows = form.top(unit, function)
            for item in form.items:
                rows.append([form.item(item)])
                for question in form.questions:
                    said = form.say(unit, function, question, item)
                    labels = [form.label(choice) for choice in form.choices(question, item)]
                    lines: Rows = [[form.asked(question)]]
                    lines += [[label, "x" if label == said else None] for label in labels]
                    rows += lines if crosses else [[form.short(question), said]]
                rows.append([])
            sheets.append(Sheet(tab(form.function(function)), rows))
        xlsx(file_of(form, unit, folder), sheets)


@layout("an example row first, marked as one")
def layout_example_row(form: Form, folder: Path) -> None:
    example: list[object] = ["Eksempel: Behandlingsplan", "Nej"]
    changed(form, folder, lambda rows: [*rows[: HEAD + 1], example, *rows[HEAD + 1 :]])
