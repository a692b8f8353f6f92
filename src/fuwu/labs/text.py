"""What labs say, in both languages at once."""

from __future__ import annotations

from collections.abc import Sequence

from fuwu.i18n import gettext_for
from fuwu.model import LANGS, Lang, Text


def mark(msgid: str) -> str:
    """Return `msgid` unchanged: it is translated later, and message extraction finds it here."""
    return msgid


def bilingual(msgid: str, **values: object) -> Text:
    """Return `msgid` in both languages, its ``{placeholders}`` filled; a `Text` value speaks its language."""
    zh, en = (
        gettext_for(lang)(msgid).format(
            **{name: value.to(lang) if isinstance(value, Text) else value for name, value in values.items()}
        )
        for lang in LANGS
    )
    return Text(zh=zh, en=en)


def sentences(texts: Sequence[Text], lang: Lang) -> str:
    """Return the sentences as one paragraph: Chinese has no space between sentences."""
    return ("" if lang == "zh" else " ").join(text.to(lang) for text in texts)


def listing(texts: Sequence[Text]) -> Text:
    """Return the texts as an enumeration in one line."""
    return Text(zh="、".join(text.zh for text in texts), en=", ".join(text.en for text in texts))


def number(value: float) -> str:
    """Return a count or measure for reading: thousands separated, one decimal only where it says something.

    Examples
    --------
    >>> number(1200), number(7.333), number(11.0)
    ('1,200', '7.3', '11')
    """
    return f"{value:,.1f}".removesuffix(".0")


def percent(fraction: float) -> str:
    """Return a fraction as a percentage with one decimal.

    Examples
    --------
    >>> percent(0.0775), percent(0.5)
    ('7.8%', '50%')
    """
    return f"{number(round(fraction * 100, 1))}%"


#: What the codes of the sample data stand for.
CODES = {
    "market_type": {"city": mark("city"), "town": mark("town"), "rural": mark("rural area")},
    "retail_format": {
        "grocery": mark("grocery"),
        "convenience": mark("convenience store"),
        "supermarket": mark("supermarket"),
        "mall": mark("shopping mall"),
        "tobacco_liquor": mark("tobacco and liquor shop"),
        "entertainment": mark("entertainment venue"),
        "other": mark("other format"),
    },
    "operator_education": {
        "college": mark("college or above"),
        "senior": mark("senior secondary or vocational school"),
        "junior": mark("junior secondary school"),
        "primary": mark("primary school or less"),
    },
}


def code(column: str, value: str) -> Text:
    """Return what a code of the sample data stands for; an unknown code stands for itself."""
    return bilingual(CODES[column].get(value, "{value}"), value=value)
