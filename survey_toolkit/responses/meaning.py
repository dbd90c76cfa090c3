"""What the answers of a reply mean, and what there is to say about them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence

from survey_toolkit.errors import OPEN, Finding
from survey_toolkit.instruments.matching import Vocabulary
from survey_toolkit.instruments.model import Question, Scale
from survey_toolkit.instruments.spelling import fold
from survey_toolkit.responses.answer import Reading, two_answers
from survey_toolkit.responses.cells import SET_ASIDE, cell_name, text_of
from survey_toolkit.responses.crosses import says_yes_or_no
from survey_toolkit.responses.legends import codes_snippet
from survey_toolkit.responses.normalise import read_answer
from survey_toolkit.responses.page import Found, Page
from survey_toolkit.responses.reading import Answer, Reply
from survey_toolkit.responses.snippets import correction, table
from survey_toolkit.responses.work import Work

FEW = 4  # so many numbers among labels are slips; more, where they are the most, are codes


class Meaning:
    """Reads the answers of one file into its reading."""

    def __init__(self, work: Work) -> None:
        """Take the work on the file."""
        self.work = work
        self.names = [d for d in work.decisions if d.kind == "names" and (d.choice or d.ignore)]
        self.numbers: set[int] = set()  # findings about numbers that no legend explains
        self.crossed: set[tuple[int, str, str, str]] = set()  # places in `given` with a cross
        self.pairs: dict[tuple[int, int, int], list[int]] = defaultdict(list)
        self.gone: set[int] = set()  # findings that another replaces
        self.given: dict[tuple[int, str, str, str], Answer] = {}
        self.scales: dict[tuple[str, str, int], tuple[Scale | None, dict[str, str] | None]] = {}
        self.plain = work.vocabulary.plain
        self.yes_no = says_yes_or_no(work.result.found)

    def read(self, reply: Reply, found: Found, function: str, question: Question) -> None:
        """Read one cell of a reply."""
        value = found.value
        if type(value) is str:
            choice = self.plain(found.question, found.item, value, found.mark)
            place = (reply.number, function, found.question, found.item)
            if choice and place not in self.given:
                if found.mark:
                    self.crossed.add(place)
                self.given[place] = answer = Answer(
                    reply.number, reply.unit, function, found.question, found.item, choice,
                    found.sheet, found.row, found.column, value.strip(),
                )  # fmt: skip
                self.work.reading.answers.append(answer)
                return
        for part in _several(found, question, self.work.vocabulary):
            self._read(reply, part, function, question)

    def _read(self, reply: Reply, found: Found, function: str, question: Question) -> None:
        """Read a cell that is not plain, or not the first for its place."""
        scale, legend = self._scale(found.question, found.item, found.sheet)
        value = found.value
        reading = read_answer(
            value,
            found.mark,
            question,
            scale,
            self.work.vocabulary,
            legend,
            self.names,
            (found.sheet, found.question) in self.yes_no,
        )
        if reading.unchosen:
            return
        if reading.decision:
            self.work.names.used.add(("names", reading.decision))
        item = found.item
        if question.type == "multiple" and reading.answer:
            item, reading.answer = reading.answer, "yes"
        answer = Answer(
            reply.number, reply.unit, function, question.id, item, reading.answer,
            found.sheet, found.row, found.column, text_of(value).strip(),
        )  # fmt: skip
        self._keep(reading, answer, found, scale)

    def _scale(
        self, question: str, item: str, sheet: int
    ) -> tuple[Scale | None, dict[str, str] | None]:
        """The scale of a question about an item, and what codes mean on it, on a sheet."""
        known = self.scales.get((question, item, sheet))
        if known is None:
            scale = self.work.instrument.scale_of(question, item)
            legends = self.work.legends
            legend = None
            if scale is not None:
                own = legends.get((sheet, question, scale.id))
                legend = own or legends.get((-1, question, scale.id))
            known = self.scales[question, item, sheet] = (scale, legend)
        return known

    def _keep(self, reading: Reading, answer: Answer, found: Found, scale: Scale | None) -> None:
        page = self.work.pages[found.sheet]
        place = (answer.reply, answer.function, answer.question, answer.item)
        earlier = self.given.get(place)
        if earlier is not None and answer.answer and scale is not None:
            if self.work.instrument.questions[answer.question].type == "single":
                self._second(earlier, answer, found, page, scale)
            return
        if reading.kind:
            answer.finding = len(self.work.findings)
            self._report(reading, answer, found, page, scale)
        if answer.answer:
            self.given[place] = answer
            if found.mark:
                self.crossed.add(place)
        else:
            page.classes[found.row][found.column] = SET_ASIDE
        self.work.reading.answers.append(answer)

    def _second(
        self, earlier: Answer, answer: Answer, found: Found, page: Page, scale: Scale
    ) -> None:
        """A second answer to the same question: the less positive counts, the other is told of.

        Crosses in one row are settled so; of two cells that each answer, a person must say which.
        """
        reading = two_answers(earlier.answer, answer.answer, scale)
        if not reading.kind:
            return
        columns = sorted((earlier.column, answer.column))
        place = (answer.reply, answer.function, answer.question, answer.item)
        crosses = bool(found.mark) and place in self.crossed and earlier.row == answer.row
        if not crosses:
            reading.status = OPEN
            if earlier.row == answer.row:
                self.pairs[found.sheet, columns[0], columns[1]].append(len(self.work.findings))
        if reading.answer == answer.answer:
            mine, theirs = (answer.row, answer.column), (earlier.row, earlier.column)
            earlier.answer, earlier.row, earlier.column = answer.answer, *mine
            answer.row, answer.column = theirs
        page.classes[answer.row][answer.column] = SET_ASIDE
        self._report(reading, answer, found, page, scale)
        self.work.findings[-1].value = page.text(answer.row, answer.column)

    def _report(
        self, reading: Reading, answer: Answer, found: Found, page: Page, scale: Scale | None
    ) -> None:
        finding = Finding(
            reading.kind, self.work.file, page.name, cell_name(answer.row, answer.column),
            text_of(found.value), answer.unit, answer.function, answer.question, found.item,
            reading.code, reading.status, dict(reading.facts),
        )  # fmt: skip
        if finding.status == OPEN:
            finding.decide = _what_to_write(reading, finding, scale)
        unexplained = self._scale(answer.question, answer.item, answer.sheet)[1] is None
        if reading.kind in ("number_for_label", "code_out_of_range") and unexplained:
            self.numbers.add(len(self.work.findings))
        self.work.findings.append(finding)

    def ask_once(self) -> None:
        """Gather findings that one decision settles: numbers without a legend, pairs of columns."""
        self._ask_for_codes()
        self._ask_for_columns()
        self._forget()

    def _ask_for_columns(self) -> None:
        """Where two columns answer the same in row after row, ask which one is left out."""
        for (sheet, *columns), numbers in self.pairs.items():
            if len(numbers) < FEW:
                continue
            page, first = self.work.pages[sheet], self.work.findings[numbers[0]]
            letters = [cell_name(0, column).rstrip("1") for column in columns]
            decide = table("columns", f'or: column = "{letters[0]}"', file=self.work.file,
                           sheet=page.name, column=letters[1], ignore=True)  # fmt: skip
            facts = {"n": str(len(numbers)), "first": letters[0], "second": letters[1]}
            self.gone |= set(numbers)
            self.work.findings.append(
                Finding("two_columns", first.file, first.sheet, first.cell, first.value, first.unit,
                        question=first.question, facts=facts, decide=decide)
            )  # fmt: skip

    def _ask_for_codes(self) -> None:
        """Where a reply's answers on a scale are mostly numbers that nothing explains, ask once."""
        for (question, scale), numbers in self._coded().items():
            first = self.work.findings[numbers[0]]
            values = [self.work.findings[n].value.strip() for n in numbers]
            asked = Finding(
                "codes_without_legend", first.file, first.sheet, first.cell, first.value,
                question=question, facts={"n": str(len(numbers))},
                decide=self._codes_snippet(question, scale, values),
            )  # fmt: skip
            self.gone |= set(numbers)
            self.work.findings.append(asked)

    def _coded(self) -> dict[tuple[str, str], list[int]]:
        """Findings about numbers by question and scale: of replies that use mostly numbers."""
        if len(self.numbers) < FEW:
            return {}
        given: Counter[tuple[str, str, int]] = Counter()
        numbers: dict[tuple[str, str, int], list[int]] = defaultdict(list)
        for answer in self.work.reading.answers:
            scale, _ = self._scale(answer.question, answer.item, answer.sheet)
            if scale is not None:
                mine = (answer.question, scale.id, answer.reply)
                given[mine] += 1
                if answer.finding in self.numbers:
                    numbers[mine].append(answer.finding)
        coded: dict[tuple[str, str], list[int]] = defaultdict(list)
        for (question, scale_id, reply), found in numbers.items():
            if 2 * len(found) > given[question, scale_id, reply]:
                coded[question, scale_id] += found
        return {place: found for place, found in coded.items() if len(found) >= FEW}

    def _forget(self) -> None:
        """Take away the findings that one question about all of them replaces."""
        kept = [n for n in range(len(self.work.findings)) if n not in self.gone]
        place = {old: new for new, old in enumerate(kept)}
        for answer in self.work.reading.answers:
            answer.finding = place.get(answer.finding, -1)
        self.work.findings = [self.work.findings[n] for n in kept]

    def _codes_snippet(self, question: str, scale: str, values: Sequence[str]) -> str:
        """What to write: each number that was found, with the choice that it may mean."""
        about = self.work.instrument.scales[scale]
        numbers = sorted({int(float(value.replace(",", "."))) for value in values})
        worded = {a.answer for a in self.work.reading.answers
                  if a.question == question and a.finding not in self.numbers}  # fmt: skip
        guesses = guessed(numbers, about, worded)
        if not guesses:  # nothing to be pasted as it stands
            unknown = codes_snippet(self.work, question, scale, {str(n): "..." for n in numbers})
            return "\n".join(f"# {line}" for line in unknown.splitlines())
        text = codes_snippet(self.work, question, scale, {str(n): c for n, c in guesses.items()})
        left = ", ".join(str(number) for number in numbers if number not in guesses)
        return f"{text}\n# {left} = ?" if left else text


def _several(found: Found, question: Question, vocabulary: Vocabulary) -> list[Found]:
    """A cell for each choice where one cell has several, as survey systems write them."""
    scale = vocabulary.instrument.scales.get(question.scale)
    if question.type != "multiple" or found.mark or scale is None or type(found.value) is not str:
        return [found]
    names = vocabulary.scales[scale.id].in_a_row(fold(found.value))
    labels = [scale.choice(name).label_da or name for name in names]
    return [found._replace(value=label) for label in labels] if len(names) > 1 else [found]


def guessed(numbers: Sequence[int], scale: Scale, worded: Collection[str] = ()) -> dict[int, str]:
    """What some numbers may mean: steps from 1, or else the choices' values.

    Values where there is a 0, or where the choice with the value 0 is `worded`: said in words.
    A number beyond the scale is don't know, where there is only one.
    """
    steps = [choice for choice in scale.choices if not choice.dont_know]
    by_step = {n: choice.id for n, choice in enumerate(steps, start=1)}
    values = {choice.id: choice.value for choice in steps if choice.value is not None}
    by_value = {int(value): name for name, value in values.items() if value == int(value)}
    valued = 0 in by_value and (0 in numbers or by_value[0] in worded or scale.is_numbered)
    known = by_value if valued else by_step
    found = {number: known[number] for number in numbers if number in known}
    beyond = [number for number in numbers if number not in known]
    unsure = [choice.id for choice in scale.choices if choice.dont_know]
    if len(beyond) == 1 and unsure and beyond[0] > max(known, default=0):
        found[beyond[0]] = unsure[0]
    return found


def _what_to_write(reading: Reading, finding: Finding, scale: Scale | None) -> str:
    """What a person writes to decide about an answer that was not plain."""
    if not reading.similar and reading.kind != "unreadable_answer":
        return correction(finding.file, finding.sheet, finding.cell, finding.value)
    about = {"text": finding.value.strip(), "question": finding.question}
    if reading.similar:
        return table("names", **about, choice=reading.similar)
    choices = ", ".join(choice.id for choice in scale.choices) if scale else ""
    return table("names", f"or: choice = one of {choices}", **about, ignore=True)
