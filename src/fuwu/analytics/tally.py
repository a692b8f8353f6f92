"""Answers summed into groups that the model cannot tell apart, so that the cost does not grow with their number."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from fuwu.analytics.evidence import (
    GUESS_CHANCE,
    MARKING,
    PARTIAL_CREDIT,
    SLIP,
    Observation,
    Profile,
    difficulty_of,
)
from fuwu.model import ItemType

#: An answer's weight halves in this time: the learner who gave it was another one (a power prior, Ibrahim and Chen
#: 2000, Statistical Science 15, 46-60, with the power falling with age). Forgetting is told apart, as `retention`.
HALF_LIFE = timedelta(days=180)

#: Sds of items' difficulties around the prior mean of their level and type, and of points' around their lesson, in
#: logits. Each item is answered once, so that they only blur each answer: see `SLOPE`.
ITEM_SD = 0.8
POINT_SD = 0.35

#: E[logistic(x - b)] over b ~ N(m, s²) is about logistic(SLOPE (x - m)): the probit approximation of MacKay 1992
#: (Neural Computation 4, 720-736), with s² = ITEM_SD² + POINT_SD².
SLOPE = 1 / math.sqrt(1 + math.pi / 8 * (ITEM_SD**2 + POINT_SD**2))

#: A case item's share varies less than all or nothing: its variance is this part of p (1 - p), before it is learnt
#: from the answers (as from so many). McCullagh and Nelder 1989, Generalized Linear Models, §4.5.
CASE_DISPERSION = (0.4, 10.0)

#: What was practised after an exam overtakes it (`standing_of`): an answer given before its lesson was practised at all
#: counts half once so many practice answers followed; the marks of a whole paper after so many of all lessons.
OVERTAKEN = 2.0
PAPER_OVERTAKEN = 20.0


@dataclass(frozen=True, slots=True)
class Curve:
    """The chance of credit: ``floor + span * logistic(SLOPE * (ability - difficulty))`` (3PL with a slip)."""

    difficulty: float
    floor: float
    span: float

    def at(self, ability: float) -> float:
        """Return the probability of credit of somebody of this ability on the item's topic and type."""
        return self.floor + self.span / (1 + math.exp(-SLOPE * (ability - self.difficulty)))


@dataclass(frozen=True, slots=True)
class Group:
    """Answers of one kind: their weight `n`, and how much of it earned credit."""

    point: str
    lesson: str
    type: ItemType
    exam: bool
    curve: Curve
    n: float
    credit: float


@dataclass(frozen=True, slots=True)
class Tally:
    """All first answers.

    Attributes
    ----------
    groups
        What the model is fitted to.
    counts, fresh
        Answers by (lesson, type): all, and those not older than the limit given.
    points
        Answers by point.
    partial
        By type, the mean share of answers that do not earn everything.
    dispersion
        Of case items: see `CASE_DISPERSION`.
    newest
        When the latest answer was given.
    exam_answers
        How many were given under exam conditions.
    practice
        When the others were given, in order.
    """

    groups: tuple[Group, ...]
    counts: dict[tuple[str, ItemType], int]
    fresh: dict[tuple[str, ItemType], int]
    points: dict[str, int]
    partial: dict[ItemType, float]
    dispersion: float
    newest: datetime | None
    exam_answers: int
    practice: list[datetime]


def curve_of(entry: Observation | Profile) -> Curve:
    """Return the curve of an item as a human marker credits it, of which nothing but its kind is known."""
    return Curve(difficulty_of(entry), entry.chance, 1 - SLIP - entry.chance)


def kept_of(one: Observation) -> float:
    """Return what was recalled when it was answered, in steps: few are told apart."""
    return round(one.kept * 20) / 20 or 0.05


def observed_curve(one: Observation) -> Curve:
    """Return the curve of the credit that was recorded: a guess is discounted, and the grader's error is in it."""
    kept = kept_of(one)
    if one.type == "case":
        floor, ceiling = MARKING[one.graded_by]
        return Curve(difficulty_of(one), floor, (ceiling - floor) * kept)
    chance = max(one.chance, GUESS_CHANCE) if one.confidence == "guess" else one.chance
    return Curve(difficulty_of(one), chance, (1 - SLIP - chance) * kept)


def standing_of(at: datetime, practice: Sequence[datetime], spare: float = OVERTAKEN) -> float:
    """Return what an exam's answer still says, `practice` being when its lesson was practised, in order.

    What came after it was mostly learnt after it: the learner who sat the exam had not yet studied. It counts by the
    share of the practice that it had behind it.
    """
    before = bisect_right(practice, at)
    return (before + spare) / (len(practice) + spare)


def tally(observations: Iterable[Observation], *, now: datetime, fresh_for: timedelta) -> Tally:
    """Sum the observations up.

    All types but case count as all or nothing, as in the exam; the partial credit of practice goes into `partial`.
    """
    ordered = list(observations)
    dispersion = _dispersion([one.share for one in ordered if one.type == "case"])
    practice: dict[str, list[datetime]] = {}
    for one in sorted(ordered, key=lambda one: one.at):
        if one.source == "practice":
            practice.setdefault(one.lesson, []).append(one.at)
    kinds: dict[object, list[Observation]] = {}
    for one in ordered:
        guess, marker = one.confidence == "guess", one.graded_by if one.type == "case" else None
        kind = (one.type, one.level, one.chance, one.difficulty, kept_of(one))
        key = (one.point, one.lesson, *kind, one.source, guess, marker)
        found = kinds.get(key)
        if found is None:
            kinds[key] = [one]
        else:
            found.append(one)
    counts: dict[tuple[str, ItemType], int] = {}
    fresh: dict[tuple[str, ItemType], int] = {}
    points: dict[str, int] = {}
    groups = []
    for alike in kinds.values():
        one = alike[0]
        cell = (one.lesson, one.type)
        counts[cell] = counts.get(cell, 0) + len(alike)
        fresh[cell] = fresh.get(cell, 0) + sum(now - (other.last_at or other.at) <= fresh_for for other in alike)
        points[one.point] = points.get(one.point, 0) + len(alike)
        groups.append(_group(alike, now=now, dispersion=dispersion, practice=practice.get(one.lesson, ())))
    # Sums of floats depend on their order; the result must not depend on the order of the observations.
    groups.sort(key=_order)
    return Tally(
        groups=tuple(groups),
        counts=counts,
        fresh=fresh,
        points=points,
        partial=_partial(ordered),
        dispersion=dispersion,
        newest=max((one.at for one in ordered), default=None),
        exam_answers=sum(one.source == "exam" for one in ordered),
        practice=sorted(at for times in practice.values() for at in times),
    )


def _order(group: Group) -> tuple[object, ...]:
    curve = group.curve
    return (
        *(group.lesson, group.type, group.exam, group.point),
        *(curve.difficulty, curve.floor, curve.span, group.n, group.credit),
    )


def _group(
    alike: Sequence[Observation], *, now: datetime, dispersion: float, practice: Sequence[datetime] = ()
) -> Group:
    one = alike[0]
    half_life = HALF_LIFE.total_seconds()
    part = 1 / dispersion if one.type == "case" else 1.0
    weights = [0.5 ** (max(0.0, (now - other.at).total_seconds()) / half_life) * part for other in alike]
    if one.source == "exam":
        weights = [weight * standing_of(other.at, practice) for weight, other in zip(weights, alike, strict=True)]
    shares = [other.share if other.type == "case" else float(other.share >= 1) for other in alike]
    return Group(
        point=one.point,
        lesson=one.lesson,
        type=one.type,
        exam=one.source == "exam",
        curve=observed_curve(one),
        n=math.fsum(weights),
        credit=math.fsum(weight * share for weight, share in zip(weights, shares, strict=True)),
    )


def _dispersion(shares: Sequence[float]) -> float:
    """Return the dispersion of case shares: their variance over that of all or nothing, shrunk to the prior."""
    prior, worth = CASE_DISPERSION
    if not shares:
        return prior
    mean = math.fsum(shares) / len(shares)
    most = mean * (1 - mean)
    if most <= 0:
        return prior
    found = math.fsum((share - mean) ** 2 for share in shares) / most
    return (prior * worth + found) / (worth + len(shares))


def _partial(observations: Sequence[Observation]) -> dict[ItemType, float]:
    short: dict[ItemType, list[float]] = {name: [] for name in PARTIAL_CREDIT}
    for one in observations:
        # An exam gives no partial credit for choices, so that its answers would only look worse.
        if one.type in short and one.share < 1 and one.source == "practice":
            short[one.type].append(one.share)
    return {
        name: (prior * worth + math.fsum(short[name])) / (worth + len(short[name]))
        for name, (prior, worth) in PARTIAL_CREDIT.items()
    }
