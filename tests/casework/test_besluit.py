"""Step 4 of the walk: aanvraag, besluit by two people, and the toewijzing in the same transaction."""

from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from uuid import UUID, uuid4

import pytest

from keukentafel.backoffice.toewijzingen.domain.toewijzing import Toewijzingstatus
from keukentafel.backoffice.toewijzingen.models import Toewijzing
from keukentafel.casework.domain.besluit import (
    AanvraagRow,
    AanvraagWeg,
    BesluitRow,
    BesluitSoort,
    BesluitStatus,
    NewAanvraag,
    NewBesluit,
)
from keukentafel.casework.domain.gesprek import NewAfronding, OnderzoekUitkomst
from keukentafel.casework.domain.overview import GebeurtenisSoort, TaakSoort
from keukentafel.casework.models.arrangement import Oplossing
from keukentafel.casework.models.besluit import Aanvraag, Besluit
from keukentafel.casework.operations import besluit, dossier, onderzoek
from keukentafel.casework.operations.keeping import move
from keukentafel.casework.queries.besluit import get_aanvraag, get_besluit
from keukentafel.casework.queries.dossier import get_dossier
from keukentafel.casework.queries.home import get_home
from keukentafel.casework.rules import besluit as rules
from keukentafel.casework.rules.contact import HelpStillRuns, ReasonMissing, WorkLeft
from keukentafel.casework.rules.states import StepNotPossible
from keukentafel.core.errors import Conflict, Refusal
from keukentafel.platform.accounts.domain import Act, ActNotPermitted
from keukentafel.platform.audit.models import Handeling
from keukentafel.platform.audit.operations import handeling
from keukentafel.platform.clock.operations import working_date
from tests.backoffice.contracts.market import Market, contracted
from tests.casework import story
from tests.cast import Town

pytestmark = pytest.mark.db

DAY = date(2026, 11, 2)


def proposal(market: Market | None = None) -> NewBesluit:
    """Two day parts a week for a year."""
    return NewBesluit(
        soort=BesluitSoort.TOEGEKEND,
        motivering="Uit het onderzoek blijkt dat de dagen te vol zijn.",
        grondslag=story.ARTIKEL,
        heronderzoek_op=date(2027, 9, 1),
        product_id=market.dagbesteding if market else uuid4(),
        productnaam="Dagbesteding",
        aanbieder_id=market.aanbieder if market else uuid4(),
        aanbiedernaam="Stichting De Brug",
        volume=2,
        eenheid="16",
        frequentie="2",
        ingangsdatum=date(2026, 12, 1),
        einddatum=date(2027, 11, 30),
    )


def applied(place: Town) -> tuple[AanvraagRow, UUID, UUID]:
    """The walk up to the aanvraag; answers it with its dossier and solution."""
    row, _, solution = story.walked(place)
    with working_date(DAY):
        aanvraag = besluit.register_aanvraag(
            actor=place.consulent,
            melding_id=story.present(row.melding_id),
            aanvraag=NewAanvraag(oplossing_id=solution),
        )
    return aanvraag, story.present(row.dossier_id), solution


def prepared(place: Town, aanvraag: AanvraagRow, new: NewBesluit) -> BesluitRow:
    with working_date(DAY):
        return besluit.prepare_besluit(actor=place.consulent, aanvraag_id=aanvraag.id, besluit=new)


def sent(place: Town, row: BesluitRow) -> BesluitRow:
    with working_date(DAY):
        besluit.sign_besluit(actor=place.teamleider, besluit_id=row.id, versie=row.versie)
        return besluit.send_besluit(actor=place.teamleider, besluit_id=row.id)


def on_today(place: Town, days: int = 0) -> list[tuple[TaakSoort, UUID | None]]:
    """What waits for the signature of the team leader so many days later, and the row that its button opens."""
    with working_date(DAY + timedelta(days=days)):
        home = get_home(actor=place.teamleider)
    rows = (*home.kan_niet_wachten, *home.deze_week, *home.te_tekenen)
    return [
        (row.soort, row.object_id)
        for row in rows
        if row.soort in (TaakSoort.ONDERTEKENEN, TaakSoort.VERZENDEN)
    ]


def test_from_aanvraag_to_toewijzing() -> None:
    place = story.town()
    market = contracted(place)
    aanvraag, dossier_id, solution = applied(place)
    assert aanvraag.weg is AanvraagWeg.NA_ONDERZOEK
    assert aanvraag.beslis_uiterlijk == DAY + timedelta(weeks=2)
    row = prepared(place, aanvraag, proposal(market))
    assert row.nummer == "B-2026-0001"
    assert [on_today(place, days) for days in (0, 7, 15)] == [[(TaakSoort.ONDERTEKENEN, row.id)]] * 3
    assert row.verordening_versie == "2026"
    row = sent(place, row)
    assert row.verzonden_op == DAY
    assert row.bezwaar_uiterlijk == DAY + timedelta(weeks=6)
    toewijzing = Toewijzing.objects.get()
    assert toewijzing.pk == row.toewijzing_id == Oplossing.objects.get(pk=solution).toewijzing_id
    assert (toewijzing.grond_soort, toewijzing.grond_nummer) == ("besluit", "B-2026-0001")
    with working_date(DAY):
        page = get_besluit(actor=place.consulent, besluit_id=row.id)
        assert page.persoonnaam == "Karin Dijkstra"
        assert page.adresregel == "Sparrenlaan 14"
        assert get_aanvraag(actor=place.consulent, aanvraag_id=aanvraag.id).status == "besloten"
        shown = get_dossier(actor=place.consulent, dossier_id=dossier_id)
    assert [task.soort for task in shown.taken] == [TaakSoort.EVALUATIE, TaakSoort.EVALUATIE]
    assert shown.besluiten[0].status is BesluitStatus.VERZONDEN
    assert GebeurtenisSoort.BESLUIT in {event.soort for event in shown.tijdlijn.gebeurtenissen}


def test_a_dossier_stays_open_while_help_goes_on_and_closes_when_it_ended() -> None:
    place = story.town()
    market = contracted(place)
    aanvraag, dossier_id, _ = applied(place)
    sent(place, prepared(place, aanvraag, proposal(market)))
    close = partial(
        dossier.close_dossier, actor=place.consulent, dossier_id=dossier_id, reden="Het gaat goed."
    )
    done = Handeling.objects.count()
    with working_date(DAY), pytest.raises(HelpStillRuns) as refused:
        close()
    assert "van Stichting De Brug, tot en met 30 november 2027." in str(refused.value)
    assert "Laat een collega het dossier oppakken" in str(refused.value)
    with working_date(date(2027, 11, 30)), pytest.raises(HelpStillRuns):
        close()
    with working_date(date(2027, 12, 1)):
        with pytest.raises(WorkLeft):
            close()
        assert Handeling.objects.count() == done
        for task in get_dossier(actor=place.consulent, dossier_id=dossier_id).taken:
            dossier.complete_task(actor=place.consulent, taak_id=task.id)
        with pytest.raises(ReasonMissing):
            close(reden=" ")
        close()
        assert get_dossier(actor=place.consulent, dossier_id=dossier_id).dossier.status == "afgesloten"


def test_an_allocation_that_the_provider_refused_keeps_no_dossier_open() -> None:
    place = story.town()
    market = contracted(place)
    aanvraag, dossier_id, _ = applied(place)
    sent(place, prepared(place, aanvraag, proposal(market)))
    with handeling(actor=place.system, act=Act.GEGEVENS_LADEN, object_type="toewijzing"):
        Toewijzing.objects.update(status=Toewijzingstatus.AFGEWEZEN.value)
    with working_date(DAY), pytest.raises(WorkLeft):
        dossier.close_dossier(actor=place.consulent, dossier_id=dossier_id, reden="Geen plek.")


def test_a_refusal_is_a_besluit_without_a_toewijzing() -> None:
    place = story.town()
    aanvraag, _, _ = applied(place)
    refusal = NewBesluit(BesluitSoort.AFGEWEZEN, "Het netwerk kan dit dragen.", story.ARTIKEL, None)
    row = sent(place, prepared(place, aanvraag, refusal))
    assert row.bezwaarclausule.startswith("Bent u het er niet mee eens")
    assert not Toewijzing.objects.exists()


def test_nobody_signs_their_own_besluit_and_a_consulent_signs_none() -> None:
    place = story.town()
    aanvraag, _, _ = applied(place)
    row = prepared(place, aanvraag, proposal())
    with pytest.raises(ActNotPermitted):
        besluit.sign_besluit(actor=place.consulent, besluit_id=row.id, versie=row.versie)
    both = replace(place.teamleider, rollen=place.teamleider.rollen | place.consulent.rollen)
    with working_date(DAY):
        again = besluit.prepare_besluit(actor=both, aanvraag_id=aanvraag.id, besluit=proposal())
        assert again.id == row.id
        with pytest.raises(rules.SamePerson):
            besluit.sign_besluit(actor=both, besluit_id=row.id, versie=again.versie)
        assert get_home(actor=both).te_tekenen == ()


def test_a_signed_besluit_is_not_prepared_again_unless_sent_back_and_never_after_sending() -> None:
    place = story.town()
    market = contracted(place)
    aanvraag, _, _ = applied(place)
    row = sent(place, prepared(place, aanvraag, proposal(market)))
    with pytest.raises(StepNotPossible):
        prepared(place, aanvraag, proposal(market))
    with pytest.raises(StepNotPossible):
        besluit.send_besluit(actor=place.teamleider, besluit_id=row.id)


def test_what_the_toewijzing_refuses_undoes_the_sending() -> None:
    place = story.town()
    aanvraag, _, _ = applied(place)
    row = prepared(place, aanvraag, proposal())
    with pytest.raises(Refusal):
        sent(place, row)
    assert Besluit.objects.get().status == "ondertekend"
    assert Aanvraag.objects.get().status == "ontvangen"


def test_an_aanvraag_waits_for_the_onderzoek_or_for_day_43() -> None:
    place = story.town()
    with working_date(story.MELDING_DAY):
        row = story.melding(place)
    melding_id = story.present(row.melding_id)
    with working_date(story.MELDING_DAY + timedelta(days=20)), pytest.raises(rules.AanvraagTooEarly):
        besluit.register_aanvraag(actor=place.consulent, melding_id=melding_id, aanvraag=NewAanvraag())
    assert not Aanvraag.objects.exists()
    with working_date(story.MELDING_DAY + timedelta(days=43)):
        aanvraag = besluit.register_aanvraag(
            actor=place.consulent, melding_id=melding_id, aanvraag=NewAanvraag()
        )
    assert aanvraag.weg is AanvraagWeg.NA_ZES_WEKEN


def test_a_signed_verslag_counts_when_the_verordening_says_so() -> None:
    place = story.town()
    with working_date(story.MELDING_DAY):
        row = story.melding(place)
    with working_date(story.GESPREK_DAY):
        enquiry = story.started(place, row)
        story.talked(place, enquiry)
        story.reported(place, enquiry)
        aanvraag = besluit.register_aanvraag(
            actor=place.consulent, melding_id=story.present(row.melding_id), aanvraag=NewAanvraag()
        )
    assert aanvraag.weg is AanvraagWeg.ONDERTEKEND_VERSLAG


def test_the_right_to_apply_stays_after_doing_nothing_and_an_aanvraag_can_be_taken_back() -> None:
    place = story.town()
    with working_date(story.MELDING_DAY):
        row = story.melding(place)
    with working_date(story.GESPREK_DAY):
        enquiry = story.started(place, row)
        story.talked(place, enquiry)
        story.reported(place, enquiry)
        onderzoek.finish_onderzoek(
            actor=place.consulent,
            onderzoek_id=enquiry,
            afronding=NewAfronding(OnderzoekUitkomst.NIETS_DOEN, "Eerst zelf.", DAY + timedelta(days=60)),
        )
        aanvraag = besluit.register_aanvraag(
            actor=place.consulent, melding_id=story.present(row.melding_id), aanvraag=NewAanvraag()
        )
        besluit.withdraw_aanvraag(actor=place.consulent, aanvraag_id=aanvraag.id, reden="Toch niet.")
    assert Aanvraag.objects.get().status == "ingetrokken"


def test_in_june_2013_no_rule_is_in_force() -> None:
    place = story.town()
    day = date(2013, 6, 12)
    with working_date(day):
        row = story.melding(place)
        enquiry = story.started(place, row)
        story.talked(place, enquiry, day)
        _, solution = story.planned(place, enquiry)
        story.reported(place, enquiry)
        story.finished(place, enquiry)
        aanvraag = besluit.register_aanvraag(
            actor=place.consulent,
            melding_id=story.present(row.melding_id),
            aanvraag=NewAanvraag(oplossing_id=solution),
        )
        assert aanvraag.beslis_uiterlijk == day + timedelta(weeks=8)
        with pytest.raises(rules.NoRuleInForce, match="Op 12 juni 2013 is er geen verordening van kracht"):
            besluit.prepare_besluit(actor=place.consulent, aanvraag_id=aanvraag.id, besluit=proposal())
    assert not Besluit.objects.exists()


def test_an_oplossing_of_another_dossier_is_refused() -> None:
    place = story.town()
    _, _, other = story.walked(place, naam="Hendrik Vos", number=1)
    row, _, _ = story.walked(place)
    with working_date(DAY), pytest.raises(Refusal, match="niet als hulp op maat"):
        besluit.register_aanvraag(
            actor=place.consulent,
            melding_id=story.present(row.melding_id),
            aanvraag=NewAanvraag(oplossing_id=other),
        )


def test_one_aanvraag_at_a_time_for_the_same_help() -> None:
    place = story.town()
    aanvraag, _, solution = applied(place)
    again = NewAanvraag(oplossing_id=solution)
    with working_date(DAY), pytest.raises(Refusal, match="loopt al een aanvraag"):
        besluit.register_aanvraag(actor=place.consulent, melding_id=aanvraag.melding_id, aanvraag=again)
    assert Aanvraag.objects.count() == 1


def test_of_two_people_who_act_at_once_only_one_does() -> None:
    place = story.town()
    aanvraag, _, _ = applied(place)
    row = prepared(place, aanvraag, proposal())
    with handeling(actor=place.system, act=Act.GEGEVENS_LADEN, object_type="besluit"):
        move(Besluit, row.id, van=BesluitStatus.CONCEPT, soort="afgewezen")
        with pytest.raises(Conflict, match="net al gedaan"):
            move(Besluit, row.id, van=BesluitStatus.ONDERTEKEND, soort="toegekend")
    assert Besluit.objects.get().soort == "afgewezen"


def test_only_what_was_read_is_signed() -> None:
    place = story.town()
    aanvraag, _, _ = applied(place)
    read = prepared(place, aanvraag, proposal())
    changed = prepared(place, aanvraag, replace(proposal(), volume=9))
    done = Handeling.objects.count()
    with (
        working_date(DAY),
        pytest.raises(
            rules.ConceptChanged, match=rf"^{place.consulent.naam} heeft dit besluit op .* opnieuw"
        ),
    ):
        besluit.sign_besluit(actor=place.teamleider, besluit_id=read.id, versie=read.versie)
    assert Besluit.objects.get().status == BesluitStatus.CONCEPT
    assert Handeling.objects.count() == done
    with working_date(DAY):
        row = besluit.sign_besluit(actor=place.teamleider, besluit_id=read.id, versie=changed.versie)
        assert (row.volume, row.status) == (9, BesluitStatus.ONDERTEKEND)
        second = replace(place.teamleider_zuid, teams=place.teamleider.teams)
        with pytest.raises(rules.AlreadySigned, match=f"^{place.teamleider.naam} heeft dit besluit al"):
            besluit.sign_besluit(actor=second, besluit_id=read.id, versie=changed.versie)


def test_a_signed_besluit_that_is_prepared_again_loses_its_signature() -> None:
    place = story.town()
    aanvraag, _, _ = applied(place)
    row = prepared(place, aanvraag, proposal())
    with working_date(DAY):
        besluit.sign_besluit(actor=place.teamleider, besluit_id=row.id, versie=row.versie)
    again = prepared(place, aanvraag, proposal())
    assert (again.id, again.status, again.ondertekenaar) == (row.id, BesluitStatus.CONCEPT, "")
