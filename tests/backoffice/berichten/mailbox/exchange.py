"""Messages of every kind under a new identification, to be taken in or posted by a mailbox in which nobody reacts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import count
from typing import Any

from keukentafel.backoffice.berichten.codec.oordeel import BerichtOordeel, Bevinding
from keukentafel.backoffice.berichten.codec.records.basis import BerichtIdentificatie
from keukentafel.backoffice.berichten.codec.registry import Bericht
from keukentafel.backoffice.berichten.codec.retour import build_retour
from keukentafel.backoffice.berichten.codec.sample import sample
from keukentafel.backoffice.berichten.codec.types import Law
from keukentafel.backoffice.berichten.codec.writer import write
from keukentafel.backoffice.berichten.domain.berichten import BerichtRow
from keukentafel.backoffice.berichten.operations import next_identificatie, post, take_in
from keukentafel.platform.clock import queries as clock
from tests.cast import Town

REFUSED = BerichtOordeel(header=(Bevinding("TR056", 3, "9056", "De identificatie is al gebruikt."),))
FINE = BerichtOordeel()
_NUMBERS = count(1)


def fresh(bericht: Any, *, day: date | None = None) -> Any:
    """The message under an identification that was not used before."""
    identity = BerichtIdentificatie(
        identificatie=f"N{next(_NUMBERS)}", dagtekening=day or bericht.header.berichtidentificatie.dagtekening
    )
    return replace(bericht, header=replace(bericht.header, berichtidentificatie=identity))


def made(nummer: int, law: Law = Law.WMO, *, seed: int = 0) -> Any:
    """A valid message of this kind under a new identification."""
    return fresh(sample(nummer, law, seed=seed))


def received(town: Town, bericht: Bericht) -> BerichtRow:
    """Taken in as a file."""
    return take_in(actor=town.system, naam="bericht.xml", inhoud=write(bericht))


def sent(town: Town, bericht: Bericht, *, op: int | None = None) -> BerichtRow:
    """Posted by the back office."""
    return post(actor=town.backoffice, bericht=bericht, antwoord_op=op)


def retour(town: Town, heen: Any, oordeel: BerichtOordeel = FINE) -> Bericht:
    """The retour on a message."""
    number = next_identificatie(gemeente=town.code)
    return build_retour(heen, oordeel, identificatie=number, dagtekening=clock.today())


def about(bericht: Any, referentie: str) -> Any:
    """A 319 about this request."""
    return replace(bericht, antwoord=replace(bericht.antwoord, referentieaanbieder=referentie))
