"""The hand-written residents of Lindewaard, so that the demo opens on people with a story. All of them are invented."""

from datetime import timedelta

from keukentafel.core.terms import deadline
from keukentafel.demo.cast import CONTACTMEDEWERKER, TEAMLEIDER
from keukentafel.demo.decisions import ordinance
from keukentafel.demo.history import History
from keukentafel.demo.market import DE_BRUG, DE_BRUG_PRODUCT
from keukentafel.demo.names import MAN, VROUW
from keukentafel.demo.population import FAMILIE, KIND, OUDER, PARTNER, Register
from keukentafel.demo.provisions import add_months
from keukentafel.demo.records.backoffice import ProductRecord, ToewijzingRecord
from keukentafel.demo.records.casework import AanvraagRecord, BesluitRecord, HulpcontactRecord, OnderzoekRecord, VerwijzingRecord
from keukentafel.demo.records.people import PersoonRecord
from keukentafel.demo.sociale_kaart import sociale_kaart
from keukentafel.demo.storyteller import FEMKE, Storyteller
from keukentafel.demo.world import World

HOVEN, KERKBUURT, WATERKWARTIER, NIEUWLAND, OOSTERVEEN = "990101", "990102", "990103", "990105", "990106"
_HUISHOUDEN = "01A01"


def stories(world: World, register: Register) -> History:
    """All hand-written cases; empty for another municipality than Lindewaard."""
    history = History()
    if not world.options.stories:
        return history
    world.about("verhalen")
    tell = Storyteller(world, register, history)
    _dijkstra(tell)
    _vos(tell)
    _el_idrissi(tell)
    _verhoeven(tell)
    _schouten(tell)
    _kuipers(tell)
    _blom(tell)
    _willems(tell)
    _closed_files(tell)
    _on_the_way(tell)
    return history


def _card(tell: Storyteller, name: str) -> str:
    return next(entry.sleutel for entry in sociale_kaart(tell.world.options) if entry.naam == name)


def _dijkstra(tell: Storyteller) -> None:
    """Karin, Daan of seventeen and Noor: the decision is two days late, De Brug stops on 15 December, Daan becomes 18 in March."""
    home = tell.home("eenouder", HOVEN, "Sparrenlaan", 41)
    karin = tell.person(home, "Karin Dijkstra", VROUW, tell.born(38))
    daan = tell.person(home, "Daan Bos", MAN, add_months(tell.day(-114), -12 * 18))
    noor = tell.person(home, "Noor Bos", VROUW, tell.born(9))
    peter = tell.person(tell.home("eenpersoons", NIEUWLAND, "Polderbaan", 12), "Peter Bos", MAN, tell.born(41))
    ingrid = tell.person(tell.home("gezin", HOVEN, "Perenhof", 7), "Ingrid Dijkstra", VROUW, tell.born(35))
    for child in (daan, noor):
        tell.relate(karin, child, OUDER, gezag=True)
        tell.relate(peter, child, OUDER, gezag=True, tekst="woont elders, ziet alleen wat over de kinderen gaat")
    tell.relate(ingrid, karin, FAMILIE, mantelzorger=True, tekst="zus, helpt op woensdag")
    first = tell.contact(daan, HOVEN, "school", tell.at(291, 9, 20), "Onze zoon wil niet meer naar school en ik weet niet meer wat ik moet doen.")
    done = tell.onderzoek(
        tell.melding(first, daan, "afgerond"), 284, "Wie helpt Daan aan een dag met een begin en een eind?", done=268, uitkomst="met individuele voorziening"
    )
    tell.zitting(done, 1, tell.at(280, 15, 30), (FEMKE, "Karin", "Daan"))
    tell.leefgebied(done, 1, "dagbesteding", (1, 2), "Lassen in het atelier vond ik leuk.", "Zit thuis, slaapt overdag.", "Iets met mijn handen.")
    goal = tell.resultaat(done, 1, daan, "Ik heb weer een dag met een begin en een eind")
    solution = tell.oplossing(goal, "individueel", "Begeleiding door De Brug", DE_BRUG, 257, last=-25, product=DE_BRUG_PRODUCT, back=0)
    decision = _decided(tell, daan, done, solution.sleutel, received=265, sent=264, volume=18)
    _allocated(tell, daan, DE_BRUG_PRODUCT, 18, decision, decided=264, first=257, last=-25, started=257)
    _second_talk(tell, karin, daan)
    tell.signaal("wordt 18", daan, HOVEN, "systeem", 1, "Daan wordt in maart 18. Er is nog geen plan voor daarna.")
    tell.notitie(karin, 16, "Karin klonk moe aan de telefoon. Zij wil dit zelf aan tafel vertellen.", "team")


def _second_talk(tell: Storyteller, karin: PersoonRecord, daan: PersoonRecord) -> None:
    """The enquiry that runs now: three results, seven solutions, one of them with a decision that is late."""
    again = tell.contact(karin, HOVEN, "school", tell.at(72, 10, 15), "Het draait nu allemaal om Daan. Ik wil weten of we het zo volhouden.")
    melding = tell.melding(again, daan, "in onderzoek", ondersteuner="Joke Prins")
    talk = tell.onderzoek(melding, 20, "Wie is er op de dagen dat Karin werkt, en wie ziet het als Daan terugvalt?")
    tell.zitting(talk, 1, tell.at(11, 14, 0), (FEMKE, "Karin", "Daan", "Joke Prins"))
    tell.zitting(talk, 2, tell.at(0, 9, 30), (FEMKE, "Karin", "Daan", "Joke Prins"), "gepland")
    tell.leefgebied(talk, 1, "sociaal", (2, 2), "Mijn zus Ingrid staat altijd klaar.", "Weinig contact met andere ouders.", "Eén avond in de week voor mezelf.")
    tell.leefgebied(talk, 1, "dagbesteding", (1, 2), "In het atelier mocht ik de hele middag lassen.", "Thuis sinds mei.", "Iets met mijn handen.")
    tell.leefgebied(talk, 1, "financiën", (2, 2), "Ik weet nu wat er binnenkomt en wat eruit gaat.")
    tell.leefgebied(talk, 1, "wonen", None)
    tell.leefgebied(talk, 1, "lichamelijk", None)
    rest = tell.resultaat(talk, 1, karin, "Ik wil weer rust in huis")
    tell.oplossing(rest, "eigen kracht", "Vaste telefoontijd met Daan, elke avond om acht uur", "inwoner", 9)
    tell.oplossing(rest, "netwerk", "Ingrid haalt Noor op woensdag en eet mee", "netwerk", 40)
    light = tell.oplossing(rest, "lichte hulp", "Vier gesprekken over grenzen stellen", FEMKE, 9, last=-53)
    tell.history.hulpcontacten.append(_help(tell, light.sleutel, 8, 45))
    hands = tell.resultaat(talk, 2, daan, "Ik doe iets met mijn handen en houd het vol")
    tell.oplossing(hands, "netwerk", "Maatje Ruben gaat op vrijdag mee naar de werkplaats", "netwerk", 30, kaart=_card(tell, "Maatjes Lindewaard"), back=-101)
    heavy = tell.oplossing(
        hands, "individueel", "Begeleiding door De Brug: dagstructuur en werkritme", DE_BRUG, -26, last=-207, product=DE_BRUG_PRODUCT, back=-101, stand="voorgesteld"
    )
    tell.skipped(hands, "eigen kracht", "te zwaar of niet veilig", "Daan komt nu niet zelf op gang. Over een half jaar opnieuw bekijken.")
    money = tell.resultaat(talk, 3, karin, "Ik weet aan het eind van de maand of ik rondkom")
    tell.oplossing(money, "eigen kracht", "Kasboek op zondag", "inwoner", 9)
    card = _card(tell, "Budgetkring Wijkhuis De Linde")
    tell.oplossing(money, "algemeen", "Budgetkring Wijkhuis De Linde", "Wijkhuis De Linde", 24, kaart=card, vorm="groep")
    tell.skipped(money, "netwerk", "anders", "Karin wil geld niet met familie bespreken.")
    _late_decision(tell, melding.sleutel, talk, heavy.sleutel, daan)


def _late_decision(tell: Storyteller, melding: str, talk: OnderzoekRecord, solution: str, daan: PersoonRecord) -> None:
    received = tell.day(16)
    key = tell.world.keys.next("aanvraag")
    tell.history.aanvragen.append(
        AanvraagRecord(
            key, melding, talk.sleutel, solution, daan.sleutel, "jeugdwet", "na zes weken", DE_BRUG_PRODUCT, received, deadline(received, weeks=2), "ontvangen"
        )
    )
    _decision(tell, key, daan, DE_BRUG_PRODUCT, 15, "concept", sent=None, first=-26, last=-207)


def _vos(tell: Storyteller) -> None:
    """Hendrik Vos, 81: urgent, his daughter rang this morning."""
    home = tell.home("eenpersoons", KERKBUURT, "Torenstraat", 22)
    hendrik = tell.person(home, "Hendrik Vos", MAN, tell.born(81))
    daughter = tell.person(tell.home("gezin", WATERKWARTIER, "Sluisweg", 5), "Anneke Vos", VROUW, tell.born(52))
    tell.relate(daughter, hendrik, KIND, mantelzorger=True, tekst="dochter, belt elke ochtend")
    contact = tell.contact(
        hendrik, KERKBUURT, "woning", tell.at(0, 7, 50), "Mijn vader is vannacht weer gevallen en durft niet alleen te zijn.", spoed=True, melder="dochter"
    )
    tell.melding(contact, hendrik, "ontvangen")


def _el_idrissi(tell: Storyteller) -> None:
    """Yara el Idrissi, 34: no conversation planned and the six weeks are nearly over."""
    yara = tell.person(tell.home("eenouder", WATERKWARTIER, "Kade", 88), "Yara el Idrissi", VROUW, tell.born(34))
    tell.melding(
        tell.contact(yara, WATERKWARTIER, "psychisch", tell.at(39, 11, 5), "Ik sta op een wachtlijst bij de ggz en houd het zo lang niet vol."), yara, "bevestigd"
    )


def _verhoeven(tell: Storyteller) -> None:
    """Ans and Wim Verhoeven: he has household help, she asks for a warm meal, their daughter Marleen carries too much."""
    home = tell.home("paar", HOVEN, "Sparrenlaan", 14)
    ans = tell.person(home, "Ans Verhoeven", VROUW, tell.born(78))
    wim = tell.person(home, "Wim Verhoeven", MAN, tell.born(81))
    marleen = tell.person(tell.home("gezin", HOVEN, "Dennenweg", 30), "Marleen Verhoeven", VROUW, tell.born(49))
    tell.relate(ans, wim, PARTNER, mantelzorger=True)
    tell.relate(marleen, ans, KIND, mantelzorger=True, tekst="dochter, komt drie keer in de week")
    _allocated(tell, wim, _HUISHOUDEN, 8, "2025-00714", decided=420, first=410, last=-1400, started=402)
    contact = tell.contact(
        ans, HOVEN, "mantelzorg", tell.at(30, 13, 40), "Mijn man is sinds september thuis en ik kom nergens meer aan toe. Onze dochter is op."
    )
    talk = tell.onderzoek(tell.melding(contact, ans, "in onderzoek"), 20, "Hoe blijven Ans en Wim samen thuis zonder dat Marleen omvalt?")
    tell.zitting(talk, 1, tell.at(17, 10, 0), (FEMKE, "Ans", "Wim"))
    tell.zitting(talk, 2, tell.at(0, 14, 15), (FEMKE, "Ans", "Marleen"), "gepland")
    tell.leefgebied(talk, 1, "sociaal", (3, 2), "Wij zijn 55 jaar samen.", "Het netwerk is één dochter.", "Weer eens samen uit eten.", "Ans telt Marleen dubbel.")
    tell.signaal("mantelzorg", ans, HOVEN, "wijkverpleegkundige", 4, "Marleen is overbelast: vervangende zorg regelen.")


def _schouten(tell: Storyteller) -> None:
    """Mo Schouten, 26: the answer of the debt counsellor has come in."""
    mo = tell.person(tell.home("eenpersoons", NIEUWLAND, "Klaproos", 61), "Mo Schouten", MAN, tell.born(26))
    contact = tell.contact(mo, NIEUWLAND, "schulden", tell.at(96, 15, 10), "Ik durf de rekeningen niet meer open te maken.", kanaal="inloop")
    talk = tell.onderzoek(
        tell.melding(contact, mo, "afgerond"), 80, "Mo wil weten waar hij aan toe is.", done=60, uitkomst="zonder individuele voorziening"
    )
    tell.zitting(talk, 1, tell.at(74, 16, 0), (FEMKE, "Mo"))
    tell.leefgebied(talk, 1, "financiën", (1, 1), "Ik heb werk en ik kom op tijd.", "Zeven schuldeisers.", "Weten waar ik aan toe ben.")
    goal = tell.resultaat(talk, 1, mo, "Ik maak mijn post open op de dag dat hij komt")
    light = tell.oplossing(goal, "lichte hulp", "Samen bellen met de schuldeisers", FEMKE, 55, last=-20)
    tell.skipped(goal, "eigen kracht", "geprobeerd", "Alleen lukte het drie keer niet.")
    tell.skipped(goal, "netwerk", "anders", "Mo wil dit niet met zijn vrienden bespreken.")
    for ago, minutes in ((52, 60), (38, 45), (17, 45)):
        tell.history.hulpcontacten.append(_help(tell, light.sleutel, ago, minutes))
    tell.evaluatie(talk, -28)
    tell.notitie(mo, 1, "Antwoord van schuldhulp is binnen. Vrijdag met Mo bespreken.")


def _kuipers(tell: Storyteller) -> None:
    """The Kuipers family: did the parenting group help, three months on?"""
    home = tell.home("gezin", OOSTERVEEN, "Heidehof", 9)
    mother = tell.person(home, "Lisanne Kuipers", VROUW, tell.born(36))
    father = tell.person(home, "Jorick Kuipers", MAN, tell.born(37))
    children = [tell.person(home, "Tibbe Kuipers", MAN, tell.born(6)), tell.person(home, "Jet Kuipers", VROUW, tell.born(4))]
    for child in children:
        tell.relate(mother, child, OUDER, gezag=True)
        tell.relate(father, child, OUDER, gezag=True)
    contact = tell.contact(children[0], OOSTERVEEN, "opvoeden", tell.at(140, 9, 0), "Hij luistert nergens meer naar en ik schreeuw te veel.", kanaal="online")
    talk = tell.onderzoek(
        tell.melding(contact, children[0], "afgerond"), 120, "Ouders willen weten of zij het goed doen.", done=98, uitkomst="zonder individuele voorziening"
    )
    tell.zitting(talk, 1, tell.at(112, 19, 0), (FEMKE, "Lisanne", "Jorick"))
    tell.leefgebied(talk, 1, "sociaal", (3, 3), "Wij kunnen er samen om lachen.", "Ruzie aan tafel.", "Wij eten samen zonder ruzie.")
    goal = tell.resultaat(talk, 1, mother, "Ik kan nee zeggen zonder te schreeuwen")
    tell.oplossing(goal, "algemeen", "Opvoedgroep", "Centrum voor jeugd en gezin", 91, last=20, kaart=_card(tell, "Opvoedgroep"), vorm="groep", back=0, stand="klaar")
    tell.skipped(goal, "eigen kracht", "geprobeerd", "Beloningskaarten hielpen twee weken.")
    tell.skipped(goal, "netwerk", "anders", "Familie woont ver weg.")
    tell.evaluatie(talk, 0)


def _blom(tell: Storyteller) -> None:
    """Tineke Blom, 69: doing nothing on purpose, and ringing back today."""
    tineke = tell.person(tell.home("eenpersoons", HOVEN, "Appelgaarde", 3), "Tineke Blom", VROUW, tell.born(69))
    contact = tell.contact(tineke, HOVEN, "rouw", tell.at(130, 10, 30), "Ik kan sinds de begrafenis nergens meer van genieten.")
    talk = tell.onderzoek(
        tell.melding(contact, tineke, "afgerond"),
        115,
        "Tineke wil weten of dit gewoon is.",
        done=92,
        uitkomst="verantwoord niets doen",
        motivering="Zij rouwt gezond en wil het eerst zelf proberen. Een aanvraag blijft mogelijk.",
        terugkijken=0,
    )
    tell.zitting(talk, 1, tell.at(104, 11, 0), (FEMKE, "Tineke"))
    tell.leefgebied(talk, 1, "zingeving", (3, 3), "Ik zing nog elke dag.", "De zondagen zijn lang.", "Zelf de draad oppakken.")


def _willems(tell: Storyteller) -> None:
    """Lotte Willems: allocated to De Brug 23 days ago, not started yet."""
    home = tell.home("gezin", WATERKWARTIER, "Boeiweg", 19)
    mother = tell.person(home, "Marije Willems", VROUW, tell.born(43))
    lotte = tell.person(home, "Lotte Willems", VROUW, tell.born(13))
    tell.relate(mother, lotte, OUDER, gezag=True)
    contact = tell.contact(lotte, WATERKWARTIER, "angst", tell.at(80, 14, 20), "Mijn dochter durft de straat niet meer op.")
    talk = tell.onderzoek(
        tell.melding(contact, lotte, "afgerond"), 66, "Lotte wil weer naar dansles durven.", done=45, uitkomst="met individuele voorziening"
    )
    tell.zitting(talk, 1, tell.at(60, 15, 45), (FEMKE, "Lotte", "Marije"))
    tell.leefgebied(talk, 1, "psychisch", (2, 2), "Dansen maakt mij rustig.", "Paniek op straat.", "Alleen naar dansles.")
    goal = tell.resultaat(talk, 1, lotte, "Ik durf weer alleen naar dansles")
    solution = tell.oplossing(goal, "individueel", "Begeleiding door De Brug", DE_BRUG, 22, last=-250, product=DE_BRUG_PRODUCT, stand="voorgesteld")
    for column in ("eigen kracht", "netwerk", "algemeen"):
        tell.skipped(goal, column, "te zwaar of niet veilig", "Eerst hulp bij de paniek, dan lichter.")
    decision = _decided(tell, lotte, talk, solution.sleutel, received=38, sent=24, volume=10)
    _allocated(tell, lotte, DE_BRUG_PRODUCT, 10, decision, decided=23, first=22, last=-250, started=None)
    tell.signaal("niet gestart", lotte, WATERKWARTIER, "systeem", 0, "De Brug is nog niet gestart bij Lotte Willems, 23 dagen na toewijzing.")


def _closed_files(tell: Storyteller) -> None:
    """A protected file, the own file of an employee, and a signal of the housing corporation about a tenant."""
    roos = tell.person(tell.home("eenouder", KERKBUURT, "Begijnhof", 2), "Roos van Wieringen", VROUW, tell.born(29), bescherming="afgeschermd")
    contact = tell.contact(roos, KERKBUURT, "veilig", tell.at(12, 8, 40), "Het is thuis niet veilig voor mij. Niemand mag weten waar ik woon.", spoed=True)
    talk = tell.onderzoek(tell.melding(contact, roos, "in onderzoek"), 11, "Eerst veiligheid, dan de rest.")
    tell.zitting(talk, 1, tell.at(11, 9, 0), (FEMKE, "Roos"))
    user = CONTACTMEDEWERKER.gebruikersnaam
    nadia = tell.person(
        tell.home("paar", KERKBUURT, "Weverstraat", 17), CONTACTMEDEWERKER.naam, VROUW, tell.born(44), bescherming="medewerker", medewerker=user
    )
    own = tell.contact(nadia, KERKBUURT, "mantelzorg", tell.at(33, 12, 15), "Ik zorg voor mijn vader naast mijn werk en loop vast.", door=FEMKE)
    tell.melding(own, nadia, "bevestigd")
    tenant = tell.person(tell.home("eenpersoons", HOVEN, "Sparrenlaan", 77), "Ronald Tempelman", MAN, tell.born(47))
    tell.signaal(
        "betalingsachterstand", tenant, HOVEN, "Woningcorporatie De Linde", 3, "Twee maanden huurachterstand, Sparrenlaan. Bewoner weet dat dit gemeld is."
    )


def _on_the_way(tell: Storyteller) -> None:
    """States that pass in a day or two: a decision that is signed and not sent, and referrals that have just come in."""
    gerrit = tell.person(tell.home("eenpersoons", HOVEN, "Taxushof", 5), "Gerrit Lubbinge", MAN, tell.born(84))
    contact = tell.contact(gerrit, HOVEN, "huishouden", tell.at(60, 9, 50), "Stofzuigen lukt mij niet meer sinds mijn heup.")
    talk = tell.onderzoek(
        tell.melding(contact, gerrit, "afgerond"), 45, "Wat laat Gerrit doen, zodat hij kan blijven tuinieren?", done=16, uitkomst="met individuele voorziening"
    )
    tell.zitting(talk, 1, tell.at(30, 10, 0), (FEMKE, "Gerrit"))
    goal = tell.resultaat(talk, 1, gerrit, "Ik woon in een schoon huis zonder mijn kinderen te vragen")
    tell.oplossing(goal, "eigen kracht", "Zelf de afwas en het stof op ooghoogte doen", "inwoner", 16)
    heavy = tell.oplossing(goal, "individueel", "Hulp bij het huishouden", "gemeente", -10, product=_HUISHOUDEN, stand="voorgesteld")
    tell.skipped(goal, "netwerk", "geprobeerd", "Zijn zoon woont nu in het buitenland.")
    tell.skipped(goal, "algemeen", "geen plek", "De schoonmaakdienst heeft een wachtlijst.")
    received = tell.day(9)
    key = tell.world.keys.next("aanvraag")
    tell.history.aanvragen.append(
        AanvraagRecord(
            key, talk.melding, talk.sleutel, heavy.sleutel, gerrit.sleutel, "wmo", "ondertekend verslag", _HUISHOUDEN, received, deadline(received, weeks=2), "ontvangen"
        )
    )
    _decision(tell, key, gerrit, _HUISHOUDEN, 7, "ondertekend", sent=None, first=-10, last=-1835)
    child = tell.person(tell.home("gezin", NIEUWLAND, "Kamille", 44), "Benthe Oudkerk", VROUW, tell.born(11))
    for ago, stand in ((1, "ontvangen"), (5, "in onderzoek")):
        number = tell.world.keys.next("verwijzing")
        tell.history.verwijzingen.append(
            VerwijzingRecord(number, child.sleutel, "02", "Huisartsenpraktijk De Linde", tell.day(ago + 6), tell.day(ago), DE_BRUG, "45A48", stand)
        )


def _help(tell: Storyteller, solution: str, ago: int, minutes: int) -> HulpcontactRecord:
    return HulpcontactRecord(solution, tell.day(ago), minutes, "gesprek", FEMKE)


def _decided(tell: Storyteller, who: PersoonRecord, talk: OnderzoekRecord, solution: str, *, received: int, sent: int, volume: int) -> str:
    """An application that was granted; returns the number of the decision."""
    day = tell.day(received)
    key = tell.world.keys.next("aanvraag")
    tell.history.aanvragen.append(
        AanvraagRecord(
            key, talk.melding, talk.sleutel, solution, who.sleutel, "jeugdwet", "ondertekend verslag", DE_BRUG_PRODUCT, day, deadline(day, weeks=2), "besloten"
        )
    )
    return _decision(tell, key, who, DE_BRUG_PRODUCT, volume, "verzonden", sent=sent, first=sent - 7, last=-25)


def _product(tell: Storyteller, code: str) -> ProductRecord:
    return next(product for product in tell.world.market.products if product.code == code)


def _decision(
    tell: Storyteller, aanvraag: str, who: PersoonRecord, code: str, volume: int, stand: str, *, sent: int | None, first: int, last: int
) -> str:
    product = _product(tell, code)
    number = f"{tell.world.today.year}-{10_000 + tell.world.keys.number('verhaalbesluit')}"
    day = tell.day(sent) if sent is not None else None
    tell.history.besluiten.append(
        BesluitRecord(
            sleutel=tell.world.keys.next("besluit"),
            besluitnummer=number,
            aanvraag=aanvraag,
            persoon=who.sleutel,
            wet=product.wet,
            soort="toegekend",
            stand=stand,
            ondertekenaar=TEAMLEIDER.gebruikersnaam,
            ondertekend_op=day if day is not None else tell.world.today if stand == "ondertekend" else None,
            verzonden_op=day,
            product=code,
            volume=volume,
            eenheid=product.eenheid,
            frequentie=product.frequentie,
            ingangsdatum=tell.day(first),
            einddatum=tell.day(last),
            motivering="Eigen mogelijkheden, netwerk en algemene voorzieningen lossen dit niet genoeg op.",
            verordening=ordinance(tell.world, day or tell.world.today),
            bezwaar_uiterlijk=deadline(day, weeks=6) if day is not None else None,
        )
    )
    return number


def _allocated(
    tell: Storyteller, who: PersoonRecord, code: str, volume: int, decision: str, *, decided: int, first: int, last: int, started: int | None
) -> None:
    product = _product(tell, code)
    contract = tell.world.market.choices[product.groep]
    chosen = next((row for row, _ in contract if row.aanbieder == DE_BRUG), contract[0][0])
    begun = tell.day(started) if started is not None else None
    record = ToewijzingRecord(
        sleutel=tell.world.keys.next("toewijzing"),
        toewijzingnummer=str(200_000 + tell.world.keys.number("toewijzingnummer")),
        persoon=who.sleutel,
        aanbieder=chosen.aanbieder,
        contract=chosen.sleutel,
        wet=product.wet,
        product=code,
        categorie=product.categorie,
        volume=volume,
        eenheid=product.eenheid,
        frequentie=product.frequentie,
        toewijzingsdatum=tell.day(decided),
        ingangsdatum=tell.day(first),
        einddatum=tell.day(last),
        grond="besluit",
        grondnummer=decision,
        verwijzer="01",
        gestart_op=begun,
        start_gemeld_op=begun + timedelta(days=1) if begun is not None else None,
        gestopt_op=None,
        reden_einde="",
        stand="geleverd" if begun is not None else "toegewezen",
    )
    tell.history.toewijzingen.append(record)
    tell.world.running[who.sleutel, code] = tell.day(last)
