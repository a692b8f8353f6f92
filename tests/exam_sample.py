"""A small exam over the sample items, clocks that the test moves, and windows onto one store."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from samples import make_items, text

from fuwu.bank import Lesson
from fuwu.model import Blueprint, Point, Row, Text
from fuwu.session import exam_log as exam_module
from fuwu.session.exam import ExamSession

POINT = Point("cls-why", "01-classification", Text("为什么要分类", "Why classify"), None)
LESSON = Lesson("01-classification", Text("客户分类", "Classification"), "a", (POINT,), has_lesson=True)
NINE = datetime(2026, 11, 22, 9, tzinfo=UTC)


def row(name, types, count, *, marks=1.0, scoring="exact"):
    return Row(name, text(name), types, frozenset({POINT.id}), count, marks, scoring)


BLUEPRINT = Blueprint(
    id="small",
    version=1,
    title=text("Small paper"),
    minutes=90,
    cut=12.0,
    note=text("check this year's notice"),
    rows=(
        row("choice", ("single", "multiple", "truefalse"), 3, marks=2.0),
        row("rest", ("fillin", "matching", "ordering", "numeric"), 4, marks=2.0, scoring="share"),
        row("case", ("case",), 1, marks=6.0, scoring="share"),
    ),
    importance={"X": 1, "Y": 1, "Z": 1, "unmarked": 1},
)


class FakeBank:
    """A bank of the sample items, enough for one paper."""

    def __init__(self, items=None):
        self._all = items or {item.id: item for item in make_items().values()}

    def lessons(self):
        return (LESSON,)

    def items(self, _lesson, _point=None):
        return tuple(self._all.values())

    def item(self, name):
        return self._all[name]

    @property
    def facts(self):
        return self._all

    def point(self, name):
        assert name == POINT.id
        return POINT


class Clocks:
    """The wall and a monotonic clock; `sleep` moves the wall alone, as a machine that sleeps does."""

    def __init__(self):
        self.wall_time = NINE
        self.ticked = 1000.0

    def wall(self):
        return self.wall_time

    def monotonic(self):
        return self.ticked

    def run(self, seconds):
        self.wall_time += timedelta(seconds=seconds)
        self.ticked += seconds

    def sleep(self, seconds):
        self.wall_time += timedelta(seconds=seconds)


def window(store, clocks, *, lang="en", process=None, blueprint=BLUEPRINT, bank=None):
    """Open the exam as a page does; with `process` as a program of that name (after a crash, on another server)."""
    before = exam_module.PROCESS
    exam_module.PROCESS = process or before
    try:
        return ExamSession(
            blueprint,
            store=store,
            bank=bank or FakeBank(),
            lang=lang,
            wall=clocks.wall,
            monotonic=clocks.monotonic,
        )
    finally:
        exam_module.PROCESS = before


def live(exam, clocks, seconds, *, step=2):
    """Let the exam run with its watch ticking; return whether it told the page to change."""
    changed = False
    left = seconds
    while left > 1e-9:
        clocks.run(min(step, left))
        left -= step
        changed = exam.tick() or changed
    return changed


def shorter(minutes):
    return replace(BLUEPRINT, minutes=minutes)
