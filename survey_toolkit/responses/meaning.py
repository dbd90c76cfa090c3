"""What the answers of a reply mean, and what there is to say about them."""

from __future__ import annotations

from survey_toolkit.errors import OPEN, Finding
from survey_toolkit.instruments.model import Question, Scale
from survey_toolkit.responses.cells import SET_ASIDE, cell_name, text_of
from survey_toolkit.responses.normalise import Reading, read_answer, two_answers
from survey_toolkit.responses.page import Found, Page
from survey_toolkit.responses.reading import Answer, Reply
from survey_toolkit.responses.snippets import REASON, correction, quoted, table
from survey_toolkit.responses.work import Work


class Meaning:
    """Reads the answers of one file into its reading."""

    def __init__(self, work: Work) -> None:
        """Take the work on the file."""
        self.work = work
        self.names = [d for d in work.decisions if d.kind == "names" and (d.choice or d.ignore)]
        self.numbers: list[int] = []  # findings about numbers that no legend explains
        self.given: dict[tuple[int, str, str, str], Answer] = {}
        self.scales: dict[tuple[str, str], tuple[Scale | None, dict[str, str] | None]] = {}
        self.plain = work.vocabulary.plain

    def read(self, reply: Reply, found: Found, function: str, question: Question) -> None:
        """Read one cell of a reply."""
        value = found.value
        if type(value) is str:
            choice = self.plain(found.question, found.item, value, found.mark)
            place = (reply.number, function, found.question, found.item)
            if choice and place not in self.given:
                self.given[place] = answer = Answer(
                    reply.number, reply.unit, function, found.question, found.item, choice,
                    found.sheet, found.row, found.column, value.strip(),
                )  # fmt: skip
                self.work.reading.answers.append(answer)
                return
        self._read(reply, found, function, question)

    def _read(self, reply: Reply, found: Found, function: str, question: Question) -> None:
        """Read a cell that is not plain, or not the first for its place."""
        scale, legend = self._scale(found.question, found.item)
        value = found.value
        reading = read_answer(
            value, found.mark, question, scale, self.work.vocabulary, legend, self.names
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

    def _scale(self, question: str, item: str) -> tuple[Scale | None, dict[str, str] | None]:
        """The scale of a question about an item, and what codes mean on it."""
        known = self.scales.get((question, item))
        if known is None:
            scale = self.work.instrument.scale_of(question, item)
            legend = self.work.legends.get((question, scale.id)) if scale else None
            known = self.scales[question, item] = (scale, legend)
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
        else:
            page.classes[found.row][found.column] = SET_ASIDE
        self.work.reading.answers.append(answer)

    def _second(
        self, earlier: Answer, answer: Answer, found: Found, page: Page, scale: Scale
    ) -> None:
        """A second answer to the same question: the less positive counts, the other is told of."""
        reading = two_answers(earlier.answer, answer.answer, scale)
        if not reading.kind:
            return
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
        if reading.kind == "number_for_label":
            self.numbers.append(len(self.work.findings))
        self.work.findings.append(finding)

    def ask_for_codes(self) -> None:
        """Where most answers are numbers and none are explained, that is one thing to ask."""
        if len(self.numbers) < max(4, 0.3 * len(self.work.reading.answers)):
            return
        first = self.work.findings[self.numbers[0]]
        questions = list(dict.fromkeys(self.work.findings[n].question for n in self.numbers))
        asked = Finding(
            "codes_without_legend", first.file, first.sheet, first.cell, first.value,
            decide="\n\n".join(self._codes_snippet(question) for question in questions),
        )  # fmt: skip
        gone = set(self.numbers)
        for answer in self.work.reading.answers:
            if answer.finding in gone:
                answer.finding = -1
            elif answer.finding >= 0:
                answer.finding -= sum(number < answer.finding for number in gone)
        kept = [f for number, f in enumerate(self.work.findings) if number not in gone]
        self.work.findings = [*kept, asked]

    def _codes_snippet(self, question: str) -> str:
        scale = self.work.instrument.scale_of(question)
        steps = [c.id for c in scale.choices if not c.dont_know] if scale else []
        codes = ", ".join(f"{number} = {quoted(c)}" for number, c in enumerate(steps, start=1))
        lines = ["[[codes]]", f"file = {quoted(self.work.file)}", f"question = {quoted(question)}"]
        return "\n".join([*lines, f"codes = {{ {codes} }}", REASON])


def _what_to_write(reading: Reading, finding: Finding, scale: Scale | None) -> str:
    """What a person writes to decide about an answer that was not plain."""
    if not reading.similar and reading.kind != "unreadable_answer":
        return correction(finding.file, finding.sheet, finding.cell, finding.value)
    about = {"text": finding.value.strip(), "question": finding.question}
    if reading.similar:
        return table("names", **about, choice=reading.similar)
    choices = ", ".join(choice.id for choice in scale.choices) if scale else ""
    return table("names", f"or: choice = one of {choices}", **about, ignore=True)
