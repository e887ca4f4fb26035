"""Sample requests of providers (315 and 317) and what a municipality answers to them (319)."""

from datetime import date, timedelta

from keukentafel.backoffice.berichten.codec.chance import Chance
from keukentafel.backoffice.berichten.codec.records.antwoord import Antwoord, Bericht319, Woonplaatsbeginsel
from keukentafel.backoffice.berichten.codec.records.basis import Verwijzer
from keukentafel.backoffice.berichten.codec.records.verzoek import (
    AangevraagdProduct,
    Bericht315,
    Client315,
)
from keukentafel.backoffice.berichten.codec.records.wijziging import (
    Bericht317,
    Client317,
    NieuwProduct,
    OngewijzigdProduct,
    TeWijzigenProduct,
    Verzoek,
)
from keukentafel.backoffice.berichten.codec.samples.kop import AANBIEDER, DAY, from_aanbieder, from_gemeente
from keukentafel.backoffice.berichten.codec.samples.people import (
    COMMENTS,
    birth,
    bsn,
    codes,
    gender,
    short_name,
)
from keukentafel.backoffice.berichten.codec.samples.products import extent, line, numbers, specific_product
from keukentafel.backoffice.berichten.codec.types import Law

_FIRST = date(2026, 11, 1)
# New products begin after the day of the message (TR380), those without a product in the weeks before this day (`products.line`).
_FIRST_NEW = date(2027, 1, 1)
_PROFESSIONALS = frozenset({"02", "03", "04", "05"})
_REFUSED = "1"
_WOONPLAATSBEGINSEL = "8"


def verzoek_om_toewijzing(law: Law, lines: int, chance: Chance) -> Bericht315:
    """A 315 for `lines` products."""
    client = Client315(
        bsn=bsn(chance),
        geboortedatum=birth(chance),
        geslacht=gender(chance),
        naam=short_name(chance),
        gezagsdragerbekend=chance.pick((None, *codes("COD260"))) if law is Law.JW else None,
        commentaar=chance.pick((None, None, *COMMENTS)),
        aangevraagdeproducten=tuple(
            _aangevraagd(law, product, chance) for _, product in numbers(lines, chance)
        ),
    )
    return Bericht315(header=from_aanbieder(law, 315, chance), client=client)


def _aangevraagd(law: Law, number: int, chance: Chance) -> AangevraagdProduct:
    chosen = line(law, number, chance, first=_FIRST)
    besluit = chance.between(1, 999_999_999) if chance.happens(30) else None
    return AangevraagdProduct(
        referentieaanbieder=_reference(chance, number),
        beschikkingnummer=besluit,
        product=chosen.product,
        beschikkingingangsdatum=None if besluit is None else DAY - timedelta(days=chance.below(60)),
        toewijzingingangsdatum=chosen.begin,
        toewijzingeinddatum=chosen.end,
        omvang=chosen.omvang,
        budget=chosen.budget,
        verwijzer=_verwijzer(chance),
        raamcontract=chance.pick((None, *codes("COD260"))),
        commentaar=chance.pick((None, None, *COMMENTS)),
    )


def _reference(chance: Chance, number: int) -> str:
    return f"{chance.below(10**9):09d}-{number:09d}"


def _verwijzer(chance: Chance) -> Verwijzer:
    """A professional goes by code or else by name, anybody else by name or not at all (CD066 to CD068)."""
    kind, by_code = chance.pick(codes("COD327")), chance.happens(50)
    if kind in _PROFESSIONALS:
        return Verwijzer(
            type=kind,
            naam=None if by_code else "Praktijk De Linde",
            zorgverlenercode="01999901" if by_code else None,
        )
    return Verwijzer(type=kind, naam=None if by_code else "Wijkteam Lindewaard")


def verzoek_om_wijziging(law: Law, lines: int, chance: Chance) -> Bericht317:
    """A 317 with `lines` products over its three groups: at least one of them is current (TR352) and one changes (TR353)."""
    changing = chance.between(1, lines)
    if lines > 1 and chance.happens(25):
        changing = 0
    unchanged = chance.between(0 if changing else 1, lines - max(changing, 1))
    verzoek = Verzoek(
        referentieaanbieder=_reference(chance, 0),
        redenverzoek=chance.pick(codes("WJ758")),
        ongewijzigdeproducten=tuple(
            OngewijzigdProduct(toewijzingnummer=2_000_000 + number) for number in range(unchanged)
        ),
        tewijzigenproducten=tuple(
            _te_wijzigen(law, nummer, product, chance) for nummer, product in numbers(changing, chance)
        ),
        nieuweproducten=tuple(
            _nieuw(law, product, chance) for _, product in numbers(lines - changing - unchanged, chance)
        ),
    )
    client = Client317(bsn=bsn(chance), verzoek=verzoek)
    return Bericht317(header=from_aanbieder(law, 317, chance), client=client)


def _te_wijzigen(law: Law, nummer: int, number: int, chance: Chance) -> TeWijzigenProduct:
    begin = DAY + timedelta(days=chance.between(-30, 60))
    end = begin + timedelta(days=chance.between(0, 365))
    shape = chance.below(3)
    omvang = extent(specific_product(law, number)[1], chance) if shape == 0 else None
    must_end = shape == 1 or (omvang is not None and omvang.frequentie == "2")
    return TeWijzigenProduct(
        toewijzingnummer=nummer,
        gewensteingangsdatum=begin,
        einddatum=end if must_end else chance.pick((None, end)),
        omvang=omvang,
        budget=chance.between(0, 2_000_000) if shape == 1 else None,
    )


def _nieuw(law: Law, number: int, chance: Chance) -> NieuwProduct:
    chosen = line(law, number, chance, first=_FIRST_NEW, past=False)
    return NieuwProduct(
        product=chosen.product,
        gewensteingangsdatum=chosen.begin,
        einddatum=chosen.end,
        omvang=chosen.omvang,
        budget=chosen.budget,
    )


def antwoord(law: Law, _lines: int, chance: Chance) -> Bericht319:
    """A 319: refused with a reason, or under investigation (CD085, CD086); it always holds one answer."""
    kind = chance.pick(codes("WJ760"))
    reasons = [code for code in codes("WJ759") if law is Law.JW or code != _WOONPLAATSBEGINSEL]
    reason = chance.pick(reasons) if kind == _REFUSED else None
    answer = Antwoord(
        referentieaanbieder=f"{AANBIEDER}-{chance.below(10**9):09d}",
        verzoekantwoord=kind,
        redenafwijzingverzoek=reason,
        # Present if and only if the reason is 8 (TR377, TR409).
        woonplaatsbeginsel=Woonplaatsbeginsel(gemeente="0363") if reason == _WOONPLAATSBEGINSEL else None,
    )
    return Bericht319(header=from_gemeente(law, 319, chance), antwoord=answer)
