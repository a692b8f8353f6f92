"""The audit of the eight commitments: what each counts, in which unit, within which limit, and was it kept.

The commitments and their limits are the notes' (commitments 6 to 8 have no limit there: 6 counts whether somebody
came; the tolerance of 7 and the number of visits of 8 are illustrative). The log is the sample data's.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from fuwu.labs import Data
from fuwu.labs.intervals import Interval, quantile, safe_limit, wilson
from fuwu.labs.promises.workdays import Calendar, workdays_after, working_hours
from fuwu.labs.text import mark

if TYPE_CHECKING:
    from datetime import datetime

    import pandas as pd

Unit = Literal["hours", "minutes", "workdays", "done", "visits"]
#: What is not done by then and due later is not judged.
CUTOFF = "2026-01-01"
HONEST = 0.95
NEVER = math.inf
MANAGERS = ("K01", "K02", "K03")  # the visits of the sample data
DESK_MINUTES, DESK_A_DAY = 5, 30


@dataclass(frozen=True)
class Promise:
    """One commitment, or one part of the fifth: its events in the log, its unit and limit, and slider bounds."""

    id: str
    kind: str
    name: str
    unit: Unit
    limit: float
    most: float
    step: float


PROMISES = (
    Promise("1", "exchange", mark("1 damaged goods replaced"), "hours", 48, 300, 2),
    Promise("2", "order_call", mark("2 order call in its slot"), "minutes", 60, 180, 5),
    Promise("3", "refund", mark("3 wrong charges refunded"), "workdays", 3, 20, 1),
    Promise("4", "arrival", mark("4 on the spot after a complaint"), "hours", 1, 6, 0.1),
    Promise("5a", "handling", mark("5 complaint handled"), "hours", 72, 300, 2),
    Promise("5b", "call_back", mark("5 call-back after handling"), "hours", 48, 300, 2),
    Promise("6", "home_visit", mark("6 licence service at home"), "done", 1, 1, 1),
    Promise("7", "second_delivery", mark("7 second delivery as agreed"), "minutes", 60, 180, 5),
    Promise("8", "visit", mark("8 visits a month"), "visits", 2, 6, 1),
)
BY_ID = {promise.id: promise for promise in PROMISES}
#: Those whose limit is a time: what could honestly be promised is a time too.
TIMED = tuple(one for one in PROMISES if one.unit in {"hours", "minutes", "workdays"} and one.id != "7")


@dataclass(frozen=True)
class Settings:
    """How to count: by which calendar, arrivals by the clock or in working hours, all events or those promised."""

    calendar: Calendar = "china"
    working: bool = False
    promised_only: bool = True
    limits: dict[str, float] = field(default_factory=dict)

    def limit(self, promise: Promise) -> float:
        """Return the limit to audit against."""
        return self.limits.get(promise.id, promise.limit)


@dataclass(frozen=True)
class Case:
    """The events of one commitment: what was measured of each (`NEVER` if not done), and what was left out."""

    promise: Promise
    events: pd.DataFrame  # with the column `measure`
    not_promised: int = 0
    unclear: int = 0


@dataclass(frozen=True)
class Result:
    """How one commitment was kept within a limit."""

    case: Case
    limit: float
    kept: int
    judged: int
    not_due: int
    attained: Interval

    @cached_property
    def measures(self) -> list[float]:
        """The measures of what was judged, in order."""
        waiting = _not_due(self.case, self.limit) & (self.case.events["measure"] == NEVER)
        return sorted(float(value) for value in self.case.events["measure"][~waiting])

    @property
    def broken(self) -> int:
        """How many events broke the promise."""
        return self.judged - self.kept

    def quantile(self, share: float) -> float:
        """Return the measure that `share` of the events stay within."""
        return quantile(self.measures, share)

    def honest(self, share: float = HONEST) -> float | None:
        """Return the limit that could be promised: `share` of all events surely stay within it.

        Rounded up to the promise's step. None where too much was never done, or too little seen, for any limit.
        """
        found = safe_limit(self.measures, share)
        if found is None or found == NEVER:
            return None
        step = self.case.promise.step
        return round(math.ceil(found / step - 1e-9) * step, 6)


class Log:
    """The year's events, measured once; every audit afterwards is quick."""

    def __init__(self, data: Data) -> None:
        import pandas as pd

        log = data.service_log
        log = log.drop_duplicates([column for column in log.columns if column != "event_id"])
        self._log = log.assign(asked=pd.to_datetime(log["asked_at"]), done=pd.to_datetime(log["done_at"]))
        hard = data.retailers.set_index("retailer_id")["disadvantaged"]
        self._hardship = self._log["retailer_id"].map(hard) != "none"
        self._data = data
        self._cases: dict[tuple[str, Calendar, bool, bool], Case] = {}

    def case(self, promise: Promise, settings: Settings) -> Case:
        """Return the commitment's events as `settings` say to count them."""
        key = (promise.id, settings.calendar, settings.working, settings.promised_only)
        if key not in self._cases:
            make = self._visits if promise.kind == "visit" else self._events
            self._cases[key] = make(promise, settings)
        return self._cases[key]

    def _events(self, promise: Promise, settings: Settings) -> Case:
        import pandas as pd

        events = self._log[self._log["kind"] == promise.kind]
        inside = self._promised(promise, events) if settings.promised_only else pd.Series(data=True, index=events.index)
        events, outside = events[inside], int((~inside).sum())
        measure = self._measure(promise, events, settings)
        # An early date of an exchange is a slip of the pen, not speed; early calls and deliveries are measured.
        wrong = measure < 0
        return Case(promise, events.assign(measure=measure)[~wrong], outside, int(wrong.sum()))

    def _promised(self, promise: Promise, events: pd.DataFrame) -> pd.Series[bool]:
        """Return which events the commitment's words cover: 4 within the city and working hours, 6 the four groups."""
        if promise.kind == "arrival":
            return (events["urban"] == "yes") & (events["in_hours"] == "yes")
        if promise.kind == "home_visit":
            return self._hardship[events.index]
        return events["kind"] == promise.kind

    def _measure(self, promise: Promise, events: pd.DataFrame, settings: Settings) -> pd.Series[float]:
        import pandas as pd

        hours = (events["done"] - events["asked"]).dt.total_seconds() / 3600
        if promise.unit == "done":
            return events["done"].isna().map({False: 1.0, True: NEVER})
        if promise.unit == "workdays":
            return self._counted(events, lambda a, b: workdays_after(a.date(), b.date(), settings.calendar))
        if promise.kind == "arrival" and settings.working:
            return self._counted(events, lambda a, b: working_hours(a, b, settings.calendar))
        if promise.unit == "minutes":
            hours = hours.abs() * 60
        if promise.kind == "second_delivery":
            # To somebody else without the signed authorisation it is not kept, however punctual.
            hours = hours.where(~((events["via_agent"] == "yes") & (events["authorised"] != "yes")), NEVER)
        return pd.Series(hours, index=events.index).fillna(NEVER)

    @staticmethod
    def _counted(events: pd.DataFrame, count: Callable[[datetime, datetime], float]) -> pd.Series[float]:
        import pandas as pd

        measured = [
            NEVER if pd.isna(done) else float(count(asked.to_pydatetime(), done.to_pydatetime()))
            for asked, done in zip(events["asked"], events["done"], strict=True)
        ]
        return pd.Series(measured, index=events.index, dtype=float)

    def _visits(self, promise: Promise, settings: Settings) -> Case:
        """Count visits per retailer and month; those made up at the desk count as none where promised only."""
        import pandas as pd

        visits = self._data.visits
        retailers = self._data.retailers
        desk = self._at_the_desk(visits)
        if settings.promised_only:
            visits = visits[~desk]
        month = visits["date"].str[:7]
        counts = visits.groupby(["retailer_id", month]).size()
        whose = retailers[retailers["manager_id"].isin(MANAGERS)]["retailer_id"]
        months = sorted(self._data.visits["date"].str[:7].unique())
        every = pd.MultiIndex.from_product([whose, months], names=["retailer_id", "asked_at"])
        events = counts.reindex(every, fill_value=0).rename("measure").reset_index()
        events = events.assign(event_id="", done_at="", asked=pd.to_datetime(events["asked_at"]))
        return Case(promise, events, int(desk.sum()) if settings.promised_only else 0)

    def _at_the_desk(self, visits: pd.DataFrame) -> pd.Series[bool]:
        """Return the visits that cannot have been made: dozens of five minutes on one day by one manager."""
        manager = visits["retailer_id"].map(self._data.retailers.set_index("retailer_id")["manager_id"])
        brief = visits["minutes"] <= DESK_MINUTES
        many = visits.assign(brief=brief).groupby([manager, visits["date"]])["brief"].transform("sum") >= DESK_A_DAY
        return brief & many


def audit(log: Log, promise: Promise, settings: Settings) -> Result:
    """Return how `promise` was kept within the limit that `settings` give."""
    case, limit = log.case(promise, settings), settings.limit(promise)
    kept = _kept(case, limit)
    pending = _not_due(case, limit) & ~kept
    judged = int((~pending).sum())
    return Result(case, limit, int(kept.sum()), judged, int(pending.sum()), wilson(int(kept.sum()), max(judged, 1)))


def _kept(case: Case, limit: float) -> pd.Series[bool]:
    measure = case.events["measure"]
    return measure >= limit if case.promise.unit == "visits" else measure <= limit + 1e-9


def _not_due(case: Case, limit: float) -> pd.Series[bool]:
    """Return what was not done by the cutoff and was not due either."""
    import pandas as pd

    unit, asked = case.promise.unit, case.events["asked"]
    if unit in {"visits", "done"}:
        return pd.Series(data=False, index=asked.index)
    # Five working days fill a week; that a holiday may lengthen it matters to none of the events left open.
    days = {"hours": limit / 24, "minutes": limit / 1440, "workdays": limit * 7 / 5}[unit]
    return case.events["done_at"].isna() & (asked + pd.Timedelta(days=days) > pd.Timestamp(CUTOFF))


def breaches(result: Result, *, most: int = 10) -> pd.DataFrame:
    """Return the worst events that broke the promise: never done first, then by how much."""
    case, few_is_bad = result.case, result.case.promise.unit == "visits"
    broken = case.events[~_kept(case, result.limit) & ~_not_due(case, result.limit)]
    return broken.sort_values(["measure", "asked_at", "retailer_id"], ascending=[few_is_bad, True, True]).head(most)


def by_group(result: Result, groups: pd.Series[str]) -> list[tuple[str, int, Interval]]:
    """Return for each group of the events how many there are and the share kept, in the order of the groups' names."""
    kept = _kept(result.case, result.limit)
    judged = kept | ~_not_due(result.case, result.limit)
    found = []
    for name in sorted(groups[judged].unique()):
        inside = judged & (groups == name)
        found.append((str(name), int(inside.sum()), wilson(int((kept & inside).sum()), int(inside.sum()))))
    return found
