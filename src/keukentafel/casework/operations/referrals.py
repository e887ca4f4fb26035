"""What casework hears of requests by providers: a referral opens a line, and a dossier for who has none.

A legal referral to youth care passes by the municipal access (Jeugdwet art. 2.6 lid 1 onder e). Nothing is asked of the resident for it:
the dossier shows that it came, what was asked, and what the municipality answered.
"""

from uuid import UUID

from keukentafel.backoffice.contracts.domain import Wet
from keukentafel.backoffice.verzoeken.domain import (
    VerzoekBeantwoord,
    VerzoekOntvangen,
    Verzoeksoort,
    Verzoekstatus,
)
from keukentafel.casework.domain.overview import GebeurtenisSoort
from keukentafel.casework.models.besluit import Verwijzing
from keukentafel.casework.models.contact import Dossier
from keukentafel.casework.operations.keeping import DOSSIER_SERIES, next_number, note
from keukentafel.core.dutch import day
from keukentafel.people.queries import get_person, wijken
from keukentafel.platform.accounts import queries as accounts
from keukentafel.platform.accounts.domain import Act
from keukentafel.platform.audit.domain import HandelingRef
from keukentafel.platform.audit.operations import handeling
from keukentafel.platform.clock import queries as clock

_ANSWER = {
    Verzoekstatus.TOEGEWEZEN: "De gemeente wijst het verzoek van {aanbieder} toe: {hulp}",
    Verzoekstatus.AFGEWEZEN: "De gemeente wijst het verzoek van {aanbieder} af: {hulp}",
    Verzoekstatus.IN_ONDERZOEK: "De gemeente onderzoekt het verzoek van {aanbieder}: {hulp}",
    Verzoekstatus.ONTVANGEN: "Het verzoek van {aanbieder} wacht weer op een besluit: {hulp}",
}


def note_verzoek_ontvangen(event: VerzoekOntvangen) -> None:
    """A request came in: a referral under the Jeugdwet is kept and opens a dossier for who has none; others are told where one is."""
    referred = event.wet is Wet.JEUGDWET and event.soort is Verzoeksoort.TOEWIJZING
    dossier_id = _dossier_of(event.gemeente, event.persoon_id)
    if dossier_id is None and not referred:
        return
    with handeling(
        actor=accounts.get_actor(event.account_id),
        act=Act.BERICHTEN_INLEZEN,
        object_type="verwijzing" if referred else "tijdlijn",
        persoon_id=event.persoon_id,
        ground=event.aanbiedernaam,
    ) as act:
        if dossier_id is None:
            dossier_id = _open(event, act)
        if referred:
            _keep_referral(event, dossier_id)
        for hulp in event.hulp:
            asks = "vraagt" if event.soort is Verzoeksoort.TOEWIJZING else "vraagt een wijziging:"
            note(
                gemeente=event.gemeente,
                handeling=act,
                dossier_id=dossier_id,
                soort=GebeurtenisSoort.VERWIJZING if referred else GebeurtenisSoort.TOEWIJZING,
                titel=f"{event.aanbiedernaam} {asks} {hulp.productnaam}"[:300],
                tekst=f"Vanaf {day(hulp.ingangsdatum)}.",
                bron=event.aanbiedernaam,
                object_id=hulp.verzoek_id,
            )


def note_verzoek_beantwoord(event: VerzoekBeantwoord) -> None:
    """The municipality answered a request, or its answer did not hold; the referral follows."""
    dossier_id = _dossier_of(event.gemeente, event.persoon_id)
    if dossier_id is None:
        return
    titel = _ANSWER[event.status].format(aanbieder=event.aanbiedernaam, hulp=event.hulp)
    if event.teruggedraaid:
        tekst = (
            f"{event.aanbiedernaam} kon het antwoord niet verwerken. De backoffice zoekt uit wat er mis is."
        )
    else:
        tekst = f"Reden: {event.reden}." if event.reden else ""
    with handeling(
        actor=accounts.get_actor(event.account_id),
        act=Act.BERICHTEN_INLEZEN,
        object_type="tijdlijn",
        persoon_id=event.persoon_id,
        ground=event.aanbiedernaam,
    ) as act:
        Verwijzing.objects.filter(gemeente_id=event.gemeente, pk=event.verzoek_id).update(
            status=event.status.value
        )
        note(
            gemeente=event.gemeente,
            handeling=act,
            dossier_id=dossier_id,
            soort=GebeurtenisSoort.TOEWIJZING,
            titel=titel[:300],
            tekst=tekst,
            bron=event.aanbiedernaam,
            object_id=event.verzoek_id,
        )


def _dossier_of(gemeente: str, persoon_id: UUID) -> UUID | None:
    found = Dossier.objects.filter(gemeente_id=gemeente, persoon_id=persoon_id)
    return found.values_list("pk", flat=True).first()


def _open(event: VerzoekOntvangen, act: HandelingRef) -> UUID:
    """A dossier at the team of the neighbourhood; of who has no known address at the first team, which is told so."""
    person = get_person(gemeente=event.gemeente, persoon_id=event.persoon_id)
    places = {wijk.id: wijk.team_id for wijk in wijken(gemeente=event.gemeente)}
    team = places.get(person.wijk_id) if person.wijk_id else None
    dossier = Dossier.objects.create(
        gemeente_id=event.gemeente,
        nummer=next_number(gemeente=event.gemeente, soort=DOSSIER_SERIES),
        persoon_id=event.persoon_id,
        team_id=team or accounts.teams(event.gemeente)[0].id,
        wijk_id=person.wijk_id,
        geopend_op=clock.today(),
    )
    note(
        gemeente=event.gemeente,
        handeling=act,
        dossier_id=dossier.pk,
        soort=GebeurtenisSoort.DOSSIER,
        titel="Dossier geopend door een verwijzing",
        tekst="" if team else "Het adres is nog niet bekend. Ga na waar de inwoner woont.",
        bron=event.aanbiedernaam,
        object_id=dossier.pk,
    )
    return dossier.pk


def _keep_referral(event: VerzoekOntvangen, dossier_id: UUID) -> None:
    """One referral per requested product, under the id of its request."""
    verwijzing = event.verwijzing
    Verwijzing.objects.bulk_create(
        Verwijzing(
            id=hulp.verzoek_id,
            gemeente_id=event.gemeente,
            dossier_id=dossier_id,
            type=verwijzing.type if verwijzing else "",
            naam=verwijzing.naam if verwijzing else "",
            verwezen_op=event.dagtekening,
            ontvangen_op=event.ontvangen_op,
            aanbieder_id=event.aanbieder_id,
            product_id=hulp.product_id,
            productnaam=hulp.productnaam[:200],
            status=Verzoekstatus.ONTVANGEN.value,
        )
        for hulp in event.hulp
    )
