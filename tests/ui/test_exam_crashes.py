"""A mock exam in a real browser while tabs, kernels and servers are killed; bench/crashes.py does it 500 times."""

import random
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from crash_browser import sit


def test_exam_survives_killed_tabs_kernels_and_servers(browser, tmp_path):
    crashes = ["tab", "kernel", "server", "all", "tab", "server", "kernel", "all", "tab"]
    seen = sit(tmp_path, browser, crashes=crashes, rng=random.Random(20261122))
    assert seen.faults == []
    assert len(seen.errors) >= len(crashes)
    assert seen.changes > len(crashes)
