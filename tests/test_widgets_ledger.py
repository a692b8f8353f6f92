import asyncio

import ipywidgets as w
import pytest

from fuwu.widgets.ledger import Explorer


@pytest.fixture
def lab(data):
    return Explorer(data, "en")


def shown(lab):
    shop, channels = lab.shop, lab.channels
    return [shop.truth, shop.words, shop.chart, shop.table, channels.words, channels.chart, channels.table,
            channels.heard, channels.estimate, channels.size, lab.planner.words, lab.task]  # fmt: skip


def test_the_view_begins_with_everything_shown_and_a_stable_repr(lab):
    assert repr(lab.view) == "LedgerExplorer()"
    assert all(one.value for one in shown(lab))
    assert '<svg role="img" aria-label=' in lab.shop.chart.value
    assert 'aria-live="polite"' in lab.shop.words.value


def test_another_shop_and_class_change_what_is_shown(lab):
    before = [lab.shop.words.value, lab.shop.chart.value, lab.shop.table.value]
    lab.shop.shop.value = "R0415"
    after = [lab.shop.words.value, lab.shop.chart.value, lab.shop.table.value]
    assert all(old != new for old, new in zip(before, after, strict=True))
    lab.shop.price_class.value = "1"
    assert "class one" in lab.shop.words.value
    assert "R0415" in lab.task.value


def test_a_lower_limit_finds_more(lab):
    lab.shop.shop.value = "R0415"
    few = lab.shop.signs_table.value.count("<tr>")
    lab.shop.stockout_days.value, lab.shop.price_kept.value = 3, 99
    assert lab.shop.signs_table.value.count("<tr>") > few


def test_an_untrue_ledger_is_called_so(lab):
    lab.shop.shop.value = "R0298"
    assert "copied, not kept" in lab.shop.truth.value
    lab.shop.shop.value = "R0456"
    assert "do not balance" in lab.shop.truth.value


def test_shops_can_be_chosen_by_level_and_none_shows_emotion(lab):
    lab.shop.pointing.value = "growth"
    assert 0 < len(lab.shop.shop.options) < 92
    assert "growth need" in lab.shop.words.value
    lab.shop.pointing.value = "emotion"
    assert lab.shop.shop.options == ()
    assert "No ledger points there" in lab.shop.truth.value
    lab.shop.pointing.value = ""
    assert lab.shop.chart.value


def test_the_scope_of_the_comparison_switches(lab):
    lab.channels.scope.value = ""
    assert "of 1,200 retailers" in lab.channels.words.value
    assert "1,200" in lab.channels.table.value


def test_costs_change_the_table_and_the_plan_but_not_the_task(lab):
    lab.solution_button.click()
    lab.channels.per_ledger.value = 6.0
    assert "552" in lab.channels.table.value
    assert "ledgers 552" in lab.planner.words.value
    assert "All conditions are met" in lab.task.value


def test_the_calculators_follow(lab):
    lab.channels.need.value = "N06"
    assert "do not allow this wish" in lab.channels.estimate.value
    lab.channels.need.value = "N15"
    assert "double negative" in lab.channels.estimate.value
    lab.channels.margin.value = 10.0
    assert "89 of 1,200" in lab.channels.size.value
    lab.channels.confidence.value = "0.99"
    assert "99% confidence" in lab.channels.size.value


def test_chinese_sentences_follow_without_a_space(data):
    lab = Explorer(data, "zh")
    for need in ("N06", "N15"):
        lab.channels.need.value = need
        assert "没有计入。这" in lab.channels.estimate.value


def controls(view):
    waiting, found = [view], []
    while waiting:
        one = waiting.pop()
        waiting.extend(getattr(one, "children", ()))
        if hasattr(one, "value") and not isinstance(one, w.HTML):
            found.append(one)
    return found


def test_in_a_running_loop_only_the_latest_value_is_drawn(data):
    async def drag():
        made = Explorer(data, "en")
        drawn = []
        made.shop.chart.observe(drawn.append, "value")
        for shop in ("R0415", "R0716", "R0737"):
            made.shop.shop.value = shop
        await asyncio.sleep(0.5)
        return made, drawn

    made, drawn = asyncio.run(drag())
    assert len(drawn) == 1
    assert "R0737" in made.task.value
