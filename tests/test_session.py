"""A learner at work on one quiz, on a real store."""

import json
import subprocess
import sys
import uuid

import pytest
from samples import HEAD, RIGHT, make_items, options, text

from fuwu import views
from fuwu.bank import BankError, Lesson
from fuwu.model import Point, Single, Text
from fuwu.session import Invalid, Quiz, Session, draw
from fuwu.store import Store, StoreError

POINT = Point("cls-why", "01-classification", Text("为什么要分类", "Why classify"), None)


class FakeBank:
    """A bank of the sample items."""

    def __init__(self, items):
        self._items = {item.id: item for item in items}

    def item(self, name):
        return self._items[name]

    def point(self, name):
        assert name == POINT.id
        return POINT

    def lesson(self, name):
        return Lesson(name, Text("客户分类", "Classification"), "a", (POINT,), has_lesson=True)


@pytest.fixture
def store(tmp_path):
    with Store.open(tmp_path / "fuwu.db", lang="en") as store:
        yield store


@pytest.fixture
def open_session(store, clock):
    items = tuple(make_items().values())

    def open_session(*, lang="en", store=store, items=items, size=None):
        quiz = Quiz("01-classification", "Classification", items, size or len(items))
        return Session(quiz, store=store, bank=FakeBank(items), lang=lang, clock=clock)

    return open_session


def submit(session, item_id, answer):
    return session.submit(item_id, answer, response_id=str(uuid.uuid4()), elapsed_ms=900)


def keys_in(value):
    """Every mapping key and every text inside a JSON value."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield key
            yield from keys_in(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from keys_in(inner)
    else:
        yield str(value)


def test_before_an_answer_nothing_reveals_the_key(open_session):
    session = open_session()
    found = set(keys_in(session.payload()["items"]))
    assert not {"key", "why", "rationale", "reference", "accept", "value", "key_points"} & found
    for secret in ("because", "why b", "premium service", "36.5", "model answer", "p1", "tempting"):
        assert not any(secret in words for words in found)


def test_steps_are_never_shown_in_their_right_order(items):
    for seed in range(200):
        order = [step.id for step in views.shuffled(items["ordering"].steps, seed=seed, item_id="i")]
        assert order != ["s1", "s2", "s3", "s4"]
        assert sorted(order) == ["s1", "s2", "s3", "s4"]


@pytest.mark.parametrize("kind", RIGHT)
def test_feedback_comes_with_the_verdict_and_reasons(open_session, kind):
    session = open_session()
    message = submit(session, f"i-{kind}", RIGHT[kind])
    assert (message["type"], message["feedback"]["verdict"]) == ("feedback", "correct")
    assert message["feedback"]["rationale"] == "because"
    assert message["feedback"]["read"] == {
        "href": "01-classification.ipynb#cls-why",
        "anchor": "cls-why",
        "title": "Why classify",
    }
    assert message["summary"]["answered"] == 1
    json.dumps(message)


def test_feedback_says_for_each_option_whether_and_why(open_session):
    parts = submit(open_session(), "i-multiple", ["a", "c"])["feedback"]["parts"]
    shown = [(part["id"], part["key"], part["chosen"], part["right"], part["why"]) for part in parts]
    assert shown == [
        ("a", True, True, True, "why a"),
        ("b", True, False, False, "why b"),
        ("c", False, True, False, "why c"),
        ("d", True, False, False, "why d"),
    ]


def test_a_common_mistake_is_named(open_session):
    session = open_session()
    assert submit(session, "i-numeric", "73")["feedback"]["mistake"] == "both months"
    assert submit(session, "i-fillin", ["Quality  service", "x"])["feedback"]["mistake"] == "near-synonym"


@pytest.mark.parametrize(("item_id", "answer"), [("i-single", "z"), ("i-single", None), ("i-numeric", "much")])
def test_what_is_no_answer_is_not_recorded_and_reveals_nothing(open_session, store, item_id, answer):
    session = open_session()
    with pytest.raises(Invalid):
        submit(session, item_id, answer)
    assert store.count()["response"] == 0
    assert session.payload()["answers"] == {}


def test_an_item_outside_the_attempt_cannot_be_answered(open_session, store):
    session = open_session(items=tuple(make_items().values())[:2])
    with pytest.raises(Invalid):
        submit(session, "i-case", "text")
    assert store.count()["response"] == 0


def test_everything_is_there_again_after_reopening(open_session):
    first = open_session()
    submit(first, "i-single", "a")
    first.flag("i-case", flagged=True)
    again = open_session()
    before, after = first.payload(), again.payload()
    assert after == before
    assert after["answers"]["i-single"]["answer"] == "a"
    assert after["answers"]["i-single"]["feedback"]["verdict"] == "wrong"
    assert after["flags"] == {"i-case": True}


def test_the_same_answer_sent_twice_counts_once(open_session, store):
    session = open_session()
    one = session.submit("i-single", "b", response_id="r-1", elapsed_ms=1)
    two = session.submit("i-single", "b", response_id="r-1", elapsed_ms=1)
    assert one == two
    assert store.count()["response"] == 1


def test_two_windows_of_one_attempt_agree_on_the_first_answer(open_session, store):
    one, two = open_session(), open_session()
    submit(one, "i-single", "a")
    late = submit(two, "i-single", "b")
    assert (late["answer"], late["feedback"]["verdict"]) == ("a", "wrong")
    assert store.count()["response"] == 1


def test_retry_takes_what_was_not_right_and_restart_everything(open_session):
    session = open_session()
    first = session.attempt.id
    submit(session, "i-single", "a")
    submit(session, "i-truefalse", False)
    session.retry()
    assert [item.id for item in session.items] == ["i-single"]
    assert session.attempt.id != first
    submit(session, "i-single", "b")
    session.restart()
    assert len(session.items) == 8
    assert session.payload()["answers"] == {}


def test_case_answers_wait_for_their_check_and_then_count(open_session):
    session = open_session()
    message = submit(session, "i-case", "First classify.")
    assert message["feedback"]["verdict"] is None
    assert message["feedback"]["case"]["settled"] is False
    assert message["feedback"]["case"]["reference"] == "model answer"
    checked = session.assess("i-case", ["k2"], assessment_id="a-1")
    assert (checked["feedback"]["verdict"], checked["feedback"]["earned"]) == ("partial", 3)
    review = open_session().payload()["answers"]["i-case"]["feedback"]["case"]
    assert (review["settled"], review["judge"]) == (True, "self")
    assert {point["id"]: point["state"] for point in review["key_points"]} == {"k1": "missing", "k2": "credited"}
    with pytest.raises(ValueError, match="distinct ids"):
        session.assess("i-case", ["k9"], assessment_id="a-2")


def test_changed_items_begin_a_new_attempt(open_session):
    session = open_session()
    submit(session, "i-single", "b")
    newer = Single(id="i-single", stem=text("new"), options=options("a", "b"), key="a", **HEAD | {"version": 2})
    changed = open_session(items=(newer, *list(make_items().values())[1:]))
    assert changed.attempt.id != session.attempt.id
    assert changed.payload()["answers"] == {}


def test_each_language_has_its_own_attempt(open_session):
    assert open_session(lang="zh").attempt.id != open_session(lang="en").attempt.id


def test_draw_prefers_what_was_never_answered_then_what_was_not_right():
    items = tuple(Single(id=f"i{n}", stem=text("s"), options=options("a", "b"), key="a", **HEAD) for n in range(9))
    seen = {"i0": "correct", "i1": "correct", "i2": "wrong", "i3": None, "i4": "partial"}
    quiz = Quiz("q", "q", items, 7)
    for seed in range(20):
        drawn = [item.id for item in draw(quiz, seen=seen, seed=seed)]
        assert drawn == ["i2", "i3", "i4", "i5", "i6", "i7", "i8"]
    few = {tuple(item.id for item in draw(Quiz("q", "q", items, 2), seen=seen, seed=seed)) for seed in range(50)}
    assert len(few) > 3
    assert {name for pair in few for name in pair} == {"i5", "i6", "i7", "i8"}


def test_the_place_is_remembered_once_a_section(open_session, store):
    session = open_session()
    submit(session, "i-single", "b")
    submit(session, "i-truefalse", True)
    assert store.last_place().section == "cls-why"
    assert store.count()["place"] == 1


def test_the_place_is_older_than_the_answer_given_there(open_session, store):
    session = open_session()
    submit(session, "i-single", "a")
    place = store.last_place()
    (given,) = store.responses(session.attempt.id)
    assert place.at <= given.answered_at  # else the answer that makes a leech would bring it back
    submit(open_session(), "i-single", "a")  # sent again after a restart
    assert store.last_place() == place


def test_a_full_disk_reveals_nothing_and_loses_nothing(open_session, tmp_path):
    session = open_session()
    submit(session, "i-single", "b")
    # A real full disk, as SQLite sees it: the database may not grow any more.
    store = Store.open(tmp_path / "fuwu.db", lang="en")
    with store.reading() as connection:  # its only one, as long as one thing is done at a time
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages}")
    full = Session(session.quiz, store=store, bank=session._bank, lang="en")
    with pytest.raises(StoreError, match="full"):
        submit(full, "i-case", "long answer" * 1500)
    assert "i-case" not in full.payload()["answers"]
    store.close()
    assert set(open_session().payload()["answers"]) == {"i-single"}


KILLED = """
import sys, uuid
from datetime import UTC, datetime
sys.path.insert(0, {tests!r})
from test_session import FakeBank
from samples import make_items, RIGHT
from fuwu.session import Quiz, Session
from fuwu.store import Store
items = tuple(make_items().values())
session = Session(Quiz("q", "q", items, 8), store=Store.open({path!r}, lang="en"), bank=FakeBank(items), lang="en")
print("ready", flush=True)
while True:
    for kind, answer in RIGHT.items():
        message = session.submit("i-" + kind, answer, response_id=str(uuid.uuid4()), elapsed_ms=1)
        print(session.attempt.id, message["item_id"], flush=True)
    session.restart()
"""


@pytest.mark.parametrize("milliseconds", [3, 11, 23, 42, 60, 97])
def test_every_answer_shown_survives_kill_9(root, tmp_path, milliseconds):
    path = str(tmp_path / "fuwu.db")
    script = KILLED.format(tests=str(root / "tests"), path=path)
    process = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True)
    assert process.stdout.readline() == "ready\n"
    try:
        process.wait(timeout=milliseconds / 1000)
    except subprocess.TimeoutExpired:
        process.kill()
    shown = [tuple(line.split()) for line in process.stdout.read().splitlines() if line.count(" ") == 1]
    process.wait()
    process.stdout.close()
    with Store.open(path, lang="en") as store:
        kept = [(response.attempt_id, response.item_id) for response in store.all_responses()]
    assert set(shown) <= set(kept)
    assert len(kept) == len(set(kept))


def test_no_such_lesson_is_said_in_words():
    from fuwu.workbook import Lesson as NotebookLesson

    shown = NotebookLesson("99-nothing", "en").quiz()
    assert "99-nothing" in shown.text
    assert issubclass(BankError, LookupError)
