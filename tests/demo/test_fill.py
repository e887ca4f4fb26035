"""Filling the house: what was generated is there, every state occurs, and two municipalities do not mix."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db import transaction
from django.test import Client

from keukentafel.backoffice.berichten.codec.facts import REFUSED, UNDER_INVESTIGATION
from keukentafel.backoffice.berichten.domain.berichten import Berichtstatus, Inleesresultaat, Verdict
from keukentafel.backoffice.berichten.operations import scan_inbox
from keukentafel.backoffice.budgets.queries import overview
from keukentafel.backoffice.declaraties.domain import Declaratiestatus
from keukentafel.backoffice.toewijzingen.domain.toewijzing import Toewijzingstatus
from keukentafel.backoffice.verzoeken.domain import Verzoekstatus
from keukentafel.casework.domain.arrangement import Akkoord, ArrangementStatus, OplossingStatus
from keukentafel.casework.domain.besluit import AanvraagStatus, BesluitStatus
from keukentafel.casework.domain.contact import ContactUitkomst, DossierStatus, MeldingStatus
from keukentafel.casework.domain.gesprek import GebiedStatus, OnderzoekStatus, VerslagStatus, ZittingStatus
from keukentafel.casework.domain.overview import SignaalStatus
from keukentafel.casework.queries.home import get_home
from keukentafel.casework.queries.lists import list_dossiers, search
from keukentafel.config.commands import fill_when_empty
from keukentafel.demo.cast import BELEIDSADVISEUR
from keukentafel.demo.fill.cases import FOUND_BY_THE_HOUSE
from keukentafel.demo.operations import Filled, fill, finish, leave_provider_files
from keukentafel.demo.options import ELSBEEK, Options
from keukentafel.demo.provider_files import BEGUN_BY_TASK
from keukentafel.monitor.domain import MonitorFilter
from keukentafel.monitor.queries import get_monitor
from keukentafel.platform.accounts.domain import Actor
from keukentafel.platform.accounts.models import Account
from keukentafel.platform.accounts.queries import get_actor_named, system_actor
from keukentafel.platform.clock.operations import working_date
from tests.demo.conftest import Made, make

SMALL = Options(inwoners=6_000)
NEIGHBOUR = replace(ELSBEEK, inwoners=1_000)
YEAR = SMALL.working_date.year


@dataclass(frozen=True)
class House:
    """Two municipalities that were filled, and what the generator made of the first."""

    made: Made
    filled: Filled
    neighbour: Filled
    last_loaded: int
    before: int
    after: int
    read: Inleesresultaat


@pytest.fixture(scope="module")
def house(django_db_setup: None, django_db_blocker: Any) -> Iterator[House]:
    """Filled once, in one transaction for all tests of this module; the files of the providers have been read."""
    with django_db_blocker.unblock(), transaction.atomic():
        filled = fill(SMALL, lambda what, rows: None)
        neighbour = fill(NEIGHBOUR, lambda what, rows: None)
        last_loaded = rows("berichten.Bericht").latest("pk").pk
        leave_provider_files(filled)
        system = system_actor(SMALL.gemeente)
        with working_date(SMALL.working_date):
            before = granted_this_year(system)
            read = scan_inbox(actor=system)
            after = granted_this_year(system)
        yield House(make(SMALL), filled, neighbour, last_loaded, before, after, read)
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _undone(house: House) -> Iterator[None]:
    """What a test writes is undone, and it runs on the working date of the example."""
    with transaction.atomic(), working_date(SMALL.working_date):
        yield
        transaction.set_rollback(True)


def rows(model: str, gemeente: str = SMALL.gemeente) -> Any:
    """All rows of a model of one municipality."""
    return apps.get_model(model)._default_manager.filter(gemeente_id=gemeente)


def granted_this_year(actor: Actor) -> int:
    """What was approved according to the budget page."""
    controller = actor if actor.gemeente != SMALL.gemeente else get_actor_named("pieter.zandvliet")
    return overview(actor=controller, jaar=YEAR).totaal.goedgekeurd


COUNTED = {
    "people.Persoon": "personen",
    "casework.Contact": "contacten",
    "casework.Melding": "meldingen",
    "casework.Onderzoek": "onderzoeken",
    "casework.Zitting": "zittingen",
    "casework.Resultaat": "resultaten",
    "casework.Oplossing": "oplossingen",
    "casework.Aanvraag": "aanvragen",
    "casework.Besluit": "besluiten",
    "casework.Verwijzing": "verwijzingen",
    "toewijzingen.Toewijzing": "toewijzingen",
}


# A provider's file brings a child that nobody knew.
BY_A_REFERRAL = {"people.Persoon": 1, "casework.Verwijzing": 1}


@pytest.mark.parametrize("model", COUNTED)
def test_what_was_generated_is_there(house: House, model: str) -> None:
    assert rows(model).count() == len(house.made.records[COUNTED[model]]) + BY_A_REFERRAL.get(model, 0)


def test_signals_that_the_house_finds_itself_are_not_loaded(house: House) -> None:
    made = [row for row in house.made.records["signalen"] if row.soort not in FOUND_BY_THE_HOUSE]
    assert rows("casework.Signaal").count() == len(made)


def test_every_declaration_is_loaded_or_on_its_way(house: House) -> None:
    loaded = set(rows("declaraties.Declaratie").values_list("declaratienummer", flat=True))
    on_their_way = {file.naam for file in house.filled.files if file.naam.startswith("WMO323")}
    made = {row.declaratienummer for row in house.made.declaraties}
    assert made <= loaded | {name.removesuffix(".xml").split("-")[2] for name in on_their_way}
    assert loaded <= made


STATES: tuple[tuple[str, str, Iterable[str], frozenset[str]], ...] = (
    ("casework.Dossier", "status", DossierStatus, frozenset()),
    ("casework.Contact", "uitkomst", ContactUitkomst, frozenset()),
    ("casework.Melding", "status", MeldingStatus, frozenset()),
    ("casework.Onderzoek", "status", OnderzoekStatus, frozenset()),
    ("casework.Zitting", "status", ZittingStatus, frozenset()),
    # An open leefgebied is one about which nothing was written down.
    ("casework.GesprekLeefgebied", "status", GebiedStatus, frozenset({GebiedStatus.OPEN})),
    ("casework.Verslag", "status", VerslagStatus, frozenset()),
    ("casework.Oplossing", "status", OplossingStatus, frozenset()),
    ("casework.Aanvraag", "status", AanvraagStatus, frozenset()),
    ("casework.Besluit", "status", BesluitStatus, frozenset()),
    ("casework.Signaal", "status", SignaalStatus, frozenset()),
    ("toewijzingen.Toewijzing", "status", Toewijzingstatus, frozenset()),
    ("declaraties.Declaratie", "status", Declaratiestatus, frozenset({Declaratiestatus.ONTVANGEN})),
    ("berichten.Bericht", "verdict", Verdict, frozenset()),
    ("casework.Arrangement", "status", ArrangementStatus, frozenset()),
    ("casework.Resultaat", "akkoord", Akkoord, frozenset()),
    ("verzoeken.Verzoek", "status", Verzoekstatus, frozenset()),
    ("verzoeken.Verzoekantwoord", "antwoord", (REFUSED, UNDER_INVESTIGATION), frozenset()),
    # To have been received lasts as long as the transaction in which a message is answered.
    ("berichten.BerichtStatus", "status", Berichtstatus, frozenset({Berichtstatus.ONTVANGEN})),
    # The room has no enum of these two: they come in from elsewhere.
    ("casework.Evaluatie", "status", ("gepland", "gehouden", "vervallen"), frozenset()),
    (
        "casework.Verwijzing",
        "status",
        ("ontvangen", "in onderzoek", "toegewezen", "afgewezen"),
        frozenset(),
    ),
)


@pytest.mark.parametrize(("model", "column", "states", "passing"), STATES, ids=[row[0] for row in STATES])
def test_every_state_occurs(model: str, column: str, states: Iterable[str], passing: frozenset[str]) -> None:
    found = set(rows(model).order_by().values_list(column, flat=True).distinct())
    assert {str(state) for state in set(states) - passing} <= found


def test_the_consulent_finds_work_that_cannot_wait(house: House) -> None:
    home = get_home(actor=get_actor_named("femke.aalbers"))
    assert home.kan_niet_wachten
    assert any(row.persoonnaam == "Daan Bos" for row in (*home.kan_niet_wachten, *home.deze_week))


def test_the_dossier_of_karin_and_daan_can_be_opened_in_a_browser(house: House) -> None:
    (daan,) = search(actor=get_actor_named("femke.aalbers"), text="Daan Bos")
    browser = Client()
    browser.force_login(Account.objects.get(gebruikersnaam="femke.aalbers"))
    assert "Daan Bos" in browser.get("/").content.decode()
    page = browser.get(f"/inwoners/{daan.id}/")
    assert page.status_code == 200
    assert "Karin Dijkstra" in page.content.decode()


def test_of_every_minor_with_youth_help_it_is_known_who_has_custody(house: House) -> None:
    day = SMALL.working_date
    came_of_age = day.replace(year=day.year - 18)
    with_help = rows("toewijzingen.Toewijzing").filter(wet="jeugdwet", persoon__geboortedatum__gt=came_of_age)
    assert with_help.exists()
    assert not with_help.exclude(persoon__in=rows("people.Gezag").values("persoon")).exists()


def test_of_some_protected_children_an_institution_is_the_guardian(house: House) -> None:
    guardians = rows("people.Gezag").filter(soort="voogd")
    assert guardians.exists()
    assert set(guardians.values_list("geslachtsnaam", "organisatie")) == {
        ("Jeugdbescherming Lindestreek", True)
    }
    protected = rows("toewijzingen.Toewijzing").filter(productcode="48A01")
    guarded = guardians.values_list("persoon_id", flat=True)
    assert set(guarded) < set(protected.values_list("persoon_id", flat=True))
    assert rows("people.Gezag").filter(persoon_id__in=guarded).count() == guardians.count()


def test_timelines_tell_what_was_declared_lately(house: House) -> None:
    lines = rows("casework.Gebeurtenis").filter(soort="declaratie", titel__contains="september 2026")
    assert lines.exists()
    assert all(line.bedrag is not None for line in lines)


def test_what_was_not_sent_is_not_told_as_sent(house: House) -> None:
    kept_back = rows("toewijzingen.Toewijzing").filter(status=Toewijzingstatus.CONCEPT.value)
    assert not rows("casework.Gebeurtenis").filter(object_id__in=kept_back.values("pk")).exists()


def test_two_municipalities_do_not_mix(house: House) -> None:
    for model in ("people.Persoon", "casework.Dossier", "toewijzingen.Toewijzing", "declaraties.Declaratie"):
        here, there = (
            set(rows(model, code).values_list("pk", flat=True))
            for code in (SMALL.gemeente, NEIGHBOUR.gemeente)
        )
        assert here
        assert there
        assert not here & there
    neighbours = Account.objects.filter(gemeente_id=NEIGHBOUR.gemeente, rollen=["consulent"])
    stranger = get_actor_named(neighbours[0].gebruikersnaam)
    assert not search(actor=stranger, text="Dijkstra Karin")
    shown = {row.id for row in list_dossiers(actor=stranger, filter="team").rijen}
    assert shown <= set(rows("casework.Dossier", NEIGHBOUR.gemeente).values_list("pk", flat=True))


def test_a_house_that_is_filled_is_not_filled_again(house: House) -> None:
    assert not fill_when_empty()


def test_the_files_of_providers_get_the_verdict_that_they_deserve(house: House) -> None:
    names = [file.naam for file in house.filled.files]
    assert len(names) == len(set(names)) >= 10
    assert house.read.aangenomen + house.read.geweigerd + house.read.niet_geaccepteerd == len(names)
    assert house.read.niet_geaccepteerd == 2
    assert house.read.geweigerd == 1
    assert rows("declaraties.Declaratie").filter(status=Declaratiestatus.GEWEIGERD.value).count() == 1


def test_requests_wait_with_their_last_day_and_help_that_ended_says_why(house: House) -> None:
    asked = rows("verzoeken.Verzoek")
    open_ones = asked.filter(status__in=["ontvangen", "in onderzoek"])
    assert open_ones.filter(uiterlijk__isnull=False).count() == open_ones.count() > 0
    assert asked.filter(status="in onderzoek", antwoorden__antwoord="2").count() <= 1
    stopped = rows("toewijzingen.Toewijzing").filter(gestopt_op__isnull=False)
    again = rows("toewijzingen.StartMelding").filter(bericht__identificatie__startswith="H")
    of_allocations = rows("toewijzingen.StopMelding").filter(toewijzing__isnull=False)
    assert stopped.count() + again.count() == of_allocations.count() > 0
    assert not stopped.filter(reden_beeindiging="").exists()


def test_what_presses_is_a_task(house: House) -> None:
    urgent = rows("casework.Melding").filter(spoed=True, status__in=["ontvangen", "bevestigd"])
    tasks = rows("casework.Taak").filter(soort="spoed: contact opnemen")
    assert set(tasks.values_list("object_id", flat=True)) == set(urgent.values_list("pk", flat=True)) != set()


def test_names_stand_where_a_reader_expects_them(house: House) -> None:
    present = {
        name for names in rows("casework.Zitting").values_list("aanwezig", flat=True) for name in names
    }
    assert "Femke Aalbers" in present
    assert not {name for name in present if "." in name}
    carried = set(rows("casework.Oplossing").values_list("verantwoordelijke", flat=True))
    assert not carried & {"inwoner", "netwerk"}
    waiting = rows("casework.Besluit").exclude(status="verzonden").filter(product_id__isnull=False)
    assert waiting.exists()
    assert not waiting.filter(aanbieder_id__isnull=True).exists()


def test_an_emergency_entry_waits_for_its_review(house: House) -> None:
    entries = apps.get_model("people.Toegang")._base_manager.filter(noodtoegang=True)
    assert sorted(entries.values_list("oordeel", flat=True)) == [
        "",
        "gerechtvaardigd",
        "niet gerechtvaardigd",
    ]


def test_the_files_are_answered_and_move_the_budget(house: House) -> None:
    answers = rows("berichten.Bericht").filter(richting="uit", pk__gt=house.last_loaded)
    assert {306, 308, 316, 325} <= set(answers.values_list("nummer", flat=True))
    child = rows("verzoeken.Verzoek").get(uit_bericht=True)
    change = rows("verzoeken.Verzoek").get(soort="wijziging")
    assert (change.status, change.bericht_id is None) == ("ontvangen", False)
    paused = rows("toewijzingen.Toewijzing").filter(stopmeldingen__reden_beeindiging="20")
    assert paused.filter(gestopt_op=None, begindatum=SMALL.working_date - timedelta(days=1)).count() == 1
    assert rows("casework.Verwijzing").filter(pk=child.pk, dossier__persoon_id=child.persoon_id).exists()
    ends = rows("toewijzingen.StopMelding").filter(bericht__isnull=False, toewijzing__isnull=False)
    assert set(ends.values_list("reden_beeindiging", flat=True)) == {"19", "20"}
    assert house.after > house.before


def test_a_provider_with_a_task_began_help_without_an_allocation_and_the_case_tells(house: House) -> None:
    by_task = rows("toewijzingen.StartMelding").filter(toewijzing__isnull=True)
    assert by_task.count() == len(BEGUN_BY_TASK)
    assert set(by_task.values_list("aanbieder__naam", flat=True)) == {"Nieuwe Maan"}
    assert not by_task.filter(persoon__afgeschermd=True).exists()
    (ended,) = rows("toewijzingen.StopMelding").filter(toewijzing__isnull=True)
    assert ended.einddatum == SMALL.working_date - timedelta(days=1)
    told = rows("casework.Gebeurtenis").filter(titel__startswith="Nieuwe Maan is begonnen")
    cases = rows("casework.Dossier").filter(persoon_id__in=by_task.values("persoon_id"))
    assert set(told.values_list("dossier_id", flat=True)) == set(cases.values_list("pk", flat=True)) != set()


def test_the_same_files_once_more_are_booked_once(house: House) -> None:
    lines = rows("declaraties.Declaratieregel").count()
    leave_provider_files(house.filled)
    read = scan_inbox(actor=system_actor(SMALL.gemeente))
    assert read.dubbel == len(house.filled.files)
    assert rows("declaraties.Declaratieregel").count() == lines


def test_the_monitor_has_figures_from_the_first_day(house: House) -> None:
    finish(house.filled)
    adviser = get_actor_named(BELEIDSADVISEUR.gebruikersnaam)
    shown = get_monitor(actor=adviser, filter=MonitorFilter())
    assert shown.stand.versie
    assert shown.per_wijk
    assert shown.stand.feiten > 1000
