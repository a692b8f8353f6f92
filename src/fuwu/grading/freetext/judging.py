"""From the wordings found to what is credited, missing or uncertain."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from fuwu.grading.freetext.answer import ReadAnswer
from fuwu.grading.freetext.finding import Finding, Reason
from fuwu.grading.freetext.reading import Reading, pairs_of, read
from fuwu.grading.freetext.wording import Match, Wordings, choices, share
from fuwu.model import Evidence, KeyPoint, Lang

#: The parts of a point stand within so many characters of each other; farther apart is uncertain.
PASSAGE: dict[Lang, int] = {"zh": 60, "en": 300}
#: So much of a point's own two-character runs in one sentence makes it uncertain though no wording was found.
NEAR = 0.5
#: Beside each point credited stand so many clauses that no point explains; when there are so many more of them per
#: missing point (so many where no point is credited), and no more points than that were refused, the answer was not
#: understood. Found on the development part of tests/golden/freetext.
BESIDE, UNREAD, UNREAD_WHOLLY, REFUSED = 1.5, 1.5, 2.2, 1
#: So near to its denial a word is only argued about.
ECHO = 16
#: An answer that denies so many points, and no fewer than it makes, hardly means the rest; so many, and it does not.
DOUBTFUL, DENYING = 2, 3


REFUSALS = ("denied", "disowned", "listed", "copied")


@dataclass(frozen=True, slots=True)
class Judged:
    """A finding, and the matches that explain parts of the answer: what counts, and what was refused."""

    finding: Finding
    explained: tuple[Match, ...] = ()


@dataclass(frozen=True)
class _Sought:
    """A key point's evidence, ready to search; `own` are the two-character runs of its text."""

    needs: tuple[Wordings, ...]
    rejects: Wordings | None
    at_least: int
    ordered: bool
    own: frozenset[str]


@lru_cache(maxsize=4096)
def _sought(text: str, evidence: Evidence) -> _Sought:
    return _Sought(
        needs=choices(evidence.needs),
        rejects=Wordings(evidence.rejects) if evidence.rejects else None,
        at_least=evidence.at_least or len(evidence.needs),
        ordered=evidence.ordered,
        own=frozenset(pairs_of(read(re.sub(r"<[^>]*>", "", text)).text)),
    )


def judge(point: KeyPoint, answer: ReadAnswer) -> Judged:
    """Return what the answer shows of one key point, by itself."""
    evidence = point.evidence.get(answer.lang)
    if evidence is None:
        return Judged(Finding(point.id, "uncertain", 0.0, reason="no-evidence"))
    sought = _sought(point.text.to(answer.lang), evidence)
    said: list[list[Match]] = []
    refused: list[Match] = []
    against: list[Reason] = []
    for wordings in sought.needs:
        found = _argued([(match, answer.objection(match)) for match in wordings.find(answer.reading)], answer)
        said.append([match for match, objection in found if not objection])
        refused += [match for match, objection in found if objection]
        if not said[-1]:
            against += [objection for _match, objection in found if objection]
    chosen, extent = _closest(said, at_least=sought.at_least, ordered=sought.ordered)
    finding = _finding(point.id, sought, answer, (chosen, extent), against)
    return Judged(finding, (*refused, *chosen) if finding.state == "credited" else tuple(refused))


def _argued(found: list[tuple[Match, Reason]], answer: ReadAnswer) -> list[tuple[Match, Reason]]:
    """Return the matches; one right after the same word denied only argues why ("不必道歉，道歉等于认错")."""
    text = answer.reading.text
    refused = [match for match, objection in found if objection == "denied" and not match.denied]
    if not refused:
        return found

    def echoes(match: Match) -> bool:
        return any(
            0 <= match.start - one.end <= ECHO and text[one.start : one.end] == text[match.start : match.end]
            for one in refused
        )

    return [(match, objection or ("denied" if echoes(match) else "")) for match, objection in found]


def doubted(judged: list[Judged], answer: ReadAnswer) -> Iterator[Finding]:
    """Yield the findings; where the answer says much that nobody understood, what is missing is uncertain.

    An answer in quite other words than the rubric's has many clauses without a wording of any point. Per missing
    point they are few where something else was written, or nothing.
    """
    missing = [one for one in judged if one.finding.state == "missing" and one.finding.reason in ("", "partial")]
    credited = [one for one in judged if one.finding.state == "credited"]
    against = [one for one in judged if one.finding.reason in REFUSALS]
    refused = len(judged) - len(missing) - len(credited)
    unread = answer.unread([match for one in judged for match in one.explained])
    beyond = unread - BESIDE * len(credited)
    more = beyond >= (UNREAD if credited else UNREAD_WHOLLY) * len(missing) and refused <= REFUSED
    for one in judged:
        if one in missing and more:
            yield replace(one.finding, state="uncertain", confidence=0.5, reason="unread")
        elif one in credited and len(against) >= max(DENYING, len(credited)):
            yield replace(one.finding, state="missing", confidence=0.8, reason="denied")
        elif one in credited and len(against) >= max(DOUBTFUL, len(credited)):
            yield replace(one.finding, state="uncertain", confidence=0.5, reason="alone")
        else:
            yield one.finding


def _finding(
    name: str, sought: _Sought, answer: ReadAnswer, said: tuple[list[Match], int], against: list[Reason]
) -> Finding:
    chosen, extent = said
    spans = tuple(sorted({answer.reading.span(match.start, match.end) for match in chosen}))
    if len(chosen) >= sought.at_least:
        if _contradicted(sought, answer):
            return Finding(name, "missing", 0.8, spans, "contradicted")
        if extent > PASSAGE[answer.lang]:
            return Finding(name, "uncertain", 0.5, spans, "partial")
        return Finding(name, "credited", round(0.98 - 0.08 * sum(match.by_sound for match in chosen), 2), spans)
    if against:
        return Finding(name, "missing", 0.9, spans, against[0])
    near = _nearness(sought, answer.reading)
    if near >= NEAR:
        return Finding(name, "uncertain", round(near, 2), spans, "near")
    return Finding(name, "missing", round(1 - near, 2), spans, "partial" if chosen else "")


def _closest(said: list[list[Match]], *, at_least: int, ordered: bool) -> tuple[list[Match], int]:
    """Return one match of each of `at_least` parts, as near to each other as can be, and how far they reach.

    Around each match the nearest of every other part is taken, nearest parts first; the tightest set wins. Where
    fewer parts were said, those. If `ordered`, a part that stands before an earlier one is left out.
    """
    parts = [matches for matches in said if matches]
    best: tuple[int, int, list[Match]] = (0, 0, [])
    for anchor in (match for matches in parts for match in matches):
        near = [min(matches, key=lambda match: (abs(match.start - anchor.start), match.start)) for matches in parts]
        chosen = _in_order(near) if ordered else near
        chosen = sorted(chosen, key=lambda match: abs(match.start - anchor.start))[:at_least]
        extent = max(match.end for match in chosen) - min(match.start for match in chosen)
        if not best[2] or (-len(chosen), extent) < best[:2]:
            best = (-len(chosen), extent, chosen)
    return best[2], best[1]


def _in_order(chosen: list[Match]) -> list[Match]:
    kept: list[Match] = []
    for match in chosen:
        if not kept or match.start >= kept[-1].start:
            kept.append(match)
    return kept


def _contradicted(sought: _Sought, answer: ReadAnswer) -> bool:
    found = sought.rejects.find(answer.reading) if sought.rejects else []
    return any(not match.by_sound and not answer.objection(match) for match in found)


def _nearness(sought: _Sought, reading: Reading) -> float:
    """Return how much of the point's own wording stands in one sentence of the answer."""
    return max((share(sought.own, pairs) for pairs in reading.pairs), default=0.0)
