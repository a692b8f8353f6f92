"""Whatever an author, an editor or a broken disk makes of an item file: faults, never a traceback."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import content_sample
import pytest
import yaml
from content_sample import FILES, ITEM_FILE, ITEMS, SYLLABUS, ZH_PAGE
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fuwu.content import Fault, check

SOUND: dict[str, Any] = yaml.load(ITEMS, Loader=yaml.CSafeLoader)
OPTIONAL = {"note", "unordered", "evidence", "rejects", "at_least", "ordered"}

thorough = settings(
    max_examples=1000,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@pytest.fixture(scope="module")
def examine(tmp_path_factory: pytest.TempPathFactory) -> Callable[[bytes], list[Fault]]:
    """Return a function that checks the sample with other bytes in its item file."""
    root = content_sample.write(tmp_path_factory.mktemp("fuzz"))

    def examine(data: bytes) -> list[Fault]:
        (root / ITEM_FILE).write_bytes(data)
        return check(root, "en")

    return examine


def ways(value: Any, way: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the way to every part of the value."""
    yield way
    parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, part in parts:
        yield from ways(part, (*way, step))


#: Bytes that mean something to YAML, or to nobody.
TRAPS = b"\t@\0@: @- @'@\"@[@{@&a @*a @? @!!x @---\n@%YAML 9\n@|\n@>@#@\n@  @\r@<<: @\xef\xbb\xbf@\xff\xfe".split(b"@")
#: The lines that hold one field with its value.
PLAIN_LINES = [n for n, line in enumerate(ITEMS.split("\n")) if re.match(r" +[a-z]+: [^|]*$", line)]
WAYS = [way for way in ways(SOUND) if way]
FIELDS = [way for way in WAYS if isinstance(way[-1], str)]


def around(value: Any, way: tuple[Any, ...]) -> Any:
    for step in way[:-1]:
        value = value[step]
    return value


def dump(value: Any) -> bytes:
    return yaml.dump(value, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False).encode()


def assert_placed(faults: list[Fault], lines: int) -> None:
    """Every fault must name a file and a line of it, and say something."""
    for fault in faults:
        assert fault.path in FILES
        assert fault.line >= 1
        assert fault.path != ITEM_FILE or fault.line <= lines + 1
        assert ": " in fault.message
        assert re.fullmatch(r"[^\n]+:\d+: [^\n]+", str(fault))


scalars = (
    st.none()
    | st.booleans()
    | st.integers(-(10**20), 10**20)
    | st.floats()
    | st.dates()
    | st.datetimes()
    | st.binary(max_size=8)
    | st.text(max_size=12)
    | st.sampled_from(["", " ", "a", "l1", "{1}", "**x", "<b>x", "&a", "*a", "yes", "1:30", "x" * 5000])
)
values = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text(max_size=5) | st.sampled_from(["zh", "en", "id", "text"]), inner, max_size=4)
    ),
    max_leaves=8,
)


@thorough
@given(edits=st.lists(st.tuples(st.sampled_from(WAYS), values), min_size=1, max_size=4))
def test_any_value_anywhere_is_sound_or_a_fault(
    examine: Callable[[bytes], list[Fault]],
    edits: list[tuple[tuple[Any, ...], Any]],
) -> None:
    broken = deepcopy(SOUND)
    for way, value in edits:
        try:
            around(broken, way)[way[-1]] = value
        except (KeyError, IndexError, TypeError):
            continue  # an earlier edit has removed that part
    data = dump(broken)
    assert_placed(examine(data), data.count(b"\n"))


@settings(thorough, max_examples=500)
@given(
    cuts=st.lists(
        st.tuples(
            st.integers(0, len(ITEMS.encode())),
            st.integers(0, 60),
            st.binary(max_size=6)
            | st.text(max_size=6).map(lambda text: text.encode("utf-8", "surrogatepass"))
            | st.sampled_from(TRAPS),
        ),
        min_size=1,
        max_size=4,
    ),
)
def test_any_bytes_anywhere_are_sound_or_a_fault(
    examine: Callable[[bytes], list[Fault]],
    cuts: list[tuple[int, int, bytes]],
) -> None:
    data = ITEMS.encode()
    for start, length, insert in cuts:
        data = data[:start] + insert + data[start + length :]
    assert_placed(examine(data), data.count(b"\n") + data.count(b"\r"))


@settings(thorough, max_examples=500)
@given(
    shifts=st.lists(st.tuples(st.integers(0, ITEMS.count("\n") - 1), st.integers(-4, 4)), min_size=1, max_size=5),
    end=st.integers(0, len(ITEMS)),
    truncated=st.booleans(),
)
def test_any_indentation_and_truncation_is_sound_or_a_fault(
    examine: Callable[[bytes], list[Fault]],
    shifts: list[tuple[int, int]],
    end: int,
    truncated: bool,  # noqa: FBT001 - drawn, not passed
) -> None:
    lines = ITEMS.split("\n")
    for number, shift in shifts:
        own = len(lines[number]) - len(lines[number].lstrip())
        lines[number] = " " * max(0, own + shift) + lines[number].lstrip()
    text = "\n".join(lines)[: end if truncated else None]
    assert_placed(examine(text.encode()), text.count("\n"))


def required(way: tuple[Any, ...]) -> bool:
    """Say whether the sample is broken without this field."""
    optional_errors = way[:2] == ("items", 3) and way[2] == "errors"
    return way[-1] not in OPTIONAL and not (optional_errors and len(way) == 3)


@st.composite
def breakages(draw: st.DrawFn) -> Any:
    """Draw the sample with one change that certainly breaks it."""
    broken = deepcopy(SOUND)
    way = draw(st.sampled_from([way for way in FIELDS if required(way)]))
    where, name = around(broken, way), way[-1]
    kind = draw(st.sampled_from(["delete", "rename", "none", "wrong kind", "blank", "unknown field"]))
    if kind == "delete":
        del where[name]
    elif kind == "rename":
        where[draw(st.sampled_from([name + "s", name.upper(), f"{name} ", "x" + name]))] = where.pop(name)
    elif kind == "none":
        where[name] = None
    elif kind == "wrong kind":
        kinds: list[Any] = [[], {}, [[]], {"x": 1}, True, 1.5, "？"]
        same = {bool: bool, int: int | float, float: int | float}.get(type(where[name]), type(where[name]))
        fits = [value for value in kinds if not isinstance(value, same) or isinstance(value, bool) != (same is bool)]
        where[name] = draw(st.sampled_from([value for value in fits if type(value) is not type(where[name])]))
    elif kind == "blank":
        where[name] = draw(st.sampled_from(["", " ", "\n", "　"]))
    else:
        where[draw(st.sampled_from(["extra", "zh-cn", "Stem", "1"]))] = draw(values)
    return broken


@thorough
@given(broken=breakages())
def test_what_breaks_the_meaning_is_a_fault_with_its_place(
    examine: Callable[[bytes], list[Fault]],
    broken: Any,
) -> None:
    data = dump(broken)
    faults = examine(data)
    assert [fault for fault in faults if fault.path == ITEM_FILE]
    assert_placed(faults, data.count(b"\n"))


@settings(thorough, max_examples=200)
@given(number=st.sampled_from(PLAIN_LINES))
def test_a_doubled_field_is_a_fault_on_its_line(
    examine: Callable[[bytes], list[Fault]],
    number: int,
) -> None:
    lines = ITEMS.split("\n")
    lines.insert(number, lines[number])
    faults = [fault for fault in examine("\n".join(lines).encode()) if fault.path == ITEM_FILE]
    name = lines[number].split(":")[0].strip()
    first = f"'{name}' stands twice here (first on line {number + 1}): keep one of them"
    assert Fault(ITEM_FILE, number + 2, first) in faults


@settings(thorough, max_examples=100)
@given(text=st.text(max_size=60), start=st.integers(0, 700), length=st.integers(0, 40))
@pytest.mark.parametrize("name", [SYLLABUS, "content/glossary.yaml", ZH_PAGE])
def test_other_files_never_cause_a_traceback(tmp_path: Path, name: str, text: str, start: int, length: int) -> None:
    content_sample.write(tmp_path)
    sound = FILES[name]
    broken = sound[:start] + text + sound[start + length :]
    (tmp_path / name).write_bytes(broken.encode("utf-8", "surrogatepass"))
    assert all(fault.line >= 1 and "：" in fault.message for fault in check(tmp_path, "zh"))
