"""One item of each type, and answers to them."""

from fuwu.model import (
    Blank,
    Case,
    FillError,
    FillIn,
    KeyPoint,
    Matching,
    Multiple,
    NumberError,
    Numeric,
    Option,
    Ordering,
    Single,
    Text,
    TrueFalse,
    Unit,
)


def text(words):
    return Text(f"中{words}", words)


def options(*ids):
    return tuple(Option(name, text(name), text(f"why {name}")) for name in ids)


HEAD = {
    "version": 1,
    "point": "cls-why",
    "level": "apply",
    "facts": ("S0-1.1",),
    "rationale": text("because"),
}


def make_items():
    """Return one item of each type, by type."""
    found = [
        Single(id="i-single", stem=text("stem"), options=options("a", "b", "c", "d"), key="b", **HEAD),
        Multiple(id="i-multiple", stem=text("stem"), options=options(*"abcd"), key=frozenset("abd"), **HEAD),
        TrueFalse(id="i-truefalse", stem=text("stem"), key=False, wrong=text("tempting"), **HEAD),
        FillIn(
            id="i-fillin",
            stem=text("{1} and {2}"),
            blanks=(
                Blank(("优质服务",), ("premium service", "premium"), text("w1")),
                Blank(("6-10类",), ("6-10",), text("w2")),
            ),
            errors=(FillError(text("quality service"), text("near-synonym")),),
            **HEAD,
        ),
        Matching(
            id="i-matching",
            stem=text("stem"),
            left=options("l1", "l2", "l3"),
            right=options("r1", "r2", "r3", "r4"),
            key={"l1": "r2", "l2": "r1", "l3": "r1"},
            **HEAD,
        ),
        Ordering(id="i-ordering", stem=text("stem"), steps=options("s1", "s2", "s3", "s4"), **HEAD),
        Numeric(
            id="i-numeric",
            stem=text("stem"),
            value=36.5,
            tolerance=0.05,
            units=(Unit("条", "cartons", 1.0), Unit("箱", "cases", 250.0)),
            errors=(NumberError(73.0, text("both months")),),
            **HEAD,
        ),
        Case(
            id="i-case",
            stem=text("stem"),
            key_points=(KeyPoint("k1", 2, text("p1"), text("w1")), KeyPoint("k2", 3, text("p2"), text("w2"))),
            reference=text("model answer"),
            **HEAD,
        ),
    ]
    return {item.type: item for item in found}


#: An answer to each of them that earns everything.
RIGHT = {
    "single": "b",
    "multiple": ["d", "a", "b"],
    "truefalse": False,
    "fillin": ["Premium Service", "6 – 10"],
    "matching": {"l1": "r2", "l2": "r1", "l3": "r1"},
    "ordering": ["s1", "s2", "s3", "s4"],
    "numeric": "36.5 条",
}
