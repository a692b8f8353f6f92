"""Readiness: laws, agreement with integration by brute force, and what it refuses to say."""

import math
import random
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import norm

from fuwu.analytics import (
    MockResult,
    Observation,
    Paper,
    Profile,
    Section,
    chance_of,
    observation_of,
    paper_of,
    profile_of,
    readiness,
)
from fuwu.analytics.ability import ABILITY, NODES, SHIFT, TYPE_SD, Layout
from fuwu.analytics.linear import cholesky, solve
from fuwu.analytics.papers import DAY_SD, moments, sheet, slope
from fuwu.analytics.tally import HALF_LIFE, ITEM_SD, POINT_SD, tally
from fuwu.model import Blueprint, Point, Row, Score, Text

NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)
LESSONS = ("one", "two", "three")


def answers(count, share, *, lesson=None, days=1.0, source="practice", **changes):
    """`share` of `count` single-choice items right, spread over lessons and points; no two items alike."""
    right = round(count * share)
    return [
        Observation(
            item_id=f"{source}-{lesson}-{days}-{i}",
            point=f"{lesson or LESSONS[i % 3]}-{i % 2}",
            lesson=lesson or LESSONS[i % 3],
            type="single",
            level="understand",
            share=float(i * right % count < right),
            chance=0.25,
            at=NOW - timedelta(days=days),
            source=source,
            **changes,
        )
        for i in range(count)
    ]


def profiles(kind="single", chance=0.25):
    return tuple(
        Profile(point=f"{lesson}-{i}", lesson=lesson, type=kind, level="understand", chance=chance)
        for lesson in LESSONS
        for i in range(2)
    )


PAPER = Paper(id="theory", sections=(Section(id="a", marks=1, count=100, profiles=profiles()),), cut=60)


def told(observations, **options):
    return readiness(observations, [PAPER], now=NOW, **options)


def outlook(observations, **options):
    return told(observations, **options).papers["theory"].outlook


def test_more_right_answers_make_passing_likelier():
    outlooks = [outlook(answers(90, right / 10)) for right in range(11)]
    for name in ("probability", "marks", "marks_low", "marks_high"):
        values = [getattr(one, name) for one in outlooks]
        assert all(a <= b for a, b in pairwise(values)), name
    assert all(a.probability < b.probability and a.marks < b.marks for a, b in pairwise(outlooks[1:10]))
    assert outlooks[2].probability < 0.02
    assert outlooks[9].probability > 0.98


@settings(max_examples=25, deadline=None)
@given(st.lists(st.booleans(), min_size=1, max_size=40), st.data())
def test_one_more_right_answer_never_lowers_the_expected_marks(given_answers, data):
    place = data.draw(st.integers(0, len(given_answers) - 1))
    seen = [
        replace(one, share=float(right))
        for one, right in zip(answers(len(given_answers), 0), given_answers, strict=True)
    ]
    wrong, right = ([*seen[:place], replace(seen[place], share=share), *seen[place + 1 :]] for share in (0.0, 1.0))
    assert outlook(wrong).marks < outlook(right).marks


@settings(max_examples=20, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(LESSONS),
            st.sampled_from(["single", "multiple", "truefalse", "numeric", "case"]),
            st.sampled_from(["recall", "apply", "analyse"]),
            st.floats(0, 1),
            st.sampled_from([0.0, 0.25, 0.5]),
            st.sampled_from(["practice", "exam"]),
            st.sampled_from([None, "sure", "guess"]),
            st.floats(-1, 400),
        ),
        max_size=30,
    ),
    st.randoms(use_true_random=False),
)
def test_whatever_was_answered_and_in_whatever_order(rows, rng):
    seen = [
        Observation(
            item_id=str(i),
            point=f"{lesson}-0",
            lesson=lesson,
            type=kind,
            level=level,
            share=share,
            chance=chance,
            source=source,
            confidence=confidence,
            at=NOW - timedelta(days=days),
        )
        for i, (lesson, kind, level, share, chance, source, confidence, days) in enumerate(rows)
    ]
    first = told(seen)
    one = first.papers["theory"].outlook
    assert 0 <= one.low <= one.high <= 1
    assert 0 <= one.probability <= 1
    assert 0 <= one.marks_low <= one.marks_high <= PAPER.total
    assert 0 < one.marks < PAPER.total
    assert all(0 <= point.low <= point.high <= 1 for point in first.points.values())
    rng.shuffle(seen)
    again = told(seen).papers["theory"].outlook
    assert again.probability == pytest.approx(one.probability, abs=1e-9)
    assert again.marks == pytest.approx(one.marks, abs=1e-9)


def test_the_same_seed_tells_the_same_and_another_nearly_so():
    seen = answers(60, 0.6)
    assert told(seen) == told(seen)
    a, b = outlook(seen), outlook(seen, seed=1)
    assert a != b
    assert a.probability == pytest.approx(b.probability, abs=0.03)


def curve(ability, difficulty, floor, ceiling):
    """The chance of credit with the item's own difficulty integrated out on a grid, `ability` being an array."""
    steps = np.linspace(-5, 5, 201)
    weights = norm.pdf(steps) / norm.pdf(steps).sum()
    hard = difficulty + steps * math.hypot(ITEM_SD, POINT_SD)
    return floor + (ceiling - floor) * (weights / (1 + np.exp(hard - ability[..., None]))).sum(axis=-1)


def by_brute_force(count, right):
    """Expected marks and probability to pass 30 of 50: all that is unknown integrated out on grids."""
    abilities, days = np.linspace(-8, 8, 321), np.linspace(-4, 4, 41)
    practice = curve(abilities, -0.1, 0.25, 0.98)
    likelihood = practice**right * (1 - practice) ** (count - right)
    whole = marks = passing = 0.0
    for lesson_sd, shift_sd, prior in NODES:
        weight = prior * likelihood * norm.pdf(abilities, ABILITY[0], math.hypot(ABILITY[1], lesson_sd, TYPE_SD))
        day = norm.pdf(days) / norm.pdf(days).sum()
        exam = curve(abilities[:, None] + SHIFT + days * math.hypot(shift_sd, DAY_SD), -0.1, 0.25, 0.98)
        joint = weight[:, None] * day
        whole += joint.sum()
        marks += (joint * 50 * exam).sum()
        passing += (joint * norm.sf((29.5 - 50 * exam) / np.sqrt(50 * exam * (1 - exam)))).sum()
    return marks / whole, passing / whole


def tiny(count, right):
    seen = [replace(one, at=NOW) for one in answers(count, right / count, lesson="one")]
    profile = Profile(point="one-0", lesson="one", type="single", level="understand", chance=0.25)
    paper = Paper(id="tiny", sections=(Section(id="a", marks=1, count=50, profiles=(profile,)),), cut=30)
    return readiness(seen, [paper], now=NOW).papers["tiny"].outlook


@pytest.mark.parametrize(("count", "right"), [(6, 3), (12, 10), (30, 4), (30, 9), (30, 15), (30, 28), (120, 36)])
def test_it_agrees_with_integration_by_brute_force(count, right):
    """Near the guessing floor too, where the posterior is far from normal."""
    marks, passing = by_brute_force(count, right)
    found = tiny(count, right)
    assert found.marks == pytest.approx(marks, abs=0.25)
    assert found.probability == pytest.approx(passing, abs=0.02)


def test_without_evidence_it_says_what_is_needed():
    paper = told([]).papers["theory"]
    assert paper.state == "not_enough"
    assert [(need.lesson, need.answers) for need in paper.needs if need.lesson] == [
        ("one", 20),
        ("three", 20),
        ("two", 20),
    ]
    assert [(need.type, need.answers) for need in paper.needs if need.type] == [("single", 3)]
    assert paper.outlook.high - paper.outlook.low > 0.9
    assert all(point.answers == 0 for point in told([]).points.values())


def test_what_is_needed_is_enough():
    seen = answers(30, 0.5, lesson="one") + answers(10, 0.5, lesson="two")
    paper = told(seen).papers["theory"]
    assert paper.state == "not_enough"
    for need in paper.needs:
        seen += answers(need.answers, 0.5, lesson=need.lesson, days=3)
    assert told(seen).papers["theory"].state == "enough"
    assert told(seen).papers["theory"].needs == ()


def test_old_evidence_is_out_of_date_until_there_is_fresh():
    old = answers(120, 0.7, days=90)
    paper = told(old).papers["theory"]
    assert paper.state == "out_of_date"
    assert sum(need.answers for need in paper.needs) == 21
    assert told(old + answers(21, 0.7)).papers["theory"].state == "enough"
    assert outlook(old).uncertainty > outlook(answers(120, 0.7)).uncertainty


def test_exams_worse_than_practice_are_warned_of_and_lower_what_is_expected():
    practice = answers(240, 0.8)
    mock = answers(100, 0.55, source="exam")
    before, after = told(practice), told(practice + mock)
    assert before.warnings == ()
    assert before.shift.z is None
    assert after.warnings == ("harder_than_practice",)
    assert after.shift.mean < before.shift.mean
    assert after.papers["theory"].shift_marks < -3
    same = outlook(practice + answers(100, 0.55, days=2))
    assert after.papers["theory"].outlook.probability < same.probability < before.papers["theory"].outlook.probability


def test_a_result_from_elsewhere_counts_like_a_mock_here():
    practice = answers(240, 0.8)
    here = told(practice + answers(100, 0.55, source="exam"))
    there = told(practice, mocks=[MockResult(paper="theory", earned=82.5, possible=150, at=NOW)])
    assert there.warnings == ("harder_than_practice",)
    assert there.shift.mean == pytest.approx(here.shift.mean, abs=0.1)
    assert there.papers["theory"].outlook.marks == pytest.approx(here.papers["theory"].outlook.marks, abs=1)
    assert (
        told(practice, mocks=[MockResult(paper="other", earned=0, possible=9, at=NOW)]).papers == told(practice).papers
    )


def test_exams_as_good_as_practice_are_not_warned_of():
    assert told(answers(240, 0.7) + answers(100, 0.7, source="exam")).warnings == ()


def test_what_will_be_forgotten_lowers_the_marks():
    seen = answers(120, 0.85)
    kept = [outlook(seen, retention={point.point: share for point in profiles()}) for share in (1.0, 0.8, 0.4, 0.0)]
    assert all(a.marks > b.marks for a, b in pairwise(kept))
    assert kept[0] == outlook(seen)
    assert kept[-1].marks == pytest.approx(25)
    point = told(seen, retention={"one-0": 0.5}).points["one-0"]
    assert point.on_exam_day == pytest.approx(point.mastery / 2)


def test_what_helps_most_is_what_is_least_known_and_most_asked():
    seen = answers(60, 0.9, lesson="one") + answers(60, 0.4, lesson="two") + answers(60, 0.9, lesson="three")
    helps = told(seen).papers["theory"].helps
    assert len(helps) == 3
    assert {help_.point for help_ in helps[:2]} == {"two-0", "two-1"}
    assert all(a.marks >= b.marks > 0 and b.probability > 0 for a, b in pairwise(helps))
    heavy = tuple(replace(one, weight=20.0 if one.point == "one-1" else 1.0) for one in profiles())
    paper = Paper(id="heavy", sections=(Section(id="a", marks=1, count=100, profiles=heavy),), cut=60)
    assert readiness(seen, [paper], now=NOW).papers["heavy"].helps[0].point == "one-1"
    forgotten = told(seen, retention={"three-0": 0.2}).papers["theory"].helps
    assert forgotten[0].point == "three-0"


def test_mastery_tells_points_of_a_lesson_apart_and_is_widest_without_answers():
    seen = [replace(one, point="one-0", share=1.0) for one in answers(12, 1, lesson="one")]
    seen += [replace(one, point="one-1", share=0.0) for one in answers(12, 0, lesson="one", days=2)]
    points = told(seen).points
    assert points["one-0"].mastery > points["one-1"].mastery + 0.1
    assert points["one-0"].answers == 12
    assert points["two-0"].answers == 0
    assert points["two-0"].high - points["two-0"].low > points["one-0"].high - points["one-0"].low


def test_a_right_guess_tells_less_and_a_wrong_one_as_much():
    rest = answers(30, 0.5, days=2)

    def gain(share, confidence):
        more = [replace(one, share=share, confidence=confidence) for one in answers(20, 0)]
        return outlook(rest + more).marks - outlook(rest).marks

    assert 0 < gain(1.0, "guess") < 0.75 * gain(1.0, "sure")
    assert gain(1.0, "sure") == gain(1.0, None)
    assert gain(0.0, "guess") == pytest.approx(gain(0.0, "sure"), rel=0.1)


def test_the_grader_s_error_is_allowed_for():
    """A share of 0.6 from a grader who misses one point in seven means more than from an instructor."""
    paper = Paper(
        id="skills",
        sections=(Section(id="c", marks=10, count=10, profiles=profiles("case", 0.0), scoring="share"),),
        cut=60,
    )
    seen = [replace(one, type="case", chance=0.0, share=0.6) for one in answers(40, 0)]
    marks = {}
    for who in ("grader", "instructor", "self"):
        judged = [replace(one, graded_by=who) for one in seen]
        marks[who] = readiness(judged, [paper], now=NOW).papers["skills"].outlook.marks
    assert marks["self"] < marks["instructor"] < marks["grader"]
    assert marks["instructor"] == pytest.approx(58.5, abs=2.5)


def test_lessons_are_told_apart_when_they_differ():
    seen = answers(60, 0.95, lesson="one") + answers(60, 0.3, lesson="two") + answers(60, 0.9, lesson="three")
    only = {
        lesson: Paper(
            id=lesson,
            sections=(
                Section(id="a", marks=1, count=20, profiles=tuple(one for one in profiles() if one.lesson == lesson)),
            ),
            cut=12,
        )
        for lesson in LESSONS
    }
    found = readiness(seen, list(only.values()), now=NOW).papers
    assert found["one"].outlook.probability > 0.9
    assert found["two"].outlook.probability < 0.2


def test_an_answer_counts_half_when_it_is_old():
    half = readiness(answers(100, 0.6, days=HALF_LIFE.days), [PAPER], now=NOW).papers["theory"].outlook
    fewer = outlook(answers(50, 0.6, days=0))
    assert half.marks == pytest.approx(fewer.marks, abs=0.1)
    assert half.uncertainty == pytest.approx(fewer.uncertainty, rel=0.02)


def test_partial_credit_is_learnt_for_papers_that_give_it():
    def marks(scoring, part):
        section = Section(id="m", marks=1, count=100, profiles=profiles("matching", 0.0), scoring=scoring)
        seen = [replace(one, type="matching", chance=0.0, share=one.share or part) for one in answers(60, 0.5)]
        return readiness(seen, [replace(PAPER, sections=(section,))], now=NOW).papers["theory"].outlook.marks

    assert marks("exact", 0.0) == marks("exact", 0.9) < marks("share", 0.0) < marks("share", 0.9)


def test_chances_and_observations_of_items(items):
    assert {name: chance_of(item) for name, item in items.items() if name in ("truefalse", "numeric", "case")} == {
        "truefalse": 0.5,
        "numeric": 0.0,
        "case": 0.0,
    }
    single, multiple = items["single"], items["multiple"]
    assert chance_of(single) == 1 / len(single.options)
    assert chance_of(multiple) == 1 / (2 ** len(multiple.options) - len(multiple.options) - 1)
    made = observation_of(single, "01", Score(1, 1, "correct"), NOW, confidence="sure")
    assert (made.item_id, made.share, made.chance, made.confidence) == (single.id, 1.0, chance_of(single), "sure")
    for item in items.values():
        assert profile_of(item, "01").chance == chance_of(item) < 0.9


def test_answers_that_tell_nothing_are_no_observations(items):
    single = items["single"]
    assert observation_of(single, "01", Score(0, 1, "invalid"), NOW) is None
    assert observation_of(items["case"], "01", Score(3, 8, None), NOW) is None
    assert observation_of(single, "01", Score(0, 1, "unattempted"), NOW) is None
    assert observation_of(single, "01", Score(0, 1, "unattempted"), NOW, source="exam").share == 0


@pytest.mark.parametrize(
    "make",
    [
        lambda: replace(answers(1, 1)[0], share=1.1),
        lambda: replace(answers(1, 1)[0], chance=1.0),
        lambda: replace(answers(1, 1)[0], kept=1.1),
        lambda: replace(answers(1, 1)[0], at=datetime(2026, 1, 1)),  # noqa: DTZ001
        lambda: replace(profiles()[0], weight=0),
        lambda: Section(id="a", marks=1, count=0, profiles=profiles()),
        lambda: Section(id="a", marks=1, count=1, profiles=()),
        lambda: Section(id="a", marks=1, count=1, profiles=profiles("case", 0.0)),
        lambda: MockResult(paper="theory", earned=101, possible=100, at=NOW),
        lambda: MockResult(paper="theory", earned=0, possible=0, at=NOW),
        lambda: MockResult(paper="theory", earned=1, possible=9, at=datetime(2026, 1, 1)),  # noqa: DTZ001
        lambda: told([], retention={"one-0": 1.2}),
    ],
)
def test_what_cannot_be_is_refused(make):
    with pytest.raises(ValueError, match=r"give|leave out|must not be|scored by share"):
        make()


@settings(max_examples=30, deadline=None)
@given(st.integers(1, 12), st.integers(0, 10_000))
def test_the_algebra_is_numpy_s(size, seed):
    rng = np.random.default_rng(seed)
    root, right = rng.normal(size=(size, size)), rng.normal(size=size)
    matrix = root @ root.T + np.eye(size)
    lower = cholesky(matrix.tolist())
    assert [len(row) for row in lower] == list(range(1, size + 1))
    full = np.array([row + [0.0] * (size - len(row)) for row in lower])
    np.testing.assert_allclose(full, np.linalg.cholesky(matrix), rtol=1e-8, atol=1e-10)
    np.testing.assert_allclose(solve(lower, right.tolist()), np.linalg.solve(matrix, right), rtol=1e-7, atol=1e-9)


def test_what_is_not_positive_definite_is_refused():
    with pytest.raises(ValueError, match="not positive definite in row 1"):
        cholesky([[1.0, 2.0], [2.0, 1.0]])


def test_the_real_bank_and_its_blueprints_work_without_the_heavy_packages(root):
    script = """
import sys
for name in "numpy pandas matplotlib scipy yaml pydantic sqlalchemy".split():
    sys.modules[name] = None
from datetime import UTC, datetime
from fuwu.analytics import observation_of, paper_of, readiness
from fuwu.bank import Bank
from fuwu.model import Score
bank, now = Bank(), datetime(2026, 11, 22, tzinfo=UTC)
points = {point.id: point for lesson in bank.lessons() for point in lesson.points}
items = [item for lesson in bank.lessons() for item in bank.items(lesson.id)]
papers = [paper_of(blueprint, items, points) for blueprint in bank.blueprints()]
for paper, blueprint in zip(papers, bank.blueprints(), strict=True):
    assert (paper.id, paper.total, paper.cut) == (blueprint.id, blueprint.marks, blueprint.cut)
seen = [
    observation_of(item, points[item.point].lesson, Score(item.possible, item.possible, "correct"), now)
    for item in items
]
told = readiness(seen, papers, now=now)
states = {paper.state for paper in told.papers.values()}
print(*states, min(paper.outlook.probability for paper in told.papers.values()) > 0.95, len(told.points) > 80)
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False, cwd=root)
    assert done.stderr == ""
    assert done.stdout.split() == ["enough", "True", "True"]


def test_a_blueprint_s_points_count_by_importance_whatever_their_number_of_items(items):
    point = Point("p", "01", Text("", ""), None)
    points = {"rare": replace(point, id="rare", importance="X"), "common": replace(point, id="common", lesson="02")}
    bank = [replace(items["single"], id=name, point=name[:-1]) for name in ("rare1", "common1", "common2")]
    bank.append(replace(items["single"], id="common3", point="common", practice_only=True))
    row = Row("s", Text("", ""), ("single",), frozenset(points), 60, 1.0, "exact")
    blueprint = Blueprint("theory", 1, Text("", ""), 90, 36, Text("", ""), (row,), {"X": 3.0, "unmarked": 2.0})
    paper = paper_of(blueprint, bank, points)
    assert (paper.id, paper.total, paper.cut) == ("theory", 60, 36)
    assert [(one.point, one.lesson, one.weight) for one in paper.sections[0].profiles] == [
        ("rare", "01", 3.0),
        ("common", "02", 1.0),
        ("common", "02", 1.0),
    ]


def test_random_numbers_of_others_are_left_alone():
    random.seed(1)
    expected = random.random()
    random.seed(1)
    told(answers(30, 0.5))
    assert random.random() == expected


# --- exams and time -------------------------------------------------------------------------------------


def test_what_was_forgotten_by_a_mock_is_not_read_as_a_harder_exam():
    """72 right of 100 when 65% of what was known was recalled is no worse than practice."""
    practice, left = answers(300, 0.85, days=30), {one.point: 0.65 for one in profiles()}
    before = told(practice, retention=left)
    kept = told(practice + answers(100, 0.72, days=0, source="exam", kept=0.65), retention=left)
    fresh = told(practice + answers(100, 0.72, days=0, source="exam"), retention=left)
    assert fresh.warnings == ("harder_than_practice",)
    assert kept.warnings == ()
    assert kept.papers["theory"].outlook.marks > before.papers["theory"].outlook.marks


def test_a_result_from_elsewhere_counts_like_a_mock_here_when_much_was_forgotten():
    practice, left = answers(240, 0.85), {one.point: 0.6 for one in profiles()}
    for share in (0.5, 0.7):
        here = told(practice + answers(100, share, days=0, source="exam", kept=0.6))
        result = MockResult(paper="theory", earned=100 * share, possible=100, at=NOW, retention=left)
        there = told(practice, mocks=[result])
        assert there.shift.mean == pytest.approx(here.shift.mean, abs=0.1)
        assert there.shift.sd == pytest.approx(here.shift.sd, abs=0.1)
        assert there.papers["theory"].outlook.marks == pytest.approx(here.papers["theory"].outlook.marks, abs=1.5)


def test_a_mock_before_practice_tells_little_of_who_practised_since():
    practice = answers(300, 0.8, days=5)
    alone = told(practice).papers["theory"].outlook
    first = told(practice + answers(100, 0.45, days=30, source="exam"))
    assert first.warnings == ()
    assert first.papers["theory"].outlook.marks == pytest.approx(alone.marks, abs=4)
    after = told(practice + answers(100, 0.45, days=1, source="exam"))
    assert after.warnings == ("harder_than_practice",)
    assert after.papers["theory"].outlook.marks < alone.marks - 10


def test_a_retaker_is_not_held_to_last_year_s_result():
    practice = answers(300, 0.8, days=5)
    old, new = (
        told(practice, mocks=[MockResult(paper="theory", earned=48, possible=100, at=NOW - timedelta(days=days))])
        for days in (365, 0)
    )
    assert old.warnings == ()
    assert old.papers["theory"].outlook.marks == pytest.approx(outlook(practice).marks, abs=2)
    assert new.warnings == ("harder_than_practice",)


def test_the_slope_of_the_expected_marks_is_that_of_the_marks_with_what_was_forgotten():
    """The fit to a result from elsewhere steps along it."""
    found, layout = tally([], now=NOW, fresh_for=HALF_LIFE), Layout(tuple(sorted(LESSONS)), ("single",))
    paper = sheet(PAPER, layout, found, lambda point: 0.5 if point.startswith("one") else 0.8)
    state = [0.1 * (i + 1) for i in range(layout.size)]
    for i, rise in enumerate(slope(paper, state)):
        up, down = ([*state[:i], state[i] + off, *state[i + 1 :]] for off in (1e-4, -1e-4))
        assert rise == pytest.approx((moments(paper, up)[0] - moments(paper, down)[0]) / 2e-4, rel=1e-5)


@pytest.mark.parametrize(("practised", "warned"), [(0, False), (19, False), (60, True)])
def test_who_did_not_practise_is_not_told_that_exams_are_harder_than_practice(practised, warned):
    seen = answers(practised, 0.9, days=5) + answers(100, 0.35, source="exam")
    assert bool(told(seen).warnings) is warned


def test_to_write_is_a_skill_of_its_own():
    """Whoever chooses well may still write badly; three cases judged by the learner do not settle it."""
    section = Section(id="c", marks=10, count=10, profiles=profiles("case", 0.0), scoring="share")
    paper = Paper(id="skills", sections=(section,), cut=60)
    cases = [replace(one, type="case", chance=0.0, graded_by="self") for one in answers(3, 1, days=2)]
    chosen = answers(400, 0.85)
    found = readiness(chosen + cases, [paper, PAPER], now=NOW).papers
    assert found["skills"].outlook.uncertainty > 2 * found["theory"].outlook.uncertainty
    bad = [replace(one, share=0.1) for one in answers(30, 0, days=2)]
    bad = [replace(one, type="case", chance=0.0, graded_by="instructor") for one in bad]
    assert readiness(chosen + bad, [paper], now=NOW).papers["skills"].outlook.marks < 30
