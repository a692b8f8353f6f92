"""Retailers followed from January 2026: who stays how long, by class."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from fuwu.labs.lapse.causes import CLOSED
from fuwu.labs.lapse.detect import Rule, caught
from fuwu.labs.lapse.survival import Curve, kaplan_meier
from fuwu.labs.text import CODES, mark

if TYPE_CHECKING:
    import pandas as pd

    from fuwu.labs import Data
    from fuwu.labs.lapse.verify import Case

#: What to class retailers by; each has a column of `groups`.
BY = {
    "all": mark("all retailers together"),
    "market_type": mark("market type"),
    "retail_format": mark("retail format"),
    "size": mark("size in 2025"),
    "complaints": mark("complaints in 2025"),
    "disadvantaged": mark("disadvantaged or not"),
}
NAMES = {
    "all": {"all": mark("all retailers")},
    "market_type": CODES["market_type"],
    "retail_format": CODES["retail_format"],
    "size": {"large": mark("large third"), "middle": mark("middle third"), "small": mark("small third")},
    "complaints": {"none": mark("no complaint"), "one": mark("one complaint"), "more": mark("two or more complaints")},
    "disadvantaged": {"yes": mark("disadvantaged"), "no": mark("not disadvantaged")},
}
FEWEST = 20  # a class with fewer retailers gets no curve


@dataclass(frozen=True)
class Followed:
    """For each retailer how long it was followed, in months, and whether it lapsed then."""

    times: Mapping[str, float]
    lapsed: Mapping[str, bool]
    until: int  # months: a lapse that began later could not be confirmed yet


def follow(case: Case, rule: Rule) -> Followed:
    """Return how long each retailer stayed: a lapse counts from the first low month.

    Whom a visit found closed for good is censored at its last month with an order: it did not drift away, it is
    no longer there to be watched. Renovation is no end at all. A run that began after month ``months - k + 1``
    cannot be confirmed within the data, so all others are censored there.
    """
    met, since = caught(case.past, rule)
    until = case.past.got.shape[1] - rule.months + 1
    times, lapsed = dict[str, float](), dict[str, bool]()
    for row, retailer in enumerate(case.ids):
        finding = case.found.get(retailer)
        event = bool(met[row] >= 0 and finding not in CLOSED)
        time = float(since[row] + 1) if event else float(until)
        if finding == "closed":
            ordered = case.past.got[row].nonzero()[0]
            time = min(time, float(ordered[-1] + 1) if len(ordered) else 0.0)
        times[retailer], lapsed[retailer] = min(time, float(until)), event and time <= until
    return Followed(times, lapsed, until)


def groups(data: Data, level: pd.Series[Any]) -> pd.DataFrame:
    """Return for each retailer its class on every basis of `BY`; `level` is its cartons in an ordinary month."""
    import pandas as pd

    frame = data.retailers.set_index("retailer_id")
    complaints = frame["complaints_12m"]
    rank = level.reindex(frame.index).rank(pct=True, method="first")
    return pd.DataFrame({
        "all": "all",
        "market_type": frame["market_type"],
        "retail_format": frame["retail_format"],
        "size": rank.map(lambda one: "large" if one > 2 / 3 else "middle" if one > 1 / 3 else "small"),
        "complaints": complaints.map(lambda one: "none" if one == 0 else "one" if one == 1 else "more"),
        "disadvantaged": (frame["disadvantaged"].fillna("none") != "none").map({True: "yes", False: "no"}),
    })  # fmt: skip


def curves(followed: Followed, labels: pd.Series[Any], names: Mapping[str, str]) -> dict[str, Curve]:
    """Return a curve for each class with enough retailers, in the order of `names`."""
    made = dict[str, Curve]()
    for name in names:
        ids = [str(one) for one in labels.index[labels == name]]
        if len(ids) >= FEWEST:
            made[name] = kaplan_meier([followed.times[one] for one in ids], [followed.lapsed[one] for one in ids])
    return made
