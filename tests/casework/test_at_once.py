"""People who act on one besluit at the same moment, on a database of their own."""

from dataclasses import replace
from functools import partial

import pytest

from keukentafel.casework.domain.besluit import BesluitRow, BesluitStatus
from keukentafel.casework.models.besluit import Besluit
from keukentafel.casework.operations import besluit
from tests.backoffice.toewijzingen.test_at_once import at_once, own_database
from tests.casework import story
from tests.casework.test_besluit import applied, prepared, proposal

__all__ = ["own_database"]


@pytest.mark.usefixtures("own_database")
def test_who_sign_and_prepare_at_once_wait_for_each_other() -> None:
    place = story.town()
    aanvraag, _, _ = applied(place)
    read = prepared(place, aanvraag, proposal())
    leaders = (place.teamleider, replace(place.teamleider_zuid, teams=place.teamleider.teams))
    signing = [
        partial(besluit.sign_besluit, actor=actor, besluit_id=read.id, versie=read.versie)
        for actor in leaders
    ]
    writing = partial(
        besluit.prepare_besluit, actor=place.consulent, aanvraag_id=aanvraag.id, besluit=proposal()
    )
    results = at_once([*signing, writing])
    stored = Besluit.objects.get()
    signed = [row for row in results[:2] if isinstance(row, BesluitRow)]
    assert len(signed) <= 1
    assert stored.versie == read.versie + 1
    assert stored.status == BesluitStatus.CONCEPT
