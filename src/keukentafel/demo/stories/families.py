"""The Kuipers family and Lotte Willems."""

from keukentafel.demo.market import DE_BRUG, DE_BRUG_PRODUCT
from keukentafel.demo.names import MAN, VROUW
from keukentafel.demo.population import OUDER
from keukentafel.demo.stories.paper import OOSTERVEEN, WATERKWARTIER, allocated, card, granted
from keukentafel.demo.stories.teller import FEMKE, Storyteller


def kuipers(tell: Storyteller) -> None:
    """The Kuipers family: did the parenting group help, three months on?"""
    home = tell.home("gezin", OOSTERVEEN, "Heidehof", 9)
    mother = tell.person(home, "Lisanne Kuipers", VROUW, tell.born(36))
    father = tell.person(home, "Jorick Kuipers", MAN, tell.born(37))
    children = [
        tell.person(home, "Tibbe Kuipers", MAN, tell.born(6)),
        tell.person(home, "Jet Kuipers", VROUW, tell.born(4)),
    ]
    for child in children:
        tell.relate(mother, child, OUDER, gezag=True)
        tell.relate(father, child, OUDER, gezag=True)
    contact = tell.contact(
        children[0],
        OOSTERVEEN,
        "opvoeden",
        tell.at(140, 9, 0),
        "Hij luistert nergens meer naar en ik schreeuw te veel.",
        kanaal="online",
    )
    talk = tell.onderzoek(
        tell.melding(contact, children[0], "afgerond"),
        120,
        "Ouders willen weten of zij het goed doen.",
        done=98,
        uitkomst="zonder individuele voorziening",
    )
    tell.zitting(talk, 1, tell.at(112, 19, 0), (FEMKE, "Lisanne", "Jorick"))
    tell.leefgebied(
        talk,
        1,
        "sociaal",
        (3, 3),
        "Wij kunnen er samen om lachen.",
        "Ruzie aan tafel.",
        "Wij eten samen zonder ruzie.",
    )
    goal = tell.resultaat(talk, 1, mother, "Ik kan nee zeggen zonder te schreeuwen")
    tell.oplossing(
        goal,
        "algemeen",
        "Opvoedgroep",
        "Centrum voor jeugd en gezin",
        91,
        last=20,
        kaart=card(tell, "Opvoedgroep"),
        vorm="groep",
        back=0,
        stand="klaar",
    )
    tell.skipped(goal, "eigen kracht", "geprobeerd", "Beloningskaarten hielpen twee weken.")
    tell.skipped(goal, "netwerk", "anders", "Familie woont ver weg.")
    tell.evaluatie(talk, 0)


def willems(tell: Storyteller) -> None:
    """Lotte Willems: allocated to De Brug 23 days ago, not started yet."""
    home = tell.home("gezin", WATERKWARTIER, "Boeiweg", 19)
    mother = tell.person(home, "Marije Willems", VROUW, tell.born(43))
    lotte = tell.person(home, "Lotte Willems", VROUW, tell.born(13))
    tell.relate(mother, lotte, OUDER, gezag=True)
    contact = tell.contact(
        lotte, WATERKWARTIER, "angst", tell.at(80, 14, 20), "Mijn dochter durft de straat niet meer op."
    )
    talk = tell.onderzoek(
        tell.melding(contact, lotte, "afgerond"),
        66,
        "Lotte wil weer naar dansles durven.",
        done=45,
        uitkomst="met individuele voorziening",
    )
    tell.zitting(talk, 1, tell.at(60, 15, 45), (FEMKE, "Lotte", "Marije"))
    tell.leefgebied(
        talk, 1, "psychisch", (2, 2), "Dansen maakt mij rustig.", "Paniek op straat.", "Alleen naar dansles."
    )
    goal = tell.resultaat(talk, 1, lotte, "Ik durf weer alleen naar dansles")
    solution = tell.oplossing(
        goal,
        "individueel",
        "Begeleiding door De Brug",
        DE_BRUG,
        22,
        last=-250,
        product=DE_BRUG_PRODUCT,
        stand="voorgesteld",
    )
    for column in ("eigen kracht", "netwerk", "algemeen"):
        tell.skipped(goal, column, "te zwaar of niet veilig", "Eerst hulp bij de paniek, dan lichter.")
    decision = granted(tell, lotte, talk, solution.sleutel, received=38, sent=24, volume=10)
    allocated(tell, lotte, DE_BRUG_PRODUCT, 10, decision, decided=23, first=22, last=-250, started=None)
    tell.signaal(
        "niet gestart",
        lotte,
        WATERKWARTIER,
        "systeem",
        0,
        "De Brug is nog niet gestart bij Lotte Willems, 23 dagen na toewijzing.",
    )
