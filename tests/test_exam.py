"""A learner at an exam, on a real store, with clocks that the test moves."""

import json
import uuid
from dataclasses import replace
from datetime import timedelta

import pytest
from exam_sample import BLUEPRINT, NINE, Clocks, FakeBank, live, shorter, window
from hypothesis import given, settings
from hypothesis import strategies as st
from samples import RIGHT, make_items

from fuwu.model import Case
from fuwu.session import Invalid
from fuwu.session.results import open_exams, sat_exams
from fuwu.store import Store, StoreError, sittings
from fuwu.store.sittings import NotOwner, Over

WRONG = {"single": "a", "multiple": ["a"], "truefalse": True, "numeric": "1"}


@pytest.fixture
def store(tmp_path):
    with Store.open(tmp_path / "fuwu.db", lang="en") as store:
        yield store


@pytest.fixture
def clocks():
    return Clocks()


@pytest.fixture
def exam(store, clocks):
    exam = window(store, clocks)
    exam.start()
    return exam


@pytest.fixture
def other(tmp_path):
    with Store.open(tmp_path / "other.db", lang="en") as other:
        yield other


def carry_over(source, target, tmp_path):
    from fuwu.store.portable import export_jsonl, import_file

    export_jsonl(source, tmp_path / "carried.jsonl", force=True)
    import_file(target, tmp_path / "carried.jsonl")


def change(exam, item_id, answer, *, change_id=None, elapsed_ms=1000):
    return exam.change(item_id, answer, change_id=change_id or str(uuid.uuid4()), elapsed_ms=elapsed_ms)


def answer_all(exam, answers):
    for kind, answer in answers.items():
        change(exam, f"i-{kind}", answer)


def keys_of(value):
    if isinstance(value, dict):
        for key, inner in value.items():
            yield key
            yield from keys_of(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from keys_of(inner)


# --- before and during ---------------------------------------------------------------------------------


def test_nothing_of_a_paper_is_shown_or_kept_before_the_start(store, clocks):
    payload = window(store, clocks).payload()
    assert (payload["exam"]["state"], payload["items"], payload["sections"], payload["attempt_id"]) == (
        "not_started",
        [],
        [],
        "",
    )
    assert set(store.count().values()) == {0}
    assert [row["text"] for row in payload["exam"]["terms"][:3]] == ["90 minutes", "20", "12 marks"]


def test_start_is_one_durable_step(exam, store):
    assert store.count() | {"attempt": 1, "form": 1, "event": 1} == store.count()
    payload = exam.payload()
    assert payload["exam"]["state"] == "running"
    assert payload["exam"]["remaining_ms"] == payload["exam"]["total_ms"] == 90 * 60_000
    assert {item["id"] for item in payload["items"]} == {f"i-{kind}" for kind in (*RIGHT, "case")}
    assert [section["count"] for section in payload["sections"]] == [3, 4, 1]
    assert [section["first"] for section in payload["sections"]] == [0, 3, 7]


def test_no_key_rationale_or_verdict_leaves_before_the_hand_in(exam, store):
    answer_all(exam, RIGHT)
    shown = exam.payload()
    secret = {"key", "feedback", "rationale", "why", "verdict", "key_text", "key_points", "reference"}
    assert not secret & set(keys_of(shown | {"strings": None}))
    assert shown["result"] is None
    message = change(exam, "i-single", "b")
    assert set(message) == {"type", "item_id", "change_id", "answer", "saved_at", "summary"}
    assert "because" not in json.dumps(shown)
    assert store.count()["response"] == 0


def test_every_change_is_on_the_disk_and_the_last_one_counts(exam, store, clocks):
    for answer in ("a", "c", "b"):
        clocks.run(1)
        assert change(exam, "i-single", answer)["answer"] == answer
    assert [c.answer for c in sittings.read(store, exam.attempt).changes] == ["a", "c", "b"]
    assert exam.payload()["answers"]["i-single"]["answer"] == "b"


def test_answer_can_be_cleared(exam):
    change(exam, "i-single", "a")
    assert change(exam, "i-single", None)["summary"] == {"answered": 0, "total": 8}
    assert "i-single" not in exam.payload()["answers"]
    exam.hand_in()
    assert "i-single" in exam.payload()["result"]["unanswered"]


def test_change_sent_again_is_kept_once(exam, store):
    for _ in range(3):
        assert change(exam, "i-single", "a", change_id="same")["type"] == "kept"
    assert store.count()["change"] == 1


def test_older_change_sent_again_does_not_replace_a_newer_one(exam):
    change(exam, "i-single", "a", change_id="first")
    change(exam, "i-single", "b")
    assert change(exam, "i-single", "a", change_id="first")["answer"] == "b"


def test_answer_to_another_papers_item_is_refused(exam, store):
    with pytest.raises(Invalid):
        change(exam, "i-other", "a")
    assert store.count()["change"] == 0


def test_change_that_cannot_be_written_is_told_and_can_be_sent_again(exam, store, monkeypatch):
    def full(*_arguments, **_more):
        message = "disk full"
        raise StoreError(message)

    with monkeypatch.context() as broken:
        broken.setattr(sittings, "write", full)
        with pytest.raises(StoreError):
            change(exam, "i-single", "a", change_id="c1")
    assert store.count()["change"] == 0
    assert change(exam, "i-single", "a", change_id="c1")["answer"] == "a"


# --- time ----------------------------------------------------------------------------------------------


def test_time_runs_whether_anybody_looks_or_not(exam, clocks):
    live(exam, clocks, 600)
    assert exam.time()["remaining_ms"] == 80 * 60_000


def test_exam_hands_itself_in_at_the_end_with_every_answer(exam, clocks, store):
    answer_all(exam, RIGHT)
    assert not live(exam, clocks, 89 * 60, step=9)
    assert live(exam, clocks, 62, step=9)
    assert exam.standing.state == "expired"
    assert store.count()["response"] == 7
    assert exam.payload()["result"]["used_seconds"] == 90 * 60


def test_answer_after_the_end_is_refused_even_if_no_watch_ticks(exam, clocks, store):
    change(exam, "i-single", "b")
    live(exam, clocks, 90 * 60 - 1)
    clocks.run(2)
    with pytest.raises(Over):
        change(exam, "i-multiple", ["a"])
    assert exam.standing.state == "expired"
    assert store.count()["change"] == 1


def test_set_wall_clock_neither_gives_nor_takes_time(exam, clocks):
    live(exam, clocks, 60)
    clocks.sleep(-3600)
    live(exam, clocks, 60)
    assert exam.time()["remaining_ms"] == 88 * 60_000
    again = window(exam._store, clocks)
    assert again.time()["remaining_ms"] == 88 * 60_000


def test_machine_that_slept_pauses_the_exam(exam, clocks):
    live(exam, clocks, 600)
    clocks.sleep(3600)
    assert exam.tick()
    assert exam.standing.state == "paused"
    clocks.run(30)
    exam.resume()
    assert exam.standing.state == "running"
    assert abs(exam.time()["remaining_ms"] - 80 * 60_000) < 1000
    assert not live(exam, clocks, 60)
    assert abs(exam.time()["remaining_ms"] - 79 * 60_000) < 1000
    (pause,) = exam.payload()["exam"]["pauses"]
    assert abs(pause["seconds"] - 3630) <= 1


def test_answer_sent_right_after_waking_does_not_make_the_sleep_count(exam, clocks):
    """Some machines' monotonic clock goes on while they sleep; the first message may come before the watch looks."""
    live(exam, clocks, 600)
    clocks.run(3600)
    with pytest.raises(Over):
        change(exam, "i-single", "b")
    assert exam.standing.state == "paused"
    assert exam.standing.used.total_seconds() == pytest.approx(600, abs=1)
    exam.resume()
    assert change(exam, "i-single", "b")["type"] == "kept"


# --- crashes -------------------------------------------------------------------------------------------


def test_paused_exam_is_this_windows_after_another_restart(exam, clocks, store):
    live(exam, clocks, 60)
    clocks.run(3600)
    assert window(store, clocks, process="second").standing.state == "paused"
    clocks.run(1)
    again = window(store, clocks, process="third")
    assert (again.standing.state, again.is_owner) == ("paused", True)
    again.resume()
    assert again.standing.state == "running"


def test_open_exam_is_found_behind_one_that_was_sat_later_elsewhere(exam, clocks, store, other, tmp_path):
    change(exam, "i-single", "b")
    live(exam, clocks, 60)
    clocks.run(3600)
    elsewhere = window(other, clocks, process="elsewhere")
    elsewhere.start()
    live(elsewhere, clocks, 60)
    elsewhere.hand_in()
    carry_over(other, store, tmp_path)
    again = window(store, clocks, process="next")
    assert again.attempt.id == exam.attempt.id
    again.resume()
    again.hand_in()
    again.new()
    assert again.standing.state == "not_started"


def test_exam_begun_while_the_clock_was_ahead_does_not_hide_the_next(store, clocks):
    clocks.sleep(400 * 86400)
    ahead = window(store, clocks, process="ahead")
    ahead.start()
    ahead.hand_in()
    clocks.sleep(-400 * 86400)
    exam = window(store, clocks, process="right")
    exam.new()
    exam.start()
    change(exam, "i-single", "b")
    again = window(store, clocks, process="next")
    assert again.attempt.id == exam.attempt.id != ahead.attempt.id


def test_start_over_an_exam_that_an_import_brought_goes_on_with_that_one(exam, clocks, store, other, tmp_path):
    change(exam, "i-single", "b")
    before_start = window(other, clocks, process="other")
    carry_over(store, other, tmp_path)
    clocks.run(3600)
    before_start.start()
    assert (before_start.standing.state, before_start.attempt.id) == ("paused", exam.attempt.id)
    before_start.resume()
    assert change(before_start, "i-multiple", ["a"])["type"] == "kept"


def test_attempt_handed_in_on_two_machines_is_the_one_handed_in_first(exam, clocks, store, other, tmp_path):
    carry_over(store, other, tmp_path)
    change(exam, "i-single", "b")
    live(exam, clocks, 10)
    exam.hand_in()
    assert exam.payload()["result"]["marks"] == 2
    clocks.run(100)
    elsewhere = window(other, clocks, process="other")
    elsewhere.resume()
    change(elsewhere, "i-multiple", RIGHT["multiple"])
    change(elsewhere, "i-truefalse", RIGHT["truefalse"])
    elsewhere.hand_in()
    carry_over(other, store, tmp_path)
    assert window(store, clocks, process="next").payload()["result"]["marks"] == 2
    assert [sat.result.marks for sat in sat_exams(store)] == [2]


def test_log_from_a_clock_that_is_ahead_does_not_undo_what_is_answered_here(exam, clocks, store, other, tmp_path):
    carry_over(store, other, tmp_path)
    ahead = Clocks()
    ahead.wall_time = clocks.wall_time + timedelta(minutes=20)
    elsewhere = window(other, ahead, process="other")
    elsewhere.resume()
    change(elsewhere, "i-single", "a")
    carry_over(other, store, tmp_path)
    change(exam, "i-truefalse", True)  # the log is read anew
    assert change(exam, "i-single", "b")["answer"] == "b"


def test_program_that_wakes_after_another_took_over_says_so(exam, clocks, store):
    live(exam, clocks, 60)
    clocks.sleep(3600)
    window(store, clocks, process="other").resume()
    clocks.sleep(3600)
    assert exam.tick()
    assert not exam.is_owner


def test_hand_in_that_an_import_brings_ends_the_exam_here_too(exam, clocks, store, other, tmp_path):
    carry_over(store, other, tmp_path)
    clocks.run(5)
    elsewhere = window(other, clocks, process="elsewhere")
    elsewhere.resume()
    change(elsewhere, "i-single", "b")
    elsewhere.hand_in()
    carry_over(other, store, tmp_path)
    assert exam.tick()
    assert exam.standing.state == "submitted"
    assert exam.payload()["result"]["marks"] == 2


def test_killed_program_pauses_the_exam_where_it_was(exam, clocks, store):
    answer_all(exam, {"single": "b", "fillin": ["premium", "6-10"]})
    live(exam, clocks, 600)
    clocks.run(3 * 3600)  # nobody ticks
    again = window(store, clocks, process="next")
    payload = again.payload()
    assert (payload["exam"]["state"], payload["exam"]["owner"], payload["items"]) == ("paused", True, [])
    assert abs(payload["exam"]["remaining_ms"] - 80 * 60_000) < 1000
    again.resume()
    shown = again.payload()
    assert {name: kept["answer"] for name, kept in shown["answers"].items()} == {
        "i-single": "b",
        "i-fillin": ["premium", "6-10"],
    }
    live(again, clocks, 60)
    assert abs(again.time()["remaining_ms"] - 79 * 60_000) < 1000


def test_exam_killed_after_its_end_is_handed_in_when_it_is_found(exam, clocks, store):
    change(exam, "i-single", "b")
    clocks.run(90 * 60 + 0.1)
    sittings.beat(store, exam.attempt.id, owner=exam._owner, at=exam._now())
    clocks.run(3600)
    again = window(store, clocks, process="next")
    assert again.standing.state == "expired"
    assert store.count()["response"] == 1


def test_exam_brought_from_another_machine_is_paused_at_its_last_answer(exam, clocks, store, other, tmp_path):
    live(exam, clocks, 300)
    change(exam, "i-single", "b")
    carry_over(store, other, tmp_path)
    clocks.run(7200)
    found = window(other, clocks, process="elsewhere")
    assert found.standing.state == "paused"
    assert found.standing.used.total_seconds() == pytest.approx(300, abs=1)


@settings(deadline=None, max_examples=15)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["kill", "sleep", "second window", "reload"]),
            st.floats(1, 10),
            st.floats(4, 5000),
        ),
        max_size=6,
    )
)
def test_whatever_happens_time_is_right_and_no_answer_is_lost(tmp_path_factory, happenings):
    """`truth` counts the seconds in which the exam ran in some window."""
    clocks, truth, given_answers = Clocks(), 0.0, {}
    with Store.open(tmp_path_factory.mktemp("exam") / "fuwu.db", lang="en") as store:
        exam = window(store, clocks, process="p0")
        exam.start()
        for number, (what, working, gap) in enumerate(happenings, start=1):
            given_answers["i-single"] = "abcd"[number % 4]
            change(exam, "i-single", given_answers["i-single"])
            live(exam, clocks, working, step=0.5)
            truth += working
            if what == "kill":
                clocks.run(gap)
                exam = window(store, clocks, process=f"p{number}")
                exam.resume()
            elif what == "sleep":
                clocks.sleep(gap + 10)
                assert exam.tick()
                exam.resume()
            elif what == "second window":
                other = window(store, clocks, process=f"p{number}")
                assert not other.is_owner
                other.take_over()
                with pytest.raises(NotOwner):
                    change(exam, "i-single", "a")
                exam = other
            else:
                exam = window(store, clocks, process=exam._owner.partition(":")[0])
            assert exam.standing.state == "running"
            assert exam.standing.used.total_seconds() == pytest.approx(truth, abs=1)
        exam.hand_in()
        assert {r.item_id: r.answer for r in store.responses(exam.attempt.id)} == given_answers


def test_open_exams_are_found_with_the_time_they_have_left(exam, clocks, store):
    live(exam, clocks, 600)
    (running,) = open_exams(store, now=clocks.wall())
    assert (running.blueprint, running.standing.state) == ("small", "running")
    clocks.run(7200)
    (stopped,) = open_exams(store, now=clocks.wall())
    assert stopped.standing.state == "paused"
    assert stopped.standing.remaining.total_seconds() == pytest.approx(80 * 60, abs=1)
    again = window(store, clocks, process="next")
    again.resume()
    again.hand_in()
    assert open_exams(store, now=clocks.wall()) == ()
    assert [sat.form.blueprint for sat in sat_exams(store)] == ["small"]


# --- two windows ---------------------------------------------------------------------------------------


def test_second_window_only_watches_until_it_takes_over(exam, clocks, store):
    live(exam, clocks, 10)
    other = window(store, clocks, process="other")
    shown = other.payload()
    assert (shown["exam"]["owner"], shown["exam"]["state"], shown["items"]) == (False, "running", [])
    with pytest.raises(NotOwner):
        change(other, "i-single", "a")
    change(exam, "i-single", "b")
    other.take_over()
    assert other.payload()["answers"]["i-single"]["answer"] == "b"
    assert change(other, "i-single", "c")["answer"] == "c"
    with pytest.raises(NotOwner):
        change(exam, "i-single", "d")
    assert exam.tick() or not exam.is_owner
    assert not exam.is_owner
    assert not live(exam, clocks, 2)  # and does not take it back
    assert other.is_owner


def test_window_that_watches_notices_that_the_other_died(exam, clocks, store):
    live(exam, clocks, 100)
    other = window(store, clocks, process="other")
    clocks.run(10)
    assert other.tick()
    assert other.standing.state == "paused"
    assert other.standing.used.total_seconds() == pytest.approx(100, abs=1)


def test_page_opened_again_in_the_same_program_goes_on_at_once(exam, clocks, store):
    live(exam, clocks, 10)
    again = window(store, clocks)
    assert again.is_owner
    assert again.standing.state == "running"
    live(exam, clocks, 5)
    assert again.is_owner


def test_two_starts_make_one_exam(store, clocks):
    first, second = window(store, clocks, process="a"), window(store, clocks, process="b")
    first.start()
    second.start()
    assert store.count()["attempt"] == 1
    assert not second.is_owner
    assert second.attempt == first.attempt


def test_hand_in_happens_once(exam, clocks, store):
    answer_all(exam, RIGHT)
    other = window(store, clocks, process="other")
    other.take_over()
    other.hand_in()
    with pytest.raises((NotOwner, Over)):
        exam.hand_in()
    assert store.count()["response"] == 7
    assert [e.event for e in sittings.read(store, exam.attempt).events] == ["started", "submitted"]


# --- afterwards ----------------------------------------------------------------------------------------


def test_result_by_section_point_and_type(exam, clocks):
    answer_all(exam, {"single": "b", "multiple": ["a"], "fillin": ["premium", "wrong"], "numeric": "36.5"})
    exam.hand_in()
    shown = exam.payload()
    found = shown["result"]
    # 2 for single, 0 for an incomplete multiple, half of 2, 2 for the number.
    assert (found["marks"], found["possible"], found["cut"], found["passed"]) == (5.0, 20.0, 12.0, False)
    assert [(s["marks"], s["right"], s["count"]) for s in found["sections"]] == [(2, 1, 3), (3, 1, 4), (0, 0, 1)]
    assert found["points"] == [
        {
            "id": "cls-why",
            "href": "01-classification.ipynb#cls-why",
            "anchor": "cls-why",
            "title": "Why classify",
            "earned": 5.0,
            "possible": 20.0,
            "right": 2,
            "count": 8,
        }
    ]
    assert {row["type"]: row["earned"] for row in found["types"]}["numeric"] == 2.0
    assert set(found["wrong"]) == {"i-multiple", "i-fillin"}
    assert len(found["unanswered"]) == 4
    assert shown["answers"]["i-single"]["feedback"]["verdict"] == "correct"
    assert shown["answers"]["i-multiple"]["feedback"]["verdict"] == "wrong"


def test_open_case_answer_leaves_pass_open_until_it_is_settled(exam):
    everything = {kind: answer for kind, answer in RIGHT.items() if kind not in ("case", "single", "multiple")}
    answer_all(exam, everything | {"case": "words that no evidence can judge"})
    exam.hand_in()
    found = exam.payload()["result"]
    assert (found["low"], found["high"], found["passed"]) == (10.0, 16.0, None)
    message = exam.assess("i-case", ["k1"], assessment_id="s1")
    assert message["result"]["marks"] == pytest.approx(10 + 6 * 2 / 5)
    assert message["result"]["passed"] is True
    assert sat_exams(exam._store)[0].result.passed is True


def test_star_cause_and_note_are_there_only_after_the_hand_in(exam):
    change(exam, "i-numeric", "about thirty")
    assert "remarks" not in exam.payload()
    exam.hand_in()
    assert exam.payload()["remarks"] == {}
    exam.remark("i-numeric", "cause", "misread", remark_id="m1")
    assert exam.payload()["remarks"] == {"i-numeric": {"cause": "misread"}}
    with pytest.raises(Invalid):
        exam.remark("elsewhere", "note", "x", remark_id="m2")


def test_time_spent_on_an_item_adds_up_over_windows(exam, clocks, store):
    change(exam, "i-single", "a", elapsed_ms=3000)
    change(exam, "i-single", "c", elapsed_ms=5000)
    live(exam, clocks, 10)
    again = window(store, clocks)
    change(again, "i-single", "b", elapsed_ms=2000)
    again.hand_in()
    times = {row["item_id"]: row["seconds"] for row in again.payload()["result"]["times"]}
    assert times["i-single"] == 7


def test_two_windows_of_one_page_count_their_times_apart(exam):
    for name, seconds in (("one", 60), ("two", 5), ("one", 61), ("two", 6)):
        exam.change("i-single", "b", change_id=str(uuid.uuid4()), elapsed_ms=seconds * 1000, window=name)
    exam.note_times({"i-single": 70_000}, window="one")
    exam.hand_in()
    times = {row["item_id"]: row["seconds"] for row in exam.payload()["result"]["times"]}
    assert times["i-single"] == 70 + 6


def test_items_only_looked_at_have_their_time_too(exam, store):
    change(exam, "i-single", "b", elapsed_ms=2000)
    exam.note_times({"i-single": 9000, "i-multiple": 4000, "i-of another paper": 1000})
    exam.hand_in()
    times = {row["item_id"]: row["seconds"] for row in exam.payload()["result"]["times"]}
    assert (times["i-single"], times["i-multiple"]) == (9, 4)
    assert [response.item_id for response in store.responses(exam.attempt.id)] == ["i-single"]


def test_unanswered_items_show_their_key_after_the_hand_in(exam):
    exam.hand_in()
    shown = exam.payload()["answers"]
    assert len(shown) == 8
    assert {one["feedback"]["verdict"] for one in shown.values()} == {"unattempted"}
    assert {one["answer"] for one in shown.values()} == {None}
    assert shown["i-case"]["feedback"]["case"]["reference"] == "model answer"
    (key,) = [part for part in shown["i-single"]["feedback"]["parts"] if part["key"]]
    assert key["id"] == "b"


def test_answer_that_is_none_earns_nothing_and_is_not_wrong(exam, store):
    change(exam, "i-numeric", "no idea")
    exam.hand_in()
    (response,) = store.responses(exam.attempt.id)
    assert (response.score.verdict, response.score.earned) == ("invalid", 0)


def test_new_paper_begins_only_after_the_old_one_is_over(exam, clocks, store):
    exam.new()
    assert exam.attempt is not None
    exam.hand_in()
    exam.new()
    payload = exam.payload()
    assert payload["exam"]["state"] == "not_started"
    assert [row["marks"] for row in payload["exam"]["previous"]] == [0]
    clocks.run(60)
    exam.start()
    assert exam.standing.state == "running"
    assert store.count()["attempt"] == 2


def test_reopened_after_the_hand_in_shows_the_result(exam, clocks, store):
    answer_all(exam, RIGHT)
    exam.hand_in()
    clocks.run(3600)
    shown = window(store, clocks, process="tomorrow").payload()
    assert shown["exam"]["state"] == "submitted"
    assert shown["result"]["low"] == 14.0
    assert sum(one["answer"] is not None for one in shown["answers"].values()) == 7


def test_impossible_paper_is_explained_and_nothing_is_begun(store, clocks):
    from dataclasses import replace

    greedy = replace(BLUEPRINT, rows=(replace(BLUEPRINT.rows[0], count=30),))
    with pytest.raises(Invalid, match="3"):
        window(store, clocks, blueprint=greedy).start()
    assert set(store.count().values()) == {0}


def test_item_gone_from_the_bank_does_not_break_a_running_exam(exam, clocks, store):
    change(exam, "i-single", "b")
    change(exam, "i-numeric", "36.5")

    class Smaller(FakeBank):
        def item(self, name):
            from fuwu.bank import BankError

            if name == "i-numeric":
                raise BankError(name)
            return super().item(name)

    live(exam, clocks, 5)
    again = window(store, clocks, bank=Smaller())
    assert len(again.payload()["items"]) == 7
    again.hand_in()
    assert again.payload()["result"]["marks"] == 2.0


def test_short_exam_of_another_length(store, clocks):
    exam = window(store, clocks, blueprint=shorter(20))
    exam.start()
    assert exam.payload()["exam"]["total_ms"] == 20 * 60_000
    assert exam.attempt.started_at == NINE
    assert not isinstance(exam._items()[0], Case)


@pytest.mark.parametrize(("was", "now"), [("multiple", "single"), ("single", "multiple"), ("fillin", "case")])
def test_item_whose_type_was_changed_does_not_keep_the_result_from_opening(store, clocks, was, now):
    items = make_items()
    bank = FakeBank({item.id: item for item in items.values()})
    exam = window(store, clocks, bank=bank)
    exam.start()
    change(exam, f"i-{was}", RIGHT[was])
    exam.hand_in()
    before = exam.payload()["result"]["marks"]
    bank._all[f"i-{was}"] = replace(items[now], id=f"i-{was}")
    payload = window(store, clocks, bank=bank).payload()
    assert payload["result"]["marks"] == before > 0
    parts = payload["answers"][f"i-{was}"]["feedback"]["parts"]
    assert not any(part["chosen"] for part in parts)
