"""FSRS-6, as py-fsrs has it: what is remembered when, and what a review would change."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING, Final

from fuwu.scheduling.rating import AGAIN, EASY, GOOD, HARD, Rating

if TYPE_CHECKING:
    from fsrs import Card, Scheduler

    from fuwu.scheduling.states import State

#: A card is due when the probability of recalling it has fallen to this.
DESIRED_RETENTION: Final = 0.9
#: What is forgotten comes back after this, in the same sitting.
STEP: Final = timedelta(minutes=10)
DAY: Final = timedelta(days=1)


@cache
def scheduler() -> Scheduler:
    """Return the scheduler: the published weights, one learning step, and intervals without chance.

    One step of ten minutes, not py-fsrs's two: an item that was answered right in a lesson's quiz is learned and
    comes back by its stability; with two steps, all of them would be due again ten minutes later.
    Fuzzing would draw from the global random generator, and a replay would not give the same states.
    """
    from fsrs import Scheduler as Fsrs

    return Fsrs(
        desired_retention=DESIRED_RETENTION,
        learning_steps=(STEP,),
        relearning_steps=(STEP,),
        enable_fuzzing=False,
    )


@cache
def _curve() -> tuple[float, float]:
    """Return factor and decay of the forgetting curve."""
    decay = -scheduler().parameters[20]
    return DESIRED_RETENTION_OF_STABILITY ** (1 / decay) - 1, decay


#: Stability is the time in which the probability of recall falls to 0.9, whatever retention is desired.
DESIRED_RETENTION_OF_STABILITY: Final = 0.9


def retrievability(state: State, at: datetime) -> float:
    """Return the probability that the card is recalled at `at`.

    R = (1 + F t / S)^(-w20) with F = 0.9^(-1/w20) - 1 (FSRS-6; Ye, Su & Cao, KDD 2022, for the model's
    origin). As `Scheduler.get_card_retrievability`, but with t in fractions of a day: what is forgotten until an
    exam in the afternoon does not jump at the hour of the last review.
    """
    return _recall(state.stability, (at - state.last_review) / DAY)


def _recall(stability: float, days: float) -> float:
    factor, decay = _curve()
    recall: float = (1 + factor * max(days, 0.0) / stability) ** decay
    return recall


def as_card(state: State | None, *, at: datetime) -> Card:
    """Return the state as a card of py-fsrs; None is a new card, first seen at `at`."""
    from fsrs import Card as FsrsCard
    from fsrs import State as Phase

    if state is None:
        return FsrsCard(card_id=0, due=at)
    return FsrsCard(
        card_id=0,
        state=Phase(state.phase),
        step=state.step,
        stability=state.stability,
        difficulty=state.difficulty,
        due=state.due,
        last_review=state.last_review,
    )


def phase_of(card: Card) -> int:
    """Return 1 (learning), 2 (review) or 3 (relearning)."""
    return int(card.state)


def previews(state: State | None, now: datetime) -> dict[Rating, timedelta]:
    """Return, for each rating, the time until the next review: what stands under the buttons."""
    from fsrs import Rating as FsrsRating

    now = now.astimezone(UTC)
    card = as_card(state, at=now)
    ratings: tuple[Rating, ...] = (AGAIN, HARD, GOOD, EASY)
    return {rating: scheduler().review_card(card, FsrsRating(rating), now)[0].due - now for rating in ratings}


def expected_recall(state: State, exam_at: datetime, *reviews: datetime) -> float:
    """Return the expected probability of recall at `exam_at` if the card is reviewed at these times.

    Each review finds the card remembered with its retrievability then, and goes on with the stability after
    Good; or forgotten, and goes on with that after Again and, a step later, Good. All branches are weighed.
    """
    return _expected(as_card(state, at=state.last_review), exam_at, reviews)


def _expected(card: Card, exam_at: datetime, reviews: tuple[datetime, ...]) -> float:
    from fsrs import Rating as FsrsRating

    if card.stability is None or card.last_review is None:
        raise AssertionError("a reviewed card has a stability")
    if not reviews:
        return _recall(card.stability, (exam_at - card.last_review) / DAY)
    at, later = reviews[0], reviews[1:]
    recalled = _recall(card.stability, (at - card.last_review) / DAY)
    review = scheduler().review_card
    good, _log = review(card, FsrsRating.Good, at)
    again, _log = review(card, FsrsRating.Again, at)
    learned, _log = review(again, FsrsRating.Good, at + STEP)
    return recalled * _expected(good, exam_at, later) + (1 - recalled) * _expected(learned, exam_at, later)
