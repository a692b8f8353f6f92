"""Read YAML into plain values and remember on which line each stands.

The C parser gives events; building the values from them (instead of from nodes) keeps the lines at no
cost and meets every trap where it stands: doubled keys, aliases, tags, odd numbers, endless nesting.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

import yaml
from yaml import events

from fuwu.content.faults import REFUSED, Source, Steps, Translate, short
from fuwu.content.files import UNSEEN, read_text, unseen

MAX_DEPTH = 16
INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]{0,14})")
DECIMAL = re.compile(r"[-+]?(0|[1-9][0-9]{0,14})\.[0-9]{1,15}")
RESOLVERS = yaml.SafeLoader.yaml_implicit_resolvers


class _StopReadingError(Exception):
    """The rest of the file cannot be made sense of; the fault is recorded."""


def read_yaml(name: str, path: Path, tr: Translate) -> Source:
    """Return the file with its value; the value is None when the file cannot be read."""
    source = Source(name, tr)
    text = read_text(source, path, tabs=False)
    if text is not None:
        parse(source, text)
    return source


def parse(source: Source, text: str) -> None:
    """Give `source` the value of `text` and the lines of its parts, and report what is wrong with it."""
    try:
        _Builder(source, yaml.CSafeLoader(text).get_event).document()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = min(mark.line + 1 if mark else 1, text.count("\n") + 1)
        source.fault(line, _syntax(error.problem or "", source.tr))
    except yaml.YAMLError:
        source.fault(1, _syntax("", source.tr))
    except _StopReadingError:
        pass
    else:
        return
    source.value = None


class _Builder:
    def __init__(self, source: Source, events: Callable[[], Any]) -> None:
        self.source = source
        self.next = events

    def document(self) -> None:
        _ = self.source.tr
        self.next()  # the stream's start
        if isinstance(self.next(), events.StreamEndEvent):
            self._stop(1, _("the file is empty: write its content or delete it"))
        self.source.value = self._node(self.next(), ())
        self.next()  # the document's end
        event = self.next()
        if not isinstance(event, events.StreamEndEvent):
            line = event.start_mark.line + 1
            self._stop(line, _("a second YAML document begins here: remove the line '---' or '...'"))

    def _stop(self, line: int, message: str) -> NoReturn:
        self.source.fault(line, message)
        raise _StopReadingError

    def _node(self, event: Any, at: Steps) -> Any:
        line = event.start_mark.line + 1
        self.source.lines.setdefault(at, line)
        if isinstance(event, events.AliasEvent):
            _ = self.source.tr
            message = _("alias *{name}: write the text out, or put it in quotes if it is text")
            self.source.fault(line, message.format(name=short(event.anchor)))
            return REFUSED
        if event.anchor is not None or event.tag is not None:
            self._decorated(event, line)
        if isinstance(event, events.ScalarEvent):
            return self._scalar(event, line)
        if len(at) >= MAX_DEPTH:
            _ = self.source.tr
            self._stop(line, _("nested too deeply: check the indentation and the brackets"))
        if isinstance(event, events.SequenceStartEvent):
            return self._sequence(at)
        return self._mapping(at)

    def _sequence(self, at: Steps) -> list[Any]:
        values: list[Any] = []
        while not isinstance(event := self.next(), events.SequenceEndEvent):
            values.append(self._node(event, (*at, len(values))))
        return values

    def _mapping(self, at: Steps) -> dict[str, Any]:
        _ = self.source.tr
        values: dict[str, Any] = {}
        while not isinstance(event := self.next(), events.MappingEndEvent):
            line = event.start_mark.line + 1
            key = self._key(event, line)
            inside = (*at, key)
            if key in values:
                first = self.source.lines[inside]
                message = _("'{key}' stands twice here (first on line {line}): keep one of them")
                self.source.fault(line, message.format(key=short(key), line=first))
                self._node(self.next(), (*inside, ""))
            else:
                self.source.lines[inside] = line
                values[key] = self._node(self.next(), inside)
        return values

    def _key(self, event: Any, line: int) -> str:
        _ = self.source.tr
        if not isinstance(event, events.ScalarEvent):
            self._stop(line, _("a list, a group or an alias stands where a name is due: put the name in quotes"))
        if event.anchor is not None or event.tag is not None:
            self._decorated(event, line)
        if event.implicit[0] and _tag(event.value) != "str":
            message = _("the name '{key}' is not text to YAML: put it in quotes")
            self.source.fault(line, message.format(key=short(event.value)))
        return str(event.value)

    def _decorated(self, event: Any, line: int) -> None:
        """Report the decorations that YAML allows and we do not."""
        _ = self.source.tr
        if event.anchor is not None:
            message = _("anchor &{name}: remove it, or put it in quotes if it is text")
            self.source.fault(line, message.format(name=short(event.anchor)))
        if event.tag is not None:
            message = _("tag {name}: remove it, or put it in quotes if it is text")
            self.source.fault(line, message.format(name=short(event.tag.replace("tag:yaml.org,2002:", "!!"))))

    def _scalar(self, event: Any, line: int) -> Any:
        value: str = event.value
        tag = _tag(value) if event.implicit[0] else "str"
        if tag == "str":
            if event.style == '"' and (match := UNSEEN.search(value)):
                self.source.fault(line, unseen(match[0], self.source))
            return value
        if tag == "bool":
            return value.lower() in {"yes", "true", "on"}
        if tag == "int" and INTEGER.fullmatch(value):
            return int(value)
        if tag == "float" and DECIMAL.fullmatch(value):
            return float(value)
        return None if tag == "null" else self._odd(value, line)

    def _odd(self, value: str, line: int) -> Any:
        _ = self.source.tr
        message = _(
            "YAML does not take '{value}' as it stands: put it in quotes if it is text, "
            "or write a plain number of at most 15 digits",
        )
        self.source.fault(line, message.format(value=short(value)))
        return REFUSED


def _tag(value: str) -> str:
    """Return what YAML takes the plain scalar for; most texts are settled by their first character."""
    for tag, pattern in RESOLVERS.get(value[:1], ()):
        if pattern.match(value):
            return str(tag).rpartition(":")[2]
    return "str"


def _syntax(problem: str, tr: Translate) -> str:
    """Return our own words for a problem that the YAML parser names."""
    _ = tr
    fits = _("the line does not fit those above: check the indentation, the '- ' and the quotes")
    opened = _("a quote is opened and not closed: close it")
    known = {
        "mapping values are not": _(
            "a second ': ' on this line, or a wrong indentation: put the text in quotes, or indent as above"
        ),
        "expected ':'": _("a name without ': ' after it, or text outside its quotes: complete the line"),
        "expected key": fits,
        "'-' indicator": fits,
        "block sequence": fits,
        "unexpected end of stream": opened,
        "document indicator": opened,
        "start any token": _("the text begins with a character that YAML uses itself: put the text in quotes"),
        "escape": _("a backslash in double quotes: use single quotes, or write the backslash twice"),
        "',' or": _(
            "a bracket is not closed, a comma is missing, or a text in brackets holds ': ' or a comma: "
            "complete the line, or put the text in quotes",
        ),
    }
    for part, message in known.items():
        if part in problem:
            return message
    return _("not valid YAML: check the indentation, quotes, brackets and colons of this line and the one above")
