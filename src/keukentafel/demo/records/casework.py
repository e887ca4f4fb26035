"""Records of the work with residents, from the first contact to the evaluation.

Every ``stand`` is the state on the working date. A ``sleutel`` is unique within its record type and refers from other records.
"""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class ContactRecord:
    """A question that came in.

    ``kanaal``: telefoon, inloop, online, iemand anders, wij gingen langs. ``herkomst``: zelf, gemeld, gevonden.
    ``uitkomst``: meteen beantwoord, melding, niet voor ons. ``toestemming`` (only when gemeld): ja, nee, niet gevraagd.
    ``persoon`` is None when the resident stayed unnamed; ``kaart`` is the entry of the sociale kaart that was the answer.
    """

    sleutel: str
    moment: datetime
    kanaal: str
    herkomst: str
    thema: str
    wijk: str
    persoon: str | None
    vraag: str
    uitkomst: str
    antwoord: str
    kaart: str | None
    spoed: bool
    melder: str
    toestemming: str
    door: str


@dataclass(frozen=True, slots=True)
class MeldingRecord:
    """A report that starts the six-week clock. ``wet``: wmo, jeugdwet, participatiewet, schuldhulp.

    ``stand``: ontvangen, bevestigd, in onderzoek, verslag verstrekt, afgerond, ingetrokken. ``consulent`` is None while nobody took it up.
    """

    sleutel: str
    contact: str
    persoon: str
    wet: str
    thema: str
    wijk: str
    team: str
    consulent: str | None
    ontvangen_op: date
    spoed: bool
    bevestigen_uiterlijk: date
    bevestigd_op: date | None
    clientondersteuning_gewezen_op: date | None
    clientondersteuner: str
    persoonlijk_plan_gewezen_op: date | None
    persoonlijk_plan_ontvangen_op: date | None
    onderzoek_uiterlijk: date
    stand: str
    ingetrokken_op: date | None
    reden_intrekking: str


@dataclass(frozen=True, slots=True)
class OnderzoekRecord:
    """The enquiry after a report. ``stand``: lopend, afgerond.

    ``uitkomst`` (when finished): verantwoord niets doen, zonder individuele voorziening, met individuele voorziening.
    ``terugkijken_op`` is the check-back date of verantwoord niets doen, ``teruggekeken_op`` the day it was done.
    """

    sleutel: str
    melding: str
    persoon: str
    consulent: str
    begonnen_op: date
    verheldering: str
    stand: str
    afgerond_op: date | None
    uitkomst: str
    motivering: str
    terugkijken_op: date | None
    teruggekeken_op: date | None


@dataclass(frozen=True, slots=True)
class ZittingRecord:
    """One sitting of a conversation. ``stand``: gepland, gehouden, niet doorgegaan. ``aanwezig`` are names or roles in plain words."""

    onderzoek: str
    nummer: int
    moment: datetime
    minuten: int
    plaats: str
    aanwezig: tuple[str, ...]
    stand: str


@dataclass(frozen=True, slots=True)
class LeefgebiedRecord:
    """What was said about one leefgebied in one sitting. ``stand``: besproken, niet nodig. Scores run from 1 to 5; None is not scored."""

    onderzoek: str
    zitting: int
    leefgebied: str
    stand: str
    gaat_goed: str
    situatie: str
    wens: str
    score_inwoner: int | None
    score_professional: int | None
    verschil: str


@dataclass(frozen=True, slots=True)
class VerslagRecord:
    """The report of the enquiry. ``stand``: concept, verzonden, gereageerd. ``reactie``: eens, eens met opmerking, oneens, or empty."""

    onderzoek: str
    stand: str
    samenvatting: str
    verzonden_op: date | None
    reactie: str
    reactie_op: date | None
    opmerking: str
    ondertekend_op: date | None


@dataclass(frozen=True, slots=True)
class ResultaatRecord:
    """What somebody wants to reach, in their own words; ``van`` is the person whose words they are."""

    sleutel: str
    onderzoek: str
    volgorde: int
    van: str
    tekst: str


@dataclass(frozen=True, slots=True)
class OplossingRecord:
    """One solution on one rung under one result.

    ``trede``: eigen kracht, netwerk, algemeen, lichte hulp, individueel, specialistisch. ``stand``: voorgesteld, loopt, klaar, gestopt.
    ``vorm``: individueel, groep. ``einddatum`` is the last day, None while open.
    """

    sleutel: str
    resultaat: str
    trede: str
    omschrijving: str
    verantwoordelijke: str
    vorm: str
    kaart: str | None
    product: str | None
    ingangsdatum: date
    einddatum: date | None
    evaluatie_op: date
    stand: str


@dataclass(frozen=True, slots=True)
class TredeRedenRecord:
    """Why a lighter column stayed empty under a heavier one. ``reden``: geprobeerd, geen plek, te zwaar of niet veilig, anders."""

    resultaat: str
    kolom: str
    reden: str
    toelichting: str


@dataclass(frozen=True, slots=True)
class HulpcontactRecord:
    """One contact of light help by the team itself. ``soort``: gesprek, telefoon, samen op pad, bericht."""

    oplossing: str
    datum: date
    minuten: int
    soort: str
    door: str


@dataclass(frozen=True, slots=True)
class AanvraagRecord:
    """An application for an individual provision.

    ``weg``: na onderzoek, ondertekend verslag, na zes weken. ``stand``: ontvangen, besloten, ingetrokken.
    """

    sleutel: str
    melding: str
    onderzoek: str | None
    oplossing: str | None
    persoon: str
    wet: str
    weg: str
    product: str
    ontvangen_op: date
    besluit_uiterlijk: date
    stand: str


@dataclass(frozen=True, slots=True)
class BesluitRecord:
    """A decision on an application. ``stand``: concept, ondertekend, verzonden. ``soort``: toegekend, deels toegekend, afgewezen.

    The decision takes effect on ``verzonden_op``. ``einddatum`` is the last day of the provision.
    ``eenheid`` and ``frequentie`` are codes WJ756 and WMO757. ``aanbieder`` is who will deliver, as long as nothing is allocated.
    """

    sleutel: str
    besluitnummer: str
    aanvraag: str
    persoon: str
    wet: str
    soort: str
    stand: str
    ondertekenaar: str
    ondertekend_op: date | None
    verzonden_op: date | None
    product: str
    volume: int
    eenheid: str
    frequentie: str
    ingangsdatum: date | None
    einddatum: date | None
    motivering: str
    verordening: str
    bezwaar_uiterlijk: date | None
    aanbieder: str = ""


@dataclass(frozen=True, slots=True)
class VerwijzingRecord:
    """A referral that passed by the municipal access. ``type``: code COD327 (02 huisarts, 03 jeugdarts, 04 GI, 05 specialist, 08 rechter).

    ``stand``: ontvangen, in onderzoek, toegewezen, afgewezen.
    """

    sleutel: str
    persoon: str
    type: str
    naam: str
    verwezen_op: date
    ontvangen_op: date
    aanbieder: str
    product: str
    stand: str


@dataclass(frozen=True, slots=True)
class EvaluatieRecord:
    """Looking back on a plan. ``stand``: gepland, gehouden, vervallen. ``doel``: behaald, deels behaald, niet behaald.

    ``vervolg``: doorgaan, lichter, stoppen. ``scores`` are (leefgebied, resident, professional).
    ``geholpen`` is the resident's answer 1 to 5.
    """

    sleutel: str
    onderzoek: str
    gepland_op: date
    gehouden_op: date | None
    stand: str
    doel: str
    geholpen: int | None
    vervolg: str
    scores: tuple[tuple[str, int, int], ...]
    tekst: str


@dataclass(frozen=True, slots=True)
class NotitieRecord:
    """A note in a file. ``zichtbaar``: gezin, team."""

    persoon: str
    datum: date
    door: str
    tekst: str
    zichtbaar: str


@dataclass(frozen=True, slots=True)
class SignaalRecord:
    """A signal that is not yet work.

    ``soort``: wordt 18, betalingsachterstand, niet gestart, mantelzorg, zorg van buurt. ``stand``: open,
    opgepakt, niet nodig.
    """

    sleutel: str
    soort: str
    persoon: str | None
    wijk: str
    team: str
    van: str
    datum: date
    tekst: str
    stand: str
