"""The start page and the progress page: what is gathered, the plan for today, what is said, what is taken along."""

import itertools
import math
import random
import re
import uuid
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from diligent import fill
from hypothesis import given
from hypothesis import strategies as st

from fuwu.analytics import chance_of
from fuwu.answers import right_answer
from fuwu.bank import Bank
from fuwu.home import Choices, Due, Help, Learner, Lesson, Mock, Outlook, PointState, plan, report, today, words
from fuwu.home.parts import columns
from fuwu.model import LANGS, Attempt, Change, OutsideResult, Place, Response, Review, Score, Setting, Text, Undo
from fuwu.scheduling import retained_by
from fuwu.session import carry, learner, standing
from fuwu.session.batches import EXTRA_SETTING
from fuwu.session.exam import ExamSession
from fuwu.session.memory import Memory, card_of
from fuwu.session.pages import Pages, Refused
from fuwu.store import Store

NOW = datetime(2026, 11, 22, 6, tzinfo=UTC)
TODAY = date(2026, 11, 22)
CHINA = timezone(timedelta(hours=8))
BANK = Bank()
serial = itertools.count()


def text(words):
    return Text(f"{words}中", words)


@pytest.fixture
def store(tmp_path):
    with Store.open(tmp_path / "fuwu.db", lang="en") as opened:
        yield opened


@pytest.fixture
def pages(store):
    return Pages(store=store, bank=BANK, lang="en", clock=lambda: NOW)


def answer(store, item_id, *, at, right=True, quiz="01-classification", mode="practice"):
    """Answer an item once, in an attempt of its own."""
    item = BANK.item(item_id)
    attempt = Attempt(f"a{next(serial)}", quiz, "en", mode, 1, ((item.id, item.version),), at)
    score = Score(item.possible * right, item.possible, "correct" if right else "wrong", {})
    store.add(attempt, Response(f"r{next(serial)}", attempt.id, item.id, item.version, "a", score, 60_000, at))


def gather(store, now=NOW):
    return learner.gather(store, BANK, memory=Memory(store), now=now, zone=CHINA)


def items_of(point):
    return [one.id for one in BANK.facts.values() if one.point == point]


# --- the bank's index -----------------------------------------------------------------------------------


def memorise(store, opened, *, listed, at):
    """Open items with their keys."""
    attempt = Attempt(f"m{next(serial)}", "memorise", "en", "practice", 1, tuple((name, 1) for name in listed), at)
    store.add(attempt, *(Change(f"c{next(serial)}", attempt.id, name, None, None, at) for name in opened))


def test_answer_to_an_item_memorised_before_is_no_evidence(store):
    first, second, third, fourth = listed = items_of("cls-why")[:4]
    memorise(store, (first, second), listed=listed, at=NOW - timedelta(hours=2))
    memorise(store, (), listed=BANK.facts, at=NOW - timedelta(hours=5))  # a list that was not read counts nothing
    for name, hours in ((first, 1), (second, 3), (third, 1), (fourth, 1)):
        answer(store, name, at=NOW - timedelta(hours=hours))
    assert {one.answers for one in gather(store).outlooks} == {3}  # the second was answered before it was shown


@pytest.mark.parametrize("lesson", [None, "01-classification"])
def test_who_memorised_too_much_for_a_forecast_is_told_so(store, lesson):
    assert all(one.lacking > 0 for one in gather(store).outlooks)
    opened = BANK.item_ids(lesson) if lesson else tuple(BANK.facts)
    memorise(store, opened, listed=opened, at=NOW - timedelta(hours=2))
    answer(store, opened[0], at=NOW - timedelta(hours=1))
    found = gather(store)
    outlook = found.outlooks[0]
    assert (outlook.state, outlook.lacking, outlook.lacking_in) == ("not_enough", 0, ())
    assert words.verdict(outlook, "en") == "no forecast: too few items are left whose answers you have not seen"
    for lang in LANGS:
        page = report.page(found, lang)
        assert words.verdict(outlook, lang) in page
        assert words.basis(outlook, lang) in page
    assert "Exams sat" in words.basis(outlook, "en")


def test_a_case_not_judged_yet_can_still_give_evidence(store):
    cases = [one.id for one in BANK.facts.values() if one.type == "case"]
    for name in cases:
        attempt = Attempt(f"a{next(serial)}", "practice", "en", "practice", 1, ((name, 1),), NOW)
        store.add(attempt, Response(f"r{next(serial)}", attempt.id, name, 1, "x", Score(0, 10, None, {}), 9, NOW))
    assert all(one.lacking > 0 for one in gather(store).outlooks)


def test_an_answer_taken_back_leaves_no_trace_and_its_redo_is_no_evidence(store):
    first, second = items_of("cls-why")[:2]
    answer(store, second, at=NOW - timedelta(hours=3))
    for name in (first, second):
        answer(store, name, at=NOW - timedelta(hours=2), right=False, quiz="review")
        store.add(Undo(f"u{next(serial)}", f"r{next(serial) - 2}", NOW - timedelta(hours=2)))
    assert [one.item_id for one in store.first_answers()] == [second]
    assert [(one.verdict, one.answers) for one in store.item_progress().values()] == [("correct", 1)]
    assert [one.item_id for one in store.answered(NOW - timedelta(hours=2, minutes=1))] == []
    answer(store, first, at=NOW - timedelta(hours=1), quiz="review")
    assert store.item_progress()[first].verdict == "correct"
    assert {one.answers for one in gather(store).outlooks} == {1}
    assert store.shown().keys() == {first, second}


def test_the_index_says_of_every_item_what_its_lesson_says():
    items = [item for lesson in BANK.lessons() for item in BANK.items(lesson.id)]
    assert {item.id for item in items} == set(BANK.facts)
    of_points = [point for point, _ in itertools.groupby(one.point for one in BANK.facts.values())]
    assert of_points == [point for point, _ in itertools.groupby(item.point for item in items)]
    for item in items:
        facts = BANK.facts[item.id]
        assert (facts.point, facts.type, facts.level, facts.possible, facts.practice_only) == (
            *(item.point, item.type, item.level, item.possible, item.practice_only),
        )
        assert facts.lesson == BANK.point(item.point).lesson
        assert math.isclose(facts.chance, chance_of(item)), item.id


# --- what is gathered -----------------------------------------------------------------------------------


def test_an_empty_log_tells_the_same_on_every_day(store):
    pages = [
        [today.page(found, lang), today.text(found, lang), report.page(found, lang), report.text(found, lang)]
        for found in (gather(store), gather(store, NOW + timedelta(days=97, hours=5)))
        for lang in LANGS
    ]
    assert pages[0] == pages[2]
    assert pages[1] == pages[3]


def test_lessons_count_the_latest_answer_of_each_item(store):
    ids = BANK.item_ids("01-classification")
    answer(store, ids[0], at=NOW - timedelta(days=2))
    answer(store, ids[0], at=NOW - timedelta(days=1), right=False)
    answer(store, ids[1], at=NOW - timedelta(days=1))
    lesson = gather(store).lessons[0]
    assert (lesson.answered, lesson.right, lesson.total) == (2, 1, len(ids))
    assert gather(store).answered == 2


def test_a_point_counts_its_items_by_the_day_of_their_first_answer(store):
    first, second, third = items_of("cls-why")[:3]
    answer(store, first, at=NOW - timedelta(days=1))
    answer(store, first, at=NOW)
    answer(store, second, at=NOW - timedelta(hours=9))  # 21:00 UTC of yesterday is 05:00 of today in China
    answer(store, third, at=NOW - timedelta(hours=10, minutes=1))  # 03:59: still yesterday
    point = next(one for one in gather(store).points if one.id == "cls-why")
    assert (point.before, point.today) == (2, 1)


def test_days_begin_at_four_and_time_is_summed(store):
    answer(store, items_of("cls-why")[0], at=datetime(2026, 11, 20, 19, 59, tzinfo=UTC))
    answer(store, items_of("cls-why")[1], at=datetime(2026, 11, 20, 20, 1, tzinfo=UTC))
    answer(store, items_of("cls-why")[2], at=datetime(2026, 11, 20, 23, 31, tzinfo=UTC))
    answer(store, items_of("cls-why")[3], at=NOW - timedelta(days=40))
    days = gather(store).days
    assert [(one.day.day, one.answers, one.minutes) for one in days] == [(20, 1, 1), (21, 2, 2)]


def test_a_flashcard_counts_the_time_since_the_answer_or_review_before_it_for_a_minute_at_most(store):
    answer(store, items_of("cls-why")[0], at=NOW - timedelta(minutes=40))  # a minute by its own record
    for number, minutes in enumerate((39.5, 39, 3)):  # half a minute, half a minute, and one after a long break
        store.add(Review(f"v{number}", "term:x", 3, NOW - timedelta(minutes=minutes)))
    assert [(one.answers, one.minutes) for one in gather(store).days] == [(4, 3)]


def test_what_the_learner_wants_more_today_is_due_on_the_start_page_too(store):
    answer(store, items_of("cls-why")[0], at=NOW)
    before = gather(store).due
    store.add(Setting("s", EXTRA_SETTING, {"day": TODAY.isoformat(), "cards": 20}, NOW))
    more = gather(store).due
    assert more.waiting == before.waiting + 20
    assert more.forecast[1:] == before.forecast[1:]
    assert gather(store, NOW + timedelta(days=1)).due.waiting == before.waiting


def test_practice_counts_neither_reviews_nor_exams_nor_what_is_new_today(store):
    old, new = items_of("cls-why")[:2], items_of("cls-methods")[0]
    answer(store, old[0], at=NOW - timedelta(days=3))
    assert gather(store).practised == 0
    answer(store, old[0], at=NOW)
    answer(store, old[1], at=NOW)
    answer(store, new, at=NOW)
    answer(store, old[0], at=NOW, quiz="review")
    answer(store, old[0], at=NOW, quiz="exam/theory", mode="exam")
    assert gather(store).practised == 2


def test_nothing_is_due_to_somebody_who_has_learned_nothing(store):
    assert gather(store).due == Due()
    for item in items_of("cls-why"):
        answer(store, item, at=NOW - timedelta(days=9), right=False)
    due = gather(store).due
    assert due.items >= len(items_of("cls-why")) - 1  # case items come elsewhere
    assert due.waiting <= Choices().daily_limit
    assert due.minutes > 0


def test_settings_that_cannot_be_read_count_as_not_set():
    broken = {"exam_day": "soon", "daily_limit": -3, "new_limit": True}
    assert learner.choices(broken) == Choices()
    assert learner.choices({"exam_day": 7, "daily_limit": 2.5}) == Choices()
    chosen = learner.choices({"exam_day": "2026-12-20", "daily_limit": 0, "new_limit": 9})
    assert chosen == Choices(date(2026, 12, 20), 0, 9)


def test_a_place_that_is_no_longer_in_the_workbook_is_left_out(store):
    store.add_place(Place("p1", "01-classification", "cls-why", "en", NOW))
    assert gather(store).place.section == "cls-why"
    store.add_place(Place("p2", "01-classification", "no-such-point", "en", NOW))
    assert gather(store).place is None


def test_memory_and_pages_agree_with_a_long_log(store):
    fill(store, BANK, answers=2_000, until=NOW - timedelta(days=1), days=60)
    found = gather(store)
    assert {one.state for one in found.outlooks} <= {"enough", "not_enough", "out_of_date"}
    assert [one.paper for one in found.outlooks] == ["theory", "skills"]
    assert 0 < found.due.waiting <= found.choices.daily_limit
    assert len(found.helps) == 3 or all(one.state != "enough" for one in found.outlooks)
    assert sum(one.mastery is not None for one in found.points) > 0
    assert all(low <= high for one in found.points if one.interval for low, high in [one.interval])
    assert found.answered == len(store.first_answers())


def test_first_answers_are_those_of_the_log(store):
    fill(store, BANK, answers=1_500, until=NOW, days=30)
    expected = [(one.item_id, one.score.verdict, one.score.earned) for one in store.first_responses(assessed=True)]
    assert [(one.item_id, one.verdict, one.earned) for one in store.first_answers()] == expected
    judged = [one for one in store.first_answers() if BANK.facts[one.item_id].type == "case"]
    assert judged
    assert {one.by for one in judged} == {"self"}


# --- readiness ------------------------------------------------------------------------------------------


def test_a_paper_draws_its_points_by_importance():
    theory = BANK.blueprint("theory")
    made = standing.paper(theory, BANK)
    assert made.total == theory.marks
    for section, row in zip(made.sections, theory.rows, strict=True):
        by_point = {}
        for profile in section.profiles:
            by_point[profile.point] = by_point.get(profile.point, 0) + profile.weight
            assert profile.type in row.types
        for point, weight in by_point.items():
            assert math.isclose(weight, theory.importance[BANK.point(point).importance or "unmarked"])


def test_what_tells_nothing_is_no_observation(store):
    answer(store, "cls-why-01", at=NOW)
    (first,) = store.first_answers()
    assert standing.observation(first, BANK.facts).share == 1
    assert standing.observation(first, {}) is None


def objective(count, seed=1, but=()):
    fitting = [one.id for one in BANK.facts.values() if one.type in ("single", "multiple", "truefalse")]
    found = sorted(set(fitting) - set(but))
    random.Random(seed).shuffle(found)
    return found[:count]


def batch(store, listed, share, *, at, mode="practice"):
    """Answer items in one attempt, `share` of them right."""
    name, quiz = f"b{next(serial)}", "exam/theory" if mode == "exam" else "practice"
    attempt = Attempt(name, quiz, "en", mode, 1, tuple((one, BANK.item(one).version) for one in listed), at)
    responses = []
    for i, item in enumerate(map(BANK.item, listed)):
        right = int((i + 1) * share) > int(i * share)
        score = Score(item.possible * right, item.possible, "correct" if right else "wrong", {})
        when = at + timedelta(seconds=i)
        responses.append(Response(f"{name}-{i}", name, item.id, item.version, "a", score, 30_000, when))
    store.add(attempt, *responses)


def hand_in(store, answered):
    """Sit the theory paper, hand it in after so many right answers, and return its items."""
    exam = ExamSession(BANK.blueprint("theory"), store=store, bank=BANK, lang="en")
    exam.start()
    asked = [one["id"] for one in exam.payload()["items"]]
    for name in asked[:answered]:
        exam.change(name, right_answer(BANK.item(name), "en"), change_id=str(uuid.uuid4()), elapsed_ms=1000)
    exam.hand_in()
    return asked


def test_exam_items_left_empty_earn_nothing_and_their_keys_count_as_shown(store):
    asked = hand_in(store, 65)
    now = datetime.now(UTC)
    before = gather(store, now).outlooks[0]
    assert before.answers == len(asked) == 100
    for name in asked[65:]:
        answer(store, name, at=now)  # the result has shown the keys
    after = gather(store, now + timedelta(minutes=1))
    assert after.outlooks[0].answers == 100
    assert after.outlooks[0].marks == pytest.approx(before.marks, abs=0.1)


def test_an_exam_left_mostly_empty_tells_nothing_but_its_keys_were_shown(store):
    asked = hand_in(store, 5)
    now = datetime.now(UTC)
    assert gather(store, now).outlooks[0].answers == 5
    for name in asked[5:]:
        answer(store, name, at=now)
    assert gather(store, now + timedelta(minutes=1)).outlooks[0].answers == 5


def test_a_mock_above_the_forecast_does_not_lower_it(store):
    """What was forgotten between practice and mock is not read as a harder exam and then taken off again."""
    listed = objective(400)
    batch(store, listed[:300], 0.85, at=NOW - timedelta(days=30))
    before = gather(store).outlooks[0]
    batch(store, listed[300:], 0.72, at=NOW - timedelta(hours=2), mode="exam")
    after = gather(store).outlooks[0]
    assert after.marks > before.marks
    assert not after.harder


def test_what_was_wrong_at_first_is_not_forgotten(store):
    """Items answered wrong are recalled worst; the forecast has counted them as not known already."""
    batch(store, objective(300), 0.7, at=NOW - timedelta(days=30))
    states = Memory(store).states()
    firsts = store.first_answers()
    right = {card_of(one.item_id): BANK.facts[one.item_id].point for one in firsts if one.verdict == "correct"}
    kept = retained_by(states, NOW, groups=right)
    expected = standing.reckon(BANK, firsts, (), now=NOW, retention=kept).papers["theory"].outlook.marks
    assert gather(store).outlooks[0].marks == pytest.approx(expected)


def test_the_number_lacking_falls_with_every_answer(store):
    before = gather(store).outlooks[0]
    assert before.state == "not_enough"
    assert before.probability is None
    for item in items_of("cls-why")[:4]:
        answer(store, item, at=NOW)
    after = gather(store).outlooks[0]
    assert after.lacking < before.lacking


# --- the plan -------------------------------------------------------------------------------------------


def known(**changes):
    points = tuple(PointState(f"p{n}", "01-x", text(f"Point {n}"), 10) for n in range(8))
    lessons = (Lesson("01-x", text("Lesson"), 80, 0, 0),)
    return Learner(**{"today": TODAY, "choices": Choices(), "lessons": lessons, "points": points} | changes)


def begun(*, before, today=0, of=8):
    return tuple(
        PointState(f"p{n}", "01-x", text(f"Point {n}"), 10, before if n < of else 0, today if n < of else 0)
        for n in range(8)
    )


def kinds(found):
    return [(one.kind, one.done) for one in plan(found)]


def test_a_beginner_learns_the_first_point():
    assert kinds(known()) == [("learn", False)]
    assert plan(known())[0].point == "p0"


def test_review_comes_first_and_is_ticked_when_nothing_waits():
    due = Due(items=5, cards=3, minutes=4, done=2)
    assert plan(known(due=due))[0] == plan(known(due=due))[0]
    assert (plan(known(due=due))[0].kind, plan(known(due=due))[0].count) == ("review", 8)
    assert kinds(known(due=Due(done=8)))[0] == ("review", True)


@pytest.mark.parametrize(("days", "points"), [(None, 1), (-1, 1), (3, 0), (4, 3), (8, 2), (60, 1)])
def test_new_points_are_paced_to_the_exam(days, points):
    day = None if days is None else TODAY + timedelta(days=days)
    found = known(choices=Choices(exam_day=day), points=begun(before=1, of=1))
    assert len([one for one in plan(found) if one.kind == "learn"]) == points


def test_whoever_has_begun_nothing_has_something_to_learn_on_the_eve_too():
    assert kinds(known(choices=Choices(exam_day=TODAY + timedelta(days=1)))) == [("learn", False)] * 3


def test_a_point_is_learned_when_half_of_its_items_were_answered():
    assert plan(known(points=begun(before=0, today=4, of=1)))[0].done is False
    assert plan(known(points=begun(before=0, today=5, of=1)))[0].done is True


def test_practice_is_on_what_helps_most_of_what_was_begun():
    helps = (Help("p7", "01-x", text("Far"), 3.0), Help("p1", "01-x", text("Near"), 2.0))
    found = known(points=begun(before=2, of=3), helps=helps)
    practise = next(one for one in plan(found) if one.kind == "practise")
    assert practise.titles == (text("Near"),)
    assert ("practise", True) in kinds(known(points=begun(before=2, of=3), practised=10))


def outlook(**changes):
    return Outlook(**{"paper": "theory", "title": text("Theory"), "minutes": 90, "out_of": 100, "cut": 60} | changes)


def mock(days_ago, paper="theory", *, outside=False):
    return Mock(paper, text(paper), TODAY - timedelta(days=days_ago), 61, 100, 60, outside=outside)


@pytest.mark.parametrize(
    ("left", "ago", "due"), [(None, None, True), (None, 6, False), (None, 7, True), (10, 2, False), (10, 3, True)]
)
def test_a_mock_exam_is_due_by_the_time_since_the_last(left, ago, due):
    choices = Choices(exam_day=None if left is None else TODAY + timedelta(days=left))
    papers = (outlook(state="not_enough"), outlook(paper="skills", title=text("Skills"), state="not_enough"))
    mocks = () if ago is None else (mock(ago),)
    found = known(points=begun(before=5), outlooks=papers, mocks=mocks, choices=choices)
    assert (("mock", False) in kinds(found)) is due
    if due and mocks:
        assert plan(found)[-1].titles == (text("Skills"),)


def test_no_mock_exam_before_half_is_answered_and_it_is_ticked_when_sat():
    papers = (outlook(state="not_enough"),)
    assert ("mock", False) not in kinds(known(points=begun(before=4), outlooks=papers))
    assert ("mock", True) in kinds(known(points=begun(before=5), outlooks=papers, mocks=(mock(0),)))
    assert ("mock", False) in kinds(known(points=begun(before=5), outlooks=papers, mocks=(mock(0, outside=True),)))


def test_on_the_exam_day_nothing_new_is_asked():
    found = known(choices=Choices(exam_day=TODAY), due=Due(items=9, minutes=5))
    assert kinds(found) == [("exam_day", False)]


@given(
    before=st.integers(0, 10),
    today_=st.integers(0, 5),
    left=st.one_of(st.none(), st.integers(-5, 400)),
    waiting=st.integers(0, 60),
    practised=st.integers(0, 40),
)
def test_the_plan_fits_a_glance_and_every_step_can_be_told(before, today_, left, waiting, practised):
    found = known(
        points=begun(before=before, today=today_),
        choices=Choices(exam_day=None if left is None else TODAY + timedelta(days=left)),
        due=Due(items=waiting, minutes=waiting),
        practised=practised,
        outlooks=(outlook(state="not_enough"),),
    )
    steps = plan(found)
    assert len(steps) <= 6
    assert len({(one.kind, one.point) for one in steps}) == len(steps)
    for lang, one in itertools.product(LANGS, steps):
        assert words.step(one, lang)
        assert "{" not in words.step(one, lang)


# --- what is said ---------------------------------------------------------------------------------------


def test_a_forecast_never_promises():
    sure = outlook(state="enough", probability=0.9999, interval=(0.99, 1.0), marks=88.2, marks_interval=(80.4, 95.7))
    assert words.verdict(sure, "en") == "99% likely to pass"
    assert words.marks(sure, "en") == "expected marks 88 (80 to 96) of 100, 60 to pass"


@pytest.mark.parametrize(
    ("state", "lacking", "said"),
    [
        ("not_enough", 23, "no forecast yet: answer about 23 new items"),
        ("out_of_date", 11, "out of date: answer or review about 11 items"),
    ],
)
def test_without_evidence_there_is_no_number(state, lacking, said):
    told = outlook(state=state, lacking=lacking)
    assert words.verdict(told, "en") == said
    assert words.marks(told, "en") == ""
    assert "%" not in re.sub(r"<[^>]*>", "", today.page(known(outlooks=(told,)), "en"))


def test_days_without_study_are_not_spoken_of(store):
    assert words.activity(gather(store), "en") == ""
    answer(store, items_of("cls-why")[0], at=NOW - timedelta(days=8))
    assert words.activity(gather(store), "en") == "Studied on 0 of the last 7 days, 1 of the last 30."


def test_the_warning_is_on_both_pages():
    found = known(outlooks=(outlook(state="not_enough", harder=True),))
    for lang in LANGS:
        assert words.harder(lang) in today.page(found, lang)
        assert words.harder(lang) in report.page(found, lang)


def test_titles_are_escaped_wherever_they_stand():
    evil = Text("<img src=x>&", "<img src=x>&")
    found = known(
        lessons=(Lesson("01-x", evil, 3, 1, 1), Lesson("02-x", evil, 3, 0, 0, ready=False)),
        points=(PointState("p0", "01-x", evil, 3, 1, 0, 0.5, (0.2, 0.8)), PointState("p1", "01-x", evil, 3)),
        outlooks=(outlook(title=evil, state="not_enough", lacking_in=(evil,)),),
        helps=(Help("p0", "01-x", evil, 1.0),),
        mocks=(Mock("theory", evil, TODAY, 61, 100, 60),),
        papers={"theory": evil},
        notice="<script>",
    )
    for html in (today.page(found, "en"), report.page(found, "en", message="<b>", fault="<b>")):
        assert "<img" not in html
        assert "<script" not in html
        assert "<b>" not in html


def test_columns_need_a_title_each():
    with pytest.raises(ValueError, match="zip"):
        columns([1, 2], ["one"], "both")
    assert columns([0, 4], ["a", "b"], "all").count("<rect") == 2


# --- what is set ----------------------------------------------------------------------------------------


def test_settings_are_kept_and_taken_back(pages, store):
    pages.choose({"exam_day": "2026-12-20", "daily_limit": "25", "new_limit": "5"})
    assert store.settings() == {"exam_day": "2026-12-20", "daily_limit": 25, "new_limit": 5}
    assert "28 days to the exam" in pages.start()[0]
    pages.choose({"exam_day": ""})
    assert store.settings()["exam_day"] is None
    assert "When is your exam?" in pages.start()[0]


@pytest.mark.parametrize(
    "values",
    [
        {"exam_day": "20.12."},
        {"daily_limit": "many"},
        {"daily_limit": "-1"},
        {"new_limit": "2.5"},
        {"new_limit": "1e9"},
    ],
)
def test_what_is_no_setting_is_refused_whole(pages, store, values):
    with pytest.raises(Refused):
        pages.choose({"exam_day": "2026-12-20"} | values)
    assert store.settings() == {}


def test_a_result_from_elsewhere_counts(pages, store):
    pages.add_outside({"paper": "theory", "day": "2026-11-20", "marks": "57.5", "out_of": "100"})
    (result,) = store.outside_results()
    assert (result.paper, result.marks, result.out_of) == ("theory", 57.5, 100)
    (sat,) = pages.learner().mocks
    assert (sat.day, sat.outside, sat.passed) == (date(2026, 11, 20), True, False)
    assert "57.5 / 100" in pages.progress()[0]


@pytest.mark.parametrize(
    "values", [{"marks": "101"}, {"marks": "-1"}, {"out_of": "0"}, {"day": "2026-11-24"}, {"day": ""}, {"marks": "nan"}]
)
def test_what_is_no_result_is_refused(pages, store, values):
    with pytest.raises(Refused):
        pages.add_outside({"paper": "theory", "day": "2026-11-20", "marks": "50", "out_of": "100"} | values)
    assert store.outside_results() == ()


# --- take everything along ------------------------------------------------------------------------------


def test_what_is_taken_along_is_all_there_elsewhere(pages, store, tmp_path):
    fill(store, BANK, answers=300, until=NOW, days=10)
    store.add(Setting("s", "exam_day", "2026-12-20", NOW), OutsideResult("o", "theory", 50, 100, NOW))
    name, text_ = pages.taken()
    assert name == "fuwu-2026-11-22.jsonl"
    with Store.open(tmp_path / "other.db", lang="en") as other:
        there = Pages(store=other, bank=BANK, lang="en", clock=lambda: NOW)
        assert there.bring(text_, name)[0]
        assert other.count() == store.count()
        assert there.progress() == pages.progress()
        fine, said = there.bring(text_, name)
        assert fine
        assert said == f"Brought in: 0 new records; {sum(store.count().values())} were here already."


def test_a_broken_file_changes_nothing_and_is_called_by_its_name(pages, store):
    answer(store, "cls-why-01", at=NOW)
    before = store.count()
    lines = carry.taken(store, today=TODAY)[1].splitlines()
    fine, said = pages.bring("\n".join([*lines, '{"kind": "response"}', "oops"]), "mine.jsonl")
    assert not fine
    assert store.count() == before
    assert f"mine.jsonl:{len(lines) + 1}" in said
    assert "fuwu-" not in said.replace("fuwu-2026", "")


# --- what a forecast is for and what it rests on --------------------------------------------------------


@pytest.mark.parametrize(("left", "forecast"), [(None, False), (-1, False), (0, False), (1, True)])
def test_a_forecast_for_a_day_to_come_says_so_wherever_it_stands(left, forecast):
    told = outlook(state="enough", probability=0.59, interval=(0.4, 0.75), marks=61, marks_interval=(50, 70))
    found = known(outlooks=(told,), choices=Choices(exam_day=None if left is None else TODAY + timedelta(days=left)))
    said = "59% (between 40% and 75%) likely to pass"
    if forecast:
        said = f"without further review, {said} on the exam day"
    for shown in (today.page(found, "en"), report.page(found, "en"), report.text(found, "en")):
        assert said in shown
        assert ("without further review, 59%" in shown) is forecast


def test_a_range_is_left_out_only_where_it_says_nothing():
    told = outlook(state="enough", probability=0.0001, interval=(0.0, 0.004))
    assert words.verdict(told, "en") == "1% likely to pass"
    told = outlook(state="enough", probability=0.99, interval=(0.97, 0.999))
    assert words.verdict(told, "en") == "99% (between 97% and 99%) likely to pass"


@pytest.mark.parametrize(("state", "told"), [("enough", True), ("not_enough", False)])
def test_the_warning_speaks_of_a_forecast_only_beside_one(state, told):
    found = known(outlooks=(outlook(state=state, probability=0.5, interval=(0.3, 0.7), harder=True),))
    for shown in (today.page(found, "en"), report.page(found, "en")):
        assert ("The forecast reckons with that." in shown) is told


def test_a_forecast_before_any_mock_exam_is_said_to_be_unproven():
    theory = outlook(state="enough", probability=0.5, interval=(0.3, 0.7))
    doubt = "No mock exam yet"
    assert doubt in report.page(known(outlooks=(theory,)), "en")
    assert doubt in report.page(known(outlooks=(theory,), mocks=(mock(1, "lesson-01-x"),)), "en")
    assert doubt not in report.page(known(outlooks=(theory,), mocks=(mock(1, outside=True),)), "en")
    assert doubt not in report.page(known(outlooks=(outlook(state="not_enough", lacking=3),)), "en")


def test_what_is_missing_of_a_type_is_named_and_own_answers_are_counted_apart(store):
    choices = [one.id for one in BANK.facts.values() if one.type == "single"]
    for name in choices:
        answer(store, name, at=NOW)
    skills = next(one for one in gather(store).outlooks if one.paper == "skills")
    assert (skills.answers, skills.own) == (len(choices), 0)
    assert {one.en for one in skills.lacking_in} == {"Calculate", "Case"}
    answer(store, next(one.id for one in BANK.facts.values() if one.type == "case"), at=NOW)
    theory, skills = gather(store).outlooks
    assert (theory.own, skills.own) == (len(choices), 1)
    assert f"answers to {len(choices) + 1} items (1 of this paper's types)" in words.basis(skills, "en")
    assert "of this paper" not in words.basis(replace(skills, own=skills.answers), "en")
