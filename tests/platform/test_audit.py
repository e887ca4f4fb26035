"""No change without an act, no look without a line, and a log that shows tampering."""

from collections.abc import Callable
from datetime import date, timedelta
from uuid import uuid4

import pghistory.models
import pytest
from django.apps import apps
from django.db import IntegrityError, ProgrammingError, connection, transaction

from keukentafel.people.models import Persoon
from keukentafel.platform.accounts.domain import Act, ActNotPermitted
from keukentafel.platform.accounts.models import Team
from keukentafel.platform.audit import operations as audit
from keukentafel.platform.audit.models import Handeling, Kijkregel, Kijkzegel
from keukentafel.platform.audit.queries import broken_seals, looks, looks_at_person
from keukentafel.platform.audit.rules import FIRST, digest
from keukentafel.platform.clock import queries as clock
from keukentafel.platform.clock.operations import working_date
from tests.cast import ELSBEEK, found, resident

pytestmark = pytest.mark.db


def test_every_model_of_ours_is_tracked_ledger_or_technical() -> None:
    """A new model cannot be forgotten: it says how its changes are kept."""
    unclear = [
        model._meta.label
        for model in apps.get_models()
        if model.__module__.startswith("keukentafel.")
        and not getattr(model, "ledger", False)
        and not getattr(model, "technical", False)
        and not hasattr(model, "pgh_event_models")
    ]
    assert unclear == []


def test_a_change_outside_an_act_is_impossible() -> None:
    found()
    with pytest.raises(IntegrityError, match="pgh_context_id"), transaction.atomic():
        Team.objects.filter(naam="Noord").update(naam="Anders")
    assert not Team.objects.filter(naam="Anders").exists()


def test_each_version_points_to_its_handeling() -> None:
    town = found()
    with audit.handeling(
        actor=town.consulent, act=Act.CONTACT_REGISTREREN, object_type="team", ground="proef"
    ) as act:
        Team.objects.filter(naam="Noord").update(naam="Noordwest")
    versions = pghistory.models.Context.objects.filter(metadata__handeling=act.id)
    assert versions.count() == 1
    assert versions.get().metadata["account"] == str(town.consulent.account_id)


def test_an_act_within_an_act_has_its_own_handeling_and_one_history() -> None:
    town = found()
    with (
        audit.handeling(actor=town.consulent, act=Act.CONTACT_REGISTREREN, object_type="buiten") as outer,
        audit.handeling(actor=town.consulent, act=Act.GESPREK_VOEREN, object_type="binnen"),
    ):
        Team.objects.filter(naam="Noord").update(naam="Noordoost")
    assert Handeling.objects.filter(object_type__in=("buiten", "binnen")).count() == 2
    assert pghistory.models.Context.objects.filter(metadata__handeling=outer.id).exists()


def test_an_act_that_fails_leaves_nothing() -> None:
    town = found()
    before = Handeling.objects.count()

    def fail_halfway() -> None:
        with audit.handeling(actor=town.consulent, act=Act.CONTACT_REGISTREREN, object_type="team"):
            Team.objects.filter(naam="Noord").update(naam="Weg")
            raise RuntimeError("stuk")

    with pytest.raises(RuntimeError, match="stuk"):
        fail_halfway()
    assert Handeling.objects.count() == before
    assert Team.objects.filter(naam="Noord").exists()


def test_the_handeling_knows_both_times() -> None:
    town = found()
    with (
        working_date(date(2013, 6, 12)),
        audit.handeling(actor=town.consulent, act=Act.CONTACT_REGISTREREN, object_type="team") as act,
    ):
        pass
    row = Handeling.objects.get(pk=act.id)
    assert row.werkdatum == date(2013, 6, 12)
    assert row.op.date() >= clock.real_today() - timedelta(days=1)


def test_handelingen_and_looks_cannot_be_changed_or_removed() -> None:
    town = found()
    audit.record_look(actor=town.consulent, persoon_ids=[uuid4()], act=Act.DOSSIER_INZIEN)
    attempts: tuple[Callable[[], object], ...] = (
        lambda: Kijkregel.objects.update(reden="anders"),
        lambda: Kijkregel.objects.all().delete(),
        lambda: Handeling.objects.update(grond="anders"),
    )
    for attempt in attempts:
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            attempt()


def test_the_application_is_no_superuser() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT rolsuper, rolbypassrls, rolcreatedb FROM pg_roles WHERE rolname = current_user"
        )
        assert cursor.fetchone() == (False, False, False)


def test_the_privacy_officer_reads_the_log_of_the_own_municipality_only() -> None:
    town, neighbour = found(), found(ELSBEEK, "Elsbeek")
    person = uuid4()
    audit.record_look(actor=town.consulent, persoon_ids=[person], act=Act.DOSSIER_INZIEN, reason="dossier")
    audit.record_refusal(actor=neighbour.outsider, act=Act.DOSSIER_INZIEN, persoon_id=person)
    assert [(row.account_naam, row.geweigerd) for row in looks(actor=town.privacy)] == [
        ("Femke Aalbers", False)
    ]
    assert [row.geweigerd for row in looks(actor=neighbour.privacy)] == [True]
    assert [row.reden for row in looks_at_person(actor=town.consulent, persoon_id=person)] == ["dossier"]
    with pytest.raises(ActNotPermitted):
        looks(actor=town.beheerder)


def test_the_log_pages_by_keyset() -> None:
    town = found()
    for _ in range(3):
        audit.record_look(actor=town.consulent, persoon_ids=[uuid4()], act=Act.DOSSIER_INZIEN)
    first = looks(actor=town.privacy, limit=2)
    rest = looks(actor=town.privacy, before=first[-1].id, limit=2)
    assert [row.id for row in (*first, *rest)] == sorted((row.id for row in (*first, *rest)), reverse=True)
    assert (len(first), len(rest)) == (2, 1)


def test_sealing_waits_for_open_transactions_and_covers_each_row_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    town = found()
    audit.record_look(actor=town.consulent, persoon_ids=[uuid4(), uuid4()], act=Act.DOSSIER_INZIEN)
    assert audit.seal_looks() == 0
    monkeypatch.setattr(audit, "SETTLED", timedelta(seconds=-1))
    assert audit.seal_looks() == 2
    assert audit.seal_looks() == 0
    audit.record_look(actor=town.consulent, persoon_ids=[uuid4()], act=Act.DOSSIER_INZIEN)
    assert audit.seal_looks() == 1
    assert Kijkzegel.objects.count() == 2
    assert broken_seals() == ()


def test_a_row_slipped_in_behind_a_seal_shows(monkeypatch: pytest.MonkeyPatch) -> None:
    town = found()
    monkeypatch.setattr(audit, "SETTLED", timedelta(seconds=-1))
    for _ in range(2):
        audit.record_look(actor=town.consulent, persoon_ids=[uuid4()], act=Act.DOSSIER_INZIEN)
    rows = list(Kijkregel.objects.order_by("id"))
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO audit_kijkzegel (van_id, tot_id, digest, op) VALUES (%s, %s, %s, now())",
            [0, rows[0].pk, digest(FIRST, [])],
        )
    assert [(gap.van_id, gap.tot_id) for gap in broken_seals()] == [(0, rows[0].pk)]


def test_the_digest_depends_on_every_value_and_on_the_seal_before() -> None:
    assert digest(FIRST, [(1, "a")]) != digest(FIRST, [(1, "b")])
    assert digest(FIRST, [(1, "a")]) != digest("1" * 64, [(1, "a")])
    assert digest(FIRST, [(1,), (2,)]) != digest(FIRST, [(2,), (1,)])


def test_a_person_keeps_every_version() -> None:
    town = found()
    person = resident(town)
    with audit.handeling(actor=town.consulent, act=Act.CONTACT_REGISTREREN, object_type="persoon"):
        Persoon.objects.filter(pk=person.id).update(telefoon="06 00 00 00 12")
    with connection.cursor() as cursor:
        cursor.execute("SELECT pgh_label, telefoon FROM people_persoonevent ORDER BY pgh_id")
        assert cursor.fetchall() == [("insert", ""), ("update", "06 00 00 00 12")]
