"""The form of a first contact: six fields at most, three of them needed."""

from typing import Any
from uuid import UUID

from django import forms

from keukentafel.casework.domain.contact import (
    ContactUitkomst,
    Herkomst,
    Kanaal,
    NewContact,
    Toestemming,
    Wet,
)
from keukentafel.people.domain import Adres, NewPersoon, WijkRow
from keukentafel.web.casework.fields import BsnField, DutchDateField, split_address, split_name

GESPREK, SPOED = "gesprek", "spoed"
NIEUW = "nieuw"

_HERKOMST = {Kanaal.IEMAND_ANDERS: Herkomst.GEMELD, Kanaal.WIJ_GINGEN_LANGS: Herkomst.GEVONDEN}
_WETTEN = [
    (Wet.WMO.value, "Wmo"),
    (Wet.JEUGDWET.value, "Jeugdwet"),
    (Wet.PARTICIPATIEWET.value, "Participatiewet"),
    (Wet.SCHULDHULP.value, "Schuldhulp"),
]


class ContactForm(forms.Form):
    """What was asked, by whom, how it came in, and what happens now."""

    vraag = forms.CharField(
        label="De vraag, in de woorden van de inwoner",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Schrijf de vraag op. Een paar woorden is genoeg."},
    )
    kanaal = forms.ChoiceField(
        label="Hoe kwam het binnen?",
        choices=[(kanaal.value, kanaal.value.capitalize()) for kanaal in Kanaal],
        widget=forms.RadioSelect,
        initial=Kanaal.TELEFOON.value,
        error_messages={"required": "Kies hoe de vraag binnenkwam."},
    )
    naam = forms.CharField(label="Naam", required=False, max_length=200)
    geboortedatum = DutchDateField(label="Geboortedatum", required=False)
    adres = forms.CharField(label="Postcode en huisnummer", required=False, max_length=60)
    telefoon = forms.CharField(label="Telefoon", required=False, max_length=20)
    bsn = BsnField(label="BSN", required=False, max_length=20)
    wijk = forms.ChoiceField(label="Wijk", required=False)
    persoon = forms.CharField(required=False, widget=forms.HiddenInput)
    nu = forms.ChoiceField(
        label="Wat gebeurt er nu?",
        choices=[
            (ContactUitkomst.METEEN_BEANTWOORD.value, "Meteen beantwoord"),
            (GESPREK, "Gesprek plannen"),
            (SPOED, "Spoed"),
            (ContactUitkomst.NIET_VOOR_ONS.value, "Niet voor ons"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Kies wat er nu gebeurt. Meteen beantwoord is ook goed."},
    )
    antwoord = forms.CharField(
        label="Wat heb je geantwoord?",
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    kaart = forms.UUIDField(required=False, widget=forms.HiddenInput)
    wet = forms.ChoiceField(label="Onder welke wet?", required=False, choices=_WETTEN, initial=Wet.WMO.value)
    clientondersteuning = forms.BooleanField(label="Gewezen op gratis cliëntondersteuning", required=False)
    persoonlijk_plan = forms.BooleanField(label="Gewezen op het persoonlijk plan", required=False)
    bevestigd = forms.BooleanField(label="Ontvangst meteen bevestigd", required=False)
    melder = forms.CharField(label="Wie meldt het?", required=False, max_length=120)
    toestemming = forms.ChoiceField(
        label="Weet de inwoner ervan?",
        required=False,
        choices=[
            ("", "Nog niet gekozen"),
            (Toestemming.JA.value, "Ja, en vindt het goed"),
            (Toestemming.NEE.value, "Ja, maar wil het niet"),
            (Toestemming.NIET_GEVRAAGD.value, "Nog niet gevraagd"),
        ],
    )

    def __init__(self, *args: Any, wijken: tuple[WijkRow, ...] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["wijk"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", "Volgt uit de postcode"), *((str(wijk.id), wijk.naam) for wijk in wijken)]

    @property
    def is_melding(self) -> bool:
        """Whether what was chosen makes this a melding."""
        return self.cleaned_data.get("nu") in (GESPREK, SPOED)

    def clean(self) -> dict[str, Any]:
        """A melding needs a name, somebody who reports for another is asked about consent, an answer needs words."""
        data = super().clean() or {}
        if data.get("nu") in (GESPREK, SPOED) and not (data.get("naam") or self._known()):
            self.add_error(
                "naam", "Vul een naam in. Zonder naam kan niemand terugbellen of het gesprek plannen."
            )
        if data.get("nu") == SPOED and len(data.get("vraag") or "") < 5:
            self.add_error("vraag", "Schrijf op waarom dit met spoed is. Wie belt, leest dit eerst.")
        if data.get("adres") and not split_address(data["adres"])[0]:
            self.add_error("adres", "Schrijf het zo: 1290 AA 14. Eerst de postcode, dan het huisnummer.")
        answered = data.get("nu") == ContactUitkomst.METEEN_BEANTWOORD.value
        if answered and not (data.get("antwoord") or data.get("kaart")):
            self.add_error(
                "antwoord", "Schrijf kort op wat je antwoordde, of kies iets uit de sociale kaart."
            )
        return data

    def matching(self) -> dict[str, Any]:
        """What was typed about the person, as far as it can be read, in the words of `people.queries.recognise`."""
        data = getattr(self, "cleaned_data", {})
        postcode, huisnummer, _ = split_address(data.get("adres") or "")
        return {
            "bsn": data.get("bsn") or None,
            "naam": data.get("naam") or None,
            "geboortedatum": data.get("geboortedatum"),
            "postcode": postcode or None,
            "huisnummer": huisnummer,
        }

    def to_contact(self, kaart_naam: str) -> NewContact:
        """The contact that was typed; call it on a valid form only."""
        data = self.cleaned_data
        kanaal = Kanaal(data["kanaal"])
        herkomst = _HERKOMST.get(kanaal, Herkomst.ZELF)
        gemeld = herkomst is Herkomst.GEMELD
        uitkomst = ContactUitkomst.MELDING if self.is_melding else ContactUitkomst(data["nu"])
        known = self._known()
        return NewContact(
            vraag=data["vraag"],
            kanaal=kanaal,
            herkomst=herkomst,
            uitkomst=uitkomst,
            persoon_id=known,
            persoon=None if known else self._new_person(),
            wijk_id=UUID(data["wijk"]) if data.get("wijk") else None,
            antwoord=data["antwoord"],
            kaart_id=data.get("kaart"),
            kaart_naam=kaart_naam,
            spoed=data["nu"] == SPOED,
            melder=data["melder"] if gemeld else "",
            toestemming=Toestemming(data["toestemming"] or Toestemming.NIET_GEVRAAGD)
            if gemeld
            else Toestemming.NVT,
            wet=Wet(data["wet"] or Wet.WMO),
            clientondersteuning_gewezen=data["clientondersteuning"],
            persoonlijk_plan_gewezen=data["persoonlijk_plan"],
            bevestigd=data["bevestigd"],
        )

    def _known(self) -> UUID | None:
        chosen = self.data.get("persoon") or ""
        try:
            return UUID(chosen)
        except ValueError:
            return None

    def _new_person(self) -> NewPersoon | None:
        data = self.cleaned_data
        if not data.get("naam"):
            return None
        voornamen, voorvoegsel, geslachtsnaam = split_name(data["naam"])
        postcode, huisnummer, toevoeging = split_address(data["adres"])
        return NewPersoon(
            geslachtsnaam=geslachtsnaam,
            voornamen=voornamen,
            voorvoegsel=voorvoegsel,
            bsn=data["bsn"] or None,
            geboortedatum=data["geboortedatum"],
            adres=Adres(huisnummer=huisnummer, toevoeging=toevoeging, postcode=postcode),
            telefoon=data["telefoon"],
        )
