"""Monthly declarations of the providers over the last months, with the faults that real ones have.

A line is one allocation in one month. It is late when it comes in a later message than that of its own
month. A faulty line is refused whole; what
arrived in the last two weeks and needs a person still waits.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from random import Random

from keukentafel.core.eenheden import DAGDEEL, ETMAAL, INSPANNING, OUTPUT, PER_WEEK, TOTAAL
from keukentafel.core.money import euros
from keukentafel.core.working_days import add_working_days
from keukentafel.demo.calibration import share
from keukentafel.demo.draw import chance, one, pick, stream, whole
from keukentafel.demo.market import DE_BRUG, DE_BRUG_PRODUCT, DE_BRUG_TARIEF_2027, Market, market
from keukentafel.demo.options import Options
from keukentafel.demo.provisions import DAYS_PER_MONTH, add_months
from keukentafel.demo.records.backoffice import DeclaratieRecord, PrestatieRecord, ToewijzingRecord
from keukentafel.demo.world import working_day

WACHT = "wacht op beoordeling"
BEANTWOORD = "beantwoord"
_ANSWER_DAYS = 10
_ONE_DAY = timedelta(days=1)
_NOTHING_DELIVERED = 0.05
_DECLARED_ANEW = 0.7
_WEEKS_TOUCHED = 6
_LATE_PROVIDER = "aanbieder-002"
_DE_BRUG_FAULTS = 6
_FAULTS = (("prijs", 30), ("omvang", 22), ("dubbel", 24), ("periode", 24))


@dataclass(frozen=True, slots=True)
class Line:
    """A line on its way to a message.

    The record without its message, the month whose message it goes into, what is wrong with it (empty when
    nothing is), and the price of the contract.
    """

    record: PrestatieRecord
    month: date
    fault: str
    price: int


def months(options: Options) -> tuple[date, ...]:
    """The months that have been declared, as first days: the last is the one before the month of the working date."""
    this = options.working_date.replace(day=1)
    return tuple(add_months(this, back) for back in range(-options.declared_months, 0))


def declarations(
    options: Options, allocations: Sequence[ToewijzingRecord]
) -> Iterator[tuple[list[DeclaratieRecord], list[PrestatieRecord]]]:
    """The messages with their lines, provider by provider; ``allocations`` are all allocations of the history."""
    by_contract: dict[str, list[ToewijzingRecord]] = {}
    for allocation in allocations:
        if allocation.gestart_op is not None:
            by_contract.setdefault(allocation.contract, []).append(allocation)
    number = 0
    for contract in market(options).contracts:
        rng = stream(options.seed, options.gemeente, "declaratie", contract.sleutel)
        lines: dict[date, list[Line]] = {}
        for allocation in by_contract.get(contract.sleutel, []):
            for line in _lines(rng, options, allocation):
                lines.setdefault(line.month, []).append(line)
        messages: list[DeclaratieRecord] = []
        performances: list[PrestatieRecord] = []
        for month in sorted(lines):
            number += 1
            key = f"declaratie-{number:06}"
            message, records = _message(
                rng, options, key, contract.aanbieder, contract.wet, month, lines[month]
            )
            messages.append(message)
            performances += records
        if messages:
            yield messages, performances


def period_in(allocation: ToewijzingRecord, month: date) -> tuple[date, date] | None:
    """First and last day of delivery within a month (inclusive), or None when there was none."""
    start = allocation.gestart_op
    if start is None:
        return None
    first = max(start, month)
    last = min(_ends(allocation), _last_day(month))
    return (first, last) if first <= last else None


def _ends(allocation: ToewijzingRecord) -> date:
    """The last day on which help was or will be given."""
    return min(filter(None, (allocation.gestopt_op, allocation.einddatum)), default=date.max)


@cache
def _last_day(month: date) -> date:
    return add_months(month, 1) - _ONE_DAY


def monthly_volume(allocation: ToewijzingRecord, days: int) -> float:
    """The most that fits in a number of days of one month, in the unit of the allocation."""
    if allocation.eenheid == ETMAAL:
        return min(days, allocation.volume)
    if allocation.eenheid == DAGDEEL:
        return allocation.volume * days / 7
    if (
        allocation.frequentie == TOTAAL
        and allocation.gestart_op is not None
        and allocation.einddatum is not None
    ):
        whole_term = max(1.0, (allocation.einddatum - allocation.gestart_op).days / DAYS_PER_MONTH)
        return allocation.volume / whole_term * days / DAYS_PER_MONTH
    return allocation.volume * min(1.0, days / 28)


def most_in_month(allocation: ToewijzingRecord) -> int:
    """The most that a message may hold for one month (TR321, TR322): weeks that a month touches count whole."""
    return allocation.volume * (_WEEKS_TOUCHED if allocation.frequentie == PER_WEEK else 1)


def expected_cost(market_: Market, allocation: ToewijzingRecord, year: int, until: int = 12) -> int:
    """What an allocation is expected to cost from January up to a month of a year, in cents, when it runs on until its last day."""
    start = allocation.gestart_op
    if start is None or start.year > year or _ends(allocation).year < year:
        return 0
    price = market_.prices[allocation.contract, allocation.product, year]
    if allocation.eenheid == OUTPUT:
        return price if start.year == year and start.month <= until else 0
    total = 0.0
    for number in range(1, until + 1):
        period = period_in(allocation, date(year, number, 1))
        if period is not None:
            total += (
                monthly_volume(allocation, (period[1] - period[0]).days + 1)
                * _used(allocation.eenheid)
                * (1 - _NOTHING_DELIVERED)
            )
    return round(total * price)


def _used(eenheid: str) -> float:
    """The part of what was granted that is delivered on average."""
    return 1.0 if eenheid in {ETMAAL, INSPANNING} else 0.88


def _lines(rng: Random, options: Options, allocation: ToewijzingRecord) -> Iterator[Line]:
    """The lines of one allocation, each for the message in which it comes; what comes after the last message is not there yet."""
    prices = market(options).prices
    declared = months(options)
    for month in declared:
        record = _line(rng, allocation, month, prices)
        if record is None:
            continue
        late = chance(
            rng, share("declaraties.te_laat") * (4 if allocation.aanbieder == _LATE_PROVIDER else 0.7)
        )
        arrives = add_months(month, whole(rng, 1, 3)) if late else month
        record = replace(record, te_laat=late)
        fault = pick(rng, _FAULTS) if chance(rng, share("declaraties.afgewezen") * 0.9) else ""
        if allocation.aanbieder == DE_BRUG and month == declared[-1]:
            fault = ""
        again = add_months(arrives, 1)
        sent = [(record, arrives, "")]
        if fault == "dubbel":
            sent.append((_wrong(record, allocation, fault), again, fault))
        elif fault:
            sent = [(_wrong(record, allocation, fault), arrives, fault)]
            if chance(rng, _DECLARED_ANEW):
                sent.append((replace(record, te_laat=True), again, ""))
        yield from (Line(*line, record.tarief) for line in sent if line[1] <= declared[-1])


def _line(
    rng: Random, allocation: ToewijzingRecord, month: date, prices: dict[tuple[str, str, int], int]
) -> PrestatieRecord | None:
    """What was rightly delivered in a month, or None when that was nothing."""
    period = period_in(allocation, month)
    if period is None:
        return None
    if allocation.eenheid == OUTPUT:
        start = allocation.gestart_op
        if start is None or (start.year, start.month) != (month.year, month.month):
            return None
        volume = 1
    else:
        if chance(rng, _NOTHING_DELIVERED):
            return None
        room = monthly_volume(allocation, (period[1] - period[0]).days + 1)
        part = 1.0 if _used(allocation.eenheid) == 1.0 else 0.76 + 0.24 * rng.random()
        volume = int(room * part)
        if volume < 1:
            return None
    price = prices[allocation.contract, allocation.product, month.year]
    return PrestatieRecord(
        declaratie="",
        referentienummer=f"{month:%y%m}{allocation.toewijzingnummer}",
        toewijzing=allocation.sleutel,
        product=allocation.product,
        begindatum=period[0],
        einddatum=period[1],
        volume=volume,
        eenheid=allocation.eenheid,
        tarief=price,
        bedrag=volume * price,
        oordeel="toegekend",
        regel="",
        retourcode="",
        reden="",
        te_laat=False,
    )


def _wrong(record: PrestatieRecord, allocation: ToewijzingRecord, fault: str) -> PrestatieRecord:
    """The line as it was sent with its fault, not yet judged; an F at the end of the reference keeps it apart from the good one."""
    sent = replace(record, referentienummer=f"{record.referentienummer}F")
    if fault == "prijs":
        price = round(record.tarief * 1.04)
        return replace(sent, tarief=price, bedrag=price * record.volume)
    if fault == "omvang":
        volume = most_in_month(allocation) + max(2, allocation.volume // 3)
        return replace(sent, volume=volume, bedrag=record.tarief * volume)
    if fault == "periode":
        return replace(sent, begindatum=min(record.begindatum + timedelta(days=3), record.einddatum))
    return sent


def _verdict(record: PrestatieRecord, right_price: int, fault: str) -> tuple[str, str, str]:
    """The rule of the standard that was broken, its code, and the reason in plain Dutch."""
    return {
        "prijs": (
            "TR418",
            "0611",
            f"De prijs is {euros(record.tarief)}. In het contract staat {euros(right_price)}.",
        ),
        "omvang": ("TR321", "9321", "Er is meer gedeclareerd dan er is toegewezen."),
        "dubbel": ("TR389", "9389", "Deze regel is al eerder gedeclareerd en goedgekeurd."),
        "periode": ("TR387", "9387", "De periode begint op een andere dag dan de hulp."),
    }[fault]


def _message(
    rng: Random, options: Options, key: str, provider: str, wet: str, month: date, lines: list[Line]
) -> tuple[DeclaratieRecord, list[PrestatieRecord]]:
    """One message over one month with its answer, unless a person still has to judge a line."""
    after = add_months(month, 1)
    sent = min(working_day(after + timedelta(days=whole(rng, 4, 16))), options.working_date)
    if provider == DE_BRUG and month == months(options)[-1]:
        lines = _de_brug_too_early(lines)
        sent = options.working_date
    waits = (
        sent >= options.working_date - timedelta(days=8)
        and any(line.fault for line in lines)
        and month == months(options)[-1]
    )
    judged = [_judge(key, line, waits=waits) for line in lines]
    answered = (
        None if waits else min(add_working_days(sent, one(rng, (0, 0, 0, 1, 2, 6))), options.working_date)
    )
    paid = answered + timedelta(days=whole(rng, 12, 28)) if answered is not None else None
    message = DeclaratieRecord(
        sleutel=key,
        declaratienummer=f"{key[-6:]}{month:%y%m}",
        aanbieder=provider,
        wet=wet,
        begindatum=month,
        einddatum=after - _ONE_DAY,
        dagtekening=sent,
        beantwoorden_uiterlijk=add_working_days(sent, _ANSWER_DAYS),
        stand=WACHT if waits else BEANTWOORD,
        beantwoord_op=answered,
        betaald_op=paid if paid is not None and paid <= options.working_date else None,
        bedrag=sum(record.bedrag for record in judged),
        toegekend=0 if waits else sum(record.bedrag for record in judged if record.oordeel == "toegekend"),
    )
    return message, judged


def _judge(key: str, line: Line, *, waits: bool) -> PrestatieRecord:
    """The line in its message with what was decided on it."""
    record = replace(line.record, declaratie=key)
    if not line.fault:
        return record
    rule, code, reason = _verdict(record, line.price, line.fault)
    return replace(
        record, oordeel="te beoordelen" if waits else "afgewezen", regel=rule, retourcode=code, reden=reason
    )


def _de_brug_too_early(lines: list[Line]) -> list[Line]:
    """De Brug used the tariff of next year in six lines of the last month."""
    changed = []
    left = _DE_BRUG_FAULTS
    for line in lines:
        if (
            left
            and line.record.product == DE_BRUG_PRODUCT
            and not line.record.te_laat
            and line.record.begindatum.day == 1
        ):
            left -= 1
            record = replace(
                line.record,
                referentienummer=f"{line.record.referentienummer}F",
                tarief=DE_BRUG_TARIEF_2027,
                bedrag=DE_BRUG_TARIEF_2027 * line.record.volume,
            )
            changed.append(Line(record, line.month, "prijs", line.price))
        else:
            changed.append(line)
    return changed
