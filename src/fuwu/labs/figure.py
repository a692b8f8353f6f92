"""Figures that speak: a picture, its alternative text, and its numbers in words. Also tables.

Pictures are drawn in inches on a `Sheet`: every label stands where it is put. A page that stays gets them as
PNG from matplotlib, in a font that ships with the package, so that Chinese never shows as boxes; what follows
a slider gets the same drawing as SVG, which takes a millisecond instead of fifty.
"""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from html import escape
from pathlib import Path
from typing import Any, Literal

FONT = Path(__file__).parent.parent / "fonts" / "FuwuCJK.otf"

# Okabe and Ito's colours, told apart with any kind of colour vision.
BLUE, ORANGE, GREEN, GREY = "#0072B2", "#E69F00", "#009E73", "#8A8A8A"
DEEP_GREEN = "#00785A"  # dark enough to carry white text
INK, PALE = "#222222", "#E9EEF2"

DPI = 180
WIDTH = 5.6  # inches: readable in a wide notebook and, at half the size, on a phone
SIZE = 11.0  # points
LEADING = 1.15
_POINT = 1 / 72  # inch

Align = Literal["left", "center", "right"]


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


@dataclass(frozen=True)
class _Text:
    x: float
    y: float
    lines: tuple[str, ...]
    size: float
    color: str
    align: Align


@dataclass(frozen=True)
class _Box:
    x: float
    y: float
    width: float
    height: float
    color: str
    edge: str


@dataclass(frozen=True)
class _Line:
    points: tuple[tuple[float, float], ...]
    color: str
    dashed: bool


class Sheet:
    """White paper measured in inches from the top left corner."""

    def __init__(self, width: float, height: float) -> None:
        self.width, self.height = width, height
        self._marks: list[_Text | _Box | _Line] = []

    def text(
        self, x: float, y: float, text: str, *, size: float = SIZE, color: str = INK,
        align: Align = "left", width: float | None = None,
    ) -> None:  # fmt: skip
        """Write text whose middle is `y` inches down, wrapped to `width` inches."""
        lines = wrap(text, width, size) if width else text.split("\n")
        self._marks.append(_Text(x, y, tuple(lines), size, color, align))

    def box(self, x: float, y: float, width: float, height: float, *, color: str, edge: str = "none") -> None:
        """Fill a rectangle; `x`, `y` is its top left corner."""
        self._marks.append(_Box(x, y, width, height, color, edge))

    def line(self, xs: Sequence[float], ys: Sequence[float], *, color: str = INK, dashed: bool = False) -> None:
        """Draw a line through points."""
        self._marks.append(_Line(tuple(zip(xs, ys, strict=True)), color, dashed))

    def png(self) -> bytes:
        """Return the picture, drawn by matplotlib; equal drawings give equal bytes."""
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure as Canvas
        from matplotlib.lines import Line2D
        from matplotlib.patches import Rectangle

        canvas = Canvas(figsize=(self.width, self.height), dpi=DPI, facecolor="white")
        family = font_family()
        for mark in self._marks:
            match mark:
                case _Text():
                    canvas.text(
                        mark.x / self.width, 1 - mark.y / self.height, "\n".join(mark.lines),
                        fontsize=mark.size, color=mark.color, ha=mark.align, va="center_baseline",
                        family=family, linespacing=LEADING, parse_math=False)  # fmt: skip
                case _Box():
                    corner = mark.x / self.width, 1 - (mark.y + mark.height) / self.height
                    canvas.add_artist(Rectangle(
                        corner, mark.width / self.width, mark.height / self.height, facecolor=mark.color,
                        edgecolor=mark.edge, linewidth=1, transform=canvas.transSubfigure))  # fmt: skip
                case _Line():
                    canvas.add_artist(Line2D(
                        [x / self.width for x, _ in mark.points], [1 - y / self.height for _, y in mark.points],
                        color=mark.color, linewidth=1.2, linestyle="--" if mark.dashed else "-",
                        transform=canvas.transSubfigure))  # fmt: skip
        file = io.BytesIO()
        FigureCanvasAgg(canvas).print_png(file, metadata={"Software": None}, pil_kwargs={"compress_level": 9})
        return file.getvalue()

    def svg(self, alt: str) -> str:
        """Return the picture as SVG, drawn by the browser: the same marks in hundredths of an inch."""
        width, height = _hundredths(self.width), _hundredths(self.height)
        marks = "".join(_SVG[type(mark)](mark) for mark in self._marks)
        return (
            f'<svg role="img" aria-label="{escape(alt)}" viewBox="0 0 {width} {height}" '
            f'style="width:100%;max-width:{width}px;height:auto;display:block;background:white">{marks}</svg>'
        )


def _hundredths(inches: float) -> str:
    return f"{inches * 100:.1f}"


def _svg_text(mark: _Text) -> str:
    size = mark.size / 72 * 100
    first = mark.y * 100 - (len(mark.lines) - 1) / 2 * size * LEADING
    anchor = {"left": "start", "center": "middle", "right": "end"}[mark.align]
    spans = "".join(
        f'<tspan x="{_hundredths(mark.x)}" y="{first + place * size * LEADING:.1f}">{escape(line)}</tspan>'
        for place, line in enumerate(mark.lines)
    )
    return (
        f'<text font-size="{size:.1f}" fill="{mark.color}" text-anchor="{anchor}" '
        f'dominant-baseline="central">{spans}</text>'
    )


def _svg_box(mark: _Box) -> str:
    x, y, width, height = map(_hundredths, (mark.x, mark.y, mark.width, mark.height))
    return f'<rect x="{x}" y="{y}" width="{width}" height="{height}" fill="{mark.color}" stroke="{mark.edge}"/>'


def _svg_line(mark: _Line) -> str:
    points = " ".join(f"{_hundredths(x)},{_hundredths(y)}" for x, y in mark.points)
    dashes = ' stroke-dasharray="6 4"' if mark.dashed else ""
    return f'<polyline points="{points}" fill="none" stroke="{mark.color}" stroke-width="1.7"{dashes}/>'


_SVG: dict[type, Callable[[Any], str]] = {_Text: _svg_text, _Box: _svg_box, _Line: _svg_line}


@dataclass(frozen=True)
class Figure:
    """A picture with what a reader who cannot see it needs: `alt` says what it is, `words` its numbers."""

    sheet: Sheet
    alt: str
    words: str

    @property
    def png(self) -> bytes:
        """The picture for a page that stays."""
        return self.sheet.png()

    def html(self) -> str:
        """Return the picture as an element that stands on its own, quickly."""
        return self.sheet.svg(self.alt)


@dataclass(frozen=True)
class Bar:
    """One row of a bar chart: its label and one value per series, each with the text beside it."""

    label: str
    values: tuple[float, ...]
    texts: tuple[str, ...]


def bars(title: str, series: Sequence[str], rows: Sequence[Bar], *, negative: str = "") -> Sheet:
    """Draw rows of horizontal bars, one bar per series, each labelled directly.

    A value below 0 has a grey bar of its absolute length; where there is one, the legend calls grey `negative`.
    """
    thick, gap, left = 0.2, 0.16, _label_width(rows)
    heads = wrap(title, WIDTH - 0.2, SIZE + 1)
    top = 0.22 + 0.2 * len(heads) + 0.24
    height = top + len(rows) * (thick * len(series) + gap) + 0.08
    sheet = Sheet(WIDTH, height)
    sheet.text(0.1, 0.1 + 0.1 * len(heads), "\n".join(heads), size=SIZE + 1)
    below = any(value < 0 for row in rows for value in row.values)
    _legend(sheet, series, top - 0.2, negative=negative if below else "")
    longest = max((abs(value) for row in rows for value in row.values), default=0) or 1
    room = WIDTH - left - 0.15 - max((width_of(one) for row in rows for one in row.texts), default=0)
    y = top
    for row in rows:
        sheet.text(left - 0.1, y + thick * len(series) / 2, row.label, align="right", width=left - 0.15)
        for value, text, color in zip(row.values, row.texts, (BLUE, ORANGE, GREEN), strict=False):
            length = abs(value) / longest * room
            sheet.box(left, y, length, thick - 0.03, color=GREY if value < 0 else color)
            sheet.text(left + length + 0.06, y + thick / 2 - 0.015, text, size=SIZE - 1)
            y += thick
        y += gap
    return sheet


def _label_width(rows: Sequence[Bar]) -> float:
    """Return the room labels need, at most a third of the sheet (longer ones are wrapped)."""
    return min(max((width_of(row.label) for row in rows), default=0), WIDTH / 3) + 0.25


def _legend(sheet: Sheet, series: Sequence[str], y: float, *, negative: str) -> None:
    x = 0.1
    named = [*zip(series, (BLUE, ORANGE, GREEN), strict=False), *([(negative, GREY)] if negative else [])]
    for name, color in named:
        sheet.box(x, y - 0.06, 0.14, 0.12, color=color)
        sheet.text(x + 0.2, y, name, size=SIZE - 1)
        x += 0.4 + width_of(name, SIZE - 1)
