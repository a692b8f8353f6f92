"""Lab 07: the rule by hand, Kaplan-Meier against published numbers, and what the lesson says of the sample data."""

import re
from pathlib import Path

import numpy as np
import pytest

from fuwu.labs.lapse import FIGURES, TABLES
from fuwu.labs.lapse.causes import BY_ID, CAUSES, CLOSED, EFFECT, FINDINGS, MEASURE, MEASURES, NO_ANSWER, effect
from fuwu.labs.lapse.challenge import HOURS, LEAST_WON, MANAGER, MODEL_SOLUTION, conditions
from fuwu.labs.lapse.cohort import BY, FEWEST, NAMES, curves, follow, groups
from fuwu.labs.lapse.detect import Alarm, Rule, alarms, caught, history_of
from fuwu.labs.lapse.drawing import survival_figure
from fuwu.labs.lapse.example import MARGIN, RULE, case_of, example_shop, example_suspects, levels
from fuwu.labs.lapse.plan import NONE, in_need, spend
from fuwu.labs.lapse.survival import kaplan_meier
from fuwu.labs.lapse.verify import Suspect, quality
from fuwu.labs.text import bilingual, number, percent

NAN = float("nan")
LESSON = Path(__file__).parents[1] / "content" / "lessons" / "07-retention"
PLAIN = Rule(below=0.5, months=3, season="none")


@pytest.fixture(scope="module")
def case(data):
    return case_of(data)


def shops(*, base=None, got):
    """Return the history of shops that ordered 20 in every month of last year, but for the rows given."""
    rows = len(got)
    return history_of([f"R{one + 1}" for one in range(rows)], np.array(base or [[20.0] * 12] * rows), np.array(got))


def suspect(retailer="R1", *, finding="supply", value=1200.0, disadvantaged=False, since=3):
    return Suspect(Alarm(retailer, since, since + 1, 0.2), finding, disadvantaged, value / 12, 1.0)


# Kaplan-Meier against published numbers

# Remission in weeks of 42 leukaemia patients (Freireich et al., Blood 21 (1963) 699-716), a textbook's example.
SIX_MP = [(6, 1), (6, 1), (6, 1), (6, 0), (7, 1), (9, 0), (10, 1), (10, 0), (11, 0), (13, 1), (16, 1), (17, 0), (19, 0),
          (20, 0), (22, 1), (23, 1), (25, 0), (32, 0), (32, 0), (34, 0), (35, 0)]  # fmt: skip
PLACEBO = [1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23]
# Survival, Greenwood standard error, log-log 95% interval, as statistics packages print them for the 6-MP group.
PUBLISHED = [
    (6, 21, 3, 0.8571, 0.0764, 0.6197, 0.9516), (7, 17, 1, 0.8067, 0.0869, 0.5631, 0.9228),
    (10, 15, 1, 0.7529, 0.0963, 0.5032, 0.8894), (13, 12, 1, 0.6902, 0.1068, 0.4316, 0.8491),
    (16, 11, 1, 0.6275, 0.1141, 0.3675, 0.8049), (22, 7, 1, 0.5378, 0.1282, 0.2678, 0.7468),
    (23, 6, 1, 0.4482, 0.1346, 0.1881, 0.6801),
]  # fmt: skip


def test_kaplan_meier_agrees_with_the_published_remission_data():
    curve = kaplan_meier([time for time, _ in SIX_MP], [bool(event) for _, event in SIX_MP])
    assert (curve.n, curve.events, curve.end) == (21, 9, 35)
    assert [(one.time, one.at_risk, one.events) for one in curve.steps] == [row[:3] for row in PUBLISHED]
    for step, row in zip(curve.steps, PUBLISHED, strict=True):
        assert [step.survival, step.se, step.low, step.high] == pytest.approx(row[3:], abs=6e-5)


def test_without_censoring_the_curve_is_the_share_still_there():
    curve = kaplan_meier(PLACEBO, [True] * 21)
    for step in curve.steps:
        assert step.survival == pytest.approx(sum(one > step.time for one in PLACEBO) / 21)
    last = curve.steps[-1]
    assert (last.survival, last.se, last.low, last.high) == (0, 0, 0, 0)
    assert curve.survival(8) == pytest.approx(8 / 21)


def test_nobody_lapsed_is_a_curve_without_steps():
    curve = kaplan_meier([3, 5], [False, False])
    assert curve.steps == ()
    assert (curve.survival(5), curve.events, curve.at(5)) == (1.0, 0, None)
    assert kaplan_meier([], []).end == 0


def test_mistakes_are_named_with_the_remedy():
    with pytest.raises(ValueError, match="2 times but 1 outcomes"):
        kaplan_meier([1, 2], [True])
    with pytest.raises(ValueError, match="negative"):
        kaplan_meier([-1], [True])
    with pytest.raises(ValueError, match="give 1 or more months"):
        caught(shops(got=[[20] * 10]), Rule(months=0))
    with pytest.raises(ValueError, match=r"no measure flowers; there are adviser, .* and none"):
        spend([suspect()], {"supply": "flowers"}, 10)


# The rule by hand


def test_an_ordinary_month_leaves_a_bulk_order_out():
    past = shops(base=[[20.0] * 11 + [500.0], [20.0] * 12, [20.0] * 12], got=[[20] * 10] * 3)
    assert past.level.tolist() == pytest.approx([20, 20, 20])


def test_few_months_are_all_used_and_none_gives_no_level():
    past = shops(base=[[NAN] * 9 + [10.0, 20.0, 30.0], [NAN] * 12, [20.0] * 12], got=[[20] * 10] * 3)
    assert past.level[0] == pytest.approx(20)
    assert np.isnan(past.level[1])
    assert [one.retailer for one in alarms(past, PLAIN)] == []


def test_three_months_below_half_are_caught_in_the_third():
    past = shops(got=[[20, 20, 9, 9, 9, 20, 20, 20, 20, 20], [20, 9, 9, 20, 9, 9, 20, 20, 20, 20]])
    (one,) = alarms(past, PLAIN)
    assert (one.retailer, one.since, one.caught) == ("R1", 2, 4)
    assert one.share == pytest.approx((9 * 3 + 20 * 5) / (20 * 8))
    assert [found.retailer for found in alarms(past, Rule(0.5, 2, "none"))] == ["R2", "R1"]  # the earlier first


def test_exactly_at_the_limit_is_not_below_it():
    past = shops(got=[[10] * 10])
    assert alarms(past, PLAIN) == ()
    assert len(alarms(past, Rule(0.51, 3, "none"))) == 1


def test_what_is_seen_later_is_not_known_earlier():
    past = shops(got=[[20, 20, 9, 9, 9, 20, 20, 20, 20, 20]])
    assert alarms(past, PLAIN, upto=4) == ()
    assert alarms(past, PLAIN, upto=5)[0].share == pytest.approx(9 / 20)


def test_no_order_counts_as_nought_but_not_in_a_month_the_shop_never_opens():
    summer = [NAN] * 3 + [20.0] * 7 + [NAN] * 2
    past = shops(base=[summer, [20.0] * 12], got=[[NAN] * 3 + [20] * 7, [20] * 3 + [NAN] * 3 + [20] * 4])
    assert [one.retailer for one in alarms(past, PLAIN)] == ["R2"]
    assert [one.retailer for one in alarms(past, Rule(0.5, 3, "none", own_closed=False))] == ["R1", "R2"]


def test_a_month_that_says_nothing_neither_adds_to_a_run_nor_breaks_it():
    gap = [20.0] * 3 + [NAN] + [20.0] * 8
    past = shops(base=[gap, [20.0] * 12], got=[[20, 9, 9, NAN, 9, 20, 20, 20, 20, 20], [20] * 10])
    (one,) = alarms(past, PLAIN)
    assert (one.since, one.caught) == (1, 4)


def test_the_season_is_allowed_for():
    base = [[40.0, *[20.0] * 11]] * 3
    past = shops(base=base, got=[[20.0] * 10] * 3)
    assert past.index["last_year"][:2] == pytest.approx([24 / 13, 12 / 13])
    assert past.index["none"].tolist() == [1.0] * 10
    # This year nobody stocks up in January: by last year's calendar all look low, by this year's branch nobody does.
    assert past.share("last_year")[0, 0] < 0.6
    assert past.share("this_year")[0].tolist() == pytest.approx([1.0] * 10)


def test_this_years_index_is_not_moved_by_those_who_lapse():
    past = shops(got=[[30.0] * 10] * 3 + [[1.0] * 10] * 2)
    assert past.index["this_year"].tolist() == pytest.approx([1.5] * 10)


# Visits, followed retailers, plans


def test_what_visits_found_decides_what_a_catch_is():
    verdicts = [suspect(finding=one).verdict for one in ("attitude", NO_ANSWER, "closed", "renovation", None)]
    assert verdicts == ["lapse", "unknown", "closed", "closed", "nothing"]
    people = [suspect("R1"), suspect("R2", finding="closed"), suspect("R3", finding=None)]
    made = quality(frozenset({"R1", "R9"}), [*people, suspect("R4", finding=NO_ANSWER)])
    assert (made.found, made.missed, made.false_alarms) == ({"R1"}, {"R9"}, 2)
    assert made.unknown == ("R4",)


def test_retailers_are_followed_to_the_first_low_month_the_last_order_or_the_last_month_that_can_tell(case):
    followed = follow(case, RULE)
    assert followed.until == 9
    assert len(followed.times) == 1200
    assert all(0 <= time <= 9 for time in followed.times.values())
    for one in case.suspects(RULE):
        assert followed.lapsed[one.retailer] == (one.finding not in CLOSED)
        if one.verdict in ("lapse", "unknown"):
            assert followed.times[one.retailer] == one.alarm.since + 1
    for retailer, finding in case.found.items():
        if finding == "closed":
            ordered = case.past.got[case.past.row(retailer)].nonzero()[0]
            assert followed.times[retailer] == min(9, ordered[-1] + 1)
            assert not followed.lapsed[retailer]


def test_every_basis_has_curves_and_every_curve_its_retailers(data, case):
    followed, table = follow(case, RULE), groups(data, levels(data))
    assert list(table.columns) == list(BY) == list(NAMES)
    for by in BY:
        assert set(table[by]) <= set(NAMES[by])
        made = curves(followed, table[by], NAMES[by])
        for name, curve in made.items():
            assert curve.n == int((table[by] == name).sum()) >= FEWEST
        if by != "retail_format":  # some formats are too few for a curve
            assert sum(curve.n for curve in made.values()) == 1200
            assert sum(curve.events for curve in made.values()) == sum(followed.lapsed.values())


def test_hours_are_spent_in_order_and_who_does_not_fit_is_skipped():
    people = [suspect("R1", value=500), suspect("R2", value=3000, finding="price"), suspect("R3", value=1000),
              suspect("R4", finding="closed"), suspect("R5", value=100, disadvantaged=True),
              suspect("R6", value=50, finding="attitude")]  # fmt: skip
    plan = spend(people, {"supply": "talk", "price": "adviser"}, 9)
    assert [(one.suspect.retailer, one.hours) for one in plan.taken] == [("R2", 6), ("R3", 3)]
    assert plan.won == pytest.approx(0.3 * 3000 + 0.4 * 1000)
    assert [one.retailer for one in plan.beyond] == ["R1", "R5"]
    assert [one.retailer for one in plan.unplanned] == ["R6"]
    assert plan.lost == pytest.approx(500 + 3000 + 1000 + 100 + 50)
    care = spend(people, {"supply": "talk", "price": "adviser"}, 9, "care")
    assert [one.suspect.retailer for one in care.taken] == ["R5", "R2"]


def test_the_longest_away_can_come_first():
    people = [suspect("R1", since=5, value=900), suspect("R2", since=1, value=100)]
    assert [one.suspect.retailer for one in spend(people, {"supply": "talk"}, 3, "since").taken] == ["R2"]


def test_a_useless_measure_costs_hours_and_wins_nothing():
    (one,) = spend([suspect(finding="market_control")], {"market_control": "relations"}, 10).taken
    assert (one.useless, one.won, one.hours) == (True, 0, 2)


def test_seven_causes_and_five_measures_stand_in_the_order_of_the_source():
    assert [bilingual(one.name).zh for one in CAUSES] == [
        "价格", "不便", "货源不能及时满足", "服务技术错误", "市场监控不力", "环境弊端", "服务意识淡薄"]  # fmt: skip
    assert [bilingual(one.name).zh for one in MEASURES] == [
        "当好参谋", "灌输长远合作意义", "深入沟通", "定期满意度调查", "优化客户关系"]  # fmt: skip
    assert all(cause in FINDINGS and measure in MEASURE for cause, measure in EFFECT)
    assert all(any(effect(cause.id, one.id) for one in MEASURES) for cause in CAUSES)
    assert effect("price", "survey") == 0


# The sample data and the lesson


def test_the_tables_agree_with_the_contract(data):
    assert set(data.interviews["finding"]) <= set(FINDINGS)
    assert data.interviews["retailer_id"].is_unique
    assert data.orders_2026["month"].between("2026-01", "2026-10").all()


def test_a_falling_order_is_seen_for_nearly_every_lapse_found_on_visits(case):
    made = quality(case.lapsed(), case.suspects(RULE))
    assert len(made.found) > 70
    assert len(made.missed) <= 3


def test_the_challenge_is_not_met_at_start_and_met_by_the_model_solution(case):
    start = case.suspects(Rule(), MANAGER)
    first = conditions(case, start, spend(start, {}, HOURS), manager=MANAGER)
    assert sum(one.met for one in first) < len(first)
    found = case.suspects(Rule(MODEL_SOLUTION["rule"]["below"] / 100, MODEL_SOLUTION["rule"]["months"]), MANAGER)
    plan = spend(found, MODEL_SOLUTION["measures"], MODEL_SOLUTION["budget"], MODEL_SOLUTION["order"])
    assert [one.id for one in conditions(case, found, plan, manager=MANAGER) if not one.met] == []
    assert plan.won >= LEAST_WON


def test_the_challenge_sees_who_is_missed_left_out_or_badly_served(case):
    late = case.suspects(Rule(0.5, 3), MANAGER)
    plan = spend(late, MODEL_SOLUTION["measures"], HOURS, "care")
    unmet = {one.id for one in conditions(case, late, plan, manager=MANAGER) if not one.met}
    assert {"found", "care"} <= unmet
    found = case.suspects(Rule(0.5, 2), MANAGER)
    wrong = MODEL_SOLUTION["measures"] | {"supply": "long_term"}
    judged = {one.id: one for one in conditions(case, found, spend(found, wrong, HOURS), manager=MANAGER)}
    assert not judged["useful"].met
    assert "supply not met in time" in judged["useful"].now.en
    assert not conditions(case, found, plan, manager="")[0].met
    loose = case.suspects(Rule(0.8, 1), MANAGER)
    assert not {one.id: one for one in conditions(case, loose, plan, manager=MANAGER)}["false"].met


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", FIGURES)
def test_figures_speak_in_the_language_of_the_page(name, lang, data):
    figure = FIGURES[name](lang, data)
    assert figure.png.startswith(b"\x89PNG")
    assert figure.alt
    assert figure.words
    assert bool(re.search("[\u4e00-\u9fff]", figure.alt)) == (lang == "zh")


@pytest.mark.parametrize("name", TABLES)
def test_tables_have_a_row_for_each_thing_and_no_english_in_chinese(name, data):
    zh, en = (TABLES[name](lang, data) for lang in ("zh", "en"))
    assert zh.html.count("<tr>") == en.html.count("<tr>") > 5
    left = re.sub(r"K03|R\d{4}", "", zh.words)
    assert not re.search("[A-Za-z]{2,}", left)


def test_the_figure_of_one_shop_gives_its_numbers(data, case):
    one = example_shop(data)
    words = FIGURES["falling"]("en", data).words
    row = case.past.row(one.retailer)
    assert one.retailer in words
    assert f"ordinary month {number(round(float(case.past.level[row]), 1))} cartons" in words
    assert words.count("%") == 11


def test_curves_of_nobody_can_be_drawn():
    figure = survival_figure({"all": kaplan_meier([4, 4], [False, False])}, "all", "en", title=bilingual("{x}", x="x"))
    assert "nobody lapsed within 4 months" in figure.words
    assert "<svg" in figure.html()


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_lesson_says_what_the_data_say(lang, data, case):
    text = (LESSON / f"lesson.{lang}.md").read_text(encoding="utf-8")
    one, suspects = example_shop(data), example_suspects(data)
    row = case.past.row(one.retailer)
    due, got = case.past.due("this_year")[row], case.past.got[row]
    first = one.alarm.since
    wanted = [one.retailer, number(round(float(case.past.level[row]), 1)), percent(float(got[first] / due[first])),
              percent(float((got / due)[first:].max()))]  # fmt: skip
    wanted += [f"{case.past.index[season][month]:.2f}" for season in ("last_year", "this_year") for month in (0, 1)]
    for months in (1, 2, 3, 4):
        found = case.suspects(Rule(0.5, months), MANAGER)
        made = quality(case.lapsed(MANAGER), found)
        counts = (len(made.found), len(made.missed), len(made.unknown), len(made.closed), len(made.nothing))
        wanted.append("| " + " | ".join(map(str, (months, len(found), *counts))) + " |")
    followed, table = follow(case, RULE), groups(data, levels(data))
    for by, name in (("market_type", "rural"), ("market_type", "city"), ("complaints", "more")):
        step = curves(followed, table[by], NAMES[by])[name].at(9)
        wanted += [percent(step.survival), f"{percent(step.low)}–{percent(step.high)}"]
    plan = spend(suspects, MODEL_SOLUTION["measures"], HOURS, "care")
    wanted += [number(round(plan.lost)), number(round(plan.lost * MARGIN)), number(round(plan.won)),
               percent(plan.won / plan.lost)]  # fmt: skip
    assert [part for part in wanted if part not in text] == []


def test_measures_are_for_lapses_and_the_unclear_only():
    people = [suspect(str(at), finding=one) for at, one in enumerate([*BY_ID, NO_ANSWER, *CLOSED, None])]
    assert [one.finding for one in in_need(people)] == [*BY_ID, NO_ANSWER]
    assert spend(people, dict.fromkeys(BY_ID, NONE), 10).taken == ()
