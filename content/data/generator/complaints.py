"""The complaints of 2025, as many of each retailer as its own column says, and how they were handled."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from .branch import Branch, number_of
from .draw import Draw, Row
from .workdays import HOLIDAYS, SHUTS, add_workdays, at, days_of, in_hours, is_workday, next_working_moment, stamp

# about: weight | over_promise, poor_service, beyond
_ABOUT: dict[str, tuple[float, tuple[float, float, float]]] = {
    "stock_out": (46, (3, 62, 35)),
    "delivery_error": (24, (8, 92, 0)),
    "sorting_error": (17, (0, 100, 0)),
    "promise_not_kept": (8, (100, 0, 0)),
    "damaged": (6, (0, 100, 0)),
    "allocation": (6, (25, 10, 65)),
    "wrong_charge": (5, (0, 100, 0)),
    "order_call": (4, (10, 90, 0)),
    "attitude": (4, (0, 100, 0)),
    "slow_stock": (4, (35, 0, 65)),
    "fake_suspicion": (3, (0, 20, 80)),
    "price": (3, (10, 0, 90)),
    "other": (4, (10, 50, 40)),
}
CAUSES = ("over_promise", "poor_service", "beyond")
_VISITED = {"delivery_error": 0.75, "sorting_error": 0.7, "damaged": 0.6, "fake_suspicion": 1.0, "slow_stock": 0.6}
"""How often somebody goes to the shop for a complaint that promise 4 does not cover."""
FAR_KM = 8.0
Shortages = Mapping[str, list[date]]
"""Retailers that keep a ledger, and the first days of the weeks in which something ran out."""


def build_complaints(branch: Branch, shortages: Shortages) -> list[Row]:
    found = [row for id_ in branch.retailers for row in _of_retailer(branch, id_, shortages)]
    found.sort(key=lambda row: (row["_received"], row["retailer_id"]))
    for number, row in enumerate(found, start=1):
        row["complaint_id"] = f"T{number:04d}"
        _handle(branch, row, Draw(41, number_of(row["retailer_id"]), row["_nth"]))
    return found


def _of_retailer(branch: Branch, id_: str, shortages: Shortages) -> list[Row]:
    draw = Draw(40, number_of(id_))
    found: list[Row] = []
    for nth in range(branch.retailers[id_]["complaints_12m"]):
        last = found[-1] if found else None
        again = last is not None and draw.chance(0.6)
        about, day = _what_and_when(branch, id_, shortages, draw)
        if again and last and last["about"] not in ("stock_out", "order_call"):
            later = last["_received"].date() + timedelta(days=draw.whole(3, 40))
            about, day = last["about"], min(later, date(2025, 12, 30))
        found.append({"retailer_id": id_, "about": about, "_nth": nth} | _received(branch, id_, about, day, draw))
    return found


def _what_and_when(branch: Branch, id_: str, shortages: Shortages, draw: Draw) -> tuple[str, date]:
    """Choose what it is about; stock-outs only where the orders or the ledger know of one."""
    about = draw.pick(list(_ABOUT), [weight for weight, _ in _ABOUT.values()])
    short = branch.short_months(id_)
    if about == "stock_out" and not short and not shortages.get(id_):
        about = draw.pick(("delivery_error", "sorting_error", "other"), (5, 4, 1))
    months = branch.months[id_]
    called = [month for month, order in months.items() if order["cartons_phone"]]
    if about == "order_call" and not called:
        about = "other"
    if about != "stock_out":
        month = draw.pick(called if about == "order_call" else list(months))
        return about, _day(days_of(month), draw)
    if id_ in shortages:
        short = {month: lack for month, lack in short.items() if month < "2025-10"}
    if shortages.get(id_) and (not short or draw.chance(0.5)):
        first = draw.pick(shortages[id_])
        return about, _day([first + timedelta(days=i) for i in range(7)], draw)
    month = draw.pick(list(short), [lack**0.5 for lack in short.values()])
    return about, _day(days_of(month), draw)


def _day(days: list[date], draw: Draw) -> date:
    weights = [(0.25 if day in HOLIDAYS else 0.4) if not is_workday(day) else 1.0 for day in days]
    weights = [w * (1.5 if day.weekday() == 0 else 1) for w, day in zip(weights, days, strict=True)]
    return draw.pick(days, weights)


def _received(branch: Branch, id_: str, about: str, day: date, draw: Draw) -> Row:
    on_site = is_workday(day) and draw.chance(0.12 if about == "fake_suspicion" else 0.2)
    late = not on_site and draw.chance(0.14)
    hour = draw.uniform(17.6, 21.5) if late else draw.uniform(8.6, 17.4)
    moment = at(day, hour)
    weights = list(_ABOUT[about][1])
    if about == "stock_out" and moment.month in (1, 2, 9, 10):
        weights = [3, 35, 62]  # scarce for everybody: nobody in the branch could have helped
    return {
        "received_at": stamp(moment),
        "_received": moment,
        "channel": "on_site" if on_site else "hotline",
        "cause": draw.pick(CAUSES, weights),
        "in_hours": "yes" if in_hours(moment) else "no",
        "urban": "yes" if branch.retailers[id_]["market_type"] == "city" else "no",
    }


# --- what was done about it ---------------------------------------------------------------------


def _handle(branch: Branch, row: Row, draw: Draw) -> None:
    shop = branch.retailers[row["retailer_id"]]
    arrived = _arrival(row, shop, draw)
    handled = _handling(row, shop, arrived, draw)
    called = _call_back(handled, draw)
    row |= {"_arrived": arrived, "_handled": handled, "_called": called}
    row |= {"arrived_at": stamp(arrived), "handled_at": stamp(handled), "called_back_at": stamp(called)}
    row["satisfied"] = _verdict(row, draw) if called else None


def promised_arrival(row: Row) -> bool:
    """Return whether promise 4 covers the complaint: in working hours, within the city, by hotline."""
    return (row["urban"], row["in_hours"], row["channel"]) == ("yes", "yes", "hotline")


def _arrival(row: Row, shop: Row, draw: Draw) -> datetime | None:
    if row["channel"] == "on_site":
        return None  # whoever takes it stands in the shop
    covered = promised_arrival(row)
    if not draw.chance(0.96 if covered else _VISITED.get(row["about"], 0.3)):
        return None
    received: datetime = row["_received"]
    if not covered:
        on_the_way = timedelta(minutes=draw.lognormal(150 if row["urban"] == "no" else 55, 0.5))
        there = next_working_moment(received, draw) + on_the_way
        return _before_the_end(there if there.hour < 19 else next_working_moment(there, draw))
    median = 34.0 if shop["distance_km"] < FAR_KM else 58.0
    median *= 1.45 if received.weekday() == 0 else 1.0
    return received + timedelta(minutes=draw.lognormal(median, 0.42))


def _handling(row: Row, shop: Row, arrived: datetime | None, draw: Draw) -> datetime | None:
    received: datetime = row["_received"]
    if draw.chance(0.015):
        return None  # forgotten
    median = {"over_promise": 30.0, "poor_service": 17.0, "beyond": 27.0}[row["cause"]]
    done = next_working_moment(received + timedelta(hours=draw.lognormal(median, 0.75)), draw)
    done = max(done, arrived + timedelta(minutes=draw.uniform(15, 90))) if arrived else done
    hurried = received + timedelta(hours=70)
    if shop["manager_id"] == "K07" and done > received + timedelta(hours=40) and (arrived or received) < hurried:
        # closed on paper just in time, be it at night
        done = received + timedelta(hours=draw.uniform(70.6, 71.9))
    return _before_the_end(done)


def _call_back(handled: datetime | None, draw: Draw) -> datetime | None:
    if handled is None or draw.chance(0.14):
        return None
    started = add_workdays(handled.date(), 1) if handled.weekday() in (3, 4) else handled.date()
    wait = draw.lognormal(21.0, 0.7)
    begin = at(started, handled.hour + handled.minute / 60)
    return _before_the_end(next_working_moment(begin + timedelta(hours=wait), draw))


def _before_the_end(moment: datetime) -> datetime | None:
    return moment if moment < SHUTS else None


def _verdict(row: Row, draw: Draw) -> str:
    """Say whether the retailer was content when called back: punctuality counts, so does the cause."""
    p = {"over_promise": 0.52, "poor_service": 0.80, "beyond": 0.60}[row["cause"]]
    hours = (row["_handled"] - row["_received"]).total_seconds() / 3600
    p += 0.08 if hours <= 24 else -0.05 if hours <= 72 else -0.28
    waited = (row["_called"] - row["_handled"]).total_seconds() / 3600
    p -= 0.12 if waited > 48 else 0
    return "yes" if draw.chance(p) else "no"
