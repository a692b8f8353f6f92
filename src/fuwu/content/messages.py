"""Say what pydantic found in our own words, with the remedy."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, get_args

from pydantic import BaseModel, ValidationError

from fuwu.content import schema
from fuwu.content.faults import REFUSED, Source, Steps, Translate, listing, short


def report_shape(source: Source, at: Steps, model: type[BaseModel] | None, error: ValidationError) -> None:
    """Report what is wrong with the shape of the part of `source` at `at`.

    `model` is None for an item; its type is then the first step of each error's way.
    """
    value = source.value
    for step in at:
        value = value[step]
    for fault in error.errors(include_url=False):
        if fault["input"] is REFUSED:
            continue
        way = tuple(step for step in fault["loc"] if step != "[key]")
        shape = model
        if shape is None and way:
            shape, way = schema.ITEM_SHAPES[str(way[0])], way[1:]
        stands = way[:-1] if fault["type"] == "missing" else way
        if fault["type"].startswith("union_tag"):
            stands = ("type",)
        part = Part(value, way, shape)
        message = explain(fault["type"], part, fault["input"], fault.get("ctx", {}), source.tr)
        source.fault((*at, *stands), message)


@dataclass(frozen=True, slots=True)
class Part:
    """The part of a file that a fault is about: the way to it from `value`, which should have `shape`."""

    value: Any
    way: Steps
    shape: type[BaseModel] | None


def explain(kind: str, part: Part, given: Any, facts: Mapping[str, Any], tr: Translate) -> str:
    """Return the message for an error of pydantic: its kind, the value given, and its context."""
    explained: str | None = None
    if kind == "missing":
        explained = _missing(part, tr)
    elif kind == "extra_forbidden":
        explained = _unknown_field(part, tr)
    elif kind.startswith("union_tag"):
        explained = _item_type(given, tr)
    elif kind == "string_pattern_mismatch":
        explained = _pattern(part, given, facts, tr)
    elif kind in {"too_short", "too_long"}:
        explained = _length(part, given, facts, tr)
    elif kind in {
        "literal_error",
        "multiple_of",
        "greater_than",
        "greater_than_equal",
        "less_than_equal",
        "string_too_long",
    }:
        explained = _out_of_range(kind, part, given, facts, tr)
    return explained or _wrong_kind(kind, part, given, tr)


def place(value: Any, way: Steps, tr: Translate) -> str:
    """Return the name of a part as an author would say it: ``options[b].why``."""
    _ = tr
    name = ""
    for step in way:
        value = _inside(value, step)
        if isinstance(step, int):
            own = value.get("id") if isinstance(value, dict) else None
            name += f"[{short(own) if isinstance(own, str) and own else step + 1}]"
        else:
            name += f".{short(step)}"
    return name.lstrip(".") or _("this entry")


def _inside(value: Any, step: str | int) -> Any:
    if isinstance(value, dict) and isinstance(step, str):
        return value.get(step)
    if isinstance(value, list) and isinstance(step, int):
        return value[step]
    return None


def nearest(name: str, known: Iterable[str], tr: Translate) -> str:
    """Return the remedy for a name that is none of `known`."""
    _ = tr
    known = list(known)
    near = get_close_matches(name, known, n=1)
    if near:
        return _("did you mean '{near}'?").format(near=short(near[0]))
    return _("use one of {known}").format(known=listing(known, tr))


def _missing(part: Part, tr: Translate) -> str:
    _ = tr
    name, where = str(part.way[-1]), place(part.value, part.way[:-1], tr)
    if name in {"zh", "en"}:
        return _("{where} has no '{lang}' text: write it").format(where=where, lang=name)
    return _("{where} has no field '{name}': add it").format(where=where, name=short(name))


def _unknown_field(part: Part, tr: Translate) -> str:
    _ = tr
    name, around = str(part.way[-1]), part.way[:-1]
    message = _("unknown field '{name}' in {where}: {remedy}")
    remedy = nearest(name, _fields(part.shape, around), tr)
    return message.format(name=short(name), where=place(part.value, around, tr), remedy=remedy)


def _fields(shape: type[BaseModel] | None, way: Steps) -> list[str]:
    """Return the names of the fields that the part at `way` may have."""
    for step in way:
        if shape is not None and isinstance(step, str):
            known = shape.model_fields.get(step)
            shape = _model_in(known.annotation) if known else None
    return list(shape.model_fields) if shape else []


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next(filter(None, map(_model_in, get_args(annotation))), None)


def _item_type(given: Any, tr: Translate) -> str:
    _ = tr
    name = given.get("type") if isinstance(given, Mapping) else None
    if name is None:
        return _("this item has no type: add 'type', one of {known}").format(known=listing(schema.ITEM_SHAPES, tr))
    remedy = nearest(str(name), schema.ITEM_SHAPES, tr)
    return _("'{name}' is not a type of item: {remedy}").format(name=short(name), remedy=remedy)


def _length(part: Part, given: Any, facts: Mapping[str, Any], tr: Translate) -> str:
    _ = tr
    message, limit = _("{where} has {count} entries: leave at most {limit}"), facts.get("max_length")
    if limit is None:
        message, limit = _("{where} has {count} entries: give at least {limit}"), facts["min_length"]
    return message.format(where=place(part.value, part.way, tr), count=len(given), limit=limit)


def _out_of_range(kind: str, part: Part, given: Any, facts: Mapping[str, Any], tr: Translate) -> str:
    _ = tr
    where = place(part.value, part.way, tr)
    if kind == "literal_error":
        known = str(facts["expected"]).replace(" or ", ", ").replace("'", "").split(", ")
        message = _("{where} is '{value}': {remedy}")
        return message.format(where=where, value=short(given), remedy=nearest(str(given), known, tr))
    message, limit = {
        "multiple_of": (_("{where} is {value}: write a multiple of {limit}"), facts.get("multiple_of")),
        "greater_than": (_("{where} is {value}: write a number greater than {limit}"), facts.get("gt")),
        "greater_than_equal": (_("{where} is {value}: write a number of at least {limit}"), facts.get("ge")),
        "less_than_equal": (_("{where} is {value}: write a number of at most {limit}"), facts.get("le")),
        "string_too_long": (
            _("{where} is too long: use at most {limit} characters"),
            facts.get("max_length"),
        ),
    }[kind]
    return message.format(where=where, value=short(given), limit=f"{limit:g}")


def _pattern(part: Part, given: Any, facts: Mapping[str, Any], tr: Translate) -> str:
    _ = tr
    where = place(part.value, part.way, tr)
    if facts["pattern"] != schema.WORDS:
        message = _("{where} '{value}' is not an id: use small letters, digits and single hyphens")
        return message.format(where=where, value=short(given))
    if part.way[-1] in ("zh", "en"):
        return _missing(part, tr)
    return _("{where} is blank: write it or remove it").format(where=where)


def _wrong_kind(kind: str, part: Part, given: Any, tr: Translate) -> str:
    _ = tr
    where, found = place(part.value, part.way, tr), kind_of(given, tr)
    if part.way == ("key",) and part.shape is schema.SingleShape and isinstance(given, list):
        return _("a single choice has exactly one key: write its option id, not a list")
    if part.way == ("key",) and part.shape is schema.MultipleShape:
        message = _("a multiple choice has a list of at least two keys, not {found}: write {example}")
    elif kind == "string_type":
        return _not_text(part, given, tr)
    elif kind in {"model_type", "model_attributes_type", "dict_type"} and (fields := _fields(part.shape, part.way)):
        message = _("{where} must have the fields {fields}, not be {found}: write them")
        return message.format(where=where, found=found, fields=listing(fields, tr))
    else:
        message = {
            "dict_type": _("{where} must be pairs, not {found}: write {example}"),
            "list_type": _("{where} must be a list, not {found}: write {example}, or begin each entry with '- '"),
            "int_type": _("{where} must be a whole number, not {found}: write it in digits"),
            "float_type": _("{where} must be a number, not {found}: write it in digits"),
            "expression_type": _("{where} must be a number or an expression, not {found}: write one of them"),
            "bool_type": _("{where} must be true or false, not {found}: write one of them"),
        }.get(kind, _("{where} cannot be {found}: see another entry of this kind"))
    example = "{l1: r2, l2: r1}" if kind == "dict_type" else "[a, b]"
    if part.way == ("parameters",):
        example = "{orders: [20, 25, 30]}"
    return message.format(where=where, found=found, example=example)


def _not_text(part: Part, given: Any, tr: Translate) -> str:
    _ = tr
    if given is None and part.way and part.way[-1] in ("zh", "en"):
        return _missing(part, tr)
    message = _("{where} must be text, not {found}: write the text")
    if isinstance(given, bool | int | float):
        message = _("{where} must be text, not {found}: put it in quotes")
    return message.format(where=place(part.value, part.way, tr), found=kind_of(given, tr))


def kind_of(value: Any, tr: Translate) -> str:
    """Return what kind of value an author has written."""
    _ = tr
    if value is None:
        return _("nothing")
    if isinstance(value, bool):
        return _("a truth value (true, false, yes, no, on, off)")
    if isinstance(value, int | float):
        return _("a number")
    if isinstance(value, str):
        return _("text")
    return _("a list") if isinstance(value, list) else _("a group of fields")
