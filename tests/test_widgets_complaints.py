import pytest

from fuwu.widgets.complaints import Explorer


@pytest.fixture
def lab(data):
    return Explorer(data, "en")


def test_the_view_begins_with_everything_shown(lab):
    assert repr(lab.view) == "ComplaintsExplorer()"
    for part in (lab.chart, lab.words, lab.limits, lab.limit_words, lab.again, lab.measures, lab.task):
        assert part.value


def test_counting_by_something_else_and_less_changes_the_chart(lab):
    seen = {lab.words.value}
    for by in ("cause", "channel", "manager_id", "month"):
        lab.by.value = by
        seen.add(lab.words.value)
    lab.cause.value = "beyond"
    lab.manager.value = "K07"
    seen.add(lab.words.value)
    assert len(seen) == 6


def test_the_denominator_of_arrivals_matters(lab):
    before = lab.limit_words.value
    lab.scope.value = "all"
    assert lab.limit_words.value != before
    assert "0 not covered by the commitment" in lab.limit_words.value


def test_complaining_again(lab):
    lab.least.value = 2
    assert "complained 2 times or more" in lab.again.value
