"""How findings on declared lines are grouped, worded and carried over into judgements.

The rules of the standard themselves (TR…) are in the codec; here stands what the municipality makes of their outcome.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict
from datetime import date
from itertools import chain
from typing import Any
from uuid import UUID

from keukentafel.backoffice.berichten.codec.eenheden import amount, per_unit
from keukentafel.backoffice.berichten.codec.oordeel import (
    Bevinding,
    DeclaratieOordeel,
    PrestatieOordeel,
    Uitkomst,
)
from keukentafel.backoffice.berichten.codec.records.basis import BedragMetDC
from keukentafel.backoffice.berichten.codec.records.declaratie import Bericht323
from keukentafel.backoffice.declaraties.domain import (
    TRANSITIONS,
    Declaratiestatus,
    Klasse,
    Oorzaak,
    ReasonMissing,
    VerwerktePersoon,
)
from keukentafel.core.dutch import day_year
from keukentafel.core.eenheden import MINUUT, UUR
from keukentafel.core.errors import Conflict, Refusal
from keukentafel.core.money import euros

DEBET = "D"
_CAUSES: Mapping[str, Oorzaak] = {
    "TR418": Oorzaak.PRIJS,
    "TR346": Oorzaak.PRIJS,
    "TR307": Oorzaak.PERIODE,
    "TR308": Oorzaak.PERIODE,
    "TR319": Oorzaak.PERIODE,
    "TR387": Oorzaak.PERIODE,
    "TR388": Oorzaak.PERIODE,
    "TR321": Oorzaak.HOEVEELHEID,
    "TR322": Oorzaak.HOEVEELHEID,
    "TR369": Oorzaak.HOEVEELHEID,
    "TR314": Oorzaak.DUBBEL,
    "TR389": Oorzaak.DUBBEL,
    "TR390": Oorzaak.DUBBEL,
}


class StillDeclared(Refusal):
    """Lines were granted on an allocation that is to be taken back, and not credited (TR385)."""

    def __init__(self, nummers: Iterable[int]) -> None:
        names = ", ".join(f"T-{nummer}" for nummer in nummers)
        super().__init__(
            f"Op toewijzing {names} is al hulp goedgekeurd. Vraag de aanbieder om die eerst te crediteren. "
            "Daarna kan de toewijzing worden ingetrokken."
        )


class WrongLoad(Refusal):
    """A line that is loaded would not be found where others look for it."""

    def __init__(self, declaratienummer: str, referentienummer: str, what: str) -> None:
        super().__init__(
            f"Regel {referentienummer} van declaratie {declaratienummer} {what}. Verbeter de regel en laad opnieuw."
        )


def check_transition(current: Declaratiestatus, new: Declaratiestatus) -> None:
    """Raises `Conflict` when a declaration cannot go from one state to the other."""
    if new not in TRANSITIONS[current]:
        raise Conflict(
            f"Deze declaratie is al '{current.value}'. Vernieuw de pagina om te zien wat er is gebeurd."
        )


def check_reason(*, toekennen: bool, reden: str) -> None:
    """A line that breaks a rule may be granted by a person only with a reason; raises `ReasonMissing`."""
    if toekennen and not reden.strip():
        raise ReasonMissing


def cause_of(rule: str) -> Oorzaak:
    """The group in which people work through lines that break this rule."""
    return _CAUSES.get(rule, Oorzaak.OVERIG)


def signed(amount: BedragMetDC) -> int:
    """An amount of the standard in cents, credit negative."""
    return amount.bedrag if amount.debetcredit == DEBET else -amount.bedrag


def reason_of(finding: Bevinding) -> str:
    """What is wrong, in plain Dutch with the figures; the general reason of the rule when there are none."""
    figures = dict(finding.waarden)
    try:
        return _WORDING[finding.rule](figures)
    except KeyError:
        return finding.reason


def reason_of_line(findings: Iterable[Bevinding]) -> str:
    """The reasons of all findings on a line, each a sentence of its own."""
    return " ".join(dict.fromkeys(reason_of(finding) for finding in findings))


def line_judgement(
    line: PrestatieOordeel, client: tuple[Bevinding, ...]
) -> tuple[Uitkomst, Klasse, tuple[Bevinding, ...]]:
    """What becomes of a line: a finding on its client refuses it (return code 0233 on the line itself)."""
    if client:
        return Uitkomst.AFGEWEZEN, Klasse.CLIENT, client
    return line.uitkomst, Klasse.PRESTATIE, line.bevindingen


def stored(findings: Iterable[Bevinding]) -> list[dict[str, Any]]:
    """Findings as they are kept with a judgement."""
    return [asdict(finding) for finding in findings]


def restored(rows: Iterable[dict[str, Any]]) -> tuple[Bevinding, ...]:
    """Kept findings as values again."""
    return tuple(
        Bevinding(
            rule=row["rule"],
            level=row["level"],
            retourcode=row["retourcode"],
            reason=row["reason"],
            waarden=tuple((name, value) for name, value in row["waarden"]),
        )
        for row in rows
    )


def rebuilt(
    bericht: Bericht323, decided: Mapping[int, tuple[Uitkomst, Klasse, tuple[Bevinding, ...]]]
) -> DeclaratieOordeel:
    """The whole judgement of a declaration from the final judgements of its lines by volgnummer (from 1)."""
    pairs = ((client, line) for client in bericht.declaratie.clienten for line in client.prestaties)
    clienten: dict[str, tuple[Bevinding, ...]] = {}
    prestaties = []
    for volgnummer, (client, line) in enumerate(pairs, start=1):
        uitkomst, klasse, findings = decided[volgnummer]
        if klasse is Klasse.CLIENT:
            clienten[client.bsn] = findings
            prestaties.append(PrestatieOordeel(client, line, Uitkomst.NIET_BEOORDEELD))
        else:
            prestaties.append(PrestatieOordeel(client, line, uitkomst, findings))
    return DeclaratieOordeel(header=(), declaratie=(), clienten=clienten, prestaties=tuple(prestaties))


# Cents declared and not refused, and granted, by year of delivery and category.
Totals = dict[tuple[int, str], list[int]]


def add_to_totals(totals: Totals, jaar: int, categorie: str, bedrag: int, uitkomst: Uitkomst) -> None:
    """Add a line, in cents, to the sums of its year of delivery and category."""
    sums = totals.get((jaar, categorie))
    if sums is None:
        sums = totals[jaar, categorie] = [0, 0]
    if uitkomst is not Uitkomst.AFGEWEZEN:
        sums[0] += bedrag
    if uitkomst is Uitkomst.TOEGEKEND:
        sums[1] += bedrag


class PerPerson:
    """Cents granted and refused by person, credits taken off; who is absent had no such line.

    Kept by the number in an id: that is smaller, and found faster, than the id.
    """

    def __init__(self) -> None:
        self._granted: dict[int, int] = {}
        self._refused: dict[int, int] = {}

    def add(self, persoon_id: UUID, bedrag: int, *, toegekend: bool) -> None:
        """Add what was decided about a line."""
        sums, key = self._granted if toegekend else self._refused, persoon_id.int
        sums[key] = sums.get(key, 0) + bedrag

    def persons(self) -> tuple[VerwerktePersoon, ...]:
        """The sums of each person."""
        granted, refused = self._granted, self._refused
        others = (key for key in refused if key not in granted)
        return tuple(
            VerwerktePersoon(UUID(int=key), granted.get(key), refused.get(key))
            for key in chain(granted, others)
        )


def _price(figures: dict[str, Any]) -> str:
    unit = per_unit(figures["eenheid"])
    asked = f"Het tarief is {euros(figures['ingediend'])} per {unit}."
    if "contract" not in figures:
        return f"{asked} In het contract staat geen tarief voor dit product op deze dag."
    return f"{asked} In het contract staat {euros(figures['contract'])}."


def _volume(figures: dict[str, Any], name: str) -> str:
    """A volume in its unit; the standard compares hours in minutes, people read whole hours as hours."""
    whole_hours = figures["eenheid"] == MINUUT and not figures["volume"] % 60 and not figures["maximum"] % 60
    return amount(figures[name] // 60, UUR) if whole_hours else amount(figures[name], figures["eenheid"])


def _day(figures: dict[str, Any], name: str) -> str:
    return day_year(date.fromisoformat(figures[name]))


_WORDING: Mapping[str, Callable[[dict[str, Any]], str]] = {
    "TR418": _price,
    "TR346": lambda f: (
        f"Er is {euros(f['ingediend'])} gevraagd. Volume maal tarief is {euros(f['berekend'])}."
    ),
    "TR307": lambda f: (
        f"De regel begint op {_day(f, 'ingediend')}. De hulp is toegewezen vanaf {_day(f, 'ingangsdatum')}."
    ),
    "TR308": lambda f: (
        f"De regel loopt tot en met {_day(f, 'ingediend')}. De toewijzing eindigt op {_day(f, 'einddatum')}."
    ),
    "TR318": lambda f: (
        f"De declaratie begint op {_day(f, 'ingediend')}. Dat moet {_day(f, 'verwacht')} zijn, want de hulp liep door."
    ),
    "TR387": lambda f: f"De regel begint op {_day(f, 'ingediend')}. Dat moet {_day(f, 'verwacht')} zijn.",
    "TR388": lambda f: f"De regel eindigt op {_day(f, 'ingediend')}. Dat moet {_day(f, 'verwacht')} zijn.",
    "TR321": lambda f: (
        f"Er is {_volume(f, 'volume')} gedeclareerd. In deze periode is {_volume(f, 'maximum')} toegestaan."
    ),
    "TR322": lambda f: (
        f"Samen met deze regel is {_volume(f, 'volume')} gedeclareerd. Toegewezen is {_volume(f, 'maximum')}."
    ),
    "TR369": lambda f: (
        f"Met deze regel erbij is {euros(f['totaal'])} gedeclareerd. Het budget is {euros(f['budget'])}."
    ),
    "TR339": lambda f: f"De productcategorie is {f['ingediend']}. In de toewijzing staat {f['toegewezen']}.",
    "TR340": lambda f: f"De productcode is {f['ingediend']}. In de toewijzing staat {f['toegewezen']}.",
    "TR341": lambda f: (
        f"De eenheid is {per_unit(f['ingediend'])}. In de toewijzing staat {per_unit(f['toegewezen'])}."
    ),
}
