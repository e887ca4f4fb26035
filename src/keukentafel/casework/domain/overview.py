"""Values of the pages that look across cases: today, lists, search, the dossier, its tasks and its timeline."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from keukentafel.casework.domain.arrangement import OplossingRow, ResultaatRow
from keukentafel.casework.domain.besluit import AanvraagRow, BesluitRow
from keukentafel.casework.domain.contact import DossierRow, DossierStatus, MeldingRow
from keukentafel.casework.domain.gesprek import OnderzoekRow, VerslagStatus
from keukentafel.people.domain import PersoonRow, ToelatingRow
from keukentafel.platform.accounts.domain import AccountRow


class TaakSoort(StrEnum):
    """What has to be done."""

    BEVESTIGEN = "melding bevestigen"
    SPOED = "spoed: contact opnemen"
    TOESTEMMING = "toestemming vragen"
    ONDERZOEK = "onderzoek afronden"
    BESLUIT = "besluit nemen"
    ONDERTEKENEN = "besluit ondertekenen"
    VERZENDEN = "besluit verzenden"
    EVALUATIE = "evalueren"
    TERUGKIJKEN = "terugkijken"
    AFSPRAAK = "afspraak"

    @property
    def met_de_hand(self) -> bool:
        """Whether it is ticked off by hand; what an act ends, such as signing, is done only by that act."""
        return self not in _ENDED_BY_AN_ACT


_ENDED_BY_AN_ACT = frozenset(
    {
        TaakSoort.BEVESTIGEN,
        TaakSoort.ONDERZOEK,
        TaakSoort.BESLUIT,
        TaakSoort.ONDERTEKENEN,
        TaakSoort.VERZENDEN,
    }
)


class GebeurtenisSoort(StrEnum):
    """What a line of the timeline is about."""

    CONTACT = "contact"
    MELDING = "melding"
    GESPREK = "gesprek"
    VERSLAG = "verslag"
    PLAN = "plan"
    LICHTE_HULP = "lichte hulp"
    AANVRAAG = "aanvraag"
    BESLUIT = "besluit"
    TOEWIJZING = "toewijzing"
    HULP = "hulp"
    DECLARATIE = "declaratie"
    EVALUATIE = "evaluatie"
    VERWIJZING = "verwijzing"
    NOTITIE = "notitie"
    DOSSIER = "dossier"


class Zichtbaar(StrEnum):
    """Who may read a line of the timeline."""

    GEZIN = "gezin"
    TEAM = "team"


class SignaalSoort(StrEnum):
    """What a signal warns of."""

    WORDT_ACHTTIEN = "wordt 18"
    BETALINGSACHTERSTAND = "betalingsachterstand"
    NIET_GESTART = "niet gestart"
    MANTELZORG = "mantelzorg"
    ZORG_VAN_BUURT = "zorg van buurt"


class SignaalStatus(StrEnum):
    """What was done with a signal."""

    OPEN = "open"
    OPGEPAKT = "opgepakt"
    NIET_NODIG = "niet nodig"


class Urgentie(StrEnum):
    """How near a date is; the page chooses colour and words."""

    TE_LAAT = "te laat"
    VANDAAG = "vandaag"
    BIJNA = "bijna"
    DEZE_WEEK = "deze week"
    LATER = "later"


@dataclass(frozen=True, slots=True)
class TaakRow:
    """A task; `dagen` is the number of days until the date, negative when it has passed."""

    id: UUID
    soort: TaakSoort
    tekst: str
    uiterlijk: date
    dagen: int
    urgentie: Urgentie
    dossier_id: UUID
    dossiernummer: str
    object_id: UUID | None
    persoon_id: UUID
    persoonnaam: str
    leeftijd: int | None
    wijknaam: str


@dataclass(frozen=True, slots=True)
class SignaalRow:
    """A signal; `id` is None when it was computed and not stored. `datum` is the birthday, or since when it holds."""

    id: UUID | None
    soort: SignaalSoort
    dossier_id: UUID | None
    persoon_id: UUID | None
    persoonnaam: str
    datum: date
    tekst: str
    van: str


@dataclass(frozen=True, slots=True)
class AfspraakRow:
    """A sitting of today."""

    moment: datetime
    plaats: str
    onderzoek_id: UUID
    dossier_id: UUID
    persoon_id: UUID
    persoonnaam: str


@dataclass(frozen=True, slots=True)
class Caseload:
    """How many own dossiers stand where."""

    nieuw: int = 0
    in_gesprek: int = 0
    hulp_loopt: int = 0
    even_niets_doen: int = 0

    @property
    def totaal(self) -> int:
        """All own dossiers that are open."""
        return self.nieuw + self.in_gesprek + self.hulp_loopt + self.even_niets_doen


@dataclass(frozen=True, slots=True)
class Home:
    """The page of today. `meer_deze_week` says that there are more tasks than are shown.

    `te_tekenen` are the besluiten that wait for the signature of who looks, or for sending, and have more than two days left.
    """

    vandaag: date
    kan_niet_wachten: tuple[TaakRow, ...]
    deze_week: tuple[TaakRow, ...]
    te_tekenen: tuple[TaakRow, ...]
    meer_deze_week: bool
    signalen: tuple[SignaalRow, ...]
    agenda: tuple[AfspraakRow, ...]
    caseload: Caseload
    meteen_beantwoord: int


@dataclass(frozen=True, slots=True)
class DossierListRow:
    """A line of the list of residents."""

    id: UUID
    nummer: str
    status: DossierStatus
    geopend_op: date
    persoon_id: UUID
    persoonnaam: str
    geboortejaar: int | None
    adresregel: str
    wijknaam: str
    teamnaam: str
    behandelaarnaam: str
    eerste_termijn: date | None


@dataclass(frozen=True, slots=True)
class DossierList:
    """A page of the list; `volgende` is the cursor for the next page, None on the last."""

    rijen: tuple[DossierListRow, ...]
    volgende: str | None


@dataclass(frozen=True, slots=True)
class GebeurtenisRow:
    """A line of the timeline; `bedrag` in cents when money is part of it."""

    id: int
    datum: date
    soort: GebeurtenisSoort
    titel: str
    tekst: str
    bron: str
    zichtbaar: Zichtbaar
    bedrag: int | None
    object_id: UUID | None


@dataclass(frozen=True, slots=True)
class Timeline:
    """A stretch of the timeline, newest first; `volgende` is the cursor for older lines."""

    gebeurtenissen: tuple[GebeurtenisRow, ...]
    volgende: str | None


@dataclass(frozen=True, slots=True)
class Traject:
    """A melding with the onderzoek that followed, and how far its gesprek and verslag are."""

    melding: MeldingRow
    onderzoek: OnderzoekRow | None
    eigen_woorden: str
    zittingen: int
    verslag_status: VerslagStatus | None
    arrangement_status: str


@dataclass(frozen=True, slots=True)
class DossierPage:
    """Everything the page of a dossier shows from this room; `hulp` are the solutions that run or will.

    `noodtoegang_tot` is the end of an emergency entry that still runs; `alleen_lezen` is true when nothing else opens the dossier.
    """

    dossier: DossierRow
    persoon: PersoonRow
    huishouden: tuple[PersoonRow, ...]
    trajecten: tuple[Traject, ...]
    resultaten: tuple[ResultaatRow, ...]
    hulp: tuple[OplossingRow, ...]
    aanvragen: tuple[AanvraagRow, ...]
    besluiten: tuple[BesluitRow, ...]
    taken: tuple[TaakRow, ...]
    tijdlijn: Timeline
    alleen_lezen: bool = False
    noodtoegang_tot: datetime | None = None


@dataclass(frozen=True, slots=True)
class AfgeschermdRow:
    """A shielded dossier for who decides on admission: its number and who works on it, and never of whom it is."""

    id: UUID
    nummer: str
    teamnaam: str
    behandelaarnaam: str
    toegelaten: int


@dataclass(frozen=True, slots=True)
class ToelatingPage:
    """Who may open a shielded dossier, and who of the team may still be admitted."""

    dossier: AfgeschermdRow
    afgeschermd: bool
    rijen: tuple[ToelatingRow, ...]
    collegas: tuple[AccountRow, ...]
