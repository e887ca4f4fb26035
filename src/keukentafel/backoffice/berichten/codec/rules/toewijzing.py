"""Levels 3 and 4 for allocations: TR332, TR379, TR381 and TR385.

A 301 is judged by the provider that gets it, or by the municipality before it sends it; it is accepted or refused whole. A 301 repeats
every current allocation (OP087), so a number that was sent before is no fault by itself. Who sends compares with what it told before under
the number, not with its own books as they are now: those never differ from the message that is made of them.

Inferred, because the text of TR332 only asks for a unique number: a number is used anew when it stands for another client, product, first
day or extent than before; what a 301 may change under the same number is the end date, the budget, and the volume of a total (Frequentie
6), and it may remove the allocation (OP033x1, IV066). TR379 lets a reference stand once, on the allocation that is the final answer to a
request of the same client.
"""

from keukentafel.backoffice.berichten.codec.facts import Facts301, KnownToewijzing
from keukentafel.backoffice.berichten.codec.oordeel import BerichtOordeel, Bevinding, by_class
from keukentafel.backoffice.berichten.codec.records.basis import Omvang
from keukentafel.backoffice.berichten.codec.records.toewijzing import Bericht301, ToegewezenProduct
from keukentafel.backoffice.berichten.codec.rules.kop import bevinding, judge_header
from keukentafel.backoffice.berichten.codec.rules.koppeling import fits_category
from keukentafel.backoffice.berichten.codec.rules.level2_overlap import REMOVED
from keukentafel.core.eenheden import TOTAAL


def judge_301(bericht: Bericht301, facts: Facts301) -> BerichtOordeel:
    """Judge allocations that passed levels 1 and 2."""
    header = judge_header(bericht, facts.bericht)
    if header:
        return BerichtOordeel(header=header)
    bsn = bericht.client.bsn
    return BerichtOordeel(
        klassen=by_class(
            (("client", "toegewezenproducten", index), _judge_product(toegewezen, bsn, facts))
            for index, toegewezen in enumerate(bericht.client.toegewezenproducten)
        )
    )


def _judge_product(toegewezen: ToegewezenProduct, bsn: str, facts: Facts301) -> list[Bevinding]:
    found = []
    known = facts.toewijzingen.get(toegewezen.toewijzingnummer)
    if known is not None and not _is_same(toegewezen, bsn, known):
        found.append(bevinding("TR332"))
    if toegewezen.referentieaanbieder is not None and not _answers(toegewezen, bsn, facts):
        found.append(bevinding("TR379"))
    if toegewezen.redenwijziging == REMOVED and toegewezen.toewijzingnummer in facts.gedeclareerd:
        found.append(bevinding("TR385"))
    if not fits_category(toegewezen.product, facts.producten):
        found.append(bevinding("TR381"))
    return found


def _is_same(toegewezen: ToegewezenProduct, bsn: str, known: KnownToewijzing) -> bool:
    return (
        known.bsn == bsn
        and known.product == toegewezen.product
        and known.periode.start == toegewezen.ingangsdatum
        and _fixed_part(known.omvang) == _fixed_part(toegewezen.omvang)
    )


def _fixed_part(omvang: Omvang | None) -> tuple[int | str, ...]:
    """What of an extent cannot change under the same number."""
    if omvang is None:
        return ()
    fixed = (omvang.eenheid, omvang.frequentie)
    return fixed if omvang.frequentie == TOTAAL else (*fixed, omvang.volume)


def _answers(toegewezen: ToegewezenProduct, bsn: str, facts: Facts301) -> bool:
    verzoek = facts.verzoeken.get(toegewezen.referentieaanbieder or "")
    return verzoek is not None and verzoek.bsn == bsn and verzoek.openstaand
