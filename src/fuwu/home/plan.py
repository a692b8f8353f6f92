"""The plan for today: a few concrete steps, by rules anybody can follow; pure.

The plan is made from how things stood when the day began, so that it does not move while it is worked on: a step that
is done stays and is ticked.

1. Exam day: nothing new, only a last look at the wrong-answer book.
2. Review what is due, always first: what is forgotten today costs most.
3. Learn the next points of the syllabus: so many a day that all are had before the last quarter of the time that is
   left (one a day while no exam day is set), and none in the last three days unless nothing was begun before.
4. Answer items on the points where most marks can be gained.
5. A mock exam when half of the items were answered and the last one is a week old (in the last fortnight: three days).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final, Literal

from fuwu.home.data import Help, Learner, Outlook, PointState
from fuwu.model import Text
from fuwu.scheduling import LAST_DAYS

Kind = Literal["exam_day", "review", "learn", "practise", "mock"]

#: Minutes that an item takes.
ITEM_MINUTES: Final = 0.75
#: Minutes to read a section.
READING_MINUTES: Final = 8
#: A day's practice on weak points.
PRACTICE: Final = 10
#: No more new points than this a day: more is not learnt, only read.
MOST_POINTS: Final = 3
FORTNIGHT: Final = 14
#: Days between mock exams, and in the last fortnight.
MOCK_EVERY, MOCK_EVERY_LATE = 7, 3


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do today.

    `count` is how many are left of it or, once `done`, how many were done; `minutes` what it takes. `lesson` and
    `point` say where to, `titles` what it is about.
    """

    kind: Kind
    done: bool
    count: int = 0
    minutes: int = 0
    titles: tuple[Text, ...] = ()
    lesson: str = ""
    point: str = ""


def plan(learner: Learner) -> tuple[Step, ...]:
    """Return the steps for today, in the order in which they are best done."""
    if learner.days_left == 0:
        return (Step("exam_day", done=False),)
    steps = [_review(learner), *map(_learn, new_points(learner)), _practise(learner), _mock(learner)]
    return tuple(step for step in steps if step)


def new_points(learner: Learner) -> tuple[PointState, ...]:
    """Return the points of the syllabus to begin today, those begun today among them."""
    ready = {lesson.id for lesson in learner.lessons if lesson.ready}
    fresh = [point for point in learner.points if point.before == 0 and point.total and point.lesson in ready]
    begun = any(point.before for point in learner.points)
    return tuple(fresh[: _pace(len(fresh), learner.days_left, begun=begun)])


def _pace(points: int, days: int | None, *, begun: bool) -> int:
    if days is None or days < 0:
        return 1
    if days <= LAST_DAYS:
        return 0 if begun else MOST_POINTS  # with nothing to review there would be nothing to do
    return min(MOST_POINTS, math.ceil(points / max(1, days * 3 // 4)))


def _review(learner: Learner) -> Step | None:
    due = learner.due
    if not due.waiting:
        return Step("review", done=True, count=due.done) if due.done else None
    return Step("review", done=False, count=due.waiting, minutes=due.minutes)


def _learn(point: PointState) -> Step:
    left = point.total - point.today
    # Who has answered half of a point's items has been through it; the rest comes back by itself.
    done = point.today * 2 >= point.total
    minutes = round(left * ITEM_MINUTES) + (0 if point.today else READING_MINUTES)
    return Step(
        "learn",
        done=done,
        count=point.today if done else left,
        minutes=max(1, minutes),
        titles=(point.title,),
        lesson=point.lesson,
        point=point.id,
    )


def _practise(learner: Learner) -> Step | None:
    """Return practice where it helps most; none before anything was begun on an earlier day."""
    begun = {point.id for point in learner.points if point.before}
    if not begun:
        return None
    if learner.practised >= PRACTICE:
        return Step("practise", done=True, count=learner.practised)
    about: list[Help] = [one for one in learner.helps if one.point in begun][:2]
    left = PRACTICE - learner.practised
    minutes = max(1, round(left * ITEM_MINUTES))
    return Step("practise", done=False, count=left, minutes=minutes, titles=tuple(one.title for one in about))


def _mock(learner: Learner) -> Step | None:
    here = [mock for mock in learner.mocks if not mock.outside]
    today = [mock for mock in here if mock.day == learner.today]
    if today:
        return Step("mock", done=True, titles=(today[-1].title,))
    before = sum(point.before for point in learner.points)
    if before * 2 < sum(point.total for point in learner.points) or not learner.outlooks:
        return None
    late = learner.days_left is not None and 0 <= learner.days_left <= FORTNIGHT
    wait = MOCK_EVERY_LATE if late else MOCK_EVERY
    if here and (learner.today - here[-1].day).days < wait:
        return None
    paper = _next_paper(learner, [mock.paper for mock in here])
    return Step("mock", done=False, minutes=paper.minutes, titles=(paper.title,))


def _next_paper(learner: Learner, sat: list[str]) -> Outlook:
    """Return the paper that was sat least often; of equals the one the learner is less likely to pass."""
    return min(learner.outlooks, key=lambda paper: (sat.count(paper.paper), paper.probability or 0.0))
