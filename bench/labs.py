"""How long after a change of a control each lab shows it, in a real browser: the median must be 150 ms or less.

usage: python bench/labs.py [lab ...]
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests" / "ui"))

from playwright.sync_api import sync_playwright
from serving import FLAGS, workbook

from fuwu.workbook import LABS

LIMIT_MS = 150
CHROMIUM = os.environ.get("FUWU_BROWSER", "/usr/bin/chromium")

# Sliders are moved by the keyboard, lists get the next choice, replies are clicked; a change is on screen in the
# frame after the lab's words or pictures changed.
MOVES = """async (at) => {
  const lab = document.querySelectorAll('.fuwu-lab')[at];
  const seen = () => [...lab.querySelectorAll('.widget-html-content')].map((one) => one.innerHTML).join();
  const moves = [];
  for (const handle of lab.querySelectorAll('.noUi-handle')) {
    moves.push((turn) => handle.dispatchEvent(new KeyboardEvent('keydown',
      { key: turn % 4 < 2 ? 'ArrowRight' : 'ArrowLeft', bubbles: true, cancelable: true })));
  }
  for (const list of lab.querySelectorAll('select')) {
    if (list.options.length < 2 || list.disabled) continue;
    moves.push(() => {
      list.selectedIndex = (list.selectedIndex + 1) % Math.min(list.options.length, 8);
      list.dispatchEvent(new Event('change', { bubbles: true }));
    });
  }
  if (lab.querySelector('.fuwu-reply')) {
    moves.push(() => ([...lab.querySelectorAll('.fuwu-reply')].find((one) => one.offsetParent) ??
      [...lab.querySelectorAll('button')].filter((one) => one.offsetParent && !one.disabled)[1]).click());
  }
  const times = [];
  for (const move of moves) {
    for (let turn = 0; turn < 6; turn++) {
      const before = seen();
      const start = performance.now();
      move(turn);
      let waited = 0;
      while (seen() === before && (waited = performance.now() - start) < 1500) {
        await new Promise(requestAnimationFrame);
      }
      await new Promise(requestAnimationFrame);
      if (waited < 1500) times.push(performance.now() - start);
      await new Promise((go) => setTimeout(go, 300));
    }
  }
  return times;
}"""


def main() -> int:
    """Print each lab's median and its share of the limit."""
    wanted, over = sys.argv[1:], []
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as home, workbook(Path(home)) as study:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for lesson, labs in LABS.items():
            if wanted and not set(wanted) & set(labs):
                continue
            page = browser.new_page(viewport={"width": 1280, "height": 900})
            page.goto(study.page(f"zh/{lesson}"))
            page.wait_for_selector(".fuwu-live", timeout=60_000)
            page.wait_for_timeout(2000)
            for at, lab in enumerate(labs):
                times = page.evaluate(MOVES, at)
                median = statistics.median(times) if times else float("inf")
                over += [lab] if median > LIMIT_MS else []
                print(
                    f"{lab}: {len(times)} changes, median {median:.0f} ms, slowest {max(times, default=0):.0f} ms; "
                    f"{median / LIMIT_MS:.2f} of the limit {'ok' if median <= LIMIT_MS else 'NOT REACHED'}",
                    flush=True,
                )
            page.close()
        browser.close()
    return int(bool(over))


if __name__ == "__main__":
    sys.exit(main())
