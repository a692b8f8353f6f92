"""Run every benchmark; the exit status says whether all limits were kept.

usage: python bench/run.py [NAME ...]
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent


def main() -> int:
    """Run the named benchmarks, or all."""
    names = sys.argv[1:] or sorted(path.stem for path in HERE.glob("*.py") if path.stem != "run")
    return max(subprocess.run([sys.executable, str(HERE / f"{name}.py")], check=False).returncode for name in names)


if __name__ == "__main__":
    sys.exit(main())
