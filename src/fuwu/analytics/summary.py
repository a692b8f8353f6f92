"""Readiness: how likely each paper is passed, what is known of each point, what would help, and when not to say so."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import NormalDist
from typing import Literal

from fuwu.analytics.ability import OMEGA, SHIFT, Fit, Layout, Total, cells_of, fits
from fuwu.analytics.evidence import MockResult, Observation, Paper
from fuwu.analytics.linear import forward
from fuwu.analytics.papers import DAY_SD, Outlook, Sheet, draws, moments, outlook, retention_of, sheet, slope
from fuwu.analytics.points import Help, Mastery, helps, masteries
from fuwu.analytics.states import FEWEST, FRESH_FOR, Need, State, state_of
from fuwu.analytics.tally import HALF_LIFE, PAPER_OVERTAKEN, Tally, standing_of, tally

WarningCode = Literal["harder_than_practice"]

#: One-sided level of the test behind the warning. Not stricter, since a false alarm costs some more practice, and an
#: exam that is harder than one thinks costs the exam; `bench/readiness.py` has the share of both.
LEVEL = 0.10


@dataclass(frozen=True, slots=True)
class Shift:
    """How answers under exam conditions differ from practice, in logits (negative: the exam is harder).

    Attributes
    ----------
    mean, sd
        Posterior; used in all predictions.
    z
        How many standard errors the exams' answers lie from what practice predicts, all of them together, the prior
        left out; None without any.
    """

    mean: float
    sd: float
    z: float | None


@dataclass(frozen=True, slots=True)
class PaperReadiness:
    """What is known of one paper.

    Attributes
    ----------
    paper
        Its id.
    state, needs
        ``"enough"``; ``"not_enough"``: show the needs and no number; ``"out_of_date"``: the same, the needs being
        fresh answers.
    outlook
        The numbers. They are there in each state, as the prior makes them.
    shift_marks
        What the shift between practice and exam does to the expected marks.
    helps
        The points whose next session raises the marks most, at most three.
    answers
        Number of first answers to items of the paper's types.
    """

    paper: str
    state: State
    needs: tuple[Need, ...]
    outlook: Outlook
    shift_marks: float
    helps: tuple[Help, ...]
    answers: int


@dataclass(frozen=True, slots=True)
class Readiness:
    """The answer to "am I ready?".

    Attributes
    ----------
    papers
        By id, in the order given.
    points
        Mastery by point.
    shift
        Between practice and exam.
    warnings
        ``"harder_than_practice"``: exams went worse than practice predicts (one-sided test at 10%; never
        without some practice).
    answers
        Number of first answers used.
    """

    papers: Mapping[str, PaperReadiness]
    points: Mapping[str, Mastery]
    shift: Shift
    warnings: tuple[WarningCode, ...]
    answers: int


def readiness(
    observations: Iterable[Observation],
    papers: Sequence[Paper],
    *,
    now: datetime,
    retention: Mapping[str, float] | None = None,
    mocks: Sequence[MockResult] = (),
    seed: int = 0,
) -> Readiness:
    """Return the learner's readiness.

    Parameters
    ----------
    observations
        First answers only: later ones say what the learner has learnt of that item, not of the topic. Their order
        does not matter.
    papers
        What may be sat, with different ids.
    now
        UTC; answers count the less the older they are (`tally.HALF_LIFE`).
    retention
        By point, the share of what was known when it was answered that will be recalled on the day of the exam,
        say by FSRS; 1 where nothing is given.
    mocks
        Results from elsewhere; `MockResult.paper` names one of `papers` (others are left out).
    seed
        Of the draws.

    Raises
    ------
    ValueError
        If a retention is no share.
    """
    recalled = retention_of(retention)
    found = tally(observations, now=now, fresh_for=FRESH_FOR)
    layout = _layout(found, papers)
    sheets = [sheet(paper, layout, found, recalled) for paper in papers]
    fitted = fits(cells_of(found.groups, layout), layout, _totals(mocks, papers, layout, found, now))
    drawn = draws(fitted, seed=seed)
    masters = masteries(papers, fitted, layout, answers=found, retention=recalled)
    shift = _shift(fitted, seen=found.exam_answers > 0 or bool(mocks))
    mean = [math.fsum(fit.weight * fit.mode[i] for fit in fitted) for i in range(layout.size)]
    told = {}
    for paper, one in zip(papers, sheets, strict=True):
        state, needs = state_of(paper, found)
        expected = outlook(one, drawn)
        worth = slope(one, mean)[OMEGA] * shift.mean
        types = {profile.type for section in paper.sections for profile in section.profiles}
        own = sum(count for (_, name), count in found.counts.items() if name in types)
        told[paper.id] = PaperReadiness(paper.id, state, needs, expected, worth, helps(paper, masters, expected), own)
    # Without practice the exams would be compared with what the prior expects, which is nobody's practice.
    practised = len(found.practice) >= FEWEST
    warned = practised and shift.z is not None and shift.z <= NormalDist().inv_cdf(LEVEL)
    return Readiness(told, masters, shift, ("harder_than_practice",) if warned else (), sum(found.counts.values()))


def _layout(found: Tally, papers: Sequence[Paper]) -> Layout:
    profiles = [profile for paper in papers for section in paper.sections for profile in section.profiles]
    lessons = {lesson for lesson, _ in found.counts} | {profile.lesson for profile in profiles}
    types = {name for _, name in found.counts} | {profile.type for profile in profiles}
    return Layout(tuple(sorted(lessons)), tuple(sorted(types)))


def _totals(
    mocks: Sequence[MockResult], papers: Sequence[Paper], layout: Layout, found: Tally, now: datetime
) -> list[Total]:
    """Return the mocks from elsewhere as functions of the state."""
    known = {paper.id: paper for paper in papers}
    return [
        _total(mock, sheet(known[mock.paper], layout, found, retention_of(mock.retention)), found, now)
        for mock in mocks
        if mock.paper in known
    ]


def _total(mock: MockResult, paper: Sheet, found: Tally, now: datetime) -> Total:
    earned = mock.earned / mock.possible * paper.paper.total
    age = max(0.0, (now - mock.at) / HALF_LIFE)
    worth = 0.5**age * standing_of(mock.at, found.practice, PAPER_OVERTAKEN)

    def seen(state: Sequence[float]) -> tuple[float, float, float, list[float]]:
        mean, variance = moments(paper, state)
        return earned, mean, variance / worth, slope(paper, state)

    return seen


def _shift(fitted: Sequence[Fit], *, seen: bool) -> Shift:
    parts = [(fit.weight, fit.mode[OMEGA], _variance(fit)) for fit in fitted]
    mean = math.fsum(weight * at for weight, at, _ in parts)
    variance = math.fsum(weight * (var + (at - mean) ** 2) for weight, at, var in parts)
    return Shift(mean, math.sqrt(variance), _z(fitted) if seen else None)


def _z(fitted: Sequence[Fit]) -> float | None:
    """Return the estimate of ω over its standard error, of the likelihood alone.

    The widest prior's normal posterior is divided by that prior: precision 1/v - 1/τ², mean (m/v - SHIFT/τ²) over it.
    """
    widest = max(fit.shift_sd for fit in fitted)
    fit = max((one for one in fitted if one.shift_sd == widest), key=lambda one: one.weight)
    variance = _variance(fit)
    precision = 1 / variance - 1 / widest**2
    if precision <= 1e-9:  # noqa: PLR2004 -- nothing but rounding
        return None
    estimate = (fit.mode[OMEGA] / variance - SHIFT / widest**2) / precision
    return estimate / math.sqrt(1 / precision + DAY_SD**2)


def _variance(fit: Fit) -> float:
    pick = [0.0] * len(fit.mode)
    pick[OMEGA] = 1.0
    return sum([value * value for value in forward(fit.lower, pick)])
