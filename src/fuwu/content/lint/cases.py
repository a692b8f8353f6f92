"""Cases: the marks that the question promises are those that the key points give."""

from __future__ import annotations

import re

from fuwu.content.lint.entry import Side
from fuwu.content.lint.rule import HR, N_, Hits, rule

_MARKS = {
    "zh": re.compile(r"[（(]([^（）()]{0,12}?)(\d+(?:\.5)?)\s*分[^（）()]{0,6}[）)]"),
    "en": re.compile(r"\(([^()]{0,24}?)(\d+(?:\.5)?)\s*marks?\b[^()]{0,12}\)", re.IGNORECASE),
}
_TOTAL = re.compile(r"共|合计|满分|total|in all|altogether", re.IGNORECASE)
_EACH = re.compile(r"每|各|each", re.IGNORECASE)


@rule(
    "case-marks",
    title=N_("the marks in the stem are not those of the key points"),
    mend=N_("make the marks in the stem the sum of the key points' marks"),
    reference=f"{HR} ch. 12",
    severity="error",
    on=("case",),
)
def case_marks(side: Side) -> Hits:
    """Whoever plans by the marks announced would plan wrongly."""
    found = [(match, float(match[2])) for match in _MARKS[side.lang].finditer(side.stem)]
    if not found or any(_EACH.search(match[0]) for match, _marks in found):
        return
    totals = [marks for match, marks in found if _TOTAL.search(match[0])]
    stated = totals[-1] if totals else sum(marks for _match, marks in found)
    given = sum(point["marks"] for point in side.item["key_points"])
    if stated != given:
        yield ("stem", side.lang), f"{stated:g} ≠ {given:g}"


@rule(
    "case-marks-missing",
    title=N_("the stem of the case does not say how many marks it has"),
    mend=N_("end the stem with the sum of the key points' marks: （10 分）, (10 marks)"),
    reference=f"{HR} ch. 12",
    on=("case",),
)
def case_marks_missing(side: Side) -> Hits:
    """Tell the learner how much to write."""
    if not _MARKS[side.lang].search(side.stem):
        yield ("stem", side.lang), ""
