"""What to review today, so that most is remembered on the day of the exam."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Final, Literal

from fuwu.scheduling.days import Day, day_of
from fuwu.scheduling.leeches import leeches
from fuwu.scheduling.memory import DAY, expected_recall, retrievability
from fuwu.scheduling.states import REVIEW, State

#: Cards a day, and new ones among them, unless the learner chooses otherwise.
LIMIT: Final = 40
NEW_LIMIT: Final = 20
#: A confident error comes before everything else for this long.
ERROR_DAYS: Final = 7
#: Before the exam a card counts as safe from this probability of recall on that day on.
EXAM_RETENTION: Final = 0.95
#: A card that is not due comes into the closing round only if that adds so much to the recall on the exam day.
WORTH: Final = 0.005
#: Reviews leave one place in so many to new cards, or a backlog would end all learning.
NEW_SHARE: Final = 4
#: Not in the last days before the exam: they belong to what is due, new cards come only where that leaves room.
LAST_DAYS: Final = 3

Reason = Literal["error", "again", "review", "new"]


@dataclass(frozen=True, slots=True)
class Planned:
    """A card of today's plan.

    Attributes
    ----------
    reason
        "error": wrong though sure; "again": begun today and not yet recalled; "review"; "new".
    due
        When it may be shown: later than now only for what was forgotten a few minutes ago.
    gain
        What a review is expected to add to the probability of recall on the exam day; without an exam, the
        probability that it is forgotten now. 0 for "again" and "new", which are not ranked by it.
    """

    card_id: str
    reason: Reason
    due: datetime
    gain: float


@dataclass(frozen=True, slots=True)
class Plan:
    """Today's cards in order, and what the limits did.

    Attributes
    ----------
    cards
        What is left for today.
    done, new_done
        Cards already begun today, and the new ones among them.
    waiting
        Cards that should come today and do not fit the limit.
    suspended
        Leeches that wait until the lesson was read again.
    day
        The day the plan is for.
    """

    cards: tuple[Planned, ...]
    done: int
    new_done: int
    waiting: int
    suspended: tuple[str, ...]
    day: Day


def due(  # noqa: PLR0913 - the learner's choices, each with its default
    states: Mapping[str, State],
    *,
    now: datetime,
    exam_at: datetime | None = None,
    limit: int = LIMIT,
    new_cards: Iterable[str] = (),
    new_limit: int = NEW_LIMIT,
    done: Collection[str] | None = None,
    visits: Mapping[str, datetime] | None = None,
    zone: tzinfo = UTC,
) -> Plan:
    """Return what to review today.

    The order: confident errors of the last week; what was begun today and is not yet recalled; reviews; new
    cards, which get the places that reviews leave, and a quarter in any case until the `LAST_DAYS`. Reviews are
    ordered by what they add: with an exam ahead by `gain`, else by the risk that they are forgotten. Everything
    is reckoned at the beginning of the day: asked again later, the plan is the same less what was done, and
    never longer. py-fsrs counts full days since the last review; at the beginning of the day a card of
    yesterday has none behind it, a review adds little to it, and it waits while others need the place: in the
    simulation this serves better than reckoning at noon or at the end of the day.

    Parameters
    ----------
    states
        Of all cards seen so far (`replay`); cards that no longer exist are for the caller to leave out.
    exam_at
        When the exam begins; one that is past counts as none (but new cards wait for room until the day is over).
    limit
        Cards a day. What was done today counts; a card that comes back on the same day does not count again.
    new_cards
        Cards in the order of learning; those with a state are passed over.
    new_limit
        New cards a day, within `limit`.
    done
        The cards that count as done today; by default all that were reviewed today. Give those of the review
        session where practice and exams shall not use up the day's reviews.
    visits
        When the learner last was in the lesson's section of a card: ends the suspension of a leech.
    zone
        The learner's time zone; the day begins there at four in the morning.

    Raises
    ------
    ValueError
        If `now` or `exam_at` has no time zone, or a limit is negative.
    """
    if min(limit, new_limit) < 0:
        raise ValueError(f"limits must not be negative: limit={limit}, new_limit={new_limit}")
    if exam_at and exam_at.tzinfo is None:
        raise ValueError(f"{exam_at} has no time zone: give an aware time")
    day = day_of(now, zone=zone)
    exam = exam_at.astimezone(UTC) if exam_at and exam_at > now else None
    begun = {card for card, state in states.items() if state.last_review in day}
    counted = begun if done is None else begun & set(done)
    out = {leech.card_id for leech in leeches(states, visits=visits) if leech.suspended}
    again = _again([states[card] for card in counted - out], day)
    old = sum(state.first_review < day.start for state in states.values())
    closing = closing_round(exam, cards=old, limit=limit) if exam else None
    late = exam_at is not None and day.start <= exam_at < day_of(now, zone=zone, after=LAST_DAYS).end
    ranked = _ranked([states[card] for card in states.keys() - counted - out], day, exam, closing)
    fresh = [card for card in dict.fromkeys(new_cards) if card not in states]
    new_done = sum(states[card].first_review in day for card in counted)
    room = max(0, limit - len(counted))
    share = 0 if late else limit // NEW_SHARE
    new_room = min(new_limit, max(limit - (len(ranked) + len(counted) - new_done), share)) - new_done
    new = [Planned(card, "new", day.start, 0.0) for card in fresh[: max(0, min(new_room, room))]]
    reviews = ranked[: room - len(new)]
    errors = [card for card in reviews if card.reason == "error"]
    others = [card for card in reviews if card.reason != "error"]
    return Plan(
        cards=(*errors, *again, *others, *new),
        done=len(counted),
        new_done=new_done,
        waiting=len(ranked) - len(reviews),
        suspended=tuple(sorted(out)),
        day=day,
    )


def _again(begun: Iterable[State], day: Day) -> list[Planned]:
    """Return what was reviewed today and comes back today, soonest first."""
    back = sorted(filter(lambda state: _comes_back(state, day), begun), key=lambda state: (state.due, state.card_id))
    return [Planned(state.card_id, "again", state.due, 0.0) for state in back]


def _comes_back(state: State, day: Day) -> bool:
    return state.phase != REVIEW and state.due < day.end


def _ranked(states: Iterable[State], day: Day, exam: datetime | None, closing: ClosingRound | None) -> list[Planned]:
    """Return the cards to review today, those first that should come first.

    Some may have been reviewed today without counting (in practice): of these, what was forgotten.
    """
    planned = []
    for state in states:
        today = state.last_review in day
        is_due = _comes_back(state, day) if today else state.due < day.end
        if not is_due and (today or not _closes(state, day, exam, closing)):
            continue
        gain = gain_of(state, day.start, exam, closing.middle if closing and closing.begin >= day.end else None)
        if is_due or gain >= WORTH:
            reason: Reason = "error" if _recent_error(state, day) else "review"
            planned.append(Planned(state.card_id, reason, state.due if today else day.start, gain))
    planned.sort(key=lambda one: (one.reason != "error", -one.gain, one.card_id))
    return planned


def _closes(state: State, day: Day, exam: datetime | None, closing: ClosingRound | None) -> bool:
    """Return whether a card that is not due comes into the closing round."""
    return exam is not None and closing is not None and closing.begin < day.end and _unsafe(state, exam)


def _unsafe(state: State, exam: datetime) -> bool:
    return retrievability(state, exam) < EXAM_RETENTION


def _recent_error(state: State, day: Day) -> bool:
    at = state.confident_error_at
    return at is not None and at >= day.start - ERROR_DAYS * DAY


@dataclass(frozen=True, slots=True)
class ClosingRound:
    """The last days before the exam, in which every card that needs it is seen once more."""

    begin: datetime
    middle: datetime


def closing_round(exam_at: datetime, *, cards: int, limit: int) -> ClosingRound:
    """Return when the closing round begins: as many days before the exam as all cards take at the daily limit."""
    length = timedelta(days=max(1.0, cards / max(limit, 1)))
    return ClosingRound(exam_at - length, exam_at - length / 2)


def gain_of(state: State, at: datetime, exam_at: datetime | None, later: datetime | None = None) -> float:
    """Return what a review at `at` adds to the probability of recall on the exam day.

    It is the expected recall with the review less that without (`expected_recall`). Before the closing round the
    card is taken to be reviewed once more `later`, in the middle of the round, with and without the review now:
    what counts then is the stability a review builds, not the recall it refreshes for a while.

    Without an exam it is the probability that the card is forgotten at `at`; what was not yet recalled since it
    was forgotten, or first seen, counts as forgotten.

    In bench/scheduling.py this order is compared with others on the same learners.
    """
    if exam_at is None:
        return 1 - retrievability(state, at) if state.phase == REVIEW else 1.0
    at = max(at, state.last_review)
    then = (later,) if later else ()
    return expected_recall(state, exam_at, at, *then) - expected_recall(state, exam_at, *then)


def next_review(state: State, *, exam_at: datetime | None = None, cards: int = 0, limit: int = LIMIT) -> datetime:
    """Return when the card comes next.

    By FSRS, unless that were after the exam and the card would by then have fallen below `EXAM_RETENTION`:
    then it comes in the closing round. `cards` is the number of cards seen (`len(states)`). An exam that is past
    is for the caller to leave out: there is no clock here.
    """
    if exam_at is None or state.due < exam_at or state.last_review >= exam_at or not _unsafe(state, exam_at):
        return state.due
    closing = max(closing_round(exam_at, cards=cards, limit=limit).begin, state.last_review + DAY)
    return closing if closing < exam_at else state.due
