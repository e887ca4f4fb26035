"""Custody of minors: who has it, from when, and by which source that is known.

The law: who is a minor is under custody, that of the parents or of one of them, of a parent with somebody else, or of a guardian, who
may be a legal person (BW 1:245, 1:253t, 1:279, 1:302). Custody ends when the minor comes of age (BW 1:233).

Everything here runs inside a handeling that an operation opened, or is a read for a caller that checked the rights.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Max

from keukentafel.people import rules
from keukentafel.people.domain import Adres, GezagRow, Gezagsoort, NewGezag
from keukentafel.people.models import Gezag, Persoon

_ADDRESS = Adres.__slots__
_OWN = ("geslachtsnaam", "voornamen", "voorvoegsel", *_ADDRESS, "telefoon")
_ROW = (
    "id", "nummer", "soort", "houder_id", "organisatie", "vanaf", "tot", "bron", "houder__afgeschermd", "houder__geheim_adres",
    *_OWN, *(f"houder__{name}" for name in _OWN),
)  # fmt: skip


def rows_of(*, gemeente: str, persoon_id: UUID) -> tuple[GezagRow, ...]:
    """Who has and had custody of this person, by number and day, in one query."""
    found = Gezag.objects.filter(gemeente_id=gemeente, persoon_id=persoon_id).order_by("nummer", "vanaf")
    return tuple(_row(row) for row in found.values_list(*_ROW))


def _row(row: tuple[Any, ...]) -> GezagRow:
    value = dict(zip(_ROW, row, strict=True))
    known, shielded = value["houder_id"] is not None, bool(value["houder__afgeschermd"])
    own = {name: value[f"houder__{name}" if known else name] for name in _OWN}
    if shielded:
        own = dict.fromkeys(_OWN, "")
    hidden = shielded or bool(value["houder__geheim_adres"])
    return GezagRow(
        id=value["id"],
        nummer=value["nummer"],
        soort=Gezagsoort(value["soort"]),
        houder_id=value["houder_id"],
        geslachtsnaam=own["geslachtsnaam"],
        voornamen=own["voornamen"],
        voorvoegsel=own["voorvoegsel"],
        organisatie=value["organisatie"],
        adres=Adres() if hidden else Adres(**{name: own[name] for name in _ADDRESS}),
        telefoon=own["telefoon"],
        vanaf=value["vanaf"],
        laatste_dag=None if value["tot"] is None else value["tot"] - timedelta(days=1),
        bron=value["bron"],
        afgeschermd=shielded,
    )


def add(*, gemeente: str, new: NewGezag) -> None:
    """Write who has custody; who writes for the same child at once waits. Raises what `rules.check_custody` refuses."""
    child = Persoon.objects.select_for_update(of=("self",)).get(pk=new.persoon_id, gemeente_id=gemeente)
    rows = rows_of(gemeente=gemeente, persoon_id=new.persoon_id)
    rules.check_custody(new, rows, child.geboortedatum)
    model_of(gemeente=gemeente, new=new, nummer=_number(new, rows)).save(force_insert=True)


def _number(new: NewGezag, rows: Iterable[GezagRow]) -> int:
    """The number that this holder had before, else the next one of this child (OP071)."""
    last = 0
    for row in rows:
        last = max(last, row.nummer)
        if rules.same_holder(new, row):
            return row.nummer
    return last + 1


def end(*, gemeente: str, persoon_id: UUID, gezag_id: UUID, laatste: date) -> bool:
    """Let custody end after a last day; answers whether it was there and lasted. Raises `CustodyIncomplete` for a day before it began."""
    running = Gezag.objects.filter(pk=gezag_id, gemeente_id=gemeente, persoon_id=persoon_id, tot__isnull=True)
    since = running.values_list("vanaf", flat=True).first()
    if since is None:
        return False
    rules.check_custody_end(laatste, since)
    return bool(running.update(tot=laatste + timedelta(days=1)))


def load(*, gemeente: str, gezagen: Iterable[NewGezag], batch: int) -> int:
    """Write the custody of many children, numbered in the order given; answers how many."""
    items = list(gezagen)
    children = {item.persoon_id for item in items}
    found = Gezag.objects.filter(gemeente_id=gemeente, persoon_id__in=children)
    numbers: dict[UUID, int] = dict(found.values_list("persoon_id").annotate(laatste=Max("nummer")))
    rows = []
    for item in items:
        numbers[item.persoon_id] = number = numbers.get(item.persoon_id, 0) + 1
        rows.append(model_of(gemeente=gemeente, new=item, nummer=number))
    Gezag.objects.bulk_create(rows, batch_size=batch)
    return len(rows)


def model_of(*, gemeente: str, new: NewGezag, nummer: int) -> Gezag:
    """The row, not yet written; of a known person nothing is copied."""
    known = new.houder_id is not None
    written = {} if known else {name: getattr(new.adres, name) for name in _ADDRESS}
    return Gezag(
        id=new.id,
        gemeente_id=gemeente,
        persoon_id=new.persoon_id,
        nummer=nummer,
        soort=new.soort.value,
        houder_id=new.houder_id,
        geslachtsnaam="" if known else new.geslachtsnaam.strip(),
        voornamen="" if known or new.organisatie else new.voornamen.strip(),
        voorvoegsel="" if known or new.organisatie else new.voorvoegsel.strip(),
        organisatie=new.organisatie,
        telefoon="" if known else new.telefoon.strip(),
        vanaf=new.vanaf,
        bron=new.bron.strip(),
        **written,
    )
