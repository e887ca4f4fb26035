"""The one table: what happened, who reacts.

A lower room announces; the rooms named here react, in this order and inside the same transaction. What leaves the
building is a job row that such a reaction writes.
"""

from collections.abc import Callable
from typing import Any

from keukentafel.platform.events.operations import subscribe


def reactions() -> tuple[tuple[type[Any], Callable[[Any], None]], ...]:
    """(event, reaction), first to last."""
    from keukentafel.backoffice.berichten.domain.berichten import BerichtOntvangen
    from keukentafel.backoffice.declaraties import operations as declaraties
    from keukentafel.backoffice.declaraties.domain import DeclaratieVerwerkt
    from keukentafel.backoffice.toewijzingen import operations as toewijzingen
    from keukentafel.backoffice.toewijzingen.domain.events import (
        HulpGestart,
        HulpGestopt,
        ToewijzingAfgewezen,
        ToewijzingenIngetrokken,
        ToewijzingVerstuurd,
    )
    from keukentafel.backoffice.verzoeken import operations as verzoeken
    from keukentafel.backoffice.verzoeken.domain import VerzoekBeantwoord, VerzoekOntvangen
    from keukentafel.casework.operations import reactions as casework
    from keukentafel.casework.operations import referrals

    return (
        (BerichtOntvangen, toewijzingen.receive_302),
        (BerichtOntvangen, toewijzingen.receive_305),
        (BerichtOntvangen, toewijzingen.receive_307),
        (BerichtOntvangen, verzoeken.receive_315),
        (BerichtOntvangen, verzoeken.receive_317),
        (BerichtOntvangen, verzoeken.receive_320),
        (BerichtOntvangen, declaraties.receive_323),
        (VerzoekOntvangen, referrals.note_verzoek_ontvangen),
        (VerzoekBeantwoord, referrals.note_verzoek_beantwoord),
        (ToewijzingenIngetrokken, declaraties.check_taken_back),
        (ToewijzingVerstuurd, casework.note_toewijzing_verstuurd),
        (ToewijzingAfgewezen, casework.note_toewijzing_afgewezen),
        (HulpGestart, casework.note_hulp_gestart),
        (HulpGestopt, casework.note_hulp_gestopt),
        (DeclaratieVerwerkt, casework.note_declaratie),
    )


def connect() -> None:
    """Subscribe every reaction; done once, when all rooms are loaded."""
    for event, reaction in reactions():
        subscribe(event, reaction)
