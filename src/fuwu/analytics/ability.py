"""Ability with offsets per lesson and type of item, from first answers: a Rasch model fitted by Laplace's method.

The chance that an answer earns credit is ``Curve.at(θ + δ_lesson + κ_type + ω [under exam conditions])`` with θ the
ability, and the offsets' priors normal around 0. A case item's share counts as so much of an answer. How far lessons
differ, and how far exams differ from practice, is not known beforehand: the fit is made for several values of the two
sds (`NODES`) and each counts by its marginal likelihood (Tierney and Kadane 1986, JASA 81, 82-86), so that both
"one ability" and "every lesson for itself" are covered, and a shift is small until exams show it.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from operator import mul

from fuwu.analytics.linear import Matrix, Vector, cholesky, log_determinant, reversed_transpose, solve
from fuwu.analytics.tally import SLOPE, Group
from fuwu.model import ItemType

#: Prior of the ability (logits above an item of difficulty 0): mean and sd, wide.
ABILITY = (0.4, 1.3)
#: Sd of what a type of item costs one learner beyond the type's difficulty.
TYPE_SD = 0.25
#: The same of case items: to write an answer is a skill of its own.
CASE_SD = 0.6
#: Sds of lessons' offsets, and of the shift between practice and exam, each with its prior weight.
LESSON_SDS = ((0.15, 0.3), (0.45, 0.3), (0.9, 0.25), (1.6, 0.15))
SHIFT_SDS = ((0.15, 0.5), (0.7, 0.5))
#: The shift's prior mean. Practice has no clock and the notes at hand, so that exams are sooner harder than easier.
SHIFT = -0.1
NODES = tuple((lesson, shift, a * b) for lesson, a in LESSON_SDS for shift, b in SHIFT_SDS)

#: Where the posterior is compared with its normal approximation, in standard deviations along `Fit.axis`.
AXIS = tuple(0.75 * i for i in range(-5, 6))

STEPS = 40
#: The ascent ends when a step would gain less than this (in log posterior), or not rise at all at so small a part.
SMALL = 1e-5
SMALLEST_STEP = 1e-6

THETA, OMEGA, OFFSETS = 0, 1, 2
MEANS = (ABILITY[0], SHIFT)

#: A mock's marks as seen from a state: what it earned, and the mean, variance and slope that the state expects.
Total = Callable[[Sequence[float]], tuple[float, float, float, Vector]]


@dataclass(frozen=True, slots=True)
class Layout:
    """Where each unknown stands: θ, ω, then the lessons' offsets, then the types'."""

    lessons: tuple[str, ...]
    types: tuple[ItemType, ...]

    @property
    def size(self) -> int:
        """Number of unknowns."""
        return OFFSETS + len(self.lessons) + len(self.types)

    def lesson(self, name: str) -> int:
        """Return the place of a lesson's offset."""
        return OFFSETS + self.lessons.index(name)

    def type(self, name: ItemType) -> int:
        """Return the place of a type's offset."""
        return OFFSETS + len(self.lessons) + self.types.index(name)

    def means(self) -> Vector:
        """Return the prior means of all unknowns."""
        return [*MEANS, *([0.0] * (self.size - OFFSETS))]

    def sds(self, lesson_sd: float, shift_sd: float) -> Vector:
        """Return the prior sds of all unknowns."""
        types = [CASE_SD if name == "case" else TYPE_SD for name in self.types]
        return [ABILITY[1], shift_sd, *([lesson_sd] * len(self.lessons)), *types]


@dataclass(frozen=True, slots=True)
class Cell:
    """The answers that share an ability: the places they depend on, and (difficulty, floor, span, n, credit) each."""

    places: tuple[int, ...]
    kinds: tuple[tuple[float, float, float, float, float], ...]


@dataclass(frozen=True, slots=True)
class Fit:
    """A normal approximation of the posterior.

    Attributes
    ----------
    mode
        Of each unknown, as `Layout` places them.
    lower
        Cholesky factor of the precision (expected information plus prior).
    upper
        The same made ready for drawing (`linear.reversed_transpose`).
    evidence
        Logarithm of the marginal likelihood, but for a constant.
    weight
        Posterior weight among the nodes.
    shift_sd
        The node's prior sd of ω.
    axis
        ``axis · (x - mode)`` is standard normal in the approximation: the direction that practice tells most about.
    tilt
        At each step of `AXIS`, the log of the posterior over its approximation: how far it is from normal there.
    """

    mode: Vector
    lower: Matrix
    upper: Matrix
    evidence: float
    weight: float
    shift_sd: float
    axis: Vector
    tilt: Vector

    def tilted(self, off: Sequence[float]) -> float:
        """Return the posterior over its approximation, as far as the axis tells, at ``mode + off``."""
        at = (sum(map(mul, self.axis, off)) - AXIS[0]) / (AXIS[1] - AXIS[0])
        left = min(max(int(at), 0), len(AXIS) - 2)
        part = min(max(at - left, 0.0), 1.0)
        return math.exp(self.tilt[left] * (1 - part) + self.tilt[left + 1] * part)


def cells_of(groups: Sequence[Group], layout: Layout) -> tuple[Cell, ...]:
    """Return the groups by what their ability consists of; the groups stand in order of lesson, type and source."""
    cells = []
    for (lesson, kind, exam), same in groupby(groups, key=lambda one: (one.lesson, one.type, one.exam)):
        sums: dict[tuple[float, float, float], list[float]] = {}
        for one in same:
            curve = one.curve
            total = sums.setdefault((curve.difficulty, curve.floor, curve.span), [0.0, 0.0])
            total[0] += one.n
            total[1] += one.credit
        places = (THETA, layout.lesson(lesson), layout.type(kind), *((OMEGA,) if exam else ()))
        cells.append(Cell(places, tuple((*key, n, credit) for key, (n, credit) in sums.items())))
    return tuple(cells)


def fits(cells: Sequence[Cell], layout: Layout, totals: Sequence[Total] = ()) -> tuple[Fit, ...]:
    """Fit the model at each node and weigh the nodes."""
    found: list[Fit] = []
    start = layout.means()
    for lesson_sd, shift_sd, prior in NODES:
        sds = layout.sds(lesson_sd, shift_sd)
        start, lower, evidence = _laplace(cells, sds, start, totals)
        axis, tilt = _tilt(cells, sds, start, lower, totals)
        evidence += math.log(prior) + _log_mean(tilt)
        found.append(Fit(start, lower, reversed_transpose(lower), evidence, 0.0, shift_sd, axis, tilt))
    best = max(fit.evidence for fit in found)
    weights = [math.exp(fit.evidence - best) for fit in found]
    whole = math.fsum(weights)
    return tuple(replace(fit, weight=weight / whole) for fit, weight in zip(found, weights, strict=True))


def _tilt(
    cells: Sequence[Cell], sds: Vector, mode: Vector, lower: Matrix, totals: Sequence[Total]
) -> tuple[Vector, Vector]:
    """Return axis and tilt of a fit.

    Near the guessing floor the likelihood is flat to one side. The exact log posterior is therefore looked up along
    the axis, through the means of what lies across (as in the simplified Laplace approximation of Rue, Martino and
    Chopin 2009, JRSS B 71, 319-392, §3.2), and the draws are weighed by it.
    """
    told = [0.0] * len(mode)
    for cell in cells:
        weight = _cell(cell, sum([mode[place] for place in cell.places]))[2]
        for place in cell.places:
            told[place] += weight
    told[OMEGA] = 0.0
    along = solve(lower, told)
    length = math.sqrt(math.fsum(map(mul, told, along)))
    if length == 0:
        return told, [0.0] * len(AXIS)
    values = []
    for step in AXIS:
        state = [at + step * move / length for at, move in zip(mode, along, strict=True)]
        values.append(_log_posterior(cells, sds, state, totals) + step * step / 2)
    middle = values[len(AXIS) // 2]
    return [part / length for part in told], [value - middle for value in values]


def _log_mean(tilt: Vector) -> float:
    """Return the logarithm of the mean of the tilt under the standard normal."""
    weights = [math.exp(-step * step / 2) for step in AXIS]
    mean = math.fsum(weight * math.exp(value) for weight, value in zip(weights, tilt, strict=True))
    return math.log(mean / math.fsum(weights))


def _log_posterior(cells: Sequence[Cell], sds: Vector, x: Vector, totals: Sequence[Total]) -> float:
    value = -sum([((at - mean) / sd) ** 2 for at, mean, sd in zip(x, MEANS, sds, strict=False)]) / 2
    value -= sum([(at / sd) ** 2 for at, sd in zip(x[OFFSETS:], sds[OFFSETS:], strict=True)]) / 2
    exp, log = math.exp, math.log
    for cell in cells:
        ability = sum([x[place] for place in cell.places])
        for difficulty, floor, span, n, credit in cell.kinds:
            p = floor + span / (1 + exp(-SLOPE * (ability - difficulty)))
            value += credit * log(p) + (n - credit) * log(1 - p)
    for total in totals:
        earned, mean, variance, _ = total(x)
        value -= (earned - mean) ** 2 / (2 * variance) + log(variance) / 2
    return value


def _laplace(
    cells: Sequence[Cell], sds: Vector, start: Vector, totals: Sequence[Total]
) -> tuple[Vector, Matrix, float]:
    """Return mode, Cholesky factor of the information and log evidence, by Fisher scoring with halved steps.

    Fisher scoring and not Newton: with a guessing floor the observed information need not be positive.
    """
    x = start
    value, gradient, information = _posterior(cells, sds, x, totals)
    for _ in range(STEPS):
        lower = cholesky(information)
        step = solve(lower, gradient)
        gain = math.fsum(a * b for a, b in zip(step, gradient, strict=True))
        if gain < SMALL:
            break
        factor = 1.0
        while factor > SMALLEST_STEP:
            tried = [a + factor * b for a, b in zip(x, step, strict=True)]
            new = _posterior(cells, sds, tried, totals)
            if new[0] >= value:
                break
            factor /= 2
        else:
            break
        x, (value, gradient, information) = tried, new
    lower = cholesky(information)
    return x, lower, value - math.fsum(map(math.log, sds)) - log_determinant(lower) / 2


def _posterior(cells: Sequence[Cell], sds: Vector, x: Vector, totals: Sequence[Total]) -> tuple[float, Vector, Matrix]:
    """Return the log posterior at `x`, its gradient and its expected information."""
    size = len(x)
    information = [[0.0] * size for _ in range(size)]
    gradient = [0.0] * size
    value = 0.0
    for i, (at, sd) in enumerate(zip(x, sds, strict=True)):
        off = at - MEANS[i] if i < OFFSETS else at
        value -= off * off / (2 * sd * sd)
        gradient[i] = -off / (sd * sd)
        information[i][i] = 1 / (sd * sd)
    for cell in cells:
        log_likelihood, slope, weight = _cell(cell, sum([x[place] for place in cell.places]))
        value += log_likelihood
        for i in cell.places:
            gradient[i] += slope
            row = information[i]
            for j in cell.places:
                row[j] += weight
    for total in totals:
        value += _add_total(total, x, gradient, information)
    return value, gradient, information


def _cell(cell: Cell, ability: float) -> tuple[float, float, float]:
    """Return log likelihood, slope and expected information in the cell's ability."""
    value = slope = weight = 0.0
    exp, log = math.exp, math.log
    for difficulty, floor, span, n, credit in cell.kinds:
        z = 1 / (1 + exp(-SLOPE * (ability - difficulty)))
        p = floor + span * z
        rise = span * SLOPE * z * (1 - z) / (p * (1 - p))
        value += credit * log(p) + (n - credit) * log(1 - p)
        slope += (credit - n * p) * rise
        weight += n * rise * rise * p * (1 - p)
    return value, slope, weight


def _add_total(total: Total, x: Vector, gradient: Vector, information: Matrix) -> float:
    """Add what the marks of a whole paper tell (Gauss-Newton) and return its log likelihood."""
    earned, mean, variance, rise = total(x)
    places = [i for i, value in enumerate(rise) if value]
    for i in places:
        gradient[i] += (earned - mean) / variance * rise[i]
        for j in places:
            information[i][j] += rise[i] * rise[j] / variance
    return -((earned - mean) ** 2) / (2 * variance) - math.log(variance) / 2
