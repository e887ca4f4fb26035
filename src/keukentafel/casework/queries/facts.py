"""Fact rows for the monitor, streamed: ids stand in for people and are made into pseudonyms by the caller.

Only for whoever refreshes the monitor. No name, no free text and no case number; a wijk is its name.
"""

from collections.abc import Iterator
from typing import Any

from django.db.models import F, Min, Q, QuerySet
from django.db.models.functions import Coalesce

from keukentafel.casework.domain.besluit import BesluitSoort, BesluitStatus
from keukentafel.casework.models.arrangement import Hulpcontact, Oplossing
from keukentafel.casework.models.besluit import Besluit
from keukentafel.casework.models.contact import Contact, Melding
from keukentafel.platform.accounts import queries as accounts
from keukentafel.platform.accounts.domain import Act, Actor

CHUNK = 5000
CONTACT_COLUMNS = (
    "datum", "wijk", "kanaal", "herkomst", "thema", "uitkomst", "spoed", "persoon_id", "wet", "eerste_voorziening_op",
)  # fmt: skip
MELDING_COLUMNS = (
    "melding_id", "persoon_id", "wet", "thema", "wijk", "team", "ontvangen_op", "spoed", "status", "bevestigd_op",
    "onderzoek_begonnen_op", "onderzoek_uiterlijk", "afgerond_op", "uitkomst", "eerste_voorziening_op",
)  # fmt: skip
OPLOSSING_COLUMNS = (
    "oplossing_id", "persoon_id", "wet", "wijk", "trede", "kolom", "vorm", "status", "ingangsdatum", "einddatum",
    "gestart_op", "gedeeld_op",
)  # fmt: skip
BESLUIT_COLUMNS = ("verzonden_op", "wijk", "wet", "soort", "persoon_id")
HULP_COLUMNS = ("datum", "wijk", "soort", "minuten", "oplossing_id", "persoon_id")
_GRANTED = (BesluitSoort.TOEGEKEND.value, BesluitSoort.DEELS_TOEGEKEND.value)


def contact_facts(*, actor: Actor) -> Iterator[tuple[Any, ...]]:
    """All contacts, in the order of `CONTACT_COLUMNS`; `persoon_id` is None for somebody unnamed.

    Of a contact that became a melding: `datum` is the day of receipt, with its `wet`, and `eerste_voorziening_op` the
    day the first besluit on it that granted an individual provision was sent (None while there is none).
    """
    rows = Contact.objects.filter(gemeente_id=_gemeente(actor)).order_by()
    rows = rows.annotate(dag=Coalesce("melding__ontvangen_op", F("datum")), first=_first_granted("melding__"))
    columns = (
        "dag", "wijk__naam", "kanaal", "herkomst", "thema", "uitkomst", "spoed", "persoon_id", "melding__wet", "first",
    )  # fmt: skip
    return _stream(rows.values_list(*columns))


def melding_facts(*, actor: Actor) -> Iterator[tuple[Any, ...]]:
    """All meldingen with how they ended, in the order of `MELDING_COLUMNS`.

    `ontvangen_op` is the day of the cohort; `eerste_voorziening_op` the day the first besluit on this melding that
    granted an individual provision was sent, None while there is none.
    """
    rows = Melding.objects.filter(gemeente_id=_gemeente(actor)).annotate(first=_first_granted("")).order_by()
    columns = (
        "id", "dossier__persoon_id", "wet", "thema", "wijk__naam", "dossier__team__naam", "ontvangen_op", "spoed",
        "status", "bevestigd_op", "onderzoek__begonnen_op", "onderzoek_uiterlijk", "onderzoek__afgerond_op",
        "onderzoek__uitkomst", "first",
    )  # fmt: skip
    return _stream(rows.values_list(*columns))


def oplossing_facts(*, actor: Actor) -> Iterator[tuple[Any, ...]]:
    """All solutions with their rung, in the order of `OPLOSSING_COLUMNS`."""
    case = "resultaat__arrangement__onderzoek__melding__"
    columns = (
        "id", "resultaat__arrangement__dossier__persoon_id", f"{case}wet", f"{case}wijk__naam", "trede", "kolom",
        "vorm", "status", "ingangsdatum", "einddatum", "gestart_op", "resultaat__arrangement__gedeeld_op",
    )  # fmt: skip
    rows = Oplossing.objects.filter(gemeente_id=_gemeente(actor)).order_by()
    return _stream(rows.values_list(*columns))


def besluit_facts(*, actor: Actor) -> Iterator[tuple[Any, ...]]:
    """All besluiten that were sent, in the order of `BESLUIT_COLUMNS`."""
    rows = Besluit.objects.filter(
        gemeente_id=_gemeente(actor), status=BesluitStatus.VERZONDEN.value
    ).order_by()
    columns = (
        "verzonden_op",
        "aanvraag__melding__wijk__naam",
        "aanvraag__wet",
        "soort",
        "dossier__persoon_id",
    )
    return _stream(rows.values_list(*columns))


def hulp_facts(*, actor: Actor) -> Iterator[tuple[Any, ...]]:
    """All contacts of light help with their minutes, in the order of `HULP_COLUMNS`."""
    arrangement = "oplossing__resultaat__arrangement__"
    columns = (
        "datum", f"{arrangement}onderzoek__melding__wijk__naam", "soort", "minuten", "oplossing_id",
        f"{arrangement}dossier__persoon_id",
    )  # fmt: skip
    rows = Hulpcontact.objects.filter(gemeente_id=_gemeente(actor)).order_by()
    return _stream(rows.values_list(*columns))


def _first_granted(melding: str) -> Min:
    """The day on which the first besluit that granted something on a melding was sent; by joins, that scale."""
    besluit = f"{melding}aanvraag__besluit__"
    granted = Q(**{f"{besluit}status": BesluitStatus.VERZONDEN.value, f"{besluit}soort__in": _GRANTED})
    return Min(f"{besluit}verzonden_op", filter=granted)


def _gemeente(actor: Actor) -> str:
    accounts.check(actor, Act.MONITOR_VERVERSEN)
    return actor.gemeente


def _stream(rows: "QuerySet[Any, tuple[Any, ...]]") -> Iterator[tuple[Any, ...]]:
    return rows.iterator(chunk_size=CHUNK)
