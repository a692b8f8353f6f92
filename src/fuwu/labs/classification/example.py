"""The worked examples of the lesson: K03's 130 retailers in classes, and the branch's four kinds of service.

The seven factors, the four classes and the rhythms of classes 1 to 4 are the sources'. Points, weights, cuts,
working days and capacity are illustrative, not official, and every figure and table says so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fuwu.labs import Data
from fuwu.labs.classification.classes import DISADVANTAGED, Classification, classify
from fuwu.labs.classification.drawing import classes_figure, methods_figure, visits_figure
from fuwu.labs.classification.seven import FACTORS, points, score
from fuwu.labs.classification.sorting import Basis, Params, Rule, Sorting, plausible
from fuwu.labs.classification.visits import RHYTHMS, SERVICES, Row, VisitPlan, feasible_plan, source_plan, visits
from fuwu.labs.figure import Figure, Table, table
from fuwu.labs.text import bilingual, mark, number, percent
from fuwu.model import Lang

if TYPE_CHECKING:
    import pandas as pd

MANAGER = "K03"
TOP_QUARTER = 0.25


def example(data: Data) -> Classification:
    """Return the classes of the worked example: seven ranked classes and the disadvantaged as their own."""
    return classify(data.of_manager(MANAGER), "seven", disadvantaged_apart=True)


def example_plans(data: Data) -> tuple[VisitPlan, VisitPlan]:
    """Return the visits of the worked example: with the source's rhythms, and with ones that can be done."""
    classes = example(data)
    return visits(classes, source_plan(classes)), visits(classes, feasible_plan(classes))


def strength(frame: pd.DataFrame) -> pd.Series[Any]:
    """Return points of operating strength, 0–5, from the three bases of the trade article (S0-1.4).

    Market type: city or town 1, rural 0. Format: supermarket, mall, tobacco and liquor shop 2; convenience store,
    grocery 1; others 0. Scale: top quarter of the volume ranking 2, bottom quarter 0, else 1.
    """
    urban = frame["market_type"].isin(["city", "town"])
    large = frame["retail_format"].isin(["supermarket", "mall", "tobacco_liquor"])
    middle = frame["retail_format"].isin(["convenience", "grocery"])
    rank = (frame["monthly_volume"].rank(method="min", ascending=False) - 1) / frame["monthly_volume"].count()
    scale = 2 - (rank >= TOP_QUARTER).astype(int) - (rank >= 1 - TOP_QUARTER).astype(int)
    return (urban.astype(int) + 2 * large.astype(int) + middle.astype(int) + scale).where(rank.notna())


STRONG, AVERAGE = 4, 2


def _four(frame: pd.DataFrame, _params: Params) -> Sorting:
    strong = strength(frame)
    labels = strong.map(lambda one: "strong" if one >= STRONG else "average" if one >= AVERAGE else "weak")
    rules = (
        Rule("strong", bilingual(mark("Strong (premium service)")), bilingual(mark("4 or 5 points"))),
        Rule("average", bilingual(mark("Average (standard service)")), bilingual(mark("2 or 3 points"))),
        Rule("weak", bilingual(mark("Weak (basic service)")), bilingual(mark("0 or 1 point"))),
    )
    return Sorting(labels.where(strong.notna()), rules)


FOUR = Basis("four", "combined", mark("Four classes of service"), mark(
    "Points: market type (city or town 1, rural 0), format (supermarket, mall, tobacco and liquor shop 2; "
    "convenience store, grocery 1; others 0), volume (top quarter 2, middle half 1, bottom "
    "quarter 0). Strong from 4, average from 2. Disadvantaged retailers apart. The four classes are the trade "
    "article's; the points are illustrative, not official."), (), _four)  # fmt: skip


def four_classes(data: Data) -> Classification:
    """Return the branch's retailers by strong, average, weak and disadvantaged."""
    return classify(data.retailers, FOUR, disadvantaged_apart=True)


def _methods(lang: Lang, _data: Data | None = None) -> Figure:
    return methods_figure(lang)


def _services(lang: Lang, data: Data) -> Figure:
    classes = four_classes(data)
    title = bilingual(mark("{n} retailers in four classes (illustrative)"), n=number(classes.size))
    figure = classes_figure(classes, lang, title=title)
    return Figure(figure.sheet, figure.alt, _paragraphs(figure.words, FOUR.words.to(lang)))


def _example_classes(lang: Lang, data: Data) -> Figure:
    classes = example(data)
    title = bilingual(mark("The {n} retailers of {manager} by seven factors (illustrative)"),
                      n=number(classes.size), manager=MANAGER)  # fmt: skip
    return classes_figure(classes, lang, title=title)


def _example_visits(lang: Lang, data: Data) -> Figure:
    source, feasible = example_plans(data)
    title = bilingual(mark("Visits a month against the capacity of one customer manager (illustrative)"))
    plans = [
        (bilingual(mark("Rhythm of the training material")), source),
        (bilingual(mark("A plan that can be done")), feasible),
    ]
    figure = visits_figure(plans, lang, title=title)
    return Figure(figure.sheet, figure.alt, _paragraphs(figure.words, source.words(lang), _assumptions(lang, source)))


def _assumptions(lang: Lang, plan: VisitPlan) -> str:
    return bilingual(
        mark("Assumed: {days} working days a month, {per_day} visits a day, class 1 needs 2 visits a month. The "
             "training material gives no rhythm from class 5 on, nor for disadvantaged retailers or those "
             "without data: they count 0 there. Illustrative, not an official answer."),
        days=plan.working_days, per_day=number(plan.per_day)).to(lang)  # fmt: skip


def _paragraphs(*texts: str) -> str:
    return "\n".join(texts)


def _example_table(lang: Lang, data: Data) -> Table:
    source, feasible = example_plans(data)
    columns = [
        mark("Class"), mark("Rule"), mark("Retailers"), mark("Median cartons a month"), mark("Share of volume"),
        mark("Service"), mark("Rhythm of the material"), mark("Visits a month"), mark("Rhythm that can be done"),
        mark("Visits a month"),
    ]  # fmt: skip
    rows = [_row(one, other, lang) for one, other in zip(source.rows, feasible.rows, strict=True)]
    total = [
        bilingual(mark("Total")).to(lang),
        "",
        number(sum(row.customer_class.size for row in source.rows)),
    ]
    rows.append([*total, "", percent(1), "", "", number(source.total), "", number(feasible.total)])
    caption = bilingual(mark("The classes of {manager}: size, service and visits (illustrative)"), manager=MANAGER)
    return table(caption.to(lang), [bilingual(one).to(lang) for one in columns], rows,
                 note=_assumptions(lang, source))  # fmt: skip


def _factor_table(lang: Lang, _data: Data | None = None) -> Table:
    columns = [bilingual(one).to(lang) for one in (mark("Factor"), mark("Weight"), mark("Points"))]
    rows = [[one.name.to(lang), f"{one.weight}%", one.words.to(lang)] for one in FACTORS]
    caption = bilingual(mark("Seven factors, 0 to 3 points each (points and weights are illustrative)"))
    return table(caption.to(lang), columns, rows)


def _score_table(lang: Lang, data: Data) -> Table:
    """Show how one shop of each class was scored: the first of the class in the table."""
    classes = example(data)
    frame = plausible(data.of_manager(MANAGER)).set_index("retailer_id")
    ranked = frame[classes.labels.reindex(frame.index) != DISADVANTAGED]  # as `classify` ranks them
    earned, total = points(ranked), score(ranked, missing_allowed=len(FACTORS))
    shops = [classes.members(one.id)[0] for one in classes.classes if one.id in {"c1", "c4", "c7"}]
    names = frame["shop_name" if lang == "zh" else "shop_name_en"].astype(str)
    rows = [
        [
            f"{one} {names[one]}",
            *map(_points, earned.loc[one]),
            number(total[one]),
            _class_name(classes, one, lang),
        ]
        for one in shops
    ]
    columns = [bilingual(mark("Shop")), *(one.name for one in FACTORS), bilingual(mark("Score")),
               bilingual(mark("Class"))]  # fmt: skip
    caption = bilingual(mark("Three shops of {manager} scored (illustrative)"), manager=MANAGER).to(lang)
    return table(caption, [one.to(lang) for one in columns], rows)


def _points(value: float) -> str:
    return "–" if value != value else number(value)  # noqa: PLR0124 (only NaN differs from itself)


def _class_name(classes: Classification, retailer: str, lang: Lang) -> str:
    found = classes.of(str(classes.labels[retailer]))
    return found.name.to(lang) if found else ""


def _row(source: Row, feasible: Row, lang: Lang) -> list[str]:
    one = source.customer_class
    median = one.profile.median_volume
    given = mark("none given") if source.plan.rhythm == "none" else RHYTHMS[source.plan.rhythm]
    return [
        one.name.to(lang),
        one.rule.to(lang),
        number(one.size),
        "–" if median is None else number(median),
        percent(one.profile.volume_share),
        bilingual(SERVICES[source.plan.service]).to(lang),
        bilingual(given).to(lang),
        number(source.visits),
        bilingual(RHYTHMS[feasible.plan.rhythm]).to(lang),
        number(feasible.visits),
    ]


FIGURES = {
    "methods": _methods,
    "services": _services,
    "example-classes": _example_classes,
    "example-visits": _example_visits,
}
TABLES = {
    "factors": _factor_table,
    "example-scores": _score_table,
    "example-classes": _example_table,
}
