"""The lab on retail accounting: books, checks, repair, gross profit, surveys, task; by hand and by documented traps."""

import json
from math import isclose

import pandas as pd
import pytest

from fuwu import sampledata
from fuwu.labs import Data
from fuwu.labs.accounts import FIGURES, TABLES
from fuwu.labs.accounts.books import Books, Cell
from fuwu.labs.accounts.challenge import by_kind, conditions, judged, solution
from fuwu.labs.accounts.checks import listed, suspects
from fuwu.labs.accounts.drawing import rise_words
from fuwu.labs.accounts.planted import KINDS, PLANTED, kind_of, reference_of
from fuwu.labs.accounts.profit import higher, month_profit, profits
from fuwu.labs.accounts.repair import disagreeing, mended
from fuwu.labs.accounts.survey import Change, changes, interval, needed, shares, two_shares
from fuwu.labs.accounts.words import shop_of, why_in_vain

SMALL = ("S1", "B01", "2025-10")


def small_books(entries, *, delivered=3.0):
    """Return the books of one shop with one brand: wholesale 9 yuan a pack, retail 10."""
    lines = [
        ("A1", "2025-10-01", "count", 20, None, 1),
        *entries,
        ("A8", "2025-10-31", "count", 15, None, 3),
    ]
    columns = ("entry_id", "date", "kind", "packs", "unit_price", "page")
    accounts = pd.DataFrame(lines, columns=columns).assign(retailer_id="S1", brand_id="B01")
    return Books(
        Data(
            accounts=accounts,
            brands=pd.DataFrame({
                "brand_id": ["B01"], "name": ["甲"], "name_en": ["One"], "price_class": [3],
                "wholesale_price": [90.0], "retail_price": [100.0]}),
            owners=pd.DataFrame({"retailer_id": ["S1"], "estimate_yuan": [30]}),
            retailers=pd.DataFrame({"retailer_id": ["S1"], "shop_name": ["小店"], "shop_name_en": ["Shop"]}),
            ledgers=pd.DataFrame({
                "retailer_id": ["S1"], "week": ["2025-10-09"], "price_class": [3], "received": [delivered]}),
        )
    )  # fmt: skip


PURCHASE = ("A2", "2025-10-09", "purchase", 30, 9.4, 1)
SALES = (("A3", "2025-10-10", "sale", 20, 10.5, 1), ("A4", "2025-10-12", "sale", 15, 10.5, 1))


@pytest.fixture(scope="module")
def books(data):
    return Books(data)


@pytest.fixture(scope="module")
def truth(books):
    return profits(books, mended(books, PLANTED))


# --- one shop by hand -----------------------------------------------------------------------------


def test_a_true_book_fulfils_the_equation_and_its_profit_is_the_example_of_the_case():
    books = small_books([PURCHASE, *SALES])
    cell = books.cells[SMALL]
    assert (cell.opening, cell.bought, cell.sold, cell.counted) == (20, 30, 35, 15)
    assert cell.book == 15
    assert cell.gap == 0
    # (20 x 9 + 30 x 9.4) / 50 = 9.24; 367.5 - 35 x 9.24 = 44.1
    assert [round(one.mean, 2) for one in profits(books, books.cells)] == [44.1]
    assert round(profits(books, books.cells, "count")[0].mean, 2) == 44.1
    # 367.5 - 282: the capital eaten up looks like profit
    assert round(profits(books, books.cells, "cash")[0].mean, 2) == 85.5
    # but days without a sale, it says nothing
    assert all(not found for check, found in suspects(books).items() if check != "gap")


def test_the_average_price_goes_on_to_the_next_month_and_an_empty_month_keeps_it():
    first, average = month_profit(
        Cell(opening=10, bought=10, paid=110.0, sold=10, taken=150.0, counted=10), 9.0, "count"
    )
    assert (first, average) == (50.0, 10.0)
    assert month_profit(Cell(), average, "average") == (0.0, 10.0)


def test_a_price_of_a_carton_is_found_and_mended():
    books = small_books([("A2", "2025-10-09", "purchase", 30, 94.0, 1), *SALES])
    found = suspects(books)["price"]
    assert [one.key for one in found] == ["price:A2"]
    assert round(found[0].off, 2) == 9.44
    assert profits(books, books.cells)[0].mean < 0
    # the brand's own price, 9 yuan, stands in its place: 367.5 - 35 x 9
    assert round(profits(books, mended(books, {"price:A2"}))[0].mean, 2) == 52.5


def test_cartons_written_as_packs_show_in_three_checks_and_are_mended():
    books = small_books([("A2", "2025-10-09", "purchase", 3, 9.4, 1), *SALES])
    assert books.cells[SMALL].gap == 27
    found = suspects(books)
    for check in ("cartons", "delivered"):
        assert [one.key for one in found[check]] == ["cartons:A2"]
    assert found["count"][0].key == "used:S1/B01/2025-10"
    cells = mended(books, {"cartons:A2"})
    assert cells[SMALL].gap == 0
    assert isclose(cells[SMALL].paid, 282.0)


def test_a_sale_entered_twice_is_struck_as_far_as_the_count_tells():
    twice = ("A5", "2025-10-12", "sale", 15, 10.5, 1)
    books = small_books([PURCHASE, *SALES, twice])
    assert books.cells[SMALL].gap == 15
    assert [one.key for one in suspects(books)["twice"]] == ["twice:S1/B01/2025-10"]
    assert mended(books, {"twice:S1/B01/2025-10"})[SMALL].sold == 35
    # where the count agrees, striking makes the book wrong
    equal = [("A3", "2025-10-10", "sale", 17, 10.0, 1), ("A4", "2025-10-10", "sale", 17, 10.0, 1)]
    books = small_books([PURCHASE, *equal, ("A5", "2025-10-11", "sale", 1, 10.0, 1)])
    assert books.cells[SMALL].gap == 0
    assert mended(books, {"twice:S1/B01/2025-10"})[SMALL].gap == -17


def test_own_use_leaves_profit_and_lost_sales_add_to_it():
    books = small_books([PURCHASE, SALES[0], ("A4", "2025-10-12", "sale", 12, 10.5, 1)])
    assert books.cells[SMALL].gap == -3
    written = profits(books, books.cells)[0].mean
    used = mended(books, {"used:S1/B01/2025-10"})
    assert used[SMALL].used == 3
    assert isclose(profits(books, used)[0].mean, written)
    assert profits(books, books.cells, "count")[0].mean < written - 20
    assert isclose(profits(books, used, "count")[0].mean, written)
    lost = mended(books, {"gap:S1/2025-10-13"})
    # three packs more at the marked price of 10 yuan, at a cost of 9.24
    assert isclose(profits(books, lost)[0].mean - written, 3 * (10 - 9.24))


def test_days_without_sales_are_one_suspect_a_run_and_say_whether_a_page_is_missing():
    lines = [PURCHASE, *SALES, ("A5", "2025-10-30", "sale", 0, 10.5, 3)]
    runs = suspects(small_books(lines))["gap"]
    assert [reference_of(one.key) for one in runs] == [
        "S1/2025-10-02",
        "S1/2025-10-11",
        "S1/2025-10-13",
        "S1/2025-10-31",
    ]
    assert runs[1].label.en == "S1 10-11: no sales; no page is missing"
    assert runs[2].label.en == "S1 10-13 – 10-29: no sales; missing page 2"


# --- the sample data ------------------------------------------------------------------------------


def test_what_is_planted_is_what_the_data_package_documents(books):
    traps = {one["id"]: one for one in json.loads((sampledata.folder() / "datapackage.json").read_text())["traps"]}
    marks = {kind: {reference_of(key) for key in PLANTED if kind_of(key) == kind} for kind in KINDS}
    assert marks["price"] == set(traps["price_of_a_carton"]["rows"])
    assert marks["cartons"] == set(traps["cartons_for_packs"]["rows"])
    for kind, trap in (("twice", "entered_twice"), ("used", "unrecorded_use")):
        lines = [books.lines[row] for row in traps[trap]["rows"]]
        assert marks[kind] == {f"{one.shop}/{one.brand}/{books.month_of(one.day)}" for one in lines}
    assert {one.partition("/")[0] for one in marks["gap"]} == set(traps["page_lost"]["retailers"])


def test_every_planted_error_is_suspected_and_the_mended_books_agree_with_every_count(books):
    found = suspects(books)
    assert {one.key for many in found.values() for one in many} > PLANTED
    assert disagreeing(books.cells.values()) == 33
    assert disagreeing(mended(books, PLANTED).values()) == 0


def test_the_checks_suspect_more_than_is_wrong_and_a_second_look_helps(books):
    found = suspects(books)
    strict = listed(found["price"], books, limit=0.5)
    assert {one.key for one in strict} == {key for key in PLANTED if kind_of(key) == "price"}
    assert len(listed(found["price"], books, limit=0.15)) == 56
    both = listed(found["twice"], books, shop="R0098", disagreeing=True)
    assert {one.key for one in both} == {key for key in PLANTED if kind_of(key) == "twice"}
    assert len(listed(found["twice"], books, shop="R0098")) == 19
    # the count cannot see prices
    assert not [one for one in listed(strict, books, disagreeing=True) if books.cells[one.cells[0]].gap == 0]
    assert len(listed(strict, books, disagreeing=True)) == 0


def test_nine_of_ten_owners_guess_too_low_and_the_true_profit_is_what_the_generator_made(books, truth):
    assert higher(truth) == 9
    assert [one.shop for one in truth if one.estimate_too_high] == ["R0624"]
    means = {one.shop: round(one.mean, 1) for one in truth}
    # at wholesale cost, by hand from the tables; the doubled lines and the lost page can only be made up
    assert (means["R0200"], means["R0433"], means["R1060"]) == (386.1, 1268.2, 515.5)
    assert abs(means["R0098"] - 580.1) < 2
    assert means["R1101"] > 722.7


def test_errors_do_to_profit_what_the_table_says(books):
    written = {one.shop: one.mean for one in profits(books, books.cells)}
    assert written["R0200"] < 0 > written["R1060"]
    assert round(written["R0433"], 1) == 1268.2
    by_count = {one.shop: one.mean for one in profits(books, books.cells, "count")}
    assert by_count["R0433"] > written["R0433"] + 1000
    assert by_count["R0562"] < written["R0562"] - 100


@pytest.mark.parametrize("key", [
    "price:A00020", "cartons:A02588", "gap:R0118/2025-12-04", "used:R0433/B01/2025-12",
    "twice:R0098/B15/2025-10", "twice:R0433/B02/2025-10",
])  # fmt: skip
def test_a_mark_in_vain_is_explained_in_both_languages(books, key):
    why = why_in_vain(books, key)
    assert why.zh != why.en
    assert shop_of(books, key).startswith("R")


def test_a_difference_with_another_cause_names_it(books):
    assert (
        why_in_vain(books, "used:R0433/B01/2025-12").en == "the difference has another cause: cartons written as packs"
    )
    assert "sales entered twice" in why_in_vain(books, "used:R0098/B01/2025-10").en


# --- surveys --------------------------------------------------------------------------------------


def test_the_two_figures_of_the_source_come_out_exactly(data):
    found = shares(data)
    assert found["profit"] == (0.125, 0.173)
    assert all(min(waves) > 0.173 for aspect, waves in found.items() if aspect != "profit")
    assert len(found) == 7


def test_intervals_and_test_by_hand():
    one = interval(0.125, 1000)
    # Wilson 1927: (0.125 + 3.8415/2000 +- 1.96 sqrt(0.125 x 0.875/1000 + 3.8415/4e6)) / 1.0038415
    assert (round(one.low, 4), round(one.high, 4)) == (0.1059, 0.1469)
    test = two_shares(0.125, 0.173, 1000)
    # 0.048 / sqrt(0.149 x 0.851 x 0.002) = 0.048 / 0.0159247
    assert isclose(test.z, 3.01417, abs_tol=1e-4)
    assert isclose(test.p, 0.002577, abs_tol=1e-5)
    assert isclose(two_shares(0.125, 0.173, 100).z, 0.9532, abs_tol=1e-4)
    assert two_shares(0.125, 0.173, needed(0.125, 0.173)).p < 0.05 < two_shares(0.125, 0.173, 422).p
    assert two_shares(0.0, 0.0, 10).z == 0


def test_the_words_of_the_test_change_with_the_number_asked():
    assert "hardly chance" in rise_words("profit", (0.125, 0.173), 1000, 423).en
    assert "可能只是碰巧" in rise_words("profit", (0.125, 0.173), 100, None).zh


def test_the_owners_before_and_after(data):
    found = changes(data)
    assert found["profit"] == Change(1.8, 3.4, 10, 0, 0)
    # all ten up: 2 x 0.5 ** 10
    assert isclose(found["profit"].p, 2 / 1024)
    assert found["service"].p == 1.0
    assert Change(1, 1, 3, 6, 1).p == 0.625  # 2 x (4 + 1) / 16
    assert Change(1, 1, 0, 10, 0).p == 1.0


# --- task, figures, tables ------------------------------------------------------------------------


def test_the_model_solution_meets_the_task_and_nothing_done_does_not(books, truth):
    marks, high, conclusion = solution(truth)
    assert all(one.met for one in conditions(books, marks, truth, high, conclusion))
    assert not any(one.met for one in conditions(books, frozenset(), truth, frozenset(), "open"))


def test_marking_everything_is_no_way_out(books, truth):
    marks = frozenset(one.key for many in suspects(books).values() for one in many)
    found, vain, *_rest = conditions(books, marks, truth, frozenset(), "proved")
    assert found.met
    assert not vain.met
    counted = by_kind(judged(marks))
    assert [counted[kind][0] for kind in KINDS] == [24, 18, 5, 7, 1]
    assert [counted[kind][1] for kind in KINDS] == [24, 18, 5, 7, 1]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_figures_and_tables_say_their_numbers(data, lang):
    profit = FIGURES["profit"](lang, data)
    assert "7,643" in profit.words
    assert profit.words.count("R0") + profit.words.count("R1") == 10
    assert profit.alt
    satisfaction = FIGURES["satisfaction"](lang, data)
    assert "12.5%" in satisfaction.words
    assert "17.3%" in satisfaction.words
    assert satisfaction.png.startswith(b"\x89PNG")
    assert "−2,402 → 386" in TABLES["errors"](lang, data).words
    assert "113%" in TABLES["shops"](lang, data).words
