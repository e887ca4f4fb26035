"""319 Antwoord on a request (315 or 317) and its retour 320. Neither says anything about the client."""

from keukentafel.backoffice.berichten.codec.records.header import HeaderGemeente, RetourHeaderGemeente
from keukentafel.backoffice.berichten.codec.spec import Kind, element, elements, part, record
from keukentafel.backoffice.berichten.codec.types import Law


@record(Kind.CLASS, "Woonplaatsbeginsel")
class Woonplaatsbeginsel:
    """The municipality that is responsible under the woonplaatsbeginsel (Jeugdwet art. 1.1; IV095, OP359)."""

    gemeente: str = element("Gemeente", "LDT_Gemeente", key=True)


@record(Kind.CLASS, "Antwoord")
class Antwoord:
    """What the municipality says of one requested product (315) or one request (317): refused, or under investigation."""

    referentieaanbieder: str = element("ReferentieAanbieder", "LDT_Referentie", key=True)
    verzoekantwoord: str = element("VerzoekAntwoord", "LDT_VerzoekAntwoord", key=True)
    redenafwijzingverzoek: str | None = element(
        "RedenAfwijzingVerzoek", "LDT_RedenAfwijzingVerzoek", default=None
    )
    woonplaatsbeginsel: Woonplaatsbeginsel | None = part(
        "Woonplaatsbeginsel", Woonplaatsbeginsel, only=Law.JW, default=None
    )


@record(Kind.CLASS, "Bericht")
class Bericht319:
    """Message 319: the municipality's answer to a request that does not lead to a 301 now."""

    header: HeaderGemeente = part("Header", HeaderGemeente)
    antwoord: Antwoord = part("Antwoord", Antwoord)


@record(Kind.CLASS, "Woonplaatsbeginsel")
class Woonplaatsbeginsel320(Woonplaatsbeginsel):
    """Woonplaatsbeginsel with its retour codes."""

    retourcodes: tuple[str, ...] = elements("RetourCodes", "RetourCode", "LDT_RetourCode")


@record(Kind.CLASS, "Antwoord")
class Antwoord320(Antwoord):
    """Rejected answer with its retour codes."""

    woonplaatsbeginsel: Woonplaatsbeginsel320 | None = part(
        "Woonplaatsbeginsel", Woonplaatsbeginsel320, only=Law.JW, default=None
    )
    retourcodes: tuple[str, ...] = elements("RetourCodes", "RetourCode", "LDT_RetourCode")


@record(Kind.CLASS, "Bericht")
class Bericht320:
    """Message 320: what the provider's check of a 319 gave."""

    header: RetourHeaderGemeente = part("Header", RetourHeaderGemeente)
    antwoord: Antwoord320 | None = part("Antwoord", Antwoord320, default=None)
