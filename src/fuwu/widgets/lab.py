"""What every lab view is built from: labelled controls, parts of a page as HTML, and unhurried updates."""

from __future__ import annotations

import asyncio
from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from html import escape
from typing import Any

import anywidget
import ipywidgets as w

from fuwu.i18n import gettext_for
from fuwu.labs.challenge import Condition
from fuwu.labs.figure import table
from fuwu.labs.text import number
from fuwu.model import Lang

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


class Quiet:
    """Controls that are set by the program without each of them asking for an update."""

    _quiet = False

    @contextmanager
    def _silence(self) -> Iterator[None]:
        self._quiet = True
        try:
            yield
        finally:
            self._quiet = False


def manager_choices(retailers: Iterable[str], lang: Lang) -> list[tuple[str, str]]:
    """Return the choices of a list: the whole branch (``""``) and each customer manager, with their retailers' number.

    `retailers` names the customer manager of each retailer.
    """
    _ = gettext_for(lang)
    counts = Counter(retailers)
    whole = _("Whole branch ({n} retailers)").format(n=number(counts.total()))
    one = _("Customer manager {name} ({n} retailers)")
    return [(whole, ""), *((one.format(name=name, n=number(n)), name) for name, n in sorted(counts.items()))]


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


class _View(w.VBox):  # type: ignore[misc]  # ipywidgets is untyped
    """A lab's whole view; its text form is the same in every run."""

    def __init__(self, name: str, parts: Sequence[w.Widget]) -> None:
        super().__init__([w.HTML(STYLE), SliderNames(), *parts], layout=w.Layout(width="100%"))
        self.add_class("fuwu-lab")
        self._name = name

    def __repr__(self) -> str:
        return f"{self._name}()"


def view(name: str, parts: Sequence[w.Widget]) -> w.VBox:
    """Return the view of a lab, its parts below each other."""
    return _View(name, parts)


class Bench(ABC):
    """What every lab has besides its own parts: a task with a hint, a model solution and a way to start over."""

    def __init__(self, lang: Lang) -> None:
        self._lang, self._ = lang, gettext_for(lang)
        self.task, self.hint = w.HTML(), w.HTML()
        self.hint_button = w.Button(description=self._("Show a hint"))
        self.solution_button = w.Button(description=self._("Show the model solution"))
        self.reset_button = w.Button(description=self._("Start over"))
        self.hint_button.on_click(self._toggle_hint)
        self.solution_button.on_click(lambda _button: self.solve())
        self.reset_button.on_click(self._begin_anew)
        buttons = [self.hint_button, self.solution_button, self.reset_button]
        self.challenge = [self.task, w.Box(buttons, layout=w.Layout(flex_flow="row wrap")), self.hint]

    @abstractmethod
    def hint_text(self) -> str:
        """Return the hint."""

    @abstractmethod
    def solve(self) -> None:
        """Show the model solution."""

    @abstractmethod
    def start_over(self) -> None:
        """Set everything as it was at first."""

    def show_conditions(self, ask: str, conditions: Sequence[Condition]) -> None:
        """Show what the task asks, each condition with whether it is met and how things stand."""
        lines = "".join(map(self._condition, conditions))
        met = sum(one.met for one in conditions)
        said = self._("{met} of {all} conditions are met.").format(met=met, all=len(conditions))
        if met == len(conditions):
            said = self._("All conditions are met.")
        self.task.value = f"{paragraph(ask)}<ul class='fuwu-task'>{lines}</ul>{status(said)}"

    def _condition(self, one: Condition) -> str:
        mark, state = ("✓", self._("met")) if one.met else ("○", self._("not yet"))
        asks, now = escape(one.asks.to(self._lang)), escape(one.now.to(self._lang))
        return f'<li><span aria-hidden="true">{mark}</span> <strong>{escape(state)}</strong> · {asks} · {now}</li>'

    def _begin_anew(self, button: w.Button) -> None:
        if self.hint.value:
            self._toggle_hint(button)
        self.start_over()

    def _toggle_hint(self, _button: w.Button) -> None:
        shown = bool(self.hint.value)
        self.hint.value = "" if shown else paragraph(self.hint_text())
        self.hint_button.description = self._("Show a hint") if shown else self._("Hide the hint")


def dropdown(label: str, options: Sequence[tuple[str, str]], value: str) -> w.Dropdown:
    """Return a list to choose one of."""
    return w.Dropdown(options=list(options), value=value, description=label, style={"description_width": "initial"})
