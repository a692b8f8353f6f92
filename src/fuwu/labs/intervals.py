"""Shares and how sure they are; quantiles and how sure they are. Every formula names its source."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist


@dataclass(frozen=True)
class Interval:
    """A share with its confidence interval."""

    share: float
    low: float
    high: float


def z_of(confidence: float) -> float:
    """Return the two-sided quantile of the normal distribution.

    Examples
    --------
    >>> round(z_of(0.95), 3)
    1.96
    """
    return NormalDist().inv_cdf((1 + confidence) / 2)


def wilson(hits: float, asked: float, *, population: int | None = None, confidence: float = 0.95) -> Interval:
    """Return the score interval of a share (Wilson 1927, J. Am. Stat. Assoc. 22, 209-212).

    With `population`, the sample counts as ``n(N-1)/(N-n)``: a sample that is much of the whole tells more.

    Examples
    --------
    Newcombe 1998 (Stat. Med. 17, 857-872), table I, gives 0.2553 to 0.3662 for 81 of 263.

    >>> one = wilson(81, 263)
    >>> round(one.low, 4), round(one.high, 4)
    (0.2553, 0.3662)

    Raises
    ------
    ValueError
        If nobody was asked.
    """
    if asked <= 0:
        raise ValueError("nobody was asked: a share needs at least one answer")
    share = hits / asked
    if population is not None and asked >= population:
        return Interval(share, share, share)
    n = asked if population is None else asked * (population - 1) / (population - asked)
    square = z_of(confidence) ** 2
    middle = (share + square / (2 * n)) / (1 + square / n)
    half = math.sqrt(square) * math.sqrt(share * (1 - share) / n + square / (4 * n * n)) / (1 + square / n)
    return Interval(share, max(0.0, middle - half), min(1.0, middle + half))


def quantile(values: Sequence[float], share: float) -> float:
    """Return the smallest value that at least `share` of the values do not exceed (Hyndman & Fan 1996, type 1).

    Examples
    --------
    >>> quantile([5, 1, 4, 2, 3], 0.5), quantile([5, 1, 4, 2, 3], 0.95)
    (3, 5)
    """
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered) - 1e-9) - 1)]


def safe_limit(values: Sequence[float], share: float, *, confidence: float = 0.95) -> float | None:
    """Return the smallest value within which `share` of all cases surely lie, judged by those seen.

    It is the first of the ordered values for which the lower end of Wilson's interval of "so many lie within"
    reaches `share`; None when even all of them are too few to say so.

    Examples
    --------
    >>> safe_limit(range(1, 1001), 0.95), safe_limit([1, 2, 3], 0.95)
    (964, None)
    """
    ordered = sorted(values)
    low, high = 1, len(ordered)
    if not ordered or wilson(high, high, confidence=confidence).low < share:
        return None
    while low < high:
        middle = (low + high) // 2
        if wilson(middle, len(ordered), confidence=confidence).low >= share:
            high = middle
        else:
            low = middle + 1
    return ordered[low - 1]
