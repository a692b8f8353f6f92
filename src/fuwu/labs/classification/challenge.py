"""The task of the lab: make classes and a visit plan that leave nobody out. Checked, not judged by taste.

The limits of 35% and 2% and the capacity are illustrative; 6 to 10 classes (S2-3.17) and emotional service for the
disadvantaged (S0-1.6) are the sources'.
"""

from __future__ import annotations

from typing import Any, Final

from fuwu.labs.challenge import Condition
from fuwu.labs.classification.classes import DISADVANTAGED, NO_DATA, Classification
from fuwu.labs.classification.visits import VisitPlan
from fuwu.labs.text import bilingual, mark, number, percent

FEWEST, MOST = 6, 10
LARGEST, SMALLEST = 0.35, 0.02

#: A choice of basis and parameters that, with `visits.feasible_plan`, meets every condition.
MODEL_SOLUTION: Final[dict[str, Any]] = {
    "basis": "seven", "disadvantaged_apart": True, "k": 7, "missing_allowed": 1,
}  # fmt: skip


def conditions(classification: Classification, plan: VisitPlan) -> list[Condition]:
    """Return the conditions of the task in order, each checked against the learner's classes and plan."""
    return [
        _count(classification),
        _not_too_large(classification),
        _not_too_small(classification),
        _no_data_placed(classification, plan),
        _cared_for(classification, plan),
        _within_capacity(plan),
        _nobody_unseen(plan),
    ]


def _count(classification: Classification) -> Condition:
    n = len(classification.classes)
    asks = bilingual(mark("{low} to {high} classes in all"), low=FEWEST, high=MOST)
    return Condition("count", asks, FEWEST <= n <= MOST, bilingual(mark("now {n}"), n=n))


def _not_too_large(classification: Classification) -> Condition:
    share = max((one.share for one in classification.classes), default=0.0)
    asks = bilingual(mark("no class holds more than {share} of the retailers"), share=percent(LARGEST))
    return Condition("largest", asks, share <= LARGEST, bilingual(mark("largest {share}"), share=percent(share)))


def _not_too_small(classification: Classification) -> Condition:
    share = min((one.share for one in classification.classes if one.is_ordinary), default=0.0)
    asks = bilingual(
        mark("no class holds less than {share} (the disadvantaged and “no data” may be fewer)"),
        share=percent(SMALLEST),
    )
    return Condition("smallest", asks, share >= SMALLEST, bilingual(mark("smallest {share}"), share=percent(share)))


def _no_data_placed(classification: Classification, plan: VisitPlan) -> Condition:
    asks = bilingual(mark("retailers without data are visited too, so that their files can be completed"))
    group = classification.of(NO_DATA)
    if group is None:
        return Condition("no-data", asks, True, bilingual(mark("nobody is without data")))  # noqa: FBT003
    visited = any(row.visits > 0 for row in plan.rows if row.customer_class.id == NO_DATA)
    now = bilingual(mark("{n} retailers, visited") if visited else mark("{n} retailers, no visits"), n=group.size)
    return Condition("no-data", asks, visited, now)


def _cared_for(classification: Classification, plan: VisitPlan) -> Condition:
    asks = bilingual(mark("the disadvantaged are a class of their own and get emotional service"))
    spread = sum(one.profile.disadvantaged for one in classification.classes if one.id != DISADVANTAGED)
    if spread:
        return Condition("care", asks, False, bilingual(mark("{n} are in other classes"), n=spread))  # noqa: FBT003
    wrong = [row for row in plan.rows if row.customer_class.id == DISADVANTAGED and row.plan.service != "emotional"]
    now = mark("another service is set") if wrong else mark("they are")
    return Condition("care", asks, not wrong, bilingual(now))


def _within_capacity(plan: VisitPlan) -> Condition:
    asks = bilingual(mark("the visits a month stay within the capacity"))
    now = bilingual(mark("{total} of {capacity}"), total=number(plan.total), capacity=number(plan.capacity))
    return Condition("capacity", asks, not plan.overload, now)


def _nobody_unseen(plan: VisitPlan) -> Condition:
    asks = bilingual(mark("every retailer is seen"))
    return Condition("seen", asks, not plan.unseen, bilingual(mark("unseen: {n}"), n=number(len(plan.unseen))))
