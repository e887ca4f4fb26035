"""Values of the contracts room. Money is integer euro cents; periods are half-open (`core.period.Period`)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from uuid import UUID

from keukentafel.core.ids import new_id
from keukentafel.core.period import Period


class Wet(StrEnum):
    """The two laws under which care is bought and messages are exchanged."""

    WMO = "wmo"
    JEUGDWET = "jeugdwet"


# The law as the contracts name it, by the prefix of the message standard, and back.
WET_OF_LAW: Mapping[str, Wet] = MappingProxyType({"wmo": Wet.WMO, "jw": Wet.JEUGDWET})
LAW_OF_WET: Mapping[Wet, str] = MappingProxyType({wet: law for law, wet in WET_OF_LAW.items()})


@dataclass(frozen=True, slots=True)
class NewAanbieder:
    """A provider to be loaded; `agb` is its eight-digit AGB code (OP254)."""

    agb: str
    naam: str
    contactpersoon: str = ""
    id: UUID = field(default_factory=new_id)


@dataclass(frozen=True, slots=True)
class NewProduct:
    """A product to be loaded.

    `categorie` is a code of WMO020 or JZ020, `code` the product code of at most five characters (IV075), `eenheid` a code of WJ756,
    `frequentie` the usual code of WMO757, `trede` the rung of the ladder it stands on.
    """

    wet: Wet
    categorie: str
    code: str
    naam: str
    eenheid: str
    frequentie: str
    trede: str
    periode: Period
    groep: str = ""
    id: UUID = field(default_factory=new_id)


@dataclass(frozen=True, slots=True)
class NewContract:
    """A contract with one provider for one law; `plafonds` are pairs of a calendar year and a ceiling in cents.

    `taakgericht`: the provider has a task for a population and decides itself who gets help, so it starts without an allocation (IV096).
    """

    nummer: str
    aanbieder_id: UUID
    wet: Wet
    periode: Period
    plafonds: tuple[tuple[int, int], ...] = ()
    id: UUID = field(default_factory=new_id)
    taakgericht: bool = False


@dataclass(frozen=True, slots=True)
class NewTarief:
    """A price in a contract: cents per `eenheid` (WJ756) of a product delivered in `periode`."""

    contract_id: UUID
    product_id: UUID
    eenheid: str
    bedrag: int
    periode: Period
    id: UUID = field(default_factory=new_id)


@dataclass(frozen=True, slots=True)
class AanbiederRow:
    """A provider as other rooms see it."""

    id: UUID
    agb: str
    naam: str


@dataclass(frozen=True, slots=True)
class ProductRow:
    """A product that can be allocated on the day that was asked for."""

    id: UUID
    wet: Wet
    categorie: str
    code: str
    naam: str
    eenheid: str
    frequentie: str
    trede: str


@dataclass(frozen=True, slots=True)
class AanbodRow:
    """A provider that delivers a product on the day that was asked for; `tarief` in cents per `eenheid`."""

    aanbieder_id: UUID
    aanbiedernaam: str
    agb: str
    contract_id: UUID
    contractnummer: str
    eenheid: str
    tarief: int


@dataclass(frozen=True, slots=True)
class TariefRow:
    """A price in force during `periode`, in cents per `eenheid`."""

    contract_id: UUID
    contractnummer: str
    product_id: UUID
    productnaam: str
    categorie: str
    code: str
    eenheid: str
    bedrag: int
    periode: Period


@dataclass(frozen=True, slots=True)
class ContractRow:
    """A contract in the list; `plafond` is the ceiling in cents of the year that was asked for, None without one.

    `taakgericht` as in `NewContract`.
    """

    id: UUID
    nummer: str
    aanbieder_id: UUID
    aanbiedernaam: str
    agb: str
    wet: Wet
    periode: Period
    plafond: int | None
    taakgericht: bool = False


@dataclass(frozen=True, slots=True)
class ContractPage:
    """One page of contracts; `next` is the id to ask the following page with, None on the last."""

    rows: tuple[ContractRow, ...]
    next: UUID | None


@dataclass(frozen=True, slots=True)
class ContractDetail:
    """A contract with its ceilings per calendar year (cents) and its prices."""

    contract: ContractRow
    plafonds: tuple[tuple[int, int], ...]
    tarieven: tuple[TariefRow, ...]
