"""The task of the lab: find everybody who drifts away, and spend few hours where they help, leaving nobody in need out.

The limits are illustrative; that visits come before judgement, and that the disadvantaged are cared for, are not.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from fuwu.labs.challenge import Condition
from fuwu.labs.lapse.causes import FINDINGS, MEASURE, NO_ANSWER
from fuwu.labs.lapse.plan import Plan
from fuwu.labs.lapse.verify import Case, Suspect, quality
from fuwu.labs.text import bilingual, listing, mark, number
from fuwu.model import Text

MANAGER = "K03"
MOST_FALSE = 3
HOURS = 36.0
LEAST_WON = 200_000.0  # yuan of purchases a year

MODEL_SOLUTION: Final[dict[str, Any]] = {
    "rule": {"below": 50, "months": 2},
    "order": "care",
    "budget": HOURS,
    "measures": {
        "price": "long_term", "inconvenience": "survey", "supply": "adviser", "service_error": "survey",
        "market_control": "long_term", "environment": "long_term", "attitude": "relations", NO_ANSWER: "talk",
    },
}  # fmt: skip


def conditions(case: Case, suspects: Sequence[Suspect], plan: Plan, *, manager: str) -> list[Condition]:
    """Return the conditions of the task in order, checked against the learner's rule and plan."""
    if manager != MANAGER:
        asks = bilingual(mark("the task is about {manager}: choose this customer manager"), manager=MANAGER)
        return [Condition("scope", asks, False, bilingual(mark("another is chosen")))]  # noqa: FBT003
    caught = quality(case.lapsed(manager), suspects)
    return [
        Condition("found", bilingual(mark("the rule finds every lapse that visits confirmed")), not caught.missed,
                  _missed(caught.missed, len(caught.found))),
        Condition("false", bilingual(mark("at most {n} caught who have not lapsed"), n=MOST_FALSE),
                  caught.false_alarms <= MOST_FALSE, bilingual(mark("so far {n}"), n=caught.false_alarms)),
        Condition("hours", bilingual(mark("the measures take at most {n} hours"), n=number(HOURS)), plan.hours <= HOURS,
                  bilingual(mark("so far {n}"), n=number(plan.hours))),
        _won(plan),
        _care(case, manager, plan),
        _useful(plan),
    ]  # fmt: skip


def _missed(missed: frozenset[str], found: int) -> Text:
    if not missed:
        return bilingual(mark("all {n} are found"), n=found)
    return bilingual(mark("missed: {ids}"), ids=listing([Text(one, one) for one in sorted(missed)]))


def _won(plan: Plan) -> Condition:
    asks = bilingual(mark("purchases of at least {n} yuan a year are expected back"), n=number(LEAST_WON))
    return Condition("won", asks, plan.won >= LEAST_WON, bilingual(mark("so far {n}"), n=number(round(plan.won))))


def _care(case: Case, manager: str, plan: Plan) -> Condition:
    """Return whether everybody disadvantaged who may have lapsed gets a measure, whether the rule found them or not."""
    asks = bilingual(mark("nobody disadvantaged is left out"))
    wanted = {
        one
        for one, finding in case.found.items()
        if one in case.disadvantaged
        and one in case.scope(manager)
        and finding in {*FINDINGS} - {"closed", "renovation"}
    }
    missing = sorted(wanted - {one.suspect.retailer for one in plan.taken})
    if missing:
        return Condition("care", asks, False, bilingual(mark("left out: {ids}"),  # noqa: FBT003
                         ids=listing([Text(one, one) for one in missing])))  # fmt: skip
    return Condition("care", asks, True, bilingual(mark("all {n} get a measure"), n=len(wanted)))  # noqa: FBT003


def _useful(plan: Plan) -> Condition:
    asks = bilingual(mark("no measure is taken where it does nothing about the cause"))
    useless = {(one.measure, one.suspect.finding or "") for one in plan.taken if one.useless}
    if not useless:
        met = bool(plan.taken)
        return Condition("useful", asks, met, bilingual(mark("none is") if met else mark("no measure is chosen")))
    pairs = [
        bilingual(mark("{measure} against {cause}"), measure=bilingual(MEASURE[measure].name),
                  cause=bilingual(FINDINGS[cause]))
        for measure, cause in sorted(useless)
    ]  # fmt: skip
    return Condition("useful", asks, False, listing(pairs))  # noqa: FBT003
