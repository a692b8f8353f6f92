"""A mock exam in a real browser on a real server, while tabs, kernels and servers are killed, or all at once."""

from __future__ import annotations

import os
import random
import signal
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from crash_exam import PATIENCE, Seen
from serving import Workbook, free_port, workbook

KINDS = ("tab", "server", "kernel", "all")
EXAM = ".fuwu-exam"
#: Whoever sat at the page when it stopped sees how to go on, without scrolling.
IN_SIGHT = """() => {
  const box = document.querySelector(".fuwu-exam [data-do=continue]")?.getBoundingClientRect();
  return box && box.top >= 0 && box.bottom <= innerHeight;
}"""


def sit(home: Path, browser: Any, *, crashes: list[str], rng: random.Random) -> Seen:
    """Sit one exam with these crashes in turn, hand in, and return what was seen.

    The browser outlives its servers, which all have one address: what it kept for itself is there after each crash.
    """
    seen = Seen()
    left = list(crashes)
    port = free_port()
    context = browser.new_context(locale="zh-CN", viewport={"width": 1100, "height": 900})
    try:
        over = False
        while not over:
            with workbook(home, port) as study:
                over = _serve(study, context, seen, left, rng)
    finally:
        context.close()
    return seen


def _serve(study: Workbook, context: Any, seen: Seen, left: list[str], rng: random.Random) -> bool:
    """Sit on one server until it is killed; return whether the exam is over."""
    page = _open(context, study)
    while True:
        if not _enter(page, study, seen):
            return True
        _work(page, study, seen, rng)
        if not left:
            return _finish(page, study, seen)
        kind = left.pop(0)
        if kind in ("server", "all"):
            kernels = study.kernels()
            if kind == "all":
                _stall(kernels)
                seen.stops()
                _change(page, seen, rng)
                for kernel in kernels:
                    os.kill(kernel, signal.SIGKILL)
            study.process.kill()
            page.close()
            _until_gone(kernels)
            seen.stops()
            return False
        if kind == "kernel":
            for kernel in study.kernels():
                os.kill(kernel, signal.SIGKILL)
            seen.stops()
            page.wait_for_selector(f"{EXAM}[data-screen=paused]", timeout=PATIENCE * 1000)
            page.wait_for_function(IN_SIGHT, timeout=PATIENCE * 1000)
        else:
            page.close()
            time.sleep(rng.uniform(0, 1))
            page = _open(context, study)


def _open(context: Any, study: Workbook) -> Any:
    page = context.new_page()
    page.goto(study.page("zh/13-mock-exam"))
    page.wait_for_selector(f"{EXAM}[data-screen]", timeout=PATIENCE * 1000)
    return page


def _screen(page: Any) -> str:
    return str(page.locator(EXAM).first.get_attribute("data-screen"))


def _enter(page: Any, study: Workbook, seen: Seen) -> bool:
    """Begin or go on; return whether the exam runs."""
    if _screen(page) == "taken":  # until the page notices that the other program is gone
        page.wait_for_selector(f"{EXAM}[data-screen=paused]", timeout=PATIENCE * 1000)
    first = _screen(page) == "start"
    if _screen(page) == "paused":
        seen.compare(_payload(study))
        page.locator("[data-do=continue]").first.click()
    elif first:
        page.locator("[data-do=start]").first.click()
    page.wait_for_selector(f"{EXAM}[data-screen=running] .item:not([hidden])", timeout=PATIENCE * 1000)
    if first:
        seen.total = 90 * 60
    now = _payload(study)
    if seen.running_since is None:
        seen.runs(now["exam"]["remaining_ms"])
    seen.compare(now)
    return seen.faults == []


def _payload(study: Workbook) -> dict[str, Any]:
    """Return what the log says of the exam, in the form of a player's payload."""
    from fuwu.session.results import open_exams
    from fuwu.store import Store, sittings

    with Store.open(study.store, lang="zh") as store:
        (found,) = open_exams(store, now=datetime.now(UTC))
        sitting = sittings.read(store, found.attempt)
        answers = {name: {"answer": one.answer} for name, one in sitting.answers().items()}
    return {
        "exam": {"remaining_ms": found.standing.remaining.total_seconds() * 1000},
        "items": list(found.attempt.items),
        "answers": answers,
        "attempt_id": found.attempt.id,
    }


def _work(page: Any, study: Workbook, seen: Seen, rng: random.Random) -> None:
    """Answer a few items; the last change may still be on its way when this returns."""
    for number in range(rng.randint(1, 4)):
        for _ in range(rng.randint(0, 2)):
            page.locator(f"{EXAM} .pager [data-do=next]").click()
        _change(page, seen, rng)
        if number == 0 or rng.random() < 0.7:
            page.wait_for_selector(f"{EXAM} .kept .icon-correct", timeout=PATIENCE * 1000)
            for each in seen.sent:  # all that were on their way are saved now
                seen.kept[each] = len(seen.sent[each])


def _change(page: Any, seen: Seen, rng: random.Random) -> None:
    item = page.locator(f"{EXAM} .item:visible").first
    options = item.locator("input[type=radio]:not(:checked)")
    choice = options.nth(rng.randrange(options.count()))
    seen.sent.setdefault(item.get_attribute("data-item"), []).append(choice.get_attribute("value"))
    seen.changes += 1
    choice.check()


def _stall(kernels: list[int]) -> None:
    """Hold the kernels up, so that nothing sent from now on arrives."""
    for kernel in kernels:
        os.kill(kernel, signal.SIGSTOP)


def _finish(page: Any, study: Workbook, seen: Seen) -> bool:
    attempt = _payload(study)["attempt_id"]
    page.keyboard.press("Control+Enter")
    page.locator("dialog[open] [data-do=confirm-hand-in], dialog[open] .primary").first.click()
    page.wait_for_selector(f"{EXAM}[data-screen=result]", timeout=PATIENCE * 1000)
    seen.compare_store(study.store, attempt)
    return True


def _runs(process: int) -> bool:
    try:
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


def _until_gone(processes: list[int]) -> None:
    deadline = time.monotonic() + PATIENCE
    while any(map(_runs, processes)) and time.monotonic() < deadline:
        time.sleep(0.02)
