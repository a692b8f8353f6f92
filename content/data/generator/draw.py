"""Random numbers of one key, and the small sums every table needs."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from statistics import NormalDist
from typing import Any, TypeVar

import numpy as np

SEED = 20250101
T = TypeVar("T")
Row = dict[str, Any]
"""One table row; names that begin with ``_`` are hidden causes and never written."""
_NORMAL = NormalDist()


class Draw:
    """Random numbers of one key, independent of how many any other key used.

    Only uniform numbers are drawn from NumPy and every distribution is made here: NumPy keeps the bit stream of
    PCG64 from release to release, but not the algorithms of its distributions (NEP 19).
    """

    def __init__(self, *key: int) -> None:
        self._random = np.random.Generator(np.random.PCG64([SEED, *key])).random

    def uniform(self, low: float = 0.0, high: float = 1.0) -> float:
        return low + (high - low) * float(self._random())

    def normal(self, mean: float = 0.0, sd: float = 1.0) -> float:
        return mean + sd * _NORMAL.inv_cdf(self.uniform(1e-9, 1 - 1e-9))

    def lognormal(self, median: float, sd: float) -> float:
        return median * math.exp(self.normal(0, sd))

    def chance(self, p: float) -> bool:
        return self.uniform() < p

    def whole(self, low: int, high: int) -> int:
        """Return one of low, …, high."""
        return min(high, math.floor(self.uniform(low, high + 1)))

    def pick(self, options: Sequence[T], weights: Iterable[float] | None = None) -> T:
        parts = list(weights) if weights is not None else [1.0] * len(options)
        mark = self.uniform() * sum(parts)
        for option, part in zip(options, parts, strict=True):
            mark -= part
            if mark < 0:
                return option
        return options[-1]

    def sample(self, options: Sequence[T], n: int) -> list[T]:
        """Return n different options, in their order."""
        marks = [self.uniform() for _ in options]
        chosen = sorted(sorted(range(len(options)), key=lambda i: (marks[i], i))[:n])
        return [options[i] for i in chosen]

    def count(self, mean: float) -> int:
        """Return a Poisson number by multiplying uniforms (Knuth); for small means."""
        limit, product, n = math.exp(-mean), self.uniform(), 0
        while product > limit:
            product *= self.uniform()
            n += 1
        return n


def clip(value: float, low: float, high: float) -> float:
    """Keep a value within two bounds."""
    return max(low, min(high, value))


def logistic(x: float) -> float:
    return 1 / (1 + math.exp(-x))


def apportion(total: int, weights: Sequence[float]) -> list[int]:
    """Split a whole number by weights (largest remainders), so that the parts add up.

    >>> apportion(10, [1, 1, 1])
    [4, 3, 3]
    """
    exact = [total * w / sum(weights) for w in weights]
    parts = [math.floor(x) for x in exact]
    by_remainder = sorted(range(len(parts)), key=lambda i: (parts[i] - exact[i], i))
    for i in by_remainder[: total - sum(parts)]:
        parts[i] += 1
    return parts


def shares(amounts: Sequence[int]) -> list[float]:
    """Return fractions with three decimals that add up to exactly 1."""
    return [part / 1000 for part in apportion(1000, amounts)]
