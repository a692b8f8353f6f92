import asyncio
import re

import ipywidgets as w
import pytest

from fuwu.labs.kano import TYPES, quadrants_figure
from fuwu.widgets.kano import Explorer


@pytest.fixture
def lab(data):
    return Explorer(data, "en")


def test_the_view_begins_with_everything_shown_and_a_stable_repr(lab):
    assert repr(lab.view) == "NeedExplorer()"
    for part in (lab.treated, lab.words, lab.chart, lab.table, lab.asked, lab.class_words, lab.class_table,
                 lab.structure_words, lab.structure, lab.marks, lab.task, lab.chooser.words):  # fmt: skip
        assert part.value
    assert '<svg role="img" aria-label=' in lab.chart.value
    assert 'aria-live="polite"' in lab.words.value
    assert "left as they are" in lab.treated.value


def test_cleaning_changes_the_words_the_chart_and_the_task(lab):
    before = [one.value for one in (lab.treated, lab.words, lab.chart, lab.table, lab.task)]
    lab.swapped.value, lab.straight.value, lab.missing.value = "turn", "drop", "drop"
    after = [one.value for one in (lab.treated, lab.words, lab.chart, lab.table, lab.task)]
    assert all(old != new for old, new in zip(before, after, strict=True))
    assert "turned back" in lab.treated.value
    assert "291 retailers" in lab.words.value


def test_every_class_of_customers_can_be_looked_at(lab):
    for name, scope in lab.who.options:
        lab.who.value = scope
        assert name.partition(" (")[0] in lab.words.value
    assert len(lab.who.options) > 10


def test_customers_can_be_compared_by_every_split(lab):
    lab.swapped.value, lab.straight.value, lab.missing.value = "turn", "drop", "drop"
    for _, split in lab.split.options:
        lab.split.value = split
        assert "<table>" in lab.class_table.value
    assert "N05 Steady sellers never out of stock" in lab.class_words.value


def test_the_choice_counts_and_says_when_the_money_is_not_enough(lab):
    lab.chooser.boxes["N01"].value = True
    assert "cost 60 thousand yuan" in lab.chooser.words.value
    lab.chooser.boxes["N06"].value = True
    assert "over the budget" in lab.chooser.words.value
    assert "N06" in lab.task.value
    lab.chooser.budget.value = 1000
    assert "over the budget" not in lab.chooser.words.value
    lab.chooser.clear.click()
    assert lab.chooser.choice.ids == ()


def test_most_wanted_first_can_be_filled_in(lab):
    lab.chooser.wishes.click()
    assert lab.chooser.choice.cost <= 900
    assert "left out: N" in lab.task.value


def test_reasons_are_asked_for_the_least_satisfied_and_kept(lab):
    asked = [one.description for one in lab.chooser.reasons]
    assert len(set(asked)) == 3
    assert all(one.startswith("Why so little satisfied: N") for one in asked)
    lab.chooser.reasons[0].value = "A"
    assert lab.chooser.decided[lab.whole.least_satisfied[0].id] == "A"
    lab.who.value = "rural"
    assert lab.chooser.reasons[0].value == "A"


def test_reasons_follow_the_needs_when_cleaning_changes_which_are_least_satisfied(lab):
    lab.swapped.value, lab.straight.value, lab.missing.value = "turn", "drop", "drop"
    shown = [one.description.rpartition(": ")[2][:3] for one in lab.chooser.reasons]
    assert shown == [one.id for one in lab.whole.least_satisfied]


def test_the_notes_and_kano_stand_side_by_side(lab):
    shown = " ".join(one.value for one in lab.view.children if isinstance(one, w.HTML))
    assert "five kinds" in shown
    assert "in the exam follow the notes" in shown


def test_the_chinese_view_is_chinese_and_counts_money_in_ten_thousands(data):
    lab = Explorer(data, "zh")
    lab.solution_button.click()
    shown, waiting = [], [lab.view]
    while waiting:
        one = waiting.pop()
        waiting.extend(getattr(one, "children", ()))
        shown.append(f"{getattr(one, 'description', '')} {one.value if isinstance(one, w.HTML) else ''}")
    text = re.sub(r"<style>.*?</style>|<[^>]*>|&#?\w+;", " ", " ".join(shown), flags=re.DOTALL)
    left = set(re.findall(r"[A-Za-z]{3,}", text)) - {"Better", "Worse", "KANO", "Fong"}
    assert left == set()
    assert lab.chooser.budget.value == 90
    assert lab.chooser.money == 900
    assert all("（" in bit for bit in (lab.words.value, lab.task.value))
    assert len(TYPES) == 7


def test_in_a_running_loop_only_the_latest_value_is_drawn(data):
    async def switch():
        made = Explorer(data, "en")
        drawn = []
        made.chart.observe(drawn.append, "value")
        for scope in ("city", "town", "rural"):
            made.who.value = scope
        await asyncio.sleep(1)
        return made, drawn

    made, drawn = asyncio.run(switch())
    assert len(drawn) == 1
    assert "rural area" in made.words.value


def test_starting_over_restores_every_list(lab):
    lists = (lab.swapped, lab.straight, lab.missing, lab.who, lab.split)
    first, shown = [one.value for one in lists], lab.class_table.value
    for one in lists:
        one.value = one.options[-1][1]
    assert all(one.value != old for one, old in zip(lists, first, strict=True))
    assert lab.class_table.value != shown
    lab.reset_button.click()
    assert [one.value for one in lists] == first
    assert lab.class_table.value == shown


def test_no_class_of_customers_shows_a_negative_nought(lab):
    seen = set()
    for _, scope in lab.who.options:
        lab.who.value = scope
        figure = quadrants_figure(lab.study, "en", title=lab.study.who)
        text = lab.table.value + lab.words.value + lab.chart.value + figure.words
        assert re.findall(r"[-−]0\.00", text) == []
        seen |= set(re.findall(r"\b0\.00", text))
    assert seen
