"""Lab 04 B: the eight commitments against a year's log; what could honestly be promised.

The parts: `workdays` (China's calendar), `audit` (measure and judge), `words`, `pages` (figures and tables),
`challenge` (the task).
"""

from __future__ import annotations

from fuwu.labs.promises.audit import (
    BY_ID,
    PROMISES,
    TIMED,
    Log,
    Promise,
    Result,
    Settings,
    audit,
    breaches,
    by_group,
)
from fuwu.labs.promises.challenge import conditions, safe
from fuwu.labs.promises.pages import FIGURES, TABLES

__all__ = [
    "BY_ID",
    "FIGURES",
    "PROMISES",
    "TABLES",
    "TIMED",
    "Log",
    "Promise",
    "Result",
    "Settings",
    "audit",
    "breaches",
    "by_group",
    "conditions",
    "safe",
]
