"""The cast: the fixed people who work in Lindewaard, in the demo and in the tests. All of them are invented."""

from keukentafel.demo.draw import one, stream
from keukentafel.demo.names import given_names, surname
from keukentafel.demo.records.town import MedewerkerRecord

NOORD = "Noord"
ZUID = "Zuid"
TOEGANG = "Toegang"
TEAMS = (NOORD, ZUID, TOEGANG)

CONTACTMEDEWERKER = MedewerkerRecord("nadia.hoekstra", "Nadia Hoekstra", "contactmedewerker", (TOEGANG,))
CONSULENT_NOORD = MedewerkerRecord("femke.aalbers", "Femke Aalbers", "consulent", (NOORD,))
CONSULENT_ZUID = MedewerkerRecord("rachida.amin", "Rachida Amin", "consulent", (ZUID,))
TEAMLEIDER = MedewerkerRecord("marijke.terhorst", "Marijke ter Horst", "teamleider", (NOORD,))
TEAMLEIDER_ZUID = MedewerkerRecord("olaf.brinkman", "Olaf Brinkman", "teamleider", (ZUID,))
BACKOFFICE = MedewerkerRecord("bas.winter", "Bas Winter", "backoffice", ())
CONTRACTMANAGER = MedewerkerRecord("sandra.kok", "Sandra Kok", "contractmanager", ())
CONTROLLER = MedewerkerRecord("pieter.zandvliet", "Pieter Zandvliet", "controller", ())
BELEIDSADVISEUR = MedewerkerRecord("ilse.vermeer", "Ilse Vermeer", "beleidsadviseur", ())
RAADSLID = MedewerkerRecord("hugo.lankhorst", "Hugo Lankhorst", "raadslid", ())
BEHEERDER = MedewerkerRecord("daphne.roemers", "Daphne Roemers", "functioneel beheerder", ())
PRIVACYFUNCTIONARIS = MedewerkerRecord("wim.oosting", "Wim Oosting", "privacyfunctionaris", ())

CAST = (
    CONTACTMEDEWERKER,
    CONSULENT_NOORD,
    CONSULENT_ZUID,
    TEAMLEIDER,
    TEAMLEIDER_ZUID,
    BACKOFFICE,
    CONTRACTMANAGER,
    CONTROLLER,
    BELEIDSADVISEUR,
    RAADSLID,
    BEHEERDER,
    PRIVACYFUNCTIONARIS,
)


def staff(seed: int, consulenten_per_team: int, contactmedewerkers: int) -> tuple[MedewerkerRecord, ...]:
    """The cast and their colleagues: further consulenten in both teams and further contact workers, with user names that are all different."""
    rng = stream(seed, "medewerkers")
    people = list(CAST)
    taken = {person.gebruikersnaam for person in people}
    wanted = [("consulent", team) for team in (NOORD, ZUID) for _ in range(consulenten_per_team - 1)]
    wanted += [("contactmedewerker", TOEGANG)] * (contactmedewerkers - 1)
    while wanted:
        called, _ = given_names(rng, one(rng, (1, 2, 2)), 40)
        prefix, last = surname(rng)
        user = f"{called}.{prefix}{last}".lower().replace(" ", "").replace("ö", "o").replace("ü", "u")
        if user not in taken:
            taken.add(user)
            rol, team = wanted.pop(0)
            people.append(MedewerkerRecord(user, " ".join(filter(None, (called, prefix, last))), rol, (team,)))
    return tuple(people)
