"""Values of the budgets room; amounts are integer euro cents."""

from dataclasses import dataclass, field
from uuid import UUID

from keukentafel.backoffice.contracts.domain import Wet
from keukentafel.core.ids import new_id


@dataclass(frozen=True, slots=True)
class NewBegrotingspost:
    """A budget line of one calendar year.

    `categorieen` are the product categories (WMO020 or JZ020) that are booked on it, `taakveld` its Iv3 code, `bron` where the amount
    was decided. `eerder_geboekt` is what was approved before declarations were kept here.
    """

    jaar: int
    wet: Wet
    naam: str
    categorieen: tuple[str, ...]
    begroot: int
    bron: str
    taakveld: str = ""
    eerder_geboekt: int = 0
    id: UUID = field(default_factory=new_id)


@dataclass(frozen=True, slots=True)
class Besteding:
    """What is committed, declared and approved on a budget line or in a category."""

    verplicht: int = 0
    gedeclareerd: int = 0
    goedgekeurd: int = 0

    def __add__(self, other: "Besteding") -> "Besteding":
        return Besteding(
            self.verplicht + other.verplicht,
            self.gedeclareerd + other.gedeclareerd,
            self.goedgekeurd + other.goedgekeurd,
        )


@dataclass(frozen=True, slots=True)
class BudgetRow:
    """A budget line as the page shows it; `id` and `wet` are None where it is no line of the budget (a total, care without a line)."""

    id: UUID | None
    wet: Wet | None
    naam: str
    taakveld: str
    categorieen: tuple[str, ...]
    begroot: int
    besteding: Besteding
    bron: str = ""

    @property
    def verplicht(self) -> int:
        """Expected cost of the allocations in this year."""
        return self.besteding.verplicht

    @property
    def gedeclareerd(self) -> int:
        """Declared by providers over this year."""
        return self.besteding.gedeclareerd

    @property
    def goedgekeurd(self) -> int:
        """Granted of what was declared."""
        return self.besteding.goedgekeurd

    @property
    def over(self) -> int:
        """What is left: the budget less the larger of what is committed and what is approved; negative when it is overspent.

        Approved care is part of what was committed, so the two are not added up; care beyond its commitment counts all the same.
        """
        return self.begroot - max(self.verplicht, self.goedgekeurd)


@dataclass(frozen=True, slots=True)
class BudgetOverview:
    """The budget lines of one year, with their total and the years that have a budget."""

    jaar: int
    rows: tuple[BudgetRow, ...]
    totaal: BudgetRow
    jaren: tuple[int, ...]
