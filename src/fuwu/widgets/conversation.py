"""Lab conversation: a talk with a retailer who grumbles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fuwu.widgets.scenes import SceneLab

if TYPE_CHECKING:
    import ipywidgets as w

    from fuwu.labs import Data
    from fuwu.model import Lang


def explorer(data: Data, lang: Lang) -> w.Widget:
    """Return the view of the lab."""
    return SceneLab(data.script("conversation"), lang).view
