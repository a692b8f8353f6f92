"""The sample data: reproducible to the byte, true to its dictionary, and with every trap it announces."""

import csv
import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterable
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import Any

import pytest

DATA = Path(__file__).parents[1] / "content/data"
PACKAGE: dict[str, Any] = json.loads((DATA / "datapackage.json").read_text(encoding="utf-8"))
RESOURCES: dict[str, dict[str, Any]] = {r["name"]: r for r in PACKAGE["resources"]}
TRAPS: dict[str, dict[str, Any]] = {t["id"]: t for t in PACKAGE["traps"] if "resource" not in t}
FIELDS = [pytest.param(r, f, id=f"{r['name']}.{f['name']}") for r in RESOURCES.values() for f in r["schema"]["fields"]]
Row = dict[str, str]


def read(name: str) -> list[Row]:
    with (DATA / RESOURCES[name]["path"]).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


TABLES = {name: read(name) for name in RESOURCES}
RETAILERS = {row["retailer_id"]: row for row in TABLES["retailers"]}
ORDERS: dict[str, list[Row]] = {id_: [] for id_ in RETAILERS}
for order in TABLES["orders"]:
    ORDERS[order["retailer_id"]].append(order)


def number(row: Row, column: str) -> float:
    return float(row[column])


def total(retailer: str, column: str) -> int:
    return sum(int(order[column]) for order in ORDERS[retailer])


def rate(rows: Iterable[Row], test: Callable[[Row], bool]) -> float:
    hits = [test(row) for row in rows]
    return sum(hits) / len(hits)


def where(**values: str) -> list[Row]:
    return [r for r in RETAILERS.values() if all(r[k] == v for k, v in values.items())]


def trapped(trap: str) -> list[str]:
    ids: list[str] = TRAPS[trap]["retailers"]
    return ids


def ids_of(rows: Iterable[Row]) -> list[str]:
    return [row["retailer_id"] for row in rows]


# --- the files ----------------------------------------------------------------------------------


def test_generator_rewrites_the_same_bytes(tmp_path: Path) -> None:
    subprocess.run([sys.executable, DATA / "generate.py", "--out", tmp_path], check=True, timeout=60)
    written = sorted(path.name for path in tmp_path.iterdir())
    assert written == sorted([*(r["path"] for r in RESOURCES.values()), "README.en.md", "README.zh.md"])
    changed = [name for name in written if (tmp_path / name).read_bytes() != (DATA / name).read_bytes()]
    assert not changed, "run: python content/data/generate.py"


def test_files_are_plain_utf8_with_unix_line_ends() -> None:
    for resource in RESOURCES.values():
        content = (DATA / resource["path"]).read_bytes()
        assert content.endswith(b"\n")
        assert b"\r" not in content
        assert not content.startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize("name", RESOURCES)
def test_columns_stand_as_described(name: str) -> None:
    assert list(TABLES[name][0]) == [field["name"] for field in RESOURCES[name]["schema"]["fields"]]


# --- the dictionary -----------------------------------------------------------------------------

TYPES = {
    "string": r".+",
    "integer": r"-?\d+",
    "number": r"-?\d+(\.\d+)?",
    "yearmonth": r"\d{4}-(0[1-9]|1[0-2])",
    "date": r"\d{4}-\d\d-\d\d",
    "datetime": r"\d{4}-\d\d-\d\d ([01]\d|2[0-3]):[0-5]\d",
}


@pytest.mark.parametrize(("resource", "field"), FIELDS)
def test_values_obey_type_and_constraints(resource: dict[str, Any], field: dict[str, Any]) -> None:
    column = [row[field["name"]] for row in TABLES[resource["name"]]]
    values = [value for value in column if value not in resource["schema"]["missingValues"]]
    rules = field.get("constraints", {})
    assert all(re.fullmatch(TYPES[field["type"]], value) for value in values)
    assert not rules.get("required") or len(values) == len(column)
    assert not rules.get("unique") or len(set(values)) == len(values)
    assert set(values) <= set(rules.get("enum", values))
    assert all(re.fullmatch(rules.get("pattern", r"(?s).*"), value) for value in values)
    if field["type"] in ("integer", "number"):
        numbers = [float(value) for value in values]
        assert min(numbers) >= rules.get("minimum", min(numbers))
        assert max(numbers) <= rules.get("maximum", max(numbers))
    if field["type"] == "number":
        assert {len(value.partition(".")[2]) for value in values} == {field.get("decimals", 0)}


@pytest.mark.parametrize(("resource", "field"), FIELDS)
def test_every_column_is_explained_in_both_languages(resource: dict[str, Any], field: dict[str, Any]) -> None:
    for key in ("title", "description", "unit"):
        assert re.search(r"[一-鿿%/]", field[key]) or field[key] == "%"
        assert field[f"{key}_en"]
        assert not re.search(r"[一-鿿]", field[f"{key}_en"])
    codes = field.get("constraints", {}).get("enum")
    assert codes == (list(field["labels"]) if "labels" in field else None)
    assert all(label["zh"] and label["en"] for label in field.get("labels", {}).values())
    for lang in ("zh", "en"):
        text = (DATA / f"README.{lang}.md").read_text(encoding="utf-8")
        assert f"| `{field['name']}` |" in text.split(f"`{resource['path']}`", 1)[1]


@pytest.mark.parametrize("name", RESOURCES)
def test_keys_identify_and_refer(name: str) -> None:
    schema = RESOURCES[name]["schema"]
    keys = [tuple(row[column] for column in schema["primaryKey"]) for row in TABLES[name]]
    assert len(set(keys)) == len(keys)
    for foreign in schema.get("foreignKeys", ()):
        (here,), (there,) = foreign["fields"], foreign["reference"]["fields"]
        known = {row[there] for row in TABLES[foreign["reference"]["resource"]]}
        assert {row[here] for row in TABLES[name]} - {""} <= known


def test_the_package_says_that_it_is_fictional() -> None:
    assert PACKAGE["licenses"][0]["name"] == "CC-BY-4.0"
    assert "虚构" in PACKAGE["description"]
    assert "不鼓励吸烟" in PACKAGE["description"]
    assert "fictional" in PACKAGE["description_en"]
    assert "never promote" in PACKAGE["description_en"]


# --- what the tables must agree on ----------------------------------------------------------------


def test_k03_has_the_130_retailers_of_the_worked_example() -> None:
    sizes = {f"K{i:02d}": len(where(manager_id=f"K{i:02d}")) for i in range(1, 10)}
    assert sizes["K03"] == 130
    assert sum(sizes.values()) == 1200
    assert all(120 <= size <= 150 for size in sizes.values())


@pytest.mark.parametrize(
    "prefixes", [("online", "app", "phone", "assisted"), ("class1", "class2", "class3", "class4", "class5")]
)
def test_shares_add_up_and_agree_with_the_orders(prefixes: tuple[str, ...]) -> None:
    for id_, row in RETAILERS.items():
        columns = [f"share_{p}" if p.startswith("class") else f"{p}_share" for p in prefixes]
        assert round(sum(number(row, column) for column in columns), 3) == 1
        volume = total(id_, "cartons_ordered_total")
        for column, prefix in zip(columns, prefixes, strict=True):
            assert number(row, column) == pytest.approx(total(id_, f"cartons_{prefix}") / volume, abs=0.001)


def test_every_order_row_adds_up() -> None:
    for order in TABLES["orders"]:
        cartons = {k.removeprefix("cartons_"): int(v) for k, v in order.items() if k.startswith("cartons_")}
        ordered = cartons["ordered_total"]
        assert cartons["online"] + cartons["app"] + cartons["phone"] + cartons["assisted"] == ordered
        assert sum(cartons[f"class{c}"] for c in range(1, 6)) == ordered
        assert cartons["new"] <= ordered <= cartons["requested"]
        assert int(order["orders"]) <= ordered


def test_retailer_columns_follow_from_the_orders() -> None:
    for id_, row in RETAILERS.items():
        months = len(ORDERS[id_])
        assert number(row, "monthly_volume") == pytest.approx(total(id_, "cartons_ordered_total") / months, abs=0.051)
        assert number(row, "monthly_value") == pytest.approx(total(id_, "value_yuan") / months, abs=0.51)
        assert int(row["order_weeks"]) == total(id_, "orders")
        assert int(row["new_accepted"]) <= int(row["new_offered"])
        assert (row["new_accepted"] == "0") == (total(id_, "cartons_new") == 0)
        assert (row["tenure_online"] == "") == (total(id_, "cartons_online") + total(id_, "cartons_app") == 0)


def test_volumes_are_skewed_and_seasonal() -> None:
    volumes = sorted((number(row, "monthly_volume") for row in RETAILERS.values()), reverse=True)
    assert 0.45 < sum(volumes[:240]) / sum(volumes) < 0.65  # the largest fifth sells about half
    by_month: dict[str, int] = {}
    for order in TABLES["orders"]:
        by_month[order["month"]] = by_month.get(order["month"], 0) + int(order["cartons_ordered_total"])
    ranked = sorted(by_month, key=lambda month: by_month[month])
    assert ranked[-2:] == ["2025-09", "2025-01"]
    assert ranked[0] == "2025-02"


def test_brand_classes_are_ordered_by_price() -> None:
    brands = TABLES["brands"]
    assert len(brands) == 24
    assert [b["brand_id"] for b in brands if b["is_new"] == "yes"] == [
        "B06",
        "B07",
        "B11",
        "B12",
        "B18",
        "B19",
    ]
    for dearer in range(1, 5):
        lowest = min(number(b, "wholesale_price") for b in brands if b["price_class"] == str(dearer))
        highest = max(number(b, "wholesale_price") for b in brands if b["price_class"] == str(dearer + 1))
        assert lowest > highest
    assert all(0.10 < 1 - number(b, "wholesale_price") / number(b, "retail_price") < 0.16 for b in brands)


# --- missing values -------------------------------------------------------------------------------


def missing(rows: Iterable[Row], column: str) -> float:
    return rate(rows, lambda row: row[column] == "")


def test_gaps_are_where_the_readme_says() -> None:
    described = {(gap.get("resource", "retailers"), gap["field"]) for gap in PACKAGE["missingness"]}
    empty = {(n, column) for n, rows in TABLES.items() for row in rows for column, value in row.items() if value == ""}
    assert empty == described
    assert missing(where(market_type="rural"), "floor_area_m2") > 2 * missing(
        where(market_type="city"), "floor_area_m2"
    )
    assert missing(where(market_type="rural"), "customer_flow") > 2 * missing(
        where(market_type="city"), "customer_flow"
    )
    for column, share in {"operator_age": 0.06, "operator_local_ties": 0.04, "price_kept_pct": 0.03}.items():
        assert missing(RETAILERS.values(), column) == pytest.approx(share, abs=0.01)


def test_policy_score_is_missing_for_poor_cooperators() -> None:
    kept = [row for row in RETAILERS.values() if row["price_kept_pct"]]
    low = [row for row in kept if number(row, "price_kept_pct") < 82]
    high = [row for row in kept if number(row, "price_kept_pct") > 94]
    assert missing(low, "policy_score") > 2 * missing(high, "policy_score")


# --- traps ----------------------------------------------------------------------------------------


def trap_area_unit() -> None:
    assert ids_of(
        r for r in where(retail_format="grocery") if r["floor_area_m2"] and number(r, "floor_area_m2") > 150
    ) == trapped("area_unit")
    assert all(20 <= number(RETAILERS[id_], "floor_area_m2") / 9 <= 100 for id_ in trapped("area_unit"))


def trap_counter_zero() -> None:
    assert ids_of(r for r in RETAILERS.values() if number(r, "counter_length_m") == 0) == trapped("counter_zero")


def trap_age_typo() -> None:
    assert ids_of(r for r in RETAILERS.values() if r["operator_age"] and int(r["operator_age"]) < 18) == trapped(
        "age_typo"
    )


def trap_same_name() -> None:
    names: dict[str, list[str]] = {}
    for id_, row in RETAILERS.items():
        names.setdefault(row["shop_name"], []).append(id_)
    pairs = [ids for ids in names.values() if len(ids) > 1]
    assert [len(ids) for ids in pairs] == [2, 2]
    assert sorted(id_ for ids in pairs for id_ in ids) == sorted(trapped("same_name"))
    for first, second in pairs:
        assert RETAILERS[first]["distance_km"] != RETAILERS[second]["distance_km"]
        assert RETAILERS[first]["monthly_volume"] != RETAILERS[second]["monthly_volume"]


def peak_to_median(id_: str) -> float:
    volumes = sorted(int(order["cartons_ordered_total"]) for order in ORDERS[id_])
    return volumes[-1] / median(volumes[:-1])


def trap_bulk_order() -> None:
    steady = [id_ for id_, row in RETAILERS.items() if number(row, "monthly_volume") >= 10]
    assert [id_ for id_ in steady if peak_to_median(id_) > 6] == trapped("bulk_order")


def trap_new_joiner() -> None:
    late = [id_ for id_, months in ORDERS.items() if months[0]["month"] == "2025-10"]
    assert late == trapped("new_joiner")
    assert all(len(ORDERS[id_]) == 3 and RETAILERS[id_]["years_in_business"] == "0" for id_ in late)
    assert sum(RETAILERS[id_]["manager_id"] == "K03" for id_ in late) == 3


def trap_seasonal_shop() -> None:
    open_months = [f"2025-{m:02d}" for m in range(4, 11)]
    found = [id_ for id_, months in ORDERS.items() if [o["month"] for o in months] == open_months]
    assert found == trapped("seasonal_shop")
    for id_ in found:
        busiest = sorted(ORDERS[id_], key=lambda o: int(o["cartons_ordered_total"]))[-2:]
        assert {o["month"] for o in busiest} == {"2025-07", "2025-08"}


def trap_paused_shop() -> None:
    def pause(months: list[Row]) -> int:
        numbers = [int(order["month"][5:]) for order in months]
        return max((b - a - 1 for a, b in pairwise(numbers)), default=0)

    assert [id_ for id_, months in ORDERS.items() if pause(months) >= 3] == trapped("paused_shop")
    assert all(pause(ORDERS[id_]) == 3 and len(ORDERS[id_]) == 9 for id_ in trapped("paused_shop"))


def trap_disadvantaged_rural() -> None:
    def disadvantaged(row: Row) -> bool:
        return row["disadvantaged"] != "none"

    rural, city = where(market_type="rural"), where(market_type="city")
    assert rate(rural, disadvantaged) > 3 * rate(city, disadvantaged) > 0
    everyone = median(number(r, "monthly_volume") for r in RETAILERS.values())
    in_need = [r for r in RETAILERS.values() if disadvantaged(r)]
    assert rate(in_need, lambda r: number(r, "monthly_volume") < everyone) > 0.65


def trap_big_uncooperative() -> None:
    tenth = sorted((number(r, "monthly_volume") for r in RETAILERS.values()), reverse=True)[120]
    margin = median(number(r, "gross_margin_pct") for r in RETAILERS.values())
    for row in (RETAILERS[id_] for id_ in trapped("big_uncooperative")):
        assert number(row, "monthly_volume") > tenth
        assert number(row, "policy_score") < 40
        assert number(row, "price_kept_pct") < 70
        assert number(row, "share_class1") < 0.05
        assert number(row, "gross_margin_pct") < margin - 3
        assert int(row["violations_24m"]) >= 2


def trap_small_pioneer() -> None:
    found = [
        r
        for r in RETAILERS.values()
        if number(r, "monthly_volume") < 20 and r["new_offered"] == r["new_accepted"] == "6"
    ]
    assert ids_of(found) == trapped("small_pioneer")


def trap_nothing_offered() -> None:
    unknown = [r for r in RETAILERS.values() if r["new_offered"] == "0"]
    assert len(unknown) > 20
    assert {r["new_accepted"] for r in unknown} == {"0"}
    assert any(r["manager_id"] == "K03" for r in unknown)


CHECKS = {name.removeprefix("trap_"): check for name, check in list(globals().items()) if name.startswith("trap_")}


def test_every_trap_has_its_check() -> None:
    assert set(CHECKS) == set(TRAPS)


@pytest.mark.parametrize("trap", CHECKS)
def test_trap_is_in_the_data_and_in_the_readme(trap: str) -> None:
    CHECKS[trap]()
    for lang, title in (("zh", "title"), ("en", "title_en")):
        assert f"**{TRAPS[trap][title]}**" in (DATA / f"README.{lang}.md").read_text(encoding="utf-8")
