"""Purchase-sales-stock ledgers of K03's shops, thirteen weeks from 2 October 2025; all sums in packs."""

from __future__ import annotations

import math
from collections.abc import Iterable
from datetime import date, timedelta

from .branch import QUARTER, Branch, number_of
from .draw import Draw, Row, apportion, clip

WEEKS = tuple((date(2025, 10, 2) + timedelta(days=7 * i)).isoformat() for i in range(13))
PACKS = 10
"""Packs in a carton."""


VOLUNTEERS = (
    "R0098", "R0118", "R0200", "R0253", "R0433", "R0562", "R0624", "R1060", "R1101", "R1115",
)  # fmt: skip
"""Ten shops of K03 that kept full accounts as well; `owners.csv` names them too."""


def keepers(branch: Branch) -> list[str]:
    """Return who keeps a ledger: nearly every shop with a POS system, about half of the others."""
    draw = Draw(30)
    found = []
    for row in branch.of("K03"):
        keeps = draw.chance(0.97 if row["has_pos"] == "yes" else 0.48)
        id_ = row["retailer_id"]
        wanted = id_ in VOLUNTEERS or any(id_ in branch.trapped(t) for t in ("ledger_in_packs", "copied_ledger"))
        if wanted or (keeps and id_ not in branch.trapped("seasonal_shop")):
            found.append(id_)
    return found


def build_ledgers(branch: Branch) -> list[Row]:
    """Return the true ledgers: what the shops then wrote down wrongly is done by `spoil`."""
    return [line for id_ in keepers(branch) for line in _shop(branch, id_)]


def _shop(branch: Branch, id_: str) -> list[Row]:
    draw = Draw(31, number_of(id_))
    received, requested = _deliveries(branch, id_, draw)
    row = branch.retailers[id_]
    lines: list[Row] = []
    for c in range(1, 6):
        lines += _price_class(row, c, received[c], requested[c], draw)
    return sorted(lines, key=lambda line: (line["week"], line["price_class"]))


def _deliveries(branch: Branch, id_: str, draw: Draw) -> tuple[dict[int, list[int]], dict[int, list[int]]]:
    """Spread the cartons of each month over the weeks with an order; return received and requested."""
    received: dict[int, list[int]] = {c: [] for c in range(1, 6)}
    requested: dict[int, list[int]] = {c: [] for c in range(1, 6)}
    for month in QUARTER:
        weeks = [week for week in WEEKS if week.startswith(month)]
        order = branch.months[id_].get(month)
        active = _weeks_of(order["orders"] if order else 0, len(weeks), month, draw)
        lack = order["cartons_requested"] - order["cartons_ordered_total"] if order else 0
        lacks = {1: math.ceil(lack * 0.7), 2: lack - math.ceil(lack * 0.7)}
        sizes = [draw.uniform(0.7, 1.3) if on else 0 for on in active]
        for c in range(1, 6):
            cartons = order[f"cartons_class{c}"] if order else 0
            weights = [size * draw.uniform(0.8, 1.2) for size in sizes]
            got = apportion(cartons, weights) if cartons else [0] * len(weeks)
            more = apportion(lacks[c], weights) if lacks.get(c) else [0] * len(weeks)
            received[c] += got
            requested[c] += [g + m for g, m in zip(got, more, strict=True)]
    return received, requested


def _weeks_of(orders: int, weeks: int, month: str, draw: Draw) -> list[bool]:
    """Choose the weeks with an order; National Day week is left out while it can be."""
    first = int(month == "2025-10" and orders < weeks)
    chosen = draw.sample(range(first, weeks), orders)
    return [i in chosen for i in range(weeks)]


def _price_class(row: Row, c: int, received: list[int], requested: list[int], draw: Draw) -> Iterable[Row]:
    """Sell week by week what people ask for while it lasts."""
    usual = sum(received) * PACKS / len(WEEKS)
    lacking = sum(requested) - sum(received)
    drift = {1: 0.04, 2: 0.0, 3: -0.03, 4: -0.12, 5: -0.15}[c] + (0.18 if lacking else 0)
    wanted = usual * math.exp(drift + draw.normal(0, 0.14))
    stock = round(usual * draw.uniform(0.7, 2.2))
    kept = (row["price_kept_pct"] or 88) / 100
    for i, week in enumerate(WEEKS):
        opening = stock
        demand = round(wanted * draw.lognormal(1, 0.28) * (1.25 if i == 0 else 1))
        there = opening + received[i] * PACKS
        sold = min(demand, there)
        stock = there - sold
        empty = 7 * (1 - there / demand) if demand > there else 0
        slow = -0.05 if stock > 5 * usual else 0.0
        scarce = -0.06 if empty and c == 1 else 0.0
        yield {
            "retailer_id": row["retailer_id"],
            "week": week,
            "month": week[:7],
            "price_class": c,
            "opening": opening,
            "requested": requested[i],
            "received": received[i],
            "sold": sold,
            "closing": stock,
            "stockout_days": min(7, math.ceil(empty)) if empty > 0.05 else 0,
            "price_kept": clip(kept + slow + scarce + draw.normal(0, 0.04), 0.2, 1) if sold else None,
        }


def spoil(branch: Branch, ledgers: list[Row], taken_over: dict[tuple[str, str, int], float]) -> list[Row]:
    """Return the ledgers as the shops wrote them, in cartons.

    `taken_over` has the part sold at the marked price of the shops whose accounts say so.
    """
    found = []
    first: dict[tuple[str, int], int] = {}
    for line in ledgers:
        id_, week = line["retailer_id"], line["week"]
        if id_ in branch.trapped("holiday_gap") and week == WEEKS[0]:
            continue
        unit = 1 if id_ in branch.trapped("ledger_in_packs") and line["month"] == "2025-11" else PACKS
        written = line | {column: line[column] / unit for column in ("opening", "sold", "closing")}
        if id_ in branch.trapped("copied_ledger"):  # sold is not counted, only copied from what came
            stock = first.setdefault((id_, line["price_class"]), line["opening"]) / PACKS
            written |= {"opening": stock, "sold": float(line["received"]), "closing": stock, "stockout_days": 0}
        if written["sold"]:
            written["price_kept"] = taken_over.get((id_, week, line["price_class"]), line["price_kept"] or 0.9)
        else:
            written["price_kept"] = None
        found.append(written)
    return found
