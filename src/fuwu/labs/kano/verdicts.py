"""From letters to a category for each need: counts, how clear the category is, and the two coefficients."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import sqrt
from typing import TYPE_CHECKING, Final

from fuwu.labs.kano.survey import LETTERS, Answers

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

DRAWS: Final = 1000
SEED: Final = 20260103
FONG: Final = 1.65  # Fong's factor: one-sided 5%
WANTED: Final = "MOA"

Interval = tuple[float, float]


@dataclass(frozen=True)
class Verdict:
    """How often each letter came up for one need, and what follows.

    Examples
    --------
    >>> one = Verdict({"M": 40, "O": 20, "A": 30, "I": 10, "R": 0, "Q": 0})
    >>> one.category, one.better, one.worse, one.settled
    ('M', 0.5, -0.6, False)
    """

    counts: dict[str, int]
    better_interval: Interval | None = None
    worse_interval: Interval | None = None

    @property
    def n(self) -> int:
        """All answers, questionable ones included."""
        return sum(self.counts.values())

    @property
    def ranked(self) -> list[str]:
        """The letters, most frequent first; equal ones in the order M > O > A > I (Berger et al. 1993)."""
        return sorted(LETTERS, key=lambda letter: (-self.counts[letter], LETTERS.index(letter)))

    @property
    def category(self) -> str:
        """The most frequent letter; empty without answers."""
        return self.ranked[0] if self.n else ""

    @property
    def strength(self) -> float:
        """Category strength: first minus second, as a part of all (Lee & Newcomb 1997)."""
        first, second = (self.counts[one] for one in self.ranked[:2])
        return (first - second) / self.n if self.n else 0.0

    @property
    def total_strength(self) -> float:
        """Total strength: M, O and A together, as a part of all (Lee & Newcomb 1997)."""
        return sum(self.counts[one] for one in WANTED) / self.n if self.n else 0.0

    @property
    def needed_lead(self) -> float:
        """How far the first must lead the second, in answers, for the category to count as settled.

        Fong (1996), Using the self-stated importance questionnaire to interpret Kano questionnaire results, Center
        for Quality of Management Journal 5(3): 1.65 · sqrt((a + b)(2n - a - b) / 2n), a and b the two largest counts
        without Q and n all answers.
        """
        a, b = self._two_largest()
        return FONG * sqrt((a + b) * (2 * self.n - a - b) / (2 * self.n)) if self.n else 0.0

    @property
    def settled(self) -> bool:
        """Whether the answers settle the category (Fong 1996); if most contradict themselves, nothing is settled."""
        a, b = self._two_largest()
        return self.category not in {"", "Q"} and a - b >= self.needed_lead

    @property
    def cautious(self) -> str:
        """The category to go by: if it is not settled, whichever of the first two comes first in M > O > A > I."""
        two = [one for one in self.ranked if one != "Q"][:2]
        return self.category if self.settled or not self.n else min(two, key=LETTERS.index)

    @property
    def better(self) -> float | None:
        """(A + O) / (A + O + M + I): how much doing it satisfies (Timko in Berger et al. 1993)."""
        return self._part("AO")

    @property
    def worse(self) -> float | None:
        """-(O + M) / (A + O + M + I): how much leaving it out displeases (Timko in Berger et al. 1993)."""
        part = self._part("OM")
        return None if part is None else -part

    def _part(self, letters: str) -> float | None:
        base = sum(self.counts[one] for one in "AOMI")
        return sum(self.counts[one] for one in letters) / base if base else None

    def _two_largest(self) -> tuple[int, int]:
        a, b = sorted((self.counts[one] for one in LETTERS if one != "Q"), reverse=True)[:2]
        return a, b


def verdicts(answers: Answers, *, draws: int = DRAWS, seed: int = SEED) -> tuple[Verdict, ...]:
    """Return the verdict on each need; `draws` 0 leaves the intervals out."""
    import numpy as np

    letters = np.arange(len(LETTERS))
    one_hot = answers.codes[:, :, None] == letters  # retailers × needs × letters
    counts = one_hot.sum(axis=0)
    intervals = _intervals(one_hot, draws=draws, seed=seed)
    return tuple(
        Verdict(dict(zip(LETTERS, map(int, row), strict=True)), *pair)
        for row, pair in zip(counts, intervals, strict=True)
    )


def _intervals(one_hot: NDArray[np.bool_], *, draws: int, seed: int) -> list[tuple[Interval | None, Interval | None]]:
    """Return each need's 95% percentile intervals of better and worse.

    Bootstrap over retailers (Efron 1979): whoever is drawn brings along all the answers given, so that the needs of
    one draw belong together.
    """
    import numpy as np

    n, needs, _ = one_hot.shape
    if not draws or not n:
        return [(None, None)] * needs
    sums = {name: one_hot[:, :, [LETTERS.index(one) for one in name]].any(axis=2) for name in ("AO", "OM", "AOMI")}
    weights = resamples(n, draws, seed)
    totals = {name: weights @ held.astype(np.float32) for name, held in sums.items()}  # draws × needs
    base = np.where(totals["AOMI"] > 0, totals["AOMI"], np.nan)
    made: list[tuple[Interval | None, Interval | None]] = []
    limits = [np.sort(one, axis=0) for one in (totals["AO"] / base, -totals["OM"] / base)]
    low, high = int(0.025 * draws), draws - 1 - int(0.025 * draws)
    for place in range(needs):
        if np.isnan(base[:, place]).any():
            made.append((None, None))
            continue
        better, worse = ((float(one[low, place]), float(one[high, place])) for one in limits)
        made.append((better, worse))
    return made


@lru_cache(maxsize=32)
def resamples(n: int, draws: int, seed: int) -> NDArray[np.float32]:
    """Return how often each of `n` is drawn in each of `draws` samples of size `n` with replacement.

    Only uniform draws are used: numpy promises the same stream for them (NEP 19).
    """
    import numpy as np

    picked = (np.random.default_rng(seed).random((draws, n)) * n).astype(np.int64)
    flat = np.bincount((picked + n * np.arange(draws)[:, None]).ravel(), minlength=draws * n)
    weights: NDArray[np.float32] = flat.reshape(draws, n).astype(np.float32)
    return weights
