"""The tabs that the pages of the back office share."""

from django.urls import reverse

from keukentafel.web.design.listing import Tab

DECLARATIES, BERICHTEN, TOEWIJZINGEN, ZONDER = "declaraties", "berichten", "toewijzingen", "zonder"
_BAKKEN = (
    (DECLARATIES, "Declaraties", "declaraties"),
    (BERICHTEN, "Berichten", "berichten"),
    (TOEWIJZINGEN, "Toewijzingen", "toewijzingen"),
    (ZONDER, "Wacht op antwoord", "berichten-zonder-antwoord"),
)


def tabs(current: str, *, wacht: int | None = None, te_laat: int | None = None) -> list[Tab]:
    """The four trays; `wacht` counts lines that wait for a person, `te_laat` answers that are overdue."""
    counts = {DECLARATIES: wacht, ZONDER: te_laat or None}
    return [
        Tab(label, reverse(route), key == current, counts.get(key), urgent=key == ZONDER)
        for key, label, route in _BAKKEN
    ]
