"""2026, the trial of accounts and the satisfaction survey: true to 2025 and to the source."""

import pandas as pd
import pytest
from service_tables import ACCOUNTS, ASPECTS, LAPSED, RETAILERS, T, concerned, gross_profit, hours, of_market, rows_of


def gone() -> set[str]:
    last = T["orders_2026"].groupby("retailer_id")["month"].max().reindex(RETAILERS.index, fill_value="")
    closed = set(T["interviews"].loc[T["interviews"]["finding"] == "closed", "retailer_id"])
    return set(last.index[last < "2026-08"]) | closed


def test_about_95_retailers_lapse_and_14_leave() -> None:
    winter_closed = {"R0101", "R0900"}  # the seasonal shops
    assert len(LAPSED - winter_closed) == pytest.approx(95, abs=6)
    assert len(gone() - winter_closed) == pytest.approx(14, abs=3)
    orders = T["orders_2026"]
    assert (orders["cartons_requested"] >= orders["cartons_ordered_total"]).all()
    assert sorted(set(orders["month"])) == [f"2026-{m:02d}" for m in range(1, 11)]


def test_some_classes_lapse_more() -> None:
    def rate(ids: set[str]) -> float:
        return len(LAPSED & ids) / len(ids)

    assert rate(of_market("rural")) > 1.7 * rate(of_market("city"))
    complaints = T["complaints"]
    late = ~(hours(complaints["handled_at"], complaints["received_at"]) <= 72)
    slow = set(complaints.loc[late, "retailer_id"])
    assert rate(slow) > 1.5 * rate(set(complaints["retailer_id"]) - slow)
    assert rate(set(complaints["retailer_id"])) > 1.5 * rate(set(RETAILERS.index[RETAILERS["complaints_12m"] == 0]))


def test_interviews_ask_those_who_lapsed() -> None:
    asked = set(T["interviews"]["retailer_id"])
    assert len(LAPSED & asked) > 0.85 * len(LAPSED)
    spared = set(concerned("renovation_2026")) | set(concerned("late_lapse"))
    assert len(asked - LAPSED - spared) < 6
    assert spared & LAPSED == set()


def test_findings_agree_with_what_happened() -> None:
    complaints, months = T["complaints"], T["orders"]
    about = complaints.groupby("retailer_id")["about"].agg(set)
    late = set(complaints.loc[~(hours(complaints["handled_at"], complaints["received_at"]) <= 72), "retailer_id"])
    unheard = set(complaints.loc[complaints["called_back_at"].isna(), "retailer_id"])
    lacked = set(months.loc[months["cartons_requested"] > months["cartons_ordered_total"], "retailer_id"])
    for row in T["interviews"].itertuples():
        subjects = about.get(row.retailer_id, set())
        if row.finding == "service_error":
            assert subjects & {"sorting_error", "delivery_error", "wrong_charge", "damaged", "order_call"}
        elif row.finding == "supply":
            assert row.retailer_id in lacked or subjects & {"stock_out", "allocation"}
        elif row.finding == "attitude":
            assert row.retailer_id in late | unheard or subjects & {"attitude", "promise_not_kept"}


def test_most_shops_earn_more_than_their_owners_think() -> None:
    owners = T["owners"].set_index("retailer_id")["estimate_yuan"]
    for entries in (ACCOUNTS, ACCOUNTS[~ACCOUNTS["entry_id"].isin(rows_of("entered_twice"))]):
        assert (gross_profit(entries) > owners).sum() == 9
    assert set(RETAILERS.loc[owners.index, "manager_id"]) == {"K03"}
    before, after = (T["owners"][f"{when}_profit"].mean() for when in ("before", "after"))
    assert after > before + 1


def test_accounts_agree_with_the_ledgers() -> None:
    entries = ACCOUNTS[~ACCOUNTS["retailer_id"].isin(concerned("page_lost"))].copy()
    entries.loc[entries["entry_id"].isin(rows_of("cartons_for_packs")), "packs"] *= 10
    entries = entries[~entries["entry_id"].isin(rows_of("entered_twice"))]
    entries["week"] = entries["date"] - pd.to_timedelta((entries["date"].dt.day_of_week - 3) % 7, unit="D")
    ledgers = T["ledgers"].set_index(["retailer_id", "week", "price_class"])
    ledgers = ledgers[ledgers.index.get_level_values(0).isin(entries["retailer_id"])]
    for kind, column in (("purchase", "received"), ("sale", "sold")):
        packs = entries[entries["kind"] == kind].groupby(["retailer_id", "week", "price_class"])["packs"].sum()
        found = packs.reindex(ledgers.index, fill_value=0)
        assert ((found - ledgers[column] * 10).abs() < 0.01).all()
        assert set(packs.index) <= set(ledgers.index)


def test_prices_are_those_of_the_brands() -> None:
    bought = ACCOUNTS[(ACCOUNTS["kind"] == "purchase") & ~ACCOUNTS["entry_id"].isin(rows_of("price_of_a_carton"))]
    assert ((bought["unit_price"] - bought["wholesale_price"] / 10).abs() < 0.0051).all()
    sold = ACCOUNTS[ACCOUNTS["kind"] == "sale"]
    assert (sold["unit_price"] == sold["retail_price"] / 10).mean() > 0.85
    assert (ACCOUNTS["unit_price"].isna() == (ACCOUNTS["kind"] == "count")).all()


def test_satisfaction_has_the_two_figures_of_the_source() -> None:
    survey = T["satisfaction"]
    satisfied = (survey.set_index("wave")[list(ASPECTS)] >= 4).groupby("wave").sum()
    assert list(satisfied["profit"]) == [125, 173]
    assert list(survey["wave"].value_counts().sort_index()) == [1000, 1000]
    assert list(satisfied.idxmin(axis=1)) == ["profit", "profit"]
