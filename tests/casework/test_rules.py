"""The pure rules: terms, states, contact, gesprek, ladder, besluit and the windows of the signals."""

from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keukentafel.casework.domain.arrangement import (
    ARRANGEMENT_STAPPEN,
    OPLOSSING_STAPPEN,
    Akkoord,
    ArrangementIncomplete,
    NewOplossing,
    OplossingRow,
    OplossingStatus,
    OverslagRow,
    RedenOvergeslagen,
    ResultaatRow,
    Stand,
    Vorm,
)
from keukentafel.casework.domain.besluit import (
    AANVRAAG_STAPPEN,
    BESLUIT_STAPPEN,
    AanvraagWeg,
    BesluitSoort,
    NewBesluit,
)
from keukentafel.casework.domain.contact import (
    DOSSIER_STAPPEN,
    MELDING_STAPPEN,
    ContactUitkomst,
    DossierStatus,
    Herkomst,
    Kanaal,
    NewContact,
    Toestemming,
)
from keukentafel.casework.domain.gesprek import (
    VERSLAG_STAPPEN,
    ZITTING_STAPPEN,
    LeefgebiedInvoer,
    NewAfronding,
    OnderzoekStatus,
    OnderzoekUitkomst,
    Reactie,
    SavedInBetween,
    VerslagStatus,
)
from keukentafel.casework.domain.overview import Caseload, Urgentie
from keukentafel.casework.domain.reference import Kolom, Termijn, TermijnEenheid, TermijnSoort, VerordeningRow
from keukentafel.casework.rules import arrangement, besluit, contact, gesprek, home, keyset, states, terms
from keukentafel.people.domain import NewPersoon

pytestmark = pytest.mark.pure

TODAY = date(2026, 11, 20)
ZES_WEKEN = Termijn(
    TermijnSoort.ONDERZOEK, "wmo", 6, TermijnEenheid.WEKEN, date(2015, 1, 1), None, "Wmo 2015"
)


class TestTerms:
    """Terms hold on a day and end on a working day."""

    def test_the_dated_term_of_the_law_goes_before_that_of_all_laws(self) -> None:
        old = replace(ZES_WEKEN, aantal=8, geldig_vanaf=date(2007, 1, 1), geldig_tot=date(2015, 1, 1))
        general = replace(ZES_WEKEN, wet="", aantal=4)
        rows = (general, old, ZES_WEKEN)
        assert terms.pick(rows, TermijnSoort.ONDERZOEK, "wmo", TODAY) == ZES_WEKEN
        assert terms.pick(rows, TermijnSoort.ONDERZOEK, "wmo", date(2014, 12, 31)) == old
        assert terms.pick(rows, TermijnSoort.ONDERZOEK, "jeugdwet", TODAY) == general
        assert terms.pick(rows, TermijnSoort.BEZWAAR, "wmo", TODAY) is None

    @pytest.mark.parametrize(
        ("eenheid", "aantal", "end"),
        [
            (TermijnEenheid.DAGEN, 7, date(2026, 11, 27)),
            (TermijnEenheid.WEKEN, 6, date(2027, 1, 4)),
            (TermijnEenheid.MAANDEN, 1, date(2026, 12, 21)),
            (TermijnEenheid.WERKDAGEN, 5, date(2026, 11, 27)),
        ],
    )
    def test_each_unit_ends_on_a_working_day(self, eenheid: TermijnEenheid, aantal: int, end: date) -> None:
        term = replace(ZES_WEKEN, eenheid=eenheid, aantal=aantal)
        assert terms.last_day(term, TODAY) == end
        assert terms.required([term], TermijnSoort.ONDERZOEK, "wmo", TODAY) == end

    def test_a_melding_of_1_march_is_due_on_12_april(self) -> None:
        assert terms.last_day(ZES_WEKEN, date(2027, 3, 1)) == date(2027, 4, 12)

    def test_no_term_on_the_day_is_said(self) -> None:
        with pytest.raises(terms.TermNotSet, match="'onderzoek' is op 1 januari 2000 geen termijn"):
            terms.required([ZES_WEKEN], TermijnSoort.ONDERZOEK, "wmo", date(2000, 1, 1))

    @pytest.mark.parametrize(
        ("day", "urgentie"),
        [
            (date(2026, 11, 19), Urgentie.TE_LAAT),
            (TODAY, Urgentie.VANDAAG),
            (date(2026, 11, 22), Urgentie.BIJNA),
            (date(2026, 11, 23), Urgentie.DEZE_WEEK),
            (date(2026, 11, 28), Urgentie.LATER),
        ],
    )
    def test_how_near_a_date_is(self, day: date, urgentie: Urgentie) -> None:
        assert terms.urgency(day, TODAY) is urgentie

    def test_a_week_is_shown(self) -> None:
        assert terms.shown_until(TODAY) == date(2026, 11, 27)


class TestStates:
    """Tables of steps."""

    @pytest.mark.parametrize(
        "table",
        [
            MELDING_STAPPEN,
            DOSSIER_STAPPEN,
            ZITTING_STAPPEN,
            VERSLAG_STAPPEN,
            ARRANGEMENT_STAPPEN,
            OPLOSSING_STAPPEN,
            AANVRAAG_STAPPEN,
            BESLUIT_STAPPEN,
        ],
    )
    def test_every_table_knows_every_state_and_only_those(
        self, table: dict[DossierStatus, frozenset[DossierStatus]]
    ) -> None:
        kind = type(next(iter(table)))
        assert set(table) == set(kind)
        assert all(step in table for steps in table.values() for step in steps)
        assert all(state not in steps for state, steps in table.items())

    def test_a_step_that_is_not_in_the_table_is_refused(self) -> None:
        assert states.may_step(DOSSIER_STAPPEN, DossierStatus.NIEUW, DossierStatus.IN_GESPREK)
        assert not states.may_step(DOSSIER_STAPPEN, DossierStatus.NIEUW, DossierStatus.HULP_LOOPT)
        with pytest.raises(
            states.StepNotPossible, match="Het dossier is nu 'nieuw' en kan niet naar 'hulp loopt'"
        ):
            states.check_step(DOSSIER_STAPPEN, DossierStatus.NIEUW, DossierStatus.HULP_LOOPT, "Het dossier")


ANSWERED = NewContact(
    vraag="Wie brengt eten?",
    kanaal=Kanaal.TELEFOON,
    uitkomst=ContactUitkomst.METEEN_BEANTWOORD,
    antwoord="Eetpunt.",
)
REPORT = replace(ANSWERED, uitkomst=ContactUitkomst.MELDING, persoon_id=uuid4(), antwoord="")


class TestContact:
    """What a contact needs."""

    @pytest.mark.parametrize(
        "new",
        [
            ANSWERED,
            replace(ANSWERED, antwoord="", kaart_id=uuid4()),
            replace(ANSWERED, uitkomst=ContactUitkomst.NIET_VOOR_ONS, antwoord=""),
            REPORT,
            replace(REPORT, spoed=True, ontvangen_op=TODAY),
            replace(REPORT, persoon_id=None, persoon=NewPersoon(geslachtsnaam="Vos")),
            replace(REPORT, herkomst=Herkomst.GEMELD, toestemming=Toestemming.NEE),
        ],
    )
    def test_is_complete(self, new: NewContact) -> None:
        assert contact.may_register(new, TODAY)

    @pytest.mark.parametrize(
        ("new", "field"),
        [
            (replace(ANSWERED, vraag=" "), "vraag"),
            (replace(ANSWERED, antwoord=" "), "antwoord"),
            (replace(ANSWERED, spoed=True), "uitkomst"),
            (replace(ANSWERED, ontvangen_op=date(2026, 11, 21)), "ontvangen_op"),
            (replace(REPORT, herkomst=Herkomst.GEMELD), "toestemming"),
            (replace(REPORT, persoon_id=None), "naam"),
            (replace(REPORT, persoon_id=None, persoon=NewPersoon(geslachtsnaam=" ")), "naam"),
        ],
    )
    def test_the_field_at_fault_is_named(self, new: NewContact, field: str) -> None:
        assert not contact.may_register(new, TODAY)
        with pytest.raises(contact.ContactIncomplete) as refusal:
            contact.check_contact(new, TODAY)
        assert refusal.value.field == field

    def test_goes_to_the_first_neighbourhood_that_a_team_serves(self) -> None:
        bare, served, team = uuid4(), uuid4(), uuid4()
        assert contact.team_for((None, bare, served), {bare: None, served: team}) == (served, team)
        with pytest.raises(contact.WijkUnknown):
            contact.team_for((None, bare), {bare: None})

    def test_a_dossier_at_rest_is_new_again(self) -> None:
        assert contact.status_after_melding(DossierStatus.AFGESLOTEN) is DossierStatus.NIEUW
        assert contact.status_after_melding(DossierStatus.EVEN_NIETS_DOEN) is DossierStatus.NIEUW
        assert contact.status_after_melding(DossierStatus.HULP_LOOPT) is DossierStatus.HULP_LOOPT

    @pytest.mark.parametrize(
        ("plan_tot", "ontvangen", "spoed", "reden", "allowed"),
        [
            (None, False, False, "", True),
            (date(2026, 11, 19), False, False, "", True),
            (TODAY, False, False, " ", False),
            (TODAY, True, False, "", True),
            (TODAY, False, True, "", True),
            (TODAY, False, False, "Zij maakt geen plan.", True),
        ],
    )
    def test_the_week_for_a_plan(
        self, plan_tot: date | None, ontvangen: bool, spoed: bool, reden: str, allowed: bool
    ) -> None:
        may = contact.may_start(
            today=TODAY, plan_tot=plan_tot, plan_ontvangen=ontvangen, spoed=spoed, reden=reden
        )
        assert may is allowed

    def test_a_reason_is_asked(self) -> None:
        contact.check_reason("Verhuisd.", "Waarom?")
        with pytest.raises(contact.ReasonMissing, match=r"Waarom\?"):
            contact.check_reason("  ", "Waarom?")


class TestGesprek:
    """What may be noted and how an onderzoek ends."""

    def test_a_finished_onderzoek_stays_as_it_is(self) -> None:
        gesprek.check_open(OnderzoekStatus.LOPEND)
        with pytest.raises(gesprek.OnderzoekClosed):
            gesprek.check_open(OnderzoekStatus.AFGEROND)

    @given(st.one_of(st.none(), st.integers(1, 5)), st.one_of(st.none(), st.integers(1, 5)))
    def test_scores_on_the_scale_or_none(self, inwoner: int | None, professional: int | None) -> None:
        gesprek.check_scores(LeefgebiedInvoer(score_inwoner=inwoner, score_professional=professional))

    @pytest.mark.parametrize("field", ["score_inwoner", "score_professional"])
    @pytest.mark.parametrize("score", [0, 6])
    def test_scores_off_the_scale(self, field: str, score: int) -> None:
        invoer = (
            LeefgebiedInvoer(score_inwoner=score)
            if field == "score_inwoner"
            else LeefgebiedInvoer(score_professional=score)
        )
        with pytest.raises(gesprek.ScoreOutOfRange) as refusal:
            gesprek.check_scores(invoer)
        assert refusal.value.field == field

    def test_a_reaction_and_its_remark(self) -> None:
        gesprek.check_reaction(Reactie.EENS, "")
        gesprek.check_reaction(Reactie.ONEENS, "Het klopt niet.")
        for reactie in (Reactie.GEEN, Reactie.ONEENS, Reactie.EENS_MET_OPMERKING):
            with pytest.raises(gesprek.ReactionMissing):
                gesprek.check_reaction(reactie, " ")

    def test_a_verslag_says_something(self) -> None:
        question: dict[str, object] = {
            "eigen_woorden": "Ik kom er niet uit.",
            "leefgebieden": [],
            "resultaten": [],
        }
        gesprek.check_verslag("Wij spraken.", question)
        for part, noted in (
            ("verheldering", "Karin zoekt houvast."),
            ("leefgebieden", [{}]),
            ("resultaten", [{}]),
        ):
            gesprek.check_verslag("", question | {part: noted})
        with pytest.raises(gesprek.VerslagEmpty):
            gesprek.check_verslag(" ", question)

    @pytest.mark.parametrize(
        ("afronding", "verslag", "gewezen", "individueel", "field"),
        [
            (NewAfronding(OnderzoekUitkomst.ZONDER_INDIVIDUEEL), VerslagStatus.VERZONDEN, True, False, None),
            (NewAfronding(OnderzoekUitkomst.MET_INDIVIDUEEL), VerslagStatus.GEREAGEERD, True, True, None),
            (
                NewAfronding(OnderzoekUitkomst.NIETS_DOEN, "Eerst zelf.", date(2026, 12, 1)),
                VerslagStatus.VERZONDEN,
                True,
                True,
                None,
            ),
            (
                NewAfronding(OnderzoekUitkomst.ZONDER_INDIVIDUEEL),
                VerslagStatus.VERZONDEN,
                False,
                False,
                "clientondersteuning",
            ),
            (NewAfronding(OnderzoekUitkomst.ZONDER_INDIVIDUEEL), None, True, False, "verslag"),
            (
                NewAfronding(OnderzoekUitkomst.ZONDER_INDIVIDUEEL),
                VerslagStatus.CONCEPT,
                True,
                False,
                "verslag",
            ),
            (NewAfronding(OnderzoekUitkomst.NOG_OPEN), VerslagStatus.VERZONDEN, True, False, "uitkomst"),
            (
                NewAfronding(OnderzoekUitkomst.ZONDER_INDIVIDUEEL),
                VerslagStatus.VERZONDEN,
                True,
                True,
                "uitkomst",
            ),
            (
                NewAfronding(OnderzoekUitkomst.MET_INDIVIDUEEL),
                VerslagStatus.VERZONDEN,
                True,
                False,
                "uitkomst",
            ),
            (
                NewAfronding(OnderzoekUitkomst.NIETS_DOEN, " ", date(2026, 12, 1)),
                VerslagStatus.VERZONDEN,
                True,
                False,
                "motivering",
            ),
            (
                NewAfronding(OnderzoekUitkomst.NIETS_DOEN, "Zelf."),
                VerslagStatus.VERZONDEN,
                True,
                False,
                "terugkijken_op",
            ),
            (
                NewAfronding(OnderzoekUitkomst.NIETS_DOEN, "Zelf.", TODAY),
                VerslagStatus.VERZONDEN,
                True,
                False,
                "terugkijken_op",
            ),
        ],
    )
    def test_the_end_of_an_onderzoek(
        self,
        afronding: NewAfronding,
        verslag: VerslagStatus | None,
        gewezen: bool,
        individueel: bool,
        field: str | None,
    ) -> None:
        def finish() -> None:
            gesprek.check_finish(
                afronding,
                today=TODAY,
                verslag=verslag,
                clientondersteuning_gewezen=gewezen,
                individueel=individueel,
            )

        may = gesprek.may_finish(
            afronding,
            today=TODAY,
            verslag=verslag,
            clientondersteuning_gewezen=gewezen,
            individueel=individueel,
        )
        assert may is (field is None)
        if field is None:
            finish()
            return
        with pytest.raises(gesprek.NotFinishable) as refusal:
            finish()
        assert refusal.value.field == field

    def test_the_second_saver_hears_who_and_when(self) -> None:
        conflict = SavedInBetween(
            door="Rachida Amin",
            op=datetime(2026, 11, 20, 10, 12, tzinfo=UTC),
            deel="sociaal",
            eigen={"wens": "A"},
            opgeslagen={"wens": "B"},
            versie=3,
        )
        assert str(conflict).startswith("Rachida Amin heeft dit deel om 10.12 uur ook aangepast.")
        assert (conflict.eigen, conflict.opgeslagen, conflict.versie) == ({"wens": "A"}, {"wens": "B"}, 3)


SOLUTION = NewOplossing(trede="netwerk", omschrijving="Ingrid op woensdag", verantwoordelijke="Ingrid")
FULL = Stand(
    tekst="Ik wil rust.",
    akkoord=Akkoord.EENS,
    kolommen=frozenset({Kolom.EIGEN_KRACHT}),
    redenen=frozenset(),
    zonder_evaluatie=(),
    zonder_periode=(),
)
ROW = OplossingRow(
    id=uuid4(),
    resultaat_id=uuid4(),
    trede="netwerk",
    kolom=Kolom.NETWERK,
    met_besluit=False,
    door_team=False,
    omschrijving="Ingrid op woensdag",
    verantwoordelijke="Ingrid",
    vorm=Vorm.INDIVIDUEEL,
    ingangsdatum=None,
    einddatum=None,
    evaluatie_op=None,
    status=OplossingStatus.VOORGESTELD,
    kaart_id=None,
    kaart_naam="",
    product_id=None,
    productnaam="",
    toewijzing_id=None,
    toegewezen_op=None,
    gestart_op=None,
    hulpcontacten=0,
    hulpminuten=0,
)


class TestArrangement:
    """Results first, as light as possible, reasons for what is skipped."""

    def test_clarification_comes_first_unless_urgent_with_a_reason(self) -> None:
        assert arrangement.may_enter_results(verheldering="Houvast.", spoed=False, reden_spoed="")
        assert arrangement.may_enter_results(verheldering="", spoed=True, reden_spoed="Zij valt 's nachts.")
        assert not arrangement.may_enter_results(verheldering=" ", spoed=True, reden_spoed=" ")
        assert not arrangement.may_enter_results(verheldering="", spoed=False, reden_spoed="Haast.")

    def test_a_result_has_words(self) -> None:
        arrangement.check_result("Ik wil rust.")
        with pytest.raises(arrangement.ResultaatEmpty):
            arrangement.check_result(" ")

    def test_a_solution_is_complete(self) -> None:
        arrangement.check_solution(SOLUTION, rungs=["netwerk"])
        arrangement.check_solution(
            replace(SOLUTION, ingangsdatum=TODAY, einddatum=TODAY, evaluatie_op=TODAY), rungs=["netwerk"]
        )

    @pytest.mark.parametrize(
        ("solution", "field"),
        [
            (replace(SOLUTION, trede="hemel"), "trede"),
            (replace(SOLUTION, omschrijving=" "), "omschrijving"),
            (replace(SOLUTION, verantwoordelijke=" "), "verantwoordelijke"),
            (replace(SOLUTION, einddatum=TODAY), "einddatum"),
            (replace(SOLUTION, ingangsdatum=TODAY, einddatum=date(2026, 11, 19)), "einddatum"),
            (replace(SOLUTION, ingangsdatum=TODAY, evaluatie_op=date(2026, 11, 19)), "evaluatie_op"),
        ],
    )
    def test_the_field_at_fault_is_named(self, solution: NewOplossing, field: str) -> None:
        with pytest.raises(arrangement.OplossingIncomplete) as refusal:
            arrangement.check_solution(solution, rungs=["netwerk"])
        assert refusal.value.field == field

    def test_only_an_individual_solution_asks_three_reasons(self) -> None:
        alone = frozenset({Kolom.INDIVIDUEEL})
        assert arrangement.reasons_needed(alone, frozenset()) == (
            Kolom.EIGEN_KRACHT,
            Kolom.NETWERK,
            Kolom.ALGEMEEN,
        )
        assert arrangement.reasons_needed(alone, frozenset({Kolom.NETWERK})) == (
            Kolom.EIGEN_KRACHT,
            Kolom.ALGEMEEN,
        )
        assert arrangement.reasons_needed(frozenset(), frozenset()) == ()

    @given(st.frozensets(st.sampled_from(Kolom)), st.frozensets(st.sampled_from(Kolom)))
    def test_no_filled_or_explained_column_asks_a_reason(
        self, filled: frozenset[Kolom], explained: frozenset[Kolom]
    ) -> None:
        asked = set(arrangement.reasons_needed(filled, explained))
        assert not asked & (filled | explained)
        assert arrangement.reasons_needed(filled, explained | asked) == ()

    def test_everything_that_is_missing_is_said(self) -> None:
        stand = replace(
            FULL,
            kolommen=frozenset({Kolom.NETWERK}),
            zonder_evaluatie=("Ingrid",),
            zonder_periode=("Ingrid",),
        )
        empty = replace(FULL, kolommen=frozenset())
        with pytest.raises(ArrangementIncomplete) as refusal:
            arrangement.check_share([stand, empty])
        assert refusal.value.ontbreekt == (
            "Waarom slaan jullie 'eigen kracht' over bij 'Ik wil rust.'?",
            "Kies wanneer 'Ingrid' begint.",
            "Kies wanneer jullie terugkijken op 'Ingrid'.",
            "'Ik wil rust.' heeft nog geen oplossing.",
        )
        assert not arrangement.may_share([])
        assert arrangement.may_share([FULL])

    def test_what_the_rules_see_of_a_result(self) -> None:
        stopped = replace(ROW, status=OplossingStatus.GESTOPT, kolom=Kolom.EIGEN_KRACHT)
        row = ResultaatRow(
            id=uuid4(),
            volgorde=1,
            tekst="Ik wil rust.",
            persoon_id=None,
            persoonnaam="",
            akkoord=Akkoord.NIET_GEVRAAGD,
            opmerking="",
            oplossingen=(ROW, stopped),
            overgeslagen=(OverslagRow(Kolom.ALGEMEEN, RedenOvergeslagen.GEEN_PLEK, ""),),
            reden_nodig=(),
            met_besluit=False,
        )
        stand = arrangement.stand_of(row)
        assert stand.kolommen == {Kolom.NETWERK, Kolom.EIGEN_KRACHT}
        assert stand.redenen == {Kolom.ALGEMEEN}
        assert stand.zonder_evaluatie == stand.zonder_periode == ("Ingrid op woensdag",)

    def test_a_plan_is_closed_with_agreement_or_recorded_disagreement(self) -> None:
        arrangement.check_close([FULL, replace(FULL, akkoord=Akkoord.NIET_EENS)])
        with pytest.raises(arrangement.AgreementMissing):
            arrangement.check_close([replace(FULL, akkoord=Akkoord.NIET_GEVRAAGD)])

    def test_another_reason_explains_itself(self) -> None:
        arrangement.check_skip(RedenOvergeslagen.GEPROBEERD, "")
        arrangement.check_skip(RedenOvergeslagen.ANDERS, "Zij wil het niet.")
        with pytest.raises(arrangement.ExplanationMissing):
            arrangement.check_skip(RedenOvergeslagen.ANDERS, " ")

    def test_contacts_of_light_help(self) -> None:
        arrangement.check_help_contact(door_team=True, minuten=1, datum=TODAY, today=TODAY)
        with pytest.raises(arrangement.NotLightHelp):
            arrangement.check_help_contact(door_team=False, minuten=30, datum=TODAY, today=TODAY)
        with pytest.raises(arrangement.HelpContactWrong):
            arrangement.check_help_contact(door_team=True, minuten=0, datum=TODAY, today=TODAY)
        with pytest.raises(arrangement.HelpContactWrong):
            arrangement.check_help_contact(door_team=True, minuten=30, datum=date(2026, 11, 21), today=TODAY)

    def test_individual_help_begins_after_a_besluit(self) -> None:
        arrangement.check_begin(OplossingStatus.LOOPT, met_besluit=True, toegewezen=True)
        arrangement.check_begin(OplossingStatus.LOOPT, met_besluit=False, toegewezen=False)
        arrangement.check_begin(OplossingStatus.GESTOPT, met_besluit=True, toegewezen=False)
        with pytest.raises(arrangement.BesluitNeeded):
            arrangement.check_begin(OplossingStatus.LOOPT, met_besluit=True, toegewezen=False)


RULE = VerordeningRow(uuid4(), "wmo", "2026", "Verordening", ("artikel 8",), True, 12, "Bezwaar kan.")
GRANT = NewBesluit(
    soort=BesluitSoort.TOEGEKEND,
    motivering="Nodig.",
    grondslag="artikel 8",
    heronderzoek_op=date(2027, 9, 1),
    product_id=uuid4(),
    aanbieder_id=uuid4(),
    volume=2,
    eenheid="16",
    frequentie="2",
    ingangsdatum=date(2026, 12, 1),
    einddatum=date(2027, 11, 30),
)


class TestBesluit:
    """Roads to an aanvraag and what a besluit holds."""

    @pytest.mark.parametrize(
        ("today", "onderzoek", "signed", "counts", "weg"),
        [
            (TODAY, OnderzoekStatus.AFGEROND, False, False, AanvraagWeg.NA_ONDERZOEK),
            (TODAY, OnderzoekStatus.LOPEND, True, True, AanvraagWeg.ONDERTEKEND_VERSLAG),
            (TODAY, OnderzoekStatus.LOPEND, True, False, None),
            (TODAY, OnderzoekStatus.LOPEND, False, True, None),
            (TODAY, None, False, False, None),
            (date(2026, 12, 2), None, False, False, AanvraagWeg.NA_ZES_WEKEN),
        ],
    )
    def test_roads(
        self,
        today: date,
        onderzoek: OnderzoekStatus | None,
        signed: bool,
        counts: bool,
        weg: AanvraagWeg | None,
    ) -> None:
        def road() -> AanvraagWeg:
            return besluit.road(
                today=today,
                onderzoek=onderzoek,
                verslag_ondertekend=signed,
                verslag_is_aanvraag=counts,
                onderzoek_uiterlijk=date(2026, 12, 1),
            )

        may = besluit.may_apply(
            today=today,
            onderzoek=onderzoek,
            verslag_ondertekend=signed,
            verslag_is_aanvraag=counts,
            onderzoek_uiterlijk=date(2026, 12, 1),
        )
        assert may is (weg is not None)
        if weg is None:
            with pytest.raises(besluit.AanvraagTooEarly, match="na 1 december 2026"):
                road()
        else:
            assert road() is weg

    def test_no_rule_no_besluit(self) -> None:
        assert besluit.check_rule_in_force(RULE, "wmo", TODAY) is RULE
        with pytest.raises(besluit.NoRuleInForce):
            besluit.check_rule_in_force(None, "wmo", TODAY)

    @pytest.mark.parametrize(
        ("new", "field"),
        [
            (replace(GRANT, motivering=" "), "motivering"),
            (replace(GRANT, grondslag="artikel 9"), "grondslag"),
            (replace(GRANT, product_id=None), "product"),
            (replace(GRANT, aanbieder_id=None), "aanbieder"),
            (replace(GRANT, volume=None), "volume"),
            (replace(GRANT, volume=0), "volume"),
            (replace(GRANT, eenheid=""), "eenheid"),
            (replace(GRANT, frequentie=""), "eenheid"),
            (replace(GRANT, ingangsdatum=None), "ingangsdatum"),
            (replace(GRANT, einddatum=date(2026, 11, 30)), "einddatum"),
            (replace(GRANT, heronderzoek_op=None), "heronderzoek_op"),
            (replace(GRANT, heronderzoek_op=TODAY), "heronderzoek_op"),
        ],
    )
    def test_a_part_that_is_missing_is_named(self, new: NewBesluit, field: str) -> None:
        assert not besluit.may_decide(new, RULE, TODAY)
        with pytest.raises(besluit.BesluitIncomplete) as refusal:
            besluit.check_besluit(new, RULE, TODAY)
        assert refusal.value.field == field

    def test_a_whole_grant_and_a_refusal_without_extent(self) -> None:
        assert besluit.may_decide(GRANT, RULE, TODAY)
        assert besluit.may_decide(replace(GRANT, einddatum=None), RULE, TODAY)
        refusal = NewBesluit(BesluitSoort.AFGEWEZEN, "Niet nodig.", "artikel 8", None)
        assert besluit.may_decide(refusal, RULE, TODAY)

    def test_care_is_bought_under_two_laws(self) -> None:
        assert besluit.check_product_law("wmo").value == "wmo"
        with pytest.raises(besluit.BesluitIncomplete, match="schuldhulp"):
            besluit.check_product_law("schuldhulp")

    def test_two_people(self) -> None:
        one = uuid4()
        assert besluit.may_sign(one, uuid4())
        assert not besluit.may_sign(one, one)


class TestHome:
    """Ages and windows."""

    def test_ages(self) -> None:
        assert home.age(None, TODAY) is None
        assert home.age(date(2008, 11, 20), TODAY) == 18
        assert home.age(date(2008, 11, 21), TODAY) == 17

    def test_coming_of_age(self) -> None:
        assert home.eighteenth_birthday(date(2009, 3, 14)) == date(2027, 3, 14)
        assert home.eighteenth_birthday(date(2008, 2, 29)) == date(2026, 3, 1)

    def test_windows(self) -> None:
        months = Termijn(TermijnSoort.ACHTTIEN, "", 6, TermijnEenheid.MAANDEN, date(2007, 1, 1), None, "norm")
        days = Termijn(
            TermijnSoort.START_MELDEN, "", 14, TermijnEenheid.DAGEN, date(2007, 1, 1), None, "norm"
        )
        assert home.births_turning_eighteen(TODAY, [months]) == (date(2008, 11, 20), date(2009, 5, 25))
        assert home.started_before(TODAY, [days]) == date(2026, 11, 6)
        assert home.span(None) == 0

    def test_the_caseload_adds_up(self) -> None:
        assert Caseload(4, 9, 16, 2).totaal == 31


class TestKeyset:
    """Cursors and plain names."""

    def test_a_cursor_is_read_back(self) -> None:
        identity = uuid4()
        assert keyset.day_and_id(keyset.cursor(TODAY, identity)) == (TODAY, identity)
        assert keyset.day_and_number(keyset.cursor(TODAY, 12)) == (TODAY, 12)

    @pytest.mark.parametrize("text", ["", "2026-11-20", "gisteren_12", "2026-11-20_x"])
    def test_a_broken_cursor(self, text: str) -> None:
        with pytest.raises(keyset.CursorBroken):
            keyset.day_and_id(text)
        with pytest.raises(keyset.CursorBroken):
            keyset.day_and_number(text)

    def test_names_lose_case_and_accents(self) -> None:
        assert keyset.plain("ÉMILE Özer") == "emile ozer"
