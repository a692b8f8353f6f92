"""The labs' sample data: read from content/data, or from the copy inside an installed package."""

from __future__ import annotations

from pathlib import Path

from fuwu.labs import Data

_PACKAGED = Path(__file__).parent / "data"
_CLONE = Path(__file__).resolve().parents[2] / "content" / "data"


def folder() -> Path:
    """Return the folder with the sample data.

    Raises
    ------
    FileNotFoundError
        If the installation has none.
    """
    for candidate in (_PACKAGED, _CLONE):
        if (candidate / "retailers.csv").is_file():
            return candidate
    message = f"no retailers.csv in {_PACKAGED} or {_CLONE}; install Fuwu again"
    raise FileNotFoundError(message)


def load() -> Data:
    """Return the sample data as frames."""
    import pandas as pd

    source = folder()
    # Only an empty cell is a gap: "none" is a code.
    frames = (
        pd.read_csv(source / f"{name}.csv", keep_default_na=False, na_values=[""])
        for name in ("retailers", "orders", "brands")
    )
    return Data(*frames)
