"""Hendrik Vos, Yara el Idrissi, Ans and Wim Verhoeven, Mo Schouten and Tineke Blom."""

from keukentafel.demo.names import MAN, VROUW
from keukentafel.demo.population import KIND, PARTNER
from keukentafel.demo.stories.paper import (
    HOVEN,
    HUISHOUDEN,
    KERKBUURT,
    NIEUWLAND,
    WATERKWARTIER,
    allocated,
    light_contact,
)
from keukentafel.demo.stories.teller import FEMKE, Storyteller


def vos(tell: Storyteller) -> None:
    """Hendrik Vos, 81: urgent, his daughter rang this morning."""
    home = tell.home("eenpersoons", KERKBUURT, "Torenstraat", 22)
    hendrik = tell.person(home, "Hendrik Vos", MAN, tell.born(81))
    daughter = tell.person(
        tell.home("gezin", WATERKWARTIER, "Sluisweg", 5), "Anneke Vos", VROUW, tell.born(52)
    )
    tell.relate(daughter, hendrik, KIND, mantelzorger=True, tekst="dochter, belt elke ochtend")
    contact = tell.contact(
        hendrik,
        KERKBUURT,
        "woning",
        tell.at(0, 7, 50),
        "Mijn vader is vannacht weer gevallen en durft niet alleen te zijn.",
        spoed=True,
        melder="dochter",
    )
    tell.melding(contact, hendrik, "ontvangen")


def el_idrissi(tell: Storyteller) -> None:
    """Yara el Idrissi, 34: no conversation planned and the six weeks are nearly over."""
    yara = tell.person(
        tell.home("eenouder", WATERKWARTIER, "Kade", 88), "Yara el Idrissi", VROUW, tell.born(34)
    )
    tell.melding(
        tell.contact(
            yara,
            WATERKWARTIER,
            "psychisch",
            tell.at(39, 11, 5),
            "Ik sta op een wachtlijst bij de ggz en houd het zo lang niet vol.",
        ),
        yara,
        "bevestigd",
    )


def verhoeven(tell: Storyteller) -> None:
    """Ans and Wim Verhoeven: he has household help, she asks for a warm meal, their daughter Marleen carries too much."""
    home = tell.home("paar", HOVEN, "Sparrenlaan", 14)
    ans = tell.person(home, "Ans Verhoeven", VROUW, tell.born(78))
    wim = tell.person(home, "Wim Verhoeven", MAN, tell.born(81))
    marleen = tell.person(
        tell.home("gezin", HOVEN, "Dennenweg", 30), "Marleen Verhoeven", VROUW, tell.born(49)
    )
    tell.relate(ans, wim, PARTNER, mantelzorger=True)
    tell.relate(marleen, ans, KIND, mantelzorger=True, tekst="dochter, komt drie keer in de week")
    allocated(tell, wim, HUISHOUDEN, 8, "2025-00714", decided=420, first=410, last=-1400, started=402)
    contact = tell.contact(
        ans,
        HOVEN,
        "mantelzorg",
        tell.at(30, 13, 40),
        "Mijn man is sinds september thuis en ik kom nergens meer aan toe. Onze dochter is op.",
    )
    talk = tell.onderzoek(
        tell.melding(contact, ans, "in onderzoek"),
        20,
        "Hoe blijven Ans en Wim samen thuis zonder dat Marleen omvalt?",
    )
    tell.zitting(talk, 1, tell.at(17, 10, 0), (FEMKE, "Ans", "Wim"))
    tell.zitting(talk, 2, tell.at(0, 14, 15), (FEMKE, "Ans", "Marleen"), "gepland")
    tell.leefgebied(
        talk,
        1,
        "sociaal",
        (3, 2),
        "Wij zijn 55 jaar samen.",
        "Het netwerk is één dochter.",
        "Weer eens samen uit eten.",
        "Ans telt Marleen dubbel.",
    )
    tell.signaal(
        "mantelzorg", ans, HOVEN, "wijkverpleegkundige", 4, "Marleen is overbelast: vervangende zorg regelen."
    )


def schouten(tell: Storyteller) -> None:
    """Mo Schouten, 26: the answer of the debt counsellor has come in."""
    mo = tell.person(tell.home("eenpersoons", NIEUWLAND, "Klaproos", 61), "Mo Schouten", MAN, tell.born(26))
    contact = tell.contact(
        mo,
        NIEUWLAND,
        "schulden",
        tell.at(96, 15, 10),
        "Ik durf de rekeningen niet meer open te maken.",
        kanaal="inloop",
    )
    talk = tell.onderzoek(
        tell.melding(contact, mo, "afgerond"),
        80,
        "Mo wil weten waar hij aan toe is.",
        done=60,
        uitkomst="zonder individuele voorziening",
    )
    tell.zitting(talk, 1, tell.at(74, 16, 0), (FEMKE, "Mo"))
    tell.leefgebied(
        talk,
        1,
        "financiën",
        (1, 1),
        "Ik heb werk en ik kom op tijd.",
        "Zeven schuldeisers.",
        "Weten waar ik aan toe ben.",
    )
    goal = tell.resultaat(talk, 1, mo, "Ik maak mijn post open op de dag dat hij komt")
    light = tell.oplossing(goal, "lichte hulp", "Samen bellen met de schuldeisers", FEMKE, 55, last=-20)
    tell.skipped(goal, "eigen kracht", "geprobeerd", "Alleen lukte het drie keer niet.")
    tell.skipped(goal, "netwerk", "anders", "Mo wil dit niet met zijn vrienden bespreken.")
    for ago, minutes in ((52, 60), (38, 45), (17, 45)):
        tell.history.hulpcontacten.append(light_contact(tell, light.sleutel, ago, minutes))
    tell.evaluatie(talk, -28)
    tell.notitie(mo, 1, "Antwoord van schuldhulp is binnen. Vrijdag met Mo bespreken.")


def blom(tell: Storyteller) -> None:
    """Tineke Blom, 69: doing nothing on purpose, and ringing back today."""
    tineke = tell.person(
        tell.home("eenpersoons", HOVEN, "Appelgaarde", 3), "Tineke Blom", VROUW, tell.born(69)
    )
    contact = tell.contact(
        tineke, HOVEN, "rouw", tell.at(130, 10, 30), "Ik kan sinds de begrafenis nergens meer van genieten."
    )
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
    tell.leefgebied(
        talk,
        1,
        "zingeving",
        (3, 3),
        "Ik zing nog elke dag.",
        "De zondagen zijn lang.",
        "Zelf de draad oppakken.",
    )
