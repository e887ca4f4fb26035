"""Levels 3 and 4 for a declaration: from header to declaration to client to line, each layer only when the one above it is fine.

Credits are judged before debets (OP366), so that a line that is taken back and declared anew may share a message. A credit is compared
with the debet it takes back and with nothing else: the debet was granted, so taking it back cannot be wrong. Lines of one allocation
are counted in the order of the message; a line that waits for a person is counted as if it were granted.

A long declaration is judged in batches of lines, each with the facts about those lines alone; what one batch means for the next (the
references it uses, what it takes back, what it adds to a total) the judge keeps. It makes no difference where a batch ends.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import count

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

# A proposal to start from; which rules a municipality wants a person to judge is its own dated configuration.
DEFAULT_JUDGED = frozenset({"TR321", "TR322", "TR369"})
NOT_ANSWERED = "De debetregel is nog niet beoordeeld. Crediteer pas na ons antwoord."


def judge_323(
    bericht: Bericht323, facts: Facts323, *, judged_rules: frozenset[str] = frozenset()
) -> DeclaratieOordeel:
    """Judge a declaration that passed levels 1 and 2.

    A line whose findings are all of rules in `judged_rules` is put before a person (as is a line for which the contract has no price);
    any other finding refuses it. Findings on header, declaration or client always refuse.
    """
    judge = Judge(bericht, facts, judged_rules=judged_rules)
    if judge.header or judge.declaratie:
        lines = (
            PrestatieOordeel(client, line, Uitkomst.NIET_BEOORDEELD) for _, client, line in lines_of(bericht)
        )
        return DeclaratieOordeel(judge.header, judge.declaratie, {}, tuple(lines))
    judge.judge_credits(credits_of(bericht), facts)
    judged = tuple(judge.judge(lines_of(bericht), facts))
    return DeclaratieOordeel((), (), judge.clienten, judged)


# A line with its place in the message, from 1.
Line = tuple[int, Client323, Prestatie]


def lines_of(bericht: Bericht323) -> Iterator[Line]:
    """All lines of a declaration, in the order of the message."""
    places = count(1)
    return (
        (next(places), client, prestatie)
        for client in bericht.declaratie.clienten
        for prestatie in client.prestaties
    )


def credits_of(bericht: Bericht323) -> Iterator[Line]:
    """Its credits only."""
    return (line for line in lines_of(bericht) if line[2].ingediendbedrag.debetcredit == CREDIT)


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
        line._replace(uitkomst=uitkomst),
        *oordeel.prestaties[index + 1 :],
    )
    return replace(oordeel, prestaties=decided)


class Judge:
    """Judges one declaration: its header and itself at once, then its lines in batches, all credits before anything else (OP366).

    `header` and `declaratie` are the findings on those, and with any of them no line may be judged. `clienten` are the findings on
    the clients of the lines judged so far, by Bsn. Of the facts each batch needs those about its own lines.
    """

    def __init__(
        self, bericht: Bericht323, facts: Facts323, *, judged_rules: frozenset[str] = frozenset()
    ) -> None:
        self.header = judge_header(bericht, facts.bericht)
        self.declaratie = () if self.header else _judge_declaratie(bericht.declaratie, facts)
        self.clienten: dict[str, tuple[Bevinding, ...]] = {}
        self._judged_rules = judged_rules
        self._law = soort_of(bericht).law
        self._last_day = bericht.declaratie.declaratieperiode.einddatum
        self._ledger = Ledger([line.productreferentie.referentienummer for _, _, line in lines_of(bericht)])
        self._credits: dict[int, PrestatieOordeel] = {}

    def judge_credits(self, lines: Iterable[Line], facts: Facts323) -> None:
        """Judge credits: those of the whole message, in its order, before the first call of `judge`."""
        self._ledger.learn(facts.prestaties, facts.toegekend)
        for place, client, prestatie in lines:
            if client.bsn in facts.bsns:
                found = self._outcome(client, prestatie, self._judge_credit(prestatie))
                if found.uitkomst is not Uitkomst.TOEGEKEND:
                    self._credits[place] = found

    def judge(self, lines: Iterable[Line], facts: Facts323) -> Iterator[PrestatieOordeel]:
        """The judgement of each line, in the order given."""
        self._ledger.learn(facts.prestaties, facts.toegekend)
        debets = Debets(facts, self._ledger, self._law)
        for place, client, prestatie in lines:
            if client.bsn not in facts.bsns:
                self.clienten[client.bsn] = (bevinding("TR304"),)
                yield PrestatieOordeel(client, prestatie, Uitkomst.NIET_BEOORDEELD)
            elif prestatie.ingediendbedrag.debetcredit == CREDIT:
                yield self._credits.get(place) or PrestatieOordeel(client, prestatie, Uitkomst.TOEGEKEND)
            else:
                yield self._outcome(client, prestatie, self._judge_debet(client, prestatie, debets))

    def _judge_credit(self, prestatie: Prestatie) -> tuple[Bevinding, ...]:
        found = [] if self._ledger.use(prestatie.productreferentie.referentienummer) else [bevinding("TR314")]
        debet = self._ledger.debet_of(prestatie)
        if debet is None:
            found.append(bevinding("TR323"))
        elif debet.wachtend:
            found.append(bevinding("TR323", NOT_ANSWERED))
        elif self._ledger.is_credited(debet):
            found.append(bevinding("TR390"))
        return tuple(found)

    def _judge_debet(self, client: Client323, prestatie: Prestatie, debets: Debets) -> tuple[Bevinding, ...]:
        found = debets.judge(prestatie, client.bsn)
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


def _judge_declaratie(declaratie: Declaratie, facts: Facts323) -> tuple[Bevinding, ...]:
    found = []
    if declaratie.declaratienummer in facts.declaratienummers:
        found.append(bevinding("TR333"))
    last, begin = facts.laatste_declaratieperiode, declaratie.declaratieperiode.begindatum
    if last is not None and last.end is not None and begin > last.end and facts.doorlopende_zorg:
        found.append(bevinding("TR318", ingediend=begin.isoformat(), verwacht=last.end.isoformat()))
    return tuple(found)
