"""Which of its number sets an item has in an attempt."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import replace

from fuwu.model import Item, Numeric


def variant(item: Item, seed: int) -> Item:
    """Return the item as it is asked in the attempt with this `seed`: without variants, with one's numbers.

    Items without variants are returned as they are.
    """
    if not isinstance(item, Numeric) or not item.variants:
        return item
    chosen = item.variants[_position(item, seed)]
    return replace(
        item,
        stem=chosen.stem,
        rationale=chosen.rationale,
        note=chosen.note,
        value=chosen.value,
        tolerance=chosen.tolerance,
        errors=chosen.errors,
        variants=(),
    )


def repeated(items: Iterable[Item], seed: int, before: int) -> int:
    """Return how many of the items with variants have the same numbers with both seeds."""
    several = (item for item in items if isinstance(item, Numeric) and item.variants)
    return sum(_position(item, seed) == _position(item, before) for item in several)


def _position(item: Numeric, seed: int) -> int:
    # Not hash(): it differs from process to process, and an attempt is resumed in another one.
    digest = hashlib.sha256(f"{seed}:{item.id}".encode()).digest()
    return int.from_bytes(digest[:8], "big") % len(item.variants)
