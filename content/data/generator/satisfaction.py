"""Two waves of a satisfaction survey; only the two figures for profit are the source's."""

from __future__ import annotations

from .draw import Draw, Row

ASPECTS = ("service", "allocation", "profit", "ordering", "delivery", "payment", "complaints")
RESPONDENTS = 1000
_SATISFIED = {
    1: (612, 318, 125, 701, 744, 786, 467),
    2: (668, 342, 173, 722, 751, 790, 498),
}
"""How many of a thousand chose 4 or 5. 125 and 173 for profit are given; the rest is illustrative."""


def satisfaction_rows() -> list[Row]:
    found = []
    for wave, satisfied in _SATISFIED.items():
        draw = Draw(70, wave)
        content = [draw.normal() for _ in range(RESPONDENTS)]
        columns = [_column(content, n, draw) for n in satisfied]
        for i in range(RESPONDENTS):
            row = {aspect: column[i] for aspect, column in zip(ASPECTS, columns, strict=True)}
            found.append({"respondent": i + 1 + (wave - 1) * RESPONDENTS, "wave": wave} | row)
    return found


def _column(content: list[float], satisfied: int, draw: Draw) -> list[int]:
    """Rank people by mood and chance; the first so many are satisfied, the rest are not."""
    marks = [0.6 * mood + 0.8 * draw.normal() for mood in content]
    order = sorted(range(len(marks)), key=lambda i: (-marks[i], i))
    scores = [0] * len(marks)
    unsatisfied = len(marks) - satisfied
    for place, i in enumerate(order):
        if place < satisfied:
            scores[i] = 5 if place < satisfied * 0.3 else 4
        else:
            below = (place - satisfied) / unsatisfied
            scores[i] = 3 if below < 0.45 else 2 if below < 0.82 else 1
    return scores
