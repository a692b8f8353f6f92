"""What the order of reviews is worth on the day of the exam, and what it costs to know the cards' states.

Simulated learners have studied some cards and forget by FSRS-6, the half of them with weights of their own, which
the scheduler does not know. They review for 30 days; every review is drawn: recalled or forgotten. Each order meets
the same learners and the same cards, with the same daily limit; the share remembered on the exam day is that by
the learner's own memory. Exit status 1 if ours is below the order by due date, or a time limit is not kept.

usage: python bench/scheduling.py [LEARNERS]
"""

from __future__ import annotations

import json
import random
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from fsrs import Card, Rating, Scheduler
from fsrs.scheduler import LOWER_BOUNDS_PARAMETERS, UPPER_BOUNDS_PARAMETERS

from fuwu.scheduling import Event, State, advance, day_of, due, from_json, replay, to_json

START = datetime(2026, 11, 1, 8, tzinfo=UTC)
DAYS, LIMIT = 30, 40
EXAM = START + timedelta(days=DAYS, hours=1)
DAY = timedelta(days=1)
STEP = timedelta(minutes=10)
#: Seconds: 50,000 reviews replayed; a plan over the 1,128 cards there are.
REPLAY_LIMIT, PLAN_LIMIT = 3.0, 0.25


@dataclass
class Learner:
    """A memory of its own, and what the workbook knows of it."""

    rng: random.Random
    scheduler: Scheduler
    cards: dict[str, Card] = field(default_factory=dict)
    states: dict[str, State] = field(default_factory=dict)
    reviews: int = 0

    def review(self, card: str, at: datetime) -> None:
        """Recall the card or not; if not, relearn it ten minutes later."""
        known = self.cards.get(card)
        recalled = self.rng.random() < (self.recall(known, at) if known else 0.5)
        self.rate(card, Rating.Good if recalled else Rating.Again, at)
        if not recalled:
            self.rate(card, Rating.Good, at + STEP)

    def rate(self, card: str, rating: Rating, at: datetime) -> None:
        """Change the memory, and tell the workbook."""
        known = self.cards.get(card) or Card(card_id=1, due=at)
        self.cards[card], _log = self.scheduler.review_card(known, rating, at)
        self.reviews += 1
        event = Event(card, int(rating), at, f"{self.reviews:06}")  # type: ignore[arg-type]
        self.states |= advance({card: self.states[card]} if card in self.states else {}, [event])

    def recall(self, card: Card, at: datetime) -> float:
        """Return the true probability of recall, by the published curve (not by the code that is measured)."""
        decay = -self.scheduler.parameters[20]
        days = max(0.0, (at - card.last_review) / DAY)
        return (1 + (0.9 ** (1 / decay) - 1) * days / card.stability) ** decay


def learner(seed: int, cards: int, *, own_memory: bool) -> Learner:
    """Return a learner who studied `cards` cards in the last 60 days, with up to two reviews of each."""
    rng = random.Random(seed)
    made = Learner(rng, Scheduler(_weights(rng, own_memory), 0.9, (STEP,), (STEP,), enable_fuzzing=False))
    for number in range(cards):
        at = START - timedelta(days=rng.uniform(1, 60))
        for _ in range(1 + rng.randrange(3)):
            if at < START:
                made.review(f"card-{number}", at)
            at += timedelta(days=rng.uniform(1, 8))
    return made


def _weights(rng: random.Random, own_memory: bool) -> list[float]:  # noqa: FBT001
    weights = list(Scheduler().parameters)
    if own_memory:
        weights = [weight * rng.lognormvariate(0, 0.2) for weight in weights]
    bounds = zip(weights, LOWER_BOUNDS_PARAMETERS, UPPER_BOUNDS_PARAMETERS, strict=True)
    return [min(max(weight, low), high) for weight, low, high in bounds]


Order = Callable[[Learner, datetime], list[str]]


def visits(who: Learner, now: datetime) -> dict[str, datetime]:
    """Return the learner's visits: leeches are read up at once, the other orders have no leeches."""
    return dict.fromkeys(who.states, now)


def ours(who: Learner, now: datetime) -> list[str]:
    return [card.card_id for card in due(who.states, now=now, exam_at=EXAM, limit=LIMIT, visits=visits(who, now)).cards]


def without_exam(who: Learner, now: datetime) -> list[str]:
    return [card.card_id for card in due(who.states, now=now, limit=LIMIT, visits=visits(who, now)).cards]


def by_due_date(who: Learner, now: datetime) -> list[str]:
    ready = [state for state in who.states.values() if state.due < day_of(now).end]
    return [state.card_id for state in sorted(ready, key=lambda state: (state.due, state.card_id))]


def at_random(who: Learner, now: datetime) -> list[str]:
    ready = sorted(by_due_date(who, now))
    who.rng.shuffle(ready)
    return ready


def never(_who: Learner, _now: datetime) -> list[str]:
    return []


ORDERS: dict[str, Order] = {
    "ours": ours,
    "ours without exam day": without_exam,
    "by due date": by_due_date,
    "at random": at_random,
    "no review": never,
}


def remembered(order: Order, seed: int, cards: int, *, own_memory: bool) -> tuple[float, int]:
    """Return the share remembered on the exam day, and how many cards were reviewed on the way."""
    who = learner(seed, cards, own_memory=own_memory)
    who.rng = random.Random(seed + 1)
    reviewed = 0
    clock = random.Random(seed + 2)
    for day in range(DAYS):
        now = START + timedelta(days=day, hours=clock.uniform(0, 13))
        chosen = order(who, now)[:LIMIT]
        reviewed += len(chosen)
        for card in chosen:
            who.review(card, now)
    return statistics.fmean(who.recall(card, EXAM) for card in who.cards.values()), reviewed


def compare(cards: int, learners: int) -> bool:
    """Print what each order comes to; return whether ours is not below that by due date."""
    mean = {}
    for name, order in ORDERS.items():
        results = [remembered(order, seed, cards, own_memory=seed % 2 == 1) for seed in range(1000, 1000 + learners)]
        mean[name] = [share for share, _reviewed in results]
        ratio = statistics.fmean(mean[name]) / statistics.fmean(mean["ours"])
        reviewed = statistics.fmean(number for _share, number in results)
        print(
            f"  {cards} cards, {name}: {statistics.fmean(mean[name]):.1%} remembered"
            f" ({reviewed:.0f} reviews), {ratio:.3f} x ours"
        )
    gains = [one - other for one, other in zip(mean["ours"], mean["by due date"], strict=True)]
    gain, error = statistics.fmean(gains), statistics.stdev(gains) / len(gains) ** 0.5
    print(f"  {cards} cards, ours less by due date: {100 * gain:+.2f} points, standard error {100 * error:.2f}")
    return gain >= 0


def speed() -> bool:
    """Print what states and plans cost with 50,000 reviews; return whether the limits are kept."""
    rng = random.Random(5)
    events = [
        Event(f"card-{rng.randrange(1128)}", rng.choice((1, 2, 3, 3, 3, 3)), START + n * STEP / 3, f"{n:06}")  # type: ignore[arg-type]
        for n in range(50_000)
    ]
    whole, states = timed(lambda: replay(events))
    known = replay(events[:-100])
    more, carried = timed(lambda: advance(known, events[-100:]))
    cached, _read = timed(lambda: from_json(json.loads(json.dumps(to_json(states)))))
    end = events[-1].at + DAY
    planned, _plan = timed(lambda: due(states, now=end, exam_at=end + 20 * DAY))
    if carried != states:
        raise AssertionError("carried on is not replayed")
    print(
        f"scheduling: replay of 50,000 reviews {whole:.2f} s,"
        f" {whole / REPLAY_LIMIT:.2f} x the limit of {REPLAY_LIMIT} s"
    )
    print(f"scheduling: 100 more {more * 1000:.1f} ms, {more / whole:.4f} x the replay; cache {cached * 1000:.0f} ms")
    print(
        f"scheduling: plan of 1,128 cards {planned * 1000:.0f} ms,"
        f" {planned / PLAN_LIMIT:.2f} x the limit of {PLAN_LIMIT} s"
    )
    return whole <= REPLAY_LIMIT and planned <= PLAN_LIMIT


def timed(job: Callable[[], object]) -> tuple[float, object]:
    """Return the best time of three, in seconds, and what the job returned."""
    taken = []
    for _ in range(3):
        begun = time.perf_counter()
        result = job()
        taken.append(time.perf_counter() - begun)
    return min(taken), result


def main() -> int:
    """Measure and print."""
    learners = int(sys.argv[1]) if len(sys.argv) > 1 else 12
    kept = speed()
    print(f"scheduling: remembered on the exam day after {DAYS} days of at most {LIMIT} cards ({learners} learners)")
    for cards in (250, 500, 1128):
        kept &= compare(cards, learners)
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
