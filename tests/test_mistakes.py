"""The wrong-answer book: who enters, who leaves, what is shown of it."""

import csv
import io
import re
import uuid
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from samples import RIGHT, make_items
from test_session import FakeBank

from fuwu.bank import Facts
from fuwu.model import Assessment, Response, Score, Stated, Undo
from fuwu.session import Quiz, Session
from fuwu.session.mistakes import Book
from fuwu.session.remarks import keep
from fuwu.store import Store, export_jsonl, import_file
from fuwu.store.queries import Marked
from fuwu.widgets.mistakes import MistakesPage
from fuwu.wrongbook import Entry, Sift, Told, book, files, pages, sift, study_day, waiting
from fuwu.wrongbook.files import plain

MOMENT = datetime(2020, 1, 1, tzinfo=UTC).replace(tzinfo=None)
SHANGHAI = ZoneInfo("Asia/Shanghai")
DAY = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)  # ten in the morning in Shanghai
WRONG = {
    "single": "a",
    "multiple": ["c"],
    "truefalse": True,
    "fillin": ["x", "y"],
    "matching": {"l1": "r1", "l2": "r2", "l3": "r3"},
    "ordering": ["s4", "s3", "s2", "s1"],
    "numeric": "73",
    "case": "nothing",
}


def mark(verdict, at, *, item="i", confidence=None):
    return Marked(item, verdict, at.isoformat(), f"{item} {at.isoformat()} {verdict}", confidence)


def one(*marks, zone=SHANGHAI):
    (entry,) = book(marks, {}, zone=zone)
    return entry


def test_an_error_enters_and_right_answers_on_two_days_settle_it():
    history = [mark("wrong", DAY)]
    told = [(one(*history).mastered, one(*history).errors)]
    for hours, verdict in ((1, "correct"), (2, "correct"), (25, "correct"), (49, "partial"), (73, "correct")):
        history.append(mark(verdict, DAY + timedelta(hours=hours)))
        told.append((one(*history).mastered, one(*history).errors))
    assert told == [(False, 1), (False, 1), (False, 1), (True, 1), (False, 2), (False, 2)]
    assert one(*history).right_days == (date(2026, 11, 23),)


def test_what_was_never_wrong_is_not_in_the_book():
    assert book([mark("correct", DAY), mark("unattempted", DAY)], {}) == ()


def test_an_answer_that_could_not_be_read_is_an_error():
    assert one(mark("invalid", DAY)).errors == 1


def test_a_lucky_guess_is_no_right_day():
    history = [mark("wrong", DAY)]
    history += [mark("correct", DAY + timedelta(days=n), confidence="guess") for n in (1, 2)]
    assert one(*history).right_days == ()
    later = [mark("correct", DAY + timedelta(days=n), confidence="unsure") for n in (3, 4)]
    assert one(*history, *later).mastered


def test_four_fifths_of_a_case_are_right_and_of_nothing_else():
    history = [mark("wrong", DAY)]
    history += [mark("partial", DAY + timedelta(days=n))._replace(share=0.8) for n in (1, 2)]
    assert not one(*history).mastered
    (entry,) = book(history, {}, cases={"i"}, zone=SHANGHAI)
    assert (entry.mastered, entry.errors) == (True, 1)
    (entry,) = book([m._replace(share=0.79) for m in history], {}, cases={"i"}, zone=SHANGHAI)
    assert (entry.mastered, entry.errors) == (False, 3)


def test_what_is_taken_out_by_hand_comes_back_with_the_next_error():
    out = {"i": {"settled": (DAY + timedelta(hours=1)).isoformat()}}
    (entry,) = book([mark("wrong", DAY)], out, zone=SHANGHAI)
    assert (entry.settled, entry.mastered) == (True, True)
    (entry,) = book([mark("wrong", DAY), mark("wrong", DAY + timedelta(hours=2))], out, zone=SHANGHAI)
    assert (entry.settled, entry.mastered) == (False, False)
    (entry,) = book([mark("wrong", DAY)], {"i": {"settled": "yes"}}, zone=SHANGHAI)
    assert not entry.mastered


def test_the_day_is_the_learners_and_begins_at_four():
    midnight = datetime(2026, 11, 20, 16, 30, tzinfo=UTC)  # half past midnight in Shanghai, still the 20th of study
    early = one(mark("wrong", DAY), mark("correct", DAY + timedelta(hours=1)), mark("correct", midnight))
    assert early.right_days == (date(2026, 11, 20),)
    later = one(mark("wrong", DAY), mark("correct", DAY), mark("correct", midnight + timedelta(hours=4)))
    assert later.mastered
    # The same log read elsewhere: in London these are one day.
    assert not one(
        mark("wrong", DAY),
        mark("correct", DAY + timedelta(hours=3)),
        mark("correct", midnight + timedelta(hours=4)),
        zone=ZoneInfo("Europe/London"),
    ).mastered


@given(st.datetimes(MOMENT, MOMENT.replace(2030)), st.integers(-12, 14))
def test_four_hours_before_the_local_clock_is_the_day(moment, offset):
    zone = timezone(timedelta(hours=offset))
    assert study_day(moment.replace(tzinfo=zone), zone) == (moment - timedelta(hours=4)).date()


HISTORIES = st.lists(
    st.tuples(
        st.sampled_from("abc"),
        st.sampled_from(["correct", "partial", "wrong", "invalid", "unattempted"]),
        st.integers(1, 40),
        st.sampled_from([None, "sure", "guess"]),
        st.sampled_from([0.5, 0.8]),
    ),
    max_size=30,
)


def marks_of(history):
    at, found = DAY, []
    for item, verdict, hours, confidence, part in history:
        at += timedelta(hours=hours)
        share = {"correct": 1.0, "partial": part}.get(verdict, 0.0)
        found.append(mark(verdict, at, item=item, confidence=confidence)._replace(share=share))
    return found


@given(HISTORIES)
def test_laws_of_the_book(history):
    marks = marks_of(history)
    entries = {entry.item_id: entry for entry in book(marks, {}, zone=SHANGHAI)}
    missed = [m for m in marks if m.verdict in ("wrong", "partial", "invalid")]
    assert set(entries) == {m.item_id for m in missed}
    for name, entry in entries.items():
        own = [m for m in missed if m.item_id == name]
        assert entry.errors == len(own)
        assert entry.confident == sum(m.confidence == "sure" for m in own)
        assert entry.last_error == own[-1].response_id
        after = [m for m in marks if m.item_id == name and m.verdict == "correct" and m.at > own[-1].at]
        after = [m for m in after if m.confidence != "guess"]
        days = {study_day(datetime.fromisoformat(m.at), SHANGHAI) for m in after}
        assert entry.mastered == (len(days) > 1)


@given(HISTORIES, HISTORIES)
def test_another_error_always_brings_it_back_and_items_do_not_touch_each_other(history, other):
    marks = marks_of(history)
    again = mark("wrong", DAY + timedelta(days=300), item="a")
    found = {entry.item_id: entry for entry in book([*marks, again], {}, zone=SHANGHAI)}
    assert not found["a"].mastered
    alone = [m._replace(item_id=f"{m.item_id}2") for m in marks_of(other)]
    mixed = sorted([*marks, *alone], key=lambda m: m.at)
    assert {e for e in book(mixed, {}, zone=SHANGHAI) if len(e.item_id) == 1} == set(book(marks, {}, zone=SHANGHAI))


def facts(name, lesson="l1", point="p1", kind="single"):
    return Facts(name, point, lesson, kind, "apply", 1.0, 4, practice_only=False)


def entry(name, **changes):
    plain_one = Entry(name, 1, 0, "r", DAY, ())
    return replace(plain_one, **changes)


def test_every_filter_keeps_what_it_says():
    entries = [
        entry("a", favourite=True, cause="misread"),
        entry("b", errors=3, confident=1, last_at=DAY + timedelta(days=1)),
        entry("c", right_days=(date(2026, 11, 21), date(2026, 11, 22))),
        entry("gone"),
    ]
    about = {"a": facts("a"), "b": facts("b", "l2", "p2", "case"), "c": facts("c")}

    def kept(**asked):
        return [e.item_id for e in sift(entries, Sift(**asked), about)]

    assert kept() == ["b", "a"]
    assert kept(sort="often") == ["b", "a"]
    assert kept(kept="mastered") == ["c"]
    assert [kept(lesson="l2"), kept(point="p1"), kept(type="case"), kept(type="single")] == [["b"], ["a"], ["b"], ["a"]]
    assert [kept(cause="misread"), kept(cause="none"), kept(favourite=True), kept(confident=True)] == [
        ["a"],
        ["b"],
        ["a"],
        ["b"],
    ]


def test_a_form_can_ask_for_nothing_else():
    asked = Sift.of({"kept": "x", "cause": "'; --", "sort": 3, "favourite": "yes", "lesson": None, "type": "case"})
    assert asked == Sift(type="case")


# --- on a real store -----------------------------------------------------------------------------------


class Bank(FakeBank):
    @property
    def facts(self):
        return {name: facts(name, "01-classification", "cls-why", item.type) for name, item in self._items.items()}

    def lessons(self):
        return (self.lesson("01-classification"),)


@pytest.fixture
def store(tmp_path):
    with Store.open(tmp_path / "fuwu.db", lang="en") as store:
        yield store


class Clock:
    def __init__(self):
        self.now = DAY

    def __call__(self):
        self.now += timedelta(seconds=1)
        return self.now


@pytest.fixture
def at():
    return Clock()


@pytest.fixture
def learner(store, at):
    items = make_items()
    bank = Bank(items.values())

    def answer(kind, value, *, confidence=None, quiz="01-classification"):
        session = Session(Quiz(quiz, "t", (items[kind],), 1), store=store, bank=bank, lang="en", clock=at, anew=True)
        rid = str(uuid.uuid4())
        session.submit(items[kind].id, value, response_id=rid, elapsed_ms=5, confidence=confidence)
        return rid

    return answer, Book(store=store, bank=bank, lang="en", clock=at, zone=SHANGHAI)


def test_whatever_quiz_an_error_was_made_in_it_is_in_the_book(learner, at):
    answer, shelf = learner
    answer("single", "a", confidence="sure", quiz="practice")
    answer("truefalse", True, quiz="exam/theory")
    answer("numeric", RIGHT["numeric"])
    assert [(e.item_id, e.confident) for e in shelf.entries()] == [("i-truefalse", 0), ("i-single", 1)]
    for _ in range(2):
        at.now += timedelta(days=1)
        answer("single", RIGHT["single"])
    assert {e.item_id: e.mastered for e in shelf.entries()} == {"i-single": True, "i-truefalse": False}


def test_a_judgement_decides_and_an_undone_answer_is_none(learner, store, at):
    answer, shelf = learner
    rid = answer("case", "nothing at all")
    response = store.response(rid)
    store.add(Assessment("a1", rid, (), replace(response.score, earned=0.0, verdict="wrong"), "self", at()))
    assert [e.item_id for e in shelf.entries()] == ["i-case"]
    full = replace(response.score, earned=5.0, verdict="correct")
    store.add(Assessment("a2", rid, ("k1", "k2"), full, "instructor", at()))
    assert shelf.entries() == ()
    slip = answer("single", "a")
    store.add(Undo("u1", slip, at()))
    assert shelf.entries() == ()


@given(history=HISTORIES)
@settings(deadline=None, max_examples=40)
def test_the_query_leaves_out_nothing_that_matters(history, tmp_path_factory):
    """The store gives fewer answers than there are; the book is the same."""
    item = make_items()["single"]
    with Store.open(tmp_path_factory.mktemp("store") / "fuwu.db", lang="en") as store:
        Session(Quiz("q", "t", (item,), 1), store=store, bank=Bank([item]), lang="en", clock=lambda: DAY)
        attempt = store.latest_attempt("q")
        whole = []
        for n, m in enumerate(marks_of(history)):
            score = Score(m.share, 1.0, m.verdict)
            at = datetime.fromisoformat(m.at)
            store.add(Response(f"r{n}", attempt.id, m.item_id, 1, "a", score, None, at))
            if m.confidence:
                store.add(Stated(f"s{n}", f"r{n}", m.confidence, at))
            whole.append(m._replace(response_id=f"r{n}"))
        for cases in ("", "abc"):
            read = book(store.erring(), {}, cases=cases, zone=SHANGHAI)
            assert read == book((m for m in whole if m.verdict != "unattempted"), {}, cases=cases, zone=SHANGHAI)


@pytest.mark.parametrize("kind", list(WRONG))
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_an_entry_tells_the_answer_the_key_and_why(learner, store, at, kind, lang):
    answer, shelf = learner
    rid = answer(kind, WRONG[kind])
    if kind == "case":
        score = replace(store.response(rid).score, earned=0.0, verdict="wrong", parts={"k1": False, "k2": False})
        store.add(Assessment("a1", rid, (), score, "self", at()))
    shelf.lang = lang
    (told,) = [shelf.told(e) for e in shelf.entries()]
    zh = "中" if lang == "zh" else ""
    expected = {
        "single": (f"{zh}a", f"{zh}b", f"{zh}why a"),
        "multiple": (f"{zh}c", f"{zh}d", f"{zh}why c"),
        "truefalse": ("对" if zh else "True", "错" if zh else "False", f"{zh}tempting"),
        "fillin": ("x", "优质服务" if zh else "premium service", f"{zh}w1"),
        "matching": (f"{zh}l1 → {zh}r1", f"{zh}l1 → {zh}r2", f"{zh}why l1"),
        "ordering": (f"{zh}s4 → {zh}s3", f"{zh}s1 → {zh}s2", f"{zh}why s"),
        "numeric": ("73 条" if zh else "73 cartons", "36.5", f"{zh}both months"),
        "case": ("nothing", f"{zh}p1", f"{zh}w1"),
    }[kind]
    assert expected[0] in told.given
    assert expected[1] in told.key
    assert any(expected[2] in reason for reason in told.reasons)
    assert told.rationale == f"{zh}because"
    assert told.href == "01-classification.ipynb#cls-why"


def test_an_answer_to_an_earlier_version_is_shown_as_it_was(learner, store, at):
    answer, shelf = learner
    answer("matching", WRONG["matching"])
    (found,) = shelf.entries()
    response = store.response(found.last_error)
    old = replace(response, id="old", answer="a <b>", answered_at=at())
    store.add(old)
    told = shelf.told(shelf.entries()[0])
    assert (told.given, told.reasons) == ("a &lt;b&gt;", ())


def test_remarks_are_kept_and_nothing_else_is_one(learner, store, at):
    answer, shelf = learner
    answer("single", "a")
    shelf.remark("i-single", "favourite", True)
    shelf.remark("i-single", "cause", "confused")
    shelf.remark("i-single", "note", "  first classify  ")
    (found,) = shelf.entries()
    assert (found.favourite, found.cause, found.note) == (True, "confused", "first classify")
    shelf.remark("i-single", "cause", None)
    shelf.remark("i-single", "note", "")
    shelf.remark("i-single", "favourite", False)
    (found,) = shelf.entries()
    assert (found.favourite, found.cause, found.note) == (False, None, "")
    for name, value in (("cause", "lazy"), ("favourite", "yes"), ("note", 3), ("verdict", "correct")):
        with pytest.raises(ValueError, match="not a remark"):
            keep(store, "i-single", name, value, remark_id="x", at=at())


def test_what_was_taken_out_on_one_machine_is_out_on_the_other(learner, store, at, tmp_path):
    answer, shelf = learner
    answer("single", "a")
    shelf.remark("i-single", "settled", True)
    export_jsonl(store, tmp_path / "log.jsonl")
    with Store.open(tmp_path / "other.db", lang="en") as other:
        import_file(other, tmp_path / "log.jsonl")
        there = Book(store=other, bank=shelf._bank, lang="en", clock=at, zone=SHANGHAI)
        assert [(e.item_id, e.mastered) for e in there.entries()] == [("i-single", True)]
    answer("single", "a")
    assert [e.mastered for e in shelf.entries()] == [False]


# --- pages, files ---------------------------------------------------------------------------------------


def told(**changes):
    return Told(
        entry=entry("i-1", note='=1+1 "x" <b>', cause="misread"),
        type="single",
        lesson="Lesson, one",
        point="Point <one>",
        href="01.ipynb#p",
        stem="<p>Which <strong>two</strong>?</p>",
        choices=("a &lt; b", "c"),
        given="c",
        key="a &lt; b",
        reasons=("because c",),
        rationale="<p>It is so.</p><ul><li>one</li><li>two</li></ul>",
        **changes,
    )


def test_plain_keeps_every_word_of_a_table():
    assert (
        plain("<table><tr><th>甲</th><td>1</td></tr><tr><td>乙&nbsp;丙</td><td>2</td></tr></table>") == "甲 1\n乙 丙 2"
    )


def test_the_table_opens_in_excel_and_holds_no_formula():
    text = files.table([told()], lang="zh")
    assert text.encode().startswith(b"\xef\xbb\xbf")
    head, row = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""))
    about = dict(zip(head, row, strict=True))
    assert about["题干"] == "Which two?\na < b\nc"
    assert about["我的笔记"] == '\'=1+1 "x" <b>'
    assert about["课"] == "Lesson, one"
    assert about["错因"] == "看错题"


def test_the_web_page_stands_alone_and_shows_what_was_written():
    text = files.document([told(), told()], lang="zh")
    assert text.startswith("<!doctype html>")
    assert '<meta charset="utf-8">' in text
    assert text.count("<section>") == 2
    assert "=1+1 &quot;x&quot; &lt;b&gt;" in text
    assert "Point &lt;one&gt;" in text
    assert not re.search(r"(?:src|href)=", text)


def shelf_of(*entries, **changes):
    numbers = {"page": 0, "found": len(entries), "open": len(entries), "mastered": 0, "lessons": [], "points": []}
    return pages.Shelf(told=entries, **numbers | changes)


def test_the_list_escapes_what_the_learner_wrote_and_hides_the_key_in_a_fold():
    markup = pages.shelf_html(shelf_of(told()), Sift(), lang="en", zone=UTC)
    assert "&lt;b&gt;</textarea>" in markup
    assert "Point &lt;one&gt;" in markup
    fold = markup[markup.index("<details>") : markup.index("</details>")]
    assert "a &lt; b" in fold
    assert "It is so." not in markup.replace(fold, "")


def test_paper_has_keys_only_when_asked_for():
    with_keys = pages.sheet_html([told()], keys=True, lang="en")
    without = pages.sheet_html([told()], keys=False, lang="en")
    assert "It is so." in with_keys
    assert "It is so." not in without
    assert "because c" not in without
    assert without.count("data-print") == with_keys.count("data-print") == 1
    assert "a &lt; b</li>" in without


def test_no_english_on_the_chinese_page():
    markup = pages.shelf_html(shelf_of(told(), found=41), Sift(), lang="zh") + pages.shelf_html(
        shelf_of(open=0), Sift(), lang="zh"
    )
    own = plain(re.sub(r'<div class="stem">.*?</details>|<textarea.*?</textarea>', "", markup))
    assert set(re.findall("[A-Za-z]+", own)) <= {"Point", "one", "Excel"}


def test_an_empty_list_says_why():
    done = pages.shelf_html(shelf_of(open=0, mastered=3), Sift(), lang="en")
    assert "All settled: 3 items" in done
    assert 'href="10-practice.ipynb"' in done
    assert "No entry fits" in pages.shelf_html(shelf_of(open=0, mastered=3), Sift(type="case"), lang="en")
    starred = pages.shelf_html(shelf_of(open=2), Sift(favourite=True), lang="en")
    assert "Starred items that you never got wrong" in starred


def test_what_was_right_today_comes_last_and_is_retried_only_when_nothing_waits():
    today = date(2026, 11, 22)
    done = entry("a", last_at=DAY + timedelta(days=1), right_days=(today,))
    entries = [done, entry("b")]
    about = {name: facts(name) for name in "ab"}
    assert [e.item_id for e in sift(entries, Sift(), about)] == ["a", "b"]
    assert [e.item_id for e in sift(entries, Sift(), about, today=today)] == ["b", "a"]
    assert [e.item_id for e in waiting(entries, today)] == ["b"]
    assert waiting([done], today) == (done,)
    shown = [replace(told(), entry=one_of) for one_of in entries]
    markup = pages.shelf_html(shelf_of(*shown, today=today), Sift(), lang="en")
    assert "Retry these 1" in markup
    assert markup.count("right today") == 1


class Sent:
    """Stands where the browser would be."""

    def __init__(self, page):
        self.page = page
        self.told = []
        page.panel.send = lambda message, _buffers=None: self.told.append(message)

    def do(self, name, **values):
        self.page.panel._receive(None, {"do": name, "values": values}, None)
        assert self.told[-1] == {"type": "done"}
        return self.page.panel.html


def test_the_page_filters_keeps_retries_and_saves(learner, at):
    answer, shelf = learner
    answer("single", "a")
    answer("truefalse", True)
    page = Sent(MistakesPage(shelf))
    assert page.page.panel.html.count('class="entry"') == 2
    assert page.do("sift", type="single").count('class="entry"') == 1
    assert page.do("star", item="i-single").count('aria-pressed="true">★') == 1
    page.do("note", item="i-single", **{"note-i-single": "mine"})
    assert ">mine</textarea>" in page.do("cause", item="i-single", cause="misread")
    assert page.do("kept", kept="mastered", type="single").count('class="entry"') == 0
    page.do("kept", kept="open")
    assert page.do("settle", item="i-single", out="true").count('class="entry"') == 0
    assert "taken out by hand" in page.do("kept", kept="mastered")
    page.do("settle", item="i-single", out="false")
    assert page.do("kept", kept="open").count('class="entry"') == 1
    assert "data-print" in page.do("sheet")
    assert "because" not in page.do("keys")
    page.do("back")
    page.do("table")
    first = page.page.panel.file
    page.do("table")
    assert first["name"].endswith(".csv")
    assert first["text"] == page.page.panel.file["text"]
    assert first != page.page.panel.file  # or the browser would not hear of the second
    page.do("retry", item="i-single")
    (panel, player) = page.page.box.children
    assert [item["id"] for item in player.payload["items"]] == ["i-single"]
    player._submit({"item_id": "i-single", "answer": RIGHT["single"], "response_id": "again", "elapsed_ms": 1})
    assert "right on 1 of 2 days" in panel.html
    assert repr(page.page) == repr(MistakesPage(shelf))


def test_the_page_sees_what_was_done_elsewhere_but_does_not_move_under_a_retry(learner, at):
    answer, shelf = learner
    answer("single", "a")
    page = Sent(MistakesPage(shelf))
    assert 'data-on="return"' in page.page.panel.html
    answer("truefalse", True)
    assert page.do("refresh").count('class="entry"') == 2
    page.do("retry", item="i-single")
    answer("numeric", "73")
    assert page.do("refresh").count('class="entry"') == 2


def test_a_note_is_in_the_page_that_the_next_browser_gets_and_tells_which_message_it_answers(learner, at):
    answer, shelf = learner
    answer("single", "a")
    page = Sent(MistakesPage(shelf))
    values = {"item": "i-single", "note-i-single": "mine"}
    page.page.panel._receive(None, {"do": "note", "re": "note-i-single", "values": values}, None)
    assert page.told == [{"type": "done", "re": "note-i-single"}]
    assert ">mine</textarea>" in page.page.panel.get_state("html")["html"]


def test_a_retry_is_resumed_until_it_is_done(learner, at):
    answer, shelf = learner
    answer("single", "a")
    answer("truefalse", True)
    assert shelf.resumed() is None
    session = shelf.retry(["i-truefalse", "i-single"])
    session.submit("i-single", "a", response_id="r", elapsed_ms=1)
    resumed = shelf.resumed()
    assert [item.id for item in resumed.items] == ["i-truefalse", "i-single"]
    assert list(resumed.payload()["answers"]) == ["i-single"]
    resumed.submit("i-truefalse", False, response_id="r2", elapsed_ms=1)
    assert shelf.resumed() is None
