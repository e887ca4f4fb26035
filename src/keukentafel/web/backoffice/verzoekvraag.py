"""The questions before a request is answered: what each answer does, and the form in which a refusal is given."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.urls import reverse

from keukentafel.backoffice.verzoeken import queries
from keukentafel.backoffice.verzoeken.domain import WOONPLAATS, VerzoekDetail, Verzoeksoort, Verzoekstatus
from keukentafel.core import dutch

TOEWIJZEN, ONDERZOEKEN, AFWIJZEN = "verzoek-toewijzen", "verzoek-onderzoeken", "verzoek-afwijzen"


class AfwijzenForm(forms.Form):
    """Why a request is refused, and with the woonplaatsbeginsel which gemeente is responsible."""

    reden = forms.ChoiceField(
        label="Waarom wijs je dit af?",
        help_text="De aanbieder krijgt deze reden te lezen.",
        error_messages={"required": "Kies waarom het verzoek wordt afgewezen."},
    )
    woonplaats = forms.CharField(
        label="Code van de verantwoordelijke gemeente",
        help_text="Alleen bij woonplaatsbeginsel. Vier cijfers, zoals 0363.",
        max_length=4,
        required=False,
    )

    def __init__(self, *args: Any, detail: VerzoekDetail, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reasons = queries.refusal_reasons(wet=detail.row.wet, soort=detail.row.soort)
        choices = [(code, f"{text[:1].upper()}{text[1:]}") for code, text in reasons.items()]
        self.fields["reden"] = forms.ChoiceField(
            label=self.fields["reden"].label,
            help_text=self.fields["reden"].help_text,
            error_messages={"required": "Kies waarom het verzoek wordt afgewezen."},
            choices=[("", "Kies een reden"), *choices],
        )
        if WOONPLAATS not in reasons:
            del self.fields["woonplaats"]


@dataclass(frozen=True, slots=True)
class Vraag:
    """One question: its title, what happens, where it is answered, and the form of a refusal."""

    id: str
    titel: str
    gevolg: str
    knop: str
    soort: str
    url: str
    form: AfwijzenForm | None = None


def questions(detail: VerzoekDetail) -> list[Vraag]:
    """What can be answered now, the usual answer first; nothing when the request has its final answer."""
    if not detail.row.open:
        return []
    asked = [TOEWIJZEN]
    if detail.row.status is Verzoekstatus.ONTVANGEN:
        asked.append(ONDERZOEKEN)
    return [question(detail, one) for one in (*asked, AFWIJZEN)]


def question(detail: VerzoekDetail, which: str, form: AfwijzenForm | None = None) -> Vraag:
    """One question about a request."""
    provider, url = detail.row.aanbiedernaam, reverse(which, args=[detail.row.id])
    if which == TOEWIJZEN:
        whole = (
            "zoals gevraagd" if detail.row.soort is Verzoeksoort.TOEWIJZING else "helemaal, zoals gevraagd"
        )
        gevolg = f"{provider} krijgt vandaag een toewijzing (301), {whole}."
        return Vraag(which, "Dit verzoek toewijzen?", gevolg, "Toewijzen", "doen", url)
    if which == ONDERZOEKEN:
        last = dutch.day_year(queries.final_answer_due(detail.row.dagtekening))
        gevolg = (
            f"{provider} krijgt vandaag bericht (319) dat wij het uitzoeken. Dat kan één keer. "
            f"Daarna moet er uiterlijk {last} een besluit zijn."
        )
        return Vraag(which, "Dit verzoek eerst uitzoeken?", gevolg, "In onderzoek nemen", "doen", url)
    whole = "" if detail.row.soort is Verzoeksoort.TOEWIJZING else " Het hele verzoek wordt afgewezen."
    gevolg = f"{provider} krijgt vandaag bericht (319) met de reden.{whole} Daarna kan er geen ander antwoord meer."
    form = form or AfwijzenForm(detail=detail, auto_id=f"{which}-%s")
    return Vraag(which, "Dit verzoek afwijzen?", gevolg, "Afwijzen", "gevaar", url, form)
