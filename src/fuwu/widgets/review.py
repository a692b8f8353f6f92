"""The review page: the player in review mode, and the strip above it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

import ipywidgets

from fuwu.i18n import gettext_for
from fuwu.model import Lang
from fuwu.widgets.assets import script, style
from fuwu.widgets.panel import Panel, Values
from fuwu.widgets.player import QuizPlayer, QuizSession
from fuwu.widgets.review_strings import review_strings
from fuwu.widgets.review_strip import strip


class ReviewWork(QuizSession, Protocol):
    """What the page needs of a session; `fuwu.session.review.ReviewSession` is one."""

    def rate(self, card_id: str, rating: int, *, review_id: str) -> dict[str, Any]:
        """Record how well a flashcard was remembered and return the message that it is kept."""

    def more(self) -> None:
        """Go on with the next batch."""

    def extra(self) -> None:
        """Raise today's limits and go on."""

    def undo(self) -> None:
        """Take back the last review."""

    def read_section(self, section: str) -> None:
        """Record that the learner went to read a section."""

    def choose_part(self, kind: str, lesson: str | None) -> None:
        """Show only a part of the plan."""

    def overview(self) -> dict[str, Any]:
        """Return what stands above the player."""


class ReviewPlayer(QuizPlayer):
    """Shows a batch of cards; asks the session for the next when it is done.

    Parameters
    ----------
    session
        Whose cards are shown.
    changed
        Called after everything that was recorded.
    """

    _esm = script("player", "review")
    _css = style("player", "review")

    def __init__(self, session: ReviewWork, *, changed: Callable[[], None] = lambda: None) -> None:
        self._review = session
        self._changed = changed
        super().__init__(session)
        self.strings = self.strings | review_strings(session.lang)

    def __repr__(self) -> str:
        return page_text(self._review.lang)

    def _receive(self, widget: object, message: dict[str, Any], buffers: object) -> None:
        handlers: dict[str, Callable[[dict[str, Any]], None]] = {
            "rate": self._rate,
            "visit": self._visit,
            "more": lambda _m: self._again(self._review.more),
            "extra": lambda _m: self._again(self._review.extra),
            "undo": lambda _m: self._again(self._review.undo),
            "whole": lambda _m: self._again(lambda: self._review.choose_part("all", None)),
        }
        handler = handlers.get(str(message.get("type")))
        if handler is None:
            super()._receive(widget, message, buffers)
        else:
            self._stale = True
            try:
                handler(message)
            except Exception as error:  # noqa: BLE001 - whatever fails, the learner is told and keeps the card
                self._report(message, error)
        if message.get("type") in {*handlers, "submit", "assess"}:
            self._changed()

    def _rate(self, message: dict[str, Any]) -> None:
        rating = int(message["rating"])
        self.send(self._review.rate(str(message["item_id"]), rating, review_id=str(message["review_id"])))

    def _visit(self, message: dict[str, Any]) -> None:
        self._review.read_section(str(message["point"]))
        self.send({"type": "visited"})

    def show_now(self) -> None:
        """Show what the session has now."""
        self._again(lambda: None)


class ReviewStrip(Panel):
    """The panel above the player, with the page's style."""

    _css = style("panel", "review")


def page_text(lang: Lang) -> str:
    """Return what stands where no kernel runs: nothing in it depends on the clock or on who ran it."""
    _ = gettext_for(lang)
    return _("[Review] To review what is due, choose Run ▸ Run All Cells in the menu above.")


class ReviewPage(ipywidgets.VBox):  # type: ignore[misc]
    """The strip above the player; each shows what was done in the other."""

    def __init__(self, session: ReviewWork) -> None:
        self._session = session
        lang = session.lang
        self.strip = ReviewStrip(self._strip, text=page_text(lang), lang=lang, actions={"choose": self._choose})
        self.player = ReviewPlayer(session, changed=self.strip.redraw)
        super().__init__(children=[self.strip, self.player])

    def __repr__(self) -> str:
        return page_text(self._session.lang)

    def _repr_mimebundle_(self, **_kwargs: object) -> tuple[dict[str, Any], dict[str, Any]] | None:
        view = {"version_major": 2, "version_minor": 0, "model_id": self.model_id}
        return {"application/vnd.jupyter.widget-view+json": view, "text/plain": repr(self)}, {}

    def _strip(self) -> str:
        return strip(self._session.overview(), self._session.lang)

    def _choose(self, values: Values) -> str:
        self._session.choose_part(str(values.get("kind")), str(values.get("lesson") or "") or None)
        self.player.show_now()
        return self._strip()
