"""What retailers submitted of their own accord in the last quarter of 2025."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from .branch import QUARTER, Branch, number_of
from .draw import Draw, Row, logistic
from .workdays import days_of, is_workday

# topic: level, weight
TOPICS: dict[str, tuple[str, float]] = {
    "more_supply": ("profit", 26),
    "stock_out": ("profit", 22),
    "margin_low": ("profit", 9),
    "slow_stock": ("profit", 8),
    "scarce_on_demand": ("profit", 5),
    "fake_check": ("safety", 4),
    "unlicensed_rival": ("safety", 6),
    "payment_doubt": ("safety", 3),
    "delivery_time": ("service", 9),
    "order_time": ("service", 5),
    "damaged": ("service", 5),
    "app_fault": ("service", 7),
    "licence_help": ("service", 2),
    "greeting": ("emotion", 1.5),
    "hardship": ("emotion", 2.5),
    "respect": ("emotion", 2),
    "training": ("growth", 4),
    "accounting": ("growth", 3),
    "display_advice": ("growth", 3),
    "new_product_news": ("growth", 5),
}
_WITH_CLASS = ("more_supply", "stock_out", "slow_stock", "scarce_on_demand")
Emptied = Mapping[str, Sequence[tuple[str, int]]]
"""Ledger keepers, and the (week, class) in which something ran out."""


def build_submissions(branch: Branch, emptied: Emptied) -> list[Row]:
    found = [row for id_ in branch.retailers for row in _of_retailer(branch, id_, emptied)]
    found.sort(key=lambda row: (row["date"], row["retailer_id"], row["topic"]))
    for number, row in enumerate(found, start=1):
        row["submission_id"] = f"B{number:04d}"
    return found


def _of_retailer(branch: Branch, id_: str, emptied: Emptied) -> Iterable[Row]:
    draw = Draw(80, number_of(id_))
    row = branch.retailers[id_]
    months = [month for month in QUARTER if month in branch.months[id_]]
    if not months:
        return
    digital = sum(row["_channels"][:2]) / sum(row["_channels"])
    eager = -0.62 - 0.055 * (row["_age"] - 45) + 1.3 * (digital - 0.5) + 0.5 * row["_size"]
    n = draw.count(1.4 * logistic(eager))
    loud = id_ in branch.trapped("loud_submitter")
    for _ in range(draw.whole(12, 14) if loud else n):
        yield _submission(branch, row, draw.pick(months), emptied, draw, loud=loud)
    if id_ in branch.trapped("submitted_twice"):
        first = _submission(branch, row, draw.pick(months), emptied, draw, loud=False) | {"via": "app"}
        yield first
        yield first | {"via": "phone"}


def _submission(branch: Branch, row: Row, month: str, emptied: Emptied, draw: Draw, *, loud: bool) -> Row:
    id_ = row["retailer_id"]
    topic = "scarce_on_demand" if loud and draw.chance(0.8) else _topic(row, draw)
    day, wanted = _day(month, draw), None
    if topic in _WITH_CLASS:
        lows = (0.5, 0.5, 1, 4, 5) if topic == "slow_stock" else (5, 2.5, 2, 0.4, 0.2)
        wanted = 1 if topic == "scarce_on_demand" else draw.pick((1, 2, 3, 4, 5), lows)
    if topic == "stock_out":
        seen = _stock_out(branch, id_, emptied, draw)
        if seen is None:
            topic = "more_supply"
        else:
            day, wanted = seen
    return {
        "retailer_id": id_,
        "date": day.isoformat(),
        "via": _via(row, draw),
        "level": TOPICS[topic][0],
        "topic": topic,
        "class_wanted": wanted,
    }


def _topic(row: Row, draw: Draw) -> str:
    weights = {topic: weight for topic, (_, weight) in TOPICS.items()}
    if row["disadvantaged"] != "none":
        weights |= {"hardship": 12, "licence_help": 8, "greeting": 5}
    if row["market_type"] == "rural":
        weights |= {"delivery_time": 14, "app_fault": 3, "training": 2}
    return draw.pick(list(weights), list(weights.values()))


def _day(month: str, draw: Draw) -> date:
    days = days_of(month)
    return draw.pick(days, [1.0 if is_workday(day) else 0.45 for day in days])


def _stock_out(branch: Branch, id_: str, emptied: Emptied, draw: Draw) -> tuple[date, int] | None:
    """Return a day and class the ledger or the orders bear out, or nothing."""
    if id_ in emptied:
        if not emptied[id_]:
            return None
        week, c = draw.pick(emptied[id_])
        return min(date.fromisoformat(week) + timedelta(days=draw.whole(0, 6)), date(2025, 12, 31)), c
    short = [month for month in branch.short_months(id_) if month in QUARTER]
    if not short:
        return None
    return _day(draw.pick(short), draw), draw.pick((1, 2), (4, 1))


def _via(row: Row, draw: Draw) -> str:
    whole = sum(row["_channels"])
    online, app, phone, assisted = (part / whole for part in row["_channels"])
    weights = (0.05 + 1.4 * app, 0.02 + online, 0.12 + 0.5 * phone, 0.08 + 0.5 * assisted)
    return draw.pick(("app", "online", "phone", "visit"), weights)
