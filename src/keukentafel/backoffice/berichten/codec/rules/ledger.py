"""What was granted before on the allocations of one declaration, and what this declaration adds.

The sums behind TR322 and TR369, and the debets and credits behind TR314, TR323, TR389 and TR390.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from keukentafel.backoffice.berichten.codec.facts import KnownPrestatie
from keukentafel.backoffice.berichten.codec.records.declaratie import Prestatie
from keukentafel.backoffice.berichten.codec.rules.volume import minutes_factor
from keukentafel.core.eenheden import MINUUT, UUR

DEBET, CREDIT = "D", "C"
_MINUTES = minutes_factor(UUR, MINUUT)
Regel = tuple[int, str, str, int, int]
_NOTHING = (0, 0)


class Ledger:
    """Running totals per allocation. Volumes in hours and minutes are both kept in minutes.

    What this declaration adds stays; what is known from before is told anew for each batch of its lines (`learn`). `references` are
    those of all its lines: only the few that come back need be remembered.
    """

    def __init__(self, references: Sequence[str]) -> None:
        self._repeated = _repeated(references)
        self._used: set[str] = set()
        self._taken_back: set[str] = set()
        # Volume and euro cents that this declaration adds, by allocation: only of those that have a total or a budget.
        self._added: dict[int, tuple[int, int]] = {}
        self.learn({})

    def learn(
        self,
        known: Mapping[str, KnownPrestatie],
        granted_before: Mapping[int, tuple[int, int]] | None = None,
    ) -> None:
        """Take what was declared before on the lines that come next; without `granted_before` the sums are those of `known`."""
        granted = [prestatie for prestatie in known.values() if prestatie.toegekend]
        self._known = known
        self._credited = {p.vorigreferentienummer for p in granted if p.debetcredit == CREDIT}
        self._before = _sums(granted) if granted_before is None else granted_before
        self._standing: dict[Regel, set[str]] = {}
        for p in granted:
            if p.debetcredit == DEBET and p.referentienummer not in self._credited:
                regel = _regel(p.toewijzingnummer, p.productcategorie, p.productcode, p.periode.start)
                self._standing.setdefault(regel, set()).add(p.referentienummer)

    def count_on(self, toewijzingnummer: int) -> None:
        """Count from now on what this declaration adds to an allocation: it has a total or a budget."""
        self._added.setdefault(toewijzingnummer, _NOTHING)

    def granted(self, toewijzingnummer: int) -> tuple[int, int]:
        """Volume and euro cents granted on an allocation so far; what this declaration adds is in it when that is counted."""
        volume, amount = self._before.get(toewijzingnummer, _NOTHING)
        more, cents = self._added.get(toewijzingnummer, _NOTHING)
        return volume + more, amount + cents

    def use(self, referentienummer: str) -> bool:
        """Note that a reference is used; False when it was used before, here or in an earlier declaration."""
        fresh = referentienummer not in self._used and referentienummer not in self._known
        if referentienummer in self._repeated:
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
        return debet.referentienummer in self._credited or debet.referentienummer in self._taken_back

    def has_debet(self, prestatie: Prestatie) -> bool:
        """Whether a debet that still stands exists for the same allocation, product and month."""
        standing = self._standing.get(_regel_of(prestatie)) if self._standing else None
        return standing is not None and not standing <= self._taken_back

    def grant(self, prestatie: Prestatie) -> None:
        """Count a line of this declaration as granted."""
        if prestatie.ingediendbedrag.debetcredit == CREDIT:
            self._taken_back.add(prestatie.productreferentie.vorigreferentienummer or "")
            self.count_on(prestatie.toewijzingnummer)
        added = self._added.get(prestatie.toewijzingnummer)
        if added is not None:
            self._added[prestatie.toewijzingnummer] = _plus(added, *_counted(prestatie))


def _repeated(references: Sequence[str]) -> frozenset[str]:
    if len(set(references)) == len(references):
        return frozenset()
    return frozenset(reference for reference, times in Counter(references).items() if times > 1)


def _counted(prestatie: Prestatie) -> tuple[str, int, int, str]:
    amount = prestatie.ingediendbedrag
    return prestatie.eenheid, prestatie.geleverdvolume, amount.bedrag, amount.debetcredit


def _sums(granted: Iterable[KnownPrestatie]) -> dict[int, tuple[int, int]]:
    """Volume and euro cents by allocation, credits taken off."""
    sums: dict[int, tuple[int, int]] = {}
    for p in granted:
        before = sums.get(p.toewijzingnummer, _NOTHING)
        sums[p.toewijzingnummer] = _plus(before, p.eenheid, p.volume, p.bedrag, p.debetcredit)
    return sums


def _plus(
    before: tuple[int, int], eenheid: str, volume: int, bedrag: int, debetcredit: str
) -> tuple[int, int]:
    sign = 1 if debetcredit == DEBET else -1
    return before[0] + sign * in_smallest_unit(volume, eenheid), before[1] + sign * bedrag


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
