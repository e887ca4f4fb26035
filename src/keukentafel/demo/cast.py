"""The cast: the fixed people who work in Lindewaard, in the demo and in the tests. All of them are invented."""

import unicodedata

from keukentafel.demo.draw import one, stream
from keukentafel.demo.names import MAN, VROUW, given_names, surname
from keukentafel.demo.options import Options
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


_ROLES = tuple((person.rol, person.teams) for person in CAST)


def staff(options: Options) -> tuple[MedewerkerRecord, ...]:
    """Everybody with an account: the cast, and colleagues by the size of the town.

    Another municipality than Lindewaard has other people in the roles of the cast. Each team has about one
    consulent for every 2,000 inhabitants that it serves. User names are all different, also between municipalities.
    """
    rng = stream(options.seed, options.gemeente, "medewerkers")
    people = list(CAST) if options.stories else []
    taken = {person.gebruikersnaam for person in CAST}
    wanted: list[tuple[str, tuple[str, ...]]] = [] if options.stories else list(_ROLES)
    wanted += [
        ("consulent", (team,)) for team in (NOORD, ZUID) for _ in range(max(0, round(11 * options.scale) - 1))
    ]
    wanted += [("contactmedewerker", (TOEGANG,))] * max(0, round(4 * options.scale) - 1)
    while wanted:
        called, _ = given_names(rng, one(rng, (MAN, VROUW, VROUW)), 40)
        prefix, last = surname(rng)
        user = _ascii(f"{called}.{prefix}{last}") + ("" if options.stories else f".{_ascii(options.naam)}")
        if user not in taken:
            taken.add(user)
            people.append(
                MedewerkerRecord(user, " ".join(filter(None, (called, prefix, last))), *wanted.pop(0))
            )
    return tuple(people)


def _ascii(text: str) -> str:
    """The text in small letters without accents or spaces."""
    plain = unicodedata.normalize("NFKD", text.lower()).encode("ascii", "ignore").decode()
    return plain.replace(" ", "")
