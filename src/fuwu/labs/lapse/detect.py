"""See in the orders who drifts away: each retailer against its own level of 2025, the season allowed for.

Under the licence system hardly anybody leaves; what can be seen is a falling share of what is due. The rule
(below x% for k months) and its limits are illustrative, not official.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

    from fuwu.labs import Data

Season = Literal["none", "last_year", "this_year"]

BASE_YEAR = 2025
MONTHS = tuple(f"2026-{month:02d}" for month in range(1, 11))
TRIMMED_FROM = 5  # months with orders: from so many on, the highest and the lowest are left out of the level


@dataclass(frozen=True)
class Rule:
    """When a retailer counts as lapsing: below `below` of what is due for `months` months running."""

    below: float = 0.5
    months: int = 3
    season: Season = "this_year"
    own_closed: bool = True  # a month in which the shop did not order last year either says nothing


@dataclass(frozen=True)
class History:
    """What retailers ordered, month by month, and what was their own level."""

    ids: tuple[str, ...]
    base: np.ndarray[Any, Any]  # retailers × 12 months of 2025, NaN where no order
    got: np.ndarray[Any, Any]  # retailers × months of 2026, 0 where no order
    level: np.ndarray[Any, Any]  # cartons in an ordinary month of 2025, NaN if unknown
    index: dict[Season, np.ndarray[Any, Any]]  # seasonal index of each month of 2026
    rows: dict[str, int]  # the place of each retailer

    def due(self, season: Season) -> np.ndarray[Any, Any]:
        """Return what each retailer would have ordered at its own level: ``level · seasonal index``."""
        return self.level[:, None] * self.index[season][None, :]  # type: ignore[no-any-return]

    def share(self, season: Season) -> np.ndarray[Any, Any]:
        """Return what was ordered as a part of what was due; NaN without a level."""
        return self.got / self.due(season)  # type: ignore[no-any-return]

    def row(self, retailer: str) -> int:
        """Return the place of a retailer."""
        return self.rows[retailer]


@dataclass(frozen=True)
class Alarm:
    """A retailer the rule catches."""

    retailer: str
    since: int  # place of the first month below
    caught: int  # place of the month in which the rule is met
    share: float  # what it ordered, from `since` to the last month, as a part of what was due


def history(data: Data) -> History:
    """Return the orders of all retailers of the sample data."""
    ids = tuple(data.retailers["retailer_id"])
    base = _matrix(data.orders, ids, [f"{BASE_YEAR}-{month:02d}" for month in range(1, 13)])
    return history_of(ids, base, _matrix(data.orders_2026, ids, MONTHS))


def history_of(ids: Sequence[str], base: np.ndarray[Any, Any], got: np.ndarray[Any, Any]) -> History:
    """Return the history of retailers: `base` retailers × 12 months of last year, `got` × months of this year."""
    import numpy as np

    calendar = _calendar_index(base)
    level = _levels(base, calendar)
    got = np.nan_to_num(got)
    index: dict[Season, np.ndarray[Any, Any]] = {
        "none": np.ones(got.shape[1]),
        "last_year": calendar[np.arange(got.shape[1]) % 12],
        "this_year": _index_of(base, got, level),
    }
    return History(tuple(ids), base, got, level, index, {one: row for row, one in enumerate(ids)})


def _matrix(orders: pd.DataFrame, ids: Sequence[str], months: Sequence[str]) -> np.ndarray[Any, Any]:
    table = orders.pivot_table(index="retailer_id", columns="month", values="cartons_ordered_total", aggfunc="sum")
    wide: np.ndarray[Any, Any] = table.reindex(index=list(ids), columns=list(months)).to_numpy(dtype=float)
    return wide


def _steady(base: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """Return which retailers ordered in every month of last year."""
    import numpy as np

    return np.asarray(~np.isnan(base).any(axis=1))


def _calendar_index(base: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """Return last year's index: the month's median part of the retailer's own mean, over steady retailers."""
    import numpy as np

    steady = base[_steady(base)]
    if not len(steady):
        return np.ones(base.shape[1])
    index = np.median(steady / steady.mean(axis=1, keepdims=True), axis=0)
    return np.asarray(index / index.mean())


def _levels(base: np.ndarray[Any, Any], calendar: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """Return each retailer's ordinary month: the mean of ``orders ÷ index``, highest and lowest left out.

    Leaving them out keeps a one-off bulk order from raising the level; with few months all are used.
    """
    import numpy as np

    plain = np.sort(base / calendar, axis=1)  # NaN last
    counts = (~np.isnan(plain)).sum(axis=1)
    levels = np.full(len(base), np.nan)
    for row, count in enumerate(counts):
        kept = plain[row, 1 : count - 1] if count >= TRIMMED_FROM else plain[row, :count]
        if count:
            levels[row] = kept.mean()
    return levels


def _index_of(
    base: np.ndarray[Any, Any], got: np.ndarray[Any, Any], level: np.ndarray[Any, Any]
) -> np.ndarray[Any, Any]:
    """Return this year's index: how much of its level the median steady retailer ordered in each month.

    The median is not moved by the few who lapse, and it follows a festival that falls in another month this year.
    """
    import numpy as np

    steady = _steady(base) & (level > 0)
    if not steady.any():
        return np.ones(got.shape[1])
    index = np.median(got[steady] / level[steady, None], axis=0)
    return np.where(index > 0, index, 1.0)


def states(past: History, rule: Rule) -> np.ndarray[Any, Any]:
    """Return, retailers × months: 1 below the rule's limit, 0 not below, -1 a month that says nothing."""
    import numpy as np

    share = past.share(rule.season)
    state = np.where(np.nan_to_num(share, nan=1.0) < rule.below, 1, 0)
    if rule.own_closed:
        closed = np.isnan(past.base)[:, np.arange(past.got.shape[1]) % 12]
        state[closed & (past.got == 0)] = -1
    return np.asarray(state)


def caught(past: History, rule: Rule, *, upto: int | None = None) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    """Return for each retailer the place of the month in which the rule is met and of the first low one; or -1, -1.

    Only the first `upto` months are looked at (all by default). A month that says nothing neither adds to a run
    of low months nor breaks it.

    Raises
    ------
    ValueError
        If the rule asks for less than one month or a share outside 0 to 1.
    """
    import numpy as np

    if rule.months < 1 or not 0 < rule.below <= 1:
        raise ValueError(f"{rule}: give 1 or more months and a share above 0, up to 1")
    state = states(past, rule)[:, :upto]
    run = np.zeros(len(state), dtype=int)
    met, since, start = np.full(len(state), -1), np.full(len(state), -1), np.full(len(state), -1)
    for month in range(state.shape[1]):
        now = state[:, month]
        start = np.where((now == 1) & (run == 0), month, start)
        run = np.where(now == 1, run + 1, np.where(now == 0, 0, run))
        new = (run == rule.months) & (now == 1) & (met < 0)
        met, since = np.where(new, month, met), np.where(new, start, since)
    return met, since


def alarms(past: History, rule: Rule, *, upto: int | None = None) -> tuple[Alarm, ...]:
    """Return whom the rule catches, in order of the month, the deepest fall first."""
    met, since = caught(past, rule, upto=upto)
    due = past.due(rule.season)
    found = [
        Alarm(past.ids[row], int(since[row]), int(met[row]), _part(past.got[row], due[row], since[row], upto))
        for row in (met >= 0).nonzero()[0]
    ]
    return tuple(sorted(found, key=lambda one: (one.caught, one.share, one.retailer)))


def _part(got: np.ndarray[Any, Any], due: np.ndarray[Any, Any], since: int, upto: int | None) -> float:
    return float(got[since:upto].sum() / due[since:upto].sum())
