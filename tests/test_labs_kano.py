import json
import re
from itertools import pairwise
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from fuwu import sampledata
from fuwu.labs import Data
from fuwu.labs.kano import (
    AS_GIVEN,
    BUDGET,
    EVALUATION,
    FIGURES,
    LETTERS,
    SPLITS,
    TABLES,
    Cleaning,
    Verdict,
    asked,
    barred,
    basic,
    best,
    chosen,
    clean,
    conditions,
    describe,
    differing,
    evaluate,
    example,
    greedy,
    groups,
    read_survey,
    right_reasons,
    structure_words,
    study,
    treated,
    verdicts,
)
from fuwu.labs.kano.choice import ENOUGH
from fuwu.labs.kano.study import reweighted
from fuwu.labs.kano.survey import straight, swapped
from fuwu.labs.kano.verdicts import resamples

GIVEN = {"M": (3, 5), "O": (1, 5), "A": (1, 3), "I": (3, 3), "R": (5, 3), "Q": (1, 1)}


def small(*rows, importance=5, satisfaction=3, needs=None):
    """Return data of retailers R1, R2, …, one string of letters each, a letter a need; " " stands for not asked."""
    n = max(map(len, rows))
    table = needs or [{} for _ in range(n)]
    ids = [f"N{one + 1:02}" for one in range(n)]
    made = [
        {"need_id": one, "name": "需求", "name_en": "Need", "level": "service", "lawful": "yes", "company_value": 1,
         "cost_kyuan": 10, **given}
        for one, given in zip(ids, table, strict=True)
    ]  # fmt: skip
    survey = [
        {"retailer_id": f"R{who + 1:04}", "interviewer": "E1", "need_id": need, "with_it": GIVEN[letter][0],
         "without_it": GIVEN[letter][1], "importance": importance, "satisfaction": satisfaction}
        for who, row in enumerate(rows) for need, letter in zip(ids, row, strict=False) if letter != " "
    ]  # fmt: skip
    retailers = pd.DataFrame(
        {"retailer_id": [f"R{who + 1:04}" for who in range(len(rows))], "market_type": "city",
         "retail_format": "grocery", "monthly_volume": [float(who) for who in range(len(rows))]}
    )  # fmt: skip
    return Data(needs=pd.DataFrame(made), needs_survey=pd.DataFrame(survey), retailers=retailers)


def counted(**counts):
    return Verdict({letter: counts.get(letter, 0) for letter in LETTERS})


@pytest.fixture(scope="module")
def survey(data):
    return read_survey(data)


@pytest.fixture(scope="module")
def whole(data):
    return example(data)


# The evaluation table, and a published example


def test_the_evaluation_table_is_kanos():
    # Berger et al. (1993), Kano's methods for understanding customer-defined quality, CQM Journal 2(4)
    like, expect, neutral, live_with, dislike = range(1, 6)
    assert evaluate(like, like) == evaluate(dislike, dislike) == "Q"
    assert evaluate(like, dislike) == "O"
    for middle in (expect, neutral, live_with):
        assert evaluate(like, middle) == "A"
        assert evaluate(middle, dislike) == "M"
        assert evaluate(middle, like) == evaluate(dislike, middle) == "R"
        assert {evaluate(middle, other) for other in (expect, neutral, live_with)} == {"I"}
    assert evaluate(dislike, like) == "R"
    assert "".join(EVALUATION).count("I") == 9


# The example evaluation printed in the README of the R package stp25kano (Wolfgang Peter; GitHub stp4/stp25kano, page
# dated 2024-05-11, commit 13ebf743b5a5d952694f3d238f3f5c1d8c9e10e3): 296 answers on five attributes of a maker of
# cleaning machines, with counts, category, category after the rule M > O > A > I, total and category strength, the two
# satisfaction coefficients, and Fong's test as "lead < lead needed".
PUBLISHED = {
    "Service app":
        ({"M": 95, "O": 123, "A": 45, "I": 33, "R": 0, "Q": 0}, "O", "O", 89, 9, 0.568, -0.736, 28, 19.4, True),
    "Excellent service":
        ({"M": 101, "O": 54, "A": 54, "I": 81, "R": 3, "Q": 3}, "M", "M", 71, 7, 0.372, -0.534, 20, 18.5, True),
    "Hotline":
        ({"M": 15, "O": 24, "A": 121, "I": 124, "R": 6, "Q": 6}, "I", "A", 54, 1, 0.511, -0.137, 3, 19.8, False),
    "Loan machine":
        ({"M": 65, "O": 87, "A": 93, "I": 51, "R": 0, "Q": 0}, "A", "O", 83, 2, 0.608, -0.514, 6, 18.5, False),
    "Ready-to-use return":
        ({"M": 9, "O": 18, "A": 83, "I": 177, "R": 6, "Q": 3}, "I", "I", 37, 32, 0.352, -0.094, 94, 19.9, True),
}  # fmt: skip


@pytest.mark.parametrize("attribute", PUBLISHED)
def test_the_published_example_comes_out_the_same(attribute):
    counts, category, cautious, total, strength, better, worse, lead, needed, settled = PUBLISHED[attribute]
    one = Verdict(counts)
    assert one.n == 296
    assert (one.category, one.cautious, one.settled) == (category, cautious, settled)
    assert (round(100 * one.total_strength), round(100 * one.strength)) == (total, strength)
    assert (round(one.better, 3), round(one.worse, 3)) == (better, worse)
    largest = sorted(counts.values())
    assert largest[-1] - largest[-2] == lead
    assert round(one.needed_lead, 1) == needed


def test_a_tie_is_broken_in_the_order_m_o_a_i():
    assert counted(M=5, O=5).category == "M"
    assert counted(A=5, O=5).category == "O"
    assert counted(I=5, A=5).category == "A"
    assert not counted(I=5, A=5).settled


def test_answers_against_themselves_settle_nothing():
    one = counted(Q=90, M=10)
    assert (one.category, one.settled, one.cautious) == ("Q", False, "M")
    assert (one.better, one.worse) == (0, -1)


def test_without_answers_there_is_no_verdict():
    one = counted()
    assert (one.category, one.settled, one.cautious, one.better, one.worse) == ("", False, "", None, None)
    assert (one.strength, one.total_strength, one.needed_lead) == (0, 0, 0)


# Faulty answers


def test_exchanging_the_columns_mirrors_the_letters():
    mirror = {"M": "R", "O": "R", "A": "R", "I": "I", "Q": "Q"}
    for with_it in range(1, 6):
        for without_it in range(1, 6):
            there, back = evaluate(with_it, without_it), evaluate(without_it, with_it)
            assert mirror.get(there) == back or (there == "R" and back in "MOA")


def test_whoever_was_written_down_the_wrong_way_round_is_found_and_treated():
    made = read_survey(small("MMOAIR", "RRRRIA", "MMOAII"))  # the second: M O A turned, and an R turned into A
    assert swapped(made).tolist() == [False, True, False]
    kept = clean(made, Cleaning(swapped="keep"))
    turned = clean(made, Cleaning(swapped="turn"))
    dropped = clean(made, Cleaning(swapped="drop"))
    letters = ["".join(LETTERS[one] for one in row) for row in turned.codes]
    assert [kept.kept.sum(), turned.kept.sum(), dropped.kept.sum()] == [3, 3, 2]
    assert letters[1].count("R") == 1
    assert set(letters[1][:4]) <= set("MOA")


def test_a_few_rejections_are_not_an_exchange():
    assert not swapped(read_survey(small("RRIIII", "RRRMMM"))).any()


def test_one_and_the_same_answer_throughout_is_found_and_left_out():
    made = read_survey(small("IIIIII", "IIIIIM", "MM    "))
    assert straight(made).tolist() == [True, False, False]  # two answers show no pattern
    assert clean(made, Cleaning(straight="drop")).kept.tolist() == [False, True, True]
    assert clean(made, Cleaning(straight="keep")).kept.all()


def test_blanks_are_left_out_or_filled_in():
    made = read_survey(small("MO", "M "))
    left, filled = clean(made, Cleaning(missing="drop")), clean(made, Cleaning(missing="neutral"))
    assert left.missing == filled.missing == 1
    assert [one.n for one in verdicts(left)] == [2, 1]
    assert [one.counts["I"] for one in verdicts(filled)] == [0, 1]


def test_an_impossible_answer_is_no_answer():
    given = small("MO", "MO")
    given.needs_survey.loc[0, "with_it"] = 7
    assert verdicts(clean(read_survey(given)))[0].n == 1


def test_answering_twice_is_refused():
    given = small("MO")
    twice = pd.concat([given.needs_survey, given.needs_survey.head(1)])
    with pytest.raises(ValueError, match="R0001 answers twice on N01"):
        read_survey(Data(needs=given.needs, needs_survey=twice))


def test_exactly_the_planted_faults_are_found(survey):
    described = json.loads((sampledata.folder() / "datapackage.json").read_text(encoding="utf-8"))
    planted = {one["id"]: set(one.get("retailers", ())) for one in described["traps"]}
    found = {
        name: {one for one, held in zip(survey.retailers, test(survey), strict=True) if held}
        for name, test in (("swapped_answers", swapped), ("straight_liner", straight))
    }
    assert found["swapped_answers"] == planted["swapped_answers"]
    assert found["straight_liner"] == planted["straight_liner"]


# Intervals


def test_a_resample_draws_as_many_as_there_are():
    drawn = resamples(7, 50, 1)
    assert drawn.shape == (50, 7)
    assert (drawn.sum(axis=1) == 7).all()
    assert not np.array_equal(drawn, resamples(7, 50, 2))


def test_intervals_hold_the_estimate_and_are_the_same_every_time(survey, whole):
    again = verdicts(clean(survey))
    for one, other in zip(whole.needs, again, strict=True):
        assert one.verdict == other
        assert one.verdict.better_interval[0] <= one.verdict.better <= one.verdict.better_interval[1]
        assert one.verdict.worse_interval[0] <= one.verdict.worse <= one.verdict.worse_interval[1]


def test_where_all_agree_the_interval_is_a_point():
    one = verdicts(clean(read_survey(small("MO", "MO", "MO"))))[0]
    assert one.better_interval == (0, 0)
    assert one.worse_interval == (-1, -1)


def test_the_interval_is_about_as_wide_as_the_binomial_one(whole):
    one = whole.need("N01").verdict
    n = sum(one.counts[letter] for letter in "AOMI")
    half = 1.96 * (one.better * (1 - one.better) / n) ** 0.5
    low, high = one.better_interval
    assert (high - low) / 2 == pytest.approx(half, rel=0.2)


# The study of the sample


def test_nothing_is_lost_in_counting(data, survey):
    for cleaning in (AS_GIVEN, Cleaning()):
        made = study(data, survey, cleaning, draws=0)
        assert made.total() == sum(made.total(letter) for letter in LETTERS)
        assert sum(len(made.of(letter)) for letter in LETTERS) == len(made.needs) == 15
    assert study(data, survey, AS_GIVEN, draws=0).total() == 300 * 15


def test_the_sample_holds_every_category_and_an_unclear_one(whole):
    assert {one.verdict.category for one in whole.needs} == set(LETTERS)
    assert [one.id for one in whole.of("Q")] == ["N15"]
    assert {"N04", "N15"} <= {one.id for one in whole.unsettled}
    assert [one.id for one in whole.of("M")] == ["N01", "N02", "N08", "N09"]


def test_filling_in_blanks_and_keeping_faults_changes_the_picture(data, survey, whole):
    raw = study(data, survey, AS_GIVEN, draws=0)
    moved = [one.id for one, other in zip(raw.needs, whole.needs, strict=True)
             if one.verdict.category != other.verdict.category]  # fmt: skip
    assert moved
    assert raw.total("R") > whole.total("R")
    assert raw.total("I") > whole.total("I")


def test_the_least_satisfied_are_wanted_and_told_apart(whole):
    least = whole.least_satisfied
    assert all(first.satisfaction <= second.satisfaction for first, second in pairwise(least))
    assert all(one.verdict.category in "MOA" for one in least)
    assert least[0].id == "N06"
    assert right_reasons(whole)["N06"] == "A"
    assert right_reasons(whole)["N05"] == "B"


def test_key_needs_are_those_called_most_important(whole):
    rest = [one.importance for one in whole.needs if one not in whole.key]
    assert min(one.importance for one in whole.key) >= max(rest)


def test_each_split_puts_everybody_asked_in_one_class(data, survey):
    for split in SPLITS:
        members = sum(one.members.astype(int) for one in groups(data, survey, split))
        assert (members == 1).all()


def test_large_city_shops_and_small_village_shops_see_some_needs_differently(data, survey, whole):
    parts = [study(data, survey, who=one.name, among=one.members, draws=0) for one in groups(data, survey, "both")]
    found = {(need.id, part.need(need.id).verdict.category) for need, part in differing(whole, parts)}
    assert ("N05", "M") in found
    assert ("N12", "A") in found


def test_weighting_by_market_type_counts_each_as_in_the_branch():
    given = small("MA", "MA", "MA", "OI", "OI", "OI")
    here = given.retailers.assign(market_type=["city"] * 3 + ["rural"] * 3)
    branch = pd.concat([here, *[here[3:]] * 3]).assign(
        retailer_id=lambda one: [f"R{n + 1:04}" for n in range(len(one))]
    )
    table = Data(needs=given.needs, needs_survey=given.needs_survey, retailers=branch)
    made = read_survey(table)
    assert [one.verdict.category for one in study(table, made, draws=0).needs] == ["M", "A"]
    assert reweighted(table, made) == {"N01": "O", "N02": "I"}
    assert "these change" in asked(table, study(table, made, draws=0))[1].en


def test_the_words_say_what_came_out(data, survey, whole):
    said = " ".join(one.en for one in [*describe(whole), *treated(whole.answers), *structure_words(whole)])
    assert f"{whole.n} retailers' answers are counted" in said
    assert "N15 That new products are not left unannounced contradict themselves" in said
    assert "N04 A blind eye turned to small breaches (" in said
    assert "E1 0, E2 0, E3 14, E4 0" in said
    for letter in LETTERS:
        assert f"answers {whole.total(letter):,}." in said
    clear = study(data, survey, among=np.zeros(300, dtype=bool), draws=0)
    assert clear.total() == 0
    assert describe(clear)


# Choosing


def four(*, lawful="yes"):
    """Return a study of a basic, a dear expected, a cheap attractive and a reverse need; costs 4, 6, 3, 1."""
    rows = ("MOAR",) * 10
    needs = [
        {"cost_kyuan": 4, "company_value": 1},
        {"cost_kyuan": 6, "company_value": 5, "lawful": lawful},
        {"cost_kyuan": 3, "company_value": 2},
        {"cost_kyuan": 1, "company_value": 5},
    ]
    return example(small(*rows, importance=8, needs=needs))


def test_gain_weighs_importance_by_both_coefficients():
    # basic: better 0, worse -1; expected: 1 and -1; attractive: 1 and 0; reverse: not wanted
    assert [one.gain for one in four().needs] == [4, 8, 4, 0]


def test_the_best_choice_by_hand():
    made = four()
    assert best(made, 7).ids == ("N01", "N03")
    assert best(made, 10).ids == ("N01", "N02")
    assert best(made, 13).ids == ("N01", "N02", "N03")
    assert best(made, 3) is None
    assert best(four(lawful="no"), 13).ids == ("N01", "N03")


def test_most_wanted_first_may_leave_the_basic_need_out():
    assert greedy(four(), 9).ids == ("N02", "N03")
    assert [one.id for one in basic(four())] == ["N01"]


def test_no_subset_beats_the_best_choice(whole):
    rng = np.random.default_rng(3)
    for aim, value in (("customers", "gain"), ("company", "company_value")):
        top = getattr(best(whole, BUDGET, aim), value)
        must = [one.id for one in basic(whole)]
        for _ in range(300):
            extra = [one.id for one in whole.needs if not barred(one) and rng.random() < 0.5]
            tried = chosen(whole, {*must, *extra})
            assert tried.cost > BUDGET or getattr(tried, value) <= top + 1e-9


def test_a_need_that_is_not_there_is_refused(whole):
    with pytest.raises(ValueError, match="no need N99; there are N01"):
        chosen(whole, ["N99"])


# The challenge


def unmet(made, ids, reasons):
    return [one.id for one in conditions(made, chosen(made, ids), reasons) if not one.met]


def test_the_model_solution_meets_every_condition(whole):
    solution = best(whole, BUDGET)
    assert unmet(whole, solution.ids, right_reasons(whole)) == []
    assert solution.cost <= BUDGET


def test_at_the_start_hardly_a_condition_is_met(data, survey):
    raw = study(data, survey, AS_GIVEN)
    assert unmet(raw, (), {}) == ["cleaned", "reasons", "basic", "company", "customers"]


@pytest.mark.parametrize(
    ("more", "less", "fails"),
    [
        ({"N04"}, set(), {"allowed"}),
        ({"N11"}, {"N07", "N13", "N14", "N03"}, {"allowed", "budget", "company", "customers"}),
        (set(), {"N01"}, {"basic"}),
        ({"N05"}, set(), {"budget"}),
    ],
)
def test_each_mistake_breaks_its_condition(whole, more, less, fails):
    ids = (set(best(whole, BUDGET).ids) | more) - less
    assert fails <= set(unmet(whole, ids, right_reasons(whole)))


def test_a_wrong_reason_breaks_its_condition(whole):
    wrong = right_reasons(whole) | {"N06": "B"}
    assert unmet(whole, best(whole, BUDGET).ids, wrong) == ["reasons"]


def test_most_wanted_first_does_not_pass(whole):
    assert {"basic", "company"} <= set(unmet(whole, greedy(whole, BUDGET).ids, right_reasons(whole)))
    assert ENOUGH < 1


# Figures and tables


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", FIGURES)
def test_every_figure_speaks(name, lang, data):
    figure, again = FIGURES[name](lang, data), FIGURES[name](lang, data)
    assert figure.png.startswith(b"\x89PNG")
    assert figure.alt
    assert figure.words
    assert (figure.png, figure.alt, figure.words) == (again.png, again.alt, again.words)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", TABLES)
def test_every_table_has_a_caption_and_says_it_is_illustrative(name, lang, data):
    made = TABLES[name](lang, data)
    assert "<caption>" in made.html
    assert ("llustrative" if lang == "en" else "推想示例") in made.words


def test_no_english_is_left_in_the_chinese(data):
    said = [one("zh", data).words for one in (*FIGURES.values(), *TABLES.values())]
    said += [one("zh", data).alt for one in FIGURES.values()]
    left = set(re.findall(r"[A-Za-z]{3,}", " ".join(said))) - {"Better", "Worse", "KANO", "Fong"}
    assert left == set()


def test_the_figures_say_the_numbers_of_the_analysis(data, whole):
    quadrants, marks = FIGURES["quadrants"]("en", data).words, FIGURES["marks"]("en", data).words
    for one in whole.needs:
        assert f"{one.label.en}: better {one.verdict.better:.2f}" in quadrants
        assert f"{one.label.en}: importance {one.importance:.1f}".removesuffix(".0") in marks
    assert f"of which {whole.total('MOA'):,}" in FIGURES["structure"]("en", data).words


def test_the_six_types_are_named_as_the_notes_name_them(data):
    words = FIGURES["six"]("zh", data).words
    assert all(one in words for one in ("惊喜型", "期望型", "基本型", "问题型", "相反型", "次要型"))
    types = TABLES["types"]("zh", data).words
    assert "5 种" in types
    assert "考试按笔记" in types


def test_the_evaluation_table_shows_all_25_cells(data):
    lines = [line.split(" | ") for line in TABLES["evaluation"]("en", data).words.splitlines()]
    assert ["".join(line[1:]) for line in lines if len(line) == 6][1:] == list(EVALUATION)


def test_the_choice_table_marks_both_choices(data, whole):
    rows = [line.split(" | ") for line in TABLES["choice"]("en", data).words.splitlines()]
    rows = {row[0][:3]: row for row in rows if len(row) == 8}
    assert {one for one, row in rows.items() if row[7] == "✓"} == set(best(whole, BUDGET).ids)
    assert {one for one, row in rows.items() if row[6] == "✓"} == set(greedy(whole, BUDGET).ids)
    assert rows["N06"][2] == "not allowed"


# The numbers the lesson says


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_lesson_says_the_numbers_of_the_analysis(lang, data, whole):
    lesson = Path(__file__).parents[1] / "content" / "lessons" / "03-need-analysis" / f"lesson.{lang}.md"
    text = lesson.read_text(encoding="utf-8").partition('<a id="example"></a>')[2].partition('<a id="lab"></a>')[0]
    wished, made = greedy(whole, BUDGET), best(whole, BUDGET)
    n04, n15 = whole.need("N04").verdict, whole.need("N15").verdict
    said = [
        whole.n, f"{whole.total():,}", f"{whole.total('MOA'):,}", f"{whole.total('MOA') / whole.total():.1%}",
        int(whole.answers.swapped.sum()), whole.answers.missing, n04.counts["A"], n04.counts["I"], n15.counts["Q"],
        *(f"{one.satisfaction:.1f}" for one in whole.least_satisfied),
        *(f"{one.company_value:g}" for one in (wished, made)), *(f"{one.gain:.1f}" for one in (wished, made)),
        *(f"{one.cost / 10:g}" if lang == "zh" else f"{one.cost:g}" for one in (wished, made)),
        *(one.id for one in (*whole.key, *whole.least_satisfied, *wished.needs)),
    ]  # fmt: skip
    assert [one for one in map(str, said) if not re.search(rf"(?<![\d.,]){re.escape(one)}(?!\d)", text)] == []
    order = [text.index(one.id, text.index("67.3%")) for one in whole.key]
    assert order == sorted(order)
    counts = [len(whole.of(letter)) for letter in "MOAIR"]
    zh = "基本型 {} 项、期望型 {} 项、惊喜型 {} 项、次要型 {} 项、相反型 {} 项"
    en = "basic are {}, expected {}, delight {}, secondary {}, reverse {}"
    assert (zh if lang == "zh" else en).format(*counts) in text
    assert [one for one, letter in reweighted(data, whole.answers.survey).items()
            if letter != whole.need(one).verdict.category] == ["N04"]  # fmt: skip
