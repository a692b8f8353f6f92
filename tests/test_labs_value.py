import subprocess
import sys

import pandas as pd
import pytest

from fuwu.labs import Data
from fuwu.labs.value import (
    FIELDS,
    FIGURES,
    SOLUTION,
    START,
    TABLES,
    BandWeights,
    Weights,
    banding,
    bands_figure,
    conditions,
    counted,
    in_need,
    matrix,
    matrix_figure,
    measures,
    moves,
)
from fuwu.labs.value import bands as bands_module
from fuwu.labs.value.drawing import FIVE_ONLY, SHARED, SIX_ONLY
from fuwu.labs.value.scores import growth, mean_known, place, traded
from fuwu.model import Text

NAN = float("nan")
ORDINARY = {
    "manager_id": "K01", "shop_name": "店", "shop_name_en": "Shop", "market_type": "town", "retail_format": "grocery",
    "has_pos": "no", "disadvantaged": "none", "online_share": 0.5, "app_share": 0.0, "new_offered": 4,
    "new_accepted": 2, "price_kept_pct": 90.0, "policy_score": 70.0, "violations_24m": 0,
}  # fmt: skip


def sample(orders, **columns):
    """Return data of shops R1, R2, …: `orders` gives each shop's (month, cartons, yuan) rows."""
    n = len(orders)
    ids = [f"R{one + 1}" for one in range(n)]
    retailers = pd.DataFrame({"retailer_id": ids, **{name: [value] * n for name, value in ORDINARY.items()}, **columns})
    rows = [(one, *row) for one, of_shop in zip(ids, orders, strict=True) for row in of_shop]
    table = pd.DataFrame(rows, columns=["retailer_id", "month", "cartons_ordered_total", "value_yuan"])
    return Data(retailers=retailers, orders=table)


def year(cartons, yuan, *, months=12):
    return [(f"2025-{month:02d}", cartons, yuan) for month in range(1, months + 1)]


# Scores by hand


def test_a_place_runs_from_0_to_100_and_equals_share_it():
    assert place(pd.Series([10, 30, 20, 20, 50])).tolist() == [0, 75, 37.5, 37.5, 100]
    assert place(pd.Series([1.0, NAN, 2.0])).tolist()[::2] == [0, 100]
    assert place(pd.Series([7.0])).tolist() == [0]


def test_a_mean_takes_what_is_known():
    made = mean_known(pd.Series([2.0, NAN, NAN]), pd.Series([4.0, 6.0, NAN]))
    assert made.tolist()[:2] == [3, 6]
    assert made.isna().tolist() == [False, False, True]


def test_a_bulk_order_makes_no_large_shop_and_a_pause_no_full_year():
    steady, bulk = year(10, 1000), [*year(10, 1000)[:-1], ("2025-12", 500, 60000)]
    made = traded(sample([steady, bulk, year(10, 1000, months=6), []]))
    assert made["cartons"].tolist() == [10, 10, 5, 0]
    assert made["yuan"].tolist() == [1000, 1000, 500, 0]


def test_growth_is_the_second_half_over_the_first():
    rows = [(f"2025-{month:02d}", 1, 100 if month < 7 else 150) for month in range(1, 13)]
    made = growth(sample([rows, year(1, 100), [("2025-10", 1, 100)]]))
    assert made.tolist()[:2] == pytest.approx([1.5, 1])
    assert pd.isna(made.iloc[2])


def test_a_violation_costs_and_nothing_offered_is_not_nothing_taken():
    made = measures(sample([year(1, 100)] * 3, violations_24m=[0, 1, 2], new_offered=[4, 0, 4], new_accepted=[4, 0, 0]))
    assert made["now_other"].tolist() == [100, 50, 0]
    # taken: 100, unknown, 0; online is the same for all (place 50 of three equals)
    assert made["later_other"].tolist() == [100, 50, 0]


def test_the_four_scores_of_the_branch(data):
    made = measures(data)
    assert list(made.columns) == ["now_money", "now_other", "later_money", "later_other"]
    assert len(made) == 1200
    assert made.min().min() == 0
    assert made.max().max() == 100
    assert int(in_need(data).sum()) == 80


# The matrix by hand


def four(**columns):
    return pd.DataFrame({"now_money": [0.0, 40, 60, 100], "now_other": [100.0, 60, 40, 0],
                         "later_money": [0.0, 100, 0, 100], "later_other": [50.0] * 4} | columns,
                        index=["a", "b", "c", "d"])  # fmt: skip


def needy(*who):
    return pd.Series([one in who for one in "abcd"], index=list("abcd"))


def test_the_matrix_weighs_and_cuts():
    made = matrix(four(), needy("a"), Weights(80, 80, 50))
    # present: 0.8·0 + 0.2·100 = 20, 44, 56, 80; potential: 10, 90, 10, 90; cuts at the medians 50 and 50
    assert made.standing["now"].tolist() == pytest.approx([20, 44, 56, 80])
    assert made.standing["later"].tolist() == pytest.approx([10, 90, 10, 90])
    assert made.cuts == pytest.approx((50, 50))
    assert made.labels.tolist() == ["low-low", "low-high", "high-low", "high-high"]
    assert [(one.id, one.size, one.share, one.disadvantaged, one.need_share) for one in made.fields] == [
        ("high-high", 1, 0.25, 0, 0), ("high-low", 1, 0.25, 0, 0), ("low-high", 1, 0.25, 0, 0),
        ("low-low", 1, 0.25, 1, 1)]  # fmt: skip


def test_counting_other_value_only_turns_the_order_round():
    made = matrix(four(), needy(), Weights(0, 80, 50))
    assert made.labels.tolist() == ["high-low", "high-high", "low-low", "low-high"]


def test_what_is_not_known_is_left_out_and_knowing_nothing_is_the_middle():
    scores = four(now_other=[NAN, 60, 40, NAN])
    scores.loc["d", "now_money"] = NAN
    assert matrix(scores, needy(), Weights(50, 50, 50)).standing["now"].tolist() == [0, 50, 50, 50]


def test_a_part_of_the_matrix_keeps_cuts_and_scores():
    made = matrix(four(), needy("a"), Weights())
    part = made.of(pd.Index(["a", "d"]))
    assert part.cuts == made.cuts
    assert [one.size for one in part.fields] == [1, 0, 0, 1]


def test_nobody_is_lost_whatever_the_weights(data):
    scores, need = measures(data), in_need(data)
    for weights in (Weights(), Weights(0, 0, 20), Weights(100, 100, 80), Weights(35, 95, 65)):
        made = matrix(scores, need, weights)
        assert sum(one.size for one in made.fields) == 1200
        assert sum(one.disadvantaged for one in made.fields) == 80
        assert sum(one.share for one in made.fields) == pytest.approx(1)


# Bands by hand


def shops(n=60):
    """Return shops whose cartons rise and whose yuan fall from R1 on; all else is equal."""
    return sample([year(one + 1, 1000 - one) for one in range(n)])


def test_sixty_shops_make_thirty_bands_of_two():
    made = banding(counted(shops()), BandWeights(100, 0, 0))
    assert made.bands.value_counts().tolist() == [2] * 30
    assert (made.bands.iloc[0], made.bands.iloc[-1]) == (1, 30)
    turned = banding(counted(shops()), BandWeights(0, 100, 0))
    assert (turned.bands.iloc[0], turned.bands.iloc[-1]) == (30, 1)


def test_equal_scores_share_a_band():
    made = banding(counted(shops()), BandWeights(50, 50, 0))
    assert set(made.bands) == {30}


def test_only_the_proportion_of_the_weights_counts_and_noughts_count_alike():
    assert BandWeights(40, 40, 20).parts == BandWeights(20, 20, 10).parts == (0.4, 0.4, 0.2)
    assert BandWeights(0, 0, 0).parts == (1 / 3, 1 / 3, 1 / 3)


def test_the_till_is_counted_as_ability_or_not():
    made = counted(sample([year(1, 1)] * 3, has_pos=["yes", "no", "no"], price_kept_pct=[60.0, 70, 80],
                          policy_score=[60.0, 70, 80]))  # fmt: skip
    # with a till: places (100+0+0)/3, (0+50+50)/3, (0+100+100)/3, so 33, 33, 67; without: 0, 50, 100
    assert made.scores["ability_till"].tolist() == pytest.approx([25, 25, 100])
    assert made.scores["ability"].tolist() == [0, 50, 100]


def test_shares_in_the_lowest_and_highest_bands():
    data = shops()
    data.retailers.loc[[0, 1, 59], "disadvantaged"] = "ill"
    made = banding(counted(data), BandWeights(100, 0, 0))
    assert made.share_low() == pytest.approx(1 / 3)
    assert made.share_low(made.counted.needy) == pytest.approx(2 / 3)
    assert made.share_high(made.counted.needy) == pytest.approx(1 / 3)
    assert made.share_low(made.counted.needy & False) == 0


def test_moves_tell_who_gains_and_who_loses():
    data = shops()
    data.retailers.loc[0, "disadvantaged"] = "elderly"
    data.retailers.loc[0, "market_type"] = "rural"
    made = counted(data)
    moved = moves(banding(made, BandWeights(100, 0, 0)), banding(made, BandWeights(0, 100, 0)))
    assert moved.change.iloc[0] == 29
    assert moved.change.iloc[-1] == -29
    assert (moved.up, moved.down) == (30, 30)
    by_name = {one.name.en: one for one in moved.groups}
    assert (by_name["rural area"].size, by_name["rural area"].mean) == (1, 29)
    assert (by_name["Disadvantaged"].up, by_name["All others"].down) == (1, 30)
    assert by_name["city"].size == 0
    assert moved.most(2, gaining=True).to_dict() == {"R1": 29, "R2": 29}
    assert moved.most(1, gaining=False).to_dict() == {"R59": -29}


def test_bands_are_of_nearly_equal_size_on_the_branch(data):
    sizes = banding(counted(data), START).bands.value_counts()
    assert len(sizes) == 30
    assert sizes.between(38, 42).all()


def test_the_words_of_the_bands(data):
    made = counted(data)
    start = banding(made, START)
    assert bands_module.describe(start, moves(start, start), "en").endswith(
        "Nobody has moved: these are the weights the lab begins with."
    )
    other = banding(made, SOLUTION[1])
    said = bands_module.describe(other, moves(start, other), "en")
    assert said.startswith("Weights: quantity 40%, amount 10%, ability 50%. Of 80 disadvantaged retailers 48.8% are")
    assert "the disadvantaged move +" in said


# The challenge


def failed(data, weights, band_weights):
    made = matrix(measures(data), in_need(data), weights), banding(counted(data), band_weights)
    return [one.id for one in conditions(*made) if not one.met]


def test_the_model_solution_meets_every_condition_and_the_start_does_not(data):
    assert failed(data, *SOLUTION) == []
    assert failed(data, Weights(), START) == ["fields", "low-bands", "high-bands"]


def test_each_condition_can_fail(data):
    weights, band_weights = SOLUTION
    assert failed(data, Weights(40, 60, 80), band_weights) == ["fields", "low-field"]
    assert failed(data, Weights(10, 60), band_weights) == ["kinds"]
    assert "low-field" in failed(data, Weights(40, 20), band_weights)
    assert "three" in failed(data, weights, BandWeights(50, 0, 50, till=False))
    assert "bought" in failed(data, weights, BandWeights(10, 10, 80, till=False))
    assert failed(data, weights, BandWeights(40, 10, 50)) == ["low-bands"]


# Figures and tables


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", FIGURES)
def test_every_figure_speaks(name, lang, data):
    figure = FIGURES[name](lang, data)
    assert figure.png.startswith(b"\x89PNG")
    assert figure.alt
    assert figure.words
    again = FIGURES[name](lang, data)
    assert (figure.png, figure.alt, figure.words) == (again.png, again.alt, again.words)


def test_the_matrix_figure_says_the_numbers_of_the_lesson(data):
    said = FIGURES["matrix"]("en", data).words
    for name, n in (("present high, potential low", 388), ("present low, potential high", 388)):
        assert f"“{name}”: {n} retailers" in said
    assert "Illustrative, not an official answer" in said


def test_the_two_typologies_share_three_of_eight_types():
    assert (len(FIVE_ONLY) + len(SHARED), len(SHARED) + len(SIX_ONLY)) == (5, 6)
    assert len({*FIVE_ONLY, *SHARED, *SIX_ONLY}) == 8
    said = FIGURES["typologies"]("zh", None).words
    assert "只在五类型：利益型、无理取闹型。" in said
    assert "两套都有：理智型、冲动型、习惯型。" in said
    assert "只在六类型：经济型、想象型、不定型。" in said


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_figures_of_the_view_are_short_and_labelled(lang, data):
    made = matrix(measures(data), in_need(data), Weights())
    title = Text(zh="标题", en="Title")
    figure = matrix_figure(made, lang, title=title)
    assert title.to(lang) in figure.alt
    assert len(figure.html()) < 150_000
    start = banding(counted(data), START)
    chart = bands_figure(start, start, lang, title=title)
    assert chart.html().count("<rect") == 2 * 6 + 2
    assert chart.words.count("30%") == 2


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", TABLES)
def test_every_table_has_a_caption_and_says_it_is_illustrative(name, lang, data):
    made = TABLES[name](lang, data)
    assert "<caption>" in made.html
    assert ("illustrative" if lang == "en" else "推想示例") in made.words


def test_the_bands_table_adds_up(data):
    rows = [line.split(" | ") for line in TABLES["bands"]("en", data).words.splitlines()[2:8]]
    assert [row[0] for row in rows] == ["26–30", "21–25", "16–20", "11–15", "6–10", "1–5"]
    assert sum(int(row[1]) for row in rows) == 1200
    assert sum(int(row[7]) for row in rows) == 80
    for row in rows:
        assert sum(float(one.rstrip("%")) for one in row[4:7]) == pytest.approx(100, abs=0.2)


def test_the_services_are_the_eight_in_order():
    rows = TABLES["services"]("zh", None).words.splitlines()[2:10]
    assert [row.split(" | ")[0] for row in rows] == [
        "1. 接待与访问顾客", "2. 咨询服务", "3. 质量“三包”", "4. 安装和调试", "5. 备品配件供应", "6. 技术培训",
        "7. 巡回检修", "8. 特种服务"]  # fmt: skip


def test_the_fields_are_four_with_a_strategy_each():
    assert len(FIELDS) == 4
    assert all(strategy for _, strategy in FIELDS.values())


def test_importing_the_lab_costs_no_pandas_and_no_matplotlib():
    code = "import sys, fuwu.labs.value; print(sorted({'pandas', 'numpy', 'matplotlib'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
