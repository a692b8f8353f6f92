"""A panel: a page part whose HTML comes from Python, and which tells Python what the learner does in it.

One widget serves every page that is a list, a form or a report: no script of its own is needed for each.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import anywidget
import traitlets

from fuwu.i18n import gettext_for
from fuwu.model import Lang
from fuwu.widgets.assets import script, style

#: What an action gets: the values of the form fields of the panel (or of the form that holds the button), by name,
#: and those of the button's own ``data-…`` attributes.
Values = dict[str, Any]
Action = Callable[[Values], str | None]


class Panel(anywidget.AnyWidget):
    """Shows HTML and runs actions.

    In the HTML an element with ``data-do="name"`` (a button, or with ``data-on="change"`` a field) runs the action
    of that name, with the values of the fields of the nearest ``form`` or else of the whole panel. What the action
    returns is the new HTML; None leaves the page as it is. What an action puts into `file`, the browser saves. An
    action may take as long as ``data-wait`` on its button says (milliseconds). An element with ``data-on="return"``
    runs its action when the learner comes back to the browser's tab. A text field with ``data-on="input"`` runs its
    action while one types, apart from all others, and what it holds outlives a redrawn page until Python has it.

    Parameters
    ----------
    html
        Returns the HTML to begin with; called again by `redraw`.
    text
        What is shown where no kernel runs, and compared by nbval.
    actions
        By name. An error an action raises is shown at the top, and nothing else changes.
    """

    _esm = script("panel")
    _css = style("panel")
    html = traitlets.Unicode().tag(sync=True)
    lang = traitlets.Unicode().tag(sync=True)
    failed = traitlets.Unicode().tag(sync=True)
    file = traitlets.Dict().tag(sync=True)  # {name, text}: what the browser is to save

    def __init__(self, html: Callable[[], str], *, text: str, lang: Lang, actions: dict[str, Action]) -> None:
        self._draw = html
        self._text = text
        self._actions = actions
        self._pieces: dict[str, list[str]] = {}
        _ = gettext_for(lang)
        failed = _("No reply. Is the workbook still running? Please try once more.")
        super().__init__(html=html(), lang=lang, failed=failed)
        self.on_msg(self._receive)

    def redraw(self) -> None:
        """Show the HTML as it is now."""
        self.html = self._draw()

    def renew(self) -> None:
        """Take over the HTML as it is now without telling the browsers that are up to date: the next one asks."""
        self._trait_values["html"] = self._draw()

    def __repr__(self) -> str:
        return self._text

    def _repr_mimebundle_(self, **_kwargs: object) -> tuple[dict[str, Any], dict[str, Any]] | None:
        view = {"version_major": 2, "version_minor": 0, "model_id": self.model_id}
        return {"application/vnd.jupyter.widget-view+json": view, "text/plain": self._text}, {}

    def _receive(self, _widget: object, message: dict[str, Any], _buffers: object) -> None:
        if message.get("do") == "#piece":
            self._pieces.setdefault(str(message.get("name")), []).append(str(message.get("text")))
            return
        action = self._actions.get(str(message.get("do")))
        if action is None:
            return
        about = {"re": message["re"]} if "re" in message else {}  # which of several messages this answers
        values = {str(name): value for name, value in dict(message.get("values") or {}).items()}
        if "file_pieces" in values:
            values["file"] = "".join(self._pieces.pop(str(values.pop("file_pieces")), ()))
        try:
            shown = action(values)
        except Exception as error:  # noqa: BLE001 - whatever fails, the learner is told and the page stays
            self.send({"type": "error", "message": str(error) or type(error).__name__} | about)
            return
        if shown is not None:
            self.html = shown
        self.send({"type": "done"} | about)
