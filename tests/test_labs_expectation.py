import subprocess
import sys
import xml.etree.ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fuwu.labs.expectation import (
    FIGURES,
    MODEL_SOLUTION,
    START_CUSTOMER,
    START_POLICY,
    START_SERVICE,
    TABLES,
    WAYS,
    Customer,
    Policy,
    Service,
    conditions,
    expectation,
    formation_figure,
    months_figure,
    perception,
    signed,
    simulate,
    ways_rows,
    zone_figure,
)
from fuwu.labs.text import bilingual

CLEAR = frozenset({"clarify"})
POINTS = st.integers(0, 100)
CUSTOMERS = st.builds(
    Customer, experience=POINTS, recommendation=POINTS, need=POINTS, slack=st.integers(0, 20),
    weights=st.tuples(st.integers(0, 10), st.integers(0, 10), st.integers(0, 10)),
)  # fmt: skip
SERVICES = st.builds(
    Service, strong=POINTS, weak=POINTS, attention=POINTS.map(lambda n: n / 100), noticed=POINTS.map(lambda n: n / 100)
)
POLICIES = st.builds(Policy, promise=POINTS, ways=st.frozensets(st.sampled_from(list(WAYS))))


# One month by hand


def test_the_expectation_is_the_weighted_mean_of_three_factors():
    # (4 · 70 + 3 · 75 + 3 · 90) / 10 and, with less publicity, (4 · 70 + 3 · 75 + 3 · 72) / 10
    assert expectation(Customer(), Policy(promise=90, ways=CLEAR), 72.5) == pytest.approx(77.5)
    assert expectation(Customer(), Policy(promise=72, ways=CLEAR), 72.5) == pytest.approx(72.1)


def test_a_vague_promise_is_heard_ten_points_higher_but_never_above_a_hundred():
    assert Policy(promise=72).heard == 82
    assert Policy(promise=95).heard == 100
    assert Policy(promise=95, ways=CLEAR).heard == 95


def test_publicity_weighs_as_far_as_it_is_trusted():
    # (4 · 70 + 3 · 75 + 3 · 0.5 · 90) / 8.5
    assert expectation(Customer(), Policy(promise=90, ways=CLEAR), 72.5, trust=0.5) == pytest.approx(640 / 8.5)
    assert expectation(Customer(), Policy(promise=90), 72.5, trust=0) == pytest.approx(505 / 7)


def test_without_any_weight_the_three_count_equally_and_the_words_say_so():
    nothing = Customer(weights=(0, 0, 0))
    # (70 + 75 + 90) / 3; untrusted publicity counts for nothing
    assert expectation(nothing, Policy(promise=90, ways=CLEAR), 50) == pytest.approx(235 / 3)
    assert expectation(nothing, Policy(promise=90, ways=CLEAR), 50, trust=0) == pytest.approx(72.5)
    assert expectation(Customer(weights=(0, 0, 5)), Policy(), 50, trust=0) == pytest.approx(72.5)
    first = simulate(nothing, Service(), Policy(), months=1)[0]
    assert formation_figure(nothing, first, "en").words.count("weight 33.3%") == 3
    assert "没有给任何因素权重，三者同样算。" in formation_figure(nothing, first, "zh").words
    assert "equally" not in formation_figure(Customer(), first, "en").words


def test_explaining_the_limits_takes_away_half_of_what_goes_beyond_the_service():
    lower = Policy(promise=90, ways=frozenset({"clarify", "lower"}))
    assert expectation(Customer(), lower, 72.5) == pytest.approx(77.5 - 2.5)
    assert expectation(Customer(), lower, 80) == pytest.approx(77.5)


def test_perception_is_what_is_noticed_of_what_attention_falls_on():
    # 0.85 · (0.5 · 85 + 0.5 · 60); 0.95 of it; 0.85 · (0.7 · 85 + 0.3 · 60)
    assert Service().delivered == pytest.approx(72.5)
    assert perception(Service(), Policy()) == pytest.approx(61.625)
    assert perception(Service(), Policy(ways=frozenset({"perceive"}))) == pytest.approx(68.875)
    assert perception(Service(), Policy(ways=frozenset({"divert"}))) == pytest.approx(65.875)


def test_distrust_costs_up_to_a_fifth_of_what_is_perceived():
    assert perception(Service(), Policy(), trust=0) == pytest.approx(0.8 * 61.625)
    assert perception(Service(), Policy(), trust=0.5) == pytest.approx(0.9 * 61.625)


def test_attention_and_notice_stop_at_all_of_it():
    service = Service(strong=80, weak=10, attention=0.9, noticed=0.95)
    assert perception(service, Policy(ways=frozenset(WAYS))) == pytest.approx(80)


# Satisfaction


def month(promise, **customer):
    service = Service(noticed=0.95)
    return simulate(Customer(**customer), service, Policy(promise=promise, ways=CLEAR), months=1)[0]


def test_perception_is_compared_with_expectation_and_with_the_zone():
    content, patient, angry = month(68, experience=62, recommendation=66), month(72), month(100)
    assert content.difference == pytest.approx(3.875)
    assert (patient.difference, patient.place) == (pytest.approx(-3.225), "inside")
    assert (angry.difference, angry.place) == (pytest.approx(-11.625), "below")
    assert angry.adequate == pytest.approx(76.5)


def test_above_what_was_hoped_for_is_above_the_zone():
    assert month(50, need=60, experience=50, recommendation=50).place == "above"


def test_a_higher_prediction_raises_the_adequate_level_and_narrows_the_zone():
    low, high = month(60), month(90)
    assert high.adequate > low.adequate
    assert high.desired - high.adequate < low.desired - low.adequate


# Months


def test_the_second_month_by_hand():
    one, two = simulate(START_CUSTOMER, START_SERVICE, START_POLICY, months=2)
    assert one.expectation == pytest.approx((4 * 70 + 3 * 75 + 3 * 100) / 10)
    assert two.experience == pytest.approx((70 + 61.625) / 2)
    told = 61.625 + 0.5 * (61.625 - 80.5)
    assert two.recommendation == pytest.approx(75 + 0.3 * (told - 75))
    assert two.trust == pytest.approx(1 - (100 - 72.5) / 100)


def test_a_kept_promise_keeps_trust_whole():
    year = simulate(Customer(), Service(), Policy(promise=72, ways=CLEAR))
    assert {one.trust for one in year} == {1.0}


def test_over_promising_costs_months_trust_and_in_the_end_perception():
    service = Service(noticed=0.95)
    loud = simulate(Customer(), service, Policy(promise=95))
    true = simulate(Customer(), service, Policy(promise=68, ways=CLEAR))
    assert sum(one.place == "below" for one in loud) == 7
    assert sum(one.place == "below" for one in true) == 0
    assert [round(one.difference, 1) for one in (loud[0], true[0], loud[-1], true[-1])] == [-11.6, -2.0, -0.9, 0.2]
    assert [round(one.perceived, 1) for one in (loud[-1], true[-1])] == [55.5, 68.9]
    assert loud[-1].trust == pytest.approx(0.725**11)


def test_all_four_ways_do_not_make_good_a_promise_that_is_too_high():
    year = simulate(Customer(), Service(), Policy(promise=90, ways=frozenset(WAYS)))
    assert [one.number for one in year if one.place == "below"] == [3, 4, 5, 6, 7, 8]


@given(customer=CUSTOMERS, service=SERVICES, policy=POLICIES)
def test_points_stay_between_0_and_100_and_the_zone_is_never_upside_down(customer, service, policy):
    for one in simulate(customer, service, policy):
        for value in (one.experience, one.recommendation, one.expectation, one.perceived, one.adequate, one.desired):
            assert -1e-9 <= value <= 100 + 1e-9
        assert 0 <= one.trust <= 1
        assert one.adequate <= one.expectation + 1e-9 <= one.desired + 2e-9


@given(customer=CUSTOMERS, service=SERVICES, policy=POLICIES, way=st.sampled_from(list(WAYS)))
def test_every_way_helps_or_does_nothing_in_month_1(customer, service, policy, way):
    service = Service(strong=max(service.strong, service.weak), weak=min(service.strong, service.weak),
                      attention=service.attention, noticed=service.noticed)  # fmt: skip
    plain = Policy(promise=policy.promise, ways=policy.ways - {way})
    used = Policy(promise=policy.promise, ways=policy.ways | {way})
    before, after = (simulate(customer, service, one, months=1)[0] for one in (plain, used))
    assert after.difference >= before.difference - 1e-9


# The task


def met(customer, service, policy):
    return {one.id: one.met for one in conditions(customer, service, policy)}


def test_the_task_is_not_met_at_the_start_and_met_by_the_model_solution():
    assert not all(met(START_CUSTOMER, START_SERVICE, START_POLICY).values())
    assert all(met(START_CUSTOMER, START_SERVICE, MODEL_SOLUTION).values())


@pytest.mark.parametrize("way", WAYS)
def test_no_single_way_is_enough(way):
    for promise in range(68, 73):
        assert not met(START_CUSTOMER, START_SERVICE, Policy(promise=promise, ways=frozenset({way})))["inside"]


@pytest.mark.parametrize(
    ("broken", "customer", "service", "policy"),
    [
        ("not-more", Customer(), Service(), Policy(promise=73, ways=MODEL_SOLUTION.ways)),
        ("not-empty", Customer(), Service(), Policy(promise=67, ways=MODEL_SOLUTION.ways)),
        ("ways", Customer(), Service(), Policy(promise=70, ways=frozenset({"clarify", "perceive", "lower"}))),
        ("unchanged", Customer(slack=20), Service(), MODEL_SOLUTION),
        ("unchanged", Customer(), Service(strong=90), MODEL_SOLUTION),
    ],
)
def test_each_shortcut_breaks_its_condition(broken, customer, service, policy):
    assert [one for one, holds in met(customer, service, policy).items() if not holds] == [broken]


# What is shown


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", FIGURES)
def test_every_figure_speaks(name, lang):
    figure, again = FIGURES[name](lang, None), FIGURES[name](lang, None)
    assert figure.png.startswith(b"\x89PNG")
    assert (figure.png, figure.alt, figure.words) == (again.png, again.alt, again.words)
    assert figure.alt
    assert ("分" in figure.words) == (lang == "zh")


def test_the_figures_say_the_numbers_of_the_lesson():
    said = {name: figure("en", None).words for name, figure in FIGURES.items()}
    assert "expectation of 77.5 points" in said["formation"]
    for number in ("+3.9", "\N{MINUS SIGN}3.2", "\N{MINUS SIGN}11.6", "76.5 to 90"):
        assert number in said["zone"]
    assert "Months below the zone of tolerance: 7." in said["overpromise"]


def test_the_table_of_ways_shows_each_alone_and_all_together():
    rows = ways_rows(START_CUSTOMER, START_SERVICE, START_POLICY, "en")
    assert [row[0] for row in rows] == ["None of them", "Clarify expectation", "Strengthen perception",
                                        "Divert attention", "Lower expectation", "All four"]  # fmt: skip
    minus = "\N{MINUS SIGN}"
    assert [row[4] for row in rows] == [f"{minus}18.9", f"{minus}15.9", f"{minus}11.6", f"{minus}14.6", f"{minus}14.9",
                                        f"{minus}1.4"]  # fmt: skip
    assert [row[5] for row in rows] == ["below"] * 5 + ["inside"]


def test_the_names_of_the_ways_are_official_in_chinese():
    assert [bilingual(name).zh for name in WAYS.values()] == ["清晰期望", "加强感受", "转移注意", "降低期望"]
    assert "加强感受" in TABLES["ways"]("zh", None).words


@given(customer=CUSTOMERS, service=SERVICES, policy=POLICIES)
def test_whatever_is_set_can_be_drawn(customer, service, policy):
    year = simulate(customer, service, policy)
    name = bilingual("This shopkeeper")
    assert months_figure([(name, year), (name, year)], "en", slack=customer.slack).html().startswith("<svg")
    assert zone_figure([(name, year[0])], "zh").html().startswith("<svg")


def texts_of(svg):
    return [(one.text, float(one.attrib["y"])) for one in ET.fromstring(svg).iter() if one.tag.endswith("tspan")]


@pytest.mark.parametrize("slack", [0, 1, 4, 20])
@pytest.mark.parametrize("promise", [50, 90, 100])
def test_the_name_of_the_lower_line_stands_above_the_numbers_of_the_months(slack, promise):
    year = simulate(Customer(slack=slack), Service(), Policy(promise=promise))
    shown = texts_of(months_figure([(bilingual("This shopkeeper"), year)] * 2, "en", slack=slack).html())
    name = next(y for text, y in shown if text == "adequate")
    axis = next(y for text, y in shown if text == "11")
    assert axis - name > 14  # hundredths of an inch: letters of 8 and 9 points


@pytest.mark.parametrize(("value", "text"), [(0.04, "0"), (-0.04, "0"), (2.0, "+2"), (-3.25, "\N{MINUS SIGN}3.2")])
def test_differences_carry_their_sign(value, text):
    assert signed(value) == text


def test_the_model_needs_neither_pandas_nor_numpy():
    code = (
        "import sys; sys.modules.update(pandas=None, numpy=None, matplotlib=None)\n"
        "import fuwu.labs.expectation as lab\n"
        "assert lab.simulate(lab.Customer(), lab.Service(), lab.Policy())"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
