"""Lab 01, customer classification: classify, describe, compare, plan visits; its figures and tables.

The parts: `sorting` (kinds of rule), `bases` and `seven` (what to class by), `classes` (classify, describe,
cross), `visits` (services and rhythms), `challenge` (the task), `drawing` (pictures), `example` (the lesson's).
"""

from __future__ import annotations

from fuwu.labs import Data
from fuwu.labs.classification.bases import BASES
from fuwu.labs.classification.challenge import MODEL_SOLUTION, conditions
from fuwu.labs.classification.classes import (
    DISADVANTAGED,
    NO_DATA,
    Classification,
    Cross,
    CustomerClass,
    classify,
    cross,
    describe,
)
from fuwu.labs.classification.drawing import classes_figure, visits_figure
from fuwu.labs.classification.example import FIGURES, TABLES, example, example_plans, four_classes
from fuwu.labs.classification.visits import ClassPlan, VisitPlan, feasible_plan, per_month, source_plan, visits

__all__ = [
    "BASES",
    "DISADVANTAGED",
    "FIGURES",
    "MODEL_SOLUTION",
    "NO_DATA",
    "TABLES",
    "ClassPlan",
    "Classification",
    "Cross",
    "CustomerClass",
    "Data",
    "VisitPlan",
    "classes_figure",
    "classify",
    "conditions",
    "cross",
    "describe",
    "example",
    "example_plans",
    "feasible_plan",
    "four_classes",
    "per_month",
    "source_plan",
    "visits",
    "visits_figure",
]
