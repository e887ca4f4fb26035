"""Finding what there is in the neighbourhood, in the words of who asks."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest_django.fixtures import DjangoAssertNumQueries as Counted

from keukentafel.core.errors import NotFound
from keukentafel.core.ids import new_id
from keukentafel.platform.accounts.domain import ActNotPermitted
from keukentafel.platform.clock.operations import working_date
from keukentafel.socialmap import queries, rules
from keukentafel.socialmap.domain import NewVermelding
from keukentafel.socialmap.operations import load_vermeldingen
from tests.cast import ELSBEEK, TODAY, Town, found

CHECKED = date(2026, 10, 5)
EETPUNT = NewVermelding(
    naam="Eetpunt De Linde",
    omschrijving="Warm eten en een praatje aan de lange tafel.",
    thema="Eten en ontmoeten",
    trede="algemeen",
    nagekeken_op=CHECKED,
    plekken_vrij=6,
    prijs=650,
    prijs_tekst="per maaltijd",
    wanneer="dinsdag en donderdag 12.00 uur",
    rolstoel=True,
)
KOKEN = replace(
    EETPUNT,
    naam="Buurtgenoten koken",
    omschrijving="Een buur kookt een portie extra.",
    trede="netwerk",
    id=new_id(),
)
SCHULDEN = replace(
    EETPUNT,
    naam="Geldspreekuur",
    omschrijving="Hulp bij brieven en schulden.",
    thema="Geld",
    plekken_vrij=0,
    id=new_id(),
)


@pytest.mark.pure
class TestRules:
    """What is searched with, and what may be loaded."""

    def test_words(self) -> None:
        assert rules.words_of("Wie kan mij 's middags hélpen met koken, KOKEN?") == (
            "wie", "kan", "mij", "middags", "hélpen", "met", "koken",
        )  # fmt: skip
        assert rules.words_of(" a b! ") == ()

    @given(st.text(max_size=400))
    def test_never_too_many_or_too_long(self, text: str) -> None:
        words = rules.words_of(text)
        assert len(words) <= rules.MOST_WORDS
        assert all(len(word) >= rules.SHORTEST_WORD for word in words)

    @pytest.mark.parametrize(
        ("change", "word"),
        [
            ({"naam": " "}, "naam"),
            ({"trede": ""}, "trede"),
            ({"prijs": -1}, "prijs"),
            ({"plekken_vrij": -1}, "plekken"),
            ({"nagekeken_op": date(2026, 11, 21)}, "toekomst"),
        ],
    )
    def test_what_would_mislead(self, change: dict[str, Any], word: str) -> None:
        rules.check_vermelding(EETPUNT, TODAY)
        rules.check_vermelding(replace(EETPUNT, prijs=None, plekken_vrij=None), TODAY)
        with pytest.raises(rules.VermeldingNotValid, match=word):
            rules.check_vermelding(replace(EETPUNT, **change), TODAY)


def load(town: Town, *entries: NewVermelding) -> None:
    with working_date(TODAY):
        load_vermeldingen(actor=town.system, vermeldingen=entries)


@pytest.mark.db
class TestSearch:
    """In Dutch, in own words, nearest first."""

    def test_words_in_another_form_and_a_whole_question(self) -> None:
        town = found()
        load(town, EETPUNT, KOKEN, SCHULDEN)

        def names(text: str) -> list[str]:
            return [row.naam for row in queries.search(actor=town.contact, text=text)]

        assert names("schuld") == ["Geldspreekuur"]
        assert names("koken") == ["Buurtgenoten koken"]
        question = "Ik kom niet meer toe aan koken, weet u een tafel waar ik mee kan eten?"
        assert names(question) == ["Buurtgenoten koken", "Eetpunt De Linde"]
        assert names("biljart") == []
        assert names("de") == []

    def test_a_name_spelt_nearly_right(self) -> None:
        town = found()
        load(town, EETPUNT, SCHULDEN)
        assert [row.naam for row in queries.search(actor=town.contact, text="eetpnt")] == ["Eetpunt De Linde"]

    def test_the_own_neighbourhood_first_then_the_town_then_the_rest(self) -> None:
        town = found()
        elsewhere = replace(EETPUNT, naam="A Zuid", wijk_id=town.zuid.id, id=new_id())
        own = replace(EETPUNT, naam="C Noord", wijk_id=town.noord.id, id=new_id())
        whole = replace(EETPUNT, naam="B Stad", id=new_id())
        load(town, elsewhere, own, whole)
        rows = queries.search(actor=town.consulent, text="warm eten", wijk_id=town.noord.id)
        assert [(row.naam, row.wijknaam) for row in rows] == [
            ("C Noord", "De Hoven"),
            ("B Stad", ""),
            ("A Zuid", "Kerkbuurt"),
        ]
        rows = queries.search(actor=town.consulent, text="warm eten", limit=2)
        assert [row.naam for row in rows] == ["A Zuid", "B Stad"]

    def test_each_says_its_rung_and_when_it_was_checked(self) -> None:
        town = found()
        load(town, EETPUNT)
        (row,) = queries.search(actor=town.contact, text="eten")
        assert (row.trede, row.nagekeken_op, row.plekken_vrij, row.heeft_plek) == (
            "algemeen",
            CHECKED,
            6,
            True,
        )
        assert (row.prijs, row.prijs_tekst, row.rolstoel) == (650, "per maaltijd", True)

    @pytest.mark.parametrize("many", [10, 100])
    def test_one_query_whatever_the_number(self, many: int, django_assert_num_queries: Counted) -> None:
        town = found()
        load(town, *(replace(EETPUNT, naam=f"Tafel {number:03}", id=new_id()) for number in range(many)))
        with django_assert_num_queries(1):
            assert len(queries.search(actor=town.contact, text="warm eten")) == 3
        mark = queries.entries(actor=town.contact, limit=5).next
        with django_assert_num_queries(2):
            queries.entries(actor=town.contact, after=mark)


@pytest.mark.db
class TestList:
    """By name, by keyset."""

    def test_pages_follow_each_other_also_with_equal_names(self) -> None:
        town = found()
        load(town, *(replace(EETPUNT, naam=f"Tafel {number // 4}", id=new_id()) for number in range(10)))
        seen, mark = [], None
        while True:
            page = queries.entries(actor=town.raadslid, after=mark, limit=3)
            seen += [(row.naam, row.id) for row in page.rows]
            mark = page.next
            if mark is None:
                break
        assert (len(seen), seen) == (10, sorted(seen))

    def test_by_theme_and_neighbourhood(self) -> None:
        town = found()
        load(town, EETPUNT, SCHULDEN, replace(KOKEN, wijk_id=town.zuid.id))
        assert queries.themas(actor=town.contact) == ("Eten en ontmoeten", "Geld")
        assert [row.naam for row in queries.entries(actor=town.contact, thema="Geld").rows] == [
            "Geldspreekuur"
        ]
        near = queries.entries(actor=town.contact, wijk_id=town.noord.id).rows
        assert [row.naam for row in near] == ["Eetpunt De Linde", "Geldspreekuur"]

    def test_one(self) -> None:
        town = found()
        load(town, SCHULDEN)
        row = queries.get_vermelding(actor=town.contact, vermelding_id=SCHULDEN.id)
        assert (row.naam, row.heeft_plek) == ("Geldspreekuur", False)
        assert queries.names(gemeente=town.code, vermelding_ids={SCHULDEN.id}) == {
            SCHULDEN.id: "Geldspreekuur"
        }
        with pytest.raises(NotFound):
            queries.get_vermelding(actor=town.contact, vermelding_id=new_id())


@pytest.mark.db
def test_closed_to_who_has_no_part_in_it_and_loaded_by_the_system_only() -> None:
    town = found()
    for read in (
        lambda: queries.search(actor=town.system, text="eten"),
        lambda: queries.entries(actor=town.system),
        lambda: queries.themas(actor=town.system),
        lambda: queries.get_vermelding(actor=town.system, vermelding_id=new_id()),
        lambda: load_vermeldingen(actor=town.consulent, vermeldingen=[]),
    ):
        with pytest.raises(ActNotPermitted):
            read()


@pytest.mark.db
def test_a_wrong_entry_loads_nothing() -> None:
    town = found()
    with pytest.raises(rules.VermeldingNotValid):
        load(town, EETPUNT, replace(KOKEN, naam=""))
    assert queries.entries(actor=town.contact).rows == ()


@pytest.mark.db
def test_the_municipality_next_door_sees_none_of_it() -> None:
    town, elsbeek = found(), found(ELSBEEK, "Elsbeek")
    load(town, EETPUNT)
    assert queries.search(actor=elsbeek.contact, text="warm eten") == ()
    assert queries.entries(actor=elsbeek.contact).rows == ()
    assert queries.entries(actor=elsbeek.contact, after=EETPUNT.id).rows == ()
    assert queries.themas(actor=elsbeek.contact) == ()
    assert queries.names(gemeente=ELSBEEK, vermelding_ids={EETPUNT.id}) == {}
    with pytest.raises(NotFound):
        queries.get_vermelding(actor=elsbeek.contact, vermelding_id=EETPUNT.id)
    before = queries.entries(actor=town.contact)
    load(elsbeek, replace(EETPUNT, id=new_id()))
    assert queries.entries(actor=town.contact) == before
