"""Cards that are forgotten again and again: not another review helps, but the lesson."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from fuwu.scheduling.states import State

#: Lapses that make a leech. Anki takes 8, in decks that live for years; here a card lives some weeks.
LAPSES: Final = 4


@dataclass(frozen=True, slots=True)
class Leech:
    """A card forgotten at least `LAPSES` times after it had been learned.

    Attributes
    ----------
    at
        When it was forgotten last.
    suspended
        Whether it waits: its lesson was not visited since then.
    """

    card_id: str
    lapses: int
    at: datetime
    suspended: bool


def leeches(
    states: Mapping[str, State], *, visits: Mapping[str, datetime] | None = None, lapses: int = LAPSES
) -> tuple[Leech, ...]:
    """Return the leeches, worst first.

    Parameters
    ----------
    states
        Of all cards.
    visits
        When the learner was last in the section of the lesson that teaches a card, by card. A leech comes back
        into the plan when its section was visited after its last lapse; one more lapse sends it there again.
    lapses
        How many lapses make a leech.
    """
    seen = visits or {}
    found = [
        Leech(card, state.lapses, state.lapsed_at, suspended=card not in seen or seen[card] <= state.lapsed_at)
        for card, state in states.items()
        if state.lapsed_at is not None and state.lapses >= lapses
    ]
    return tuple(sorted(found, key=lambda leech: (-leech.lapses, leech.card_id)))
