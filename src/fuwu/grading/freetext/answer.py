"""An answer as the grader has it: its reading, and the parts of it that prove nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from fuwu.grading.freetext import polarity, suspects, views
from fuwu.grading.freetext.finding import Reason
from fuwu.grading.freetext.reading import Reading, read
from fuwu.grading.freetext.wording import Match
from fuwu.model import Case, Lang

#: A clause of so many characters says something.
CLAUSE = 5
_HAN = re.compile(r"[\u4e00-\u9fff]")
Part = tuple[int, int]


@dataclass(frozen=True)
class ReadAnswer:
    """A reading of an answer, the question as it is read, and the parts that are listed, copied or disowned."""

    reading: Reading
    asked: str
    listed: list[Part]
    copied: list[Part]
    disowned: list[Part]

    @classmethod
    def of(cls, item: Case, text: str) -> ReadAnswer:
        """Read `text`, an answer to `item`."""
        reading = read(text)
        asked = suspects.asked(item.stem.zh if _HAN.search(reading.text) else item.stem.en)
        return cls(
            reading, asked, suspects.lists(reading), suspects.copies(reading, asked), views.disowned(reading, asked)
        )

    @property
    def lang(self) -> Lang:
        """The language it is written in."""
        return "zh" if _HAN.search(self.reading.text) else "en"

    def objection(self, match: Match) -> Reason:
        """Return why a wording that was found does not count; empty if it does."""
        if _inside(match, self.copied) and self.reading.text[match.start : match.end] in self.asked:
            return "copied"
        if _inside(match, self.listed):
            return "listed"
        denied = polarity.denied(self.reading, match.start, match.end, close=match.denied)
        if match.gap and polarity.NEGATION.search(match.gap):
            denied = True if denied is False else None
        if denied is None or denied is not match.denied:
            return "denied"
        return "disowned" if _inside(match, self.disowned) else ""

    def unread(self, explained: Sequence[Match]) -> int:
        """Return how many clauses say something that none of the matches explains."""
        idle = (*self.copied, *self.listed, *self.disowned)
        return sum(
            end - start >= CLAUSE
            and not any(start < match.end and match.start < end for match in explained)
            and not any(a <= start and end <= b for a, b in idle)
            for start, end in pairwise([*self.reading.clauses, len(self.reading.text)])
        )


def _inside(match: Match, parts: Iterable[Part]) -> bool:
    return any(start <= match.start and match.end <= end for start, end in parts)
