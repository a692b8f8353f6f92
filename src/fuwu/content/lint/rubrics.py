"""Rubrics: the model answer earns what it should, by what it says and not by its words alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from fuwu.content.evidence import Lexicon, compiled
from fuwu.content.faults import Steps
from fuwu.content.lint.entry import Entry, Side
from fuwu.content.lint.rule import HR, N_, Hits, rule
from fuwu.content.lint.words import plain
from fuwu.grading.freetext import Finding, examine
from fuwu.model import LANGS, Case, Evidence, KeyPoint, Lang, Text

_NOT = {"zh": "没有", "en": "not "}
#: Words that deny already: denied once more they say the thing.
_DENIES = re.compile(r"[不没无未非别勿]|(?:no|not|never|nothing|cannot)\b", re.IGNORECASE)


@rule(
    "no-evidence",
    title=N_("the grader has nothing to know a key point by"),
    mend=N_("write its evidence"),
    reference=f"{HR} ch. 12",
    severity="error",
    on=("case",),
)
def no_evidence(side: Side) -> Hits:
    """Without evidence every answer waits for a reader."""
    for at, point in _points(side):
        if not point.get("evidence"):
            yield at, str(point["id"])


@rule(
    "reference-fails",
    title=N_("the reference answer does not earn one of its own key points"),
    mend=N_("say it in the reference, or add its wording to the evidence"),
    reference=f"{HR} ch. 12",
    severity="error",
    on=("case",),
)
def reference_fails(side: Side) -> Hits:
    """Show as full marks only what gets them."""
    found = _examined(side, _reference(side))
    for (at, point), finding in zip(_points(side), found, strict=True):
        if point.get("evidence") and finding.state != "credited":
            yield at, f"{finding.id}: {finding.reason or finding.state}"


@rule(
    "denied-reference-passes",
    title=N_("a reference answer that denies a key point still earns it"),
    mend=N_("take out the wording that holds without the point"),
    reference=f"{HR} ch. 12",
    severity="error",
    on=("case",),
)
def denied_reference_passes(side: Side) -> Hits:
    """Deny each of the words that earn a point where they stand."""
    text = _reference(side)
    for (at, point), finding in zip(_points(side), _examined(side, text), strict=True):
        words = [text[start:end] for start, end in finding.spans]
        if finding.state != "credited" or _asks_denial(point, side.lang) or any(map(_DENIES.match, words)):
            continue
        denied, moved = text, []
        for number, start in enumerate(_separate(finding.spans)):
            at_now = start + number * len(_NOT[side.lang])
            denied = denied[:at_now] + _NOT[side.lang] + denied[at_now:]
            moved.append(at_now + len(_NOT[side.lang]))
        again = {one.id: one for one in _examined(side, denied)}[finding.id]
        still = [denied[start:end] for start, end in again.spans if start in moved]
        if again.state == "credited" and still:
            yield at, f"{finding.id}: {' | '.join(still)}"


def _separate(spans: Sequence[tuple[int, int]]) -> Iterator[int]:
    """Yield where each span begins that does not lie in the one before."""
    last = -1
    for start, end in sorted(spans):
        if start >= last:
            yield start
        last = max(last, end)


def _points(side: Side) -> Iterator[tuple[Steps, dict[str, Any]]]:
    for number, point in enumerate(side.item["key_points"]):
        yield ("key_points", number), point


def _reference(side: Side) -> str:
    return str(side.item["reference"][side.lang])


def _asks_denial(point: dict[str, Any], lang: str) -> bool:
    """Tell whether a part of the point is something that must not be done: denying the denial proves nothing."""
    return any("!" in line for line in point["evidence"][lang]["needs"])


def _examined(side: Side, answer: str) -> tuple[Finding, ...]:
    return examine(_case(side.entry), answer)


@cache
def _case(entry: Entry) -> Case:
    """Return the item as the grader takes it."""
    item = entry.item
    blank = Text("", "")
    points = tuple(
        KeyPoint(point["id"], point["marks"], _text(point["text"]), blank, _evidence(point, entry.lexicon))
        for point in item["key_points"]
    )
    return Case(
        id=entry.id,
        version=1,
        point="",
        level="apply",
        facts=(),
        stem=_text(item["stem"]),
        rationale=blank,
        key_points=points,
        reference=_text(item["reference"]),
    )


def _text(value: dict[str, str]) -> Text:
    return Text(plain(value["zh"]), plain(value["en"]))


def _evidence(point: dict[str, Any], lexicon: Lexicon) -> dict[Lang, Evidence]:
    if not point.get("evidence"):
        return {}
    made = compiled(point["evidence"], lexicon)
    return {
        lang: Evidence(
            tuple(map(tuple, made[lang]["needs"])),
            tuple(made[lang]["rejects"]),
            made[lang]["at_least"],
            made[lang]["ordered"],
        )
        for lang in LANGS
    }
