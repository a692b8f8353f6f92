"""The wrong-answer book as HTML: the list with its filters, and the sheets to print. Pure: plain data in, text out."""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, tzinfo

from fuwu.i18n import gettext_for
from fuwu.model import Lang
from fuwu.wrongbook.book import CAUSES, DAYS_RIGHT
from fuwu.wrongbook.sifting import Sift, waiting
from fuwu.wrongbook.told import LETTERED, Told, cause_names, type_names

#: Entries on a page.
PAGE = 20

#: Lets the page be drawn anew when the learner comes back to it.
RETURN = '<span hidden data-do="refresh" data-on="return"></span>'


@dataclass(frozen=True, slots=True)
class Shelf:
    """What the list is drawn from.

    `told` are the entries of page number `page` (from 0), `found` how many fit in all; `open` and `mastered` how many
    there are of each without any filter. `lessons` and `points` are (id, title) pairs to filter by. `today` is the
    learner's day.
    """

    told: Sequence[Told]
    page: int
    found: int
    open: int
    mastered: int
    lessons: Sequence[tuple[str, str]]
    points: Sequence[tuple[str, str]]
    today: date | None = None


def shelf_html(shelf: Shelf, asked: Sift, *, lang: Lang, zone: tzinfo | None = None, done: str = "") -> str:
    """Return the list; `done` is what was just done, to be told."""
    _ = gettext_for(lang)
    said = f'<p class="done" role="status">{html.escape(done)}</p>' if done else ""
    if not shelf.open + shelf.mastered:
        empty = html.escape(_("Nothing is in the book yet: what you answer wrong comes here by itself."))
        go = html.escape(_("Go and practise"))
        return f'<div class="mistakes">{RETURN}{said}<p>{empty}</p><p><a href="10-practice.ipynb">{go}</a></p></div>'
    entries = "".join(_entry(told, shelf.today, lang, zone) for told in shelf.told)
    body = f'<ol class="entries">{entries}</ol>{_pager(shelf, lang)}' if shelf.told else _nothing(shelf, asked, lang)
    return f'<div class="mistakes">{RETURN}{said}{_filters(shelf, asked, lang)}{_tools(shelf, lang)}{body}</div>'


def _nothing(shelf: Shelf, asked: Sift, lang: Lang) -> str:
    """Say why the list is empty."""
    _ = gettext_for(lang)
    if shelf.open or asked not in (Sift(sort="latest"), Sift(sort="often")):
        said = _("No entry fits these filters.")
        if asked.favourite:
            said += _(" Starred items that you never got wrong are on the practice page, under “Starred”.")
        return f"<p>{html.escape(said)}</p>"
    said = html.escape(_("All settled: {n} items. Nothing here waits for you now.").format(n=shelf.mastered))
    go = html.escape(_("Go and practise"))
    return f'<p>{said}</p><p><a href="10-practice.ipynb">{go}</a></p>'


def _filters(shelf: Shelf, asked: Sift, lang: Lang) -> str:
    _ = gettext_for(lang)
    kept = "".join(
        f'<button type="button" data-do="kept" data-kept="{name}" aria-pressed="{str(asked.kept == name).lower()}">'
        f"{html.escape(title)} <b>{n}</b></button>"
        for name, title, n in (("open", _("To settle"), shelf.open), ("mastered", _("Settled"), shelf.mastered))
    )
    every = ("", _("All"))
    causes = [every, *cause_names(lang).items(), ("none", _("Not named yet"))]
    selects = (
        _select("lesson", _("Lesson"), [every, *shelf.lessons], asked.lesson)
        + (_select("point", _("Point"), [every, *shelf.points], asked.point) if shelf.points else "")
        + _select("type", _("Item type"), [every, *type_names(lang).items()], asked.type)
        + _select("cause", _("Cause of the error"), causes, asked.cause)
        + _select(
            "sort", _("Sort by"), [("latest", _("Latest error first")), ("often", _("Most errors first"))], asked.sort
        )
    )
    ticks = _tick("favourite", _("Starred only"), checked=asked.favourite)
    ticks += _tick("confident", _("Only errors you were sure of"), checked=asked.confident)
    label, which = html.escape(_("Filters")), html.escape(_("Which entries"))
    return (
        f'<div class="kept" role="group" aria-label="{which}">{kept}</div>'
        f'<div class="filters" role="group" aria-label="{label}">{selects}<div class="ticks">{ticks}</div></div>'
    )


def _select(name: str, title: str, choices: Sequence[tuple[str, str]], now: str) -> str:
    options = "".join(
        f'<option value="{value}"{" selected" if value == now else ""}>{html.escape(text)}</option>'
        for value, text in choices
    )
    return (
        f'<label class="field"><span class="dim">{html.escape(title)}</span>'
        f'<select id="fuwu-mistakes-{name}" name="{name}" data-do="sift" data-on="change">{options}</select></label>'
    )


def _tick(name: str, title: str, *, checked: bool) -> str:
    return (
        f'<label class="tick"><input type="checkbox" id="fuwu-mistakes-{name}" name="{name}" data-do="sift" '
        f'data-on="change"{" checked" if checked else ""}><span>{html.escape(title)}</span></label>'
    )


def _tools(shelf: Shelf, lang: Lang) -> str:
    _ = gettext_for(lang)
    if not shelf.told:
        return ""
    some = _("Retry these {n}").format(n=len(waiting([told.entry for told in shelf.told], shelf.today)))
    buttons = [("retry", some, "primary"), ("sheet", _("Print"), ""), ("document", _("Save as a web page"), "")]
    buttons.append(("table", _("Save for Excel"), ""))
    found = html.escape(_("{n} entries").format(n=shelf.found))
    made = "".join(
        f'<button type="button" data-do="{do}"{f" class={kind}" if kind else ""}>{html.escape(title)}</button>'
        for do, title, kind in buttons
    )
    return f'<div class="actions">{made}<span class="dim found" role="status">{found}</span></div>'


def _entry(told: Told, today: date | None, lang: Lang, zone: tzinfo | None) -> str:
    _ = gettext_for(lang)
    entry = told.entry
    name = entry.item_id
    star = html.escape(_("Star"))
    again = html.escape(_("Retry"))
    kind = html.escape(type_names(lang)[told.type])
    return (
        f'<li class="entry" data-item="{name}"><div class="head"><span class="chip">{kind}</span>'
        f'<a href="{html.escape(told.href)}" data-anchor="{html.escape(told.href.partition("#")[2])}" '
        f'target="_blank">{html.escape(told.point)}</a>{_facts(told, today, lang, zone)}'
        f'<button type="button" class="star" data-do="star" data-item="{name}" '
        f'aria-pressed="{str(entry.favourite).lower()}">{"★" if entry.favourite else "☆"} {star}</button></div>'
        f'<div class="stem">{told.stem}</div>{_answers(told, lang)}'
        f'<div class="keep">{_causes(told, lang)}{_note(told, lang)}'
        f'<button type="button" data-do="retry" data-item="{name}">{again}</button>'
        f"{_settle(told, lang)}</div></li>"
    )


def _settle(told: Told, lang: Lang) -> str:
    """Return the button that takes an item out by hand, or puts it back."""
    _ = gettext_for(lang)
    entry = told.entry
    if entry.mastered and not entry.settled:
        return ""
    title = _("Put it back") if entry.settled else _("I know it now: take it out")
    out = str(not entry.settled).lower()
    return (
        f'<button type="button" data-do="settle" data-item="{entry.item_id}" data-out="{out}">'
        f"{html.escape(title)}</button>"
    )


def _facts(told: Told, today: date | None, lang: Lang, zone: tzinfo | None) -> str:
    _ = gettext_for(lang)
    entry = told.entry
    facts = [
        _("{n} errors").format(n=entry.errors) if entry.errors > 1 else _("1 error"),
        _("last {day}").format(day=entry.last_at.astimezone(zone).strftime("%Y-%m-%d")),
        _("taken out by hand")
        if entry.settled
        else _("right on {n} of {of} days").format(n=len(entry.right_days), of=DAYS_RIGHT),
    ]
    if today in entry.right_days and not entry.mastered:
        facts.append(_("right today; once more on another day"))
    were_sure = html.escape(_("You were sure"))
    sure = f'<span class="sure">{were_sure}</span>' if entry.confident else ""
    return f'<span class="dim">{html.escape(" · ".join(facts))}</span>{sure}'


def _answers(told: Told, lang: Lang) -> str:
    _ = gettext_for(lang)
    why = "".join(f"<li>{reason}</li>" for reason in told.reasons)
    # Of pairs and steps the learner's answer above has them all.
    listed = _choices(told) if told.type in LETTERED else ""
    fold = html.escape(_("Key and why"))
    given = _line(_("Your last answer"), "given", told.given)
    key = _line(_("Key"), "key", told.key)
    return (
        f"{given}<details><summary>{fold}</summary>{listed}{key}"
        f'{f"<ul>{why}</ul>" if why else ""}<div class="rationale">{told.rationale}</div></details>'
    )


def _choices(told: Told) -> str:
    lines = "".join(f"<li>{choice}</li>" for choice in told.choices)
    kind = "choices lettered" if told.type in LETTERED else "choices"
    return f'<ol class="{kind}">{lines}</ol>' if lines else ""


def _line(name: str, kind: str, source: str) -> str:
    return f'<div class="answers"><span class="dim">{html.escape(name)}</span><div class="{kind}">{source}</div></div>'


def _causes(told: Told, lang: Lang) -> str:
    _ = gettext_for(lang)
    names = cause_names(lang)
    entry = told.entry
    buttons = "".join(
        f'<button type="button" data-do="cause" data-item="{entry.item_id}" data-cause="{cause}" '
        f'aria-pressed="{str(cause == entry.cause).lower()}">{html.escape(names[cause])}</button>'
        for cause in CAUSES
    )
    label = html.escape(_("Why did it go wrong?"))
    return f'<div class="causes" role="group" aria-label="{label}">{buttons}</div>'


def _note(told: Told, lang: Lang) -> str:
    _ = gettext_for(lang)
    entry = told.entry
    label = html.escape(_("My note"))
    return (
        f'<label class="note"><span class="dim">{label}</span>'
        f'<textarea id="fuwu-note-{entry.item_id}" name="note-{entry.item_id}" rows="1" maxlength="2000" '
        f'data-do="note" data-on="input" data-item="{entry.item_id}">{html.escape(entry.note)}</textarea></label>'
    )


def _pager(shelf: Shelf, lang: Lang) -> str:
    _ = gettext_for(lang)
    pages = -(-shelf.found // PAGE)
    if pages < 2:  # noqa: PLR2004 - one page needs no pager
        return ""
    place = html.escape(_("Page {n} of {total}").format(n=shelf.page + 1, total=pages))

    def walk(to: int, title: str) -> str:
        off = "" if 0 <= to < pages else ' aria-disabled="true"'
        way = "next" if to > shelf.page else "previous"
        return (
            f'<button type="button" data-do="page" data-way="{way}" data-page="{to}"{off}>{html.escape(title)}</button>'
        )

    previous, following = walk(shelf.page - 1, _("Previous page")), walk(shelf.page + 1, _("Next page"))
    return f'<div class="pages">{previous}<span class="dim">{place}</span>{following}</div>'


def sheet_html(told: Sequence[Told], *, keys: bool, lang: Lang, left_out: int = 0) -> str:
    """Return the entries for paper, with or without their keys, below the buttons that are not printed."""
    _ = gettext_for(lang)
    switch = _("Without the keys") if keys else _("With the keys")
    paper, back, title = (
        html.escape(_("Print")),
        html.escape(_("Back to the list")),
        html.escape(_("Wrong-answer book")),
    )
    buttons = (
        f'<button type="button" class="primary" data-do="print">{paper}</button>'
        f'<button type="button" data-do="keys" data-focus>{html.escape(switch)}</button>'
        f'<button type="button" data-do="back">{back}</button>'
    )
    more = _("The first {n} entries; filter to print others.").format(n=len(told))
    note = f'<p class="dim">{html.escape(more)}</p>' if left_out else ""
    lines = "".join(_printed(one, keys=keys, lang=lang) for one in told)
    return (
        f'<div class="mistakes"><div class="actions">{buttons}</div>{note}<div class="sheet" data-print>'
        f"<h2>{title}</h2><ol>{lines}</ol></div></div>"
    )


def _printed(told: Told, *, keys: bool, lang: Lang) -> str:
    _ = gettext_for(lang)
    label = html.escape(_("Key"))
    key = (
        f"<p><b>{label}</b></p><div>{told.key}</div><div>{told.rationale}</div>" if keys else '<div class="room"></div>'
    )
    kept = _kept(told, lang) if keys else ""
    return f'<li><p class="dim">{html.escape(told.point)}</p><div>{told.stem}</div>{_choices(told)}{key}{kept}</li>'


def _kept(told: Told, lang: Lang) -> str:
    _ = gettext_for(lang)
    names: Mapping[str, str] = {str(name): title for name, title in cause_names(lang).items()}
    entry = told.entry
    parts = [names[entry.cause]] if entry.cause else []
    parts += [entry.note] if entry.note else []
    told_ = html.escape(" · ".join(parts))
    label = html.escape(_("My note"))
    return f"<p><b>{label}</b> {told_}</p>" if parts else ""
