"""The start page and the progress page as panels."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from typing import Any, Protocol

from fuwu.i18n import gettext_for
from fuwu.model import Lang
from fuwu.widgets.panel import Action, Panel, Values


class PagesAtWork(Protocol):
    """What stands behind the pages (`session.Pages`)."""

    lang: Lang

    def start(self) -> tuple[str, str]:
        """Return the start page's HTML, and the same in plain lines."""

    def progress(self, *, message: str | None = None, fault: str | None = None) -> tuple[str, str]:
        """Return the progress page's HTML, and its first lines."""

    def choose(self, values: Mapping[str, Any]) -> None:
        """Keep settings."""

    def add_outside(self, values: Mapping[str, Any]) -> None:
        """Keep the result of an exam sat elsewhere."""

    def taken(self) -> tuple[str, str]:
        """Return the name and text of a file with everything."""

    def bring(self, text: str, name: str) -> tuple[bool, str]:
        """Bring in a file."""


def start_panel(pages: PagesAtWork) -> Panel:
    """Return the start page; it is drawn anew when the learner comes back to it."""
    html, text = pages.start()

    def choose(values: Values) -> str:
        pages.choose(values)
        return pages.start()[0]

    actions: dict[str, Action] = {"choose": choose, "refresh": lambda _values: pages.start()[0]}
    return Panel(lambda: html, text=text, lang=pages.lang, actions=actions)


def progress_panel(pages: PagesAtWork) -> Panel:
    """Return the progress page."""
    _ = gettext_for(pages.lang)
    html, text = pages.progress()
    turn = itertools.count(1)

    def told(message: str | None = None, fault: str | None = None) -> str:
        return pages.progress(message=message, fault=fault)[0]

    def choose(values: Values) -> str:
        pages.choose(values)
        return told(_("Saved."))

    def outside(values: Values) -> str:
        pages.add_outside(values)
        return told(_("The result is added."))

    def bring(values: Values) -> str:
        if "file" not in values:
            return told(fault=_("Please choose a file."))
        fine, said = pages.bring(str(values["file"]), str(values.get("file_name", "")))
        return told(said) if fine else told(fault=said)

    def export(_values: Values) -> None:
        name, content = pages.taken()
        panel.file = {"name": name, "text": content, "turn": next(turn)}  # the turn tells two equal files apart

    actions: dict[str, Action] = {"choose": choose, "outside": outside, "bring": bring, "export": export}
    panel = Panel(lambda: html, text=text, lang=pages.lang, actions=actions)
    return panel
