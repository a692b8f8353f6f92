"""Mock exams on real kernels, servers and browsers that are killed at random moments, and what must be true after.

From outside it is known which changes were acknowledged, which were sent, and for how long a living program had the
exam running. After each crash the exam is opened anew: no acknowledged answer may be missing, and the remaining time
must be what is left of the whole after the time it truly ran.
"""

from __future__ import annotations

import contextlib
import json
import os
import queue
import random
import subprocess
import time
import uuid
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from jupyter_client.manager import KernelManager
from kernel_quiz import some_answer

SETUP = """
import json
from fuwu import mock_exam
exam = mock_exam("zh", "short")
print(json.dumps([exam.player.model_id, exam.player.payload]))
"""
#: How far the remaining time may be from the truth, in seconds.
LIMIT = 1.0
PATIENCE = 30.0


@dataclass
class Seen:
    """What an exam looks like from outside."""

    total: float = 0.0  # seconds
    ran: float = 0.0  # seconds in which it truly ran, by this process's clock
    running_since: float | None = None
    before: float = 0.0  # seconds that the program said were used when it stood still last
    sent: dict[str, list[Any]] = field(default_factory=dict)  # by item, in order
    kept: dict[str, int] = field(default_factory=dict)  # by item: how many of them were acknowledged
    changes: int = 0
    errors: list[float] = field(default_factory=list)  # of the remaining time, in seconds
    faults: list[str] = field(default_factory=list)

    def runs(self, remaining_ms: float) -> None:
        """Note that the exam runs, and now has so much left.

        When it began to run in this window is not seen from outside (a message takes a while on a busy machine);
        the program's account of the moments since then tells.
        """
        self.running_since = time.monotonic() - (self.total - remaining_ms / 1000 - self.before)

    def stops(self) -> None:
        """Note that it does no longer."""
        if self.running_since is not None:
            self.ran += time.monotonic() - self.running_since
            self.running_since = None

    def elapsed(self) -> float:
        """Return the seconds it ran by now."""
        now = time.monotonic() - self.running_since if self.running_since is not None else 0.0
        return self.ran + now

    def compare(self, payload: dict[str, Any]) -> None:
        """Hold what a window shows to what is known."""
        remaining = payload["exam"]["remaining_ms"] / 1000
        error = remaining - (self.total - self.elapsed())
        if self.running_since is None:
            self.before = self.total - remaining
        self.errors.append(error)
        if abs(error) > LIMIT:
            self.faults.append(f"time: {error:+.2f} s after {self.changes} changes")
        if payload["items"]:
            self.compare_answers({name: one["answer"] for name, one in payload["answers"].items()})

    def compare_answers(self, answers: dict[str, Any]) -> None:
        """Each item's answer must be the last acknowledged, or one sent after it."""
        for name, sent in self.sent.items():
            acknowledged = self.kept.get(name, 0)
            allowed = sent[max(0, acknowledged - 1) :]
            found = answers.get(name)
            if found not in allowed and not (acknowledged == 0 and found is None):
                self.faults.append(f"lost: {name} has {found!r}, kept was {allowed[0]!r}")

    def compare_store(self, store: Path, attempt: str) -> None:
        """After the hand-in: each answered item has one response, with the right answer."""
        from fuwu.store import Store, sittings

        with Store.open(store, lang="en") as opened:
            responses = opened.responses(attempt)
            events = [e.event for e in sittings.read(opened, opened.attempt(attempt)).events]
        names = [response.item_id for response in responses]
        self.faults += [f"twice: {name}" for name in set(names) if names.count(name) > 1]
        self.compare_answers({response.item_id: response.answer for response in responses})
        if [e for e in events if e in ("submitted", "expired")] != ["submitted"]:
            self.faults.append(f"ended {events}")


class KernelWindow:
    """A kernel that shows the exam, driven by the messages a browser sends."""

    def __init__(self, store: Path) -> None:
        self.manager = KernelManager(kernel_name="python3")
        self.manager.start_kernel(env=os.environ | {"FUWU_STORE": str(store)}, stderr=subprocess.DEVNULL)
        self.client = self.manager.client()
        self.client.start_channels()
        self.client.wait_for_ready(timeout=60)
        printed: list[str] = []
        self.client.execute_interactive(
            SETUP,
            timeout=60,
            output_hook=lambda m: printed.append(m["content"].get("text", "")) if m["msg_type"] == "stream" else None,
        )
        self.age = 0.0  # of the message read last, when it was read (s): reading it may have had to wait
        self.comm, self.payload = json.loads("".join(printed))

    def send(self, **content: Any) -> None:
        """Send what the player in the browser would."""
        data = {"method": "custom", "content": content}
        self.client.shell_channel.send(self.client.session.msg("comm_msg", {"comm_id": self.comm, "data": data}))

    def ask(self) -> None:
        """Ask for the widget's state, as a page that is opened does."""
        data = {"method": "request_state"}
        self.client.shell_channel.send(self.client.session.msg("comm_msg", {"comm_id": self.comm, "data": data}))

    def receive(self, until: Any, seconds: float = PATIENCE) -> dict[str, Any] | None:
        """Return the first message (or ``{"payload": …}``) that `until` accepts; None if the kernel died."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            try:
                message = self.client.get_iopub_msg(timeout=0.05)
            except queue.Empty:
                if not self.alive():
                    return None
                continue
            if message["msg_type"] != "comm_msg" or message["content"]["comm_id"] != self.comm:
                continue
            data = message["content"]["data"]
            if data["method"] == "update" and "payload" in data["state"]:
                self.payload = unpacked(data["state"]["payload"])
                found = {"payload": self.payload}
            else:
                found = data.get("content", {})
            if until(found):
                self.age = (datetime.now(UTC) - message["header"]["date"]).total_seconds()
                return found
        return None

    def state(self, *states: str, seconds: float = PATIENCE) -> bool:
        """Wait until the exam is in one of the states and this window works on it."""

        def there(payload: dict[str, Any]) -> bool:
            return payload["exam"]["state"] in states and payload["exam"]["owner"]

        deadline = time.monotonic() + seconds
        while not there(self.payload) and time.monotonic() < deadline and self.alive():
            if self.receive(lambda found: "payload" in found, seconds=0.5) is None:
                self.ask()  # what came while the set-up was still being read is gone
        return there(self.payload)

    def remaining(self) -> float:
        """Return how many milliseconds the exam has left by now."""
        self.send(type="sync")
        told = self.receive(lambda found: found.get("type") == "time")
        return float(told["remaining_ms"]) - self.age * 1000 if told else 0.0

    def alive(self) -> bool:
        """Return whether the kernel's process runs."""
        process = self.manager.provisioner.process
        return process is not None and process.poll() is None

    def kill(self) -> None:
        """Kill -9, as a crash or a power cut does."""
        self.manager.provisioner.process.kill()
        self.manager.provisioner.process.wait()

    def close(self) -> None:
        """Let go of what is left."""
        self.client.stop_channels()
        with contextlib.suppress(Exception):
            self.manager.shutdown_kernel(now=True)
        self.manager.context.destroy(linger=0)


def unpacked(payload: dict[str, Any]) -> dict[str, Any]:
    """Return a payload with names where it is sent as pairs (`fuwu.widgets.player.packed`)."""

    def named(value: Any) -> Any:
        pairs = isinstance(value, list) and value and isinstance(value[0], list)
        return [{"id": name, "html": text} for name, text in value] if pairs else value

    items = [{name: named(value) for name, value in item.items()} for item in payload["items"]]
    return payload | {"items": items}


def change(window: KernelWindow, seen: Seen, item: dict[str, Any], rng: random.Random) -> bool:
    """Change an answer; return whether the window acknowledged it."""
    answer = _answer(item, rng)
    name, change_id = item["id"], str(uuid.uuid4())
    seen.sent.setdefault(name, []).append(answer)
    place = len(seen.sent[name])
    seen.changes += 1
    window.send(type="change", item_id=name, answer=answer, change_id=change_id, seconds=1)
    reply = window.receive(lambda found: found.get("change_id") == change_id)
    if reply is None:
        return False
    if reply["type"] != "kept":
        seen.sent[name].pop()  # refused, and told so
        return False
    seen.kept[name] = place
    return True


def _answer(item: dict[str, Any], rng: random.Random) -> Any:
    if item["type"] == "single":
        return rng.choice(item["options"])["id"]
    return rng.choice([True, False]) if item["type"] == "truefalse" else some_answer(item)


def work(window: KernelWindow, seen: Seen, rng: random.Random, seconds: float) -> None:
    """Change answers for about so long."""
    until = time.monotonic() + seconds
    while time.monotonic() < until and change(window, seen, rng.choice(window.payload["items"]), rng):
        time.sleep(rng.uniform(0, 0.15))


def enter(window: KernelWindow, seen: Seen) -> bool:
    """Begin or go on with the exam in a new window; return whether it runs there."""
    if window.payload["exam"]["state"] == "not_started":
        window.send(type="start")
        if not window.state("running"):
            seen.faults.append("the exam does not start")
            return False
        seen.total = window.payload["exam"]["total_ms"] / 1000
        seen.runs(window.remaining())
        return True
    if not window.state("paused", seconds=10):
        seen.faults.append(f"not paused after a crash: {window.payload['exam']['state']}")
        return False
    seen.compare(window.payload)
    window.send(type="continue")
    if not window.state("running"):
        seen.faults.append("does not go on")
        return False
    seen.runs(window.remaining())
    seen.compare_answers({name: one["answer"] for name, one in window.payload["answers"].items()})
    return True


def exam_with_killed_kernels(store: Path, *, crashes: int, rng: random.Random) -> Seen:
    """Sit one exam; its kernel is killed so many times, while idle or in the middle of a change."""
    seen = Seen()
    for _ in range(crashes):
        window = KernelWindow(store)
        try:
            if not enter(window, seen):
                return seen
            work(window, seen, rng, rng.uniform(0, 1.5))
            if rng.random() < 0.5:  # killed between a change and its acknowledgement
                item = rng.choice(window.payload["items"])
                answer = _answer(item, rng)
                seen.sent.setdefault(item["id"], []).append(answer)
                window.send(type="change", item_id=item["id"], answer=answer, change_id=str(uuid.uuid4()), seconds=1)
                time.sleep(rng.uniform(0, 0.01))
            window.kill()
            seen.stops()
        finally:
            window.close()
    return finish(store, seen)


def exam_in_two_windows(store: Path, *, crashes: int, rng: random.Random) -> Seen:
    """Sit one exam in two kernels: the second takes over, the first is refused; then both are killed at once."""
    seen = Seen()
    for _ in range(crashes):
        first, second = KernelWindow(store), None
        try:
            if not enter(first, seen):
                return seen
            work(first, seen, rng, rng.uniform(0, 0.7))
            second = KernelWindow(store)
            if second.payload["exam"]["owner"] or second.payload["items"]:
                seen.faults.append("a second window works on the exam unasked")
            second.send(type="take_over")
            if not second.state("running"):
                seen.faults.append("taking over fails")
                return seen
            seen.compare({"exam": {"remaining_ms": second.remaining()}, "items": []})
            item = first.payload["items"][0] if first.payload["items"] else None
            if item and change(first, seen, item, rng):
                seen.faults.append("the first window still writes")
            work(second, seen, rng, rng.uniform(0, 0.7))
            for window in rng.sample([first, second], 2):
                window.kill()
            seen.stops()
        finally:
            first.close()
            if second is not None:
                second.close()
    return finish(store, seen)


def finish(store: Path, seen: Seen) -> Seen:
    """Go on a last time, hand in, and look at what is in the log."""
    window = KernelWindow(store)
    try:
        if enter(window, seen):
            window.send(type="hand_in")
            if window.state("submitted"):
                seen.compare_store(store, window.payload["attempt_id"])
            else:
                seen.faults.append("the hand-in does not work")
    finally:
        window.close()
    return seen
