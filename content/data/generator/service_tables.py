"""The tables of service, made in the order in which one depends on another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from .accounts import brands_of, build_accounts, gross_profit, owners, price_kept, spoil_accounts
from .branch import Branch
from .complaints import build_complaints
from .draw import Row
from .lapses import interviews, orders_2026, plan_lapses
from .ledgers import build_ledgers, spoil
from .needs import needs_rows, survey_rows
from .satisfaction import satisfaction_rows
from .service import build_service_log
from .submissions import build_submissions
from .visits import build_visits


def build_tables(
    retailers: Sequence[Row], orders: Sequence[Row], brands: Sequence[Row], traps: Sequence[Mapping[str, Any]]
) -> dict[str, list[Row]]:
    """Return the rows of every table of service by name."""
    branch = Branch(retailers, orders, traps)
    for id_, row in branch.retailers.items():
        row["_lack"] = sum(branch.short_months(id_).values())
    ledgers = build_ledgers(branch)
    emptied = _emptied(branch, ledgers)
    weeks = {id_: [date.fromisoformat(week) for week, _ in found] for id_, found in emptied.items()}
    complaints = build_complaints(branch, weeks)
    by_class = brands_of(brands)
    accounts = build_accounts(branch, ledgers, by_class)
    plan_lapses(branch, complaints)
    return {
        "needs": needs_rows(),
        "needs_survey": survey_rows(branch),
        "ledgers": spoil(branch, ledgers, price_kept(accounts, by_class)),
        "submissions": build_submissions(branch, emptied),
        "visits": build_visits(branch, complaints, emptied),
        "service_log": build_service_log(branch, complaints),
        "complaints": complaints,
        "orders_2026": orders_2026(branch),
        "interviews": interviews(branch),
        "accounts": spoil_accounts(branch, accounts),
        "owners": owners(gross_profit(accounts, by_class)),
        "satisfaction": satisfaction_rows(),
    }


def _emptied(branch: Branch, ledgers: Sequence[Row]) -> dict[str, list[tuple[str, int]]]:
    """Return the weeks and classes in which each ledger keeper ran out of something and wrote it down."""
    found: dict[str, list[tuple[str, int]]] = {line["retailer_id"]: [] for line in ledgers}
    for line in ledgers:
        if line["stockout_days"] and line["retailer_id"] not in branch.trapped("copied_ledger"):
            found[line["retailer_id"]].append((line["week"], line["price_class"]))
    return found
