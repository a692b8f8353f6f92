"""The service tables of the sample data, and what several of their tests reckon from them."""

import json
from collections import Counter, defaultdict
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import chinese_calendar
import pandas as pd

DATA = Path(__file__).parents[1] / "content/data"
PACKAGE: dict[str, Any] = json.loads((DATA / "datapackage.json").read_text(encoding="utf-8"))
TRAPS: dict[str, dict[str, Any]] = {t["id"]: t for t in PACKAGE["traps"] if "resource" in t}
ASPECTS = ("service", "allocation", "profit", "ordering", "delivery", "payment", "complaints")
CUTOFF = pd.Timestamp("2026-01-01")
CLASSES = (1, 2, 3, 4, 5)
Key = tuple[str, ...]


def read(name: str) -> pd.DataFrame:
    resource = next(r for r in PACKAGE["resources"] if r["name"] == name)
    moments = [f["name"] for f in resource["schema"]["fields"] if f["type"] in ("date", "datetime")]
    return pd.read_csv(DATA / f"{name}.csv", keep_default_na=False, na_values=[""], parse_dates=moments)


T = {resource["name"]: read(resource["name"]) for resource in PACKAGE["resources"]}
RETAILERS = T["retailers"].set_index("retailer_id")
ORDERS = T["orders"].set_index(["retailer_id", "month"])


def concerned(trap: str) -> list[str]:
    ids: list[str] = TRAPS[trap]["retailers"]
    return ids


def rows_of(trap: str) -> list[str]:
    ids: list[str] = TRAPS[trap]["rows"]
    return ids


def of_market(*markets: str) -> set[str]:
    return set(RETAILERS.index[RETAILERS["market_type"].isin(markets)])


def hours(later: pd.Series, earlier: pd.Series) -> pd.Series:
    return (later - earlier).dt.total_seconds() / 3600


def in_working_hours(moment: datetime) -> bool:
    return chinese_calendar.is_workday(moment.date()) and (8, 30) <= (moment.hour, moment.minute) < (17, 30)


def short(retailer: str, month: str) -> bool:
    """Tell whether the retailer got less than it asked for."""
    if (retailer, month) not in ORDERS.index:
        return False
    order = ORDERS.loc[(retailer, month)]
    return bool(order["cartons_requested"] > order["cartons_ordered_total"])


def ran_out(retailer: str, day: pd.Timestamp, price_class: float | None = None) -> bool:
    """Tell whether the ledger has days without stock in the week of a day."""
    ledger = T["ledgers"]
    week = day.normalize() - timedelta(days=(day.weekday() - 3) % 7)
    here = ledger[(ledger["retailer_id"] == retailer) & (ledger["week"] == week) & (ledger["stockout_days"] > 0)]
    return price_class in set(here["price_class"]) if price_class else not here.empty


def kano(with_it: int, without_it: int) -> str:
    """Sort an answer by Kano's evaluation table."""
    if with_it == without_it and with_it in (1, 5):
        return "questionable"
    if with_it == 5 or without_it == 1:
        return "reverse"
    if with_it == 1:
        return "one_dimensional" if without_it == 5 else "attractive"
    return "must_be" if without_it == 5 else "indifferent"


def answers(*, mended: bool = True) -> pd.DataFrame:
    """Return the survey with a class an answer; mended: swaps put right, straight-liners left out."""
    survey = T["needs_survey"].copy()
    if mended:
        wrong = survey["retailer_id"].isin(concerned("swapped_answers"))
        columns = ["with_it", "without_it"]
        survey.loc[wrong, columns] = survey.loc[wrong, columns[::-1]].to_numpy()
        survey = survey[~survey["retailer_id"].isin(concerned("straight_liner"))]
    survey["kano"] = [kano(a, b) for a, b in zip(survey["with_it"], survey["without_it"], strict=True)]
    return survey


def votes(need: str, retailers: set[str] | None = None) -> Counter[str]:
    survey = answers()
    here = survey[(survey["need_id"] == need) & (survey["retailer_id"].isin(retailers or set(RETAILERS.index)))]
    return Counter(here["kano"])


def winner(need: str, retailers: set[str] | None = None) -> str:
    return votes(need, retailers).most_common(1)[0][0]


def workdays(asked: pd.Timestamp, done: pd.Timestamp, *, official: bool = True) -> float:
    """Count the working days after the day of asking, up to the day it was done."""
    if pd.isna(done):
        return float("inf")
    days = [asked.date() + timedelta(days=i) for i in range(1, (done.normalize() - asked.normalize()).days + 1)]
    return sum(chinese_calendar.is_workday(day) if official else day.weekday() < 5 for day in days)


def low_months() -> pd.DataFrame:
    """Return where a retailer was below half of its own 2025 level, the season of its market taken out."""
    table = T["orders_2026"].pivot_table(index="retailer_id", columns="month", values="cartons_ordered_total")
    ratio = table.reindex(RETAILERS.index).fillna(0).div(RETAILERS["monthly_volume"], axis=0)
    season = ratio.groupby(RETAILERS["market_type"]).transform("median")
    return ratio / season < 0.5


def longest_run(low: pd.Series) -> int:
    run = longest = 0
    for hit in low:
        run = run + 1 if hit else 0
        longest = max(longest, run)
    return longest


RUNS = low_months().apply(longest_run, axis=1)
LAPSED = set(RUNS.index[RUNS >= 3]) - set(TRAPS["renovation_2026"]["retailers"])
ACCOUNTS = T["accounts"].merge(T["brands"][["brand_id", "price_class", "wholesale_price", "retail_price"]])


def gross_profit(entries: pd.DataFrame) -> pd.Series:
    sales = entries[entries["kind"] == "sale"]
    gain = sales["packs"] * (sales["unit_price"] - sales["wholesale_price"] / 10)
    return gain.groupby(sales["retailer_id"]).sum() / 3


def book_differences() -> dict[Key, int]:
    """Return what the books have more (or less) than the last count, by shop and brand."""
    signs = {"purchase": 1, "sale": -1, "count": 0}
    stock: dict[Key, int] = defaultdict(int)
    for row in ACCOUNTS.itertuples():
        key = (row.retailer_id, row.brand_id)
        stock[key] += signs[row.kind] * row.packs
        if row.kind == "count" and row.date == pd.Timestamp("2025-10-01"):
            stock[key] += row.packs
        if row.kind == "count" and row.date == pd.Timestamp("2025-12-31"):
            stock[key] -= row.packs
    return {key: n for key, n in stock.items() if n}
