"""What the visits say of whom the rule caught: lapsed for a cause, closed, or nobody knows; and what it costs."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from fuwu.labs.lapse.causes import BY_ID, CLOSED, NO_ANSWER, findings
from fuwu.labs.lapse.detect import Alarm, History, Rule, alarms, history

if TYPE_CHECKING:
    import numpy as np

    from fuwu.labs import Data

Verdict = Literal["lapse", "unknown", "closed", "nothing"]


@dataclass(frozen=True)
class Suspect:
    """A retailer the rule caught, with what was found there and what its fall costs."""

    alarm: Alarm
    finding: str | None  # code of `causes.FINDINGS`; None: nobody went there
    disadvantaged: bool
    cartons: float  # lost a month, since the first low month
    price: float  # yuan a carton, what the retailer paid on average in 2025

    @property
    def retailer(self) -> str:
        """The retailer's id."""
        return self.alarm.retailer

    @property
    def verdict(self) -> Verdict:
        """Whether the visit confirms a lapse, could not tell, found the shop closed, or was never made."""
        if self.finding is None:
            return "nothing"
        if self.finding in CLOSED:
            return "closed"
        return "unknown" if self.finding == NO_ANSWER else "lapse"

    @property
    def value(self) -> float:
        """Yuan of purchases lost in a year at this rate: ``cartons a month · 12 · price``."""
        return self.cartons * 12 * self.price


@dataclass(frozen=True)
class Case:
    """Everything the lab knows of the branch: made once, asked for each rule."""

    past: History
    found: Mapping[str, str]
    prices: Mapping[str, float]
    disadvantaged: frozenset[str]
    members: Mapping[str, frozenset[str]]  # of each customer manager

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of all retailers."""
        return self.past.ids

    def scope(self, manager: str) -> Collection[str]:
        """Return the retailers of a customer manager; of the whole branch for ``""``."""
        return self.members[manager] if manager else frozenset(self.past.ids)

    def suspects(self, rule: Rule, manager: str = "", *, upto: int | None = None) -> tuple[Suspect, ...]:
        """Return whom the rule catches among a manager's retailers, with what is known of them."""
        scope = self.scope(manager)
        due = self.past.due(rule.season)
        caught = alarms(self.past, rule, upto=upto)
        return tuple(self._suspect(one, due, upto) for one in caught if one.retailer in scope)

    def _suspect(self, alarm: Alarm, due: np.ndarray[Any, Any], upto: int | None) -> Suspect:
        row = self.past.row(alarm.retailer)
        missing = float((due[row] - self.past.got[row])[alarm.since : upto].mean())
        return Suspect(
            alarm,
            self.found.get(alarm.retailer),
            alarm.retailer in self.disadvantaged,
            max(0.0, missing),
            self.prices[alarm.retailer],
        )

    def lapsed(self, manager: str = "") -> frozenset[str]:
        """Return the retailers in scope for whom a visit found one of the seven causes."""
        return frozenset(one for one, finding in self.found.items() if finding in BY_ID and one in self.scope(manager))


def case(data: Data) -> Case:
    """Return the sample branch."""
    retailers = data.retailers.set_index("retailer_id")
    bought = data.orders.groupby("retailer_id")[["value_yuan", "cartons_ordered_total"]].sum()
    prices = (bought["value_yuan"] / bought["cartons_ordered_total"]).reindex(retailers.index)
    prices = prices.fillna(prices.median())
    return Case(
        past=history(data),
        found=findings(data),
        prices={str(one): float(price) for one, price in prices.items()},
        disadvantaged=frozenset(retailers.index[retailers["disadvantaged"].fillna("none") != "none"]),
        members={str(name): frozenset(group) for name, group in retailers.groupby("manager_id").groups.items()},
    )


@dataclass(frozen=True)
class Quality:
    """How well a rule does: who is found, who is missed, who is caught without need."""

    found: frozenset[str]  # confirmed lapses the rule caught
    missed: frozenset[str]
    unknown: tuple[str, ...]  # caught; nobody answered on the visit
    closed: tuple[str, ...]  # caught, but closed or renovating
    nothing: tuple[str, ...]  # caught, but never visited

    @property
    def false_alarms(self) -> int:
        """Caught without a lapse being confirmed, apart from those who did not answer."""
        return len(self.closed) + len(self.nothing)


def quality(lapsed: frozenset[str], suspects: Sequence[Suspect]) -> Quality:
    """Compare whom a rule caught with the lapses that visits confirmed."""
    by: dict[Verdict, list[str]] = {"lapse": [], "unknown": [], "closed": [], "nothing": []}
    for one in suspects:
        by[one.verdict].append(one.retailer)
    found = frozenset(by["lapse"])
    return Quality(found, lapsed - found, tuple(by["unknown"]), tuple(by["closed"]), tuple(by["nothing"]))
