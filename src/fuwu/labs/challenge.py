"""What a lab's task is made of: conditions that are checked, not judged by taste."""

from __future__ import annotations

from dataclasses import dataclass

from fuwu.model import Text


@dataclass(frozen=True)
class Condition:
    """One condition of a task: what it asks, whether it is met, and how things stand."""

    id: str
    asks: Text
    met: bool
    now: Text
