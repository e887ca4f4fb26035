"""Why a transport refuses a message, as data: what its code means and what to do.

Source: the list of fault codes of the municipal node (Fo01) and that of the portal of providers, as the message standard names them.
"""

from collections.abc import Mapping
from types import MappingProxyType

_OURS = "Vraag de functioneel beheerder dit te herstellen, en verstuur het bericht daarna opnieuw."
_THEIRS = "Neem contact op met de aanbieder, en verstuur het bericht daarna opnieuw."
_WHOLE = (
    "Het bericht past niet bij het schema. Opnieuw versturen helpt niet. Meld dit de functioneel beheerder."
)
_LARGE = "Het bericht is te groot. Opnieuw versturen helpt niet. Meld dit de functioneel beheerder."
_THERE = "Het bericht was er al. Vraag de aanbieder of het aankwam; je hoeft niets te versturen."
_LATER = "Verstuur het bericht opnieuw. Gaat het weer mis, meld het dan de functioneel beheerder."

WHAT_TO_DO: Mapping[str, str] = MappingProxyType(
    {
        "IB001": _WHOLE,
        "IB002": f"We mogen dit bericht hier niet versturen. {_OURS}",
        "IB003": _LARGE,
        "IB004": f"Het vervoer kent deze soort berichten niet. {_OURS}",
        "IB005": f"Het vervoer kent onze gemeentecode niet. {_OURS}",
        "IB006": f"Deze combinatie van soort, afzender en ontvanger mag niet. {_OURS}",
        "IB007": f"Deze combinatie van soort, afzender en ontvanger mag niet. {_OURS}",
        "IB008": f"We hebben niet de rol die hiervoor nodig is. {_OURS}",
        "IB009": f"Er is geen toestemming om voor deze gemeente te versturen. {_OURS}",
        "IB010": f"De aanbieder is niet aangesloten. {_THEIRS}",
        "IB011": f"De aanbieder is voor deze berichten niet aangesloten. {_THEIRS}",
        "IB012": _LARGE,
        "IB013": "In het bericht is een virus gevonden. Verstuur het niet opnieuw. Meld dit meteen de functioneel beheerder.",
        "IB014": _WHOLE,
        "IB015": f"Er staan gegevens van echte inwoners op de testomgeving. {_OURS}",
        "IB016": _THERE,
        "IB017": f"De gegevens van onze software kloppen niet. {_OURS}",
        "IB018": f"De gegevens van onze software kloppen niet. {_OURS}",
        "IB019": _THERE,
        "IB020": _THERE,
        "IB021": _WHOLE,
        "IB022": _WHOLE,
        "IB023": f"Deze soort berichten is bij het vervoer uitgezet. {_OURS}",
        "BRS20": _THERE,
        "BRS28": _WHOLE,
    }
)


def what_to_do(code: str) -> str:
    """What a colleague does about a refusal with this code; for a code that is not in the list too."""
    return WHAT_TO_DO.get(code, _LATER)
