"""What the store knows of the learner, for the pages that show it."""

from __future__ import annotations

from fuwu import home
from fuwu.model import Lang
from fuwu.session.opening import open_store


def open_record(lang: Lang) -> home.Record:
    """Return what the store knows of the learner, for the start page."""
    store = open_store(lang)
    verdicts = {name: last.verdict for name, last in store.progress().items.items()}
    return home.Record(verdicts=verdicts, place=store.last_place(), notice=store.notice)
