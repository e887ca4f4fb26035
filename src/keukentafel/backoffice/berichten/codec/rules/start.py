"""Levels 3 and 4 for a start message: TR019, TR063, TR071, TR074, TR326 and TR381.

A 305 is accepted or refused whole. Taking back (StatusAanlevering 3) is judged before new starts, so that a correction of a key
element may take back and start anew in one message (IV008); what is taken back gets no other checks on its content (TR063).
"""

from keukentafel.backoffice.berichten.codec.facts import Facts305, KnownStart
from keukentafel.backoffice.berichten.codec.oordeel import BerichtOordeel, Bevinding, Pad
from keukentafel.backoffice.berichten.codec.records.basis import Product
from keukentafel.backoffice.berichten.codec.records.start import Bericht305, StartProduct
from keukentafel.backoffice.berichten.codec.rules.kop import bevinding, judge_header

TAKE_BACK = "3"


def judge_305(bericht: Bericht305, facts: Facts305) -> BerichtOordeel:
    """Judge a start message that passed levels 1 and 2."""
    header = judge_header(bericht, facts.bericht)
    if header:
        return BerichtOordeel(header=header)
    bsn = bericht.client.bsn
    starts = [start for start in facts.starts if start.bsn == bsn and not start.ingetrokken]
    found: dict[Pad, tuple[Bevinding, ...]] = {}
    new = []
    for index, start in enumerate(bericht.client.startproducten):
        if start.statusaanlevering != TAKE_BACK:
            new.append((index, start))
            continue
        _note(found, index, _judge_taking_back(start, starts))
        starts = [known for known in starts if not _same_key(known, start)]
    for index, start in new:
        _note(found, index, _judge_start(start, bsn, starts, facts))
        starts.append(KnownStart(bsn, start.toewijzingnummer, start.product, start.begindatum))
    return BerichtOordeel(klassen=found)


def _note(found: dict[Pad, tuple[Bevinding, ...]], index: int, bevindingen: list[Bevinding]) -> None:
    if bevindingen:
        found["client", "startproducten", index] = tuple(bevindingen)


def _same_key(known: KnownStart, start: StartProduct) -> bool:
    return (known.toewijzingnummer, known.product, known.begindatum) == (
        start.toewijzingnummer,
        start.product,
        start.begindatum,
    )


def _judge_taking_back(start: StartProduct, starts: list[KnownStart]) -> list[Bevinding]:
    same = [known for known in starts if _same_key(known, start)]
    if not same:
        return [bevinding("TR063")]
    return [bevinding("TR071")] if any(known.gestopt for known in same) else []


def _judge_start(start: StartProduct, bsn: str, starts: list[KnownStart], facts: Facts305) -> list[Bevinding]:
    found = []
    # Only iJw has a variant without ToewijzingNummer; in iWmo a start without one belongs to nothing.
    toewijzing = (
        facts.toewijzingen.get(start.toewijzingnummer) if start.toewijzingnummer is not None else None
    )
    if toewijzing is None or toewijzing.bsn != bsn or toewijzing.verwijderd:
        found.append(bevinding("TR019"))
    elif any(_same_key(known, start) for known in starts):
        found.append(bevinding("TR074"))
    elif any(known.toewijzingnummer == start.toewijzingnummer and not known.gestopt for known in starts):
        found.append(bevinding("TR326"))
    if not fits_category(start.product, facts.producten):
        found.append(bevinding("TR381"))
    return found


def fits_category(product: Product | None, producten: frozenset[tuple[str, str]] | None) -> bool:
    """TR381: whether the code of a product belongs to its category; True when there is nothing to compare."""
    if product is None or product.code is None or producten is None:
        return True
    return (product.categorie, product.code) in producten
