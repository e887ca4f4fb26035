"""The pages of requests: the list, one request, and the answers."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from keukentafel.backoffice.berichten.codec.records.wijziging import OngewijzigdProduct
from keukentafel.backoffice.verzoeken.models import Verzoek
from keukentafel.platform.accounts.models import Account
from keukentafel.platform.clock.operations import working_date
from tests.backoffice.contracts.market import contracted
from tests.backoffice.verzoeken.asking import LATER, asked, deliver, vot, vow
from tests.backoffice.verzoeken.test_requests import changed, running
from tests.cast import Town, found, resident

pytestmark = pytest.mark.db


def requested(town: Town) -> None:
    """A referral for two products and a request for a change."""
    market = contracted(town)
    with working_date(LATER):
        deliver(
            town,
            vot(
                resident(town),
                asked(),
                asked("VOT-2", toewijzingingangsdatum=LATER.replace(year=2027), toewijzingeinddatum=None),
            ),
        )
        person = resident(town, "Jan Vos", number=1)
        help_, chair = running(town, market, person)
        stays = (OngewijzigdProduct(toewijzingnummer=chair.toewijzingnummer),)
        more = changed(help_, einddatum=LATER.replace(year=2028))
        deliver(town, vow(person.bsn or "", ongewijzigdeproducten=stays, tewijzigenproducten=(more,)))


class TestPages:
    """The pages without a browser."""

    def test_answers_are_given_once_and_said(self) -> None:
        town = found()
        requested(town)
        bas = Client()
        bas.force_login(Account.objects.get(pk=town.backoffice.account_id))
        with working_date(LATER):
            listed = bas.get(reverse("verzoeken")).content.decode()
            assert listed.count("Ambulante begeleiding jeugd") == 2
            assert "Begeleiding individueel anders" in listed
            first = Verzoek.objects.get(referentieaanbieder="VOT-1").pk
            shown = bas.get(reverse("verzoek", args=[first])).content.decode()
            assert "Huisarts, Huisartsenpraktijk De Linde" in shown
            bas.post(reverse("verzoek-onderzoeken", args=[first]))
            again = bas.post(reverse("verzoek-onderzoeken", args=[first]), follow=True).content.decode()
            assert "Dit verzoek is nu &#x27;in onderzoek&#x27;" in again
            assert bas.get(reverse("verzoek-onderzoeken", args=[first])).status_code == 302
            granted = bas.post(reverse("verzoek-toewijzen", args=[first]), follow=True).content.decode()
            assert "De toewijzing (301) staat klaar voor Stichting De Brug." in granted
            closed = bas.get(reverse("verzoeken") + "?stand=toegewezen").content.decode()
            assert closed.count("Ambulante begeleiding jeugd") == 1

    def test_a_change_as_a_whole_offers_no_woonplaats(self) -> None:
        town = found()
        requested(town)
        bas = Client()
        bas.force_login(Account.objects.get(pk=town.backoffice.account_id))
        change = Verzoek.objects.get(referentieaanbieder="VOW-1").pk
        with working_date(LATER):
            asked_page = bas.get(reverse("verzoek-afwijzen", args=[change])).content.decode()
            assert "Woonplaatsbeginsel" not in asked_page
            assert bas.post(reverse("verzoek-afwijzen", args=[change]), {}).status_code == 422
            told = bas.post(reverse("verzoek-afwijzen", args=[change]), {"reden": "2"}, follow=True)
        assert "Afgewezen: past niet binnen het budget" in told.content.decode()
