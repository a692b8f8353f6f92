"""What is wrong with a file: where, what, and the remedy."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

#: Translates a message id.
Translate = Callable[[str], str]
#: The way from the top of a file's value to a part of it: keys and positions.
Steps = tuple[str | int, ...]


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """A fault in a content file; `path` is relative to the project, with slashes."""

    path: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.message}"


class ContentFaults(ValueError):  # noqa: N818 - it holds all the faults, not one error
    """The content cannot be compiled: `faults` says why, all of it."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(map(str, self.faults)))


class Refused:
    """Stands for a value that the reader reported already, so that nobody reports it again."""


REFUSED = Refused()


@dataclass
class Source:
    """A content file: its value, on which lines its parts stand, and the faults found in it."""

    name: str
    tr: Translate
    value: Any = None
    lines: dict[Steps, int] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def line(self, at: Steps) -> int:
        """Return the line of the part at `at`, or of the nearest part around it."""
        while at and at not in self.lines:
            at = at[:-1]
        return self.lines.get(at, 1)

    def fault(self, at: Steps | int, message: str) -> None:
        """Record a fault of the part at `at` (or on the line `at`)."""
        line = at if isinstance(at, int) else self.line(at)
        self.faults.append(Fault(self.name, line, message))


def short(value: object, limit: int = 40) -> str:
    """Return `value` on one line, cut to `limit` characters, for a message."""
    text = " ".join(str(value).split())
    return text if len(text) <= limit else text[: limit - 1] + "…"


def listing(values: Iterable[object], tr: Translate) -> str:
    """Return the values as a list in the reader's language."""
    _ = tr
    return _(", ").join(short(value) for value in values)
