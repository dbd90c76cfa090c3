"""Which unit a reply comes from."""

from __future__ import annotations

from survey_toolkit.errors import Finding
from survey_toolkit.responses.page import Found, Origin, Place
from survey_toolkit.responses.snippets import table
from survey_toolkit.responses.work import Work


def unit_of(work: Work, origin: Origin, founds: list[Found]) -> str:
    """The id of a reply's unit: by decision, by its own words, by its file's, by the file's name.

    A reply that says none of these gets an id of its own, with a finding. "" where a person has
    decided that the unit is left out.
    """
    page = work.pages[origin.sheet]
    decided = work.decision("files", "unit", page)
    if decided is not None:
        return decided.unit
    place, sheet = origin.unit, page.name
    if origin.checked and place.text in work.places.units:
        return place.text
    if not place.text and not origin.has_unit_column:
        stated = _stated(work)
        if len(stated) == 1:
            place, sheet = stated[0]
        elif not stated:
            named = work.names.unit_in(work.file.rsplit("/", 1)[-1])
            if named:
                return _by_file_name(work, named)
    if not place.text and place.row < 0:
        place = Place("", origin.first.row, origin.first.column)
    region = origin.region or _region(work)
    sector = work.sector_of(origin, founds)
    alike = not origin.checked
    unit = work.names.unit(place.text, region, sector, sheet, place.cell, alike)
    _note_own(work, unit, place.text, region, sector)
    return unit


def _stated(work: Work) -> list[tuple[Place, str]]:
    """What the sheets say outside their tables about who answers: each text with its sheet."""
    stated: dict[str, tuple[Place, str]] = {}
    for number, context in work.contexts.items():
        for said in context.said.get("unit", []):
            if said.place.text:
                stated.setdefault(said.place.text, (said.place, work.pages[number].name))
    return list(stated.values())


def _region(work: Work) -> str:
    for context in work.contexts.values():
        for said in context.said.get("region", []):
            if said.place.text:
                return said.place.text
    return ""


def _by_file_name(work: Work, unit: str) -> str:
    """The unit that only the file's name tells: used, and asked about once."""
    if not work.wave.file_names and "file name" not in work.asked:
        work.asked.add("file name")
        snippet = table("files", file=work.file, unit=unit)
        known = work.places.units.get(unit)
        facts = {"unit": f"{known.name} ({unit})" if known else unit}
        work.findings.append(
            Finding("unit_from_file_name", work.file, unit=unit, facts=facts, decide=snippet)
        )
    return unit


def _note_own(work: Work, unit: str, text: str, region: str, sector: str) -> None:
    """Keep what is known about a unit that stands in no list, so that it can be counted."""
    if unit and unit not in work.places.units:
        name, code = work.names.region_of(text, region)
        work.reading.own_units.setdefault(
            unit, {"sector": sector, "name": text or "?", "region": name, "region_code": code}
        )
