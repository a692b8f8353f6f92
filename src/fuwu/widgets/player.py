"""The quiz player: one anywidget for all items of a quiz."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

import anywidget
import traitlets

from fuwu.i18n import gettext_for
from fuwu.model import Lang
from fuwu.widgets.strings import player_strings

HERE = Path(__file__).parent


def lean(path: Path) -> str:
    """Return a script or style sheet without its comments, indentation and needless line ends: a third less to send.

    A line end goes only where it can mean nothing: after a semicolon, comma or opening bracket.
    """
    text = re.sub(r"^\s*/\*.*?\*/\s*$", "", path.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)
    lines = (re.sub(r"(?<=[;{,(]) +// .*", "", line).strip() for line in text.splitlines())
    kept = "\n".join(line for line in lines if line and not line.startswith("//"))
    if path.suffix == ".css":
        kept = re.sub(r"\s*([{};])\s*", r"\1", kept).replace(": ", ":").replace(", ", ",")
    return re.sub(r"(?<=[;,({])\n", "", kept)


class QuizSession(Protocol):
    """What the player needs of a session; `fuwu.session.Session` is one."""

    lang: Lang

    def payload(self) -> dict[str, Any]:
        """Return all the player shows."""

    def submit(self, item_id: str, answer: Any, *, response_id: str, elapsed_ms: int | None) -> dict[str, Any]:
        """Record an answer and return the feedback message."""

    def assess(self, item_id: str, key_points: list[str], *, assessment_id: str) -> dict[str, Any]:
        """Record a self-check and return the score message."""

    def flag(self, item_id: str, *, flagged: bool) -> None:
        """Record a flag."""

    def restart(self) -> None:
        """Begin anew."""

    def retry(self) -> None:
        """Begin anew with what was not right."""


class QuizPlayer(anywidget.AnyWidget):
    """Shows a session's items, sends answers to it, shows what it returns.

    The browser gets keys and rationales only in reply to an answer that was recorded.
    """

    _esm = lean(HERE / "player.js")
    _css = lean(HERE / "player.css")
    payload = traitlets.Dict().tag(sync=True)
    strings = traitlets.Dict().tag(sync=True)

    def __init__(self, session: QuizSession, *, show: str = "one") -> None:
        self._session = session
        self._show = show
        self._stale = False
        super().__init__(payload=session.payload() | {"show": show}, strings=player_strings(session.lang))
        self.on_msg(self._receive)

    def get_state(self, key: Any = None, drop_defaults: bool = False) -> dict[str, Any]:  # noqa: FBT001, FBT002
        """Return the state for the browser; after a reload it asks anew, and gets what is answered by now."""
        if self._stale and (key is None or "payload" in key):
            # Set without telling the browsers that are up to date.
            self._trait_values["payload"] = self._session.payload() | {"show": self._show}
            self._stale = False
        state: dict[str, Any] = super().get_state(key=key, drop_defaults=drop_defaults)
        return state

    def __repr__(self) -> str:
        return f"QuizPlayer(quiz={self.payload['quiz']!r}, items={len(self.payload['items'])})"

    def _repr_mimebundle_(self, **_kwargs: object) -> tuple[dict[str, Any], dict[str, Any]] | None:
        """Add a text for where no kernel runs: what this is and how to start it."""
        _ = gettext_for(self._session.lang)
        # No counts of what is answered: the text must not depend on who ran the notebook.
        text = _("[Quiz: {title}] To answer, choose Run ▸ Run All Cells in the menu above.").format(
            title=self.payload["title"]
        )
        view = {"version_major": 2, "version_minor": 0, "model_id": self.model_id}
        return {"application/vnd.jupyter.widget-view+json": view, "text/plain": text}, {}

    def _receive(self, _widget: object, message: dict[str, Any], _buffers: object) -> None:
        handlers: dict[str, Callable[[dict[str, Any]], None]] = {
            "submit": self._submit,
            "assess": self._assess,
            "flag": lambda m: self._session.flag(m["item_id"], flagged=bool(m["flagged"])),
            "show": self._set_show,
            "retry": lambda _m: self._again(self._session.retry),
            "restart": lambda _m: self._again(self._session.restart),
        }
        handler = handlers.get(str(message.get("type")))
        if handler is None:
            return
        self._stale = True
        try:
            handler(message)
        except Exception as error:  # noqa: BLE001 - whatever fails, the learner is told and keeps the answer
            self._report(message, error)

    def _submit(self, message: dict[str, Any]) -> None:
        elapsed = message.get("elapsed_ms")
        self.send(
            self._session.submit(
                message["item_id"],
                message.get("answer"),
                response_id=str(message["response_id"]),
                elapsed_ms=elapsed if isinstance(elapsed, int) else None,
            )
        )

    def _assess(self, message: dict[str, Any]) -> None:
        key_points = [str(name) for name in message["key_points"]]
        self.send(self._session.assess(message["item_id"], key_points, assessment_id=str(message["assessment_id"])))

    def _again(self, begin: Callable[[], None]) -> None:
        begin()
        self._stale = False
        self.payload = self._session.payload() | {"show": self._show}

    def _set_show(self, message: dict[str, Any]) -> None:
        if message.get("show") in ("one", "all"):
            self._show = message["show"]

    def _report(self, message: dict[str, Any], error: Exception) -> None:
        _ = gettext_for(self._session.lang)
        kind = "error"
        text = str(error)
        if type(error).__name__ == "Invalid":
            kind = "invalid"
            text = (
                _("Nothing is answered yet.")
                if text == "unattempted"
                else _("This is not an answer to the item; check what you entered.")
            )
        self.send(
            {
                "type": kind,
                "item_id": message.get("item_id"),
                "response_id": message.get("response_id"),
                "message": text or type(error).__name__,
            }
        )
