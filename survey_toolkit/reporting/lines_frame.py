"""A new wave, and what is to be looked at in a frame, as lines for the terminal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from survey_toolkit.catalogue.frame import FRAME
from survey_toolkit.instruments.model import Instrument
from survey_toolkit.language import of_two
from survey_toolkit.reporting.text import aligned, clean, heading, wrapped
from survey_toolkit.schema import FrameFinding, FrameSector

MOST = 5  # of one kind, unless all are asked for


def made_lines(
    name: str,
    instrument: Instrument,
    counts: Mapping[str, int],
    sources: Mapping[str, str],
    registers: Mapping[str, str],
    year: int | None,
    language: str,
) -> list[str]:
    """What was made, where its units are from, and what to do next.

    `sources` has a register's id or a wave's name for each sector; `registers` what must be said
    of where the facts of a sector's register are from.
    """
    made = (f"responses/{name} er lavet: wave.toml, plan.toml, frame.csv, unit_names.csv og "
            "mappen returned.",
            f"responses/{name} is made: wave.toml, plan.toml, frame.csv, unit_names.csv and the "
            "folder returned.")  # fmt: skip
    lines = [*wrapped(of_two(*made, language)), ""]
    for sector, count in counts.items():
        named = f"{instrument.sectors[sector].name(language) or sector}: "
        lines += wrapped(named + _origin(count, sources[sector], sector in registers, language),
                         2, 2)  # fmt: skip
        if sector in registers:
            lines += wrapped(_population(year, language) + registers[sector], 4)
    return [*lines, *heading(of_two("Næste skridt", "Next", language)), *_next(name, language)]


def _origin(count: int, source: str, registered: bool, language: str) -> str:
    if not source:
        none = ("ingen. Der er intet register og ingen tidligere undersøgelse at tage dem fra: "
                "skriv dem i frame.csv",
                "none. There is no register and no earlier wave to take them from: write them in "
                "frame.csv")  # fmt: skip
        return of_two(*none, language)
    if registered:
        return of_two(f"{count}, fra registret {source}", f"{count}, from the register {source}",
                      language)  # fmt: skip
    return of_two(f"{count}, fra undersøgelsen {source}", f"{count}, from the wave {source}",
                  language)  # fmt: skip


def _population(year: int | None, language: str) -> str:
    if year is None:
        return ""
    return of_two(f"Folketallet er fra {year}. ", f"The population is of {year}. ", language)


def _next(name: str, language: str) -> list[str]:
    fill = (f"1. Åbn responses/{name}/frame.csv i Excel. Skriv i contact_name og contact_email, "
            "hvem der får skemaet, og i functions de funktioner, I ved, at enheden har (med | "
            "imellem; må være tom). Gem som CSV.",
            f"1. Open responses/{name}/frame.csv in Excel. Write in contact_name and "
            "contact_email who gets the form, and in functions the functions that you know the "
            "unit has (with | between; may be empty). Save it as CSV.")  # fmt: skip
    return [
        *wrapped(of_two(*fill, language), 2, 3),
        *wrapped(f"2. survey-toolkit frame check {name}", 2),
        *wrapped(f"3. survey-toolkit issue {name}", 2),
    ]


def check_lines(
    name: str,
    instrument: Instrument,
    sectors: Sequence[FrameSector],
    findings: Sequence[FrameFinding],
    registers: Mapping[str, str],
    left_out: Sequence[str],
    language: str,
    every: bool = False,
) -> list[str]:
    """The frame in short, sector by sector, then what is to be looked at, kind by kind.

    `registers` has the id of each sector's register, `left_out` the sectors whose populations
    were not compared. Only the first few of each kind are shown, unless `every`.
    """
    title = of_two(f"Rammen for {name}", f"The frame of {name}", language)
    lines = [*heading(title)[1:], *_summary(instrument, sectors, language), ""]
    for sector in instrument.sectors:
        lines += _compared(instrument, sector, registers, left_out, language)
    lines += ["", *wrapped(_total(len(findings), language))]
    for code in dict.fromkeys(finding.code for finding in findings):
        alike = [finding for finding in findings if finding.code == code]
        lines += _kind(code, alike, language, every)
    return lines


def _summary(instrument: Instrument, sectors: Sequence[FrameSector], language: str) -> list[str]:
    heads = of_two("Sektor|Enheder|I registret|Mangler|At se på",
                   "Sector|Units|In the register|Missing|To look at", language)  # fmt: skip
    rows = [heads.split("|")]
    for one in sectors:
        registered = one.registered is not None
        rows.append([
            _sector(instrument, one.sector, language), str(one.units),
            str(one.registered) if registered else "–", str(one.missing) if registered else "–",
            str(one.findings),
        ])  # fmt: skip
    return aligned(rows, right=[1, 2, 3, 4])


def _sector(instrument: Instrument, sector: str, language: str) -> str:
    if not sector:
        return of_two("Sektor ikke kendt", "Sector not known", language)
    return instrument.sectors[sector].name(language) or sector


def _compared(
    instrument: Instrument, sector: str, registers: Mapping[str, str], left_out: Sequence[str],
    language: str,
) -> list[str]:  # fmt: skip
    """What a sector was held against, and what could not be."""
    named = _sector(instrument, sector, language)
    if sector not in registers:
        none = (f"{named}: intet register. Id'er, navne, regioner og folketal er ikke holdt op mod "
                "noget, og det vides ikke, om nogen mangler.",
                f"{named}: no register. Ids, names, regions and populations are not held against "
                "anything, and it is not known whether any are missing.")  # fmt: skip
        return wrapped(of_two(*none, language), 2, 2)
    lines = wrapped(of_two(f"{named}: holdt op mod registret {registers[sector]}.",
                           f"{named}: held against the register {registers[sector]}.",
                           language), 2, 2)  # fmt: skip
    if sector in left_out:
        years = ("Folketallene er ikke sammenlignet: overskriften har intet år, som registret har, "
                 "sådan som population_2020.",
                 "The populations are not compared: the heading has no year that the register has, "
                 "as population_2020 does.")  # fmt: skip
        lines += wrapped(of_two(*years, language), 4)
    return lines


def _total(count: int, language: str) -> str:
    if not count:
        return of_two("Der er intet at rette.", "There is nothing to correct.", language)
    return of_two(f"{count} at se på.", f"{count} to look at.", language)


def _kind(code: str, findings: Sequence[FrameFinding], language: str, every: bool) -> list[str]:
    """One kind of finding: what to do, and where."""
    words = FRAME[code]
    title = f"{of_two(words.title_da, words.title_en, language)} ({len(findings)})"
    shown = findings if every else findings[:MOST]
    lines = ["", title, *wrapped(findings[0].action + ".", 2)]
    for finding in shown:
        lines += wrapped(finding_line(finding, language), 2, 4)
    rest = len(findings) - len(shown)
    if rest:
        more = (f"... og {rest} til; -v viser alle", f"... and {rest} more; -v shows all")
        lines += wrapped(of_two(*more, language), 2)
    return lines


def finding_line(finding: FrameFinding, language: str) -> str:
    """Where, what was found, and what was expected.

    >>> finding_line(FrameFinding("no_email", "frame.csv", 2, "contact_email", "kommune", "101",
    ...              "", "an e-mail address", "Write it"), "en")
    'frame.csv, row 2, column contact_email (101): found nothing, expected an e-mail address'
    """
    row = of_two("række", "row", language)
    column = of_two("kolonne", "column", language)
    found = f"'{clean(finding.found)}'" if finding.found else of_two("intet", "nothing", language)
    place = [finding.file]
    if finding.row:
        place.append(f"{row} {finding.row}")
        place += [f"{column} {finding.column}"] if finding.column else []
    unit = f" ({clean(finding.unit)})" if finding.unit and finding.column != "unit" else ""
    said = of_two(f"fundet {found}, ventet {finding.expected}",
                  f"found {found}, expected {finding.expected}", language)  # fmt: skip
    return f"{', '.join(place)}{unit}: {said}"
