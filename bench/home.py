"""How long the start page takes in a browser until it can be used, with 50,000 stored answers and with none.

From asking for the page until its plan stands there and a button can be pressed, with a fresh kernel each time, as
when somebody opens the workbook in the morning: visits with both logs take turns, and the medians are compared. The
first visit after 50,000 answers came at once (an import) is told apart: the memory of every card is then replayed once
and kept.

usage: python bench/home.py [ROUNDS]
"""

from __future__ import annotations

import json
import os
import statistics
import sys
import tempfile
import time
import urllib.request
from datetime import UTC, datetime, timedelta
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from fuwu.bank import Bank
from fuwu.model import Setting
from fuwu.store import Store

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "tests" / "ui")]
from diligent import fill
from serving import FLAGS, TOKEN, Workbook, workbook

CHROMIUM = os.environ.get("FUWU_BROWSER", "/usr/bin/chromium")
ANSWERS = 50_000
LIMIT = 1.5
ROUNDS = 7
#: Days to the exam of the learner with many answers: the review then looks at every card.
EXAM = 30
USABLE = ".fuwu-live:visible .fuwu-panel .home-plan"


def ready(study: Workbook, browser: Browser) -> float:
    """Return the seconds from asking for the start page until it can be used."""
    context = browser.new_context(locale="zh-CN", viewport={"width": 1280, "height": 720})
    page = context.new_page()
    begun = time.perf_counter()
    page.goto(study.page("zh/00-start"))
    page.wait_for_selector(USABLE, timeout=120_000)
    page.locator(".fuwu-go").first.click(trial=True)
    taken = time.perf_counter() - begun
    context.close()
    for session in _ask(study, "GET", "sessions"):
        _ask(study, "DELETE", f"sessions/{session['id']}")
    return taken


def _ask(study: Workbook, method: str, what: str) -> list[dict[str, str]]:
    request = urllib.request.Request(f"{study.base}/api/{what}?token={TOKEN}", method=method)
    with urllib.request.urlopen(request, timeout=30) as reply:
        return list(json.loads(reply.read() or "[]"))


def main() -> int:
    """Measure and print; 1 if the limit is not kept."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    with tempfile.TemporaryDirectory(prefix="fuwu-bench-", ignore_cleanup_errors=True) as folder:
        empty, full = Path(folder) / "empty", Path(folder) / "full"
        for home in (empty, full):
            home.mkdir()
        with Store.open(full / "fuwu.db", lang="zh") as store:
            now = datetime.now(UTC)
            fill(store, Bank(), answers=ANSWERS, until=now)
            store.add(Setting("exam", "exam_day", (now + timedelta(days=EXAM)).date().isoformat(), now))
        with sync_playwright() as playwright, workbook(empty) as fresh, workbook(full) as diligent:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
            ready(fresh, browser)
            cold = ready(diligent, browser)
            pairs = [(ready(fresh, browser), ready(diligent, browser)) for _ in range(rounds)]
            browser.close()
    without, with_all = (statistics.median(taken) for taken in zip(*pairs, strict=True))
    ratio = with_all / without
    print(f"home: can be used {without:.2f} s after it is asked for with no answers, {with_all:.2f} s with {ANSWERS:,}")
    print(f"home: {ratio:.2f} times as long (limit {LIMIT}); once after an import of all of them {cold:.2f} s")
    return int(ratio > LIMIT)


if __name__ == "__main__":
    sys.exit(main())
