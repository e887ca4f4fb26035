"""A session and its account are read in one query each, and end when either does; a kept connection is looked at."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.db import ProgrammingError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from keukentafel.config.sessions import SessionStore
from keukentafel.platform.accounts import queries as accounts
from keukentafel.platform.accounts.domain import Act
from keukentafel.platform.accounts.models import Account
from keukentafel.platform.accounts.operations import history_of, set_working_date
from keukentafel.platform.clock import queries as clock
from tests.cast import TODAY, Town, found

pytestmark = pytest.mark.db
PAGE = "/account/password/change/"


@pytest.fixture
def town() -> Town:
    return found()


@pytest.fixture
def somebody(town: Town) -> Client:
    client = Client()
    client.force_login(Account.objects.get(pk=town.consulent.account_id))
    client.get(PAGE)
    return client


def test_who_is_logged_in_costs_a_query_for_the_session_and_one_for_the_account(somebody: Client) -> None:
    with CaptureQueriesContext(connection) as asked:
        assert somebody.get(PAGE).status_code == 200
    first, second, *_ = asked.captured_queries
    assert all(query["sql"].startswith("EXECUTE") for query in (first, second))
    assert not [query["sql"] for query in asked.captured_queries if "accounts_account" in query["sql"]]


def test_the_account_is_the_one_its_manager_gives(town: Town) -> None:
    set_working_date(actor=town.consulent, werkdatum=TODAY)
    account = accounts.account(town.consulent.account_id)
    same = Account.objects.get(pk=town.consulent.account_id)
    assert account is not None
    assert {field.attname: getattr(account, field.attname) for field in Account._meta.fields} == {
        field.attname: getattr(same, field.attname) for field in Account._meta.fields
    }
    assert accounts.actor_of(account) == accounts.actor_of(same) == accounts.get_actor(same.pk)
    assert accounts.actor_of(account).werkdatum == TODAY


def test_a_session_that_ended_is_nobody(somebody: Client) -> None:
    Session.objects.update(expire_date=clock.now() - timedelta(seconds=1))
    assert somebody.get(PAGE).status_code == 302
    store = SessionStore(somebody.cookies["keukentafel"].value)
    assert (dict(store.items()), store.session_key) == ({}, None)


def test_a_closed_account_or_a_new_password_ends_the_session(somebody: Client, town: Town) -> None:
    account = Account.objects.get(pk=town.consulent.account_id)
    with history_of(account.pk, act=Act.GEGEVENS_LADEN.value):
        account.is_active = False
        account.save()
        assert somebody.get(PAGE).status_code == 302
        account.is_active = True
        account.save()
        somebody.force_login(account)
        assert somebody.get(PAGE).status_code == 200
        account.set_password("heel iets anders 12")
        account.save()
        assert somebody.get(PAGE).status_code == 302


@pytest.fixture
def kept() -> Iterator[Any]:
    """A connection beside that of the test."""
    with closing(connection.copy()) as other:
        other.connect()
        yield other


def test_a_connection_that_stands_is_not_asked(kept: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(type(kept).__mro__[1], "is_usable", lambda self: pytest.fail("asked"))
    assert kept.is_usable()


def test_a_connection_that_was_hung_up_or_closed_is_not_usable(kept: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [kept.connection.info.backend_pid])
    assert not kept.is_usable()
    kept.close()
    assert not kept.is_usable()


def test_a_connection_whose_transaction_failed_is_not_usable(kept: Any) -> None:
    with pytest.raises(ProgrammingError), kept.cursor() as cursor:
        cursor.execute("BEGIN")
        cursor.execute("SELECT 1 FROM nergens")
    assert not kept.is_usable()


def test_a_connection_with_news_is_asked(kept: Any) -> None:
    """A notice that waits is no reason to begin anew."""
    kept.cursor().execute("LISTEN nieuws")
    with closing(connection.copy()) as other:
        other.cursor().execute("NOTIFY nieuws")
    assert kept.is_usable()
