"""The orders of January to October 2026: who orders less, who stops, and what they say when asked."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from .branch import Branch, number_of
from .draw import Draw, Row, apportion, logistic
from .workdays import workday_near

MONTHS = tuple(f"2026-{m:02d}" for m in range(1, 11))
# Spring Festival fell on 17 February 2026, Mid-Autumn and National Day on 25 September and 1 October.
_SEASON = (1.22, 1.10, 0.86, 0.95, 0.99, 0.96, 0.95, 1.00, 1.17, 1.06)
_TOURIST = (0, 0, 0, 0.5, 0.8, 1.1, 2.0, 2.2, 0.9, 0.9)
_WEEKS = (5, 4, 4, 5, 4, 4, 5, 4, 4, 5)
_SCARCE = {"2026-01": 0.19, "2026-02": 0.14, "2026-09": 0.15, "2026-10": 0.08}
FINDINGS = (
    "price", "inconvenience", "supply", "service_error", "market_control", "environment", "attitude",
    "closed", "renovation", "no_answer",
)  # fmt: skip
_LOW = -4.15
_ERRORS = ("sorting_error", "delivery_error", "wrong_charge", "damaged", "order_call")


def plan_lapses(branch: Branch, complaints: Sequence[Row]) -> None:
    """Decide who lapses, from what 2025 did to them; leaves ``_lapse``, ``_from`` and ``_finding`` in each row."""
    by_retailer: dict[str, list[Row]] = {}
    for complaint in complaints:
        by_retailer.setdefault(complaint["retailer_id"], []).append(complaint)
    for id_, row in branch.retailers.items():
        draw = Draw(90, number_of(id_))
        reasons = _reasons(row, by_retailer.get(id_, []))
        p = logistic(_LOW + sum(reasons.values()) - 0.35 * row["_size"])
        out = draw.chance(p) and id_ not in _spared(branch)
        row["_finding"] = draw.pick(list(reasons), [weight**1.5 for weight in reasons.values()])
        row["_from"] = draw.whole(1, 7)
        row["_keep"] = draw.uniform(0.08, 0.36)
        row["_back"] = row["_from"] + draw.whole(4, 6) if draw.chance(0.22) else 99
        row["_lapse"] = "lapse" if out else "none"
        if out and row["_finding"] in ("environment", "price", "market_control") and draw.chance(0.36):
            row["_lapse"] = "exit"
        if id_ in branch.trapped("renovation_2026"):
            row["_lapse"], row["_finding"], row["_from"] = "pause", "renovation", draw.whole(2, 6)
        if id_ in branch.trapped("late_lapse"):
            row["_lapse"], row["_from"], row["_keep"], row["_back"] = "lapse", 8, 0.2, 99


def _spared(branch: Branch) -> frozenset[str]:
    traps = ("seasonal_shop", "new_joiner", "renovation_2026", "late_lapse", "small_pioneer")
    return frozenset(id_ for trap in traps for id_ in branch.trapped(trap))


def _reasons(row: Row, complaints: Sequence[Row]) -> dict[str, float]:
    """Return how much each of the seven causes weighs for a retailer."""
    late = sum(not _in_time(complaint) for complaint in complaints)
    ignored = sum(not complaint["_called"] for complaint in complaints)
    errors = sum(complaint["about"] in _ERRORS for complaint in complaints)
    outs = sum(complaint["about"] in ("stock_out", "allocation") for complaint in complaints)
    rude = sum(complaint["about"] in ("attitude", "promise_not_kept") for complaint in complaints)
    rural = row["market_type"] == "rural"
    edge = row["manager_id"] in ("K06", "K08")
    return {
        "price": 0.75 if edge and row["_coop"] < -0.3 else 0.15,
        "inconvenience": (0.65 if rural and row["distance_km"] > 38 else 0.1) + (0.2 if rural else 0),
        "supply": min(0.6, row["_lack"] / 45) + 0.55 * min(outs, 2),
        "service_error": 1.0 * min(errors, 2),
        "market_control": 0.55 if edge else 0.05,
        "environment": 0.5 if row["_volume"] < 14 else 0.1,
        "attitude": 1.15 * min(late, 2) + 0.35 * min(ignored, 2) + 0.6 * min(rude, 1),
    }


def _in_time(complaint: Row) -> bool:
    if not complaint["_handled"]:
        return False
    hours: float = (complaint["_handled"] - complaint["_received"]).total_seconds() / 3600
    return hours <= 72


def orders_2026(branch: Branch) -> list[Row]:
    return [order for row in branch.retailers.values() for order in _of_retailer(branch, row)]


def _of_retailer(branch: Branch, row: Row) -> Iterable[Row]:
    draw = Draw(91, number_of(row["retailer_id"]))
    swing = {"city": 0.9, "town": 1.0, "rural": 1.3}[row["market_type"]]
    growth = draw.lognormal(0.99, 0.10)
    for i, month in enumerate(MONTHS):
        season: float = 1 + swing * (_SEASON[i] - 1)
        if row["retailer_id"] in branch.trapped("seasonal_shop"):
            season = _TOURIST[i]
        demand = row["_volume"] * growth * season * draw.lognormal(1, 0.13) * _left(row, i)
        placed = sum(draw.chance(row["_weekly"]) for _ in range(_WEEKS[i]))
        wanted = round(demand * (0.8 + 0.2 * placed / _WEEKS[i]))
        wanted = max(wanted, int(season > 0 and row["_lapse"] == "lapse"))
        if placed and wanted:
            yield _month(row, month, wanted, draw)


def _left(row: Row, i: int) -> float:
    """Return the part of the usual demand that is still ordered in a month."""
    if row["_lapse"] == "none" or i < row["_from"]:
        return 1.0
    if row["_lapse"] == "exit":
        return 0.0
    if row["_lapse"] == "pause":
        return 0.0 if i < row["_from"] + 2 else 1.0
    keep: float = row["_keep"]
    return keep if i < row["_back"] else 0.85


def _month(row: Row, month: str, wanted: int, draw: Draw) -> Row:
    by_class = apportion(wanted, [m * draw.lognormal(1, 0.08) for m in row["_mix"]])
    cut = _SCARCE.get(month, 0.02) * draw.uniform(0.5, 1.5)
    got = [math.floor(by_class[0] * (1 - cut) + 0.5), math.floor(by_class[1] * (1 - cut / 2) + 0.5), *by_class[2:]]
    if not sum(got):
        got = by_class
    value = sum(n * price for n, price in zip(got, row["_prices"], strict=True)) * 1.01
    return {
        "retailer_id": row["retailer_id"],
        "month": month,
        "cartons_ordered_total": sum(got),
        "cartons_requested": wanted,
        "value_yuan": round(value),
    }


def interviews(branch: Branch) -> list[Row]:
    """Ask those who lapsed, a few who only seemed to, and write down what they say."""
    found = []
    for id_, row in branch.retailers.items():
        draw = Draw(92, number_of(id_))
        if row["_lapse"] == "none" or (row["_lapse"] == "lapse" and draw.chance(0.05)):
            continue
        finding = row["_finding"]
        if row["_lapse"] == "exit":
            finding = draw.pick((finding, "closed"), (0.35, 0.65))
        elif row["_lapse"] == "lapse" and draw.chance(0.07):
            finding = "no_answer"
        month = min(9, row["_from"] + (2 if row["_lapse"] != "pause" else 1))
        day = date(2026, month + 1, 1) + timedelta(days=draw.whole(2, 25))
        found.append({"retailer_id": id_, "date": workday_near(day).isoformat(), "finding": finding})
    return sorted(found, key=lambda row: (row["date"], row["retailer_id"]))
