"""Acts on the custody of the resident of a dossier, who is a minor (OP001)."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from uuid import UUID

from keukentafel.casework.domain.overview import GebeurtenisSoort, Zichtbaar
from keukentafel.casework.models.contact import Dossier
from keukentafel.casework.operations.keeping import note
from keukentafel.casework.queries.reach import check_household, fetch
from keukentafel.people import operations as people
from keukentafel.people.domain import NewGezag
from keukentafel.platform.accounts.domain import Act, Actor
from keukentafel.platform.audit.operations import handeling


def record_custody(*, actor: Actor, dossier_id: UUID, gezag: NewGezag) -> None:
    """Record who has custody of the resident of a dossier; a known holder is one of the household, and not shielded.

    Raises `NotFound`, `GeslotenDossier`, and what `people.operations.record_custody` refuses.
    """
    dossier = _fetch(actor, dossier_id)
    check_household(actor=actor, resident=dossier.persoon, persoon_id=gezag.houder_id)
    of_resident = replace(gezag, persoon_id=dossier.persoon_id)
    _act(
        actor,
        dossier,
        f"Gezag vastgelegd: {gezag.soort.value}",
        lambda: people.record_custody(actor=actor, gezag=of_resident),
    )


def end_custody(*, actor: Actor, dossier_id: UUID, gezag_id: UUID, laatste_dag: date) -> None:
    """Let a custody of the resident of a dossier end after a last day.

    Raises `NotFound`, `GeslotenDossier`, and what `people.operations.end_custody` refuses.
    """
    dossier = _fetch(actor, dossier_id)
    _act(
        actor,
        dossier,
        "Gezag beëindigd",
        lambda: people.end_custody(
            actor=actor, persoon_id=dossier.persoon_id, gezag_id=gezag_id, laatste_dag=laatste_dag
        ),
    )


def _fetch(actor: Actor, dossier_id: UUID) -> Dossier:
    return fetch(Dossier, actor=actor, act=Act.GESPREK_VOEREN, path="", related=("persoon",), pk=dossier_id)


def _act(actor: Actor, dossier: Dossier, titel: str, change: Callable[[], None]) -> None:
    """The change with its line on the timeline, which names nobody."""
    with handeling(
        actor=actor,
        act=Act.GESPREK_VOEREN,
        object_type="dossier",
        object_id=dossier.pk,
        persoon_id=dossier.persoon_id,
    ) as act:
        change()
        note(
            gemeente=actor.gemeente,
            handeling=act,
            dossier_id=dossier.pk,
            soort=GebeurtenisSoort.DOSSIER,
            titel=titel,
            zichtbaar=Zichtbaar.TEAM,
        )
