"""Free-text grading: agreement with the golden labels, and speed on one core (processor time).

usage: python bench/freetext.py [--errors PART]
"""

from __future__ import annotations

import statistics
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
from freetext_golden import POOR, Judged, agreement, judge, kappa, split

from fuwu.grading.freetext import examine

LIMIT = 1_000


def report(part: str, judged: list[Judged]) -> None:
    """Print the agreement of a part, by stratum."""
    print(f"\n{part}: {len(judged)} answers to {len({a.item.id for a in judged})} items")
    print("stratum      points  precision  recall     F1  strict F1  uncertain  credited wrongly")
    for name in ["all", *dict.fromkeys(answer.stratum for answer in judged)]:
        a = agreement([answer for answer in judged if name in ("all", answer.stratum)])
        print(
            f"{name:<12} {a.points:6}  {a.precision:9.3f}  {a.recall:6.3f}  {a.f1:5.3f}  {a.strict_f1:9.3f}"
            f"  {a.abstained:9.1%}  {a.false_credit:8.1%}"
        )
    print(f"kappa of the marks: {kappa(judged, settled=True):.3f} settled, {kappa(judged, settled=False):.3f} strict")


def errors(judged: list[Judged]) -> None:
    """Print each point the grader decided otherwise than the label."""
    for answer in judged:
        for finding in answer.findings:
            label = answer.labels[finding.id]
            if (finding.state == "uncertain") or (finding.state == "credited") != label:
                words = [answer.text[a:b] for a, b in finding.spans]
                print(
                    f"{answer.item.id} {answer.id} {answer.stratum} {finding.id}: {finding.state}"
                    f" ({finding.reason}) label={label} {words}\n    {answer.text}"
                )


def main() -> int:
    """Measure and print."""
    if "--errors" in sys.argv:
        errors(judge(split(sys.argv[sys.argv.index("--errors") + 1])))
        return 0
    test = judge(split("test"))
    report("development", judge(split("development")))
    report("test", test)
    poor = max(agreement([a for a in test if a.stratum == name]).false_credit for name in POOR)
    print(f"most points credited wrongly in {', '.join(POOR)}: {poor:.1%} (limit 5%)")
    rounds = []
    for _ in range(5):
        begun = time.process_time()
        for answer in test:
            examine(answer.item, answer.text)
        rounds.append(time.process_time() - begun)
    speed = len(test) / statistics.median(rounds)
    print(f"speed: {speed:,.0f} answers/s, {speed / LIMIT:.2f} of the limit {LIMIT:,}")
    return int(speed < LIMIT)


if __name__ == "__main__":
    sys.exit(main())
