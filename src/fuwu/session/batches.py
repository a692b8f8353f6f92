"""A day's queue cut into batches. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from fuwu.scheduling import Planned, State
from fuwu.scheduling.states import REVIEW
from fuwu.session.agenda import Agenda
from fuwu.session.memory import item_of

#: Cards sent to the browser at once; what is forgotten comes back after them.
BATCH: Final = 10
#: Cards by which "more" raises the day's limits.
EXTRA: Final = 20
#: The setting that keeps it, with the day it is for.
EXTRA_SETTING: Final = "review_extra"
#: No day's limits are raised beyond this.
MOST: Final = 999


def extra_of(settings: Mapping[str, Any], day: str) -> int:
    """Return by how much the learner raised the limits of a day; 0 for what cannot be read."""
    value = settings.get(EXTRA_SETTING)
    if not isinstance(value, dict) or value.get("day") != day:
        return 0
    cards = value.get("cards")
    return cards if isinstance(cards, int) and not isinstance(cards, bool) and 0 <= cards <= MOST else 0


def items_of(cards: Iterable[str]) -> set[str]:
    """Return the ids of the items among cards."""
    return {name for name in map(item_of, cards) if name}


def rest_of(queue: Sequence[str], open_: set[str]) -> list[str]:
    """Return what is left of a batch: its open items, and the flashcards that stand among them in the queue."""
    rest: list[str] = []
    left = open_ & set(queue)
    for card in queue:
        if item_of(card) is None or card in left:
            rest.append(card)
        if left <= set(rest) or len(rest) >= BATCH:
            break
    return rest


def led_by(first: str | None, queue: Sequence[Planned]) -> list[Planned]:
    """Return the queue with one card before the others."""
    return sorted(queue, key=lambda one: one.card_id != first)


def is_over(state: State, today: Agenda) -> bool:
    """Return whether a card was reviewed today (and judged), and need not come back on the same day."""
    return state.last_review in today.plan.day and (state.phase == REVIEW or state.due >= today.plan.day.end)
