"""A form that is drawn once and then filled in for one organisation after the other.

Drawing a workbook takes half a second; putting other texts in its place takes a few milliseconds.
The texts that differ (the organisation's name, the marks, and the keys of the lines with them)
stand as places in the workbook's parts.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from xml.sax.saxutils import escape

from survey_toolkit.collection.form import draw
from survey_toolkit.instruments.boxes import Issue, Line, SheetMap
from survey_toolkit.sheets import safe_text, to_bytes

UNIT = "@@unit@@"
"""In the place of the organisation's name. As it begins with @, its cells are marked as text."""

_FORMULA = re.compile(r'<c r="([A-Z]+\d+)"([^>]*)><f>(.*?)</f><v ?/?>(?:</v>)?</c>')
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Template:
    """The parts of a workbook, and the lines that differ from one organisation to the next."""

    parts: Mapping[str, bytes]
    lines: tuple[Line, ...]


def mark_place(part: str) -> str:
    """What stands in the place of the mark of a part."""
    return f"@@mark:{part}@@"


def make(issue: Issue, maps: Sequence[SheetMap], properties: dict[str, str]) -> Template:
    """Draw the form of an `issue` whose unit and marks are places."""
    book, cached = draw(issue, maps, properties)
    with zipfile.ZipFile(io.BytesIO(to_bytes(book))) as drawn:
        parts = {name: drawn.read(name) for name in drawn.namelist()}
    for name, given in cached.items():
        parts[name] = _with_results(parts[name].decode(), given).encode()
    lines = (line for sheet in maps for line in sheet.lines)
    return Template(parts, tuple(line for line in lines if any("@@" in b.text for b in line.boxes)))


def _with_results(sheet: str, given: Mapping[str, str | int]) -> str:
    """A sheet whose formulas have their results: some programs show them and do not compute."""

    def result(found: re.Match[str]) -> str:
        cell, looks, formula = found.groups()
        value = given[cell]
        kind = ' t="str"' if isinstance(value, str) else ""
        looks = re.sub(r' t="\w+"', "", looks)
        return f'<c r="{cell}"{looks}{kind}><f>{formula}</f><v>{escape(str(value))}</v></c>'

    return _FORMULA.sub(result, sheet)


def fill(template: Template, texts: Mapping[str, str]) -> bytes:
    """The workbook with texts in their places. The same texts give the same bytes."""
    keys = {line.key: _filled(line, texts).key for line in template.lines}
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as target:
        for name, content in template.parts.items():
            if b"@@" in content:
                content = _replaced(content.decode(), {**keys, **texts}).encode()
            target.writestr(zipfile.ZipInfo(name, _ZIP_DATE), content, zipfile.ZIP_DEFLATED)
    return written.getvalue()


def _filled(line: Line, texts: Mapping[str, str]) -> Line:
    boxes = []
    for box in line.boxes:
        text = box.text
        for place, instead in texts.items():
            text = text.replace(place, safe_text(instead))
        boxes.append(replace(box, text=text))
    return replace(line, boxes=tuple(boxes))


def _replaced(xml: str, texts: Mapping[str, str]) -> str:
    for place, instead in texts.items():
        xml = xml.replace(escape(place), escape(safe_text(instead)))
    return xml
