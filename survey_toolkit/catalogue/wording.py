"""What a finding is called, and what it says."""

from __future__ import annotations

from typing import NamedTuple

OPEN, SETTLED, NOTE = "open", "settled", "note"
BY_PLAN = ("efter reglen i plan.toml", "by the rule in plan.toml")


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
