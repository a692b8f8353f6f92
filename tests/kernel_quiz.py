"""An automatic quiz run on a real kernel, driven by the messages the browser sends, killed at some moment."""

from __future__ import annotations

import contextlib
import json
import os
import queue
import random
import subprocess
import threading
import time
import uuid
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from jupyter_client.manager import KernelManager

SETUP = """
import json
from fuwu import open_lesson
player = open_lesson("01-classification", "zh").quiz()
print(json.dumps([player.model_id, player.payload["attempt_id"], player.payload["items"]]))
"""


@dataclass
class Run:
    """What was seen from outside: the (attempt, item) of every feedback that arrived, and answers sent."""

    shown: list[tuple[str, str]] = field(default_factory=list)
    sent: int = 0


def some_answer(item: dict[str, Any]) -> Any:
    """Return a valid answer to an item as the browser shows it."""
    match item["type"]:
        case "single":
            return item["options"][0]["id"]
        case "multiple":
            return [item["options"][0]["id"]]
        case "truefalse":
            return True
        case "fillin":
            return ["答"] * item["blanks"]
        case "matching":
            return {side["id"]: item["right"][0]["id"] for side in item["left"]}
        case "ordering":
            return [step["id"] for step in item["steps"]]
        case "numeric":
            return "1"
    return "先分类，再服务。"


def run_killed(store: Path, *, rng: random.Random, longest: float = 0.25) -> Run:
    """Answer items one after another on a new kernel; kill -9 it after a random time (seconds) of that."""
    manager = KernelManager(kernel_name="python3")
    manager.start_kernel(env=os.environ | {"FUWU_STORE": str(store)}, stderr=subprocess.DEVNULL)
    client = manager.client()
    client.start_channels()
    run = Run()
    try:
        client.wait_for_ready(timeout=60)
        comm, attempt, items = _setup(client)
        killer = threading.Timer(rng.uniform(0, longest), manager.provisioner.process.kill)
        killer.start()
        for item in items:
            if not manager.provisioner.process or manager.provisioner.process.poll() is not None:
                break
            _send(client, comm, item)
            run.sent += 1
            if not _feedback(client, manager, item["id"]):
                break
            run.shown.append((attempt, item["id"]))
        killer.join()
    finally:
        client.stop_channels()
        with contextlib.suppress(Exception):
            manager.shutdown_kernel(now=True)
        manager.context.destroy(linger=0)
    return run


def _setup(client: Any) -> tuple[str, str, list[dict[str, Any]]]:
    printed: list[str] = []
    client.execute_interactive(
        SETUP,
        timeout=60,
        output_hook=lambda m: printed.append(m["content"].get("text", "")) if m["msg_type"] == "stream" else None,
    )
    comm, attempt, items = json.loads("".join(printed))
    return comm, attempt, items


def _send(client: Any, comm: str, item: dict[str, Any]) -> None:
    content = {
        "type": "submit",
        "response_id": str(uuid.uuid4()),
        "item_id": item["id"],
        "answer": some_answer(item),
        "elapsed_ms": 10,
    }
    message = client.session.msg("comm_msg", {"comm_id": comm, "data": {"method": "custom", "content": content}})
    client.shell_channel.send(message)


def _feedback(client: Any, manager: Any, item: str) -> bool:
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        try:
            message = client.get_iopub_msg(timeout=0.1)
        except queue.Empty:
            if manager.provisioner.process.poll() is not None:
                return False
            continue
        if message["msg_type"] != "comm_msg":
            continue
        content = message["content"]["data"].get("content", {})
        if content.get("type") == "feedback" and content.get("item_id") == item:
            return True
    return False


def faults(store: Path, runs: list[Run]) -> list[str]:
    """Return what is wrong with the store after the runs: an answer shown but not kept, or kept twice."""
    from fuwu.store import Store

    with Store.open(store, lang="en") as opened:
        kept = [(response.attempt_id, response.item_id) for response in opened.all_responses()]
        damage = [opened.notice] if opened.notice else []
    lost = [f"lost: {pair}" for run in runs for pair in run.shown if pair not in set(kept)]
    twice = [f"twice: {pair}" for pair in set(kept) if kept.count(pair) > 1]
    unsent = [] if len(kept) <= sum(run.sent for run in runs) else [f"{len(kept)} kept"]
    return damage + lost + twice + unsent
