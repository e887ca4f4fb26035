"""The tabs that the pages of the back office share."""

from django.urls import reverse

from keukentafel.backoffice.berichten import queries as berichten
from keukentafel.platform.accounts.domain import Actor
from keukentafel.platform.clock import queries as clock
from keukentafel.web.design.listing import Tab

DECLARATIES, BERICHTEN, TOEWIJZINGEN = "declaraties", "berichten", "toewijzingen"
VERZOEKEN, ZONDER = "verzoeken", "zonder"
_BAKKEN = (
    (DECLARATIES, "Declaraties", "declaraties"),
    (BERICHTEN, "Berichten", "berichten"),
    (TOEWIJZINGEN, "Toewijzingen", "toewijzingen"),
    (VERZOEKEN, "Verzoeken", "verzoeken"),
    (ZONDER, "Wacht op antwoord", "berichten-zonder-antwoord"),
)


def too_late(actor: Actor) -> int:
    """How many answers to and decisions about messages are late; one query. What was not reported is counted where it is listed."""
    return berichten.overdue(actor=actor, day=clock.today())


def tabs(
    current: str, *, wacht: int | None = None, te_laat: int | None = None, verzoeken: int | None = None
) -> list[Tab]:
    """The trays; `wacht` counts lines that wait for a person, `verzoeken` open requests, `te_laat` what is overdue."""
    counts = {DECLARATIES: wacht, VERZOEKEN: verzoeken, ZONDER: te_laat or None}
    return [
        Tab(label, reverse(route), key == current, counts.get(key), urgent=key == ZONDER)
        for key, label, route in _BAKKEN
    ]
