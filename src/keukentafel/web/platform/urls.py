"""Addresses of the pages about the house itself."""

from django.urls import path

from keukentafel.web.platform import beheer, kijklog, voortgang

urlpatterns = [
    path("voortgang/<uuid:voortgang_id>/", voortgang.voortgang, name="voortgang"),
    path("beheer/", beheer.beheer, name="beheer"),
    path("beheer/taken/", beheer.taken, name="beheer-taken"),
    path("beheer/accounts/", beheer.accounts, name="beheer-accounts"),
    path("beheer/rechten/", beheer.rechten, name="beheer-rechten"),
    path("kijklog/", kijklog.kijklog, name="kijklog"),
    path("kijklog/controle/", kijklog.controle, name="kijklog-controle"),
]
