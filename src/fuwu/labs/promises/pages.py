"""The audit as figures and tables."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from fuwu.labs import Data
from fuwu.labs.figure import BLUE, GREY, INK, ORANGE, SIZE, WIDTH, Figure, Sheet, Table, table
from fuwu.labs.promises.audit import HONEST, NEVER, PROMISES, TIMED, Log, Result, Settings, audit
from fuwu.labs.promises.words import limit_of, name_of, said
from fuwu.labs.text import bilingual, mark, number, percent, sentences
from fuwu.model import Lang, Text


def results(log: Log, settings: Settings) -> list[Result]:
    """Return the audit of every commitment."""
    return [audit(log, promise, settings) for promise in PROMISES]


def attainment_figure(found: Sequence[Result], lang: Lang) -> Figure:
    """Draw each commitment's share kept with its interval, and the 95% line."""
    row, left, top = 0.36, 2.35, 0.6
    sheet = Sheet(WIDTH, top + row * len(found) + 0.35)
    title = bilingual(mark("How the commitments were kept in 2025 (sample data)"))
    sheet.text(0.1, 0.2, title.to(lang), size=SIZE + 1)
    room = WIDTH - left - 0.75
    bottom = top + row * len(found)
    for share in (0, 0.5, 1.0):
        x = left + share * room
        sheet.line((x, x), (top - 0.08, bottom), color="#CCCCCC")
        sheet.text(x, bottom + 0.15, percent(share), size=SIZE - 2, align="center")
    x = left + HONEST * room
    sheet.line((x, x), (top - 0.08, bottom), color=ORANGE, dashed=True)
    for place, one in enumerate(found):
        y = top + place * row + row / 2
        label = name_of(one.case.promise).to(lang)
        sheet.text(left - 0.1, y, label, size=SIZE - 2, align="right", width=left - 0.15)
        sheet.box(left, y - 0.07, one.attained.share * room, 0.14, color=BLUE)
        sheet.line((left + one.attained.low * room, left + one.attained.high * room), (y, y), color=INK)
        sheet.text(left + room + 0.1, y, percent(one.attained.share), size=SIZE - 2)
    alt = bilingual(mark("Bar chart: share kept of each commitment with its interval; the numbers are in words below."))
    lines = [_sentence(one) for one in found]
    return Figure(sheet, alt.to(lang), sentences([*lines, _dashed()], lang))


def _sentence(one: Result) -> Text:
    return bilingual(
        mark("{name} ({limit}): {kept} of {judged} kept, {share}, interval {low} to {high}."),
        name=name_of(one.case.promise), limit=limit_of(one.case.promise, one.limit), kept=number(one.kept),
        judged=number(one.judged), share=percent(one.attained.share), low=percent(one.attained.low),
        high=percent(one.attained.high))  # fmt: skip


def _dashed() -> Text:
    return bilingual(mark("The dashed line stands at {share}."), share=percent(HONEST))


def curve_figure(one: Result, limit: float, lang: Lang) -> Figure:
    """Draw the share done within each limit, the limit that is asked about, and the 95% line."""
    promise = one.case.promise
    height, left, top, bottom = 2.6, 0.75, 0.55, 2.05
    sheet = Sheet(WIDTH, height)
    title = bilingual(mark("{name}: share within a limit"), name=name_of(promise))
    sheet.text(0.1, 0.2, title.to(lang), size=SIZE + 1)
    room = WIDTH - left - 0.35

    def place(value: float) -> float:
        return left + min(value, promise.most) / promise.most * room

    def level(share: float) -> float:
        return bottom - share * (bottom - top)

    for share in (0, 0.5, 1.0):
        sheet.line((left, left + room), (level(share), level(share)), color="#CCCCCC")
        sheet.text(left - 0.08, level(share), percent(share), size=SIZE - 2, align="right")
    sheet.line((left, left + room), (level(HONEST), level(HONEST)), color=ORANGE, dashed=True)
    xs, ys = _steps(one.measures, promise.most)
    sheet.line([place(x) for x in xs], [level(y) for y in ys], color=BLUE)
    sheet.line((place(limit), place(limit)), (top, bottom), color=INK, dashed=True)
    for value in (0.0, promise.most / 2, promise.most):
        sheet.text(place(value), bottom + 0.16, said(promise, value).to(lang), size=SIZE - 2, align="center")
    within = sum(value <= limit + 1e-9 for value in one.measures) / max(len(one.measures), 1)
    words = bilingual(
        mark("Within {limit}: {share} of {n} events. Half were done within {p50}, 95% within {p95}."),
        limit=said(promise, limit), share=percent(within), n=number(len(one.measures)),
        p50=said(promise, one.quantile(0.5)), p95=said(promise, one.quantile(HONEST)))  # fmt: skip
    alt = bilingual(mark("Line chart: the share of events done within a limit; the numbers are in words below."))
    return Figure(sheet, alt.to(lang), words.to(lang))


def _steps(values: Sequence[float], most: float, points: int = 120) -> tuple[list[float], list[float]]:
    """Return the distribution's curve at evenly spaced limits."""
    import bisect

    xs = [most * i / points for i in range(points + 1)]
    return xs, [bisect.bisect_right(values, x + 1e-9) / max(len(values), 1) for x in xs]


def durations_figure(found: Sequence[Result], lang: Lang) -> Figure:
    """Draw for the commitments with a time how long half and 95% of the events took, as a multiple of the limit."""
    timed = [one for one in found if one.case.promise in TIMED]
    row, left, top = 0.5, 2.35, 0.85
    sheet = Sheet(WIDTH, top + row * len(timed) + 0.1)
    title = bilingual(mark("Half and 95% of the events, against the limit (limit = 1)"))
    sheet.text(0.1, 0.2, title.to(lang), size=SIZE + 1)
    for x, color, label in ((0.1, BLUE, mark("half (P50)")), (1.9, ORANGE, mark("95% (P95)"))):
        sheet.box(x, 0.44, 0.14, 0.12, color=color)
        sheet.text(x + 0.22, 0.5, bilingual(label).to(lang), size=SIZE - 1)
    room, most = WIDTH - left - 1.0, 6.0
    for place, one in enumerate(timed):
        y = top + place * row
        name = name_of(one.case.promise).to(lang)
        sheet.text(left - 0.1, y + 0.17, name, size=SIZE - 2, align="right", width=left - 0.15)
        for shift, share, color in ((0.0, 0.5, BLUE), (0.18, HONEST, ORANGE)):
            value = one.quantile(share)
            times = min(value / one.limit, most)
            sheet.box(left, y + shift, times / most * room, 0.15, color=color if value < NEVER else GREY)
            text = said(one.case.promise, value).to(lang)
            # The label stands clear of the line at the limit.
            sheet.text(left + max(times, 1.0) / most * room + 0.08, y + shift + 0.075, text, size=SIZE - 2)
    x = left + room / most
    sheet.line((x, x), (top - 0.08, top + row * len(timed)), color=INK, dashed=True)
    lines = [
        bilingual(mark("{name}: half within {p50}, more than 5% never; promised {limit}.")
                  if one.quantile(HONEST) == NEVER
                  else mark("{name}: half within {p50}, 95% within {p95}; promised {limit}."),
                  name=name_of(one.case.promise), p50=said(one.case.promise, one.quantile(0.5)),
                  p95=said(one.case.promise, one.quantile(HONEST)), limit=said(one.case.promise, one.limit))
        for one in timed
    ]  # fmt: skip
    alt = bilingual(mark("Bar chart: P50 and P95 of six commitments against their limits; numbers in words below."))
    return Figure(sheet, alt.to(lang), sentences(lines, lang))


def audit_rows(found: Sequence[Result], lang: Lang) -> list[list[str]]:
    """Return the audit as rows of a table."""
    return [
        [
            name_of(one.case.promise).to(lang), limit_of(one.case.promise, one.limit).to(lang), number(one.judged),
            number(one.broken), percent(one.attained.share),
            f"{percent(one.attained.low)}–{percent(one.attained.high)}",
            said(one.case.promise, one.quantile(0.5)).to(lang), said(one.case.promise, one.quantile(HONEST)).to(lang),
        ]
        for one in found
    ]  # fmt: skip


def audit_columns(lang: Lang) -> list[str]:
    """Return the heads of the audit's table."""
    heads = (mark("Commitment"), mark("Promised"), mark("Events judged"), mark("Broken"), mark("Share kept"),
             mark("95% interval"), mark("P50"), mark("P95"))  # fmt: skip
    return [bilingual(head).to(lang) for head in heads]


def _audit_table(lang: Lang, data: Data) -> Table:
    found = results(Log(data), Settings())
    caption = bilingual(mark("Audit of the eight commitments, 2025 (sample data)"))
    return table(caption.to(lang), audit_columns(lang), audit_rows(found, lang), note=_assumed().to(lang))


def _assumed() -> Text:
    return bilingual(
        mark(
            "The notes give no limit for commitment 6, no tolerance for 7 and no number for 8: somebody coming, "
            "60 minutes and 2 visits a month are illustrative. Visits are those of K01 to K03."
        )
    )


def honest_rows(found: Sequence[Result], lang: Lang) -> list[list[str]]:
    """Return for each commitment with a time what is promised and what could be, as rows of a table."""
    rows = []
    for one in found:
        if one.case.promise not in TIMED:
            continue
        limit = one.honest()
        never = sum(math.isinf(value) for value in one.measures)
        verdict = mark("no limit holds: first do it every time")
        if limit is not None:
            verdict = mark("keep the promise") if limit <= one.limit else mark("promise more time, or become quicker")
        rows.append([
            name_of(one.case.promise).to(lang), said(one.case.promise, one.limit).to(lang),
            said(one.case.promise, limit).to(lang), number(never), bilingual(verdict).to(lang),
        ])  # fmt: skip
    return rows


def honest_columns(lang: Lang) -> list[str]:
    """Return the heads of that table."""
    heads = (mark("Commitment"), mark("Promised"), mark("Safe at 95%"), mark("Never done"), mark("So"))
    return [bilingual(head).to(lang) for head in heads]


def _honest_table(lang: Lang, data: Data) -> Table:
    found = results(Log(data), Settings())
    caption = bilingual(mark("What could honestly be promised at 95%? (illustrative)"))
    return table(caption.to(lang), honest_columns(lang), honest_rows(found, lang), note=_safe().to(lang))


def _safe() -> Text:
    return bilingual(
        mark(
            "Safe at 95%: the shortest limit for which the lower end of the 95% interval of the share within it "
            "reaches 95%, rounded up."
        )
    )


def _attainment(lang: Lang, data: Data) -> Figure:
    return attainment_figure(results(Log(data), Settings()), lang)


def _durations(lang: Lang, data: Data) -> Figure:
    return durations_figure(results(Log(data), Settings()), lang)


FIGURES: dict[str, Callable[[Lang, Data], Figure]] = {"attainment": _attainment, "durations": _durations}
TABLES: dict[str, Callable[[Lang, Data], Table]] = {"promises": _audit_table, "honest": _honest_table}
