"""How long `fuwu check` takes over the whole bank, as an author runs it: a new process, in processor seconds.

usage: python bench/check.py
"""

from __future__ import annotations

import resource
import statistics
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LIMIT = 2.0
ROUNDS = 5


def seconds(*options: str) -> float:
    """Return the median processor time of the command; 1 is its answer while something is to be mended."""
    taken = []
    for _ in range(ROUNDS):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        command = [sys.executable, "-m", "fuwu", "check", *options]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
        assert done.returncode in (0, 1), done.stderr
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        taken.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return statistics.median(taken)


def main() -> int:
    """Measure and print; fail above the limit."""
    check, lint = seconds(), seconds("--lint")
    print(f"check: {check:.2f} s, {check / LIMIT:.2f} x limit {LIMIT:g} s; with --lint {lint:.2f} s")
    return int(check > LIMIT)


if __name__ == "__main__":
    sys.exit(main())
