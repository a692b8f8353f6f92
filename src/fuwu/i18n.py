"""Texts of the program in the user's language, through gettext."""

from __future__ import annotations

import gettext
import locale
import os
from collections.abc import Callable
from functools import cache
from pathlib import Path

from fuwu.model import Lang

LOCALE_DIR = Path(__file__).parent / "locale"


@cache
def _translations(lang: Lang) -> gettext.NullTranslations:
    return gettext.translation("fuwu", LOCALE_DIR, languages=[lang], fallback=lang == "en")


def gettext_for(lang: Lang) -> Callable[[str], str]:
    """Return the function that translates the program's English message ids into `lang`."""
    return _translations(lang).gettext


def user_lang() -> Lang:
    """Return the language for messages: FUWU_LANG, else the system's; Chinese when neither says English.

    A system without a language (``C``, ``POSIX``) counts as Chinese, the workbook's reference language.
    """
    named = os.environ.get("FUWU_LANG") or next(
        (os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)),
        locale.getlocale()[0] or "",
    )
    return "en" if named.lower().startswith("en") else "zh"


def texts_for(lang: Lang, texts: dict[str, str], *, context: str) -> dict[str, str]:
    """Translate a table of English texts; `context` and key keep equal English words apart."""
    translate = _translations(lang).pgettext
    return {key: translate(f"{context}.{key}", text) for key, text in texts.items()}
