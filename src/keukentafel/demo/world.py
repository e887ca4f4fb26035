"""What every part of the history needs at hand: the choices, the town, the market, the staff, and the lots."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Self
from zoneinfo import ZoneInfo

from keukentafel.core.working_days import is_working_day
from keukentafel.demo.cast import CAST, NOORD, TOEGANG, ZUID, staff
from keukentafel.demo.draw import WORKING_HOURS, one, pick, stream
from keukentafel.demo.geography import wijken
from keukentafel.demo.history import Keys
from keukentafel.demo.market import Market, market
from keukentafel.demo.options import Options
from keukentafel.demo.records.town import MedewerkerRecord

TIMEZONE = ZoneInfo("Europe/Amsterdam")
_ONE_DAY = timedelta(days=1)
_CAST = frozenset(person.gebruikersnaam for person in CAST)


@dataclass(slots=True)
class World:
    """The state in which history is made; ``rng`` is replaced per subject with ``about``.

    ``running`` holds the last day of the newest allocation by (person, product): the same product is never allocated twice at once.
    """

    options: Options
    market: Market
    medewerkers: tuple[MedewerkerRecord, ...]
    teams: dict[str, str]
    consulenten: dict[str, tuple[tuple[str, int], ...]]
    contactmedewerkers: tuple[str, ...]
    teamleiders: dict[str, str]
    keys: Keys
    rng: Random
    running: dict[tuple[str, str], date]

    @classmethod
    def of(cls, options: Options) -> Self:
        """The world of one municipality, with nothing happened yet."""
        people = staff(options)
        return cls(
            options=options,
            market=market(options),
            medewerkers=people,
            teams={wijk.code: wijk.team for wijk in wijken(options)},
            consulenten={
                team: tuple((user, _share(user)) for user in _users(people, "consulent", team))
                for team in (NOORD, ZUID)
            },
            contactmedewerkers=_users(people, "contactmedewerker", TOEGANG),
            teamleiders={team: _users(people, "teamleider", team)[0] for team in (NOORD, ZUID)},
            keys=Keys(),
            rng=stream(options.seed, options.gemeente, "begin"),
            running={},
        )

    def about(self, *names: object) -> None:
        """Draw from now on from the lots of one subject."""
        self.rng = stream(self.options.seed, self.options.gemeente, *names)

    @property
    def today(self) -> date:
        """The working date, up to and including which things have happened."""
        return self.options.working_date

    def consulent(self, wijk: str) -> str:
        """A consulent of the team that serves the neighbourhood, in proportion to their share of its work."""
        return pick(self.rng, self.consulenten[self.teams[wijk]])

    def moment(self, day: date) -> datetime:
        """A moment during working hours of a day, with time zone."""
        hour, minute = one(self.rng, WORKING_HOURS)
        return datetime.combine(day, time(hour, minute), TIMEZONE)

    def happened(self, day: date | None) -> date | None:
        """The day itself when it is not after the working date, else None."""
        return day if day is not None and day <= self.today else None


def _share(user: str) -> int:
    """Who is in the cast works on the stories as well: their day has to fit one screen, as that of somebody with 25 to 40 dossiers."""
    return 1 if user in _CAST else 5


def _users(people: tuple[MedewerkerRecord, ...], rol: str, team: str) -> tuple[str, ...]:
    return tuple(person.gebruikersnaam for person in people if person.rol == rol and team in person.teams)


def working_day(day: date) -> date:
    """The day itself, or the next working day."""
    while not is_working_day(day):
        day += _ONE_DAY
    return day
