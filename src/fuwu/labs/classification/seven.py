"""Seven factors, 0 to 3 points each, weighted to a score: the basis of the worked example.

The seven factors are the source's (S2-3.17); points, weights and cuts are illustrative, not official.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from fuwu.labs.classification.sorting import Basis, Parameter, Params, Sorting, ranked
from fuwu.labs.text import bilingual, mark
from fuwu.model import Text

if TYPE_CHECKING:
    import pandas as pd

TOP = 3


@dataclass(frozen=True)
class Factor:
    """One of the seven: its weight in percent and how the points are given."""

    id: str
    title: str
    weight: int
    rule: str

    @property
    def name(self) -> Text:
        """The source's name of the factor."""
        return bilingual(self.title)

    @property
    def words(self) -> Text:
        """How its points are given."""
        return bilingual(self.rule)


FACTORS = (
    Factor("volume", mark("Sales volume"), 25, mark("cartons a month, ranked: top quarter 3, then 2, 1, 0")),
    Factor("structure", mark("Sales structure"), 20, mark("yuan per carton, ranked: top quarter 3, then 2, 1, 0")),
    Factor("format", mark("Type of business"), 10, mark(
        "supermarket, mall, tobacco and liquor shop 3; convenience store 2; grocery, entertainment 1; other 0")),
    Factor("ability", mark("Operating ability"), 15, mark(
        "1 point each: has a POS system; 90% or more sold at the marked price; policy score 70 or more")),
    Factor("flow", mark("Customer flow"), 15, mark("people a day, ranked: top quarter 3, then 2, 1, 0")),
    Factor("location", mark("Location"), 10, mark("city 3, town 2, rural area 1, rural and 40 km or farther 0")),
    Factor("years", mark("Time in business"), 5, mark("10 years or more 3, from 5 years 2, from 2 years 1, else 0")),
)  # fmt: skip

_FORMAT = {"supermarket": 3, "mall": 3, "tobacco_liquor": 3, "convenience": 2,
           "grocery": 1, "entertainment": 1, "other": 0}  # fmt: skip
_LOCATION = {"city": 3, "town": 2, "rural": 1}
REMOTE_KM = 40
PRICE_KEPT, POLICY_OK = 90, 70
YEARS = (2, 5, 10)


def quarter(values: pd.Series[Any]) -> pd.Series[Any]:
    """Return 3, 2, 1 or 0 points by quarter of the ranking, the highest first; equal values share the better.

    Rank r of n known values (1 = highest) earns ``3 - floor((r - 1) · 4 / n)``.
    """
    known = values.dropna()
    place = (known.rank(method="min", ascending=False) - 1) * 4 // max(len(known), 1)
    return (TOP - place).reindex(values.index)


def points(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the points of each retailer (rows as in `frame`) in each factor (columns); missing stays missing."""
    import pandas as pd

    checks = [
        frame["has_pos"] == "yes",
        frame["price_kept_pct"] >= PRICE_KEPT,
        frame["policy_score"] >= POLICY_OK,
    ]
    ability = sum(check.astype(float) for check in checks)
    asked = frame[["has_pos", "price_kept_pct", "policy_score"]].notna().all(axis=1)
    remote = (frame["market_type"] == "rural") & (frame["distance_km"] >= REMOTE_KM)
    years = frame["years_in_business"]
    return pd.DataFrame({
        "volume": quarter(frame["monthly_volume"]),
        "structure": quarter(frame["monthly_value"] / frame["monthly_volume"]),
        "format": frame["retail_format"].map(_FORMAT),
        "ability": pd.Series(ability, index=frame.index).where(asked),
        "flow": quarter(frame["customer_flow"]),
        "location": frame["market_type"].map(_LOCATION).mask(remote, 0),
        "years": pd.Series(sum((years >= limit).astype(float) for limit in YEARS), index=frame.index)
        .where(years.notna()),
    })  # fmt: skip


def score(frame: pd.DataFrame, *, missing_allowed: int = 1) -> pd.Series[Any]:
    """Return the weighted score, 0–100; missing when more than `missing_allowed` factors are.

    ``100 · Σ weight · points ÷ (3 · Σ weight)``, both sums over the factors that are known.
    """
    table = points(frame)
    weights = {factor.id: factor.weight for factor in FACTORS}
    earned = sum(table[name].fillna(0) * weight for name, weight in weights.items())
    possible = sum(table[name].notna() * weight * TOP for name, weight in weights.items())
    return (earned * 100 / possible).where(table.isna().sum(axis=1) <= missing_allowed)  # type: ignore[union-attr]


def _seven(frame: pd.DataFrame, params: Params) -> Sorting:
    total = score(frame, missing_allowed=params["missing_allowed"])
    return ranked(total, params["k"], bilingual(mark("Score")))


_DOC = mark(
    "Seven factors, 0 to 3 points each: volume (weight 25%), structure 20%, operating ability 15%, customer flow "
    "15%, type of business 10%, location 10%, time in business 5%. The score is ranked and cut into groups of "
    "equal size. The factors come from training material; points and weights are illustrative, not official."
)

SEVEN = Basis("seven", "combined", mark("Seven factors"), _DOC, (
    Parameter("k", mark("Number of classes"), 7, 2, 10),
    Parameter("missing_allowed", mark("Factors that may be missing"), 1, 0, 3),
), _seven)  # fmt: skip
