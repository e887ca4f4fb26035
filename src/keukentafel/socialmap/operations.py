"""Acts on the sociale kaart: loading many entries."""

from collections.abc import Iterable

from keukentafel.platform.accounts import queries as accounts
from keukentafel.platform.accounts.domain import Act, Actor
from keukentafel.platform.audit.operations import handeling
from keukentafel.platform.clock import queries as clock
from keukentafel.socialmap import rules
from keukentafel.socialmap.domain import NewVermelding
from keukentafel.socialmap.models import Vermelding

BATCH = 2000


def load_vermeldingen(*, actor: Actor, vermeldingen: Iterable[NewVermelding]) -> int:
    """Load entries in one handeling; answers their number. Raises `VermeldingNotValid`, and then loads nothing."""
    accounts.check(actor, Act.GEGEVENS_LADEN)
    new = list(vermeldingen)
    today = clock.today()
    for vermelding in new:
        rules.check_vermelding(vermelding, today)
    with handeling(actor=actor, act=Act.GEGEVENS_LADEN, object_type="vermelding"):
        Vermelding.objects.bulk_create(
            (_model(actor.gemeente, vermelding) for vermelding in new), batch_size=BATCH
        )
    return len(new)


def _model(gemeente: str, new: NewVermelding) -> Vermelding:
    return Vermelding(
        id=new.id,
        gemeente_id=gemeente,
        naam=new.naam,
        organisatie=new.organisatie,
        omschrijving=new.omschrijving,
        thema=new.thema,
        trede=new.trede,
        wijk_id=new.wijk_id,
        plekken_vrij=new.plekken_vrij,
        wachttijd_weken=new.wachttijd_weken,
        prijs=new.prijs,
        prijs_tekst=new.prijs_tekst,
        wanneer=new.wanneer,
        rolstoel=new.rolstoel,
        avond=new.avond,
        telefoon=new.telefoon,
        nagekeken_op=new.nagekeken_op,
    )
