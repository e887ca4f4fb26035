"""Records of an existing history, to be loaded at once; every reference is the UUID that the caller chose.

Dossiers, tasks and the timeline are made from these records; a person gets one dossier, opened by their first
melding. `status` values are those of the enums of this room, `einddatum` is the last day.
"""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class LoadContact:
    """A question that came in; `kaart_id` with `kaart_naam` name the entry of the sociale kaart that answered it."""

    id: UUID
    moment: datetime
    kanaal: str
    herkomst: str
    thema: str
    wijk_id: UUID | None
    persoon_id: UUID | None
    vraag: str
    uitkomst: str
    antwoord: str
    kaart_id: UUID | None
    kaart_naam: str
    spoed: bool
    melder: str
    toestemming: str
    door_id: UUID


@dataclass(frozen=True, slots=True)
class LoadMelding:
    """A melding; `spoed_uiterlijk` is the last day to get in touch when there is haste."""

    id: UUID
    contact_id: UUID
    persoon_id: UUID
    wet: str
    thema: str
    wijk_id: UUID | None
    team_id: UUID
    consulent_id: UUID | None
    ontvangen_op: date
    spoed: bool
    bevestigen_uiterlijk: date
    bevestigd_op: date | None
    clientondersteuning_gewezen_op: date | None
    clientondersteuner: str
    persoonlijk_plan_gewezen_op: date | None
    persoonlijk_plan_ontvangen_op: date | None
    onderzoek_uiterlijk: date
    status: str
    ingetrokken_op: date | None
    reden_intrekking: str
    spoed_uiterlijk: date | None = None


@dataclass(frozen=True, slots=True)
class LoadOnderzoek:
    """An onderzoek with the texts of its gesprek, and since when its plan is closed."""

    id: UUID
    melding_id: UUID
    consulent_id: UUID
    begonnen_op: date
    verheldering: str
    status: str
    afgerond_op: date | None
    uitkomst: str
    motivering: str
    terugkijken_op: date | None
    teruggekeken_op: date | None
    eigen_woorden: str = ""
    plan_afgesloten_op: date | None = None


@dataclass(frozen=True, slots=True)
class LoadZitting:
    """A sitting."""

    onderzoek_id: UUID
    nummer: int
    moment: datetime
    minuten: int
    plaats: str
    aanwezig: tuple[str, ...]
    status: str


@dataclass(frozen=True, slots=True)
class LoadLeefgebied:
    """What was said about one leefgebied (its code) in sitting number `zitting`."""

    onderzoek_id: UUID
    zitting: int
    leefgebied: str
    status: str
    gaat_goed: str
    situatie: str
    wens: str
    score_inwoner: int | None
    score_professional: int | None
    verschil: str
    behoefte: str = ""


@dataclass(frozen=True, slots=True)
class LoadVerslag:
    """A verslag."""

    onderzoek_id: UUID
    status: str
    tekst: str
    verzonden_op: date | None
    reactie: str
    reactie_op: date | None
    opmerking: str
    ondertekend_op: date | None


@dataclass(frozen=True, slots=True)
class LoadResultaat:
    """A result; `persoon_id` is whose words they are."""

    id: UUID
    onderzoek_id: UUID
    volgorde: int
    persoon_id: UUID
    tekst: str
    akkoord: str = ""
    opmerking: str = ""


@dataclass(frozen=True, slots=True)
class LoadOplossing:
    """A solution; the last three are known when a toewijzing carries it."""

    id: UUID
    resultaat_id: UUID
    trede: str
    omschrijving: str
    verantwoordelijke: str
    vorm: str
    kaart_id: UUID | None
    kaart_naam: str
    product_id: UUID | None
    productnaam: str
    ingangsdatum: date
    einddatum: date | None
    evaluatie_op: date
    status: str
    toewijzing_id: UUID | None = None
    toegewezen_op: date | None = None
    gestart_op: date | None = None


@dataclass(frozen=True, slots=True)
class LoadTredeReden:
    """Why a lighter column stayed empty."""

    resultaat_id: UUID
    kolom: str
    reden: str
    toelichting: str


@dataclass(frozen=True, slots=True)
class LoadHulpcontact:
    """One contact of light help."""

    oplossing_id: UUID
    datum: date
    minuten: int
    soort: str
    door_id: UUID


@dataclass(frozen=True, slots=True)
class LoadAanvraag:
    """An aanvraag."""

    id: UUID
    melding_id: UUID
    onderzoek_id: UUID | None
    oplossing_id: UUID | None
    wet: str
    weg: str
    product_id: UUID | None
    productnaam: str
    ontvangen_op: date
    besluit_uiterlijk: date
    status: str


@dataclass(frozen=True, slots=True)
class LoadBesluit:
    """A besluit; `verordening` is the version it was taken under, which must be loaded."""

    id: UUID
    nummer: str
    aanvraag_id: UUID
    soort: str
    status: str
    opsteller_id: UUID
    ondertekenaar_id: UUID | None
    ondertekend_op: date | None
    verzonden_op: date | None
    product_id: UUID | None
    productnaam: str
    volume: int | None
    eenheid: str
    frequentie: str
    ingangsdatum: date | None
    einddatum: date | None
    motivering: str
    verordening: str
    bezwaar_uiterlijk: date | None
    aanbieder_id: UUID | None = None
    aanbiedernaam: str = ""
    grondslag: str = ""
    heronderzoek_op: date | None = None
    toewijzing_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class LoadVerwijzing:
    """A referral past the municipal access; `type` is a code of COD327, `dossier` is found by the person."""

    id: UUID
    persoon_id: UUID
    type: str
    naam: str
    verwezen_op: date
    ontvangen_op: date
    aanbieder_id: UUID | None
    product_id: UUID | None
    productnaam: str
    status: str


@dataclass(frozen=True, slots=True)
class LoadEvaluatie:
    """Looking back on a plan; `scores` are (leefgebied, resident, professional)."""

    id: UUID
    onderzoek_id: UUID
    gepland_op: date
    gehouden_op: date | None
    status: str
    doel: str
    geholpen: int | None
    vervolg: str
    scores: tuple[tuple[str, int, int], ...]
    tekst: str


@dataclass(frozen=True, slots=True)
class LoadNotitie:
    """A note in a file; `zichtbaar` is gezin or team."""

    persoon_id: UUID
    datum: date
    tekst: str
    zichtbaar: str


@dataclass(frozen=True, slots=True)
class LoadSignaal:
    """A signal."""

    id: UUID
    soort: str
    persoon_id: UUID | None
    wijk_id: UUID | None
    team_id: UUID
    van: str
    datum: date
    tekst: str
    status: str


@dataclass(frozen=True, slots=True)
class LoadGebeurtenis:
    """A line of the timeline that comes from another room (toewijzing, hulp, declaratie); `bedrag` in cents."""

    persoon_id: UUID
    datum: date
    soort: str
    titel: str
    tekst: str = ""
    bron: str = ""
    zichtbaar: str = "team"
    bedrag: int | None = None
    object_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class CaseHistory:
    """Everything that happened in casework up to the working date."""

    contacten: tuple[LoadContact, ...] = ()
    meldingen: tuple[LoadMelding, ...] = ()
    onderzoeken: tuple[LoadOnderzoek, ...] = ()
    zittingen: tuple[LoadZitting, ...] = ()
    leefgebieden: tuple[LoadLeefgebied, ...] = ()
    verslagen: tuple[LoadVerslag, ...] = ()
    resultaten: tuple[LoadResultaat, ...] = ()
    oplossingen: tuple[LoadOplossing, ...] = ()
    trede_redenen: tuple[LoadTredeReden, ...] = ()
    hulpcontacten: tuple[LoadHulpcontact, ...] = ()
    aanvragen: tuple[LoadAanvraag, ...] = ()
    besluiten: tuple[LoadBesluit, ...] = ()
    verwijzingen: tuple[LoadVerwijzing, ...] = ()
    evaluaties: tuple[LoadEvaluatie, ...] = ()
    notities: tuple[LoadNotitie, ...] = ()
    signalen: tuple[LoadSignaal, ...] = ()
    gebeurtenissen: tuple[LoadGebeurtenis, ...] = ()

    def __len__(self) -> int:
        """The number of records."""
        return sum(len(getattr(self, name)) for name in self.__slots__)
