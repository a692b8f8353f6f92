"""The spine: every fact has one home, every name stands in both languages, the glossary points into it."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[1]
SYLLABUS: dict[str, Any] = yaml.safe_load((ROOT / "content/syllabus.yaml").read_text(encoding="utf-8"))
TERMS: list[dict[str, Any]] = yaml.safe_load((ROOT / "content/glossary.yaml").read_text(encoding="utf-8"))["terms"]
GOLDEN = (ROOT / "tests/golden/fact_ids.txt").read_text(encoding="utf-8").split()

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
FACT = re.compile(r"M-\d+|S\d-\d+\.\d+")
PREFIX = {
    "01-classification": "cls-",
    "02-need-levels": "need-",
    "03-need-analysis": "kano-",
    "04-expectations": "exp-",
    "05-listening": "lis-",
    "06-complaints": "cmp-",
    "07-retention": "ret-",
    "08-value-types": "val-",
    "09-compliance": "law-",
    "case-laohuang": "laohuang-",
    "case-accounting": "accounting-",
    "case-fake": "fake-",
    "case-feier": "feier-",
    "case-promises": "promises-",
}


def lessons() -> Iterator[dict[str, Any]]:
    for module in SYLLABUS["modules"]:
        yield from module["lessons"]


def points() -> Iterator[dict[str, Any]]:
    for lesson in lessons():
        yield from lesson["points"]


def both(pair: object) -> bool:
    """Say whether `pair` holds a Chinese and an English text and nothing else."""
    return (
        isinstance(pair, dict)
        and pair.keys() == {"zh", "en"}
        and all(isinstance(text, str) and text == text.strip() != "" for text in pair.values())
    )


def named(entry: dict[str, Any]) -> bool:
    return both({"zh": entry.get("zh"), "en": entry.get("en")})


def repeated(values: Iterator[str]) -> list[str]:
    return [value for value, times in Counter(values).items() if times > 1]


def test_golden_ids_are_those_of_the_numbered_facts() -> None:
    assert len(GOLDEN) == len(set(GOLDEN)) == 254
    assert [fact for fact in GOLDEN if not FACT.fullmatch(fact)] == []
    facts = ROOT.parent / "shared/domain/facts.md"  # only in the workplace where the course is written
    if facts.exists():
        assert re.findall(r"^- \*\*([^*]+)\*\*", facts.read_text(encoding="utf-8"), re.MULTILINE) == GOLDEN


def test_every_fact_stands_under_exactly_one_point_or_exception() -> None:
    homes = Counter(fact for entry in [*points(), *SYLLABUS["exceptions"]] for fact in entry["facts"])
    assert sorted(homes - Counter(GOLDEN)) == [], "listed twice, or not a fact"
    assert sorted(Counter(GOLDEN) - homes) == [], "fact without a point"


def test_ids_are_unique_slugs() -> None:
    for entries in (SYLLABUS["modules"], list(lessons()), list(points()), TERMS):
        ids = [entry["id"] for entry in entries]
        assert repeated(iter(ids)) == []
        assert [name for name in ids if not SLUG.fullmatch(name)] == []


def test_lessons_are_the_agreed_ones_and_prefix_their_points() -> None:
    assert {lesson["id"] for lesson in lessons()} == PREFIX.keys()
    for lesson in lessons():
        assert 3 <= len(lesson["points"]) <= 10, lesson["id"]
        for point in lesson["points"]:
            assert point["id"].startswith(PREFIX[lesson["id"]]), point["id"]


def test_every_module_lesson_and_point_is_bilingual() -> None:
    entries = [*SYLLABUS["modules"], *lessons(), *points()]
    assert [entry["id"] for entry in entries if not named(entry)] == []
    for entry in entries:
        for key in ("note", "official", "importance_note"):
            assert key not in entry or both(entry[key]), (entry["id"], key)


def test_every_point_has_a_section_of_its_lesson_in_both_languages() -> None:
    for lesson in lessons():
        kind = "cases" if lesson["id"].startswith("case-") else "lessons"
        for language in ("zh", "en"):
            page = ROOT / f"content/{kind}/{lesson['id']}/{kind.removesuffix('s')}.{language}.md"
            anchors = re.findall(r'^<a id="([^"]+)"></a>$', page.read_text(encoding="utf-8"), re.MULTILINE)
            assert [point["id"] for point in lesson["points"] if point["id"] not in anchors] == [], page


def test_every_point_has_items_and_every_fact_is_asked() -> None:
    items: dict[str, list[dict[str, Any]]] = {}
    for path in (ROOT / "quizzes/items").glob("*/*.yaml"):
        read = yaml.safe_load(path.read_text(encoding="utf-8"))
        items[read["point"]] = read["items"]
    assert [point["id"] for point in points() if len(items.get(point["id"], ())) < 4] == []
    asked = {fact for listed in items.values() for item in listed for fact in item["facts"]}
    assert sorted({fact for point in points() for fact in point["facts"]} - asked) == []


def test_every_lesson_has_the_parts_of_the_pattern() -> None:
    """Example, lab, exam, traps, check and summary, in that order; two figures or more."""
    for lesson in lessons():
        if not lesson["id"].startswith("case-"):
            for language in ("zh", "en"):
                text = (ROOT / f"content/lessons/{lesson['id']}/lesson.{language}.md").read_text(encoding="utf-8")
                anchors = re.findall(r'^<a id="([^"]+)"></a>$', text, re.MULTILINE)
                assert anchors[0] == "top"
                assert anchors[-6:] == ["example", "lab", "exam", "traps", "check", "summary"], (lesson["id"], language)
                assert text.count("lesson.figure(") >= 2, lesson["id"]
                assert text.count("lesson.lab(") >= 1, lesson["id"]


def test_importance_is_given_or_its_absence_explained() -> None:
    for point in points():
        assert point["importance"] in {"X", "Y", "Z", None}, point["id"]
        assert (point["importance"] is None) == ("importance_note" in point), point["id"]


def test_importance_follows_the_notes() -> None:
    """The notes mark skill points 1, 3 and 4 X and skill point 2 Y; nothing else has a mark."""
    for lesson in lessons():
        for point in lesson["points"]:
            if point["importance"] is not None:
                assert point["facts"], point["id"]
                assert all(fact.startswith("S3-") for fact in point["facts"]), point["id"]
                assert point["importance"] == ("Y" if lesson["id"] == "02-need-levels" else "X"), point["id"]


def test_every_point_rests_on_facts_or_sources() -> None:
    for point in points():
        sources = point.get("sources", [])
        assert point["facts"] or sources, point["id"]
        assert [name for name in sources if not re.fullmatch(r"external-([1-9]|1[01])", name)] == []


def test_exceptions_have_reasons() -> None:
    assert SYLLABUS["exceptions"]
    for exception in SYLLABUS["exceptions"]:
        assert exception["facts"]
        assert both(exception["why"])


def test_glossary_is_large_bilingual_and_unique() -> None:
    assert len(TERMS) >= 180
    assert [term["id"] for term in TERMS if not (named(term) and both(term.get("definition")))] == []
    assert [term["id"] for term in TERMS if "note" in term and not both(term["note"])] == []
    assert repeated(term["zh"] for term in TERMS) == []


def test_glossary_terms_point_into_the_syllabus() -> None:
    held = {lesson["id"]: {point["id"] for point in lesson["points"]} for lesson in lessons()}
    for term in TERMS:
        assert term["lesson"] in held, term["id"]
        assert "point" not in term or term["point"] in held[term["lesson"]], term["id"]


def test_every_lesson_has_terms() -> None:
    assert {term["lesson"] for term in TERMS} == PREFIX.keys()


def test_glossary_synonyms_mean_one_term_only() -> None:
    """A wording that named two terms would let the free-text grader credit the wrong one."""
    for language in ("zh", "en"):
        names: Counter[str] = Counter()
        for term in TERMS:
            own = [term[language], *term.get("synonyms", {}).get(language, [])]
            assert repeated(name.casefold() for name in own) == [], term["id"]
            assert all(isinstance(name, str) and name.strip() for name in own), term["id"]
            names.update({name.casefold() for name in own})
        assert [name for name, times in names.items() if times > 1] == []
