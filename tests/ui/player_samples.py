"""A quiz with one item of every type, as Python hands it to the player, and what Python replies."""

from __future__ import annotations

from typing import Any

View = dict[str, Any]

READ = {"href": "01-classification.ipynb#cls-behaviour", "anchor": "cls-behaviour"}
SAVED_AT = "2026-11-22T02:03:04+00:00"


def _pick(lang: str, zh: str, en: str) -> str:
    return zh if lang == "zh" else en


def _sides(lang: str, texts: dict[str, tuple[str, str]]) -> list[View]:
    return [{"id": name, "html": _pick(lang, *pair)} for name, pair in texts.items()]


STEMS = {
    "single": (
        (
            "<p>某烟草公司统计零售户在一个季度里通过网上、电话、手机各订了多少卷烟，"
            "再按各渠道的<strong>比重</strong>"
            "把客户分组。这种分法属于（ ）。</p>"
        ),
        (
            "<p>A tobacco company counts how much each retailer ordered in a quarter on the "
            "web, by telephone and by "
            "app, and groups the retailers by each channel’s <strong>share</strong>. This is "
            "classification by …</p>"
        ),
    ),
    "multiple": (
        "<p>下列做法中，属于<strong>按客户行为分类</strong>的有（ ）。</p>",
        "<p>Which of these classify retailers <strong>by their behaviour</strong>?</p>",
    ),
    "truefalse": (
        "<p>“陈列柜台大小”说明客户愿不愿意卖烟，所以按它分组属于按客户行为分类。</p>",
        (
            "<p>The size of the display counter shows how willing a retailer is to sell, so "
            "grouping by it is "
            "classification by behaviour.</p>"
        ),
    ),
    "fillin": (
        (
            '<p>客户分类有三种方法：按客户<span data-blank="1"></span>'
            '分类、按客户<span data-blank="2"></span>分类和'
            "按客户价值分类。</p>"
        ),
        (
            '<p>Three methods are in use: by customer <span data-blank="2"></span>, by customer '
            '<span data-blank="1"></span> and by customer value.</p>'
        ),
    ),
    "matching": (
        "<p>把每一类客户与应当提供的服务连起来。</p>",
        "<p>Match each class of retailers with the service it should get.</p>",
    ),
    "ordering": (
        "<p>新到一个片区的客户经理小陈要建立分类拜访制度，请排出合理的先后。</p>",
        "<p>Chen, new in the area, sets up visits by class. Put the steps in order.</p>",
    ),
    "numeric": (
        "<p>小陈辖区有二类客户 24 户，每两天拜访一次。按每月 30 天计，他一个月要拜访二类客户多少户次？</p>",
        (
            "<p>Chen looks after 24 retailers of class 2, each visited every two days. How "
            "many visits is that in a "
            "month of 30 days?</p>"
        ),
    ),
    "case": (
        (
            "<p>城郊的阿芳便利店开业不到一年，店面小、周转慢，"
            "但凡有新品上市，阿芳总愿意先摆几包试试，也愿意听客户经理讲"
            "陈列。请判断她属于哪一类客户，并说明应当怎样服务。</p>"
        ),
        (
            "<p>Fang’s shop on the edge of town is not yet a year old. It is small and "
            "turnover is slow, but she is "
            "always willing to try new products and to listen. Which class is she in, and "
            "how should she be served?</p>"
        ),
    ),
}

OPTIONS = {
    "a": ("按客户特征分类", "customer characteristics"),
    "b": ("按客户行为分类", "customer behaviour"),
    "c": ("按客户价值分类", "customer value"),
    "d": ("按服务成本分类", "cost of service"),
}
WHYS = {
    "a": (
        "特征说的是店和人本身，订货渠道的比重是做出来的，不是长出来的。",
        "Characteristics are what a shop is, not what it does.",
    ),
    "b": (
        "订货方式、订货量的比重都是订货行为。",
        "Ordering channels and their shares are ordering behaviour.",
    ),
    "c": (
        "价值看的是给企业带来的结果，这里只看渠道。",
        "Value is the result for the company; here only channels count.",
    ),
    "d": ("教材的三种方法里没有这一种。", "It is none of the three methods."),
}
MANY = {
    "a": ("看新品上市时客户肯不肯上柜", "by how readily they take new products"),
    "b": ("看客户月均销量和柜台大小", "by monthly sales and size of counter"),
    "c": ("看客户配合公司政策的程度", "by how they cooperate with company policy"),
    "d": ("看忠诚度评价指标的得分", "by a score of loyalty"),
    "e": ("看经营者的年龄和学历", "by the owner’s age and schooling"),
    "f": ("看客户带来的利润", "by the profit they bring"),
}
TRUTH = {"true": ("正确", "True"), "false": ("错误", "False")}
LEFT = {
    "l1": ("经营能力较强的客户", "Strong operating ability"),
    "l2": ("经营意识较强的客户", "Strong awareness"),
    "l3": ("经营规模较小的客户", "Small scale"),
}
RIGHT = {
    "r1": ("优质服务：做品牌培育，突出名优产品", "Premium service: brand cultivation, quality products"),
    "r2": (
        "指导服务：教经营方法，帮他把想法落到柜台上",
        "Guidance: teach methods, bring ideas to the counter",
    ),
    "r3": ("温馨服务：常走动，解决眼前的难处", "Warm service: call often, solve today’s trouble"),
}
STEPS = {
    "s3": ("按类别制订拜访计划", "Draft the visit plan class by class"),
    "s1": ("收集辖区客户的销量、结构和经营类型", "Gather sales, mix and type of every shop"),
    "s4": ("交市场经理审核并接受监督", "Have the market manager review and supervise it"),
    "s2": ("把客户分成六到十类", "Divide the retailers into six to ten classes"),
}
KEY_POINTS = {
    "k1": ("判断：经营意识较强、规模还小", "Class: good awareness, still small"),
    "k2": ("服务：给予指导，先帮陈列和备货", "Service: guidance, first display and stock"),
    "k3": ("跟进：按类别定拜访周期并记录效果", "Follow-up: a visit cycle, results on record"),
}
POSSIBLE = {"case": 5.0}
RULES = {
    "single": ("选对得分", "the right one scores"),
    "multiple": ("有错选不得分，少选按比例得分", "a wrong tick earns 0; fewer ticks earn their share"),
    "truefalse": ("判断对得分", "the right judgement scores"),
    "fillin": ("每空按比例得分", "each blank earns its share"),
    "matching": ("每对按比例得分", "each pair earns its share"),
    "ordering": ("每个正确的相邻次序按比例得分", "each right pair of neighbours earns its share"),
    "numeric": ("结果在误差内得分", "a result within the rounding scores"),
    "case": ("按要点给分，写完后对照自评", "marks by key points; write, then check yourself"),
}


def item(kind: str, lang: str) -> View:
    """Return the item of type `kind` as the player gets it."""
    view: View = {
        "id": kind,
        "type": kind,
        "stem": _pick(lang, *STEMS[kind]),
        "possible": POSSIBLE.get(kind, 1.0),
    }
    extra: dict[str, View] = {
        "single": {"options": _sides(lang, OPTIONS)},
        "multiple": {"options": _sides(lang, MANY)},
        "truefalse": {"options": _sides(lang, TRUTH)},
        "fillin": {"blanks": 2},
        "matching": {"left": _sides(lang, LEFT), "right": _sides(lang, RIGHT)},
        "ordering": {"steps": _sides(lang, STEPS)},
        "numeric": {"unit": _pick(lang, "户次", "visits")},
        "case": {},
    }
    return view | extra[kind]


KINDS = tuple(STEMS)


def summary(lang: str, feedbacks: list[View], *, total: int) -> View:
    """Return the summary of what is answered so far."""
    verdicts = [feedback["verdict"] for feedback in feedbacks]
    earned = sum(feedback["earned"] for feedback in feedbacks)
    row = {
        "id": "cls-behaviour",
        "title": _pick(lang, "按客户行为分类", "By customer behaviour"),
        "href": READ["href"],
    }
    possible = float(sum(feedback["possible"] for feedback in feedbacks))
    row |= {
        "anchor": READ["anchor"],
        "answered": len(feedbacks),
        "total": total,
        "earned": earned,
        "possible": possible,
    }
    other = row | {
        "id": "cls-services",
        "title": _pick(lang, "四类客户、四种服务", "Four classes, four services"),
    }
    return {
        "answered": len(feedbacks),
        "total": total,
        "earned": earned,
        "possible": possible,
        "correct": verdicts.count("correct"),
        "partial": verdicts.count("partial"),
        "wrong": verdicts.count("wrong"),
        "points": [row, other | {"anchor": "cls-services"}],
    }


def payload(lang: str = "zh", kinds: tuple[str, ...] = KINDS, **changes: Any) -> View:
    """Return a fresh quiz with an item of each of `kinds`."""
    fresh: View = {
        "quiz": "01-classification",
        "title": _pick(lang, "客户分类 · 随堂练习", "Classifying customers · practice"),
        "lang": lang,
        "mode": "practice",
        "rules": {kind: _pick(lang, *rule) for kind, rule in RULES.items()},
        "attempt_id": "attempt-1",
        "notice": None,
        "show": "one",
        "items": [item(kind, lang) for kind in kinds],
        "answers": {},
        "flags": {},
        "summary": summary(lang, [], total=len(kinds)),
    }
    return fresh | changes


def _part(name: str, **fields: Any) -> View:
    blank = {"id": name, "label": None, "key": None, "chosen": None, "right": None, "why": "", "expect": None}
    return blank | fields


def _option_parts(lang: str, keys: str, chosen: str, whys: dict[str, tuple[str, str]]) -> list[View]:
    return [_part(n, key=n in keys, chosen=n in chosen, why=_pick(lang, *why)) for n, why in whys.items()]


def _parts(kind: str, lang: str) -> list[View]:
    """Return what is said of the parts of the answers given in `ANSWERS`."""
    parts: list[View] = []
    if kind == "single":
        parts = _option_parts(lang, "b", "a", WHYS)
    elif kind == "multiple":
        why = {
            name: (
                f"“{zh[1:]}”看的是客户做了什么还是客户是什么，一想便知。",
                f"Ask what the retailer does: {en}.",
            )
            for name, (zh, en) in MANY.items()
        }
        parts = _option_parts(lang, "acd", "ac", why)
    elif kind == "truefalse":
        wrong = _pick(lang, "柜台大小是经营情况，谈不上意愿。", "A counter is a circumstance, not a wish.")
        parts = [_part("true", key=False, chosen=True, why=wrong), _part("false", key=True, chosen=False)]
    elif kind == "fillin":
        why = _pick(lang, "特征说的是客户“是什么”。", "Characteristics are what a customer is.")
        wrong = _pick(lang, "行为说的是客户“做什么”。", "Behaviour is what a customer does.")
        expect = _pick(lang, "行为", "behaviour")
        right = _pick(lang, "特征", "characteristics")
        parts = [
            _part("1", right=True, why=why, expect=right),
            _part("2", right=False, why=wrong, expect=expect),
        ]
    elif kind == "matching":
        names = zip(LEFT, RIGHT, (True, False, False), strict=True)
        why = _pick(lang, "先看他缺什么，再定给什么。", "See what is missing, then decide what to give.")
        parts = [
            _part(left, label=_pick(lang, *LEFT[left]), right=right, why=why, expect=_pick(lang, *RIGHT[key]))
            for left, key, right in names
        ]
    elif kind == "ordering":
        why = _pick(lang, "没有上一步，这一步就没有依据。", "Without the step before, this one has no ground.")
        parts = [_part(n, label=_pick(lang, *STEPS[n]), right=n in "s1s4", why=why) for n in ("s1", "s2", "s3", "s4")]
    return parts


#: An answer to each item: what the keyboard enters in the tests, and the verdict that Python gives.
ANSWERS: dict[str, tuple[Any, str, float]] = {
    "single": ("a", "wrong", 0.0),
    "multiple": (["a", "c"], "partial", 0.67),
    "truefalse": (True, "wrong", 0.0),
    "fillin": (["特征", "属性"], "partial", 0.5),
    "matching": ({"l1": "r1", "l2": "r3", "l3": "r2"}, "partial", 0.33),
    "ordering": (["s1", "s3", "s4", "s2"], "partial", 0.33),
    "numeric": ("360", "correct", 1.0),
    "case": ("阿芳愿意试新品，属于经营意识较强的客户。", "", 0.0),
}
KEY_TEXTS = {
    "truefalse": ("错误", "False"),
    "fillin": ("特征；行为", "characteristics; behaviour"),
    "ordering": ("收集资料 → 分成六到十类 → 制订拜访计划 → 审核监督", "gather → divide → plan → review"),
    "numeric": ("360 户次", "360 visits"),
}


def feedback(kind: str, lang: str = "zh", **changes: Any) -> View:
    """Return what Python says of the answer in `ANSWERS`."""
    _, verdict, earned = ANSWERS[kind]
    note = _pick(lang, "推想示例，非官方答案。", "Illustrative, not an official answer.")
    mistake = _pick(lang, "“客户属性”是分类的依据，不是方法的名称。", "Attributes are what is looked at, not a method.")
    said: View = {
        "verdict": verdict or None,
        "earned": earned,
        "possible": POSSIBLE.get(kind, 1.0),
        "rationale": _pick(
            lang,
            "<p>分清三种方法，只问一句：看的是客户<strong>是什么</strong>、<strong>做什么</strong>，还是"
            "<strong>带来什么</strong>。订货方式的比重是客户做出来的，所以属于行为。</p>",
            "<p>Ask one thing: does it look at what the customer <strong>is</strong>, "
            "<strong>does</strong> or "
            "<strong>brings</strong>? Shares of ordering channels are something done.</p>",
        ),
        "note": note if kind in ("multiple", "case", "numeric") else None,
        "mistake": mistake if kind == "fillin" else None,
        "key_text": _pick(lang, *KEY_TEXTS[kind]) if kind in KEY_TEXTS else None,
        "parts": _parts(kind, lang),
        "read": READ | {"title": _pick(lang, "按客户行为分类", "By customer behaviour")},
        "case": case_review(lang) if kind == "case" else None,
    }
    return said | changes


def case_review(lang: str, credited: list[str] | None = None) -> View:
    """Return the key points of the case: as the grader left them, or settled with those `credited`."""
    left = {"k1": "uncertain", "k2": "credited", "k3": "missing"}
    settled = {name: "credited" if name in credited else "missing" for name in KEY_POINTS} if credited else left
    near = _pick(lang, "你写的和这一点接近。", "Your words come near this point.")
    why = _pick(
        lang,
        "只写“多拜访”不给分：要说出拜访做什么。",
        "“Visit more” earns nothing: say what the visit is for.",
    )
    return {
        "key_points": [
            {
                "id": name,
                "marks": 2.0 if name != "k3" else 1.0,
                "html": _pick(lang, *pair),
                "why": why,
                "state": settled[name],
                "reason": near if settled[name] == "uncertain" else "",
            }
            for name, pair in KEY_POINTS.items()
        ],
        "reference": _pick(
            lang,
            "<p>阿芳店小、周转慢，但乐意尝试新品、肯学陈列，"
            "属于经营意识较强的客户，应提供指导服务：先帮她理顺陈列与备货，"
            "再按类别定好拜访周期，把每次的效果记下来。</p>",
            "<p>Small and slow, yet open to new products: strong awareness. Guide her: first "
            "display and stock, then "
            "a fixed cycle of visits with the results on record.</p>",
        ),
        "settled": credited is not None,
        "judge": "self" if credited else "grader",
        "answer": [
            {"text": ANSWERS["case"][0][:6], "points": ["k2"]},
            {"text": ANSWERS["case"][0][6:], "points": []},
        ],
    }


def reply(
    kind: str, response_id: str, lang: str = "zh", *, said: View | None = None, done: list[str] | None = None
) -> View:
    """Return the message that answers a submission, `done` being all kinds answered by then."""
    said = said or feedback(kind, lang)
    others = [feedback(name, lang) for name in done or [] if name != kind]
    total = summary(lang, [*others, said], total=len(KINDS))
    return {
        "type": "feedback",
        "item_id": kind,
        "response_id": response_id,
        "feedback": said,
        "saved_at": SAVED_AT,
        "summary": total,
    }
