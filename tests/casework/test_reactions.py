"""What the timeline hears from the back office."""

from dataclasses import replace
from datetime import date
from uuid import UUID, uuid4

import pytest

from keukentafel.backoffice.contracts.domain import Wet
from keukentafel.backoffice.declaraties.domain import DeclaratieVerwerkt, VerwerktePersoon
from keukentafel.backoffice.toewijzingen.domain.events import (
    Afwijzing,
    GestarteHulp,
    GestopteHulp,
    HulpGestart,
    HulpGestopt,
    ToewijzingAfgewezen,
    ToewijzingVerstuurd,
)
from keukentafel.backoffice.toewijzingen.domain.toewijzing import Grondsoort, Hulp
from keukentafel.casework.domain.contact import ContactRow
from keukentafel.casework.models.arrangement import Oplossing
from keukentafel.casework.models.timeline import Gebeurtenis
from keukentafel.casework.operations import reactions
from keukentafel.core.ids import new_id
from keukentafel.core.money import euros
from keukentafel.platform.accounts.domain import Act
from keukentafel.platform.audit.operations import handeling
from tests.casework import story
from tests.cast import Town

pytestmark = pytest.mark.db
DAY = date(2026, 11, 18)


def allocated(place: Town) -> tuple[ContactRow, UUID, UUID]:
    """A walked case whose individual solution carries a toewijzing; answers contact, solution and toewijzing."""
    row, _, solution = story.walked(place)
    toewijzing = new_id()
    with handeling(actor=place.system, act=Act.GEGEVENS_LADEN, object_type="oplossing"):
        Oplossing.objects.filter(pk=solution).update(toewijzing_id=toewijzing, toegewezen_op=DAY)
    return row, solution, toewijzing


def started(toewijzing: UUID, person: UUID, hulp: Hulp) -> GestarteHulp:
    """A start on DAY."""
    return GestarteHulp(
        toewijzing, person, 1, Grondsoort.BESLUIT, "B-2026-0001", "Begeleiding", DAY, hulp, te_laat=False
    )


def last() -> Gebeurtenis:
    """The newest line."""
    row: Gebeurtenis = Gebeurtenis.objects.order_by("-id")[0]
    return row


def test_a_toewijzing_that_went_out_and_one_that_was_refused() -> None:
    place = story.town()
    row, _, toewijzing = allocated(place)
    person = story.present(row.persoon_id)
    reactions.note_toewijzing_verstuurd(
        ToewijzingVerstuurd(
            gemeente=place.code,
            account_id=place.teamleider.account_id,
            toewijzing_id=toewijzing,
            persoon_id=person,
            toewijzingnummer=1,
            wet=Wet.WMO,
            grond_soort=Grondsoort.BESLUIT,
            grond_nummer="B-2026-0001",
            aanbieder_id=uuid4(),
            aanbiedernaam="De Brug",
            product_id=uuid4(),
            productnaam="Begeleiding",
            hoeveel="4 uur per week",
            ingangsdatum=date(2026, 12, 1),
            einddatum=None,
            verstuurd_op=DAY,
            bericht_id=1,
        )
    )
    assert last().titel == "Opdracht naar De Brug: Begeleiding, 4 uur per week"
    assert last().zichtbaar == "gezin"
    refused = Afwijzing(toewijzing, person, 1, Grondsoort.BESLUIT, "B-2026-0001", ("8794",))
    reactions.note_toewijzing_afgewezen(
        ToewijzingAfgewezen(place.code, place.backoffice.account_id, 2, "De Brug", (refused,))
    )
    assert (last().titel, last().zichtbaar) == ("De Brug kan de opdracht niet verwerken", "team")


def test_a_start_moves_the_solution_and_a_start_taken_back_moves_it_back() -> None:
    place = story.town()
    row, solution, toewijzing = allocated(place)
    begun = started(toewijzing, story.present(row.persoon_id), Hulp(DAY))
    event = HulpGestart(place.code, place.backoffice.account_id, 3, "De Brug", DAY, (begun,))
    reactions.note_hulp_gestart(event)
    stored = Oplossing.objects.get(pk=solution)
    assert (stored.status, stored.gestart_op) == ("loopt", DAY)
    assert last().titel == "De Brug is begonnen: Begeleiding, vanaf 18 november"
    back = replace(begun, hulp=Hulp())
    taken_back = HulpGestart(place.code, place.backoffice.account_id, 4, "De Brug", DAY, (), (back,))
    reactions.note_hulp_gestart(taken_back)
    stored.refresh_from_db()
    assert (stored.status, stored.gestart_op) == ("voorgesteld", None)


@pytest.mark.parametrize(
    ("reden", "woorden", "late", "titel", "tekst", "status"),
    [
        ("20", "tijdelijk beëindigd", False, "stopt tijdelijk met", "", "loopt"),
        ("31", "volgens plan", False, "is gestopt met", "Reden: volgens plan.", "gestopt"),
        ("31", "volgens plan", True, "is gestopt met", "Reden: volgens plan. Dit is later", "gestopt"),
    ],
)
def test_a_stop_is_told_and_moves_the_solution_and_taking_it_back_moves_it_back(
    reden: str, woorden: str, late: bool, titel: str, tekst: str, status: str
) -> None:
    place = story.town()
    row, solution, toewijzing = allocated(place)
    person = story.present(row.persoon_id)
    account = place.backoffice.account_id
    begun = started(toewijzing, person, Hulp(DAY))
    reactions.note_hulp_gestart(HulpGestart(place.code, account, 3, "De Brug", DAY, (begun,)))
    end = date(2026, 11, 25)
    stop = GestopteHulp(
        toewijzing, person, 1, Grondsoort.BESLUIT, "B-2026-0001", "Begeleiding", DAY, end, reden, woorden,
        Hulp(DAY, end, reden), late,
    )  # fmt: skip
    reactions.note_hulp_gestopt(HulpGestopt(place.code, account, 4, "De Brug", DAY, (stop,)))
    assert last().titel == f"De Brug {titel} Begeleiding, laatste dag 25 november"
    assert last().tekst.startswith(tekst)
    assert bool(last().tekst) == bool(tekst)
    assert Oplossing.objects.get(pk=solution).status == status
    back = replace(stop, hulp=Hulp(DAY))
    reactions.note_hulp_gestopt(HulpGestopt(place.code, account, 5, "De Brug", DAY, (), (back,)))
    assert last().titel == "De Brug trekt het einde van Begeleiding in"
    assert Oplossing.objects.get(pk=solution).status == "loopt"


def test_a_declaratie_is_one_line_a_person_in_a_fixed_number_of_queries() -> None:
    place = story.town()
    people = [story.present(story.walked(place, naam=f"Vos {n}", number=n)[0].persoon_id) for n in range(3)]
    decided = [
        VerwerktePersoon(people[0], toegekend=99620, afgewezen=5000),
        *(VerwerktePersoon(person, toegekend=99620) for person in people[1:]),
        VerwerktePersoon(uuid4(), toegekend=1),
    ]
    event = DeclaratieVerwerkt(
        gemeente=place.code,
        account_id=place.backoffice.account_id,
        declaratie_id=uuid4(),
        aanbiedernaam="De Brug",
        maand=date(2026, 10, 1),
        personen=tuple(decided),
    )
    before = Gebeurtenis.objects.count()
    with story.queries_at_most(5):
        reactions.note_declaratie(event)
    rows = {row.dossier.persoon_id: row for row in Gebeurtenis.objects.order_by("id")[before:]}
    assert set(rows) == set(people)
    assert rows[people[1]].titel == f"De Brug declareert {euros(99620)} over oktober 2026"
    assert rows[people[1]].tekst == f"{euros(99620)} goedgekeurd."
    assert rows[people[0]].tekst == f"{euros(99620)} goedgekeurd, {euros(5000)} afgewezen."
    assert rows[people[0]].bedrag == 99620


def test_people_without_a_dossier_have_no_timeline() -> None:
    place = story.town()
    refused = Afwijzing(uuid4(), uuid4(), 1, Grondsoort.VERWIJZING, "", ())
    reactions.note_toewijzing_afgewezen(
        ToewijzingAfgewezen(place.code, place.backoffice.account_id, 2, "De Brug", (refused,))
    )
    assert not Gebeurtenis.objects.exists()
