"""The lapse explorer, driven without a browser."""

import asyncio

import ipywidgets as w
import pytest

from fuwu.labs.lapse.challenge import MANAGER
from fuwu.widgets.lapse import Explorer, explorer

MET = "All conditions are met"


@pytest.fixture
def lab(data):
    return Explorer(data, "en")


def leaves(view):
    """Return every widget of the view that has no children."""
    waiting, found = [view], []
    while waiting:
        one = waiting.pop()
        waiting.extend(getattr(one, "children", ()))
        if not getattr(one, "children", ()):
            found.append(one)
    return found


def test_the_view_shows_the_same_text_in_every_run(data):
    assert repr(explorer(data, "zh")) == repr(explorer(data, "en")) == "LapseExplorer()"


def test_it_begins_with_the_manager_of_the_task_and_no_measures(lab):
    assert lab.scope.value == MANAGER
    assert "of 130 retailers" in lab.finder.words.value
    assert MET not in lab.task.value
    assert lab.planner.plan.taken == ()


def test_a_shorter_rule_catches_more_and_everything_follows(lab):
    before = (lab.finder.words.value, lab.stay_words.value, lab.planner.words.value, lab.task.value)
    caught = len(lab.finder.suspects)
    lab.finder.months.value = 2
    assert len(lab.finder.suspects) > caught
    after = (lab.finder.words.value, lab.stay_words.value, lab.planner.words.value, lab.task.value)
    assert all(old != new for old, new in zip(before, after, strict=True))
    assert "missed: R" not in lab.task.value


def test_looking_at_fewer_months_catches_fewer(lab):
    lab.finder.upto.value = 5
    early = {one.retailer for one in lab.finder.suspects}
    assert all(one.alarm.caught < 5 for one in lab.finder.suspects)
    lab.finder.upto.value = 10
    assert early < {one.retailer for one in lab.finder.suspects}


def test_a_shop_can_be_chosen_and_stays_chosen_while_it_is_caught(lab):
    chosen = lab.finder.shop.options[1][1]
    lab.finder.shop.value = chosen
    assert chosen in lab.finder.chart.value
    lab.finder.below.value = 60
    assert lab.finder.shop.value == chosen
    lab.finder.months.value = 6
    lab.finder.upto.value = 3
    assert "catches nobody" in lab.finder.chart.value
    assert lab.finder.shop.value == ""
    lab.finder.upto.value = 10
    assert lab.finder.shop.value != ""


def test_the_season_and_closed_months_can_be_left_out(lab):
    lab.scope.value = ""
    lab.finder.months.value = 2
    with_closed = {one.retailer for one in lab.finder.suspects}
    lab.finder.own_closed.value = False
    assert with_closed < {one.retailer for one in lab.finder.suspects}
    lab.finder.below.value = 70
    this_year = len(lab.finder.suspects)
    lab.finder.season.value = "none"
    assert len(lab.finder.suspects) > this_year


def test_long_tables_are_cut_and_say_so(lab):
    lab.scope.value = ""
    assert len(lab.finder.suspects) > 40
    assert "and " in lab.finder.table.value
    assert lab.finder.table.value.count("<tr>") == 41


def test_curves_follow_the_class(lab):
    lab.by.value = "complaints"
    assert "two or more complaints" in lab.stay_words.value
    assert lab.stay_table.value.count("<tr>") == 4
    assert "After 6 months" in lab.stay_table.value
    assert "<svg" in lab.stay_chart.value


def test_measures_spend_hours_and_are_counted(lab):
    lab.planner.measures["inconvenience"].value = "survey"
    taken = lab.planner.plan.taken
    assert taken
    assert {one.suspect.finding for one in taken} == {"inconvenience"}
    assert f"take {4 * len(taken)} of 36 hours" in lab.planner.words.value
    lab.planner.budget.value = 10
    assert len(lab.planner.plan.taken) <= 2
    before = lab.planner.words.value
    lab.planner.margin.value = 20
    assert lab.planner.words.value != before


def test_a_measure_against_the_wrong_cause_is_named(lab):
    lab.planner.measures["supply"].value = "long_term"
    assert "instil the meaning of long-term cooperation against supply not met in time" in lab.task.value


def test_the_task_is_about_one_manager(lab):
    lab.scope.value = ""
    assert "choose this customer manager" in lab.task.value
    assert MET not in lab.task.value


def test_in_a_running_loop_only_the_latest_value_is_drawn(data):
    async def drag():
        made = Explorer(data, "en")
        drawn = []
        made.finder.trials.observe(drawn.append, "value")
        for percentage in (55, 60, 65, 70):
            made.finder.below.value = percentage
        await asyncio.sleep(1)
        return made, drawn

    made, drawn = asyncio.run(drag())
    assert len(drawn) == 1
    assert made.finder.rule.below == pytest.approx(0.7)


def test_starting_over_restores_every_control_and_all_that_is_shown(data):
    lab = Explorer(data, "en")
    controls = [one for one in leaves(lab.view) if isinstance(one, w.ValueWidget) and not isinstance(one, w.HTML)]
    assert len(controls) > 15
    first = [one.value for one in controls]
    shown = [one.value for one in leaves(lab.view) if isinstance(one, w.HTML)]
    for one in controls:
        match one:
            case w.Dropdown():
                one.value = one.options[-1][1]
            case w.Checkbox():
                one.value = not one.value
            case _:
                one.value = one.min if one.value != one.min else one.max
    changed = [one.value for one in controls]
    assert sum(old != new for old, new in zip(first, changed, strict=True)) >= len(controls) - 1  # no shop may be left
    lab.reset_button.click()
    assert [one.value for one in controls] == first
    assert [one.value for one in leaves(lab.view) if isinstance(one, w.HTML)] == shown


def test_starting_over_shows_the_first_shop_again_though_only_the_shop_or_a_slider_was_moved(lab):
    first = lab.finder.shop.value
    lab.finder.shop.value = lab.finder.shop.options[-1][1]
    lab.start_over()
    assert lab.finder.shop.value == first
    lab.finder.months.value = 6
    lab.finder.below.value = 30
    lab.start_over()
    assert lab.finder.shop.value == first
    assert first in lab.finder.chart.value


def test_a_shop_is_shown_up_to_the_month_looked_at(lab):
    lab.finder.months.value = 1
    whole = lab.finder.chart.value
    lab.finder.upto.value = 3
    said = lab.finder.chart.value.rpartition("<p>")[2]
    assert "March" in said
    assert not any(one in said for one in ("April", "May", "June", "October"))
    assert said.count("%") == 4  # three months and the limit
    lab.finder.shop.value = shop = lab.finder.shop.options[-1][1]
    early = lab.finder.chart.value
    lab.finder.upto.value = 10
    assert lab.finder.shop.value == shop
    assert "October" in lab.finder.chart.value.rpartition("<p>")[2]
    assert lab.finder.chart.value.count("#FBE6C2") > early.count("#FBE6C2") > 0
    assert "October" in whole


def test_with_nobody_caught_sentences_stand_in_place_of_empty_tables(lab):
    assert "Mean share of what was due since the first low month" in lab.finder.table.value
    lab.finder.months.value, lab.finder.upto.value = 6, 3
    assert lab.finder.suspects == ()
    for one in (lab.finder.table, lab.planner.table):
        assert "<table" not in one.value
        assert one.value.endswith(".</p>")
