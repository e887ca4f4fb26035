"""Who has custody of the resident of a dossier, with the rights of the dossier."""

from uuid import UUID

from keukentafel.casework.domain.overview import DossierPage
from keukentafel.casework.queries.dossier import get_dossier
from keukentafel.people import queries as people
from keukentafel.people.domain import GezagRow
from keukentafel.platform.accounts.domain import Act, Actor
from keukentafel.platform.audit.operations import record_look

_REASON = "Gezag bekeken"


def get_custody(*, actor: Actor, dossier_id: UUID) -> tuple[DossierPage, tuple[GezagRow, ...]]:
    """The dossier, and who has and had custody of its resident; the look at each known person of whom a name is shown is logged.

    Raises what `get_dossier` raises.
    """
    shown = get_dossier(actor=actor, dossier_id=dossier_id, reason=_REASON)
    rows = people.custody_of(gemeente=actor.gemeente, persoon_id=shown.persoon.id)
    seen = {shown.persoon.id, *(member.id for member in shown.huishouden)}
    others = {row.houder_id for row in rows if row.houder_id is not None and not row.afgeschermd} - seen
    record_look(actor=actor, persoon_ids=sorted(others), act=Act.DOSSIER_INZIEN, reason=_REASON)
    return shown, rows
