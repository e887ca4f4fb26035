"""Who has custody of a minor, as a 301 of the Jeugdwet tells it (OP001, OP002): as a relation of the client.

The standard asks that it is recorded and sent; no technical rule refuses a 301 without. So a new allocation waits until somebody
recorded who it is, or that it cannot be told. A change of what runs, or taking it back, never waits for that. It stays away when the
provider said to know it (OP002x1) and when the youth alone decides (OP002x2).
"""

from keukentafel.backoffice.berichten.codec.facts import KnownVerzoek
from keukentafel.backoffice.berichten.codec.records.toewijzing import Relatie
from keukentafel.backoffice.contracts.domain import Wet
from keukentafel.backoffice.toewijzingen import message
from keukentafel.backoffice.toewijzingen.domain.toewijzing import NewToewijzing
from keukentafel.backoffice.toewijzingen.rules import granting
from keukentafel.people import queries as people
from keukentafel.people.domain import BerichtPersoon, GezagRow
from keukentafel.platform.clock import queries as clock


def check(*, gemeente: str, new: NewToewijzing, verzoek: KnownVerzoek | None) -> None:
    """Raises `CustodyUnknown` when it is not recorded who has custody of the minor; two queries, for the Jeugdwet alone."""
    if new.wet is not Wet.JEUGDWET or _told(verzoek):
        return
    person = people.message_persons(gemeente=gemeente, persoon_ids=[new.persoon_id]).get(new.persoon_id)
    if person is not None and _is_minor(person) and not _custody(gemeente, person):
        raise granting.CustodyUnknown


def relations(
    *, gemeente: str, wet: Wet, persoon: BerichtPersoon, verzoek: KnownVerzoek | None
) -> tuple[Relatie, ...]:
    """The relations that go along with a 301; one query, none for who is no minor under the Jeugdwet."""
    if wet is not Wet.JEUGDWET or _told(verzoek) or not _is_minor(persoon):
        return ()
    found = (message.relation_of(row) for row in _custody(gemeente, persoon))
    return tuple(relation for relation in found if relation is not None)


def _told(verzoek: KnownVerzoek | None) -> bool:
    return verzoek is not None and verzoek.gezagsdragerbekend


def _is_minor(persoon: BerichtPersoon) -> bool:
    return people.is_minor(persoon.geboortedatum, clock.today())


def _custody(gemeente: str, persoon: BerichtPersoon) -> list[GezagRow]:
    today = clock.today()
    rows = people.custody_of(gemeente=gemeente, persoon_id=persoon.id)
    return [row for row in rows if row.geldt_op(today)]
