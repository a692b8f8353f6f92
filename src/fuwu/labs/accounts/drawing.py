"""The lab's figures: gross profit against the owners' estimates, satisfaction in two surveys."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from fuwu.labs.accounts.books import Books
from fuwu.labs.accounts.profit import ShopProfit, higher
from fuwu.labs.accounts.survey import ASPECTS, interval, two_shares
from fuwu.labs.accounts.words import points, shop_name, yuan
from fuwu.labs.figure import BLUE, INK, ORANGE, SIZE, WIDTH, Bar, Figure, Sheet, bars
from fuwu.labs.text import bilingual, mark, percent, sentences
from fuwu.model import Lang, Text

Shares = Mapping[str, tuple[float, float]]


def profit_figure(books: Books, found: Sequence[ShopProfit], lang: Lang) -> Figure:
    """Draw each shop's average month beside what its owner guessed; a negative figure has a grey bar."""
    rows = [
        Bar(shop_name(books, one.shop).to(lang), (one.mean, one.estimate),
            (yuan(one.mean), yuan(one.estimate)))
        for one in found
    ]  # fmt: skip
    series = [bilingual(mark("from the books")).to(lang), bilingual(mark("owner's own estimate")).to(lang)]
    title = bilingual(mark("Gross profit on cigarettes, yuan a month (sample data)"))
    negative = bilingual(mark("below zero (−)")).to(lang)
    alt = bilingual(mark("Bar chart: gross profit from the books and by the owner's estimate, ten shops; the numbers "
                         "are in words below."))  # fmt: skip
    each = [
        bilingual(mark("{shop}: {mean} from the books, {estimate} estimated."), shop=shop_name(books, one.shop),
                  mean=yuan(one.mean), estimate=yuan(one.estimate))
        for one in found
    ]  # fmt: skip
    sheet = bars(title.to(lang), series, rows, negative=negative)
    return Figure(sheet, alt.to(lang), sentences([summary(found), *each], lang))


def summary(found: Sequence[ShopProfit]) -> Text:
    """Return in how many shops the books say more than the owner thinks, and how far apart the sums are."""
    mean, guess = sum(one.mean for one in found), sum(one.estimate for one in found)
    return bilingual(
        mark("In {n} of {all} shops the books say more than the owner guesses; together {mean} yuan a month against "
             "{guess}."),
        n=higher(found), all=len(found), mean=yuan(mean), guess=yuan(guess))  # fmt: skip


def satisfaction_figure(shares: Shares, asked: int, lang: Lang) -> Figure:
    """Draw the share of the satisfied in both waves with Wilson's intervals, had so many been asked each time."""
    thick, row, left, top = 0.19, 0.56, 1.6, 0.98
    sheet = Sheet(WIDTH, top + row * len(shares) + 0.35)
    title = bilingual(mark("Satisfied with seven aspects ({n} asked each time)"), n=f"{asked:,d}")
    sheet.text(0.1, 0.2, title.to(lang), size=SIZE + 1, width=WIDTH - 0.2)
    for x, color, label in ((0.1, BLUE, mark("first survey 2011")), (2.4, ORANGE, mark("second survey 2011"))):
        sheet.box(x, 0.55, 0.14, 0.12, color=color)
        sheet.text(x + 0.22, 0.61, bilingual(label).to(lang), size=SIZE - 1)
    room, bottom = WIDTH - left - 0.8, top + row * len(shares)
    for share in (0, 0.5, 1.0):
        x = left + share * room
        sheet.line((x, x), (top - 0.08, bottom), color="#CCCCCC")
        sheet.text(x, bottom + 0.15, percent(share), size=SIZE - 2, align="center")
    for place, (aspect, waves) in enumerate(shares.items()):
        y = top + place * row
        sheet.text(left - 0.1, y + thick, bilingual(ASPECTS[aspect]).to(lang), size=SIZE - 1, align="right",
                   width=left - 0.15)  # fmt: skip
        for wave, (share, color) in enumerate(zip(waves, (BLUE, ORANGE), strict=True)):
            middle = y + thick * (wave + 0.5)
            one = interval(share, asked)
            sheet.box(left, middle - thick / 2 + 0.01, share * room, thick - 0.03, color=color)
            sheet.line((left + one.low * room, left + one.high * room), (middle, middle), color=INK)
            sheet.text(left + room + 0.12, middle, percent(share), size=SIZE - 2)
    alt = bilingual(mark("Bar chart: satisfied with seven aspects in two surveys, with intervals; the numbers are in "
                         "words below."))  # fmt: skip
    lines = [_aspect_sentence(aspect, waves, asked) for aspect, waves in shares.items()]
    return Figure(sheet, alt.to(lang), sentences([*lines, _lowest(shares)], lang))


def _aspect_sentence(aspect: str, waves: tuple[float, float], asked: int) -> Text:
    first, second = (interval(share, asked) for share in waves)
    return bilingual(
        mark("{aspect}: {first} (interval {low1} to {high1}), then {second} ({low2} to {high2})."),
        aspect=bilingual(ASPECTS[aspect]), first=percent(first.share), low1=percent(first.low),
        high1=percent(first.high), second=percent(second.share), low2=percent(second.low),
        high2=percent(second.high))  # fmt: skip


def _lowest(shares: Shares) -> Text:
    names = {min(shares, key=lambda aspect: shares[aspect][wave]) for wave in (0, 1)}
    if len(names) == 1:
        return bilingual(mark("Lowest in both: {aspect}."), aspect=bilingual(ASPECTS[names.pop()]))
    return bilingual(mark("The lowest is not the same in both."))


def rise_words(aspect: str, waves: tuple[float, float], asked: int, least: int | None) -> Text:
    """Return the test of an aspect's rise in words; `least` would have to be asked for it to be beyond chance."""
    test = two_shares(*waves, asked)
    verdict = mark("hardly chance") if test.p < 0.05 else mark("may well be chance")  # noqa: PLR2004
    said = bilingual(
        mark("{aspect}: {points} percentage points apart; z = {z}, p = {p}: {verdict}."),
        aspect=bilingual(ASPECTS[aspect]), points=points(test.difference), z=f"{test.z:.2f}".replace("-", "−"),
        p=f"{test.p:.4f}", verdict=bilingual(verdict))  # fmt: skip
    if least is None:
        return said
    more = bilingual(mark("About {n} must be asked each time for this difference to be beyond chance at 95%."),
                     n=f"{least:,d}")  # fmt: skip
    return Text(zh=said.zh + more.zh, en=f"{said.en} {more.en}")
