"""Every trap that the service tables announce is in the data."""

from datetime import timedelta

import pandas as pd
import pytest
from service_tables import (
    ACCOUNTS,
    ASPECTS,
    CUTOFF,
    DATA,
    LAPSED,
    PACKAGE,
    RETAILERS,
    TRAPS,
    T,
    answers,
    book_differences,
    concerned,
    gross_profit,
    hours,
    in_working_hours,
    low_months,
    rows_of,
    winner,
    workdays,
)


def trap_swapped_answers() -> None:
    survey = answers(mended=False)
    ids = concerned("swapped_answers")
    reverse = survey[(survey["kano"] == "reverse") & (survey["need_id"] != "N11")]["retailer_id"].value_counts()
    assert set(reverse.index[reverse >= 5]) == set(ids)
    assert (reverse[~reverse.index.isin(ids)] <= 3).all()
    assert set(survey.loc[survey["retailer_id"].isin(ids), "interviewer"]) == {"E3"}


def trap_straight_liner() -> None:
    columns = ["with_it", "without_it", "importance", "satisfaction"]
    kinds = T["needs_survey"].groupby("retailer_id")[columns].nunique()
    assert list(kinds.index[(kinds == 1).all(axis=1)]) == concerned("straight_liner")


def trap_broken_off() -> None:
    last = T["needs_survey"].groupby("retailer_id")["need_id"].max()
    assert set(last.index[last < "N12"]) == set(concerned("broken_off"))


def trap_badly_worded() -> None:
    questionable = answers().query("kano == 'questionable'")["need_id"].value_counts()
    assert questionable.index[0] == "N15"
    assert questionable.iloc[0] > 5 * questionable.iloc[1]
    assert winner("N15") == "questionable"


def trap_quota_by_market() -> None:
    asked = T["needs_survey"]["retailer_id"].drop_duplicates().map(RETAILERS["market_type"])
    assert set(asked.value_counts()) == {100}
    assert dict(RETAILERS["market_type"].value_counts()) == {"city": 477, "rural": 374, "town": 349}


def trap_wanted_not_allowed() -> None:
    needs = T["needs"].set_index("need_id")
    assert list(needs.index[needs["lawful"] == "no"]) == ["N04", "N06"]
    means = T["needs_survey"].groupby("need_id")[["satisfaction", "importance"]].mean()
    assert set(means["satisfaction"].nsmallest(2).index) == {"N04", "N06"}
    assert "N06" in means["importance"].nlargest(7).index
    assert (needs.loc[["N04", "N06"], "company_value"] == 0).all()


def trap_ledger_in_packs() -> None:
    ledgers = T["ledgers"]
    left = ledgers["opening"] + ledgers["received"] - ledgers["sold"] - ledgers["closing"]
    wrong = ledgers[left.abs() > 0.05]
    assert set(wrong["retailer_id"]) == set(concerned("ledger_in_packs"))
    assert set(wrong["month"]) == {"2025-11"}
    november = ledgers[ledgers["retailer_id"].isin(concerned("ledger_in_packs")) & (ledgers["month"] == "2025-11")]
    mended = (november["opening"] - november["sold"] - november["closing"]) / 10 + november["received"]
    assert mended.abs().max() < 0.05


def trap_copied_ledger() -> None:
    same = (T["ledgers"]["sold"] == T["ledgers"]["received"]).groupby(T["ledgers"]["retailer_id"]).mean()
    assert set(same.index[same == 1]) == set(concerned("copied_ledger"))
    copied = T["ledgers"][T["ledgers"]["retailer_id"].isin(concerned("copied_ledger"))]
    assert copied["stockout_days"].max() == 0


def trap_holiday_gap() -> None:
    weeks = T["ledgers"].groupby("retailer_id")["week"].agg(["nunique", "min"])
    assert set(weeks.index[weeks["nunique"] == 12]) == set(concerned("holiday_gap"))
    assert (weeks.loc[concerned("holiday_gap"), "min"] == "2025-10-09").all()


def trap_sold_is_not_wanted() -> None:
    ledgers = T["ledgers"][~T["ledgers"]["retailer_id"].isin(concerned("ledger_in_packs"))]
    empty = ledgers[ledgers["stockout_days"] > 0]
    assert (empty["closing"] == 0).all()
    assert len(empty) > 0.1 * len(ledgers)
    assert empty["price_class"].value_counts().index[0] == 1


def trap_ledger_pos_bias() -> None:
    ours = RETAILERS[RETAILERS["manager_id"] == "K03"]
    keeps = ours.index.isin(T["ledgers"]["retailer_id"])
    share = pd.Series(keeps, index=ours.index).groupby(ours["has_pos"]).mean()
    assert dict(ours["has_pos"].value_counts()) == {"no": 80, "yes": 50}
    assert share["yes"] > 0.95
    assert share["no"] == pytest.approx(0.5, abs=0.06)
    assert ours[keeps]["monthly_volume"].median() > ours[~keeps]["monthly_volume"].median()


def trap_loud_submitter() -> None:
    (id_,) = concerned("loud_submitter")
    counts = T["submissions"]["retailer_id"].value_counts()
    assert counts.index[0] == id_
    assert counts.iloc[0] > 12 > 2 * counts.iloc[1]
    assert (T["submissions"].query("retailer_id == @id_")["topic"] == "scarce_on_demand").mean() > 0.7


def trap_submitted_twice() -> None:
    twice = T["submissions"][T["submissions"].duplicated(["retailer_id", "date", "topic", "class_wanted"], keep=False)]
    pairs = twice.groupby("retailer_id")["via"].agg(set)
    assert list(pairs.index[pairs == {"app", "phone"}]) == concerned("submitted_twice")


def trap_who_submits() -> None:
    who = RETAILERS.loc[T["submissions"]["retailer_id"]]
    assert who["operator_age"].mean() < RETAILERS["operator_age"].mean() - 2
    assert who["monthly_volume"].median() > RETAILERS["monthly_volume"].median()
    digital = who["online_share"] + who["app_share"]
    assert digital.mean() > (RETAILERS["online_share"] + RETAILERS["app_share"]).mean() + 0.05
    for few in (lambda t: t["market_type"] == "rural", lambda t: t["disadvantaged"] != "none"):
        assert few(who).mean() < few(RETAILERS).mean()
    assert T["submissions"]["level"].value_counts().index[-1] == "emotion"


def trap_desk_visits() -> None:
    visits = T["visits"].assign(manager=T["visits"]["retailer_id"].map(RETAILERS["manager_id"]))
    short_ones = visits.query("minutes == 5 and purpose == 'routine' and noticed == 'none'")
    days = short_ones.groupby(["manager", "date"]).size()
    found = days[days > 20]
    assert [(m, f"{d:%Y-%m-%d}") for m, d in found.index] == [
        ("K02", day) for day in ("2025-03-31", "2025-06-30", "2025-09-29", "2025-12-31")
    ]
    assert all(f"{day:%Y-%m-%d}" in TRAPS["desk_visits"]["description"] for _, day in found.index)


def trap_logged_twice() -> None:
    log = T["service_log"]
    again = log.duplicated(["kind", "retailer_id", "asked_at", "done_at"])
    assert list(log.loc[again, "event_id"]) == rows_of("logged_twice")
    assert set(log.loc[again, "kind"]) == {"exchange"}


def trap_done_before_asked() -> None:
    log = T["service_log"]
    early = log[(log["done_at"] < log["asked_at"]) & ~log["kind"].isin(["order_call", "second_delivery"])]
    assert list(early["event_id"]) == rows_of("done_before_asked")
    assert set(early["kind"]) == {"exchange"}
    assert (log[log["kind"] == "order_call"]["done_at"] < log[log["kind"] == "order_call"]["asked_at"]).any()


def order_calls() -> pd.DataFrame:
    calls = T["service_log"].query("kind == 'order_call'")
    return calls.assign(late=hours(calls["done_at"], calls["asked_at"]) * 60)


def trap_moved_call() -> None:
    calls = order_calls()
    typical = calls[calls["asked_at"] >= "2025-07-01"].groupby("retailer_id")["late"].agg(["median", "size"])
    found = typical[(typical["median"] > 60) & (typical["size"] >= 10)]
    assert list(found.index) == concerned("moved_call")
    before = calls[(calls["asked_at"] < "2025-07-01") & calls["retailer_id"].isin(concerned("moved_call"))]
    assert abs(before["late"].median()) < 15


def trap_line_down() -> None:
    calls = order_calls().dropna(subset=["late"])
    least = calls.groupby(calls["asked_at"].dt.strftime("%Y-%m-%d"))["late"].agg(["min", "size"])
    days = list(least.index[(least["min"] >= 80) & (least["size"] > 20)])
    assert days == ["2025-03-18", "2025-07-09", "2025-11-11"]
    assert all(day in TRAPS["line_down"]["description"] for day in days)


def trap_agent_unauthorised() -> None:
    log = T["service_log"].query("kind == 'second_delivery'")
    assert (log["authorised"].notna() == (log["via_agent"] == "yes")).all()
    always = (log["authorised"] == "no").groupby(log["retailer_id"]).agg(["all", "size"])
    assert list(always.index[always["all"] & (always["size"] >= 3)]) == concerned("agent_unauthorised")


def trap_make_up_days() -> None:
    refunds = T["service_log"].query("kind == 'refund'")
    differ = [
        row.event_id
        for row in refunds.itertuples()
        if (workdays(row.asked_at, row.done_at) <= 3) != (workdays(row.asked_at, row.done_at, official=False) <= 3)
    ]
    assert differ == rows_of("make_up_days")


def trap_not_promised() -> None:
    log = T["service_log"]
    arrivals = log[log["kind"] == "arrival"]
    assert ((arrivals["urban"] == "yes") & (arrivals["in_hours"] == "yes")).mean() < 0.5
    visits = log[log["kind"] == "home_visit"]["retailer_id"].map(RETAILERS["disadvantaged"])
    assert 12 <= (visits == "none").sum() <= 20


def trap_just_in_time() -> None:
    complaints = T["complaints"]
    took = hours(complaints["handled_at"], complaints["received_at"])
    ours = complaints["retailer_id"].map(RETAILERS["manager_id"]) == "K07"
    assert list(complaints.loc[ours & took.between(70, 72), "complaint_id"]) == rows_of("just_in_time")
    assert (took[ours].between(70, 72)).mean() > 5 * (took[~ours].between(70, 72)).mean()
    at = complaints.loc[complaints["complaint_id"].isin(rows_of("just_in_time")), "handled_at"]
    assert not all(in_working_hours(moment) for moment in at)


def trap_open_at_cutoff() -> None:
    complaints = T["complaints"]
    open_ = complaints[complaints["handled_at"].isna()]
    due = open_[open_["received_at"] + timedelta(hours=72) > CUTOFF]
    assert list(due["complaint_id"]) == rows_of("open_at_cutoff")
    assert len(open_) > len(due)


def trap_same_complaint_two_causes() -> None:
    outs = T["complaints"].query("about == 'stock_out'")
    assert (outs["cause"].value_counts()[["beyond", "poor_service"]] > 20).all()
    scarce = outs["received_at"].dt.month.isin([1, 2, 9, 10])
    assert (outs[scarce]["cause"] == "beyond").mean() > (outs[~scarce]["cause"] == "beyond").mean() + 0.1


def trap_renovation_2026() -> None:
    found = T["interviews"].query("finding == 'renovation'")["retailer_id"]
    assert sorted(found) == concerned("renovation_2026")
    months = T["orders_2026"].groupby("retailer_id")["month"].agg(set)
    every = {f"2026-{m:02d}" for m in range(1, 11)}
    assert all(len(every - months[id_]) == 2 and "2026-10" in months[id_] for id_ in found)


def trap_late_lapse() -> None:
    low = low_months()
    for id_ in concerned("late_lapse"):
        assert list(low.loc[id_])[-3:] == [False, True, True]
        assert id_ not in LAPSED


def trap_festival_moved() -> None:
    orders, later = T["orders"], T["orders_2026"]
    total = orders.groupby("month")["cartons_ordered_total"].sum()
    totals_2026 = later.groupby("month")["cartons_ordered_total"].sum()
    assert totals_2026["2026-01"] < 0.93 * total["2025-01"]
    assert totals_2026["2026-02"] > 1.1 * total["2025-02"]


def trap_not_every_finding() -> None:
    found = T["interviews"]["finding"].value_counts()
    assert found[["renovation", "closed", "no_answer"]].min() >= 5
    assert len(found) == 10


def trap_price_of_a_carton() -> None:
    bought = ACCOUNTS[ACCOUNTS["kind"] == "purchase"].sort_values("entry_id")
    wrong = bought[bought["unit_price"] > 5 * bought["wholesale_price"] / 10]
    assert list(wrong["entry_id"]) == rows_of("price_of_a_carton")
    assert ((wrong["unit_price"] - wrong["wholesale_price"]).abs() < 0.051).all()
    assert set(wrong["retailer_id"]) == set(concerned("price_of_a_carton"))


def trap_cartons_for_packs() -> None:
    bought = ACCOUNTS[(ACCOUNTS["kind"] == "purchase") & (ACCOUNTS["packs"] % 10 != 0)].sort_values("entry_id")
    assert list(bought["entry_id"]) == rows_of("cartons_for_packs")
    assert set(bought["retailer_id"]) == set(concerned("cartons_for_packs"))


def differences_of(trap: str) -> dict[str, int]:
    ids = concerned(trap)
    return {brand: n for (id_, brand), n in book_differences().items() if id_ in ids}


def listed(trap: str) -> pd.Series:
    rows = ACCOUNTS[ACCOUNTS["entry_id"].isin(rows_of(trap))]
    return rows.groupby("brand_id")["packs"].sum()


def trap_entered_twice() -> None:
    assert differences_of("entered_twice") == {brand: -n for brand, n in listed("entered_twice").items()}


def trap_unrecorded_use() -> None:
    missing = differences_of("unrecorded_use")
    assert set(missing) == set(listed("unrecorded_use").index)
    assert all(1 <= n <= 9 for n in missing.values())


def trap_page_lost() -> None:
    pages = T["accounts"].groupby("retailer_id")["page"].agg(lambda p: set(range(1, p.max() + 1)) - set(p))
    lost = {id_: gap for id_, gap in pages.items() if gap}
    (page,) = lost.pop(*concerned("page_lost"))
    assert not lost
    assert f"第 {page} 页" in TRAPS["page_lost"]["description"]
    assert f"Page {page} " in TRAPS["page_lost"]["description_en"]
    assert all(n > 0 for n in differences_of("page_lost").values())
    wrong = {id_ for id_, _ in book_differences()}
    slips = ("entered_twice", "unrecorded_use", "page_lost", "cartons_for_packs")
    assert wrong == {id_ for slip in slips for id_ in concerned(slip)}


def trap_cash_is_not_profit() -> None:
    value = ACCOUNTS["packs"] * ACCOUNTS["unit_price"]
    flow = value.where(ACCOUNTS["kind"] == "sale", -value).groupby(ACCOUNTS["retailer_id"]).sum() / 3
    assert ((flow - gross_profit(ACCOUNTS)).abs() > 25).sum() >= 8
    assert ACCOUNTS.query("kind == 'count'")["date"].nunique() == 4


def trap_volunteers_only() -> None:
    assert set(T["owners"]["retailer_id"]) == set(T["accounts"]["retailer_id"])
    assert set(T["owners"]["retailer_id"]) <= set(T["ledgers"]["retailer_id"])


def trap_two_figures_given() -> None:
    fields = next(r for r in PACKAGE["resources"] if r["name"] == "satisfaction")["schema"]["fields"]
    for field in fields:
        if field["name"] in ASPECTS:
            given = field["name"] == "profit"
            assert ("12.5%" in field["description_en"]) == given
            assert ("illustrative" in field["description_en"]) != given


def trap_not_the_same_people() -> None:
    waves = T["satisfaction"].groupby("wave")["respondent"].agg(set)
    assert not waves[1] & waves[2]


CHECKS = {name.removeprefix("trap_"): check for name, check in list(globals().items()) if name.startswith("trap_")}


def test_every_trap_has_its_check() -> None:
    assert set(CHECKS) == set(TRAPS)


@pytest.mark.parametrize("trap", CHECKS)
def test_trap_is_in_the_data_and_in_the_readme(trap: str) -> None:
    CHECKS[trap]()
    for lang, title in (("zh", "title"), ("en", "title_en")):
        assert f"**{TRAPS[trap][title]}**" in (DATA / f"README.{lang}.md").read_text(encoding="utf-8")
