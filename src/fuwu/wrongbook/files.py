"""The wrong-answer book as a file to take along: Markdown, or a table for Excel."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from html.parser import HTMLParser

from fuwu.i18n import gettext_for
from fuwu.model import Lang
from fuwu.wrongbook.told import Told, cause_names, type_names

#: Excel on Chinese Windows takes a file without this mark for one in the system's encoding.
BOM = "\ufeff"

_BREAKS = {"p", "div", "br", "li", "tr", "table", "ul", "ol", "h3", "h4"}


class _Plain(HTMLParser):
    """Collects the text of HTML, a line for each block."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Break the line where the page does."""
        if tag in _BREAKS:
            self.pieces.append("\n")
        elif tag in ("td", "th"):
            self.pieces.append(" ")
        if tag == "img":
            self.pieces.append(next((alt or "" for name, alt in attrs if name == "alt"), ""))

    def handle_endtag(self, tag: str) -> None:
        """Break the line where the page does."""
        if tag in _BREAKS:
            self.pieces.append("\n")

    def handle_data(self, data: str) -> None:
        """Keep the text."""
        self.pieces.append(data)


def plain(source: str) -> str:
    r"""Return the text of HTML.

    Examples
    --------
    >>> plain("<p>Which <strong>two</strong>?</p><ul><li>a &lt; b</li></ul>")
    'Which two?\na < b'
    """
    reader = _Plain()
    reader.feed(source)
    reader.close()
    lines = (re.sub(r"[ \t\xa0]+", " ", line).strip() for line in "".join(reader.pieces).splitlines())
    return "\n".join(line for line in lines if line)


def markdown(entries: Sequence[Told], *, lang: Lang) -> str:
    """Return the entries as a Markdown document."""
    _ = gettext_for(lang)
    title = _("Wrong-answer book")
    return "\n".join(
        [f"# {title}", "", *(line for n, told in enumerate(entries, 1) for line in _section(n, told, lang))]
    )


def _section(n: int, told: Told, lang: Lang) -> list[str]:
    _ = gettext_for(lang)
    entry = told.entry
    lines = [f"## {n}. {told.point}", ""]
    lines += [_escaped(plain(told.stem)), "", *(f"- {_escaped(plain(choice))}" for choice in told.choices), ""]
    facts = [
        (_("Your last answer"), plain(told.given)),
        (_("Key"), plain(told.key)),
        (_("Why"), plain("<br>".join((*told.reasons, told.rationale)))),
        (_("Errors"), str(entry.errors)),
        (_("Cause of the error"), cause_names(lang)[entry.cause] if entry.cause else ""),
        (_("My note"), entry.note),
    ]
    lines += [f"**{name}** {_escaped(value)}  " for name, value in facts if value]
    return [*lines, ""]


def _escaped(text: str) -> str:
    """Return text that Markdown shows as it is, line by line."""
    return re.sub(r"([\\`*_\[\]<>#|])", r"\\\1", text).replace("\n", "  \n")


def table(entries: Sequence[Told], *, lang: Lang) -> str:
    """Return the entries as CSV, with the mark that lets Excel read Chinese."""
    _ = gettext_for(lang)
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    heads = [_("Item"), _("Lesson"), _("Point"), _("Item type"), _("Stem"), _("Your last answer"), _("Key"), _("Why")]
    writer.writerow([*heads, _("Errors"), _("Last error"), _("Cause of the error"), _("My note"), _("Star")])
    for told in entries:
        writer.writerow([_cell(value) for value in _row(told, lang)])
    return BOM + file.getvalue()


def _row(told: Told, lang: Lang) -> list[str]:
    entry = told.entry
    return [
        entry.item_id,
        told.lesson,
        told.point,
        type_names(lang)[told.type],
        plain(told.stem + "".join(f"<p>{choice}</p>" for choice in told.choices)),
        plain(told.given),
        plain(told.key),
        plain("<br>".join((*told.reasons, told.rationale))),
        str(entry.errors),
        entry.last_at.astimezone().strftime("%Y-%m-%d %H:%M"),
        cause_names(lang)[entry.cause] if entry.cause else "",
        entry.note,
        "★" if entry.favourite else "",
    ]


def _cell(text: str) -> str:
    """Return the text so that no table program takes it for a formula."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text
