"""Crashes during mock exams: is any saved answer lost or counted twice, and is the remaining time right?

usage: python bench/crashes.py [ROUNDS]      (default 500)

Of 20 crashes 12 kill the kernel (some in the middle of a change), 2 the two kernels of an exam that is open twice, 2
each the kernel, the server and the tab of a real browser. An exam has 4 to 6 of them.
"""

from __future__ import annotations

import random
import statistics
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "tests/ui")]

import crash_exam
from crash_browser import KINDS, sit
from crash_exam import LIMIT, Seen
from playwright.sync_api import sync_playwright
from serving import FLAGS

CHROMIUM = "/usr/bin/chromium"


def exams(rounds: int, rng: random.Random) -> Iterator[tuple[str, int, Seen]]:
    """Sit exams until there were so many crashes; give each one's kind and crashes, and what was seen."""
    done = 0
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        while done < rounds:
            crashes = min(rng.randint(4, 6), rounds - done)
            kind = rng.choices(("kernel", "two at once", "browser"), weights=(12, 2, 6))[0]
            with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
                store = Path(folder) / "fuwu.db"
                if kind == "browser":
                    seen = sit(Path(folder), browser, crashes=rng.choices(KINDS, k=crashes), rng=rng)
                elif kind == "kernel":
                    seen = crash_exam.exam_with_killed_kernels(store, crashes=crashes, rng=rng)
                else:
                    seen = crash_exam.exam_in_two_windows(store, crashes=crashes, rng=rng)
            done += crashes
            yield kind, crashes, seen
        browser.close()


def main() -> int:
    """Run the crashes and print what was wrong after them."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 500
    seed = random.randrange(2**32)
    runs = list(exams(rounds, random.Random(seed)))
    faults = [fault for _kind, _crashes, seen in runs for fault in seen.faults]
    errors = [error for _kind, _crashes, seen in runs for error in seen.errors]
    by_kind = {kind: sum(n for name, n, _ in runs if name == kind) for kind in ("kernel", "two at once", "browser")}
    told = ", ".join(f"{n} {kind}" for kind, n in by_kind.items())
    worst = max(errors, key=abs, default=0.0)
    print(f"crashes: {sum(by_kind.values())} in {len(runs)} exams ({told}), seed {seed}")
    print(
        f"crashes: {sum(seen.changes for *_, seen in runs)} changes, lost or doubled or wrong {len(faults)} (limit 0)"
    )
    print(
        f"crashes: remaining time against truth: median {statistics.median(errors):+.2f} s, "
        f"worst {worst:+.2f} s (limit {LIMIT})"
    )
    for fault in faults:
        print(f"  {fault}")
    return int(bool(faults))


if __name__ == "__main__":
    sys.exit(main())
