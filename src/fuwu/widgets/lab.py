"""What every lab view is built from: labelled controls, parts of a page as HTML, and unhurried updates."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from html import escape
from typing import Any

import anywidget
import ipywidgets as w

from fuwu.i18n import gettext_for
from fuwu.labs.figure import table
from fuwu.model import Lang, Text

#: Labels stand above their control and wrap, so that nothing is cut on a phone.
STYLE = """<style>
.fuwu-lab, .fuwu-lab .jupyter-widgets { max-width: 100%; overflow: visible; }
.fuwu-lab .widget-inline-hbox { flex-wrap: wrap; height: auto; width: 100%; max-width: 34rem; }
.fuwu-lab .widget-inline-hbox > .widget-label { width: 100% !important; max-width: none; text-align: left;
  white-space: normal; height: auto; line-height: 1.4; margin-top: .3rem; }
.fuwu-lab .widget-html { max-width: 100%; }
.fuwu-lab .widget-html-content { line-height: 1.5; white-space: normal; flex: 1 1 100%; min-width: 0; }
.fuwu-lab .widget-html-content p, .fuwu-lab .widget-html-content li { max-width: 42rem; }
.fuwu-lab .widget-checkbox, .fuwu-lab .widget-checkbox * { height: auto; white-space: normal; }
.fuwu-lab .widget-button { width: auto; max-width: 100%; height: auto; white-space: normal; min-height: 2rem; }
.fuwu-lab h3 { margin: 1.2rem 0 .3rem; }
.fuwu-lab .fuwu-scroll { overflow-x: auto; max-width: 100%; }
.fuwu-lab table { border-collapse: collapse; margin: .3rem 0; }
.fuwu-lab caption { text-align: left; font-weight: bold; padding: .2rem 0; }
.fuwu-lab th, .fuwu-lab td { padding: .2rem .5rem; text-align: left; border-bottom: 1px solid #8886;
  vertical-align: top; white-space: nowrap; }
.fuwu-lab td:last-child { white-space: normal; min-width: 5rem; }
.fuwu-lab tr:has(td:nth-child(9)) td:last-child { min-width: 14rem; }
.fuwu-lab .widget-dropdown > select { height: max(2rem, var(--jp-widgets-inline-height)); }
.fuwu-lab th[scope="col"] { vertical-align: bottom; }
.fuwu-lab .fuwu-task { list-style: none; padding-left: .3rem; }
.fuwu-lab summary { cursor: pointer; }
</style>"""


class SliderNames(anywidget.AnyWidget):
    """Give the handles of the view's sliders the name of their label, which ipywidgets leaves out."""

    _esm = """
    function name(root) {
      for (const box of root.querySelectorAll(".widget-inline-hbox")) {
        const label = box.querySelector(".widget-label")?.textContent ?? "";
        const handles = box.querySelectorAll(".noUi-handle");
        handles.forEach((handle, at) => {
          const text = handles.length > 1 ? `${label} ${at + 1}/${handles.length}` : label;
          if (handle.getAttribute("aria-label") !== text) handle.setAttribute("aria-label", text);
        });
      }
    }
    export default {
      render({ el }) {
        let frame;
        let root;
        const observer = new MutationObserver(() => name(root));
        const start = () => {
          root = el.closest(".fuwu-lab");
          if (!root) { frame = requestAnimationFrame(start); return; }
          name(root);
          observer.observe(root, { childList: true, subtree: true });
        };
        start();
        return () => { cancelAnimationFrame(frame); observer.disconnect(); };
      },
    };
    """

    def __repr__(self) -> str:
        return "SliderNames()"


class Latest:
    """Run a job soon, once, with the latest state, however often it is asked for meanwhile.

    Without a running event loop (a plain script or test) the job runs at once.
    """

    def __init__(self, job: Callable[[], None], *, seconds: float) -> None:
        self._job, self._seconds = job, seconds
        self._waiting: asyncio.TimerHandle | None = None

    def __call__(self, _change: object = None) -> None:
        """Ask for the job."""
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            self._job()
            return
        if self._waiting is None:
            self._waiting = loop.call_later(self._seconds, self._run)

    def _run(self) -> None:
        self._waiting = None
        self._job()


def heading(text: str) -> w.HTML:
    """Return a section's heading."""
    return w.HTML(f"<h3>{escape(text)}</h3>")


def paragraph(text: str) -> str:
    """Return a paragraph of plain text as HTML."""
    return f"<p>{escape(text)}</p>"


def status(text: str) -> str:
    """Return text that a screen reader announces when it changes."""
    return f'<div role="status" aria-live="polite"><p>{escape(text)}</p></div>'


def scrolled(caption: str, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a table that scrolls by itself, by keyboard too, when the page is narrow."""
    body = table(caption, columns, rows).html
    return f'<div class="fuwu-scroll" role="region" tabindex="0" aria-label="{escape(caption)}">{body}</div>'


def side_by_side(*parts: w.Widget) -> w.Box:
    """Lay parts out beside each other where there is room, else below each other."""
    for part in parts:
        part.layout.flex, part.layout.min_width = "1 1 20rem", "0"
    return w.Box(
        list(parts),
        layout=w.Layout(flex_flow="row wrap", align_items="flex-start", grid_gap="0 1rem", width="100%"),
    )


def slider(label: str, value: Any, *, low: float, high: float, step: float = 1) -> w.Widget:
    """Return a slider for a number, or with two handles for a (low, high) pair."""
    whole = all(float(one).is_integer() for one in (low, high, step))
    kind = w.IntRangeSlider if isinstance(value, tuple) else w.IntSlider if whole else w.FloatSlider
    shape = {} if whole else {"readout_format": ".1f"}
    style = {"description_width": "initial"}
    return kind(value=value, min=low, max=high, step=step, description=label, style=style, **shape)


def task_list(ask: str, conditions: Sequence[tuple[Text, bool, Text]], lang: Lang) -> str:
    """Return a challenge as HTML: what it asks, each condition with whether it is met and how things stand."""
    _ = gettext_for(lang)
    lines = "".join(_condition(one, lang) for one in conditions)
    met = sum(met for _asks, met, _now in conditions)
    said = _("All conditions are met.") if met == len(conditions) else _("{met} of {all} conditions are met.")
    done = status(said.format(met=met, all=len(conditions)))
    return f"{paragraph(ask)}<ul class='fuwu-task'>{lines}</ul>{done}"


def _condition(condition: tuple[Text, bool, Text], lang: Lang) -> str:
    _ = gettext_for(lang)
    asks, met, now = condition
    mark, state = ("✓", _("met")) if met else ("○", _("not yet"))
    return (
        f'<li><span aria-hidden="true">{mark}</span> <strong>{escape(state)}</strong> · '
        f"{escape(asks.to(lang))} · {escape(now.to(lang))}</li>"
    )


def dropdown(label: str, options: Sequence[tuple[str, str]], value: str) -> w.Dropdown:
    """Return a list to choose one of."""
    return w.Dropdown(options=list(options), value=value, description=label, style={"description_width": "initial"})
