"""Figures that speak: a picture, its alternative text, and its numbers in words. Also tables.

Pictures are drawn in inches on a `Sheet`, without pyplot and without axes: that is fast enough for a slider,
and every label stands where it is put. The font ships with the package, so Chinese never shows as boxes.
"""

from __future__ import annotations

import base64
import io
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from html import escape
from pathlib import Path
from typing import Literal

FONT = Path(__file__).parent.parent / "fonts" / "FuwuCJK.otf"

# Okabe and Ito's colours, told apart with any kind of colour vision.
BLUE, ORANGE, GREEN, GREY = "#0072B2", "#E69F00", "#009E73", "#8A8A8A"
DEEP_GREEN = "#00785A"  # dark enough to carry white text
INK, PALE = "#222222", "#E9EEF2"

PAGE_DPI, SCREEN_DPI = 180, 110  # for a page that stays; for a picture that follows a slider
WIDTH = 5.6  # inches: readable in a wide notebook and, at half the size, on a phone
SIZE = 11.0  # points
_POINT = 1 / 72  # inch

Align = Literal["left", "center", "right"]


@dataclass(frozen=True)
class Figure:
    """A picture with what a reader who cannot see it needs: `alt` says what it is, `words` its numbers."""

    png: bytes
    alt: str
    words: str

    def html(self, *, width: float = WIDTH * 100) -> str:
        """Return the picture as an HTML element that stands on its own."""
        data = base64.b64encode(self.png).decode("ascii")
        return (
            f'<img alt="{escape(self.alt)}" src="data:image/png;base64,{data}" '
            f'style="width:100%;max-width:{width:.0f}px;height:auto;display:block">'
        )


@dataclass(frozen=True)
class Table:
    """A table as HTML, and as plain lines for whoever compares or cannot see it."""

    html: str
    words: str


def table(caption: str, columns: Sequence[str], rows: Sequence[Sequence[str]], *, note: str = "") -> Table:
    """Return a table whose first column names the rows."""
    head = "".join(f'<th scope="col">{escape(one)}</th>' for one in columns)
    body = "".join(
        f'<tr><th scope="row">{escape(row[0])}</th>' + "".join(f"<td>{escape(cell)}</td>" for cell in row[1:]) + "</tr>"
        for row in rows
    )
    html = f"<table><caption>{escape(caption)}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    lines = [" | ".join(row) for row in (columns, *rows)]
    return Table(
        html=html + (f"<p>{escape(note)}</p>" if note else ""),
        words="\n".join([caption, *lines, *([note] if note else [])]),
    )


@cache
def font_family() -> str:
    """Register the package's font with matplotlib and return its name."""
    from matplotlib import font_manager

    font_manager.fontManager.addfont(str(FONT))
    return font_manager.FontProperties(fname=str(FONT)).get_name()


def width_of(text: str, size: float = SIZE) -> float:
    """Return about how wide a line is, in inches: Chinese characters are square, others half as wide and a bit."""
    return sum(1.0 if unicodedata.east_asian_width(one) in "WF" else 0.57 for one in text) * size * _POINT


def wrap(text: str, width: float, size: float = SIZE) -> list[str]:
    """Break a line so that it fits `width` inches: at spaces, or between Chinese characters."""
    lines, line = list[str](), ""
    for piece in _pieces(text):
        if line and width_of((line + piece).rstrip(), size) > width and piece not in _NEVER_FIRST:
            lines.append(line.rstrip())
            line = piece.lstrip()
        else:
            line += piece
    return [*lines, line.rstrip()]


# Chinese closing punctuation may not begin a line: 。、”》… and the full-width , : ; ? ! )
_NEVER_FIRST = frozenset("。、”》…%" + "\uff0c\uff1a\uff1b\uff1f\uff01\uff09")


def _pieces(text: str) -> list[str]:
    """Return what may not be broken: Latin words with the space after them, single Chinese characters."""
    pieces, word = list[str](), ""
    for one in text:
        if unicodedata.east_asian_width(one) in "WF":
            pieces += [word, one] if word else [one]
            word = ""
        else:
            word += one
            if one == " ":
                pieces.append(word)
                word = ""
    return [*pieces, word] if word else pieces


class Sheet:
    """White paper measured in inches from the top left corner."""

    def __init__(self, width: float, height: float, *, dpi: int = PAGE_DPI) -> None:
        from matplotlib.figure import Figure as Canvas

        self.width, self.height = width, height
        self._compression = 9 if dpi >= PAGE_DPI else 1  # small files for pages, speed for a slider
        self._figure = Canvas(figsize=(width, height), dpi=dpi, facecolor="white")
        self._family = font_family()

    def text(self, x: float, y: float, text: str, *, size: float = SIZE, color: str = INK,
             align: Align = "left", width: float | None = None) -> None:  # fmt: skip
        """Write text whose middle is `y` inches down, wrapped to `width` inches."""
        shown = "\n".join(wrap(text, width, size)) if width else text
        self._figure.text(
            x / self.width, 1 - y / self.height, shown, fontsize=size, color=color, ha=align,
            va="center_baseline", family=self._family, linespacing=1.15, parse_math=False)  # fmt: skip

    def box(self, x: float, y: float, width: float, height: float, *, color: str, edge: str = "none") -> None:
        """Fill a rectangle; `x`, `y` is its top left corner."""
        from matplotlib.patches import Rectangle

        low = 1 - (y + height) / self.height
        corner, sides = (x / self.width, low), (width / self.width, height / self.height)
        self._figure.add_artist(Rectangle(
            corner, *sides, facecolor=color, edgecolor=edge, linewidth=1,
            transform=self._figure.transSubfigure))  # fmt: skip

    def line(self, xs: Sequence[float], ys: Sequence[float], *, color: str = INK, dashed: bool = False) -> None:
        """Draw a line through points."""
        from matplotlib.lines import Line2D

        self._figure.add_artist(Line2D(
            [x / self.width for x in xs], [1 - y / self.height for y in ys], color=color, linewidth=1.2,
            linestyle="--" if dashed else "-", transform=self._figure.transSubfigure))  # fmt: skip

    def png(self) -> bytes:
        """Return the picture; equal drawings give equal bytes."""
        from matplotlib.backends.backend_agg import FigureCanvasAgg

        file = io.BytesIO()
        FigureCanvasAgg(self._figure).print_png(
            file, metadata={"Software": None}, pil_kwargs={"compress_level": self._compression})  # fmt: skip
        return file.getvalue()


@dataclass(frozen=True)
class Bar:
    """One row of a bar chart: its label and one value (0 or more) per series, each with the text beside it."""

    label: str
    values: tuple[float, ...]
    texts: tuple[str, ...]


def bars(title: str, series: Sequence[str], rows: Sequence[Bar], *, dpi: int = PAGE_DPI) -> bytes:
    """Draw rows of horizontal bars, one bar per series, each labelled directly; return the PNG."""
    thick, gap, left = 0.2, 0.16, _label_width(rows)
    heads = wrap(title, WIDTH - 0.2, SIZE + 1)
    top = 0.22 + 0.2 * len(heads) + 0.24
    height = top + len(rows) * (thick * len(series) + gap) + 0.08
    sheet = Sheet(WIDTH, height, dpi=dpi)
    sheet.text(0.1, 0.1 + 0.1 * len(heads), "\n".join(heads), size=SIZE + 1)
    _legend(sheet, series, top - 0.2)
    longest = max((value for row in rows for value in row.values), default=0) or 1
    room = WIDTH - left - 0.15 - max((width_of(one) for row in rows for one in row.texts), default=0)
    y = top
    for row in rows:
        sheet.text(left - 0.1, y + thick * len(series) / 2, row.label, align="right", width=left - 0.15)
        for value, text, color in zip(row.values, row.texts, (BLUE, ORANGE, GREEN), strict=False):
            length = value / longest * room
            sheet.box(left, y, length, thick - 0.03, color=color)
            sheet.text(left + length + 0.06, y + thick / 2 - 0.015, text, size=SIZE - 1)
            y += thick
        y += gap
    return sheet.png()


def _label_width(rows: Sequence[Bar]) -> float:
    """Return the room labels need, at most a third of the sheet (longer ones are wrapped)."""
    return min(max((width_of(row.label) for row in rows), default=0), WIDTH / 3) + 0.25


def _legend(sheet: Sheet, series: Sequence[str], y: float) -> None:
    x = 0.1
    for name, color in zip(series, (BLUE, ORANGE, GREEN), strict=False):
        sheet.box(x, y - 0.06, 0.14, 0.12, color=color)
        sheet.text(x + 0.2, y, name, size=SIZE - 1)
        x += 0.4 + width_of(name, SIZE - 1)
