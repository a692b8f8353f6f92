"""The three channels for learning of needs, compared: whom each reaches, who is in it, what each says.

Ledgers exist in K03's district only; submissions and the survey cover the branch. The channels are the exam
notes'; the comparison is ours.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from fuwu.labs import Data
from fuwu.labs.intervals import Interval, wilson
from fuwu.labs.ledger.levels import LEVELS
from fuwu.labs.ledger.reading import Reading, readings
from fuwu.labs.ledger.signs import signs
from fuwu.labs.text import bilingual, mark
from fuwu.model import Text

if TYPE_CHECKING:
    import pandas as pd

MANAGER: Final = "K03"
YOUNGEST = 18  # below, an age was mistyped
DISSATISFIED = 2  # of five
NOT_ALLOWED = "scarce_on_demand"  # the topic of submissions that no rule allows
UNCLEAR = frozenset({"N15"})  # asked with a double negative: many heard the opposite

Way = Literal["ledger", "submissions", "survey"]
WAYS: Final[dict[Way, str]] = {
    "ledger": mark("sell-through ledger"),
    "submissions": mark("retailers' submissions"),
    "survey": mark("retailer survey"),
}
_TABLES: Final[dict[Way, str]] = {"ledger": "ledgers", "submissions": "submissions", "survey": "needs_survey"}


def way_name(way: Way) -> Text:
    """Return a channel's name."""
    return bilingual(WAYS[way])


@dataclass(frozen=True)
class Profile:
    """Who a group of retailers are."""

    retailers: int
    volume: float  # cartons a month, all together
    disadvantaged: int
    median_volume: float | None
    mean_age: float | None
    rural: float  # shares of the group
    grocery: float
    online: float  # ordering by website or app more than half


@dataclass(frozen=True)
class Reach:
    """Whom one channel reaches of a scope, as a group and in parts of the whole."""

    way: Way
    ids: frozenset[str]
    profile: Profile
    retailers: float
    volume: float
    disadvantaged: float


@dataclass(frozen=True)
class Comparison:
    """The three channels in one scope; `nobody` is who is in none of them."""

    manager: str  # "" for the whole branch
    everybody: Profile
    reaches: tuple[Reach, ...]
    nobody: Profile
    nobody_ids: tuple[str, ...]

    def of(self, way: Way) -> Reach:
        """Return one channel."""
        return next(one for one in self.reaches if one.way == way)


def profile(frame: pd.DataFrame) -> Profile:
    """Return who these retailers are; typing errors in ages are left out."""
    n = len(frame)
    ages = frame["operator_age"][frame["operator_age"] >= YOUNGEST]
    return Profile(
        retailers=n,
        volume=float(frame["monthly_volume"].sum()),
        disadvantaged=int((frame["disadvantaged"] != "none").sum()),
        median_volume=float(frame["monthly_volume"].median()) if n else None,
        mean_age=float(ages.mean()) if len(ages) else None,
        rural=float((frame["market_type"] == "rural").mean()) if n else 0.0,
        grocery=float((frame["retail_format"] == "grocery").mean()) if n else 0.0,
        online=float((frame["online_share"] + frame["app_share"] > 0.5).mean()) if n else 0.0,  # noqa: PLR2004
    )


def compare(data: Data, manager: str = MANAGER) -> Comparison:
    """Compare the channels among one manager's retailers, or ("") the whole branch's."""
    scope = data.of_manager(manager) if manager else data.retailers
    whole = profile(scope)
    reaches = []
    for way, name in _TABLES.items():
        ids = frozenset(getattr(data, name)["retailer_id"].unique())
        part = scope[scope["retailer_id"].isin(ids)]
        who = profile(part)
        reaches.append(Reach(
            way, frozenset(part["retailer_id"]), who, _part(who.retailers, whole.retailers),
            _part(who.volume, whole.volume), _part(who.disadvantaged, whole.disadvantaged)))  # fmt: skip
    reached = frozenset().union(*(one.ids for one in reaches))
    left = scope[~scope["retailer_id"].isin(reached)]
    return Comparison(manager, whole, tuple(reaches), profile(left), tuple(left["retailer_id"]))


def _part(one: float, whole: float) -> float:
    return one / whole if whole else 0.0


@dataclass(frozen=True)
class Heard:
    """What each channel says of one level of need, always counted in retailers."""

    level: str
    ledgers: int  # shops whose ledger shows a sign of it
    submissions: int  # retailers who raised it
    dissatisfied: Interval | None  # part of those asked who are dissatisfied with a need of the level


@dataclass(frozen=True)
class HeardAll:
    """What the channels say, level by level, with what the numbers are parts of."""

    rows: tuple[Heard, ...]
    true_ledgers: int
    submitters: int


def heard(data: Data, manager: str = "", *, books: Mapping[str, Reading] | None = None) -> HeardAll:
    """Return what the channels say of each level.

    Wishes that the rules do not allow are left out, so are submissions made twice (a retailer counts once) and
    retailers who answered every question of the survey alike. `books` spares reading the ledgers again.
    """
    ids = set((data.of_manager(manager) if manager else data.retailers)["retailer_id"])
    true = [one for id_, one in (books or readings(data.ledgers)).items() if id_ in ids and one.truth.holds]
    shown = [{sign.kind.level for sign in signs(one)} for one in true]
    sent = data.submissions[data.submissions["retailer_id"].isin(ids) & (data.submissions["topic"] != NOT_ALLOWED)]
    raised = sent.groupby("level")["retailer_id"].nunique()
    answers = _answers(data)
    answers = answers[answers["retailer_id"].isin(ids) & answers["clear"]]
    rows = [
        Heard(
            level.id,
            sum(level.id in one for one in shown),
            int(raised.get(level.id, 0)),
            _dissatisfied(answers[answers["level"] == level.id]),
        )
        for level in LEVELS
    ]
    return HeardAll(tuple(rows), len(true), int(sent["retailer_id"].nunique()))


def straight_liners(survey: pd.DataFrame) -> set[str]:
    """Return who gave the same answers to every need: they say nothing."""
    columns = ["with_it", "without_it", "importance", "satisfaction"]
    alike = survey.groupby("retailer_id")[columns].nunique(dropna=False).max(axis=1) == 1
    return set(alike[alike].index)


def _answers(data: Data) -> pd.DataFrame:
    """Return the answers on satisfaction that say something, with the level and whether the need counts."""
    survey = data.needs_survey
    kept = survey[~survey["retailer_id"].isin(straight_liners(survey))].dropna(subset=["satisfaction"])
    needs = data.needs[["need_id", "level", "lawful"]]
    joined = kept.merge(needs, on="need_id")
    return joined.assign(clear=(joined["lawful"] == "yes") & ~joined["need_id"].isin(UNCLEAR))


def _dissatisfied(answers: pd.DataFrame) -> Interval | None:
    """Return the share of retailers dissatisfied with at least one need; one retailer is one observation."""
    if not len(answers):
        return None
    unhappy = (answers["satisfaction"] <= DISSATISFIED).groupby(answers["retailer_id"]).any()
    return wilson(int(unhappy.sum()), len(unhappy))


@dataclass(frozen=True)
class Estimate:
    """What the survey says of one need."""

    need: Text
    lawful: bool
    unclear: bool
    asked: int
    dissatisfied: int
    plain: Interval  # as if drawn at random from all
    weighted: float  # each market type counted by its part of the branch


class Survey:
    """The survey's answers, ready to be asked about one need after another."""

    def __init__(self, data: Data) -> None:
        self._needs = data.needs.set_index("need_id")
        self._markets = data.retailers.set_index("retailer_id")["market_type"]
        self._answers = dict(tuple(_answers(data).groupby("need_id")))

    def needs(self) -> list[tuple[str, Text]]:
        """Return the ids and names of the needs asked about."""
        return [(str(one), self._name(str(one))) for one in self._needs.index]

    def _name(self, need_id: str) -> Text:
        row = self._needs.loc[need_id]
        return Text(zh=str(row["name"]), en=str(row["name_en"]))

    def estimate(self, need_id: str, *, confidence: float = 0.95) -> Estimate:
        """Return the share dissatisfied with today's service for one need, with its interval.

        The survey asked a hundred retailers of each market type, so the plain share gives the countryside too much
        weight; the weighted one is ``sum of N_h/N · p_h`` (Cochran 1977, section 5.3).
        """
        answers = self._answers[need_id]
        unhappy = answers["satisfaction"] <= DISSATISFIED
        by_market = unhappy.groupby(answers["retailer_id"].map(self._markets)).mean()
        sizes = self._markets.value_counts().reindex(by_market.index)
        hits, asked = int(unhappy.sum()), len(answers)
        return Estimate(
            need=self._name(need_id),
            lawful=bool(self._needs.loc[need_id, "lawful"] == "yes"),
            unclear=need_id in UNCLEAR,
            asked=asked,
            dissatisfied=hits,
            plain=wilson(hits, asked, population=len(self._markets), confidence=confidence),
            weighted=float((by_market * sizes).sum() / sizes.sum()),
        )
