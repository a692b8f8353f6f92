"""Read the parameters of a numeric item: their values, conditions, expressions, and the texts that they stand in.

`numbersets` draws the numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce
from operator import or_
from typing import Any

from fuwu.content.faults import Steps, Translate, short
from fuwu.content.formula import FUNCTIONS, Formula, FormulaError, parse
from fuwu.content.messages import nearest
from fuwu.content.placeholders import PLACEHOLDER, Template, template
from fuwu.model import LANGS

Authored = Mapping[str, Any]
Found = Iterator[tuple[Steps, str]]

MIN_VALUES = 2
MAX_VALUES = 100
_NAME = re.compile(r"[a-z][a-z0-9_]{0,31}")
_RANGE = ("from", "to", "step")
_WORDS = {*FUNCTIONS, "and", "or", "not", "in", "is", "if", "else", "for", "lambda"}


def has_parameters(item: Any) -> bool:
    """Tell whether `item` is numeric and has parameters."""
    return isinstance(item, Mapping) and item.get("type") == "numeric" and "parameters" in item


def unfilled(text: str) -> str:
    """Return `text` with a number in the place of each placeholder, whatever stands in it."""
    return PLACEHOLDER.sub("1", text)


@dataclass(frozen=True, slots=True)
class Plan:
    """An item's parameters as read: what to draw from, and what to compute and fill in."""

    values: Mapping[str, tuple[Fraction, ...]]
    where: tuple[Formula, ...]
    value: Formula
    tolerance: Formula
    errors: tuple[Formula, ...]
    texts: Mapping[Steps, Template]


class Reader:
    """Reads an item; what is wrong with it is in `faults`, what has the wrong shape in the schema's messages."""

    def __init__(self, item: Authored, tr: Translate) -> None:
        self.faults: list[tuple[Steps, str]] = []
        self._item = item
        self._tr = tr
        given = item.get("parameters")
        self._given = given if isinstance(given, dict) else {}
        self.plan = self._read() if self._given else None

    def _read(self) -> Plan | None:
        item = self._item
        values = {name: self._values(name, given) for name, given in self._given.items()}
        listed = item.get("where", [])
        where = [self._formula(("where", n), text) for n, text in enumerate(_list(listed))]
        value, tolerance = (self._formula((name,), item.get(name)) for name in ("value", "tolerance"))
        errors = [
            self._formula(("errors", n, "value"), error.get("value") if isinstance(error, dict) else None)
            for n, error in enumerate(_list(item.get("errors")))
        ]
        texts = {at: self._template(at, text) for at, text in _texts(item)}
        self._check_stems(texts)
        known = {name: read for name, read in values.items() if read}
        whole = [*where, *errors, *texts.values()]
        if self.faults or value is None or tolerance is None or None in whole or not known:
            return None
        return Plan(
            known,
            tuple(filter(None, where)),
            value,
            tolerance,
            tuple(filter(None, errors)),
            {at: text for at, text in texts.items() if text},
        )

    def _values(self, name: Any, given: Any) -> tuple[Fraction, ...] | None:
        _ = self._tr
        at = ("parameters", name)
        if not isinstance(name, str) or not _NAME.fullmatch(name) or name in _WORDS:
            message = _("'{name}' cannot be the name of a parameter: use small letters, such as 'orders'")
            self.faults.append((at, message.format(name=short(name))))
            return None
        found = _span(given) if isinstance(given, dict) else _listed(given)
        if found is None or not MIN_VALUES <= len(found) <= MAX_VALUES or len(set(found)) < len(found):
            message = _("the parameter '{name}' needs {least} to {most} different numbers: write {examples}")
            examples = "[5, 8, 12.5], {from: 20, to: 60, step: 5}"
            self.faults.append((at, message.format(name=name, least=MIN_VALUES, most=MAX_VALUES, examples=examples)))
            return None
        return found

    def _formula(self, at: Steps, given: Any) -> Formula | None:
        if isinstance(given, bool) or not isinstance(given, int | float | str):
            return None
        try:
            found = parse(str(given), self._tr, condition=at[0] == "where")
        except FormulaError as error:
            self.faults.append((at, str(error)))
            return None
        self._check_names(at, found.names)
        return found

    def _template(self, at: Steps, text: str) -> Template | None:
        try:
            found = template(text, self._tr)
        except FormulaError as error:
            self.faults.append((at, str(error)))
            return None
        self._check_names(at, found.names)
        return found

    def _check_names(self, at: Steps, names: frozenset[str]) -> None:
        _ = self._tr
        for name in sorted(names - self._given.keys()):
            message = _("there is no parameter '{name}': {remedy}")
            remedy = nearest(name, map(str, self._given), self._tr)
            self.faults.append((at, message.format(name=short(name), remedy=remedy)))

    def _check_stems(self, texts: Mapping[Steps, Template | None]) -> None:
        """Report parameters that are in no stem, so that no learner knows them, or in one only."""
        _ = self._tr
        stems = {lang: text.names for lang in LANGS if (text := texts.get(("stem", lang)))}
        if len(stems) < len(LANGS):
            return
        anywhere = reduce(or_, stems.values())
        for name in self._given:
            if name not in anywhere:
                message = _("the parameter '{name}' is not in the stem: use it there, or remove it")
                self.faults.append((("parameters", name), message.format(name=short(name))))
        for lang, names in stems.items():
            for name in sorted((anywhere - names) & self._given.keys()):
                message = _("the '{lang}' stem lacks the parameter '{name}' of the other language: write it in both")
                self.faults.append((("stem", lang), message.format(lang=lang, name=name)))


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _exact(value: Any) -> Fraction | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return Fraction(str(value))


def _listed(given: Any) -> tuple[Fraction, ...] | None:
    found = [_exact(value) for value in _list(given)]
    return None if None in found else tuple(value for value in found if value is not None)


def _span(given: Mapping[str, Any]) -> tuple[Fraction, ...] | None:
    low, high, step = (_exact(given.get(name)) for name in _RANGE)
    if set(given) != set(_RANGE) or low is None or high is None or step is None or step <= 0:
        return None
    if (high - low) / step > MAX_VALUES:
        return None
    return tuple(low + n * step for n in range(int((high - low) / step) + 1)) if high >= low else ()


def _texts(item: Authored) -> Iterator[tuple[Steps, str]]:
    """Yield the texts that numbers may stand in."""
    parts: list[tuple[Steps, Any]] = [((name,), item.get(name)) for name in ("stem", "rationale", "note")]
    for n, error in enumerate(_list(item.get("errors"))):
        parts.append((("errors", n, "why"), error.get("why") if isinstance(error, dict) else None))
    for at, part in parts:
        for lang in LANGS:
            if isinstance(part, dict) and isinstance(part.get(lang), str):
                yield (*at, lang), part[lang]
