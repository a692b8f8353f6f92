"""The service log of 2025: what was asked or promised, and when it was done."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from .branch import Branch, number_of
from .complaints import promised_arrival
from .draw import Draw, Row
from .workdays import (
    HOLIDAYS,
    SHUTS,
    add_workdays,
    at,
    days_of,
    in_hours,
    is_workday,
    stamp,
    workday_before,
    workday_near,
)

OUTAGES = (date(2025, 3, 18), date(2025, 7, 9), date(2025, 11, 11))
"""Days on which the order line was down and every call came late."""
_OPENS = datetime(2025, 1, 1)  # noqa: DTZ001
_RUSH = tuple(date(2025, 1, 13) + timedelta(days=i) for i in range(14)) + tuple(
    date(2025, 9, 15) + timedelta(days=i) for i in range(14)
)
"""The fortnights before Spring Festival and National Day, when calls get out of step."""


def build_service_log(branch: Branch, complaints: Sequence[Row]) -> list[Row]:
    by_retailer: dict[str, list[Row]] = {}
    for complaint in complaints:
        by_retailer.setdefault(complaint["retailer_id"], []).append(complaint)
    events: list[Row] = []
    for id_ in branch.retailers:
        its = by_retailer.get(id_, [])
        events += _order_calls(branch, id_, its)
        events += _exchanges(branch, id_, its)
        events += _refunds(branch, id_, its)
        events += _home_visits(branch, id_)
        events += _second_deliveries(branch, id_)
    events += [event for complaint in complaints for event in _of_complaint(complaint)]
    events = [_finish(branch, event) for event in events if _OPENS <= event["_asked"] < SHUTS]
    events.sort(key=lambda event: (event["_asked"], event["retailer_id"], event["kind"]))
    events = _log_twice(_mistype(events))
    for number, event in enumerate(events, start=1):
        event["event_id"] = f"S{number:05d}"
    return events


def _event(kind: str, id_: str, asked: datetime, done: datetime | None, **more: str | None) -> Row:
    return {"kind": kind, "retailer_id": id_, "_asked": asked, "_done": done} | more


def _finish(branch: Branch, event: Row) -> Row:
    asked, done = event["_asked"], event["_done"]
    if done is not None and done >= SHUTS:
        done = event["_done"] = None
    urban = branch.retailers[event["retailer_id"]]["market_type"] == "city"
    return event | {
        "asked_at": stamp(asked),
        "done_at": stamp(done),
        "urban": "yes" if urban else "no",
        "in_hours": "yes" if in_hours(asked) else "no",
    }


def _mistype(events: list[Row]) -> list[Row]:
    """Put some exchanges a week too early, as a wrong digit does."""
    draw = Draw(58)
    for event in events:
        if event["kind"] == "exchange" and event["_done"] and draw.chance(0.005):
            event["done_at"] = stamp(event["_done"] - timedelta(days=7))
    return events


def _log_twice(events: list[Row]) -> list[Row]:
    """Enter some exchanges a second time, as happens when the driver and the depot both do it."""
    draw, found = Draw(57), []
    for event in events:
        found.append(event)
        if event["kind"] == "exchange" and draw.chance(0.009):
            found.append(dict(event))
    return found


# --- promise 2: the order call ------------------------------------------------------------------


def _order_calls(branch: Branch, id_: str, complaints: Sequence[Row]) -> Iterable[Row]:
    """Yield a call a week in every month in which the retailer ordered by telephone at all."""
    draw = Draw(50, number_of(id_))
    weekday, hour = draw.whole(0, 4), draw.whole(18, 31) / 2
    moved = id_ in branch.trapped("moved_call")
    annoyed = {c["_received"].date() for c in complaints if c["about"] == "order_call"}
    for month, order in branch.months[id_].items():
        if not order["cartons_phone"]:
            continue
        for day in [d for d in days_of(month) if d.weekday() == weekday]:
            called_on = workday_near(day)
            asked = at(called_on, hour)
            close = any(0 <= (c - called_on).days <= 6 for c in annoyed)
            late = _call_delay(called_on, draw, moved=moved and month >= "2025-07", close=close)
            missed = draw.chance(0.008)
            yield _event("order_call", id_, asked, None if missed else asked + timedelta(minutes=round(late)))


def _call_delay(day: date, draw: Draw, *, moved: bool, close: bool) -> float:
    spread = 85.0 if draw.chance(0.05) else 21.0
    minutes = draw.normal(3, spread * (1.9 if day in _RUSH else 1.0))
    if day in OUTAGES:
        minutes = draw.uniform(80, 170)
    if moved:
        minutes = draw.normal(125, 15)
    return max(minutes, 75.0 + abs(minutes)) if close else minutes


# --- promises 1 and 3: exchange and refund --------------------------------------------------------


def _exchanges(branch: Branch, id_: str, complaints: Sequence[Row]) -> Iterable[Row]:
    draw = Draw(51, number_of(id_))
    volume = branch.retailers[id_]["_volume"]
    months = list(branch.months[id_])
    for _ in range(draw.count(min(4.0, 0.25 + 0.011 * volume))):
        day = workday_near(draw.pick(days_of(draw.pick(months))))
        asked = at(day, draw.uniform(8.6, 17.2))
        yield _event("exchange", id_, asked, _exchanged(asked, draw.lognormal(20.5, 0.28), draw))
    for complaint in complaints:
        if complaint["about"] == "damaged":  # nobody complains of an exchange in time
            asked = complaint["_received"] - timedelta(hours=draw.uniform(50, 70))
            asked = at(workday_before(asked.date()), draw.uniform(9, 16))
            done = complaint["_handled"] or complaint["_received"] + timedelta(hours=30)
            yield _event("exchange", id_, asked, max(done, asked + timedelta(hours=draw.uniform(52, 80))))


def _exchanged(asked: datetime, hours: float, draw: Draw) -> datetime:
    """Return when the driver brought the new carton: any day but a holiday, by daylight."""
    done = asked + timedelta(hours=hours)
    if not 8 <= done.hour < 19:
        done = at(done.date() + timedelta(days=int(done.hour >= 19)), draw.uniform(8, 11))
    while done.date() in HOLIDAYS:
        done += timedelta(days=1)
    return done


def _refunds(branch: Branch, id_: str, complaints: Sequence[Row]) -> Iterable[Row]:
    draw = Draw(52, number_of(id_))
    months = list(branch.months[id_])
    rush = [m for m in ("2025-01", "2025-04", "2025-09", "2025-10") if m in months]
    for _ in range(draw.count(0.30)):
        month = draw.pick(rush) if rush and draw.chance(0.4) else draw.pick(months)
        asked = at(draw.pick(days_of(month)), draw.uniform(8.5, 18.5))
        if asked.date() in HOLIDAYS and draw.chance(0.7):
            asked = at(workday_near(asked.date()), draw.uniform(8.6, 17.4))
        days = draw.pick((1, 2, 3, 4, 5, 7, 10, 15), (30, 29, 22, 8, 5, 3, 2, 1))
        yield _refund(id_, asked, days, draw)
    for complaint in complaints:
        if complaint["about"] == "wrong_charge":
            asked = at(complaint["_received"].date() - timedelta(days=draw.whole(8, 14)), draw.uniform(9, 17))
            yield _refund(id_, asked, draw.whole(9, 14), draw)


def _refund(id_: str, asked: datetime, days: int, draw: Draw) -> Row:
    paid = at(add_workdays(asked.date(), days), draw.uniform(8.6, 17.4))
    return _event("refund", id_, asked, None if draw.chance(0.012) else paid)


# --- promises 4 and 5: complaints -----------------------------------------------------------------


def _of_complaint(row: Row) -> Iterable[Row]:
    id_, link = row["retailer_id"], {"complaint_id": row["complaint_id"]}
    if row["_arrived"] or promised_arrival(row):
        yield _event("arrival", id_, row["_received"], row["_arrived"], **link)
    yield _event("handling", id_, row["_received"], row["_handled"], **link)
    if row["_handled"]:
        yield _event("call_back", id_, row["_handled"], row["_called"], **link)


# --- promises 6 and 7: coming to the door ---------------------------------------------------------


def _home_visits(branch: Branch, id_: str) -> Iterable[Row]:
    """Yield visits for a licence matter; a few who asked are neither old nor weak, sick or disabled."""
    draw = Draw(53, number_of(id_))
    needy = branch.retailers[id_]["disadvantaged"] != "none"
    for _ in range(draw.count(1.6 if needy else 0.022)):
        day = workday_near(draw.pick(days_of(draw.pick(list(branch.months[id_])))))
        asked = at(day, draw.uniform(8.6, 17.3))
        after = draw.pick((1, 2, 3, 5, 8, 12, 20), (16, 26, 22, 16, 10, 6, 4))
        came = draw.chance(0.91 if needy else 0.35)
        done = at(add_workdays(day, after), draw.uniform(9, 17))
        yield _event("home_visit", id_, asked, done if came else None)


def _second_deliveries(branch: Branch, id_: str) -> Iterable[Row]:
    draw = Draw(54, number_of(id_))
    row = branch.retailers[id_]
    alone = 0.042 if row["_volume"] < 40 else 0.024
    careless = id_ in branch.trapped("agent_unauthorised")
    for month, order in branch.months[id_].items():
        for _ in range(order["orders"]):
            if not draw.chance(alone * (3 if careless else 1)):
                continue
            day = draw.pick([d for d in days_of(month) if is_workday(d)])
            asked = at(day, draw.whole(34, 70) / 4)
            agent = careless or draw.chance(0.24)
            late = draw.normal(6, 55 if draw.chance(0.06) else 12)
            yield _event(
                "second_delivery", id_, asked,
                None if draw.chance(0.012) else asked + timedelta(minutes=round(late)),
                via_agent="yes" if agent else "no",
                authorised=None if not agent else "yes" if draw.chance(0.92) and not careless else "no",
            )  # fmt: skip
