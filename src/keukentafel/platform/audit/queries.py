"""Reads of the look log."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Case, Count, IntegerField, Max, Min, Q, Value, When

from keukentafel.platform.accounts import queries as accounts
from keukentafel.platform.accounts.domain import Act, Actor
from keukentafel.platform.audit.domain import KijkregelRow, Kijktelling, Kijkvenster, SealBreak
from keukentafel.platform.audit.models import Handeling, Kijkregel, Kijkzegel
from keukentafel.platform.audit.rules import FIRST, digest
from keukentafel.platform.clock import queries as clock

COUNTED = 1000
SEALED_COLUMNS = ("id", "gemeente_id", "account_id", "persoon_id", "act", "reden", "geweigerd", "op")


def looks(*, actor: Actor, before: int | None = None, limit: int = 50) -> tuple[KijkregelRow, ...]:
    """The look log of the municipality, newest first, by keyset on the id; for the privacy officer."""
    accounts.check(actor, Act.KIJKLOG_INZIEN)
    return _rows(actor.gemeente, None, before, limit)


def looks_at_person(
    *, actor: Actor, persoon_id: UUID, before: int | None = None, limit: int = 50
) -> tuple[KijkregelRow, ...]:
    """Who looked at this person, newest first; raises `ActNotPermitted` for who may not see dossiers."""
    accounts.check(actor, Act.DOSSIER_INZIEN)
    return _rows(actor.gemeente, persoon_id, before, limit)


def looks_during(
    *, gemeente: str, windows: Iterable[Kijkvenster]
) -> dict[Kijkvenster, tuple[Kijktelling, ...]]:
    """What was looked at in each window, told by its words, in the order of the first look; one query.

    For a caller that checked that the actor may judge these windows; the opening of an emergency entry itself is left out.
    """
    asked = tuple(windows)
    found: dict[Kijkvenster, tuple[Kijktelling, ...]] = dict.fromkeys(asked, ())
    if not asked:
        return found
    places = [When(_within(window), then=Value(place)) for place, window in enumerate(asked)]
    rows = (
        Kijkregel.objects.filter(
            gemeente_id=gemeente, persoon_id__in={window.persoon_id for window in asked}, geweigerd=False
        )
        .exclude(act=Act.NOODTOEGANG_OPENEN.value)
        .annotate(venster=Case(*places, output_field=IntegerField()))
        .filter(venster__isnull=False)
        .values_list("venster", "reden")
        .annotate(keer=Count("id"), eerste=Min("op"), laatste=Max("op"))
        .order_by("venster", "eerste")
    )
    for place, reden, keer, eerste, laatste in rows:
        found[asked[place]] += (Kijktelling(reden, keer, eerste, laatste),)
    return found


def acts_today(*, actor: Actor) -> tuple[int, bool]:
    """How many acts were done in the municipality on the real day of today, counted up to a thousand; and whether there were more."""
    accounts.check(actor, Act.BEHEER_INZIEN)
    latest = Handeling.objects.filter(gemeente_id=actor.gemeente).order_by("-id").values_list("op", flat=True)
    today = clock.real_today()
    counted = sum(op.astimezone(clock.AMSTERDAM).date() == today for op in latest[: COUNTED + 1])
    return min(counted, COUNTED), counted > COUNTED


def broken_seals() -> tuple[SealBreak, ...]:
    """The stretches of the look log that were tampered with; empty when all is well."""
    broken = []
    previous = FIRST
    for seal in Kijkzegel.objects.order_by("id").iterator():
        rows = Kijkregel.objects.filter(id__range=(seal.van_id, seal.tot_id)).order_by("id")
        if digest(previous, rows.values_list(*SEALED_COLUMNS).iterator()) != seal.digest:
            broken.append(SealBreak(seal.van_id, seal.tot_id))
        previous = seal.digest
    return tuple(broken)


def _within(window: Kijkvenster) -> Q:
    return Q(account_id=window.account_id, persoon_id=window.persoon_id, op__range=(window.vanaf, window.tot))


def _rows(gemeente: str, persoon_id: UUID | None, before: int | None, limit: int) -> tuple[KijkregelRow, ...]:
    found = Kijkregel.objects.filter(gemeente_id=gemeente)
    if persoon_id is not None:
        found = found.filter(persoon_id=persoon_id)
    if before is not None:
        found = found.filter(id__lt=before)
    columns = ("id", "op", "account__naam", "act", "reden", "geweigerd")
    return tuple(KijkregelRow(*row) for row in found.order_by("-id").values_list(*columns)[:limit])
