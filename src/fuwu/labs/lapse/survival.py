"""How long retailers stay: Kaplan-Meier curves with pointwise intervals.

Kaplan & Meier, J. Am. Stat. Assoc. 53 (1958) 457-481; Greenwood, Rep. Public Health Med. Subj. 33 (1926);
log-log interval: Kalbfleisch & Prentice, The Statistical Analysis of Failure Time Data (1980), section 1.3.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, inf, log, sqrt

Z95 = 1.959964  # 97.5% point of the standard normal distribution


@dataclass(frozen=True)
class Step:
    """The curve after one time at which somebody lapsed."""

    time: float
    at_risk: int  # still watched just before `time`
    events: int
    survival: float
    se: float  # Greenwood's standard error
    low: float  # 95%, log-log: stays within 0 and 1
    high: float


@dataclass(frozen=True)
class Curve:
    """A Kaplan-Meier curve; before its first step it is 1."""

    n: int
    steps: tuple[Step, ...]
    end: float  # the longest time anybody was watched

    @property
    def events(self) -> int:
        """How many lapsed while they were watched."""
        return sum(step.events for step in self.steps)

    def at(self, time: float) -> Step | None:
        """Return the step that holds at `time`, or None before the first."""
        return next((step for step in reversed(self.steps) if step.time <= time), None)

    def survival(self, time: float) -> float:
        """Return S(time)."""
        step = self.at(time)
        return step.survival if step else 1.0


def kaplan_meier(times: Sequence[float], lapsed: Sequence[bool]) -> Curve:
    """Return the product-limit estimate: ``S(t) = Π (1 - dᵢ / nᵢ)`` over event times up to t.

    Parameters
    ----------
    times
        How long each was watched.
    lapsed
        Whether the watch ended with the event; else it is censored. Who is censored at a time of an event counts
        as at risk then.

    Raises
    ------
    ValueError
        If the two differ in length or a time is negative.

    Examples
    --------
    >>> curve = kaplan_meier([1, 2, 3, 4], [True, False, True, False])
    >>> [(step.time, step.at_risk, step.survival) for step in curve.steps]
    [(1, 4, 0.75), (3, 2, 0.375)]
    """
    if len(times) != len(lapsed):
        raise ValueError(f"{len(times)} times but {len(lapsed)} outcomes: give one of each a retailer")
    if any(time < 0 for time in times):
        raise ValueError("a time is negative: count from the start of the watch")
    survival, hazards, steps = 1.0, 0.0, list[Step]()
    for time in sorted({time for time, event in zip(times, lapsed, strict=True) if event}):
        at_risk = sum(one >= time for one in times)
        events = sum(one == time and event for one, event in zip(times, lapsed, strict=True))
        survival *= 1 - events / at_risk
        hazards = hazards + events / (at_risk * (at_risk - events)) if at_risk > events else inf
        steps.append(_step(time, at_risk, events, survival=survival, hazards=hazards))
    return Curve(len(times), tuple(steps), max(times, default=0))


def _step(time: float, at_risk: int, events: int, *, survival: float, hazards: float) -> Step:
    """Return a step: Greenwood ``se = S √Σ d/(n(n-d))``, interval ``S^exp(±z √Σ / |log S|)``."""
    if survival <= 0:
        return Step(time, at_risk, events, 0.0, 0.0, 0.0, 0.0)
    spread = Z95 * sqrt(hazards) / -log(survival)
    low, high = survival ** exp(spread), survival ** exp(-spread)
    return Step(time, at_risk, events, survival, survival * sqrt(hazards), low, high)
