"""The client of a provider's message as a person of the municipality."""

from uuid import UUID

from keukentafel.backoffice.berichten.codec.records.start import Client305
from keukentafel.backoffice.berichten.codec.records.stop import Client307
from keukentafel.backoffice.berichten.codec.records.verzoek import Client315
from keukentafel.people import operations as people
from keukentafel.people import queries as persons
from keukentafel.people.domain import Geslacht, NewPersoon
from keukentafel.platform.accounts.domain import Actor


def client_of(
    *, actor: Actor, client: Client305 | Client307 | Client315, bericht_id: int, nummer: int
) -> tuple[UUID, bool]:
    """The person, and whether they were registered now, with what the message says."""
    known = persons.ids_by_bsn(gemeente=actor.gemeente, bsns=[client.bsn])
    if client.bsn in known:
        return known[client.bsn], False
    naam, born = client.naam, client.geboortedatum
    person = NewPersoon(
        geslachtsnaam=naam.geslachtsnaam.achternaam,
        voorvoegsel=naam.geslachtsnaam.voorvoegsel or "",
        voornamen=naam.voornamen or "",
        bsn=client.bsn,
        # A birth date of which a part is unknown is no birth date (COD170).
        geboortedatum=born.datum if born.datumgebruik is None else None,
        geslacht=Geslacht(client.geslacht),
    )
    source = f"overgenomen uit bericht {bericht_id} van een aanbieder ({nummer})"
    return people.register_from_message(actor=actor, person=person, bron=source), True
