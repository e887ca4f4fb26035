"""The questions before a line is granted or refused, and the form that answers one."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.urls import reverse

from keukentafel.backoffice.declaraties.domain import Oorzaak, RegelDetail
from keukentafel.core import dutch
from keukentafel.core.money import euros


class BeoordelingForm(forms.Form):
    """Why a line is granted against the rules, or what one wants to remember about a refusal."""

    reden = forms.CharField(max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, toekennen: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["reden"]
        field.required = toekennen
        if toekennen:
            field.label = "Waarom keur je dit toch goed?"
            field.help_text = "De controller en de accountant lezen dit terug."
            field.error_messages["required"] = "Schrijf op waarom je dit toch goedkeurt. Een zin is genoeg."
        else:
            field.label = "Uitleg voor je collega's"
            field.help_text = "De retourcode met de reden gaat vanzelf mee naar de aanbieder."


@dataclass(frozen=True, slots=True)
class Vraag:
    """One question: its title, what happens, where it is answered, and the form."""

    id: str
    titel: str
    gevolg: str
    knop: str
    soort: str
    url: str
    form: BeoordelingForm
    opener: str = ""


def question(
    detail: RegelDetail,
    *,
    toekennen: bool,
    alle: bool = False,
    op_cijfers: bool = False,
    form: BeoordelingForm | None = None,
    query: str = "",
) -> Vraag:
    """The question about this line, about all lines of this provider with the same cause, or about its figures alone."""
    verb = "goedkeuren" if toekennen else "afkeuren"
    route = f"{'cijfers' if op_cijfers else 'oorzaak' if alle else 'regel'}-{verb}"
    many = dutch.plural(detail.zelfde_oorzaak, "regel", "regels")
    what = f"{many} van {detail.aanbiedernaam}" if alle else euros(detail.bedrag)
    return Vraag(
        id=route,
        titel=f"{what} {'toch ' if toekennen else ''}{verb}?",
        gevolg=_consequence(detail, alle=alle),
        knop=f"{many} {verb}" if alle else verb.capitalize(),
        soort="doen" if toekennen else "gevaar",
        url=reverse(route, args=[detail.id]) + query,
        form=form or BeoordelingForm(toekennen=toekennen, auto_id=f"{route}-%s"),
    )


def questions(detail: RegelDetail, chosen: Oorzaak | None) -> dict[str, Vraag]:
    """All questions that one can ask about a line that waits, by the name of their route."""
    query = f"?oorzaak={chosen.value}" if chosen else ""
    several = (False, True) if detail.zelfde_oorzaak > 1 else (False,)
    asked = [
        question(detail, toekennen=grant, alle=alle, query=query)
        for alle in several
        for grant in (False, True)
    ]
    return {one.id.replace("-", "_"): one for one in asked}


def _consequence(detail: RegelDetail, *, alle: bool) -> str:
    line = "Een regel wordt helemaal betaald of helemaal niet."
    if alle:
        return f"Alle regels krijgen dezelfde uitleg. {line}"
    last = dutch.day(detail.antwoord_uiterlijk)
    return f"{line} Het antwoord (325) gaat weg als alle regels van deze declaratie beoordeeld zijn, uiterlijk {last}."
