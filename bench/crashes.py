"""Crashes during mock exams: is any saved answer lost or counted twice, and is the remaining time right?

usage: python bench/crashes.py [ROUNDS]      (default 500)

Of 20 crashes 12 kill the kernel (some in the middle of a change), 2 the two kernels of an exam that is open twice, 6
are in a real browser: its kernel, its server, its tab, or all of them while a change is on its way. An exam has 4 to 6
of them.
"""

from __future__ import annotations

import multiprocessing
import random
import statistics
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "tests/ui")]

import crash_exam
from crash_browser import KINDS, sit
from crash_exam import LIMIT, Seen
from playwright.sync_api import sync_playwright
from serving import FLAGS

CHROMIUM = "/usr/bin/chromium"
#: Exams at once: most of their time is waiting.
AT_ONCE = 4


def plan(rounds: int, rng: random.Random) -> list[tuple[str, int, int]]:
    """Return exams with so many crashes in all: kind, crashes and seed of each."""
    found: list[tuple[str, int, int]] = []
    while rounds:
        crashes = min(rng.randint(4, 6), rounds)
        kind = rng.choices(("kernel", "two at once", "browser"), weights=(12, 2, 6))[0]
        found.append((kind, crashes, rng.randrange(2**32)))
        rounds -= crashes
    return found


def sat(exam: tuple[str, int, int]) -> tuple[str, int, Seen]:
    """Sit one exam; return its kind and crashes, and what was seen."""
    kind, crashes, seed = exam
    rng = random.Random(seed)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        store = Path(folder) / "fuwu.db"
        if kind == "kernel":
            return kind, crashes, crash_exam.exam_with_killed_kernels(store, crashes=crashes, rng=rng)
        if kind == "two at once":
            return kind, crashes, crash_exam.exam_in_two_windows(store, crashes=crashes, rng=rng)
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
            seen = sit(Path(folder), browser, crashes=rng.choices(KINDS, k=crashes), rng=rng)
            browser.close()
            return kind, crashes, seen


def main() -> int:
    """Run the crashes and print what was wrong after them."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 500
    seed = random.randrange(2**32)
    runs = []
    with multiprocessing.get_context("spawn").Pool(AT_ONCE, maxtasksperchild=1) as pool:
        for run in pool.imap_unordered(sat, plan(rounds, random.Random(seed))):
            runs.append(run)
            print(f"\r{sum(n for _, n, _ in runs)} crashes", end="", file=sys.stderr, flush=True)
            for fault in run[2].faults:
                print(f"  {run[0]}: {fault}", flush=True)
    print(file=sys.stderr)
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
    return int(bool(faults))


if __name__ == "__main__":
    sys.exit(main())
