"""Lab 06 B: counting by hand, and what the sample data hold."""

import pandas as pd
import pytest

from fuwu.labs.complaints import (
    FIGURES,
    TABLES,
    conditions,
    how_many_reach,
    model_solution,
    pareto,
    prepared,
    repeaters,
)
from fuwu.labs.complaints.counting import mostly_beyond, worst
from fuwu.labs.complaints.pages import again_words, times
from fuwu.labs.promises import Log


def log_of(*rows):
    """Return complaints of rows (retailer, about, cause, satisfied)."""
    made = [(*row, f"2025-0{at % 3 + 1}-05 10:00", "hotline") for at, row in enumerate(rows)]
    return pd.DataFrame(made, columns=["retailer_id", "about", "cause", "satisfied", "received_at", "channel"])


TEN = log_of(
    ("R1", "stock_out", "beyond", None), ("R1", "stock_out", "beyond", "no"), ("R1", "damaged", "poor_service", "yes"),
    ("R2", "stock_out", "poor_service", "no"), ("R2", "damaged", "poor_service", "no"),
    ("R3", "stock_out", "beyond", "yes"), ("R4", "price", "beyond", None), ("R5", "damaged", "poor_service", "yes"),
    ("R6", "stock_out", "poor_service", "no"), ("R7", "attitude", "poor_service", "no"),
)  # fmt: skip
RETAILERS = pd.DataFrame({"retailer_id": [f"R{n}" for n in range(1, 8)], "manager_id": ["K01"] * 4 + ["K02"] * 3})


@pytest.fixture(scope="module")
def rows(data):
    return pareto(prepared(data.complaints, data.retailers))


def test_pareto_goes_down_and_sums_up():
    counted = pareto(TEN)
    assert [(row.name, row.count, row.by_cause, row.asked, row.discontent) for row in counted] == [
        ("stock_out", 5, (0, 2, 3), 4, 3),
        ("damaged", 3, (0, 3, 0), 3, 1),
        ("attitude", 1, (0, 1, 0), 1, 1),
        ("price", 1, (0, 0, 1), 0, 0),
    ]
    assert [row.cumulative for row in counted] == pytest.approx([0.5, 0.8, 0.9, 1.0])
    assert [row.discontent_share for row in counted] == [0.75, pytest.approx(1 / 3), 1.0, None]
    assert (how_many_reach(counted, 0.5), how_many_reach(counted, 0.8), how_many_reach(counted, 0.81)) == (1, 2, 3)


def test_months_keep_their_order_and_managers_come_from_the_retailers():
    complaints = prepared(TEN, RETAILERS)
    assert [(row.name, row.count) for row in pareto(complaints, "month")] == [
        ("2025-01", 4), ("2025-02", 3), ("2025-03", 3)]  # fmt: skip
    assert [(row.name, row.count) for row in pareto(complaints, "manager_id")] == [("K01", 7), ("K02", 3)]


def test_repeat_complainers():
    assert repeaters(TEN, 2).to_dict() == {"R1": 3, "R2": 2}
    assert "1 retailers complained 3 times or more: 3 of 10 complaints, 30%." in again_words(TEN, 3).en


def test_what_lies_mostly_beyond_the_company_is_not_ours_to_mend():
    assert mostly_beyond(pareto(TEN)) == ["stock_out", "price"]


def test_the_sample_data_say_what_the_lesson_says(rows):
    assert sum(row.count for row in rows) == 408
    assert [(row.name, row.count) for row in rows[:3]] == [
        ("stock_out", 114), ("delivery_error", 91), ("sorting_error", 54)]  # fmt: skip
    assert (how_many_reach(rows, 0.5), how_many_reach(rows, 0.8)) == (2, 6)
    assert worst(rows) == ["promise_not_kept"]
    assert rows[0].by_cause == (1, 47, 66)
    assert sum(row.by_cause[1] for row in rows) == 246
    kept = next(row for row in rows if row.name == "promise_not_kept")
    assert (kept.count, kept.own, kept.asked, kept.discontent) == (28, 28, 24, 15)


def test_who_complains_again_and_the_limits_are_as_the_lesson_says(data):
    again = [repeaters(data.complaints, least) for least in (2, 3)]
    assert [(len(one), int(one.sum())) for one in again] == [(53, 115), (8, 25)]
    assert [(one.judged, one.kept, one.not_due) for one in times(Log(data))] == [
        (98, 74, 0), (403, 338, 5), (393, 198, 3)]  # fmt: skip


def test_the_three_limits_are_those_of_the_promises_lab(data):
    arrival, handling, call_back = times(Log(data))
    assert (arrival.limit, handling.limit, call_back.limit) == (1, 72, 48)
    assert arrival.judged < times(Log(data), promised_only=False)[0].judged
    assert handling.judged + handling.not_due == len(data.complaints)


def test_the_task_is_met_by_the_model_solution_only_when_whole(rows):
    best = model_solution(rows)
    assert all(one.met for one in conditions(rows, best))
    assert not any(one.met for one in conditions(rows, []))
    assert not all(one.met for one in conditions(rows, best[:2]))
    met = [one.met for one in conditions(rows, ["stock_out", "delivery_error", "sorting_error"])]
    assert met == [True, True, False, False]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_figures_and_tables_speak(data, lang):
    pareto_figure, times_figure = (FIGURES[name](lang, data) for name in ("pareto", "times"))
    assert pareto_figure.png[:4] == times_figure.png[:4] == b"\x89PNG"
    assert "114" in pareto_figure.words
    assert "72" in times_figure.words
    assert TABLES["measures"](lang, data).words.count("\n") == 15
