"""The page of the wrong-answer book: the list above, the retry below."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Protocol

import ipywidgets

from fuwu.i18n import gettext_for
from fuwu.model import Lang
from fuwu.widgets.panel import Action, Panel, Values
from fuwu.widgets.player import QuizPlayer
from fuwu.wrongbook import Entry, Facets, Sift, Told, files, pages, sift, waiting
from fuwu.wrongbook.pages import PAGE, Shelf

#: What a printer gets at most; a whole bank on paper is a slip.
PRINT_MOST = 200


class BookAtWork(Protocol):
    """What stands behind the page; `fuwu.session.mistakes.Book` is one."""

    lang: Lang

    @property
    def facts(self) -> Mapping[str, Facets]:
        """What is known of each item."""

    @property
    def lessons(self) -> Sequence[Any]:
        """The lessons, with id, title and points."""

    @property
    def today(self) -> date:
        """The day of study it is."""

    def entries(self) -> tuple[Entry, ...]:
        """Return every entry, as the log has it now."""

    def told(self, entry: Entry) -> Told:
        """Return an entry in words."""

    def remark(self, item_id: str, name: str, value: object) -> None:
        """Keep a star, a cause, a note, or that the item is settled."""

    def retry(self, items: Sequence[str]) -> Any:
        """Begin a sitting on these items."""

    def resumed(self) -> Any:
        """Return the retry that was left, if there is something left to do in it."""


class MistakesPage:
    """The book above, the player below once something is retried."""

    def __init__(self, book: BookAtWork) -> None:
        self._book = book
        self._entries = book.entries()
        self._asked = Sift()
        self._page = 0
        self._keys: bool | None = None  # of the sheet to print; None: the list shows
        self._turn = itertools.count(1)
        self.panel = Panel(self._html, text=self._text(), lang=book.lang, actions=self._actions())
        sitting = self._sitting = book.resumed()
        self.box: Any = ipywidgets.VBox([self.panel, *([self._player(sitting)] if sitting else [])])

    def __repr__(self) -> str:
        return self._text()

    def _repr_mimebundle_(self, **_kwargs: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        view = {"version_major": 2, "version_minor": 0, "model_id": self.box.model_id}
        return {"application/vnd.jupyter.widget-view+json": view, "text/plain": self._text()}, {}

    def _text(self) -> str:
        _ = gettext_for(self._book.lang)
        return _("[Wrong-answer book] To see it, choose Run ▸ Run All Cells in the menu above.")

    def _actions(self) -> dict[str, Action]:
        return {
            "kept": lambda values: self._sifted(replace(self._asked, kept=Sift.of(values).kept)),
            "sift": lambda values: self._sifted(replace(Sift.of(values), kept=self._asked.kept)),
            "page": self._turn_page,
            "star": self._star,
            "cause": self._cause,
            "note": self._note,
            "settle": self._settle,
            "refresh": self._refresh,
            "retry": self._retry,
            "sheet": lambda _values: self._sheet(keys=True),
            "keys": lambda _values: self._sheet(keys=not self._keys),
            "back": lambda _values: self._sheet(keys=None),
            "document": lambda _values: self._save("html", files.document),
            "table": lambda _values: self._save("csv", files.table),
        }

    # --- what is shown ------------------------------------------------------------------------------

    def _found(self) -> tuple[Entry, ...]:
        return sift(self._entries, self._asked, self._book.facts, today=self._book.today)

    def _shown(self) -> tuple[Entry, ...]:
        return self._found()[self._page * PAGE : (self._page + 1) * PAGE]

    def _told(self, entries: Sequence[Entry]) -> list[Told]:
        return [self._book.told(entry) for entry in entries]

    def _html(self) -> str:
        lang = self._book.lang
        if self._keys is not None:
            found = self._found()
            told = self._told(found[:PRINT_MOST])
            return pages.sheet_html(told, keys=self._keys, lang=lang, left_out=len(found) - len(told))
        return pages.shelf_html(self._shelf(), self._asked, lang=lang)

    def _shelf(self) -> Shelf:
        lang = self._book.lang
        facts = self._book.facts
        here = {facts[entry.item_id].lesson for entry in self._entries}
        lessons = [lesson for lesson in self._book.lessons if lesson.id in here]
        chosen = next((lesson for lesson in lessons if lesson.id == self._asked.lesson), None)
        mastered = sum(entry.mastered for entry in self._entries)
        found = self._found()
        self._page = min(self._page, max(0, (len(found) - 1) // PAGE))
        return Shelf(
            told=self._told(self._shown()),
            page=self._page,
            found=len(found),
            open=len(self._entries) - mastered,
            mastered=mastered,
            lessons=[(lesson.id, lesson.title.to(lang)) for lesson in lessons],
            points=[(point.id, point.title.to(lang)) for point in chosen.points] if chosen else [],
            today=self._book.today,
        )

    # --- what the learner does ------------------------------------------------------------------------

    def _sifted(self, asked: Sift) -> str:
        points = {point.id for lesson in self._book.lessons if lesson.id == asked.lesson for point in lesson.points}
        self._asked = asked if asked.point in points else replace(asked, point="")
        self._page = 0
        self._entries = self._book.entries()
        return self._html()

    def _turn_page(self, values: Values) -> str:
        self._page = max(0, int(values["page"]))
        return self._html()

    def _refresh(self, _values: Values) -> str | None:
        """Show what was done elsewhere, unless a retry is under way below: the list must not move then."""
        if self._sitting is not None and not _complete(self._sitting):
            return None
        self._entries = self._book.entries()
        return self._html()

    def _keep(self, item: str, name: str, value: object) -> None:
        self._book.remark(item, name, value)
        kept = {name: value if value is not None or name == "cause" else ""}
        self._entries = tuple(replace(e, **kept) if e.item_id == item else e for e in self._entries)  # type: ignore[arg-type]

    def _remark(self, item: str, name: str, value: object) -> str:
        self._keep(item, name, value)
        return self._html()

    def _star(self, values: Values) -> str:
        item = str(values["item"])
        return self._remark(item, "favourite", not self._entry(item).favourite)

    def _cause(self, values: Values) -> str:
        item, cause = str(values["item"]), str(values["cause"])
        return self._remark(item, "cause", None if self._entry(item).cause == cause else cause)

    def _settle(self, values: Values) -> str:
        """Take an item out, or put it back."""
        item, out = str(values["item"]), values["out"] == "true"
        self._book.remark(item, "settled", out)
        self._entries = self._book.entries()
        _ = gettext_for(self._book.lang)
        done = _("Taken out: it is under “Settled” now.") if out else _("Put back.")
        return pages.shelf_html(self._shelf(), self._asked, lang=self._book.lang, done=done)

    def _note(self, values: Values) -> None:
        """Keep a note. The page stays: it has the text, and what the learner does next must not be disturbed."""
        item = str(values["item"])
        self._keep(item, "note", str(values[f"note-{item}"]))
        self.panel.renew()

    def _entry(self, item: str) -> Entry:
        return next(entry for entry in self._entries if entry.item_id == item)

    def _retry(self, values: Values) -> str:
        one = values.get("item")
        items = [str(one)] if one else [entry.item_id for entry in waiting(self._shown(), self._book.today)]
        before = self.box.children[1:]
        self._sitting = self._book.retry(items)
        self.box.children = [self.panel, self._player(self._sitting)]
        for player in before:
            player.close()
        _ = gettext_for(self._book.lang)
        done = _("The retry is below: {n} items.").format(n=len(items))
        return pages.shelf_html(self._shelf(), self._asked, lang=self._book.lang, done=done)

    def _player(self, sitting: Any) -> QuizPlayer:
        def answered() -> None:
            if _complete(sitting):  # not sooner: the list must not move while one answers
                self._entries = self._book.entries()
                self.panel.redraw()

        return QuizPlayer(sitting, answered=answered)

    def _sheet(self, *, keys: bool | None) -> str:
        self._keys = keys
        return self._html()

    def _save(self, ending: str, write: Callable[..., str]) -> None:
        text = write(self._told(self._found()), lang=self._book.lang)
        _ = gettext_for(self._book.lang)
        name = _("Wrong-answer book") + f".{ending}"
        self.panel.file = {"name": name, "text": text, "turn": next(self._turn)}  # the turn tells two equal files apart


def _complete(sitting: Any) -> bool:
    summary = sitting.payload()["summary"]
    return bool(summary["answered"] >= summary["total"])
