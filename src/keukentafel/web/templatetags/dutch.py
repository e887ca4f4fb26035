"""Filters that write money, ages and amounts as people read them."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from django import template

from keukentafel.core import money

register = template.Library()


@register.filter
def euro(cents: int | None) -> str:
    """€ 1.123,20; empty when there is no amount."""
    return "" if cents is None else money.euros(cents)


@register.filter
def euro_rond(cents: int | None) -> str:
    """€ 1.123; empty when there is no amount."""
    return "" if cents is None else money.euros_round(cents)


@register.filter
def bedrag_van(amounts: Mapping[UUID, int], key: UUID) -> str:
    """The amount that belongs to this key; € 0,00 when there is none."""
    return money.euros(amounts.get(key, 0))


@register.filter
def leeftijd(geboortedatum: date, day: date) -> int:
    """Age in whole years on a day."""
    return day.year - geboortedatum.year - ((day.month, day.day) < (geboortedatum.month, geboortedatum.day))


@register.filter
def klein(words: str) -> str:
    """The words as they stand inside a sentence: the first letter small, unless it begins an abbreviation."""
    return words if words[:2].isupper() else words[:1].lower() + words[1:]
