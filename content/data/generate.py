"""Write the sample data: a fictional county branch with 1,200 licensed retailers.

``python content/data/generate.py`` rewrites the CSV files and both README files
in this folder; ``--out DIR`` writes them elsewhere. The columns, their number
formats, the traps and the retailers they concern stand in ``datapackage.json``;
this program only fills them, so the dictionary and the data cannot drift apart.
Here are the retailers, their orders and the brands; the tables of service that
follow from them are made in ``generator/``.

Only uniform numbers are drawn from NumPy and every distribution is made here:
NumPy keeps the bit stream of PCG64 from release to release, but not the
algorithms of its distributions (NEP 19). The files must stay the same to the byte.
"""

from __future__ import annotations

import argparse
import csv
import json
import math
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from generator.draw import Draw, Row, apportion, clip, logistic, shares
from generator.readme import README_WORDS, readme
from generator.service_tables import build_tables

HERE = Path(__file__).resolve().parent

RETAILERS_OF = {
    "K01": 142, "K02": 128, "K03": 130, "K04": 149, "K05": 121,
    "K06": 137, "K07": 133, "K08": 126, "K09": 134,
}  # fmt: skip
MONTHS = tuple(f"2025-{m:02d}" for m in range(1, 13))
WEEKS = (5, 4, 4, 4, 5, 4, 5, 4, 4, 5, 4, 4)  # Thursdays of 2025, 52 in all
CHANNELS = ("online", "app", "phone", "assisted")
CLASSES = (1, 2, 3, 4, 5)
MARKETS = ("city", "town", "rural")
FORMATS = (
    "grocery", "convenience", "supermarket", "mall", "tobacco_liquor", "entertainment", "other",
)  # fmt: skip

# Spring Festival fell on 29 January 2025, the National Day and Mid-Autumn holidays on 1-8 October:
# shops stock up in January and September. Villages, where migrants come home, swing more.
SEASON = (1.38, 0.82, 0.93, 0.95, 0.99, 0.96, 0.95, 1.00, 1.18, 1.05, 0.97, 1.02)
TOURIST_SEASON = (0, 0, 0, 0.5, 0.8, 1.1, 2.0, 2.2, 0.9, 0.9, 0, 0)
SCARCE = {"2025-01": 0.22, "2025-02": 0.10, "2025-09": 0.16, "2025-10": 0.08}

MARKET_MIX = {
    "K01": (85, 15, 0), "K02": (80, 20, 0), "K03": (40, 30, 30), "K04": (45, 40, 15),
    "K05": (10, 40, 50), "K06": (5, 30, 65), "K07": (30, 40, 30), "K08": (0, 25, 75),
    "K09": (60, 20, 20),
}  # fmt: skip
FORMAT_MIX = {
    "city": (46, 22, 7, 2.5, 14, 5, 3.5),
    "town": (65, 14, 6, 1, 8, 2.5, 3.5),
    "rural": (87, 5, 3.5, 0, 2, 0.5, 2),
}
#              log of the median volume, floor area, people a day | hours | has POS
FORMAT_TRAITS = {
    "grocery": (3.35, 3.35, 4.3, 14, 0.30),
    "convenience": (3.95, 4.05, 5.0, 17, 0.85),
    "supermarket": (4.25, 5.60, 5.8, 13, 0.97),
    "mall": (4.50, 7.30, 7.0, 12, 1.00),
    "tobacco_liquor": (4.55, 4.00, 3.9, 13, 0.70),
    "entertainment": (3.20, 5.10, 4.4, 12, 0.65),
    "other": (2.90, 3.50, 4.2, 12, 0.35),
}
CLASS_MIX = {
    "city": (0.34, 0.22, 0.32, 0.09, 0.03),
    "town": (0.22, 0.18, 0.40, 0.15, 0.05),
    "rural": (0.10, 0.12, 0.43, 0.25, 0.10),
}
CLASS_TILT = {"tobacco_liquor": 0.9, "mall": 0.8, "entertainment": 0.7, "supermarket": 0.2}

# id, name, English name, class, wholesale, retail, launch
BRANDS: tuple[tuple[str, str, str, int, float, float, str], ...] = (
    ("B01", "砚溪", "Inkstone Brook", 1, 618.00, 720.00, "2012-06"),
    ("B02", "鹭汀", "Heron Flat", 1, 412.00, 480.00, "2014-03"),
    ("B03", "松岑", "Pine Hillock", 1, 301.00, 350.00, "2010-09"),
    ("B04", "云栈", "Cloud Steps", 1, 218.00, 250.00, "2009-05"),
    ("B05", "青榈", "Green Palm", 1, 192.00, 220.00, "2016-11"),
    ("B06", "望潮亭", "Tide Pavilion", 1, 344.00, 400.00, "2025-03"),
    ("B07", "墨竹轩", "Ink Bamboo", 1, 235.00, 270.00, "2025-08"),
    ("B08", "桐坞", "Tung Hollow", 2, 158.00, 180.00, "2008-04"),
    ("B09", "岚舟", "Mist Boat", 2, 149.50, 170.00, "2013-10"),
    ("B10", "雁回坡", "Goose Slope", 2, 132.00, 150.00, "2011-01"),
    ("B11", "澄塘", "Clear Pond", 2, 141.00, 160.00, "2025-05"),
    ("B12", "槐荫里", "Locust Lane", 2, 136.50, 155.00, "2025-10"),
    ("B13", "石桥湾", "Stone Bridge Bay", 3, 106.00, 120.00, "2006-08"),
    ("B14", "麦垄", "Wheat Ridge", 3, 88.50, 100.00, "2005-02"),
    ("B15", "晓渡", "Dawn Ferry", 3, 79.50, 90.00, "2007-07"),
    ("B16", "井台", "Well Side", 3, 70.80, 80.00, "2004-12"),
    ("B17", "稻埂", "Paddy Bank", 3, 61.50, 70.00, "2009-09"),
    ("B18", "石磨坊", "Millstone House", 3, 97.00, 110.00, "2025-02"),
    ("B19", "灯芯草", "Rush Wick", 3, 66.00, 75.00, "2025-06"),
    ("B20", "篾匠", "Basket Weaver", 4, 43.50, 50.00, "2003-03"),
    ("B21", "豆棚", "Bean Trellis", 4, 39.00, 45.00, "2004-05"),
    ("B22", "瓦檐", "Tile Eaves", 4, 34.50, 40.00, "2002-10"),
    ("B23", "竹篓", "Bamboo Creel", 5, 23.60, 27.00, "2001-06"),
    ("B24", "土灶", "Clay Stove", 5, 21.00, 24.00, "2001-01"),
)
LAUNCHES = tuple(brand[6] for brand in BRANDS if brand[6] in MONTHS)

PLACES = {
    "city": (("东街", "East Street"), ("西街", "West Street"), ("南门", "South Gate"),
             ("北关", "North Pass"), ("鼓楼", "Drum Tower"), ("河滨", "Riverside"),
             ("文昌", "Wenchang"), ("府前", "Fuqian"), ("站前", "Station"), ("新城", "New Town")),
    "town": (("双河镇", "Shuanghe"), ("白桥镇", "Baiqiao"), ("杏林镇", "Xinglin"),
             ("石塘镇", "Shitang"), ("柳集镇", "Liuji"), ("青龙镇", "Qinglong")),
    "rural": (("杨树湾", "Poplar Bend"), ("塘口村", "Tangkou"), ("上坡村", "Upper Slope"),
              ("下坪村", "Xiaping"), ("竹园村", "Bamboo Garden"), ("老井村", "Old Well"),
              ("水磨村", "Watermill"), ("枣树村", "Jujube"), ("梁家沟", "Liangjiagou"),
              ("渡口村", "Ferry")),
}  # fmt: skip
WORDS = (
    ("福顺", "Fushun"), ("惠民", "Huimin"), ("兴旺", "Xingwang"), ("永和", "Yonghe"), ("万和", "Wanhe"),
    ("顺意", "Shunyi"), ("同心", "Tongxin"), ("丰源", "Fengyuan"), ("吉祥", "Jixiang"), ("乐活", "Lehuo"),
    ("邻里", "Linli"), ("长青", "Changqing"), ("广源", "Guangyuan"), ("安康", "Ankang"), ("友谊", "Youyi"),
    ("春来", "Chunlai"), ("益民", "Yimin"), ("三多", "Sanduo"), ("德成", "Decheng"), ("和美", "Hemei"),
    ("鑫盛", "Xinsheng"), ("百味", "Baiwei"), ("宏达", "Hongda"), ("康乐", "Kangle"), ("四季", "Siji"),
    ("聚缘", "Juyuan"), ("平安", "Ping'an"), ("诚信", "Chengxin"), ("金禾", "Jinhe"), ("玉泉", "Yuquan"),
)  # fmt: skip
SUFFIXES = {
    "grocery": (("食杂店", "Grocery"), ("副食店", "Food Shop"), ("小卖部", "Corner Shop"),
                ("杂货店", "General Store")),
    "convenience": (("便利店", "Convenience Store"), ("便民店", "Handy Store")),
    "supermarket": (("超市", "Supermarket"), ("生活超市", "Family Supermarket")),
    "mall": (("商场", "Mall"), ("百货", "Department Store")),
    "tobacco_liquor": (("烟酒商店", "Tobacco & Liquor"), ("烟酒行", "Tobacco & Liquor House")),
    "entertainment": (("茶楼", "Tea House"), ("酒楼", "Restaurant"), ("宾馆", "Guesthouse")),
    "other": (("服务部", "Service Point"), ("五金日杂店", "Hardware Shop")),
}  # fmt: skip


# --- who the retailer is ----------------------------------------------------------------------


def assign_managers() -> list[str]:
    """Deal the retailers out, so that a manager's ids are scattered like real ones."""
    draw = Draw(0)
    codes = [code for code, n in RETAILERS_OF.items() for _ in range(n)]
    return [code for _, code in sorted((draw.uniform(), code) for code in codes)]


def build_shop(row: Row, draw: Draw, trapped: set[str]) -> None:
    """Fill in where the shop stands, what it is and how large it is."""
    row["market_type"] = draw.pick(MARKETS, MARKET_MIX[row["manager_id"]])
    if "seasonal_shop" in trapped:
        row["market_type"] = "town"
    row["retail_format"] = draw.pick(FORMATS, FORMAT_MIX[row["market_type"]])
    if trapped & {"area_unit", "small_pioneer", "seasonal_shop", "age_typo"}:
        row["retail_format"] = "grocery"
    if "big_uncooperative" in trapped:
        row["retail_format"] = "supermarket"
    if "bulk_order" in trapped:
        row["retail_format"] = "convenience"
    market, traits = row["market_type"], FORMAT_TRAITS[row["retail_format"]]
    size = row["_size"] = draw.normal()
    volume = traits[0] + {"city": 0.2, "town": 0.05, "rural": -0.3}[market] + 0.62 * size
    row["_volume"] = math.exp(volume + draw.normal(0, 0.25))
    near, far = {"city": (1.5, 14), "town": (9, 38), "rural": (14, 85)}[market]
    row["distance_km"] = near * (far / near) ** draw.uniform()
    area = math.exp(traits[1] + 0.3 * size + draw.normal(0, 0.35))
    row["floor_area_m2"] = clip(area, 6, 100 if row["retail_format"] == "grocery" else 6000)
    counter = math.exp(0.45 + 0.28 * math.log(row["_volume"] / 30) + draw.normal(0, 0.22))
    row["counter_length_m"] = clip(counter, 0.6, 12)
    row["opening_hours"] = round(clip(traits[3] + draw.normal(0, 1.4), 8, 24))
    pos = traits[4] + {"city": 0.15, "town": 0.0, "rural": -0.12}[market]
    row["has_pos"] = "yes" if draw.chance(pos) else "no"
    flow = traits[2] + {"city": 0.3, "town": 0.1, "rural": -0.4}[market] + 0.35 * size
    row["customer_flow"] = max(3, round(math.exp(flow + draw.normal(0, 0.3))))


def build_operator(row: Row, draw: Draw) -> None:
    """Fill in the person: older and less schooled in villages, better known there too."""
    market = row["market_type"]
    mean_age = {"city": 45, "town": 48, "rural": 54}[market]
    age = row["operator_age"] = row["_age"] = round(clip(draw.normal(mean_age, 10), 21, 84))
    school = draw.normal() - (age - 45) / 14 + {"city": 0.7, "town": 0.2, "rural": -0.4}[market]
    limits = (-1.4, 0.2, 1.4)
    row["_school"] = sum(school > limit for limit in limits)
    row["operator_education"] = ("primary", "junior", "senior", "college")[row["_school"]]
    years = clip(math.exp(draw.normal(2.1, 0.65)), 1, min(40, age - 19))
    row["years_in_business"] = math.floor(years)
    ties = 2.6 + {"city": -0.3, "town": 0.1, "rural": 0.5}[market] + 0.03 * years
    row["operator_local_ties"] = round(clip(draw.normal(ties, 0.9), 1, 5))
    row["disadvantaged"] = draw_hardship(age, market, draw)


def draw_hardship(age: int, market: str, draw: Draw) -> str:
    factor = {"city": 0.5, "town": 0.8, "rural": 1.9}[market]
    if age >= 65 and draw.chance(min(0.7, 0.30 * factor)):
        return "elderly"
    if draw.chance(0.032 * factor):
        return draw.pick(("disabled", "ill", "frail"), (4, 3, 2))
    return "none"


def build_habits(row: Row, draw: Draw) -> None:
    """Fill in how the retailer orders, cooperates and pays."""
    age, school, size = row["_age"], row["_school"], row["_size"]
    coop, skill = draw.normal(), draw.normal()
    hardship = row["disadvantaged"] != "none"
    logits = (
        0.3 + 0.35 * school + (0.5 if row["has_pos"] == "yes" else 0) + draw.normal(0, 1.1),
        1.5 - 0.055 * (age - 45) + 0.25 * school + draw.normal(0, 1.1),
        -0.4 + 0.075 * (age - 48) - 0.3 * school + draw.normal(0, 1.1),
        -2.0 + 0.06 * (age - 52) + (1.8 if hardship else 0) + draw.normal(0, 1.1),
    )
    row["_channels"] = [math.exp(1.5 * x) for x in logits]
    if draw.chance(logistic(-4.3 + 0.1 * (age - 47) - 0.35 * school + 0.8 * hardship)):
        row["_channels"][:2] = 0, 0  # never went online
    tilt = CLASS_TILT.get(row["retail_format"], 0) + 0.22 * size + draw.normal(0, 0.45)
    mix = CLASS_MIX[row["market_type"]]
    row["_mix"] = [
        m * math.exp(tilt * t + draw.normal(0, 0.15)) for m, t in zip(mix, (1, 0.5, 0, -0.5, -0.8), strict=True)
    ]
    row["_weekly"] = logistic(2.0 + 0.45 * size + 0.45 * coop - 0.5 * (row["market_type"] == "rural"))
    row["_coop"], row["_skill"] = coop, skill
    row["price_kept_pct"] = round(clip(88 + 5 * coop + draw.normal(0, 5), 45, 100))
    row["policy_score"] = round(clip(72 + 11 * coop + 2 * size + draw.normal(0, 6), 5, 100))
    row["failed_payments"] = draw.count(0.35 * math.exp(-0.5 * coop))
    row["violations_24m"] = draw.count(0.07 * math.exp(-0.8 * coop))
    row["complaints_12m"] = draw.count(0.35)


def build_name(row: Row, draw: Draw, used: set[str]) -> None:
    """Give a name nobody has yet; the two pairs that share one are a trap of their own."""
    while True:
        place = draw.pick(PLACES[row["market_type"]])
        word, suffix = draw.pick(WORDS), draw.pick(SUFFIXES[row["retail_format"]])
        name = f"{place[0]}{word[0]}{suffix[0]}"
        if name not in used:
            used.add(name)
            row["shop_name"], row["shop_name_en"] = name, f"{place[1]} {word[1]} {suffix[1]}"
            return


# --- what the retailer ordered ----------------------------------------------------------------


def plan_year(row: Row, draw: Draw, trapped: set[str]) -> None:
    """Set the months of activity and the demand of each."""
    swing = {"city": 0.9, "town": 1.0, "rural": 1.3}[row["market_type"]]
    season: list[float] = [1 + swing * (s - 1) for s in SEASON]
    if "new_joiner" in trapped:
        row["years_in_business"] = 0
        season = [0] * 9 + [1.3, 1.0, 1.0]  # the first order fills the shelves
    elif "seasonal_shop" in trapped:
        season = [float(s) for s in TOURIST_SEASON]
    elif "paused_shop" in trapped:
        first = draw.pick(range(3, 8))
        season[first : first + 3] = [0, 0, 0]
    row["_season"] = [s * math.exp(draw.normal(0, 0.14)) for s in season]
    if "bulk_order" in trapped:
        row["_season"][draw.pick(range(3, 8))] = 9.0


def plan_new_products(row: Row, draw: Draw, trapped: set[str]) -> None:
    """Offer new products (less to small and rural shops) and take some of them on."""
    last = max(i for i, s in enumerate(row["_season"]) if s)
    first = min(i for i, s in enumerate(row["_season"]) if s)
    on_sale = [m for m in LAUNCHES if m <= MONTHS[last]]
    reach = 0.9 * row["_size"] + {"city": 1.0, "town": 0.5, "rural": -0.3}[row["market_type"]]
    if first:  # joined later: told only of what came out since
        on_sale = [m for m in on_sale if m >= MONTHS[first]]
    offered = [m for m in on_sale if draw.chance(logistic(reach))]
    taken = [m for m in offered if draw.chance(logistic(-0.2 + 0.9 * row["_skill"] + 0.4 * row["_coop"]))]
    if "small_pioneer" in trapped:
        offered = taken = list(LAUNCHES)
    if "big_uncooperative" in trapped:
        taken = []
    row["new_offered"], row["_taken"] = len(offered), taken


def orders_of(row: Row, draw: Draw) -> list[Row]:
    """Return the retailer's month rows; a month without an order has none."""
    found = []
    for month, weeks, season in zip(MONTHS, WEEKS, row["_season"], strict=True):
        placed = sum(draw.chance(row["_weekly"]) for _ in range(weeks))
        demand = round(row["_volume"] * season * (0.8 + 0.2 * placed / weeks))
        if season and placed and demand:
            found.append(month_row(row, draw, month, min(placed, demand), demand))
    return found


def month_row(row: Row, draw: Draw, month: str, placed: int, demand: int) -> Row:
    """Return one month: demand by class, cut where scarce, split over the orders' channels."""
    festive = 1.25 if month in ("2025-01", "2025-09") else 1.0
    mix = [m * math.exp(draw.normal(0, 0.08)) for m in row["_mix"]]
    wanted = apportion(demand, [mix[0] * festive, *mix[1:]])
    cut = SCARCE.get(month, 0.02) * draw.uniform(0.5, 1.5)
    got = [math.floor(wanted[0] * (1 - cut) + 0.5), math.floor(wanted[1] * (1 - cut / 2) + 0.5)]
    got += wanted[2:]
    if sum(got) < placed:
        got[2] += placed - sum(got)
    total = sum(got)
    by_order = apportion(total - placed, [draw.uniform(0.7, 1.3) for _ in range(placed)])
    by_channel = dict.fromkeys(CHANNELS, 0)
    for cartons in by_order:
        by_channel[draw.pick(CHANNELS, row["_channels"])] += cartons + 1
    out = {f"cartons_{c}": n for c, n in by_channel.items()}
    out |= {f"cartons_class{c}": n for c, n in zip(CLASSES, got, strict=True)}
    launched = sum(m <= month for m in row["_taken"])
    new = max(1, round(total * 0.035 * launched * draw.uniform(0.6, 1.4))) if launched else 0
    return out | {
        "retailer_id": row["retailer_id"],
        "month": month,
        "orders": placed,
        "cartons_new": min(new, sum(got[:3])),
        "cartons_ordered_total": total,
        "cartons_requested": max(demand, total),
        "value_yuan": round(sum(n * p for n, p in zip(got, row["_prices"], strict=True))),
    }


def price_shelf(row: Row, draw: Draw) -> None:
    """Set the shop's mean wholesale price and retail margin of each class."""
    dear = {"city": 0.08, "town": -0.02, "rural": -0.12}[row["market_type"]]
    prices, margins = [], []
    for c in CLASSES:
        old = [b for b in BRANDS if b[3] == c and b[6] not in MONTHS]
        spread = dear + draw.normal(0, 0.1) if c == 1 else draw.normal(0, 0.03)
        prices.append(clip(sum(b[4] for b in old) / len(old) * math.exp(spread), old[-1][4], old[0][4]))
        margins.append(sum(1 - b[4] / b[5] for b in old) / len(old) * 100)
    row["_prices"], row["_margins"] = prices, margins


# --- what follows from the orders ---------------------------------------------------------------


def summarise(row: Row, orders: Sequence[Row], draw: Draw) -> None:
    """Fill in the columns that must agree with the order table."""

    def total(column: str) -> int:
        return sum(o[column] for o in orders)

    for channel, share in zip(CHANNELS, shares([total(f"cartons_{c}") for c in CHANNELS]), strict=True):
        row[f"{channel}_share"] = share
    mix = shares([total(f"cartons_class{c}") for c in CLASSES])
    for c, share in zip(CLASSES, mix, strict=True):
        row[f"share_class{c}"] = share
    row["monthly_volume"] = total("cartons_ordered_total") / len(orders)
    row["monthly_value"] = round(total("value_yuan") / len(orders))
    row["order_weeks"] = total("orders")
    row["new_accepted"] = len(row["_taken"]) if total("cartons_new") else 0
    value = [share * price for share, price in zip(mix, row["_prices"], strict=True)]
    margin = sum(v * m for v, m in zip(value, row["_margins"], strict=True)) / sum(value)
    row["gross_margin_pct"] = clip(margin - (100 - row["price_kept_pct"]) * 0.16 + draw.normal(0, 0.5), 1, 20)
    digital = [o["month"] for o in orders if o["cartons_online"] + o["cartons_app"]]
    if digital:
        longest = min(row["years_in_business"] * 12, 120)
        since_first = 12 - MONTHS.index(digital[0])
        row["tenure_online"] = max(since_first, round(longest * draw.uniform(0.3, 1)))
    fill_brands(row, mix, draw)


def fill_brands(row: Row, mix: Sequence[float], draw: Draw) -> None:
    """Choose the number of brands and the top one, within what the class shares allow."""
    top_class = CLASSES[max(range(5), key=lambda i: mix[i])]
    old = [b[0] for b in BRANDS if b[3] == top_class and b[6] not in MONTHS]
    row["top_brand"] = draw.pick(old, [1 / (i + 1) for i in range(len(old))])
    wide = 8 + 2.6 * math.log(max(1.0, row["monthly_volume"]) / 15) + draw.normal(0, 1.6)
    least = sum(share > 0 for share in mix) + row["new_accepted"]
    row["brand_count"] = round(clip(wide, least, 24))
    row["top_brand_share"] = max(mix[top_class - 1] * draw.uniform(0.35, 0.75), 1 / row["brand_count"])


# --- traps and gaps -----------------------------------------------------------------------------


def set_causes(row: Row, trapped: set[str]) -> None:
    """Apply the traps that must show in the orders too."""
    if "big_uncooperative" in trapped:
        row["_volume"], row["_mix"] = 190 + row["_volume"] / 10, (0.03, 0.06, 0.38, 0.33, 0.20)
        row["_coop"] = -2.0
        row["counter_length_m"] += 2
        row["policy_score"] = 18 + row["policy_score"] // 5
        row["price_kept_pct"] = row["price_kept_pct"] - 32
        row["violations_24m"] += 2
    if "small_pioneer" in trapped:
        row["_volume"], row["_coop"] = 10 + row["_volume"] / 12, 1.5
        row["policy_score"] = 80 + row["policy_score"] // 6
    if "bulk_order" in trapped:
        row["_volume"] = 45.0
    if trapped & {"seasonal_shop", "paused_shop"}:
        row["_volume"], row["_weekly"] = max(row["_volume"], 25.0), 0.95
    if "new_joiner" in trapped:
        row["_volume"], row["_weekly"] = min(row["_volume"], 90.0), 0.95


def set_slips(row: Row, trapped: set[str]) -> None:
    """Apply the traps that are slips of the record, not of the business."""
    if "area_unit" in trapped:
        row["floor_area_m2"] = max(row["floor_area_m2"], 20) * 9
    if "counter_zero" in trapped:
        row["counter_length_m"] = 0.0
    if "age_typo" in trapped:
        row["operator_age"] = row["_age"] // 10 if row["_age"] % 2 else 10 + row["_age"] % 8


def leave_gaps(row: Row, draw: Draw, trapped: set[str]) -> None:
    """Empty some cells; the three mechanisms are described in the data package."""
    rural = row["market_type"] == "rural"
    p = {
        "operator_age": 0.06,
        "operator_local_ties": 0.04,
        "price_kept_pct": 0.03,
        "floor_area_m2": 0.10 if rural else 0.03,
        "customer_flow": 0.22 if rural else 0.06,
        "policy_score": logistic(-3.0 - 1.1 * row["_coop"]),
    }
    for column, chance in p.items():
        if draw.chance(chance) and not trapped:
            row[column] = None


def share_names(rows: Mapping[str, Row], pairs: Sequence[str]) -> None:
    """Give the second of each listed pair the name of the first."""
    for first, second in zip(pairs[::2], pairs[1::2], strict=True):
        for column in ("shop_name", "shop_name_en"):
            rows[second][column] = rows[first][column]


# --- the branch ---------------------------------------------------------------------------------


def build_retailer(number: int, manager: str, trapped: set[str], used: set[str]) -> tuple[Row, list[Row]]:
    draw = Draw(1, number)
    row: Row = {"retailer_id": f"R{number:04d}", "manager_id": manager}
    build_shop(row, draw, trapped)
    build_name(row, draw, used)
    build_operator(row, draw)
    build_habits(row, draw)
    price_shelf(row, draw)
    set_causes(row, trapped)
    plan_year(row, draw, trapped)
    plan_new_products(row, draw, trapped)
    orders = orders_of(row, draw)
    summarise(row, orders, draw)
    set_slips(row, trapped)
    leave_gaps(row, draw, trapped)
    return row, orders


def build_branch(traps: Sequence[Mapping[str, Any]]) -> tuple[list[Row], list[Row]]:
    """Return the retailer rows and the order rows, each in order of id and month."""
    listed = {trap["id"]: trap.get("retailers", []) for trap in traps}
    used: set[str] = set()
    retailers, orders = {}, []
    for number, manager in enumerate(assign_managers(), start=1):
        trapped = {trap for trap, ids in listed.items() if f"R{number:04d}" in ids}
        row, months = build_retailer(number, manager, trapped, used)
        retailers[row["retailer_id"]] = row
        orders += months
    share_names(retailers, listed["same_name"])
    return list(retailers.values()), orders


def brand_rows() -> list[Row]:
    columns = ("brand_id", "name", "name_en", "price_class", "wholesale_price", "retail_price")
    return [
        dict(zip(columns, brand[:6], strict=True))
        | {"is_new": "yes" if brand[6] in MONTHS else "no", "launch_month": brand[6]}
        for brand in BRANDS
    ]


# --- files --------------------------------------------------------------------------------------


def format_cell(value: Any, field: Mapping[str, Any]) -> str:
    if value is None:
        return ""
    return f"{value:.{field.get('decimals', 0)}f}" if field["type"] == "number" else str(value)


def write_csv(path: Path, fields: Sequence[Mapping[str, Any]], rows: Iterable[Row]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow([field["name"] for field in fields])
        for row in rows:
            writer.writerow([format_cell(row.get(field["name"]), field) for field in fields])


def write_all(out: Path) -> None:
    """Write the CSV files and both README files into a folder."""
    package = json.loads((HERE / "datapackage.json").read_text(encoding="utf-8"))
    retailers, orders = build_branch([trap for trap in package["traps"] if "resource" not in trap])
    brands = brand_rows()
    tables = {"retailers": retailers, "orders": orders, "brands": brands}
    tables |= build_tables(retailers, orders, brands, package["traps"])
    out.mkdir(parents=True, exist_ok=True)
    for resource in package["resources"]:
        write_csv(out / resource["path"], resource["schema"]["fields"], tables[resource["name"]])
    for lang in README_WORDS:
        path = out / f"README.{lang}.md"
        path.write_text(readme(package, lang), encoding="utf-8", newline="\n")


def main() -> None:
    parser = argparse.ArgumentParser(description="Write the sample data.")
    parser.add_argument("--out", type=Path, default=HERE, help="folder to write to (default: this one)")
    write_all(parser.parse_args().out)


if __name__ == "__main__":
    main()
