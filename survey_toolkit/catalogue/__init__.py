"""Everything that can be found in returned files, by its code, in words."""

from survey_toolkit.catalogue.answers import ANSWERS
from survey_toolkit.catalogue.cells import CELLS
from survey_toolkit.catalogue.files import FILES
from survey_toolkit.catalogue.names import NAMES
from survey_toolkit.catalogue.wording import NOTE, OPEN, SETTLED, Wording

CATALOGUE: dict[str, Wording] = {**NAMES, **ANSWERS, **CELLS, **FILES}

__all__ = ["CATALOGUE", "NOTE", "OPEN", "SETTLED", "Wording"]
