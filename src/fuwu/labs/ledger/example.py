"""The figures and tables of the lesson: the levels, one shop's ledger, the three channels."""

from __future__ import annotations

from typing import Final

from fuwu.labs import Data
from fuwu.labs.figure import Figure, Table, table
from fuwu.labs.intervals import Interval
from fuwu.labs.ledger.channels import MANAGER, Comparison, HeardAll, Profile, compare, heard, way_name
from fuwu.labs.ledger.drawing import channels_figure, ledger_figure
from fuwu.labs.ledger.levels import BY_ID, levels_figure
from fuwu.labs.ledger.planning import Costs
from fuwu.labs.ledger.reading import Reading, readings
from fuwu.labs.ledger.signs import KINDS, class_name, seen, signs
from fuwu.labs.text import bilingual, mark, number, percent
from fuwu.model import Lang, Text

SHOP: Final = "R0415"
SHOWN: Final = (1, 5)  # the price classes drawn


def shop_name(data: Data, retailer: str) -> Text:
    """Return a retailer's id and shop name."""
    row = data.retailers.set_index("retailer_id").loc[retailer]
    return Text(zh=f"{retailer} {row['shop_name']}", en=f"{retailer} {row['shop_name_en']}")


def example(data: Data) -> Reading:
    """Return the ledger of the worked example."""
    return readings(data.ledgers[data.ledgers["retailer_id"] == SHOP])[SHOP]


def _levels(lang: Lang, _data: Data | None = None) -> Figure:
    return levels_figure(lang)


def _ledger(lang: Lang, data: Data) -> Figure:
    whole = example(data)
    return ledger_figure([whole.of(one) for one in SHOWN], lang, shop=shop_name(data, SHOP))


def _channels(lang: Lang, data: Data) -> Figure:
    comparison = compare(data, MANAGER)
    title = bilingual(mark("Whom three channels reach of {manager}'s {n} retailers"), manager=MANAGER,
                      n=number(comparison.everybody.retailers))  # fmt: skip
    return channels_figure(comparison, lang, title=title)


def _signal_table(lang: Lang, _data: Data | None = None) -> Table:
    columns = [mark("Sign in the ledger"), mark("Level it points to"), mark("Reason")]
    rows = [[seen(kind).to(lang), BY_ID[kind.level].name.to(lang), bilingual(kind.why).to(lang)]
            for kind in KINDS.values()]  # fmt: skip
    nothing = mark("no figure of the ledger"), mark("the ledger does not show it: ask")
    rows.append([bilingual(nothing[0]).to(lang), BY_ID["emotion"].name.to(lang), bilingual(nothing[1]).to(lang)])
    caption = bilingual(mark("Signs in a ledger and the needs they point to (a quarter; illustrative)")).to(lang)
    return table(caption, _in(lang, columns), rows)


def _in(lang: Lang, msgids: list[str]) -> list[str]:
    return [bilingual(one).to(lang) for one in msgids]


def dash(value: float | None, *, share: bool = False) -> str:
    """Return a number or a percentage; a dash where there is none."""
    return "–" if value is None else percent(value) if share else number(value)


def ledger_rows(reading: Reading, lang: Lang) -> list[list[str]]:
    """Return the figures of each price class and of all."""
    rows = []
    for one in [*(reading.of(one) for one in reading.classes), reading]:
        name = class_name(one.classes[0]) if len(one.classes) == 1 else bilingual(mark("all classes"))
        rows.append([
            name.to(lang), number(one.total("requested")), number(one.total("received")), number(one.total("sold")),
            number(one.closing), dash(one.days_of_stock), number(one.total("stockout_days")),
            dash(one.fill_rate, share=True), dash(one.price_kept, share=True), dash(one.turnover),
        ])  # fmt: skip
    return rows


LEDGER_COLUMNS: Final = [
    mark("Price class"), mark("Cartons asked for"), mark("Cartons received"), mark("Cartons sold"),
    mark("Cartons left"), mark("Days of stock"), mark("Days out of stock"), mark("Fill rate"),
    mark("Price attainment rate"), mark("Turnover"),
]  # fmt: skip


def _ledger_table(lang: Lang, data: Data) -> Table:
    whole = example(data)
    found = [
        bilingual(mark("{seen} ({now}): {level}"), seen=seen(sign.kind), now=sign.now, level=sign.level.name).to(lang)
        for sign in signs(whole)
    ]
    caption = bilingual(mark("{shop}: thirteen weeks by price class, in cartons (limits illustrative)"),
                        shop=shop_name(data, SHOP)).to(lang)  # fmt: skip
    return table(caption, _in(lang, LEDGER_COLUMNS), ledger_rows(whole, lang),
                 note=("\N{FULLWIDTH SEMICOLON}" if lang == "zh" else "; ").join(found))  # fmt: skip


def channel_rows(comparison: Comparison, lang: Lang) -> list[list[str]]:
    """Return who is in each channel against all, and who is in none."""
    groups = [comparison.everybody, *(one.profile for one in comparison.reaches), comparison.nobody]
    return [[bilingual(msgid).to(lang), *(_cell(group, name) for group in groups)] for name, msgid in _MEASURES.items()]


def channel_columns(lang: Lang) -> list[str]:
    """Return the columns that go with `channel_rows`."""
    names = [bilingual(mark("Measure")), bilingual(mark("All retailers")), way_name("ledger"),
             way_name("submissions"), way_name("survey"), bilingual(mark("In none of the three"))]  # fmt: skip
    return [one.to(lang) for one in names]


_MEASURES = {
    "retailers": mark("Number of retailers"),
    "disadvantaged": mark("Disadvantaged retailers"),
    "median_volume": mark("Median cartons a month"),
    "mean_age": mark("Mean age of the owner"),
    "rural": mark("In rural areas"),
    "grocery": mark("Grocery shops"),
    "online": mark("Order mostly online"),
}
_SHARES = {"rural", "grocery", "online"}


def _cell(group: Profile, name: str) -> str:
    return dash(getattr(group, name), share=name in _SHARES)


def cost_row(comparison: Comparison, submissions: int, costs: Costs, lang: Lang) -> list[str]:
    """Return what each channel costs in hours."""
    ledger, survey = (comparison.of(way).profile.retailers for way in ("ledger", "survey"))
    hours = [costs.per_ledger * ledger, costs.per_submission * submissions, costs.per_interview * survey]
    return [bilingual(mark("Hours (assumed)")).to(lang), "–", *map(number, hours), "–"]


def _channel_table(lang: Lang, data: Data) -> Table:
    comparison = compare(data, MANAGER)
    sent = data.submissions["retailer_id"].isin(comparison.of("submissions").ids).sum()
    rows = [*channel_rows(comparison, lang), cost_row(comparison, int(sent), Costs(), lang)]
    caption = bilingual(mark("Who is in each channel, {manager}'s district (hours are illustrative)"),
                        manager=MANAGER).to(lang)  # fmt: skip
    return table(caption, channel_columns(lang), rows)


def _interval(one: Interval, lang: Lang) -> str:
    words = mark("{share} ({low} to {high})")
    return bilingual(words, share=percent(one.share), low=percent(one.low), high=percent(one.high)).to(lang)


def heard_rows(result: HeardAll, lang: Lang) -> list[list[str]]:
    """Return what each channel says of each level."""
    rows = []
    for one in result.rows:
        interval = one.dissatisfied
        rows.append([
            BY_ID[one.level].name.to(lang),
            f"{number(one.ledgers)} / {number(result.true_ledgers)}",
            f"{number(one.submissions)} / {number(result.submitters)}",
            "–" if interval is None else _interval(interval, lang),
        ])  # fmt: skip
    return rows


HEARD_COLUMNS: Final = [
    mark("Level"), mark("Ledgers with a sign, of true ledgers"),
    mark("Retailers who raised it, of those who submitted"),
    mark("Retailers asked who are dissatisfied with a need of the level (95% interval)"),
]  # fmt: skip


def _heard_table(lang: Lang, data: Data) -> Table:
    caption = bilingual(mark("What each channel says of each level (limits illustrative)")).to(lang)
    return table(caption, _in(lang, HEARD_COLUMNS), heard_rows(heard(data), lang))


FIGURES = {"levels": _levels, "ledger": _ledger, "channels": _channels}
TABLES = {"signals": _signal_table, "ledger": _ledger_table, "channels": _channel_table, "heard": _heard_table}
