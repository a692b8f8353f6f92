"""Golden histories, and the laws of replay, plan, leeches and outlook."""

from __future__ import annotations

import json
import random
import statistics
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import fsrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fuwu import scheduling
from fuwu.scheduling import Event, LateEventsError, State, advance, due, forecast, leeches, replay
from fuwu.scheduling.memory import expected_recall, scheduler
from fuwu.scheduling.plan import ERROR_DAYS, EXAM_RETENTION, LAST_DAYS, NEW_SHARE, gain_of

T0 = datetime(2026, 11, 2, 1, 0, tzinfo=UTC)
CHINA = timezone(timedelta(hours=8))
DAY = timedelta(days=1)


def history(ratings, *, card="c", start=T0, waits=None):
    """Return events, each when the card is due or after the days that `waits` gives."""
    events, at = [], start
    for number, rating in enumerate(ratings):
        at += DAY * waits[number] if waits else timedelta()
        events.append(Event(card, rating, at, f"{card}-{number:03}"))
        at = at if waits else replay(events)[card].due
    return events


def known(card, *, ago, stability=5.0, phase=2, now=T0, **more):
    """Return a card last seen `ago` days before `now`."""
    last = now - ago * DAY
    state = State(card, phase, None if phase == 2 else 0, stability, 5.0, last + stability * DAY, last, last, card, 1)
    return replace(state, **more)


# Ratings


@pytest.mark.parametrize(
    ("verdict", "confidence", "share", "rating"),
    [
        ("correct", "sure", 1, 3),
        ("correct", None, 1, 3),
        ("correct", "unsure", 1, 2),
        ("correct", "guess", 1, 1),
        ("wrong", "sure", 0, 1),
        ("wrong", None, 0, 1),
        ("partial", "sure", 0.6, 2),
        ("partial", "sure", 0.59, 1),
        ("partial", "guess", 0.9, 1),
        ("unattempted", "sure", 0, None),
        ("invalid", None, 0, None),
        (None, None, 0, None),
    ],
)
def test_the_rating_of_an_answer(verdict, confidence, share, rating):
    assert scheduling.rating_of(verdict, confidence, share) == rating


def test_only_a_sure_and_wrong_answer_is_a_confident_error():
    asked = [(v, c) for v in ("correct", "partial", "wrong", "unattempted") for c in ("sure", "unsure", "guess", None)]
    assert [one for one in asked if scheduling.is_confident_error(*one)] == [("wrong", "sure")]


# Golden histories, as py-fsrs tests itself


@pytest.mark.parametrize(
    ("ratings", "intervals"),
    [
        ([3, 3, 3, 3, 3, 3, 1, 1, 3, 3, 3, 3, 3], [2, 11, 46, 163, 497, 1346, 0, 0, 3, 5, 9, 16, 26]),
        ([1, 3, 3, 3, 2, 4, 3], [0, 1, 2, 6, 13, 42, 94]),
        ([2, 3, 3, 1, 3, 3], [0, 1, 5, 0, 1, 2]),
    ],
)
def test_golden_intervals(ratings, intervals):
    events = history(ratings)
    after = [replay(events[: number + 1])["c"] for number in range(len(events))]
    assert [(state.due - state.last_review).days for state in after] == intervals


def test_the_memory_is_that_of_py_fsrs():
    """The published example of py-fsrs: its memory does not depend on learning steps."""
    state = replay(history([1, 3, 3, 3, 3, 3], waits=[0, 0, 1, 3, 8, 21]))["c"]
    assert state.stability == pytest.approx(53.62691, abs=1e-4)
    assert state.difficulty == pytest.approx(6.3574867, abs=1e-4)


@given(st.lists(st.tuples(st.sampled_from([1, 2, 3, 4]), st.integers(0, 60_000)), min_size=1, max_size=12))
def test_replay_is_what_py_fsrs_reschedules(reviews):
    at, events = T0, []
    for number, (rating, minutes) in enumerate(reviews):
        at += timedelta(minutes=minutes)
        events.append(Event("c", rating, at, f"{number:03}"))
    logs = [fsrs.ReviewLog(7, fsrs.Rating(event.rating), event.at, None) for event in events]
    card = scheduler().reschedule_card(fsrs.Card(card_id=7), logs)
    state = replay(events)["c"]
    assert (state.stability, state.difficulty, state.due, state.phase, state.step) == (
        card.stability,
        card.difficulty,
        card.due,
        int(card.state),
        card.step,
    )
    whole = state.last_review + DAY * 9
    assert scheduling.retrievability(state, whole) == pytest.approx(scheduler().get_card_retrievability(card, whole))


def test_a_card_is_due_when_retrievability_is_at_the_desired_retention():
    state = replay(history([3, 3, 3, 3]))["c"]
    assert scheduling.retrievability(state, state.due) == pytest.approx(scheduling.DESIRED_RETENTION, abs=0.001)


def test_lapses_count_only_what_had_been_learned():
    assert replay(history([1, 1, 1, 3]))["c"].lapses == 0
    state = replay(history([3, 1, 1, 3, 1]))["c"]
    assert (state.lapses, state.lapsed_at) == (2, state.last_review)


def test_a_confident_error_is_kept_until_the_card_is_recalled():
    wrong = Event("c", 1, T0, "a", confident_error=True)
    guessed = Event("c", 1, T0 + DAY, "b")
    right = Event("c", 2, T0 + 2 * DAY, "c")
    assert replay([wrong, guessed])["c"].confident_error_at == T0
    assert replay([wrong, guessed, right])["c"].confident_error_at is None


def test_an_event_is_in_utc_and_rated():
    with pytest.raises(ValueError, match="not UTC"):
        Event("c", 3, T0.astimezone(CHINA), "a")
    with pytest.raises(ValueError, match="not UTC"):
        Event("c", 3, T0.replace(tzinfo=None), "a")
    with pytest.raises(ValueError, match="rating 5"):
        Event("c", 5, T0, "a")


# The log: whole, in parts, undone


@st.composite
def logs(draw):
    times = st.integers(0, 40).map(lambda hours: T0 + timedelta(hours=12 * hours))
    rows = draw(
        st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from([1, 2, 3]), times, st.booleans()), max_size=24)
    )
    return [Event(card, rate, at, f"{n:03}", confident_error=e) for n, (card, rate, at, e) in enumerate(rows)]


@given(logs(), st.randoms(use_true_random=False), st.lists(st.integers(1, 6), max_size=8))
def test_carried_on_is_replayed_in_any_order_of_arrival(events, rng, sizes):
    arriving = events[:]
    rng.shuffle(arriving)
    log, states = [], {}
    for size in [*sizes, len(events)]:
        new, arriving = arriving[:size], arriving[size:]
        log += new
        states = advance(states, new, history=lambda cards: [event for event in log if event.card_id in cards])  # noqa: B023
    assert states == replay(events) == replay(reversed(events))


@given(logs(), st.data())
def test_undone_reviews_leave_no_trace(events, data):
    undone = frozenset(
        data.draw(st.lists(st.sampled_from([event.id for event in events]), max_size=5)) if events else ()
    )
    left = [event for event in events if event.id not in undone]
    assert replay(events, undone=undone) == replay(left)
    changed = {event.card_id for event in events if event.id in undone}
    assert advance(replay(events), [], undone=undone, changed=changed, history=lambda _cards: events) == replay(left)


@given(logs())
def test_events_that_come_twice_count_once(events):
    assert replay(events + events) == replay(events)
    assert advance(replay(events), events, history=lambda _cards: events) == replay(events)


def test_an_older_event_needs_the_history():
    first, second = history([3, 3])
    with pytest.raises(LateEventsError, match="give 'history'") as caught:
        advance(replay([second]), [first])
    assert caught.value.cards == {"c"}
    asked = []
    found = advance(replay([second]), [first], history=lambda cards: asked.append(cards) or [first, second])
    assert (found, asked) == (replay([first, second]), [{"c"}])


def test_new_events_alone_ask_for_no_history():
    events = history([3, 3, 1])
    assert advance(replay(events[:2]), events[2:]) == replay(events)


@given(logs())
def test_states_survive_json(events):
    states = replay(events)
    assert scheduling.from_json(json.loads(json.dumps(scheduling.to_json(states)))) == states


@pytest.mark.parametrize(
    "damaged",
    [None, [], {}, {"form": 1}, {"form": 0, "names": [], "states": []}, {"form": 1, "names": ["x"], "states": []}],
)
def test_a_foreign_cache_is_no_cache(damaged):
    assert scheduling.from_json(damaged) is None


def test_a_cut_cache_is_no_cache():
    made = scheduling.to_json(replay(history([3])))
    made["states"][0].pop()
    assert scheduling.from_json(made) is None


def test_undo_takes_back_the_last_of_today():
    events = [Event("a", 3, T0 - DAY, "1"), Event("a", 3, T0, "2"), Event("b", 1, T0 + timedelta(minutes=1), "3")]
    start = scheduling.day_of(T0, zone=CHINA).start
    assert scheduling.undo(events, since=start) == "3"
    assert scheduling.undo(events, since=start, undone=["3"]) == "2"
    assert scheduling.undo(events, since=start, undone=["2", "3"]) is None


# The day


def test_a_day_begins_at_four_in_the_morning():
    late = datetime(2026, 11, 22, 19, 59, tzinfo=UTC)  # 03:59 in China, the 23rd
    day = scheduling.day_of(late, zone=CHINA)
    assert (day.start, day.end) == (datetime(2026, 11, 21, 20, tzinfo=UTC), datetime(2026, 11, 22, 20, tzinfo=UTC))
    assert scheduling.day_of(late + timedelta(minutes=1), zone=CHINA).start == day.end
    with pytest.raises(ValueError, match="no time zone"):
        scheduling.day_of(datetime(2026, 1, 1))  # noqa: DTZ001


@given(st.integers(0, 365 * 24 * 60), st.sampled_from(["Europe/Berlin", "America/St_Johns"]))
def test_days_follow_each_other_where_the_clock_changes(minutes, name):
    now, zone = T0 + timedelta(minutes=minutes), ZoneInfo(name)
    day, following = scheduling.day_of(now, zone=zone), scheduling.day_of(now, zone=zone, after=1)
    assert now in day
    assert day.end == following.start
    assert day.start.astimezone(zone).hour == 4


# The plan


DECK = st.lists(
    st.builds(
        lambda ago, stability, phase, error, lapses: {
            "ago": ago,
            "stability": stability,
            "phase": phase,
            "confident_error_at": T0 - ago * DAY if error else None,
            "lapses": lapses,
            "lapsed_at": T0 - ago * DAY if lapses else None,
        },
        st.floats(0.001, 90),
        st.floats(0.01, 200),
        st.sampled_from([1, 2, 2, 2, 3]),
        st.booleans(),
        st.integers(0, 6),
    ),
    max_size=30,
).map(lambda rows: {f"c{n:02}": known(f"c{n:02}", **row) for n, row in enumerate(rows)})
EXAMS = st.one_of(st.none(), st.floats(0.01, 60).map(lambda days: T0 + days * DAY))


@given(DECK, EXAMS, st.integers(0, 12), st.integers(0, 12), st.integers(0, 30))
def test_the_limits_are_never_exceeded(states, exam_at, limit, new_limit, fresh):
    new_cards = [f"new-{number}" for number in range(fresh)]
    plan = due(states, now=T0, exam_at=exam_at, limit=limit, new_cards=new_cards, new_limit=new_limit)
    counting = [card for card in plan.cards if card.reason != "again"]
    new = [card for card in plan.cards if card.reason == "new"]
    assert len(counting) + min(plan.done, limit) <= limit
    assert len(new) + min(plan.new_done, new_limit) <= new_limit
    assert len({card.card_id for card in plan.cards}) == len(plan.cards)
    assert all(card.due <= T0 or card.due in plan.day for card in plan.cards)
    assert not {card.card_id for card in plan.cards} & set(plan.suspended)


@given(DECK, EXAMS, st.randoms(use_true_random=False))
def test_the_plan_does_not_depend_on_the_order_of_cards(states, exam_at, rng):
    shuffled = list(states)
    rng.shuffle(shuffled)
    one, other = (due(deck, now=T0, exam_at=exam_at) for deck in (states, {card: states[card] for card in shuffled}))
    assert one == other


@given(DECK, EXAMS, st.integers(1, 20), st.integers(0, 8), st.data())
def test_what_was_done_leaves_the_plan_and_nothing_comes_in(states, exam_at, limit, fresh, data):
    """Asked again after some reviews, later on the day: the same plan less these."""
    ask = {"exam_at": exam_at, "limit": limit, "new_cards": [f"new-{n}" for n in range(fresh)], "new_limit": 5}
    before = due(states, now=T0, **ask)
    number = data.draw(st.integers(0, len(before.cards)))
    done = [card.card_id for card in before.cards[:number] if card.due <= T0]
    later = T0 + timedelta(hours=2)
    if exam_at and exam_at <= later:
        return
    events = [Event(card, 3, T0 + timedelta(minutes=1 + n), f"e{n}") for n, card in enumerate(done)]
    after = due(advance(states, events), now=later, **ask)
    left = [card.card_id for card in before.cards if card.card_id not in done]
    assert [card.card_id for card in after.cards] == left


def test_what_is_forgotten_today_comes_back_without_counting_again():
    states = {f"c{n}": known(f"c{n}", ago=9) for n in range(3)}
    failed = advance(states, [Event("c0", 1, T0, "e")])
    plan = due(failed, now=T0 + timedelta(minutes=5), limit=2)
    assert [(card.card_id, card.reason) for card in plan.cards] == [("c0", "again"), ("c1", "review")]
    assert plan.cards[0].due == T0 + timedelta(minutes=10)
    assert (plan.done, plan.waiting) == (1, 1)


def test_practice_does_not_use_up_the_reviews_if_the_caller_says_so():
    states = {f"c{n}": known(f"c{n}", ago=9) for n in range(4)}
    practised = advance(states, [Event("c0", 3, T0, "e1"), Event("c1", 1, T0, "e2")])
    assert [card.card_id for card in due(practised, now=T0, limit=2).cards] == ["c1"]
    plan = due(practised, now=T0, limit=2, done=())
    assert [(card.card_id, card.reason) for card in plan.cards] == [("c1", "review"), ("c2", "review")]
    assert plan.done == 0


def test_confident_errors_come_first_for_a_week():
    recent, old = T0 - 2 * DAY, T0 - (ERROR_DAYS + 2) * DAY
    states = {
        "worst": known("worst", ago=50),
        "sure": known("sure", ago=6, confident_error_at=recent),
        "long ago": known("long ago", ago=6, confident_error_at=old),
    }
    for exam_at in (None, T0 + 20 * DAY):
        cards = due(states, now=T0, exam_at=exam_at).cards
        assert (cards[0].card_id, cards[0].reason) == ("sure", "error")
        assert {card.reason for card in cards[1:]} == {"review"}


def test_without_an_exam_the_greatest_risk_comes_first():
    states = {f"c{n}": known(f"c{n}", ago=ago) for n, ago in enumerate((6, 40, 12))}
    cards = due(states, now=T0).cards
    assert [card.card_id for card in cards] == ["c1", "c2", "c0"]
    risks = [1 - scheduling.retrievability(states[card.card_id], scheduling.day_of(T0).start) for card in cards]
    assert [card.gain for card in cards] == pytest.approx(risks)


def test_a_past_exam_is_none():
    states = {f"c{n}": known(f"c{n}", ago=5 + n) for n in range(5)}
    assert due(states, now=T0, exam_at=T0 - DAY) == due(states, now=T0)


def test_gain_is_the_expected_recall_with_the_review_less_that_without():
    """Worked out with py-fsrs by hand, within the closing round."""
    state, exam_at = known("c", ago=10), T0 + 3 * DAY
    recalled = scheduling.retrievability(state, T0)
    card = fsrs.Card(7, fsrs.State.Review, None, 5.0, 5.0, state.due, state.last_review)
    rate = scheduler()
    good = rate.review_card(card, fsrs.Rating.Good, T0)[0]
    again = rate.review_card(card, fsrs.Rating.Again, T0)[0]
    learned = rate.review_card(again, fsrs.Rating.Good, T0 + timedelta(minutes=10))[0]
    after = [
        rate.get_card_retrievability(good, exam_at),
        (1 + curve() * (3 - 10 / 1440) / learned.stability) ** decay(),
    ]
    with_review = recalled * after[0] + (1 - recalled) * after[1]
    assert expected_recall(state, exam_at, T0) == pytest.approx(with_review)
    gain = gain_of(state, T0, exam_at)
    assert gain == pytest.approx(with_review - scheduling.retrievability(state, exam_at))


def decay():
    return -scheduler().parameters[20]


def curve():
    return 0.9 ** (1 / decay()) - 1


@given(DECK.filter(bool), st.floats(0, 400))
def test_what_is_remembered_is_a_probability(states, days):
    at = T0 + days * DAY
    assert all(0 <= scheduling.retrievability(state, at) <= 1 for state in states.values())
    assert all(0 <= expected_recall(state, at + DAY, at) <= 1 for state in states.values())
    assert 0 <= scheduling.retained(states, at) <= 1
    assert scheduling.retained(states, at) >= scheduling.retained(states, at + DAY)


def test_in_the_closing_round_unsafe_cards_come_though_they_are_not_due():
    exam_at = T0 + 3 * DAY
    unsafe = known("unsafe", ago=8, stability=20.0)
    safe = known("safe", ago=1, stability=300.0)
    assert scheduling.retrievability(unsafe, exam_at) < EXAM_RETENTION < scheduling.retrievability(safe, exam_at)
    states = {"unsafe": unsafe, "safe": safe}
    assert [card.card_id for card in due(states, now=T0, exam_at=exam_at, limit=1).cards] == []  # two cards: two days
    later = due(states, now=T0 + DAY, exam_at=exam_at, limit=1)
    assert [card.card_id for card in later.cards] == ["unsafe"]
    assert due(states, now=T0 + DAY).cards == ()


def test_no_review_is_put_after_the_exam_if_one_before_it_is_needed():
    exam_at = T0 + 10 * DAY
    weak = known("weak", ago=0, stability=12.0)
    assert weak.due > exam_at
    assert scheduling.next_review(weak) == weak.due
    assert scheduling.next_review(weak, exam_at=exam_at, cards=80, limit=40) == exam_at - 2 * DAY
    strong = known("strong", ago=0, stability=400.0)
    assert scheduling.next_review(strong, exam_at=exam_at, cards=80, limit=40) == strong.due
    eve = known("eve", ago=0, stability=3.0, now=exam_at - DAY / 2)
    assert scheduling.next_review(eve, exam_at=exam_at, cards=80, limit=40) == eve.due


def test_new_cards_keep_a_quarter_of_the_places_in_a_backlog():
    states = {f"c{n:02}": known(f"c{n:02}", ago=30) for n in range(50)}
    plan = due(states, now=T0, limit=20, new_cards=["x", *states, *(f"n{n}" for n in range(30))])
    new = [card.card_id for card in plan.cards if card.reason == "new"]
    assert new == ["x", "n0", "n1", "n2", "n3"]
    assert len(new) == 20 // NEW_SHARE
    assert (len(plan.cards), plan.waiting) == (20, 35)


@pytest.mark.parametrize(("old", "days", "new"), [(50, LAST_DAYS + 1, 5), (50, LAST_DAYS, 0), (15, LAST_DAYS, 5)])
def test_in_the_last_days_new_cards_come_only_where_reviews_leave_room(old, days, new):
    states = {f"c{n:02}": known(f"c{n:02}", ago=30) for n in range(old)}
    late = datetime(2026, 11, 2, 18, tzinfo=UTC)  # two at night in China: still the day before
    exam_at = datetime(2026, 11, 2 + days, 1, tzinfo=UTC)  # nine in the morning
    plan = due(states, now=late, exam_at=exam_at, limit=20, new_cards=[f"n{n}" for n in range(30)], zone=CHINA)
    assert [card.reason for card in plan.cards].count("new") == new
    assert len(plan.cards) == 20
    evening = due(states, now=late, exam_at=late - DAY / 2, limit=20, new_cards=["n0"], zone=CHINA)
    assert [card.reason for card in evening.cards].count("new") == (old < 20)  # after the exam, on its day


def test_limits_and_times_are_checked():
    with pytest.raises(ValueError, match="must not be negative"):
        due({}, now=T0, limit=-1)
    with pytest.raises(ValueError, match="no time zone"):
        due({}, now=T0, exam_at=datetime(2027, 1, 1))  # noqa: DTZ001


# Leeches


def test_a_leech_waits_until_its_lesson_was_read_again():
    state = replay(history([3, 1, 3, 1, 3, 1, 3, 1]))["c"]
    assert state.lapses == scheduling.LAPSES
    lapsed = state.last_review
    now = lapsed + 2 * DAY
    assert [one.suspended for one in leeches({"c": state})] == [True]
    assert due({"c": state}, now=now).suspended == ("c",)
    before = due({"c": state}, now=now, visits={"c": lapsed - DAY})
    assert (before.cards, before.suspended) == ((), ("c",))
    after = due({"c": state}, now=now, visits={"c": lapsed + DAY})
    assert ([card.card_id for card in after.cards], after.suspended) == (["c"], ())


def test_three_lapses_are_no_leech_and_a_fifth_sends_back_again():
    events = history([3, 1, 3, 1, 3, 1, 3, 1, 3, 1])
    assert leeches(replay(events[:7])) == ()
    states = replay(events)
    visited = {"c": events[8].at}
    assert [(one.lapses, one.suspended) for one in leeches(states, visits=visited)] == [(5, True)]


# What lies ahead


def test_the_forecast_counts_each_card_once_and_moves_what_is_too_much():
    states = {f"late-{n}": known(f"late-{n}", ago=20) for n in range(5)}
    states |= {f"soon-{n}": known(f"soon-{n}", ago=3) for n in range(2)}
    days = forecast(states, now=T0, days=5, limit=4, zone=CHINA)
    assert [day.cards for day in days] == [4, 1, 2, 0, 0]
    assert [day.date.isoformat() for day in days][:2] == ["2026-11-02", "2026-11-03"]


def test_the_forecast_ends_with_the_exam():
    states = {"c": known("c", ago=0, stability=6.0)}
    days = forecast(states, now=T0, days=30, exam_at=T0 + 4 * DAY, limit=40)
    assert [day.cards for day in days] == [0, 0, 0, 1, 0]


def test_for_the_forecast_a_past_exam_is_none():
    states = {f"c{n}": known(f"c{n}", ago=1, stability=4.0 + n) for n in range(5)}
    assert forecast(states, now=T0, days=9, exam_at=T0 - DAY / 9) == forecast(states, now=T0, days=9)


def test_what_today_leaves_over_comes_tomorrow():
    states = {f"late-{n}": known(f"late-{n}", ago=20) for n in range(9)}
    assert [day.cards for day in forecast(states, now=T0, days=4, limit=4, today=1)] == [1, 4, 4, 0]
    assert [day.cards for day in forecast(states, now=T0, days=4, limit=4, today=7)] == [7, 2, 0, 0]


@given(DECK, EXAMS, st.integers(1, 10))
def test_the_forecast_holds_what_comes_in_its_days(states, exam_at, limit):
    days = forecast(states, now=T0, days=40, exam_at=exam_at, limit=limit)
    assert all(0 <= day.cards <= limit for day in days)
    assert sum(day.cards for day in days) <= len(states)


def test_what_is_retained_by_group():
    states = {name: known(name, ago=ago) for name, ago in (("a", 1), ("b", 9), ("c", 30))}
    found = scheduling.retained_by(states, T0, groups={"a": "p", "b": "p", "c": "q", "never seen": "r"})
    assert found.keys() == {"p", "q"}
    assert found["p"] == pytest.approx(statistics.fmean(scheduling.retrievability(states[n], T0) for n in "ab"))
    assert scheduling.retained({}, T0) is None


def test_previews_are_what_a_review_would_bring():
    state = replay(history([3, 3]))["c"]
    shown = scheduling.previews(state, state.due)
    for rating, wait in shown.items():
        later = advance({"c": state}, [Event("c", rating, state.due, "next")])["c"]
        assert later.due - later.last_review == wait
    assert [wait.days for wait in scheduling.previews(None, T0.astimezone(CHINA)).values()] == [0, 0, 2, 8]


# Worth


def simulated(exam_at, *, seed, cards=120, days=20, limit=12):
    """Return what a learner who follows the plan remembers on the exam day, by their own memory."""
    rng = random.Random(seed)
    exam = T0 + days * DAY
    states: dict[str, State] = {}
    count = 0

    def review(card, at):
        nonlocal states, count
        state = states.get(card)
        recalled = rng.random() < (scheduling.retrievability(state, at) if state else 0.5)
        for rating, when in ((3, at),) if recalled else ((1, at), (3, at + timedelta(minutes=10))):
            count += 1
            states = advance(states, [Event(card, rating, when, f"{count:05}")])

    for number in range(cards):
        first = T0 - timedelta(days=rng.uniform(2, 40))
        review(f"c{number}", first)
        review(f"c{number}", first + timedelta(days=1.5))
    for day in range(days):
        now = T0 + day * DAY
        planned = due(states, now=now, exam_at=exam_at, limit=limit, visits=dict.fromkeys(states, now))
        for card in planned.cards:
            review(card.card_id, now)
    return scheduling.retained(states, exam)


def test_knowing_the_exam_day_more_is_remembered_on_it():
    """On the same simulated learners, by more than chance; bench/scheduling.py has more of them, and other orders."""
    gains = [simulated(T0 + 20 * DAY, seed=seed) - simulated(None, seed=seed) for seed in range(1, 9)]
    error = statistics.stdev(gains) / len(gains) ** 0.5
    assert statistics.fmean(gains) > 2 * error > 0


def test_it_needs_no_heavy_package_and_importing_it_not_even_py_fsrs():
    script = """
import sys
for name in "numpy pandas matplotlib scipy yaml pydantic sqlalchemy".split():
    sys.modules[name] = None
from datetime import UTC, datetime
from fuwu import scheduling
assert "fsrs" not in sys.modules
states = scheduling.replay([scheduling.Event("c", 3, datetime(2026, 1, 1, tzinfo=UTC), "e")])
print(len(scheduling.due(states, now=datetime(2026, 1, 9, tzinfo=UTC)).cards))
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert (done.stdout.strip(), done.stderr) == ("1", "")
