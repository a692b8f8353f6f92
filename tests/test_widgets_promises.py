import pytest

from fuwu.labs.promises import PROMISES
from fuwu.widgets.promises import Explorer


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
