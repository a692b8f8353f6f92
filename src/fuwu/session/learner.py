"""What the log knows of the learner, gathered for the start page and the progress page.

Quick also in a log of many years: no query gives more rows than there are items or days, and memory and readiness are
kept in the cache until something new was answered.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import Any, Final

from fuwu import forms, home
from fuwu.analytics import Readiness
from fuwu.bank import Bank, BankError
from fuwu.model import Blueprint, OutsideResult, Text
from fuwu.scheduling import DAY_STARTS, State, day_of, retained_by
from fuwu.session import agenda, standing
from fuwu.session.batches import extra_of
from fuwu.session.memory import Memory, card_of, item_of
from fuwu.session.results import Sat, open_exams, sat_exams
from fuwu.store import ItemProgress, Store
from fuwu.store.queries import FirstAnswer

#: Days of study that the pages show.
SHOWN: Final = timedelta(days=30)
#: The share of marks that passes a paper nobody knows any more.
USUAL_CUT: Final = 0.6
#: The most that a learner may ask for a day.
MOST: Final = 999


def gather(store: Store, bank: Bank, *, memory: Memory, now: datetime, zone: tzinfo | None = None) -> home.Learner:
    """Return all that the pages show.

    Parameters
    ----------
    store, bank, memory
        The learner's log; what there is to learn; what is remembered of it.
    now
        UTC.
    zone
        The learner's, by default the machine's: its days begin at 04:00.
    """
    zone = zone or local_zone(now)
    today = day_in(now, zone)
    begins = day_of(now, zone=zone).start
    firsts = store.first_answers()
    latest = store.item_progress()
    sat = sat_exams(store)
    chosen = choices(store.settings())
    learner = home.Learner(
        today=today,
        choices=chosen,
        lessons=_lessons(bank, latest),
        points=_points(bank, firsts, begins),
        mocks=_mocks(store, bank, sat, zone),
        open_exams=_open_exams(store, now),
        days=_days(store, now, zone),
        place=_place(store, bank),
        notice=store.notice,
        papers={one.id: one.title for one in bank.blueprints()},
    )
    review = agenda.agenda(store, bank, now=now, zone=zone, limits=limits(store, now, zone), memory=memory)
    learner = replace(learner, practised=_practised(store, bank, learner, begins), due=_due(review))
    last = {one.item_id: one.answered_at for one in latest.values()}
    firsts, shown = _with_empty(firsts, store.shown(), bank, sat)
    unaided = [one for one in firsts if not (one.item_id in shown and shown[one.item_id] < one.answered_at)]
    outside = store.outside_results()
    decided = {one.item_id for one in firsts if one.verdict is not None}  # the others may still be judged
    left = bank.facts.keys() - shown.keys() - decided
    return _with_readiness(learner, bank, unaided, last, outside, left=left, states=review.states, now=now, zone=zone)


def local_zone(now: datetime) -> tzinfo:
    """Return the zone of this machine as it is at `now`."""
    zone = now.astimezone().tzinfo
    return zone or UTC


def day_in(at: datetime, zone: tzinfo) -> date:
    """Return the learner's day that a time belongs to."""
    return (at.astimezone(zone) - DAY_STARTS).date()


def choices(settings: Mapping[str, Any]) -> home.Choices:
    """Return what the learner set; what cannot be read counts as not set."""
    return home.Choices(
        exam_day=_as_day(settings.get("exam_day")),
        daily_limit=_as_limit(settings.get("daily_limit"), home.DAILY_LIMIT),
        new_limit=_as_limit(settings.get("new_limit"), home.NEW_LIMIT),
    )


def _as_day(value: object) -> date | None:
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None


def _as_limit(value: object, default: int) -> int:
    whole = isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= MOST
    return int(value) if whole else default  # type: ignore[call-overload]


# --- lessons and points -------------------------------------------------------------------------------


def _lessons(bank: Bank, done: Mapping[str, ItemProgress]) -> tuple[home.Lesson, ...]:
    found = []
    for lesson in bank.lessons():
        verdicts = [done[name].verdict if name in done else None for name in bank.item_ids(lesson.id)]
        answered, right = sum(one is not None for one in verdicts), verdicts.count("correct")
        found.append(home.Lesson(lesson.id, lesson.title, len(verdicts), answered, right, lesson.has_lesson))
    return tuple(found)


def _points(bank: Bank, firsts: Sequence[FirstAnswer], begins: datetime) -> tuple[home.PointState, ...]:
    """Return each point with how many of its items were begun before today and today."""
    total, before, today = dict[str, int](), dict[str, int](), dict[str, int]()
    for one in bank.facts.values():
        total[one.point] = total.get(one.point, 0) + 1
    for first in firsts:
        facts = bank.facts.get(first.item_id)
        if facts:
            count = before if first.answered_at < begins else today
            count[facts.point] = count.get(facts.point, 0) + 1
    return tuple(
        home.PointState(
            point.id, lesson.id, point.title, total.get(point.id, 0), before.get(point.id, 0), today.get(point.id, 0)
        )
        for lesson in bank.lessons()
        for point in lesson.points
    )


def _practised(store: Store, bank: Bank, learner: home.Learner, begins: datetime) -> int:
    """Return how many answers of today were practice: no review, no exam, and not of today's new points."""
    new = {point.id for point in learner.points if not point.before}
    return sum(
        one.answers
        for one in store.answered(begins)
        if one.mode == "practice"
        and not one.quiz.startswith("review")
        and one.item_id in bank.facts
        and bank.facts[one.item_id].point not in new
    )


def _place(store: Store, bank: Bank) -> home.Place | None:
    """Return where the learner was; None if that is no longer part of the workbook."""
    place = store.last_place()
    if place is None:
        return None
    try:
        lesson, point = bank.lesson(place.lesson), bank.point(place.section)
    except BankError:
        return None
    return home.Place(lesson.id, lesson.title, point.id, point.title) if lesson.has_lesson else None


# --- exams and time -----------------------------------------------------------------------------------


def _mocks(store: Store, bank: Bank, sat: Sequence[Sat], zone: tzinfo) -> tuple[home.Mock, ...]:
    """Return the results of exams sat here and elsewhere, by day; a case not yet judged counts what it has for sure."""
    blueprints = {one.id: one for one in bank.blueprints()}
    here = [
        home.Mock(
            one.form.blueprint,
            one.form.title,
            day_in(one.ended_at, zone),
            one.result.marks,
            forms.total(one.form),
            one.form.cut,
        )
        for one in sat
    ]
    outside = [_outside(one, blueprints.get(one.paper), zone) for one in store.outside_results()]
    return tuple(sorted([*reversed(here), *outside], key=lambda mock: mock.day))


def _outside(result: OutsideResult, blueprint: Blueprint | None, zone: tzinfo) -> home.Mock:
    title = blueprint.title if blueprint else Text(result.paper, result.paper)
    share = blueprint.cut / blueprint.marks if blueprint else USUAL_CUT
    day = result.at.astimezone(zone).date()
    return home.Mock(result.paper, title, day, result.marks, result.out_of, result.out_of * share, outside=True)


def _open_exams(store: Store, now: datetime) -> tuple[home.OpenExam, ...]:
    return tuple(
        home.OpenExam(
            one.form.title, round(one.standing.remaining.total_seconds() / 60), one.standing.state == "paused"
        )
        for one in open_exams(store, now=now)
    )


def _days(store: Store, now: datetime, zone: tzinfo) -> tuple[home.Day, ...]:
    """Return the days of the last month with anything done, by day."""
    first = day_in(now, zone) - SHOWN + timedelta(days=1)
    answers, milliseconds = dict[date, int](), dict[date, int]()
    for one in store.studied(now - SHOWN - timedelta(days=1)):
        day = day_in(one.at, zone)
        answers[day] = answers.get(day, 0) + one.answers
        milliseconds[day] = milliseconds.get(day, 0) + one.milliseconds
    return tuple(
        home.Day(day, answers[day], round(milliseconds[day] / 60_000)) for day in sorted(answers) if day >= first
    )


def _with_empty(
    firsts: Sequence[FirstAnswer], shown: Mapping[str, datetime], bank: Bank, sat: Sequence[Sat]
) -> tuple[tuple[FirstAnswer, ...], dict[str, datetime]]:
    """Return first answers with what exams were handed in without, and when the key of each item was first shown.

    An item left empty earned nothing. An exam of which most was left empty was not sat, only looked at: it tells
    nothing. Either way the result shows the keys, and later answers to those items are no evidence.
    """
    known = {one.item_id: one for one in firsts}
    keys = dict(shown)
    for exam in reversed(sat):
        asked = [name for name, _ in exam.attempt.items if name in bank.facts]
        empty = [name for name in asked if name not in exam.scores]
        for name in empty:
            first, key = known.get(name), keys.get(name)
            if (first and first.answered_at <= exam.ended_at) or (key and key <= exam.ended_at):
                continue
            keys[name] = exam.ended_at
            if len(empty) * 2 < len(asked):
                known[name] = FirstAnswer(
                    item_id=name,
                    verdict="unattempted",
                    earned=0.0,
                    possible=bank.facts[name].possible,
                    answered_at=exam.ended_at,
                    attempt_id=exam.attempt.id,
                    quiz=exam.attempt.quiz,
                    mode="exam",
                    by=None,
                    confidence=None,
                )
    return tuple(sorted(known.values(), key=lambda one: one.answered_at)), keys


# --- review and readiness -----------------------------------------------------------------------------


def limits(store: Store, now: datetime, zone: tzinfo) -> agenda.Limits:
    """Return what the learner settled on, and by how much they raised it today in the review."""
    settings = store.settings()
    chosen = choices(settings)
    extra = extra_of(settings, day_in(now, zone).isoformat())
    return agenda.Limits(chosen.daily_limit, chosen.new_limit, agenda.exam_time(chosen.exam_day, zone), extra)


def _due(review: agenda.Agenda) -> home.Due:
    """Return what the pages show of today's review; of somebody who has learned nothing yet nothing is due."""
    if not review.states:
        return home.Due()
    items = sum(item_of(one.card_id) is not None for one in review.queue)
    return home.Due(
        items=items,
        cards=len(review.queue) - items,
        minutes=math.ceil(review.seconds / 60),
        done=review.finished,
        forecast=tuple(day.cards for day in review.ahead(SHOWN.days)),
    )


def _with_readiness(  # noqa: PLR0913 - all that readiness rests on
    learner: home.Learner,
    bank: Bank,
    firsts: Sequence[FirstAnswer],
    last: Mapping[str, datetime],
    outside: Sequence[OutsideResult],
    *,
    left: set[str],
    states: Mapping[str, State],
    now: datetime,
    zone: tzinfo,
) -> home.Learner:
    at = max(now, agenda.exam_time(learner.choices.exam_day, zone) or now)
    # What was wrong at first was never known, so that nothing of it can be forgotten.
    knew = {
        card_of(one.item_id): bank.facts[one.item_id].point
        for one in firsts
        if one.verdict == "correct" and one.item_id in bank.facts
    }
    retention = retained_by(states, at, groups=knew)

    def recalled(then: datetime) -> Mapping[str, float]:
        """Return what was still recalled at a time in the past, as far as it was not reviewed since."""
        before = {card: state for card, state in states.items() if state.last_review < then}
        return retained_by(before, then, groups=knew)

    found = standing.reckon(bank, firsts, outside, now=now, retention=retention, last=last, recalled=recalled)
    latest = day_in(firsts[-1].answered_at, zone) if firsts else None
    return replace(
        learner,
        outlooks=standing.outlooks(found, bank, latest=latest, left=left),
        helps=standing.helps(found, bank),
        points=tuple(_mastered(point, found) for point in learner.points),
    )


def _mastered(point: home.PointState, found: Readiness) -> home.PointState:
    one = found.points.get(point.id)
    if one is None or not one.answers:
        return point
    return replace(point, mastery=one.mastery, interval=(one.low, one.high))
