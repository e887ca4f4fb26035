"""Refreshing the mart: what gets in, what never does, and whose it is."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import pyarrow.parquet as pq
import pytest
from django.apps import apps
from django.conf import settings
from django.db import models

from keukentafel.backoffice.budgets.domain import NewBegrotingspost
from keukentafel.backoffice.budgets.operations import load_budget
from keukentafel.backoffice.contracts.domain import Wet
from keukentafel.backoffice.toewijzingen.models import Toewijzing
from keukentafel.casework.domain.contact import ContactUitkomst, Kanaal, NewContact
from keukentafel.casework.operations import besluit
from keukentafel.casework.operations.contact import register_contact
from keukentafel.monitor import mart
from keukentafel.monitor.domain import MonitorFilter, Noemer
from keukentafel.monitor.operations import LABEL, ask_refresh, refresh
from keukentafel.monitor.queries import NoMartYet, get_monitor, mart_folder
from keukentafel.people.models import Persoon
from keukentafel.platform.accounts.domain import Act, ActNotPermitted
from keukentafel.platform.audit.models import Handeling
from keukentafel.platform.audit.operations import handeling
from keukentafel.platform.clock.operations import working_date
from keukentafel.platform.jobs import operations as jobs
from keukentafel.platform.jobs.domain import VoortgangStatus
from keukentafel.platform.jobs.queries import progress_of
from tests.backoffice.contracts.market import contracted
from tests.casework.story import town, walked
from tests.casework.test_besluit import applied, prepared, proposal
from tests.cast import ELSBEEK, TODAY, Town, resident

pytestmark = pytest.mark.db
HASHES = (hashlib.sha256, hashlib.sha1, hashlib.md5, hashlib.sha512)


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "DATA", tmp_path)


@pytest.fixture
def lindewaard() -> Town:
    return town()


def answered(place: Town, uitkomst: ContactUitkomst = ContactUitkomst.METEEN_BEANTWOORD) -> None:
    question = NewContact(
        vraag="Waar kan ik eten met anderen?",
        kanaal=Kanaal.INLOOP,
        uitkomst=uitkomst,
        antwoord="De Eetkamer",
        wijk_id=place.noord.id,
    )
    with working_date(TODAY):
        register_contact(actor=place.contact, contact=question)


def refreshed(place: Town) -> mart.MartNote:
    with working_date(TODAY):
        refresh(actor=place.beleid)
    note = mart.current(mart_folder(place.code))
    assert note is not None
    return note


def files_of(place: Town) -> list[Path]:
    return [path for path in mart_folder(place.code).rglob("*") if path.is_file()]


def tables_of(place: Town) -> dict[str, list[dict[str, Any]]]:
    return {
        path.stem: pq.read_table(path).to_pylist() for path in files_of(place) if path.suffix == ".parquet"
    }


def text_of(place: Town) -> str:
    """Every file as bytes and, as these are compressed, every column, its statistics and its schema as text."""
    parts = []
    for path in files_of(place):
        parts.append(path.read_bytes().decode("latin-1"))
        if path.suffix == ".parquet":
            table = pq.read_table(path)
            parts += [str(table.schema), str(pq.read_metadata(path).to_dict())]
            parts += [str(value) for column in table.columns for value in column.to_pylist()]
    return "\n".join(parts)


def identities() -> set[str]:
    """The primary key of every row of every table, as somebody might have written it; serial numbers are no secret."""
    keys: set[str] = set()
    for model in apps.get_models():
        key = model._meta.pk
        if isinstance(key, models.UUIDField):
            for value in model._default_manager.values_list("pk", flat=True):
                assert isinstance(value, UUID)
                keys |= {str(value), value.hex, str(value.int)}
    return keys


def secrets_of(persons: Iterable[Persoon]) -> set[str]:
    found: set[str] = set()
    for person in persons:
        name = f"{person.voornamen} {person.geslachtsnaam}"
        postcode = person.postcode
        found |= {
            person.bsn or "",
            person.geslachtsnaam,
            person.voornamen,
            name,
            postcode,
            postcode.replace(" ", ""),
        }
        found |= {str(person.geboortedatum), person.straat}
    return found - {"", "None"}


def hashed(values: Iterable[str]) -> set[str]:
    return {make(value.encode()).hexdigest() for value in values for make in HASHES}


def test_nobody_can_be_found_in_the_mart(lindewaard: Town) -> None:
    walked(lindewaard)
    walked(lindewaard, naam="Hendrik Vosmeer", number=3)
    answered(lindewaard)
    refreshed(lindewaard)
    secrets = secrets_of(Persoon.objects.all()) | identities()
    assert len(secrets) > 40
    text = text_of(lindewaard)
    assert len(text) > 2000
    for secret in sorted(secrets | hashed(secrets)):
        assert secret.lower() not in text.lower(), secret


def test_the_hunt_finds_what_it_hunts(lindewaard: Town) -> None:
    person = resident(lindewaard)
    folder = mart_folder(lindewaard.code) / "v"
    mart.make_private(folder)
    (folder / "los.txt").write_text(hashlib.sha256(str(person.bsn).encode()).hexdigest())
    assert any(secret in text_of(lindewaard) for secret in hashed(secrets_of(Persoon.objects.all())))


def test_a_walk_becomes_facts_without_days(lindewaard: Town) -> None:
    walked(lindewaard)
    answered(lindewaard, ContactUitkomst.NIET_VOOR_ONS)
    refreshed(lindewaard)
    tables = tables_of(lindewaard)
    melding, other = sorted(tables["ContactFact"], key=lambda row: row["uitkomst"])
    assert (melding["maand"], melding["wijk"], melding["wet"]) == (date(2026, 10, 1), "De Hoven", "wmo")
    assert (melding["leeftijdsgroep"], melding["maanden_tot_individueel"]) == ("23-44", -1)
    assert (other["pseudoniem"], other["leeftijdsgroep"], other["uitkomst"]) == (
        "",
        "onbekend",
        "niet voor ons",
    )
    [ending] = tables["UitkomstFact"]
    assert ending["uitkomst"] == "met individuele voorziening"
    assert ending["pseudoniem"] == melding["pseudoniem"]
    days = [v for rows in tables.values() for row in rows for v in row.values() if isinstance(v, date)]
    assert {day.day for day in days} == {1}


def test_a_provision_is_counted_from_its_own_contact(lindewaard: Town) -> None:
    market = contracted(lindewaard)
    aanvraag, _, _ = applied(lindewaard)
    row = prepared(lindewaard, aanvraag, proposal(market))
    with working_date(date(2026, 11, 16)):
        besluit.sign_besluit(actor=lindewaard.teamleider, besluit_id=row.id, versie=row.versie)
        besluit.send_besluit(actor=lindewaard.teamleider, besluit_id=row.id)
    refreshed(lindewaard)
    tables = tables_of(lindewaard)
    [contact] = tables["ContactFact"]
    assert (contact["maand"], contact["maanden_tot_individueel"]) == (date(2026, 10, 1), 1)
    [sent] = tables["BesluitFact"]
    assert (sent["maand"], sent["uitkomst"]) == (date(2026, 11, 1), "toegekend")
    assert tables["ClientFact"] == []


@pytest.mark.parametrize(
    ("begun", "stopped", "counted"),
    [
        (date(2026, 3, 2), None, True),
        (date(2024, 3, 4), date(2025, 12, 1), True),
        (date(2024, 3, 4), date(2025, 11, 1), False),
        (None, None, False),
    ],
)
def test_a_client_had_help_on_some_day_of_the_year(
    lindewaard: Town, begun: date | None, stopped: date | None, counted: bool
) -> None:
    market = contracted(lindewaard)
    aanvraag, _, _ = applied(lindewaard)
    row = prepared(lindewaard, aanvraag, proposal(market))
    with working_date(date(2026, 11, 16)):
        besluit.sign_besluit(actor=lindewaard.teamleider, besluit_id=row.id, versie=row.versie)
        besluit.send_besluit(actor=lindewaard.teamleider, besluit_id=row.id)
    with handeling(actor=lindewaard.system, act=Act.GEGEVENS_LADEN, object_type="toewijzing"):
        Toewijzing.objects.update(
            vanaf=begun or date(2026, 3, 2),
            begindatum=begun,
            gestopt_op=stopped,
            reden_beeindiging="19" if stopped else "",
        )
    refreshed(lindewaard)
    assert len(tables_of(lindewaard)["ClientFact"]) == counted


def test_budget_lines_stand_in_the_mart(lindewaard: Town) -> None:
    post = NewBegrotingspost(
        2026, Wet.WMO, "Begeleiding", ("02",), 1_000_00, "raadsbesluit", eerder_geboekt=250_00
    )
    load_budget(actor=lindewaard.system, posten=[post])
    refreshed(lindewaard)
    [row] = tables_of(lindewaard)["BegrotingFact"]
    assert (row["begroot"], row["eerder_geboekt"], row["categorieen"]) == (100_000, 25_000, "02")
    [line] = get_monitor(actor=lindewaard.controller, filter=MonitorFilter()).budget
    assert (line.naam, line.begroot, line.toegekend) == ("Begeleiding", 100_000, 25_000)


def test_another_municipality_is_untouched_and_unseen(lindewaard: Town) -> None:
    elsbeek = town(ELSBEEK, "Elsbeek")
    walked(elsbeek, naam="Janneke Elzenaar")
    refreshed(elsbeek)
    before = {path: (path.stat().st_mtime_ns, path.read_bytes()) for path in files_of(elsbeek)}
    answered(lindewaard)
    refreshed(lindewaard)
    assert {path: (path.stat().st_mtime_ns, path.read_bytes()) for path in files_of(elsbeek)} == before
    assert [row["uitkomst"] for row in tables_of(lindewaard)["ContactFact"]] == ["meteen beantwoord"]
    [their] = tables_of(elsbeek)["ContactFact"]
    assert their["pseudoniem"] not in text_of(lindewaard)


def test_one_act_is_recorded_and_the_page_shows_the_day(lindewaard: Town) -> None:
    with pytest.raises(NoMartYet):
        get_monitor(actor=lindewaard.beleid, filter=MonitorFilter())
    refreshed(lindewaard)
    assert Handeling.objects.filter(act="monitor verversen").count() == 1
    page = get_monitor(actor=lindewaard.raadslid, filter=MonitorFilter("Bestaat niet", 7))
    assert (page.stand.peildatum, page.wijk, page.venster) == (TODAY, "", 6)
    assert page.naast == ()
    assert page.cohorten_van(Noemer.MELDINGEN)[-1].cohort == date(2026, 10, 1)


def test_it_also_runs_in_june_2013(lindewaard: Town) -> None:
    with working_date(date(2013, 6, 17)):
        question = NewContact(
            vraag="Wie helpt mij met formulieren?",
            kanaal=Kanaal.INLOOP,
            uitkomst=ContactUitkomst.METEEN_BEANTWOORD,
            antwoord="Het spreekuur",
        )
        register_contact(actor=lindewaard.contact, contact=question)
        refresh(actor=lindewaard.beleid)
    page = get_monitor(actor=lindewaard.beleid, filter=MonitorFilter())
    assert page.stand.peildatum == date(2013, 6, 17)
    assert page.norm is not None
    assert page.norm.waarde == 20
    assert page.vragen[-1].van == date(2013, 6, 1)
    [fact] = tables_of(lindewaard)["ContactFact"]
    assert (fact["maand"], fact["wijk"]) == (date(2013, 6, 1), "Wijk onbekend")


def test_only_who_may_refreshes(lindewaard: Town) -> None:
    for actor in (lindewaard.consulent, lindewaard.controller, lindewaard.raadslid, lindewaard.beheerder):
        with pytest.raises(ActNotPermitted):
            refresh(actor=actor)
        with pytest.raises(ActNotPermitted):
            ask_refresh(actor=actor)
    assert not mart_folder(lindewaard.code).exists()
    with pytest.raises(ActNotPermitted):
        get_monitor(actor=lindewaard.consulent, filter=MonitorFilter())


def test_the_job_moves_its_dial_and_may_run_twice(lindewaard: Town) -> None:
    for _ in range(2):
        job = ask_refresh(actor=lindewaard.beleid)
        jobs.drain()
        row = progress_of(actor=lindewaard.beleid, voortgang_id=job)
        assert (row.status, row.gedaan, row.totaal, row.omschrijving) == (VoortgangStatus.KLAAR, 8, 8, LABEL)
    assert len([path for path in mart_folder(lindewaard.code).iterdir() if path.is_dir()]) == 2
