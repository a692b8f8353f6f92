"""The accounts explorer, driven without a browser."""

import re

import pytest

from fuwu.labs.accounts.checks import NAMES
from fuwu.labs.accounts.planted import PLANTED
from fuwu.labs.accounts.profit import METHODS
from fuwu.labs.accounts.survey import ASPECTS
from fuwu.labs.figure import GREY
from fuwu.widgets.accounts import Explorer, explorer
from fuwu.widgets.accounts.checker import MOST_REASONS

MET = "All conditions are met"


@pytest.fixture
def lab(data):
    return Explorer(data, "en")


def parts_of(lab):
    return (
        lab.checker.words,
        lab.words,
        lab.chart,
        lab.table,
        lab.survey_chart,
        lab.survey_words,
        lab.owners,
        lab.task,
    )


def mark_all(lab, check, *, shop="", both=False, limit=15):
    checker = lab.checker
    checker.check.value, checker.shop.value = check, shop
    checker.both.value, checker.limit.value = both, limit
    checker.all_button.click()


def test_the_view_shows_the_same_text_in_every_run(data):
    assert repr(explorer(data, "zh")) == repr(explorer(data, "en")) == "AccountsExplorer()"


def test_it_begins_with_the_books_as_written_and_nothing_marked(lab):
    assert all(part.value for part in parts_of(lab))
    assert "33 suspicious, 0 of them marked; 0 marks in all." in lab.checker.words.value
    assert "still differ in 33 of 351" in lab.words.value
    assert "In 7 of 10 shops" in lab.words.value
    assert "0 of 4 conditions are met." in lab.task.value
    assert "z = 3.01" in lab.survey_words.value


def test_every_check_lists_something_in_every_shop_or_says_nothing_is_there(lab):
    checker = lab.checker
    for check in NAMES:
        checker.check.value = check
        assert len(checker.list.options) >= 6
        total = 0
        for shop in lab.books.shops:
            checker.shop.value = shop
            total += len(checker.list.options)
        checker.shop.value = ""
        assert total == len(checker.list.options)


def test_the_limit_shows_for_prices_only_and_thins_the_list(lab):
    assert lab.checker.limit.layout.display == "none"
    lab.checker.check.value = "price"
    assert lab.checker.limit.layout.display is None
    assert len(lab.checker.list.options) == 56
    lab.checker.limit.value = 50
    assert len(lab.checker.list.options) == 24


def test_a_mark_mends_the_books_at_once_and_stays_when_another_list_is_shown(lab):
    before = lab.words.value
    mark_all(lab, "price", shop="R0200", limit=50)
    assert lab.words.value != before
    assert len(lab.checker.marks) == 9
    lab.checker.check.value = "count"
    assert len(lab.checker.marks) == 9
    lab.checker.check.value = "price"
    assert len(lab.checker.list.value) == 9
    lab.checker.list.value = lab.checker.list.value[:4]
    assert len(lab.checker.marks) == 4
    lab.checker.none_button.click()
    assert lab.checker.marks == frozenset()
    assert lab.words.value == before


def test_two_checks_can_suspect_the_same_line(lab):
    mark_all(lab, "cartons")
    assert len(lab.checker.marks) == 18
    lab.checker.check.value = "delivered"
    assert "31 suspicious, 18 of them marked" in lab.checker.words.value


def test_nothing_is_selected_when_the_list_is_replaced(lab):
    mark_all(lab, "price", limit=50)
    told = []
    lab.checker.list.observe(lambda change: told.append((change["name"], lab.checker.list.index)),
                             ["_options_labels", "index"])  # fmt: skip
    lab.checker.check.value = "gap"
    assert [index for name, index in told if name == "_options_labels"] == [()]
    assert told[0] == ("index", ())


def test_long_lines_of_the_list_can_be_scrolled_sideways(lab):
    assert "fuwu-suspects" in lab.checker.list._dom_classes
    styles = [one.value for one in lab.checker.view.children if "<style>" in str(getattr(one, "value", ""))]
    assert ".fuwu-suspects > select" in "".join(styles)


def test_a_negative_profit_is_drawn_in_grey_and_named(lab):
    lab.method.value = "cash"
    assert "below zero" in lab.chart.value
    assert GREY in lab.chart.value
    lab.solution_button.click()
    assert "below zero" not in lab.chart.value


def test_marks_are_compared_with_what_really_went_wrong(lab):
    mark_all(lab, "twice", both=True)
    lab.checker.compare_button.click()
    assert "5 of 55 errors found, 24 marks in vain." in lab.checker.verdict.value
    assert lab.checker.verdict.value.count("true sales that happen to be equal") == MOST_REASONS
    assert "and 12 more marks" in lab.checker.verdict.value
    lab.checker.none_button.click()
    assert lab.checker.verdict.value == ""
    lab.checker.set(PLANTED)
    lab.checker.compare_button.click()
    assert "55 of 55 errors found, 0 marks in vain." in lab.checker.verdict.value


def shown_by_method(lab):
    shown = {}
    for method in METHODS:
        lab.method.value = method
        shown[method] = lab.words.value + lab.table.value
    return shown


def test_the_right_ways_of_reckoning_agree_on_true_books_only(lab):
    assert len(set(shown_by_method(lab).values())) == len(METHODS)
    lab.checker.set(PLANTED)
    shown = shown_by_method(lab)
    assert shown["average"] == shown["count"] != shown["cash"]
    assert "In 8 of 10 shops" in shown["cash"]


def test_fewer_asked_makes_the_rise_possible_chance(lab):
    lab.asked.value = 100
    assert "may well be chance" in lab.survey_words.value
    assert "100 asked" in lab.survey_chart.value
    for aspect in ASPECTS:
        lab.aspect.value = aspect
        assert "percentage points apart" in lab.survey_words.value


def test_the_task_can_be_done_by_hand(lab):
    mark_all(lab, "price", limit=50)
    mark_all(lab, "cartons")
    mark_all(lab, "twice", shop="R0098", both=True)
    mark_all(lab, "count", shop="R0562")
    mark_all(lab, "gap", shop="R1101")
    lab.high["R0624"].value = True
    lab.conclusion.value = "hint"
    assert lab.checker.marks == PLANTED
    assert MET in lab.task.value
    lab.high["R0200"].value = True
    assert MET not in lab.task.value


def test_the_model_solution_meets_the_task_and_starting_over_does_not(lab):
    first = [part.value for part in parts_of(lab)]
    lab.method.value, lab.asked.value = "cash", 50
    lab.solution_button.click()
    assert MET in lab.task.value
    assert "In 9 of 10 shops" in lab.words.value
    assert "still differ in 0 of 351" in lab.words.value
    lab.reset_button.click()
    assert [part.value for part in parts_of(lab)] == first


def test_a_hint_comes_and_goes(lab):
    lab.hint_button.click()
    assert "9, 18 or 27" in lab.hint.value
    lab.hint_button.click()
    assert lab.hint.value == ""


def test_no_english_on_the_chinese_view(data):
    lab = Explorer(data, "zh")
    lab.hint_button.click()
    said = []
    for check in NAMES:
        mark_all(lab, check)
        lab.checker.compare_button.click()
        said += [lab.checker.verdict.value, *(label for label, _key in lab.checker.list.options)]
    said += [part.value for part in (*parts_of(lab), lab.hint)]
    said += [part.value for part in lab.view.children if type(part).__name__ == "HTML"][1:]
    controls = (lab.method, lab.aspect, lab.conclusion, lab.checker.check, lab.checker.shop)
    said += [label for control in controls for label, _value in control.options]
    words = set(re.findall(r"[A-Za-z]+", re.sub(r"<[^>]+>", "", "".join(said))))
    assert words <= {"R", "z", "p", "Ctrl", "Shift"}
