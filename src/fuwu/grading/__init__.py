"""Grading: pure functions from an item and an answer to a score.

The rules are published beside each question (`rule`) and are these, in practice mode:

=========== ==========================================================================================
single      the key earns the point
multiple    any wrong tick earns 0; otherwise the share of the keys that are ticked
truefalse   the right judgement earns the point
fillin      the share of the blanks filled with an accepted wording
matching    the share of the pairs that are right
ordering    the share of the neighbouring pairs that follow each other as they should
numeric     within the tolerance, after conversion of the unit
case        the marks of the key points the answer shows; uncertain ones wait to be settled
=========== ==========================================================================================

In exam mode multiple choice is all or nothing.
"""

from __future__ import annotations

from fuwu.grading.choice import grade_multiple, grade_single, grade_truefalse
from fuwu.grading.freeform import case_verdict, grade_case, grade_fillin, grade_numeric
from fuwu.grading.sequence import grade_matching, grade_ordering
from fuwu.model import (
    Answer,
    Case,
    FillIn,
    Item,
    Matching,
    Mode,
    Multiple,
    Numeric,
    Ordering,
    Score,
    Single,
    TrueFalse,
)

__all__ = ["assess", "grade"]


def grade(item: Item, answer: Answer, *, mode: Mode = "practice") -> Score:
    """Return the score of `answer`, graded by ids: the order shown to the learner plays no part.

    Parameters
    ----------
    item
        The item with its key.
    answer
        JSON as the browser sends it (see `fuwu.model.Answer`). Nothing answered is ``unattempted``;
        something that is no answer to this type of item (an unknown option, no number) is ``invalid``.
        Neither is ever ``wrong``.
    mode
        ``exam`` makes multiple choice all or nothing.

    Raises
    ------
    TypeError
        If `item` is of a type that has no grading rule.

    Examples
    --------
    >>> from fuwu.model import Option, Single, Text
    >>> same = Text("", "")
    >>> item = Single(id="i", version=1, point="p", level="recall", facts=(), stem=same, rationale=same,
    ...               options=(Option("a", same, same), Option("b", same, same)), key="b")
    >>> grade(item, "b").verdict, grade(item, "a").verdict, grade(item, "z").verdict, grade(item, None).verdict
    ('correct', 'wrong', 'invalid', 'unattempted')
    """
    match item:
        case Single():
            return grade_single(item, answer)
        case Multiple():
            return grade_multiple(item, answer, mode=mode)
        case TrueFalse():
            return grade_truefalse(item, answer)
        case FillIn():
            return grade_fillin(item, answer)
        case Matching():
            return grade_matching(item, answer)
        case Ordering():
            return grade_ordering(item, answer)
        case Numeric():
            return grade_numeric(item, answer)
        case Case():
            return grade_case(item, answer)
    message = f"no grading rule for {type(item).__name__}"
    raise TypeError(message)


def assess(item: Case, key_points: tuple[str, ...]) -> Score:
    """Return the score of a case answer that has `key_points`.

    Raises
    ------
    ValueError
        If an id is not one of the item's key points, or stands twice.
    """
    marks = {point.id: point.marks for point in item.key_points}
    if len(set(key_points)) != len(key_points) or not set(key_points) <= marks.keys():
        message = f"{item.id}: key points {key_points!r} are not distinct ids of {sorted(marks)}"
        raise ValueError(message)
    earned = float(sum(marks[name] for name in key_points))
    parts = {name: name in key_points for name in marks}
    return Score(earned, item.possible, case_verdict(item, parts), parts)
