"""A workbook server of its own: `fuwu study` in an empty home, as a new user would have it."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

TOKEN = "t"
#: Headless Chromium as root, without its own calls to the network.
FLAGS = [
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


@dataclass
class Workbook:
    """A running `fuwu study`."""

    base: str
    store: Path
    process: subprocess.Popen[str]

    def page(self, name: str, *, view: str = "doc") -> str:
        """Return the address of a notebook such as ``zh/00-start``."""
        fresh = "&reset" if view == "lab" else ""  # no notebooks of an earlier test beside it
        return f"{self.base}/{view}/tree/{name}.ipynb?token={TOKEN}{fresh}"

    def kernels(self) -> list[int]:
        """Return the process ids of the kernels this server started."""
        children = subprocess.run(
            ["pgrep", "-P", str(self.process.pid), "-f", "ipykernel_launcher"],
            capture_output=True,
            text=True,
            check=False,
        )
        return [int(line) for line in children.stdout.split()]


def free_port() -> int:
    """Return a port nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def workbook(home: Path, port: int | None = None) -> Iterator[Workbook]:
    """Run `fuwu study --no-browser` with everything it writes below `home`, on this port or on one nobody uses."""
    port = port or free_port()
    command = ["-m", "fuwu", "study", "--no-browser", "--port", str(port)]
    with _serving(command, home, cwd=Path(__file__).parents[2], port=port) as running:
        yield running


@contextmanager
def server(home: Path, notebooks: Path, *, ours: bool) -> Iterator[str]:
    """Serve a folder of notebooks: by `fuwu study` (`ours`) or by JupyterLab as it comes; yield the address."""
    port = free_port()
    if ours:
        command = ["-m", "fuwu", "study", "--no-browser", "--view", "lab", "--port", str(port)]
    else:
        command = ["-m", "jupyterlab", "--no-browser", "--allow-root", f"--ServerApp.root_dir={notebooks}"]
        command += [f"--ServerApp.port={port}"]
    command += ["--LabApp.expose_app_in_browser=True"] if not ours else []
    with _serving(command, home, cwd=notebooks.parent, port=port) as running:
        yield running.base


@contextmanager
def _serving(command: list[str], home: Path, *, cwd: Path, port: int) -> Iterator[Workbook]:
    store = home / "fuwu.db"
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("JUPYTER", "IPYTHON"))}
    environment |= {
        "HOME": str(home),
        "XDG_DATA_HOME": str(home / "data"),
        "FUWU_STORE": str(store),
        "JUPYTER_TOKEN": TOKEN,
    }
    process = subprocess.Popen(
        [sys.executable, *command],
        cwd=cwd,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        base = f"http://127.0.0.1:{port}"
        _wait(f"{base}/api?token={TOKEN}", process)
        yield Workbook(base, store, process)
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        if process.stdout:
            process.stdout.close()


def _wait(url: str, process: subprocess.Popen[str]) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        if process.poll() is not None:
            message = f"fuwu study ended: {process.stdout.read() if process.stdout else ''}"
            raise RuntimeError(message)
        try:
            with urllib.request.urlopen(url, timeout=2):
                return
        except OSError:
            time.sleep(0.1)
    message = f"no answer from {url} in 60 s"
    raise TimeoutError(message)
