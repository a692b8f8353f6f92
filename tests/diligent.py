"""A learner who has been at it for a long time: a log as large as years make it, from one seed."""

from __future__ import annotations

import random
import uuid
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from fuwu.bank import Bank
from fuwu.model import Assessment, Attempt, Item, Place, Response, Score, Stated, Verdict
from fuwu.store import Store
from fuwu.store.records import KIND_OF

#: Answers in one sitting.
SITTING = 25
_EARNED: dict[Verdict, float] = {"correct": 1.0, "partial": 0.5, "wrong": 0.0}


def fill(store: Store, bank: Bank, *, answers: int, until: datetime, days: int = 200, seed: int = 5) -> None:
    """Write `answers` responses into the log, spread over the `days` before `until` (UTC).

    Every item comes up again and again, right ever more often; each third answer says how sure it was, case answers
    are assessed, and each sitting leaves the learner at a section.
    """
    rng = random.Random(seed)
    items = [item for lesson in bank.lessons() for item in bank.items(lesson.id)]
    objects = list(_sittings(rng, items, bank, answers=answers, until=until, days=days))
    with store.writing() as connection:
        for cls in (Attempt, Response, Assessment, Stated, Place):
            kind = KIND_OF[cls]
            records = (kind.check(kind.from_object(one), "en") for one in objects if type(one) is cls)
            kind.insert(connection, records)


def _sittings(
    rng: random.Random, items: Sequence[Item], bank: Bank, *, answers: int, until: datetime, days: int
) -> Iterator[object]:
    seen: dict[str, int] = {}
    count = max(1, answers // SITTING)
    for number in range(count):
        day = days * (count - number) / count
        at = (until - timedelta(days=day)).replace(hour=rng.choice((1, 4, 11, 13)), minute=0, second=number % 60)
        # Lessons come one after the other; later sittings range over what was had so far.
        had = max(SITTING, int(len(items) * min(1.0, 3 * (number + 1) / count)))
        yield from _sitting(rng, rng.sample(items[:had], SITTING), bank, seen, at)


def _sitting(
    rng: random.Random, asked: Sequence[Item], bank: Bank, seen: dict[str, int], at: datetime
) -> Iterator[object]:
    attempt, point = _id(rng), bank.point(asked[0].point)
    listed = tuple((item.id, item.version) for item in asked)
    yield Attempt(attempt, point.lesson, "zh", "practice", rng.randrange(2**31), listed, at)
    yield Place(_id(rng), point.lesson, point.id, "zh", at)
    for turn, item in enumerate(asked):
        seen[item.id] = seen.get(item.id, 0) + 1
        yield from _answered(rng, item, attempt, at + timedelta(seconds=40 * turn), times=seen[item.id])


def _answered(rng: random.Random, item: Item, attempt: str, at: datetime, *, times: int) -> Iterator[object]:
    right = 1 - 0.5 / times
    verdict = rng.choices(("correct", "partial", "wrong"), (right, (1 - right) / 3, (1 - right) * 2 / 3))[0]
    score = Score(_EARNED[verdict] * item.possible, item.possible, verdict, {"a": verdict == "correct"})
    elapsed = rng.randrange(5_000, 60_000)
    waiting = Score(0, item.possible, None, {}) if item.type == "case" else score
    response = Response(_id(rng), attempt, item.id, item.version, "a", waiting, elapsed, at)
    yield response
    if item.type == "case":
        yield Assessment(_id(rng), response.id, (), score, "self", at + timedelta(seconds=20))
    if rng.random() < 1 / 3:
        yield Stated(_id(rng), response.id, rng.choice(("sure", "unsure", "guess")), at)


def _id(rng: random.Random) -> str:
    return str(uuid.UUID(int=rng.getrandbits(128), version=4))
