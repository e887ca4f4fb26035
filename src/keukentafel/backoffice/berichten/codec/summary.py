"""A message told in lines of plain Dutch: who writes to whom, about what, for which periods and amounts.

Holds no name, birth date, address or comment, and of a BSN the last three digits only. Codes are told in the words of the code lists. A
retour is told as the message it answers, with its return codes.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import islice
from typing import Any

from keukentafel.backoffice.berichten.codec.codelists import CODELISTS, retourcode_text
from keukentafel.backoffice.berichten.codec.eenheden import amount
from keukentafel.backoffice.berichten.codec.records.antwoord import Antwoord
from keukentafel.backoffice.berichten.codec.records.basis import BerichtIdentificatie, Omvang, Product
from keukentafel.backoffice.berichten.codec.records.declaratie import (
    Client323,
    Declaratie,
    DeclaratieAntwoord,
    Prestatie,
)
from keukentafel.backoffice.berichten.codec.records.start import Client305, StartProduct
from keukentafel.backoffice.berichten.codec.records.stop import Client307, StopProduct
from keukentafel.backoffice.berichten.codec.records.toewijzing import Client301, ToegewezenProduct
from keukentafel.backoffice.berichten.codec.records.verzoek import AangevraagdProduct, Client315
from keukentafel.backoffice.berichten.codec.records.wijziging import (
    Client317,
    NieuwProduct,
    TeWijzigenProduct,
)
from keukentafel.backoffice.berichten.codec.registry import Bericht, BerichtSoort, Partij, soort_of
from keukentafel.backoffice.berichten.codec.rules.base import signed
from keukentafel.backoffice.berichten.codec.spec import spec_of
from keukentafel.backoffice.berichten.codec.types import Law
from keukentafel.core import dutch
from keukentafel.core.money import euros

MOST_ITEMS = 20
_SHOWN_DIGITS = 3
_TAKEN_BACK = "3"
_CATEGORIES = {Law.WMO: "WMO020", Law.JW: "JZ020"}
_CHANGES = {Law.WMO: "WMO002", Law.JW: "JZ002"}
_STOP_REASONS = {Law.WMO: "WMO588", Law.JW: "JZ588"}


def summarise(bericht: Bericht) -> tuple[str, ...]:
    """The lines; an item of a list starts with a dash. Of each list at most `MOST_ITEMS` are told."""
    soort = soort_of(bericht)
    body: Any = getattr(bericht, spec_of(soort.root).elements[1].attribute)
    lines = list(_head(bericht, soort))
    for kind, tell in _BODIES.items():
        if isinstance(body, kind):
            lines += tell(body, soort.law)
            lines += _returned(body)
    return tuple(lines)


def masked(bsn: str) -> str:
    """A BSN of which only the last three digits can be read."""
    return f"{'*' * (len(bsn) - _SHOWN_DIGITS)}{bsn[-_SHOWN_DIGITS:]}"


def _head(bericht: Bericht, soort: BerichtSoort) -> Iterator[str]:
    header: Any = bericht.header
    # A retour keeps the sender and receiver of the message it answers; a gemeente has the shorter code.
    gemeente, aanbieder = sorted((header.afzender, header.ontvanger), key=len)
    sides = (f"gemeente {gemeente}", f"aanbieder {aanbieder}")
    sender, receiver = sides if soort.afzender is Partij.GEMEENTE else reversed(sides)
    yield f"{soort.label} {soort.naam}, release {soort.release.name}"
    yield f"Van {sender} aan {receiver}"
    heen = _identity(header.berichtidentificatie)
    if hasattr(header, "identificatieretour"):
        yield f"Bericht {header.identificatieretour} van {_day(header.dagtekeningretour)}, antwoord op bericht {heen}"
        yield "; ".join(_returned(header)) or "Alles is akkoord"
    else:
        yield f"Bericht {heen}"
    if hasattr(header, "declaratieidentificatie"):
        yield f"Antwoord op bericht {_identity(header.declaratieidentificatie)}"
        yield from _returned(header)


def _identity(identity: BerichtIdentificatie) -> str:
    return f"{identity.identificatie} van {_day(identity.dagtekening)}"


def _returned(record: Any) -> list[str]:
    """The return codes of a class, when it has any, each with its reason."""
    return [f"Retourcode {code}: {retourcode_text(code)}" for code in getattr(record, "retourcodes", ())]


def _with_codes(text: str, record: Any) -> str:
    return ". ".join([text, *_returned(record)])


def _listed(items: Sequence[Any], tell: Callable[[Any, Law], str], law: Law) -> Iterator[str]:
    return _cut((_with_codes(tell(item, law), item) for item in items), len(items))


def _cut(texts: Iterable[str], total: int) -> Iterator[str]:
    for text in islice(texts, MOST_ITEMS):
        yield f"- {text}"
    if total > MOST_ITEMS:
        yield f"- en nog {dutch.number(total - MOST_ITEMS)} meer"


def _toewijzing(client: Client301, law: Law) -> Iterator[str]:
    yield f"Toegewezen aan cliënt {masked(client.bsn)}:"
    yield from _listed(client.toegewezenproducten, _toegewezen, law)


def _toegewezen(item: ToegewezenProduct, law: Law) -> str:
    reason = item.redenwijziging
    return _joined(
        f"Toewijzing {item.toewijzingnummer}",
        _product(item.product, law),
        _span(item.ingangsdatum, item.einddatum),
        _size(item.omvang, item.budget),
        reason and f"reden van wijziging: {_meaning(_CHANGES[law], reason)}",
    )


def _start(client: Client305, law: Law) -> Iterator[str]:
    yield f"Gestart bij cliënt {masked(client.bsn)}:"
    yield from _listed(client.startproducten, _started, law)


def _started(item: StartProduct, law: Law) -> str:
    return _joined(_delivery(item, law), f"begonnen op {_day(item.begindatum)}", _taken_back(item))


def _stop(client: Client307, law: Law) -> Iterator[str]:
    yield f"Gestopt bij cliënt {masked(client.bsn)}:"
    yield from _listed(client.stopproducten, _stopped, law)


def _stopped(item: StopProduct, law: Law) -> str:
    reason = _meaning(_STOP_REASONS[law], item.redenbeeindiging)
    span = _span(item.begindatum, item.einddatum)
    return _joined(_delivery(item, law), span, f"reden: {reason}", _taken_back(item))


def _delivery(item: StartProduct | StopProduct, law: Law) -> str:
    nummer = item.toewijzingnummer
    return _joined(
        f"Toewijzing {nummer}" if nummer is not None else "Zonder toewijzingnummer",
        _product(item.product, law) if item.product else None,
    )


def _taken_back(item: StartProduct | StopProduct) -> str | None:
    return "dit wordt ingetrokken" if item.statusaanlevering == _TAKEN_BACK else None


def _verzoek(client: Client315, law: Law) -> Iterator[str]:
    yield f"Gevraagd voor cliënt {masked(client.bsn)}:"
    yield from _listed(client.aangevraagdeproducten, _requested, law)


def _requested(item: AangevraagdProduct, law: Law) -> str:
    return _joined(
        f"Verzoek {item.referentieaanbieder}",
        _product(item.product, law),
        _span(item.toewijzingingangsdatum, item.toewijzingeinddatum),
        _size(item.omvang, item.budget),
        f"verwijzer: {_meaning('COD327', item.verwijzer.type)}",
    )


def _wijziging(client: Client317, law: Law) -> Iterator[str]:
    verzoek = client.verzoek
    reason = _meaning("WJ758", verzoek.redenverzoek)
    yield f"Verzoek {verzoek.referentieaanbieder} voor cliënt {masked(client.bsn)}; reden: {reason}"
    yield from _returned(verzoek)
    groups: tuple[tuple[str, tuple[Any, ...], Callable[[Any, Law], str]], ...] = (
        ("Blijft zoals het is:", verzoek.ongewijzigdeproducten, _unchanged),
        ("Moet anders:", verzoek.tewijzigenproducten, _changed),
        ("Komt erbij:", verzoek.nieuweproducten, _new),
    )
    for title, items, tell in groups:
        if items:
            yield title
            yield from _listed(items, tell, law)


def _unchanged(item: Any, _law: Law) -> str:
    return f"Toewijzing {item.toewijzingnummer}"


def _changed(item: TeWijzigenProduct, law: Law) -> str:
    return _joined(_unchanged(item, law), _wish(item))


def _new(item: NieuwProduct, law: Law) -> str:
    return _joined(_product(item.product, law), _wish(item))


def _wish(item: TeWijzigenProduct | NieuwProduct) -> str:
    return _joined(_span(item.gewensteingangsdatum, item.einddatum), _size(item.omvang, item.budget))


def _antwoord(antwoord: Antwoord, _law: Law) -> Iterator[str]:
    reason, other = antwoord.redenafwijzingverzoek, antwoord.woonplaatsbeginsel
    yield _joined(
        f"Verzoek {antwoord.referentieaanbieder} is {_meaning('WJ760', antwoord.verzoekantwoord)}",
        reason and f"reden: {_meaning('WJ759', reason)}",
        f"verantwoordelijk is gemeente {other.gemeente}" if other else None,
    )


def _declaratie(declaratie: Declaratie, law: Law) -> Iterator[str]:
    total = declaratie.totaalingediendbedrag
    span = _span(declaratie.declaratieperiode.begindatum, declaratie.declaratieperiode.einddatum)
    yield f"Declaratie {declaratie.declaratienummer}, {span}"
    yield f"Ingediend: {euros(signed(total.totaalbedrag, total.debetcredit))}, {_counted(declaratie.clienten)}"
    yield from _lines(declaratie.clienten, law)


def _declaratie_antwoord(antwoord: DeclaratieAntwoord, law: Law) -> Iterator[str]:
    asked, granted = antwoord.totaalingediendbedrag, antwoord.totaaltoegekendbedrag
    yield f"Antwoord op declaratie {antwoord.declaratienummer}"
    yield _joined(
        f"Ingediend: {euros(signed(asked.totaalbedrag, asked.debetcredit))}",
        f"toegekend: {euros(signed(granted.totaalbedrag, granted.debetcredit))}",
    )
    if antwoord.clienten:
        yield f"Afgewezen: {_counted(antwoord.clienten)}"
        yield from _lines(antwoord.clienten, law)


def _counted(clienten: tuple[Client323, ...]) -> str:
    lines = dutch.plural(sum(len(client.prestaties) for client in clienten), "regel", "regels")
    return f"{lines} voor {dutch.plural(len(clienten), 'cliënt', 'cliënten')}"


def _lines(clienten: tuple[Client323, ...], law: Law) -> Iterator[str]:
    rows = ((client.bsn, line) for client in clienten for line in client.prestaties)
    total = sum(len(client.prestaties) for client in clienten)
    return _cut((_with_codes(_line(bsn, line, law), line) for bsn, line in rows), total)


def _line(bsn: str, prestatie: Prestatie, law: Law) -> str:
    product = Product(categorie=prestatie.productcategorie, code=prestatie.productcode)
    declared, previous = prestatie.ingediendbedrag, prestatie.productreferentie.vorigreferentienummer
    return _joined(
        f"Regel {prestatie.productreferentie.referentienummer} voor cliënt {masked(bsn)}",
        f"toewijzing {prestatie.toewijzingnummer}",
        _product(product, law),
        _span(prestatie.productperiode.begindatum, prestatie.productperiode.einddatum),
        amount(prestatie.geleverdvolume, prestatie.eenheid),
        euros(signed(declared.bedrag, declared.debetcredit)),
        previous and f"neemt regel {previous} terug",
    )


_BODIES: Mapping[type, Callable[[Any, Law], Iterator[str]]] = {
    Client301: _toewijzing,
    Client305: _start,
    Client307: _stop,
    Client315: _verzoek,
    Client317: _wijziging,
    Antwoord: _antwoord,
    Declaratie: _declaratie,
    DeclaratieAntwoord: _declaratie_antwoord,
}


def _joined(*parts: str | None) -> str:
    return "; ".join(part for part in parts if part)


def _meaning(name: str, code: str) -> str:
    return CODELISTS[name].meaning(code)


def _product(product: Product | None, law: Law) -> str:
    if product is None:
        return "zonder product"
    code = f", code {product.code}" if product.code else ""
    return f"{product.categorie} {_meaning(_CATEGORIES[law], product.categorie)}{code}"


def _size(omvang: Omvang | None, budget: int | None) -> str | None:
    if omvang is None:
        return None if budget is None else f"budget {euros(budget)}"
    return f"{amount(omvang.volume, omvang.eenheid)} {_meaning('WMO757', omvang.frequentie)}"


def _span(first: date, last: date | None) -> str:
    return f"vanaf {_day(first)}" if last is None else f"{_day(first)} t/m {_day(last)}"


def _day(day: date | str) -> str:
    """A day in words; one that Python cannot hold (`Letterlijk`) as it came."""
    return dutch.day_year(day) if isinstance(day, date) else day
