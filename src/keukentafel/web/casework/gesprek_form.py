"""The forms of a gesprek: planning a sitting, and what is said about one leefgebied."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.text import slugify

from keukentafel.casework.domain.gesprek import GebiedRow, GebiedStatus, LeefgebiedInvoer, NewZitting
from keukentafel.platform.clock.queries import AMSTERDAM
from keukentafel.web.casework.fields import ClockField, DutchDateField

SCORES = [(1, "alleen"), (2, "weinig"), (3, "gaat wel"), (4, "goed"), (5, "sterk"), ("", "geen")]


class ZittingForm(forms.Form):
    """When and where to sit down together, and with whom."""

    datum = DutchDateField(label="Dag", error_messages={"required": "Vul een dag in."})
    tijd = ClockField(label="Tijd", error_messages={"required": "Vul een tijd in, bijvoorbeeld 9.30."})
    plaats = forms.CharField(label="Waar", required=False, max_length=120)
    aanwezig = forms.CharField(label="Wie zijn erbij", required=False, max_length=300)

    def to_zitting(self) -> NewZitting:
        """The sitting that was typed; names are separated by commas."""
        data = self.cleaned_data
        names = tuple(name.strip() for name in data["aanwezig"].split(",") if name.strip())
        moment = datetime.combine(data["datum"], data["tijd"], tzinfo=AMSTERDAM)
        return NewZitting(moment=moment, plaats=data["plaats"], aanwezig=names)


class LeefgebiedForm(forms.Form):
    """What was said about one leefgebied: strengths first, nothing forced."""

    gaat_goed = forms.CharField(
        label="Wat gaat goed?", required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    score_inwoner = forms.TypedChoiceField(
        label="Inwoner vindt",
        required=False,
        choices=SCORES,
        coerce=int,
        empty_value=None,
        widget=forms.RadioSelect,
    )
    score_professional = forms.TypedChoiceField(
        label="Jij vindt",
        required=False,
        choices=SCORES,
        coerce=int,
        empty_value=None,
        widget=forms.RadioSelect,
    )
    verschil = forms.CharField(
        label="Kijken jullie er anders naar? Wat zegt dat?",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    situatie = forms.CharField(
        label="Hoe is het nu?", required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    wens = forms.CharField(
        label="Wat wil de inwoner?", required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    behoefte = forms.CharField(
        label="Wat is daarvoor nodig?", required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    status = forms.ChoiceField(
        label="Besproken?",
        choices=[
            (GebiedStatus.OPEN.value, "Nog open"),
            (GebiedStatus.BESPROKEN.value, "Besproken"),
            (GebiedStatus.NIET_NODIG.value, "Niet nodig"),
        ],
        widget=forms.RadioSelect,
        required=False,
    )

    @classmethod
    def of(cls, row: GebiedRow) -> "LeefgebiedForm":
        """The form filled with what was noted before."""
        noted = row.invoer
        initial: dict[str, Any] = {name: getattr(noted, name) for name in cls.base_fields}
        initial["status"] = noted.status.value
        for score in ("score_inwoner", "score_professional"):
            initial[score] = "" if initial[score] is None else initial[score]
        return cls(initial=initial, auto_id=f"{slugify(row.leefgebied)}_%s")

    def to_invoer(self) -> LeefgebiedInvoer:
        """What was typed; an area with words counts as talked about unless it was set aside."""
        data = dict(self.cleaned_data)
        chosen = GebiedStatus(data.pop("status") or GebiedStatus.OPEN)
        if chosen is GebiedStatus.OPEN and any(data.values()):
            chosen = GebiedStatus.BESPROKEN
        return LeefgebiedInvoer(status=chosen, **data)
