"""Acts on persons: registering, completing, custody, shielding, opening in an emergency and judging that, and loading many."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction

from keukentafel.core.errors import Conflict, NotFound
from keukentafel.people import custody, rules
from keukentafel.people.domain import (
    Aanvulling,
    Adres,
    NewGezag,
    NewInwonertal,
    NewNoodtoegang,
    NewPersoon,
    NewWijk,
    Noodoordeel,
    Noodstand,
)
from keukentafel.people.models import Huishouden, Inwonertal, Persoon, Toegang, Wijk
from keukentafel.people.queries import emergency_until, wijk_of_postcode
from keukentafel.platform.accounts import queries as accounts
from keukentafel.platform.accounts.domain import Act, Actor
from keukentafel.platform.audit.operations import handeling, record_look
from keukentafel.platform.clock import queries as clock

NOODTOEGANG_DUUR = timedelta(hours=4)
BATCH = 2000


def register_person(*, actor: Actor, person: NewPersoon) -> UUID:
    """Register somebody who was not known yet; raises `Conflict` when the BSN is already in use."""
    accounts.check(actor, Act.CONTACT_REGISTREREN)
    return _register(actor, Act.CONTACT_REGISTREREN, person, "")


def _register(actor: Actor, act: Act, person: NewPersoon, ground: str) -> UUID:
    with handeling(
        actor=actor,
        act=act,
        object_type="persoon",
        object_id=person.id,
        persoon_id=person.id,
        ground=ground,
    ):
        try:
            _model(actor.gemeente, _placed(actor.gemeente, person)).save(force_insert=True)
        except IntegrityError as error:
            raise Conflict(
                "Deze inwoner staat al in het systeem. Kies de inwoner uit de lijst 'al bekend'."
            ) from error
    return person.id


def register_from_message(*, actor: Actor, person: NewPersoon, bron: str) -> UUID:
    """Register the client of a provider's message who was not known yet; `bron` says which message, and stands in the handeling.

    Of two messages about the same client at once one registers them: raises `Conflict`, and the other message is taken in again.
    """
    accounts.check(actor, Act.BERICHTEN_INLEZEN)
    return _register(actor, Act.BERICHTEN_INLEZEN, person, bron)


def complete_person(*, actor: Actor, persoon_id: UUID, aanvulling: Aanvulling) -> None:
    """Fill in what became known of somebody; the caller fetched their dossier with the rights of the actor.

    Raises `NotFound`, and `Conflict` when the BSN belongs to somebody else.
    """
    accounts.check(actor, Act.GESPREK_VOEREN)
    values: dict[str, object] = {
        name: value
        for name in ("bsn", "geboortedatum", "telefoon")
        if (value := getattr(aanvulling, name)) not in (None, "")
    }
    if (adres := aanvulling.adres) is not None:
        wijk = wijk_of_postcode(gemeente=actor.gemeente, postcode=adres.postcode)
        values |= {name: getattr(adres, name) for name in Adres.__slots__} | (
            {"wijk_id": wijk.id} if wijk else {}
        )
    with handeling(
        actor=actor,
        act=Act.GESPREK_VOEREN,
        object_type="persoon",
        object_id=persoon_id,
        persoon_id=persoon_id,
    ):
        try:
            with transaction.atomic():
                found = Persoon.objects.filter(pk=persoon_id, gemeente_id=actor.gemeente)
                changed = found.update(**values) if values else found.count()
        except IntegrityError as error:
            raise Conflict("Dit BSN hoort al bij een andere inwoner. Kijk het nummer na.") from error
        if not changed:
            raise NotFound("Deze inwoner staat hier niet (meer). Zoek de inwoner opnieuw.")


def record_custody(*, actor: Actor, gezag: NewGezag) -> None:
    """Record who has custody of a minor (OP001); the caller fetched their dossier with the rights of the actor.

    Raises `NotFound`, also for a holder who is not known here or is shielded, `CustodyIncomplete` and `CustodyClashes`.
    """
    accounts.check(actor, Act.GESPREK_VOEREN)
    here = Persoon.objects.filter(gemeente_id=actor.gemeente)
    holder = gezag.houder_id
    if not here.filter(pk=gezag.persoon_id).exists() or (
        holder is not None and not here.filter(pk=holder, afgeschermd=False).exists()
    ):
        raise NotFound("Deze inwoner staat hier niet (meer). Zoek de inwoner opnieuw.")
    with handeling(
        actor=actor,
        act=Act.GESPREK_VOEREN,
        object_type="gezag",
        object_id=gezag.id,
        persoon_id=gezag.persoon_id,
        ground=gezag.bron.strip(),
    ):
        custody.add(gemeente=actor.gemeente, new=gezag)


def end_custody(*, actor: Actor, persoon_id: UUID, gezag_id: UUID, laatste_dag: date) -> None:
    """Let a custody end after a last day; the caller fetched the dossier of the minor with the rights of the actor.

    Raises `NotFound` when it is not there or ended before, and `CustodyIncomplete`.
    """
    accounts.check(actor, Act.GESPREK_VOEREN)
    with handeling(
        actor=actor, act=Act.GESPREK_VOEREN, object_type="gezag", object_id=gezag_id, persoon_id=persoon_id
    ):
        if not custody.end(
            gemeente=actor.gemeente, persoon_id=persoon_id, gezag_id=gezag_id, laatste=laatste_dag
        ):
            raise NotFound("Dit gezag staat hier niet (meer). Ververs de pagina.")


def load_custody(*, actor: Actor, gezagen: Iterable[NewGezag]) -> int:
    """Load who has custody of many minors, in one handeling; answers the number of rows."""
    accounts.check(actor, Act.GEGEVENS_LADEN)
    with handeling(actor=actor, act=Act.GEGEVENS_LADEN, object_type="gezag"):
        return custody.load(gemeente=actor.gemeente, gezagen=gezagen, batch=BATCH)


def shield_person(*, actor: Actor, persoon_id: UUID) -> None:
    """Close a file to everybody who is not on its list, as when somebody is threatened; raises `NotFound`."""
    accounts.check(actor, Act.GEGEVENS_LADEN)
    with handeling(
        actor=actor,
        act=Act.GEGEVENS_LADEN,
        object_type="afscherming",
        object_id=persoon_id,
        persoon_id=persoon_id,
    ):
        if not Persoon.objects.filter(pk=persoon_id, gemeente_id=actor.gemeente).update(afgeschermd=True):
            raise NotFound("Deze inwoner staat hier niet (meer). Zoek de inwoner opnieuw.")


def load_emergencies(*, actor: Actor, toegangen: Iterable[NewNoodtoegang]) -> int:
    """Load emergency entries of before, each of four hours and still to be judged, in one handeling; answers how many."""
    accounts.check(actor, Act.GEGEVENS_LADEN)
    with handeling(actor=actor, act=Act.GEGEVENS_LADEN, object_type="noodtoegang"):
        rows = Toegang.objects.bulk_create(
            Toegang(
                persoon_id=new.persoon_id,
                account_id=new.account_id,
                reden=new.reden,
                noodtoegang=True,
                vanaf=new.vanaf,
                tot=new.vanaf + NOODTOEGANG_DUUR,
            )
            for new in toegangen
        )
    return len(rows)


def open_in_emergency(*, actor: Actor, persoon_id: UUID, reden: str) -> datetime:
    """Open a closed file for four hours and answer until when; the resident can read why, the privacy officer reviews it.

    Who has an entry that still runs gets no second one. Raises `NotFound`, `EmergencyReasonMissing` and, for their own file and
    that of their household, `OwnFile`.
    """
    accounts.check(actor, Act.NOODTOEGANG_OPENEN)
    found = Persoon.objects.filter(pk=persoon_id, gemeente_id=actor.gemeente)
    person = found.values_list("huishouden_id", flat=True)[:1]
    if not person:
        raise NotFound("Deze inwoner staat hier niet (meer). Zoek de inwoner opnieuw.")
    if rules.is_own(
        persoon_id=persoon_id,
        huishouden_id=person[0],
        eigen_persoon=actor.persoon_id,
        eigen_huishouden=actor.huishouden_id,
    ):
        raise rules.OwnFile
    rules.check_emergency_reason(reden)
    running = emergency_until(actor=actor, persoon_id=persoon_id)
    return running or _enter(actor, persoon_id, reden.strip())


def _enter(actor: Actor, persoon_id: UUID, reden: str) -> datetime:
    with handeling(
        actor=actor,
        act=Act.NOODTOEGANG_OPENEN,
        object_type="noodtoegang",
        object_id=persoon_id,
        persoon_id=persoon_id,
        ground=reden,
    ):
        moment = clock.now()
        Toegang.objects.create(
            persoon_id=persoon_id,
            account_id=actor.account_id,
            reden=reden,
            noodtoegang=True,
            vanaf=moment,
            tot=moment + NOODTOEGANG_DUUR,
        )
        record_look(
            actor=actor, persoon_ids=[persoon_id], act=Act.NOODTOEGANG_OPENEN, reason=f"Noodtoegang: {reden}"
        )
    return moment + NOODTOEGANG_DUUR


def admit(*, actor: Actor, persoon_id: UUID, account_id: UUID, reden: str, tot: datetime) -> None:
    """Put a colleague on the list of a shielded file until a moment; the caller checked the relation to the case.

    Who stands on it already gets the new end. Raises `OwnAdmission` and `AdmissionIncomplete`.
    """
    accounts.check(actor, Act.TOELATING_GEVEN)
    moment = clock.now()
    rules.check_admission(reden=reden, tot=tot, now=moment, eigen=account_id == actor.account_id)
    with handeling(
        actor=actor,
        act=Act.TOELATING_GEVEN,
        object_type="toelating",
        object_id=account_id,
        persoon_id=persoon_id,
        ground=reden.strip(),
    ):
        standing = Toegang.objects.filter(persoon_id=persoon_id, account_id=account_id, noodtoegang=False)
        standing.filter(tot__gt=moment).update(tot=moment)
        Toegang.objects.create(
            persoon_id=persoon_id,
            account_id=account_id,
            reden=reden.strip(),
            vanaf=moment,
            tot=tot,
            verleend_door_id=actor.account_id,
        )


def end_admission(*, actor: Actor, persoon_id: UUID, toelating_id: UUID) -> None:
    """Take somebody off the list of a shielded file, at once and for good; the caller checked the relation. Raises `NotFound`."""
    accounts.check(actor, Act.TOELATING_GEVEN)
    with handeling(
        actor=actor,
        act=Act.TOELATING_GEVEN,
        object_type="toelating",
        object_id=toelating_id,
        persoon_id=persoon_id,
    ):
        moment = clock.now()
        row = Toegang.objects.filter(pk=toelating_id, persoon_id=persoon_id, noodtoegang=False)
        if not row.exists():
            raise NotFound("Deze collega staat niet op de lijst. Ververs de pagina.")
        row.filter(tot__gt=moment).update(tot=moment)


def judge_emergency(*, actor: Actor, toegang_id: UUID, oordeel: Noodoordeel, toelichting: str = "") -> None:
    """Judge an emergency entry, once; one that still runs ends at once when it was not justified.

    Raises `NotFound`, `OwnEntry`, `EntryAlreadyJudged`, `EntryStillRuns` and `JudgementUnexplained`.
    """
    accounts.check(actor, Act.NOODTOEGANG_BEOORDELEN)
    with handeling(
        actor=actor,
        act=Act.NOODTOEGANG_BEOORDELEN,
        object_type="noodtoegang",
        object_id=toegang_id,
        ground=f"{oordeel.value}. {toelichting.strip()}".strip(),
    ):
        row = _locked_entry(actor, toegang_id)
        moment = clock.now()
        stand = rules.emergency_state(tot=row.tot, beoordeeld_op=row.beoordeeld_op, now=moment)
        rules.check_judgement(
            oordeel=oordeel, toelichting=toelichting, stand=stand, tot=row.tot.astimezone(clock.AMSTERDAM)
        )
        row.oordeel, row.toelichting = oordeel.value, toelichting.strip()
        row.beoordeeld_door_id, row.beoordeeld_op = actor.account_id, moment
        if stand is Noodstand.LOOPT:
            row.tot = moment
        row.save()


def _locked_entry(actor: Actor, toegang_id: UUID) -> Toegang:
    """The entry that waits to be judged, by somebody else; who judge at once wait for each other."""
    entries = Toegang.objects.filter(noodtoegang=True, persoon__gemeente_id=actor.gemeente)
    row = (
        entries.select_for_update(of=("self",))
        .select_related("beoordeeld_door")
        .filter(pk=toegang_id)
        .first()
    )
    if row is None:
        raise NotFound("Deze noodtoegang is er niet. Ga terug naar de lijst.")
    if row.beoordeeld_door is not None:
        raise rules.EntryAlreadyJudged(row.beoordeeld_door.naam, Noodoordeel(row.oordeel))
    if row.account_id == actor.account_id:
        raise rules.OwnEntry
    return row


def load_wijken(*, actor: Actor, wijken: Iterable[NewWijk], inwonertallen: Iterable[NewInwonertal]) -> int:
    """Load neighbourhoods with their counts of inhabitants; answers the number of rows."""
    accounts.check(actor, Act.GEGEVENS_LADEN)
    teams = {team.naam: team.id for team in accounts.teams(actor.gemeente)}
    with handeling(actor=actor, act=Act.GEGEVENS_LADEN, object_type="wijk"):
        areas = Wijk.objects.bulk_create(
            Wijk(
                id=wijk.id,
                gemeente_id=actor.gemeente,
                code=wijk.code,
                naam=wijk.naam,
                team_id=teams.get(wijk.team),
                postcodes=list(wijk.postcodes),
                geometrie=wijk.geometrie,
            )
            for wijk in wijken
        )
        counts = Inwonertal.objects.bulk_create(
            Inwonertal(
                gemeente_id=actor.gemeente,
                wijk_id=row.wijk_id,
                peildatum=row.peildatum,
                leeftijdsgroep=row.leeftijdsgroep,
                huishoudtype=row.huishoudtype,
                aantal=row.aantal,
            )
            for row in inwonertallen
        )
    return len(areas) + len(counts)


def load_persons(*, actor: Actor, persons: Iterable[NewPersoon]) -> int:
    """Load many persons with the households they name, in one handeling; answers the number of persons."""
    accounts.check(actor, Act.GEGEVENS_LADEN)
    rows = list(persons)
    with handeling(actor=actor, act=Act.GEGEVENS_LADEN, object_type="persoon"):
        households = {row.huishouden_id for row in rows if row.huishouden_id is not None}
        Huishouden.objects.bulk_create(
            (Huishouden(id=identity, gemeente_id=actor.gemeente) for identity in sorted(households)),
            batch_size=BATCH,
            ignore_conflicts=True,
        )
        Persoon.objects.bulk_create((_model(actor.gemeente, row) for row in rows), batch_size=BATCH)
    return len(rows)


def _placed(gemeente: str, person: NewPersoon) -> NewPersoon:
    """The person with the neighbourhood of the postcode filled in."""
    if person.wijk_id is not None or not person.adres.postcode:
        return person
    wijk = wijk_of_postcode(gemeente=gemeente, postcode=person.adres.postcode)
    return replace(person, wijk_id=wijk.id) if wijk else person


def _model(gemeente: str, person: NewPersoon) -> Persoon:
    adres = person.adres
    return Persoon(
        id=person.id,
        gemeente_id=gemeente,
        bsn=person.bsn,
        voornamen=person.voornamen,
        voorvoegsel=person.voorvoegsel,
        geslachtsnaam=person.geslachtsnaam,
        sorteernaam=rules.sort_key(person.geslachtsnaam, person.voornamen),
        geboortedatum=person.geboortedatum,
        geslacht=person.geslacht.value,
        straat=adres.straat,
        huisnummer=adres.huisnummer,
        huisletter=adres.huisletter,
        toevoeging=adres.toevoeging,
        postcode=adres.postcode,
        woonplaats=adres.woonplaats,
        telefoon=person.telefoon,
        wijk_id=person.wijk_id,
        huishouden_id=person.huishouden_id,
        afgeschermd=person.afgeschermd,
        geheim_adres=person.geheim_adres,
    )
