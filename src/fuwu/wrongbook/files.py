"""The wrong-answer book as a file to take along: a web page, or a table for Excel."""

from __future__ import annotations

import csv
import html
import io
import re
from collections.abc import Sequence
from html.parser import HTMLParser
from typing import Final

from fuwu.i18n import gettext_for
from fuwu.model import Lang
from fuwu.wrongbook.told import LETTERED, Told, cause_names, type_names

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


#: The look of the page to take along: paper in black and white, an item never torn apart.
STYLE: Final = """
body { max-width: 46em; margin: 2em auto; padding: 0 1em; color: #1a1a1a; background: #fff;
  font: 16px/1.6 system-ui, "Microsoft YaHei", "PingFang SC", sans-serif; }
section { break-inside: avoid; border-top: 1px solid #ccc; padding: .5em 0; }
h2 { font-size: 1em; margin: .4em 0; color: #555; }
ol.lettered { list-style: upper-alpha; }
table { border-collapse: collapse; }
th, td { border: 1px solid #999; padding: .1em .5em; text-align: left; }
dt { font-weight: bold; } dd { margin: 0 0 .4em 1.5em; }
.note { white-space: pre-line; }
"""


def document(entries: Sequence[Told], *, lang: Lang) -> str:
    """Return the entries as a web page that stands alone: it opens by a double click and can be printed."""
    _ = gettext_for(lang)
    title = html.escape(_("Wrong-answer book"))
    return (
        f'<!doctype html>\n<html lang="{"zh-CN" if lang == "zh" else "en"}">\n<head>\n<meta charset="utf-8">\n'
        f"<title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<h1>{title}</h1>\n"
        f"{''.join(_section(n, told, lang) for n, told in enumerate(entries, 1))}</body>\n</html>\n"
    )


def _section(n: int, told: Told, lang: Lang) -> str:
    _ = gettext_for(lang)
    entry = told.entry
    kind = ' class="lettered"' if told.type in LETTERED else ""
    choices = "".join(f"<li>{choice}</li>" for choice in told.choices)
    reasons = "".join(f"<li>{reason}</li>" for reason in told.reasons)
    facts = [
        (_("Your last answer"), told.given),
        (_("Key"), told.key),
        (_("Why"), (f"<ul>{reasons}</ul>" if reasons else "") + told.rationale),
        (_("Errors"), str(entry.errors)),
        (_("Cause of the error"), html.escape(cause_names(lang)[entry.cause]) if entry.cause else ""),
        (_("My note"), f'<span class="note">{html.escape(entry.note)}</span>' if entry.note else ""),
    ]
    told_ = "".join(f"<dt>{html.escape(name)}</dt><dd>{value}</dd>" for name, value in facts if value)
    return (
        f"<section>\n<h2>{n}. {html.escape(told.point)}</h2>\n<div>{told.stem}</div>\n"
        f"{f'<ol{kind}>{choices}</ol>' if choices else ''}\n<dl>{told_}</dl>\n</section>\n"
    )


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
