"""Mastery of each point, and which points would raise the marks most."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from fuwu.analytics.ability import OMEGA, THETA, Fit, Layout
from fuwu.analytics.evidence import Paper, difficulty_of
from fuwu.analytics.linear import forward
from fuwu.analytics.papers import Outlook, weighted_quantiles
from fuwu.analytics.tally import POINT_SD, SLOPE, Group, Tally, curve_of

#: Mastery of a point that was learnt well, and the part of the way to it that one session covers. The second scales
#: all gains alike: their order does not depend on it.
WELL_LEARNT = 0.92
SESSION = 0.5

#: Standard deviations at which the posterior of a point's ability is summed up.
GRID = tuple(-3.5 + 0.5 * i for i in range(15))

HELPS = 3


@dataclass(frozen=True, slots=True)
class Mastery:
    """How well a point is mastered.

    Attributes
    ----------
    point, lesson
        Which point.
    answers
        First answers to it. Without any, the rest is what its lesson makes likely: show "—".
    mastery, low, high
        Probability to know an item of the point's average difficulty, guessing apart, with its 90% interval.
    on_exam_day
        The same once forgetting has been at work.
    """

    point: str
    lesson: str
    answers: int
    mastery: float
    low: float
    high: float
    on_exam_day: float


@dataclass(frozen=True, slots=True)
class Help:
    """A point that would raise the marks of a paper.

    Attributes
    ----------
    point, lesson
        Which point.
    at_stake
        Marks of the paper that ask it, on average.
    marks, probability
        Expected gain of one session on it, in marks and in probability to pass.
    """

    point: str
    lesson: str
    at_stake: float
    marks: float
    probability: float


def masteries(
    papers: Sequence[Paper],
    found: Sequence[Fit],
    layout: Layout,
    *,
    answers: Tally,
    retention: Callable[[str], float],
) -> dict[str, Mastery]:
    """Return the mastery of every point that was answered or may be asked, in order of lesson and point.

    The lesson's posterior, widened by `POINT_SD`, is the prior of the point's ability; its own answers then count
    once more for what sets it off from its lesson (empirical Bayes; Efron and Morris 1973, JASA 68, 117-130).
    """
    asked, difficulty = _difficulties(papers, answers.groups)
    groups: dict[str, list[Group]] = {}
    for group in answers.groups:
        groups.setdefault(group.point, []).append(group)
    lessons = {lesson: _lesson(found, layout.lesson(lesson)) for lesson in layout.lessons}
    mean = [math.fsum(fit.weight * fit.mode[i] for fit in found) for i in range(layout.size)]
    masters = {}
    for point, lesson in sorted(asked.items(), key=lambda pair: (pair[1], pair[0])):
        own = [
            (group, mean[layout.type(group.type)] + (mean[OMEGA] if group.exam else 0.0))
            for group in groups.get(point, ())
        ]
        values = _posterior(lessons[lesson], own, difficulty[point])
        know = math.fsum(weight * value for weight, value in values)
        low, high = weighted_quantiles(values, (0.05, 0.95))
        count = answers.points.get(point, 0)
        masters[point] = Mastery(point, lesson, count, know, low, high, know * retention(point))
    return masters


def _difficulties(papers: Sequence[Paper], groups: Sequence[Group]) -> tuple[dict[str, str], dict[str, float]]:
    """Return each point's lesson and the mean difficulty of its items."""
    lessons: dict[str, str] = {}
    sums: dict[str, list[float]] = {}
    for paper in papers:
        for section in paper.sections:
            for profile in section.profiles:
                lessons[profile.point] = profile.lesson
                sums.setdefault(profile.point, []).append(difficulty_of(profile))
    for group in groups:
        if group.point not in lessons:
            lessons[group.point] = group.lesson
            sums[group.point] = [group.curve.difficulty]
    return lessons, {point: math.fsum(values) / len(values) for point, values in sums.items()}


def _lesson(found: Sequence[Fit], place: int) -> tuple[float, float]:
    """Return mean and sd of θ + δ of a lesson, all nodes together."""
    means, variances = [], []
    for fit in found:
        pick = [0.0] * len(fit.mode)
        pick[THETA] = pick[place] = 1.0
        means.append(fit.mode[THETA] + fit.mode[place])
        variances.append(sum([value * value for value in forward(fit.lower, pick)]))
    weights = [fit.weight for fit in found]
    mean = math.fsum(map(float.__mul__, weights, means))
    within = math.fsum(map(float.__mul__, weights, variances))
    between = math.fsum(weight * (one - mean) ** 2 for weight, one in zip(weights, means, strict=True))
    return mean, math.sqrt(within + between)


def _posterior(
    lesson: tuple[float, float], own: Sequence[tuple[Group, float]], difficulty: float
) -> list[tuple[float, float]]:
    """Return weights and values of the mastery on a grid of abilities."""
    mean, sd = lesson[0], math.hypot(lesson[1], POINT_SD)
    logs, values = [], []
    for step in GRID:
        ability = mean + step * sd
        value = -step * step / 2
        for group, offset in own:
            p = group.curve.at(ability + offset)
            value += group.credit * math.log(p) + (group.n - group.credit) * math.log(1 - p)
        logs.append(value)
        values.append(1 / (1 + math.exp(-SLOPE * (ability - difficulty))))
    top = max(logs)
    weights = [math.exp(value - top) for value in logs]
    whole = math.fsum(weights)
    return [(weight / whole, value) for weight, value in zip(weights, values, strict=True)]


def helps(paper: Paper, masters: Mapping[str, Mastery], expected: Outlook) -> tuple[Help, ...]:
    """Return the points whose next session raises the expected marks most, the best first.

    The gain is the marks that ask the point, times the part of them that guessing does not give, times how much a
    session brings the point nearer to `WELL_LEARNT`, seen from what will be left of it on the day of the exam. The
    gain in probability is that times the density of the marks at the cut score (first order).
    """
    stakes: dict[str, list[float]] = {}
    for section in paper.sections:
        whole = math.fsum(profile.weight for profile in section.profiles)
        for profile in section.profiles:
            marks = section.marks * section.count * profile.weight / whole
            stake = stakes.setdefault(profile.point, [0.0, 0.0])
            stake[0] += marks
            stake[1] += marks * curve_of(profile).span
    found = []
    for point, (at_stake, learnable) in stakes.items():
        master = masters[point]
        gain = learnable * max(0.0, WELL_LEARNT - master.on_exam_day) * SESSION
        likelier = min(gain * expected.density, 1 - expected.probability)
        found.append(Help(point, master.lesson, at_stake, gain, likelier))
    found.sort(key=lambda one: (-one.marks, one.point))
    return tuple(one for one in found[:HELPS] if one.marks > 0)
