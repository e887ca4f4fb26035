"""Whether a 301 can leave: the municipality judges it as the provider that gets it will (TR332, TR378, TR379, TR381, TR385)."""

from collections.abc import Mapping
from types import MappingProxyType

from keukentafel.backoffice.berichten.codec.oordeel import BerichtOordeel
from keukentafel.core.errors import Refusal

_WHAT_TO_DO: Mapping[str, str] = MappingProxyType(
    {
        "TR332": "Onder dit toewijzingnummer kent de aanbieder een ander BSN, een ander product, een andere ingangsdatum of een andere "
        "omvang. Klopt het zoals het nu is, trek deze toewijzing dan in en wijs opnieuw toe.",
        "TR378": "De code van onze gemeente geldt niet op de ingangsdatum. Laat de functioneel beheerder de gemeentecodes nakijken.",
        "TR379": "Op het verzoek van de aanbieder is al een besluit verstuurd. Ga terug naar het verzoek en kijk wat er is veranderd.",
        "TR381": "De productcode hoort niet bij de productcategorie. Laat het product in het contract verbeteren.",
    }
)


class WouldBeRefused(Refusal):
    """The provider would refuse this 301."""


def check_301(oordeel: BerichtOordeel) -> None:
    """Raises `WouldBeRefused` with what is wrong and what to do about it."""
    found = [finding for findings in (oordeel.klassen or {}).values() for finding in findings]
    reasons = dict.fromkeys(
        _WHAT_TO_DO.get(finding.rule, finding.reason) for finding in (*oordeel.header, *found)
    )
    if reasons:
        raise WouldBeRefused(
            f"De toewijzing is niet verstuurd: de aanbieder zou haar afwijzen. {' '.join(reasons)}"
        )
