"""Who works here and what each may do: roles, acts, relations and the one permission table.

Deny by default. A permission is role × act × relation to the case, always inside one gemeente. The table
`PERMISSIONS` is the whole of it; nothing else in the product grants anything.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from uuid import UUID

from keukentafel.core.errors import NotAllowed


class Rol(StrEnum):
    """The work somebody is appointed to; an account may hold more than one."""

    CONTACTMEDEWERKER = "contactmedewerker"
    CONSULENT = "consulent"
    TEAMLEIDER = "teamleider"
    BACKOFFICE = "backoffice"
    CONTRACTMANAGER = "contractmanager"
    CONTROLLER = "controller"
    BELEIDSADVISEUR = "beleidsadviseur"
    RAADSLID = "raadslid"
    FUNCTIONEEL_BEHEERDER = "functioneel beheerder"
    PRIVACYFUNCTIONARIS = "privacyfunctionaris"
    SYSTEEM = "systeem"


class Relatie(StrEnum):
    """How somebody stands to a case: it is theirs, their team's, or neither."""

    EIGEN = "eigen"
    TEAM = "team"
    GEEN = "geen"


class Act(StrEnum):
    """Everything that can be done; each route and each operation names exactly one."""

    VANDAAG_BEKIJKEN = "vandaag bekijken"
    CONTACT_REGISTREREN = "contact registreren"
    PERSOON_HERKENNEN = "persoon herkennen"
    DOSSIER_ZOEKEN = "dossier zoeken"
    DOSSIER_INZIEN = "dossier inzien"
    DOSSIER_TOEWIJZEN = "dossier toewijzen"
    GESPREK_VOEREN = "gesprek voeren"
    ONDERZOEK_AFRONDEN = "onderzoek afronden"
    ARRANGEMENT_MAKEN = "arrangement maken"
    LICHTE_HULP_GEVEN = "lichte hulp geven"
    AANVRAAG_REGISTREREN = "aanvraag registreren"
    BESLUIT_VOORBEREIDEN = "besluit voorbereiden"
    BESLUIT_ONDERTEKENEN = "besluit ondertekenen"
    SOCIALE_KAART_INZIEN = "sociale kaart inzien"
    BERICHTEN_INZIEN = "berichten inzien"
    BERICHTEN_INLEZEN = "berichten inlezen"
    BERICHT_CONTROLEREN = "bericht controleren"
    TOEWIJZING_VERSTUREN = "toewijzing versturen"
    DECLARATIE_BEOORDELEN = "declaratie beoordelen"
    REGEL_OP_CIJFERS_BEOORDELEN = "regel op cijfers beoordelen"
    CONTRACT_INZIEN = "contract inzien"
    BUDGET_INZIEN = "budget inzien"
    MONITOR_INZIEN = "monitor inzien"
    MONITOR_VERVERSEN = "monitor verversen"
    BEHEER_INZIEN = "beheer inzien"
    KIJKLOG_INZIEN = "kijklog inzien"
    NOODTOEGANG_OPENEN = "noodtoegang openen"
    NOODTOEGANG_BEOORDELEN = "noodtoegang beoordelen"
    TOELATING_GEVEN = "toelating geven"
    GEGEVENS_LADEN = "gegevens laden"


_CASE = frozenset({Relatie.EIGEN, Relatie.TEAM})
_TEAM = _CASE
_ALL = frozenset(Relatie)
_STEERING = frozenset({Relatie.GEEN})

_TABLE: dict[Act, dict[Rol, frozenset[Relatie]]] = {
    Act.VANDAAG_BEKIJKEN: {rol: _STEERING for rol in Rol if rol is not Rol.SYSTEEM},
    Act.CONTACT_REGISTREREN: {
        Rol.CONTACTMEDEWERKER: _ALL,
        Rol.CONSULENT: _ALL,
        Rol.TEAMLEIDER: _ALL,
        Rol.SYSTEEM: _ALL,
    },
    Act.PERSOON_HERKENNEN: {Rol.CONTACTMEDEWERKER: _ALL, Rol.CONSULENT: _ALL, Rol.TEAMLEIDER: _ALL},
    Act.DOSSIER_ZOEKEN: {Rol.CONSULENT: _CASE, Rol.TEAMLEIDER: _TEAM},
    Act.DOSSIER_INZIEN: {Rol.CONSULENT: _CASE, Rol.TEAMLEIDER: _TEAM},
    Act.DOSSIER_TOEWIJZEN: {Rol.CONSULENT: _CASE, Rol.TEAMLEIDER: _TEAM},
    Act.GESPREK_VOEREN: {Rol.CONSULENT: _CASE},
    Act.ONDERZOEK_AFRONDEN: {Rol.CONSULENT: _CASE},
    Act.ARRANGEMENT_MAKEN: {Rol.CONSULENT: _CASE},
    Act.LICHTE_HULP_GEVEN: {Rol.CONSULENT: _CASE},
    Act.AANVRAAG_REGISTREREN: {Rol.CONSULENT: _CASE},
    Act.BESLUIT_VOORBEREIDEN: {Rol.CONSULENT: _CASE},
    Act.BESLUIT_ONDERTEKENEN: {Rol.TEAMLEIDER: _TEAM},
    Act.SOCIALE_KAART_INZIEN: {rol: _STEERING for rol in Rol if rol is not Rol.SYSTEEM},
    Act.BERICHTEN_INZIEN: {Rol.BACKOFFICE: _ALL},
    Act.BERICHTEN_INLEZEN: {Rol.BACKOFFICE: _ALL, Rol.SYSTEEM: _ALL},
    Act.BERICHT_CONTROLEREN: {Rol.BACKOFFICE: _STEERING, Rol.FUNCTIONEEL_BEHEERDER: _STEERING},
    Act.TOEWIJZING_VERSTUREN: {Rol.BACKOFFICE: _ALL, Rol.TEAMLEIDER: _TEAM, Rol.SYSTEEM: _ALL},
    Act.DECLARATIE_BEOORDELEN: {Rol.BACKOFFICE: _ALL},
    Act.REGEL_OP_CIJFERS_BEOORDELEN: {Rol.CONTROLLER: _ALL},
    Act.CONTRACT_INZIEN: {
        Rol.BACKOFFICE: _STEERING,
        Rol.CONTRACTMANAGER: _STEERING,
        Rol.CONTROLLER: _STEERING,
    },
    Act.BUDGET_INZIEN: {
        Rol.CONTROLLER: _STEERING,
        Rol.CONTRACTMANAGER: _STEERING,
        Rol.BELEIDSADVISEUR: _STEERING,
    },
    Act.MONITOR_INZIEN: {
        Rol.BELEIDSADVISEUR: _STEERING,
        Rol.CONTROLLER: _STEERING,
        Rol.CONTRACTMANAGER: _STEERING,
        Rol.TEAMLEIDER: _STEERING,
        Rol.RAADSLID: _STEERING,
    },
    Act.MONITOR_VERVERSEN: {Rol.BELEIDSADVISEUR: _STEERING, Rol.SYSTEEM: _STEERING},
    Act.BEHEER_INZIEN: {Rol.FUNCTIONEEL_BEHEERDER: _STEERING},
    Act.KIJKLOG_INZIEN: {Rol.PRIVACYFUNCTIONARIS: _STEERING},
    Act.NOODTOEGANG_OPENEN: {Rol.CONSULENT: _ALL, Rol.TEAMLEIDER: _ALL},
    Act.NOODTOEGANG_BEOORDELEN: {Rol.PRIVACYFUNCTIONARIS: _STEERING},
    Act.TOELATING_GEVEN: {Rol.TEAMLEIDER: _TEAM},
    Act.GEGEVENS_LADEN: {Rol.SYSTEEM: _ALL},
}

PERMISSIONS: Mapping[Act, Mapping[Rol, frozenset[Relatie]]] = MappingProxyType(
    {act: MappingProxyType(cells) for act, cells in _TABLE.items()}
)


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: an account with its roles and teams, inside one gemeente.

    `persoon_id` and `huishouden_id` name the file of the employee as a resident, if there is one: it stays
    closed to them. `werkdatum` is the date set for the whole gemeente, None for the real date.
    """

    account_id: UUID
    gemeente: str
    gemeentenaam: str
    naam: str
    rollen: frozenset[Rol]
    teams: frozenset[UUID] = frozenset()
    teamnaam: str = ""
    persoon_id: UUID | None = None
    huishouden_id: UUID | None = None
    werkdatum: date | None = None


@dataclass(frozen=True, slots=True)
class Scope:
    """What an actor may reach with one act, in the shape a query needs.

    `everywhere` opens every case of the gemeente; else a case is open when it is handled by `account_id`
    (if `own`) or belongs to one of `teams`. The own file and the own household are never open.
    """

    gemeente: str
    account_id: UUID
    everywhere: bool
    own: bool
    teams: frozenset[UUID]
    eigen_persoon: UUID | None
    eigen_huishouden: UUID | None


class ActNotPermitted(NotAllowed):
    """None of the actor's roles may do this act at all."""

    def __init__(self, act: Act) -> None:
        super().__init__(
            f"Jouw rol mag dit niet: {act.value}. Heb je dit voor je werk nodig? Vraag het de functioneel beheerder."
        )
        self.act = act


@dataclass(frozen=True, slots=True)
class NewGemeentecode:
    """A code that a gemeente has from `vanaf` up to `tot` (None: still), beside those of the national list; `bron` says who gave it."""

    code: str
    naam: str
    vanaf: date
    bron: str
    tot: date | None = None


@dataclass(frozen=True, slots=True)
class TeamRow:
    """A team as the rooms above see it."""

    id: UUID
    naam: str


@dataclass(frozen=True, slots=True)
class AccountRow:
    """A colleague as the rooms above see one."""

    id: UUID
    gebruikersnaam: str
    naam: str
    rollen: tuple[Rol, ...]
    teams: tuple[str, ...] = ()
    actief: bool = True
