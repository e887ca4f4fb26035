"""Reads of persons and neighbourhoods.

Names and birth dates leave this room only through functions that log the look, or through lists whose rights
were checked by the room that owns the case.
"""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import BooleanField, Count, ExpressionWrapper, Max, Q, QuerySet

from keukentafel.core.errors import NotFound
from keukentafel.people import custody, fields, rules
from keukentafel.people.domain import (
    Adres,
    Bekend,
    BerichtPersoon,
    Geslacht,
    GeslotenInwoner,
    GezagRow,
    Herkenning,
    InwonertalRow,
    Noodoordeel,
    NoodtoegangPage,
    NoodtoegangRow,
    PersoonRow,
    ToelatingRow,
    WijkRow,
)
from keukentafel.people.models import Inwonertal, Persoon, Toegang, Wijk
from keukentafel.platform.accounts import queries as accounts
from keukentafel.platform.accounts.domain import Act, Actor, Rol, Scope
from keukentafel.platform.audit.domain import Kijktelling, Kijkvenster
from keukentafel.platform.audit.operations import record_look
from keukentafel.platform.audit.queries import looks_during
from keukentafel.platform.clock import queries as clock
from keukentafel.platform.prepared.queries import Prepared, streamed

RECOGNISED_AT_MOST = 5
ENTRIES = 25
_ADDRESS = ("straat", "huisnummer", "huisletter", "toevoeging", "postcode", "woonplaats")
_PERSON = (
    "id", "voornamen", "voorvoegsel", "geslachtsnaam", "geboortedatum", "geslacht", "telefoon", "wijk_id", "wijk__naam",
    "huishouden_id", "afgeschermd", "geheim_adres", *_ADDRESS,
)  # fmt: skip


def case_reach(*, prefix: str, scope: Scope, now: datetime) -> Q:
    """The condition under which a case is open to a scope, for a fetch that tells closed from absent."""
    return fields.case_reach(prefix=prefix, scope=scope, now=now)


def relation_reach(*, prefix: str, scope: Scope) -> Q:
    """The condition under which a case belongs to a scope, shielded or not, for who decides on admission and sees no content."""
    return fields.relation_reach(prefix=prefix, scope=scope)


def admissions(*, persoon_id: UUID) -> tuple[ToelatingRow, ...]:
    """Who may open this closed file now, longest first; for a caller that checked the rights. One query."""
    columns = (
        "id",
        "account_id",
        "account__naam",
        "vanaf",
        "tot",
        "reden",
        "verleend_door__naam",
        "noodtoegang",
    )
    running = Toegang.objects.filter(persoon_id=persoon_id, tot__gt=clock.now()).order_by("id")
    return tuple(
        ToelatingRow(identity, account, naam, vanaf, tot, reden, door or "", noodtoegang)
        for identity, account, naam, vanaf, tot, reden, door, noodtoegang in running.values_list(*columns)
    )


def count_admitted(*, persoon_ids: Iterable[UUID]) -> dict[UUID, int]:
    """How many may open each of these closed files now; who has none is absent. One query."""
    running = Toegang.objects.filter(persoon_id__in=list(persoon_ids), tot__gt=clock.now())
    return dict(running.values_list("persoon_id").annotate(aantal=Count("account_id", distinct=True)))


def emergency_reach(*, prefix: str, scope: Scope, now: datetime) -> Q:
    """The condition under which a case that is closed to a scope was opened by it in an emergency, for reading."""
    return fields.emergency_reach(prefix=prefix, scope=scope, now=now)


def check_open(*, scope: Scope, persoon_id: UUID) -> None:
    """That a person may be acted on with this scope: not shielded, not of their own household; whose case it is, is for the caller.

    Raises `NotFound` for a person of another municipality as for one that does not exist, and `GeslotenInwoner`.
    """
    reach = fields.person_reach(prefix="", scope=scope, now=clock.now())
    found = Persoon.objects.filter(pk=persoon_id, gemeente_id=scope.gemeente)
    verdict = found.annotate(open=ExpressionWrapper(reach, output_field=BooleanField()))
    is_open = verdict.values_list("open", flat=True).first()
    if is_open is None:
        raise NotFound("Deze inwoner staat hier niet (meer). Zoek de inwoner opnieuw.")
    if not is_open:
        raise GeslotenInwoner(persoon_id)


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
    return {row[0]: _row(row) for row in _PERSONS.rows(gemeente, list(persoon_ids))}


def household(*, gemeente: str, huishouden_id: UUID) -> tuple[PersoonRow, ...]:
    """Who live together, oldest first, without the shielded; for a caller that checked and logged the look."""
    return tuple(_row(row) for row in _HOUSEHOLD.rows(gemeente, huishouden_id))


def _household(gemeente: str, huishouden_id: UUID) -> "QuerySet[Any]":
    found = Persoon.objects.filter(gemeente_id=gemeente, huishouden_id=huishouden_id, afgeschermd=False)
    rows: QuerySet[Any] = found.order_by("geboortedatum", "id").values_list(*_PERSON)
    return rows


_HOUSEHOLD = Prepared(_household)
_PERSONS = Prepared(
    lambda gemeente, keys: Persoon.objects.filter(gemeente_id=gemeente, pk__any=keys).values_list(*_PERSON)
)


def message_persons(*, gemeente: str, persoon_ids: Iterable[UUID]) -> dict[UUID, BerichtPersoon]:
    """Persons in the words of the message standard; who has no BSN or birth date is left out."""
    found = Persoon.objects.filter(
        gemeente_id=gemeente, pk__in=list(persoon_ids), bsn__isnull=False, geboortedatum__isnull=False
    )
    return {person.pk: _message_person(person) for person in found}


def custody_of(*, gemeente: str, persoon_id: UUID) -> tuple[GezagRow, ...]:
    """Who has and had custody of a person, in one query; for a caller that checked the rights and logged the look."""
    return custody.rows_of(gemeente=gemeente, persoon_id=persoon_id)


def is_minor(geboortedatum: date, day: date) -> bool:
    """Whether somebody who was born then is under custody on a day (BW 1:233, 1:245)."""
    return rules.is_minor(geboortedatum, day)


def ids_by_bsn(*, gemeente: str, bsns: Iterable[str]) -> dict[str, UUID]:
    """Which person has which BSN, in one query; unknown numbers are absent."""
    found = Persoon.objects.filter(gemeente_id=gemeente, bsn__any=set(bsns))
    return {bsn: identity for bsn, identity in streamed(found.values_list("bsn", "id")) if bsn}


def bsns(*, gemeente: str, persoon_ids: Iterable[UUID]) -> dict[UUID, str]:
    """The BSN of each person that has one, in one query; for messages only."""
    found = Persoon.objects.filter(gemeente_id=gemeente, pk__any=set(persoon_ids), bsn__isnull=False)
    return {identity: bsn for identity, bsn in found.values_list("id", "bsn") if bsn}


def emergency_until(*, actor: Actor, persoon_id: UUID) -> datetime | None:
    """Until when an emergency entry opens this person's file to the actor; None without one that runs."""
    found = Toegang.objects.filter(
        noodtoegang=True, account_id=actor.account_id, persoon_id=persoon_id, tot__gt=clock.now()
    )
    until: datetime | None = found.aggregate(tot=Max("tot"))["tot"]
    return until


def emergencies(
    *, actor: Actor, beoordeeld: bool = False, after: UUID | None = None, limit: int = ENTRIES
) -> NoodtoegangPage:
    """Emergency entries for their reviewer, by keyset: what waits, oldest first, or what was judged, newest first.

    Two queries. Nothing of the person stands in a row, so no look is logged.
    """
    found = _entries(actor).filter(beoordeeld_op__isnull=not beoordeeld)
    if after is not None:
        found = found.filter(pk__lt=after) if beoordeeld else found.filter(pk__gt=after)
    rows = list(found.order_by("-pk" if beoordeeld else "pk")[: limit + 1])
    shown = _entry_rows(actor.gemeente, rows[:limit])
    return NoodtoegangPage(shown, shown[-1].id if len(rows) > limit else None)


def count_emergencies(*, actor: Actor) -> int:
    """How many emergency entries wait to be judged."""
    count: int = _entries(actor).filter(beoordeeld_op__isnull=True).count()
    return count


def get_emergency(*, actor: Actor, toegang_id: UUID) -> NoodtoegangRow:
    """One emergency entry for its reviewer; raises `NotFound`. Two queries."""
    rows = _entry_rows(actor.gemeente, list(_entries(actor).filter(pk=toegang_id)))
    if not rows:
        raise NotFound("Deze noodtoegang is er niet. Ga terug naar de lijst.")
    return rows[0]


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


def _row(row: tuple[Any, ...]) -> PersoonRow:
    """A person from the columns `_PERSON`."""
    identity, voornamen, voorvoegsel, geslachtsnaam, born, geslacht, telefoon, *rest = row
    wijk_id, wijknaam, huishouden_id, afgeschermd, secret, *address = rest
    adres = Adres() if secret else Adres(*address)
    return PersoonRow(
        id=identity,
        naam=rules.full_name(voornamen, voorvoegsel, geslachtsnaam),
        geboortedatum=born,
        geslacht=Geslacht(geslacht),
        adresregel=adres.regel,
        postcode=adres.postcode,
        woonplaats=adres.woonplaats,
        telefoon=telefoon,
        wijk_id=wijk_id,
        wijknaam=wijknaam or "",
        huishouden_id=huishouden_id,
        afgeschermd=afgeschermd,
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


def _entries(actor: Actor) -> "QuerySet[Toegang]":
    accounts.check(actor, Act.NOODTOEGANG_BEOORDELEN)
    entries = Toegang.objects.filter(noodtoegang=True, persoon__gemeente_id=actor.gemeente)
    return entries.select_related("account", "beoordeeld_door")


def _entry_rows(gemeente: str, entries: list[Toegang]) -> tuple[NoodtoegangRow, ...]:
    windows = [Kijkvenster(row.account_id, row.persoon_id, row.vanaf, row.tot) for row in entries]
    looks = looks_during(gemeente=gemeente, windows=windows)
    return tuple(_entry_row(row, looks[window]) for row, window in zip(entries, windows, strict=True))


def _entry_row(row: Toegang, looks: tuple[Kijktelling, ...]) -> NoodtoegangRow:
    return NoodtoegangRow(
        id=row.pk,
        account_id=row.account_id,
        accountnaam=row.account.naam,
        rollen=tuple(Rol(rol) for rol in row.account.rollen),
        vanaf=row.vanaf,
        tot=row.tot,
        reden=row.reden,
        stand=rules.emergency_state(tot=row.tot, beoordeeld_op=row.beoordeeld_op, now=clock.now()),
        oordeel=Noodoordeel(row.oordeel) if row.oordeel else None,
        toelichting=row.toelichting,
        beoordelaar=row.beoordeeld_door.naam if row.beoordeeld_door else "",
        beoordeeld_op=row.beoordeeld_op,
        blikken=looks,
    )
