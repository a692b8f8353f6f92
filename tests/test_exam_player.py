"""The exam's widget without a browser: what it sends, and the watch that keeps the time."""

import time
from datetime import timedelta

import pytest
from exam_sample import BLUEPRINT, NINE, Clocks, FakeBank, shorter, window

from fuwu.session.exam import ExamSession, refused
from fuwu.store import Store, sittings
from fuwu.widgets.exam import ExamPlayer


@pytest.fixture
def store(tmp_path):
    with Store.open(tmp_path / "fuwu.db", lang="en") as store:
        yield store


def player_on(exam):
    player = ExamPlayer(exam, refused=refused)
    player.sent = []
    player.send = lambda message, **_more: player.sent.append(message)
    return player


def tell(player, **message):
    player._receive(None, message, None)


def change(player, answer="b", **more):
    message = {"type": "change", "item_id": "i-single", "answer": answer, "change_id": "c1", "seconds": 2.5}
    tell(player, **message | more)


@pytest.fixture
def player(store):
    player = player_on(window(store, Clocks()))
    tell(player, type="start")
    return player


def test_start_change_and_hand_in(player, store):
    change(player)
    assert player.sent[-1]["type"] == "kept"
    tell(player, type="hand_in", times={"i-single": 4.0, "i-multiple": 1.5})
    assert player.payload["exam"]["state"] == "submitted"
    (response,) = store.responses(player.payload["attempt_id"])
    assert (response.answer, response.elapsed_ms) == ("b", 4000)


def test_page_that_was_away_at_the_end_is_told_when_it_asks(player):
    tell(player, type="hand_in", times={})
    told = []
    player.send_state = told.append
    tell(player, type="sync", times={}, screen="result")
    assert told == []
    tell(player, type="sync", times={}, screen="over")
    assert told == ["payload"]


def test_a_remark_after_the_hand_in_is_answered(player):
    change(player)
    tell(player, type="hand_in")
    tell(player, type="remark", item_id="i-single", name="favourite", value=True, remark_id="m1")
    assert player.sent[-1] == {
        "type": "remarked",
        "item_id": "i-single",
        "name": "favourite",
        "value": True,
        "remark_id": "m1",
    }
    tell(player, type="remark", item_id="i-single", name="cause", value="lazy", remark_id="m2")
    assert (player.sent[-1]["type"], player.sent[-1]["remark_id"]) == ("error", "m2")


def test_refused_change_says_why_and_shows_what_is_true(player, store):
    window(store, Clocks(), process="other").take_over()
    change(player)
    (error,) = [message for message in player.sent if message["type"] == "error"]
    assert (error["item_id"], error["change_id"]) == ("i-single", "c1")
    assert error["message"] == "This exam is open in another window; this one only watches."
    assert player.payload["exam"]["owner"] is False
    assert player.payload["items"] == []


@pytest.mark.parametrize(
    "message",
    [
        {"type": "change"},
        {"type": "change", "item_id": "i-single", "change_id": None, "answer": {"deep": []}, "seconds": "x"},
        {"type": "flag", "item_id": 5},
        {"type": "hand_in", "times": {"i-single": "x"}},
        {"type": "sync", "times": [1]},
        {"type": "no such thing"},
        {},
    ],
)
def test_broken_message_never_raises(player, message):
    tell(player, **message)
    assert player.payload["exam"]["state"] in ("running", "submitted")


def test_exam_hands_itself_in_though_nobody_looks(store):
    """A paper of one minute on clocks that run twenty times as fast; only the watch works."""

    def monotonic():
        return time.monotonic() * 20

    began = monotonic()

    def wall():
        return NINE + timedelta(seconds=monotonic() - began)

    exam = ExamSession(shorter(1), store=store, bank=FakeBank(), lang="en", wall=wall, monotonic=monotonic)
    player = player_on(exam)
    tell(player, type="start")
    change(player)
    attempt = player.payload["attempt_id"]
    until = time.monotonic() + 20
    while not store.responses(attempt) and time.monotonic() < until:
        time.sleep(0.05)
    events = [event.event for event in sittings.read(store, exam.attempt).events]
    assert events[-1] == "expired"
    assert [response.answer for response in store.responses(attempt)] == ["b"]
    while player.payload["exam"]["state"] == "running" and time.monotonic() < until:
        time.sleep(0.05)
    assert player.payload["exam"]["state"] == "expired"
    assert player.payload["result"]["marks"] == 2.0
    assert BLUEPRINT.minutes == 90
