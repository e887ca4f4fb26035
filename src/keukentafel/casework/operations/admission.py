"""Who may open a shielded dossier: decided by the leader of its team."""

from datetime import date, datetime, time, timedelta
from uuid import UUID

from keukentafel.casework.operations.dossier import NotInTeam
from keukentafel.casework.queries.admission import admissible, dossier_to_admit
from keukentafel.people import operations as people
from keukentafel.platform.accounts.domain import Actor
from keukentafel.platform.clock import queries as clock


def admit(*, actor: Actor, dossier_id: UUID, account_id: UUID, reden: str, tot_en_met: date) -> None:
    """Let a colleague of the team open a shielded dossier, up to and including a day.

    Raises `NotFound`, `GeslotenDossier`, `NotInTeam` and what `people.operations.admit` refuses.
    """
    _, _, _, _, persoon_id, _ = dossier_to_admit(actor=actor, dossier_id=dossier_id)
    if account_id not in {actor.account_id, *(row.id for row in admissible(actor))}:
        raise NotInTeam
    until = datetime.combine(tot_en_met + timedelta(days=1), time(), clock.AMSTERDAM)
    people.admit(actor=actor, persoon_id=persoon_id, account_id=account_id, reden=reden, tot=until)


def end_admission(*, actor: Actor, dossier_id: UUID, toelating_id: UUID) -> None:
    """Take a colleague off the list, at once; raises `NotFound` and `GeslotenDossier`."""
    _, _, _, _, persoon_id, _ = dossier_to_admit(actor=actor, dossier_id=dossier_id)
    people.end_admission(actor=actor, persoon_id=persoon_id, toelating_id=toelating_id)
