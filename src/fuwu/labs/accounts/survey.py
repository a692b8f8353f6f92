"""The two surveys of satisfaction, and the ten owners before and after the trial."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from statistics import NormalDist

from fuwu.labs import Data
from fuwu.labs.intervals import Interval, wilson, z_of
from fuwu.labs.text import mark

ASPECTS = {
    "service": mark("Marketing service"),
    "allocation": mark("Allocation of supply"),
    "profit": mark("Retail profit"),
    "ordering": mark("Ordering"),
    "delivery": mark("Delivery"),
    "payment": mark("Payment for goods"),
    "complaints": mark("Complaint handling"),
}
"""The source names the first three of its seven aspects; the other four are illustrative."""

WAVES = (1, 2)
_SATISFIED = 4


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two shares compared: their difference, its standardised value and the two-sided probability."""

    difference: float
    z: float
    p: float


def shares(data: Data) -> dict[str, tuple[float, float]]:
    """Return the satisfied (4 or 5) as part of all, by aspect, in each wave."""
    rows = data.satisfaction
    waves = [rows[rows["wave"] == wave] for wave in WAVES]
    return {
        aspect: (float((waves[0][aspect] >= _SATISFIED).mean()), float((waves[1][aspect] >= _SATISFIED).mean()))
        for aspect in ASPECTS
    }


def interval(share: float, asked: int) -> Interval:
    """Return Wilson's interval of a share had so many been asked."""
    return wilson(share * asked, asked)


def two_shares(first: float, second: float, asked: int) -> Comparison:
    """Return the z test of two shares, each of so many asked, with the pooled share in the standard error.

    Source: Fleiss, Levin & Paik 2003, Statistical Methods for Rates and Proportions, 3rd ed., chapter 3 (without
    correction for continuity).

    Examples
    --------
    The pooled share is 0.149, the standard error sqrt(0.149 x 0.851 x 2 / 1000) = 0.01592.

    >>> test = two_shares(0.125, 0.173, 1000)
    >>> round(test.z, 2), round(test.p, 4)
    (3.01, 0.0026)
    """
    pooled = (first + second) / 2
    error = math.sqrt(pooled * (1 - pooled) * 2 / asked)
    difference = second - first
    z = difference / error if error else 0.0
    return Comparison(difference, z, 2 * (1 - NormalDist().cdf(abs(z))))


def needed(first: float, second: float, *, confidence: float = 0.95) -> int:
    """Return how many must be asked each time for this very difference to be beyond chance.

    Examples
    --------
    1.96 squared x 2 x 0.149 x 0.851 / 0.048 squared = 422.8

    >>> needed(0.125, 0.173)
    423
    """
    pooled = (first + second) / 2
    return math.ceil(z_of(confidence) ** 2 * 2 * pooled * (1 - pooled) / (second - first) ** 2)


@dataclass(frozen=True, slots=True)
class Change:
    """What the owners thought of an aspect before and after, on average and one by one."""

    before: float
    after: float
    up: int
    same: int
    down: int

    @property
    def p(self) -> float:
        """Return the two-sided probability of such a split if up and down were alike (sign test).

        Source: Dixon & Mood 1946, J. Am. Stat. Assoc. 41, 557-566; owners who did not change are left out.
        """
        n, most = self.up + self.down, max(self.up, self.down)
        tail: float = sum(math.comb(n, k) for k in range(most, n + 1)) / 2**n
        return min(1.0, 2 * tail)


def changes(data: Data) -> Mapping[str, Change]:
    """Return the change of each aspect among the owners in the trial."""
    found = {}
    for aspect in ASPECTS:
        before, after = data.owners[f"before_{aspect}"], data.owners[f"after_{aspect}"]
        found[aspect] = Change(
            float(before.mean()), float(after.mean()),
            int((after > before).sum()), int((after == before).sum()), int((after < before).sum()))  # fmt: skip
    return found
