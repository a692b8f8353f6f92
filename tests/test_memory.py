"""What the log says of memory: carried on from a cache it is the same as replayed from the beginning."""

import json
import tempfile
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fuwu import scheduling
from fuwu.model import Assessment, Attempt, Response, Review, Score, Stated, Undo
from fuwu.scheduling import Event, is_confident_error, rating_of
from fuwu.session import memory
from fuwu.session.memory import Memory, card_of, item_of, states
from fuwu.store import Store, StoreError, export_jsonl, import_file, reviewing

START = datetime(2026, 11, 1, 1, tzinfo=UTC)
ATTEMPT = Attempt("a", "01-classification", "zh", "practice", 1, (), START)
VERDICTS = ("correct", "partial", "wrong", "unattempted", "invalid", None)


def at(hours):
    return START + timedelta(hours=hours)


class Machine:
    """A log, and beside it what was put into it, by hand."""

    def __init__(self, folder, name):
        self.store = Store.open(Path(folder) / f"{name}.db", lang="en")
        self.store.add_attempt(ATTEMPT)
        self.answers, self.judged, self.said, self.rated, self.undone = {}, {}, {}, {}, {}

    def answer(self, name, *, item="i1", hours=0.0, verdict="correct", share=1.0, said=None):
        score = Score(2 * share, 2.0, verdict)
        response = Response(name, "a", item, 1, "b", score, None, at(hours))
        stated = [Stated(f"{name}-c", name, said, at(hours))] if said else []
        self.store.add(response, *stated)
        self.answers[name] = (card_of(item), at(hours), score)
        if said:
            self.said[f"{name}-c"] = (at(hours), name, said)

    def judge(self, name, response, *, verdict, share, hours):
        score = Score(2 * share, 2.0, verdict)
        self.store.add(Assessment(name, response, (), score, "self", at(hours)))
        self.judged[name] = (at(hours), response, score)

    def say(self, name, response, said, *, hours):
        self.store.add(Stated(name, response, said, at(hours)))
        self.said[name] = (at(hours), response, said)

    def rate(self, name, *, card="c1", rating=3, hours=0.0):
        self.store.add(Review(name, card, rating, at(hours)))
        self.rated[name] = (card, rating, at(hours))

    def undo(self, name, record, *, hours=0.0):
        self.store.add(Undo(name, record, at(hours)))
        self.undone[name] = record

    def take_in(self, other, folder):
        file = Path(folder) / "log.jsonl"
        export_jsonl(other.store, file, force=True)
        import_file(self.store, file)
        for name in ("answers", "judged", "said", "rated", "undone"):
            setattr(self, name, getattr(self, name) | getattr(other, name))

    def expected(self):
        """Replay everything from the beginning, by what was put in; later assessments and words win."""
        events = [Event(card, rating, when, name) for name, (card, rating, when) in self.rated.items()]
        scores = {response: score for _, response, score in sorted(self.judged.values(), key=lambda one: one[0])}
        said = {response: words for _, response, words in sorted(self.said.values(), key=lambda one: one[0])}
        for name, (card, when, own) in self.answers.items():
            score = scores.get(name, own)
            rating = rating_of(score.verdict, said.get(name), score.earned / score.possible)
            if rating:
                sure = is_confident_error(score.verdict, said.get(name))
                events.append(Event(card, rating, when, name, confident_error=sure))
        return scheduling.replay(events, undone=set(self.undone.values()))


@pytest.fixture
def machine(tmp_path):
    return Machine(tmp_path, "here")


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["answer", "answer", "rate", "judge", "say", "undo", "import", "restart"]),
        st.integers(0, 10**6),
        st.booleans(),  # on this machine, else on the other
    ),
    max_size=30,
)


def play(steps, here, there, folder, *, look):
    """Do the steps; times are all different, so that what came last is never a matter of arrival."""
    number = count()
    for step, seed, is_here in steps:
        one = here if is_here else there
        name = f"r{next(number)}{'h' if is_here else 't'}"
        hours = (seed % 997) + next(number) / 1000
        known = [*one.answers, *one.rated]
        if step == "answer":
            verdict, said = VERDICTS[seed % 6], (None, "sure", "unsure", "guess")[seed // 7 % 4]
            one.answer(name, item=f"i{seed % 3}", hours=hours, verdict=verdict, share=(seed % 5) / 4, said=said)
        elif step == "rate":
            one.rate(name, card=f"c{seed % 2}", rating=seed % 4 + 1, hours=hours)
        elif step == "judge" and one.answers:
            target = list(one.answers)[seed % len(one.answers)]
            one.judge(name, target, verdict=VERDICTS[seed % 3], share=(seed % 5) / 4, hours=hours)
        elif step == "say" and one.answers:
            target = list(one.answers)[seed % len(one.answers)]
            one.say(name, target, ("sure", "unsure", "guess")[seed % 3], hours=hours)
        elif step == "undo" and known:
            one.undo(name, known[seed % len(known)], hours=hours)
        elif step == "import":
            here.take_in(there, folder)
        if step == "restart" or seed % 2:
            look(step)


@settings(max_examples=40, deadline=None)
@given(steps=STEPS, keep_after=st.sampled_from([1, 3, 10**6]), many=st.sampled_from([0, 300]))
def test_carried_on_is_the_same_as_replayed(steps, keep_after, many):
    """Whatever comes in whatever order: answers, older ones of a second machine, judgements, words, undone ones."""
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(memory, "KEEP_AFTER", keep_after)
        patch.setattr(memory, "MANY", many)
        here, there = Machine(folder, "here"), Machine(folder, "there")
        running = Memory(here.store)

        def look(step):
            nonlocal running
            if step == "restart":
                running = Memory(here.store)
            assert running.states() == here.expected()

        play(steps, here, there, folder, look=look)
        look("look")
        assert states(here.store) == here.expected()
        here.store.close()
        there.store.close()


def test_an_answer_is_rated_by_its_verdict_and_the_stated_confidence(machine):
    machine.answer("r1", item="right")
    machine.answer("r2", item="unsure", said="unsure")
    machine.answer("r3", item="lucky", said="guess")
    machine.answer("r4", item="empty", verdict="unattempted")
    machine.answer("r5", item="sure-and-wrong", verdict="wrong", share=0, said="sure")
    machine.rate("r6", card="term:x", rating=4)
    found = states(machine.store)
    assert found.keys() == {"item:right", "item:unsure", "item:lucky", "item:sure-and-wrong", "term:x"}
    assert [found[f"item:{name}"].phase for name in ("right", "lucky")] == [2, 1]
    assert found["item:sure-and-wrong"].confident_error_at == START
    assert found["item:unsure"].stability < found["item:right"].stability < found["term:x"].stability


def test_a_case_answer_counts_once_it_is_judged(machine):
    machine.answer("r1", item="case", verdict=None, share=0)
    running = Memory(machine.store)
    assert running.states() == {}
    machine.judge("j1", "r1", verdict="correct", share=1, hours=1)
    assert running.states()["item:case"].last_review == START


def test_confidence_stated_later_changes_the_rating(machine):
    machine.answer("r1", item="i")
    running = Memory(machine.store)
    assert running.states()["item:i"].phase == 2
    machine.say("c1", "r1", "guess", hours=1)
    assert running.states()["item:i"].phase == 1


def test_what_was_undone_leaves_no_trace(machine):
    machine.rate("r1", rating=3)
    running = Memory(machine.store)
    before = running.states()
    machine.rate("r2", rating=1, hours=48)
    assert running.states() != before
    machine.undo("u1", "r2", hours=49)
    assert running.states() == before
    machine.undo("u2", "r1", hours=50)
    assert running.states() == {}


def test_the_cache_is_used_and_says_the_same(machine, monkeypatch):
    monkeypatch.setattr(memory, "KEEP_AFTER", 1)
    for n in range(5):
        machine.answer(f"r{n}", item=f"i{n % 2}", hours=n * 30)
    first = states(machine.store)

    def never(_events):
        pytest.fail("the log was replayed although the cache is good")

    monkeypatch.setattr(memory, "replay", never)
    assert states(machine.store) == first
    machine.answer("r9", item="i0", hours=999)
    assert states(machine.store) == machine.expected()


def broken_caches():
    def change(value):
        return json.dumps(json.loads(value) | {"check": 1})

    def shorten(value):
        return value[: len(value) // 2]

    def other_form(value):
        return json.dumps(json.loads(value) | {"form": 0})

    return [change, shorten, other_form, lambda _v: "", lambda _v: "[]", lambda _v: "null", lambda _v: '{"form": 1}']


@pytest.mark.parametrize("spoil", broken_caches())
def test_a_broken_cache_is_computed_anew(machine, monkeypatch, spoil):
    monkeypatch.setattr(memory, "KEEP_AFTER", 1)
    machine.answer("r1")
    first = states(machine.store)
    with machine.store.reading() as connection:
        value = reviewing.cached(connection, memory.CACHE)
    reviewing.keep(machine.store, memory.CACHE, spoil(value))
    assert states(machine.store) == first
    with machine.store.reading() as connection:
        assert reviewing.cached(connection, memory.CACHE) == value  # written anew


def test_a_cache_of_another_log_is_computed_anew(tmp_path, monkeypatch):
    """As when a damaged file was set aside and what was sound of it brought into a new one."""
    monkeypatch.setattr(memory, "KEEP_AFTER", 1)
    one, other = Machine(tmp_path, "one"), Machine(tmp_path, "other")
    one.answer("r1", item="x")
    other.answer("r2", item="y")
    states(one.store)
    with one.store.reading() as connection:
        value = reviewing.cached(connection, memory.CACHE)
    reviewing.keep(other.store, memory.CACHE, value)
    assert states(other.store).keys() == {"item:y"}


def test_a_full_disk_costs_only_the_cache(machine, monkeypatch):
    monkeypatch.setattr(memory, "KEEP_AFTER", 1)

    def full(*_args):
        raise StoreError("no space left")

    monkeypatch.setattr(reviewing, "keep", full)
    machine.answer("r1")
    assert states(machine.store) == machine.expected()


def test_few_new_records_are_not_worth_writing_the_cache(machine):
    machine.answer("r1")
    states(machine.store)
    with machine.store.reading() as connection:
        assert reviewing.cached(connection, memory.CACHE) is None


def test_items_and_flashcards_are_told_apart():
    assert item_of(card_of("cls-why-01")) == "cls-why-01"
    assert item_of("term:retailer") is None
