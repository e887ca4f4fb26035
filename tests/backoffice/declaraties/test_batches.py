"""A declaration that is judged and written in batches ends up as one that is taken in at once."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from pytest_django import Settings

from keukentafel.backoffice.berichten.codec.chance import Chance
from keukentafel.backoffice.berichten.codec.provider import Levering
from keukentafel.backoffice.berichten.domain.berichten import BerichtOntvangen, Verdict
from keukentafel.backoffice.berichten.models import Bericht
from keukentafel.backoffice.berichten.operations import take_in
from keukentafel.backoffice.declaraties import operations
from keukentafel.backoffice.declaraties.domain import DeclaratieVerwerkt
from keukentafel.backoffice.declaraties.models import (
    Declaratie,
    Declaratieregel,
    Declaratietotaal,
    Regeloordeel,
)
from keukentafel.platform.clock.operations import working_date
from keukentafel.platform.events import operations as events
from tests.backoffice.declaraties.world import FIRST_NUMBER, HOURS, World, settled
from tests.cast import TODAY, found

pytestmark = pytest.mark.db

RESIDENTS = 5
SEPTEMBER, OCTOBER = date(2026, 9, 1), date(2026, 10, 1)
AT_ONCE = 5_000


@pytest.fixture(autouse=True)
def heard(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[list[DeclaratieVerwerkt]]:
    """What this room announced, with files in a folder of their own."""
    settings.DATA = tmp_path
    announced: list[DeclaratieVerwerkt] = []
    monkeypatch.setitem(events._reactions, BerichtOntvangen, [operations.receive_323])
    monkeypatch.setitem(events._reactions, DeclaratieVerwerkt, [announced.append])
    with working_date(TODAY):
        yield announced


def line(world: World, chance: Chance, place: int) -> Levering:
    """A line that may be fine, too much, on somebody else's allocation, of a stranger, used before, or a credit."""
    index = chance.below(RESIDENTS)
    made = world.line(
        index,
        maand=chance.pick((SEPTEMBER, OCTOBER)),
        referentienummer=f"N{place}" if chance.happens(80) else f"N{chance.below(4)}",
        volume=chance.pick((HOURS, HOURS, HOURS - 1, HOURS + 1)),
        toewijzingnummer=FIRST_NUMBER + (index if chance.happens(80) else chance.below(RESIDENTS + 1)),
    )
    if chance.happens(10):
        made = replace(made, bsn="999990019")
    if chance.happens(35):
        debet = f"R09{index:06d}" if chance.happens(80) else f"R09{chance.below(RESIDENTS):06d}"
        made = replace(
            world.line(index, maand=SEPTEMBER, volume=(HOURS, HOURS + 1)[index % 2]),
            referentienummer=f"C{place}", vorigreferentienummer=debet,
        )  # fmt: skip
    return made


def message(world: World, chance: Chance) -> bytes:
    """Lines of a few residents, with nothing in it that refuses it whole."""
    lines: list[Levering] = []
    for place in range(12):
        made = line(world, chance, place)
        debets = [(one.toewijzingnummer, one.begindatum) for one in lines if not one.vorigreferentienummer]
        taken_back = [one.vorigreferentienummer for one in lines if one.vorigreferentienummer]
        own = [one.referentienummer for one in lines if one.bsn == made.bsn]
        if (
            (made.vorigreferentienummer or (made.toewijzingnummer, made.begindatum) not in debets)
            and made.vorigreferentienummer not in taken_back
            and made.referentienummer not in own
        ):
            lines.append(made)
    return world.file(lines, nummer="NU", maand=OCTOBER)


def everything(heard: list[DeclaratieVerwerkt]) -> dict[str, Any]:
    """All that an import leaves behind, without the ids that differ each time."""
    own = Declaratie.objects.get(declaratienummer="NU")
    lines = Declaratieregel.objects.filter(declaratie=own).order_by("volgnummer")
    judgements = Regeloordeel.objects.filter(declaratie=own).order_by("regel__volgnummer")
    return {
        "status": (own.status, own.regels, own.ingediend, own.toegekend, own.automatisch, own.automatisch_bedrag),
        "lines": list(
            lines.values_list(
                "volgnummer", "persoon_id", "toewijzing_id", "toewijzingnummer", "van", "tot", "volume", "bedrag",
                "referentienummer", "vorigreferentienummer", "uitkomst",
            )
        ),
        "judgements": list(
            judgements.values_list(
                "regel__volgnummer", "uitkomst", "klasse", "oorzaak", "retourcodes", "bevindingen", "reden"
            )
        ),
        "totals": sorted(
            Declaratietotaal.objects.filter(declaratie=own).values_list(
                "jaar", "productcategorie", "gedeclareerd", "goedgekeurd"
            )
        ),
        "answer": [
            bytes(content)
            for content in Bericht.objects.filter(antwoord_op_id=own.bericht_id).values_list("inhoud", flat=True)
        ],
        "persons": sorted(
            (str(one.persoon_id), one.toegekend, one.afgewezen) for event in heard for one in event.personen
        ),
    }  # fmt: skip


@pytest.mark.parametrize("hours_in_all", [None, 2 * HOURS])
def test_it_makes_no_difference_where_a_batch_ends(
    hours_in_all: int | None, heard: list[DeclaratieVerwerkt], monkeypatch: pytest.MonkeyPatch
) -> None:
    world = settled(found(), residents=RESIDENTS, hours_in_all=hours_in_all)
    earlier = [
        world.line(index, maand=SEPTEMBER, volume=(HOURS, HOURS + 1)[index % 2])
        for index in range(RESIDENTS - 1)
    ]
    take_in(
        actor=world.town.system, naam="s.xml", inhoud=world.file(earlier, nummer="EERDER", maand=SEPTEMBER)
    )
    outcomes: set[str] = set()
    for seed in range(6):
        content = message(world, Chance("batches", seed))
        seen = []
        for size in (1, 3, AT_ONCE):
            monkeypatch.setattr(operations, "BATCH", size)
            heard.clear()
            with transaction.atomic():
                row = take_in(actor=world.town.system, naam="d.xml", inhoud=content)
                assert row.verdict is Verdict.AANGENOMEN, row.bevonden
                seen.append(everything(heard))
                transaction.set_rollback(True)
        assert seen[0] == seen[1] == seen[2]
        outcomes |= {line[-1] for line in seen[0]["lines"]}
    assert outcomes >= {"toegekend", "afgewezen"}
