"""All layouts in which the tests write the same synthetic answers: `LAYOUTS`, by name."""

from __future__ import annotations

from . import (
    layouts_blocks,
    layouts_codes,
    layouts_crosses,
    layouts_forms,
    layouts_long,
    layouts_matrices,
    layouts_sheets,
    layouts_systems,
    layouts_wide,
)
from .catalogue import LAYOUTS, Layout

__all__ = [
    "LAYOUTS",
    "Layout",
    "layouts_blocks",
    "layouts_codes",
    "layouts_crosses",
    "layouts_forms",
    "layouts_long",
    "layouts_matrices",
    "layouts_sheets",
    "layouts_systems",
    "layouts_wide",
]
