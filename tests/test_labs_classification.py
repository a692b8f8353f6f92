import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fuwu.labs.classification import (
    BASES,
    DISADVANTAGED,
    FIGURES,
    MODEL_SOLUTION,
    NO_DATA,
    TABLES,
    ClassPlan,
    classify,
    conditions,
    cross,
    describe,
    example,
    example_plans,
    feasible_plan,
    four_classes,
    per_month,
    source_plan,
    visits,
)
from fuwu.labs.classification.bases import loyalty, value
from fuwu.labs.classification.example import strength
from fuwu.labs.classification.seven import FACTORS, points, score
from fuwu.labs.classification.visits import RHYTHMS, SERVICES

NAN = float("nan")
ORDINARY = {
    "manager_id": "K03", "shop_name": "店", "shop_name_en": "Shop", "market_type": "town",
    "retail_format": "grocery", "distance_km": 10.0, "floor_area_m2": 30.0, "counter_length_m": 2.0,
    "has_pos": "yes", "operator_age": 45.0, "operator_education": "junior", "operator_local_ties": 3.0,
    "years_in_business": 10, "disadvantaged": "none", "customer_flow": 100.0, "online_share": 1.0,
    "app_share": 0.0, "phone_share": 0.0, "assisted_share": 0.0, "monthly_volume": 40.0,
    "monthly_value": 4000.0, "share_class1": 0.2, "share_class2": 0.2, "new_offered": 4, "new_accepted": 2,
    "price_kept_pct": 90.0, "policy_score": 70.0, "failed_payments": 0, "violations_24m": 0, "order_weeks": 52,
}  # fmt: skip


def retailers(**columns):
    """Return a table that is ordinary but for the columns given, one value a retailer: R1, R2, …"""
    n = len(next(iter(columns.values())))
    made = {name: [given] * n for name, given in ORDINARY.items()} | columns
    return pd.DataFrame({"retailer_id": [f"R{one + 1}" for one in range(n)], **made})


def sizes(classification):
    return {one.id: one.size for one in classification.classes}


def labels(classification):
    return list(classification.labels)


# Each basis by hand


def test_the_official_bases_belong_to_their_methods():
    methods = {name: basis.method for name, basis in BASES.items() if basis.method != "combined"}
    assert methods == {
        "physical": "characteristics", "operator": "characteristics", "operation": "characteristics",
        "ordering": "behaviour", "new_products": "behaviour", "policy": "behaviour", "loyalty": "behaviour",
        "value": "value",
    }  # fmt: skip


def test_the_names_are_official_in_chinese():
    names = [basis.name.zh for basis in BASES.values()]
    for one in ("物理属性", "经营情况", "订货行为", "新品支持程度", "政策配合度", "忠诚度", "客户价值"):
        assert any(one in name for name in names)
    assert [basis.method_name.zh for basis in BASES.values() if basis.id == "ordering"] == ["按客户行为分类"]


def test_physical_by_market_type_and_floor_area():
    table = retailers(market_type=["city", "city", "rural", "town"], floor_area_m2=[40.0, 39.0, 80.0, NAN])
    assert labels(classify(table, "physical")) == ["city-large", "city-small", "rural-large", NO_DATA]
    assert labels(classify(table, "physical", area=30))[1] == "city-large"


def test_physical_by_the_seven_formats():
    table = retailers(retail_format=["mall", "grocery", "kiosk"])
    assert labels(classify(table, "physical", by="format")) == ["mall", "grocery", NO_DATA]


def test_operator_by_age_where_an_impossible_age_is_no_data():
    table = retailers(operator_age=[70.0, 55.0, 54.0, 35.0, 34.0, 6.0, NAN])
    assert labels(classify(table, "operator")) == ["c1", "c1", "c2", "c2", "c3", NO_DATA, NO_DATA]


def test_operator_by_local_ties_and_education():
    table = retailers(operator_local_ties=[5, 3, 1], operator_education=["college", "primary", "unknown"])
    assert labels(classify(table, "operator", by="ties")) == ["c1", "c2", "c3"]
    assert labels(classify(table, "operator", by="education")) == ["college", "primary", NO_DATA]


def test_operation_ranks_into_equal_groups_and_equal_values_stay_together():
    table = retailers(monthly_volume=[10.0, 60.0, 20.0, 50.0, 30.0, 40.0])
    assert labels(classify(table, "operation", k=3)) == ["c3", "c1", "c3", "c1", "c2", "c2"]
    tied = retailers(monthly_volume=[10.0, 10.0, 10.0, 1.0])
    assert sizes(classify(tied, "operation", k=2)) == {"c1": 3, "c2": 1}


def test_operation_takes_a_counter_of_nothing_for_not_measured():
    table = retailers(counter_length_m=[3.0, 0.0, 1.0])
    assert labels(classify(table, "operation", by="counter", k=2)) == ["c1", NO_DATA, "c2"]


def test_operation_by_brand_mix():
    table = retailers(share_class1=[0.5, 0.1], share_class2=[0.1, 0.2])
    made = classify(table, "operation", by="brands", k=2)
    assert labels(made) == ["c1", "c2"]
    assert "60" in made.classes[0].rule.en


def test_ordering_by_the_main_channel():
    table = retailers(
        online_share=[0.6, 0.5, 0.0, 0.5], app_share=[0.4, 0.5, 0.0, 0.2], phone_share=[0.0, 0.0, 1.0, 0.0]
    )
    assert labels(classify(table, "ordering")) == ["online_share", "mixed", "phone_share", NO_DATA]
    assert labels(classify(table, "ordering", main_share=50))[1] == "online_share"


def test_new_products_where_nothing_offered_is_not_nought_percent():
    table = retailers(new_offered=[5, 5, 5, 0], new_accepted=[3, 2, 1, 0])
    assert labels(classify(table, "new_products")) == ["c1", "c2", "c3", NO_DATA]


def test_policy_by_score():
    table = retailers(policy_score=[80.0, 79.0, 60.0, 59.0, NAN, 170.0])
    assert labels(classify(table, "policy")) == ["c1", "c2", "c2", "c3", NO_DATA, NO_DATA]
    assert labels(classify(table, "policy", score=(50, 70)))[1:4] == ["c1", "c2", "c2"]


def test_loyalty_is_the_stated_sum():
    table = retailers(order_weeks=[52, 26, 52], years_in_business=[30, 5, 5], failed_payments=[0, 2, 9],
                      price_kept_pct=[100.0, 80.0, NAN])  # fmt: skip
    # 40 + 20 + 20 + 20; then 20 + 10 + 10 + 16; then an indicator is missing
    assert loyalty(table).tolist()[:2] == pytest.approx([100, 56])
    assert labels(classify(table, "loyalty", k=2)) == ["c1", "c2", NO_DATA]


def test_value_is_the_stated_sum():
    table = retailers(monthly_value=[8000.0, 2000.0], monthly_volume=[40.0, 20.0], price_kept_pct=[90.0, 80.0],
                      violations_24m=[0, 2], new_accepted=[4, 2])  # fmt: skip
    # 40·1 + 20·1 + 20·0.9 + 20·1; 40·½ + 20·½ + 20·(0.8 - 0.5) + 20·½
    assert value(table).tolist() == pytest.approx([98, 46])
    assert labels(classify(table, "value", k=2)) == ["c1", "c2"]


def test_value_by_subgroups_tells_money_from_other_value():
    table = retailers(monthly_value=[8000.0, 8000.0, 800.0, 800.0], new_accepted=[4, 0, 4, 0])
    made = classify(table, "value", by="kinds")
    assert labels(made) == ["high-high", "high-low", "low-high", "low-low"]


def test_seven_factors_give_the_stated_points():
    table = retailers(monthly_volume=[80.0, 40.0, 20.0, 10.0], monthly_value=[4000.0] * 4,
                      retail_format=["mall", "convenience", "grocery", "other"],
                      has_pos=["yes", "no", "yes", "no"], policy_score=[70.0, 70.0, NAN, 60.0],
                      customer_flow=[100.0, NAN, 50.0, 20.0], market_type=["city", "town", "rural", "rural"],
                      distance_km=[1.0, 9.0, 39.0, 40.0], years_in_business=[10, 5, 2, 1])  # fmt: skip
    made = points(table)
    assert made["volume"].tolist() == [3, 2, 1, 0]
    assert made["structure"].tolist() == [0, 1, 2, 3]
    assert made["format"].tolist() == [3, 2, 1, 0]
    assert made["ability"].tolist()[:2] == [3, 2]
    assert made["ability"].isna().tolist() == [False, False, True, False]
    assert made["location"].tolist() == [3, 2, 1, 0]
    assert made["years"].tolist() == [3, 2, 1, 0]
    # first: 3·25 + 0·20 + 3·10 + 3·15 + 3·15 + 3·10 + 3·5 of 3·100; second: flow (15) unknown
    assert score(table).tolist()[:2] == pytest.approx([80, 100 * (50 + 20 + 20 + 30 + 20 + 10) / (3 * 85)])
    assert score(table, missing_allowed=0).isna().tolist() == [False, True, True, False]


def test_the_weights_of_the_seven_factors_are_all_there_is():
    assert len(FACTORS) == 7
    assert sum(factor.weight for factor in FACTORS) == 100


def test_four_classes_by_the_three_bases_of_the_article():
    table = retailers(market_type=["city", "town", "rural", "rural"],
                      retail_format=["mall", "grocery", "grocery", "other"],
                      monthly_volume=[90.0, 50.0, 40.0, 5.0])  # fmt: skip
    assert strength(table).tolist() == [5, 3, 2, 0]


# What every basis has in common


@pytest.mark.parametrize("basis", BASES)
def test_nobody_is_lost_on_any_basis(basis, data):
    for apart in (False, True):
        made = classify(data.retailers, basis, disadvantaged_apart=apart)
        assert sum(one.size for one in made.classes) == len(made.labels) == 1200
        assert sum(one.share for one in made.classes) == pytest.approx(1)
        assert sum(one.profile.volume_share for one in made.classes) == pytest.approx(1)
        in_need = int((data.retailers["disadvantaged"] != "none").sum())
        assert sum(one.profile.disadvantaged for one in made.classes) == in_need
        assert (made.of(DISADVANTAGED) is not None) == apart


@settings(max_examples=30, deadline=None)
@given(
    rows=st.lists(
        st.tuples(
            st.one_of(st.just(NAN), st.floats(0, 1000)),
            st.sampled_from(["none", "ill"]),
            st.one_of(st.just(NAN), st.floats(-10, 200)),
        ),
        min_size=1,
        max_size=40,
    ),
    k=st.integers(2, 10),
    apart=st.booleans(),
)
def test_sums_are_kept_whatever_the_data(rows, k, apart):
    volumes, need, policy = (list(column) for column in zip(*rows, strict=True))
    table = retailers(monthly_volume=volumes, disadvantaged=need, policy_score=policy)
    first = classify(table, "operation", k=k, disadvantaged_apart=apart)
    second = classify(table, "policy")
    assert sum(sizes(first).values()) == len(rows)
    assert sum(sizes(second).values()) == len(rows)
    compared = cross(first, second)
    assert int(compared.table.to_numpy().sum()) == len(rows)
    plan = visits(first, feasible_plan(first))
    assert sum(row.served for row in plan.rows) + len(plan.unseen) == len(rows)


def test_the_disadvantaged_apart_come_first_whatever_their_figures():
    table = retailers(monthly_volume=[90.0, NAN, 10.0, 20.0], disadvantaged=["ill", "elderly", "none", None])
    made = classify(table, "operation", k=2, disadvantaged_apart=True)
    assert labels(made) == [DISADVANTAGED, DISADVANTAGED, "c2", "c1"]
    assert NO_DATA not in sizes(made)


def test_the_profile_of_a_class():
    table = retailers(monthly_volume=[60.0, 20.0, 40.0, 80.0], monthly_value=[6000.0, 1000.0, 3000.0, 9000.0],
                      policy_score=[90.0, 90.0, 90.0, 10.0],
                      retail_format=["mall", "grocery", "grocery", "other"])  # fmt: skip
    best = classify(table, "policy").classes[0]
    assert (best.size, best.share) == (3, 0.75)
    assert (best.profile.median_volume, best.profile.median_value) == (40, 3000)
    assert best.profile.volume_share == pytest.approx(0.6)
    assert best.profile.formats == (("grocery", 2 / 3), ("mall", 1 / 3))
    assert best.profile.markets == (("town", 1.0),)


def test_the_table_given_is_not_changed():
    table = retailers(counter_length_m=[0.0, 1.0], operator_age=[5.0, 50.0])
    before = table.copy()
    classify(table, "operator")
    pd.testing.assert_frame_equal(table, before)


def test_mistakes_are_named_with_the_remedy():
    table = retailers(monthly_volume=[1.0])
    with pytest.raises(ValueError, match="no basis 'size'; there are physical"):
        classify(table, "size")
    with pytest.raises(ValueError, match="operation has no parameter groups; it has by, k"):
        classify(table, "operation", groups=3)
    with pytest.raises(ValueError, match="k=11: give 2 to 10"):
        classify(table, "operation", k=11)
    with pytest.raises(ValueError, match=r"score=.80, 60.: give .* low before high"):
        classify(table, "policy", score=(80, 60))
    with pytest.raises(ValueError, match="by='size' is not one of volume"):
        classify(table, "operation", by="size")
    with pytest.raises(ValueError, match="occurs twice"):
        classify(pd.concat([table, table]), "operation")


def test_description_says_what_came_out():
    table = retailers(policy_score=[90.0, 90.0, 70.0, NAN], monthly_volume=[70.0, 10.0, 10.0, 10.0])
    said = describe(classify(table, "policy"), "en")
    assert said == (
        "4 retailers by customer behaviour, Cooperation with policy: 3 classes. "
        "The largest is “Cooperates well” with 2 (50%), the smallest “Cooperates in part” with 1 (25%). "
        "“Cooperates well” stands out: 50% of the retailers, but 80% of the volume. "
        "Not classed for lack of data, shown as “No data”: 1 (25%). Nobody falls into: Cooperates little."
    )


# Comparing


def test_cross_counts_and_tells_who_parts_from_the_majority():
    table = retailers(policy_score=[90.0, 90.0, 90.0, 10.0], monthly_volume=[9.0, 8.0, 1.0, 2.0])
    first, second = classify(table, "policy"), classify(table, "operation", k=2)
    compared = cross(first, second)
    assert compared.table.to_numpy().tolist() == [[2, 1], [0, 1]]
    assert compared.together.tolist() == [True, True, False, True]
    assert compared.moved == 1
    assert compared.reversed == ("R3",)
    assert compared.words("en").startswith("1 of 4 retailers (25%) part from the majority of their class; 3 go")


def test_a_classification_crossed_with_itself_moves_nobody():
    table = retailers(monthly_volume=[1.0, 2.0, 3.0, NAN])
    one = classify(table, "operation", k=3)
    assert cross(one, one).moved == 0
    assert cross(one, one).reversed == ()


def test_only_the_same_retailers_can_be_compared():
    one, two = (classify(retailers(monthly_volume=[1.0] * n), "operation") for n in (1, 2))
    with pytest.raises(ValueError, match="different retailers"):
        cross(one, two)


# Visits


@pytest.mark.parametrize(
    ("rhythm", "expected"),
    [("two_days", 11), ("three_days", 22 / 3), ("weekly", 4.4), ("twice_month", 2), ("monthly", 1), ("none", 0),
     ("as_needed", 1.5)],
)  # fmt: skip
def test_visits_a_month_of_each_rhythm_in_22_working_days(rhythm, expected):
    assert per_month(ClassPlan("standard", rhythm, 1.5), 22) == pytest.approx(expected)


def three_classes():
    return classify(retailers(monthly_volume=[9.0, 8.0, 7.0, 6.0, 5.0, 4.0]), "operation", k=3)


def test_a_plan_is_counted_class_by_class():
    made = three_classes()
    plan = visits(made, {"c1": ClassPlan("premium", "two_days"), "c2": ClassPlan("standard", "as_needed", 3)}, 22, 2)
    assert [row.visits for row in plan.rows] == [22, 6, 0]
    assert (plan.total, plan.capacity, plan.overload) == (28, 44, 0)
    assert plan.unplanned == ("R5", "R6")
    assert plan.beyond == ()


def test_beyond_capacity_those_in_front_are_seen_first():
    made = three_classes()
    plan = visits(made, {one.id: ClassPlan("basic", "two_days") for one in made.classes}, 22, 2)
    assert (plan.total, plan.capacity, plan.overload) == (66, 44, 22)
    assert [row.served for row in plan.rows] == [2, 2, 0]
    assert plan.unseen == ("R5", "R6")
    assert "150% of capacity: 22 visits too many" in plan.words("en")


def test_as_needed_without_a_visit_means_unseen():
    made = three_classes()
    plan = visits(made, {one.id: ClassPlan("basic", "as_needed", 0) for one in made.classes})
    assert len(plan.unplanned) == 6
    assert plan.total == 0


def test_managers_add_up_and_rounding_loses_nobody():
    made = classify(retailers(monthly_volume=[5.0, 5.0, 5.0]), "operation", k=2)
    plan = visits(made, {"c1": ClassPlan("basic", "three_days")}, 22, 1 / 3, managers=3)
    assert plan.capacity == pytest.approx(22)
    assert plan.unseen == ()


def test_a_plan_for_a_class_that_is_not_there_is_refused():
    with pytest.raises(ValueError, match="do not exist: c9"):
        visits(three_classes(), {"c9": ClassPlan("basic", "weekly")})


def test_the_source_gives_rhythms_for_four_classes_only():
    made = classify(retailers(monthly_volume=[float(n) for n in range(12)]), "operation", k=6)
    rhythms = {one: plan.rhythm for one, plan in source_plan(made).items()}
    assert [rhythms[f"c{n}"] for n in range(1, 7)] == [
        "as_needed", "two_days", "two_days", "three_days", "none", "none"]  # fmt: skip


def test_the_disadvantaged_get_emotional_service_by_default():
    made = classify(retailers(disadvantaged=["ill", "none"]), "operation", disadvantaged_apart=True)
    assert source_plan(made)[DISADVANTAGED].service == feasible_plan(made)[DISADVANTAGED].service == "emotional"


# The worked example


def test_the_example_has_130_retailers_in_6_to_10_classes(data):
    made = example(data)
    assert made.size == 130
    assert 6 <= len(made.classes) <= 10
    assert made.of(DISADVANTAGED).size == (data.of_manager("K03")["disadvantaged"] != "none").sum()


def test_the_example_overloads_with_the_rhythm_of_the_source_and_fits_with_ours(data):
    source, feasible = example_plans(data)
    assert source.overload > 0
    assert source.unplanned
    assert feasible.overload == 0
    assert feasible.unseen == ()


def test_of_the_four_classes_the_average_is_the_largest_and_the_weak_are_few(data):
    made = sizes(four_classes(data))
    assert max(made, key=made.get) == "average"
    assert made["weak"] < made["average"] / 3
    assert sum(made.values()) == 1200


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", FIGURES)
def test_every_figure_speaks(name, lang, data):
    figure = FIGURES[name](lang, data)
    assert figure.png.startswith(b"\x89PNG")
    assert figure.alt
    assert figure.words
    again = FIGURES[name](lang, data)
    assert (figure.png, figure.alt, figure.words) == (again.png, again.alt, again.words)


def test_the_words_of_the_figures_are_the_numbers_of_the_analysis(data):
    for one in example(data).classes:
        words = FIGURES["example-classes"]("en", data).words
        assert f"{one.name.en}: {one.size} retailers" in words
    said = FIGURES["example-visits"]("en", data).words
    for plan in example_plans(data):
        assert f"{plan.total:,.0f} visits a month against a capacity of {plan.capacity:,.0f}" in said


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", TABLES)
def test_every_table_has_a_caption_and_says_it_is_illustrative(name, lang, data):
    made = TABLES[name](lang, data)
    assert "<caption>" in made.html
    assert made.words.count("\n") >= 3
    assert ("illustrative" if lang == "en" else "推想示例") in made.words


def test_the_example_table_adds_up(data):
    lines = [line.split(" | ") for line in TABLES["example-classes"]("en", data).words.splitlines()]
    rows = [line for line in lines if len(line) == 10][1:]
    total = rows.pop()
    assert sum(int(row[2]) for row in rows) == int(total[2]) == 130
    assert sum(float(row[7]) for row in rows) == pytest.approx(float(total[7]), abs=0.5)
    assert sum(float(row[9]) for row in rows) == pytest.approx(float(total[9]), abs=0.5)


# The challenge


def solved(data, **changes):
    chosen = {**MODEL_SOLUTION, **changes}
    made = classify(data.of_manager("K03"), chosen.pop("basis"), **chosen)
    return made, feasible_plan(made)


def failed(made, plan, **capacity):
    return [one.id for one in conditions(made, visits(made, plan, **capacity)) if not one.met]


def test_the_model_solution_meets_every_condition(data):
    assert failed(*solved(data)) == []


def test_each_condition_can_fail(data):
    made, plan = solved(data)
    assert failed(*solved(data, k=2)) == ["count", "largest"]
    assert failed(*solved(data, disadvantaged_apart=False)) == ["care"]
    assert failed(made, plan | {DISADVANTAGED: ClassPlan("basic", "monthly")}) == ["care"]
    assert failed(made, plan | {NO_DATA: ClassPlan("basic", "none")}) == ["no-data", "seen"]
    assert failed(made, plan, per_day=10) == ["capacity", "seen"]
    assert failed(made, source_plan(made)) == ["no-data", "capacity", "seen"]


def test_a_class_too_large_or_too_small_is_found():
    scores = [90.0] * 40 + [70.0] * 59 + [10.0]
    made = classify(retailers(policy_score=scores), "policy")
    assert failed(made, feasible_plan(made), per_day=100) == ["count", "largest", "smallest"]


def test_services_and_rhythms_are_the_official_ones():
    assert list(SERVICES) == ["premium", "standard", "basic", "emotional"]
    assert {"as_needed", "two_days", "three_days"} <= set(RHYTHMS)
