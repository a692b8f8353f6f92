"""The eight bases of the exam notes (S3-1.1 to S3-1.9) and the seven factors of the worked example.

Which basis belongs to which method is official; every threshold, weight and name of a class is ours.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fuwu.labs.classification.seven import SEVEN
from fuwu.labs.classification.sorting import (
    CHANNELS,
    Basis,
    Parameter,
    Params,
    Rule,
    Sorting,
    banded,
    by_code,
    ranked,
)
from fuwu.labs.text import CODES, bilingual, code, mark, percent
from fuwu.model import Text

if TYPE_CHECKING:
    import pandas as pd

K = Parameter("k", mark("Number of classes"), 5, 2, 10)


def _score() -> Text:
    return bilingual(mark("Score"))


def _physical(frame: pd.DataFrame, params: Params) -> Sorting:
    if params["by"] == "format":
        return by_code(frame, "retail_format", list(CODES["retail_format"]), ordered=False)
    limit = params["area"]
    size = (frame["floor_area_m2"] >= limit).map({True: "large", False: "small"})
    labels = (frame["market_type"] + "-" + size).where(frame["floor_area_m2"].notna())
    rules = tuple(_place(market, large, limit) for market in CODES["market_type"] for large in (True, False))
    return Sorting(labels.where(labels.isin([rule.id for rule in rules])), rules, ordered=False)


def _place(market: str, large: bool, limit: float) -> Rule:  # noqa: FBT001 (one of two sizes)
    values = {"place": code("market_type", market), "limit": limit}
    if large:
        name, rule = mark("Larger shop, {place}"), mark("{place}, floor area {limit} m² or more")
    else:
        name, rule = mark("Smaller shop, {place}"), mark("{place}, floor area below {limit} m²")
    return Rule(f"{market}-{'large' if large else 'small'}", bilingual(name, **values), bilingual(rule, **values))


def _operator(frame: pd.DataFrame, params: Params) -> Sorting:
    if params["by"] == "education":
        return by_code(frame, "operator_education", list(CODES["operator_education"]), ordered=True)
    if params["by"] == "ties":
        names = [mark("Wide local ties"), mark("Average local ties"), mark("Few local ties")]
        return banded(frame["operator_local_ties"], (4, 3), names, bilingual(mark("Local ties (1 to 5)")))
    low, high = params["age"]
    names = [mark("Older operators"), mark("Middle-aged operators"), mark("Younger operators")]
    return banded(frame["operator_age"], (high, low), names, bilingual(mark("Age (years)")))


def _operation(frame: pd.DataFrame, params: Params) -> Sorting:
    if params["by"] == "counter":
        measure = bilingual(mark("Display counter (m)"))
        return ranked(frame["counter_length_m"], params["k"], measure)
    if params["by"] == "brands":
        mix = (frame["share_class1"] + frame["share_class2"]) * 100
        return ranked(mix, params["k"], bilingual(mark("Price classes 1 and 2 in the volume (%)")))
    return ranked(frame["monthly_volume"], params["k"], bilingual(mark("Cartons a month")))


def _ordering(frame: pd.DataFrame, params: Params) -> Sorting:
    shares = frame[list(CHANNELS)]
    known = shares.notna().all(axis=1)
    limit = params["main_share"] / 100
    main = shares.fillna(0).idxmax(axis=1)
    labels = main.where(shares.max(axis=1) >= limit, "mixed").where(known)
    rules = tuple(
        Rule(
            column,
            bilingual(mark("Orders mainly by {channel}"), channel=bilingual(title)),
            bilingual(mark("{limit} or more of the cartons of 12 months ordered by {channel}"),
                      limit=percent(limit), channel=bilingual(title)),
        )
        for column, title in CHANNELS.items()
    )  # fmt: skip
    mixed = bilingual(mark("no channel reaches {limit}"), limit=percent(limit))
    several = Rule("mixed", bilingual(mark("Orders by several channels")), mixed)
    return Sorting(labels, (*rules, several), ordered=False)


def accepted_pct(frame: pd.DataFrame) -> pd.Series[Any]:
    """Return accepted ÷ offered new products in percent; nothing offered is no data, not 0%."""
    offered = frame["new_offered"].where(frame["new_offered"] > 0)
    return frame["new_accepted"] / offered * 100


def _new_products(frame: pd.DataFrame, params: Params) -> Sorting:
    low, high = params["accepted"]
    names = [mark("Supports new products"), mark("Waits and sees"), mark("Seldom takes new products")]
    return banded(accepted_pct(frame), (high, low), names, bilingual(mark("New products taken (%)")))


def _policy(frame: pd.DataFrame, params: Params) -> Sorting:
    low, high = params["score"]
    names = [mark("Cooperates well"), mark("Cooperates in part"), mark("Cooperates little")]
    return banded(frame["policy_score"], (high, low), names, _score())


#: Our indicators of loyalty: (what it measures, its weight in percent). Illustrative, not official.
LOYALTY_WEIGHTS = {"regular": 40, "years": 20, "payment": 20, "price": 20}


def loyalty(frame: pd.DataFrame) -> pd.Series[Any]:
    """Return our loyalty score, 0–100; missing when an indicator is missing.

    ``40% · weeks with an order ÷ 52 + 20% · min(years, 10) ÷ 10 + 20% · (1 - failed payments ÷ 4, at least 0)
    + 20% · sales at the marked price``. Buying only from the company is the law and earns nothing.
    """
    parts = {
        "regular": frame["order_weeks"].clip(0, 52) / 52,
        "years": frame["years_in_business"].clip(0, 10) / 10,
        "payment": (1 - frame["failed_payments"] / 4).clip(0, 1),
        "price": frame["price_kept_pct"] / 100,
    }
    return _weighted(parts, LOYALTY_WEIGHTS)


#: Our indicators of value: money now, then what is not money or not yet money. Illustrative, not official.
VALUE_WEIGHTS = {"amount": 40, "structure": 20, "order": 20, "potential": 20}


def value_parts(frame: pd.DataFrame) -> dict[str, pd.Series[Any]]:
    """Return the indicators of value, each 0–1; missing where the data are."""
    return {
        "amount": frame["monthly_value"].rank(pct=True),
        "structure": (frame["monthly_value"] / frame["monthly_volume"]).rank(pct=True),
        "order": (frame["price_kept_pct"] / 100 - frame["violations_24m"] / 4).clip(0, 1),
        "potential": accepted_pct(frame) / 100,
    }


def value(frame: pd.DataFrame) -> pd.Series[Any]:
    """Return our value score, 0–100; missing when an indicator is missing.

    ``40% · rank of monthly value + 20% · rank of value per carton + 20% · (sales at the marked price
    - proven violations ÷ 4, at least 0) + 20% · new products taken ÷ offered``; ranks are from 0 to 1.
    """
    return _weighted(value_parts(frame), VALUE_WEIGHTS)


def _weighted(parts: dict[str, pd.Series[Any]], weights: dict[str, int]) -> pd.Series[Any]:
    total = sum(parts[name] * weight for name, weight in weights.items())
    return total * 100 / sum(weights.values())  # type: ignore[return-value]  # a sum of Series is a Series


def _loyalty(frame: pd.DataFrame, params: Params) -> Sorting:
    return ranked(loyalty(frame), params["k"], _score())


def _value(frame: pd.DataFrame, params: Params) -> Sorting:
    if params["by"] == "score":
        return ranked(value(frame), params["k"], _score())
    parts = value_parts(frame)
    money = parts["amount"] * 2 / 3 + parts["structure"] / 3
    other = parts["order"] / 2 + parts["potential"] / 2
    high_money, high_other = (one >= one.quantile(params["cut"] / 100) for one in (money, other))
    labels = high_money.map({True: "high", False: "low"}) + "-" + high_other.map({True: "high", False: "low"})
    names = {
        "high-high": mark("Brings money and more"),
        "high-low": mark("Brings money, little else"),
        "low-high": mark("Brings little money, much else"),
        "low-low": mark("Brings little so far"),
    }
    rules = {
        "high-high": mark("money now and other value both above the cut"),
        "high-low": mark("money now above the cut, other value below"),
        "low-high": mark("money now below the cut, other value above"),
        "low-low": mark("money now and other value both below the cut"),
    }
    every = tuple(Rule(one, bilingual(name), bilingual(rules[one])) for one, name in names.items())
    return Sorting(labels.where(money.notna() & other.notna()), every, ordered=False)


_PHYSICAL_DOC = mark(
    "The shop itself: market type and floor area, or the retail format. "
    "Method: characteristics, physical attributes. The threshold is ours."
)
_OPERATOR_DOC = mark(
    "The person who runs the shop: age, education or local ties. "
    "Physical attributes include the operator, not only the shop. The thresholds are ours."
)
_OPERATION_DOC = mark(
    "What is sold and how much: volume, display counter or brand mix. Retailers are ranked from high to low "
    "and cut into groups of equal size. Scale and mix are characteristics, not behaviour."
)
_ORDERING_DOC = mark(
    "Which share of the cartons of 12 months came by each ordering channel. A channel that reaches the "
    "threshold gives the class. Shares of channels are behaviour, not characteristics."
)
_NEW_DOC = mark(
    "New products taken ÷ new products offered. Where nothing was offered there is nothing to judge. "
    "The thresholds are ours."
)
_POLICY_DOC = mark(
    "The score for cooperation with the company's other policies, such as display and information collection. "
    "New products are not counted again here. The thresholds are ours."
)
_LOYALTY_DOC = mark(
    "Indicators first, classes second. Our score (illustrative, not official): 40% weeks with an order, "
    "20% years in business (10 or more count in full), 20% payments that did not fail, 20% sales at the marked "
    "price. Buying only from the company is the law and earns nothing."
)
_VALUE_DOC = mark(
    "What the retailer brings the company. Our score (illustrative, not official): 40% monthly value, "
    "20% value per carton, 20% sales at the marked price less violations, 20% new products taken. "
    "Or four subgroups: money now against other value."
)

_ALL = (
    Basis("physical", "characteristics", mark("Physical attributes (shop)"), _PHYSICAL_DOC, (
        Parameter("by", mark("Look at"), "place", choices=(
            ("place", mark("Market type and floor area")), ("format", mark("Retail format")))),
        Parameter("area", mark("Larger shop from (m²)"), 40, 10, 200, 5, only_for=("place",)),
    ), _physical),
    Basis("operator", "characteristics", mark("Physical attributes (operator)"), _OPERATOR_DOC, (
        Parameter("by", mark("Look at"), "age", choices=(
            ("age", mark("Age")), ("education", mark("Education")), ("ties", mark("Local ties")))),
        Parameter("age", mark("Middle age from and to (years)"), (35, 55), 18, 90, only_for=("age",)),
    ), _operator),
    Basis("operation", "characteristics", mark("Operating situation"), _OPERATION_DOC, (
        Parameter("by", mark("Look at"), "volume", choices=(
            ("volume", mark("Average monthly volume")), ("counter", mark("Display counter")),
            ("brands", mark("Brand mix")))),
        K,
    ), _operation),
    Basis("ordering", "behaviour", mark("Ordering behaviour"), _ORDERING_DOC, (
        Parameter("main_share", mark("Main channel from (%)"), 60, 40, 95, 5),
    ), _ordering),
    Basis("new_products", "behaviour", mark("Support of new products"), _NEW_DOC, (
        Parameter("accepted", mark("Waits and sees: from and to (%)"), (30, 60), 5, 100, 5),
    ), _new_products),
    Basis("policy", "behaviour", mark("Cooperation with policy"), _POLICY_DOC, (
        Parameter("score", mark("Cooperates in part: from and to (points)"), (60, 80), 5, 100, 5),
    ), _policy),
    Basis("loyalty", "behaviour", mark("Loyalty"), _LOYALTY_DOC, (K,), _loyalty),
    Basis("value", "value", mark("Customer value"), _VALUE_DOC, (
        Parameter("by", mark("Look at"), "score", choices=(
            ("score", mark("One score")), ("kinds", mark("Subgroups: money and other value")))),
        Parameter("k", mark("Number of classes"), 5, 2, 10, only_for=("score",)),
        Parameter("cut", mark("High from (percentile)"), 50, 20, 80, 5, only_for=("kinds",)),
    ), _value),
    SEVEN,
)  # fmt: skip

BASES: dict[str, Basis] = {basis.id: basis for basis in _ALL}
