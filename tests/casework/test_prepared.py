"""SQL that is written once: each key gets its own rows, and a query without its key is refused."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from keukentafel.casework.models.contact import Dossier, Taak
from keukentafel.casework.queries.prepared import Prepared
from keukentafel.core.ids import new_id
from tests.casework import story

pytestmark = pytest.mark.db


def test_each_key_gets_its_own_rows_in_one_query() -> None:
    place = story.town()
    meldingen = [story.melding(place, naam=f"Karin Dijkstra{n}", number=n) for n in range(2)]
    cases = [story.present(row.dossier_id) for row in meldingen]
    covers = Prepared(lambda key: Dossier.objects.filter(pk=key).values_list("id", "nummer"))
    covers.rows(new_id())
    for case in cases:
        with CaptureQueriesContext(connection) as asked:
            found = covers.rows(case)
        assert found == list(Dossier.objects.filter(pk=case).values_list("id", "nummer"))
        assert len(asked) == 1
    assert covers.rows(new_id()) == []


def test_a_query_that_forgets_its_key_is_refused() -> None:
    everything = Prepared(lambda key: Taak.objects.values_list("id"))
    with pytest.raises(ValueError, match="not a plain value"):
        everything.rows(new_id())
