"""How an expectation forms, meets the service, and feeds back month after month.

All quantities are points of 0 to 100, all parameters illustrative. What is drawn from the literature:

- Satisfaction follows from perception compared with expectation: Oliver (1980), A cognitive model of the
  antecedents and consequences of satisfaction decisions, Journal of Marketing Research 17(4), 460-469.
- Two levels, desired and adequate service, with a zone of tolerance between them; past experience, word of mouth
  and promises raise what is predicted, and a higher prediction raises the adequate level and narrows the zone:
  Zeithaml, Berry and Parasuraman (1993), The nature and determinants of customer expectations of service, Journal
  of the Academy of Marketing Science 21(1), 1-12.
- An expectation is carried forward as a weighted mean of the old one and the service just met: Boulding, Kalra,
  Staelin and Zeithaml (1993), A dynamic process model of service quality, Journal of Marketing Research 30(1), 7-27.
- The dissatisfied talk more than others: Anderson (1998), Customer satisfaction and word of mouth, Journal of
  Service Research 1(1), 5-17.

The rest (how much each way moves, how trust in promises goes) is our assumption, for teaching.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

Way = Literal["clarify", "perceive", "divert", "lower"]
Place = Literal["below", "inside", "above"]

VAGUE: Final = 10.0  # points a vague promise is heard above what it says
NOTICED_MORE: Final = 0.10  # of the service, once the customer is told what was done
ATTENTION_MOVED: Final = 0.20  # of the attention, towards what is done well
EXPLAINED: Final = 0.5  # of what is expected beyond the service, once the limits are explained
LEARNING: Final = 0.5  # how far this month's service replaces what past experience says
TALK: Final = 0.3  # how far what is told this month replaces what others say
GRUDGE: Final = 0.5  # points told below the truth for each point of disappointment
SUSPICION: Final = 0.2  # of the service goes unappreciated where there is no trust at all
REGAINED: Final = 0.05  # trust won back in a month in which the promise was kept


@dataclass(frozen=True, kw_only=True)
class Customer:
    """A shopkeeper: where the first expectation comes from, and what can be borne.

    `weights` are those of past experience, others' recommendation and the company's publicity; `need` is the
    service hoped for whatever is promised; `slack` is how far below expectation service is still adequate.
    """

    experience: float = 70
    recommendation: float = 75
    weights: tuple[float, float, float] = (4, 3, 3)
    need: float = 90
    slack: float = 4


@dataclass(frozen=True, kw_only=True)
class Service:
    """What the company gives: its strong and weak sides, how attention divides, and what part is noticed."""

    strong: float = 85
    weak: float = 60
    attention: float = 0.5
    noticed: float = 0.85

    @property
    def delivered(self) -> float:
        """The service given, as the customer weighs its two sides unprompted."""
        return mean_of(self.strong, self.weak, part=self.attention)


@dataclass(frozen=True, kw_only=True)
class Policy:
    """What the company says and which of the four ways it uses."""

    promise: float = 90
    ways: frozenset[Way] = frozenset()

    @property
    def heard(self) -> float:
        """What the customer makes of the promise: a vague one is taken for more than it says."""
        return min(100.0, self.promise + (0.0 if "clarify" in self.ways else VAGUE))


@dataclass(frozen=True, kw_only=True)
class Month:
    """One month: the three factors, the expectation they make, and how the service compares with it."""

    number: int
    experience: float
    recommendation: float
    heard: float
    trust: float
    expectation: float
    perceived: float
    adequate: float
    desired: float

    @property
    def difference(self) -> float:
        """Perceived service less expectation."""
        return self.perceived - self.expectation

    @property
    def place(self) -> Place:
        """Where the perceived service lies: below the zone of tolerance, inside it, or above."""
        if self.perceived < self.adequate:
            return "below"
        return "above" if self.perceived > self.desired else "inside"


def mean_of(one: float, other: float, *, part: float) -> float:
    """Return the mean of two values of which the first weighs `part` of 1."""
    return part * one + (1 - part) * other


def counted(customer: Customer, trust: float) -> tuple[float, float, float]:
    """Return what each factor weighs, publicity as far as it is trusted; with no weight at all, equally much.

    Examples
    --------
    >>> counted(Customer(), 0.5), counted(Customer(weights=(0, 0, 0)), 1.0)
    ((4, 3, 1.5), (1, 1, 1.0))
    """
    past, others, publicity = customer.weights
    trusted = publicity * trust
    return (past, others, trusted) if past + others + trusted > 0 else (1, 1, trust)


def expectation(customer: Customer, policy: Policy, delivered: float, *, trust: float = 1.0) -> float:
    """Return the expectation: the weighted mean of the three factors, publicity counting as far as it is trusted.

    Explaining the limits takes away half of what is expected beyond the service, never more: honest words do not
    make customers expect less than they get.

    Examples
    --------
    >>> expectation(Customer(), Policy(promise=90, ways=frozenset({"clarify"})), 72.5)
    77.5
    """
    past, others, publicity = counted(customer, trust)
    total = past + others + publicity
    made = (past * customer.experience + others * customer.recommendation + publicity * policy.heard) / total
    return made - (EXPLAINED * max(0.0, made - delivered) if "lower" in policy.ways else 0.0)


def perception(service: Service, policy: Policy, *, trust: float = 1.0) -> float:
    """Return the service perceived: what attention falls on, the part noticed, less what distrust takes away.

    Examples
    --------
    >>> round(perception(Service(), Policy()), 3)
    61.625
    """
    attention = min(1.0, service.attention + (ATTENTION_MOVED if "divert" in policy.ways else 0.0))
    noticed = min(1.0, service.noticed + (NOTICED_MORE if "perceive" in policy.ways else 0.0))
    return mean_of(service.strong, service.weak, part=attention) * noticed * (1 - SUSPICION * (1 - trust))


def simulate(customer: Customer, service: Service, policy: Policy, *, months: int = 12) -> tuple[Month, ...]:
    """Return what happens month by month while the company goes on as it is.

    Experience moves towards what was perceived, word of mouth towards what is told (the disappointed tell it worse
    than it was), and trust falls with each month in which more was heard than delivered.
    """
    past, others, trust = customer.experience, customer.recommendation, 1.0
    made = list[Month]()
    for number in range(1, months + 1):
        now = Customer(
            experience=past, recommendation=others, weights=customer.weights, need=customer.need, slack=customer.slack
        )
        month = _month(now, service, policy, number=number, trust=trust)
        made.append(month)
        told = month.perceived + GRUDGE * min(0.0, month.difference)
        past += LEARNING * (month.perceived - past)
        others += TALK * (max(0.0, told) - others)
        broken = max(0.0, policy.heard - service.delivered) / 100
        trust = trust * (1 - broken) if broken else min(1.0, trust + REGAINED)
    return tuple(made)


def _month(customer: Customer, service: Service, policy: Policy, *, number: int, trust: float) -> Month:
    expected = expectation(customer, policy, service.delivered, trust=trust)
    return Month(
        number=number,
        experience=customer.experience,
        recommendation=customer.recommendation,
        heard=policy.heard,
        trust=trust,
        expectation=expected,
        perceived=perception(service, policy, trust=trust),
        adequate=max(0.0, expected - customer.slack),
        desired=max(customer.need, expected),
    )
