"""What is to be reviewed today: the plan of `fuwu.scheduling` over this learner's log and this bank's cards."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Final, Literal

from fuwu.bank import Bank
from fuwu.model import Flashcard
from fuwu.scheduling import LIMIT, NEW_LIMIT, DayAhead, Leech, Plan, Planned, State, due, forecast, leeches
from fuwu.scheduling.days import Day, day_of
from fuwu.session.memory import Memory, card_of, item_of
from fuwu.store import Store, reviewing
from fuwu.store.reviewing import Done

Kind = Literal["all", "items", "cards"]

#: When exams usually begin, on the learner's clock.
EXAM_HOUR: Final = time(9)

#: Roughly how long one takes, in seconds; for "about 12 minutes", nothing else.
SECONDS: Final[Mapping[str, int]] = {"card": 12, "numeric": 90, "case": 420}
SECONDS_AN_ITEM: Final = 35

#: Items of these types are first met in a lesson, in practice or in an exam: too long to be sprung on somebody.
NEVER_NEW: Final = frozenset({"case"})


@dataclass(frozen=True, slots=True)
class Choice:
    """What the learner wants to see of the plan."""

    kind: Kind = "all"
    lesson: str | None = None


@dataclass(frozen=True, slots=True)
class Limits:
    """What the learner has settled on.

    Parameters
    ----------
    daily, new
        Cards a day, and new ones among them.
    exam_at
        When the exam begins, UTC; None if no day is known. It may be past.
    extra
        By how much both are raised today, and today only.
    """

    daily: int = LIMIT
    new: int = NEW_LIMIT
    exam_at: datetime | None = None
    extra: int = 0


@dataclass(frozen=True, slots=True)
class Agenda:
    """Today's reviews.

    Attributes
    ----------
    plan
        What is left for today, in order, within the limits.
    queue
        The same in the order to show it: what has to come back today and may not yet is at the end.
    states
        Of all cards that there still are.
    coming
        Of those that come again: of the part that was chosen, without leeches.
    done
        Reviews of today (in reviews, not elsewhere), the last first.
    finished, total
        Cards of today that need not come back, and all cards of today.
    undecided
        Case answers of today's reviews that the learner has not judged yet; they are in no queue.
    leeches
        Cards that wait until their section was read again, worst first.
    """

    plan: Plan
    queue: tuple[Planned, ...]
    states: Mapping[str, State]
    coming: Mapping[str, State]
    done: tuple[Done, ...]
    finished: int
    total: int
    undecided: frozenset[str]
    leeches: tuple[Leech, ...]
    limits: Limits
    now: datetime
    zone: tzinfo
    seconds: int
    kinds: Mapping[str, int] = field(default_factory=dict)  # of the queue: again, review, error, new

    @property
    def exam_at(self) -> datetime | None:
        """When the exam begins, if that is still ahead: one that is past changes no plan."""
        exam_at = self.limits.exam_at
        return exam_at if exam_at and exam_at > self.now else None

    def ahead(self, days: int) -> tuple[DayAhead, ...]:
        """Return how many cards come today, as planned, and on each of the days after it."""
        known = forecast(
            self.coming,
            now=self.now,
            days=days,
            exam_at=self.exam_at,
            limit=self.limits.daily,
            today=len(self.queue) - self.kinds.get("new", 0),
            zone=self.zone,
        )
        return (DayAhead(known[0].date, len(self.queue)), *known[1:]) if known else ()


class Deck:
    """Every card there is, with the section that teaches it.

    Parameters
    ----------
    bank
        Items and flashcards.
    """

    def __init__(self, bank: Bank) -> None:
        self._bank = bank
        self.flashcards: dict[str, Flashcard] = {card.id: card for card in bank.cards()}

    def __contains__(self, card_id: str) -> bool:
        item = item_of(card_id)
        return card_id in self.flashcards if item is None else item in self._bank.facts

    def lesson(self, card_id: str) -> str:
        """Return the lesson of a card."""
        item = item_of(card_id)
        return self.flashcards[card_id].lesson if item is None else self._bank.facts[item].lesson

    def section(self, card_id: str) -> str | None:
        """Return the point of a card; None for a flashcard on a lesson as a whole."""
        item = item_of(card_id)
        return self.flashcards[card_id].point if item is None else self._bank.facts[item].point

    def type(self, card_id: str) -> str:
        """Return the type of a card's item, "card" for a flashcard."""
        item = item_of(card_id)
        return "card" if item is None else self._bank.facts[item].type

    def fits(self, card_id: str, choice: Choice) -> bool:
        """Return whether the learner wants to see the card."""
        kind = "cards" if item_of(card_id) is None else "items"
        return choice.kind in ("all", kind) and choice.lesson in (None, self.lesson(card_id))

    def in_order(self, begun: Iterable[str]) -> list[str]:
        """Return all cards in the order of learning: lessons `begun` first, each with flashcards among its items."""
        first = set(begun)
        lessons = sorted(self._bank.lessons(), key=lambda lesson: lesson.id not in first)  # stable: syllabus order
        place = {point.id: n for lesson in lessons for n, point in enumerate(lesson.points)}
        items: dict[str, list[str]] = {}
        for one in sorted(self._bank.facts.values(), key=lambda one: place[one.point]):
            if one.type not in NEVER_NEW:
                items.setdefault(one.lesson, []).append(card_of(one.id))
        cards: dict[str, list[str]] = {}
        for card in self.flashcards.values():
            cards.setdefault(card.lesson, []).append(card.id)
        return [name for lesson in lessons for name in mixed(cards.get(lesson.id, []), items.get(lesson.id, []))]

    def visits(self, sections: Mapping[str, datetime]) -> dict[str, datetime]:
        """Return when the section of each card was visited last; a lesson's card counts with any of its sections."""
        lessons: dict[str, datetime] = {}
        for lesson in self._bank.lessons():
            seen = [sections[point.id] for point in lesson.points if point.id in sections]
            if seen:
                lessons[lesson.id] = max(seen)
        found = {card_of(one.id): sections[one.point] for one in self._bank.facts.values() if one.point in sections}
        for card in self.flashcards.values():
            at = sections.get(card.point) if card.point else lessons.get(card.lesson)
            if at:
                found[card.id] = at
        return found


def mixed(one: Sequence[str], other: Sequence[str]) -> list[str]:
    """Return both lists as one, each in its order, spread evenly.

    Examples
    --------
    >>> mixed(["a", "b"], ["1", "2", "3", "4"])
    ['1', 'a', '2', '3', 'b', '4']
    """
    placed = [((k + 0.5) / len(names), names[k]) for names in (other, one) for k in range(len(names))]
    return [name for _, name in sorted(placed, key=lambda pair: pair[0])]


def exam_time(day: date | None, zone: tzinfo) -> datetime | None:
    """Return when an exam on that day begins, in UTC."""
    return datetime.combine(day, EXAM_HOUR, zone).astimezone(UTC) if day else None


def agenda(  # noqa: PLR0913 - what a day depends on
    store: Store,
    bank: Bank,
    *,
    now: datetime,
    zone: tzinfo,
    limits: Limits | None = None,
    choice: Choice | None = None,
    memory: Memory | None = None,
    deck: Deck | None = None,
) -> Agenda:
    """Return what is to be reviewed today.

    Parameters
    ----------
    store, bank
        The learner's log; what there is to learn.
    now, zone
        The time in UTC; the learner's zone, whose days begin at 04:00.
    limits
        By default those of `fuwu.scheduling`, without an exam's day.
    choice
        Shows a part of it; the day's limits hold for the whole.
    memory, deck
        Those to go on with, where the agenda is asked for again and again.
    """
    deck = deck or Deck(bank)
    limits = limits or Limits()
    choice = choice or Choice()
    states = {card: state for card, state in (memory or Memory(store)).states().items() if card in deck}
    day = day_of(now, zone=zone)
    done = reviewing.done(store, since=day.start)
    visits = deck.visits(reviewing.visits(store))
    wanted = {card: state for card, state in states.items() if deck.fits(card, choice)}
    counted = {one.card_id for one in done}
    fresh = [card for card in deck.in_order(_begun(deck, states)) if deck.fits(card, choice)]
    new = 0 if limits.exam_at and limits.exam_at in day else limits.new  # on the exam's day nothing new, unless wanted
    elsewhere = [card for card in counted - wanted.keys() if card in states and states[card].last_review in day]
    new_elsewhere = sum(states[card].first_review in day for card in elsewhere)
    plan = due(
        wanted,
        now=now,
        exam_at=limits.exam_at,
        limit=max(0, limits.daily + limits.extra - len(elsewhere)),
        new_cards=fresh,
        new_limit=max(0, new + limits.extra - new_elsewhere),
        done=counted,
        visits=visits,
        zone=zone,
    )
    return _agenda(plan, states, wanted, done, deck, limits, now=now, zone=zone, visits=visits)


def _begun(deck: Deck, states: Mapping[str, State]) -> set[str]:
    return {deck.lesson(card) for card in states}


def _agenda(  # noqa: PLR0913
    plan: Plan,
    states: Mapping[str, State],
    wanted: Mapping[str, State],
    done: tuple[Done, ...],
    deck: Deck,
    limits: Limits,
    *,
    now: datetime,
    zone: tzinfo,
    visits: Mapping[str, datetime],
) -> Agenda:
    undecided = _undecided(done, states, plan.day)
    cards = [one for one in plan.cards if one.card_id not in undecided]
    queue = (*(one for one in cards if one.due <= now), *(one for one in cards if one.due > now))
    left = {one.card_id for one in queue}
    reviewed = {one.card_id for one in done} - undecided
    kinds: dict[str, int] = {}
    for one in queue:
        kinds[one.reason] = kinds.get(one.reason, 0) + 1
    return Agenda(
        plan=plan,
        queue=queue,
        states=states,
        coming={card: wanted[card] for card in wanted.keys() - set(plan.suspended)},
        done=done,
        finished=len(reviewed - left),
        total=len(reviewed | left | undecided),
        undecided=undecided,
        leeches=tuple(one for one in leeches(states, visits=visits) if one.suspended),
        limits=limits,
        now=now,
        zone=zone,
        seconds=sum(SECONDS.get(deck.type(card), SECONDS_AN_ITEM) for card in left),
        kinds=kinds,
    )


def _undecided(done: Iterable[Done], states: Mapping[str, State], day: Day) -> frozenset[str]:
    known = {card for card, state in states.items() if state.last_review in day}
    return frozenset(one.card_id for one in done) - known


def days_until(exam_at: datetime | None, now: datetime, zone: tzinfo) -> int | None:
    """Return how many days it is to the exam on the learner's calendar; None without one ahead."""
    if exam_at is None or exam_at < now - timedelta(days=1):
        return None
    days = (exam_at.astimezone(zone).date() - now.astimezone(zone).date()).days
    return days if days >= 0 else None
