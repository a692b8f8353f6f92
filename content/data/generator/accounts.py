"""Ten volunteers' accounts of the last quarter of 2025: every purchase, sale and count, pack by pack."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from .branch import Branch, number_of
from .draw import Draw, Row, apportion, clip
from .ledgers import PACKS, VOLUNTEERS, WEEKS
from .satisfaction import ASPECTS

COUNTED_ON = ("2025-10-01", "2025-10-31", "2025-11-30", "2025-12-31")
_LINES_A_PAGE = 24
_SALES_A_SHOP = 500
_ESTIMATED = (0.62, 0.48, 0.81, 0.55, 0.71, 0.90, 1.13, 0.58, 0.77, 0.66)
"""The owners' guesses as parts of what the accounts show: nearly all too low."""
Brands = Mapping[int, Sequence[tuple[str, float, float]]]
"""Price class: (id, wholesale, retail) of its brands, yuan a pack."""


def brands_of(brands: Iterable[Mapping[str, Any]]) -> Brands:
    found: dict[int, list[tuple[str, float, float]]] = {}
    for brand in brands:
        if brand["is_new"] == "no":
            entry = (brand["brand_id"], brand["wholesale_price"] / PACKS, brand["retail_price"] / PACKS)
            found.setdefault(brand["price_class"], []).append(entry)
    return found


def build_accounts(branch: Branch, ledgers: Sequence[Row], brands: Brands) -> list[Row]:
    """Return the true entries in the order they were written."""
    found = []
    for id_ in VOLUNTEERS:
        draw = Draw(100, number_of(id_))
        lines = [line for line in ledgers if line["retailer_id"] == id_]
        price_kept = clip(((branch.retailers[id_]["price_kept_pct"] or 88) + 3) / 100, 0.8, 0.98)
        total = sum(line["sold"] for line in lines)
        entries: list[Row] = []
        for c in range(1, 6):
            of_class = [line for line in lines if line["price_class"] == c]
            entries += _price_class(of_class, brands[c], max(1.0, total / _SALES_A_SHOP), price_kept, draw)
        rank = {"purchase": 0, "sale": 1, "count": 2}
        entries.sort(key=lambda entry: (entry["date"], rank[entry["kind"]], entry["brand_id"]))
        for number, entry in enumerate(entries):
            entry |= {"retailer_id": id_, "page": number // _LINES_A_PAGE + 1}
        found += entries
    return found


def _price_class(
    lines: Sequence[Row], brands: Sequence[tuple[str, float, float]], lump: float, price_kept: float, draw: Draw
) -> Iterable[Row]:
    """Split a class's weeks over two or three brands, so that no brand is sold that is not there."""
    if not any(line["opening"] or line["received"] for line in lines):
        return
    chosen = draw.sample(brands, min(len(brands), draw.whole(2, 3)))
    weights = [draw.uniform(0.4, 1.6) for _ in chosen]
    stock = apportion(lines[0]["opening"], weights)
    for (id_, _, _), packs in zip(chosen, stock, strict=True):
        yield _entry(COUNTED_ON[0], id_, "count", packs)
    movements: list[list[tuple[str, int]]] = [[] for _ in chosen]
    for line in lines:
        first = date.fromisoformat(line["week"])
        came = [n * PACKS for n in apportion(line["received"], weights)]
        for i, (id_, wholesale, _) in enumerate(chosen):
            stock[i] += came[i]
            if came[i]:
                movements[i].append((line["week"], came[i]))
                yield _entry(line["week"], id_, "purchase", came[i], wholesale)
        for i, packs in enumerate(_sold(line["sold"], stock, weights)):
            stock[i] -= packs
            for day, n in _days(first, packs, lump, draw):
                movements[i].append((day, -n))
                yield _entry(day, chosen[i][0], "sale", n, _price(chosen[i][2], price_kept, draw))
    for i, (id_, _, _) in enumerate(chosen):
        for day in COUNTED_ON[1:]:
            later = sum(n for moved, n in movements[i] if moved > day)
            yield _entry(day, id_, "count", stock[i] - later)


def _entry(day: str, brand: str, kind: str, packs: int, price: float | None = None) -> Row:
    return {"date": day, "brand_id": brand, "kind": kind, "packs": packs, "unit_price": price}


def _sold(packs: int, stock: Sequence[int], weights: Sequence[float]) -> list[int]:
    """Share a week's sales out over the brands, none more than there is."""
    sold = [min(n, have) for n, have in zip(apportion(packs, weights), stock, strict=True)]
    for i, have in enumerate(stock):
        sold[i] += min(packs - sum(sold), have - sold[i])
    return sold


def _days(first: date, packs: int, lump: float, draw: Draw) -> Iterable[tuple[str, int]]:
    """Spread a week's packs over its days: weekends sell more; an entry is about one lump."""
    n = min(packs, max(1, round(packs / lump))) if packs else 0
    days = [first + timedelta(days=i) for i in range(7)]
    weights = [1.3 if day.weekday() >= 5 else 1.0 for day in days]
    for size in apportion(packs - n, [draw.uniform(0.3, 1.7) for _ in range(n)]) if n else []:
        yield draw.pick(days, weights).isoformat(), size + 1


def _price(marked: float, price_kept: float, draw: Draw) -> float:
    if draw.chance(price_kept):
        return marked
    off = 0.5 if marked < 20 else draw.pick((1.0, 2.0))
    return marked + off if draw.chance(0.15) else marked - off


def price_kept(accounts: Sequence[Row], brands: Brands) -> dict[tuple[str, str, int], float]:
    """Return the part of each week's packs sold at the marked price, by retailer, week and class."""
    marked = {id_: (c, retail) for c, entries in brands.items() for id_, _, retail in entries}
    packs: dict[tuple[str, str, int], list[int]] = {}
    for entry in accounts:
        if entry["kind"] == "sale":
            c, retail = marked[entry["brand_id"]]
            week = max(week for week in WEEKS if week <= entry["date"])
            sold = packs.setdefault((entry["retailer_id"], week, c), [0, 0])
            sold[0] += entry["packs"]
            sold[1] += entry["packs"] if entry["unit_price"] == retail else 0
    return {key: at_mark / sold for key, (sold, at_mark) in packs.items()}


def gross_profit(accounts: Sequence[Row], brands: Brands) -> dict[str, float]:
    """Return each shop's gross profit of the quarter at wholesale cost."""
    cost = {id_: wholesale for entries in brands.values() for id_, wholesale, _ in entries}
    found: dict[str, float] = {}
    for entry in accounts:
        if entry["kind"] == "sale":
            gain = entry["packs"] * (entry["unit_price"] - cost[entry["brand_id"]])
            found[entry["retailer_id"]] = found.get(entry["retailer_id"], 0) + gain
    return found


def owners(profit: Mapping[str, float]) -> list[Row]:
    found = []
    for part, id_ in zip(_ESTIMATED, VOLUNTEERS, strict=True):
        draw = Draw(102, number_of(id_))
        row: Row = {"retailer_id": id_, "estimate_yuan": round(profit[id_] / 3 * part / 10) * 10}
        usual = {"service": 3.6, "allocation": 2.7, "profit": 1.8, "ordering": 3.8, "delivery": 3.9, "payment": 4.0,
                 "complaints": 3.2}  # fmt: skip
        for aspect in ASPECTS:
            before = round(clip(draw.normal(usual[aspect], 0.7), 1, 5))
            gain = draw.pick((0, 1, 2, 3), (1, 3, 4, 2)) if aspect == "profit" else draw.pick((-1, 0, 1), (1, 6, 3))
            row[f"before_{aspect}"] = before
            row[f"after_{aspect}"] = round(clip(before + gain, 1, 5))
        found.append(row)
    return found


# --- recording errors -----------------------------------------------------------------------------


def spoil_accounts(branch: Branch, accounts: Sequence[Row]) -> list[Row]:
    """Return the entries as they were written, with the slips that the data package lists."""
    draw = Draw(103)
    written: list[Row] = []
    lost = _pages_lost(branch, accounts)
    for entry in accounts:
        id_ = entry["retailer_id"]
        if (id_, entry["page"]) in lost:
            continue
        slip = dict(entry)
        if entry["kind"] == "purchase":
            if id_ in branch.trapped("price_of_a_carton") and draw.chance(0.16):
                slip |= {"unit_price": entry["unit_price"] * PACKS, "_slip": "price_of_a_carton"}
            if id_ in branch.trapped("cartons_for_packs") and draw.chance(0.14):
                slip |= {"packs": entry["packs"] // PACKS, "_slip": "cartons_for_packs"}
        last = entry["kind"] == "count" and entry["date"] == COUNTED_ON[-1]
        if last and entry["packs"] and id_ in branch.trapped("unrecorded_use"):
            slip |= {"packs": max(0, entry["packs"] - draw.whole(4, 9)), "_slip": "unrecorded_use"}
        written.append(slip)
        if entry["kind"] == "sale" and id_ in branch.trapped("entered_twice") and draw.chance(0.03):
            written.append(slip | {"_slip": "entered_twice"})
    for number, entry in enumerate(written, start=1):
        entry["entry_id"] = f"A{number:05d}"
    return written


def _pages_lost(branch: Branch, accounts: Sequence[Row]) -> set[tuple[str, int]]:
    """Choose of each shop concerned the first page after the fifth that has nothing but sales."""
    lost = set()
    for id_ in branch.trapped("page_lost"):
        kinds: dict[int, set[str]] = {}
        for entry in accounts:
            if entry["retailer_id"] == id_:
                kinds.setdefault(entry["page"], set()).add(entry["kind"])
        lost.add((id_, next(page for page in sorted(kinds) if page > 5 and kinds[page] == {"sale"})))
    return lost
