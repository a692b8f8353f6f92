"""The practice page: what to practise is chosen above, the sitting is below."""

from __future__ import annotations

import html
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Protocol

import ipywidgets

from fuwu.i18n import gettext_for
from fuwu.model import Lang, Text
from fuwu.selection import COUNTS, Choice, Known, Matches
from fuwu.widgets.memorise import MemorisePlayer
from fuwu.widgets.panel import Panel, Values
from fuwu.widgets.player import QuizPlayer
from fuwu.wrongbook import type_names


class _Titled(Protocol):
    @property
    def id(self) -> str:
        """Its id."""

    @property
    def title(self) -> Text:
        """What it is called."""


class _Chapter(_Titled, Protocol):
    @property
    def points(self) -> Sequence[_Titled]:
        """Its points."""


class PracticeAtWork(Protocol):
    """What stands behind the page; `fuwu.session.practice.Practice` is one."""

    lang: Lang

    @property
    def lessons(self) -> Sequence[_Chapter]:
        """The lessons and cases there are items of."""

    def last_choice(self) -> Choice:
        """Return what was chosen last."""

    def known(self) -> Known:
        """Return what the learner has done."""

    def matching(self, choice: Choice, known: Known) -> Matches:
        """Return the items that match."""

    def resumed(self) -> Any:
        """Return the sitting that was left, if there is something left to do in it."""

    def start(self, choice: Choice) -> Any:
        """Begin a sitting."""


class PracticePage:
    """The choice above, the player below once there is a sitting."""

    def __init__(self, practice: PracticeAtWork) -> None:
        self._practice = practice
        self._known = practice.known()
        self._choice = practice.last_choice()
        self._unfolded: set[str] = set()
        sitting = practice.resumed()
        self._choosing = sitting is None
        self.panel = Panel(
            self._html,
            text=self._text(),
            lang=practice.lang,
            actions={
                "count": self._count,
                "unfold": self._unfold,
                "start": self._start,
                "anew": self._anew,
                "clear": self._clear,
                "refresh": self._refresh,
            },
        )
        self.box: Any = ipywidgets.VBox([self.panel, *([_player(sitting)] if sitting else [])])

    def __repr__(self) -> str:
        return self._text()

    def _repr_mimebundle_(self, **_kwargs: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        view = {"version_major": 2, "version_minor": 0, "model_id": self.box.model_id}
        return {"application/vnd.jupyter.widget-view+json": view, "text/plain": self._text()}, {}

    def _text(self) -> str:
        _ = gettext_for(self._practice.lang)
        return _("[Practice] To choose and answer, choose Run ▸ Run All Cells in the menu above.")

    def _html(self) -> str:
        lang = self._practice.lang
        if not self._choosing:
            return _underway(lang)
        matches = self._practice.matching(self._choice, self._known)
        return form(self._practice.lessons, self._choice, matches, unfolded=self._unfolded, lang=lang)

    def _count(self, values: Values) -> str:
        self._choice = Choice.of(values)
        return self._html()

    def _unfold(self, values: Values) -> str:
        self._choice = Choice.of(values)
        self._unfolded ^= {str(values["lesson"])}
        return self._html()

    def _clear(self, _values: Values) -> str:
        self._choice = Choice()
        self._unfolded = set()
        return self._html()

    def _refresh(self, _values: Values) -> str:
        """Count anew what was answered, starred or settled on another page."""
        self._known = self._practice.known()
        return self._html()

    def _anew(self, _values: Values) -> str:
        self._choosing = True
        self._known = self._practice.known()
        return self._html()

    def _start(self, values: Values) -> str:
        self._choice = Choice.of(values)
        sitting = self._practice.start(self._choice)
        self._choosing = False
        before = self.box.children[1:]
        self.box.children = [self.panel, _player(sitting)]
        for player in before:
            player.close()
        return self._html()


def _player(sitting: Any) -> QuizPlayer:
    return MemorisePlayer(sitting) if hasattr(sitting, "reveal") else QuizPlayer(sitting)


def _underway(lang: Lang) -> str:
    _ = gettext_for(lang)
    told = html.escape(_("Your practice is below and goes on where you left it."))
    anew = html.escape(_("Choose something else"))
    return f'<div class="underway"><p>{told}</p><button type="button" data-do="anew" data-focus>{anew}</button></div>'


def form(chapters: Sequence[_Chapter], choice: Choice, matches: Matches, *, unfolded: Iterable[str], lang: Lang) -> str:
    """Return the form with the choice as it is, and how many items match."""
    _ = gettext_for(lang)
    open_ = set(unfolded)
    rows = "".join(_chapter(one, choice, matches, open_, lang) for one in chapters)
    types = "".join(
        _field("types", name, title, checked=name in choice.types) for name, title in type_names(lang).items()
    )
    any_ = html.escape(_("none ticked means all"))
    chapter, kind = html.escape(_("Chapters")), html.escape(_("Types"))
    return (
        f'<div class="choosing"><span hidden data-do="refresh" data-on="return"></span>'
        f'<fieldset><legend>{chapter} <span class="dim">{any_}</span></legend>'
        f'<ul class="chapters">{rows}</ul></fieldset>'
        f'<div class="sides"><fieldset><legend>{kind} <span class="dim">{any_}</span></legend>'
        f'<div class="ticks">{types}</div></fieldset>'
        f"{_radios(choice, lang)}{_ready(choice, matches, lang)}</div></div>"
    )


def _chapter(chapter: _Chapter, choice: Choice, matches: Matches, unfolded: set[str], lang: Lang) -> str:
    _ = gettext_for(lang)
    chosen = [point.id for point in chapter.points if point.id in choice.points]
    is_open = chapter.id in unfolded or bool(chosen)
    number = f"{int(chapter.id[:2])} " if chapter.id[:2].isdigit() else ""
    title = chapter.title.to(lang)
    box = _field(
        "lessons",
        chapter.id,
        number + title,
        checked=chapter.id in choice.lessons,
        n=matches.by_lesson.get(chapter.id, 0),
    )
    label = html.escape(_("Its points: {title}").format(title=title))
    its = html.escape(_("Its points"))
    fold = (
        f'<button type="button" class="fold" data-do="unfold" data-lesson="{chapter.id}" aria-label="{label}" '
        f'aria-expanded="{str(is_open).lower()}">{its}</button>'
    )
    points = "".join(
        f"<li>{_field('points', p.id, p.title.to(lang), checked=p.id in chosen, n=matches.by_point.get(p.id, 0))}</li>"
        for p in chapter.points
    )
    return f"<li>{box}{fold}{f'<ul>{points}</ul>' if is_open else ''}</li>"


def _field(name: str, value: str, title: str, *, checked: bool, n: int | None = None, kind: str = "checkbox") -> str:
    count = "" if n is None else f' <span class="dim">{n}</span>'
    return (
        f'<label class="tick"><input type="{kind}" id="fuwu-{name}-{value}" name="{name}" value="{value}" '
        f'data-do="count" data-on="change"{" checked" if checked else ""}>'
        f"<span>{html.escape(title)}{count}</span></label>"
    )


def _radios(choice: Choice, lang: Lang) -> str:
    _ = gettext_for(lang)
    groups: Mapping[str, tuple[str, Mapping[str, str]]] = {
        "scope": (
            _("Which items"),
            {
                "all": _("All"),
                "unseen": _("Never answered"),
                "wrong": _("In the wrong-answer book"),
                "favourite": _("Starred"),
            },
        ),
        "order": (_("In what order"), {"chapter": _("By chapter"), "random": _("At random")}),
        "way": (_("In what way"), {"answer": _("Answer"), "memorise": _("Memorise: with the answers")}),
        "count": (_("Number of items"), {str(n): str(n) if n else _("All of them") for n in COUNTS}),
    }
    now = {name: str(getattr(choice, name)) for name in groups}
    return "".join(
        f'<fieldset><legend>{html.escape(legend)}</legend><div class="ticks">'
        + "".join(_field(name, v, title, checked=v == now[name], kind="radio") for v, title in choices.items())
        + "</div></fieldset>"
        for name, (legend, choices) in groups.items()
    )


def _ready(choice: Choice, matches: Matches, lang: Lang) -> str:
    _ = gettext_for(lang)
    n = len(matches.items)
    now = min(choice.count or n, n)
    said = _("{n} items match; {now} of them now.") if n else _none(choice, lang)
    disabled = "" if n else ' aria-disabled="true"'
    start, clear = html.escape(_("Start")), html.escape(_("Clear the choice"))
    return (
        f'<p class="matches" role="status">{html.escape(said.format(n=n, now=now))}</p><div class="actions">'
        f'<button type="button" class="primary" data-do="start"{disabled}>{start}</button>'
        f'<button type="button" data-do="clear">{clear}</button></div>'
    )


def _none(choice: Choice, lang: Lang) -> str:
    """Say why nothing matches."""
    _ = gettext_for(lang)
    reasons = {
        "unseen": _("You have answered every item."),
        "wrong": _("No item in the wrong-answer book waits to be settled."),
        "favourite": _("You have not starred any item yet."),
    }
    if choice.lessons or choice.points or choice.types:
        return _("No item matches. Choose more chapters or types.")
    return reasons.get(choice.scope, _("No item matches. Choose more chapters or types."))
