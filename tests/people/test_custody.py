"""Who has custody of a minor: what can be, what is refused, and what of a holder may be seen."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from django.db import IntegrityError

from keukentafel.core.errors import NotFound
from keukentafel.core.ids import new_id
from keukentafel.people import rules
from keukentafel.people.domain import Adres, GezagRow, Gezagsoort, NewGezag, NewPersoon
from keukentafel.people.models import Gezag, Persoon
from keukentafel.people.operations import end_custody, load_custody, load_persons, record_custody
from keukentafel.people.queries import custody_of
from keukentafel.platform.accounts.domain import Act, ActNotPermitted
from keukentafel.platform.audit.models import Handeling
from keukentafel.platform.audit.operations import handeling
from tests.cast import ELSBEEK, LINDEWAARD, Town, found, resident

BORN = date(2012, 5, 1)
TODAY = date(2026, 11, 20)
CHILD = UUID(int=1)
MOTHER, FATHER, GUARDIAN = (
    NewGezag(CHILD, Gezagsoort.OUDER, BORN, "gezagsregister", houder_id=UUID(int=2)),
    NewGezag(CHILD, Gezagsoort.OUDER, BORN, "gezagsregister", geslachtsnaam="Bos", telefoon="0612345678"),
    NewGezag(
        CHILD,
        Gezagsoort.VOOGD,
        date(2024, 1, 1),
        "uitspraak van 20 december 2023",
        geslachtsnaam="Stichting Jeugd Noord",
        organisatie=True,
        adres=Adres(postcode="1290 AA", huisnummer=3),
    ),
)
YOUTH = replace(MOTHER, soort=Gezagsoort.JEUGDIGE, houder_id=None, vanaf=date(2028, 5, 1))
UNTOLD = replace(MOTHER, soort=Gezagsoort.NIET_TE_BEPALEN, houder_id=None)


def stands(new: NewGezag, *, nummer: int = 1, laatste_dag: date | None = None) -> GezagRow:
    """What was recorded, as it is read back."""
    return GezagRow(
        new.id, nummer, new.soort, new.houder_id, new.geslachtsnaam, new.voornamen, new.voorvoegsel,
        new.organisatie, new.adres, new.telefoon, new.vanaf, laatste_dag, new.bron,
    )  # fmt: skip


@pytest.mark.pure
class TestRules:
    """BW 1:245, and what the message standard needs."""

    @pytest.mark.parametrize("new", [MOTHER, FATHER, GUARDIAN, YOUTH, UNTOLD])
    def test_what_can_be(self, new: NewGezag) -> None:
        rules.check_custody(new, (), BORN)

    @pytest.mark.parametrize(
        ("new", "field", "words"),
        [
            (replace(MOTHER, bron=" "), "bron", "Schrijf op waar je dit van weet"),
            (replace(MOTHER, vanaf=date(2012, 4, 30)), "vanaf", "nog niet geboren"),
            (replace(MOTHER, vanaf=date(2030, 5, 1)), "vanaf", "al 18"),
            (replace(YOUTH, vanaf=date(2028, 4, 30)), "soort", "vanaf 16 jaar"),
            (replace(YOUTH, geslachtsnaam="Bos"), "houder", "hoort geen naam"),
            (replace(MOTHER, houder_id=CHILD), "houder", "iemand anders dan de jeugdige"),
            (replace(MOTHER, houder_id=None), "houder", "Kies wie het gezag heeft"),
            (replace(FATHER, organisatie=True), "soort", "alleen voogd"),
            (replace(FATHER, telefoon=""), "telefoon", "telefoonnummer"),
            (replace(FATHER, telefoon="", adres=Adres(postcode="1290 AA")), "telefoon", "huisnummer"),
        ],
    )
    def test_what_is_missing_or_cannot_be(self, new: NewGezag, field: str, words: str) -> None:
        with pytest.raises(rules.CustodyIncomplete, match=words) as refused:
            rules.check_custody(new, (), BORN)
        assert refused.value.field == field

    def test_without_a_birth_date_nobody_knows_whether_it_is_a_minor(self) -> None:
        with pytest.raises(rules.CustodyIncomplete, match="geboortedatum"):
            rules.check_custody(MOTHER, (), None)

    @pytest.mark.parametrize(
        ("there", "new", "words"),
        [
            ([MOTHER], MOTHER, "staat hier al"),
            ([FATHER], replace(FATHER, geslachtsnaam="BOS", id=new_id()), "staat hier al"),
            ([MOTHER], GUARDIAN, "Een voogd"),
            ([GUARDIAN], MOTHER, "Een voogd"),
            ([MOTHER], UNTOLD, "niet naast staan"),
            ([UNTOLD], MOTHER, "niet naast staan"),
            ([MOTHER, FATHER], replace(FATHER, geslachtsnaam="Vos"), "Hoogstens twee"),
        ],
    )
    def test_what_stands_in_the_way(self, there: list[NewGezag], new: NewGezag, words: str) -> None:
        rows = [stands(one, nummer=number) for number, one in enumerate(there, 1)]
        with pytest.raises(rules.CustodyClashes, match=words):
            rules.check_custody(new, rows, BORN)
        ended = [replace(row, laatste_dag=date(2023, 12, 31)) for row in rows]
        rules.check_custody(replace(new, vanaf=date(2024, 1, 1)), ended, BORN)

    def test_two_parents_and_a_parent_with_somebody_else(self) -> None:
        rules.check_custody(FATHER, [stands(MOTHER)], BORN)
        rules.check_custody(replace(FATHER, soort=Gezagsoort.ANDER), [stands(MOTHER)], BORN)

    def test_custody_ends_on_the_eighteenth_birthday(self) -> None:
        assert rules.is_minor(BORN, date(2030, 4, 30))
        assert not rules.is_minor(BORN, date(2030, 5, 1))


def family(town: Town) -> tuple[NewPersoon, NewPersoon]:
    """A child and its mother."""
    mother = resident(town)
    child = replace(mother, voornamen="Daan", geboortedatum=BORN, bsn=None, telefoon="", id=new_id())
    load_persons(actor=town.system, persons=[child])
    return child, mother


def recorded(town: Town, new: NewGezag) -> None:
    record_custody(actor=town.consulent, gezag=new)


@pytest.mark.db
class TestRecording:
    """Kept with its source and its history."""

    def test_a_known_person_and_a_name(self) -> None:
        town = found()
        child, mother = family(town)
        recorded(town, replace(MOTHER, persoon_id=child.id, houder_id=mother.id))
        recorded(town, replace(FATHER, persoon_id=child.id))
        one, two = custody_of(gemeente=LINDEWAARD, persoon_id=child.id)
        assert (one.nummer, one.naam, one.adres.postcode, one.houder_id) == (
            1, "Karin Dijkstra", "1290 AA", mother.id,
        )  # fmt: skip
        assert (two.nummer, two.naam, two.telefoon, two.bron) == (2, "Bos", "0612345678", "gezagsregister")
        act = Handeling.objects.filter(object_type="gezag").earliest("op")
        assert (act.account_id, act.persoon_id, act.grond) == (
            town.consulent.account_id, child.id, "gezagsregister",
        )  # fmt: skip

    def test_who_comes_back_keeps_the_number(self) -> None:
        town = found()
        child, mother = family(town)
        new = replace(MOTHER, persoon_id=child.id, houder_id=mother.id)
        recorded(town, new)
        recorded(town, replace(FATHER, persoon_id=child.id))
        end_custody(
            actor=town.consulent, persoon_id=child.id, gezag_id=new.id, laatste_dag=date(2020, 12, 31)
        )
        recorded(town, replace(new, vanaf=date(2022, 1, 1), id=new_id()))
        rows = custody_of(gemeente=LINDEWAARD, persoon_id=child.id)
        assert [(row.nummer, row.laatste_dag, row.geldt_op(TODAY)) for row in rows] == [
            (1, date(2020, 12, 31), False),
            (1, None, True),
            (2, None, True),
        ]
        with handeling(actor=town.system, act=Act.GEGEVENS_LADEN, object_type="test"):
            row: Any = Gezag.objects.get(pk=new.id)
            assert row.events.count() == 2

    def test_an_end_is_there_once_and_not_before_the_beginning(self) -> None:
        town = found()
        child, mother = family(town)
        new = replace(MOTHER, persoon_id=child.id, houder_id=mother.id)
        recorded(town, new)
        with pytest.raises(rules.CustodyIncomplete, match="ligt voor de dag"):
            end_custody(
                actor=town.consulent, persoon_id=child.id, gezag_id=new.id, laatste_dag=date(2012, 4, 30)
            )
        end_custody(actor=town.consulent, persoon_id=child.id, gezag_id=new.id, laatste_dag=TODAY)
        for persoon_id in (child.id, mother.id):
            with pytest.raises(NotFound):
                end_custody(actor=town.consulent, persoon_id=persoon_id, gezag_id=new.id, laatste_dag=TODAY)

    def test_of_a_shielded_holder_nothing_is_told_and_of_a_secret_address_no_address(self) -> None:
        town = found()
        child, mother = family(town)
        recorded(town, replace(MOTHER, persoon_id=child.id, houder_id=mother.id))
        with handeling(actor=town.system, act=Act.GEGEVENS_LADEN, object_type="test"):
            Persoon.objects.filter(pk=mother.id).update(geheim_adres=True)
        (row,) = custody_of(gemeente=LINDEWAARD, persoon_id=child.id)
        assert (row.naam, row.adres, row.afgeschermd) == ("Karin Dijkstra", Adres(), False)
        with handeling(actor=town.system, act=Act.GEGEVENS_LADEN, object_type="test"):
            Persoon.objects.filter(pk=mother.id).update(afgeschermd=True)
        (row,) = custody_of(gemeente=LINDEWAARD, persoon_id=child.id)
        assert (row.naam, row.telefoon, row.adres, row.afgeschermd) == ("", "", Adres(), True)

    def test_a_shielded_or_unknown_holder_and_a_child_of_the_neighbours_are_not_found(self) -> None:
        town, neighbour = found(), found(ELSBEEK, "Elsbeek")
        child, _ = family(town)
        hidden = resident(town, "Noor Vos", number=3, afgeschermd=True)
        for new in (
            replace(MOTHER, persoon_id=child.id, houder_id=hidden.id),
            replace(MOTHER, persoon_id=child.id, houder_id=new_id()),
            replace(FATHER, persoon_id=new_id()),
        ):
            with pytest.raises(NotFound):
                recorded(town, new)
        with pytest.raises(NotFound):
            record_custody(actor=neighbour.consulent, gezag=replace(FATHER, persoon_id=child.id))
        assert not Gezag.objects.exists()

    def test_is_for_who_talks_with_residents(self) -> None:
        town = found()
        for actor in (town.backoffice, town.teamleider, town.contact, town.privacy):
            with pytest.raises(ActNotPermitted):
                record_custody(actor=actor, gezag=FATHER)
            with pytest.raises(ActNotPermitted):
                end_custody(actor=actor, persoon_id=CHILD, gezag_id=new_id(), laatste_dag=TODAY)
        with pytest.raises(ActNotPermitted):
            load_custody(actor=town.consulent, gezagen=[])

    def test_loading_numbers_each_child_on_its_own(self) -> None:
        town = found()
        child, mother = family(town)
        other = replace(child, voornamen="Noor", id=new_id())
        load_persons(actor=town.system, persons=[other])
        gezagen = [
            replace(one, persoon_id=who.id, houder_id=mother.id if one.houder_id else None, id=new_id())
            for who in (child, other)
            for one in (MOTHER, FATHER)
        ]
        assert load_custody(actor=town.system, gezagen=gezagen) == 4
        for who in (child, other):
            rows = custody_of(gemeente=LINDEWAARD, persoon_id=who.id)
            assert [row.nummer for row in rows] == [1, 2]

    @pytest.mark.parametrize(
        "change",
        [{"geslachtsnaam": "Bos"}, {"bron": ""}, {"tot": BORN}, {"soort": "jeugdige"}, {"houder_id": "self"}],
    )
    def test_the_database_refuses_what_cannot_be(self, change: dict[str, object]) -> None:
        town = found()
        child, mother = family(town)
        recorded(town, replace(MOTHER, persoon_id=child.id, houder_id=mother.id))
        values = {name: child.id if value == "self" else value for name, value in change.items()}
        with (
            pytest.raises(IntegrityError),
            handeling(actor=town.system, act=Act.GEGEVENS_LADEN, object_type="test"),
        ):
            Gezag.objects.update(**values)
