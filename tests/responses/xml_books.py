"""Workbooks written part by part, as other programs than Excel write them. All is synthetic."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from pathlib import Path

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPES = (
    f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="xml" '
    'ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/'
    'vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>'
)
_ODS = (
    "<office:document-content"
    ' xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0">'
    '<office:body><office:spreadsheet><table:table table:name="T">{}</table:table>'
    "</office:spreadsheet></office:body></office:document-content>"
)


def relations(*relations: tuple[str, str]) -> str:
    """Relations by type and target, with the ids rId1, rId2 and so on."""
    lines = "".join(
        f'<Relationship Id="rId{n}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(relations, start=1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{lines}</Relationships>'


def sheet(rows: str, prefix: str = "") -> str:
    """A worksheet's XML by that of its rows."""
    space = f"xmlns:{prefix}" if prefix else "xmlns"
    p = f"{prefix}:" if prefix else ""
    return f'<{p}worksheet {space}="{_MAIN}"><{p}sheetData>{rows}</{p}sheetData></{p}worksheet>'


def write(
    path: Path,
    sheets: Mapping[str, tuple[str, str, str]],
    strings: str = "",
) -> Path:
    """A workbook of sheets by name: the kind of each, the part that it is in, and its XML."""
    tags = "".join(
        f'<sheet name="{name}" sheetId="{n}" r:id="rId{n}"/>'
        for n, name in enumerate(sheets, start=1)
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("[Content_Types].xml", _TYPES)
        book.writestr("_rels/.rels", relations(("officeDocument", "xl/workbook.xml")))
        book.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{tags}</sheets></workbook>',
        )
        targets = [(kind, part) for kind, part, _ in sheets.values()]
        book.writestr("xl/_rels/workbook.xml.rels", relations(*targets))
        for _, part, content in sheets.values():
            book.writestr(f"xl/{part}".replace("xl//", ""), content)
        if strings:
            book.writestr("xl/sharedStrings.xml", f'<sst xmlns="{_MAIN}">{strings}</sst>')
    return path


def one_sheet(path: Path, rows: str, strings: str = "", prefix: str = "") -> Path:
    """A workbook of one sheet called A by the XML of its rows."""
    part = ("worksheet", "worksheets/sheet1.xml", sheet(rows, prefix))
    return write(path, {"A": part}, strings)


def ods(path: Path, rows: str, until: str = "") -> Path:
    """An .ods of one sheet called T by its rows in XML, cut short before a tag if one is said."""
    content = _ODS.format(rows)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        book.writestr("META-INF/manifest.xml", "<manifest/>")
        book.writestr("content.xml", content[: content.index(until)] if until else content)
    return path
