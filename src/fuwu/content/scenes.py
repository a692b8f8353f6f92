"""Check the scenes of a lab: their shape, and that every way through them leads to an end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from fuwu.content import schema
from fuwu.content.faults import Source, Steps, Translate, listing, short
from fuwu.content.items import check_markdown
from fuwu.content.messages import nearest
from fuwu.content.syllabus import check_shape, check_unique, entries, texts
from fuwu.content.yamlio import read_yaml

SUFFIX = ".scenes.yaml"
#: Marks for having done it fully.
FULL = 2


def read_scenes(root: Path, folder: str, tr: Translate) -> list[Source]:
    """Return the scenes files of one lesson's or case's folder, each with its faults."""
    names = sorted(path.name for path in (root / folder).glob(f"*{SUFFIX}"))
    sources = [read_yaml(f"{folder}/{name}", root / folder / name, tr) for name in names]
    for source in sources:
        if source.value is not None:
            _check(source)
    return sources


def _check(source: Source) -> None:
    _ = source.tr
    check_shape(source, schema.ScenesShape)
    if not isinstance(source.value, dict):
        return
    lab, name = source.value.get("lab"), source.name.rpartition("/")[2]
    if isinstance(lab, str) and name != f"{lab}{SUFFIX}":
        source.fault(("lab",), _("the file is not named after its lab: rename it {name}").format(name=lab + SUFFIX))
    check_markdown(source, (), {name: part for name, part in source.value.items() if name != "criteria"})
    again = _("the id '{value}' is already used on line {line}: give this one its own")
    for kind in ("criteria", "scenes"):
        check_unique(source, (), texts(entries(source.value, kind), "id"), again)
    criteria = [name for _at, name in texts(entries(source.value, "criteria"), "id")]
    for at, scene in entries(source.value, "scenes"):
        parts = [*entries(scene, "turns"), *entries(scene, "endings")]
        check_unique(source, at, texts(iter(parts), "id"), again)
        for way, turn in entries(scene, "turns"):
            check_unique(source, (*at, *way), texts(entries(turn, "replies"), "id"), again)
            _check_marks(source, (*at, *way), turn, criteria)
        if not source.faults:
            _check_ways(source, at, scene)


def _check_marks(source: Source, at: Steps, turn: dict[str, Any], criteria: list[str]) -> None:
    """Report marks on unknown criteria, replies judged on different ones, and a turn nobody can do well."""
    _ = source.tr
    judged: list[str] | None = None
    best: Counter[str] = Counter()
    for way, reply in entries(turn, "replies"):
        marks = reply.get("marks")
        if not isinstance(marks, dict):
            continue
        for name in marks:
            if name not in criteria:
                message = _("'{name}' is none of the criteria: {remedy}")
                remedy = nearest(str(name), criteria, source.tr)
                source.fault((*at, *way, "marks", name), message.format(name=short(name), remedy=remedy))
        if judged is not None and sorted(marks) != judged:
            message = _("this reply is judged on other criteria than the first: give marks on {names}")
            source.fault((*at, *way, "marks"), message.format(names=listing(judged, source.tr)))
        judged = judged if judged is not None else sorted(marks)
        for name, value in marks.items():
            best[name] = max(best[name], value if isinstance(value, int) else 0)
    if judged and min(best[name] for name in judged) < FULL:
        short_of = [name for name in judged if best[name] < FULL]
        message = _("no reply earns full marks on {names}: write one, or do not judge on it")
        source.fault(at, message.format(names=listing(short_of, source.tr)))


def _check_ways(source: Source, at: Steps, scene: dict[str, Any]) -> None:
    """Report replies that lead nowhere, turns that are never met, ways that go round, and a best way gone wrong."""
    _ = source.tr
    turns = {turn["id"]: (way, turn) for way, turn in entries(scene, "turns")}
    endings = {ending["id"]: (way, ending) for way, ending in entries(scene, "endings")}
    known = [*turns, *endings]
    lost = [
        ((*at, *way, *step, "next"), reply["next"])
        for way, turn in turns.values()
        for step, reply in entries(turn, "replies")
        if reply["next"] not in known
    ]
    if scene["start"] not in turns:
        lost.append(((*at, "start"), scene["start"]))
    for where, name in lost:
        message = _("there is no turn or ending '{name}': {remedy}")
        source.fault(where, message.format(name=short(name), remedy=nearest(name, known, source.tr)))
    if lost:
        return
    met = _met(scene["start"], turns)
    for name, (way, _part) in [*turns.items(), *endings.items()]:
        if name not in met:
            source.fault((*at, *way), _("no reply leads to '{name}': lead there or remove it").format(name=name))
    circle = next(_circles(scene["start"], turns), None)
    if circle is not None:
        message = _("the replies lead back to '{name}' without end: let one of them go on")
        source.fault((*at, *turns[circle][0]), message.format(name=circle))
        return
    end = _best_end(scene["start"], turns)
    if endings[end][1]["outcome"] != "good":
        message = _("the best replies lead to '{name}', which is no good end: correct the marks or the ways")
        source.fault((*at, *endings[end][0]), message.format(name=end))


def _next(turn: dict[str, Any]) -> list[str]:
    return [reply["next"] for _way, reply in entries(turn, "replies")]


def _met(start: str, turns: dict[str, Any]) -> set[str]:
    met, waiting = set[str](), [start]
    while waiting:
        name = waiting.pop()
        if name not in met:
            met.add(name)
            waiting += _next(turns[name][1]) if name in turns else []
    return met


def _circles(start: str, turns: dict[str, Any]) -> Iterator[str]:
    """Yield each turn that a way meets again."""
    done: set[str] = set()
    above: list[str] = []

    def visit(name: str) -> Iterator[str]:
        if name in above:
            yield name
        elif name in turns and name not in done:
            above.append(name)
            for following in _next(turns[name][1]):
                yield from visit(following)
            done.add(above.pop())

    yield from visit(start)


def _best_end(start: str, turns: dict[str, Any]) -> str:
    name = start
    while name in turns:
        replies = [reply for _way, reply in entries(turns[name][1], "replies")]
        name = max(replies, key=lambda reply: sum(reply["marks"].values()))["next"]
    return name
