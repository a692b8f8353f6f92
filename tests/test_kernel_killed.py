"""kill -9 of a real kernel during a quiz; bench/kills.py does the same 200 times."""

import random

from kernel_quiz import faults, run_killed


def test_every_answer_whose_feedback_was_shown_is_kept_once(tmp_path):
    store = tmp_path / "fuwu.db"
    rng = random.Random(20261122)
    runs = [run_killed(store, rng=rng) for _ in range(6)]
    assert sum(len(run.shown) for run in runs) > 0
    assert faults(store, runs) == []
