"""The state machine of a sitting: laws over all histories, and the table's moves one by one."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fuwu.model import Happening
from fuwu.sitting import BEAT, DEAD, ends_at, standing, stopped_at

NINE = datetime(2026, 11, 22, 9, tzinfo=UTC)
ALLOWED = timedelta(minutes=90)
EVENTS = ("started", "paused", "resumed", "submitted", "expired")


def at(minutes):
    return NINE + timedelta(minutes=minutes)


def told(*events):
    return [Happening(f"e{n}", "a", event, at(minute)) for n, (minute, event) in enumerate(events)]


@pytest.mark.parametrize(
    ("events", "now", "state", "used"),
    [
        ([], 5, "not_started", 0),
        ([(0, "started")], 12, "running", 12),
        ([(0, "started"), (10, "paused")], 60, "paused", 10),
        ([(0, "started"), (10, "paused"), (60, "resumed")], 65, "running", 15),
        ([(0, "started"), (30, "submitted")], 80, "submitted", 30),
        ([(0, "started"), (90, "expired")], 200, "expired", 90),
        ([(0, "started"), (10, "paused"), (20, "submitted")], 80, "submitted", 10),
        ([(0, "started")], 500, "running", 90),
    ],
)
def test_each_move_of_the_table(events, now, state, used):
    found = standing(told(*events), allowed=ALLOWED, now=at(now))
    assert (found.state, found.used, found.remaining) == (
        state,
        timedelta(minutes=used),
        ALLOWED - timedelta(minutes=used),
    )


@pytest.mark.parametrize(
    "events",
    [
        [(5, "paused")],
        [(0, "resumed"), (1, "submitted")],
    ],
)
def test_nothing_counts_before_the_start(events):
    assert standing(told(*events), allowed=ALLOWED, now=at(50)).state == "not_started"


def test_what_cannot_follow_changes_nothing():
    sound = [(0, "started"), (10, "paused"), (20, "resumed"), (30, "submitted")]
    twice = [*sound, (5, "started"), (12, "paused"), (25, "resumed"), (31, "resumed"), (40, "expired")]
    assert standing(told(*twice), allowed=ALLOWED, now=at(99)) == standing(told(*sound), allowed=ALLOWED, now=at(99))


HISTORY = st.lists(st.tuples(st.integers(0, 120), st.sampled_from(EVENTS)), max_size=8, unique_by=lambda e: e[0])


@given(HISTORY, st.integers(121, 300))
def test_used_and_remaining_are_the_whole_time_and_never_negative(events, now):
    found = standing(told(*events), allowed=ALLOWED, now=at(now))
    assert found.used + found.remaining == ALLOWED
    assert timedelta(0) <= found.used <= ALLOWED


@given(HISTORY, st.integers(121, 200), st.integers(0, 60))
def test_time_runs_only_while_running(events, now, later):
    first = standing(told(*events), allowed=ALLOWED, now=at(now))
    then = standing(told(*events), allowed=ALLOWED, now=at(now + later))
    expected = timedelta(minutes=later) if first.state == "running" else timedelta(0)
    assert then.used == min(ALLOWED, first.used + expected)
    assert then.state == first.state


@given(HISTORY)
def test_order_of_arrival_does_not_matter(events):
    forwards, backwards = told(*events), told(*events)[::-1]
    assert standing(forwards, allowed=ALLOWED, now=at(150)) == standing(backwards, allowed=ALLOWED, now=at(150))


def test_end_moves_by_the_pauses():
    assert ends_at(told((0, "started")), allowed=ALLOWED) == at(90)
    assert ends_at(told((0, "started"), (10, "paused"), (25, "resumed")), allowed=ALLOWED) == at(105)
    assert ends_at(told((0, "started"), (10, "paused")), allowed=ALLOWED) is None
    assert ends_at([], allowed=ALLOWED) is None


def test_program_counts_as_stopped_only_after_a_silence():
    assert stopped_at(seen=NINE, now=NINE + timedelta(seconds=DEAD - 0.1)) is None
    assert stopped_at(seen=NINE, now=NINE + timedelta(hours=1)) == NINE + timedelta(seconds=BEAT / 2)
