"""What was granted before on the allocations of one declaration, and what this declaration adds.

The sums behind TR322 and TR369, and the debets and credits behind TR314, TR323, TR389 and TR390.
"""

from collections.abc import Iterable, Mapping
from datetime import date

from keukentafel.backoffice.berichten.codec.facts import KnownPrestatie
from keukentafel.backoffice.berichten.codec.records.declaratie import Prestatie
from keukentafel.backoffice.berichten.codec.rules.volume import minutes_factor
from keukentafel.core.eenheden import MINUUT, UUR

DEBET, CREDIT = "D", "C"
_MINUTES = minutes_factor(UUR, MINUUT)
Regel = tuple[int, str, str, int, int]


class Ledger:
    """Running totals per allocation. Volumes in hours and minutes are both kept in minutes."""

    def __init__(
        self,
        known: Mapping[str, KnownPrestatie],
        granted_before: Mapping[int, tuple[int, int]] | None = None,
    ) -> None:
        self._known = known
        granted = [prestatie for prestatie in known.values() if prestatie.toegekend]
        self._credited = {p.vorigreferentienummer for p in granted if p.debetcredit == CREDIT}
        self._volumes: dict[int, int] = {}
        self._amounts: dict[int, int] = {}
        self._lines: dict[Regel, set[str]] = {}
        self._used = set(known)
        for number, (volume, amount) in (granted_before or {}).items():
            self._volumes[number], self._amounts[number] = volume, amount
        for p in granted if granted_before is None else ():
            self._count(p.toewijzingnummer, p.eenheid, p.volume, p.bedrag, p.debetcredit)
        self._add_lines(
            p for p in granted if p.debetcredit == DEBET and p.referentienummer not in self._credited
        )

    def _add_lines(self, debets: Iterable[KnownPrestatie]) -> None:
        for p in debets:
            regel = _regel(p.toewijzingnummer, p.productcategorie, p.productcode, p.periode.start)
            self._lines.setdefault(regel, set()).add(p.referentienummer)

    def _count(self, toewijzingnummer: int, eenheid: str, volume: int, bedrag: int, debetcredit: str) -> None:
        sign = 1 if debetcredit == DEBET else -1
        volumes, amounts = self._volumes, self._amounts
        volumes[toewijzingnummer] = volumes.get(toewijzingnummer, 0) + sign * in_smallest_unit(
            volume, eenheid
        )
        amounts[toewijzingnummer] = amounts.get(toewijzingnummer, 0) + sign * bedrag

    def volume(self, toewijzingnummer: int) -> int:
        """Volume granted on an allocation so far."""
        return self._volumes.get(toewijzingnummer, 0)

    def amount(self, toewijzingnummer: int) -> int:
        """Euro cents granted on an allocation so far."""
        return self._amounts.get(toewijzingnummer, 0)

    def use(self, referentienummer: str) -> bool:
        """Note that a reference is used; False when it was used before, here or in an earlier declaration."""
        fresh = referentienummer not in self._used
        self._used.add(referentienummer)
        return fresh

    def debet_of(self, credit: Prestatie) -> KnownPrestatie | None:
        """The granted debet that a credit takes back, when it is the same line (IV085); None when there is none."""
        debet = self._known.get(credit.productreferentie.vorigreferentienummer or "")
        if debet is None or not debet.toegekend or debet.debetcredit != DEBET:
            return None
        return debet if _same_line(debet, credit) else None

    def is_credited(self, debet: KnownPrestatie) -> bool:
        """Whether a debet was taken back before."""
        return debet.referentienummer in self._credited

    def has_debet(self, prestatie: Prestatie) -> bool:
        """Whether a debet that still stands exists for the same allocation, product and month."""
        return bool(self._lines.get(_regel_of(prestatie)))

    def grant(self, prestatie: Prestatie) -> None:
        """Count a line of this declaration as granted."""
        amount = prestatie.ingediendbedrag
        self._count(
            prestatie.toewijzingnummer,
            prestatie.eenheid,
            prestatie.geleverdvolume,
            amount.bedrag,
            amount.debetcredit,
        )
        if amount.debetcredit == CREDIT:
            previous = prestatie.productreferentie.vorigreferentienummer or ""
            self._credited.add(previous)
            self._lines.get(_regel_of(prestatie), set()).discard(previous)


def in_smallest_unit(volume: int, eenheid: str) -> int:
    """Hours as minutes; every other unit as it is."""
    return volume * _MINUTES if eenheid == UUR else volume


def _regel(toewijzingnummer: int, categorie: str, code: str, begin: date) -> Regel:
    return toewijzingnummer, categorie, code, begin.year, begin.month


def _regel_of(prestatie: Prestatie) -> Regel:
    begin = prestatie.productperiode.begindatum
    return _regel(prestatie.toewijzingnummer, prestatie.productcategorie, prestatie.productcode, begin)


def _same_line(debet: KnownPrestatie, credit: Prestatie) -> bool:
    was = (
        debet.toewijzingnummer,
        debet.productcategorie,
        debet.productcode,
        debet.volume,
        debet.eenheid,
        debet.bedrag,
    )
    period = credit.productperiode
    now = (
        credit.toewijzingnummer,
        credit.productcategorie,
        credit.productcode,
        credit.geleverdvolume,
        credit.eenheid,
        credit.ingediendbedrag.bedrag,
    )
    return was == now and (debet.periode.start, debet.periode.last_day) == (
        period.begindatum,
        period.einddatum,
    )
