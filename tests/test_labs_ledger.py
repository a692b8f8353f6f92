import xml.etree.ElementTree as ET

import pandas as pd
import pytest

from fuwu.labs import Data
from fuwu.labs.intervals import wilson
from fuwu.labs.ledger import (
    FIGURES,
    LEVELS,
    MODEL_SOLUTION,
    TABLES,
    Costs,
    Limits,
    Plan,
    Planner,
    Survey,
    compare,
    conditions,
    heard,
    levels_shown,
    margin_of,
    readings,
    sample_size,
    signs,
    signs_words,
    solves,
    truth_words,
)
from fuwu.labs.ledger.channels import straight_liners
from fuwu.labs.ledger.example import SHOP, example
from fuwu.labs.ledger.planning import BUDGET

NAN = float("nan")
WEEKS = ["2025-10-02", "2025-10-09", "2025-10-16"]


def ledger(*lines, retailer="R1", price_class=1):
    """Return a ledger: a line a week of (opening, requested, received, sold, closing, days out, price kept)."""
    columns = ["opening", "requested", "received", "sold", "closing", "stockout_days", "price_kept"]
    frame = pd.DataFrame(lines, columns=columns)
    return frame.assign(retailer_id=retailer, week=WEEKS[: len(lines)], month="2025-10", price_class=price_class)


def read(*frames):
    return next(iter(readings(pd.concat(frames, ignore_index=True)).values()))


GOOD = ledger((10.0, 20, 16, 12.0, 14.0, 0, 1.0), (14.0, 10, 10, 18.0, 6.0, 2, 0.5), (6.0, 0, 0, 5.0, 1.0, 3, NAN))


# The levels


def test_the_levels_are_the_notes_in_their_order():
    assert [level.name.zh for level in LEVELS] == ["安全需求", "利润需求", "服务需求", "情感需求", "成长需求"]
    assert [level.id for level in LEVELS if level.official] == ["profit"]


def test_the_stairs_say_that_only_profit_is_spelt_out():
    words = FIGURES["levels"]("zh", None).words
    assert words.count("不是笔记内容") == 4
    assert "利润需求：货源需求（即订货需求）和利润需求（笔记写明）" in words


# One ledger by hand


def test_the_five_figures_of_a_ledger():
    made = read(GOOD)
    assert made.total("sold") == 35
    assert made.days_of_stock == pytest.approx(1 / (35 / 21))
    assert made.stockout_share == pytest.approx(5 / 21)
    assert made.fill_rate == pytest.approx(26 / 30)
    assert made.price_kept == pytest.approx((12 * 1.0 + 18 * 0.5) / 30)  # the week without a price does not count
    # after delivery and at the end: (26 + 14)/2, (24 + 6)/2, (6 + 1)/2
    assert made.turnover == pytest.approx(35 / ((20 + 15 + 3.5) / 3))


def test_a_shop_is_the_sum_of_its_classes():
    cheap = (2.0, 4, 4, 3.0, 3.0, 0, 1.0), (3.0, 0, 0, 1.0, 2.0, 0, 1.0), (2.0, 0, 0, 0.0, 2.0, 0, NAN)
    whole = read(GOOD, ledger(*cheap, price_class=5))
    assert whole.classes == (1, 5)
    assert whole.weekly("received") == [20, 10, 0]
    assert whole.closing == 3
    assert whole.stockout_share == pytest.approx(5 / 42)
    assert whole.of(5).days_of_stock == pytest.approx(2 / (4 / 21))


def test_what_cannot_be_divided_is_not_nought():
    made = read(ledger((0.0, 0, 0, 0.0, 0.0, 7, NAN)))
    assert (made.days_of_stock, made.fill_rate, made.price_kept, made.turnover) == (None, None, None, None)


def test_a_week_without_an_entry_is_named_and_not_counted_as_a_week_of_nothing():
    made = read(GOOD.drop(0), ledger((0.0, 1, 1, 1.0, 0.0, 0, 1.0), retailer="R1", price_class=2))
    assert made.of(1).weekly("sold") == [None, 18, 5]
    assert made.of(1).truth.missing == ("2025-10-02",)
    assert made.of(1).days == 14


def test_the_longest_wait_for_a_delivery():
    lines = [(9.0, n, n, 1.0, 9.0, 0, 1.0) for n in (0, 0, 1)]
    assert read(ledger(*lines)).longest_wait == 2


# The three gates


def test_a_true_ledger_passes():
    assert read(GOOD).truth.holds
    assert "passes the three gates" in truth_words(read(GOOD)).en


def test_books_that_do_not_balance_are_found_and_shown():
    made = read(ledger((12.0, 20, 20, 25.0, 6.0, 0, 1.0), (6.0, 0, 0, 1.0, 5.0, 0, 1.0)))
    assert [line.gap for line in made.truth.unbalanced] == [1.0]
    assert "12 + 20 - 25 is 7, but 6 was written" in truth_words(made).en
    assert [sign.kind.id for sign in signs(made)] == ["books"]
    assert signs(made)[0].level.id == "safety"


def test_a_week_that_opens_with_something_else_is_found():
    made = read(ledger((10.0, 0, 0, 1.0, 9.0, 0, 1.0), (90.0, 0, 0, 10.0, 80.0, 0, 1.0)))
    assert len(made.truth.broken) == 1
    assert "9 cartons of class one became 90" in truth_words(made).en


def test_a_gap_of_a_week_is_no_break():
    skipped = ledger((10.0, 0, 0, 1.0, 9.0, 0, 1.0), (9.0, 0, 0, 2.0, 7.0, 0, 1.0), (3.0, 0, 0, 1.0, 2.0, 0, 1.0))
    made = read(skipped.drop(1),
                ledger((1.0, 0, 0, 0.0, 1.0, 0, NAN), (1.0, 1, 1, 1.0, 1.0, 0, 1.0), (1.0, 0, 0, 0.0, 1.0, 0, NAN),
                       price_class=2))  # fmt: skip
    assert not made.truth.broken


def test_a_copied_ledger_balances_and_says_nothing():
    made = read(ledger(*[(5.0, n, n, float(n), 5.0, 0, 1.0) for n in (30, 0, 10)]))
    assert made.truth.copied
    assert not made.truth.holds
    assert [sign.kind.id for sign in signs(made)] == ["copied"]


def test_the_planted_ledgers_are_caught_and_no_others(data):
    untrue = {id_: one for id_, one in readings(data.ledgers).items() if not one.truth.holds}
    assert {id_ for id_, one in untrue.items() if one.truth.copied} == {"R0298", "R0412", "R0839"}
    assert {id_ for id_, one in untrue.items() if one.truth.unbalanced} == {"R0456", "R0528"}
    assert len(untrue) == 5


# Signs


def kinds(reading, **limits):
    return {sign.kind.id for sign in signs(reading, Limits(**limits))}


def test_running_out_is_a_supply_need_only_if_what_was_asked_for_did_not_come():
    short = ledger((10.0, 40, 20, 30.0, 0.0, 7, 1.0), (0.0, 40, 20, 20.0, 0.0, 7, 1.0), (0.0, 0, 0, 0.0, 0.0, 7, NAN))
    own = short.assign(requested=short["received"])
    assert kinds(read(short)) == {"short"}
    assert kinds(read(own)) == {"ordering"}
    assert kinds(read(short), stockout_days=22) == set()


def test_nothing_received_of_what_was_asked_for_is_short_too():
    made = read(ledger((9.0, 10, 0, 9.0, 0.0, 7, 1.0), (0.0, 10, 0, 0.0, 0.0, 7, NAN), (0.0, 10, 0, 0.0, 0.0, 7, NAN)))
    assert "short" in kinds(made)


def test_one_class_out_and_another_piling_up_is_a_matter_of_the_mix():
    out = ledger((9.0, 1, 1, 10.0, 0.0, 7, 1.0), (0.0, 1, 1, 1.0, 0.0, 7, 1.0), (0.0, 0, 0, 0.0, 0.0, 7, NAN))
    over = ledger((50.0, 1, 1, 2.0, 49.0, 0, 1.0), (49.0, 1, 1, 2.0, 48.0, 0, 1.0), (48.0, 0, 0, 2.0, 46.0, 0, 1.0),
                  price_class=5)  # fmt: skip
    made = read(out, over)
    found = {sign.kind.id: sign for sign in signs(made)}
    assert set(found) == {"ordering", "overstock", "mix"}
    assert found["mix"].classes == (1, 5)
    assert [level.id for level in levels_shown(signs(made))] == ["profit", "growth"]
    assert "It is silent on: safety need, service need, emotional need" in signs_words(signs(made), "en")


def test_a_price_class_too_small_to_judge_gives_no_sign():
    tiny = ledger((3.0, 0, 0, 0.1, 2.9, 0, 1.0), (2.9, 0, 0, 0.1, 2.8, 0, 1.0), (2.8, 1, 1, 0.1, 3.7, 0, 1.0))
    assert kinds(read(tiny)) == set()
    assert kinds(read(tiny), least_sold=0.0) == {"overstock"}


def test_price_and_waiting():
    made = read(
        ledger(*[(99.0, 0, 0, 9.0, 90.0, 0, 0.6), (90.0, 0, 0, 9.0, 81.0, 0, 0.6), (81.0, 0, 0, 9.0, 72.0, 0, 0.6)])
    )
    assert kinds(made, stock_days=999) == {"price", "wait"}
    assert kinds(made, stock_days=999, price_kept=0.5, wait_weeks=4) == set()


def test_no_ledger_ever_points_to_emotion(data):
    every = [signs(one) for one in readings(data.ledgers).values()]
    assert not any(sign.level.id == "emotion" for found in every for sign in found)


# Samples


@pytest.mark.parametrize(
    ("margin", "population", "expected"),
    [(0.05, 1200, 292), (0.05, 130, 98), (0.10, 1200, 89), (0.10, 200, 66), (0.05, 10**9, 385), (0.5, 1, 1),
     (0.1, 0, 0)],
)  # fmt: skip
def test_sample_sizes_as_reckoned_by_hand(margin, population, expected):
    assert sample_size(margin, population) == expected


@pytest.mark.parametrize(
    ("hits", "asked", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_wilson_as_published_by_newcombe_1998_table_1(hits, asked, low, high):
    made = wilson(hits, asked)
    assert (round(made.low, 4), round(made.high, 4)) == (low, high)


def test_a_sample_that_is_much_of_the_whole_tells_more():
    alone, part, whole = wilson(30, 100), wilson(30, 100, population=130), wilson(30, 100, population=100)
    assert alone.low < part.low < part.share < part.high < alone.high
    assert whole.low == whole.share == whole.high == 0.3
    with pytest.raises(ValueError, match="nobody was asked"):
        wilson(0, 0)


def test_the_margin_of_a_sample_of_the_size_reckoned_is_kept():
    for margin in (0.02, 0.05, 0.1):
        size = sample_size(margin, 1200)
        assert margin_of([(1200, size)]) <= margin < margin_of([(1200, size - 1)])


def test_strata_add_up_by_hand():
    # W = 0.2 and 0.8; (0.04·0.25/20·80/99 + 0.64·0.25/40·360/399)^½ · 1.96
    assert margin_of([(100, 20), (400, 40)]) == pytest.approx(1.96 * (0.0004040 + 0.0036090) ** 0.5, abs=1e-4)
    assert margin_of([(100, 100), (400, 0)]) == 1.0


# Channels


def small_branch():
    retailers = pd.DataFrame({
        "retailer_id": ["R1", "R2", "R3", "R4"], "manager_id": ["K03", "K03", "K03", "K01"],
        "operator_age": [30.0, 60.0, 7.0, NAN], "monthly_volume": [60.0, 20.0, 10.0, 10.0],
        "disadvantaged": ["none", "ill", "elderly", "none"], "market_type": ["city", "rural", "rural", "city"],
        "retail_format": ["grocery", "grocery", "other", "other"], "online_share": [1.0, 0.0, 0.2, 0.6],
        "app_share": [0.0, 0.0, 0.2, 0.0],
    })  # fmt: skip
    answers = [
        ("R2", "N01", 1, 5, 9, 1.0), ("R2", "N02", 1, 5, 9, 4.0), ("R3", "N01", 2, 5, 8, 5.0),
        ("R3", "N02", 2, 5, 7, 2.0), ("R4", "N01", 3, 3, 10, 3.0), ("R4", "N02", 3, 3, 10, 3.0),
        ("R2", "N03", 1, 1, 9, 1.0),
    ]  # fmt: skip
    columns = ["retailer_id", "need_id", "with_it", "without_it", "importance", "satisfaction"]
    return Data(
        retailers=retailers,
        ledgers=GOOD,
        submissions=pd.DataFrame({
            "retailer_id": ["R1", "R1", "R1", "R4"], "level": ["profit", "profit", "profit", "emotion"],
            "topic": ["stock_out", "stock_out", "scarce_on_demand", "respect"],
        }),
        needs_survey=pd.DataFrame(answers, columns=columns),
        needs=pd.DataFrame({
            "need_id": ["N01", "N02", "N03"], "name": ["甲", "乙", "丙"], "name_en": ["A", "B", "C"],
            "level": ["safety", "service", "profit"], "lawful": ["yes", "yes", "no"],
        }),
    )  # fmt: skip


def test_whom_each_channel_reaches():
    made = compare(small_branch(), "K03")
    assert made.everybody.retailers == 3
    assert {one.way: sorted(one.ids) for one in made.reaches} == {
        "ledger": ["R1"], "submissions": ["R1"], "survey": ["R2", "R3"]}  # fmt: skip
    assert made.of("ledger").volume == pytest.approx(60 / 90)
    assert made.of("survey").disadvantaged == 1
    assert made.nobody_ids == ()
    assert made.everybody.mean_age == 45  # 7 was mistyped
    assert made.everybody.online == pytest.approx(1 / 3)


def test_levels_are_heard_in_retailers_not_in_words():
    made = heard(small_branch())
    by_level = {one.level: one for one in made.rows}
    assert (by_level["profit"].submissions, by_level["emotion"].submissions, made.submitters) == (1, 1, 2)
    assert by_level["profit"].dissatisfied is None  # the only need asked about is not allowed
    assert by_level["safety"].dissatisfied.share == 0.5  # R2 of R2 and R3; R4 answered everything alike
    assert straight_liners(small_branch().needs_survey) == {"R4"}


def test_an_estimate_is_weighted_by_market_type():
    made = Survey(small_branch()).estimate("N02")
    assert (made.asked, made.dissatisfied, made.lawful) == (2, 1, True)
    assert not Survey(small_branch()).estimate("N03").lawful
    assert made.weighted == 0.5


def test_the_survey_of_the_branch_is_weighted_by_hand(data):
    made = Survey(data).estimate("N03")
    kept = data.needs_survey[~data.needs_survey["retailer_id"].isin(straight_liners(data.needs_survey))]
    one = kept[kept["need_id"] == "N03"].dropna(subset=["satisfaction"]).merge(data.retailers, on="retailer_id")
    shares = (one["satisfaction"] <= 2).groupby(one["market_type"]).mean()
    assert made.weighted == pytest.approx((477 * shares["city"] + 349 * shares["town"] + 374 * shares["rural"]) / 1200)
    assert made.plain.low < made.plain.share < made.plain.high


def test_the_channels_are_biased_as_the_data_say(data):
    made = compare(data, "")
    sent = made.of("submissions")
    assert sent.profile.mean_age < made.everybody.mean_age
    assert sent.disadvantaged < sent.retailers < sent.volume
    assert made.nobody.mean_age > made.everybody.mean_age
    assert sum(len(one.ids) for one in made.reaches) >= made.everybody.retailers - made.nobody.retailers


# Planning


def test_a_plan_is_counted_by_hand():
    planner = Planner(small_branch())
    made = planner.count(
        Plan(ledger=True, submissions=False, noted=False, asked=2), Costs(per_ledger=3, per_interview=1)
    )
    assert dict(made.hours) == {"ledger": 3, "submissions": 0, "survey": 2}
    assert made.covered == pytest.approx((1 + 3 * 0.5) / 4)  # R1, and half of the others
    assert made.covered_disadvantaged == 0.5
    assert made.levels == tuple(level.id for level in LEVELS)
    noted = planner.count(Plan(ledger=False, submissions=False, noted=True, asked=0), Costs(per_noted=2))
    assert (noted.total, noted.covered_disadvantaged, noted.margin) == (4, 1, 1.0)
    assert noted.levels == ("profit", "emotion")


def test_the_disadvantaged_first():
    made = Planner(small_branch()).count(Plan(submissions=False, asked=3, draw="care_first"))
    assert made.covered_disadvantaged == 1
    assert made.covered == pytest.approx(3 / 4)
    nobody_else = Planner(small_branch()).count(Plan(submissions=False, asked=2, draw="care_first"))
    assert nobody_else.margin == 1.0


def failed(reading, outcome):
    return [one.id for one in conditions(reading, outcome) if not one.met]


def test_the_model_solution_meets_every_condition(data):
    shop = example(data)
    assert failed(shop, Planner(data).count(MODEL_SOLUTION)) == []


def test_each_condition_can_fail(data):
    planner, shop = Planner(data), example(data)
    assert failed(readings(data.ledgers)["R0298"], planner.count(MODEL_SOLUTION)) == ["shop"]
    assert failed(shop, planner.count(Plan(asked=300, submissions=False, noted=True))) == ["doing"]
    assert failed(shop, planner.count(Plan(True, False, True, 100))) == ["margin"]
    assert failed(shop, planner.count(Plan(True, False, False, 300))) == ["needy"]
    assert failed(shop, planner.count(Plan(True, True, True, 300))) == ["budget"]
    assert "levels" in failed(shop, planner.count(Plan(True, False, False, 0)))


def test_a_second_way_meets_the_conditions_too(data):
    made = Planner(data).count(Plan(ledger=True, submissions=False, asked=300, draw="care_first"))
    assert failed(example(data), made) == []
    assert made.total <= BUDGET


def test_few_shops_solve_the_first_condition(data):
    solving = [id_ for id_, one in readings(data.ledgers).items() if solves(one)]
    assert SHOP in solving
    assert 3 <= len(solving) <= 20


# Figures and tables


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", FIGURES)
def test_every_figure_speaks(name, lang, data):
    figure = FIGURES[name](lang, data)
    assert figure.png.startswith(b"\x89PNG")
    assert figure.alt
    again = FIGURES[name](lang, data)
    assert (figure.png, figure.alt, figure.words) == (again.png, again.alt, again.words)
    if lang == "zh":
        assert not any(word in figure.words for word in ("cartons", "need", "retailers"))


def test_the_words_of_the_figures_are_the_numbers_of_the_analysis(data):
    one = example(data).of(1)
    assert f"{one.total('sold'):,.1f} sold" in FIGURES["ledger"]("en", data).words
    made = compare(data, "K03")
    said = FIGURES["channels"]("en", data).words
    for reach in made.reaches:
        assert f"{reach.profile.retailers} of 130 retailers" in said
    assert f"In none of the three: {made.nobody.retailers} retailers" in said


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_zero_of_the_axis_stands_clear_of_the_word_week(lang, data):
    svg = ET.fromstring(FIGURES["ledger"](lang, data).html())
    shown = {one.text: float(one.attrib["y"]) for one in svg.iter() if one.tag.endswith("tspan")}
    assert shown["周" if lang == "zh" else "week"] - shown["0"] > 12  # hundredths of an inch


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", TABLES)
def test_every_table_has_a_caption_and_says_it_is_illustrative(name, lang, data):
    made = TABLES[name](lang, data)
    assert "<caption>" in made.html
    assert made.words.count("\n") >= 3
    assert ("illustrative" if lang == "en" else "推想示例，非官方答案") in made.words


def test_the_signals_name_every_level(data):
    words = TABLES["signals"]("zh", data).words
    assert all(level.name.zh in words for level in LEVELS)
