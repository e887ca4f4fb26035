"""What keeps a dossier open: work that is not done, and help that goes on. For callers that fetched the dossier with its rights."""

from uuid import UUID

from keukentafel.backoffice.toewijzingen import queries as toewijzingen
from keukentafel.backoffice.toewijzingen.domain.toewijzing import ToewijzingRow, Toewijzingstatus
from keukentafel.casework.domain.arrangement import OplossingStatus
from keukentafel.casework.domain.besluit import AanvraagStatus
from keukentafel.casework.domain.contact import MeldingStatus
from keukentafel.casework.models.arrangement import Oplossing
from keukentafel.casework.models.besluit import Aanvraag
from keukentafel.casework.models.contact import Melding, Taak
from keukentafel.core.dutch import day, day_year
from keukentafel.platform.clock import queries as clock


def open_work(dossier_id: UUID) -> tuple[str, ...]:
    """What has to be done in a dossier in words: meldingen, aanvragen and tasks that are open, first due first; three queries."""
    over = (MeldingStatus.AFGEROND.value, MeldingStatus.INGETROKKEN.value)
    reported = Melding.objects.filter(dossier_id=dossier_id).exclude(status__in=over).order_by("ontvangen_op")
    asked = Aanvraag.objects.filter(dossier_id=dossier_id, status=AanvraagStatus.ONTVANGEN.value)
    tasks = Taak.objects.filter(dossier_id=dossier_id, gedaan_op__isnull=True).order_by("uiterlijk", "id")
    return (
        *(f"de melding van {day(one)} afronden" for one in reported.values_list("ontvangen_op", flat=True)),
        *(
            f"beslissen op de aanvraag van {day(one)}"
            for one in asked.order_by("ontvangen_op").values_list("ontvangen_op", flat=True)
        ),
        *(f"{tekst} (voor {day(last)})" for tekst, last in tasks.values_list("tekst", "uiterlijk")),
    )


def running_help(*, gemeente: str, dossier_id: UUID, persoon_id: UUID) -> tuple[str, ...]:
    """The help that goes on in words: allocations that did not end, also by a referral, and light help by the team; two queries."""
    today = clock.today()
    rows = toewijzingen.of_persons(gemeente=gemeente, persoon_ids=[persoon_id])
    allocated = tuple(
        f"{row.productnaam} van {row.aanbiedernaam}, {_until(row)}"
        for row in rows
        if row.status is not Toewijzingstatus.AFGEWEZEN
        and not row.verwijderd
        and (row.einddatum is None or row.einddatum >= today)
    )
    light = Oplossing.objects.filter(
        resultaat__arrangement__dossier_id=dossier_id, door_team=True, status=OplossingStatus.LOOPT.value
    )
    named = light.order_by("id").values_list("omschrijving", flat=True)
    return (*allocated, *(f"lichte hulp van het team, {omschrijving}" for omschrijving in named))


def _until(row: ToewijzingRow) -> str:
    return f"tot en met {day_year(row.einddatum)}" if row.einddatum else "zonder einddatum"
