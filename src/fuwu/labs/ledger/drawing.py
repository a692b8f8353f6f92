"""The pictures of the ledger lab, each with its alternative text and its numbers in words."""

from __future__ import annotations

from collections.abc import Sequence

from fuwu.labs.figure import BLUE, GREY, INK, ORANGE, SIZE, WIDTH, Bar, Figure, Sheet, bars, width_of
from fuwu.labs.ledger.channels import Comparison, way_name
from fuwu.labs.ledger.reading import Reading
from fuwu.labs.ledger.signs import class_name
from fuwu.labs.text import bilingual, listing, mark, number, percent, sentences
from fuwu.model import Lang, Text

_LEFT, _TOP, _PLOT, _PANEL = 0.45, 0.42, 1.1, 2.06  # inches
_BAR = 0.12


def part_name(reading: Reading) -> Text:
    """Return the name of the price class read, or of all of them."""
    return class_name(reading.classes[0]) if len(reading.classes) == 1 else bilingual(mark("all classes"))


def ledger_figure(parts: Sequence[Reading], lang: Lang, *, shop: Text) -> Figure:
    """Draw deliveries, sales and closing stock week by week, one panel a part of the ledger."""
    sheet = Sheet(WIDTH, _PANEL * len(parts) + 0.5)
    sheet.text(0.1, 0.16, bilingual(mark("Ledger: {shop}"), shop=shop).to(lang), size=SIZE + 1, width=WIDTH - 0.2)
    _legend(sheet, lang, 0.4)
    for place, part in enumerate(parts):
        _panel(sheet, part, lang, 0.5 + place * _PANEL)
    return Figure(
        sheet=sheet,
        alt=bilingual(mark("Ledger of {shop}, {parts}: bars for deliveries and sales in each of {n} weeks, a line for "
                           "the closing stock. The numbers are in the text."), shop=shop,
                      parts=listing([part_name(one) for one in parts]), n=len(parts[0].every_week)).to(lang),
        words="\n".join(figures_words(one).to(lang) for one in parts),
    )  # fmt: skip


def figures_words(reading: Reading) -> Text:
    """Return in words the sums and the five figures of a reading."""
    said = [
        bilingual(mark("{part}: {received} cartons received of {requested} asked for, {sold} sold, {closing} left."),
                  part=part_name(reading), received=number(reading.total("received")),
                  requested=number(reading.total("requested")), sold=number(reading.total("sold")),
                  closing=number(reading.closing)),
        bilingual(mark("Days of stock {days}; out of stock {out} of the time; fill rate {fill}; price "
                       "attainment {kept}; turnover {turns}."),
                  days=_or_dash(reading.days_of_stock), out=percent(reading.stockout_share),
                  fill=_share(reading.fill_rate), kept=_share(reading.price_kept), turns=_or_dash(reading.turnover)),
    ]  # fmt: skip
    return Text(zh=sentences(said, "zh"), en=sentences(said, "en"))


def _or_dash(value: float | None) -> str:
    return "–" if value is None else number(value)


def _share(value: float | None) -> str:
    return "–" if value is None else percent(value)


def _legend(sheet: Sheet, lang: Lang, y: float) -> None:
    x = 0.1
    names = (mark("received"), BLUE), (mark("sold"), ORANGE), (mark("closing stock"), INK)
    for msgid, color in names:
        name = bilingual(msgid).to(lang)
        if color == INK:
            sheet.line([x, x + 0.16], [y, y], color=INK)
        else:
            sheet.box(x, y - 0.06, 0.14, 0.12, color=color)
        sheet.text(x + 0.2, y, name, size=SIZE - 1)
        x += 0.42 + width_of(name, SIZE - 1)


def _panel(sheet: Sheet, reading: Reading, lang: Lang, y: float) -> None:
    columns = {name: reading.weekly(name) for name in ("received", "sold", "closing", "stockout_days")}
    highest = max((one for name in ("received", "sold", "closing") for one in columns[name] if one), default=0) or 1.0
    base, scale = y + _TOP + _PLOT, _PLOT / highest
    step = (WIDTH - _LEFT - 0.1) / len(reading.every_week)
    unit = bilingual(mark("{part} (cartons)"), part=part_name(reading)).to(lang)
    sheet.text(0.1, y + 0.16, unit)
    sheet.line([_LEFT, WIDTH - 0.1], [base, base], color=GREY)
    sheet.text(_LEFT - 0.06, base - _PLOT, number(highest), size=SIZE - 2, align="right")
    sheet.text(_LEFT - 0.06, base - 0.06, "0", size=SIZE - 2, align="right")
    for week in range(len(reading.every_week)):
        x = _LEFT + step * (week + 0.5)
        for name, color, at in (("received", BLUE, -_BAR), ("sold", ORANGE, 0.0)):
            height = (columns[name][week] or 0) * scale
            sheet.box(x + at, base - height, _BAR, height, color=color)
        sheet.text(x, base + 0.11, str(week + 1), size=SIZE - 2, align="center")
        empty = columns["stockout_days"][week]
        if empty:
            sheet.text(x, base + 0.29, number(empty), size=SIZE - 2, align="center")
    _stock_line(sheet, columns["closing"], step=step, base=base, scale=scale)
    label = bilingual(mark("week")).to(lang), bilingual(mark("days out")).to(lang)
    sheet.text(_LEFT - 0.06, base + 0.11, label[0], size=SIZE - 3, align="right")
    if any(columns["stockout_days"]):
        sheet.text(_LEFT - 0.06, base + 0.29, label[1], size=SIZE - 3, align="right")


def _stock_line(sheet: Sheet, stocks: Sequence[float | None], *, step: float, base: float, scale: float) -> None:
    """Draw the closing stock; a week not written down breaks the line."""
    points: list[tuple[float, float]] = []
    for week, stock in enumerate([*stocks, None]):
        if stock is not None:
            points.append((_LEFT + step * (week + 0.5), base - stock * scale))
        elif points:
            sheet.line([x for x, _ in points], [y for _, y in points], color=INK)
            points = []


def channels_figure(comparison: Comparison, lang: Lang, *, title: Text) -> Figure:
    """Draw what part of the retailers, the volume and the disadvantaged each channel reaches."""
    rows = [
        Bar(
            way_name(one.way).to(lang),
            (one.retailers, one.volume, one.disadvantaged),
            (
                f"{percent(one.retailers)} ({number(one.profile.retailers)})",
                percent(one.volume),
                f"{percent(one.disadvantaged)} ({number(one.profile.disadvantaged)})",
            ),
        )
        for one in comparison.reaches
    ]
    series = [mark("retailers"), mark("volume"), mark("disadvantaged")]
    return Figure(
        sheet=bars(title.to(lang), [bilingual(one).to(lang) for one in series], rows),
        alt=bilingual(mark("Bar chart, {title}: for each of the three channels the part of the retailers, of the "
                           "volume and of the disadvantaged it reaches. The numbers are in the text."),
                      title=title).to(lang),
        words=channels_words(comparison, lang),
    )  # fmt: skip


def channels_words(comparison: Comparison, lang: Lang) -> str:
    """Return in words whom each channel reaches, who is in it, and who is in none."""
    whole = comparison.everybody
    said = [bilingual(
        mark("{way}: {n} of {all} retailers ({share}), {volume} of the volume, {needy} of {needy_all} disadvantaged; "
             "mean age {age}, median {median} cartons a month."),
        way=way_name(one.way), n=number(one.profile.retailers), all=number(whole.retailers),
        share=percent(one.retailers), volume=percent(one.volume), needy=number(one.profile.disadvantaged),
        needy_all=number(whole.disadvantaged), age=_or_dash(one.profile.mean_age),
        median=_or_dash(one.profile.median_volume)) for one in comparison.reaches]  # fmt: skip
    said.append(bilingual(mark("All retailers: mean age {age}, median {median} cartons a month."),
                          age=_or_dash(whole.mean_age), median=_or_dash(whole.median_volume)))  # fmt: skip
    nobody = comparison.nobody
    said.append(bilingual(
        mark("In none of the three: {n} retailers, {needy} of them disadvantaged, mean age {age}, median {median} "
             "cartons a month."),
        n=number(nobody.retailers), needy=number(nobody.disadvantaged), age=_or_dash(nobody.mean_age),
        median=_or_dash(nobody.median_volume)))  # fmt: skip
    return sentences(said, lang)
