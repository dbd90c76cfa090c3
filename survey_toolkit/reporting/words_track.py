"""The words around the numbers of who has answered, in Danish and English."""

from __future__ import annotations

from collections.abc import Mapping

WORDS: Mapping[str, tuple[str, str]] = {
    # -- headings ------------------------------------------------------------------------------
    "state": ("Status", "State"),
    "state_complete": ("Hele", "Complete"),
    "state_partial": ("Delvist", "Partial"),
    "state_unknown": ("Uvist", "Unknown"),
    "state_nothing": ("Intet", "Nothing"),
    "outside_frame": ("Uden for rammen", "Outside the frame"),
    "functions_missing": ("Mangler", "Lacks"),
    "functions_back": ("Har svaret", "Has answered"),
    "sent_date": ("Udsendt", "Sent"),
    "reminder_date": ("Rykket", "Reminded"),
    "returned_date": ("Modtaget", "Returned"),
    "expected_n": ("Ventet", "Expected"),
    "residual": ("Residual", "Residual"),
    "deviates": ("Afviger", "Deviates"),
    "over": ("flere end ventet", "more than expected"),
    "under": ("færre end ventet", "fewer than expected"),
    "in_test": ("Enheder i testen", "Units in the test"),
    "chi2": ("χ²", "χ²"),
    "df": ("df", "df"),
    "p_chi2": ("p (χ²)", "p (χ²)"),
    "fit": ("χ², almindelig", "χ², plain"),
    "p_fit": ("p (almindelig)", "p (plain)"),
    "p_used": ("p", "p"),
    "method": ("Metode", "Method"),
    "shows_test": ("Hvad den viser", "What it shows"),
    "v": ("Cramérs V", "Cramér's V"),
    # -- titles --------------------------------------------------------------------------------
    "who_has": ("Hvem har svaret", "Who has answered"),
    "who_lacks": ("Hvem mangler", "Who is missing"),
    "all_units": ("Alle enheder", "All units"),
    "representativeness": ("Repræsentativitet", "Representativeness"),
    "rep_groups": ("Repræsentativitet, grupperne", "Representativeness, the groups"),
    "tab_tests": ("Repræsentativitet", "Representativeness"),
    "tab_groups": ("Grupperne", "The groups"),
    "arrivals": ("Svarene dag for dag", "The answers day by day"),
    # -- bases and notes -----------------------------------------------------------------------
    "base_states": (
        "Enheder i rammen, og hvor mange af dem der har svaret. Hvem der har svaret, er taget fra "
        "svarene, ikke fra datoer i rammen.",
        "Units in the frame, and how many of them have answered. Who has answered is taken from "
        "the answers, not from dates in the frame."),
    "base_lacks": (
        "Enheder, som ikke har svaret, eller som mangler en kendt funktion.",
        "Units that have not answered, or that lack a known function."),
    "base_units_all": (
        "Alle enheder, med de funktioner, der har svaret, og datoerne i rammen eller ledger.csv.",
        "All units, with the functions that have answered, and the dates in the frame or "
        "ledger.csv."),
    "base_tests": (
        "De, der har svaret, mod dem, der ikke har, blandt enhederne i rammen.",
        "Those who have answered against those who have not, among the units in the frame."),
    "base_groups": (
        "Svar i hver gruppe, og hvor mange det var ventet, hvis alle grupper svarede lige hyppigt.",
        "Answers in each group, and how many were expected if all groups answered as often."),
    "note_states": (
        "Hele: alle kendte funktioner har svaret. Delvist: en kendt funktion mangler, eller kun "
        "spørgsmålene til enheden er besvaret. Kendte er funktioner i rammens kolonne functions og "
        "dem, der er obligatoriske i spørgeskemaet.",
        "Complete: all known functions have answered. Partial: a known function is missing, or "
        "only the questions to the unit are answered. Known are functions in the frame's column "
        "functions and those that are mandatory in the questionnaire."),
    "note_unknown": (
        "Uvist: enheden har svaret, men det vides ikke, hvilke funktioner den har, så det kan ikke "
        "siges, om noget mangler.",
        "Unknown: the unit has answered, but it is not known which functions it has, so it cannot "
        "be said whether anything is missing."),
    "note_outside": (
        "Uden for rammen: {names}. De er talt med blandt svarene og i procenten, men ikke blandt "
        "de spurgte.",
        "Outside the frame: {names}. They count among the answers and in the per cent, but not "
        "among those asked."),
    "note_bad_dates": (
        "Datoer i frame.csv, der ikke kan læses: {cells}. Skriv dem som 2012-04-23.",
        "Dates in frame.csv that cannot be read: {cells}. Write them as 2012-04-23."),
    "left_out": (
        "Uden for testen: {names}.", "Left out of the test: {names}."),
    "left_outside": ("{names} (ikke i rammen)", "{names} (not in the frame)"),
    "left_ungrouped": ("{names} (uden {by})", "{names} (without {by})"),
    "why_divided": (
        "χ² er Pearsons for tabellen svaret × gruppe. Den er den almindelige "
        "goodness-of-fit-χ² divideret med 1 − n/N, for de, der svarede, er trukket uden "
        "tilbagelægning blandt et endeligt antal enheder; den almindelige test er for forsigtig.",
        "χ² is Pearson's of the table answered × group. It is the plain goodness-of-fit χ² "
        "divided by 1 − n/N, for those who answered are drawn without replacement from a finite "
        "number of units; the plain test is too cautious."),
    "note_residual": (
        "Residual: det justerede residual, omtrent standardnormalfordelt. En gruppe afviger, når "
        "det er længere fra 0 end {limit}.",
        "Residual: the adjusted residual, about standard normal. A group deviates where it is "
        "farther from 0 than {limit}."),
    # -- sentences -----------------------------------------------------------------------------
    "nothing_of": ("Intet svar, mangler {functions}", "No answer, lacks {functions}"),
    "nothing_unknown": (
        "Intet svar; funktionerne kendes ikke", "No answer; the functions are not known"),
    "partial_of": ("Delvist, mangler {functions}", "Partial, lacks {functions}"),
    "partial_unit": (
        "Kun spørgsmålene til enheden er besvaret; funktionerne kendes ikke",
        "Only the questions to the unit are answered; the functions are not known"),
    "unknown_of": (
        "Har svaret, men det vides ikke, om en funktion mangler",
        "Has answered, but it is not known whether a function is missing"),
    "group_count": ("{sector}: {what} ({n})", "{sector}: {what} ({n})"),
    "all_in": ("Ingen mangler.", "Nobody is missing."),
    "functions_not_known": ("kendes ikke", "not known"),
    "divided_by": ("{sector} efter {by}", "{sector} by {by}"),
    "by_region_word": ("region", "region"),
    "by_size_class_word": ("størrelse", "size"),
    "test_line": (
        "χ² = {chi2}, df = {df}, p = {p}{expected}; Cramérs V = {v}",
        "χ² = {chi2}, df = {df}, p = {p}{expected}; Cramér's V = {v}"),
    "all_expected": (
        " (alle ventede antal er mindst {least})", " (all expected counts are at least {least})"),
    "exact_line": (
        "Fishers eksakte test: p = {p}, fordi et ventet antal er under {small} (mindst {least})",
        "Fisher's exact test: p = {p}, because an expected count is below {small} (least {least})"),
    "permutation_line": (
        "Fishers test af {draws} tilfældige tabeller (seed {seed}): p = {p} ± {error} (Monte "
        "Carlo-fejl), fordi et ventet antal er under {small} (mindst {least})",
        "Fisher's test from {draws} random tables (seed {seed}): p = {p} ± {error} (Monte Carlo "
        "error), because an expected count is below {small} (least {least})"),
    "fit_line": (
        "Almindelig goodness of fit: χ² = {chi2}, p = {p}",
        "Plain goodness of fit: χ² = {chi2}, p = {p}"),
    "no_skew": (
        "Ingen tegn på skævhed ud over tilfældet. Længst fra det ventede: {farthest}.",
        "No sign of more than chance. Farthest from the expected: {farthest}."),
    "no_skew_equal": (
        "Ingen tegn på skævhed: alle grupper har svaret lige hyppigt.",
        "No sign of any difference: all groups have answered equally often."),
    "skew": (
        "De, der svarede, ligner ikke alle de spurgte. {groups}.",
        "Those who answered are not like all those asked. {groups}."),
    "skew_group": (
        "{group}: {deviates} ({n} af {asked}; ventet {expected})",
        "{group}: {deviates} ({n} of {asked}; {expected} expected)"),
    "farthest": (
        "{group} ({n} af {asked}; ventet {expected})",
        "{group} ({n} of {asked}; {expected} expected)"),
    "no_test": ("Ingen test: {reason}", "No test: {reason}"),
    "nobody_reason": ("ingen har svaret.", "nobody has answered."),
    "everyone_reason": ("alle har svaret.", "everyone has answered."),
    "one_group_reason": (
        "der er kun én gruppe med enheder.", "there is only one group with units."),
    "own_groups_reason": (
        "hver enhed er sin egen gruppe.", "every unit is a group of its own."),
    "exact": ("Fishers eksakte", "Fisher's exact"),
    "permutation": ("Fishers, tilfældige tabeller", "Fisher's, random tables"),
    # -- the figure ----------------------------------------------------------------------------
    "axis_share": ("Andel af de spurgte, der har svaret", "Share of those asked, answered so far"),
    "n_of": ("n = {n} af {asked}", "n = {n} of {asked}"),
    "mark": ("{what} {day} (n = {n})", "{what} {day} (n = {n})"),
    "caption_n": (
        "n = {n} enheder i rammen. {dated} svar er vist efter datoen i rammen eller ledger.csv.",
        "n = {n} units in the frame. {dated} answers are shown by the date in the frame or "
        "ledger.csv."),
    "caption_undated": (
        "{n} har svaret uden en dato og er ikke på kurverne ({names}).",
        "{n} have answered without a date and are not on the curves ({names})."),
    "caption_no_answer": (
        "{n} har en dato, men intet svar, og er ikke talt med.",
        "{n} have a date but no answer, and are not counted."),
    "caption_missing": (
        "Ingen dato for: {columns}.", "No date for: {columns}."),
    "caption_unreadable": ("Datoer, der ikke kan læses: {n}.", "Dates that cannot be read: {n}."),
    "no_dates": (
        "Ingen datoer at vise: rammen har ingen læselig returned_date for dem, der har svaret.",
        "No dates to show: the frame has no returned_date that can be read for those who "
        "answered."),
    "months": (
        "jan. feb. mar. apr. maj jun. jul. aug. sep. okt. nov. dec.",
        "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec"),
    "day_of_month": ("{day}. {month}", "{day} {month}"),
}  # fmt: skip
