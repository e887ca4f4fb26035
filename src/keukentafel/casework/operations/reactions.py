"""What the timeline of a dossier hears from the back office; set-based, inside the transaction of the message.

A person without a dossier (a referral that never passed the municipality) has no timeline and is left out.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from keukentafel.backoffice.declaraties.domain import DeclaratieVerwerkt, VerwerktePersoon
from keukentafel.backoffice.toewijzingen.domain.events import (
    GestarteHulp,
    GestopteHulp,
    HulpGestart,
    HulpGestopt,
    ToewijzingAfgewezen,
    ToewijzingVerstuurd,
)
from keukentafel.backoffice.toewijzingen.domain.toewijzing import Hulp, Hulpstand
from keukentafel.casework.domain.arrangement import OplossingStatus
from keukentafel.casework.domain.overview import GebeurtenisSoort, Zichtbaar
from keukentafel.casework.models.arrangement import Oplossing
from keukentafel.casework.models.contact import Dossier
from keukentafel.casework.models.timeline import Gebeurtenis
from keukentafel.core.dutch import day
from keukentafel.core.money import euros
from keukentafel.platform.accounts.domain import Act
from keukentafel.platform.accounts.queries import get_actor
from keukentafel.platform.audit.operations import handeling
from keukentafel.platform.clock import queries as clock

BATCH = 2000
_LATE = "Dit is later gemeld dan afgesproken."
# A pause is no end: the solution goes on and waits for the new start.
_STATUS = {
    Hulpstand.NIET_GESTART: OplossingStatus.VOORGESTELD,
    Hulpstand.GESTART: OplossingStatus.LOOPT,
    Hulpstand.TIJDELIJK_GESTOPT: OplossingStatus.LOOPT,
    Hulpstand.GESTOPT: OplossingStatus.GESTOPT,
}
_FOLLOWS = frozenset(status.value for status in _STATUS.values())


@dataclass(frozen=True, slots=True)
class _Line:
    """A line for the timeline of one person."""

    persoon_id: UUID
    soort: GebeurtenisSoort
    titel: str
    tekst: str = ""
    bedrag: int | None = None
    object_id: UUID | None = None
    zichtbaar: Zichtbaar = Zichtbaar.GEZIN


def note_toewijzing_verstuurd(event: ToewijzingVerstuurd) -> None:
    """A toewijzing went to its aanbieder."""
    line = _Line(
        persoon_id=event.persoon_id,
        soort=GebeurtenisSoort.TOEWIJZING,
        titel=f"Opdracht naar {event.aanbiedernaam}: {event.productnaam}, {event.hoeveel}",
        tekst=f"Vanaf {day(event.ingangsdatum)}.",
        object_id=event.toewijzing_id,
    )
    _write(event.gemeente, event.account_id, event.aanbiedernaam, [line])


def note_toewijzing_afgewezen(event: ToewijzingAfgewezen) -> None:
    """An aanbieder refused a toewijzing message; nothing in it counts as sent."""
    lines = [
        _Line(
            persoon_id=row.persoon_id,
            soort=GebeurtenisSoort.TOEWIJZING,
            titel=f"{event.aanbiedernaam} kan de opdracht niet verwerken",
            tekst="De backoffice zoekt uit wat er mis is.",
            object_id=row.toewijzing_id,
            zichtbaar=Zichtbaar.TEAM,
        )
        for row in event.toewijzingen
    ]
    _write(event.gemeente, event.account_id, event.aanbiedernaam, lines)


def note_hulp_gestart(event: HulpGestart) -> None:
    """An aanbieder reported starts, or took starts back; the solutions of the plans follow."""
    started = [_start_line(event, row, taken_back=False) for row in event.starts]
    taken_back = [_start_line(event, row, taken_back=True) for row in event.ingetrokken]
    moved = _moved(event.ingetrokken, event.starts)
    _write(event.gemeente, event.account_id, event.aanbiedernaam, [*taken_back, *started], moved)


def note_hulp_gestopt(event: HulpGestopt) -> None:
    """An aanbieder reported that help stopped, for a time or for good, or took that back; the solutions of the plans follow."""
    stopped = [_stop_line(event, row) for row in event.stops]
    taken_back = [
        _Line(
            row.persoon_id,
            GebeurtenisSoort.HULP,
            f"{event.aanbiedernaam} trekt het einde van {row.productnaam} in",
            object_id=row.toewijzing_id,
        )
        for row in event.ingetrokken
    ]
    moved = _moved(event.ingetrokken, event.stops)
    _write(event.gemeente, event.account_id, event.aanbiedernaam, [*taken_back, *stopped], moved)


def note_declaratie(event: DeclaratieVerwerkt) -> None:
    """Lines of a declaratie were decided; a person gets one line with what was granted and refused."""
    lines = [_declaration_line(event, row) for row in sorted(event.personen, key=lambda row: row.persoon_id)]
    _write(event.gemeente, event.account_id, event.aanbiedernaam, lines)


def _moved(*reports: Iterable[GestarteHulp | GestopteHulp]) -> dict[UUID, Hulp]:
    """The delivery that holds now, by allocation; help without one moves no solution."""
    return {row.toewijzing_id: row.hulp for rows in reports for row in rows if row.toewijzing_id}


def _start_line(event: HulpGestart, row: GestarteHulp, *, taken_back: bool) -> _Line:
    titel = (
        f"{event.aanbiedernaam} trekt de start van {row.productnaam} in"
        if taken_back
        else f"{event.aanbiedernaam} is begonnen: {row.productnaam}, vanaf {day(row.begindatum)}"
    )
    late = _LATE if row.te_laat and not taken_back else ""
    return _Line(row.persoon_id, GebeurtenisSoort.HULP, titel, late, object_id=row.toewijzing_id)


def _stop_line(event: HulpGestopt, row: GestopteHulp) -> _Line:
    stops = "stopt tijdelijk met" if row.tijdelijk else "is gestopt met"
    reason = "" if row.tijdelijk else f"Reden: {row.reden}. "
    return _Line(
        persoon_id=row.persoon_id,
        soort=GebeurtenisSoort.HULP,
        titel=f"{event.aanbiedernaam} {stops} {row.productnaam}, laatste dag {day(row.einddatum)}",
        tekst=(reason + (_LATE if row.te_laat else "")).strip(),
        object_id=row.toewijzing_id,
    )


def _declaration_line(event: DeclaratieVerwerkt, row: VerwerktePersoon) -> _Line:
    month = f"{day(event.maand).split()[1]} {event.maand.year}"
    granted, refused = row.toegekend or 0, row.afgewezen or 0
    parts = [f"{euros(granted)} goedgekeurd"] if row.toegekend is not None else []
    parts += [f"{euros(refused)} afgewezen"] if row.afgewezen is not None else []
    return _Line(
        persoon_id=row.persoon_id,
        soort=GebeurtenisSoort.DECLARATIE,
        titel=f"{event.aanbiedernaam} declareert {euros(granted + refused)} over {month}",
        tekst=", ".join(parts).capitalize() + ".",
        bedrag=granted,
        object_id=event.declaratie_id,
        zichtbaar=Zichtbaar.TEAM,
    )


def _move_solutions(moved: dict[UUID, Hulp]) -> None:
    if not moved:
        return
    rows = list(Oplossing.objects.filter(toewijzing_id__in=list(moved)))
    for row in rows:
        hulp = moved[row.toewijzing_id] if row.toewijzing_id else Hulp()
        row.gestart_op = hulp.begindatum
        if row.status in _FOLLOWS:
            row.status = _STATUS[hulp.stand].value
    Oplossing.objects.bulk_update(rows, ["gestart_op", "status"])


def _write(
    gemeente: str,
    account_id: UUID,
    bron: str,
    lines: list[_Line],
    moved: dict[UUID, Hulp] | None = None,
) -> None:
    """One handeling for all lines of one message, and the solutions whose delivery `moved`."""
    persons = {line.persoon_id for line in lines}
    rows = Dossier.objects.filter(gemeente_id=gemeente, persoon_id__in=persons).values_list(
        "persoon_id", "pk"
    )
    dossiers: dict[UUID, UUID] = dict(rows)
    if not dossiers:
        return
    with handeling(
        actor=get_actor(account_id), act=Act.BERICHTEN_INLEZEN, object_type="tijdlijn", ground=bron
    ) as act:
        Gebeurtenis.objects.bulk_create(
            [
                Gebeurtenis(
                    gemeente_id=gemeente,
                    handeling_id=act.id,
                    dossier_id=dossiers[line.persoon_id],
                    datum=clock.today(),
                    soort=line.soort.value,
                    titel=line.titel,
                    tekst=line.tekst,
                    bron=bron,
                    zichtbaar=line.zichtbaar.value,
                    bedrag=line.bedrag,
                    object_id=line.object_id,
                )
                for line in lines
                if line.persoon_id in dossiers
            ],
            batch_size=BATCH,
        )
        _move_solutions(moved or {})
