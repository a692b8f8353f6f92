"""Why retailers drift away: the training material's seven causes, its five measures, and what was found on visits.

Causes (S2-9) and measures (S2-10) are the source's, in its order. Which measure acts on which cause the source does
not say: `EFFECT` is the editor's judgement, illustrative, not official.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fuwu.labs.text import mark

if TYPE_CHECKING:
    from fuwu.labs import Data


@dataclass(frozen=True)
class Cause:
    """One of the seven causes: the code in the sample data, its name and the source's examples."""

    id: str
    name: str
    examples: str
    remark: str  # what a shopkeeper would say: ours


CAUSES = (
    Cause("price", mark("price"),
          mark("the market price is often below the wholesale price; customers turn to big private dealers"),
          mark("“Outside it is 8 yuan a carton cheaper.”")),
    Cause("inconvenience", mark("inconvenience"),
          mark("no telephone ordering and delivery at any moment, above all no temporary restocking; long waits; "
               "business hours badly chosen"),
          mark("“Sold out on Saturday, and nothing comes before Thursday.”")),
    Cause("supply", mark("supply not met in time"),
          mark("scarce brands, poor planning, supply runs out"),
          mark("“I asked for ten of the scarce ones and got three.”")),
    Cause("service_error", mark("technical service error"),
          mark("orders misheard on the telephone, errors in sorting and delivery"),
          mark("“I said twelve cartons and two came.”")),
    Cause("market_control", mark("weak market monitoring"),
          mark("the company sells out of its area; enforcement is weak, fake and smuggled cigarettes abound, and a "
               "licence is worth little"),
          mark("“Fakes everywhere: what is my licence for?”")),
    Cause("environment", mark("environmental ills"),
          mark("gap between rich and poor, layoffs, profit against the issuing of licences, weak licence management, "
               "unlicensed dealers who persist"),
          mark("“The stall next door has had no licence for years.”")),
    Cause("attitude", mark("poor service awareness"),
          mark("arrogance, problems not solved promptly, enquiries ignored, complaints handled by nobody, "
               "inefficiency"),
          mark("“I complained twice and nobody came.”")),
)  # fmt: skip
BY_ID = {one.id: one for one in CAUSES}
CLOSED = ("closed", "renovation")  # found on the visit: falling orders, but no lapse
NO_ANSWER = "no_answer"

FINDINGS = {
    **{one.id: one.name for one in CAUSES},
    "closed": mark("closed for good"),
    "renovation": mark("closed for renovation"),
    NO_ANSWER: mark("no answer"),
}


@dataclass(frozen=True)
class Measure:
    """One of the five measures, with an assumed cost for each retailer it is taken with."""

    id: str
    name: str
    how: str
    hours: float  # hours of work a retailer a year: illustrative


MEASURES = (
    Measure("adviser", mark("be a good adviser"),
            mark("guidance on brands and supply in each season, help to earn, a forecasting system"), 6),
    Measure("long_term", mark("instil the meaning of long-term cooperation"),
            mark("law together with a cost analysis of short-term behaviour; unlicensed dealers to a licence or "
                 "to close"), 4),
    Measure("talk", mark("communicate in depth"),
            mark("tell strategy and business information in time, bring opinions back, remove misunderstandings"), 3),
    Measure("survey", mark("survey satisfaction regularly"),
            mark("survey, resolve complaints, call on those with more opinions"), 4),
    Measure("relations", mark("improve customer relations"),
            mark("daily visits, holiday greetings, good wishes, a bunch of flowers"), 2),
)  # fmt: skip
MEASURE = {one.id: one for one in MEASURES}

#: Part of the retailers with a cause that a measure wins back; a pair not named: none. The editor's, illustrative.
EFFECT: dict[tuple[str, str], float] = {
    ("price", "adviser"): 0.3, ("price", "long_term"): 0.4, ("price", "talk"): 0.1, ("price", "relations"): 0.1,
    ("inconvenience", "adviser"): 0.3, ("inconvenience", "talk"): 0.3, ("inconvenience", "survey"): 0.4,
    ("inconvenience", "relations"): 0.1,
    ("supply", "adviser"): 0.5, ("supply", "talk"): 0.4, ("supply", "survey"): 0.1, ("supply", "relations"): 0.1,
    ("service_error", "talk"): 0.2, ("service_error", "survey"): 0.5, ("service_error", "relations"): 0.2,
    ("market_control", "long_term"): 0.2, ("market_control", "talk"): 0.1,
    ("environment", "long_term"): 0.3, ("environment", "talk"): 0.1,
    ("attitude", "talk"): 0.2, ("attitude", "survey"): 0.5, ("attitude", "relations"): 0.4,
    (NO_ANSWER, "talk"): 0.2, (NO_ANSWER, "survey"): 0.2, (NO_ANSWER, "relations"): 0.1,
}  # fmt: skip


def effect(cause: str, measure: str) -> float:
    """Return what part of the retailers with this cause the measure wins back (illustrative)."""
    return EFFECT.get((cause, measure), 0.0)


def findings(data: Data) -> dict[str, str]:
    """Return what was found at each retailer visited in 2026; of several visits the last."""
    table = data.interviews.sort_values("date", kind="stable")
    return dict(zip(table["retailer_id"], table["finding"], strict=True))
