"""The scripts and style sheets of the widgets, as they are sent to the browser."""

from __future__ import annotations

import re
from pathlib import Path

HERE = Path(__file__).parent


def script(*names: str) -> str:
    """Return the scripts of these names as one module, behind what all share."""
    return "\n".join(lean(HERE / f"{name}.js") for name in ("theme", *names))


def style(*names: str) -> str:
    """Return the style sheets of these names as one, behind what all share."""
    return "\n".join(lean(HERE / f"{name}.css") for name in ("theme", *names))


def lean(path: Path) -> str:
    """Return a script or style sheet without comments, indentation and needless spaces: half as much to send.

    Statements end with semicolons in our scripts, so a line end means no more than a space. What is named most
    often, the variable `player`, and in style sheets the player's class and its variables, goes by a short name.
    """
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".css":
        return _lean_css(text)
    text = re.sub(r"^\s*/\*.*?\*/\s*$", "", text, flags=re.DOTALL | re.MULTILINE)
    lines = (re.sub(r"(?<=[;{,(]) +// .*", "", line).strip() for line in text.splitlines())
    kept = "\n".join(_tight(line) for line in lines if line and not line.startswith("//"))
    kept = re.sub(r"(?<=[;,({])\n", "", kept)
    kept = re.sub(r"(?<=\})\n(?=function |const )", "", kept).replace("\n", " ")
    return re.sub(r"""(?<![\w"'-])(?:(?<!\.)|(?<=\.\.\.))player(?![\w"'-])""", "P", kept)


def _tight(line: str) -> str:
    """Return a line of script without the spaces around its operators.

    Only where no template or regular expression is in it; what stands in quotes stays.
    """
    if "`" in line or "/" in line:
        return line
    parts = re.split(r'("(?:[^"\\]|\\.)*")', line)
    parts[::2] = [re.sub(r" ?(=>|[!=]==|&&|\|\||\?\?=?|[-+]=|[?:,{}()<>=]) ?", r"\1", part) for part in parts[::2]]
    return "".join(parts)


def _lean_css(text: str) -> str:
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    text = re.sub(r"\s*([{};])\s*", r"\1", text).replace(": ", ":").replace(";}", "}")
    text = re.sub(r"\s*,\s*", ",", text).replace(".fuwu-player", ".fp").replace("--fp-", "--")
    return re.sub(r"(?<![\d.])0\.(?=\d)", ".", text).strip()
