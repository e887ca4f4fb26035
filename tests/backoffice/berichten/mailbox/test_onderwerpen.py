"""What a message is about, which message takes back or replaces which, and which say the same."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from keukentafel.backoffice.berichten.booking import packed
from keukentafel.backoffice.berichten.codec.sample import sample
from keukentafel.backoffice.berichten.codec.types import Law
from keukentafel.backoffice.berichten.codec.writer import write
from keukentafel.backoffice.berichten.onderwerpen import (
    Melding,
    Onderwerp,
    corrections,
    onderwerpen,
)
from tests.backoffice.berichten.mailbox.exchange import fresh

pytestmark = pytest.mark.pure

RETOURS = (302, 306, 308, 316, 318, 320, 325)


def report(bericht_id: int, aanlevering: str, sleutel: str = "a", *, nummer: int = 305) -> Melding:
    return Melding(bericht_id, nummer, Onderwerp(1, aanlevering=aanlevering, sleutel=sleutel))


def _with_a_code(nummer: int) -> Any:
    """A start or stop of one product that has a code."""
    for seed in range(50):
        bericht: Any = sample(nummer, seed=seed)
        (line,) = bericht.client.startproducten if nummer == 305 else bericht.client.stopproducten
        if line.product and line.product.code:
            return bericht
    raise AssertionError


class TestSubjects:
    """Allocations and requests in a message."""

    @pytest.mark.parametrize("law", list(Law))
    @pytest.mark.parametrize("nummer", [301, 305, 307, 317])
    def test_name_their_allocations(self, nummer: int, law: Law) -> None:
        found = tuple(onderwerpen(sample(nummer, law, lines=2)))
        assert found
        assert all(one.toewijzingnummer is not None for one in found)
        assert len(found) == len(set(found))

    def test_of_a_declaration_are_known_where_its_lines_are_kept(self) -> None:
        assert tuple(onderwerpen(sample(323))) == ()

    @pytest.mark.parametrize("nummer", [315, 317, 319])
    def test_name_the_request(self, nummer: int) -> None:
        assert all(one.referentie for one in onderwerpen(sample(nummer)))

    @pytest.mark.parametrize("nummer", RETOURS)
    def test_of_an_answer_are_found_through_what_it_answers(self, nummer: int) -> None:
        assert tuple(onderwerpen(sample(nummer))) == ()

    def test_a_start_and_a_stop_carry_their_key(self) -> None:
        started: Any = _with_a_code(305)
        line = started.client.startproducten[0]
        (found,) = onderwerpen(started)
        assert found.sleutel == f"{line.product.categorie}|{line.product.code}|{line.begindatum}"
        bare = replace(started.client, startproducten=(replace(line, product=None),))
        (found,) = onderwerpen(replace(started, client=bare))
        assert found.sleutel == f"||{line.begindatum}"
        stopped: Any = _with_a_code(307)
        stop = stopped.client.stopproducten[0]
        (found,) = onderwerpen(stopped)
        assert found.sleutel.endswith(f"|{stop.begindatum}|{stop.redenbeeindiging}|{stop.einddatum}")


class TestCorrections:
    """StatusAanlevering 3 takes back, the next 1 replaces."""

    def test_taken_back_and_replaced_in_three_messages(self) -> None:
        found = corrections([report(1, "1"), report(2, "3"), report(3, "1", "b")])
        assert (found.neemt_terug, found.vervangt, found.teruggenomen) == ({2: 1}, {3: 1}, {1})

    def test_both_in_one_message_in_either_order(self) -> None:
        for pair in ([report(2, "1", "b"), report(2, "3")], [report(2, "3"), report(2, "1", "b")]):
            found = corrections([report(1, "1"), *pair])
            assert (found.neemt_terug, found.vervangt) == ({2: 1}, {2: 1})

    def test_a_chain_of_two_corrections(self) -> None:
        found = corrections(
            [report(1, "1"), report(2, "3"), report(3, "1", "b"), report(4, "3", "b"), report(5, "1", "c")]
        )
        assert (found.neemt_terug, found.vervangt, found.teruggenomen) == ({2: 1, 4: 3}, {3: 1, 5: 3}, {1, 3})

    def test_what_takes_back_nothing_is_left_alone(self) -> None:
        found = corrections(
            [report(1, "3"), report(2, "1"), report(3, "3", "other"), report(4, "3", nummer=307)]
        )
        assert (found.neemt_terug, found.vervangt, found.teruggenomen) == ({}, {}, set())


def content_key(content: bytes) -> str:
    return packed(content).inhoudssleutel


class TestSameContent:
    """Messages that differ in their header only."""

    def test_under_another_identification(self) -> None:
        bericht = sample(323, lines=3)
        assert content_key(write(fresh(bericht))) == content_key(write(bericht)) != ""

    def test_with_other_line_ends(self) -> None:
        content = write(sample(305))
        assert content_key(content.replace(b"\r\n", b"\n")) == content_key(content)

    def test_not_when_one_value_differs(self) -> None:
        bericht: Any = sample(305)
        line = replace(bericht.client.startproducten[0], begindatum=date(2026, 1, 2))
        other = replace(bericht, client=replace(bericht.client, startproducten=(line,)))
        assert content_key(write(other)) != content_key(write(bericht))

    def test_without_a_header(self) -> None:
        assert content_key(b"niets") == content_key(b"") == ""
