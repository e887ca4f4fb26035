"""Karin Dijkstra, Daan of seventeen and Noor."""

from keukentafel.core.terms import deadline
from keukentafel.demo.market import DE_BRUG, DE_BRUG_PRODUCT
from keukentafel.demo.names import MAN, VROUW
from keukentafel.demo.population import FAMILIE, OUDER
from keukentafel.demo.provisions import add_months
from keukentafel.demo.records.casework import AanvraagRecord, OnderzoekRecord
from keukentafel.demo.records.people import PersoonRecord
from keukentafel.demo.stories.paper import HOVEN, NIEUWLAND, allocated, card, decision, granted, light_contact
from keukentafel.demo.stories.teller import FEMKE, Storyteller


def dijkstra(tell: Storyteller) -> None:
    """Karin, Daan of seventeen and Noor: the decision is two days late, De Brug stops on 15 December, Daan becomes 18 in March."""
    home = tell.home("eenouder", HOVEN, "Sparrenlaan", 41)
    karin = tell.person(home, "Karin Dijkstra", VROUW, tell.born(38))
    daan = tell.person(home, "Daan Bos", MAN, add_months(tell.day(-114), -12 * 18))
    noor = tell.person(home, "Noor Bos", VROUW, tell.born(9))
    peter = tell.person(
        tell.home("eenpersoons", NIEUWLAND, "Polderbaan", 12), "Peter Bos", MAN, tell.born(41)
    )
    ingrid = tell.person(tell.home("gezin", HOVEN, "Perenhof", 7), "Ingrid Dijkstra", VROUW, tell.born(35))
    for child in (daan, noor):
        tell.relate(karin, child, OUDER, gezag=True)
        tell.relate(
            peter, child, OUDER, gezag=True, tekst="woont elders, ziet alleen wat over de kinderen gaat"
        )
    tell.relate(ingrid, karin, FAMILIE, mantelzorger=True, tekst="zus, helpt op woensdag")
    first = tell.contact(
        daan,
        HOVEN,
        "school",
        tell.at(291, 9, 20),
        "Onze zoon wil niet meer naar school en ik weet niet meer wat ik moet doen.",
    )
    done = tell.onderzoek(
        tell.melding(first, daan, "afgerond"),
        284,
        "Wie helpt Daan aan een dag met een begin en een eind?",
        done=268,
        uitkomst="met individuele voorziening",
    )
    tell.zitting(done, 1, tell.at(280, 15, 30), (FEMKE, "Karin", "Daan"))
    tell.leefgebied(
        done,
        1,
        "dagbesteding",
        (1, 2),
        "Lassen in het atelier vond ik leuk.",
        "Zit thuis, slaapt overdag.",
        "Iets met mijn handen.",
    )
    goal = tell.resultaat(done, 1, daan, "Ik heb weer een dag met een begin en een eind")
    solution = tell.oplossing(
        goal,
        "individueel",
        "Begeleiding door De Brug",
        DE_BRUG,
        257,
        last=-25,
        product=DE_BRUG_PRODUCT,
        back=0,
    )
    tell.skipped(goal, "eigen kracht", "te zwaar of niet veilig", "Daan komt nu niet zelf op gang.")
    tell.skipped(goal, "netwerk", "geprobeerd", "Ingrid en Peter konden hem niet meekrijgen.")
    tell.skipped(goal, "algemeen", "geen plek", "Het Technisch Atelier zat toen vol.")
    decision = granted(tell, daan, done, solution.sleutel, received=265, sent=264, volume=18)
    allocated(tell, daan, DE_BRUG_PRODUCT, 18, decision, decided=264, first=257, last=-25, started=257)
    _second_talk(tell, karin, daan)
    tell.signaal(
        "wordt 18", daan, HOVEN, "systeem", 1, "Daan wordt in maart 18. Er is nog geen plan voor daarna."
    )
    tell.notitie(karin, 16, "Karin klonk moe aan de telefoon. Zij wil dit zelf aan tafel vertellen.", "team")


def _second_talk(tell: Storyteller, karin: PersoonRecord, daan: PersoonRecord) -> None:
    """The enquiry that runs now: three results, seven solutions, one of them with a decision that is late."""
    again = tell.contact(
        karin,
        HOVEN,
        "school",
        tell.at(72, 10, 15),
        "Het draait nu allemaal om Daan. Ik wil weten of we het zo volhouden.",
    )
    melding = tell.melding(again, daan, "in onderzoek", ondersteuner="Joke Prins")
    talk = tell.onderzoek(
        melding, 20, "Wie is er op de dagen dat Karin werkt, en wie ziet het als Daan terugvalt?"
    )
    tell.zitting(talk, 1, tell.at(11, 14, 0), (FEMKE, "Karin", "Daan", "Joke Prins"))
    tell.zitting(talk, 2, tell.at(0, 9, 30), (FEMKE, "Karin", "Daan", "Joke Prins"), "gepland")
    tell.leefgebied(
        talk,
        1,
        "sociaal",
        (2, 2),
        "Mijn zus Ingrid staat altijd klaar.",
        "Weinig contact met andere ouders.",
        "Eén avond in de week voor mezelf.",
    )
    tell.leefgebied(
        talk,
        1,
        "dagbesteding",
        (1, 2),
        "In het atelier mocht ik de hele middag lassen.",
        "Thuis sinds mei.",
        "Iets met mijn handen.",
    )
    tell.leefgebied(talk, 1, "financiën", (2, 2), "Ik weet nu wat er binnenkomt en wat eruit gaat.")
    tell.leefgebied(talk, 1, "wonen", None)
    tell.leefgebied(talk, 1, "lichamelijk", None)
    heavy = _three_results(tell, talk, karin, daan)
    _late_decision(tell, melding.sleutel, talk, heavy, daan)


def _three_results(
    tell: Storyteller, talk: OnderzoekRecord, karin: PersoonRecord, daan: PersoonRecord
) -> str:
    """The plan so far, with one reason still missing; returns the key of the solution that needs a decision."""
    rest = tell.resultaat(talk, 1, karin, "Ik wil weer rust in huis")
    tell.oplossing(rest, "eigen kracht", "Vaste telefoontijd met Daan, elke avond om acht uur", "inwoner", 9)
    tell.oplossing(rest, "netwerk", "Ingrid haalt Noor op woensdag en eet mee", "Ingrid", 40)
    light = tell.oplossing(rest, "lichte hulp", "Vier gesprekken over grenzen stellen", FEMKE, 9, last=-53)
    tell.history.hulpcontacten.append(light_contact(tell, light.sleutel, 8, 45))
    hands = tell.resultaat(talk, 2, daan, "Ik doe iets met mijn handen en houd het vol")
    tell.oplossing(
        hands,
        "netwerk",
        "Maatje Ruben gaat op vrijdag mee naar de werkplaats",
        "Ruben",
        30,
        kaart=card(tell, "Maatjes Lindewaard"),
        back=-101,
    )
    heavy = tell.oplossing(
        hands,
        "individueel",
        "Begeleiding door De Brug: dagstructuur en werkritme",
        DE_BRUG,
        -26,
        last=-207,
        product=DE_BRUG_PRODUCT,
        back=-101,
        stand="voorgesteld",
    )
    tell.skipped(
        hands,
        "eigen kracht",
        "te zwaar of niet veilig",
        "Daan komt nu niet zelf op gang. Over een half jaar opnieuw bekijken.",
    )
    money = tell.resultaat(talk, 3, karin, "Ik weet aan het eind van de maand of ik rondkom")
    tell.oplossing(money, "eigen kracht", "Kasboek op zondag", "inwoner", 9)
    circle = card(tell, "Budgetkring Wijkhuis De Linde")
    tell.oplossing(
        money,
        "algemeen",
        "Budgetkring Wijkhuis De Linde",
        "Wijkhuis De Linde",
        24,
        kaart=circle,
        vorm="groep",
    )
    tell.skipped(money, "netwerk", "anders", "Karin wil geld niet met familie bespreken.")
    return heavy.sleutel


def _late_decision(
    tell: Storyteller, melding: str, talk: OnderzoekRecord, solution: str, daan: PersoonRecord
) -> None:
    received = tell.day(16)
    key = tell.world.keys.next("aanvraag")
    tell.history.aanvragen.append(
        AanvraagRecord(
            key,
            melding,
            talk.sleutel,
            solution,
            daan.sleutel,
            "jeugdwet",
            "na zes weken",
            DE_BRUG_PRODUCT,
            received,
            deadline(received, weeks=2),
            "ontvangen",
        )
    )
    decision(tell, key, daan, DE_BRUG_PRODUCT, 15, "concept", sent=None, first=-26, last=-207)
