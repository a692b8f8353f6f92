import asyncio

import pytest

from fuwu.labs.classification import BASES
from fuwu.widgets.classification import Explorer


@pytest.fixture
def lab(data):
    return Explorer(data, "en")


def test_the_view_begins_with_everything_shown_and_a_stable_repr(lab):
    assert repr(lab.view) == "ClassificationExplorer()"
    for part in (lab.words, lab.chart, lab.profile, lab.cross_words, lab.cross_table,
                 lab.task, lab.planner.words, lab.planner.chart, lab.planner.table):  # fmt: skip
        assert part.value
    assert '<svg role="img" aria-label=' in lab.chart.value
    assert 'aria-live="polite"' in lab.words.value


def test_moving_a_slider_changes_words_chart_and_table(lab):
    before = [one.value for one in (lab.words, lab.chart, lab.profile, lab.task)]
    lab.first.control("k").value = 8
    after = [one.value for one in (lab.words, lab.chart, lab.profile, lab.task)]
    assert all(old != new for old, new in zip(before, after, strict=True))
    assert "8 classes" in lab.words.value


def test_every_basis_and_setting_can_be_chosen(lab):
    for basis in BASES.values():
        lab.first.select.value = basis.id
        assert basis.name.en in lab.words.value
        for parameter in basis.parameters:
            for choice, _ in parameter.choices:
                lab.first.control(parameter.id).value = choice
                assert f"{lab.classification.params['by']}" == choice


def test_the_scope_switches_to_the_whole_branch_with_all_its_managers(lab):
    lab.scope.value = ""
    assert "1,200 retailers" in lab.words.value
    assert lab.planner.plan.managers == 9


def test_services_and_rhythms_set_by_the_learner_count_and_stay(lab):
    service, rhythm = lab.planner.rows[0]
    service.value, rhythm.value = "basic", "monthly"
    assert lab.planner.plan.rows[0].visits == lab.planner.plan.rows[0].customer_class.size
    lab.first.control("k").value = 6
    assert (service.value, rhythm.value) == ("basic", "monthly")
    lab.reset_button.click()
    assert rhythm.value == "as_needed"


def test_the_unseen_are_named(lab):
    assert "<details>" in lab.planner.unseen.value
    assert lab.planner.plan.unseen[0] in lab.planner.unseen.value


def test_in_a_running_loop_only_the_latest_value_is_drawn(data):
    async def drag():
        made = Explorer(data, "en")
        drawn = []
        made.chart.observe(drawn.append, "value")
        for k in (6, 7, 8, 9):
            made.first.control("k").value = k
        await asyncio.sleep(1)
        return made, drawn

    made, drawn = asyncio.run(drag())
    assert len(drawn) == 1
    assert "9 classes" in made.words.value
    assert "now 9" in made.task.value
