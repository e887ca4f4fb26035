"""Reads of requests, set-based; no name, BSN or address leaves this module."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from keukentafel.backoffice.berichten import queries as berichten
from keukentafel.backoffice.berichten.codec.facts import KnownVerzoek
from keukentafel.backoffice.berichten.domain.termijnen import Wat
from keukentafel.backoffice.contracts.domain import Wet
from keukentafel.backoffice.toewijzingen.domain.toewijzing import Omvang
from keukentafel.backoffice.verzoeken import rules
from keukentafel.backoffice.verzoeken.domain import (
    AntwoordRow,
    Antwoordstatus,
    Regel,
    Regelsoort,
    Verwijzing,
    VerzoekDetail,
    VerzoekPage,
    VerzoekRow,
    Verzoeksoort,
    Verzoekstatus,
)
from keukentafel.backoffice.verzoeken.models import Verzoek, Verzoekantwoord, Verzoekregel
from keukentafel.core.errors import NotFound
from keukentafel.platform.accounts import queries as accounts
from keukentafel.platform.accounts.domain import Act, Actor
from keukentafel.platform.audit.operations import record_look
from keukentafel.platform.clock import queries as clock

_ROW = (
    "id", "wet", "soort", "persoon_id", "aanbieder_id", "aanbiedernaam", "aanbieder_agb", "referentieaanbieder", "bericht_id",
    "dagtekening", "ontvangen_op", "status", "uiterlijk", "hulp",
)  # fmt: skip
_REGEL = (
    "soort", "productcategorie", "productcode", "productnaam", "volume", "eenheid", "frequentie", "budget", "ingangsdatum",
    "einddatum", "product_id", "toewijzing_id", "toewijzing__toewijzingnummer",
)  # fmt: skip
_ANTWOORD = ("antwoord", "reden", "woonplaats", "status", "gegeven_op", "bericht_id")


def page(
    *, actor: Actor, status: Verzoekstatus | None = None, after: UUID | None = None, limit: int = 50
) -> VerzoekPage:
    """Open requests with the nearest last day on top, or with `status` those that stand there, newest first; by keyset.

    Rights are in the fetch: own gemeente, no shielded persons, not one's own household. Two queries at most.
    """
    scope = accounts.scope(actor, Act.BERICHTEN_INZIEN)
    found = Verzoek.objects.within(scope, clock.now())
    if status is None:
        ordered = _open_after(found.filter(uiterlijk__isnull=False), actor.gemeente, after)
    else:
        ordered = _newest_after(found.filter(status=status.value), actor.gemeente, after)
    rows = tuple(_row(row) for row in ordered.values_list(*_ROW)[: limit + 1])
    shown = rows[:limit]
    return VerzoekPage(shown, shown[-1].id if len(rows) > limit else None)


def _open_after(found: "QuerySet[Any]", gemeente: str, after: UUID | None) -> "QuerySet[Any]":
    mark = _mark(gemeente, after, "uiterlijk")
    if mark is not None:
        found = found.filter(Q(uiterlijk__gt=mark) | Q(uiterlijk=mark, id__gt=after))
    return found.order_by("uiterlijk", "id")


def _newest_after(found: "QuerySet[Any]", gemeente: str, after: UUID | None) -> "QuerySet[Any]":
    mark = _mark(gemeente, after, "ontvangen_op")
    if mark is not None:
        found = found.filter(Q(ontvangen_op__lt=mark) | Q(ontvangen_op=mark, id__lt=after))
    return found.order_by("-ontvangen_op", "-id")


def _mark(gemeente: str, after: UUID | None, column: str) -> Any:
    if after is None:
        return None
    return Verzoek.objects.filter(gemeente_id=gemeente, pk=after).values_list(column, flat=True).first()


def open_count(*, actor: Actor) -> int:
    """How many requests wait for a decision; raises `ActNotPermitted`."""
    scope = accounts.scope(actor, Act.BERICHTEN_INZIEN)
    return int(Verzoek.objects.within(scope, clock.now()).filter(uiterlijk__isnull=False).count())


def get_verzoek(*, actor: Actor, verzoek_id: UUID) -> VerzoekDetail:
    """One request with its lines and answers; the look at its person is logged. Raises `NotFound` or `ActNotPermitted`."""
    scope = accounts.scope(actor, Act.BERICHTEN_INZIEN)
    found: Verzoek | None = Verzoek.objects.within(scope, clock.now()).filter(pk=verzoek_id).first()
    if found is None:
        raise NotFound("Dit verzoek is er niet. Ga terug naar de lijst met verzoeken.")
    record_look(
        actor=actor, persoon_ids=[found.persoon_id], act=Act.BERICHTEN_INZIEN, reason="Verzoek bekeken"
    )
    return _detail(found)


def detail_of(*, gemeente: str, verzoek_id: UUID) -> VerzoekDetail:
    """One request for an act that checked the rights; raises `NotFound`."""
    found = Verzoek.objects.filter(gemeente_id=gemeente, pk=verzoek_id).first()
    if found is None:
        raise NotFound("Dit verzoek is er niet. Ga terug naar de lijst met verzoeken.")
    return _detail(found)


def known_requests(
    *, gemeente: str, wet: Wet, agb: str, bsn: str, persoon_id: UUID | None
) -> tuple[KnownVerzoek, ...]:
    """This provider's requests for a client, for judging a message (TR374); two queries."""
    if persoon_id is None:
        return ()
    found = Verzoek.objects.filter(
        gemeente_id=gemeente, wet=wet.value, aanbieder_agb=agb, persoon_id=persoon_id
    )
    return _known(found, bsn)


def known_request(*, gemeente: str, verzoek_id: UUID) -> dict[str, KnownVerzoek]:
    """What the provider knows of one request by its reference, for judging an answer before it leaves; two queries."""
    return {
        known.referentieaanbieder: known
        for known in _known(Verzoek.objects.filter(gemeente_id=gemeente, pk=verzoek_id), "")
    }


def _known(found: "QuerySet[Any]", bsn: str) -> tuple[KnownVerzoek, ...]:
    rows = list(found.values_list("id", "referentieaanbieder", "status"))
    sent: dict[UUID, list[str]] = {}
    counted = Verzoekantwoord.objects.filter(verzoek_id__in=[row[0] for row in rows]).exclude(
        status=Antwoordstatus.AFGEWEZEN.value
    )
    for identity, antwoord in counted.order_by("id").values_list("verzoek_id", "antwoord"):
        sent.setdefault(identity, []).append(antwoord)
    return tuple(
        KnownVerzoek(
            referentieaanbieder=reference,
            bsn=bsn,
            antwoorden=tuple(sent.get(identity, ())),
            toegewezen=status == Verzoekstatus.TOEGEWEZEN.value,
        )
        for identity, reference, status in rows
    )


def used_references(*, gemeente: str, wet: Wet, agb: str, referenties: Iterable[str]) -> frozenset[str]:
    """Which of these references this provider used before under this law (TR347), in one query."""
    found = Verzoek.objects.filter(
        gemeente_id=gemeente, wet=wet.value, aanbieder_agb=agb, referentieaanbieder__in=set(referenties)
    )
    return frozenset(found.values_list("referentieaanbieder", flat=True))


def refusal_reasons(*, wet: Wet, soort: Verzoeksoort) -> dict[str, str]:
    """The reasons to refuse (WJ759) that fit a request, with their meaning."""
    return rules.reasons(wet, soort)


def due(status: Verzoekstatus, *, ontvangen_op: date, dagtekening: date) -> date | None:
    """The last day for the next answer, None after the final one (OP274, OP346)."""
    if status is Verzoekstatus.ONTVANGEN:
        return _term_ends(Wat.BESLUIT, ontvangen_op)
    return final_answer_due(dagtekening) if status is Verzoekstatus.IN_ONDERZOEK else None


def final_answer_due(dagtekening: date) -> date:
    """The last day for the final answer once a request of this date is under investigation (OP274, OP346)."""
    return _term_ends(Wat.NA_ONDERZOEK, dagtekening)


def _term_ends(wat: Wat, since: date) -> date:
    """What is asked before the standard had a term for it is due at once."""
    return berichten.term_ends(wat=wat, day=since) or since


def _detail(found: Verzoek) -> VerzoekDetail:
    (row,) = (_row(values) for values in Verzoek.objects.filter(pk=found.pk).values_list(*_ROW))
    lines = Verzoekregel.objects.filter(verzoek_id=found.pk).order_by("id").values_list(*_REGEL)
    answers = Verzoekantwoord.objects.filter(verzoek_id=found.pk).order_by("id").values_list(*_ANTWOORD)
    return VerzoekDetail(
        row=row,
        regels=tuple(_regel(line) for line in lines),
        verwijzing=_verwijzing(found),
        antwoorden=tuple(
            AntwoordRow(antwoord, reden, woonplaats, Antwoordstatus(status), day, bericht)
            for antwoord, reden, woonplaats, status, day, bericht in answers
        ),
        reden_verzoek=found.reden_verzoek,
        gezagsdrager_bekend=found.gezagsdrager_bekend,
        commentaar=found.commentaar,
        uit_bericht=found.uit_bericht,
    )


def _verwijzing(found: Verzoek) -> Verwijzing | None:
    if not found.verwijzer_type:
        return None
    return Verwijzing(
        found.verwijzer_type,
        found.verwijzer_naam,
        found.verwijzer_agb,
        found.beschikkingnummer,
        found.beschikking_op,
    )


def _regel(line: tuple[Any, ...]) -> Regel:
    (
        soort,
        categorie,
        code,
        naam,
        volume,
        eenheid,
        frequentie,
        budget,
        start,
        end,
        product,
        toewijzing,
        number,
    ) = line
    return Regel(
        soort=Regelsoort(soort),
        productcategorie=categorie,
        productcode=code,
        productnaam=naam,
        omvang=Omvang(volume, eenheid, frequentie) if eenheid else None,
        budget=budget,
        ingangsdatum=start,
        einddatum=end,
        product_id=product,
        toewijzing_id=toewijzing,
        toewijzingnummer=number,
    )


def _row(values: tuple[Any, ...]) -> VerzoekRow:
    value = dict(zip(_ROW, values, strict=True))
    value["agb"] = value.pop("aanbieder_agb")
    value |= {
        "wet": Wet(value["wet"]),
        "soort": Verzoeksoort(value["soort"]),
        "status": Verzoekstatus(value["status"]),
    }
    return VerzoekRow(**value)
