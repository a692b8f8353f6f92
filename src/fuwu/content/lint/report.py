"""Run the rules over the item files; what an author has accepted with a reason is not reported."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from fuwu.content.evidence import Lexicon
from fuwu.content.faults import Fault, Source, Steps, Translate, short
from fuwu.content.lint.entry import Entry
from fuwu.content.lint.rule import RULES, SOURCES, Rule
from fuwu.content.numbersets import concrete
from fuwu.content.parameters import has_parameters

#: What a finding about the whole bank is a finding on.
BANK = "quizzes/items"


@dataclass(frozen=True, slots=True)
class Finding:
    """An item breaks a rule; `found` are words of it, in each language where it does."""

    rule: Rule
    at: Steps
    found: str

    def message(self, tr: Translate) -> str:
        """Return what is wrong and how to mend it."""
        _ = tr
        what = _(self.rule.title)
        if self.found:
            what = _("{what} ({found})").format(what=what, found=short(self.found, 240))
        return _("[{rule}] {what}: {mend}").format(rule=self.rule.id, what=what, mend=_(self.rule.mend))


def lint(sources: Iterable[Source], tr: Translate, *, lexicon: Lexicon | None = None) -> list[Fault]:
    """Return what the rules find in the item files that have no fault, in the order of files and lines."""
    entries = [
        Entry(source, ("items", number), concrete(item) if has_parameters(item) else item, lexicon or {})
        for source in sources
        if source.value is not None and not source.faults
        for number, item in enumerate(source.value["items"])
    ]
    lessons: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        lessons[entry.lesson].append(entry)
    faults: list[Fault] = []
    for own in lessons.values():
        found = _between(own)
        for entry in own:
            faults += _judged(entry, [*alone(entry), *found.get(entry, ())], tr)
        faults += _of_lesson(own, tr)
    faults += [Fault(BANK, 1, finding.message(tr)) for finding in together(entries)]
    return sorted(faults)


def alone(entry: Entry) -> Iterator[Finding]:
    """Yield what an item breaks by itself: one finding a rule, whatever the languages."""
    for rule in _rules_on(entry.type):
        places: list[Steps] = []
        said: list[str] = []
        for side in entry.sides:
            hits = list(rule.find(side))
            if hits:
                places += [at for at, _found in hits]
                said.append(f"{side.lang}: {' | '.join(found for _at, found in hits)}".rstrip(": "))
        if places:
            yield Finding(rule, places[0], " / ".join(said))


def _between(entries: Sequence[Entry]) -> dict[Entry, list[Finding]]:
    """Return the findings of rules about several items of a lesson, by item."""
    found: dict[tuple[Entry, Rule], list[tuple[Steps, str]]] = {}
    for rule in _rules("lesson"):
        for entry, at, what in rule.find(entries):
            found.setdefault((entry, rule), []).append((at, what))
    made: dict[Entry, list[Finding]] = {}
    for (entry, rule), hits in found.items():
        words = " / ".join(dict.fromkeys(what for _at, what in hits))
        made.setdefault(entry, []).append(Finding(rule, hits[0][0], words))
    return made


def together(entries: Sequence[Entry]) -> Iterator[Finding]:
    """Yield what a group of items breaks as a whole."""
    for rule in _rules("group"):
        said = list(rule.find(entries))
        if said:
            yield Finding(rule, (), "; ".join(said))


def _judged(entry: Entry, found: Sequence[Finding], tr: Translate) -> Iterator[Fault]:
    source, accepted = entry.source, entry.item.get("lint") or {}
    for finding in found:
        if finding.rule.severity == "error" or finding.rule.id not in accepted:
            yield Fault(source.name, source.line((*entry.at, *finding.at)), finding.message(tr))
    broken = {finding.rule.id for finding in found}
    for name in accepted:
        if name not in broken:
            yield Fault(source.name, source.line((*entry.at, "lint", name)), _stale(name, tr))


def _of_lesson(entries: Sequence[Entry], tr: Translate) -> Iterator[Fault]:
    """Yield the findings about a lesson as a whole, on its first file; any of its files may accept them."""
    found = {finding.rule.id: finding for finding in together(entries)}
    accepted = {name: entry.source for entry in entries for name in (entry.source.value.get("lint") or {})}
    for name, finding in found.items():
        if name not in accepted:
            yield Fault(entries[0].source.name, 1, finding.message(tr))
    for name, source in accepted.items():
        if name not in found:
            yield Fault(source.name, source.line(("lint", name)), _stale(name, tr))


def _stale(name: str, tr: Translate) -> str:
    _ = tr
    message = _("[stale-acceptance] '{name}' is accepted here and no longer found: remove the acceptance")
    return message.format(name=name)


def catalogue(tr: Translate) -> Iterator[str]:
    """Yield the lines that list the rules, and the sources they cite."""
    _ = tr
    for rule in RULES.values():
        kind = _("error") if rule.severity == "error" else _("warning")
        yield _("{rule} ({kind}): {what}").format(rule=rule.id, kind=kind, what=_(rule.title))
        yield "    " + _("mend: {mend}").format(mend=_(rule.mend))
        yield "    " + _("after: {reference}").format(reference=rule.reference)
    yield ""
    for name, title in SOURCES.items():
        yield f"{name}: {title}."
    yield ""
    message = _("A warning is mended, or accepted in its item (of a lesson: in the head of a file) with {example}")
    yield message.format(example="lint: {key-longest: …}")


@cache
def _rules(scope: str) -> list[Rule]:
    return [rule for rule in RULES.values() if rule.scope == scope]


@cache
def _rules_on(kind: str) -> list[Rule]:
    return [rule for rule in _rules("side") if not rule.on or kind in rule.on]
