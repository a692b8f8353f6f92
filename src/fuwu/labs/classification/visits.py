"""Give each class a service and a rhythm of visits, and count what that costs.

The services and the rhythms of classes 1 to 4 are the sources' (S0-1.6, S2-3.18); working days, visits a day
and everything beyond are assumptions of the learner's.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from fuwu.labs.classification.classes import DISADVANTAGED, NO_DATA, Classification, CustomerClass
from fuwu.labs.text import bilingual, listing, mark, number, percent, sentences
from fuwu.model import Lang, Text

Service = Literal["premium", "standard", "basic", "emotional"]
Rhythm = Literal["as_needed", "two_days", "three_days", "weekly", "twice_month", "monthly", "none"]

SERVICES: dict[Service, str] = {
    "premium": mark("premium service"),
    "standard": mark("standard service"),
    "basic": mark("basic service"),
    "emotional": mark("emotional (care) service"),
}
RHYTHMS: dict[Rhythm, str] = {
    "as_needed": mark("as needed"),
    "two_days": mark("every two days"),
    "three_days": mark("every three days"),
    "weekly": mark("once a week"),
    "twice_month": mark("twice a month"),
    "monthly": mark("once a month"),
    "none": mark("no visits"),
}
_EVERY: dict[Rhythm, int] = {"two_days": 2, "three_days": 3, "weekly": 5}
_A_MONTH: dict[Rhythm, int] = {"twice_month": 2, "monthly": 1, "none": 0}

WORKING_DAYS = 22
PER_DAY = 20


@dataclass(frozen=True)
class ClassPlan:
    """What a class gets: a service, a rhythm, and for "as needed" how many visits a month we assume."""

    service: Service
    rhythm: Rhythm
    as_needed: float = 2


@dataclass(frozen=True)
class Row:
    """One class of a plan, counted."""

    customer_class: CustomerClass
    plan: ClassPlan
    per_retailer: float  # visits a month
    visits: float  # visits a month, the whole class
    served: int  # retailers visited when classes are taken in order until capacity is used up


@dataclass(frozen=True)
class VisitPlan:
    """A plan against what customer managers can do in a month."""

    rows: tuple[Row, ...]
    working_days: int
    per_day: float
    managers: int
    unplanned: tuple[str, ...]  # retailers whose class gets no visits
    beyond: tuple[str, ...]  # retailers left when the capacity is used up

    @property
    def total(self) -> float:
        """Visits a month that the plan asks for."""
        return sum(row.visits for row in self.rows)

    @property
    def capacity(self) -> float:
        """Visits a month that can be made: ``working days · visits a day · customer managers``."""
        return self.working_days * self.per_day * self.managers

    @property
    def overload(self) -> float:
        """Visits asked for beyond the capacity, or 0."""
        return max(0.0, self.total - self.capacity)

    @property
    def unseen(self) -> tuple[str, ...]:
        """Retailers whom nobody would see."""
        return self.unplanned + self.beyond

    def words(self, lang: Lang) -> str:
        """Return in words what the plan costs and whom nobody would see."""
        return sentences([*_cost(self), *_left_out(self)], lang)


def per_month(plan: ClassPlan, working_days: int) -> float:
    """Return the visits one retailer gets in a month.

    Every n days: ``working days ÷ n``; once a week: ``working days ÷ 5``; as needed: what is assumed.

    Examples
    --------
    >>> per_month(ClassPlan("standard", "two_days"), 22), per_month(ClassPlan("basic", "monthly"), 22)
    (11.0, 1.0)
    """
    if plan.rhythm == "as_needed":
        return float(plan.as_needed)
    if plan.rhythm in _EVERY:
        return working_days / _EVERY[plan.rhythm]
    return float(_A_MONTH[plan.rhythm])


def visits(
    classification: Classification,
    plan: Mapping[str, ClassPlan],
    working_days: int = WORKING_DAYS,
    per_day: float = PER_DAY,
    *,
    managers: int = 1,
) -> VisitPlan:
    """Count a plan: ``visits of a class = retailers · visits per retailer``.

    `plan` maps class id to what the class gets; a class without an entry gets no visits. When the total exceeds
    the capacity, classes are taken in their order, each retailer with all visits planned, until the capacity is
    used up; those left are `beyond`. (Classes without visits are `unplanned` instead.)

    Raises
    ------
    ValueError
        If the plan names a class that does not exist.
    """
    if unknown := sorted(set(plan) - {one.id for one in classification.classes}):
        raise ValueError(f"the plan names classes that do not exist: {', '.join(unknown)}")
    left = float(working_days * per_day * managers)
    rows, unplanned, beyond = [], list[str](), list[str]()
    for one in classification.classes:
        chosen = plan.get(one.id, ClassPlan("basic", "none"))
        each = per_month(chosen, working_days)
        served = min(one.size, int(left / each + 1e-9)) if each else 0
        left -= served * each
        (beyond if each else unplanned).extend(classification.members(one.id)[served:])
        rows.append(Row(one, chosen, each, one.size * each, served))
    return VisitPlan(tuple(rows), working_days, per_day, managers, tuple(unplanned), tuple(beyond))


def _cost(plan: VisitPlan) -> list[Text]:
    load = plan.total / plan.capacity if plan.capacity else 0.0
    values = {"total": number(plan.total), "capacity": number(plan.capacity), "load": percent(load)}
    head = bilingual(mark("The plan asks for {total} visits a month; capacity is {capacity}."), **values)
    if plan.overload:
        words = mark("That is {load} of capacity: {over} visits too many.")
        return [head, bilingual(words, over=number(plan.overload), **values)]
    return [head, bilingual(mark("That is {load} of capacity: it can be done."), **values)]


def _left_out(plan: VisitPlan) -> list[Text]:
    if not plan.unseen:
        return [bilingual(mark("Every retailer is seen."))]
    said = []
    for msgid, ids in (
        (mark("Retailers without a visit in the plan: {n}, in {names}."), plan.unplanned),
        (mark("Retailers left when the capacity is used up class by class: {n}, in {names}."), plan.beyond),
    ):
        if ids:
            out = [row for row in plan.rows if bool(row.per_retailer) == (ids is plan.beyond)]
            names = listing([_left(row) for row in out if row.served < row.customer_class.size])
            said.append(bilingual(msgid, n=number(len(ids)), names=names))
    return said


def _left(row: Row) -> Text:
    left = row.customer_class.size - row.served
    return bilingual(mark("{name} ({n})"), name=row.customer_class.name, n=number(left))


#: Rhythms the training material gives, by place of the class; it gives none from class 5 on.
SOURCE_RHYTHMS: tuple[Rhythm, ...] = ("as_needed", "two_days", "two_days", "three_days")


def services(classification: Classification) -> dict[str, Service]:
    """Return our default service of each class: the first third premium, then standard, the last third basic.

    Disadvantaged retailers get emotional service (S0-1.6), retailers without data standard service.
    """
    ordinary = [one.id for one in classification.classes if one.is_ordinary]
    thirds: tuple[Service, ...] = ("premium", "standard", "basic")
    chosen = {one: thirds[place * 3 // len(ordinary)] for place, one in enumerate(ordinary)}
    special: dict[str, Service] = {DISADVANTAGED: "emotional", NO_DATA: "standard"}
    return {one.id: chosen.get(one.id) or special[one.id] for one in classification.classes}


def source_plan(classification: Classification) -> dict[str, ClassPlan]:
    """Return the training material's rhythms for classes 1 to 4; it says nothing of the others, so they get none."""
    ordinary = [one.id for one in classification.classes if one.is_ordinary]
    rhythms = dict(zip(ordinary, SOURCE_RHYTHMS, strict=False))
    return {one: ClassPlan(kind, rhythms.get(one, "none")) for one, kind in services(classification).items()}


def feasible_plan(classification: Classification) -> dict[str, ClassPlan]:
    """Return a plan that sees everybody: illustrative, not official.

    Class 1 as needed (2 a month assumed); the other upper classes once a week; the rest, the disadvantaged and
    those without data twice a month.
    """
    ordinary = [one.id for one in classification.classes if one.is_ordinary]
    weekly = set(ordinary[1 : (len(ordinary) + 1) // 2])
    rhythms: dict[str, Rhythm] = dict.fromkeys(weekly, "weekly")
    if ordinary:
        rhythms[ordinary[0]] = "as_needed"
    return {one: ClassPlan(kind, rhythms.get(one, "twice_month")) for one, kind in services(classification).items()}
