"""The sociale kaart of the invented town: what there is to find nearby, with places, price and the day it was last checked."""

from datetime import timedelta
from functools import cache
from random import Random

from keukentafel.demo.draw import one, whole
from keukentafel.demo.options import Options
from keukentafel.demo.phrases import themas
from keukentafel.demo.records.town import KaartRecord
from keukentafel.demo.tables import rows


@cache
def sociale_kaart(options: Options) -> tuple[KaartRecord, ...]:
    """All entries; the entries of another municipality than Lindewaard serve its whole town and bear its name."""
    own = options.stories
    return tuple(
        KaartRecord(
            sleutel=f"kaart-{number:03}",
            naam=row["naam"],
            organisatie=row["organisatie"].replace("Lindewaard", options.naam),
            thema=row["thema"],
            wijk=row["wijk"] if own else "",
            trede=row["trede"],
            wat=row["wat"],
            wanneer=row["wanneer"],
            prijs=int(row["prijs"]),
            vrije_plekken=int(row["plekken"]) if row["plekken"] else None,
            wachttijd_weken=int(row["wacht"]),
            rolstoel=row["rolstoel"] == "1",
            avond=row["avond"] == "1",
            nagekeken_op=options.working_date - timedelta(days=int(row["dagen"])),
            telefoon=f"0990 {551000 + number * 7}",
        )
        for number, row in enumerate(rows("sociale_kaart.csv"), start=1)
    )


@cache
def _for_thema(options: Options, thema: str) -> tuple[KaartRecord, ...]:
    found = tuple(entry for entry in sociale_kaart(options) if entry.thema == thema)
    return found or sociale_kaart(options)


def entry_for(options: Options, rng: Random, thema: str, wijk: str) -> KaartRecord:
    """An entry on the theme, nearby when there is one and otherwise anywhere in town. Raises KeyError for an unknown theme."""
    found = _for_thema(options, themas()[thema].code)
    near = tuple(entry for entry in found if entry.wijk in {"", wijk})
    return one(rng, near or found)


def phone(rng: Random) -> str:
    """A telephone number with an area code that is not in use."""
    return f"0990{whole(rng, 100_000, 999_999)}"
