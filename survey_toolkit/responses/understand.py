"""From placed cells to replies and answers: who, which function, and what was answered."""

from __future__ import annotations

from collections import defaultdict

from survey_toolkit.dates import parse_date
from survey_toolkit.errors import Finding
from survey_toolkit.language import joined
from survey_toolkit.responses.cells import SET_ASIDE
from survey_toolkit.responses.legends import legends
from survey_toolkit.responses.meaning import Meaning
from survey_toolkit.responses.page import Found, Origin, Page
from survey_toolkit.responses.reading import Reply
from survey_toolkit.responses.snippets import table
from survey_toolkit.responses.who import unit_of
from survey_toolkit.responses.work import Work


def understand(work: Work) -> None:
    """Make the replies and answers of a file from what was found on its sheets."""
    work.legends = legends(work)
    meaning = Meaning(work)
    by_origin: dict[int, list[Found]] = defaultdict(list)
    for found in work.result.found:
        by_origin[found.origin].append(found)
    for origin in work.result.origins:
        _reply(work, meaning, origin, by_origin.get(origin.number, []))
    meaning.ask_once()
    _several_units(work)


def _reply(work: Work, meaning: Meaning, origin: Origin, founds: list[Found]) -> None:
    page = work.pages[origin.sheet]
    if work.is_test(origin):
        work.find("test_row", page, origin.unit)
        work.drop(origin, founds)
        return
    if origin.row >= 0 and not any(_says_something(work, found) for found in founds):
        empty = work.find("empty_response", page, origin.first)
        empty.unit = work.names.peek_unit(origin.unit.text)
        work.drop(origin, founds)
        return
    unit = "" if origin.function_unknown else unit_of(work, origin, founds)
    if not unit:
        work.drop(origin, founds)
        return
    known = work.places.units.get(unit)
    sector = known.sector if known else work.sector_of(origin, founds)
    place = origin.function_place
    reply = Reply(
        len(work.reading.replies), unit, _date(work, origin, page), origin.sheet, origin.row,
        (origin.first.cell, origin.first.text), (place.cell, place.text),
    )  # fmt: skip
    work.reading.replies.append(reply)
    _answers(work, meaning, reply, founds, sector)


def _says_something(work: Work, found: Found) -> bool:
    return not (isinstance(found.value, str) and work.vocabulary.is_word("unmarked", found.value))


def _date(work: Work, origin: Origin, page: Page) -> str:
    date = parse_date(origin.date.text)
    if origin.date.text and not date:
        work.find("invalid_date", page, origin.date)
    return date


def _answers(work: Work, meaning: Meaning, reply: Reply, founds: list[Found], sector: str) -> None:
    questions = work.instrument.questions
    known: dict[tuple[int, tuple[str, ...]], str] = {}
    for found in founds:
        question = questions[found.question]
        if question.sectors and sector not in question.sectors:
            _of_other_sector(work, reply, found, sector)
            continue
        function = ""
        if question.scope == "function":
            mine = (found.origin, found.functions)
            if mine not in known:
                page = work.pages[found.sheet]
                known[mine] = _function(work, found, sector, page, reply)
            function = known[mine]
            if not function:
                work.pages[found.sheet].classes[found.row][found.column] = SET_ASIDE
                continue
        meaning.read(reply, found, function, question)


def _of_other_sector(work: Work, reply: Reply, found: Found, sector: str) -> None:
    """An answer to a question that is not put to the unit's sector: set aside."""
    page, about = work.pages[found.sheet], work.instrument.sectors[sector]
    place = page.place(found.row, found.column)
    names = {"sector": about.name("da"), "sector_en": about.name("en")}
    finding = work.find("answer_to_other_sector", page, place, **names)
    finding.unit, finding.question, finding.item = reply.unit, found.question, found.item
    page.classes[found.row][found.column] = SET_ASIDE


# -- functions ---------------------------------------------------------------------------------


def _function(work: Work, found: Found, sector: str, page: Page, reply: Reply) -> str:
    """The function that an answer is about; "" (with a finding) where it is not known."""
    functions = work.instrument.functions
    here = [name for name in found.functions if functions[name].sector == sector]
    if len(here) == 1:
        return here[0]
    first = _ask_once(work, (found.origin, found.functions))
    if not found.functions:
        return _function_by_tab(work, page, sector, reply, first)
    if first:
        shown = functions[found.functions[0]].name_da
        cell, text = reply.function_cell if reply.function_cell[0] else (reply.first[0], shown)
        about = work.instrument.sectors[sector]
        work.findings.append(
            Finding("function_of_other_sector", work.file, page.name, cell, text, reply.unit,
                    facts={"sector": about.name("da"), "sector_en": about.name("en")},
                    decide=work.names.name_snippet(text, "function", ""))
        )  # fmt: skip
    return ""


def _ask_once(work: Work, what: object) -> bool:
    """Whether nothing was asked about this yet."""
    if what in work.asked:
        return False
    work.asked.add(what)
    return True


def _function_by_tab(work: Work, page: Page, sector: str, reply: Reply, first: bool) -> str:
    """The function of a sheet that does not say it: decided by a person, or the tab's."""
    decided = work.decision("files", "function", page)
    if decided is not None:
        return decided.function
    sense = work.vocabulary.sense(page.name)
    functions = work.instrument.functions
    named = [f for f in (sense.functions if sense else ()) if functions[f].sector == sector]
    tab = named[0] if len(named) == 1 else ""
    place = (work.file, page.name)
    if first and tab and not work.wave.tab_names:
        work.findings.append(
            Finding("function_from_tab", *place, "", page.name, reply.unit, tab,
                    facts={"function": f"{functions[tab].name_da} ({tab})",
                           "function_en": f"{functions[tab].name('en')} ({tab})"},
                    decide="[trust]\ntab_names = true")
        )  # fmt: skip
    elif first and not tab:
        snippet = table("files", file=work.file, sheet=page.name, function="...")
        work.findings.append(
            Finding("function_not_stated", *place, *reply.first, reply.unit, decide=snippet)
        )
    return tab


def _several_units(work: Work) -> None:
    """A workbook with the replies of several units is worth a look."""
    units = list(dict.fromkeys(reply.unit for reply in work.reading.replies))
    if len(units) > 1 and all(reply.row < 0 for reply in work.reading.replies):
        known = work.places.units
        named = [known[unit].name if unit in known else unit for unit in units]
        work.findings.append(
            Finding("several_units_in_file", work.file, facts={"units": joined(named)})
        )
