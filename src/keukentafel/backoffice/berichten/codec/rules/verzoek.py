"""Levels 3 and 4 for a request for allocations: TR347, TR374 and TR381.

A 315 is accepted or refused whole. A request that is still open stands at the client, and then the products are not looked at. The
codes of gemeenten that TR378 allows on the ToewijzingIngangsdatum of the products are judged on the header.
"""

from keukentafel.backoffice.berichten.codec.facts import Facts315
from keukentafel.backoffice.berichten.codec.oordeel import BerichtOordeel, Bevinding, Pad, by_class
from keukentafel.backoffice.berichten.codec.records.verzoek import AangevraagdProduct, Bericht315
from keukentafel.backoffice.berichten.codec.rules.kop import bevinding, judge_header
from keukentafel.backoffice.berichten.codec.rules.koppeling import fits_category, has_open_request

CLIENT: Pad = ("client",)


def judge_315(bericht: Bericht315, facts: Facts315) -> BerichtOordeel:
    """Judge a request for allocations that passed levels 1 and 2."""
    header = judge_header(bericht, facts.bericht)
    if header:
        return BerichtOordeel(header=header)
    products = {
        (*CLIENT, "aangevraagdeproducten", index): product
        for index, product in enumerate(bericht.client.aangevraagdeproducten)
    }
    if has_open_request(bericht.client.bsn, facts.verzoeken):
        return BerichtOordeel(klassen={CLIENT: (bevinding("TR374"),)}, niet_beoordeeld=frozenset(products))
    return BerichtOordeel(
        klassen=by_class((path, _judge_product(product, facts)) for path, product in products.items())
    )


def _judge_product(product: AangevraagdProduct, facts: Facts315) -> list[Bevinding]:
    found = []
    if product.referentieaanbieder in facts.referenties:
        found.append(bevinding("TR347"))
    if not fits_category(product.product, facts.producten):
        found.append(bevinding("TR381"))
    return found
