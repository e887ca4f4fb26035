"""Every sample of the rules of level 2, per message, and the valid message that it changes."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from keukentafel.backoffice.berichten.codec.types import Law
from tests.backoffice.berichten.codec.level2 import client, declaratie, levering, product, verzoek
from tests.backoffice.berichten.codec.level2.case import Case, Changes
from tests.backoffice.berichten.codec.messages import antwoord, changed, start, stop, toewijzing, under_jw
from tests.backoffice.berichten.codec.messages import declaratie as declaration
from tests.backoffice.berichten.codec.messages import verzoek as request
from tests.backoffice.berichten.codec.messages import wijziging as change_request


class Sampled(NamedTuple):
    """How to make a valid message of a kind, and what to change in it."""

    make: Callable[[], Any]
    cases: tuple[Case, ...]

    def message(self, changes: Changes, law: Law) -> Any:
        """The message with changes, under a law."""
        bericht = changed(self.make(), **changes)
        return under_jw(bericht) if law is Law.JW else bericht


def _whole(regel: product.Regel) -> tuple[Case, ...]:
    return (*product.extent_cases(regel), *product.product_cases(regel), *product.overlap_cases(regel))


SAMPLES: Mapping[int, Sampled] = {
    301: Sampled(
        toewijzing,
        (
            *client.BSN_CASES,
            *client.BIRTH_CASES,
            *client.NAME_CASES,
            *client.CONTACT_CASES,
            *_whole(product.ALLOCATED),
            *product.ALLOCATION_CASES,
        ),
    ),
    305: Sampled(
        start,
        (
            *client.BSN_CASES,
            *client.BIRTH_CASES,
            *levering.status_cases(levering.STARTED),
            *levering.START_CASES,
        ),
    ),
    307: Sampled(
        stop,
        (
            *client.BSN_CASES,
            *client.BIRTH_CASES,
            *levering.status_cases(levering.STOPPED),
            *levering.STOP_CASES,
        ),
    ),
    315: Sampled(
        request,
        (*client.BSN_CASES, *client.BIRTH_CASES, *_whole(product.ASKED), *verzoek.VERZOEK_CASES),
    ),
    317: Sampled(
        change_request,
        (
            *client.BSN_CASES,
            *_whole(product.NEW_PRODUCT),
            *product.extent_cases(product.CHANGED),
            *product.CHANGE_CASES,
            *verzoek.WIJZIGING_CASES,
        ),
    ),
    319: Sampled(antwoord, tuple(verzoek.ANTWOORD_CASES)),
    323: Sampled(declaration, tuple(declaratie.DECLARATIE_CASES)),
    325: Sampled(declaratie.answer, tuple(declaratie.ANTWOORD_CASES)),
}


def tried() -> Iterator[tuple[Law, int, Case]]:
    """Every sample with the law and the message that it is tried on."""
    for nummer, sampled in SAMPLES.items():
        for case in sampled.cases:
            for law in Law:
                if law in case.laws:
                    yield law, nummer, case
