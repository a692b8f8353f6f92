"""A real browser for the tests: started once, and guarded against the network and errors in the page."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

sys.path.insert(0, str(Path(__file__).parent))
from serving import FLAGS

ROOT = Path(__file__).parents[2]
CHROMIUM = ("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")


def missing(what: str) -> None:
    """Skip the test, or fail it where a browser is required: there a skip would hide that nothing ran."""
    if os.environ.get("FUWU_REQUIRE_BROWSER") == "1":
        pytest.fail(f"{what} (FUWU_REQUIRE_BROWSER=1)")
    pytest.skip(what)


@pytest.fixture(scope="session")
def require_browser() -> str:
    """Return the path of the browser."""
    named = os.environ.get("FUWU_BROWSER")
    for path in (named,) if named else CHROMIUM:
        if Path(path).exists():
            return path
    looked = named or ", ".join(CHROMIUM)
    missing(f"no browser: install Debian's chromium, or name one in FUWU_BROWSER (looked for {looked})")
    return ""  # pragma: no cover - `missing` raises


@pytest.fixture(scope="module")
def browser(require_browser: str) -> Iterator[Browser]:
    """Return a running Chromium.

    Ended with its module: while Playwright runs there is an event loop, which other modules' tests must not see.
    """
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=require_browser, args=FLAGS)
        yield chromium
        chromium.close()


def _is_local(url: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme in ("data", "blob", "about") or parts.hostname in ("127.0.0.1", "localhost")


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Return an empty page; afterwards nothing may have been asked of the network, and no error logged."""
    context = browser.new_context(locale="zh-CN", timezone_id="Asia/Shanghai", viewport={"width": 1100, "height": 900})
    opened = context.new_page()
    outside: list[str] = []
    errors: list[str] = []
    context.on("request", lambda request: None if _is_local(request.url) else outside.append(request.url))
    context.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    opened.on("pageerror", lambda error: errors.append(str(error)))
    yield opened
    context.close()
    assert outside == []
    assert errors == []


@pytest.fixture
def axe() -> Callable[[Page], list[str]]:
    """Return a check of a page: the violations of accessibility rules found, one a line."""

    def violations(page: Page) -> list[str]:
        found: list[dict[str, Any]] = Axe().run(page).response["violations"]
        return [f"{v['id']}: {n['html'][:160]} {n['failureSummary'][:200]}" for v in found for n in v["nodes"]]

    return violations


class _Quiet(SimpleHTTPRequestHandler):
    extensions_map: ClassVar = {**SimpleHTTPRequestHandler.extensions_map, ".js": "text/javascript"}

    def log_message(self, *_args: object) -> None:
        """Say nothing: the log would drown the tests' output."""


@pytest.fixture(scope="session")
def site() -> Iterator[str]:
    """Serve the repository on this machine; return the address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(ROOT)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    thread.join()
    server.server_close()
