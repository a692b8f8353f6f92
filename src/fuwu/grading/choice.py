"""Single and multiple choice, true or false."""

from __future__ import annotations

from fuwu.grading.common import invalid, shared, unattempted
from fuwu.model import Answer, Mode, Multiple, Score, Single, TrueFalse


def grade_single(item: Single, answer: Answer) -> Score:
    """Return 1 for the key, else 0."""
    if answer in (None, ""):
        return unattempted(item)
    if answer not in [option.id for option in item.options]:
        return invalid(item)
    right = answer == item.key
    return shared(item, float(right), {answer: right})


def grade_multiple(item: Multiple, answer: Answer, *, mode: Mode) -> Score:
    """Return the share of the keys that are ticked, and 0 as soon as one tick is wrong.

    So ticking everything never earns: each item has an option that is no key. In exam mode anything
    but exactly the keys earns 0.
    """
    if answer is None or answer == []:
        return unattempted(item)
    ids = {option.id for option in item.options}
    if not isinstance(answer, list) or not all(isinstance(name, str) and name in ids for name in answer):
        return invalid(item)
    ticked = set(answer)
    if len(ticked) != len(answer):
        return invalid(item)
    share = len(ticked) / len(item.key) if ticked <= item.key else 0.0
    if mode == "exam" and share < 1:
        share = 0.0
    return shared(item, share, {name: name in item.key for name in answer})


def grade_truefalse(item: TrueFalse, answer: Answer) -> Score:
    """Return 1 for the right judgement."""
    if answer is None:
        return unattempted(item)
    if not isinstance(answer, bool):
        return invalid(item)
    return shared(item, float(answer is item.key), {"true" if answer else "false": answer is item.key})
