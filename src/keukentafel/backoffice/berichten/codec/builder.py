"""Turns elements into records, by plans made once per record class from its declaration.

Works on elements of a document whose schema check has not ended yet: for a document that turns out invalid the result means nothing,
and any of the exceptions in `BUILD_ERRORS` may be raised. For a valid document none is.
"""

from collections.abc import Callable
from datetime import date, time
from functools import cache
from typing import Any

from keukentafel.backoffice.berichten.codec.registry import BerichtSoort
from keukentafel.backoffice.berichten.codec.spec import ElementSpec, Kind, Shape, spec_of, spec_under
from keukentafel.backoffice.berichten.codec.types import Base
from keukentafel.backoffice.berichten.codec.verdict import Letterlijk

BUILD_ERRORS = (KeyError, TypeError, ValueError)

Held = dict[str, Any]
Build = Callable[[Any, Held], Any]
Convert = Callable[[str], Any]
Step = tuple[Convert | None, Build | None]
# The longest time that fits.
_LONGEST = len("23:59:59.999999")
LITERALS = "literals"


@cache
def record_builder(record: type, soort: BerichtSoort) -> Build:
    """The function that makes `record` of an element. `held` carries the items of streamed lists, by tag, that came by before."""
    spec = spec_under(record, soort.law)
    namespace = soort.base_namespace if spec.kind is Kind.COMPOSITE else soort.namespace
    steps = {
        f"{{{namespace}}}{element.name}": (_setter(record, element), *_step(element, soort))
        for element in spec.elements
    }
    absent = [
        (_setter(record, element), element.default)
        for element in spec_of(record).elements
        if element.optional
    ]
    new = object.__new__

    # Filling the slots of a new record directly takes half the time of calling a frozen dataclass.
    def build(found: Any, held: Held) -> Any:
        made: Any = new(record)
        for set_default, default in absent:
            set_default(made, default)
        for child in found:
            set_value, convert, nested = steps[child.tag]
            if nested is not None:
                set_value(made, nested(child, held))
            elif convert is None:
                set_value(made, child.text)
            else:
                text = child.text
                try:
                    set_value(made, convert(text))
                except ValueError:
                    set_value(made, _odd(text, convert, held))
        return made

    return _once(build, spec.name) if spec.recurring else build


def _once(build: Build, name: str) -> Build:
    """Make equal records of a recurring class once per message: most lines of a declaration are about the same month."""

    def build_once(found: Any, held: Held) -> Any:
        texts = tuple([child.text for child in found])
        made = held.setdefault(name, {})
        known = made.get(texts)
        if known is None:
            known = made[texts] = build(found, held)
        return known

    return build_once


def item_tag(element: ElementSpec, soort: BerichtSoort) -> str:
    """The tag of the items of a list."""
    return f"{{{soort.namespace}}}{element.item}"


def _setter(record: Any, element: ElementSpec) -> Callable[[Any, Any], None]:
    setter: Callable[[Any, Any], None] = getattr(record, element.attribute).__set__
    return setter


def _step(element: ElementSpec, soort: BerichtSoort) -> Step:
    if element.shape is Shape.LEAF:
        return _CONVERTERS[_base(element)], None
    if element.shape is Shape.LEAVES:
        return None, _leaves
    builder = record_builder(element.record or object, soort)
    if element.shape is Shape.RECORD:
        return None, builder
    if element.streamed:
        return None, _streamed(item_tag(element, soort))
    return None, _listed(builder)


def _base(element: ElementSpec) -> Base:
    return element.simple.base if element.simple else Base.STRING


def _leaves(found: Any, _held: Held) -> tuple[str, ...]:
    return tuple([child.text for child in found])


def _listed(builder: Build) -> Build:
    def build(found: Any, held: Held) -> tuple[Any, ...]:
        return tuple([builder(child, held) for child in found])

    return build


def _streamed(tag: str) -> Build:
    def build(_found: Any, held: Held) -> Any:
        items = held.pop(tag, ())
        return tuple(items) if isinstance(items, list) else items

    return build


def _time(text: str) -> time:
    if len(text) > _LONGEST:
        raise ValueError
    return time.fromisoformat(text)


def _odd(text: str, convert: Convert, held: Held) -> Any:
    """A value that Python did not take at once: without the white space and leading zeros that mean nothing, or else as it came."""
    stripped = text.strip()
    try:
        return convert(stripped.lstrip("0") if convert is int else stripped)
    except ValueError:
        literal = Letterlijk(stripped)
        held.setdefault(LITERALS, []).append(literal)
        return literal


_CONVERTERS: dict[Base, Convert | None] = {
    Base.STRING: None,
    Base.INTEGER: int,
    Base.DATE: date.fromisoformat,
    Base.TIME: _time,
}
