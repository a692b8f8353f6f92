"""Reviews day by day, on a real store, with the clock in our hands."""

import json
import random
import re
import uuid
from datetime import UTC, date, datetime, timedelta

import pytest
from review_sample import CHINA, Learner, SmallBank, case, flashcard, numeric, single, small_bank

from fuwu.model import Setting
from fuwu.scheduling import LAPSES
from fuwu.session import Invalid
from fuwu.session.agenda import Choice, agenda, days_until, exam_time, mixed
from fuwu.session.batches import BATCH, EXTRA, extra_of
from fuwu.session.memory import states
from fuwu.session.review_views import comes, wait, when
from fuwu.store import Store
from fuwu.widgets.review import ReviewPage
from fuwu.widgets.review_strings import REVIEW, review_strings
from fuwu.widgets.review_strip import strip


@pytest.fixture
def store(tmp_path):
    with Store.open(tmp_path / "fuwu.db", lang="en") as store:
        yield store


@pytest.fixture
def learner(store):
    return Learner(store)


def choose(store, name, value, at=datetime(2026, 11, 1, tzinfo=UTC)):
    store.add(Setting(str(uuid.uuid4()), name, value, at))


# --- a day --------------------------------------------------------------------------------------------


def test_items_and_flashcards_come_in_one_queue(learner):
    payload = learner.session.payload()
    types = [item["type"] for item in payload["items"]]
    assert len(types) == BATCH
    assert {"single", "card"} == set(types)
    assert {item["reason"] for item in payload["items"]} == {"new"}
    json.dumps(payload)


def test_before_an_answer_the_items_reveal_nothing(learner):
    shown = json.dumps([item for item in learner.session.payload()["items"] if item["type"] != "card"])
    assert "why b" not in shown
    assert "because" not in shown


def test_an_item_is_answered_as_everywhere_and_says_when_it_comes_again(learner):
    right, wrong = learner.do("q00"), learner.do("q01", right=False, said="sure")
    assert (right["feedback"]["verdict"], right["review"]["rating"], right["review"]["next"]) == (
        "correct",
        3,
        "in 2 days",
    )
    assert (wrong["review"]["rating"], wrong["review"]["next"]) == (1, "today, in about 10 minutes")
    lucky = learner.do("q02", said="guess")
    assert (lucky["review"]["rating"], lucky["review"]["why"]) == (1, "right, but not certain")


def test_a_flashcard_shows_beforehand_when_it_would_come_again(learner):
    card = next(item for item in learner.session.payload()["items"] if item["type"] == "card")
    assert [one["next"] for one in card["ratings"]] == ["10 min", "15 min", "2 d", "8 d"]
    message = learner.do(card["id"])
    assert (message["type"], message["rating"], message["review"]["next"]) == ("rated", 3, "in 2 days")
    assert learner.store.count()["review"] == 1


def test_what_was_forgotten_comes_back_on_the_same_day_in_a_new_attempt(learner):
    first = learner.session.attempt.id
    names = learner.do_batch(wrong={"q00"})
    assert "q00" in names
    later = [name for batch in learner.do_day() for name in batch]
    assert later.count("q00") == 1
    again = [response.attempt_id for response in learner.store.all_responses() if response.item_id == "q00"]
    assert len(again) == 2
    assert again[0] == first != again[1]
    assert states(learner.store)["item:q00"].reviews == 2


def test_the_end_of_the_day_says_so_and_stays_after_a_reload(learner):
    learner.do_day()
    for _ in range(2):
        payload = learner.session.payload()
        assert (payload["items"], payload["finish"]["headline"]) == ([], "That is all for today")
        assert payload["finish"]["lines"] == ["Reviewed today: 16", "Due tomorrow: 0"]
        assert (payload["summary"]["done"], payload["summary"]["of"]) == (16, 16)
        learner.open()
    learner.wait(days=2)
    assert {item["reason"] for item in learner.session.payload()["items"]} == {"review"}


def test_with_nothing_to_learn_nothing_is_asked(store):
    learner = Learner(store, SmallBank([]))
    finish = learner.session.payload()["finish"]
    assert (finish["headline"], finish["extra"], finish["lines"]) == ("Nothing to review now", 0, ["Due tomorrow: 0"])
    assert store.count()["attempt"] == 0


def test_confident_errors_come_first_the_next_day(learner):
    learner.do_day(wrong={"q07"}, said="sure")
    learner.wait(days=3)
    batch = learner.session.payload()["items"]
    assert (batch[0]["id"], batch[0]["reason"]) != ("q07", "error")  # recalled since: no error any more
    learner.do("q03", right=False, said="sure")
    learner.wait(days=1)
    batch = learner.session.payload()["items"]
    assert (batch[0]["id"], batch[0]["reason"]) == ("q03", "error")


def test_the_day_begins_at_four_in_the_morning(learner):
    learner.now = datetime(2026, 11, 22, 19, 30, tzinfo=UTC)  # half past three
    learner.open()
    learner.do_day()
    assert learner.wait(minutes=20).payload()["summary"]["done"] == 16
    assert learner.wait(minutes=20).payload()["summary"]["done"] == 0


# --- killed, reloaded, in two windows -----------------------------------------------------------------


def test_a_killed_kernel_resumes_the_rest_of_the_batch(learner):
    names, attempt = learner.batch(), learner.session.attempt.id
    for name in names[:4]:
        learner.do(name, right=name != names[1])
    learner.open()
    assert learner.batch() == names[4:]
    assert learner.session.attempt.id == attempt
    assert learner.session.payload()["summary"] == {
        "answered": 0,
        "total": 6,
        "done": 3,
        "of": 16,
        "can_undo": True,
    }


@pytest.mark.parametrize("seed", range(12))
def test_the_day_is_the_same_however_often_it_is_interrupted(store, seed):
    """Kills at any moment, hours between: every card of the day is done, and the day never grows."""
    rng = random.Random(seed)
    learner = Learner(store, small_bank(items=26, cards=6))
    total = learner.session.payload()["summary"]["of"]
    for _ in range(400):
        payload = learner.session.payload()
        summary = payload["summary"]
        assert summary["done"] <= summary["of"] <= total
        open_ = [item["id"] for item in payload["items"] if item["id"] not in payload["answers"]]
        if not payload["items"]:
            break
        step = rng.random()
        if step < 0.1:
            learner.wait(minutes=rng.randrange(30))
        elif open_:
            learner.do(open_[0], right=rng.random() < 0.8, said=rng.choice((None, "sure", "unsure")))
        else:
            learner.session.more()
    assert payload["items"] == []
    assert (summary["done"], summary["of"]) == (total, total)
    assert len(states(store)) == total
    learner.open()
    assert learner.batch() == []


def test_a_flashcard_sent_twice_or_from_a_second_window_counts_once(learner):
    other = Learner(learner.store, learner.bank)
    card = next(name for name in learner.batch() if name.startswith("term:"))
    one = learner.session.rate(card, 3, review_id="r-1")
    assert learner.session.rate(card, 3, review_id="r-1") == one
    late = other.session.rate(card, 1, review_id="r-2")
    assert late["rating"] == 3
    assert learner.store.count()["review"] == 1


@pytest.mark.parametrize(("card", "rating"), [("term:9", 3), ("q00", 3), ("term:0", 5), ("term:0", 0)])
def test_what_is_no_rating_is_not_recorded(learner, card, rating):
    with pytest.raises(Invalid):
        learner.session.rate(card, rating, review_id="r-1")
    assert learner.store.count()["review"] == 0


def test_a_case_answer_waits_for_its_judgement_also_after_a_reload(store):
    learner = Learner(store, SmallBank([single("q0"), case()]))
    assert learner.batch() == ["q0"]  # a case is never new here
    learner.do("q0")
    learner.answer_elsewhere("i-case")
    learner.wait(days=30)
    assert set(learner.batch()) == {"q0", "i-case"}
    learner.do("q0")
    message = learner.session.submit("i-case", "First classify.", response_id="r-case", elapsed_ms=9)
    assert (message["feedback"]["verdict"], message["review"]) == (None, None)
    learner.open()
    payload = learner.session.payload()
    assert (payload["items"][0]["id"], payload["answers"]["i-case"]["feedback"]["verdict"]) == ("i-case", None)
    judged = learner.session.assess("i-case", ["k1", "k2"], assessment_id="a-1")
    assert (judged["review"]["rating"], judged["summary"]["done"]) == (3, 2)
    learner.session.more()
    assert learner.session.payload()["finish"]["lines"][0] == "Reviewed today: 2"


def test_a_case_answer_never_judged_does_not_hold_up_the_day(store):
    learner = Learner(store, SmallBank([case()]))
    learner.answer_elsewhere("i-case")
    learner.wait(days=30)
    learner.session.submit("i-case", "First classify.", response_id="r-case", elapsed_ms=9)
    learner.session.more()
    assert learner.session.payload()["finish"] is not None
    learner.wait(days=1)
    assert learner.batch() == ["i-case"]


# --- undo -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["q", "term:"])
def test_undo_takes_the_last_review_back_and_shows_its_card_again(learner, kind):
    names = learner.batch()
    last = next(name for name in names[3:] if name.startswith(kind))
    for name in names[: names.index(last)]:
        learner.do(name)
    before, done = states(learner.store), learner.session.payload()["summary"]["done"]
    learner.do(last, right=False)
    assert states(learner.store) != before
    learner.session.undo()
    assert states(learner.store) == before
    payload = learner.session.payload()
    assert payload["items"][0]["id"] == last
    assert payload["summary"]["done"] == done
    assert payload["answers"] == {}
    learner.do(last)
    assert states(learner.store)[f"item:{last}" if kind == "q" else last].reviews == 1


def test_undo_goes_back_review_by_review_but_not_to_yesterday(learner):
    learner.do_day()
    learner.wait(days=2)
    names = learner.batch()[:3]
    for name in names:
        learner.do(name)
    taken = []
    for _ in range(5):
        learner.session.undo()
        taken.append(learner.batch()[0])
    assert taken[:3] == names[::-1]
    assert learner.store.count()["undo"] == 3


# --- limits ---------------------------------------------------------------------------------------------


def test_limits_hold_and_can_be_raised_for_the_day(store):
    choose(store, "daily_limit", 6)
    choose(store, "new_limit", 5)
    learner = Learner(store, small_bank(items=60, cards=0))
    assert [len(batch) for batch in learner.do_day()] == [5]
    finish = learner.session.payload()["finish"]
    assert (finish["headline"], finish["extra"]) == ("That is all for today", EXTRA)
    learner.session.extra()
    learner.open()
    assert sum(len(batch) for batch in learner.do_day()) == EXTRA
    learner.wait(days=1)
    assert learner.session.payload()["summary"]["of"] == 5


def test_more_today_changes_no_other_day(store):
    choose(store, "new_limit", 0)
    choose(store, "daily_limit", 6)
    learner = Learner(store, small_bank(items=60, cards=0))
    for number in range(40):
        learner.answer_elsewhere(f"q{number:02}")
    learner.wait(days=20)
    assert [cards for _day, cards in learner.session.overview()["ahead"]] == [6, 6, 6, 6, 6, 6, 4]
    learner.session.extra()
    assert [cards for _day, cards in learner.session.overview()["ahead"]] == [26, 6, 6, 6, 2, 0, 0]


def test_what_is_done_today_leaves_tomorrow_as_full_as_it_will_be(store):
    choose(store, "daily_limit", 6)
    learner = Learner(store, small_bank(items=14, cards=0))
    for number in range(14):
        learner.answer_elsewhere(f"q{number:02}")
    learner.wait(days=20)
    learner.do_day()
    assert learner.session.payload()["finish"]["lines"] == ["Reviewed today: 6", "Due tomorrow: 6"]
    learner.wait(days=1)
    assert learner.session.overview()["left"] == 6


@pytest.mark.parametrize("value", [None, 5, "x", {}, {"day": "2026-11-22"}, {"day": "2026-11-22", "cards": "9"}])
def test_an_unreadable_raise_counts_as_none(value):
    assert extra_of({"review_extra": value}, "2026-11-22") == 0


def test_a_part_of_the_plan_can_be_chosen_and_the_limit_holds_for_the_whole(store):
    choose(store, "new_limit", 8)
    learner = Learner(store, small_bank(items=40, cards=6))
    learner.session.choose_part("cards", None)
    assert {item["type"] for item in learner.session.payload()["items"]} == {"card"}
    learner.do_day()
    learner.session.choose_part("items", "02-need-levels")
    shown = learner.session.payload()["items"]
    assert [item["id"] for item in shown] == ["q36", "q37"]  # eight new ones a day, six are done
    learner.session.choose_part("nonsense", "nowhere")
    assert learner.session.overview()["choice"] == Choice("all", None)


def test_choosing_a_part_keeps_a_case_answer_that_waits_for_its_judgement(store):
    learner = Learner(store, SmallBank([case(), single("q0")], [flashcard("term:0")]))
    learner.answer_elsewhere("i-case")
    learner.wait(days=30)
    learner.session.submit("i-case", "First classify.", response_id="r-1", elapsed_ms=9)
    learner.session.choose_part("cards", None)
    assert learner.batch() == ["i-case", "term:0"]
    judged = learner.session.assess("i-case", ["k1", "k2"], assessment_id="a-1")
    assert judged["review"]["rating"] == 3
    learner.session.choose_part("cards", None)
    assert learner.batch() == ["term:0"]


def test_a_part_that_is_done_says_what_is_left_of_the_rest(store):
    learner = Learner(store)
    learner.session.choose_part("cards", None)
    learner.do_day()
    finish = learner.session.payload()["finish"]
    assert (finish["headline"], finish["rest"]) == ("Nothing more of this part today", 12)
    wire = Wire(learner.session)
    wire.say(type="whole")
    assert {item["type"] for item in wire.page.player.payload["items"]} == {"single"}
    assert '<option value="all" selected>' in wire.page.strip.html
    learner.do_day()
    learner.session.choose_part("cards", None)
    finish = learner.session.payload()["finish"]
    assert (finish["headline"], finish["rest"]) == ("That is all for today", 0)
    assert sum(cards for _day, cards in learner.session.overview()["ahead"]) == 4  # of this part too


# --- leeches ----------------------------------------------------------------------------------------------


def test_a_card_that_keeps_being_forgotten_waits_until_its_section_was_read(store):
    learner = Learner(store, SmallBank([single("q0")], [flashcard("term:0")]))
    message = None
    for _ in range(60):
        if "term:0" in learner.batch():
            learned = states(store).get("term:0")
            message = learner.do("term:0", right=learned is None or learned.phase != 2)
            if message["review"]["leech"]:
                break
        learner.wait(hours=23)
    leech = message["review"]["leech"]
    assert leech == {
        "lapses": LAPSES,
        "title": "Why classify",
        "href": "01-classification.ipynb#cls-why",
        "point": "cls-why",
    }
    learner.wait(days=40)
    assert "term:0" not in learner.batch()
    assert learner.session.overview()["leeches"] == 1
    learner.do_day()
    assert learner.session.payload()["finish"]["lines"][1] == "Due tomorrow: 0"
    assert [one["point"] for one in learner.session.payload()["finish"]["leeches"]] == ["cls-why"]
    learner.session.read_section("cls-why")
    learner.session.more()
    assert learner.batch() == ["term:0"]


def test_answering_in_the_review_is_no_visit_of_the_lesson(learner):
    learner.do_day()
    assert learner.store.last_place() is None
    learner.session.read_section("cls-why")
    assert learner.store.last_place().section == "cls-why"


# --- the exam -----------------------------------------------------------------------------------------------


def test_nothing_is_put_off_beyond_the_exam(store):
    choose(store, "exam_day", "2026-12-01")
    learner = Learner(store)
    overview = learner.session.overview()
    assert overview["days_to_exam"] == 9
    assert len(overview["ahead"]) == 7
    card = next(item for item in learner.session.payload()["items"] if item["type"] == "card")
    assert card["ratings"][3]["next"] == "8 d"
    learner.wait(days=5)
    card = next(item for item in learner.session.payload()["items"] if item["type"] == "card")
    assert int(card["ratings"][3]["next"].split()[0]) <= 4


@pytest.mark.parametrize("day", ["2026-11-20", "2026-11-22"])
def test_an_exam_that_is_past_changes_no_plan(store, day):
    learner = Learner(store)
    learner.do_day()
    learner.wait(hours=2)

    def shown():
        page, item = learner.open(), next(iter(learner.session.agenda().states.values()))
        return page.overview()["ahead"], page.payload()["finish"], comes(item, page.agenda())

    before = shown()
    choose(store, "exam_day", day)
    assert shown() == before
    assert len(before[0]) == 7


@pytest.mark.parametrize("hour", [8, 11])  # before and after it begins
def test_on_the_exam_day_nothing_new_comes_unless_the_learner_wants_it(store, hour):
    choose(store, "exam_day", "2026-11-22")
    learner = Learner(store, small_bank(items=40, cards=0))
    learner.wait(hours=hour - 9)
    assert (learner.session.overview()["left"], learner.session.overview()["days_to_exam"]) == (0, 0)
    assert learner.session.payload()["finish"]["extra"] == EXTRA
    learner.session.extra()
    assert learner.session.overview()["new"] == EXTRA


def test_on_the_eve_of_the_exam_what_is_due_comes_and_the_learner_is_sent_to_bed(store):
    learner = Learner(store)
    learner.do_day()
    learner.wait(days=6)
    choose(store, "exam_day", "2026-11-29")
    overview = learner.open().overview()
    assert (overview["left"], overview["days_to_exam"], len(overview["ahead"])) == (16, 1, 2)
    learner.do_day()
    assert learner.session.payload()["finish"]["lines"] == [
        "Reviewed today: 16",
        "The exam is tomorrow. Rest well tonight.",
    ]


@pytest.mark.parametrize(
    ("day", "left"), [(date(2026, 11, 22), 0), (date(2026, 11, 23), 1), (date(2026, 11, 20), None)]
)
def test_days_until_the_exam_are_those_of_the_calendar(day, left):
    assert days_until(exam_time(day, CHINA), datetime(2026, 11, 22, 15, tzinfo=UTC), CHINA) == left
    assert days_until(None, datetime(2026, 11, 22, tzinfo=UTC), CHINA) is None


# --- other numbers, words ----------------------------------------------------------------------------------


def test_a_numeric_item_comes_with_other_numbers_each_time(store):
    learner = Learner(store, SmallBank([numeric("n0"), numeric("n1")]))
    before = {item["id"]: item["stem"] for item in learner.session.payload()["items"]}
    for _ in range(6):
        learner.do_day()
        learner.now = max(state.due for state in states(store).values())
        learner.open()
        shown = {item["id"]: item["stem"] for item in learner.session.payload()["items"]}
        assert shown.keys() == before.keys()
        assert all(shown[name] != before[name] for name in shown)
        before = shown


def test_lists_are_mixed_evenly_and_keep_their_order():
    one, other = [f"a{n}" for n in range(3)], [f"b{n}" for n in range(9)]
    both = mixed(one, other)
    assert [name for name in both if name in one] == one
    assert [name for name in both if name in other] == other
    assert all(any(name in one for name in both[n : n + 5]) for n in range(8))
    assert mixed([], other) == other


@pytest.mark.parametrize(
    ("hours", "zh", "en"),
    [(0.01, "1 分钟", "1 min"), (5, "5 小时", "5 h"), (49, "2 天", "2 d"), (24 * 61, "2 个月", "2 mo")],
)
def test_waits_are_told_in_few_words(hours, zh, en):
    assert (wait(timedelta(hours=hours), "zh"), wait(timedelta(hours=hours), "en")) == (zh, en)


def test_days_are_told_as_the_learner_counts_them(learner):
    today = learner.session.agenda()
    now = datetime(2026, 11, 22, 15, tzinfo=UTC)  # eleven in the evening
    told = [when(now + timedelta(hours=h), today, "zh", now=now) for h in (0.5, 6, 30)]
    assert told == ["今天，约 30 分钟后", "明天", "2 天后"]


# --- the page -------------------------------------------------------------------------------------------------


def test_the_strip_tells_the_day_in_words_and_escapes_titles(learner):
    learner.do_batch(wrong={"q00"})
    shown = strip(learner.session.overview(), "en")
    assert "<dt>Left today</dt><dd>7<small>about" in shown
    assert "<dt>Done today</dt><dd>10</dd>" in shown
    assert "Needs &lt;1&gt;" in shown
    assert shown.count("<li>") == 7


def test_an_agenda_can_be_had_without_a_session(store, learner):
    learner.do_day()
    found = agenda(store, learner.bank, now=learner.now, zone=CHINA)
    assert (len(found.queue), found.finished, found.total) == (0, 16, 16)


class Wire:
    """A page with the browser's end in the test's hands."""

    def __init__(self, session):
        self.page = ReviewPage(session)
        self.sent = []
        self.page.player.send = self.sent.append

    def say(self, **message):
        self.sent.clear()
        self.page.player._receive(self.page.player, message, [])
        return self.sent[-1] if self.sent else None


def test_the_page_sends_what_was_recorded_and_keeps_the_strip_current(learner):
    wire = Wire(learner.session)
    card = next(name for name in learner.batch() if name.startswith("term:"))
    reply = wire.say(type="rate", item_id=card, rating=3, review_id="r-1")
    assert (reply["type"], learner.store.count()["review"]) == ("rated", 1)
    assert "<dt>Left today</dt><dd>15" in wire.page.strip.html
    wire.say(type="undo")
    assert wire.page.player.payload["items"][0]["id"] == card
    assert "<dt>Left today</dt><dd>16" in wire.page.strip.html


def test_a_rating_that_cannot_be_recorded_is_said_so(learner):
    wire = Wire(learner.session)
    reply = wire.say(type="rate", item_id="nothing", rating=3, review_id="r-1")
    assert (reply["type"], reply["item_id"]) == ("invalid", "nothing")


def test_choosing_in_the_strip_changes_the_player(learner):
    wire = Wire(learner.session)
    html = wire.page.strip._actions["choose"]({"kind": "cards", "lesson": "01-classification"})
    assert {item["type"] for item in wire.page.player.payload["items"]} == {"card"}
    assert '<option value="cards" selected>' in html


def test_the_player_speaks_chinese_in_the_review():
    chinese = review_strings("zh")
    assert chinese.keys() == REVIEW.keys()
    han = re.compile("[\u4e00-\u9fff]")
    assert [key for key, words in chinese.items() if not han.search(words)] == []


def test_the_text_without_a_kernel_does_not_depend_on_the_learner(learner):
    before = repr(ReviewPage(learner.session))
    learner.do_day()
    assert repr(ReviewPage(learner.session)) == before
