"""Errors that a user can mend, and the catalogue of everything that can be found in returned files.

A fault in what people wrote (an instrument, a wave, a command line) raises `SurveyError`, which
says where, what was found, what was expected and what to do. What respondents wrote never
raises: it becomes a `Finding`, and the work goes on.
"""

from __future__ import annotations

import errno
from dataclasses import dataclass, field
from typing import NamedTuple

DONE, OPEN_FINDINGS, NOTHING_DONE = 0, 1, 2
"""Exit codes: done; done, with findings that a person must decide; wrong usage or nothing done."""

OPEN, SETTLED, NOTE = "open", "settled", "note"


class SurveyError(Exception):
    """A fault that the user can mend.

    `faults` holds one line for each, so that all are seen at once.

    >>> str(SurveyError("items.csv, row 4, column item: found nothing"))
    'items.csv, row 4, column item: found nothing'
    """

    def __init__(self, *faults: str) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


_DISK = {
    (errno.EACCES, errno.EPERM, errno.EROFS): "it may not be opened or written. Close it where "
    "it is open, and see that you may write in its folder",
    (errno.EEXIST, errno.ENOTDIR, errno.EISDIR): "a file stands where a folder is needed, or a "
    "folder where a file is. Move it or give it another name",
    (errno.ENOSPC, errno.EDQUOT): "the disk is full. Make room on it",
}


def disk_fault(error: OSError) -> str:
    """What the disk refused, in one line: the path, why, and what to do.

    >>> disk_fault(OSError(errno.ENOSPC, "No space left on device", "analysis/2012"))
    'analysis/2012: the disk is full. Make room on it, then run again.'
    """
    known = [text for numbers, text in _DISK.items() if error.errno in numbers]
    why = known[0] if known else (error.strerror or str(error)).rstrip(".")
    return f"{error.filename or 'the disk'}: {why}, then run again."


@dataclass(slots=True)
class Finding:
    """One thing that a person should know about a returned file.

    `kind` is the entry of `CATALOGUE` that words it; `code` is what the list shows (the kind,
    sometimes with the survey's own word: `misspelt_tool`). `facts` fill the words' braces.
    `decide` is the text to write in wave.toml or corrections.csv, where there is one.
    """

    kind: str
    file: str = ""
    sheet: str = ""
    cell: str = ""
    value: str = ""
    unit: str = ""
    function: str = ""
    question: str = ""
    item: str = ""
    code: str = ""
    status: str = ""
    facts: dict[str, str] = field(default_factory=dict)
    decide: str = ""

    def __post_init__(self) -> None:
        self.code = self.code or self.kind
        self.status = self.status or CATALOGUE[self.kind].status


class Wording(NamedTuple):
    """What stands in the columns `expected` and `action` of a finding, in Danish and English.

    The titles say in a few words what kind of thing it is.
    """

    status: str
    expected_da: str
    expected_en: str
    action_da: str
    action_en: str
    title_da: str = ""
    title_en: str = ""


_BY_PLAN = ("efter reglen i plan.toml", "by the rule in plan.toml")

CATALOGUE: dict[str, Wording] = {
    # -- names ---------------------------------------------------------------------------------
    "misspelt": Wording(
        OPEN,
        "{label} (ligner {score} af 100)",
        "{label} (alike {score} of 100)",
        "Læst som {label}. Bekræft eller ret i wave.toml",
        "Read as {label}. Confirm or correct it in wave.toml",
        title_da="Stavet anderledes",
        title_en="Spelt otherwise",
    ),
    "unknown": Wording(
        OPEN,
        "Et navn fra skemaet eller rammen{hint}",
        "A name from the instrument or the frame{hint}",
        "Sat til side med sine svar. Skriv i wave.toml, hvad navnet betyder, eller at det udgår",
        "Set aside with its answers. Write in wave.toml what it means, or that it is left out",
        title_da="Ukendt navn",
        title_en="Unknown name",
    ),
    "unit_not_stated": Wording(
        OPEN,
        "Navnet på en enhed i rammen",
        "The name of a unit in the frame",
        "Talt med som {unit}. Bekræft eller skriv den rigtige enhed i wave.toml",
        "Counted as {unit}. Confirm, or write the right unit in wave.toml",
        title_da="Afsender ikke oplyst",
        title_en="Sender not stated",
    ),
    "unit_not_in_frame": Wording(
        OPEN,
        "En enhed fra frame.csv{hint}",
        "A unit of frame.csv{hint}",
        "Talt med som {unit}, men står ikke i rammen. Skriv i wave.toml, hvem det er",
        "Counted as {unit}, but not in the frame. Write in wave.toml who it is",
        title_da="Enhed uden for rammen",
        title_en="Unit outside the frame",
    ),
    "unit_from_file_name": Wording(
        OPEN,
        "Enhedens navn i filen selv",
        "The unit's name in the file itself",
        "Læst af filnavnet som {unit}. Bekræft i wave.toml",
        "Taken from the file's name as {unit}. Confirm in wave.toml",
        title_da="Enhed læst af filnavnet",
        title_en="Unit taken from the file name",
    ),
    "function_from_tab": Wording(
        OPEN,
        "Funktionens navn på arket",
        "The function's name on the sheet",
        "Læst af fanens navn som {function}. Bekræft i wave.toml",
        "Taken from the tab as {function}. Confirm in wave.toml",
        title_da="Funktion læst af fanen",
        title_en="Function taken from the tab",
    ),
    "question_from_tab": Wording(
        OPEN,
        "Spørgsmålet på arket",
        "The question on the sheet",
        "Læst af fanens navn som {question}. Bekræft i wave.toml",
        "Taken from the tab as {question}. Confirm in wave.toml",
        title_da="Spørgsmål læst af fanen",
        title_en="Question taken from the tab",
    ),
    "function_not_stated": Wording(
        OPEN,
        "Navnet på en funktion",
        "The name of a function",
        "Svarene er sat til side. Skriv i wave.toml, hvilken funktion arket er",
        "The answers are set aside. Write in wave.toml which function the sheet is",
        title_da="Funktion ikke oplyst",
        title_en="Function not stated",
    ),
    "function_of_other_sector": Wording(
        OPEN,
        "En funktion, som enheden kan have ({sector})",
        "A function that the unit can have ({sector})",
        "Svarene er sat til side. Er enheden eller funktionen forkert? Ret i wave.toml",
        "The answers are set aside. Is the unit or the function wrong? Correct it in wave.toml",
        title_da="Funktion fra en anden sektor",
        title_en="Function of another sector",
    ),
    "several_units_in_file": Wording(
        NOTE,
        "Én enhed i en fil",
        "One unit in a file",
        "Læst som {units}. Se efter, at de hører til hver sin enhed",
        "Read as {units}. Check that they belong to different units",
        title_da="Flere enheder i én fil",
        title_en="Several units in one file",
    ),
    # -- answers -------------------------------------------------------------------------------
    "without_filter": Wording(
        SETTLED,
        "Intet svar: spørgsmålet stilles kun efter {filter}",
        "No answer: the question is asked only after {filter}",
        f"Svaret er udeladt {_BY_PLAN[0]}",
        f"The answer is dropped {_BY_PLAN[1]}",
        title_da="Besvaret, men skulle ikke stilles",
        title_en="Answered, but not to be asked",
    ),
    "number_for_label": Wording(
        SETTLED,
        "Et af svarene: {labels}",
        "One of the answers: {labels}",
        f"Læst som trin {{step}}, {{label}}, {_BY_PLAN[0]}",
        f"Read as step {{step}}, {{label}}, {_BY_PLAN[1]}",
        title_da="Tal i stedet for ord",
        title_en="Number instead of words",
    ),
    "number_as_date": Wording(
        SETTLED,
        "Tallet {number}, som Excel viser som en dato",
        "The number {number}, which Excel shows as a date",
        "Tallet gælder: {label}",
        "The number counts: {label}",
        title_da="Tal lavet om til dato",
        title_en="Number turned into a date",
    ),
    "codes_without_legend": Wording(
        OPEN,
        "En forklaring af tallene",
        "An explanation of the numbers",
        "Læst som trin på skalaen. Skriv i wave.toml, hvad tallene betyder",
        "Read as steps on the scale. Write in wave.toml what the numbers mean",
        title_da="Tal uden forklaring",
        title_en="Numbers without explanation",
    ),
    "code_out_of_range": Wording(
        OPEN,
        "Et af tallene {codes}",
        "One of the numbers {codes}",
        "Sat til side; regnes som ubesvaret. Ret i corrections.csv, hvis svaret er kendt",
        "Set aside; counts as not answered. Correct it in corrections.csv if the answer is known",
        title_da="Tal uden for skalaen",
        title_en="Number off the scale",
    ),
    "two_answers": Wording(
        SETTLED,
        "Ét svar",
        "One answer",
        f"Det mindst positive gælder, {{label}}, {_BY_PLAN[0]}",
        f"The less positive counts, {{label}}, {_BY_PLAN[1]}",
        title_da="To svar på ét spørgsmål",
        title_en="Two answers to one question",
    ),
    "text_after_label": Wording(
        NOTE,
        "{label}",
        "{label}",
        "Læst som {label}; resten er en bemærkning",
        "Read as {label}; the rest is a remark",
        title_da="Bemærkning efter svaret",
        title_en="Remark after the answer",
    ),
    "unreadable_answer": Wording(
        OPEN,
        "Et af svarene: {labels}",
        "One of the answers: {labels}",
        "Sat til side; regnes som ubesvaret. Ret i corrections.csv eller wave.toml",
        "Set aside; counts as not answered. Correct it in corrections.csv or wave.toml",
        title_da="Svar, der ikke kan læses",
        title_en="Answer that cannot be read",
    ),
    "unlike_unit_answers": Wording(
        OPEN,
        "Samme svar som i {other}: {label}",
        "The same answer as in {other}: {label}",
        "Det første svar gælder. Ret det forkerte i corrections.csv",
        "The first answer counts. Correct the wrong one in corrections.csv",
        title_da="Uens svar om enheden",
        title_en="Unlike answers about the unit",
    ),
    "exclusive_choice": Wording(
        OPEN,
        "{label} alene, eller de andre svar uden",
        "{label} alone, or the other answers without it",
        "Begge dele er talt med. Ret det forkerte kryds til tomt i corrections.csv",
        "Both are counted. Make the wrong cross empty in corrections.csv",
        title_da="Svar, der udelukker hinanden",
        title_en="Answers that exclude each other",
    ),
    "item_nonresponse": Wording(
        NOTE,
        "Et svar: spørgsmålet skulle besvares",
        "An answer: the question was to be answered",
        "Ubesvaret; uden for grundlaget for spørgsmålet",
        "Not answered; outside the base of the question",
        title_da="Svar mangler",
        title_en="Answer missing",
    ),
    "stated_blank": Wording(
        NOTE,
        "Et svar",
        "An answer",
        "Regnes som ubesvaret",
        "Counts as not answered",
        title_da="Skrevet som ubesvaret",
        title_en="Stated as not answered",
    ),
    "answer_to_other_sector": Wording(
        NOTE,
        "Intet svar: spørgsmålet stilles ikke til {sector}",
        "No answer: the question is not put to {sector}",
        "Sat til side",
        "Set aside",
        title_da="Spørgsmål til en anden sektor",
        title_en="Question for another sector",
    ),
    # -- cells ---------------------------------------------------------------------------------
    "excel_error": Wording(
        SETTLED,
        "Et svar eller en tom celle",
        "An answer or an empty cell",
        f"Regnes som ubesvaret {_BY_PLAN[0]}",
        f"Counts as not answered {_BY_PLAN[1]}",
        title_da="Fejlværdi fra Excel",
        title_en="Error from Excel",
    ),
    "formula_without_value": Wording(
        OPEN,
        "En værdi: cellens formel er gemt uden sit resultat",
        "A value: the cell's formula was saved without its result",
        "Regnes som ubesvaret. Åbn filen i Excel, se svaret, og skriv det i corrections.csv",
        "Counts as not answered. Open the file in Excel, and write the answer in corrections.csv",
        title_da="Formel uden resultat",
        title_en="Formula without its result",
    ),
    "formula_text": Wording(
        NOTE,
        "Tekst",
        "Text",
        "Gemt som tekst og aldrig regnet ud",
        "Kept as text, never evaluated",
        title_da="Tekst, der ligner en formel",
        title_en="Text that looks like a formula",
    ),
    "invalid_date": Wording(
        NOTE,
        "En dato, der findes",
        "A date that exists",
        "Datoen er udeladt; svarene gælder",
        "The date is left blank; the answers stand",
        title_da="Dato, der ikke findes",
        title_en="Date that does not exist",
    ),
    "blank_row": Wording(
        NOTE,
        "En tom række",
        "An empty row",
        "Rækken har kun mellemrum og er udeladt",
        "The row holds only spaces and is ignored",
        title_da="Tom række",
        title_en="Empty row",
    ),
    "only_spaces": Wording(
        NOTE,
        "En tom celle",
        "An empty cell",
        "Regnes som tom",
        "Counts as empty",
        title_da="Kun mellemrum",
        title_en="Only spaces",
    ),
    "unknown_column": Wording(
        OPEN,
        "Et spørgsmål fra skemaet{hint}",
        "A question of the instrument{hint}",
        "Kolonnens {n} celler er sat til side. Skriv i wave.toml, hvad kolonnen er",
        "The column's {n} cells are set aside. Write in wave.toml what the column is",
        title_da="Ukendt kolonne",
        title_en="Unknown column",
    ),
    "unplaced_cell": Wording(
        OPEN,
        "Et svar under en kendt overskrift",
        "An answer under a known heading",
        "{n} celler er sat til side. Skriv i wave.toml, hvor tabellen begynder",
        "{n} cells are set aside. Write in wave.toml where the table begins",
        title_da="Celler uden overskrift",
        title_en="Cells without a heading",
    ),
    "correction_not_applied": Wording(
        OPEN,
        "{old}, som corrections.csv siger, at der står",
        "{old}, which corrections.csv says stands there",
        "Rettelsen er ikke udført. Se efter fil, ark, celle og gammel værdi",
        "The correction was not made. Check file, sheet, cell and old value",
        title_da="Rettelse ikke udført",
        title_en="Correction not made",
    ),
    "corrected_cell": Wording(
        SETTLED,
        "{new}",
        "{new}",
        "Rettet af {who}: {why}",
        "Corrected by {who}: {why}",
        title_da="Rettet celle",
        title_en="Corrected cell",
    ),
    "decision_not_used": Wording(
        NOTE,
        "Noget, som beslutningen i wave.toml passer på",
        "Something that the decision in wave.toml fits",
        "Beslutningen er ikke brugt. Er navnet eller filen stavet rigtigt?",
        "The decision was not used. Is the name or the file spelt right?",
        title_da="Beslutning ikke brugt",
        title_en="Decision not used",
    ),
    "reason_missing": Wording(
        NOTE,
        "En begrundelse i stedet for de tre prikker",
        "A reason in place of the three points",
        "Beslutningen gælder. Skriv hvorfor i dens reason i wave.toml",
        "The decision holds. Say why in its reason in wave.toml",
        title_da="Begrundelse mangler",
        title_en="Reason missing",
    ),
    # -- rows, sheets and files ----------------------------------------------------------------
    "test_row": Wording(
        NOTE,
        "Et svar fra en enhed",
        "An answer from a unit",
        "Prøvesvar; rækken er sat til side",
        "A test of the form; the row is set aside",
        title_da="Prøvesvar",
        title_en="Test of the form",
    ),
    "duplicate_response": Wording(
        SETTLED,
        "Ét svar fra hver funktion",
        "One reply from each function",
        f"Sat til side: svaret i {{other}} gælder {_BY_PLAN[0]}",
        f"Set aside: the reply in {{other}} counts {_BY_PLAN[1]}",
        title_da="To svar, det ene gælder",
        title_en="Two replies, one counts",
    ),
    "unresolved_duplicate": Wording(
        OPEN,
        "Ét svar fra hver funktion, eller en dato, der viser det seneste",
        "One reply from each function, or a date that shows the later",
        "Svaret i {other} gælder foreløbig. Skriv i wave.toml, hvilken fil der udgår",
        "The reply in {other} counts for now. Write in wave.toml which file is left out",
        title_da="To uens svar",
        title_en="Two unlike replies",
    ),
    "empty_response": Wording(
        NOTE,
        "Mindst ét svar",
        "At least one answer",
        "Åbnet, men ikke besvaret; rækken er sat til side",
        "Opened but not answered; the row is set aside",
        title_da="Åbnet, men ikke besvaret",
        title_en="Opened but not answered",
    ),
    "empty_sheet": Wording(
        NOTE,
        "Mindst ét svar",
        "At least one answer",
        "Intet svar fra funktionen; arket er sat til side",
        "No reply from this function; the sheet is set aside",
        title_da="Tomt ark",
        title_en="Empty sheet",
    ),
    "sheet_copy": Wording(
        SETTLED,
        "Svar fra {tab}",
        "Answers from {tab}",
        "Kopi af arket {other}; sat til side",
        "A copy of the sheet {other}; set aside",
        title_da="Kopi af et ark",
        title_en="Copy of a sheet",
    ),
    "hidden_sheet": Wording(
        NOTE,
        "Et synligt ark",
        "A visible sheet",
        "Skjulte ark læses ikke; {n} celler er sat til side",
        "Hidden sheets are not read; {n} cells are set aside",
        title_da="Skjult ark",
        title_en="Hidden sheet",
    ),
    "superseded_file": Wording(
        SETTLED,
        "Den rettede fil {other}",
        "The corrected file {other}",
        "Hele filen er sat til side",
        "The whole file is set aside",
        title_da="Erstattet fil",
        title_en="Replaced file",
    ),
    "superseded_kept": Wording(
        OPEN,
        "Funktionen også i den rettede fil {other}",
        "The function in the corrected file {other} too",
        "Svaret er beholdt. Skriv i wave.toml, om hele den gamle fil udgår",
        "The reply is kept. Write in wave.toml whether the whole old file is left out",
        title_da="Mangler i den rettede fil",
        title_en="Missing in the corrected file",
    ),
    "repeats_other_files": Wording(
        NOTE,
        "Svar, som ikke står i andre filer",
        "Answers that stand in no other file",
        "Filen gentager {n} svar fra {files} andre filer; {differ} afviger",
        "The file repeats {n} answers from {files} other files; {differ} differ",
        title_da="Gentager andre filer",
        title_en="Repeats other files",
    ),
    "repeat_differs": Wording(
        OPEN,
        "{label}, som i {other}",
        "{label}, as in {other}",
        "Svaret i {other} gælder. Ret det, der er forkert, i corrections.csv",
        "The answer in {other} counts. Correct what is wrong in corrections.csv",
        title_da="Gentagelse, der afviger",
        title_en="Repetition that differs",
    ),
    "ignored_by_decision": Wording(
        SETTLED,
        "",
        "",
        "Udeladt: {reason}",
        "Left out: {reason}",
        title_da="Udeladt efter beslutning",
        title_en="Left out by decision",
    ),
    "not_a_questionnaire": Wording(
        OPEN,
        "Et besvaret skema med mindst ét kendt spørgsmål",
        "A questionnaire with at least one known question",
        "Filen er sat til side. Skriv i wave.toml, hvor tabellen begynder, eller at filen udgår",
        "The file is set aside. Write in wave.toml where the table begins, or that it is left out",
        title_da="Ikke et skema",
        title_en="Not a questionnaire",
    ),
    "unsupported_file": Wording(
        OPEN,
        "En fil af typen .csv, .xlsx, .xls, .ods eller .sav",
        "A .csv, .xlsx, .xls, .ods or .sav file",
        "Filen er ikke læst. Gem den som regneark, eller flyt den ud af mappen",
        "The file was not read. Save it as a workbook, or move it out of the folder",
        title_da="Filtype, der ikke læses",
        title_en="Type of file that is not read",
    ),
    "unreadable_file": Wording(
        OPEN,
        "En hel fil, som kan åbnes",
        "A whole file that can be opened",
        "Filen er ikke læst: {why}",
        "The file was not read: {why}",
        title_da="Fil, der ikke kan åbnes",
        title_en="File that cannot be opened",
    ),
    "mixed_encoding": Wording(
        NOTE,
        "Ét tegnsæt i hele filen",
        "One encoding in the whole file",
        "Linjen er læst som Windows-1252. Se efter æ, ø og å",
        "The line was read as Windows-1252. Check its special letters",
        title_da="To tegnsæt i én fil",
        title_en="Two encodings in one file",
    ),
    "uneven_row": Wording(
        OPEN,
        "{expected} felter, som i overskriften",
        "{expected} fields, as in the heading",
        "Rækken er sat til side: et skilletegn i et svar kan have flyttet de andre svar. Sæt de"
        " overskydende felter til tomme i corrections.csv, når rækken er rettet",
        "The row is set aside: a separator in an answer may have moved the other answers. Make the"
        " fields beyond the headings empty in corrections.csv when the row is right",
        title_da="For mange felter i rækken",
        title_en="Too many fields in the row",
    ),
}


def kind_of(code: str) -> str:
    """The entry of `CATALOGUE` behind a code in the list of findings; "" where there is none.

    >>> kind_of("misspelt_tool"), kind_of("unknown_column"), kind_of("rating_without_use")
    ('misspelt', 'unknown_column', 'without_filter')
    """
    if code in CATALOGUE:
        return code
    first = code.partition("_")[0]
    if first in ("misspelt", "unknown"):
        return first
    return "without_filter" if "_without_" in code else ""


def title_of(code: str, language: str) -> str:
    """What kind of finding a code is, in a few words; the code where that is not known.

    >>> title_of("misspelt_tool", "da"), title_of("blank_row", "en"), title_of("x", "en")
    ('Stavet anderledes', 'Empty row', 'x')
    """
    words = CATALOGUE.get(kind_of(code))
    if words is None:
        return code
    return words.title_da if language == "da" else words.title_en
