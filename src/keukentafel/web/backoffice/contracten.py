"""Contracts: how much of each ceiling is committed, and one contract with its prices."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from keukentafel.backoffice.berichten.codec import eenheden
from keukentafel.backoffice.contracts import queries
from keukentafel.backoffice.contracts.domain import ContractRow, TariefRow
from keukentafel.backoffice.toewijzingen import queries as toewijzingen
from keukentafel.core import dutch
from keukentafel.core.period import Period
from keukentafel.platform.accounts import queries as accounts
from keukentafel.platform.accounts.domain import Act
from keukentafel.platform.clock import queries as clock
from keukentafel.web.access import ActorRequest, page
from keukentafel.web.backoffice import words
from keukentafel.web.design.listing import Page, Tab
from keukentafel.web.marks import id_after, mark_of

FULL, NEAR = 100, 90
_TASK = " · taakgericht: hulp begint zonder toewijzing"
CAPPED_AT_MOST = 500


@dataclass(frozen=True, slots=True)
class Regel:
    """A contract in the list; `deel` is the committed share of the ceiling in percents, None without a ceiling."""

    rij: ContractRow
    wet: str
    looptijd: str
    verplicht: int
    deel: int | None

    @property
    def stand(self) -> tuple[str, str]:
        """A badge for a ceiling that is reached or nearly so, else empty."""
        if self.deel is None or self.deel < NEAR:
            return "", ""
        return ("fout", "Plafond bereikt") if self.deel >= FULL else ("let-op", "Bijna vol")


@dataclass(frozen=True, slots=True)
class Prijs:
    """The prices of one product in one unit, oldest first: (period, cents, whether it holds today)."""

    product: str
    code: str
    eenheid: str
    rijen: list[tuple[str, int, bool]]


@page(Act.CONTRACT_INZIEN)
def contracten(request: ActorRequest) -> HttpResponse:
    """Contracts by provider, with what is committed of the ceiling of the year."""
    year = chosen_year(request)
    found = queries.contract_page(actor=request.actor, jaar=year, after=id_after(request))
    capped = queries.contract_page(actor=request.actor, jaar=year, met_plafond=True, limit=CAPPED_AT_MOST)
    sums = toewijzingen.committed_by_contract(
        gemeente=request.actor.gemeente, contract_ids={row.id for row in (*found.rows, *capped.rows)}
    )
    rows = [_row(row, sums.get((row.id, year), 0)) for row in found.rows]
    near = _near(_row(row, sums.get((row.id, year), 0)) for row in capped.rows)
    context = {
        "titel": _title(rows, near, year),
        "dichtbij": near,
        "jaar": year,
        "jaren": year_tabs(year),
        "regels": rows,
        "bladeren": Page(found.rows, next=mark_of(found.next)),
    }
    return render(request, "backoffice/contracten.html", context)


@page(Act.CONTRACT_INZIEN)
def contract(request: ActorRequest, contract_id: UUID) -> HttpResponse:
    """One contract: its ceilings against what is committed, and its prices by period."""
    year = chosen_year(request)
    detail = queries.contract_detail(actor=request.actor, contract_id=contract_id, jaar=year)
    sums = toewijzingen.committed_by_contract(gemeente=request.actor.gemeente, contract_ids=[contract_id])
    ceilings = dict(detail.plafonds)
    years = sorted({*ceilings, *(jaar for _, jaar in sums), year}, reverse=True)
    row = _row(detail.contract, sums.get((contract_id, year), 0))
    context = {
        "c": row,
        "kruimels": [("Contracten", f"{reverse('contracten')}?jaar={year}"), (row.rij.nummer, "")],
        "jaar": year,
        "titel": _contract_title(row, year),
        "ondertitel": f"{row.wet}, contract {row.rij.nummer} · {row.looptijd}{_TASK if row.rij.taakgericht else ''}",
        "jaarrijen": [
            (
                one,
                ceilings.get(one),
                sums.get((contract_id, one), 0),
                _share(sums.get((contract_id, one), 0), ceilings.get(one)),
            )
            for one in years
        ],
        "plafond": any(ceilings.values()),
        "prijzen": _prices(detail.tarieven),
        "taakhulp": row.rij.taakgericht and accounts.may(request.actor, Act.BERICHTEN_INZIEN),
    }
    return render(request, "backoffice/contract.html", context)


def chosen_year(request: ActorRequest) -> int:
    """The calendar year asked for (`?jaar=`), else this year."""
    asked = request.GET.get("jaar", "")
    plausible = asked.isascii() and asked.isdigit() and len(asked) == 4 and 2000 <= int(asked) <= 2100
    return int(asked) if plausible else clock.today().year


def year_tabs(chosen: int) -> list[Tab]:
    """Last year, this year and the next as links."""
    now = clock.today().year
    years = sorted({now - 1, now, now + 1, chosen})
    return [Tab(str(year), f"?jaar={year}", year == chosen) for year in years]


def _row(row: ContractRow, committed: int) -> Regel:
    return Regel(row, words.WET[row.wet], _until(row.periode), committed, _share(committed, row.plafond))


def _share(part: int, ceiling: int | None) -> int | None:
    return None if not ceiling else part * 100 // ceiling


def _until(period: Period) -> str:
    last = period.last_day
    return f"t/m {dutch.day_year(last)}" if last else "zonder einddatum"


def _near(rows: Iterable[Regel]) -> list[Regel]:
    """The contracts at their ceiling or nearly so, the fullest first."""
    shares = [(row.deel, row) for row in rows if row.deel is not None and row.deel >= NEAR]
    return [row for _, row in sorted(shares, key=lambda pair: -pair[0])]


def _title(rows: Sequence[Regel], near: Sequence[Regel], year: int) -> str:
    full = sum(row.deel is not None and row.deel >= FULL for row in near)
    if full:
        return f"{dutch.plural(full, 'contract zit', 'contracten zitten')} aan het plafond van {year}"
    if near:
        return f"{dutch.plural(len(near), 'contract is', 'contracten zijn')} bijna vol in {year}"
    return f"Alle contracten blijven onder hun plafond van {year}" if rows else "Nog geen contracten"


def _contract_title(row: Regel, year: int) -> str:
    naam = row.rij.aanbiedernaam
    if row.deel is None:
        return f"{naam} heeft in {year} geen plafond"
    if row.deel >= FULL:
        return f"{naam}: het plafond van {year} is bereikt"
    return f"{naam}: {row.deel}% van het plafond van {year} is vastgelegd"


def _prices(rows: Sequence[TariefRow]) -> list[Prijs]:
    today = clock.today()

    def key(row: TariefRow) -> tuple[str, str, str]:
        return row.productnaam, f"{row.categorie} {row.code}", row.eenheid

    return [
        Prijs(
            product,
            code,
            eenheden.per_unit(unit),
            [
                (words.span(row.periode.start, row.periode.last_day), row.bedrag, row.periode.contains(today))
                for row in sorted(group, key=lambda row: row.periode.start)
            ],
        )
        for (product, code, unit), group in groupby(sorted(rows, key=key), key=key)
    ]
