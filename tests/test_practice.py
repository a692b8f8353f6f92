"""Practice: what matches a choice, what comes next, how sure one was, and reading items with their keys."""

import random
import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st
from review_sample import small_bank
from samples import RIGHT, make_items
from test_mistakes import Bank, Clock, facts

from fuwu import answers, grading
from fuwu.bank import Bank as RealBank
from fuwu.model import Attempt, Score
from fuwu.selection import COUNTS, Choice, Known, Matches, matching, pick
from fuwu.session import Invalid, Quiz, Session, adhoc
from fuwu.session.practice import Practice
from fuwu.store import Store, StoreError, export_jsonl, import_file
from fuwu.widgets.assets import HERE, lean
from fuwu.widgets.memorise import MemorisePlayer
from fuwu.widgets.player import QuizPlayer
from fuwu.widgets.practice import PracticePage, form

ITEMS = [
    facts(f"{lesson}-{point}-{n}", lesson, f"{lesson}-{point}", kind)
    for lesson in ("l1", "l2", "l3")
    for point in ("p1", "p2")
    for n, kind in enumerate(("single", "multiple", "case"))
]
IDS = [one.id for one in ITEMS]

CHOICES = st.builds(
    Choice,
    lessons=st.frozensets(st.sampled_from(["l1", "l2", "l3"])),
    points=st.frozensets(st.sampled_from(["l1-p1", "l1-p2", "l2-p1"])),
    types=st.frozensets(st.sampled_from(["single", "multiple", "case"])),
    scope=st.sampled_from(["all", "unseen", "wrong", "favourite"]),
    order=st.sampled_from(["chapter", "random"]),
    way=st.sampled_from(["answer", "memorise"]),
    count=st.sampled_from(COUNTS),
)
SOME = st.frozensets(st.sampled_from(IDS))
KNOWN = st.builds(Known, seen=SOME, wrong=SOME, favourite=SOME, latest=st.sampled_from([None, *IDS]))


@given(CHOICES, KNOWN)
def test_what_matches_is_what_was_asked_for_and_nothing_is_missing(choice, known):
    found = matching(choice, ITEMS, known)
    assert list(found.items) == [name for name in IDS if name in found.items]
    for one in ITEMS:
        chapter = one.lesson in choice.lessons and not any(p.startswith(one.lesson) for p in choice.points)
        fits = (
            (not choice.types or one.type in choice.types)
            and (chapter or one.point in choice.points or not (choice.lessons or choice.points))
            and {
                "all": True,
                "unseen": one.id not in known.seen,
                "wrong": one.id in known.wrong,
                "favourite": one.id in known.favourite,
            }[choice.scope]
        )
        assert (one.id in found.items) == fits


@given(CHOICES, KNOWN, st.integers(0, 2**31))
def test_a_sitting_has_each_item_once_and_as_many_as_asked_for(choice, known, seed):
    matches = matching(choice, ITEMS, known).items
    items = pick(matches, choice, known, seed=seed)
    assert len(items) == min(choice.count or len(matches), len(matches))
    assert len(set(items)) == len(items)
    assert set(items) <= set(matches)
    assert items == pick(matches, choice, known, seed=seed)


def test_by_chapter_it_goes_on_where_it_was_left_and_round():
    choice = Choice(count=10)
    assert pick(IDS, choice, Known(), seed=0) == tuple(IDS[:10])
    assert pick(IDS, choice, Known(seen=frozenset(IDS[:3])), seed=0) == tuple(IDS[3:13])
    assert pick(IDS, choice, Known(seen=frozenset(IDS[:12])), seed=0) == (*IDS[12:], *IDS[:4])
    assert pick(IDS, choice, Known(seen=frozenset(IDS), latest=IDS[4]), seed=0) == tuple(IDS[5:15])
    assert pick(IDS, choice, Known(seen=frozenset(IDS), latest=IDS[-1]), seed=0) == tuple(IDS[:10])
    assert pick(IDS, Choice(count=0), Known(seen=frozenset(IDS[:3])), seed=0) == tuple(IDS)


def test_by_chapter_it_goes_on_behind_an_item_that_matches_no_more():
    choice, known = Choice(count=10), Known(seen=frozenset(IDS), latest=IDS[5])
    left = [name for name in IDS if name not in (IDS[0], IDS[5])]
    assert pick(left, choice, known, seed=0, order=IDS) == tuple(IDS[6:16])
    assert pick(IDS[:12], choice, Known(seen=frozenset(IDS), latest=IDS[15]), seed=0, order=IDS) == tuple(IDS[:10])
    assert pick(IDS[6:], choice, Known(seen=frozenset(IDS), latest="gone"), seed=0, order=IDS) == tuple(IDS[6:16])


def test_practice_goes_on_by_chapter_whatever_was_answered_elsewhere(store):
    bank = small_bank(items=26)
    options = {"store": store, "bank": bank, "lang": "en", "clock": Clock()}
    names = list(bank.facts)

    elsewhere = adhoc.begun("mistakes", names, title="t", **options)
    for name in names[:-3]:
        elsewhere.remark(name, "favourite", True, remark_id=name)
        answer(elsewhere, name, "a")
    sat = []
    for later in names[-3:]:
        session = Practice(**options).start(Choice(scope="favourite", count=10))
        sat.append([item.id for item in session.items])
        for name in sat[-1]:
            answer(session, name, "b")
        session.remark(sat[-1][-1], "favourite", False, remark_id=later)
        answer(elsewhere, later, "b")
    assert sat == [names[:10], names[10:20], [*names[20:23], *names[:7]]]


def test_chance_reaches_every_item_first():
    firsts = {pick(IDS, Choice(order="random", count=10), Known(), seed=seed)[0] for seed in range(400)}
    assert firsts == set(IDS)


@given(CHOICES)
def test_a_choice_is_kept_as_it_was(choice):
    assert Choice.of(choice.to_json()) == choice


def test_a_broken_choice_is_the_beginners():
    broken = {"lessons": "l1", "points": None, "types": ["essay"], "scope": 3, "count": "many", "order": [], "way": {}}
    assert Choice.of(broken) == Choice()


# --- answers -------------------------------------------------------------------------------------------


def test_the_right_answer_of_every_item_of_the_bank_is_right():
    bank = RealBank()
    items = [item for lesson in bank.lessons() for item in bank.items(lesson.id)]
    for lang in ("zh", "en"):
        for item in items:
            assert answers.right_score(item, lang).verdict == "correct", item.id
            assert answers.key_in_words(item, lang) not in ("", "–"), item.id
    assert len(items) > 700


def test_a_right_answer_is_told_as_the_key(items):
    for kind, item in items.items():
        if kind != "case":
            right = answers.right_answer(item, "en")
            assert answers.in_words(item, right, "en") == answers.key_in_words(item, "en")
            assert grading.grade(item, right).verdict == "correct"
    assert answers.in_words(items["case"], "a <b>\nc", "en") == "a &lt;b&gt;<br>c"
    assert {answers.in_words(items["single"], nothing, "en") for nothing in (None, "", [], {})} == {"–"}


# --- how sure, and what is kept ----------------------------------------------------------------------------


@pytest.fixture
def store(tmp_path):
    with Store.open(tmp_path / "fuwu.db", lang="en") as store:
        yield store


@pytest.fixture
def bank():
    return Bank(make_items().values())


@pytest.fixture
def session(store, bank):
    items = tuple(make_items().values())
    return Session(Quiz("q", "t", items, len(items)), store=store, bank=bank, lang="en", clock=Clock())


def test_how_sure_is_kept_with_the_answer_and_comes_back(session, store):
    said = session.submit("i-single", "a", response_id="r1", elapsed_ms=1, confidence="sure")
    assert said["confidence"] == "sure"
    assert "confidence" not in session.submit("i-truefalse", False, response_id="r2", elapsed_ms=1)
    assert session.payload()["answers"]["i-single"]["confidence"] == "sure"
    assert store.count()["confidence"] == 1
    assert next(iter(store.first_answers())).confidence == "sure"


def test_an_answer_sent_again_keeps_what_was_said_first(session, store):
    session.submit("i-single", "a", response_id="r1", elapsed_ms=1, confidence="sure")
    again = session.submit("i-single", "b", response_id="r2", elapsed_ms=1, confidence="guess")
    assert (again["answer"], again["confidence"]) == ("a", "sure")
    assert store.count()["confidence"] == 1


def test_both_are_kept_or_neither(session, store, monkeypatch):
    from fuwu.store.records import STATED

    def fail(*_args):
        raise StoreError("disk")

    monkeypatch.setattr(type(STATED), "insert", _failing_for(STATED, fail, type(STATED).insert))
    with pytest.raises(StoreError):
        session.submit("i-single", "a", response_id="r1", elapsed_ms=1, confidence="sure")
    assert store.count()["response"] == 0


def _failing_for(kind, fail, insert):
    return lambda self, *args: fail() if self is kind else insert(self, *args)


def test_an_answer_that_is_none_says_nothing_of_confidence(session, store):
    with pytest.raises(Invalid):
        session.submit("i-single", "z", response_id="r1", elapsed_ms=1, confidence="sure")
    assert store.count()["confidence"] == 0


def test_a_remark_is_of_the_item_and_stays_with_it(session, store, bank):
    said = session.remark("i-single", "note", " mine ", remark_id="m1")
    assert said == {"type": "remarked", "item_id": "i-single", "name": "note", "value": "mine", "remark_id": "m1"}
    session.remark("i-single", "favourite", True, remark_id="m2")
    session.restart()
    assert session.payload()["remarks"] == {"i-single": {"note": "mine", "favourite": True}}
    with pytest.raises(Invalid):
        session.remark("elsewhere", "note", "x", remark_id="m3")
    other = Session(Quiz("next", "t", (bank.item("i-truefalse"),), 1), store=store, bank=bank, lang="en")
    assert other.remark("i-single", "note", "mine", remark_id="m1")["value"] == "mine"  # typed before this batch came
    session.remark("i-single", "note", " mine ", remark_id="m1")  # sent again
    assert store.count()["remark"] == 2


class Page:
    """What a player sends to the browser."""

    def __init__(self, player):
        self.player = player
        self.said = []
        player.send = lambda message, _buffers=None: self.said.append(message)

    def hear(self, **message):
        self.player._receive(None, message, None)
        return self.said[-1]


def test_the_player_passes_on_what_was_said_and_refuses_nonsense(session):
    page = Page(QuizPlayer(session))
    common = {"type": "submit", "answer": "a", "elapsed_ms": 3}
    assert page.hear(**common, item_id="i-single", response_id="1", confidence="guess")["confidence"] == "guess"
    answer = {"answer": True, "item_id": "i-truefalse", "response_id": "2", "confidence": "certain"}
    assert "confidence" not in page.hear(**common | answer)
    said = page.hear(type="remark", item_id="i-single", name="cause", value="luck", remark_id="m")
    assert (said["type"], said["remark_id"]) == ("error", "m")
    assert page.hear(type="remark", item_id="i-single", name="cause", value="guess", remark_id="m")["value"] == "guess"


# --- the page ------------------------------------------------------------------------------------------


@pytest.fixture
def practice(store, bank):
    seeds = random.Random(1)
    return Practice(store=store, bank=bank, lang="en", clock=Clock(), seed=lambda: seeds.randrange(99))


def answer(session, item_id, value):
    session.submit(item_id, value, response_id=str(uuid.uuid4()), elapsed_ms=1)


def test_a_payload_is_sent_in_pairs_and_nothing_is_lost(session):
    payload = session.payload()
    sent = QuizPlayer(session).get_state()["payload"]
    for item, small in zip(payload["items"], sent["items"], strict=True):
        for name in ("options", "left", "right", "steps"):
            named = [{"id": pair[0], "html": pair[1]} for pair in small.get(name, ())]
            assert named == item.get(name, [])
            small.pop(name, None)
        assert small == {
            name: value for name, value in item.items() if name not in {"options", "left", "right", "steps"}
        }
    assert sent["attempt_id"] == payload["attempt_id"]


def test_what_is_known_comes_from_the_log(practice, session):
    assert practice.known() == Known()
    answer(session, "i-single", "a")
    answer(session, "i-truefalse", RIGHT["truefalse"])
    session.remark("i-case", "favourite", True, remark_id="m")
    known = practice.known()
    assert known == Known(
        seen=frozenset({"i-single", "i-truefalse"}),
        wrong=frozenset({"i-single"}),
        favourite=frozenset({"i-case"}),
        latest=None,  # that was a lesson's quiz
    )
    assert practice.matching(Choice(scope="wrong"), known).items == ("i-single",)
    answer(practice.start(Choice(types=frozenset({"multiple"}))), "i-multiple", RIGHT["multiple"])
    answer(session, "i-fillin", RIGHT["fillin"])
    assert practice.known().latest == "i-multiple"


def test_a_sitting_is_on_what_was_chosen_in_that_order_and_is_resumed(practice, store, bank):
    choice = Choice(order="random", count=0)
    session = practice.start(choice)
    names = [item.id for item in session.items]
    assert sorted(names) == sorted(bank.facts)
    assert names != list(bank.facts)
    answer(session, names[0], RIGHT[names[0].removeprefix("i-")])
    elsewhere = Practice(store=store, bank=bank, lang="en", clock=Clock())
    resumed = elsewhere.resumed()
    assert resumed.attempt.id == session.attempt.id
    assert list(resumed.payload()["answers"]) == names[:1]
    assert elsewhere.last_choice() == choice


def test_a_new_choice_begins_anew_even_if_it_holds_the_old_items(practice):
    first = practice.start(Choice(types=frozenset({"single"})))
    second = practice.start(Choice())
    assert first.attempt.id != second.attempt.id
    assert len(second.items) == 8
    assert practice.resumed().attempt.id == second.attempt.id


def test_what_is_finished_or_gone_is_not_resumed(practice, store, bank):
    session = practice.start(Choice(types=frozenset({"single"})))
    answer(session, "i-single", "b")
    assert practice.resumed() is None
    store.add_attempt(Attempt("old", "practice", "en", "practice", 1, (("gone", 1),), Clock()()))
    assert practice.resumed() is None
    store.add_attempt(Attempt("v0", "practice", "en", "practice", 1, (("i-single", 0),), Clock()()))
    assert practice.resumed() is None


@pytest.mark.parametrize("quiz", ["practice", "mistakes"])
def test_a_case_answer_not_judged_yet_is_left_to_do(store, bank, quiz):
    options = {"title": "t", "store": store, "bank": bank, "lang": "en", "clock": Clock()}
    session = adhoc.begun(quiz, ["i-case"], **options)
    answer(session, "i-case", "First classify.")
    again = adhoc.resumed(quiz, **options)
    assert again.attempt.id == session.attempt.id
    again.assess("i-case", ["k1"], assessment_id="s")
    assert adhoc.resumed(quiz, **options) is None


def test_answering_and_reading_here_is_not_to_be_in_the_lesson(practice, store, bank):
    answer(practice.start(Choice(types=frozenset({"single"}))), "i-single", "a")
    options = {"title": "t", "store": store, "bank": bank, "lang": "en", "clock": Clock()}
    answer(adhoc.begun("mistakes", ["i-single"], **options), "i-single", "a")
    practice.start(Choice(way="memorise")).at("i-single")
    assert store.last_place() is None


def test_nothing_that_matches_is_told(practice):
    with pytest.raises(Invalid, match="No item matches"):
        practice.start(Choice(scope="favourite"))


def test_memorising_shows_keys_only_when_asked_and_records_no_answer(practice, store, bank):
    reading = practice.start(Choice(way="memorise", count=0))
    payload = reading.payload()
    assert payload["mode"] == "memorise"
    shown = repr(payload["items"])
    assert not any(secret in shown for secret in ("why b", "because", "premium service", "36.5", "model answer"))
    for kind, right in RIGHT.items():
        said = reading.reveal(f"i-{kind}")
        if kind != "case":
            assert said["feedback"]["verdict"] == "correct"
            assert grading.grade(bank.item(f"i-{kind}"), said["answer"]).verdict == "correct", right
        assert said["feedback"]["rationale"] == "because"
    assert reading.reveal("i-case")["feedback"]["case"]["reference"] == "model answer"
    assert store.count()["response"] == 0
    reading.at("i-fillin")
    resumed = practice.resumed()
    assert resumed.payload()["items"][resumed.payload()["start"]]["id"] == "i-fillin"


def test_memorising_records_what_was_opened_once_and_not_what_was_only_listed(practice, store):
    reading = practice.start(Choice(way="memorise", count=0))
    names = [item.id for item in reading.items]
    assert store.shown() == {}
    reading.reveal(names[0])  # as a player does: the first, and the one that comes next
    reading.reveal(names[1])
    assert list(store.shown()) == [names[0]]
    reading.at(names[1])
    reading.reveal(names[2])
    reading.at(names[0])
    practice.resumed().reveal(names[0])
    assert set(store.shown()) == {names[0], names[1]}
    assert store.count()["change"] == 2
    practice.start(Choice(way="memorise", count=0)).reveal(names[0])
    assert store.count()["change"] == 3


def test_what_was_opened_is_carried_along(practice, store, tmp_path):
    reading = practice.start(Choice(way="memorise", count=0))
    reading.at("i-case")
    export_jsonl(store, tmp_path / "all.jsonl")
    with Store.open(tmp_path / "other.db", lang="en") as other:
        assert import_file(other, tmp_path / "all.jsonl").faults == ()
        assert other.shown() == store.shown()


def test_a_broken_place_is_the_beginning(practice, store):
    reading = practice.start(Choice(way="memorise"))
    for value in ("", "[]", "7", '["x","i-case"]', '{"a": 1}', f'["{reading.attempt.id}","gone"]'):
        with store.writing() as connection:
            connection.execute("INSERT OR REPLACE INTO cache VALUES ('memorise', ?)", [value])
        assert reading.payload()["start"] == 0


def do(page, name, **values):
    said = []
    page.panel.send = lambda message, _buffers=None: said.append(message)
    page.panel._receive(None, {"do": name, "values": values}, None)
    return said[-1]


def test_the_page_counts_unfolds_starts_and_goes_on(practice):
    page = PracticePage(practice)
    before = repr(page)
    assert "8 items match; 8 of them now." in page.panel.html
    do(page, "count", types=["single", "case"], count="10")
    assert "2 items match; 2 of them now." in page.panel.html
    do(page, "unfold", lesson="01-classification", types=["single", "case"])
    assert 'name="points"' in page.panel.html
    do(page, "count", scope="favourite")
    assert 'data-do="start" aria-disabled="true"' in page.panel.html
    assert do(page, "start", scope="favourite")["type"] == "error"
    assert do(page, "start", types=["single"]) == {"type": "done"}
    assert [item["id"] for item in page.box.children[1].payload["items"]] == ["i-single"]
    again = PracticePage(practice)
    assert isinstance(again.box.children[1], QuizPlayer)
    assert 'data-do="anew"' in again.panel.html
    do(again, "anew")
    assert do(again, "start", way="memorise")["type"] == "done"
    assert isinstance(again.box.children[1], MemorisePlayer)
    assert repr(again) == before


def test_a_script_keeps_its_meaning_when_it_is_made_lean(tmp_path):
    source = """// about
const a = { b: 1, c: [2, 3] }; // more
/** doc */
function f(x, y = 2) {
  const text = "a : b , c => d // no comment";
  return x === y ? `${text} : ${x + y}` : /a - b/.test(text);
}
const g = (player) => [...player.root.querySelector(".fuwu-player").player];
"""
    (tmp_path / "x.js").write_text(source, encoding="utf-8")
    assert lean(tmp_path / "x.js") == (
        'const a={b:1,c:[2,3]};function f(x,y=2){const text = "a : b , c => d // no comment";'
        "return x === y ? `${text} : ${x + y}` : /a - b/.test(text);}"
        'const g=(P)=>[...P.root.querySelector(".fuwu-player").player];'
    )


def test_a_style_sheet_keeps_its_rules_when_it_is_made_lean(tmp_path):
    source = """/* about
   it */
.fuwu-player .a:not(.b, .c) > d {
  margin: 0.5rem 10.25rem; /* why */
  color: rgb(0 0 0 / 20%);
}
"""
    (tmp_path / "x.css").write_text(source, encoding="utf-8")
    assert lean(tmp_path / "x.css") == ".fp .a:not(.b,.c) > d{margin:.5rem 10.25rem;color:rgb(0 0 0 / 20%)}"
    assert ".fuwu-player" not in lean(HERE / "player.css")
    assert '"fuwu fuwu-player fp"' in lean(HERE / "player.js")


def test_the_score_of_a_case_key_is_full(items):
    assert answers.right_score(items["case"], "en") == Score(5.0, 5.0, "correct", {"k1": True, "k2": True})


@pytest.mark.parametrize(
    ("choice", "said"),
    [
        (Choice(scope="wrong"), "No item in the wrong-answer book"),
        (Choice(scope="unseen"), "You have answered every item."),
        (Choice(scope="favourite"), "You have not starred any item yet."),
        (Choice(scope="wrong", types=frozenset({"case"})), "Choose more chapters or types."),
    ],
)
def test_a_form_without_a_match_says_why(choice, said):
    assert said in form([], choice, Matches(items=(), by_lesson={}, by_point={}), unfolded=(), lang="en")
