"""Levels 3 and 4 for a declaration: from header to declaration to client to line, each layer only when the one above it is fine.

Credits are judged before debets (OP366), so that a line that is taken back and declared anew may share a message. A credit is compared
with the debet it takes back and with nothing else: the debet was granted, so taking it back cannot be wrong. Lines of one allocation
are counted in the order of the message; a line that waits for a person is counted as if it were granted.
"""

from collections.abc import Container, Iterator
from dataclasses import replace
from datetime import date

from keukentafel.backoffice.berichten.codec.facts import Facts323
from keukentafel.backoffice.berichten.codec.oordeel import (
    Bevinding,
    DeclaratieOordeel,
    PrestatieOordeel,
    Uitkomst,
)
from keukentafel.backoffice.berichten.codec.records.declaratie import (
    Bericht323,
    Client323,
    Declaratie,
    Prestatie,
)
from keukentafel.backoffice.berichten.codec.registry import soort_of
from keukentafel.backoffice.berichten.codec.rules.kop import bevinding, judge_header
from keukentafel.backoffice.berichten.codec.rules.ledger import CREDIT, Ledger
from keukentafel.backoffice.berichten.codec.rules.prestatie import NO_PRICE, Debets
from keukentafel.backoffice.berichten.codec.types import Law

# A proposal to start from; which rules a municipality wants a person to judge is its own dated configuration.
DEFAULT_JUDGED = frozenset({"TR321", "TR322", "TR369"})


def judge_323(
    bericht: Bericht323, facts: Facts323, *, judged_rules: frozenset[str] = frozenset()
) -> DeclaratieOordeel:
    """Judge a declaration that passed levels 1 and 2.

    A line whose findings are all of rules in `judged_rules` is put before a person (as is a line for which the contract has no price);
    any other finding refuses it. Findings on header, declaration or client always refuse.
    """
    header = judge_header(bericht, facts.bericht)
    if header:
        return _unjudged(bericht, header, ())
    declaratie = _judge_declaratie(bericht.declaratie, facts)
    if declaratie:
        return _unjudged(bericht, (), declaratie)
    unknown = {
        client.bsn: (bevinding("TR304"),)
        for client in bericht.declaratie.clienten
        if client.bsn not in facts.bsns
    }
    judge = _Judge(facts, judged_rules, soort_of(bericht).law, bericht.declaratie.declaratieperiode.einddatum)
    return DeclaratieOordeel((), (), unknown, judge.judge_lines(list(_lines(bericht)), unknown))


Line = tuple[Client323, Prestatie]


def decide(oordeel: DeclaratieOordeel, index: int, *, toekennen: bool) -> DeclaratieOordeel:
    """The judgement with a person's decision on the waiting line at `index`; refusing keeps the findings and their codes.

    ValueError when that line does not wait for a decision.
    """
    line = oordeel.prestaties[index]
    if line.uitkomst is not Uitkomst.VOORGELEGD:
        raise ValueError("Over deze regel hoeft niemand meer te beslissen.")
    uitkomst = Uitkomst.TOEGEKEND if toekennen else Uitkomst.AFGEWEZEN
    decided = (
        *oordeel.prestaties[:index],
        replace(line, uitkomst=uitkomst),
        *oordeel.prestaties[index + 1 :],
    )
    return replace(oordeel, prestaties=decided)


class _Judge:
    """Judges the lines of one declaration against the facts, keeping the running sums."""

    def __init__(self, facts: Facts323, judged_rules: frozenset[str], law: Law, last_day: date) -> None:
        self._judged_rules = judged_rules
        self._last_day = last_day
        self._ledger = Ledger(facts.prestaties, facts.toegekend)
        self._debets = Debets(facts, self._ledger, law)

    def judge_lines(self, lines: list[Line], unknown: Container[str]) -> tuple[PrestatieOordeel, ...]:
        """One judgement per line, in the order given; credits are looked at first."""
        credits = {
            index: self._outcome(client, prestatie, self._judge_credit(prestatie))
            for index, (client, prestatie) in enumerate(lines)
            if prestatie.ingediendbedrag.debetcredit == CREDIT and client.bsn not in unknown
        }
        return tuple(
            credits.get(index) or self._judge_other(client, prestatie, unknown)
            for index, (client, prestatie) in enumerate(lines)
        )

    def _judge_other(
        self, client: Client323, prestatie: Prestatie, unknown: Container[str]
    ) -> PrestatieOordeel:
        if client.bsn in unknown:
            return PrestatieOordeel(client, prestatie, Uitkomst.NIET_BEOORDEELD)
        return self._outcome(client, prestatie, self._judge_debet(client, prestatie))

    def _judge_credit(self, prestatie: Prestatie) -> tuple[Bevinding, ...]:
        found = [] if self._ledger.use(prestatie.productreferentie.referentienummer) else [bevinding("TR314")]
        debet = self._ledger.debet_of(prestatie)
        if debet is None:
            found.append(bevinding("TR323"))
        elif self._ledger.is_credited(debet):
            found.append(bevinding("TR390"))
        return tuple(found)

    def _judge_debet(self, client: Client323, prestatie: Prestatie) -> tuple[Bevinding, ...]:
        found = self._debets.judge(prestatie, client.bsn)
        if prestatie.productperiode.einddatum > self._last_day:
            found = (bevinding("TR319"), *found)
        if not self._ledger.use(prestatie.productreferentie.referentienummer):
            found = (bevinding("TR314"), *found)
        return found

    def _outcome(
        self, client: Client323, prestatie: Prestatie, findings: tuple[Bevinding, ...]
    ) -> PrestatieOordeel:
        if findings:
            hard = tuple(found for found in findings if not self._waits(found))
            if hard:
                return PrestatieOordeel(client, prestatie, Uitkomst.AFGEWEZEN, hard)
        self._ledger.grant(prestatie)
        uitkomst = Uitkomst.VOORGELEGD if findings else Uitkomst.TOEGEKEND
        return PrestatieOordeel(client, prestatie, uitkomst, findings)

    def _waits(self, found: Bevinding) -> bool:
        return found.rule in self._judged_rules or found.reason == NO_PRICE


def _lines(bericht: Bericht323) -> Iterator[Line]:
    for client in bericht.declaratie.clienten:
        for prestatie in client.prestaties:
            yield client, prestatie


def _unjudged(
    bericht: Bericht323, header: tuple[Bevinding, ...], declaratie: tuple[Bevinding, ...]
) -> DeclaratieOordeel:
    lines = tuple(
        PrestatieOordeel(client, prestatie, Uitkomst.NIET_BEOORDEELD) for client, prestatie in _lines(bericht)
    )
    return DeclaratieOordeel(header, declaratie, {}, lines)


def _judge_declaratie(declaratie: Declaratie, facts: Facts323) -> tuple[Bevinding, ...]:
    found = []
    if declaratie.declaratienummer in facts.declaratienummers:
        found.append(bevinding("TR333"))
    last, begin = facts.laatste_declaratieperiode, declaratie.declaratieperiode.begindatum
    if last is not None and last.end is not None and begin > last.end and facts.doorlopende_zorg:
        found.append(bevinding("TR318", ingediend=begin.isoformat(), verwacht=last.end.isoformat()))
    return tuple(found)
