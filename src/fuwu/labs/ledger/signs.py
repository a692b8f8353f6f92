"""What signs in a ledger say about levels of need. Limits and links are illustrative, not official."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from fuwu.labs.ledger.levels import BY_ID, LEVELS, Level
from fuwu.labs.ledger.reading import Reading
from fuwu.labs.text import bilingual, listing, mark, number, percent, sentences
from fuwu.model import Lang, Text


@dataclass(frozen=True)
class Limits:
    """From where on a figure is a sign."""

    stockout_days: int = 21  # in the quarter, of one price class
    stock_days: int = 35
    price_kept: float = 0.80
    fill_rate: float = 0.97
    wait_weeks: int = 3
    least_sold: float = 5.0  # cartons in the quarter: below, a price class is too small to judge


DEFAULT: Final = Limits()


@dataclass(frozen=True)
class Kind:
    """A kind of sign: what is seen, the level it points to, and why."""

    id: str
    seen: str
    level: str
    why: str


KINDS: Final = {
    kind.id: kind
    for kind in (
        Kind("books", mark("the books do not balance or do not carry on from week to week"), "safety", mark(
            "goods may be missing (damage, theft, a swap) or the record is wrong: count the stock first")),
        Kind("short", mark("out of stock {days} days or more, and less received than asked for (below {fill})"),
             "profit", mark("supply need: what was ordered did not come in full")),
        Kind("overstock", mark("stock for {stock} days or more"), "profit", mark(
            "capital is tied up; public material counts reasonable use of capital under supply")),
        Kind("price", mark("less than {price} sold at the marked price"), "profit", mark(
            "profit need: earnings are given away or prices are unsteady; ask why")),
        Kind("wait", mark("{weeks} weeks or more in a row without a delivery"), "service", mark(
            "orders or deliveries are far apart; ask whether ordering is difficult")),
        Kind("ordering", mark("out of stock {days} days or more although nearly all asked for was received"), "growth",
             mark("too little was ordered, or too late: help with ordering by the figures")),
        Kind("mix", mark("one price class runs out while another piles up"), "growth", mark(
            "the mix does not fit the demand: help with choosing stock")),
        Kind("copied", mark("sales equal deliveries in every line"), "growth", mark(
            "the ledger was copied, not kept: help with recording as sales happen")),
    )
}  # fmt: skip


def seen(kind: Kind, limits: Limits = DEFAULT) -> Text:
    """Return what a kind of sign looks like, with its limit."""
    return bilingual(
        kind.seen, days=limits.stockout_days, stock=limits.stock_days, fill=percent(limits.fill_rate),
        price=percent(limits.price_kept), weeks=limits.wait_weeks)  # fmt: skip


@dataclass(frozen=True)
class Sign:
    """A sign found in one ledger; `classes` is empty where it is the whole shop's."""

    kind: Kind
    classes: tuple[int, ...]
    now: Text

    @property
    def level(self) -> Level:
        """The level of need it points to."""
        return BY_ID[self.kind.level]


def signs(reading: Reading, limits: Limits = DEFAULT) -> list[Sign]:
    """Return the signs in a ledger by level; a ledger that is not true gives only the signs of that."""
    if not reading.truth.holds:
        return _untrue(reading)
    parts = [part for part in map(reading.of, reading.classes) if part.total("sold") >= limits.least_sold]
    out = [one for one in parts if _stockouts(one) >= limits.stockout_days]
    short = [one for one in out if one.fill_rate is not None and one.fill_rate < limits.fill_rate]
    own = [one for one in out if one not in short]
    over = [one for one in parts if (one.days_of_stock or 0) >= limits.stock_days]
    found = [
        *_per_class("short", short, _missing),
        *_per_class("overstock", over, _lasting),
        *_price(reading, limits),
        *_wait(reading, limits),
        *_per_class("ordering", own, _empty),
    ]
    if out and over:
        both = (*(one.classes[0] for one in out), *(one.classes[0] for one in over))
        words = bilingual(mark("out: {out}; piling up: {over}"), out=_named(out), over=_named(over))
        found.append(Sign(KINDS["mix"], both, words))
    order = [level.id for level in LEVELS]
    return sorted(found, key=lambda sign: order.index(sign.kind.level))


def levels_shown(found: Sequence[Sign]) -> list[Level]:
    """Return the levels the signs point to, in their order."""
    there = {sign.kind.level for sign in found}
    return [level for level in LEVELS if level.id in there]


def _stockouts(reading: Reading) -> float:
    return reading.total("stockout_days")


def class_name(price_class: int) -> Text:
    """Return the name of a price class."""
    return bilingual(_CLASS_NAMES[price_class])


_CLASS_NAMES = {
    1: mark("class one"), 2: mark("class two"), 3: mark("class three"), 4: mark("class four"), 5: mark("class five"),
}  # fmt: skip


def _named(parts: Sequence[Reading]) -> Text:
    return listing([class_name(one.classes[0]) for one in parts])


def _per_class(kind: str, parts: Sequence[Reading], detail: Callable[[Reading], Text]) -> list[Sign]:
    if not parts:
        return []
    words = listing([bilingual(mark("{price_class} {detail}"), price_class=class_name(one.classes[0]),
                               detail=detail(one)) for one in parts])  # fmt: skip
    return [Sign(KINDS[kind], tuple(one.classes[0] for one in parts), words)]


def _missing(reading: Reading) -> Text:
    return bilingual(
        mark("out {days} days, {received} of {requested} cartons received"), days=number(_stockouts(reading)),
        received=number(reading.total("received")), requested=number(reading.total("requested")))  # fmt: skip


def _empty(reading: Reading) -> Text:
    return bilingual(mark("out {days} days"), days=number(_stockouts(reading)))


def _lasting(reading: Reading) -> Text:
    return bilingual(mark("{days} days of stock"), days=number(reading.days_of_stock or 0))


def _price(reading: Reading, limits: Limits) -> list[Sign]:
    kept = reading.price_kept
    if kept is None or kept >= limits.price_kept:
        return []
    return [Sign(KINDS["price"], (), bilingual(mark("{kept} at the marked price"), kept=percent(kept)))]


def _wait(reading: Reading, limits: Limits) -> list[Sign]:
    weeks = reading.longest_wait
    if weeks < limits.wait_weeks:
        return []
    return [Sign(KINDS["wait"], (), bilingual(mark("{weeks} weeks without a delivery"), weeks=weeks))]


def _untrue(reading: Reading) -> list[Sign]:
    truth = reading.truth
    if truth.copied:
        now = bilingual(mark("{n} of {n} lines, stock unchanged all the time"), n=number(len(reading.lines)))
        return [Sign(KINDS["copied"], (), now)]
    lines, seams = number(len(truth.unbalanced)), number(len(truth.broken))
    now = bilingual(mark("{lines} lines do not balance, {seams} weeks do not carry on"), lines=lines, seams=seams)
    return [Sign(KINDS["books"], (), now)]


def truth_words(reading: Reading) -> Text:
    """Return in words what the gates found."""
    truth = reading.truth
    if truth.holds and not truth.missing:
        return bilingual(mark("The ledger passes the three gates: it balances, carries on and looks like life."))
    said = []
    if truth.unbalanced:
        said.append(_worst(reading))
    if truth.broken:
        one, other = truth.broken[0]
        said.append(bilingual(
            mark("{n} weeks do not open with what the week before closed with; the first: {closing} cartons of "
                 "{price_class} became {opening} in the week of {week}."),
            n=number(len(truth.broken)), closing=number(one.closing), opening=number(other.opening),
            price_class=class_name(one.price_class), week=other.week))  # fmt: skip
    if truth.copied:
        said.append(bilingual(mark("Sales equal deliveries in every line: it was copied, not kept.")))
    if truth.missing:
        weeks = listing([Text(zh=one, en=one) for one in truth.missing])
        said.append(bilingual(mark("Weeks without an entry: {weeks}."), weeks=weeks))
    if not truth.holds:
        said.append(bilingual(mark("Mend it with the shop first; its figures say nothing about needs yet.")))
    return Text(zh=sentences(said, "zh"), en=sentences(said, "en"))


def _worst(reading: Reading) -> Text:
    worst = max(reading.truth.unbalanced, key=lambda line: abs(line.gap))
    return bilingual(
        mark("{n} lines do not balance; the worst, {price_class} in the week of {week}: {opening} + {received} - "
             "{sold} is {due}, but {closing} was written."),
        n=number(len(reading.truth.unbalanced)), price_class=class_name(worst.price_class), week=worst.week,
        opening=number(worst.opening), received=number(worst.received), sold=number(worst.sold),
        due=number(worst.opening + worst.received - worst.sold), closing=number(worst.closing))  # fmt: skip


def signs_words(found: Sequence[Sign], lang: Lang) -> str:
    """Return in words which levels the signs point to, and which they are silent on."""
    shown = levels_shown(found)
    silent = [level for level in LEVELS if level not in shown]
    said = []
    if shown:
        said.append(bilingual(mark("The ledger points to: {levels}."), levels=listing([one.name for one in shown])))
    else:
        said.append(bilingual(mark("No sign reaches its limit.")))
    said.append(bilingual(
        mark("It is silent on: {levels}. Silence does not mean that there is no need; emotion never shows in a "
             "ledger. Ask."), levels=listing([one.name for one in silent])))  # fmt: skip
    return sentences(said, lang)
