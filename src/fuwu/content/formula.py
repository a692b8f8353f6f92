"""The authors' expressions: a few operators and functions on exact numbers, and nothing else of Python.

Numbers are fractions, so 0.1 + 0.2 is 0.3 and 12.345 rounds as at school. What an expression may hold is checked
when it is parsed; how large its numbers may grow, when it is evaluated.
"""

from __future__ import annotations

import ast
import math
import operator
import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise
from typing import Any

from fuwu.content.faults import Translate, short

MAX_CHARS = 200
#: No number on the way may be larger, nor finer than its reciprocal squared.
LIMIT = 10**15
MAX_EXPONENT = 16
MAX_PLACES = 10

Names = Mapping[str, Fraction]


class FormulaError(ValueError):
    """An expression is none, or has no value; the message is in the author's language."""


@dataclass(frozen=True, slots=True)
class Formula:
    """An expression that is known to be harmless."""

    text: str
    tree: ast.expr
    names: frozenset[str]

    def number(self, names: Names, tr: Translate) -> Fraction:
        """Return its value; it was parsed as a number."""
        return _number(self.tree, names, tr)

    def holds(self, names: Names, tr: Translate) -> bool:
        """Return whether it holds; it was parsed as a condition."""
        return _holds(self.tree, names, tr)


@lru_cache(maxsize=4096)
def parse(text: str, tr: Translate, *, condition: bool = False) -> Formula:
    """Return the expression `text`, which gives a number, or with `condition` says yes or no.

    Raises
    ------
    FormulaError
        If it is none, or holds anything that is not allowed.

    Examples
    --------
    >>> parse("orders * share / 100", str).number({"orders": Fraction(25), "share": Fraction("12.5")}, str)
    Fraction(25, 8)
    >>> parse("0.1 + 0.2 == 0.3", str, condition=True).holds({}, str)
    True
    """
    _ = tr
    if len(text) > MAX_CHARS:
        message = _("the expression has {count} characters: write it with at most {limit}")
        raise FormulaError(message.format(count=len(text), limit=MAX_CHARS))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # "2if" and its like, which are refused anyway
            tree = ast.parse(text.strip(), mode="eval").body
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        message = _("'{text}' is not an expression: check brackets and operators (+ - * / // % **)")
        raise FormulaError(message.format(text=short(text))) from None
    if _is_condition(tree, tr) is not condition:
        message = _("'{text}' is a condition: write an expression that gives a number")
        if condition:
            message = _("'{text}' is a number: write a condition, such as 'a < b'")
        raise FormulaError(message.format(text=short(text)))
    called = {node.func for node in ast.walk(tree) if isinstance(node, ast.Call)}
    names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and node not in called}
    return Formula(text.strip(), tree, frozenset(names))


def rounded(number: Fraction, places: int = 0) -> Fraction:
    """Return `number` rounded to `places` decimals, halves away from zero.

    Examples
    --------
    >>> rounded(Fraction("2.5")), rounded(Fraction("-0.125"), 2) == Fraction("-0.13")
    (Fraction(3, 1), True)
    """
    over, under = abs(number.numerator) * 10 ** max(places, 0), number.denominator * 10 ** max(-places, 0)
    whole = Fraction((2 * over + under) // (2 * under)) * Fraction(10) ** -places
    return whole if number >= 0 else -whole


@lru_cache(maxsize=512)
def _constant(number: float) -> Fraction:
    return Fraction(str(number))


def _power(base: Fraction, exponent: Fraction) -> Fraction:
    if exponent.denominator != 1 or abs(exponent) > MAX_EXPONENT:
        raise OverflowError
    return Fraction(base ** int(exponent))


ARITHMETIC: Mapping[type[ast.operator], Callable[[Fraction, Fraction], Fraction | int]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv,
    ast.Mod: operator.mod,
    ast.Pow: _power,
}
COMPARISONS: Mapping[type[ast.cmpop], Callable[[Fraction, Fraction], bool]] = {
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
}
#: Each function with the least and the greatest number of its arguments; `sum` takes one list.
FUNCTIONS: Mapping[str, tuple[int, int]] = {
    "round": (1, 2),
    "min": (2, 20),
    "max": (2, 20),
    "abs": (1, 1),
    "ceil": (1, 1),
    "floor": (1, 1),
    "sum": (1, 1),
}


def _is_condition(node: ast.expr, tr: Translate) -> bool:
    """Tell whether the expression is a condition, not a number; refuse what is neither."""
    match node:
        case ast.Constant(value=int() | float()) if not isinstance(node.value, bool):
            return False
        case ast.Name(id=name) if name not in FUNCTIONS:
            return False
        case ast.UnaryOp(op=ast.USub() | ast.UAdd(), operand=inner):
            _want([inner], tr, condition=False)
            return False
        case ast.UnaryOp(op=ast.Not(), operand=inner):
            _want([inner], tr, condition=True)
            return True
        case ast.BinOp(left=left, op=op, right=right) if type(op) in ARITHMETIC:
            _want([left, right], tr, condition=False)
            return False
        case ast.BoolOp(values=parts):
            _want(parts, tr, condition=True)
            return True
        case ast.Compare(left=left, ops=ops, comparators=others) if all(type(op) in COMPARISONS for op in ops):
            _want([left, *others], tr, condition=False)
            return True
        case ast.Call(func=ast.Name(id=name), args=args, keywords=[]) if _fits(name, args):
            _want(_arguments(args), tr, condition=False)
            return False
    raise _refused(node, tr)


def _want(nodes: list[ast.expr], tr: Translate, *, condition: bool) -> None:
    for node in nodes:
        if _is_condition(node, tr) is not condition:
            raise _refused(node, tr)


def _refused(node: ast.expr, tr: Translate) -> FormulaError:
    _ = tr
    message = _(
        "'{text}' is not allowed here: expressions hold numbers, parameters, + - * / // % **, comparisons, "
        "and, or, not, and {functions}",
    )
    return FormulaError(message.format(text=short(ast.unparse(node)), functions=", ".join(FUNCTIONS)))


def _fits(name: str, args: list[ast.expr]) -> bool:
    """Tell whether a call is one of ours with arguments as it takes them."""
    if name == "sum":
        return len(args) == 1 and isinstance(args[0], ast.List | ast.Tuple)
    least, most = FUNCTIONS.get(name, (1, 0))
    return least <= len(args) <= most


def _arguments(args: list[ast.expr]) -> list[ast.expr]:
    """Return the arguments one by one, also those of a sum."""
    return args[0].elts if isinstance(args[0], ast.List | ast.Tuple) else args


def _holds(node: ast.expr, names: Names, tr: Translate) -> bool:
    match node:
        case ast.UnaryOp(operand=inner):
            return not _holds(inner, names, tr)
        case ast.BoolOp(op=ast.And(), values=parts):
            return all(_holds(part, names, tr) for part in parts)
        case ast.BoolOp(values=parts):
            return any(_holds(part, names, tr) for part in parts)
        case ast.Compare(left=left, ops=ops, comparators=others):
            sides = [_number(side, names, tr) for side in (left, *others)]
            return all(COMPARISONS[type(op)](*pair) for op, pair in zip(ops, pairwise(sides), strict=True))
    raise AssertionError(ast.dump(node))  # pragma: no cover - parsing refused it


def _number(node: ast.expr, names: Names, tr: Translate) -> Fraction:
    match node:
        case ast.Constant(value=int() | float() as constant):
            return _bounded(tr, _constant, constant)
        case ast.Name(id=name):
            return names[name]
        case ast.UnaryOp(op=sign, operand=inner):
            return -_number(inner, names, tr) if isinstance(sign, ast.USub) else _number(inner, names, tr)
        case ast.BinOp(left=left, op=op, right=right):
            return _bounded(tr, ARITHMETIC[type(op)], _number(left, names, tr), _number(right, names, tr))
        case ast.Call(func=ast.Name(id=name), args=args):
            return _bounded(tr, _called, name, [_number(argument, names, tr) for argument in _arguments(args)])
    raise AssertionError(ast.dump(node))  # pragma: no cover - parsing refused it


def _called(name: str, given: list[Fraction]) -> Fraction:
    match name:
        case "round":
            places = given[1] if given[1:] else Fraction(0)
            if places.denominator != 1 or abs(places) > MAX_PLACES:
                raise OverflowError
            return rounded(given[0], int(places))
        case "ceil" | "floor":
            return Fraction(math.ceil(given[0]) if name == "ceil" else math.floor(given[0]))
        case "sum":
            return sum(given, Fraction(0))
        case "abs":
            return abs(given[0])
    return min(given) if name == "min" else max(given)


def _bounded(tr: Translate, work: Callable[..., Fraction | int], *given: Any) -> Fraction:
    """Return what `work` gives, unless it has no value or one beyond all sense."""
    _ = tr
    try:
        found = work(*given)
    except ZeroDivisionError:
        raise FormulaError(_("division by zero")) from None
    except (OverflowError, ValueError):
        raise FormulaError(_("a number or an exponent out of range")) from None
    number = found if isinstance(found, Fraction) else Fraction(found)
    over, under = number.numerator, number.denominator
    if abs(over) > LIMIT * under or under > LIMIT**2:
        raise FormulaError(_("a number or an exponent out of range"))
    return number
