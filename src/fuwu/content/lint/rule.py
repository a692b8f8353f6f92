"""Rules of item-writing: what each is called, where it comes from, and how to mend what breaks it.

A rule is a function with a decorator; its module is named in `fuwu.content.lint.rules`::

    @rule("key-longest", title=N_("the key is …"), mend=N_("shorten …"), reference=f"{HDR} 24", on=CHOICE)
    def key_longest(side: Side) -> Hits:
        if …:
            yield ("options",), "27 > 15"

It is called with one language of one item and yields where the item breaks it and what was found: words of the
item and numbers, which need no translation.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

from fuwu.content.faults import Steps

Severity = Literal["error", "warning"]
Scope = Literal["side", "lesson", "group"]
#: Where in the item, and what was found there.
Hits = Iterator[tuple[Steps, str]]

#: The sources, as `fuwu check --lint --rules` cites them; the numbers after them are those of the guidelines there.
HDR = "Haladyna, Downing & Rodriguez (2002)"
HR = "Haladyna & Rodriguez (2013)"
NBME = "NBME Item-Writing Guide (2020)"
MBE = "Millman, Bishop & Ebel (1965)"
SOURCES = {
    HDR: "A review of multiple-choice item-writing guidelines for classroom assessment. "
    "Applied Measurement in Education 15(3), 309–334",
    HR: "Developing and Validating Test Items. Routledge",
    NBME: "Constructing Written Test Questions for the Health Sciences. National Board of Medical Examiners",
    MBE: "An analysis of test-wiseness. Educational and Psychological Measurement 25(3), 707–726",
}

CHOICE = ("single", "multiple")


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule; `title` and `mend` are message ids, `on` names the types of items it is about.

    `scope` says what it is called with, and what it yields: one language of an item (where, what), all the items
    of a lesson (item, where, what), or a group of items, each lesson and the whole bank (what).
    """

    id: str
    title: str
    mend: str
    reference: str
    severity: Severity
    on: tuple[str, ...]
    scope: Scope
    find: Callable[[Any], Iterator[Any]]


RULES: dict[str, Rule] = {}


def rule(
    name: str,
    *,
    title: str,
    mend: str,
    reference: str,
    on: tuple[str, ...] = (),
    severity: Severity = "warning",
    scope: Scope = "side",
) -> Callable[[Callable[[Any], Iterator[Any]]], Callable[[Any], Iterator[Any]]]:
    """Enter the decorated function among the rules under the id `name`."""

    def enter(find: Callable[[Any], Iterator[Any]]) -> Callable[[Any], Iterator[Any]]:
        RULES[name] = Rule(name, title, mend, reference, severity, on, scope, find)
        return find

    return enter


def N_(message: str) -> str:  # noqa: N802 - gettext's own name for "translate later"
    """Mark a message id; it is translated where it is shown."""
    return message
