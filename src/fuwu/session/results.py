"""What the log has of all exams: those still open, and what each that was handed in earned."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from fuwu import forms
from fuwu.model import Attempt, Form, Happening, Lang, Score
from fuwu.sitting import Standing, standing, stopped_at
from fuwu.store import Store, sittings


@dataclass(frozen=True, slots=True)
class Sat:
    """An exam that was handed in, with its marks as its answers are judged now."""

    attempt: Attempt
    form: Form
    scores: dict[str, Score]
    result: forms.Result
    ended_at: datetime


@dataclass(frozen=True, slots=True)
class Open:
    """An exam that was begun and not handed in; it runs only while a program works on it."""

    attempt: Attempt
    form: Form
    standing: Standing

    @property
    def blueprint(self) -> str:
        """The id of its blueprint."""
        return self.form.blueprint

    @property
    def lang(self) -> Lang:
        """Its language."""
        return self.attempt.lang


def open_exams(store: Store, *, now: datetime) -> tuple[Open, ...]:
    """Return the exams begun and not handed in, the latest first."""
    found = []
    for attempt in sittings.open_attempts(store):
        sitting = sittings.read(store, attempt)
        if sitting is None:
            continue
        form = forms.from_json(sitting.form)
        stopped = stopped_at(seen=sitting.last_sign, now=now)
        events = sitting.events
        if stopped is not None:  # nobody has noted it yet
            events = (*events, Happening("", attempt.id, "paused", stopped))
        found.append(Open(attempt, form, standing(events, allowed=timedelta(minutes=form.minutes), now=now)))
    return tuple(found)


def sat_exams(store: Store, quiz: str | None = None) -> tuple[Sat, ...]:
    """Return the exams handed in, of one quiz if given, the latest first."""
    found = []
    for attempt in sittings.exam_attempts(store, quiz):
        sitting = sittings.read(store, attempt)
        ends = [event.at for event in sitting.events if event.event in sittings.FINAL] if sitting else []
        if sitting is None or not ends:
            continue
        form = forms.from_json(sitting.form)
        scores = {name: response.score for name, response in sittings.counted(store, sitting).items()}
        found.append(Sat(attempt, form, scores, forms.result(form, scores), min(ends)))
    return tuple(found)
