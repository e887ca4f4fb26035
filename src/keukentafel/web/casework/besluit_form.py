"""The forms of the aanvraag and the besluit."""

from typing import Any
from uuid import UUID

from django import forms

from keukentafel.backoffice.contracts.domain import AanbodRow, ProductRow
from keukentafel.casework.domain.besluit import BesluitRow, BesluitSoort, NewBesluit
from keukentafel.casework.domain.reference import VerordeningRow
from keukentafel.core.eenheden import (
    DAGDEEL,
    ETMAAL,
    INSPANNING,
    MINUUT,
    OUTPUT,
    PER_DAG,
    PER_MAAND,
    PER_WEEK,
    TOTAAL,
    UUR,
)
from keukentafel.web.casework.fields import DutchDateField

EENHEDEN = [
    (MINUUT, "minuten"),
    (UUR, "uren"),
    (ETMAAL, "etmalen"),
    (DAGDEEL, "dagdelen"),
    (OUTPUT, "stuks (output)"),
    (INSPANNING, "stuks"),
]
FREQUENTIES = [(PER_WEEK, "per week"), (PER_MAAND, "per maand"), (TOTAAL, "in totaal"), (PER_DAG, "per dag")]


class BesluitForm(forms.Form):
    """What is decided, how much, from when until when, and why."""

    soort = forms.ChoiceField(
        label="Wat is het besluit?",
        choices=[(soort.value, soort.value.capitalize()) for soort in BesluitSoort],
        widget=forms.RadioSelect,
        error_messages={"required": "Kies wat het besluit is."},
    )
    aanbod = forms.ChoiceField(label="Aanbieder", required=False)
    volume = forms.IntegerField(
        label="Hoeveel", required=False, min_value=1, error_messages={"invalid": "Vul een heel getal in."}
    )
    eenheid = forms.ChoiceField(label="Eenheid", required=False, choices=[("", "Kies"), *EENHEDEN])
    frequentie = forms.ChoiceField(label="Hoe vaak", required=False, choices=[("", "Kies"), *FREQUENTIES])
    ingangsdatum = DutchDateField(label="Vanaf", required=False)
    einddatum = DutchDateField(label="Tot en met", required=False)
    grondslag = forms.ChoiceField(label="Op grond van", error_messages={"required": "Kies het artikel."})
    heronderzoek_op = DutchDateField(label="Opnieuw bekijken op", required=False)
    motivering = forms.CharField(
        label="Waarom is dit het besluit?",
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": "Schrijf op waarom dit het besluit is. De inwoner leest dit."},
    )

    def __init__(
        self,
        *args: Any,
        product: ProductRow | None,
        aanbod: tuple[AanbodRow, ...],
        verordening: VerordeningRow | None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.product = product
        self.offers = {str(row.aanbieder_id): row for row in aanbod}
        articles = verordening.artikelen if verordening else ()
        choices = {
            "aanbod": [
                ("", "Kies een aanbieder"),
                *((key, row.aanbiedernaam) for key, row in self.offers.items()),
            ],
            "grondslag": [(article, article) for article in articles],
        }
        for name, options in choices.items():
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = options

    @staticmethod
    def initial_of(row: BesluitRow) -> dict[str, Any]:
        """What the form shows of a concept."""
        names = (
            "volume",
            "eenheid",
            "frequentie",
            "ingangsdatum",
            "einddatum",
            "grondslag",
            "heronderzoek_op",
            "motivering",
        )
        return {name: getattr(row, name) for name in names} | {
            "soort": row.soort.value,
            "aanbod": str(row.aanbieder_id or ""),
        }

    def to_besluit(self) -> NewBesluit:
        """The besluit that was typed."""
        data = self.cleaned_data
        offer = self.offers.get(data["aanbod"])
        granted = data["soort"] != BesluitSoort.AFGEWEZEN.value
        return NewBesluit(
            soort=BesluitSoort(data["soort"]),
            motivering=data["motivering"],
            grondslag=data["grondslag"],
            heronderzoek_op=data["heronderzoek_op"],
            product_id=self.product.id if self.product else None,
            productnaam=self.product.naam if self.product else "",
            aanbieder_id=offer.aanbieder_id if granted and offer else None,
            aanbiedernaam=offer.aanbiedernaam if granted and offer else "",
            volume=data["volume"] if granted else None,
            eenheid=data["eenheid"] if granted else "",
            frequentie=data["frequentie"] if granted else "",
            ingangsdatum=data["ingangsdatum"] if granted else None,
            einddatum=data["einddatum"] if granted else None,
        )


class AanvraagForm(forms.Form):
    """An application for an individual provision."""

    oplossing = forms.ChoiceField(label="Waarvoor", required=False)
    product = forms.ChoiceField(label="Product", required=False)
    ontvangen_op = DutchDateField(label="Binnengekomen op", required=False)

    def __init__(
        self,
        *args: Any,
        oplossingen: tuple[tuple[UUID, str], ...],
        producten: tuple[ProductRow, ...],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.products = {str(row.id): row for row in producten}
        choices = {
            "oplossing": [
                ("", "Niet uit het plan"),
                *((str(identity), words) for identity, words in oplossingen),
            ],
            "product": [("", "Kies een product"), *((key, row.naam) for key, row in self.products.items())],
        }
        for name, options in choices.items():
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = options
