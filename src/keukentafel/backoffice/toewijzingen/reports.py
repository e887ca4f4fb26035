"""Reads of the starts and stops that providers reported: per key (IV008) the latest report counts."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from django.db.models import Q

from keukentafel.backoffice.berichten.codec.facts import KnownStart, KnownStop
from keukentafel.backoffice.berichten.codec.rules.koppeling import start_key
from keukentafel.backoffice.toewijzingen import message
from keukentafel.backoffice.toewijzingen.models import StartMelding, StopMelding

FIRST_DELIVERY, TAKEN_BACK = "1", "3"
_KEY = ("toewijzing__toewijzingnummer", "productcategorie", "productcode", "begindatum")


def known_reports(
    which: Q, bsns: Mapping[int | None, str] = MappingProxyType({})
) -> tuple[tuple[KnownStart, ...], tuple[KnownStop, ...]]:
    """The reports that `which` selects as they stand, in two queries.

    `bsns` are by toewijzingnummer (None for what has no allocation), empty where nobody asks for them.
    """
    stops = _known_stops(which, bsns)
    ended = {start_key(stop) for stop in stops if not stop.ingetrokken}
    starts = _known_starts(which, bsns)
    return tuple(replace(start, gestopt=start_key(start) in ended) for start in starts), stops


def _known_starts(which: Q, bsns: Mapping[int | None, str]) -> tuple[KnownStart, ...]:
    reports = StartMelding.objects.filter(which).order_by("id")
    latest = {row[:-1]: row[-1] for row in reports.values_list(*_KEY, "statusaanlevering")}
    return tuple(
        KnownStart(
            bsn=bsns.get(nummer, ""),
            toewijzingnummer=nummer,
            product=message.known_product(categorie, code),
            begindatum=begin,
            ingetrokken=status == TAKEN_BACK,
        )
        for (nummer, categorie, code, begin), status in latest.items()
    )


def _known_stops(which: Q, bsns: Mapping[int | None, str]) -> tuple[KnownStop, ...]:
    reports = StopMelding.objects.filter(which).order_by("id")
    columns = (*_KEY, "reden_beeindiging", "einddatum", "statusaanlevering")
    latest = {row[:-1]: row[-1] for row in reports.values_list(*columns)}
    return tuple(
        KnownStop(
            bsn=bsns.get(nummer, ""),
            toewijzingnummer=nummer,
            product=message.known_product(categorie, code),
            begindatum=begin,
            redenbeeindiging=reden,
            einddatum=end,
            ingetrokken=status == TAKEN_BACK,
        )
        for (nummer, categorie, code, begin, reden, end), status in latest.items()
    )
