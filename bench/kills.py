"""kill -9 of the kernel at random moments of an automatic quiz run: is every answer shown kept, and once?

usage: python bench/kills.py [ROUNDS]      (default 200)
"""

from __future__ import annotations

import random
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from kernel_quiz import faults, run_killed


def main() -> int:
    """Run the rounds and print what was lost or doubled."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    rng = random.Random()
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / "fuwu.db"
        runs = [run_killed(store, rng=rng) for _ in range(rounds)]
        found = faults(store, runs)
    shown = sum(len(run.shown) for run in runs)
    cut = sum(run.sent > len(run.shown) for run in runs)
    print(f"kills: {rounds} kernels killed, {shown} answers shown, {cut} killed between answer and feedback")
    print(f"kills: lost or doubled {len(found)} (limit 0)")
    for fault in found:
        print(f"  {fault}")
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main())
