"""How many to ask, and how far off the answer may be. Every formula names its source."""

from __future__ import annotations

import math
from collections.abc import Sequence

from fuwu.labs.intervals import z_of


def sample_size(margin: float, population: int, *, confidence: float = 0.95, share: float = 0.5) -> int:
    """Return how many of `population` must be drawn at random to know a share within `margin`.

    ``n0 = z²p(1-p)/e²``, then ``n = n0 / (1 + (n0 - 1)/N)`` for the finite population, rounded up
    (Cochran 1977, Sampling Techniques, 3rd ed., section 4.4). `share` 0.5 is the most careful guess.

    Examples
    --------
    >>> sample_size(0.05, 1200), sample_size(0.10, 1200), sample_size(0.05, 130)
    (292, 89, 98)
    """
    if population <= 0:
        return 0
    first = z_of(confidence) ** 2 * share * (1 - share) / margin**2
    return min(population, math.ceil(first / (1 + (first - 1) / population) - 1e-9))


def margin_of(sizes: Sequence[tuple[int, int]], *, confidence: float = 0.95, share: float = 0.5) -> float:
    """Return the margin of error of a share from strata of (retailers, retailers asked), weighted by their sizes.

    ``z · sqrt(Σ W² · p(1-p)/n · (N-n)/(N-1))`` (Cochran 1977, section 5.3 with 3.2's finite population correction);
    one stratum is a simple random sample. A stratum nobody is asked of leaves the share unknown: the margin is 1.

    Examples
    --------
    >>> round(margin_of([(1200, 292)]), 4), margin_of([(1200, 1200)])
    (0.0499, 0.0)
    """
    strata = [(whole, asked) for whole, asked in sizes if whole]
    if any(asked == 0 for _, asked in strata) or not strata:
        return 1.0
    total = sum(whole for whole, _ in strata)
    variance = sum(
        (whole / total) ** 2 * share * (1 - share) / asked * (whole - asked) / (whole - 1)
        for whole, asked in strata
        if whole > 1
    )
    return min(1.0, z_of(confidence) * math.sqrt(variance))
