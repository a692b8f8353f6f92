"""The golden answers, and how well the free-text grader agrees with those who labelled them.

tests/golden/freetext/: answers/<item>.jsonl (id, stratum, text) were written by one reader, labels/<item>.json
(answer → key point → credited) by another; neither knew the grader. split.json says which items the grader was
tuned on (development) and which not (test).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from fuwu.bank import Bank
from fuwu.grading.freetext import Finding, examine
from fuwu.model import Case

GOLDEN = Path(__file__).parent / "golden" / "freetext"
#: Strata whose answers should earn nothing, or next to nothing.
POOR = ("wrong", "negated", "stuffed")


@dataclass(frozen=True)
class Judged:
    """One answer: what the grader found and what the label says of each key point."""

    item: Case
    id: str
    stratum: str
    text: str
    findings: tuple[Finding, ...]
    labels: Mapping[str, bool]

    def points(self) -> Iterable[tuple[str, bool]]:
        """Yield (the grader's state, the label) of each key point."""
        return ((finding.state, self.labels[finding.id]) for finding in self.findings)

    def marks(self, *, settled: bool) -> tuple[float, float]:
        """Return the marks by the grader (uncertain points as labelled if `settled`, else not given) and by label."""
        worth = {point.id: point.marks for point in self.item.key_points}
        given = sum(
            worth[finding.id]
            for finding in self.findings
            if finding.state == "credited" or (settled and finding.state == "uncertain" and self.labels[finding.id])
        )
        return given, sum(worth[name] for name, had in self.labels.items() if had)


@dataclass(frozen=True)
class Agreement:
    """Per point, of those the grader decided; `strict` counts an uncertain point as not credited."""

    precision: float
    recall: float
    f1: float
    strict_f1: float
    abstained: float
    false_credit: float
    points: int


def split(part: str) -> list[str]:
    """Return the items of a part, ``development`` or ``test``."""
    return json.loads((GOLDEN / "split.json").read_text(encoding="utf-8"))[part]


def judge(items: Iterable[str]) -> list[Judged]:
    """Grade every golden answer of the items."""
    bank = Bank()
    found = []
    for name in items:
        item = bank.item(name)
        assert isinstance(item, Case)
        labels = json.loads((GOLDEN / "labels" / f"{name}.json").read_text(encoding="utf-8"))
        for line in (GOLDEN / "answers" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
            answer = json.loads(line)
            findings = examine(item, answer["text"])
            found.append(Judged(item, answer["id"], answer["stratum"], answer["text"], findings, labels[answer["id"]]))
    return found


def agreement(judged: Iterable[Judged]) -> Agreement:
    """Return how the grader's decisions agree with the labels, point by point."""
    pairs = [pair for answer in judged for pair in answer.points()]
    credited = [label for state, label in pairs if state == "credited"]
    missing = [label for state, label in pairs if state == "missing"]
    unsure = [label for state, label in pairs if state == "uncertain"]
    hits = sum(credited)
    precision = hits / len(credited) if credited else 1.0
    recall = hits / (hits + sum(missing)) if hits + sum(missing) else 1.0
    strict = hits / (hits + sum(missing) + sum(unsure)) if hits + sum(missing) + sum(unsure) else 1.0
    return Agreement(
        precision,
        recall,
        _f1(precision, recall),
        _f1(precision, strict),
        len(unsure) / len(pairs),
        (len(credited) - hits) / len(pairs),
        len(pairs),
    )


def _f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def kappa(judged: Iterable[Judged], *, settled: bool) -> float:
    """Return the quadratic weighted kappa of the marks (Cohen 1968), pooled over the items."""
    pairs = [answer.marks(settled=settled) for answer in judged]
    observed = sum((given - label) ** 2 for given, label in pairs) / len(pairs)
    expected = sum((given - label) ** 2 for given, _ in pairs for _, label in pairs) / len(pairs) ** 2
    return 1 - observed / expected
