"""Two machines and one learner: whatever is done on either, nothing is lost and nothing doubled."""

import itertools
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from fuwu.model import Attempt, Change, FormOf, Happening, Remark, Response, Review, Score, Setting, Stated, Undo
from fuwu.store import Store
from fuwu.store.portable import export_jsonl, import_file

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
MACHINES = st.sampled_from(["office", "home"])
ITEMS = st.sampled_from(["i1", "i2", "i3"])


class TwoMachines(RuleBasedStateMachine):
    """Each machine has a log; `made` is what was done on either, `known` what each must hold."""

    def __init__(self):
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.root = Path(self.folder.name)
        self.logs = {name: Store.open(self.root / f"{name}.db", lang="en") for name in ("office", "home")}
        self.known = {name: set() for name in self.logs}
        self.attempts = {name: [] for name in self.logs}
        self.responses = {name: [] for name in self.logs}
        self.number = itertools.count()

    def teardown(self):
        for log in self.logs.values():
            log.close()
        self.folder.cleanup()

    def name(self):
        return f"n{next(self.number)}"

    def when(self):
        return NOON + timedelta(seconds=next(self.number))

    def do(self, machine, *logged):
        assert self.logs[machine].add(*logged) == len(logged)
        self.known[machine] |= {(type(one).__name__, one.id) for one in logged}

    @rule(machine=MACHINES)
    def begin_an_exam(self, machine):
        attempt = Attempt(self.name(), "exam/theory", "zh", "exam", 7, (("i1", 1),), self.when())
        started = Happening(self.name(), attempt.id, "started", self.when())
        self.do(machine, attempt, FormOf(self.name(), attempt.id, {"sections": []}), started)
        self.attempts[machine].append(attempt.id)

    @rule(machine=MACHINES, item=ITEMS, data=st.data())
    def change_and_hand_in(self, machine, item, data):
        if not self.attempts[machine]:
            return
        attempt = data.draw(st.sampled_from(self.attempts[machine]))
        self.do(machine, Change(self.name(), attempt, item, ["a"], 10, self.when()))
        if data.draw(st.booleans()):
            self.do(machine, Happening(self.name(), attempt, "submitted", self.when()))

    @rule(machine=MACHINES, item=ITEMS, sure=st.sampled_from(["sure", "unsure", "guess", None]))
    def answer(self, machine, item, sure):
        if not self.attempts[machine]:
            return
        score = Score(1, 1, "correct", {})
        response = Response(self.name(), self.attempts[machine][-1], item, 1, "a", score, None, self.when())
        self.do(machine, response, *([Stated(self.name(), response.id, sure, self.when())] if sure else []))
        self.responses[machine].append(response.id)

    @rule(machine=MACHINES, item=ITEMS, text=st.text(max_size=5))
    def remark_review_undo_set(self, machine, item, text):
        review = Review(self.name(), "card", 3, self.when())
        self.do(machine, review, Undo(self.name(), review.id, self.when()))
        self.do(machine, Remark(self.name(), item, "note", text, self.when()))
        self.do(machine, Setting(self.name(), "daily_limit", len(text), self.when()))

    @rule(source=MACHINES, to=MACHINES, as_backup=st.booleans())
    def carry(self, source, to, as_backup):
        file = self.root / self.name()
        if as_backup:
            from fuwu.store.portable import backup

            backup(self.logs[source], file)
        else:
            export_jsonl(self.logs[source], file)
        before = self.known[to]
        report = import_file(self.logs[to], file)
        assert report.faults == ()
        assert report.added == len(self.known[source] - before)
        assert report.already == len(self.known[source] & before)
        self.known[to] = before | self.known[source]
        for kept in (self.attempts, self.responses):
            kept[to] = list(dict.fromkeys(kept[to] + kept[source]))

    @invariant()
    def each_log_holds_what_it_must_once(self):
        for name, log in self.logs.items():
            assert sum(log.count().values()) == len(self.known[name])
            assert len({r.id for r in log.all_responses()}) == len(self.responses[name])

    @invariant()
    def equal_histories_give_equal_answers(self):
        if self.known["office"] == self.known["home"]:
            office, home = self.logs["office"], self.logs["home"]
            assert [r.id for r in office.first_responses()] == [r.id for r in home.first_responses()]
            assert office.settings() == home.settings()
            assert office.remarks() == home.remarks()


TestTwoMachines = TwoMachines.TestCase
TestTwoMachines.settings = settings(
    max_examples=40, stateful_step_count=20, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
