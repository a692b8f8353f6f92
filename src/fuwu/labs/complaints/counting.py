"""Counting a year's complaints: by what, how many make most of them, who comes again, what to mend first."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from fuwu.labs.challenge import Condition
from fuwu.labs.text import bilingual, mark
from fuwu.model import Text

if TYPE_CHECKING:
    import pandas as pd

By = Literal["about", "cause", "channel", "manager_id", "month"]

CAUSES = {
    "over_promise": mark("over-promising"),
    "poor_service": mark("poor service"),
    "beyond": mark("beyond what the company can do"),
}
#: The causes that lie in the company's own hands.
OWN = ("over_promise", "poor_service")
SUBJECTS = {
    "stock_out": mark("out of stock"),
    "sorting_error": mark("sorting error"),
    "delivery_error": mark("delivery error"),
    "damaged": mark("damaged goods"),
    "wrong_charge": mark("wrong charge"),
    "promise_not_kept": mark("promise not kept"),
    "allocation": mark("allocation of supply"),
    "order_call": mark("order call"),
    "attitude": mark("attitude"),
    "fake_suspicion": mark("suspected fakes"),
    "slow_stock": mark("slow-moving stock"),
    "price": mark("price"),
    "other": mark("other"),
}
CHANNELS = {"hotline": mark("hotline"), "on_site": mark("on the spot")}


def name_of(by: By, value: str) -> Text:
    """Return what a code stands for; managers and months stand for themselves."""
    known = {"about": SUBJECTS, "cause": CAUSES, "channel": CHANNELS}.get(by, {})
    return bilingual(known[value]) if value in known else Text(zh=value, en=value)


@dataclass(frozen=True)
class Row:
    """One subject (or cause, …): how many complaints, by cause, their share so far, how many were not content."""

    name: str
    count: int
    by_cause: tuple[int, ...]
    cumulative: float
    asked: int
    discontent: int

    @property
    def own(self) -> int:
        """How many lie in the company's own hands."""
        return sum(n for cause, n in zip(CAUSES, self.by_cause, strict=True) if cause in OWN)

    @property
    def discontent_share(self) -> float | None:
        """The share not content of those asked; None if nobody was asked."""
        return self.discontent / self.asked if self.asked else None


def prepared(complaints: pd.DataFrame, retailers: pd.DataFrame) -> pd.DataFrame:
    """Return the complaints with their manager and month."""
    manager = complaints["retailer_id"].map(retailers.set_index("retailer_id")["manager_id"])
    return complaints.assign(manager_id=manager, month=complaints["received_at"].str[:7])


def pareto(complaints: pd.DataFrame, by: By = "about") -> list[Row]:
    """Return the rows from the most complaints to the fewest (months in their order), shares summed up on the way."""
    groups = complaints.groupby(by, sort=True)
    counted = sorted(((len(group), str(name), group) for name, group in groups), key=lambda one: (-one[0], one[1]))
    if by == "month":
        counted.sort(key=lambda one: one[1])
    rows, so_far = [], 0
    for count, name, group in counted:
        so_far += count
        rows.append(
            Row(
                name,
                count,
                tuple(int((group["cause"] == cause).sum()) for cause in CAUSES),
                so_far / len(complaints),
                int(group["satisfied"].notna().sum()),
                int((group["satisfied"] == "no").sum()),
            )
        )
    return rows


def how_many_reach(rows: Sequence[Row], share: float) -> int:
    """Return how many of the first rows hold `share` of all complaints."""
    return next((at for at, row in enumerate(rows, start=1) if row.cumulative >= share - 1e-9), len(rows))


def repeaters(complaints: pd.DataFrame, least: int) -> pd.Series[int]:
    """Return how often each retailer complained who did so at least `least` times, the most often first."""
    counts = complaints["retailer_id"].value_counts()
    again = counts[counts >= least]
    return again.sort_index().sort_values(ascending=False, kind="stable")


MOST, SHARE, MANY = 3, 0.55, 20


def worst(rows: Sequence[Row]) -> list[str]:
    """Return the subjects with many complaints of which most of those asked were not content."""
    return [row.name for row in rows if row.count >= MANY and (row.discontent_share or 0) > 0.5]  # noqa: PLR2004


def mostly_beyond(rows: Sequence[Row]) -> list[str]:
    """Return the subjects that lie mostly outside the company's hands: mending them is not ours to do."""
    return [row.name for row in rows if row.own * 2 < row.count]


def model_solution(rows: Sequence[Row]) -> list[str]:
    """Return a choice that meets the task: the worst one, then those with the most complaints of our own making."""
    first = worst(rows)[:1]
    left = [row for row in rows if row.name not in {*first, *mostly_beyond(rows)}]
    return [*first, *(row.name for row in sorted(left, key=lambda row: -row.own)[: MOST - len(first)])]


def conditions(rows: Sequence[Row], chosen: Collection[str]) -> list[Condition]:
    """Return the conditions of the task, checked; its numbers are illustrative."""
    from fuwu.labs.text import listing, number, percent

    own = sum(row.own for row in rows)
    reached = sum(row.own for row in rows if row.name in chosen)
    share = reached / own if own else 0.0
    ours = [row.name for row in rows if row.name in chosen and row.name not in mostly_beyond(rows)]
    hit = [name for name in worst(rows) if name in chosen]
    names = [name_of("about", name) for name in hit]
    return [
        Condition(
            "count",
            bilingual(mark("one to {n} subjects"), n=MOST),
            1 <= len(chosen) <= MOST,
            bilingual(mark("so far {n}"), n=len(chosen)),
        ),
        Condition(
            "own",
            bilingual(mark("they hold at least {share} of the complaints of our own making"), share=percent(SHARE)),
            share >= SHARE,
            bilingual(mark("{n} of {all}, {share}"), n=number(reached), all=number(own), share=percent(share)),
        ),
        Condition(
            "discontent",
            bilingual(mark("one of them has {n} complaints or more, and most of those asked were not content"), n=MANY),
            bool(hit),
            bilingual(mark("{names}"), names=listing(names)) if hit else bilingual(mark("none")),
        ),
        Condition(
            "ours",
            bilingual(mark("none of them lies mostly beyond what the company can do")),
            bool(chosen) and len(ours) == len(chosen),
            bilingual(mark("{n} of {all} are ours to mend"), n=len(ours), all=len(chosen)),
        ),
    ]
