"""The player in exam mode: an anywidget on an exam, and the watch that keeps its time."""

from __future__ import annotations

import threading
import time
import weakref
from collections.abc import Callable, Mapping
from typing import Any, Protocol

from fuwu.i18n import gettext_for
from fuwu.model import Lang
from fuwu.sitting import BEAT
from fuwu.widgets.assets import script, style
from fuwu.widgets.exam_strings import exam_strings
from fuwu.widgets.player import QuizPlayer

#: How often the browser is told the time, in seconds. It also shows Jupyter that the kernel is not idle.
TELL = 10.0
FINAL = ("submitted", "expired")


class ExamWork(Protocol):
    """What the player needs of an exam; `fuwu.session.exam.ExamSession` is one."""

    lang: Lang

    def payload(self) -> dict[str, Any]:
        """Return all the player shows."""

    def start(self) -> None:
        """Begin."""

    def change(
        self, item_id: str, answer: Any, *, change_id: str, elapsed_ms: int | None, window: str
    ) -> dict[str, Any]:
        """Record a changed answer and return the message that it is kept."""

    def flag(self, item_id: str, *, flagged: bool) -> None:
        """Record a flag."""

    def hand_in(self) -> None:
        """End the exam."""

    def note_times(self, spent: Mapping[str, int], *, window: str) -> None:
        """Take over how long each item was shown in a browser window (ms)."""

    def resume(self) -> None:
        """Go on after a pause."""

    def take_over(self) -> None:
        """Work on in this window."""

    def new(self) -> None:
        """Put a finished exam aside."""

    def assess(self, item_id: str, key_points: list[str], *, assessment_id: str) -> dict[str, Any]:
        """Record a self-check and return the score message."""

    def remark(self, item_id: str, name: str, value: object, *, remark_id: str) -> dict[str, Any]:
        """Record what the learner keeps about an item and return the message that it is kept."""

    def tick(self) -> bool:
        """Note that the exam is alive; return whether the page must change."""

    def time(self) -> dict[str, Any]:
        """Return the message with the remaining time."""


class ExamPlayer(QuizPlayer):
    """Shows an exam, sends each change of an answer to it, and hands in when the time is up.

    Whatever state the exam is in, the browser has what that state may show and nothing more.
    """

    _esm = script("player", "exam", "exam_paper", "exam_result")
    _css = style("player", "exam")

    def __init__(
        self,
        exam: ExamWork,
        *,
        refused: Callable[[Exception, Lang], str],
        moved: Callable[[], None] = lambda: None,
    ) -> None:
        self._exam = exam
        self._refused = refused
        self._moved = moved
        self._watch = Watch(self)
        super().__init__(exam)  # type: ignore[arg-type]  # what practice alone needs is not called
        self.strings = self.strings | exam_strings(exam.lang)
        self._watch.keep()

    def __repr__(self) -> str:
        return f"ExamPlayer(quiz={self.payload['quiz']!r})"

    def _repr_mimebundle_(self, **_kwargs: object) -> tuple[dict[str, Any], dict[str, Any]] | None:
        _ = gettext_for(self._exam.lang)
        text = _("[Mock exam: {title}] To sit it, choose Run ▸ Run All Cells in the menu above.").format(
            title=self.payload["title"]
        )
        view = {"version_major": 2, "version_minor": 0, "model_id": self.model_id}
        return {"application/vnd.jupyter.widget-view+json": view, "text/plain": text}, {}

    def show_now(self) -> None:
        """Bring every window of this player to what the log says now."""
        self._stale = False
        self.payload = self._exam.payload() | {"show": self._show}
        self._moved()

    def turn_to(self, exam: ExamWork) -> None:
        """Show another exam; the one shown before goes on as it is."""
        self._exam = self._session = exam  # type: ignore[assignment]
        self.show_now()
        self._watch.keep()

    def tell(self, message: dict[str, Any]) -> None:
        """Send a message to the browser."""
        self.send(message)

    def _handlers(self) -> dict[str, Callable[[dict[str, Any]], None]]:
        own: dict[str, Callable[[dict[str, Any]], None]] = {
            "start": lambda _m: self._move(self._exam.start),
            "continue": lambda _m: self._move(self._exam.resume),
            "take_over": lambda _m: self._move(self._exam.take_over),
            "new": lambda _m: self._move(self._exam.new),
            "hand_in": self._hand_in,
            "change": self._change,
            "sync": self._sync,
        }
        both = super()._handlers()
        return own | {name: both[name] for name in ("flag", "assess", "remark", "show")}

    def _move(self, step: Callable[[], None]) -> None:
        try:
            step()
        finally:
            self.show_now()
            self._watch.keep()

    def _change(self, message: dict[str, Any]) -> None:
        seconds = message.get("seconds")
        self.send(
            self._exam.change(
                message["item_id"],
                message.get("answer"),
                change_id=str(message["change_id"]),
                elapsed_ms=round(seconds * 1000) if isinstance(seconds, int | float) else None,
                window=str(message.get("window")),
            )
        )

    def _hand_in(self, message: dict[str, Any]) -> None:
        self._note_times(message)
        self._move(self._exam.hand_in)

    def _note_times(self, message: dict[str, Any]) -> None:
        times = message.get("times")
        if isinstance(times, dict):
            spent = {str(name): round(s * 1000) for name, s in times.items() if isinstance(s, int | float)}
            self._exam.note_times(spent, window=str(message.get("window")))

    def _sync(self, message: dict[str, Any]) -> None:
        self._note_times(message)
        now = self._exam.time()
        if self._exam.tick():
            self.show_now()
        elif now["state"] in FINAL and message.get("screen") == "over":
            self.send_state("payload")  # this window was away when the end was told
        self.send(self._exam.time())
        self._watch.keep()

    def _report(self, message: dict[str, Any], error: Exception) -> None:
        """Say why nothing was recorded; if the exam is in another state than the page shows, show that."""
        told = {name: message.get(name) for name in ("item_id", "change_id", "remark_id")}
        text = self._refused(error, self._exam.lang) or type(error).__name__
        self.send({"type": "error", "message": text} | told)
        if type(error).__name__ in ("NotOwner", "Over"):
            self.show_now()


class Watch:
    """A thread that lets an exam tick while it runs, and ends by itself when it does not or nobody holds it."""

    def __init__(self, player: ExamPlayer) -> None:
        self._player = weakref.ref(player)
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None

    def keep(self) -> None:
        """See to it that the thread runs if the exam does."""
        player = self._player()
        if player is None or player._exam.time()["state"] != "running":  # noqa: SLF001 - its own player
            return
        with self._lock:
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._run, name="fuwu-exam", daemon=True)
                self._thread.start()

    def _run(self) -> None:
        told = time.monotonic()
        while (player := self._player()) is not None:
            try:
                if player._exam.tick():  # noqa: SLF001
                    player.show_now()
                now = player._exam.time()  # noqa: SLF001
                if time.monotonic() - told >= TELL:
                    told = time.monotonic()
                    player.tell(now)
                if now["state"] != "running":
                    return
            except Exception as error:  # noqa: BLE001 - a full disk today may be free in a second
                if time.monotonic() - told >= TELL:
                    told = time.monotonic()
                    player.tell({"type": "error", "message": str(error)})
            del player
            time.sleep(BEAT)
