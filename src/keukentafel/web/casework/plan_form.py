"""The forms of the plan: a result, a solution on the ladder, a reason for an empty rung, a contact of light help."""

from datetime import date
from typing import Any
from uuid import UUID

from django import forms

from keukentafel.backoffice.contracts.domain import ProductRow
from keukentafel.casework.domain.arrangement import (
    Akkoord,
    HulpSoort,
    NewOplossing,
    OplossingRow,
    RedenOvergeslagen,
    Vorm,
)
from keukentafel.casework.domain.reference import TredeRow
from keukentafel.socialmap.domain import VermeldingRow
from keukentafel.web.casework.fields import DutchDateField


class ResultaatForm(forms.Form):
    """What somebody wants to reach, in their own words."""

    tekst = forms.CharField(
        label="Wat wil de inwoner bereiken?",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Schrijf op wat de inwoner wil bereiken, in diens eigen woorden."},
    )
    reden_spoed = forms.CharField(label="Waarom nu al, met spoed?", required=False, max_length=500)


class OplossingForm(forms.Form):
    """Who does what, on which rung, from when until when, and when we look back."""

    trede = forms.ChoiceField(label="Trede", error_messages={"required": "Kies een trede."})
    omschrijving = forms.CharField(
        label="Wat gaat er gebeuren?",
        max_length=300,
        error_messages={"required": "Schrijf op wat er gaat gebeuren."},
    )
    verantwoordelijke = forms.CharField(
        label="Wie doet dat?", max_length=120, error_messages={"required": "Vul in wie dit doet."}
    )
    vorm = forms.ChoiceField(
        label="Alleen of in een groep?",
        choices=[(Vorm.GROEP.value, "In een groep"), (Vorm.INDIVIDUEEL.value, "Alleen")],
        initial=Vorm.INDIVIDUEEL.value,
        widget=forms.RadioSelect,
    )
    ingangsdatum = DutchDateField(label="Vanaf", required=False)
    einddatum = DutchDateField(label="Tot en met", required=False)
    evaluatie_op = DutchDateField(label="Terugkijken op", required=False)
    kaart = forms.ChoiceField(label="Uit de sociale kaart", required=False)
    product = forms.ChoiceField(label="Product, bij individuele hulp", required=False)

    def __init__(
        self,
        *args: Any,
        treden: tuple[TredeRow, ...],
        kaart: tuple[VermeldingRow, ...] = (),
        producten: tuple[ProductRow, ...] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.names = {str(row.id): row.naam for row in kaart} | {str(row.id): row.naam for row in producten}
        choices = {
            "trede": [(row.code, row.naam) for row in treden],
            "kaart": [("", "Geen"), *((str(row.id), row.naam) for row in kaart)],
            "product": [("", "Geen"), *((str(row.id), f"{row.naam} ({row.code})") for row in producten)],
        }
        for name, options in choices.items():
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = options

    @staticmethod
    def initial_of(row: OplossingRow) -> dict[str, Any]:
        """What the form shows of a solution that is there already."""
        names = ("trede", "omschrijving", "verantwoordelijke", "ingangsdatum", "einddatum", "evaluatie_op")
        return {name: getattr(row, name) for name in names} | {
            "vorm": row.vorm.value,
            "kaart": str(row.kaart_id or ""),
            "product": str(row.product_id or ""),
        }

    def to_oplossing(self) -> NewOplossing:
        """The solution that was typed."""
        data = self.cleaned_data
        kaart, product = data["kaart"], data["product"]
        return NewOplossing(
            trede=data["trede"],
            omschrijving=data["omschrijving"],
            verantwoordelijke=data["verantwoordelijke"],
            vorm=Vorm(data["vorm"]),
            ingangsdatum=data["ingangsdatum"],
            einddatum=data["einddatum"],
            evaluatie_op=data["evaluatie_op"],
            kaart_id=UUID(kaart) if kaart else None,
            kaart_naam=self.names.get(kaart, ""),
            product_id=UUID(product) if product else None,
            productnaam=self.names.get(product, ""),
        )


class RedenForm(forms.Form):
    """Why a lighter rung stays empty."""

    reden = forms.ChoiceField(
        label="Waarom slaan jullie deze trede over?",
        choices=[
            ("", "Kies een reden"),
            *((reden.value, reden.value.capitalize()) for reden in RedenOvergeslagen),
        ],
        error_messages={"required": "Kies een reden. Eén is genoeg."},
    )
    toelichting = forms.CharField(label="Toelichting", required=False, max_length=500)

    def chosen(self) -> RedenOvergeslagen:
        """The reason that was chosen."""
        return RedenOvergeslagen(self.cleaned_data["reden"])


class AkkoordForm(forms.Form):
    """Whether somebody agrees with a result."""

    akkoord = forms.ChoiceField(
        label="Eens of niet eens",
        choices=[(Akkoord.EENS.value, "Eens"), (Akkoord.NIET_EENS.value, "Niet eens")],
        widget=forms.RadioSelect,
        error_messages={"required": "Kies eens of niet eens."},
    )
    opmerking = forms.CharField(label="Opmerking", required=False, max_length=500)

    def chosen(self) -> Akkoord:
        """What was chosen."""
        return Akkoord(self.cleaned_data["akkoord"])


class HulpcontactForm(forms.Form):
    """One contact of light help: when, how long, what."""

    datum = DutchDateField(label="Dag", error_messages={"required": "Vul een dag in."})
    minuten = forms.IntegerField(
        label="Minuten",
        min_value=1,
        max_value=600,
        error_messages={
            "required": "Vul in hoe lang het duurde, in minuten.",
            "invalid": "Vul een heel aantal minuten in.",
            "min_value": "Vul ten minste één minuut in.",
            "max_value": "Vul ten hoogste 600 minuten in. Duurde het langer? Maak er twee van.",
        },
    )
    soort = forms.ChoiceField(
        label="Wat",
        choices=[(soort.value, soort.value.capitalize()) for soort in HulpSoort],
        widget=forms.RadioSelect,
        initial=HulpSoort.GESPREK.value,
    )
    notitie = forms.CharField(
        label="Notitie", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )

    def soort_of(self) -> HulpSoort:
        """What kind of contact it was."""
        return HulpSoort(self.cleaned_data["soort"])

    def day(self) -> date:
        """The day of the contact."""
        day: date = self.cleaned_data["datum"]
        return day
