"""The quiz player: one anywidget for all items of a quiz."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol, get_args

import anywidget
import traitlets

from fuwu.i18n import gettext_for
from fuwu.model import Confidence, Lang
from fuwu.widgets.assets import script, style
from fuwu.widgets.strings import player_strings


def packed(payload: dict[str, Any], _widget: object = None) -> dict[str, Any]:
    """Return the payload as it is sent: what there is to choose from as pairs (id, HTML), without names."""

    def pair(value: Any) -> Any:
        sides = isinstance(value, list) and all(
            isinstance(side, dict) and set(side) == {"id", "html"} for side in value
        )
        return [[side["id"], side["html"]] for side in value] if sides else value

    items = [{name: pair(value) for name, value in item.items()} for item in payload.get("items", ())]
    return payload | {"items": items}


class QuizSession(Protocol):
    """What the player needs of a session; `fuwu.session.Session` is one."""

    lang: Lang

    def payload(self) -> dict[str, Any]:
        """Return all the player shows."""

    def submit(
        self,
        item_id: str,
        answer: Any,
        *,
        response_id: str,
        elapsed_ms: int | None,
        confidence: Confidence | None = None,
    ) -> dict[str, Any]:
        """Record an answer, and how sure the learner said they were, and return the feedback message."""

    def assess(self, item_id: str, key_points: list[str], *, assessment_id: str) -> dict[str, Any]:
        """Record a self-check and return the score message."""

    def flag(self, item_id: str, *, flagged: bool) -> None:
        """Record a flag."""

    def remark(self, item_id: str, name: str, value: object, *, remark_id: str) -> dict[str, Any]:
        """Record what the learner keeps about an item and return the message that it is kept."""

    def restart(self) -> None:
        """Begin anew."""

    def retry(self) -> None:
        """Begin anew with what was not right."""


class QuizPlayer(anywidget.AnyWidget):
    """Shows a session's items, sends answers to it, shows what it returns.

    The browser gets keys and rationales only in reply to an answer that was recorded.
    """

    _esm = script("player")
    _css = style("player")
    payload = traitlets.Dict().tag(sync=True, to_json=packed)
    strings = traitlets.Dict().tag(sync=True)

    def __init__(self, session: QuizSession, *, show: str = "one", answered: Callable[[], None] = lambda: None) -> None:
        self._session = session
        self._show = show
        self._answered = answered  # called after each answer that was recorded
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

    def _handlers(self) -> dict[str, Callable[[dict[str, Any]], None]]:
        """Return what is done with each type of message."""
        return {
            "submit": self._submit,
            "assess": self._assess,
            "remark": self._remark,
            "flag": lambda m: self._session.flag(m["item_id"], flagged=bool(m["flagged"])),
            "show": self._set_show,
            "retry": lambda _m: self._again(self._session.retry),
            "restart": lambda _m: self._again(self._session.restart),
        }

    def _receive(self, _widget: object, message: dict[str, Any], _buffers: object) -> None:
        handler = self._handlers().get(str(message.get("type")))
        if handler is None:
            return
        self._stale = True
        try:
            handler(message)
        except Exception as error:  # noqa: BLE001 - whatever fails, the learner is told and keeps the answer
            self._report(message, error)

    def _submit(self, message: dict[str, Any]) -> None:
        elapsed = message.get("elapsed_ms")
        confidence = message.get("confidence")
        self.send(
            self._session.submit(
                message["item_id"],
                message.get("answer"),
                response_id=str(message["response_id"]),
                elapsed_ms=elapsed if isinstance(elapsed, int) else None,
                confidence=confidence if confidence in get_args(Confidence) else None,
            )
        )
        self._answered()

    def _remark(self, message: dict[str, Any]) -> None:
        name, value = str(message["name"]), message.get("value")
        self.send(self._session.remark(message["item_id"], name, value, remark_id=str(message["remark_id"])))

    def _assess(self, message: dict[str, Any]) -> None:
        key_points = [str(name) for name in message["key_points"]]
        self.send(self._session.assess(message["item_id"], key_points, assessment_id=str(message["assessment_id"])))
        self._answered()

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
                "remark_id": message.get("remark_id"),
                "message": text or type(error).__name__,
            }
        )
