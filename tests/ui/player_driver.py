"""A page with one player of any mode: starts it, plays Python's part, and looks."""

from __future__ import annotations

from typing import Any

import pytest


class PlayerDriver:
    """Drives tests/ui/player_page.html; a mode's own driver says what is served and shown.

    Parameters
    ----------
    source, style
        What Python serves.
    """

    def __init__(self, page: Any, site: str, *, source: str, style: str) -> None:
        self.page = page
        self.lang = "zh"
        self._url = f"{site}/tests/ui/player_page.html"
        self._served = [source, style]

    def begin(self, payload: dict[str, Any], strings: dict[str, str], *, clock: bool = False) -> float:
        """Open the page anew with this payload; return the milliseconds the player took to show it."""
        if clock:
            self.page.clock.install(time=0)
        self.page.goto(self._url)
        self.page.evaluate("([source, style]) => window.load(source, style)", self._served)
        if clock:
            self.page.clock.pause_at(600_000)
        return float(self.page.evaluate("state => window.start(state)", {"payload": payload, "strings": strings}))

    def sent(self, kind: str) -> list[dict[str, Any]]:
        """Return the messages of this kind that the player sent."""
        return [m for m in self.page.evaluate("window.model.sent") if m["type"] == kind]

    def say(self, message: dict[str, Any]) -> None:
        """Let Python say something."""
        self.page.evaluate("message => window.say(message)", message)

    def set_payload(self, payload: dict[str, Any]) -> None:
        """Let Python change the payload."""
        self.page.evaluate("payload => window.model.set('payload', payload)", payload)

    def press(self, *keys: str) -> None:
        """Press keys one after the other."""
        for key in keys:
            self.page.keyboard.press(key)

    def tab_to(self, selector: str) -> None:
        """Walk with Tab alone until the focus is on `selector`."""
        for _ in range(80):
            self.press("Tab")
            if self.page.evaluate("selector => document.activeElement.matches(selector)", selector):
                return
        pytest.fail(f"Tab never reaches {selector}")

    def focused(self, selector: str) -> bool:
        """Return whether the focus is in an element of that kind."""
        return bool(self.page.evaluate("selector => !!document.activeElement.closest(selector)", selector))

    def locator(self, selector: str) -> Any:
        """Return the page's elements of that kind."""
        return self.page.locator(selector)

    def words(self, selector: str) -> str:
        """Return what the first of them says."""
        return str(self.page.locator(selector).first.inner_text())

    def shown(self, selector: str) -> int:
        """Return how many of them can be seen."""
        return int(self.page.locator(f":is({selector}):visible").count())
