"""Who has custody of a minor: what is known, somebody more, and an end to it."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from keukentafel.casework.domain.overview import DossierPage
from keukentafel.casework.operations import custody as acts
from keukentafel.casework.queries.custody import get_custody
from keukentafel.core import dutch
from keukentafel.people.domain import Adres, GezagRow, Gezagsoort, NewGezag, PersoonRow
from keukentafel.people.queries import is_minor
from keukentafel.platform.accounts.domain import Act
from keukentafel.platform.clock import queries as clock
from keukentafel.web.access import ActorRequest, page
from keukentafel.web.casework.dossier import crumbs
from keukentafel.web.casework.fields import DutchDateField, PostcodeField, split_name
from keukentafel.web.errors import done

SOORT = {
    Gezagsoort.OUDER: "Een ouder",
    Gezagsoort.VOOGD: "Een voogd, ook een organisatie",
    Gezagsoort.ANDER: "Iemand anders, samen met een ouder",
    Gezagsoort.JEUGDIGE: "De jeugdige beslist zelf, vanaf 16 jaar",
    Gezagsoort.NIET_TE_BEPALEN: "Dat is nu niet te bepalen",
}
_STAND = {
    Gezagsoort.OUDER: "ouder",
    Gezagsoort.VOOGD: "voogd",
    Gezagsoort.ANDER: "samen met een ouder",
    Gezagsoort.JEUGDIGE: "De jeugdige beslist zelf",
    Gezagsoort.NIET_TE_BEPALEN: "Nu niet te bepalen",
}


class GezagForm(forms.Form):
    """Who has custody, since when, and how we know."""

    soort = forms.ChoiceField(
        label="Wie heeft het gezag?",
        choices=[(value.value, text) for value, text in SOORT.items()],
        widget=forms.RadioSelect,
        error_messages={"required": "Kies wie het gezag heeft.", "invalid_choice": "Kies uit de lijst."},
    )
    houder = forms.ChoiceField(
        label="Iemand uit het huishouden",
        required=False,
        error_messages={"invalid_choice": "Kies iemand uit het huishouden."},
    )
    naam = forms.CharField(label="Of de naam van iemand anders", required=False, max_length=200)
    organisatie = forms.BooleanField(label="Dit is een organisatie", required=False)
    telefoon = forms.CharField(label="Telefoon", required=False, max_length=20)
    postcode = PostcodeField(label="Postcode", required=False, max_length=8)
    huisnummer = forms.IntegerField(
        label="Huisnummer",
        required=False,
        min_value=1,
        max_value=99999,
        error_messages={"invalid": "Vul een heel getal in."},
    )
    vanaf = DutchDateField(
        label="Sinds",
        error_messages={"required": "Vul in vanaf wanneer dit geldt. Dat kan de geboortedag zijn."},
    )
    bron = forms.CharField(
        label="Waar weten we dit van?",
        max_length=200,
        error_messages={"required": "Schrijf op waar je dit van weet, zoals het gezagsregister."},
    )

    def __init__(self, *args: Any, huishouden: tuple[PersoonRow, ...], **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["houder"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", "Niemand van hen"), *((str(row.id), row.naam) for row in huishouden)]

    def to_gezag(self, persoon_id: UUID) -> NewGezag:
        """What was typed; who is chosen from the household has no name of their own here."""
        data = self.cleaned_data
        houder, organisatie = data["houder"], data["organisatie"]
        voornamen, voorvoegsel, geslachtsnaam = (
            ("", "", data["naam"]) if organisatie else split_name(data["naam"])
        )
        return NewGezag(
            persoon_id=persoon_id,
            soort=Gezagsoort(data["soort"]),
            vanaf=data["vanaf"],
            bron=data["bron"],
            houder_id=UUID(houder) if houder else None,
            geslachtsnaam=geslachtsnaam,
            voornamen=voornamen,
            voorvoegsel=voorvoegsel,
            organisatie=organisatie,
            adres=Adres(postcode=data["postcode"], huisnummer=data["huisnummer"]),
            telefoon=data["telefoon"],
        )


class EindeForm(forms.Form):
    """The last day of a custody."""

    laatste_dag = DutchDateField(label="Laatste dag", error_messages={"required": "Vul de laatste dag in."})


@page(Act.GESPREK_VOEREN, methods=("GET", "POST"))
def gezag(request: ActorRequest, dossier_id: UUID) -> HttpResponse:
    """Who has custody of the resident of this dossier, and recording somebody."""
    shown, rows = get_custody(actor=request.actor, dossier_id=dossier_id)
    others = tuple(row for row in shown.huishouden if row.id != shown.persoon.id)
    form = GezagForm(request.POST if request.method == "POST" else None, huishouden=others)
    if form.is_valid() and done(
        form,
        lambda: acts.record_custody(
            actor=request.actor, dossier_id=dossier_id, gezag=form.to_gezag(shown.persoon.id)
        ),
    ):
        messages.success(request, "Vastgelegd wie het gezag heeft.")
        return redirect("gezag", dossier_id=dossier_id)
    return _shown(request, shown, rows, form)


@page(Act.GESPREK_VOEREN, methods=("GET", "POST"))
def beeindigen(request: ActorRequest, dossier_id: UUID, gezag_id: UUID) -> HttpResponse:
    """The question after which day a custody ended, and the act."""
    shown, rows = get_custody(actor=request.actor, dossier_id=dossier_id)
    form = EindeForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and done(
        form,
        lambda: acts.end_custody(
            actor=request.actor,
            dossier_id=dossier_id,
            gezag_id=gezag_id,
            laatste_dag=form.cleaned_data["laatste_dag"],
        ),
    ):
        messages.success(request, "Het gezag is beëindigd.")
        return redirect("gezag", dossier_id=dossier_id)
    context = {
        "d": shown,
        "wie": next((_who(row) for row in rows if row.id == gezag_id), "Dit gezag"),
        "form": form,
        "crumbs": crumbs(shown.dossier.nummer, dossier_id, "Gezag beëindigen"),
    }
    return render(request, "casework/gezag_beeindigen.html", context, status=422 if form.errors else 200)


def _shown(
    request: ActorRequest, shown: DossierPage, rows: tuple[GezagRow, ...], form: GezagForm
) -> HttpResponse:
    today = clock.today()
    born = shown.persoon.geboortedatum
    context = {
        "d": shown,
        "titel": _title(rows),
        "rijen": [(row, _who(row), _reach(row), _since(row), row.geldt_op(today)) for row in rows],
        "minderjarig": born is not None and is_minor(born, today),
        "form": form,
        "crumbs": crumbs(shown.dossier.nummer, shown.dossier.id, "Gezag"),
    }
    return render(request, "casework/gezag.html", context, status=422 if form.errors else 200)


def _title(rows: tuple[GezagRow, ...]) -> str:
    now = [row for row in rows if row.geldt_op(clock.today())]
    if not now:
        return "Wie het gezag heeft, is niet vastgelegd"
    return f"Gezag: {' en '.join(_who(row) for row in now)}"


def _who(row: GezagRow) -> str:
    if row.afgeschermd:
        return "iemand die is afgeschermd"
    return row.naam or _STAND[row.soort]


def _reach(row: GezagRow) -> str:
    """How somebody stands to the minor, and how to reach them."""
    place = " ".join(str(part) for part in (row.adres.postcode, row.adres.huisnummer) if part)
    parts = (
        _STAND[row.soort] if row.naam else "",
        row.adres.regel if row.adres.straat else place,
        row.telefoon,
    )
    return " · ".join(part for part in parts if part)


def _since(row: GezagRow) -> str:
    end = f" tot en met {dutch.day_year(row.laatste_dag)}" if row.laatste_dag else ""
    return f"Sinds {dutch.day_year(row.vanaf)}{end} · {row.bron}"
