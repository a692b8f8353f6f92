"""What test-wiseness earns: strategies that know nothing of the subject answer the whole bank in both languages.

usage: python bench/testwise.py [--all] [--which STRATEGY] [folder with a compiled bank]

A score is what the exam rule gives (a multiple choice earns for exactly its keys only), less what a random
answerer expects: the same chance for each option, for true and false, for each set of at least two ticks and not
all. No strategy may earn 3 percentage points above chance in any type of item; with --all every strategy is
printed, else the three best of each type. Strategies after Millman, Bishop & Ebel (1965), "An analysis of
test-wiseness", Educational and Psychological Measurement 25(3), and the NBME Item-Writing Guide (2020).
"""

from __future__ import annotations

import argparse
import html
import re
import statistics
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import sqrt
from pathlib import Path

from fuwu.bank import Bank
from fuwu.content.lint.cues import ABSOLUTE, DENIAL, VAGUE
from fuwu.content.lint.forms import fitting
from fuwu.content.lint.numbers import figure
from fuwu.content.lint.pairs import opposed
from fuwu.content.lint.words import content, weight
from fuwu.model import LANGS, Item, Lang, Matching, Multiple, Single, TrueFalse
from fuwu.views import shuffled

LIMIT = 3.0
SEEDS = range(30)


@dataclass(frozen=True)
class Question:
    """What a strategy sees of an item, and (`keys`) what it must not look at."""

    lang: Lang
    stem: str
    options: tuple[str, ...]
    keys: frozenset[int]

    def words(self, text: str) -> frozenset[str]:
        """Return the content of the text."""
        return content(text, self.lang)

    def length(self, number: int) -> int:
        """Return how long the option is."""
        return weight(self.options[number], self.lang)

    def stem_words(self, number: int) -> int:
        """Return how much of the stem the option repeats."""
        return len(self.words(self.options[number]) & self.words(self.stem))

    def shared(self, number: int) -> float:
        """Return how many other options have each word of this one, on average."""
        own = self.words(self.options[number])
        others = [self.words(text) for n, text in enumerate(self.options) if n != number]
        return statistics.fmean(sum(word in other for other in others) for word in own) if own else 0

    def absolute(self, number: int) -> bool:
        """Return whether the option says always or never."""
        return bool(ABSOLUTE[self.lang].search(self.options[number]))

    def vague(self, number: int) -> bool:
        """Return whether the option is cautious."""
        return bool(VAGUE[self.lang].search(self.options[number]))


#: The answers a strategy hesitates between: it takes each of them equally often.
Answers = Sequence[frozenset[int]]
Strategy = Callable[[Question], Answers]


def text(markup: str) -> str:
    return html.unescape(re.sub(r"<[^>]+>", " ", markup)).strip()


def question(item: Single | Multiple, lang: Lang, seed: int | None) -> Question:
    options = item.options if seed is None else shuffled(item.options, seed=seed, item_id=item.id)
    keys = {item.key} if isinstance(item, Single) else item.key
    return Question(
        lang,
        text(item.stem.to(lang)),
        tuple(text(option.text.to(lang)) for option in options),
        frozenset(n for n, option in enumerate(options) if option.id in keys),
    )


# One option


def best(measure: Callable[[Question, int], float]) -> Strategy:
    """Take the option with the highest measure."""

    def choose(asked: Question) -> Answers:
        measures = [measure(asked, n) for n in range(len(asked.options))]
        return [frozenset({n}) for n, found in enumerate(measures) if found == max(measures)]

    return choose


def among(wanted: Callable[[Question], Iterable[int]]) -> Strategy:
    """Take any of the wanted options; any at all if none is."""
    return lambda asked: [frozenset({n}) for n in list(wanted(asked)) or range(len(asked.options))]


def middle(asked: Question) -> Iterator[int]:
    figures = [figure(option) for option in asked.options]
    if all(figures):
        order = sorted(range(len(figures)), key=lambda n: figures[n][:2])
        yield from order[1:-1]


def opposites(asked: Question) -> set[int]:
    numbered = combinations(enumerate(asked.options), 2)
    return {n for (a, one), (b, two) in numbered if opposed(one.lower(), two.lower(), asked.lang) for n in (a, b)}


def grammatical(asked: Question) -> list[int]:
    found = fitting(asked.stem, asked.options, asked.lang)
    return [n for n, fits in enumerate(found[1]) if fits] if found else []


def cues(asked: Question, number: int) -> float:
    """All cues together, one point each."""
    others = [n for n in range(len(asked.options)) if n != number]
    return (
        all(asked.length(number) > asked.length(n) for n in others)
        + all(asked.stem_words(number) > asked.stem_words(n) for n in others)
        + all(asked.shared(number) > asked.shared(n) for n in others)
        + asked.vague(number)
        - 2 * asked.absolute(number)
    )


SINGLE: dict[str, Strategy] = {
    "longest": best(Question.length),
    "shortest": best(lambda q, n: -q.length(n)),
    "most words of the stem": best(Question.stem_words),
    "fewest words of the stem": best(lambda q, n: -q.stem_words(n)),
    "most like the others": best(Question.shared),
    "least like the others": best(lambda q, n: -q.shared(n)),
    "a middle number": among(middle),
    "none with absolute words": among(lambda q: [n for n in range(len(q.options)) if not q.absolute(n)]),
    "the absolute one": among(lambda q: [n for n in range(len(q.options)) if q.absolute(n)]),
    "the cautious one": among(lambda q: [n for n in range(len(q.options)) if q.vague(n)]),
    "the plain one": among(lambda q: [n for n in range(len(q.options)) if not q.vague(n)]),
    "one of two opposites": among(opposites),
    "none of two opposites": among(lambda q: set(range(len(q.options))) - opposites(q)),
    "what grammar allows": among(grammatical),
    "with a number": among(lambda q: [n for n, option in enumerate(q.options) if re.search(r"\d", option)]),
    "with a comma": among(lambda q: [n for n, option in enumerate(q.options) if re.search(r"[，、；,;]", option)]),
    "all cues together": best(cues),
}


def place(number: int) -> Strategy:
    return lambda asked: [frozenset({number % len(asked.options)})]


# Several options


def ranked(measure: Callable[[Question, int], float], ticks: Callable[[int], int]) -> Strategy:
    """Tick so many options, those with the highest measures; ties are broken both ways."""

    def choose(asked: Question) -> Answers:
        size = len(asked.options)
        measures = [measure(asked, n) for n in range(size)]
        sets = list(combinations(range(size), ticks(size)))
        sums = [sum(measures[n] for n in chosen) for chosen in sets]
        return [frozenset(chosen) for chosen, total in zip(sets, sums, strict=True) if total >= max(sums) - 1e-9]

    return choose


def all_but(unwanted: Callable[[Question, int], bool]) -> Strategy:
    """Tick what is not unwanted; guess if that leaves everything, or too little."""

    def choose(asked: Question) -> Answers:
        size = len(asked.options)
        left = frozenset(n for n in range(size) if not unwanted(asked, n))
        return [left] if 2 <= len(left) < size else guesses(size)

    return choose


def guesses(size: int) -> list[frozenset[int]]:
    return [frozenset(chosen) for ticks in range(2, size) for chosen in combinations(range(size), ticks)]


MULTIPLE: dict[str, Strategy] = {
    "all": lambda asked: [frozenset(range(len(asked.options)))],
    "all but the shortest": ranked(Question.length, lambda size: size - 1),
    "all but the longest": ranked(lambda q, n: -q.length(n), lambda size: size - 1),
    "all but any one": lambda asked: [frozenset(range(len(asked.options))) - {n} for n in range(len(asked.options))],
    "any two": lambda asked: [frozenset(pair) for pair in combinations(range(len(asked.options)), 2)],
    "any three": lambda asked: [frozenset(three) for three in combinations(range(len(asked.options)), 3)],
    "the two longest": ranked(Question.length, lambda _size: 2),
    "the three longest": ranked(Question.length, lambda _size: 3),
    "the three shortest": ranked(lambda q, n: -q.length(n), lambda _size: 3),
    "the two with most words of the stem": ranked(Question.stem_words, lambda _size: 2),
    "the three with most words of the stem": ranked(Question.stem_words, lambda _size: 3),
    "the three most like the others": ranked(Question.shared, lambda _size: 3),
    "all but the least like the others": ranked(Question.shared, lambda size: size - 1),
    "all without absolute words": all_but(Question.absolute),
    "the three with most cues": ranked(cues, lambda _size: 3),
}


# True or false: what share of the judgements is "true"

TRUE_FALSE: dict[str, Callable[[str, Lang, float], float]] = {
    "always true": lambda _stem, _lang, _median: 1.0,
    "always false": lambda _stem, _lang, _median: 0.0,
    "absolute words: false": lambda stem, lang, _median: 0.0 if ABSOLUTE[lang].search(stem) else 0.5,
    "absolute words: false, else true": lambda stem, lang, _median: float(not ABSOLUTE[lang].search(stem)),
    "cautious words: true": lambda stem, lang, _median: 1.0 if VAGUE[lang].search(stem) else 0.5,
    "longer than most: true": lambda stem, lang, median: float(weight(stem, lang) > median),
    "a denial: false": lambda stem, lang, _median: 0.0 if DENIAL[lang].search(stem) else 0.5,
    "a denial: true": lambda stem, lang, _median: 1.0 if DENIAL[lang].search(stem) else 0.5,
    "a number: false": lambda stem, _lang, _median: 0.0 if re.search(r"\d", stem) else 0.5,
}


# Scores less chance, an item each


def gains(asked: Question, strategy: Strategy, *, single: bool) -> float:
    size = len(asked.options)
    answers = strategy(asked)
    chance = 1 / size if single else 1 / (2**size - size - 2)
    return sum(answer == asked.keys for answer in answers) / len(answers) - chance


def choice_table(items: Sequence[Single | Multiple], lang: Lang) -> Iterator[tuple[str, list[float]]]:
    single = isinstance(items[0], Single)
    written = [question(item, lang, None) for item in items]
    for name, strategy in (SINGLE if single else MULTIPLE).items():
        yield name, [gains(asked, strategy, single=single) for asked in written]
    if single:
        yield from place_table(items, written)


def place_table(items: Sequence[Single | Multiple], written: Sequence[Question]) -> Iterator[tuple[str, list[float]]]:
    shown = [[question(item, "zh", seed) for seed in SEEDS] for item in items]
    often = Counter(min(asked.keys) for asked in written).most_common(1)[0][0]
    places = {"the first": 0, "the last": -1, "where the key is most often": often}
    for name, number in places.items():
        yield f"{name} (as written)", [gains(asked, place(number), single=True) for asked in written]
    for name, number in places.items():
        yield (
            f"{name} (as shown)",
            [statistics.fmean(gains(asked, place(number), single=True) for asked in seen) for seen in shown],
        )


def truefalse_table(items: Sequence[TrueFalse], lang: Lang) -> Iterator[tuple[str, list[float]]]:
    stems = [text(item.stem.to(lang)) for item in items]
    median = statistics.median(weight(stem, lang) for stem in stems)
    for name, strategy in TRUE_FALSE.items():
        judged = [strategy(stem, lang, median) for stem in stems]
        yield name, [abs(share - (not item.key)) - 0.5 for share, item in zip(judged, items, strict=True)]


def matching_table(items: Sequence[Matching], lang: Lang) -> Iterator[tuple[str, list[float]]]:
    def by_words(item: Matching) -> float:
        right = {part.id: content(text(part.text.to(lang)), lang) for part in item.right}
        found = []
        for part in item.left:
            own = content(text(part.text.to(lang)), lang)
            most = max(len(own & words) for words in right.values())
            tied = [name for name, words in right.items() if len(own & words) == most]
            found.append((item.key[part.id] in tied) / len(tied))
        return statistics.fmean(found) - 1 / len(item.right)

    yield "what shares most words", [by_words(item) for item in items]


TABLES: dict[type[Item], Callable[[Sequence, Lang], Iterator[tuple[str, list[float]]]]] = {
    Single: choice_table,
    Multiple: choice_table,
    TrueFalse: truefalse_table,
    Matching: matching_table,
}


def row(found: list[float]) -> tuple[float, float]:
    """Return the mean gain and its standard error, in percentage points."""
    error = statistics.stdev(found) / sqrt(len(found)) if len(found) > 1 else 0.0
    return 100 * statistics.fmean(found), 100 * error


def main() -> int:
    """Print and judge."""
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("--all", action="store_true", help="print every strategy, not the three best of each type")
    options.add_argument("--which", metavar="STRATEGY", help="name the items for which this strategy earns too much")
    options.add_argument("folder", nargs="?", type=Path, help="a compiled bank (default: the one that ships)")
    given = options.parse_args()
    bank = Bank(given.folder)
    items = [item for lesson in bank.lessons() for item in bank.items(lesson.id)]
    most = ("", -100.0, 0.0)
    for kind, table in TABLES.items():
        own = [item for item in items if type(item) is kind]
        for lang in LANGS:
            tables = list(table(own, lang))
            rows = sorted(((name, *row(found)) for name, found in tables), key=lambda entry: -entry[1])
            print(f"\n{kind.type}, {lang}: {len(own)} items; points above chance ± standard error")
            for name, mean, error in rows if given.all else rows[:3]:
                print(f"  {mean:+6.1f} ± {error:3.1f}  {name}")
            for name, found in tables:
                if name == given.which:
                    print("  " + " ".join(item.id for item, gain in zip(own, found, strict=True) if gain > 0))
            most = max(most, (f"{kind.type}, {lang}: {rows[0][0]}", *rows[0][1:]), key=lambda entry: entry[1])
    kept = most[1] <= LIMIT
    print(f"\nmost: {most[1]:+.1f} ± {most[2]:.1f} ({most[0]}); limit {LIMIT:+.1f}: {'kept' if kept else 'NOT KEPT'}")
    return int(not kept)


if __name__ == "__main__":
    sys.exit(main())
