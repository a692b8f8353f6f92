"""What the log of reviews says about each card: replayed from the beginning, or carried on from a cache."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from fuwu.scheduling.memory import as_card, phase_of, scheduler
from fuwu.scheduling.rating import AGAIN, Rating

if TYPE_CHECKING:
    from fsrs import Card

#: The form of `to_json`; a cache of another form is not read.
FORM: Final = 1
RATINGS: Final = frozenset({1, 2, 3, 4})
#: Phases of a card, as in py-fsrs.
LEARNING: Final = 1
REVIEW: Final = 2
RELEARNING: Final = 3


@dataclass(frozen=True, slots=True)
class Event:
    """One review of one card: an item that was answered, or a flashcard that was rated.

    Parameters
    ----------
    card_id
        The flashcard's id, or what the caller calls an item as a card.
    rating
        1 (again) to 4 (easy), as in py-fsrs.
    at
        When, in UTC.
    id
        The id of the record in the log: orders reviews of one instant, and names the event to `undo`.
    confident_error
        Whether the learner was sure and wrong (`is_confident_error`).

    Raises
    ------
    ValueError
        If `at` is not UTC or `rating` is not 1 to 4.
    """

    card_id: str
    rating: Rating
    at: datetime
    id: str
    confident_error: bool = False

    def __post_init__(self) -> None:
        if self.at.tzinfo is not UTC:
            raise ValueError(f"{self.at} is not UTC: give the time as datetime in UTC (at.astimezone(UTC))")
        if self.rating not in RATINGS:
            raise ValueError(f"rating {self.rating} is not known: give 1 (again), 2 (hard), 3 (good) or 4 (easy)")

    @property
    def order(self) -> tuple[datetime, str]:
        """When it happened; of one instant, by id: the same on every machine."""
        return self.at, self.id


@dataclass(frozen=True, slots=True)
class State:
    """What is known of one card after its last review.

    Attributes
    ----------
    phase, step, stability, difficulty, due
        As in py-fsrs: learning 1, review 2, relearning 3; stability in days, difficulty 1 to 10.
    first_review, last_review, last_id
        When it was first and last reviewed, and the id of the last review.
    reviews, lapses
        How often it was reviewed, and how often forgotten after it had been learned (Again in phase 2).
    lapsed_at
        When it was forgotten last.
    confident_error_at
        When the learner was last sure and wrong; None once it was recalled after that.
    """

    card_id: str
    phase: int
    step: int | None
    stability: float
    difficulty: float
    due: datetime
    first_review: datetime
    last_review: datetime
    last_id: str
    reviews: int
    lapses: int = 0
    lapsed_at: datetime | None = None
    confident_error_at: datetime | None = None

    @property
    def order(self) -> tuple[datetime, str]:
        """The order of its last review among events."""
        return self.last_review, self.last_id


class LateEventsError(LookupError):
    """Events arrived that are older than a card's last review, and no history was given to replay."""

    def __init__(self, cards: Collection[str]) -> None:
        self.cards = frozenset(cards)
        listed = ", ".join(sorted(self.cards)[:3])
        super().__init__(f"older reviews arrived of {listed}: give 'history', which returns all events of cards")


#: Returns all the events of some cards, from the log.
History = Callable[[frozenset[str]], Iterable[Event]]


def replay(events: Iterable[Event], *, undone: Collection[str] = ()) -> dict[str, State]:
    """Return the state of every card that was reviewed, from the whole log.

    Parameters
    ----------
    events
        In any order; an event that is there twice (same id) counts once.
    undone
        Ids of events to leave out.
    """
    return {card: _carry_on(None, own) for card, own in _by_card(events, undone).items()}


def advance(
    states: Mapping[str, State],
    events: Iterable[Event],
    *,
    undone: Collection[str] = (),
    changed: Collection[str] = (),
    history: History | None = None,
) -> dict[str, State]:
    """Return the states after more events: the same as `replay` of everything, at the cost of the new.

    A card whose new events are all later than its last review is carried on. Any other (an older event came
    with the log of a second machine) is replayed from its own history, as are the cards in `changed`.

    Parameters
    ----------
    events
        The new ones, in any order; those that `states` has already do no harm.
    undone
        The ids of all events to leave out, not only the new ones.
    changed
        Cards whose known events changed: one was undone, or rated anew by an assessment.
    history
        Called once, with the cards to replay, if there are any.

    Raises
    ------
    LateEventsError
        If cards must be replayed and `history` is None.
    """
    grown = dict(states)
    stale = set(changed)
    for card, own in _by_card(events, undone).items():
        known = states.get(card)
        fresh = own if known is None else [event for event in own if event.order != known.order]
        if card in stale or (known and fresh and fresh[0].order < known.order):
            stale.add(card)
        elif fresh:
            grown[card] = _carry_on(known, fresh)
    return _renewed(grown, frozenset(stale), undone, history) if stale else grown


def _renewed(
    states: dict[str, State], stale: frozenset[str], undone: Collection[str], history: History | None
) -> dict[str, State]:
    if history is None:
        raise LateEventsError(stale)
    kept = {card: state for card, state in states.items() if card not in stale}
    return kept | replay((event for event in history(stale) if event.card_id in stale), undone=undone)


def undo(events: Iterable[Event], *, since: datetime, undone: Collection[str] = ()) -> str | None:
    """Return the id of the last event since `since` (the day's start) that is not undone: the one to take back."""
    left = [event for event in events if event.at >= since and event.id not in undone]
    return max(left, key=lambda event: event.order).id if left else None


def _by_card(events: Iterable[Event], undone: Collection[str]) -> dict[str, list[Event]]:
    """Return the events of each card in order, each once."""
    left_out = frozenset(undone)
    cards: dict[str, dict[str, Event]] = {}
    for event in events:
        if event.id not in left_out:
            cards.setdefault(event.card_id, {})[event.id] = event
    return {card: sorted(own.values(), key=lambda event: event.order) for card, own in cards.items()}


def _carry_on(state: State | None, events: list[Event]) -> State:
    """Return the state after the events of one card, which are in order and later than `state`."""
    from fsrs import Rating as FsrsRating

    rate = scheduler()
    card = as_card(state, at=events[0].at)
    lapses, lapsed_at = (state.lapses, state.lapsed_at) if state else (0, None)
    error_at = state.confident_error_at if state else None
    for event in events:
        if event.rating == AGAIN and phase_of(card) == REVIEW:
            lapses, lapsed_at = lapses + 1, event.at
        if event.confident_error or event.rating != AGAIN:
            error_at = event.at if event.confident_error else None
        card, _log = rate.review_card(card, FsrsRating(event.rating), event.at)
    return replace(
        _of(card, events[-1]),
        first_review=state.first_review if state else events[0].at,
        reviews=(state.reviews if state else 0) + len(events),
        lapses=lapses,
        lapsed_at=lapsed_at,
        confident_error_at=error_at,
    )


def _of(card: Card, last: Event) -> State:
    if card.stability is None or card.difficulty is None:
        raise AssertionError("a reviewed card has a stability")  # py-fsrs sets both at the first review
    return State(
        card_id=last.card_id,
        phase=phase_of(card),
        step=card.step,
        stability=card.stability,
        difficulty=card.difficulty,
        due=card.due,
        first_review=last.at,
        last_review=last.at,
        last_id=last.id,
        reviews=0,
    )


_TIMES: Final = frozenset({"due", "first_review", "last_review", "lapsed_at", "confident_error_at"})
_NAMES: Final = tuple(field.name for field in fields(State))
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND: Final = timedelta(microseconds=1)


def to_json(states: Mapping[str, State]) -> dict[str, Any]:
    """Return the states as plain JSON for a cache; times are whole microseconds since 1970."""

    def plain(value: Any) -> Any:
        return (value - _EPOCH) // _MICROSECOND if isinstance(value, datetime) else value

    rows = [[plain(getattr(state, name)) for name in _NAMES] for state in states.values()]
    return {"form": FORM, "names": list(_NAMES), "states": rows}


def from_json(read: Any) -> dict[str, State] | None:
    """Return the states of a cache, or None where it is not one of `to_json`: then replay the log."""
    try:
        if read["form"] != FORM or tuple(read["names"]) != _NAMES:
            return None
        states = [State(**{name: _value(name, part) for name, part in _row(row)}) for row in read["states"]]
    except (KeyError, TypeError, ValueError, OverflowError, AttributeError):
        return None
    return {state.card_id: state for state in states}


def _row(row: Any) -> Iterable[tuple[str, Any]]:
    return zip(_NAMES, row, strict=True)


def _value(name: str, part: Any) -> Any:
    return _EPOCH + part * _MICROSECOND if name in _TIMES and part is not None else part
