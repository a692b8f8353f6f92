"""What labs work on: sample data from content/data (or its copy in an installed package), compiled scenes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from fuwu.labs import Data
from fuwu.labs.scenes import Script, script_of

if TYPE_CHECKING:
    import pandas as pd

_PACKAGED = Path(__file__).parent / "data"
_COMPILED = Path(__file__).parent / "compiled"
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
    """Return the sample data; a table is read when it is first asked for."""
    return Data(read, script)


def read(name: str) -> pd.DataFrame:
    """Return one table of the sample data.

    Raises
    ------
    AttributeError
        If there is none of that name.
    """
    import pandas as pd

    path = folder() / f"{name}.csv"
    if not path.is_file():
        raise AttributeError(f"no table {name!r} in the sample data ({path})")
    # Only an empty cell is a gap: "none" is a code.
    return pd.read_csv(path, keep_default_na=False, na_values=[""])


def script(lab: str) -> Script:
    """Return the scenes of a lab, as compiled from content/.

    Raises
    ------
    FileNotFoundError
        If the lab has none.
    """
    return script_of(json.loads((_COMPILED / f"{lab}.scenes.json").read_text(encoding="utf-8")))
