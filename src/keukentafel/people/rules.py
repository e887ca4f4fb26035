"""How names are written and searched, and how old somebody is."""

import unicodedata
from datetime import date


def full_name(voornamen: str, voorvoegsel: str, geslachtsnaam: str) -> str:
    """The name as it is written above a letter: first names, prefix, surname."""
    return " ".join(part for part in (voornamen, voorvoegsel, geslachtsnaam) if part)


def sort_key(geslachtsnaam: str, voornamen: str) -> str:
    """Surname first, lower case and without accents, so that every server sorts alike."""
    return fold(f"{geslachtsnaam} {voornamen}")


def fold(text: str) -> str:
    """Lower case without accents and with single spaces."""
    plain = "".join(
        letter for letter in unicodedata.normalize("NFKD", text) if not unicodedata.combining(letter)
    )
    return " ".join(plain.casefold().split())


def age_on(geboortedatum: date, day: date) -> int:
    """Age in whole years on this day; who is born on 29 February has a birthday on 1 March."""
    return day.year - geboortedatum.year - ((day.month, day.day) < (geboortedatum.month, geboortedatum.day))
