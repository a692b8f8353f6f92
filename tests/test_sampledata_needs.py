"""Needs, their survey, ledgers and submissions: classes as intended, and true to the orders."""

from collections import Counter

import pytest
from service_tables import CLASSES, ORDERS, RETAILERS, T, concerned, ran_out, short, votes, winner


@pytest.mark.parametrize(
    ("category", "needs"),
    [
        ("must_be", ["N01", "N02", "N08", "N09"]),
        ("one_dimensional", ["N03", "N05", "N06", "N14"]),
        ("attractive", ["N07", "N13"]),
        ("indifferent", ["N10", "N12"]),
        ("reverse", ["N11"]),
    ],
)
def test_needs_fall_into_the_intended_classes(category: str, needs: list[str]) -> None:
    for need in needs:
        (first, most), (_, next_most) = votes(need).most_common(2)
        assert first == category
        assert most - next_most > 1.65 * (most + next_most) ** 0.5 * 0.8  # settled


def test_two_needs_are_not_settled() -> None:
    (_, most), (_, next_most) = votes("N04").most_common(2)
    assert most - next_most < 1.65 * (most + next_most) ** 0.5
    assert set(dict(votes("N04").most_common(2))) == {"attractive", "indifferent"}
    sane = Counter({k: v for k, v in votes("N15").items() if k != "questionable"}).most_common(2)
    assert sane[0][1] - sane[1][1] < 1.65 * (sane[0][1] + sane[1][1]) ** 0.5


def test_small_village_shops_and_large_city_shops_need_other_things() -> None:
    volume = RETAILERS["monthly_volume"]
    small = set(RETAILERS.index[(RETAILERS["market_type"] == "rural") & (volume < 30)])
    large = set(RETAILERS.index[(RETAILERS["market_type"] == "city") & (volume > 45)])
    seen = {need: (winner(need), winner(need, small), winner(need, large)) for need in ("N05", "N12", "N13", "N14")}
    assert seen == {
        "N05": ("one_dimensional", "one_dimensional", "must_be"),
        "N12": ("indifferent", "attractive", "indifferent"),
        "N13": ("attractive", "must_be", "attractive"),
        "N14": ("one_dimensional", "indifferent", "one_dimensional"),
    }


def test_needs_cover_the_five_levels() -> None:
    assert set(T["needs"]["level"]) == {"safety", "profit", "service", "emotion", "growth"}
    assert T["needs_survey"]["retailer_id"].nunique() == 300


def test_ledgers_receive_what_was_ordered() -> None:
    ledgers = T["ledgers"]
    assert set(RETAILERS.loc[ledgers["retailer_id"].unique(), "manager_id"]) == {"K03"}
    assert ledgers["retailer_id"].nunique() == pytest.approx(90, abs=5)
    received = ledgers.pivot_table(
        index=["retailer_id", "month"], columns="price_class", values="received", aggfunc="sum"
    )
    requested = ledgers.groupby(["retailer_id", "month"])["requested"].sum()
    for key, row in received.iterrows():
        order = ORDERS.loc[key] if key in ORDERS.index else None
        assert list(row) == [0 if order is None else order[f"cartons_class{c}"] for c in CLASSES]
        assert requested[key] == (0 if order is None else order["cartons_requested"])
    assert (ledgers["requested"] >= ledgers["received"]).all()


def test_ledgers_balance_and_carry_over() -> None:
    ledgers = T["ledgers"][~T["ledgers"]["retailer_id"].isin(concerned("ledger_in_packs"))]
    left = ledgers["opening"] + ledgers["received"] - ledgers["sold"] - ledgers["closing"]
    assert left.abs().max() < 0.05
    for _, lines in ledgers.sort_values("week").groupby(["retailer_id", "price_class"]):
        assert (lines["opening"].to_numpy()[1:] == lines["closing"].to_numpy()[:-1]).all()
    assert (ledgers["price_kept"].isna() == (ledgers["sold"] == 0)).all()
    assert set(ledgers["week"].dt.day_of_week) == {3}
    assert (ledgers["week"].dt.strftime("%Y-%m") == ledgers["month"]).all()


def test_whoever_submits_a_stock_out_had_one() -> None:
    keepers = set(T["ledgers"]["retailer_id"])
    for row in T["submissions"].itertuples():
        if row.topic == "stock_out":
            if row.retailer_id in keepers:
                assert ran_out(row.retailer_id, row.date, row.class_wanted)
            else:
                assert short(row.retailer_id, row.date.strftime("%Y-%m"))
    assert (T["submissions"]["topic"] == "stock_out").sum() > 40


def test_a_topic_has_one_level() -> None:
    assert len(T["submissions"][["topic", "level"]].drop_duplicates()) == T["submissions"]["topic"].nunique() == 20
    priced = T["submissions"]["topic"].isin(["more_supply", "stock_out", "slow_stock", "scarce_on_demand"])
    assert (T["submissions"]["class_wanted"].notna() == priced).all()
