"""Lab 03, analysing needs: categories from paired questions, their structure, and a choice within a budget.

The parts: `survey` (Kano's table, faulty answers), `verdicts` (counts, Fong's test, better and worse), `study` (the
needs of a group of retailers, structure), `choice` (within a budget; the task), `drawing`, `example` (the lesson's).
"""

from __future__ import annotations

from fuwu.labs.kano.choice import (
    BUDGET,
    Choice,
    barred,
    basic,
    best,
    chosen,
    conditions,
    greedy,
    money,
    right_reasons,
    words,
)
from fuwu.labs.kano.drawing import marks_figure, quadrants_figure, six_figure, structure_figure
from fuwu.labs.kano.example import FIGURES, TABLES, categories_table, choice_table, evaluation_table, types_table
from fuwu.labs.kano.study import (
    SPLITS,
    TYPES,
    Group,
    Need,
    Study,
    asked,
    describe,
    differing,
    example,
    groups,
    structure_words,
    study,
    treated,
)
from fuwu.labs.kano.survey import AS_GIVEN, CLEAN, EVALUATION, LETTERS, Cleaning, Survey, clean, evaluate, read_survey
from fuwu.labs.kano.verdicts import Verdict, verdicts

__all__ = [
    "AS_GIVEN",
    "BUDGET",
    "CLEAN",
    "EVALUATION",
    "FIGURES",
    "LETTERS",
    "SPLITS",
    "TABLES",
    "TYPES",
    "Choice",
    "Cleaning",
    "Group",
    "Need",
    "Study",
    "Survey",
    "Verdict",
    "asked",
    "barred",
    "basic",
    "best",
    "categories_table",
    "choice_table",
    "chosen",
    "clean",
    "conditions",
    "describe",
    "differing",
    "evaluate",
    "evaluation_table",
    "example",
    "greedy",
    "groups",
    "marks_figure",
    "money",
    "quadrants_figure",
    "read_survey",
    "right_reasons",
    "six_figure",
    "structure_figure",
    "structure_words",
    "study",
    "treated",
    "types_table",
    "verdicts",
    "words",
]
