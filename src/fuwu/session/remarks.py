"""What the learner keeps about an item: a star, why an answer was not right, a note, that it is settled."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from fuwu.model import Remark, RemarkName
from fuwu.store import Store
from fuwu.wrongbook import CAUSES

#: A note is a note: what is longer is cut.
NOTE_MOST: Final = 2000


def keep(store: Store, item_id: str, name: str, value: object, *, remark_id: str, at: datetime) -> bool | str | None:
    """Record a remark; return what is kept: None where it was taken back.

    Raises
    ------
    ValueError
        If it is no remark.
    """
    known, kept = _checked(name, value, at)
    store.add(Remark(remark_id, item_id, known, kept, at))
    return kept


def _checked(name: str, value: object, at: datetime) -> tuple[RemarkName, bool | str | None]:
    if name == "favourite" and isinstance(value, bool):
        return "favourite", value or None
    if name == "cause" and (value in CAUSES or value in ("", None)):
        return "cause", str(value) if value else None
    if name == "note" and (isinstance(value, str) or value is None):
        return "note", (value or "").replace("\0", "").strip()[:NOTE_MOST] or None
    if name == "settled" and isinstance(value, bool):
        return "settled", at.isoformat() if value else None
    message = f"not a remark: {name}={value!r}"
    raise ValueError(message)
