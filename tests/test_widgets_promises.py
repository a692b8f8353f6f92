import re

import pytest

from fuwu import sampledata
from fuwu.labs.promises import PROMISES
from fuwu.widgets.promises import Explorer


@pytest.fixture(scope="module")
def data():
    return sampledata.load()


@pytest.fixture
def lab(data):
    return Explorer(data, "en")


def test_the_view_begins_with_everything_shown(lab):
    assert repr(lab.view) == "PromisesExplorer()"
    for part in (lab.summary, lab.chart, lab.table, lab.curve, lab.words, lab.groups, lab.list, lab.honest, lab.task):
        assert part.value
    assert "5 complaint handled" in lab.curve.value


def test_how_to_count_changes_the_audit(lab):
    before = lab.table.value
    lab.calendar.value = "weekdays"
    assert lab.table.value != before
    lab.scope.value = "all"
    assert "Left out as not promised: 0 events." in lab.summary.value


def test_every_commitment_can_be_looked_at_every_way(lab):
    for promise in PROMISES:
        lab.promise.value = promise.id
        for by in ("month", "weekday", "market", "manager"):
            lab.by.value = by
            assert lab.groups.value.count("<tr>") >= 2
        assert lab.list.value.count("<tr>") >= 2


def test_a_limit_is_remembered_for_its_commitment(lab):
    lab.limit.value = 100
    assert "Within 100 h" in lab.words.value
    lab.promise.value = "2"
    assert "Within 60 min" in lab.words.value
    lab.promise.value = "5a"
    assert lab.limit.value == 100


def test_the_model_solution_meets_the_task_and_starting_over_does_not(lab):
    assert "All conditions are met." not in lab.task.value
    lab.solution_button.click()
    assert "All conditions are met." in lab.task.value
    lab.reset_button.click()
    assert "0 of 5 conditions are met." in lab.task.value


def test_no_english_on_the_chinese_view(data):
    lab = Explorer(data, "zh")
    lab.hint_button.click()
    shown = "".join(part.value for part in (lab.summary, lab.table, lab.words, lab.groups, lab.list, lab.honest,
                                            lab.task, lab.hint))  # fmt: skip
    words = set(re.findall(r"[A-Za-z]{2,}", re.sub(r"<[^>]+>", "", shown)))
    assert {word for word in words if not re.fullmatch(r"R\d*|P\d*|K\d*", word)} == set()
