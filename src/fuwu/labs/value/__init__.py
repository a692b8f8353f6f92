"""Lab value: what retailers bring the company, the value matrix, and bands; its figures and tables.

The parts: `scores` (four scores a retailer), `matrix` (present × potential), `bands` (thirty bands and who moves),
`challenge` (the task), `drawing` (pictures), `pages` (the lesson's).
"""

from __future__ import annotations

from fuwu.labs.value.bands import START, BandWeights, banding, counted, moves
from fuwu.labs.value.challenge import SOLUTION, conditions
from fuwu.labs.value.drawing import bands_figure, matrix_figure, typologies_figure
from fuwu.labs.value.matrix import FIELDS, Matrix, Weights, matrix
from fuwu.labs.value.pages import FIGURES, TABLES
from fuwu.labs.value.scores import MEASURES, in_need, measures

__all__ = [
    "FIELDS",
    "FIGURES",
    "MEASURES",
    "SOLUTION",
    "START",
    "TABLES",
    "BandWeights",
    "Matrix",
    "Weights",
    "banding",
    "bands_figure",
    "conditions",
    "counted",
    "in_need",
    "matrix",
    "matrix_figure",
    "measures",
    "moves",
    "typologies_figure",
]
