"""Mark a written answer by its evidence: point by point, with the words that earned it and how sure that is.

No dictionary of the language, no model and no network: each key point lists the wordings that make it
(`fuwu.model.Evidence`). A wording counts where it is said, not where it is denied, contradicted, called somebody's
error, strung together as keywords or copied from the question. What is said in part, or only nearly in these
words, is uncertain and left to the learner or an instructor. tests/golden/ holds answers that were written and
labelled by others, and what was reached on them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from fuwu.grading.freetext import polarity, suspects
from fuwu.grading.freetext.reading import Reading, read
from fuwu.grading.freetext.wording import Match, Wordings, choices, grams, share
from fuwu.model import Case, Evidence, KeyPoint, Lang

__all__ = ["Finding", "examine"]

State = Literal["credited", "uncertain", "missing"]
#: Why a point is not, or not surely, credited.
Reason = Literal["", "partial", "near", "denied", "contradicted", "disowned", "listed", "copied", "no-evidence"]

#: The parts of a point stand within so many characters of each other, or in one sentence; farther apart is uncertain.
PASSAGE = 90
#: So much of a point's own two-character runs in one passage makes it uncertain though no wording was found.
NEAR = 0.5
NEAR_PARTIAL = 0.3


@dataclass(frozen=True, slots=True)
class Finding:
    """What an answer shows of one key point.

    Attributes
    ----------
    state
        ``credited``, ``missing``, or ``uncertain``: to be settled by the learner or an instructor.
    confidence
        How sure the state is, 0 to 1.
    spans
        Where in the learner's text the words stand that were taken into account, in order.
    reason
        Why it is not credited, or not for sure; empty when nothing stands against the state.
    """

    id: str
    state: State
    confidence: float
    spans: tuple[tuple[int, int], ...] = ()
    reason: Reason = ""


def examine(item: Case, text: str, *, lang: Lang = "zh") -> tuple[Finding, ...]:
    """Return what `text` shows of each key point of `item`, in their order.

    Parameters
    ----------
    item
        The case item; a point without evidence in `lang` is always uncertain.
    text
        The learner's answer as typed.
    lang
        The language the answer is written in: the item's other language is tried as well where the answer
        is plainly in it.
    """
    answer = _Answer.of(item, text)
    written: Lang = lang if answer.fits(lang) else "en" if lang == "zh" else "zh"
    return tuple(_examine(point, answer, written) for point in item.key_points)


@dataclass(frozen=True)
class _Answer:
    """A reading, and the parts of it that prove nothing."""

    reading: Reading
    listed: list[tuple[int, int]]
    copied: list[tuple[int, int]]

    @classmethod
    def of(cls, item: Case, text: str) -> _Answer:
        reading = read(text)
        stem = item.stem.zh if _chinese(reading.text) else item.stem.en
        return cls(reading, suspects.lists(reading), suspects.copies(reading, stem))

    def fits(self, lang: Lang) -> bool:
        return _chinese(self.reading.text) == (lang == "zh")

    def objection(self, match: Match) -> Reason:
        """Return why a wording that was found does not count."""
        if _inside(match, self.copied):
            return "copied"
        if _inside(match, self.listed):
            return "listed"
        denied = polarity.denied(self.reading, match.start, match.end)
        if denied is None or denied is not match.denied:
            return "denied"
        return "disowned" if polarity.disowned(self.reading, match.start) else ""


def _chinese(text: str) -> bool:
    return bool(re.search(r"[\u4e00-\u9fff]", text))


def _inside(match: Match, parts: Iterable[tuple[int, int]]) -> bool:
    return any(start <= match.start and match.end <= end for start, end in parts)


@dataclass(frozen=True)
class _Sought:
    """A key point's evidence, ready to search."""

    needs: tuple[Wordings, ...]
    rejects: Wordings | None
    at_least: int
    ordered: bool
    own: frozenset[str]


@lru_cache(maxsize=4096)
def _sought(point_text: str, evidence: Evidence) -> _Sought:
    plain = read(re.sub(r"<[^>]*>", "", point_text)).text
    return _Sought(
        needs=choices(evidence.needs),
        rejects=Wordings(evidence.rejects) if evidence.rejects else None,
        at_least=evidence.at_least or len(evidence.needs),
        ordered=evidence.ordered,
        own=frozenset(grams(plain, 2)),
    )


def _examine(point: KeyPoint, answer: _Answer, lang: Lang) -> Finding:
    evidence = point.evidence.get(lang)
    if evidence is None:
        return Finding(point.id, "uncertain", 0.0, reason="no-evidence")
    sought = _sought(point.text.to(lang), evidence)
    said: list[list[Match]] = []
    against: list[Reason] = []
    for wordings in sought.needs:
        matches = [(match, answer.objection(match)) for match in wordings.find(answer.reading)]
        said.append([match for match, objection in matches if not objection])
        against += [objection for _match, objection in matches if objection] if not said[-1] else []
    return _judge(point.id, sought, answer, said, against)


def _judge(name: str, sought: _Sought, answer: _Answer, said: list[list[Match]], against: list[Reason]) -> Finding:
    chosen, extent = _closest(said, ordered=sought.ordered)
    reading = answer.reading
    spans = tuple(sorted({reading.span(match.start, match.end) for match in chosen}))
    if len(chosen) >= sought.at_least:
        if _contradicted(sought, answer):
            return Finding(name, "uncertain", 0.5, spans, "contradicted")
        slips = sum(match.by_sound for match in chosen)
        if extent > PASSAGE:
            return Finding(name, "uncertain", 0.5, spans, "partial")
        return Finding(name, "credited", round(0.98 - 0.08 * slips, 2), spans)
    if against:
        return Finding(name, "missing", 0.9, spans, against[0])
    near = _nearness(sought, reading, chosen)
    missed = sought.at_least - len(chosen)
    if (chosen and missed == 1 and near >= NEAR_PARTIAL) or near >= NEAR:
        return Finding(name, "uncertain", round(near, 2), spans, "partial" if chosen else "near")
    return Finding(name, "missing", round(1 - near, 2), spans, "partial" if chosen else "")


def _closest(said: list[list[Match]], *, ordered: bool) -> tuple[list[Match], int]:
    """Return one match of each part that was said, as near to each other as can be, and how far they reach.

    Around each match of the first part said the nearest of every other is taken; the tightest set wins.
    """
    parts = [matches for matches in said if matches]
    if not parts:
        return [], 0
    best: tuple[int, int, list[Match]] | None = None
    for anchor in min(parts, key=len):
        chosen = [min(matches, key=lambda match: (abs(match.start - anchor.start), match.start)) for matches in parts]
        if ordered:
            chosen = _in_order(chosen)
        extent = max(match.end for match in chosen) - min(match.start for match in chosen)
        if best is None or (-len(chosen), extent) < best[:2]:
            best = (-len(chosen), extent, chosen)
    assert best is not None  # noqa: S101 - parts is not empty
    return best[2], best[1]


def _in_order(chosen: list[Match]) -> list[Match]:
    """Return the matches without those that stand before an earlier part."""
    kept: list[Match] = []
    for match in chosen:
        if not kept or match.start >= kept[-1].start:
            kept.append(match)
    return kept


def _contradicted(sought: _Sought, answer: _Answer) -> bool:
    if sought.rejects is None:
        return False
    return any(not match.by_sound and not answer.objection(match) for match in sought.rejects.find(answer.reading))


def _nearness(sought: _Sought, reading: Reading, chosen: list[Match]) -> float:
    """Return how much of the point's own wording stands in one passage of the answer."""
    best = 0.0
    starts = reading.sentences
    for number, start in enumerate(starts):
        end = starts[number + 1] if number + 1 < len(starts) else len(reading.text)
        if not chosen or any(start <= match.start < end for match in chosen):
            best = max(best, share(set(sought.own), grams(reading.text[start:end], 2)))
    return best
