"""Texts with numbers to fill in: ``订了 {orders} 条`` and ``{orders * share / 100:.1f}``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from fuwu.content.faults import Translate, short
from fuwu.content.formula import MAX_PLACES, Formula, FormulaError, Names, parse

PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_STYLE = re.compile(r"(,?)(?:\.([0-9])f)?")


@dataclass(frozen=True, slots=True)
class Placeholder:
    """An expression in braces and how its number is written."""

    formula: Formula
    comma: bool
    places: int | None

    def fill(self, names: Names, tr: Translate) -> str:
        """Return the number as it stands in the text."""
        _ = tr
        number = self.formula.number(names, tr)
        places = _places(number) if self.places is None else self.places
        if places is None:
            message = _("{{{text}}} has no end ({number}…): add a format, such as {{{text}:.1f}}")
            number_shown = f"{float(number):.4f}"
            raise FormulaError(message.format(text=short(self.formula.text), number=number_shown))
        return written(number, places, comma=self.comma)


@dataclass(frozen=True, slots=True)
class Template:
    """A text cut at its placeholders."""

    parts: tuple[str | Placeholder, ...]

    @property
    def names(self) -> frozenset[str]:
        """The parameters that stand in it."""
        return frozenset().union(*(part.formula.names for part in self.parts if isinstance(part, Placeholder)))

    def fill(self, names: Names, tr: Translate) -> str:
        """Return the text with its numbers."""
        return "".join(part if isinstance(part, str) else part.fill(names, tr) for part in self.parts)


def template(text: str, tr: Translate) -> Template:
    """Return `text` cut at its placeholders.

    Raises
    ------
    FormulaError
        If a brace is alone, or what stands in braces is no expression.

    Examples
    --------
    >>> template("{a:,} × {b}% ≈ {a*b/100:.1f}", str).fill({"a": Fraction(1250), "b": Fraction("12.5")}, str)
    '1,250 × 12.5% ≈ 156.3'
    """
    _ = tr
    pieces = PLACEHOLDER.split(text)
    parts: list[str | Placeholder] = []
    for number, piece in enumerate(pieces):
        if number % 2:
            parts.append(_placeholder(piece, tr))
        elif "{" in piece or "}" in piece:
            message = _("a brace has no partner: write each placeholder like {example}")
            raise FormulaError(message.format(example="{orders}"))
        else:
            parts.append(piece)
    return Template(tuple(parts))


def _placeholder(text: str, tr: Translate) -> Placeholder:
    _ = tr
    expression, _colon, style = text.partition(":")
    found = _STYLE.fullmatch(style.strip())
    if found is None:
        message = _("'{style}' is not a format of numbers: write ',' or '.1f' or ',.2f'")
        raise FormulaError(message.format(style=short(style)))
    return Placeholder(parse(expression, tr), bool(found[1]), int(found[2]) if found[2] else None)


def _places(number: Fraction) -> int | None:
    """Return how many decimals the number has; None if they have no end."""
    return next((n for n in range(MAX_PLACES + 1) if 10**n % number.denominator == 0), None)


def written(number: Fraction, places: int, *, comma: bool = False) -> str:
    """Return `number` with `places` decimals; below zero with a minus sign, not a hyphen.

    Examples
    --------
    >>> written(Fraction(-12345, 10), 2, comma=True), written(Fraction("0.05"), 1), written(Fraction("-0.01"), 1)
    ('−1,234.50', '0.1', '0.0')
    """
    scaled = (2 * abs(number.numerator) * 10**places + number.denominator) // (2 * number.denominator)
    whole, rest = divmod(scaled, 10**places)
    text = f"{whole:,}" if comma else str(whole)
    sign = "−" if number < 0 and scaled else ""
    return f"{sign}{text}.{rest:0{places}d}" if places else f"{sign}{text}"
