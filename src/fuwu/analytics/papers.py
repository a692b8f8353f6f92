"""Papers seen from an ability: how many marks to expect, how far one paper may stray, how likely it is passed.

Given the ability, items are answered independently, so that the sum of a hundred marks is close to normal: mean and
variance are added up item by item, and no single item is drawn. The abilities are drawn from the posterior (`draws`);
what they give is averaged.
"""

from __future__ import annotations

import math
import random
from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from statistics import NormalDist

from fuwu.analytics.ability import OMEGA, THETA, Fit, Layout
from fuwu.analytics.evidence import Paper, Profile, Section
from fuwu.analytics.linear import Vector, backward
from fuwu.analytics.tally import SLOPE, Tally, curve_of

#: Sd of the form of the day and of one paper's difficulty, in logits.
DAY_SD = 0.12
#: Forgetting is a forecast: the retention expected is raised to a power drawn around 1, log-normal with this sd.
FORGETTING_SD = 0.35
#: Draws at each node: half of them, and their mirror images (Hammersley and Morton 1956).
DRAWS = 40
#: Nodes below this weight are left out.
NEGLIGIBLE = 0.004

_NORMAL = NormalDist()


@dataclass(frozen=True, slots=True)
class Draw:
    """One state that the learner may be in.

    `weight` sums to 1 over all draws; `state` is as `ability.Layout` places it;
    `forgetting` is the power that retention is raised to.
    """

    weight: float
    state: Vector
    forgetting: float


@dataclass(frozen=True, slots=True)
class Kind:
    """Items of a section that are alike: share of the section, difficulty's factor, floor, span, retention."""

    share: float
    factor: float
    floor: float
    span: float
    retention: float


@dataclass(frozen=True, slots=True)
class Block:
    """Items of a section with one ability.

    `places` are those of lesson and type. An item earns ``marks`` with the probability of full credit p, and else
    ``partial`` of them on average; the variance of its share is ``spread * p * (1 - p)``.
    `share` is the part of the section that the block is.
    """

    places: tuple[int, int]
    marks: float
    count: float
    share: float
    partial: float
    spread: float
    kinds: tuple[Kind, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A paper ready for sums; `step` is the smallest difference between two results."""

    paper: Paper
    blocks: tuple[Block, ...]
    step: float


@dataclass(frozen=True, slots=True)
class Outlook:
    """What to expect of one paper.

    Attributes
    ----------
    probability
        Of passing: posterior predictive.
    low, high
        90% interval of that probability: how far it may lie from the learner's own long-run share of papers passed,
        for want of answers.
    marks
        Expected marks.
    marks_low, marks_high
        90% interval of the marks on one paper.
    density
        Probability of the marks around the cut score, per mark: what one more mark is worth.
    uncertainty
        Sd of the expected marks for want of answers, in marks.
    """

    probability: float
    low: float
    high: float
    marks: float
    marks_low: float
    marks_high: float
    density: float
    uncertainty: float


def sheet(paper: Paper, layout: Layout, found: Tally, retention: Callable[[str], float]) -> Sheet:
    """Return `paper` ready for sums: profiles that have the same probability are put together."""
    blocks = tuple(
        block for section in paper.sections for block in _blocks(section, layout, found=found, retention=retention)
    )
    step = min(section.marks if section.scoring == "exact" else section.marks / 4 for section in paper.sections)
    return Sheet(paper, blocks, step)


def _blocks(section: Section, layout: Layout, *, found: Tally, retention: Callable[[str], float]) -> list[Block]:
    whole = math.fsum(profile.weight for profile in section.profiles)
    cells: dict[tuple[int, int], list[Profile]] = {}
    for profile in section.profiles:
        cells.setdefault((layout.lesson(profile.lesson), layout.type(profile.type)), []).append(profile)
    blocks = []
    for places, profiles in cells.items():
        name = profiles[0].type
        partial = found.partial.get(name, 0.0) if section.scoring == "share" else 0.0
        spread = found.dispersion if name == "case" else (1 - partial) ** 2
        kinds = _kinds(profiles, whole, retention)
        share = math.fsum(one.share for one in kinds)
        blocks.append(Block(places, section.marks, section.count, share, partial, spread, kinds))
    return blocks


def _kinds(profiles: Sequence[Profile], whole: float, retention: Callable[[str], float]) -> tuple[Kind, ...]:
    alike: dict[tuple[float, float, float], tuple[float, float]] = {}
    for profile in profiles:
        curve = curve_of(profile)
        key = (math.exp(SLOPE * curve.difficulty), curve.floor, curve.span)
        weight, kept = alike.get(key, (0.0, 0.0))
        alike[key] = (weight + profile.weight, kept + profile.weight * retention(profile.point))
    return tuple(
        Kind(weight / whole, factor, floor, span, min(1.0, kept / weight))
        for (factor, floor, span), (weight, kept) in alike.items()
    )


def moments(paper: Sheet, state: Sequence[float], *, forgetting: float = 1.0) -> tuple[float, float]:
    """Return mean and variance of the marks of somebody in this state.

    Retention multiplies what is known, not what is guessed: ``floor + span * retention * logistic(...)``. The
    variance has the items' luck in it and, by the delta method, the form of the day.
    """
    mean = variance = steep = 0.0
    common = state[THETA] + state[OMEGA]
    for block in paper.blocks:
        lesson, kind = block.places
        base = math.exp(-SLOPE * (common + state[lesson] + state[kind]))
        right = varies = rises = 0.0
        for one in block.kinds:
            kept = one.retention**forgetting if one.retention < 1 else 1.0
            z = 1 / (1 + base * one.factor)
            known = one.span * kept * z
            p = one.floor + known
            right += one.share * p
            varies += one.share * p * (1 - p)
            rises += one.share * known * (1 - z)
        worth = block.marks * block.count
        mean += worth * (right + block.partial * (block.share - right))
        variance += worth * block.marks * block.spread * varies
        steep += worth * (1 - block.partial) * rises
    return mean, variance + (SLOPE * DAY_SD * steep) ** 2


def slope(paper: Sheet, state: Sequence[float]) -> Vector:
    """Return how the expected marks (`moments`) rise with each unknown."""
    rise = [0.0] * len(state)
    for block in paper.blocks:
        lesson, kind = block.places
        base = math.exp(-SLOPE * (state[THETA] + state[OMEGA] + state[lesson] + state[kind]))
        steep = 0.0
        for one in block.kinds:
            z = 1 / (1 + base * one.factor)
            steep += one.share * one.span * one.retention * SLOPE * z * (1 - z)
        steep *= block.marks * block.count * (1 - block.partial)
        for place in (THETA, OMEGA, lesson, kind):
            rise[place] += steep
    return rise


def draws(found: Sequence[Fit], *, seed: int) -> tuple[Draw, ...]:
    """Draw states from the mixture of the fits; the same seed gives the same draws, mirrored in pairs.

    Each counts by how much likelier the posterior has it than the normal approximation it was drawn from.
    """
    kept = [(i, fit) for i, fit in enumerate(found) if fit.weight >= NEGLIGIBLE]
    whole = math.fsum(fit.weight for _, fit in kept)
    drawn: list[Draw] = []
    for i, fit in kept:
        rng = random.Random(f"{seed}/{i}")  # noqa: S311 -- simulation, no secret
        own: list[Draw] = []
        for _ in range(DRAWS // 2):
            off = backward(fit.upper, [rng.gauss(0, 1) for _ in fit.mode])
            power = rng.gauss(0, FORGETTING_SD)
            for sign in (1, -1):
                moved = [sign * value for value in off]
                state = [a + b for a, b in zip(fit.mode, moved, strict=True)]
                own.append(Draw(fit.tilted(moved), state, math.exp(sign * power)))
        scale = fit.weight / whole / math.fsum(draw.weight for draw in own)
        drawn += [replace(draw, weight=draw.weight * scale) for draw in own]
    return tuple(drawn)


def outlook(paper: Sheet, drawn: Sequence[Draw]) -> Outlook:
    """Average what the draws give."""
    seen = [(draw.weight, *moments(paper, draw.state, forgetting=draw.forgetting)) for draw in drawn]
    cut = paper.paper.cut - paper.step / 2  # continuity correction
    passing = [(weight, _NORMAL.cdf((mean - cut) / math.sqrt(variance))) for weight, mean, variance in seen]
    marks = math.fsum(weight * mean for weight, mean, _ in seen)
    low, high = weighted_quantiles(passing, (0.05, 0.95))
    return Outlook(
        probability=math.fsum(weight * p for weight, p in passing),
        low=low,
        high=high,
        marks=marks,
        marks_low=_quantile(seen, 0.05, paper),
        marks_high=_quantile(seen, 0.95, paper),
        density=math.fsum(w * _NORMAL.pdf((mean - cut) / math.sqrt(v)) / math.sqrt(v) for w, mean, v in seen),
        uncertainty=math.sqrt(math.fsum(weight * (mean - marks) ** 2 for weight, mean, _ in seen)),
    )


def weighted_quantiles(values: Sequence[tuple[float, float]], levels: Sequence[float]) -> list[float]:
    """Return the quantiles of (weight, value) pairs; the weights sum to 1.

    Examples
    --------
    >>> weighted_quantiles([(0.2, 5.0), (0.5, 3.0), (0.3, 9.0)], [0.1, 0.6, 0.9])
    [3.0, 5.0, 9.0]
    """
    ordered = sorted(values, key=lambda pair: pair[1])
    reached = list(accumulate(weight for weight, _ in ordered))
    return [ordered[min(bisect_left(reached, level), len(ordered) - 1)][1] for level in levels]


def _quantile(seen: Sequence[tuple[float, float, float]], level: float, paper: Sheet) -> float:
    """Return a quantile of the mixture of normals, on the grid of possible results."""
    low, high = 0.0, paper.paper.total
    parts = [(weight, mean, math.sqrt(variance)) for weight, mean, variance in seen]
    while high - low > paper.step / 8:
        middle = (low + high) / 2
        below = sum([weight * _NORMAL.cdf((middle - mean) / sd) for weight, mean, sd in parts])
        low, high = (middle, high) if below < level else (low, middle)
    # With the continuity correction the smallest result that is not below the quantile is the nearest one.
    return round((low + high) / 2 / paper.step) * paper.step


def retention_of(retention: Mapping[str, float] | None) -> Callable[[str], float]:
    """Return a function that gives a point's retention, 1 where nothing is known."""
    known = retention or {}
    for point, value in known.items():
        if not 0 <= value <= 1:
            raise ValueError(f"retention of {point!r} is {value!r}: give a share from 0 to 1")
    return lambda point: known.get(point, 1.0)
