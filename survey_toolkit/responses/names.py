"""Which unit, function, item or question a name is: decisions, exact matches, then similarity.

A `Names` is made for each file: it reports each name that was not exact once, at its first cell.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from survey_toolkit.errors import SETTLED, Finding
from survey_toolkit.instruments.matching import Vocabulary
from survey_toolkit.instruments.spelling import (
    NO_MATCH,
    Index,
    Match,
    fold,
    key,
    unit_index,
)
from survey_toolkit.instruments.wave import Decision, Wave
from survey_toolkit.responses.snippets import table
from survey_toolkit.schema import Unit

UNSTATED_ID = "uspecificeret"
UNKNOWN_REGION = "uvist"
_NOT_STATED = {"", "ukendt", "ikkeoplyst", "uoplyst", "unknown", "vedikke", "na", "anonym"}


@dataclass(frozen=True, slots=True)
class Places:
    """The units that can answer, indexed once for all files."""

    units: Mapping[str, Unit]
    index: Index
    regions: Mapping[str, tuple[str, str]]  # folded name without "region": (name, code)
    unit_words: frozenset[str]
    seen: dict[str, str] = field(default_factory=dict)  # what texts were found to name

    def look(self, text: str) -> str:
        """The one unit that a text names, with or without words such as "Kommune"."""
        words = fold(text)
        found = self.index.find(words)
        if not found:
            rest = tuple(word for word in words if word not in self.unit_words)
            found = self.index.find(rest) if rest and len(rest) < len(words) else ()
        return found[0] if len(found) == 1 else ""


def known_places(units: Mapping[str, Unit], vocabulary: Vocabulary) -> Places:
    """Index the units of the frame and of wave.toml by id, name and other spellings."""
    drop = {
        sector.id: frozenset(key(fold(word)) for word in sector.unit_words)
        for sector in vocabulary.instrument.sectors.values()
    }
    index = unit_index(
        {u.id: (u.name, u.id, *u.aliases) for u in units.values()},
        {u.id: drop.get(u.sector, frozenset()) for u in units.values()},
    )
    regions = {region_key(u.region): (u.region, u.region_code) for u in units.values() if u.region}
    return Places(units, index, regions, frozenset().union(*drop.values()))


def region_key(text: str) -> str:
    """A region's name as it is compared.

    >>> region_key("Region Midtjylland") == region_key("MIDTJYLLAND")
    True
    """
    return key(word for word in fold(text) if word not in ("region", "regionen"))


def slug(text: str) -> str:
    """An id made from a name.

    >>> slug("Psykiatrien Øst (samlet)")
    'psykiatrien-oest-samlet'
    """
    return "-".join(fold(text)) or UNKNOWN_REGION


@dataclass(slots=True)
class Names:
    """What names mean in one file."""

    file: str
    vocabulary: Vocabulary
    places: Places
    wave: Wave
    findings: list[Finding] = field(default_factory=list)
    used: set[tuple[str, int]] = field(default_factory=set)
    _known: dict[tuple[str, str], tuple[str, ...] | None] = field(default_factory=dict)
    _units: dict[tuple[str, str], str] = field(default_factory=dict)
    _unstated: dict[tuple[str, str], Finding] = field(default_factory=dict)
    _decided_texts: list[tuple[str, Decision]] | None = None

    def look(self, kind: str, text: str, sheet: str, cell: str, hint: str = "") -> tuple[str, ...]:
        """The ids that a text names, () where it names none; `kind` is item, function or question.

        A text that is not known, or known only by similarity, becomes a finding at its cell.
        """
        known = self._known.get((kind, text))
        if known is not None:
            return known
        decision = self.decision(kind, text)
        if decision is not None:
            found = self._decided(decision, kind, text, sheet, cell)
        else:
            found = self.vocabulary.named(kind + "s", text)
            if not found:
                found = self._similar(kind, text, sheet, cell, hint)
        self._known[kind, text] = found
        return found

    def decision(self, kind: str, text: str, region: str = "") -> Decision | None:
        """What a person decided that a name means, or None."""
        if self._decided_texts is None:
            self._decided_texts = [
                (_plain(decision.text), decision) for decision in self.wave.of_kind("names")
            ]
        plain = _plain(text)
        for same, decision in self._decided_texts:
            if same != plain:
                continue
            there = not decision.region or region_key(decision.region) == region_key(region)
            about = getattr(decision, kind) or (decision.ignore and not decision.question)
            if there and about and decision.about(self.file):
                self.used.add((decision.kind, decision.number))
                return decision
        return None

    def _decided(
        self, decision: Decision, kind: str, text: str, sheet: str, cell: str
    ) -> tuple[str, ...]:
        facts = {"reason": decision.reason}
        noun = self._noun(kind)
        if decision.ignore:
            self._report(
                f"unknown_{noun}", "ignored_by_decision", text, sheet, cell, facts, SETTLED
            )
            return ()
        if not getattr(self.vocabulary, kind + "s").find(fold(text)):
            match = self._nearest(kind, text)
            wording = "misspelt" if match.ids == (getattr(decision, kind),) else "unknown"
            facts |= {"label": match.similar_to, "score": f"{match.score:.0f}"}
            self._report(f"{wording}_{noun}", wording, text, sheet, cell, facts, SETTLED, kind,
                         getattr(decision, kind))  # fmt: skip
        return (getattr(decision, kind),)

    def _similar(self, kind: str, text: str, sheet: str, cell: str, hint: str) -> tuple[str, ...]:
        match = self._nearest(kind, text)
        noun = self._noun(kind)
        if not match.ids:
            shown = f": {hint}?" if hint else ""
            facts = {"hint": shown, "hint_en": shown, "guess": hint}
            self._report(f"unknown_{noun}", "unknown", text, sheet, cell, facts, kind=kind)
            return ()
        facts = {"label": match.similar_to, "score": f"{match.score:.0f}"}
        self._report(
            f"misspelt_{noun}",
            "misspelt",
            text,
            sheet,
            cell,
            facts,
            kind=kind,
            meaning=match.ids[0],
        )
        return match.ids

    def _nearest(self, kind: str, text: str) -> Match:
        return self.vocabulary.nearest(kind + "s", text)

    def _noun(self, kind: str) -> str:
        return self.vocabulary.instrument.item_noun if kind == "item" else kind

    def _report(
        self,
        code: str,
        wording: str,
        text: str,
        sheet: str,
        cell: str,
        facts: dict[str, str],
        status: str = "",
        kind: str = "",
        meaning: str = "",
        region: str = "",
        unit: str = "",
    ) -> None:
        item = meaning if kind == "item" else ""
        decide = (
            "" if status else self.name_snippet(text, kind, meaning, region, facts.get("guess", ""))
        )
        self.findings.append(
            Finding(wording, self.file, sheet, cell, text, unit=unit, item=item, code=code,
                    status=status, facts=facts, decide=decide)
        )  # fmt: skip

    def name_snippet(
        self, text: str, kind: str, meaning: str, region: str = "", hint: str = ""
    ) -> str:
        """The lines to write in wave.toml to say what a text means."""
        if not text.strip():  # table() leaves an empty text out, and here it is what stands there
            said = table("names", file=self.file, region=region, unit=meaning)
            return said.replace("[[names]]", '[[names]]\ntext = ""', 1)
        about = {"text": text, "file": self.file, "region": region}
        if meaning or hint:
            return table("names", "", **about, **{kind: meaning or hint})
        return table("names", f'or: {kind} = "..."', **about, ignore=True)

    # -- units ---------------------------------------------------------------------------------

    def peek_unit(self, text: str) -> str:
        """The unit that a text names exactly, or nothing; never a finding."""
        known = self.places.seen.get(text)
        if known is None:
            known = self.places.seen[text] = self.places.look(text)
        return known

    def unit(
        self, text: str, region: str, sector: str, sheet: str, cell: str, alike: bool = True
    ) -> str:
        """The id of the unit that a text names. Where it names none, an id of its own is given.

        Without `alike` a text that only resembles a name is none.
        """
        known = self._units.get((text, region))
        if known is None:
            before = len(self.findings)
            known = self._unit(text.strip(), region, sector, sheet, cell, alike)
            self._units[text, region] = known
            asked = len(self.findings) > before and self.findings[-1].kind == "unit_not_stated"
            if asked and key(fold(text)) in _NOT_STATED:
                self._unstated[text, region] = self.findings[-1]
        elif (text, region) in self._unstated:
            first = self._unstated[text, region]
            told = {(f.sheet, f.cell) for f in self.findings if f.kind == first.kind}
            if (sheet, cell) not in told:
                self.findings.append(replace(first, sheet=sheet, cell=cell, decide=""))
        return known

    def _unit(self, text: str, region: str, sector: str, sheet: str, cell: str, alike: bool) -> str:
        decision = self.decision("unit", text, region)
        if decision is not None:
            return self._decided_unit(decision, text, region, sheet, cell)
        stated = key(fold(text)) not in _NOT_STATED
        if stated:
            found = self.peek_unit(text)
            if found:
                return found
            match = self._nearest_unit(text) if alike else NO_MATCH
            if match.ids:
                facts = {"label": match.similar_to, "score": f"{match.score:.0f}"}
                self._report("misspelt_unit", "misspelt", text, sheet, cell, facts, kind="unit",
                             meaning=match.ids[0], unit=match.ids[0])  # fmt: skip
                return match.ids[0]
        return self._own_id(text, region, sector, sheet, cell, stated)

    def _nearest_unit(self, text: str) -> Match:
        threshold, margin = self.vocabulary.threshold, self.vocabulary.margin
        match = self.places.index.nearest(text, threshold, margin)
        if match.ids:
            return match
        rest = [w for w in text.split() if key(fold(w)) not in self.places.unit_words]
        if rest and len(rest) < len(text.split()):
            return self.places.index.nearest(" ".join(rest), threshold, margin)
        return NO_MATCH

    def _decided_unit(
        self, decision: Decision, text: str, region: str, sheet: str, cell: str
    ) -> str:
        facts = {"reason": decision.reason, "unit": decision.unit, "label": decision.unit}
        if decision.ignore:
            self._report("unknown_unit", "ignored_by_decision", text, sheet, cell, facts, SETTLED)
            return ""
        if self.peek_unit(text) == decision.unit:
            return decision.unit
        match = self._nearest_unit(text)
        if match.ids == (decision.unit,):
            facts |= {"label": match.similar_to, "score": f"{match.score:.0f}"}
            self._report("misspelt_unit", "misspelt", text, sheet, cell, facts, SETTLED,
                         unit=decision.unit)  # fmt: skip
        elif key(fold(text)) in _NOT_STATED or self.region_of(text, region)[0]:
            self._report("unit_not_stated", "unit_not_stated", text, sheet, cell, facts, SETTLED,
                         unit=decision.unit)  # fmt: skip
        else:
            facts["hint"] = facts["hint_en"] = ""
            kind = "unit_not_in_frame"
            self._report(kind, kind, text, sheet, cell, facts, SETTLED, unit=decision.unit)
        return decision.unit

    def region_of(self, text: str, region: str) -> tuple[str, str]:
        """The name and code of the region that is stated, or that the unit's text names."""
        stated = self.places.regions.get(region_key(region)) if region else None
        if stated:
            return stated
        words = fold(text)
        for name, found in self.places.regions.items():
            if name and any(word in (name, name + "s") for word in words):
                return found
        return "", ""

    def _own_id(
        self, text: str, region: str, sector: str, sheet: str, cell: str, stated: bool
    ) -> str:
        name, code = self.region_of(text, region)
        in_text = any(w in (region_key(name), region_key(name) + "s") for w in fold(text))
        if stated and not (name and in_text):
            return self._unknown_unit(text, name, code, sector, sheet, cell)
        own = f"{slug(region_key(name) if name else UNKNOWN_REGION)}-{UNSTATED_ID}"
        facts = {"unit": own, "region": name, "region_code": code, "sector": sector, "name": text}
        self._report("unit_not_stated", "unit_not_stated", text, sheet, cell, facts, kind="unit",
                     meaning=own, region=region if text and name and not in_text else "",
                     unit=own)  # fmt: skip
        self._add_unit(own, facts)
        return own

    def _unknown_unit(
        self, text: str, region: str, code: str, sector: str, sheet: str, cell: str
    ) -> str:
        own = slug(text)
        facts = {"unit": own, "region": region, "region_code": code, "sector": sector,
                 "name": text, "hint": "", "hint_en": ""}  # fmt: skip
        code = "unit_not_in_frame"
        self._report(code, code, text, sheet, cell, facts, kind="unit", meaning=own, unit=own)
        self._add_unit(own, facts)
        return own

    def _add_unit(self, own: str, facts: Mapping[str, str]) -> None:
        """Let the text to write in wave.toml make the unit too."""
        unit = table("units", "", id=own, sector=facts["sector"], name=facts["name"] or "?",
                     region=facts["region"], region_code=facts["region_code"])  # fmt: skip
        self.findings[-1].decide = f"{unit}\n\n{self.findings[-1].decide}"

    def unit_in(self, text: str) -> str:
        """The one unit whose name stands in a longer text, such as a file's name."""
        words = fold(re.sub(r"\.\w{2,4}$", "", text))
        found: dict[str, int] = {}
        for start in range(len(words)):
            for stop in range(len(words), start, -1):
                unit = self.peek_unit(" ".join(words[start:stop]))
                if unit and not all(w in self.places.unit_words for w in words[start:stop]):
                    found[unit] = max(found.get(unit, 0), stop - start)
        longest = [u for u, n in found.items() if n == max(found.values())]
        return longest[0] if len(longest) == 1 else ""


def _plain(text: str) -> str:
    return key(fold(text)) or text.strip()


def hint_in(texts: Iterable[str], vocabulary: Vocabulary) -> str:
    """The one function that some remarks name, as a hint to what an unknown name may be."""
    found: set[str] = set()
    for text in texts:
        words = fold(text)
        for start in range(len(words)):
            for stop in range(min(len(words), start + 8), start, -1):
                ids = vocabulary.functions.find(words[start:stop])
                if len(ids) == 1 and stop - start > 1:
                    found.update(ids)
                    break
    return found.pop() if len(found) == 1 else ""
