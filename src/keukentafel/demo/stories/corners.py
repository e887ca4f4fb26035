"""Files that are closed, and states that pass in a day or two."""

from keukentafel.core.terms import deadline
from keukentafel.demo.cast import CONTACTMEDEWERKER
from keukentafel.demo.market import DE_BRUG
from keukentafel.demo.names import MAN, VROUW
from keukentafel.demo.records.casework import AanvraagRecord, VerwijzingRecord
from keukentafel.demo.stories.paper import HOVEN, HUISHOUDEN, KERKBUURT, NIEUWLAND, decision
from keukentafel.demo.stories.teller import FEMKE, Storyteller


def closed_files(tell: Storyteller) -> None:
    """A protected file, the own file of an employee, and a signal of the housing corporation about a tenant."""
    roos = tell.person(
        tell.home("eenouder", KERKBUURT, "Begijnhof", 2),
        "Roos van Wieringen",
        VROUW,
        tell.born(29),
        bescherming="afgeschermd",
    )
    contact = tell.contact(
        roos,
        KERKBUURT,
        "veilig",
        tell.at(12, 8, 40),
        "Het is thuis niet veilig voor mij. Niemand mag weten waar ik woon.",
        spoed=True,
    )
    talk = tell.onderzoek(tell.melding(contact, roos, "in onderzoek"), 11, "Eerst veiligheid, dan de rest.")
    tell.zitting(talk, 1, tell.at(11, 9, 0), (FEMKE, "Roos"))
    user = CONTACTMEDEWERKER.gebruikersnaam
    nadia = tell.person(
        tell.home("paar", KERKBUURT, "Weverstraat", 17),
        CONTACTMEDEWERKER.naam,
        VROUW,
        tell.born(44),
        bescherming="medewerker",
        medewerker=user,
    )
    own = tell.contact(
        nadia,
        KERKBUURT,
        "mantelzorg",
        tell.at(33, 12, 15),
        "Ik zorg voor mijn vader naast mijn werk en loop vast.",
        door=FEMKE,
    )
    tell.melding(own, nadia, "bevestigd")
    tenant = tell.person(
        tell.home("eenpersoons", HOVEN, "Sparrenlaan", 77), "Ronald Tempelman", MAN, tell.born(47)
    )
    tell.signaal(
        "betalingsachterstand",
        tenant,
        HOVEN,
        "Woningcorporatie De Linde",
        3,
        "Twee maanden huurachterstand, Sparrenlaan. Bewoner weet dat dit gemeld is.",
    )


def on_the_way(tell: Storyteller) -> None:
    """States that pass in a day or two: a decision that is signed and not sent, and referrals that have just come in."""
    gerrit = tell.person(
        tell.home("eenpersoons", HOVEN, "Taxushof", 5), "Gerrit Lubbinge", MAN, tell.born(84)
    )
    contact = tell.contact(
        gerrit, HOVEN, "huishouden", tell.at(60, 9, 50), "Stofzuigen lukt mij niet meer sinds mijn heup."
    )
    talk = tell.onderzoek(
        tell.melding(contact, gerrit, "afgerond"),
        45,
        "Wat laat Gerrit doen, zodat hij kan blijven tuinieren?",
        done=16,
        uitkomst="met individuele voorziening",
    )
    tell.zitting(talk, 1, tell.at(30, 10, 0), (FEMKE, "Gerrit"))
    goal = tell.resultaat(talk, 1, gerrit, "Ik woon in een schoon huis zonder mijn kinderen te vragen")
    tell.oplossing(goal, "eigen kracht", "Zelf de afwas en het stof op ooghoogte doen", "inwoner", 16)
    heavy = tell.oplossing(
        goal,
        "individueel",
        "Hulp bij het huishouden",
        "gemeente",
        -10,
        product=HUISHOUDEN,
        stand="voorgesteld",
    )
    tell.skipped(goal, "netwerk", "geprobeerd", "Zijn zoon woont nu in het buitenland.")
    tell.skipped(goal, "algemeen", "geen plek", "De schoonmaakdienst heeft een wachtlijst.")
    received = tell.day(9)
    key = tell.world.keys.next("aanvraag")
    tell.history.aanvragen.append(
        AanvraagRecord(
            key,
            talk.melding,
            talk.sleutel,
            heavy.sleutel,
            gerrit.sleutel,
            "wmo",
            "ondertekend verslag",
            HUISHOUDEN,
            received,
            deadline(received, weeks=2),
            "ontvangen",
        )
    )
    decision(tell, key, gerrit, HUISHOUDEN, 7, "ondertekend", sent=None, first=-10, last=-1835)
    child = tell.person(tell.home("gezin", NIEUWLAND, "Kamille", 44), "Benthe Oudkerk", VROUW, tell.born(11))
    for ago, stand in ((1, "ontvangen"), (5, "in onderzoek")):
        number = tell.world.keys.next("verwijzing")
        tell.history.verwijzingen.append(
            VerwijzingRecord(
                number,
                child.sleutel,
                "02",
                "Huisartsenpraktijk De Linde",
                tell.day(ago + 6),
                tell.day(ago),
                DE_BRUG,
                "45A48",
                stand,
            )
        )
