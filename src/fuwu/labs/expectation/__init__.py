"""Lab 04, expectation: how it forms, what satisfies, what the four ways move, what over-promising does later.

The parts: `model` (the formulas), `challenge` (the task), `drawing` (pictures), `pages` (the lesson's figures).
"""

from __future__ import annotations

from fuwu.labs.expectation.challenge import (
    MODEL_SOLUTION,
    START_CUSTOMER,
    START_POLICY,
    START_SERVICE,
    conditions,
)
from fuwu.labs.expectation.drawing import formation_figure, months_figure, signed, zone_figure
from fuwu.labs.expectation.model import (
    Customer,
    Month,
    Policy,
    Service,
    Way,
    expectation,
    perception,
    simulate,
)
from fuwu.labs.expectation.pages import FIGURES, TABLES, WAYS, WAYS_COLUMNS, ways_rows

__all__ = [
    "FIGURES",
    "MODEL_SOLUTION",
    "START_CUSTOMER",
    "START_POLICY",
    "START_SERVICE",
    "TABLES",
    "WAYS",
    "WAYS_COLUMNS",
    "Customer",
    "Month",
    "Policy",
    "Service",
    "Way",
    "conditions",
    "expectation",
    "formation_figure",
    "months_figure",
    "perception",
    "signed",
    "simulate",
    "ways_rows",
    "zone_figure",
]
