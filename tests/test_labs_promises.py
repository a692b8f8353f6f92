"""Lab 04 B: the calendar by hand, the audit by hand, published intervals."""
# ruff: noqa: DTZ001 - the log has no time zones

from datetime import date, datetime, timedelta

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fuwu.labs import Data
from fuwu.labs.intervals import quantile, safe_limit, wilson
from fuwu.labs.promises import BY_ID, FIGURES, PROMISES, TABLES, TIMED, Log, Settings, audit, breaches, conditions, safe
from fuwu.labs.promises.audit import NEVER
from fuwu.labs.promises.workdays import CLOSES, OPENS, is_workday, workdays_after, working_hours

HEAD = ["event_id", "kind", "retailer_id", "asked_at", "done_at", "urban", "in_hours", "via_agent", "authorised",
        "complaint_id"]  # fmt: skip
RETAILERS = pd.DataFrame({"retailer_id": ["R1", "R2"], "manager_id": ["K01", "K04"], "disadvantaged": ["ill", "none"],
                          "market_type": ["city", "rural"]})  # fmt: skip
VISITS = pd.DataFrame({"retailer_id": ["R1"] * 3, "date": ["2025-01-02", "2025-01-20", "2025-02-03"],
                       "minutes": [10, 12, 9]})  # fmt: skip


def log_of(*rows):
    """Return a log of rows (kind, asked, done, urban, in hours, via agent, authorised); the rest does not matter."""
    made = [(f"S{at}", kind, "R1", asked, done, *more, None) for at, (kind, asked, done, *more) in enumerate(rows)]
    return Log(Data(service_log=pd.DataFrame(made, columns=HEAD), retailers=RETAILERS, visits=VISITS))


def event(kind, asked, done, urban="yes", in_hours="yes", via=None, authorised=None):
    return kind, asked, done, urban, in_hours, via, authorised


@pytest.fixture(scope="module")
def found(data):
    log = Log(data)
    return {promise.id: audit(log, promise, Settings()) for promise in PROMISES}


# China's calendar


@pytest.mark.parametrize(
    ("day", "real", "naive"),
    [("2025-01-26", True, False), ("2025-01-28", False, True), ("2025-10-08", False, True),
     ("2025-10-11", True, False), ("2025-10-12", False, False), ("2025-10-13", True, True)],
)  # fmt: skip
def test_working_days_follow_the_notice_of_the_state_council(day, real, naive):
    day = date.fromisoformat(day)
    assert (is_workday(day), is_workday(day, "weekdays")) == (real, naive)


def test_three_working_days_over_national_day():
    # Asked on Tuesday 30 September: off until 8 October, then Thursday 9, Friday 10, Saturday 11 (made up).
    assert workdays_after(date(2025, 9, 30), date(2025, 10, 11)) == 3
    assert workdays_after(date(2025, 9, 30), date(2025, 10, 3), "weekdays") == 3
    assert workdays_after(date(2025, 12, 31), date(2026, 1, 5)) == 2  # Sunday 4 January is made up
    assert workdays_after(date(2025, 10, 9), date(2025, 10, 9)) == 0


@given(st.datetimes(datetime(2025, 1, 1), datetime(2025, 12, 1)), st.integers(0, 20_000))
def test_working_hours_are_those_a_minute_by_minute_count_gives(start, minutes):
    start = start.replace(second=0, microsecond=0)
    moments = pd.date_range(start, periods=minutes, freq="min")
    counted = sum(is_workday(one.date()) and OPENS <= one.time() < CLOSES for one in moments)
    end = start + timedelta(minutes=minutes)
    assert working_hours(start, end) == pytest.approx(counted / 60)


# Shares and limits


def test_intervals_are_the_published_ones():
    # Newcombe 1998, table I, method 3: 81/263, 15/148, 0/20, 1/29
    for hits, asked, low, high in ((81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611),
                                   (1, 29, 0.0061, 0.1718)):  # fmt: skip
        one = wilson(hits, asked)
        assert (round(one.low, 4), round(one.high, 4)) == (low, high)


def test_a_safe_limit_needs_enough_events_and_counts_what_was_never_done():
    assert quantile([3, 1, 2, 4], 0.5) == 2
    # 73 events are the fewest whose Wilson interval of "all of them" begins at 95%.
    assert wilson(73, 73).low >= 0.95 > wilson(72, 72).low
    assert safe_limit([1.0] * 73, 0.95) == 1.0
    assert safe_limit([1.0] * 72, 0.95) is None
    assert safe_limit([1.0] * 70 + [NEVER] * 5, 0.95) == NEVER


# Each commitment by hand


def test_a_replacement_is_kept_to_the_minute_and_an_early_date_is_unclear():
    log = log_of(
        event("exchange", "2025-03-03 09:00", "2025-03-05 09:00"),
        event("exchange", "2025-03-03 09:00", "2025-03-05 09:01"),
        event("exchange", "2025-03-10 09:00", "2025-03-03 10:00"),
        event("exchange", "2025-03-03 09:00", None),
        event("exchange", "2025-12-31 15:00", None),
    )
    one = audit(log, BY_ID["1"], Settings())
    assert (one.kept, one.judged, one.not_due, one.case.unclear) == (1, 3, 1, 1)
    worst = breaches(one)
    assert list(worst["measure"]) == [NEVER, pytest.approx(48 + 1 / 60)]


def test_what_was_logged_twice_counts_once():
    rows = [event("exchange", "2025-03-03 09:00", "2025-03-04 09:00")] * 2
    assert audit(log_of(*rows), BY_ID["1"], Settings()).judged == 1


def test_a_call_may_come_an_hour_early_or_late():
    log = log_of(
        event("order_call", "2025-03-03 10:30", "2025-03-03 09:30"),
        event("order_call", "2025-03-10 10:30", "2025-03-10 11:31"),
    )
    assert audit(log, BY_ID["2"], Settings()).kept == 1


def test_a_refund_is_counted_in_working_days():
    log = log_of(
        event("refund", "2025-09-30 10:00", "2025-10-11 10:00"), event("refund", "2025-03-03 10:00", "2025-03-06 16:00")
    )
    assert audit(log, BY_ID["3"], Settings()).kept == 2
    assert audit(log, BY_ID["3"], Settings(calendar="weekdays")).kept == 1


def test_arrival_is_promised_in_the_city_and_in_working_hours_only():
    log = log_of(
        event("arrival", "2025-03-03 10:00", "2025-03-03 10:50"),
        event("arrival", "2025-03-03 17:00", "2025-03-04 08:45"),
        event("arrival", "2025-03-03 10:00", "2025-03-03 14:00", "no"),
        event("arrival", "2025-03-02 10:00", "2025-03-03 09:00", "yes", "no"),
    )
    one = audit(log, BY_ID["4"], Settings())
    assert (one.kept, one.judged, one.case.not_promised) == (1, 2, 2)
    assert audit(log, BY_ID["4"], Settings(working=True)).kept == 2  # 17:00 to 17:30 and 8:30 to 8:45
    assert audit(log, BY_ID["4"], Settings(promised_only=False)).judged == 4


def test_a_second_delivery_to_an_agent_needs_the_authorisation():
    log = log_of(
        event("second_delivery", "2025-03-03 10:00", "2025-03-03 10:10", "yes", "yes", "yes", "yes"),
        event("second_delivery", "2025-03-04 10:00", "2025-03-04 10:10", "yes", "yes", "yes", "no"),
        event("second_delivery", "2025-03-05 10:00", "2025-03-05 09:10", "yes", "yes", "no"),
    )
    assert audit(log, BY_ID["7"], Settings()).kept == 2


def test_licence_service_counts_whether_somebody_came_to_those_it_is_for():
    log = log_of(
        event("home_visit", "2025-03-03 10:00", "2025-06-03 10:10"), event("home_visit", "2025-03-03 10:00", None)
    )
    one = audit(log, BY_ID["6"], Settings())
    assert (one.kept, one.judged, one.not_due) == (1, 2, 0)


def test_visits_are_counted_per_retailer_and_month():
    one = audit(log_of(event("exchange", "2025-03-03 09:00", "2025-03-04 09:00")), BY_ID["8"], Settings())
    assert (one.kept, one.judged) == (1, 2)  # January two visits, February one; R2 is of another manager


# The sample data


def test_the_year_has_about_twenty_thousand_events(data):
    assert 15_000 <= len(data.service_log) <= 25_000


def test_the_numbers_in_the_lesson_are_those_of_the_data(data, found):
    log = Log(data)
    said = {name: (one.kept, one.judged) for name, one in found.items()}
    assert said["7"] == (1_659, 1_758)
    assert said["5b"] == (198, 393)
    assert said["4"] == (74, 98)
    assert said["3"] == (268, 360)
    everything = audit(log, BY_ID["4"], Settings(promised_only=False))
    assert (everything.kept, everything.judged) == (78, 221)
    assert audit(log, BY_ID["3"], Settings(calendar="weekdays")).kept == 257
    assert sum(value == NEVER for value in found["5b"].measures) == 56
    assert max(one.attained.low for one in found.values()) < 0.95


def test_counting_naively_changes_the_answers(data, found):
    log = Log(data)
    assert audit(log, BY_ID["3"], Settings(calendar="weekdays")).kept != found["3"].kept
    assert audit(log, BY_ID["4"], Settings(promised_only=False)).attained.share < 0.5 < found["4"].attained.share
    assert audit(log, BY_ID["8"], Settings(promised_only=False)).kept > found["8"].kept


def test_some_commitments_cannot_be_promised_at_any_limit(found):
    limits = safe(list(found.values()))
    assert limits.keys() == {promise.id for promise in TIMED}
    assert {name for name, limit in limits.items() if limit is None} == {"4", "5b"}
    for name, limit in limits.items():
        if limit is not None:
            within = sum(value <= limit for value in found[name].measures)
            assert wilson(within, len(found[name].measures)).low >= 0.95
            assert limit <= BY_ID[name].most


def test_the_task_is_met_by_the_safe_limits_and_by_nothing_looser_or_tighter(found):
    every, limits = list(found.values()), safe(list(found.values()))
    best = {name: limit for name, limit in limits.items() if limit is not None}
    assert all(one.met for one in conditions(every, best, {"4", "5b"}))
    assert not any(one.met for one in conditions(every, {}, set()))
    tight = {name: limit - BY_ID[name].step for name, limit in best.items()}
    assert [one.met for one in conditions(every, tight, {"4", "5b"})] == [True, *[False] * len(best)]
    loose = {name: limit * 1.3 + BY_ID[name].step for name, limit in best.items()}
    assert [one.met for one in conditions(every, loose, {"4", "5b"})] == [True, *[False] * len(best)]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_figures_and_tables_speak(data, lang):
    for make in FIGURES.values():
        figure = make(lang, data)
        assert figure.png[:4] == b"\x89PNG"
        assert "48" in figure.words or "93" in figure.words
    audited = TABLES["promises"](lang, data).words
    assert audited.count("\n") == len(PROMISES) + 2
    assert ("| 无 |" if lang == "zh" else "| none |") in TABLES["honest"](lang, data).words
