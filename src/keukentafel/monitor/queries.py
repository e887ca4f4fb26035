"""The monitor as a page shows it, read from the mart only: no person, no case, no small number."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from django.conf import settings

from keukentafel.core.errors import NotFound
from keukentafel.core.late import late
from keukentafel.monitor import mart
from keukentafel.monitor.domain import VENSTERS, KengetalCijfer, MonitorFilter, MonitorPage, Norm, Stand
from keukentafel.monitor.figures import BESLUITEN, UITKOMSTEN, Clients, Figures
from keukentafel.monitor.normen import Normsoort, norm
from keukentafel.monitor.reference import benchmark
from keukentafel.monitor.rules import dates
from keukentafel.monitor.rules.disclosure import DREMPEL, masked
from keukentafel.platform.accounts import queries as accounts
from keukentafel.platform.accounts.domain import Act, Actor

MIDDEN = 3
_figures: Callable[[Path, str, date, int], Figures] = late("keukentafel.monitor.reading.figures")


class NoMartYet(NotFound):
    """There are no facts yet to show figures of."""

    def __init__(self) -> None:
        super().__init__(
            "Er zijn nog geen cijfers. Een beleidsadviseur kan ze verversen; dat duurt ongeveer een minuut."
        )


def mart_folder(gemeente: str) -> Path:
    """Where the mart of a municipality lies."""
    return Path(settings.DATA) / "mart" / gemeente


def get_monitor(*, actor: Actor, filter: MonitorFilter) -> MonitorPage:
    """The monitor of the actor's municipality for one filter; raises `NoMartYet` before the first refresh.

    A neighbourhood that is not there counts as none chosen, a window that is not offered as the one laid down.
    """
    accounts.check(actor, Act.MONITOR_INZIEN)
    folder = mart_folder(actor.gemeente)
    note = mart.current(folder)
    if note is None:
        raise NoMartYet
    day = date.fromisoformat(note.peildatum)
    laid_down = norm(Normsoort.VENSTER, gemeente=actor.gemeente, day=day)
    found = _figures(folder, note.versie, day, _window(filter, laid_down))
    wijk = filter.wijk if filter.wijk in found.wijken else None
    urbanity = norm(Normsoort.STEDELIJKHEID, gemeente=actor.gemeente, day=day)
    return MonitorPage(
        stand=Stand(day, note.gemaakt_op, note.versie, note.feiten),
        wijk=wijk or "",
        venster=found.venster,
        wijken=found.wijken,
        sinds=found.quarters[-4],
        vragen=found.questions(wijk),
        jaarcijfer=found.year(wijk),
        per_wijk=found.per_wijk(),
        cohorten=found.cohorts(wijk),
        norm=norm(Normsoort.INDIVIDUEEL, gemeente=actor.gemeente, day=day),
        vensterkeuze=laid_down,
        uitkomsten=found.endings(found.outcomes, wijk, UITKOMSTEN),
        besluiten=found.endings(found.besluiten, wijk, BESLUITEN),
        treden=found.rungs(wijk),
        jaar=day.year,
        budget=found.budget,
        naast=_beside(actor.gemeente, found.clients, urbanity, day),
        stedelijkheid=urbanity,
    )


def _window(filter: MonitorFilter, laid_down: Norm | None) -> int:
    if filter.venster in VENSTERS:
        return filter.venster
    return laid_down.waarde if laid_down else VENSTERS[1]


def _beside(gemeente: str, clients: Clients, urbanity: Norm | None, day: date) -> tuple[KengetalCijfer, ...]:
    """The own figures among those of municipalities of like size and urbanity; nothing while inhabitants are unknown."""
    if not clients.inwoners:
        return ()
    real = benchmark.gemeente(f"GM{gemeente}")
    degree = real.stedelijkheid if real else urbanity.waarde if urbanity else MIDDEN
    group = benchmark.peers(inwoners=clients.inwoners, stedelijkheid=degree, behalve=f"GM{gemeente}")
    own = {
        benchmark.Kengetal.WMO_PER_1000: (clients.wmo, clients.inwoners, 1000),
        benchmark.Kengetal.PCT_JEUGDZORG: (clients.jeugd, clients.jongeren, 100),
    }
    return tuple(_one_beside(benchmark.vergelijk(kind, group), *figure, day) for kind, figure in own.items())


def _one_beside(found: benchmark.Vergelijking, count: int, of: int, per: int, day: date) -> KengetalCijfer:
    shown = masked(count, count < DREMPEL)
    meaning = found.definitie
    return KengetalCijfer(
        naam=meaning.naam,
        eenheid=meaning.eenheid,
        decimalen=meaning.decimalen,
        jaar=meaning.jaar,
        definitie=meaning.definitie,
        verschil=meaning.verschil,
        bron=meaning.bron,
        eigen=None if shown is None or not of else shown * per / of,
        aantal=shown,
        inwoners=of,
        van=dates.year_until(day),
        tot=day,
        anderen=tuple((row.naam, float(value)) for row, value in found.gemeenten if value is not None),
        zonder_cijfer=found.zonder_cijfer,
    )
