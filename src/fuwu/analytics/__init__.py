"""Mastery and readiness from first answers, with the standard library alone.

`evidence` (what goes in, what is assumed of items), `outline` (blueprints as papers), `tally` (answers summed into
groups), `ability` (the model and its fit), `papers` (papers seen from an ability), `points` (mastery, what would
help), `states` (is it enough?), `summary` (all together), `linear` (algebra).
"""

from __future__ import annotations

from fuwu.analytics.evidence import (
    MockResult,
    Observation,
    Paper,
    Profile,
    Section,
    chance_of,
    observation_of,
    profile_of,
)
from fuwu.analytics.outline import paper_of
from fuwu.analytics.papers import Outlook
from fuwu.analytics.points import Help, Mastery
from fuwu.analytics.states import Need, State
from fuwu.analytics.summary import PaperReadiness, Readiness, Shift, readiness

__all__ = [
    "Help",
    "Mastery",
    "MockResult",
    "Need",
    "Observation",
    "Outlook",
    "Paper",
    "PaperReadiness",
    "Profile",
    "Readiness",
    "Section",
    "Shift",
    "State",
    "chance_of",
    "observation_of",
    "paper_of",
    "profile_of",
    "readiness",
]
