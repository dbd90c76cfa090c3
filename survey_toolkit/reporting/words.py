"""The words around the numbers, in Danish and English."""

from __future__ import annotations

from collections.abc import Mapping

from survey_toolkit.instruments.model import Instrument, Question
from survey_toolkit.language import joined, of_two
from survey_toolkit.reporting.words_track import WORDS as TRACK

_WORDS: Mapping[str, tuple[str, str]] = {
    # -- headings of columns -------------------------------------------------------------------
    "pct": ("pct.", "%"),
    "count": ("Antal", "Count"),
    "rank": ("Nr.", "Rank"),
    "item": ("Emne", "Item"),
    "sector": ("Sektor", "Sector"),
    "unit": ("Enhed", "Unit"),
    "region": ("Region", "Region"),
    "size_class": ("Størrelse", "Size"),
    "division": ("Opdeling", "Division"),
    "group": ("Gruppe", "Group"),
    "asked": ("Spurgt", "Asked"),
    "replied": ("Svarede", "Replied"),
    "functions": ("Funktioner", "Functions"),
    "base": ("Base", "Base"),
    "question": ("Spørgsmål", "Question"),
    "answer": ("Svar", "Answer"),
    "potential": ("Potentiale", "Potential"),
    "consists_of": (
        "Omfatter, med pct. og antal/base", "Consists of, with per cent and count/base"),
    "list_column": ("Kolonne", "Column"),
    "per_unit": ("Funktioner pr. {unit}", "Functions per {unit}"),
    "share_base": ("svar", "answers"),
    "mean_per_unit": ("funktioner pr. enhed", "functions per unit"),
    "share": ("pct.", "per cent"),
    "share_of_all": ("pct. af alle funktioner", "per cent of all functions"),
    "scale_mean": ("gennemsnit på skalaen", "mean on the scale"),
    # -- names of rows -------------------------------------------------------------------------
    "all": ("Alle", "All"),
    "total": ("I alt", "Total"),
    "average": ("Alle {items} under ét", "All {items} taken together"),
    "not_stated": ("Ikke oplyst", "Not stated"),
    "no_region": ("Uden region", "No region stated"),
    "no_size_class": ("Uden størrelse", "No size stated"),
    "cross_sector": ("På tværs af sektorer", "Across the sectors"),
    # -- titles --------------------------------------------------------------------------------
    "who": ("Hvem svarede", "Who answered"),
    "score": ("{question}: {sector}", "{question}: {sector}"),
    "ranking": ("Rangorden i sektorerne", "Ranking in the sectors"),
    "matrix": ("Potentialematricen", "The potential matrix"),
    "matrix_figures": ("Potentialematricens tal", "The figures of the potential matrix"),
    "selected": ("Udvalgte {items}", "Selected {items}"),
    "highlighted": ("Fremhævede {items}", "Highlighted {items}"),
    "by_function": ("{question} efter funktion: {sector}", "{question} by function: {sector}"),
    "by_region": ("{question} efter region: {sector}", "{question} by region: {sector}"),
    "by_size_class": ("{question} efter størrelse: {sector}", "{question} by size: {sector}"),
    "distribution": (
        "{question}, alle svar: {sector}", "{question}, all answers: {sector}"),
    "unit_questions": ("Spørgsmål til enhederne", "Questions to the units"),
    "unit_overview": ("Overblik over enhederne", "Overview of the units"),
    "tab_function": ("{question} funktion {sector}", "{question} function {sector}"),
    "tab_region": ("{question} region {sector}", "{question} region {sector}"),
    "tab_size_class": ("{question} størrelse {sector}", "{question} size {sector}"),
    "tab_distribution": ("{question} svar {sector}", "{question} answers {sector}"),
    "tab_units": ("Spørgsmål til enhederne", "Questions to the units"),
    "tab_overview": ("Enhederne", "The units"),
    "tab_ranking": ("Rangorden", "Ranking"),
    "tab_matrix": ("Potentialematrix", "Potential matrix"),
    "tab_figures": ("Matricens tal", "Matrix figures"),
    "tab_selected": ("Udvalgte", "Selected"),
    "tab_highlighted": ("Fremhævede", "Highlighted"),
    # -- bases ---------------------------------------------------------------------------------
    "base_replied": (
        "Base: {functions} funktioner i {units}.", "Base: {functions} functions in {units}."),
    "base_units": ("Base: {units}, der svarede.", "Base: {units} that replied."),
    "base_answers": (
        "Basen er de svar, der er givet på spørgsmålet, og antallet dem, der tæller med.",
        "The base is the answers given to the question, the count those of them that count."),
    "base_asked": (
        "Enheder i rammen, enheder, der svarede, og de funktioner, der svarede i dem.",
        "Units in the frame, units that replied, and the functions that replied in them."),
    "base_choices": (
        "Hvert svars antal og pct. af basen, som er alle svar på spørgsmålet.",
        "The count of each answer and its per cent of the base: all answers to the question."),
    "base_overview": (
        "Antal og base over alle {items} og funktioner i enheden.",
        "Count and base over all {items} and functions of the unit."),
    "base_ranks": (
        "1 er det højeste; = viser, at flere deler nummeret. Tallene bag står i tabellerne "
        "for hvert spørgsmål.",
        "1 is the highest; = shows that several share the rank. The figures stand in the tables "
        "of each question."),
    "base_matrix": (
        "De {items}, som ligger højt efter tærsklerne i plan.toml.",
        "The {items} that are high by the thresholds in plan.toml."),
    "base_selected": (
        "Alle {items} i matricens kolonne {dimension}.",
        "All {items} in the matrix column {dimension}."),
    "base_highlighted": (
        "Blandt de udvalgte: mindst {threshold} i {measure} ({sector}){present}.",
        "Among the selected: at least {threshold} in {measure} ({sector}){present}."),
    "present": (
        ", og nævnt under {dimensions} i matricen",
        ", and named under {dimensions} in the matrix"),
    # -- notes ---------------------------------------------------------------------------------
    "note_counts": ("Tæller med: {labels}.", "Counted: {labels}."),
    "note_asked_if": (
        "Spørgsmålet er stillet efter {questions}; basen er de svar, der er givet.",
        "The question was asked after {questions}; the base is the answers given."),
    "note_dont_know": (
        "»{label}« regnes med i basen.", "“{label}” is counted in the base."),
    "note_average": (
        "Sidste række lægger tællere og nævnere sammen over alle {items}; den er ikke et "
        "gennemsnit af rækkernes procenter.",
        "The last row adds numerators and denominators over all {items}; it is not a mean of "
        "the rows' percentages."),
    "note_product": (
        "Funktioner pr. enhed har i sidste række alle {items} i alle {units} som base, skrevet som "
        "et gangestykke.",
        "The functions per unit have all {items} in all {units} as base in the last row, written "
        "as a product."),
    "note_without_group": (
        "{what}: {n} funktioner, som ikke står i nogen kolonne.",
        "{what}: {n} functions, which stand in no column."),
    "note_small": (
        "† Basen er under {n}: tallet er usikkert.", "† The base is below {n}: uncertain."),
    "note_empty": ("– betyder, at basen er tom.", "– means that the base is empty."),
    "note_rounding": (
        "Cellerne har tallene uafrundet; de vises afrundet, halve opad.",
        "The cells hold the numbers unrounded; they are shown rounded, halves up."),
    "note_not_in_frame": (
        "Blandt dem, der svarede, er {n}, som ikke står i rammen. De er talt med under Svarede, "
        "men ikke under Spurgt.",
        "Among those that replied are {n} that are not in the frame. They are counted under "
        "Replied, but not under Asked."),
    "note_not_asked": (
        "En tom celle betyder, at svaret ikke kunne gives. Andre svar end de øvrige har: {items}.",
        "An empty cell: the answer was not offered. Other answers than the rest have: {items}."),
    "note_multiple": (
        "Flere svar var mulige ved {questions}; procenterne kan give mere end 100.",
        "Several answers were possible to {questions}; the per cent may add to more than 100."),
    "note_inferred": (
        "Reglen er udledt: den er fundet ud fra det resultat, den skal genskabe, og er ikke "
        "oplyst af undersøgelsen selv (inferred = true i plan.toml).",
        "The rule is inferred: it was found from the result that it reproduces, and is not "
        "stated by the survey itself (inferred = true in plan.toml)."),
    "note_pooled": (
        "{dimension}: mindst {threshold}{base}; på tværs af sektorer, når alle funktioner "
        "tilsammen ligger så højt.",
        "{dimension}: at least {threshold}{base}; across the sectors when all functions "
        "together are so high."),
    "note_every": (
        "{dimension}: mindst {threshold}{base}; på tværs af sektorer, når hver sektor "
        "ligger så højt.",
        "{dimension}: at least {threshold}{base}; across the sectors when each sector is so high."),
    "note_least": (" og mindst {n} svar", " and at least {n} answers"),
    "note_shown_as": (
        "{items}, som instrumentet samler under ét navn, står på én linje.",
        "{items} that the instrument gathers under one name stand on one line."),
    "nobody": ("Ingen har svaret endnu.", "Nobody has answered yet."),
    "none": ("Ingen", "None"),
    # -- the workbook --------------------------------------------------------------------------
    "contents": ("Indhold", "Contents"),
    "number": ("Nr.", "No."),
    "table": ("Tabel", "Table"),
    "shows": ("Hvad den viser, og basen", "What it shows, and the base"),
    "back": ("← Indhold", "← Contents"),
    "source": (
        "Kilde: {title}. Beregnet af de returnerede skemaer.",
        "Source: {title}. Computed from the returned questionnaires."),
    # -- findings ------------------------------------------------------------------------------
    "findings": ("Fund", "Findings"),
    "overview": ("Overblik", "Overview"),
    "status": ("Status", "Status"),
    "kind": ("Fund", "Finding"),
    "code": ("Kode", "Code"),
    "open": ("Åben", "Open"),
    "settled": ("Afgjort", "Settled"),
    "note": ("Note", "Note"),
    "file": ("Fil", "File"),
    "sheet": ("Ark", "Sheet"),
    "cell": ("Celle", "Cell"),
    "function": ("Funktion", "Function"),
    "value": ("Der stod", "Found"),
    "expected": ("Ventet", "Expected"),
    "action": ("Hvad der er gjort, eller hvad du skal gøre", "What was done, or what to do"),
    "no_findings": ("Ingen fund.", "No findings."),
    "how_open": (
        "Åben: et menneske skal afgøre det. Skriv i responses/<wave>/wave.toml, hvad et navn, en "
        "fil eller en kolonne betyder, eller ret cellen i corrections.csv (file, sheet, cell, old, "
        "new, who, why). Kør derefter igen; de modtagne filer ændres aldrig.",
        "Open: a person must decide. Write in responses/<wave>/wave.toml what a name, a file or a "
        "column means, or correct the cell in corrections.csv (file, sheet, cell, old, new, who, "
        "why). Then run again; the received files are never changed."),
    "how_settled": (
        "Afgjort: af reglerne i plan.toml, af wave.toml eller af en rettelse. Se efter, om du er "
        "enig.",
        "Settled: by the rules in plan.toml, by wave.toml or by a correction. See whether you "
        "agree."),
    "how_note": (
        "Note: værd at vide; der skal ikke gøres noget.", "Note: worth knowing; nothing to do."),
    "how_filter": (
        "Arket {sheet} har alle fund; brug filteret i overskriften til at se et udvalg.",
        "The sheet {sheet} has all findings; use the filter in its headings to see some of them."),
    # -- the terminal --------------------------------------------------------------------------
    "replied_of": (
        "{name}: {replied} af {asked} ({percent}), {functions} funktioner",
        "{name}: {replied} of {asked} ({percent}), {functions} functions"),
    "replied_only": (
        "{name}: {replied}, {functions} funktioner", "{name}: {replied}, {functions} functions"),
    "outside": (
        "heraf {n} uden for rammen: de er talt med i de {replied}, men ikke i de {asked}",
        "{n} of them outside the frame: counted in the {replied}, but not in the {asked}"),
    "cells": ("Celler i de modtagne filer", "Cells in the received files"),
    "cells_sum": (
        "{read} celler læst {sign} {answer} svar + {label} overskrifter og navne + {metadata} "
        "oplysninger om besvarelsen + {set_aside} sat til side med et fund",
        "{read} cells read {sign} {answer} answers + {label} headings and names + {metadata} "
        "particulars of the reply + {set_aside} set aside with a finding"),
    "cells_differ": (
        "Tallene går ikke op: det er en fejl i programmet. Skriv til os.",
        "The numbers do not add up: a fault in the program. Please report it."),
    "attention": (
        "Fund, som et menneske skal afgøre: {n}", "Findings that a person must decide: {n}"),
    "no_attention": (
        "Ingen fund venter på en afgørelse.", "No findings wait for a decision."),
    "first_of": ("De første {n}:", "The first {n}:"),
    "other_findings": (
        "Desuden {settled} afgjort efter reglerne og {notes}.",
        "Besides {settled} settled by the rules, and {notes}."),
    "one_note": ("{n} note", "{n} note"),
    "notes": ("{n} noter", "{n} notes"),
    "more_findings": (
        "og {n} mere: -v viser alle, og de står i findings.xlsx",
        "and {n} more: -v shows all, and they stand in findings.xlsx"),
    "all_findings": ("Alle fund", "All findings"),
    "top": ("De højeste i rangordenen", "Highest in the ranking"),
    "and_more": ("og {n} mere", "and {n} more"),
    "highlights": ("Potentialematricen fremhæver", "The potential matrix highlights"),
    "files": ("Filer", "Files"),
    "left_open": (
        "{files} er åben i et andet program og er ladt, som den var. De nye tal står i en fil ved "
        "siden af med et nummer i navnet. Luk {files}, og kør igen.",
        "{files} is open in another program and was left as it was. The new figures stand in a "
        "file beside it with a number in its name. Close {files} and run again."),
    "left_open_all": (
        "{files} er åbne i et andet program og er ladt, som de var. De nye tal står i filer ved "
        "siden af med et nummer i navnet. Luk dem, og kør igen.",
        "{files} are open in another program and were left as they were. The new figures stand in "
        "files beside them with a number in their names. Close them and run again."),
    "small_base": ("† basen er under {n}", "† the base is below {n}"),
    "no_base": ("ingen svar", "no answers"),
    "found_expected": (
        "Der stod {value}; ventet: {expected}", "Found {value}; expected: {expected}"),
    "nothing": ("ingenting", "nothing"),
    "published_counts": (
        "{all} publicerede tal: {yes} ens, {no} afviger, {missing} kan ikke sammenlignes.",
        "{all} published figures: {yes} equal, {no} differ, {missing} cannot be compared."),
    "published_more": (
        "Med -v vises også de tal, der ikke kan sammenlignes, og hvorfor.",
        "With -v the figures that cannot be compared are shown too, and why."),
    "published_differ": ("Tal, der afviger", "Figures that differ"),
    "published_missing": ("Tal, der ikke kan sammenlignes", "Figures that cannot be compared"),
    "published_row": ("Række {row}{section}: {what}", "Row {row}{section}: {what}"),
    "printed": ("trykt {printed}", "printed {printed}"),
    "computed": (", beregnet {computed}", ", computed {computed}"),
    "section": (", afsnit {section}", ", section {section}"),
    "no_reason": (
        "Ingen kendt grund: se efter, om svarene eller det trykte er forkert.",
        "No known reason: see whether the answers or the print is wrong."),
    "no_matrix": ("Ingen ligger over tærsklerne.", "Nothing is above the thresholds."),
    **TRACK,
}  # fmt: skip


def say(key: str, language: str, **facts: object) -> str:
    """The words for something, with facts in their places.

    >>> say("per_unit", "da", unit="kommune"), say("base", "en")
    ('Funktioner pr. kommune', 'Base')
    """
    danish, english = _WORDS[key]
    text = of_two(danish, english, language)
    return text.format(**facts) if facts else text


def noun(instrument: Instrument, language: str, plural: bool = True) -> str:
    """What the survey calls its items: tools."""
    stem, fallback = ("items", ("emner", "items")) if plural else ("item", ("emne", "item"))
    danish = instrument.nouns.get(f"{stem}_da", fallback[0])
    english = instrument.nouns.get(f"{stem}_en", fallback[1])
    return of_two(danish, english, language)


def capital(text: str) -> str:
    """The text with a capital first letter, the rest as it is.

    >>> capital("åben dialog (PSP)")
    'Åben dialog (PSP)'
    """
    return text[:1].upper() + text[1:]


def lower(text: str) -> str:
    """The text with a small first letter, unless it begins with an abbreviation.

    >>> lower("Kendskab"), lower("PSP-samarbejdet")
    ('kendskab', 'PSP-samarbejdet')
    """
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def units_of(instrument: Instrument, sector: str, n: int, language: str) -> str:
    """So many units of a sector: 48 kommuner; 1 kommune."""
    named = instrument.sectors[sector]
    return f"{n} {lower(named.unit(language) if n == 1 else named.name(language))}"


def counted(instrument: Instrument, question: Question, language: str) -> str:
    """The answers that count, in a row; first the question's own scale, then the items' special.

    A scale without answers that count gives nothing.
    """
    special = [i.scales[question.id] for i in instrument.items.values() if question.id in i.scales]
    parts = []
    for name in dict.fromkeys([question.scale, *special]):
        scale = instrument.scales.get(name)
        labels = [c.label(language) for c in scale.choices if c.counts] if scale else []
        if labels:
            times = special.count(name)
            text = joined([f"»{label}«" if language == "da" else f"“{label}”" for label in labels],
                          language)  # fmt: skip
            what = noun(instrument, language, plural=times != 1)
            parts.append(f"{text} ({times} {what})" if name != question.scale else text)
    return "; ".join(parts)
