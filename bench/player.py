"""The player against the bars it has to pass: composite ipywidgets, an empty anywidget, a bare kernel.

usage: python bench/player.py

Everything is measured in one run on this machine, in a real browser; medians, and their ratios.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests" / "ui"))

import nbformat
from jupyter_client.manager import KernelManager
from playwright.sync_api import Browser, Page, sync_playwright
from serving import FLAGS, TOKEN, server

CHROMIUM = os.environ.get("FUWU_BROWSER", "/usr/bin/chromium")
ITEMS = 50
ROUNDS = 7

OURS = f"""
from fuwu.session import open_session
from fuwu.widgets.player import QuizPlayer
QuizPlayer(open_session("01-classification", lang="zh", items={ITEMS}), show="all")
"""
COMPOSITE = f"""
import ipywidgets as w
from fuwu.bank import Bank
from fuwu.model import Single, Multiple
def card(n, item):
    parts = [w.HTML(f"<b>{{n}}</b> {{item.stem.zh}}")]
    names = [(o.text.zh, o.id) for o in getattr(item, "options", ())]
    if isinstance(item, Single): parts.append(w.RadioButtons(options=names, value=None))
    elif isinstance(item, Multiple): parts += [w.Checkbox(description=text) for text, _ in names]
    else: parts.append(w.Text())
    return w.VBox([*parts, w.Button(description="提交"), w.HTML()])
w.VBox([card(n, item) for n, item in enumerate(Bank().items("01-classification")[:{ITEMS}], 1)])
"""
EMPTY = """
import anywidget
class Empty(anywidget.AnyWidget):
    _esm = '''export default { render({ model, el }) {
      const button = document.createElement("button");
      button.className = "empty"; button.textContent = "0"; el.append(button);
      button.onclick = () => model.send({});
      model.on("msg:custom", () => { button.textContent = String(Number(button.textContent) + 1); });
    } }'''
empty = Empty()
empty.on_msg(lambda *_: empty.send({}))
empty
"""


def write(folder: Path, code: str) -> str:
    """Write a notebook of one cell; return its path on the server."""
    (folder / "zh").mkdir(exist_ok=True)
    cell = nbformat.v4.new_code_cell(code)
    notebook = nbformat.v4.new_notebook(cells=[cell], metadata={"kernelspec": {"name": "python3", "display_name": "3"}})
    nbformat.write(notebook, folder / "zh" / "00-start.ipynb")
    return "zh/00-start"


def opened(browser: Browser, base: str, name: str) -> tuple[Page, list[int]]:
    """Open a notebook in JupyterLab, kernel idle; return the page and the sizes of what it receives."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    sizes: list[int] = []

    def listen(socket: Any) -> None:
        socket.on("framereceived", lambda data: sizes.append(len(data)))

    page.on("websocket", listen)
    page.goto(f"{base}/lab/tree/{name}.ipynb?token={TOKEN}&reset")
    page.wait_for_function(
        """() => { const p = window.jupyterapp?.shell?.currentWidget; const s = p?.sessionContext;
        return s?.isReady && s.session?.kernel?.connectionStatus === 'connected'
               && s.session?.kernel?.status === 'idle'; }""",
        timeout=60_000,
    )
    page.wait_for_timeout(1500)
    return page, sizes


RUN = """async (selector, wanted) => {
  const panel = window.jupyterapp.shell.currentWidget;
  const start = performance.now();
  window.jupyterapp.commands.execute('notebook:run-all-cells');
  const count = () => panel.node.querySelectorAll(selector).length;
  while (count() < wanted) {
    if (performance.now() - start > 30000) throw new Error(`only ${count()} of ${wanted}`);
    await new Promise(requestAnimationFrame);
  }
  await new Promise(requestAnimationFrame);
  return performance.now() - start;
}"""


def time_to_usable(browser: Browser, base: str, name: str, selector: str) -> tuple[float, int]:
    """Return the median time (ms) from Run All to every item usable, and the bytes of the first run."""
    times, first = [], 0
    for _ in range(ROUNDS):
        page, sizes = opened(browser, base, name)
        before = sum(sizes)
        times.append(page.evaluate(f"() => ({RUN})({selector!r}, {ITEMS})"))
        page.wait_for_timeout(300)
        first = first or sum(sizes) - before
        page.close()
    return statistics.median(times), first


def empty_round_trip(browser: Browser, base: str, name: str) -> float:
    """Return the median time (ms) of an empty anywidget's message to the kernel and back."""
    page, _ = opened(browser, base, name)
    page.evaluate(f"() => ({RUN})('button.empty', 1)")
    page.wait_for_timeout(500)
    times = page.evaluate("""async () => {
      const button = document.querySelector('button.empty'), times = [];
      for (let n = 0; n < 45; n++) {
        const start = performance.now(), before = button.textContent;
        button.click();
        while (button.textContent === before) await new Promise((go) => setTimeout(go, 1));
        times.push(performance.now() - start);
        await new Promise((go) => setTimeout(go, 120));
      }
      return times.slice(5);
    }""")
    page.close()
    return statistics.median(times)


def answer_round_trip(browser: Browser, base: str, name: str) -> float:
    """Return the median time (ms) from submitting an answer to its feedback, saved with full sync."""
    page, _ = opened(browser, base, name)
    page.evaluate(f"() => ({RUN})('.fuwu-player .item', {ITEMS})")
    page.wait_for_timeout(500)
    times = page.evaluate("""async () => {
      const times = [];
      for (const item of document.querySelectorAll('.fuwu-player .item')) {
        const choice = item.querySelector('.choice input');
        if (!choice) continue;
        choice.click();
        await new Promise((go) => setTimeout(go, 120));
        const start = performance.now();
        item.querySelector('[data-do=submit]').click();
        while (!item.dataset.verdict) {
          if (performance.now() - start > 9000) throw new Error('no feedback');
          await new Promise((go) => setTimeout(go, 1));
        }
        times.push(performance.now() - start);
      }
      return times.slice(3);
    }""")
    page.close()
    return statistics.median(times)


def resident(code: str, folder: Path) -> float:
    """Return what a kernel holds (MB, VmRSS) after it ran `code`."""
    manager = KernelManager(kernel_name="python3")
    environment = os.environ | {"FUWU_STORE": str(folder / "fuwu.db")}
    manager.start_kernel(env=environment, stderr=subprocess.DEVNULL)
    client = manager.client()
    client.start_channels()
    client.wait_for_ready(timeout=60)
    reply = client.execute_interactive(code, timeout=60, output_hook=lambda _message: None)
    if reply["content"]["status"] != "ok":
        raise RuntimeError(reply["content"])
    time.sleep(0.5)
    status = Path(f"/proc/{manager.provisioner.process.pid}/status").read_text(encoding="utf-8")
    held = next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS"))
    client.stop_channels()
    manager.shutdown_kernel(now=True)
    return held / 1024


def line(what: str, value: float, unit: str, limit: float) -> bool:
    """Print a result and its limit; return whether it is kept."""
    kept = value <= limit
    print(
        f"player: {what}: {value:.2f}{unit} (limit {limit:g}{unit}) {'ok' if kept else 'NOT REACHED'}",
        flush=True,
    )
    return kept


def main() -> int:
    """Measure and print."""
    kept = []
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        notebooks = Path(folder) / "notebooks"
        notebooks.mkdir()
        name = write(notebooks, OURS)
        with server(Path(folder), notebooks, ours=True) as ours:
            usable, size = time_to_usable(browser, ours, name, ".fuwu-player .item")
            feedback = answer_round_trip(browser, ours, name)
        with server(Path(folder), notebooks, ours=False) as stock:
            write(notebooks, COMPOSITE)
            composite, bulk = time_to_usable(browser, stock, name, ".widget-button")
            write(notebooks, EMPTY)
            empty = empty_round_trip(browser, stock, name)
        print(f"player: run all to {ITEMS} items usable: {usable:.0f} ms; composite ipywidgets {composite:.0f} ms")
        print(f"player: to the browser: {size / 1000:.0f} kB; composite ipywidgets {bulk / 1000:.0f} kB")
        print(f"player: answer to feedback: {feedback:.1f} ms; empty anywidget in a stock JupyterLab {empty:.1f} ms")
        kept += [
            line("usable, against composite ipywidgets", usable / composite, " x", 0.5),
            line("to the browser", size / 1000, " kB", 100),
            line("feedback, against an empty anywidget", feedback / empty, " x", 1.3),
        ]
        browser.close()
        resident(OURS, Path(folder))  # compile and create first: what a second start finds
        bare = statistics.median(resident("1", Path(folder)) for _ in range(3))
        quiz = statistics.median(resident(OURS, Path(folder)) for _ in range(3))
        print(f"player: kernel with a quiz {quiz:.1f} MB, bare {bare:.1f} MB")
        kept.append(line("kernel above a bare one", quiz - bare, " MB", 15))
    return int(not all(kept))


if __name__ == "__main__":
    sys.exit(main())
