import asyncio

import pytest

from fuwu.widgets.value import Explorer


@pytest.fixture
def lab(data):
    return Explorer(data, "en")


def test_the_view_begins_with_everything_shown_and_a_stable_repr(lab):
    assert repr(lab.view) == "ValueExplorer()"
    for part in (lab.matrix_words, lab.matrix_chart, lab.fields, lab.band_words, lab.band_chart, lab.groups, lab.task):
        assert part.value
    assert '<svg role="img" aria-label=' in lab.matrix_chart.value
    assert 'aria-live="polite"' in lab.band_words.value
    assert lab.movers.value == ""
    assert "Nobody has moved" in lab.band_words.value


def test_the_matrix_follows_its_sliders_and_leaves_the_bands_alone(lab):
    shown = (lab.matrix_words, lab.matrix_chart, lab.fields, lab.task)
    before, bands = [one.value for one in shown], lab.band_words.value
    lab.now.value = 20
    assert all(one.value != old for one, old in zip(shown, before, strict=True))
    assert lab.band_words.value == bands


def test_bands_follow_their_weights_and_name_who_moves(lab):
    lab.ability.value = 100
    assert "ability 55.6%" in lab.band_words.value
    assert lab.movers.value.count("<tr>") == 11
    lab.till.value = False
    assert "ability 55.6%" in lab.band_words.value
    assert lab.banding.weights.till is False


def test_the_scope_changes_what_is_shown_but_not_the_task(lab):
    task = lab.task.value
    lab.scope.value = "K03"
    assert sum(lab.matrix.field(one).size for one in ("high-high", "high-low", "low-high", "low-low")) == 1200
    assert "212 retailers" not in lab.matrix_words.value
    assert lab.task.value == task


def walk(view):
    waiting = [view]
    while waiting:
        one = waiting.pop()
        waiting.extend(getattr(one, "children", ()))
        yield one


def test_in_a_running_loop_only_the_latest_value_is_drawn(data):
    async def drag():
        made = Explorer(data, "en")
        drawn = []
        made.band_chart.observe(drawn.append, "value")
        for weight in (45, 50, 60, 90):
            made.quantity.value = weight
        await asyncio.sleep(1)
        return made, drawn

    made, drawn = asyncio.run(drag())
    assert len(drawn) == 1
    assert "quantity 60%" in made.band_words.value


def test_weights_of_nought_count_alike_and_say_so(lab):
    lab.quantity.value = lab.amount.value = lab.ability.value = 0
    assert "All three weights are 0: they count alike." in lab.band_words.value
    lab.reset_button.click()
    assert "All three weights are 0" not in lab.band_words.value
