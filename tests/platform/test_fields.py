"""Looking up many values at once, whatever is in them."""

from uuid import uuid4

import pytest
from django.db.models import CharField, Value

from keukentafel.platform.accounts.models import Account, Gemeente
from tests.cast import found

pytestmark = pytest.mark.db

NAMES = ["Jan", 'Jan "de" Boer', "back\\slash", "a,b", "{x}", "NULL", "", " ", "%s", "\u00e9'"]


def test_a_text_is_found_by_itself_alone() -> None:
    found()
    for name in NAMES:
        here = Gemeente.objects.annotate(tekst=Value(name, output_field=CharField()))
        assert here.filter(tekst__any=[name, "anders"]).exists()
        assert not here.filter(tekst__any=[other for other in NAMES if other != name]).exists()


def test_other_kinds_and_nothing() -> None:
    account = found().backoffice.account_id
    assert Account.objects.filter(pk__any={account, uuid4()}).get().pk == account
    assert not Account.objects.filter(pk__any=()).exists()
