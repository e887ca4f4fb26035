"""A person decides on lines that wait; the last decision sends the answer."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from keukentafel.backoffice.berichten.codec.oordeel import Uitkomst
from keukentafel.backoffice.berichten.codec.reader import read
from keukentafel.backoffice.berichten.codec.records.declaratie import Bericht325
from keukentafel.backoffice.berichten.domain.berichten import BerichtOntvangen, Berichtstatus
from keukentafel.backoffice.berichten.models import Bericht
from keukentafel.backoffice.berichten.operations import take_in
from keukentafel.backoffice.berichten.queries import get_row
from keukentafel.backoffice.contracts.domain import Wet
from keukentafel.backoffice.declaraties import queries
from keukentafel.backoffice.declaraties.domain import (
    AlreadyJudged,
    DeclaratieNotFound,
    Declaratiestatus,
    DeclaratieVerwerkt,
    NewDeclaratie,
    NewOordeelregel,
    NewRegel,
    Oorzaak,
    ReasonMissing,
    RegelNotFound,
    Telling,
    VerwerktePersoon,
)
from keukentafel.backoffice.declaraties.models import Declaratie, Declaratieregel
from keukentafel.backoffice.declaraties.operations import (
    judge_line,
    judge_lines,
    judge_on_figures,
    judge_same_cause,
    load_declaraties,
    load_oordeelregels,
    receive_323,
)
from keukentafel.backoffice.declaraties.rules import WrongLoad
from keukentafel.backoffice.toewijzingen.models import Toewijzing
from keukentafel.core.period import Period
from keukentafel.platform.accounts.domain import Act, ActNotPermitted
from keukentafel.platform.accounts.operations import link_resident
from keukentafel.platform.accounts.queries import get_actor
from keukentafel.platform.audit.models import Handeling, Kijkregel
from keukentafel.platform.clock.operations import working_date
from keukentafel.platform.events import operations as events
from tests.backoffice.declaraties.world import FIRST_NUMBER, HOURS, PRICE, World, settled
from tests.cast import ELSBEEK, TODAY, found

pytestmark = pytest.mark.db

AMOUNT = HOURS * PRICE
TOO_MUCH = (HOURS + 1) * PRICE


@pytest.fixture(autouse=True)
def _on_the_working_date(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    """Files in a folder of their own, and this room's reaction to the mailbox only."""
    settings.DATA = tmp_path
    monkeypatch.setitem(events._reactions, BerichtOntvangen, [receive_323])
    monkeypatch.setitem(events._reactions, DeclaratieVerwerkt, [])
    with working_date(TODAY):
        yield


@pytest.fixture
def world() -> World:
    """Two lines too large and one that is fine, of three residents of Lindewaard."""
    made = settled(found())
    receive(made, volumes=(HOURS + 1, HOURS + 1, HOURS))
    return made


def receive(world: World, *, volumes: tuple[int, ...], nummer: str = "D1", month: int = 10) -> int:
    lines = [world.line(i, maand=date(2026, month, 1), volume=volume) for i, volume in enumerate(volumes)]
    content = world.file(lines, nummer=nummer, maand=date(2026, month, 1))
    return take_in(actor=world.town.system, naam="d.xml", inhoud=content).id


def waiting_ids(world: World) -> list[int]:
    return [row.id for row in queries.waiting(actor=world.town.backoffice).rows]


def answer() -> Bericht325:
    result = read(bytes(Bericht.objects.filter(nummer=325).values_list("inhoud", flat=True).get()))
    assert result.faults == ()
    assert isinstance(result.bericht, Bericht325)
    return result.bericht


class TestDeciding:
    """Granting and refusing."""

    def test_the_last_decision_sends_the_answer(self, world: World) -> None:
        first, second = waiting_ids(world)
        done = judge_line(
            actor=world.town.backoffice, regel_id=first, toekennen=True, reden="Afgesproken met De Brug"
        )
        assert (done.aantal, done.bedrag, done.beantwoord) == (1, TOO_MUCH, ())
        assert not Bericht.objects.filter(nummer=325).exists()
        done = judge_line(actor=world.town.backoffice, regel_id=second, toekennen=False)
        (declaratie_id,) = done.beantwoord
        antwoord = answer().declaratieantwoord
        assert antwoord is not None
        (client,) = antwoord.clienten
        assert client.prestaties[0].retourcodes == ("9321",)
        assert antwoord.totaaltoegekendbedrag.totaalbedrag == AMOUNT + TOO_MUCH
        declaration = queries.get_declaratie(actor=world.town.backoffice, declaratie_id=declaratie_id)
        assert (declaration.status, declaration.toegekend) == (Declaratiestatus.BEANTWOORD, AMOUNT + TOO_MUCH)
        assert queries.sums(gemeente=world.town.code, jaar=2026) == {
            (Wet.WMO, "02"): (AMOUNT + TOO_MUCH, AMOUNT + TOO_MUCH)
        }
        heen = Declaratie.objects.values_list("bericht_id", flat=True).get()
        assert get_row(gemeente=world.town.code, bericht_id=heen or 0).status is Berichtstatus.BEANTWOORD

    def test_an_unknown_client_is_still_refused_as_client(self) -> None:
        made = settled(found())
        lines = [
            made.line(0, volume=HOURS + 1),
            made.line(1, tarief=PRICE + 1),
            made.line(2, bsn="999990019", referentienummer="X1"),
        ]
        take_in(actor=made.town.system, naam="d.xml", inhoud=made.file(lines))
        judge_line(actor=made.town.backoffice, regel_id=waiting_ids(made)[0], toekennen=True, reden="Akkoord")
        antwoord = answer().declaratieantwoord
        assert antwoord is not None
        assert [(client.retourcodes, client.prestaties[0].retourcodes) for client in antwoord.clienten] == [
            (("0200",), ("0611",)),
            (("8187",), ("0233",)),
        ]
        assert antwoord.totaaltoegekendbedrag.totaalbedrag == TOO_MUCH

    def test_waiting_counts_as_declared_and_not_as_approved(self, world: World) -> None:
        assert queries.sums(gemeente=world.town.code, jaar=2026) == {
            (Wet.WMO, "02"): (AMOUNT + 2 * TOO_MUCH, AMOUNT)
        }

    def test_granting_needs_a_reason(self, world: World) -> None:
        with pytest.raises(ReasonMissing) as refusal:
            judge_line(
                actor=world.town.backoffice, regel_id=waiting_ids(world)[0], toekennen=True, reden="  "
            )
        assert refusal.value.field == "reden"
        assert len(waiting_ids(world)) == 2

    def test_a_second_decision_is_a_conflict(self, world: World) -> None:
        first, _ = waiting_ids(world)
        judge_line(actor=world.town.backoffice, regel_id=first, toekennen=False)
        with pytest.raises(AlreadyJudged, match="heeft deze regel al afgekeurd"):
            judge_line(actor=world.town.backoffice, regel_id=first, toekennen=True, reden="Toch goed")

    def test_a_line_that_was_granted_by_itself_too(self, world: World) -> None:
        granted = Declaratieregel.objects.get(volgnummer=3)
        with pytest.raises(AlreadyJudged, match="Keukentafel heeft deze regel al goedgekeurd"):
            judge_line(actor=world.town.backoffice, regel_id=granted.pk, toekennen=False)

    def test_the_act_names_person_and_ground(self, world: World) -> None:
        judge_line(
            actor=world.town.backoffice, regel_id=waiting_ids(world)[0], toekennen=True, reden="Afgesproken"
        )
        act = Handeling.objects.get(act=Act.DECLARATIE_BEOORDELEN.value)
        assert (act.persoon_id, act.grond, act.account_id) == (
            world.persons[0].id,
            "Afgesproken",
            world.town.backoffice.account_id,
        )

    def test_the_case_hears_of_the_decision(self, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
        heard: list[DeclaratieVerwerkt] = []
        monkeypatch.setitem(events._reactions, DeclaratieVerwerkt, [heard.append])
        judge_line(actor=world.town.backoffice, regel_id=waiting_ids(world)[0], toekennen=False)
        (event,) = heard
        assert event.personen == (VerwerktePersoon(world.persons[0].id, afgewezen=TOO_MUCH),)


class TestSameCause:
    """One act for all lines of a provider with the same fault."""

    def test_decides_them_all_and_sends_every_answer(self, world: World) -> None:
        receive(world, volumes=(HOURS + 2,), nummer="D2", month=9)
        first = waiting_ids(world)[0]
        detail = queries.line_detail(actor=world.town.backoffice, regel_id=first)
        assert detail.zelfde_oorzaak == 3
        done = judge_same_cause(
            actor=world.town.backoffice, regel_id=first, toekennen=False, reden="Declareer opnieuw met 8 uur."
        )
        assert (done.aantal, len(done.beantwoord)) == (3, 2)
        assert waiting_ids(world) == []
        assert Handeling.objects.filter(act=Act.DECLARATIE_BEOORDELEN.value).count() == 1

    def test_leaves_other_causes_alone(self, world: World) -> None:
        rules = [
            NewOordeelregel(rule, date(2026, 1, 1), None, "Werkafspraak backoffice")
            for rule in ("TR321", "TR418")
        ]
        load_oordeelregels(actor=world.town.system, regels=rules)
        content = world.file(
            [world.line(0, maand=date(2026, 9, 1), tarief=PRICE + 1)], nummer="D2", maand=date(2026, 9, 1)
        )
        take_in(actor=world.town.system, naam="d2.xml", inhoud=content)
        price = queries.waiting(actor=world.town.backoffice, oorzaak=Oorzaak.PRIJS).rows
        judge_same_cause(actor=world.town.backoffice, regel_id=price[0].id, toekennen=False)
        assert len(waiting_ids(world)) == 2

    def test_a_decided_line_is_a_conflict(self, world: World) -> None:
        first, _ = waiting_ids(world)
        judge_same_cause(actor=world.town.backoffice, regel_id=first, toekennen=False)
        with pytest.raises(AlreadyJudged):
            judge_same_cause(actor=world.town.backoffice, regel_id=first, toekennen=False)

    def test_all_or_none(self, world: World) -> None:
        first, _ = waiting_ids(world)
        with pytest.raises(RegelNotFound):
            judge_lines(actor=world.town.backoffice, regel_ids=[first, 999_999], toekennen=False)
        assert len(waiting_ids(world)) == 2


class TestReading:
    """What the pages show."""

    def test_the_figures_above_the_list(self, world: World) -> None:
        figures = queries.figures(actor=world.town.backoffice)
        assert figures.wacht == Telling(2, 2 * TOO_MUCH)
        assert figures.per_oorzaak == ((Oorzaak.HOEVEELHEID, Telling(2, 2 * TOO_MUCH)),)
        assert figures.vanzelf_goedgekeurd == Telling(1, AMOUNT)

    def test_one_line_with_all_that_is_needed(self, world: World) -> None:
        detail = queries.line_detail(actor=world.town.backoffice, regel_id=waiting_ids(world)[0])
        assert (detail.tarief, detail.contracttarief, detail.volume) == (PRICE, PRICE, HOURS + 1)
        assert detail.toewijzing is not None
        assert (detail.toewijzing.omvang, detail.toewijzing.contractnummer) == (
            "8 uur per maand",
            "WB-2024-01",
        )
        assert (detail.persoon_id, detail.wacht, detail.regels) == (world.persons[0].id, True, ("TR321",))
        assert [row.label for row in detail.keten] == ["WMO323"]
        assert [(row.uitkomst, row.door) for row in detail.oordelen] == [(Uitkomst.VOORGELEGD, "")]
        look = Kijkregel.objects.get()
        assert (look.persoon_id, look.act) == (world.persons[0].id, Act.DECLARATIE_BEOORDELEN.value)

    def test_a_line_that_was_granted_by_itself_has_that_judgement(self, world: World) -> None:
        granted = Declaratieregel.objects.get(volgnummer=3)
        detail = queries.line_detail(actor=world.town.backoffice, regel_id=granted.pk)
        (judgement,) = detail.oordelen
        assert (judgement.uitkomst, judgement.door, judgement.op) == (
            Uitkomst.TOEGEKEND,
            "",
            granted.handeling.op,
        )
        assert (detail.wacht, detail.regels, detail.oorzaak) == (False, (), Oorzaak.OVERIG)

    def test_the_chain_ends_with_the_answer(self, world: World) -> None:
        first = waiting_ids(world)[0]
        judge_same_cause(actor=world.town.backoffice, regel_id=first, toekennen=True, reden="Akkoord")
        detail = queries.line_detail(actor=world.town.backoffice, regel_id=first)
        assert [row.label for row in detail.keten] == ["WMO323", "WMO325"]
        assert (detail.wacht, detail.zelfde_oorzaak, detail.oordelen[-1].reden) == (False, 0, "Akkoord")
        assert detail.oordelen[-1].door == world.town.backoffice.naam

    def test_a_price_per_hour_is_compared_per_minute(self, world: World) -> None:
        line = world.line(0, maand=date(2026, 8, 1), eenheid="01", volume=9 * 60, tarief=110)
        content = world.file([line], nummer="D8", maand=date(2026, 8, 1))
        take_in(actor=world.town.system, naam="d8.xml", inhoud=content)
        regel = Declaratieregel.objects.get(eenheid="01")
        assert queries.line_detail(actor=world.town.backoffice, regel_id=regel.pk).contracttarief == PRICE

    def test_lists_go_by_keyset(self, world: World) -> None:
        receive(world, volumes=(HOURS + 2, HOURS, HOURS), nummer="D2", month=9)
        page = queries.waiting(actor=world.town.backoffice, limit=2)
        rest = queries.waiting(actor=world.town.backoffice, after=page.next, limit=2)
        assert (len(page.rows), len(rest.rows), rest.next) == (2, 1, None)
        assert len({row.id for row in (*page.rows, *rest.rows)}) == 3
        declared = queries.declaraties(actor=world.town.backoffice, limit=1)
        other = queries.declaraties(actor=world.town.backoffice, after=declared.next, limit=1)
        assert [row.declaratienummer for row in (*declared.rows, *other.rows)] == ["D2", "D1"]
        lines = queries.lines(actor=world.town.backoffice, declaratie_id=declared.rows[0].id, limit=2)
        assert [row.volgnummer for row in lines.rows] == [1, 2]
        more = queries.lines(actor=world.town.backoffice, declaratie_id=declared.rows[0].id, after=lines.next)
        assert [row.volgnummer for row in more.rows] == [3]
        waits = queries.lines(
            actor=world.town.backoffice, declaratie_id=declared.rows[0].id, uitkomst=Uitkomst.VOORGELEGD
        )
        assert [row.volgnummer for row in waits.rows] == [1]
        assert queries.declaraties(actor=world.town.backoffice, status=Declaratiestatus.GEWEIGERD).rows == ()

    def test_the_number_of_queries_does_not_grow(self, world: World) -> None:
        def count() -> tuple[int, int, int, int]:
            found = []
            actor = world.town.backoffice
            first = waiting_ids(world)[0]
            for read_page in (
                lambda: queries.waiting(actor=actor, after=first),
                lambda: queries.figures(actor=actor),
                lambda: queries.declaraties(actor=actor),
                lambda: queries.line_detail(actor=actor, regel_id=first),
            ):
                with CaptureQueriesContext(connection) as captured:
                    read_page()
                found.append(len(captured))
            return found[0], found[1], found[2], found[3]

        before = count()
        for month in range(1, 10):
            receive(world, volumes=(HOURS + 1, HOURS, HOURS), nummer=f"M{month}", month=month)
        assert count() == before
        assert before == (2, 1, 2, 11)

    def test_what_is_not_there(self, world: World) -> None:
        with pytest.raises(RegelNotFound):
            queries.line_detail(actor=world.town.backoffice, regel_id=999_999)
        with pytest.raises(DeclaratieNotFound):
            queries.get_declaratie(actor=world.town.backoffice, declaratie_id=world.persons[0].id)


class TestRights:
    """Own household, shielded persons and the other municipality stay closed."""

    def test_only_the_back_office_decides(self, world: World) -> None:
        first = waiting_ids(world)[0]
        for actor in (world.town.consulent, world.town.teamleider, world.town.controller, world.town.system):
            with pytest.raises(ActNotPermitted):
                judge_line(actor=actor, regel_id=first, toekennen=False)
            with pytest.raises(ActNotPermitted):
                judge_same_cause(actor=actor, regel_id=first, toekennen=False)

    def test_not_about_oneself(self, world: World) -> None:
        first = waiting_ids(world)[0]
        link_resident(
            actor=world.town.system,
            account_id=world.town.backoffice.account_id,
            persoon_id=world.persons[0].id,
            huishouden_id=None,
        )
        me = get_actor(world.town.backoffice.account_id)
        assert [row.toewijzingnummer for row in queries.waiting(actor=me).rows] == [FIRST_NUMBER + 1]
        with pytest.raises(RegelNotFound):
            judge_line(actor=me, regel_id=first, toekennen=True, reden="Ik vind van wel")
        with pytest.raises(RegelNotFound):
            queries.line_detail(actor=me, regel_id=first)

    def test_another_municipality_cannot_reach_a_line(self, world: World) -> None:
        first = waiting_ids(world)[0]
        there = found(ELSBEEK, "Elsbeek")
        with pytest.raises(RegelNotFound):
            judge_line(actor=there.backoffice, regel_id=first, toekennen=False)
        with pytest.raises(RegelNotFound):
            queries.line_detail(actor=there.backoffice, regel_id=first)
        with pytest.raises(DeclaratieNotFound):
            queries.get_declaratie(
                actor=there.backoffice, declaratie_id=Declaratie.objects.values_list("pk", flat=True).get()
            )

    def test_a_shielded_person_stays_out_of_sight(self) -> None:
        made = settled(found(), shielded=True)
        receive(made, volumes=(HOURS + 1, HOURS + 1))
        (row,) = queries.waiting(actor=made.town.backoffice).rows
        assert row.toewijzingnummer == FIRST_NUMBER + 1
        hidden = Declaratieregel.objects.get(toewijzingnummer=FIRST_NUMBER)
        with pytest.raises(RegelNotFound):
            judge_line(actor=made.town.backoffice, regel_id=hidden.pk, toekennen=False)
        (declaration,) = queries.declaraties(actor=made.town.backoffice).rows
        assert declaration.wacht == 2
        assert queries.out_of_sight(actor=made.town.backoffice, declaratie_id=declaration.id) == 1

    def test_the_controller_judges_a_shielded_line_on_its_figures_alone(self) -> None:
        made = settled(found(), shielded=True)
        receive(made, volumes=(HOURS + 1, HOURS + 1))
        town, person = made.town, made.persons[0]
        (row,) = queries.waiting_on_figures(actor=town.controller).rows
        assert row.toewijzingnummer is None
        detail = queries.figures_of_line(actor=town.controller, regel_id=row.id)
        assert (detail.volume, detail.contracttarief, detail.wacht) == (HOURS + 1, PRICE, True)
        hidden = Declaratieregel.objects.get(pk=row.id)
        assert detail.toewijzing is not None
        seen = repr(detail)
        for secret in (
            str(person.bsn),
            str(person.id),
            person.geslachtsnaam,
            str(hidden.toewijzingnummer),
            hidden.referentienummer,
            str(hidden.toewijzing_id),
        ):
            assert secret not in seen
        look = Kijkregel.objects.latest("id")
        assert (look.persoon_id, look.act) == (person.id, "regel op cijfers beoordelen")
        with pytest.raises(ReasonMissing):
            judge_on_figures(actor=town.controller, regel_id=row.id, toekennen=True)
        done = judge_on_figures(
            actor=town.controller, regel_id=row.id, toekennen=True, reden="Klopt met de brief."
        )
        assert (done.aantal, done.beantwoord) == (1, ())
        with pytest.raises(AlreadyJudged, match=town.controller.naam):
            judge_on_figures(actor=town.controller, regel_id=row.id, toekennen=False)
        assert queries.waiting_on_figures(actor=town.controller).rows == ()
        (other,) = queries.waiting(actor=town.backoffice).rows
        answered = judge_line(actor=town.backoffice, regel_id=other.id, toekennen=False)
        assert len(answered.beantwoord) == 1

    def test_the_answer_leaves_when_the_last_line_was_judged_on_figures(self) -> None:
        made = settled(found(), shielded=True)
        receive(made, volumes=(HOURS + 1, HOURS))
        (row,) = queries.waiting_on_figures(actor=made.town.controller).rows
        done = judge_on_figures(actor=made.town.controller, regel_id=row.id, toekennen=False)
        assert done.beantwoord == (row.declaratie_id,)
        answer = Bericht.objects.get(nummer=325)
        assert read(bytes(answer.inhoud)).faults == ()
        assert Declaratie.objects.get().status == Declaratiestatus.BEANTWOORD.value

    def test_on_figures_only_what_is_shielded_and_never_the_own_household(self) -> None:
        made = settled(found(), shielded=True)
        receive(made, volumes=(HOURS + 1, HOURS + 1))
        town = made.town
        (open_line,) = queries.waiting(actor=town.backoffice).rows
        (hidden,) = queries.waiting_on_figures(actor=town.controller).rows
        there = found(ELSBEEK, "Elsbeek").controller
        own = replace(town.controller, persoon_id=made.persons[0].id)
        for actor, line in ((town.controller, open_line), (own, hidden), (there, hidden)):
            with pytest.raises(RegelNotFound):
                queries.figures_of_line(actor=actor, regel_id=line.id)
            with pytest.raises(RegelNotFound):
                judge_on_figures(actor=actor, regel_id=line.id, toekennen=False)
        assert queries.waiting_on_figures(actor=own).rows == ()
        for actor in (town.backoffice, town.contractmanager, town.beheerder, town.system):
            with pytest.raises(ActNotPermitted):
                judge_on_figures(actor=actor, regel_id=hidden.id, toekennen=False)


class TestLoading:
    """Many declarations at once, with the messages that belong to them."""

    def test_messages_lines_and_sums(self) -> None:
        made = settled(found())
        assert load_declaraties(actor=made.town.system, declaraties=[loaded(made)]) == 3
        (row,) = queries.declaraties(actor=made.town.backoffice).rows
        assert (row.status, row.wacht, row.toegekend) == (Declaratiestatus.WACHT_OP_MENS, 1, AMOUNT)
        assert queries.sums(gemeente=made.town.code, jaar=2026) == {(Wet.WMO, "02"): (2 * AMOUNT, AMOUNT)}
        assert read(bytes(Bericht.objects.get().inhoud)).faults == ()

    def test_a_loaded_line_can_be_decided_and_answered(self) -> None:
        made = settled(found())
        load_declaraties(actor=made.town.system, declaraties=[loaded(made)])
        judge_line(actor=made.town.backoffice, regel_id=waiting_ids(made)[0], toekennen=False)
        antwoord = answer().declaratieantwoord
        assert antwoord is not None
        assert [client.prestaties[0].retourcodes for client in antwoord.clienten] == [("0611",), ("9321",)]

    def test_an_answered_one_has_its_325(self) -> None:
        made = settled(found())
        new = loaded(made)
        decided = tuple(
            replace(line, uitkomst=Uitkomst.TOEGEKEND, regel="", retourcode="", reden="")
            for line in new.regels
        )
        load_declaraties(
            actor=made.town.system,
            declaraties=[replace(new, regels=decided, beantwoord_op=date(2026, 11, 12))],
        )
        antwoord = answer().declaratieantwoord
        assert antwoord is not None
        assert antwoord.retourcodes == ("8001",)
        assert queries.figures(actor=made.town.backoffice).wacht == Telling()

    def test_a_declaration_of_the_jeugdwet_is_answered_in_its_own_standard(self) -> None:
        made = settled(found())
        whole = loaded(made)
        lines = tuple(replace(line, productcategorie="45", productcode="45A04") for line in whole.regels)
        jeugd = replace(whole, wet=Wet.JEUGDWET, regels=lines)
        load_declaraties(actor=made.town.system, declaraties=[jeugd])
        done = judge_line(actor=made.town.backoffice, regel_id=waiting_ids(made)[0], toekennen=False)
        assert done.beantwoord == (jeugd.id,)
        assert set(Bericht.objects.values_list("wet", "nummer")) >= {("jw", 323), ("jw", 325)}

    @pytest.mark.parametrize(
        ("change", "what"),
        [
            (
                {"periode": Period(date(2026, 10, 1), date(2026, 11, 2))},
                "R1 van declaratie L1 ligt na de maand",
            ),
            ({"toewijzingnummer": FIRST_NUMBER}, "R1 van declaratie L1 heeft het nummer van een andere"),
        ],
    )
    def test_a_line_that_would_not_be_found_is_refused_and_nothing_is_kept(
        self, change: dict[str, Any], what: str
    ) -> None:
        made = settled(found())
        new = loaded(made)
        first, second, third = new.regels
        with pytest.raises(WrongLoad, match=what):
            load_declaraties(
                actor=made.town.system,
                declaraties=[replace(new, regels=(first, replace(second, **change), third))],
            )
        assert not Declaratie.objects.exists()

    def test_is_for_the_system(self) -> None:
        made = settled(found())
        with pytest.raises(ActNotPermitted):
            load_declaraties(actor=made.town.backoffice, declaraties=[])
        with pytest.raises(ActNotPermitted):
            load_oordeelregels(actor=made.town.backoffice, regels=[])


def loaded(world: World) -> NewDeclaratie:
    """One line granted, one refused for its price, one that waits."""
    ids = dict(Toewijzing.objects.values_list("toewijzingnummer", "id"))
    price = "Het tarief is € 69,80 per uur. In het contract staat € 66,00."
    judgements = (
        (Uitkomst.TOEGEKEND, "", "", ""),
        (Uitkomst.AFGEWEZEN, "TR418", "0611", price),
        (
            Uitkomst.VOORGELEGD,
            "TR321",
            "9321",
            "Er is 8 uur gedeclareerd. In deze periode is 6 uur toegestaan.",
        ),
    )
    lines = tuple(
        NewRegel(
            persoon_id=world.persons[i].id,
            toewijzing_id=ids[FIRST_NUMBER + i],
            toewijzingnummer=FIRST_NUMBER + i,
            productcategorie="02",
            productcode="02A16",
            periode=Period(date(2026, 10, 1), date(2026, 11, 1)),
            volume=HOURS,
            eenheid="04",
            tarief=PRICE,
            bedrag=AMOUNT,
            referentienummer=f"R{i}",
            uitkomst=uitkomst,
            regel=regel,
            retourcode=retourcode,
            reden=reden,
        )
        for i, (uitkomst, regel, retourcode, reden) in enumerate(judgements)
    )
    return NewDeclaratie(
        aanbieder_agb=world.agb,
        aanbiedernaam="Stichting De Brug",
        wet=Wet.WMO,
        declaratienummer="L1",
        maand=date(2026, 10, 1),
        dagtekening=date(2026, 11, 5),
        ontvangen_op=date(2026, 11, 6),
        antwoord_uiterlijk=date(2026, 11, 20),
        beantwoord_op=None,
        regels=lines,
    )
