"""Municipalities, teams and accounts."""

from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from pytest_django import DjangoAssertNumQueries

from keukentafel.core.errors import NotFound
from keukentafel.platform.accounts import queries
from keukentafel.platform.accounts.domain import Act, ActNotPermitted, Rol
from keukentafel.platform.accounts.models import Account, Gemeente, Teamlidmaatschap
from keukentafel.platform.accounts.operations import link_resident, load_gemeente, set_working_date
from keukentafel.platform.accounts.queries import get_actor, get_actor_named, system_actor
from tests.cast import ELSBEEK, LINDEWAARD, TODAY, found

pytestmark = pytest.mark.db


def test_an_actor_costs_one_query(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    town = found()
    with django_assert_num_queries(1):
        actor = get_actor(town.consulent.account_id)
    assert (actor.naam, actor.gemeente, actor.teamnaam) == ("Femke Aalbers", LINDEWAARD, "Noord")
    assert actor.rollen == {Rol.CONSULENT}


def test_an_unknown_or_closed_account_is_nobody() -> None:
    with pytest.raises(NotFound):
        get_actor(uuid4())
    with pytest.raises(NotFound, match=r"geen\.account"):
        get_actor_named("geen.account")
    with pytest.raises(NotFound, match="niet ingericht"):
        system_actor("1234")


def test_a_municipality_is_set_up_once() -> None:
    found()
    with pytest.raises(IntegrityError), transaction.atomic():
        found()


def test_a_code_has_four_digits() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        load_gemeente(code="99", naam="Te kort", teams=(), accounts=())


def test_a_municipality_has_one_system_account() -> None:
    town = found()
    extra = Account(gemeente_id=town.code, gebruikersnaam="dubbel", naam="Dubbel", rollen=[Rol.SYSTEEM.value])
    with pytest.raises(IntegrityError), transaction.atomic():
        extra.save(force_insert=True)


def test_colleagues_and_teams_stay_within_the_municipality() -> None:
    town, neighbour = found(), found(ELSBEEK, "Elsbeek")
    assert [row.naam for row in queries.colleagues(town.consulent)] == [
        "Femke Aalbers",
        "Marijke ter Horst",
        "Tom Brouwer",
    ]
    assert {row.id for row in queries.teams(town.code)}.isdisjoint(
        row.id for row in queries.teams(neighbour.code)
    )
    assert {row.gebruikersnaam for row in queries.accounts(town.beheerder)}.isdisjoint(
        row.gebruikersnaam for row in queries.accounts(neighbour.beheerder)
    )
    with pytest.raises(ActNotPermitted):
        queries.accounts(town.consulent)
    assert queries.gemeenten() == (LINDEWAARD, ELSBEEK)
    assert queries.gemeente_exists(ELSBEEK)
    assert not queries.gemeente_exists("0001")


def test_the_working_date_is_the_municipality_s() -> None:
    town, neighbour = found(), found(ELSBEEK, "Elsbeek")
    set_working_date(actor=town.system, werkdatum=TODAY)
    assert get_actor(town.consulent.account_id).werkdatum == TODAY
    assert get_actor(neighbour.consulent.account_id).werkdatum is None
    set_working_date(actor=town.system, werkdatum=None)
    assert get_actor(town.consulent.account_id).werkdatum is None


def test_an_employee_can_be_a_resident() -> None:
    town = found()
    person, household = uuid4(), uuid4()
    link_resident(
        actor=town.system, account_id=town.consulent.account_id, persoon_id=person, huishouden_id=household
    )
    actor = get_actor(town.consulent.account_id)
    assert (actor.persoon_id, actor.huishouden_id) == (person, household)


def test_rights_as_questions() -> None:
    town = found()
    assert queries.may(town.consulent, Act.GESPREK_VOEREN)
    assert not queries.may(town.raadslid, Act.GESPREK_VOEREN)
    assert queries.scope(town.backoffice, Act.BERICHTEN_INZIEN).everywhere
    assert queries.check(town.raadslid, Act.MONITOR_INZIEN)


def test_names_read_well() -> None:
    town = found()
    account = Account.objects.get(pk=town.consulent.account_id)
    assert str(account) == "Femke Aalbers"
    assert str(account.gemeente) == "Lindewaard"
    assert str(Gemeente(naam="Elsbeek")) == "Elsbeek"
    assert str(Teamlidmaatschap(account=account)).startswith(str(account.pk))
    assert Account.objects.get_by_natural_key("femke.aalbers") == account
