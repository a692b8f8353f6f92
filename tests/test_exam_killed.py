"""Mock exams whose kernels are killed; bench/crashes.py does 500 such crashes, with servers and browsers too."""

import random

import crash_exam
import pytest


@pytest.mark.parametrize(
    ("sit", "crashes", "seed"),
    [
        (crash_exam.exam_with_killed_kernels, 5, 1),
        (crash_exam.exam_with_killed_kernels, 5, 2),
        (crash_exam.exam_in_two_windows, 3, 3),
    ],
)
def test_no_answer_is_lost_and_the_time_is_right(tmp_path, sit, crashes, seed):
    seen = sit(tmp_path / "fuwu.db", crashes=crashes, rng=random.Random(seed))
    assert seen.faults == []
    assert len(seen.errors) >= crashes
    assert sum(seen.kept.values()) > 0
