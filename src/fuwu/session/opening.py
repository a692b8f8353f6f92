"""The one store and the one bank of this process."""

from __future__ import annotations

from functools import cache

from fuwu.bank import Bank
from fuwu.model import Lang
from fuwu.store import Store


@cache
def open_store(lang: Lang) -> Store:
    """Return this process's store."""
    return Store.open(lang=lang)


@cache
def open_bank() -> Bank:
    """Return this process's bank."""
    return Bank()
