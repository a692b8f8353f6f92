"""Reading one shop's ledger, whether it is true and what its five figures say.

Quantities are cartons. Definitions (illustrative; write yours down before use):

- days of stock = closing stock ÷ average daily sales
- share of days out of stock = days out of stock ÷ days in the period
- fill rate = received ÷ requested (as in public practice questions)
- price kept = part of the cartons sold that went at the marked price, weighted by cartons
- turnover = sold ÷ average stock, each week's being halfway between after the delivery and the end of the week
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

CLASSES = (1, 2, 3, 4, 5)
DAYS_A_WEEK = 7
SLACK = 0.05  # cartons: ledgers are kept to a tenth


@dataclass(frozen=True)
class Line:
    """One week of one price class, as the shop wrote it down."""

    week: str
    price_class: int
    opening: float
    requested: float
    received: float
    sold: float
    closing: float
    stockout_days: int
    price_kept: float | None

    @property
    def gap(self) -> float:
        """Cartons the books lack: ``opening + received - sold - closing``."""
        return self.opening + self.received - self.sold - self.closing


@dataclass(frozen=True)
class Truth:
    """What three gates found: whether it balances, carries on and looks like life."""

    unbalanced: tuple[Line, ...]  # opening + received - sold is not closing
    broken: tuple[tuple[Line, Line], ...]  # a week that does not open with what the last closed with
    copied: bool  # sales equal deliveries in every line
    missing: tuple[str, ...]  # weeks without an entry

    @property
    def holds(self) -> bool:
        """Whether the ledger may be read for needs; a missing week does not spoil the others."""
        return not (self.unbalanced or self.broken or self.copied)


@dataclass(frozen=True)
class Reading:
    """A shop's ledger, whole or of one price class."""

    retailer: str
    lines: tuple[Line, ...]  # by price class, then week
    every_week: tuple[str, ...]  # the weeks of the period, whether written down or not

    @cached_property
    def classes(self) -> tuple[int, ...]:
        """The price classes in it."""
        return tuple(sorted({line.price_class for line in self.lines}))

    @cached_property
    def weeks(self) -> tuple[str, ...]:
        """The weeks written down."""
        return tuple(sorted({line.week for line in self.lines}))

    def of(self, price_class: int) -> Reading:
        """Return the part of one price class."""
        kept = tuple(line for line in self.lines if line.price_class == price_class)
        return Reading(self.retailer, kept, self.every_week)

    def weekly(self, column: str) -> list[float | None]:
        """Return a column summed over the classes, week by week; None where nothing was written down."""
        totals: dict[str, float] = {}
        for line in self.lines:
            totals[line.week] = totals.get(line.week, 0) + getattr(line, column)
        return [round(totals[week], 6) if week in totals else None for week in self.every_week]

    def total(self, column: str) -> float:
        """Return a column's sum over the period."""
        return float(sum(getattr(line, column) for line in self.lines))

    @property
    def days(self) -> int:
        """Days written down."""
        return len(self.weeks) * DAYS_A_WEEK

    @property
    def closing(self) -> float:
        """Stock at the end of the last week written down."""
        last = self.weeks[-1] if self.weeks else ""
        return sum(line.closing for line in self.lines if line.week == last)

    @property
    def days_of_stock(self) -> float | None:
        """How many days the closing stock lasts at the pace of the period; None if nothing was sold."""
        sold = self.total("sold")
        return self.closing / (sold / self.days) if sold else None

    @property
    def stockout_share(self) -> float:
        """Part of the days out of stock, averaged over the price classes in the reading."""
        return self.total("stockout_days") / (len(self.lines) * DAYS_A_WEEK) if self.lines else 0.0

    @property
    def fill_rate(self) -> float | None:
        """Received of requested; None if nothing was requested."""
        requested = self.total("requested")
        return self.total("received") / requested if requested else None

    @property
    def price_kept(self) -> float | None:
        """Part of the cartons sold at the marked price; None if no line has a price."""
        priced = [(line.sold, line.price_kept) for line in self.lines if line.price_kept is not None and line.sold]
        sold = sum(one for one, _ in priced)
        return sum(one * kept for one, kept in priced) / sold if sold else None

    @property
    def turnover(self) -> float | None:
        """How many times the average stock was sold in the period; None if there was no stock."""
        weeks = len(self.weeks)
        stocks = sum(line.opening + line.received + line.closing for line in self.lines) / 2
        return self.total("sold") * weeks / stocks if stocks else None

    @property
    def longest_wait(self) -> int:
        """The most weeks in a row without a delivery; a week not written down breaks the row."""
        longest = now = 0
        for received in self.weekly("received"):
            now = now + 1 if received == 0 else 0
            longest = max(longest, now)
        return longest

    @cached_property
    def truth(self) -> Truth:
        """The three gates."""
        by_class = [self.of(one).lines for one in self.classes]
        pairs = [pair for lines in by_class for pair in pairwise(lines)]
        following = dict(pairwise(self.every_week))
        return Truth(
            unbalanced=tuple(line for line in self.lines if abs(line.gap) > SLACK),
            broken=tuple(
                (one, other)
                for one, other in pairs
                if following.get(one.week) == other.week and abs(one.closing - other.opening) > SLACK
            ),
            copied=bool(self.total("sold")) and all(line.sold == line.received for line in self.lines),
            missing=tuple(week for week in self.every_week if week not in self.weeks),
        )


def readings(ledgers: pd.DataFrame) -> dict[str, Reading]:
    """Return each shop's ledger, by retailer id in order."""
    every_week = tuple(sorted(ledgers["week"].unique()))
    lines: dict[str, list[Line]] = {}
    columns = [*Line.__dataclass_fields__]
    ordered = ledgers.sort_values(["retailer_id", "price_class", "week"], kind="stable")
    ordered = ordered.astype({"price_kept": object}).where(ordered.notna(), None)
    for id_, *values in zip(ordered["retailer_id"], *(ordered[one].tolist() for one in columns), strict=True):
        lines.setdefault(id_, []).append(Line(*values))
    return {id_: Reading(id_, tuple(found), every_week) for id_, found in lines.items()}
