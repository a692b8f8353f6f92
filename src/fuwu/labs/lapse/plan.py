"""Spend a limited number of hours on measures, and see what they are expected to win back. Illustrative."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from fuwu.labs.lapse.causes import MEASURE, effect
from fuwu.labs.lapse.verify import Suspect
from fuwu.labs.text import mark

Order = Literal["value", "care", "since"]

ORDERS: dict[Order, str] = {
    "value": mark("the largest loss first"),
    "care": mark("the disadvantaged first, then the largest loss"),
    "since": mark("the longest away first"),
}
NONE = "none"


@dataclass(frozen=True)
class Taken:
    """A measure taken with a retailer."""

    suspect: Suspect
    measure: str
    hours: float
    won: float  # yuan of purchases a year expected back

    @property
    def useless(self) -> bool:
        """Whether the measure does nothing about this retailer's cause."""
        return self.won == 0


@dataclass(frozen=True)
class Plan:
    """Who gets what, and who gets nothing."""

    taken: tuple[Taken, ...]
    unplanned: tuple[Suspect, ...]  # no measure was chosen for their cause
    beyond: tuple[Suspect, ...]  # the hours were used up
    budget: float

    @property
    def hours(self) -> float:
        """Hours the plan uses."""
        return sum(one.hours for one in self.taken)

    @property
    def won(self) -> float:
        """Yuan of purchases a year expected back."""
        return sum(one.won for one in self.taken)

    @property
    def lost(self) -> float:
        """Yuan of purchases a year that all of them no longer make."""
        return sum(one.value for one in self.everybody)

    @property
    def everybody(self) -> tuple[Suspect, ...]:
        """All retailers the plan is about."""
        return (*(one.suspect for one in self.taken), *self.unplanned, *self.beyond)

    @property
    def left_out(self) -> tuple[Suspect, ...]:
        """All who get nothing."""
        return self.unplanned + self.beyond


def in_need(suspects: Sequence[Suspect]) -> tuple[Suspect, ...]:
    """Return whom measures are for: confirmed lapses and those who did not answer, not closed or unvisited shops."""
    return tuple(one for one in suspects if one.verdict in ("lapse", "unknown"))


def spend(suspects: Sequence[Suspect], chosen: Mapping[str, str], budget: float, order: Order = "value") -> Plan:
    """Take the measure chosen for each one's cause, in order, while the hours last; who does not fit is skipped.

    ``expected back = part the measure wins back · value lost a year``.

    Raises
    ------
    ValueError
        If a measure is unknown.
    """
    if unknown := sorted(set(chosen.values()) - {*MEASURE, NONE}):
        raise ValueError(f"no measure {', '.join(unknown)}; there are {', '.join(MEASURE)} and {NONE}")
    left = float(budget)
    taken, unplanned, beyond = list[Taken](), list[Suspect](), list[Suspect]()
    for one in sorted(in_need(suspects), key=lambda one: _rank(one, order)):
        measure = chosen.get(one.finding or "", NONE)
        if measure == NONE:
            unplanned.append(one)
        elif MEASURE[measure].hours > left:
            beyond.append(one)
        else:
            left -= MEASURE[measure].hours
            won = effect(one.finding or "", measure) * one.value
            taken.append(Taken(one, measure, MEASURE[measure].hours, won))
    return Plan(tuple(taken), tuple(unplanned), tuple(beyond), budget)


def _rank(one: Suspect, order: Order) -> tuple[float, ...]:
    if order == "since":
        return (one.alarm.since, -one.value)
    return (float(order == "care" and not one.disadvantaged), -one.value)
