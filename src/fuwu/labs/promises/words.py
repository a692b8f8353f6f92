"""How the audit's numbers are said."""

from __future__ import annotations

from fuwu.labs.promises.audit import NEVER, Promise
from fuwu.labs.text import bilingual, mark, number
from fuwu.model import Text

UNITS = {
    "hours": mark("{n} h"),
    "minutes": mark("{n} min"),
    "workdays": mark("{n} working days"),
    "visits": mark("{n} visits"),
}


def said(promise: Promise, value: float | None) -> Text:
    """Return a measure with its unit; never done, and no such value, in words."""
    if value is None:
        return bilingual(mark("none"))
    if value == NEVER:
        return bilingual(mark("never"))
    if promise.unit == "done":
        return bilingual(mark("done"))
    return bilingual(UNITS[promise.unit], n=number(value))


def name_of(promise: Promise) -> Text:
    """Return the commitment's number and short name."""
    return bilingual(promise.name)


def limit_of(promise: Promise, limit: float) -> Text:
    """Return what the commitment asks."""
    if promise.unit == "done":
        return bilingual(mark("somebody comes"))
    if promise.unit == "visits":
        return bilingual(mark("at least {limit}"), limit=said(promise, limit))
    return bilingual(mark("within {limit}"), limit=said(promise, limit))
