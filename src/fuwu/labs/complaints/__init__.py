"""Lab 06 B: a year's complaints: what they are about, how quickly they were met, what to mend first.

The parts: `counting` (Pareto, repeat complainers, the task) and `pages` (figures and tables); the limits are
judged by lab `promises`.
"""

from __future__ import annotations

from fuwu.labs.complaints.counting import (
    CAUSES,
    SUBJECTS,
    conditions,
    how_many_reach,
    model_solution,
    name_of,
    pareto,
    prepared,
    repeaters,
)
from fuwu.labs.complaints.pages import FIGURES, TABLES

__all__ = [
    "CAUSES",
    "FIGURES",
    "SUBJECTS",
    "TABLES",
    "conditions",
    "how_many_reach",
    "model_solution",
    "name_of",
    "pareto",
    "prepared",
    "repeaters",
]
