"""What a retailer brings the company, scored: present and potential, in money and not in money.

That value is counted in money and not in money, now and later, by calculation and by judgement together, is public
research (Acta Tabacaria Sinica 2013(4): 82-87, abstract); which figures stand for each is ours.
Every score is a place in the whole branch from 0 to 100 (`place`), so that one measure serves all.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from fuwu.labs.text import mark

if TYPE_CHECKING:
    import pandas as pd

    from fuwu.labs import Data

#: A proven violation takes this many points off what a retailer's dealings count for.
VIOLATION: Final = 20


@dataclass(frozen=True)
class Measure:
    """One of the four parts of value: when it counts, whether it is money, and what stands for it here."""

    id: str
    name: str  # msgid
    stands: str  # msgid: the figures that stand for it


MEASURES: Final = (
    Measure("now_money", mark("present, in money"), mark(
        "yuan ordered a month: the median month × months with orders ÷ 12")),
    Measure("now_other", mark("present, not in money"), mark(
        "sales at the marked price and cooperation with policy, less 20 points for each violation")),
    Measure("later_money", mark("potential, in money"), mark(
        "growth from the first to the second half of the year, and volume still below shops of the same kind")),
    Measure("later_other", mark("potential, not in money"), mark(
        "new products taken of those offered, and the share ordered online: willing to learn")),
)  # fmt: skip


def place(values: pd.Series[Any]) -> pd.Series[Any]:
    """Return each value's place among the known ones, from 0 (lowest) to 100 (highest); equals share a place.

    Examples
    --------
    >>> import pandas as pd
    >>> place(pd.Series([5.0, 1.0, 3.0, 3.0])).tolist()
    [100.0, 0.0, 50.0, 50.0]
    """
    known = int(values.notna().sum())
    return (values.rank() - 1) / max(known - 1, 1) * 100


def mean_known(*columns: pd.Series[Any]) -> pd.Series[Any]:
    """Return the mean of what is known of each retailer; nothing known gives no value."""
    import pandas as pd

    return pd.concat(columns, axis=1).mean(axis=1)


def traded(data: Data) -> pd.DataFrame:
    """Return cartons and yuan a month of each retailer: the median month × months with orders ÷ 12.

    The median keeps one bulk order from making a shop large; the months keep a pause or a season from being
    counted as if it had been a whole year.
    """
    orders = data.orders.groupby("retailer_id")
    months = orders.size() / 12
    made = orders[["cartons_ordered_total", "value_yuan"]].median().mul(months, axis=0)
    made.columns = ["cartons", "yuan"]
    return made.reindex(data.retailers["retailer_id"]).fillna(0.0)


def growth(data: Data) -> pd.Series[Any]:
    """Return the value of the second half of the year ÷ that of the first; unknown where the first has none.

    The season is the same for all, so only the order of the retailers counts.
    """
    orders = data.orders
    second = orders["month"].str[5:7] >= "07"
    halves = (
        orders[one].groupby("retailer_id")["value_yuan"].sum().reindex(data.retailers["retailer_id"])
        for one in (second, ~second)
    )
    late, early = halves
    return late.fillna(0.0) / early


def measures(data: Data) -> pd.DataFrame:
    """Return the four scores of every retailer of the branch (0-100, missing where nothing is known).

    Index: retailer id; columns: the ids of `MEASURES`.
    """
    import pandas as pd

    frame = data.retailers.set_index("retailer_id")
    trade = traded(data)
    peers = trade["cartons"].groupby([frame["market_type"], frame["retail_format"]]).transform("median")
    dealings = mean_known(frame["price_kept_pct"], frame["policy_score"]) - VIOLATION * frame["violations_24m"]
    taken = frame["new_accepted"] / frame["new_offered"].where(frame["new_offered"] > 0)
    online = frame["online_share"] + frame["app_share"]
    return pd.DataFrame({
        "now_money": place(trade["yuan"]),
        "now_other": place(dealings),
        "later_money": place(mean_known(place(growth(data)), place(-trade["cartons"] / peers))),
        "later_other": place(mean_known(place(taken), place(online))),
    })  # fmt: skip


def in_need(data: Data) -> pd.Series[bool]:
    """Return who of the retailers is disadvantaged."""
    frame = data.retailers.set_index("retailer_id")
    return frame["disadvantaged"].fillna("none") != "none"
