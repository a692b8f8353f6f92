"""The strip above the review player: what is left, done and ahead today, and what of it to show. Pure HTML."""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from fuwu.i18n import gettext_for
from fuwu.model import Lang

#: The bars' greatest height, in rem.
HEIGHT = 2.5


def strip(overview: Mapping[str, Any], lang: Lang) -> str:
    """Return the strip's HTML.

    Parameters
    ----------
    overview
        What `fuwu.session.review.ReviewSession.overview` returns.
    """
    return (
        f'<section class="review-strip">{_figures(overview, lang)}{_ahead(overview["ahead"], lang)}'
        f"{_choices(overview, lang)}{_waiting(overview, lang)}</section>"
    )


def _figures(overview: Mapping[str, Any], lang: Lang) -> str:
    _ = gettext_for(lang)
    about = _("about {n} min").format(n=overview["minutes"]) if overview["left"] else ""
    days = overview["days_to_exam"]
    set_day = html.escape(_("Set day"))
    ask = f'<a href="00-start.ipynb">{set_day}</a>'
    rows = [
        (_("Left today"), _number(overview["left"], about)),
        (_("New of these"), _number(overview["new"])),
        (_("Done today"), _number(overview["done"])),
        (_("Days to exam"), ask if days is None else _number(days)),
    ]
    return (
        '<dl class="figures">' + "".join(f"<div><dt>{html.escape(a)}</dt><dd>{b}</dd></div>" for a, b in rows) + "</dl>"
    )


def _number(value: int, remark: str = "") -> str:
    return f"{value}<small>{html.escape(remark)}</small>" if remark else str(value)


def _ahead(days: Sequence[tuple[date, int]], lang: Lang) -> str:
    """Return the coming days as bars; each says its day and its number in words too."""
    _ = gettext_for(lang)
    today = _("Today")
    most = max((cards for _day, cards in days), default=0) or 1
    bars = "".join(
        f'<li><b>{cards}</b><i aria-hidden="true" style="height:{HEIGHT * cards / most:.2f}rem"></i>'
        f"<span>{html.escape(today if n == 0 else f'{day.month}/{day.day}')}</span></li>"
        for n, (day, cards) in enumerate(days)
    )
    title = html.escape(_("Cards in the coming days"))
    return f'<figure class="ahead"><figcaption>{title}</figcaption><ol>{bars}</ol></figure>'


def _choices(overview: Mapping[str, Any], lang: Lang) -> str:
    _ = gettext_for(lang)
    choice = overview["choice"]
    kinds = [("all", _("Questions and flashcards")), ("items", _("Questions only")), ("cards", _("Flashcards only"))]
    lessons = [("", _("All lessons")), *overview["lessons"]]
    return (
        "<form>"
        + _select("kind", _("Show"), kinds, choice.kind)
        + _select("lesson", _("From"), lessons, choice.lesson or "")
        + "</form>"
    )


def _select(name: str, label: str, options: Sequence[tuple[str, str]], chosen: str) -> str:
    listed = "".join(
        f'<option value="{html.escape(value)}"{" selected" if value == chosen else ""}>{html.escape(words)}</option>'
        for value, words in options
    )
    return (
        f'<label>{html.escape(label)}<select name="{name}" data-do="choose" data-on="change">{listed}</select></label>'
    )


def _waiting(overview: Mapping[str, Any], lang: Lang) -> str:
    """Return what is not shown today, and why."""
    _ = gettext_for(lang)
    lines = []
    if overview["waiting"]:
        lines.append(_("{n} more are due but beyond today's limit.").format(n=overview["waiting"]))
    if overview["leeches"]:
        lines.append(_("{n} wait until their section is read again.").format(n=overview["leeches"]))
    return f'<p class="waiting">{html.escape(" ".join(lines))}</p>' if lines else ""
