"""What lies ahead: how many cards come each day, and how much will be remembered."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, tzinfo
from typing import TypeVar

from fuwu.scheduling.days import DAY_STARTS, day_of
from fuwu.scheduling.memory import retrievability
from fuwu.scheduling.plan import LIMIT, next_review
from fuwu.scheduling.states import State

Group = TypeVar("Group", bound=Hashable)


@dataclass(frozen=True, slots=True)
class DayAhead:
    """A day of the learner's calendar and the cards that come on it."""

    date: date
    cards: int


def forecast(
    states: Mapping[str, State],
    *,
    now: datetime,
    days: int,
    exam_at: datetime | None = None,
    limit: int = LIMIT,
    today: int | None = None,
    zone: tzinfo = UTC,
) -> tuple[DayAhead, ...]:
    """Return the cards that come today and on each following day, up to `days` days or the day of the exam.

    Each card counts once, on the day of its next review; overdue ones today. A day takes `limit` cards, today as
    many as `today` says where the plan is known (some may be done, or the learner wants more); what is more moves to
    the next. Reviews that follow from these are not counted: they depend on the answers. An exam that is past
    counts as none.
    """
    exam_at = exam_at if exam_at and exam_at > now else None
    ends = [day_of(now, zone=zone, after=number) for number in range(days)]
    ends = [day for day in ends if exam_at is None or day.start < exam_at]
    comes = sorted(next_review(state, exam_at=exam_at, cards=len(states), limit=limit) for state in states.values())
    ahead, taken = [], 0
    for number, day in enumerate(ends):
        ready = sum(at < day.end for at in comes) - taken
        cards = min(ready, limit if number or today is None else today)
        taken += cards
        ahead.append(DayAhead((day.start.astimezone(zone) - DAY_STARTS).date(), cards))
    return tuple(ahead)


def retained(states: Mapping[str, State], at: datetime) -> float | None:
    """Return the share of the cards seen that is expected to be remembered at `at`; None without any."""
    return retained_by(states, at, groups=dict.fromkeys(states, "all")).get("all")


def retained_by(states: Mapping[str, State], at: datetime, *, groups: Mapping[str, Group]) -> dict[Group, float]:
    """Return that share for each group of cards, such as a point; `groups` names the group of a card.

    Groups of which no card was seen are missing: nothing is known to be forgotten there.
    """
    shares: dict[Group, list[float]] = {}
    for card, state in states.items():
        if card in groups:
            shares.setdefault(groups[card], []).append(retrievability(state, at))
    return {group: sum(found) / len(found) for group, found in shares.items()}
