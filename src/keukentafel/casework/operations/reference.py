"""Setting up the dated reference data of a municipality.

The national terms come with their article; where no law sets a term, the row says that it is a norm of the
municipality. The Wmo of 2007 had no term for an onderzoek: for those years the municipality's own norm holds, and an
aanvraag followed the reasonable term of Awb art. 4:13.
"""

from collections.abc import Iterable
from datetime import date

from keukentafel.casework.domain.reference import (
    Kolom,
    NewVerordening,
    Termijn,
    TermijnEenheid,
    TermijnSoort,
)
from keukentafel.casework.models import reference as tables
from keukentafel.platform.accounts import queries as accounts
from keukentafel.platform.accounts.domain import Act, Actor
from keukentafel.platform.audit.operations import handeling

_START = date(2007, 1, 1)
_AWB = date(1994, 1, 1)
_WMO_2015 = date(2015, 1, 1)
_NORM = "gemeentelijke norm"
_S, _E = TermijnSoort, TermijnEenheid
LANDELIJKE_TERMIJNEN: tuple[Termijn, ...] = (
    Termijn(
        _S.BEVESTIGEN,
        "",
        5,
        _E.WERKDAGEN,
        _START,
        None,
        f"{_NORM}; Wmo 2015 art. 2.3.2 lid 1 noemt geen aantal",
    ),
    Termijn(_S.PERSOONLIJK_PLAN, "wmo", 7, _E.DAGEN, _WMO_2015, None, "Wmo 2015 art. 2.3.2 lid 2"),
    Termijn(
        _S.ONDERZOEK,
        "wmo",
        6,
        _E.WEKEN,
        _START,
        _WMO_2015,
        f"{_NORM}; de Wmo van 2007 kende geen onderzoekstermijn",
    ),
    Termijn(_S.ONDERZOEK, "wmo", 6, _E.WEKEN, _WMO_2015, None, "Wmo 2015 art. 2.3.2 lid 1"),
    Termijn(_S.ONDERZOEK, "", 6, _E.WEKEN, _START, None, _NORM),
    Termijn(_S.SPOED, "", 1, _E.WERKDAGEN, _START, None, _NORM),
    Termijn(_S.BESLISSEN, "wmo", 8, _E.WEKEN, _START, _WMO_2015, "Awb art. 4:13 lid 2"),
    Termijn(_S.BESLISSEN, "wmo", 2, _E.WEKEN, _WMO_2015, None, "Wmo 2015 art. 2.3.5 lid 2"),
    Termijn(_S.BESLISSEN, "", 8, _E.WEKEN, _AWB, None, "Awb art. 4:13 lid 2"),
    Termijn(_S.BEZWAAR, "", 6, _E.WEKEN, _AWB, None, "Awb art. 6:7 en 6:8"),
    Termijn(_S.START_MELDEN, "", 14, _E.DAGEN, _START, None, _NORM),
    Termijn(_S.ACHTTIEN, "", 6, _E.MAANDEN, _START, None, _NORM),
)
_LEEFGEBIEDEN = (
    ("wonen", "Wonen", "Het huis, de buurt en of dat past."),
    ("financiën", "Financiën", "Inkomen, uitgaven en schulden."),
    ("sociaal", "Sociaal", "Familie, vrienden, buren en erbij horen."),
    ("psychisch", "Psychisch", "Hoe iemand zich voelt en met spanning omgaat."),
    ("zingeving", "Zingeving", "Wat het leven de moeite waard maakt."),
    ("lichamelijk", "Lichamelijk", "Gezondheid, bewegen en slapen."),
    ("praktisch functioneren", "Praktisch functioneren", "Huishouden, vervoer en papieren."),
    ("dagbesteding", "Dagbesteding", "Werk, school en wat iemand overdag doet."),
)
_TREDEN = (
    ("eigen kracht", "Eigen kracht", Kolom.EIGEN_KRACHT, False, False),
    ("netwerk", "Netwerk", Kolom.NETWERK, False, False),
    ("algemeen", "Algemeen", Kolom.ALGEMEEN, False, False),
    ("lichte hulp", "Lichte hulp", Kolom.ALGEMEEN, False, True),
    ("individueel", "Individueel", Kolom.INDIVIDUEEL, True, False),
    ("specialistisch", "Specialistisch", Kolom.INDIVIDUEEL, True, False),
)


def load_reference(*, actor: Actor, verordeningen: Iterable[NewVerordening] = ()) -> int:
    """Load the national terms, the eight leefgebieden, the ladder of six rungs and these verordeningen.

    Answers the number of rows. For a municipality that has none yet.
    """
    accounts.check(actor, Act.GEGEVENS_LADEN)
    with handeling(actor=actor, act=Act.GEGEVENS_LADEN, object_type="referentie"):
        return _terms(actor.gemeente) + _frame(actor.gemeente) + _rules(actor.gemeente, verordeningen)


def _terms(gemeente: str) -> int:
    rows = [
        tables.Termijn(
            gemeente_id=gemeente,
            soort=row.soort.value,
            wet=row.wet,
            aantal=row.aantal,
            eenheid=row.eenheid.value,
            geldig_vanaf=row.geldig_vanaf,
            geldig_tot=row.geldig_tot,
            bron=row.bron,
        )
        for row in LANDELIJKE_TERMIJNEN
    ]
    return len(tables.Termijn.objects.bulk_create(rows))


def _frame(gemeente: str) -> int:
    areas = [
        tables.Leefgebied(
            gemeente_id=gemeente,
            code=code,
            naam=naam,
            omschrijving=omschrijving,
            volgorde=order,
            gemeenschappelijk=code,
            geldig_vanaf=_START,
            bron=_NORM,
        )
        for order, (code, naam, omschrijving) in enumerate(_LEEFGEBIEDEN, start=1)
    ]
    rungs = [
        tables.Trede(
            gemeente_id=gemeente,
            code=code,
            naam=naam,
            volgorde=order,
            kolom=kolom.value,
            met_besluit=met_besluit,
            door_team=door_team,
            geldig_vanaf=_START,
            bron=_NORM,
        )
        for order, (code, naam, kolom, met_besluit, door_team) in enumerate(_TREDEN, start=1)
    ]
    return len(tables.Leefgebied.objects.bulk_create(areas)) + len(tables.Trede.objects.bulk_create(rungs))


def _rules(gemeente: str, verordeningen: Iterable[NewVerordening]) -> int:
    rows = [
        tables.Verordening(
            id=row.id,
            gemeente_id=gemeente,
            wet=row.wet,
            versie=row.versie,
            naam=row.naam,
            artikelen=list(row.artikelen),
            verslag_is_aanvraag=row.verslag_is_aanvraag,
            evaluatie_maanden=row.evaluatie_maanden,
            bezwaarclausule=row.bezwaarclausule,
            geldig_vanaf=row.geldig_vanaf,
            geldig_tot=row.geldig_tot,
            bron=row.naam,
        )
        for row in verordeningen
    ]
    return len(tables.Verordening.objects.bulk_create(rows))
