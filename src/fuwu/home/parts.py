"""Pieces of HTML that the start page and the progress page share. Every text is escaped here."""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence
from typing import Final

PRACTICE, REVIEW, MISTAKES, MOCK, PROGRESS = (
    *("10-practice.ipynb", "11-review.ipynb", "12-mistakes.ipynb"),
    *("13-mock-exam.ipynb", "14-progress.ipynb"),
)

#: Height of the small charts, in their own units; a column is 10 wide with a gap of 4.
CHART: Final = 56
COLUMN: Final = 14


def esc(text: object) -> str:
    """Return text for HTML, attributes included."""
    return html.escape(str(text))


def link(text: str, href: str, *, kind: str = "") -> str:
    """Return a link, with a class if given."""
    named = f' class="{kind}"' if kind else ""
    return f'<a{named} href="{esc(href)}">{esc(text)}</a>'


def section(title: str, body: Iterable[str], *, name: str, level: int = 2) -> str:
    """Return a named part of the page."""
    heading = f'<h{level} id="{name}-title">{esc(title)}</h{level}>'
    return f'<section class="{name}" aria-labelledby="{name}-title">{heading}{"".join(body)}</section>'


def par(text: str, *, kind: str = "dim") -> str:
    """Return a paragraph of plain text; nothing for an empty one."""
    return f'<p class="{kind}">{esc(text)}</p>' if text else ""


def button(label: str, action: str, *, submit: bool = True, seconds: int = 0) -> str:
    """Return a button that runs an action of the panel, which may take so many seconds (0: as long as usual)."""
    kind = "submit" if submit else "button"
    wait = f' data-wait="{seconds * 1000}"' if seconds else ""
    return f'<button type="{kind}" data-do="{action}"{wait}>{esc(label)}</button>'


def field(label: str, control: str) -> str:
    """Return a labelled control, given as HTML."""
    return f"<label>{esc(label)} {control}</label>"


def number_field(label: str, name: str, value: str, *, step: str = "1") -> str:
    """Return a labelled field for a number that may not be negative."""
    mode = "numeric" if step == "1" else "decimal"
    about = f'type="number" min="0" max="999" step="{step}" inputmode="{mode}" required'
    return field(label, f'<input name="{name}" value="{esc(value)}" {about}>')


def form(*parts: str) -> str:
    """Return a form of controls in a row."""
    return f'<form class="fields">{"".join(parts)}</form>'


def fold(title: str, body: str, *, kind: str = "fold", note: str = "") -> str:
    """Return a part that is opened by a click on its title; `note` stands behind that."""
    more = f' <span class="dim">{esc(note)}</span>' if note else ""
    return f'<details class="{kind}"><summary><span>{esc(title)}</span>{more}</summary>{body}</details>'


def table(names: Sequence[str], rows: Sequence[str]) -> str:
    """Return a table with its column names; each row is given as the HTML of its cells."""
    head = "".join(f'<th scope="col">{esc(name)}</th>' for name in names)
    body = "".join(f"<tr>{row}</tr>" for row in rows)
    return f'<div class="scroll"><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'


def meter(done: int, total: int, label: str) -> str:
    """Return a bar of `done` of `total`."""
    return f'<progress max="{max(1, total)}" value="{done}" aria-label="{esc(label)}"></progress>'


def band(value: float | None, interval: tuple[float, float] | None, label: str) -> str:
    """Return a bar of a share (0–1) with its interval over it, read out as `label`."""
    if value is None or interval is None:
        return f'<span class="band none" role="img" aria-label="{esc(label)}"></span>'
    low, high = (round(end * 100) for end in interval)
    inner = f'<i class="value" style="inline-size:{round(value * 100)}%"></i>'
    inner += f'<i class="interval" style="inset-inline-start:{low}%;inline-size:{max(1, high - low)}%"></i>'
    return f'<span class="band" role="img" aria-label="{esc(label)}">{inner}</span>'


def columns(values: Sequence[int], titles: Sequence[str], label: str) -> str:
    """Return small columns, one a value, each with its own title; `label` is what is read out.

    Raises
    ------
    ValueError
        If there is not one title for each value.
    """
    most = max(values, default=0) or 1
    drawn = []
    for place, (value, title) in enumerate(zip(values, titles, strict=True)):
        height = round(CHART * value / most, 1) if value else 0.5
        top = CHART - height
        box = f'x="{place * COLUMN + 2}" y="{top:g}" width="{COLUMN - 4}" height="{height:g}"'
        drawn.append(f"<rect {box}><title>{esc(title)}</title></rect>")
    size = f'viewBox="0 0 {max(1, len(values)) * COLUMN} {CHART}" preserveAspectRatio="none"'
    return f'<svg class="columns" role="img" aria-label="{esc(label)}" {size}>{"".join(drawn)}</svg>'


def alert(text: str | None) -> str:
    """Return a message that must be seen; nothing without one."""
    return f'<p role="alert" class="alert">{esc(text)}</p>' if text else ""
