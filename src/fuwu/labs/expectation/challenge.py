"""The task: keep a shopkeeper inside the zone of tolerance without promising more than is delivered."""

from __future__ import annotations

from typing import Final

from fuwu.labs.challenge import Condition
from fuwu.labs.expectation.model import Customer, Policy, Service, simulate
from fuwu.labs.text import bilingual, mark, number
from fuwu.model import Text

MONTHS: Final = 6
WAYS_ALLOWED: Final = 2
MARGIN: Final = 5.0  # points a promise may stay below the service

START_CUSTOMER: Final = Customer()
START_SERVICE: Final = Service()
START_POLICY: Final = Policy()
MODEL_SOLUTION: Final = Policy(promise=70, ways=frozenset({"clarify", "perceive"}))


def conditions(customer: Customer, service: Service, policy: Policy) -> list[Condition]:
    """Return the conditions of the task in order, each checked against the learner's settings."""
    return [
        _inside(customer, service, policy),
        _not_more(service, policy),
        _not_empty(service, policy),
        _few_ways(policy),
        _unchanged(customer, service),
    ]


def _inside(customer: Customer, service: Service, policy: Policy) -> Condition:
    asks = bilingual(mark("perceived service inside the zone of tolerance {n} months running"), n=MONTHS)
    inside = sum(one.place == "inside" for one in simulate(customer, service, policy, months=MONTHS))
    return Condition("inside", asks, inside == MONTHS, bilingual(mark("now {n} of {all}"), n=inside, all=MONTHS))


def _not_more(service: Service, policy: Policy) -> Condition:
    asks = bilingual(mark("nothing promised beyond the service delivered"))
    return Condition("not-more", asks, policy.promise <= service.delivered, _promise(service, policy))


def _not_empty(service: Service, policy: Policy) -> Condition:
    asks = bilingual(mark("the promise no more than {n} points below the service: an empty promise tells nothing"),
                     n=number(MARGIN))  # fmt: skip
    return Condition("not-empty", asks, policy.promise >= service.delivered - MARGIN, _promise(service, policy))


def _promise(service: Service, policy: Policy) -> Text:
    return bilingual(
        mark("promised {promise}, delivered {delivered}"),
        promise=number(policy.promise), delivered=number(service.delivered))  # fmt: skip


def _few_ways(policy: Policy) -> Condition:
    asks = bilingual(mark("at most {n} of the four ways"), n=WAYS_ALLOWED)
    n = len(policy.ways)
    return Condition("ways", asks, n <= WAYS_ALLOWED, bilingual(mark("{n} in use"), n=n))


def _unchanged(customer: Customer, service: Service) -> Condition:
    asks = bilingual(mark("customer and service as they were at the start"))
    same = customer == START_CUSTOMER and service == START_SERVICE
    return Condition("unchanged", asks, same, bilingual(mark("unchanged") if same else mark("changed")))
