import asyncio

import pytest

from fuwu.labs.expectation import START_CUSTOMER, START_POLICY, START_SERVICE
from fuwu.widgets.expectation import ExpectationBench


@pytest.fixture
def bench():
    return ExpectationBench("en")


def parts(view):
    waiting, found = [view], []
    while waiting:
        one = waiting.pop()
        found.append(one)
        waiting.extend(getattr(one, "children", ()))
    return found


def test_the_view_begins_with_everything_shown_and_a_stable_repr(bench):
    assert repr(bench.view) == "ExpectationBench()"
    for part in (bench.formation, bench.formation_words, bench.zone, bench.table, bench.months,
                 bench.months_words, bench.task):  # fmt: skip
        assert part.value
    assert '<svg role="img" aria-label=' in bench.months.value
    assert 'aria-live="polite"' in bench.months_words.value
    assert (bench.customer, bench.service, bench.policy) == (START_CUSTOMER, START_SERVICE, START_POLICY)


def test_every_slider_changes_what_is_shown(bench):
    for name, slider in bench.sliders.items():
        bench.reset_button.click()
        before = bench.formation.value + bench.zone.value + bench.months.value
        slider.value = slider.min if slider.value > (slider.min + slider.max) / 2 else slider.max
        assert bench.formation.value + bench.zone.value + bench.months.value != before, name


def test_a_way_shows_at_once_in_words_chart_and_task(bench):
    before = [one.value for one in (bench.formation_words, bench.months, bench.task)]
    bench.ways["clarify"].value = True
    after = [one.value for one in (bench.formation_words, bench.months, bench.task)]
    assert all(old != new for old, new in zip(before, after, strict=True))
    assert "expectation of 77.5 points" in bench.formation_words.value


def test_the_table_follows_the_settings(bench):
    assert "18.9" in bench.table.value
    bench.sliders["promise"].value = 72
    assert "13.5" in bench.table.value


def test_a_gap_that_closes_for_lack_of_trust_is_called_so(bench):
    assert "hardly believed" in bench.months_words.value
    bench.solution_button.click()
    assert "hardly believed" not in bench.months_words.value


def test_in_a_running_loop_only_the_latest_value_is_drawn():
    async def drag():
        made = ExpectationBench("en")
        drawn = []
        made.months.observe(drawn.append, "value")
        for points in (60, 65, 70, 75):
            made.sliders["promise"].value = points
        await asyncio.sleep(0.5)
        return made, drawn

    made, drawn = asyncio.run(drag())
    assert len(drawn) == 1
    assert "Your promise: 75 points" in made.months_words.value
