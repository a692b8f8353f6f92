"""Why a paper cannot be assembled, in numbers and in words."""

from __future__ import annotations

from dataclasses import dataclass

from fuwu.i18n import gettext_for
from fuwu.model import Blueprint, Lang, Text


@dataclass(frozen=True, slots=True)
class Lack:
    """A row of a blueprint that the bank cannot fill: of `needed` items only `available` can be had together.

    The numbers are those of one paper; where the bound on common items stands in the way, those of all papers.
    """

    row: str
    title: Text
    needed: int
    available: int


class Impossible(ValueError):  # noqa: N818 - the blueprint is, nothing went wrong
    """The bank cannot fill the blueprint.

    Attributes
    ----------
    blueprint
        The blueprint.
    lacks
        The rows that stay short when as many items as possible are placed, in the blueprint's order.
    overlap
        The bound on common items of two papers if it is what stands in the way, else None.
    """

    def __init__(self, blueprint: Blueprint, lacks: tuple[Lack, ...], overlap: int | None = None) -> None:
        self.blueprint = blueprint
        self.lacks = lacks
        self.overlap = overlap
        short = ", ".join(f"{lack.row} has {lack.available} of {lack.needed}" for lack in lacks)
        super().__init__(f"the bank cannot fill the blueprint {blueprint.id}: {short}")


def explain(error: Impossible, lang: Lang) -> str:
    """Return in words, a line a row, what is lacking and what to do about it."""
    _ = gettext_for(lang)
    lines = [_("“{title}” cannot be put together:").format(title=error.blueprint.title.to(lang))]
    row = _("{row}: {needed} needed, only {available} to be had together.")
    lines += [row.format(row=lack.title.to(lang), needed=lack.needed, available=lack.available) for lack in error.lacks]
    if error.overlap is not None:
        message = _("Two papers were to share at most {n} of their items: allow more, or ask for fewer papers.")
        lines.append(message.format(n=error.overlap))
    else:
        lines.append(
            _("Choose another paper for now. Authors: write more items of these kinds, or lower the row's count.")
        )
    return "\n".join(lines)
