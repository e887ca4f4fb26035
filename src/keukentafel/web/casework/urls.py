"""Addresses of the work with residents; an address never holds a name, a number of a resident or a date of birth."""

from django.urls import path

from keukentafel.web.casework import (
    berichten,
    besluit,
    contact,
    dossier,
    gegevens,
    gesprek,
    inwoners,
    noodtoegang,
    plan,
    vandaag,
    verslag,
)

_D = "inwoners/<uuid:dossier_id>"
_O = "onderzoek/<uuid:onderzoek_id>"
_B = "besluit/<uuid:besluit_id>"

urlpatterns = [
    path("", vandaag.vandaag, name="vandaag"),
    path("contact/", contact.contact, name="contact"),
    path("contact/herken/", contact.recognise, name="contact-herken"),
    path("contact/kaart/", contact.suggest, name="contact-kaart"),
    path("inwoners/", inwoners.inwoners, name="inwoners"),
    path("inwoners/zoeken/", inwoners.zoeken, name="inwoners-zoeken"),
    path(f"{_D}/", dossier.dossier, name="dossier"),
    path(f"{_D}/noodtoegang/", noodtoegang.noodtoegang, name="noodtoegang"),
    path(f"{_D}/berichten/", berichten.berichten, name="dossier-berichten"),
    path(f"{_D}/wie-keek-mee/", dossier.wie_keek, name="wie-keek"),
    path(f"{_D}/oppakken/", dossier.oppakken, name="dossier-oppakken"),
    path(f"{_D}/gegevens/", gegevens.gegevens, name="gegevens"),
    path(f"{_D}/sluiten/", dossier.sluiten, name="dossier-sluiten"),
    path(f"{_D}/notitie/", dossier.notitie, name="dossier-notitie"),
    path(f"{_D}/melding/<uuid:melding_id>/", dossier.melding, name="melding"),
    path(f"{_D}/taak/<uuid:taak_id>/", dossier.taak_gedaan, name="taak-gedaan"),
    path(f"{_D}/besluiten/", besluit.besluiten, name="besluiten"),
    path(f"{_O}/gesprek/", gesprek.gesprek, name="gesprek"),
    path(f"{_O}/zitting/", gesprek.zitting, name="zitting"),
    path(f"{_O}/zitting/<uuid:zitting_id>/", gesprek.zitting_status, name="zitting-status"),
    path(f"{_O}/gesprek/<slug:deel>/", gesprek.tekst, name="gesprek-tekst"),
    path(f"{_O}/zitting/<uuid:zitting_id>/<str:code>/", gesprek.leefgebied, name="gesprek-leefgebied"),
    path(f"{_O}/verslag/", verslag.verslag, name="verslag"),
    path(f"{_O}/verslag/bewaren/", verslag.bewaren, name="verslag-bewaren"),
    path(f"{_O}/verslag/versturen/", verslag.versturen, name="verslag-versturen"),
    path(f"{_O}/verslag/reactie/", verslag.reactie, name="verslag-reactie"),
    path(f"{_O}/afronden/", verslag.afronden, name="onderzoek-afronden"),
    path(f"{_O}/plan/", plan.plan, name="plan"),
    path(f"{_O}/plan/delen/", plan.delen, name="plan-delen"),
    path(f"{_O}/plan/afsluiten/", plan.afsluiten, name="plan-afsluiten"),
    path(f"{_O}/resultaat/", plan.resultaat, name="resultaat"),
    path(f"{_O}/resultaat/<uuid:resultaat_id>/akkoord/", plan.akkoord, name="akkoord"),
    path(f"{_O}/resultaat/<uuid:resultaat_id>/oplossing/", plan.oplossing, name="oplossing"),
    path(f"{_O}/resultaat/<uuid:resultaat_id>/reden/<str:kolom>/", plan.reden, name="reden"),
    path(f"{_O}/oplossing/<uuid:oplossing_id>/", plan.oplossing_wijzigen, name="oplossing-wijzigen"),
    path(f"{_O}/oplossing/<uuid:oplossing_id>/stand/", plan.oplossing_status, name="oplossing-status"),
    path(f"{_O}/oplossing/<uuid:oplossing_id>/hulp/", plan.hulp, name="hulp"),
    path("aanvraag/<uuid:aanvraag_id>/besluit/", besluit.voorbereiden, name="besluit-maken"),
    path(f"{_B}/", besluit.besluit, name="besluit"),
    path(f"{_B}/ondertekenen/", besluit.ondertekenen, name="besluit-ondertekenen"),
    path(f"{_B}/versturen/", besluit.versturen, name="besluit-versturen"),
    path(f"{_B}/brief/", besluit.brief, name="besluit-brief"),
]
