"""A small questionnaire in English: one sector, no groups, two scales. Invented."""

from __future__ import annotations

import tempfile
from pathlib import Path

from survey_toolkit.instruments.load import load

FILES = {
    "instrument.toml": """id = "library"
version = "2026.1"
language = "en"
title_da = "Biblioteker"
title_en = "Library services"
[[sectors]]
id = "library"
name_en = "Libraries"
unit_en = "library"
[headings]
function = ["Department"]
""",
    "questions.csv": """question;scope;per_item;type;scale;asked_if;short_en;text_da;text_en
open;unit;;single;known;;Open;;Are you open on Sundays?
staff;unit;;number;;open;Staff;;How many work on Sundays?
known;function;yes;single;known;;Awareness;;Do you know {item}?
rating;function;yes;single;quality;known;Rating;;How well does {item} work?
overall;function;;single;quality;;Overall;;All in all?
""",
    "choices.csv": """scale;choice;label_da;label_en;value;counts;dont_know
known;yes;;Yes, "of course" = we do;1;yes;
known;no;;-No;0;;
quality;one;;1;1;;
quality;two;;2;2;;
quality;three;;3, or better;3;yes;
short;bad;;Bad;1;;
short;good;;Good;2;yes;
""",
    "items.csv": """item;name_da;name_en;scale_rating
loans;;Interlibrary loans;short
events;;Joint events;
""",
    "functions.csv": """function;sector;name_en;mandatory
adults;library;Adult department;yes
children;library;Children's department;
""",
}

with tempfile.TemporaryDirectory() as _name:
    for _file, _text in FILES.items():
        (Path(_name) / _file).write_text(_text, encoding="utf-8")
    SMALL = load(Path(_name))
