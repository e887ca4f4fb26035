"""Reads of persons and neighbourhoods.

Names and birth dates leave this room only through functions that log the look, or through lists whose rights
were checked by the room that owns the case.
"""

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q

from keukentafel.core.errors import NotFound
from keukentafel.people import fields, rules
from keukentafel.people.domain import (
    Adres,
    Bekend,
    BerichtPersoon,
    Geslacht,
    Herkenning,
    InwonertalRow,
    PersoonRow,
    WijkRow,
)
from keukentafel.people.models import Inwonertal, Persoon, Wijk
from keukentafel.platform.accounts import queries as accounts
from keukentafel.platform.accounts.domain import Act, Actor, Scope
from keukentafel.platform.audit.operations import record_look

RECOGNISED_AT_MOST = 5


def case_reach(*, prefix: str, scope: Scope, now: datetime) -> Q:
    """The condition under which a case is open to a scope, for a fetch that tells closed from absent."""
    return fields.case_reach(prefix=prefix, scope=scope, now=now)


def recognise(
    *,
    actor: Actor,
    bsn: str | None = None,
    naam: str | None = None,
    geboortedatum: date | None = None,
    postcode: str | None = None,
    huisnummer: int | None = None,
) -> tuple[Bekend, ...]:
    """Who is already known, by an exact match only, strongest first and at most five; each is logged as a look.

    Matches on BSN, on surname (with or without first names) and birth date, and on postcode with house number; on the
    address alone only when a surname was given too. A shielded person is never recognised here.
    """
    accounts.check(actor, Act.PERSOON_HERKENNEN)
    found = Persoon.objects.filter(gemeente_id=actor.gemeente, afgeschermd=False)
    if actor.persoon_id is not None:
        found = found.exclude(pk=actor.persoon_id)
    name = rules.fold(naam) if naam else ""
    conditions = _conditions(bsn, name, geboortedatum, postcode, huisnummer)
    matches: dict[UUID, Bekend] = {}
    for herkenning, condition in conditions:
        for person in found.filter(condition).select_related("wijk__team")[:RECOGNISED_AT_MOST]:
            matches.setdefault(person.pk, _bekend(person, herkenning))
    result = tuple(matches.values())[:RECOGNISED_AT_MOST]
    if result:
        record_look(
            actor=actor,
            persoon_ids=[match.persoon_id for match in result],
            act=Act.PERSOON_HERKENNEN,
            reason="Herkend bij eerste contact",
        )
    return result


def get_person(*, gemeente: str, persoon_id: UUID) -> PersoonRow:
    """A person for a caller that has already checked and logged the look; raises `NotFound`."""
    rows = persons(gemeente=gemeente, persoon_ids=[persoon_id])
    if persoon_id not in rows:
        raise NotFound("Deze inwoner staat hier niet (meer). Zoek de inwoner opnieuw.")
    return rows[persoon_id]


def persons(*, gemeente: str, persoon_ids: Iterable[UUID]) -> dict[UUID, PersoonRow]:
    """Persons by id in one query, for a caller that has already checked and logged the looks."""
    found = Persoon.objects.filter(gemeente_id=gemeente, pk__in=list(persoon_ids)).select_related("wijk")
    return {person.pk: _row(person) for person in found}


def household(*, gemeente: str, huishouden_id: UUID) -> tuple[PersoonRow, ...]:
    """Who live together, oldest first, without the shielded; for a caller that checked and logged the look."""
    found = Persoon.objects.filter(gemeente_id=gemeente, huishouden_id=huishouden_id, afgeschermd=False)
    return tuple(_row(person) for person in found.select_related("wijk").order_by("geboortedatum", "id"))


def message_persons(*, gemeente: str, persoon_ids: Iterable[UUID]) -> dict[UUID, BerichtPersoon]:
    """Persons in the words of the message standard; who has no BSN or birth date is left out."""
    found = Persoon.objects.filter(
        gemeente_id=gemeente, pk__in=list(persoon_ids), bsn__isnull=False, geboortedatum__isnull=False
    )
    return {person.pk: _message_person(person) for person in found}


def ids_by_bsn(*, gemeente: str, bsns: Iterable[str]) -> dict[str, UUID]:
    """Which person has which BSN, in one query; unknown numbers are absent."""
    found = Persoon.objects.filter(gemeente_id=gemeente, bsn__in=set(bsns))
    return {bsn: identity for bsn, identity in found.values_list("bsn", "id") if bsn}


def bsns(*, gemeente: str, persoon_ids: Iterable[UUID]) -> dict[UUID, str]:
    """The BSN of each person that has one, in one query; for messages only."""
    found = Persoon.objects.filter(gemeente_id=gemeente, pk__in=list(persoon_ids), bsn__isnull=False)
    return {identity: bsn for identity, bsn in found.values_list("id", "bsn") if bsn}


def wijken(*, gemeente: str) -> tuple[WijkRow, ...]:
    """The neighbourhoods of a municipality by name."""
    rows = (
        Wijk.objects.filter(gemeente_id=gemeente)
        .order_by("naam")
        .values_list("id", "code", "naam", "team_id")
    )
    return tuple(WijkRow(*row) for row in rows)


def wijk_of_postcode(*, gemeente: str, postcode: str) -> WijkRow | None:
    """The neighbourhood with this postcode, if there is one."""
    row = (
        Wijk.objects.filter(gemeente_id=gemeente, postcodes__contains=[postcode])
        .values_list("id", "code", "naam", "team_id")
        .first()
    )
    return WijkRow(*row) if row else None


def boundaries(*, gemeente: str) -> dict[str, dict[str, object]]:
    """GeoJSON geometry per neighbourhood name."""
    return dict(Wijk.objects.filter(gemeente_id=gemeente).values_list("naam", "geometrie"))


def inhabitants(*, gemeente: str) -> tuple[InwonertalRow, ...]:
    """All counts of inhabitants of a municipality."""
    columns = ("wijk__naam", "peildatum", "leeftijdsgroep", "huishoudtype", "aantal")
    rows = Inwonertal.objects.filter(gemeente_id=gemeente).order_by(*columns[:-1]).values_list(*columns)
    return tuple(InwonertalRow(*row) for row in rows)


def birth_months(*, gemeente: str, persoon_ids: Iterable[UUID]) -> dict[UUID, tuple[date | None, str]]:
    """Per person the first day of the month of birth (None when unknown) and the neighbourhood ("" when unknown).

    One query, for the monitor: no day of birth and no name leave this room by it.
    """
    found = Persoon.objects.filter(gemeente_id=gemeente, pk__in=set(persoon_ids))
    return {
        identity: (born.replace(day=1) if born else None, wijk or "")
        for identity, born, wijk in found.values_list("id", "geboortedatum", "wijk__naam")
    }


def _conditions(
    bsn: str | None, name: str, geboortedatum: date | None, postcode: str | None, huisnummer: int | None
) -> list[tuple[Herkenning, Q]]:
    conditions = []
    if bsn:
        conditions.append((Herkenning.BSN, Q(bsn=bsn)))
    surname_first = " ".join([*name.split()[1:], *name.split()[:1]])
    same_name = Q(sorteernaam=name) | Q(sorteernaam=surname_first) | Q(sorteernaam__startswith=f"{name} ")
    if name and geboortedatum:
        conditions.append((Herkenning.NAAM_EN_GEBOORTEDATUM, same_name & Q(geboortedatum=geboortedatum)))
    if name and postcode and huisnummer is not None:
        conditions.append((Herkenning.ADRES, same_name & Q(postcode=postcode, huisnummer=huisnummer)))
    return conditions


def _bekend(person: Persoon, herkenning: Herkenning) -> Bekend:
    return Bekend(
        persoon_id=person.pk,
        naam=rules.full_name(person.voornamen, person.voorvoegsel, person.geslachtsnaam),
        geboortejaar=person.geboortedatum.year if person.geboortedatum else None,
        team=person.wijk.team.naam if person.wijk and person.wijk.team else "",
        herkenning=herkenning,
    )


def _adres(person: Persoon) -> Adres:
    if person.geheim_adres:
        return Adres()
    return Adres(
        straat=person.straat,
        huisnummer=person.huisnummer,
        huisletter=person.huisletter,
        toevoeging=person.toevoeging,
        postcode=person.postcode,
        woonplaats=person.woonplaats,
    )


def _row(person: Persoon) -> PersoonRow:
    adres = _adres(person)
    return PersoonRow(
        id=person.pk,
        naam=rules.full_name(person.voornamen, person.voorvoegsel, person.geslachtsnaam),
        geboortedatum=person.geboortedatum,
        geslacht=Geslacht(person.geslacht),
        adresregel=adres.regel,
        postcode=adres.postcode,
        woonplaats=adres.woonplaats,
        telefoon=person.telefoon,
        wijk_id=person.wijk_id,
        wijknaam=person.wijk.naam if person.wijk else "",
        huishouden_id=person.huishouden_id,
        afgeschermd=person.afgeschermd,
    )


def _message_person(person: Persoon) -> BerichtPersoon:
    if person.bsn is None or person.geboortedatum is None:
        raise NotFound("Deze inwoner heeft nog geen BSN of geboortedatum. Vul die eerst aan.")
    return BerichtPersoon(
        id=person.pk,
        bsn=person.bsn,
        geboortedatum=person.geboortedatum,
        geslacht=Geslacht(person.geslacht),
        voornamen=person.voornamen,
        voorvoegsel=person.voorvoegsel,
        geslachtsnaam=person.geslachtsnaam,
        adres=_adres(person),
    )
