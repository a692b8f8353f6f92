"""Lab 02, how to learn of needs: read a ledger, compare three channels, plan; its figures and tables.

The parts: `levels` (the five), `reading` (one shop's ledger), `signs` (what it points to), `sampling` (how many to
ask), `channels` (whom each reaches), `planning` (the task), `drawing` (pictures), `example` (the lesson's).
"""

from __future__ import annotations

from fuwu.labs.ledger.channels import MANAGER, WAYS, Comparison, Estimate, Survey, compare, heard, way_name
from fuwu.labs.ledger.drawing import channels_figure, channels_words, figures_words, ledger_figure
from fuwu.labs.ledger.example import FIGURES, TABLES
from fuwu.labs.ledger.levels import LEVELS
from fuwu.labs.ledger.planning import (
    DRAWS,
    MODEL_SOLUTION,
    Costs,
    Outcome,
    Plan,
    Planner,
    conditions,
    outcome_words,
    solves,
)
from fuwu.labs.ledger.reading import CLASSES, Reading, readings
from fuwu.labs.ledger.sampling import margin_of, sample_size
from fuwu.labs.ledger.signs import Limits, Sign, levels_shown, signs, signs_words, truth_words

__all__ = [
    "CLASSES",
    "DRAWS",
    "FIGURES",
    "LEVELS",
    "MANAGER",
    "MODEL_SOLUTION",
    "TABLES",
    "WAYS",
    "Comparison",
    "Costs",
    "Estimate",
    "Limits",
    "Outcome",
    "Plan",
    "Planner",
    "Reading",
    "Sign",
    "Survey",
    "channels_figure",
    "channels_words",
    "compare",
    "conditions",
    "figures_words",
    "heard",
    "ledger_figure",
    "levels_shown",
    "margin_of",
    "outcome_words",
    "readings",
    "sample_size",
    "signs",
    "signs_words",
    "solves",
    "truth_words",
    "way_name",
]
