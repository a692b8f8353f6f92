"""The service log, complaints and visits: true to each other, to the calendar and to the retailers."""

import subprocess
import sys
from collections.abc import Callable
from datetime import date, timedelta

import chinese_calendar
import pandas as pd
import pytest
from service_tables import (
    CUTOFF,
    DATA,
    RETAILERS,
    TRAPS,
    T,
    hours,
    in_working_hours,
    of_market,
    ran_out,
    short,
    workdays,
)


def test_the_generator_asks_for_uniform_numbers_only() -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for path in (DATA / "generator").glob("*.py"))
    assert code.count("np.random") == 2  # Generator(PCG64(…)).random
    assert ".random\n" in code
    assert "import random" not in code


def test_the_generator_knows_the_calendar_of_both_years() -> None:
    program = """
import datetime, generator.workdays as calendar
days = [datetime.date(2025, 1, 1) + datetime.timedelta(days=i) for i in range(730)]
print("".join(str(int(calendar.is_workday(day))) for day in days))
"""
    said = subprocess.run([sys.executable, "-c", program], cwd=DATA, check=True, capture_output=True, text=True)
    days = [date(2025, 1, 1) + timedelta(days=i) for i in range(730)]
    assert said.stdout.strip() == "".join(str(int(chinese_calendar.is_workday(day))) for day in days)


@pytest.mark.parametrize("name", [n for n in T if n not in ("retailers", "orders", "brands")])
def test_every_table_has_a_trap(name: str) -> None:
    assert name in {trap["resource"] for trap in TRAPS.values()}


def test_sizes_are_as_agreed() -> None:
    sizes = {"needs": 15, "owners": 10, "satisfaction": 2000, "complaints": RETAILERS["complaints_12m"].sum()}
    assert {name: len(T[name]) for name in sizes} == sizes
    about = {"needs_survey": 4450, "ledgers": 5900, "submissions": 700, "visits": 9500, "service_log": 18000}
    about |= {"orders_2026": 11800, "interviews": 110, "accounts": 6400}
    assert {name: len(T[name]) for name in about} == {n: pytest.approx(size, rel=0.05) for n, size in about.items()}


def test_complaints_are_as_many_as_the_retailers_say() -> None:
    counted = T["complaints"]["retailer_id"].value_counts().reindex(RETAILERS.index, fill_value=0)
    assert (counted == RETAILERS["complaints_12m"]).all()
    top = T["complaints"]["about"].value_counts()
    assert list(top.index[:3]) == ["stock_out", "delivery_error", "sorting_error"]
    assert 0.55 < top.iloc[:3].sum() / top.sum() < 0.75
    assert (counted >= 2).sum() > 40


def test_whoever_complains_of_a_stock_out_had_one() -> None:
    for row in T["complaints"].itertuples():
        if row.about == "stock_out":
            month = row.received_at.strftime("%Y-%m")
            assert short(row.retailer_id, month) or ran_out(row.retailer_id, row.received_at)


def test_what_is_done_about_a_complaint_comes_in_order() -> None:
    complaints = T["complaints"]
    for earlier, later in (
        ("received_at", "arrived_at"),
        ("arrived_at", "handled_at"),
        ("handled_at", "called_back_at"),
    ):
        both = complaints.dropna(subset=[earlier, later])
        assert (both[earlier] <= both[later]).all()
    assert complaints.loc[complaints["handled_at"].isna(), "called_back_at"].isna().all()
    assert (complaints["satisfied"].notna() == complaints["called_back_at"].notna()).all()
    assert complaints[["handled_at", "called_back_at"]].max().max() < CUTOFF
    assert complaints.loc[complaints["channel"] == "on_site", "arrived_at"].isna().all()


@pytest.mark.parametrize(("name", "moment"), [("complaints", "received_at"), ("service_log", "asked_at")])
def test_working_hours_and_city_are_told_right(name: str, moment: str) -> None:
    table = T[name]
    assert all(in_working_hours(a) == (s == "yes") for a, s in zip(table[moment], table["in_hours"], strict=True))
    assert ((table["urban"] == "yes") == table["retailer_id"].isin(of_market("city"))).all()
    naive = (table[moment].dt.day_of_week < 5) & (table[moment].dt.hour.between(9, 16))
    assert ((table["in_hours"] == "yes") != naive).sum() > 20  # a calendar of weekdays errs


def test_the_log_repeats_the_complaints() -> None:
    log, complaints = T["service_log"], T["complaints"].set_index("complaint_id")
    steps = {"arrival": ("received_at", "arrived_at"), "handling": ("received_at", "handled_at")}
    steps["call_back"] = ("handled_at", "called_back_at")
    for kind, (start, end) in steps.items():
        events = log[log["kind"] == kind].set_index("complaint_id")
        of = complaints.loc[events.index]
        assert (events["retailer_id"] == of["retailer_id"]).all()
        assert events["asked_at"].equals(of[start].rename("asked_at"))
        assert events["done_at"].equals(of[end].rename("done_at"))
    covered = complaints.query("urban == 'yes' and in_hours == 'yes' and channel == 'hotline'").index
    arrivals = set(log.loc[log["kind"] == "arrival", "complaint_id"])
    assert arrivals == set(covered) | set(complaints.index[complaints["arrived_at"].notna()])
    assert set(log.loc[log["kind"] == "handling", "complaint_id"]) == set(complaints.index)
    assert log.loc[~log["kind"].isin(steps), "complaint_id"].isna().all()


@pytest.mark.parametrize(
    ("about", "kind", "broken"),
    [
        ("damaged", "exchange", lambda e: hours(e["done_at"], e["asked_at"]) > 48),
        ("wrong_charge", "refund", lambda e: ~(hours(e["done_at"], e["asked_at"]) < 24 * 8)),
        ("order_call", "order_call", lambda e: ~(hours(e["done_at"], e["asked_at"]).abs() <= 1)),
    ],
)
def test_whoever_complains_of_a_service_has_it_broken_in_the_log(
    about: str, kind: str, broken: Callable[[pd.DataFrame], pd.Series]
) -> None:
    events = T["service_log"][T["service_log"]["kind"] == kind]
    events = events[broken(events)]
    complaints = T["complaints"][(T["complaints"]["about"] == about) & (T["complaints"]["received_at"] > "2025-01-20")]
    for row in complaints.itertuples():
        here = events[events["retailer_id"] == row.retailer_id]["asked_at"]
        assert here.between(row.received_at - timedelta(days=21), row.received_at + timedelta(days=1)).any()


def kept() -> dict[str, float]:
    """Return how often each promise was kept, each reckoned as it was promised."""
    log, complaints = T["service_log"], T["complaints"]
    took = hours(log["done_at"], log["asked_at"])

    def of(kind: str, ok: pd.Series, also: pd.Series | None = None) -> float:
        here = (log["kind"] == kind) & (True if also is None else also)
        return float(ok[here].mean())

    hotline = set(complaints.loc[complaints["channel"] == "hotline", "complaint_id"])
    in_scope = (log["urban"] == "yes") & (log["in_hours"] == "yes") & log["complaint_id"].isin(hotline)
    refunds = log[log["kind"] == "refund"]
    in_days = [workdays(a, d) <= 3 for a, d in zip(refunds["asked_at"], refunds["done_at"], strict=True)]
    needy = log["retailer_id"].isin(RETAILERS.index[RETAILERS["disadvantaged"] != "none"])
    return {
        "1": of("exchange", took.between(0, 48)),
        "2": of("order_call", took.abs() <= 1),
        "3": sum(in_days) / len(in_days),
        "4": of("arrival", took <= 1, in_scope),
        "5 handling": of("handling", took <= 72),
        "5 call-back": of("call_back", took <= 48),
        "6": of("home_visit", log["done_at"].notna(), needy),
        "7": of("second_delivery", (took.abs() <= 0.5) & (log["authorised"] != "no")),
    }


def test_promises_are_kept_unequally_well() -> None:
    rates = kept()
    assert rates["1"] > 0.9
    assert rates["2"] > 0.9
    assert 0.65 < rates["3"] < 0.8
    assert 0.65 < rates["4"] < 0.85
    assert 0.75 < rates["5 handling"] < 0.9
    assert rates["5 call-back"] < 0.6
    assert rates["6"] > 0.85
    assert rates["7"] > 0.88


def test_arrival_is_late_on_the_edge_of_the_city_and_on_mondays() -> None:
    complaints = T["complaints"].query("urban == 'yes' and in_hours == 'yes' and channel == 'hotline'")
    in_time = hours(complaints["arrived_at"], complaints["received_at"]) <= 1
    far = complaints["retailer_id"].map(RETAILERS["distance_km"]) > 8
    monday = complaints["received_at"].dt.day_of_week == 0
    assert in_time[far].mean() < 0.5
    assert in_time[~far & ~monday].mean() > 0.9
    assert in_time[~far & monday].mean() < in_time[~far & ~monday].mean()


def test_some_service_crosses_a_holiday() -> None:
    log = T["service_log"].dropna(subset=["done_at"])
    for holiday in ("2025-01-29", "2025-10-03"):
        assert ((log["asked_at"] < holiday) & (log["done_at"] > holiday)).sum() >= 10


def test_a_complaint_seen_in_the_shop_is_a_visit() -> None:
    visits = T["visits"].query("purpose == 'complaint'")
    seen = set(zip(visits["retailer_id"], visits["date"], strict=True))
    complaints = T["complaints"]
    ours = complaints[complaints["retailer_id"].map(RETAILERS["manager_id"]).isin(["K01", "K02", "K03"])]
    there = ours["arrived_at"].where(ours["channel"] == "hotline", ours["received_at"]).dt.normalize()
    assert {(id_, day) for id_, day in zip(ours["retailer_id"], there, strict=True) if pd.notna(day)} == seen


def test_visits_are_on_working_days_and_longer_where_help_is_needed() -> None:
    visits = T["visits"]
    assert set(visits["retailer_id"].map(RETAILERS["manager_id"])) == {"K01", "K02", "K03"}
    planned = visits[visits["purpose"] != "complaint"]
    assert all(chinese_calendar.is_workday(day.date()) for day in planned["date"].drop_duplicates())
    needy = visits["retailer_id"].map(RETAILERS["disadvantaged"]) != "none"
    assert visits[needy]["minutes"].median() > 1.3 * visits[~needy]["minutes"].median()
    assert visits["noticed"].value_counts().index[0] == "none"
