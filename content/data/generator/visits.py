"""The visits of three customer managers in 2025."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from .branch import Branch, number_of
from .draw import Draw, Row, clip
from .workdays import days_of, is_workday

MANAGERS = ("K01", "K02", "K03")
DESK_DAYS = (date(2025, 3, 31), date(2025, 6, 30), date(2025, 9, 29), date(2025, 12, 31))
"""Days on which K02 entered dozens of five-minute visits from the desk, to make up the number."""
_LEVELS = ("none", "safety", "profit", "service", "emotion", "growth")
_NOTICED: dict[str, tuple[float, ...]] = {
    "routine": (58, 4, 20, 15, 1.5, 1.5),
    "display": (62, 1, 22, 8, 1, 6),
    "new_product": (50, 3, 36, 6, 1, 4),
    "complaint": (8, 14, 30, 44, 3, 1),
    "care": (20, 6, 12, 14, 47, 1),
    "ledger": (24, 2, 54, 6, 1, 13),
}
_LAUNCHED = ("2025-02", "2025-03", "2025-05", "2025-06", "2025-08", "2025-10")


def build_visits(branch: Branch, complaints: Sequence[Row], keepers: Iterable[str]) -> list[Row]:
    fixed: dict[str, set[date]] = {}
    for row in complaints:
        day = _seen_on(row)
        if day:
            fixed.setdefault(row["retailer_id"], set()).add(day)
    keeping = set(keepers)
    found: list[Row] = []
    for row in branch.of(*MANAGERS):
        id_ = row["retailer_id"]
        found += _visits(branch, row, fixed.get(id_, set()), keeps=id_ in keeping)
    found += _desk_entries(branch)
    found.sort(key=lambda visit: (visit["date"], visit["retailer_id"]))
    for number, visit in enumerate(found, start=1):
        visit["visit_id"] = f"V{number:05d}"
    return found


def _seen_on(complaint: Row) -> date | None:
    """Return the day somebody stood in the shop for a complaint."""
    moment: datetime | None = complaint["_received"] if complaint["channel"] == "on_site" else complaint["_arrived"]
    return moment.date() if moment else None


def _visits(branch: Branch, row: Row, fixed: set[date], *, keeps: bool) -> Iterable[Row]:
    draw = Draw(60, number_of(row["retailer_id"]))
    needy = row["disadvantaged"] != "none"
    near = {"city": 1.05, "town": 1.0, "rural": 0.85}[row["market_type"]]
    pace = near * clip(1.35 + 0.011 * row["_volume"], 1.3, 3.4)
    pace = max(pace, 2.0) if needy else pace
    for day in sorted(fixed):
        yield _visit(row, day, "complaint", draw)
    for month in branch.months[row["retailer_id"]]:
        free = [day for day in days_of(month) if is_workday(day) and day not in fixed]
        for day in draw.sample(free, min(len(free), _number(pace, draw))):
            yield _visit(row, day, _purpose(row, month, draw, keeps=keeps), draw)


def _number(pace: float, draw: Draw) -> int:
    """Return a number of visits near a pace: managers work by plan, so it varies less than chance would."""
    whole = int(pace)
    planned = whole + draw.chance(pace - whole)
    return max(0, planned + draw.pick((-2, -1, 0, 1), (2, 11, 76, 11)))


def _purpose(row: Row, month: str, draw: Draw, *, keeps: bool) -> str:
    needy = row["disadvantaged"] != "none"
    weights = {
        "routine": 60.0,
        "display": 16.0,
        "new_product": 16.0 if month in _LAUNCHED and row["new_offered"] else 3.0,
        "care": 38.0 if needy else 6.0 if month in ("2025-01", "2025-09") else 1.0,
        "ledger": 30.0 if keeps and month >= "2025-10" else 0.0,
    }
    return draw.pick(list(weights), list(weights.values()))


def _visit(row: Row, day: date, purpose: str, draw: Draw) -> Row:
    usual = {"routine": 17, "display": 24, "new_product": 26, "complaint": 34, "care": 30, "ledger": 38}[purpose]
    minutes = draw.lognormal(usual, 0.32) * (1.4 if row["disadvantaged"] != "none" else 1.0)
    return {
        "retailer_id": row["retailer_id"],
        "date": day.isoformat(),
        "minutes": round(clip(minutes, 4, 180)),
        "purpose": purpose,
        "noticed": draw.pick(_LEVELS, _NOTICED[purpose]),
    }


def _desk_entries(branch: Branch) -> Iterable[Row]:
    draw = Draw(61)
    ids = [row["retailer_id"] for row in branch.of("K02")]
    for day in DESK_DAYS:
        for id_ in draw.sample(ids, draw.whole(36, 44)):
            if day.isoformat()[:7] in branch.months[id_]:
                yield {
                    "retailer_id": id_, "date": day.isoformat(), "minutes": 5, "purpose": "routine", "noticed": "none",
                }  # fmt: skip
