"""How long after a slider's move the explorer's chart leaves the kernel: the median must be 150 ms or less.

Asks a real Jupyter kernel, with the messages a browser would send; the browser's own part comes on top.
"""

from __future__ import annotations

import json
import statistics
import sys
import time
from pathlib import Path

from jupyter_client.blocking.client import BlockingKernelClient
from jupyter_client.manager import start_new_kernel

LIMIT_MS = 150
MOVES = 40
DATA = Path(__file__).parent.parent / "content" / "data"

SETUP = f"""
import json
import pandas as pd
from fuwu.labs import Data
from fuwu.widgets.classification import Explorer
tables = [pd.read_csv({str(DATA)!r} + "/" + name + ".csv") for name in ("retailers", "orders", "brands")]
explorer = Explorer(Data(*tables), "zh")
explorer.scope.value = ""
"""
IDS = 'print(json.dumps([explorer.first.control("k").model_id, explorer.chart.model_id, explorer.task.model_id]))'


def main() -> int:
    """Print the median and the ratio to the limit; fail above it."""
    manager, client = start_new_kernel()
    try:
        client.execute_interactive(SETUP, timeout=60, output_hook=lambda _message: None)
        slider, chart, last = _ids(client)
        times = [_move(client, slider, (chart, last), 2 + move % 9) for move in range(MOVES)]
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)
    for name, values in zip(("chart", "everything"), zip(*times, strict=True), strict=True):
        median = statistics.median(values)
        print(f"{name}: median {median:.0f} ms, slowest {max(values):.0f} ms, {median / LIMIT_MS:.2f} of the limit")
    return int(statistics.median(one for one, _ in times) > LIMIT_MS)


def _ids(client: BlockingKernelClient) -> list[str]:
    printed: list[str] = []
    client.execute_interactive(
        IDS, timeout=60, output_hook=lambda message: printed.append(message["content"].get("text", ""))
    )
    ids: list[str] = json.loads("".join(printed))
    return ids


def _move(client: BlockingKernelClient, slider: str, shown: tuple[str, str], value: int) -> tuple[float, ...]:
    """Move the slider; return the milliseconds until each of the widgets in `shown` has its new value."""
    data = {"method": "update", "state": {"value": value}, "buffer_paths": []}
    start, arrived = time.perf_counter(), dict[str, float]()
    client.shell_channel.send(client.session.msg("comm_msg", {"comm_id": slider, "data": data}))
    while len(arrived) < len(shown):
        message = client.get_iopub_msg(timeout=20)
        content = message["content"]
        if message["msg_type"] == "comm_msg" and content["comm_id"] in shown:
            arrived.setdefault(content["comm_id"], (time.perf_counter() - start) * 1000)
    time.sleep(0.05)
    return tuple(arrived[one] for one in shown)


if __name__ == "__main__":
    sys.exit(main())
