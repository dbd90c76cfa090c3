"""What can be found in a frame, by its code, in words."""

from __future__ import annotations

from survey_toolkit.catalogue.wording import OPEN, Wording


def _open(title: tuple[str, str], expected: tuple[str, str], action: tuple[str, str]) -> Wording:
    return Wording(OPEN, *expected, *action, *title)


FRAME: dict[str, Wording] = {
    "too_many_fields": _open(
        ("For mange felter", "Too many fields"),
        ("{fields} felter som i overskrifterne", "{fields} fields as in the headings"),
        ("Sæt anførselstegn om tekst, der indeholder skilletegnet",
         "Put text that holds the separator in quotes"),
    ),
    "no_column": _open(
        ("Kolonnen mangler", "The column is missing"),
        ("en kolonne {column}", "a column {column}"),
        ("Skriv overskriften i række 1", "Write the heading in row 1"),
    ),
    "no_unit": _open(
        ("Id mangler", "No id"),
        ("et id{hint}", "an id{hint_en}"),
        ("Skriv enhedens id, for en kommune dens kode",
         "Write the id of the unit, such as the municipality's code"),
    ),
    "double_unit": _open(
        ("Samme id to gange", "The same id twice"),
        ("et id, som ingen anden har; række {other} har det også{hint}",
         "an id that no other has; row {other} has it too{hint_en}"),
        ("Slet den ene række, eller ret id'et", "Delete one of the rows, or correct the id"),
    ),
    "double_name": _open(
        ("Samme navn to gange", "The same name twice"),
        ("et navn, som ingen anden har; række {other} har det også",
         "a name that no other has; row {other} has it too"),
        ("Slet den ene række, eller ret navnet", "Delete one of the rows, or correct the name"),
    ),
    "unknown_sector": _open(
        ("Ukendt sektor", "Unknown sector"),
        ("{sector}", "{sector_en}"),
        ("Skriv sektorens id fra instrument.toml", "Write the sector's id in instrument.toml"),
    ),
    "other_sector": _open(
        ("En anden sektor end registrets", "Another sector than the register's"),
        ("{sector}, som registret har {unit} under", "{sector}, where the register has {unit}"),
        ("Ret sektoren", "Correct the sector"),
    ),
    "unknown_unit": _open(
        ("Id'et står ikke i registret", "The id is not in the register"),
        ("et id fra registret {register}{hint}", "an id of the register {register}{hint_en}"),
        ("Ret id'et, eller slet rækken", "Correct the id, or delete the row"),
    ),
    "missing_unit": _open(
        ("Mangler i rammen", "Missing in the frame"),
        ("en række med {unit} {name}", "a row with {unit} {name}"),
        ("Tilføj rækken, hvis enheden skal spørges", "Add the row, if the unit is to be asked"),
    ),
    "no_name": _open(
        ("Navn mangler", "No name"),
        ("enhedens navn", "the name of the unit"),
        ("Skriv navnet", "Write the name"),
    ),
    "other_name": _open(
        ("Et andet navn end registrets", "Another name than the register's"),
        ("{name}, som {unit} hedder i registret{hint}",
         "{name}, as {unit} is called in the register{hint_en}"),
        ("Ret navnet eller id'et; en ny stavemåde kan stå i kolonnen aliases",
         "Correct the name or the id; a new spelling may stand in the column aliases"),
    ),
    "other_region": _open(
        ("En anden region end registrets", "Another region than the register's"),
        ("{expected}", "{expected}"),
        ("Skriv den som i registret; to stavemåder bliver to regioner",
         "Write it as in the register; two spellings become two regions"),
    ),
    "no_email": _open(
        ("Mailadresse mangler", "No e-mail address"),
        ("en mailadresse", "an e-mail address"),
        ("Skriv kontaktpersonens mailadresse", "Write the contact person's e-mail address"),
    ),
    "bad_email": _open(
        ("Mailadressen er ikke rigtig", "The e-mail address is not right"),
        ("én adresse som navn@kommune.dk", "one address such as name@example.org"),
        ("Ret adressen", "Correct the address"),
    ),
    "bad_population": _open(
        ("Folketallet er ikke et tal", "The population is no number"),
        ("et helt tal", "a whole number"),
        ("Ret tallet", "Correct the number"),
    ),
    "other_population": _open(
        ("Et andet folketal end registrets", "Another population than the register's"),
        ("{population}, folketallet i {year}", "{population}, the population in {year}"),
        ("Ret tallet, eller skriv det rigtige år i overskriften",
         "Correct the number, or write the right year in the heading"),
    ),
    "other_size_class": _open(
        ("Størrelsen følger ikke af folketallet", "The size does not follow from the population"),
        ("{size}", "{size_en}"),
        ("Ret størrelsen; grænserne står i plan.toml",
         "Correct the size; the limits are in plan.toml"),
    ),
    "unknown_function": _open(
        ("Ukendt funktion", "Unknown function"),
        ("et id fra functions.csv{hint}", "an id of functions.csv{hint_en}"),
        ("Ret id'et; sæt | mellem flere", "Correct the id; put | between several"),
    ),
    "other_sectors_function": _open(
        ("En anden sektors funktion", "A function of another sector"),
        ("en funktion i sektoren {sector}", "a function of the sector {sector}"),
        ("Ret funktionen eller sektoren", "Correct the function or the sector"),
    ),
    "spelling_of_no_unit": _open(
        ("En stavemåde for en enhed, der ikke er i rammen",
         "A spelling for a unit that is not in the frame"),
        ("et id fra frame.csv{hint}", "an id of frame.csv{hint_en}"),
        ("Ret id'et, slet rækken, eller tilføj enheden i frame.csv",
         "Correct the id, delete the row, or add the unit to frame.csv"),
    ),
}  # fmt: skip
"""The findings of `frame check`. All are open: a person must decide."""
