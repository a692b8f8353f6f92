"""Matching and ordering."""

from __future__ import annotations

from itertools import pairwise

from fuwu.grading.common import invalid, shared, unattempted
from fuwu.model import Answer, Matching, Ordering, Score


def grade_matching(item: Matching, answer: Answer) -> Score:
    """Return the share of the lefts that are given their right; a left without one is not right."""
    if answer is None or (isinstance(answer, dict) and not any(answer.values())):
        return unattempted(item)
    if not isinstance(answer, dict):
        return invalid(item)
    lefts, rights = {side.id for side in item.left}, {side.id for side in item.right}
    chosen = {left: right for left, right in answer.items() if right not in (None, "")}
    if not chosen.keys() <= lefts or not all(isinstance(right, str) and right in rights for right in chosen.values()):
        return invalid(item)
    parts = {side.id: chosen.get(side.id) == item.key[side.id] for side in item.left}
    return shared(item, sum(parts.values()) / len(parts), parts)


def grade_ordering(item: Ordering, answer: Answer) -> Score:
    """Return the share of the neighbouring pairs of the right order that stand together in the answer.

    A step is marked right when it follows the step it should follow (the first: when it stands first).
    Shifting a whole block by one place thus costs one pair, not every place.
    """
    if answer is None or answer == []:
        return unattempted(item)
    right = [step.id for step in item.steps]
    if not isinstance(answer, list) or not all(isinstance(name, str) for name in answer):
        return invalid(item)
    if sorted(answer) != sorted(right):
        return invalid(item)
    given = set(pairwise(answer))
    parts = {right[0]: answer[0] == right[0]} | {second: (first, second) in given for first, second in pairwise(right)}
    share = sum(pair in given for pair in pairwise(right)) / (len(right) - 1)
    return shared(item, share, parts)
