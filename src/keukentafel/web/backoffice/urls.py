"""Addresses of the back office; an address never holds a name or a number of a resident."""

from django.urls import path

from keukentafel.web.backoffice import (
    beoordelen,
    berichten,
    budget,
    cijfers,
    contracten,
    controleren,
    declaraties,
    inlezen,
    toewijzingen,
    verzoeken,
    wachten,
)

_R = "backoffice/declaraties/regel/<int:regel_id>"
_C = "backoffice/op-cijfers/<int:regel_id>"
_B = "backoffice/berichten/<int:bericht_id>"
_V = "backoffice/verzoeken/<uuid:verzoek_id>"

urlpatterns = [
    path("backoffice/", declaraties.declaraties, name="declaraties"),
    path("backoffice/declaraties/", declaraties.alle, name="declaraties-alle"),
    path("backoffice/declaraties/<uuid:declaratie_id>/", declaraties.declaratie, name="declaratie"),
    path(f"{_R}/", declaraties.regel, name="declaratie-regel"),
    path(f"{_R}/afkeuren/", beoordelen.een, {"toekennen": False}, name="regel-afkeuren"),
    path(f"{_R}/goedkeuren/", beoordelen.een, {"toekennen": True}, name="regel-goedkeuren"),
    path(f"{_R}/oorzaak/afkeuren/", beoordelen.oorzaak, {"toekennen": False}, name="oorzaak-afkeuren"),
    path(f"{_R}/oorzaak/goedkeuren/", beoordelen.oorzaak, {"toekennen": True}, name="oorzaak-goedkeuren"),
    path("backoffice/op-cijfers/", cijfers.lijst, name="cijfers"),
    path(f"{_C}/", cijfers.regel, name="cijfers-regel"),
    path(f"{_C}/afkeuren/", cijfers.beoordelen, {"toekennen": False}, name="cijfers-afkeuren"),
    path(f"{_C}/goedkeuren/", cijfers.beoordelen, {"toekennen": True}, name="cijfers-goedkeuren"),
    path("backoffice/berichten/", berichten.ontvangen, name="berichten"),
    path("backoffice/berichten/verstuurd/", berichten.verstuurd, name="berichten-verstuurd"),
    path("backoffice/berichten/zonder-antwoord/", wachten.wachten, name="berichten-zonder-antwoord"),
    path("backoffice/berichten/controleren/", controleren.controleren, name="bericht-controleren"),
    path("backoffice/berichten/regels/", controleren.regels, name="berichtregels"),
    path("backoffice/berichten/inlezen/", inlezen.inlezen, name="bericht-inlezen"),
    path("backoffice/berichten/inlezen/stand/", inlezen.stand, name="bericht-inlezen-stand"),
    path("backoffice/berichten/inlezen/map/", inlezen.inbox, name="berichten-map"),
    path(f"{_B}/", berichten.bericht, name="bericht"),
    path(f"{_B}/opnieuw/", berichten.opnieuw, name="bericht-opnieuw"),
    path(f"{_B}/inhoud/", berichten.inhoud, name="bericht-inhoud"),
    path(f"{_B}/bericht.xml", berichten.bestand, name="bericht-bestand"),
    path("backoffice/toewijzingen/", toewijzingen.toewijzingen, name="toewijzingen"),
    path("backoffice/toewijzingen/taak/", toewijzingen.taakhulp, name="taakhulp"),
    path("backoffice/toewijzingen/<uuid:toewijzing_id>/", toewijzingen.toewijzing, name="toewijzing"),
    path(
        "backoffice/toewijzingen/<uuid:toewijzing_id>/opnieuw/",
        toewijzingen.opnieuw,
        name="toewijzing-opnieuw",
    ),
    path("backoffice/verzoeken/", verzoeken.verzoeken, name="verzoeken"),
    path(f"{_V}/", verzoeken.verzoek, name="verzoek"),
    path(f"{_V}/toewijzen/", verzoeken.toewijzen, name="verzoek-toewijzen"),
    path(f"{_V}/onderzoeken/", verzoeken.onderzoeken, name="verzoek-onderzoeken"),
    path(f"{_V}/afwijzen/", verzoeken.afwijzen, name="verzoek-afwijzen"),
    path("contracten/", contracten.contracten, name="contracten"),
    path("contracten/<uuid:contract_id>/", contracten.contract, name="contract"),
    path("budget/", budget.budget, name="budget"),
]
